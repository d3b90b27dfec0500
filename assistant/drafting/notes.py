"""Staff notes: from lines as typed to items with accents, full words, a kind and their evidence.

Notes are data. A line that tries to give orders to the program ("bỏ qua kiểm tra") stays a note,
is marked with SRC001, and neither obeyed nor copied into a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.domain import Evidence, Period, Profile, SourceKind, UserError
from assistant.drafting.accents import AccentDictionary, accent_dictionary, is_accented
from assistant.drafting.phrases import cues
from assistant.drafting.request import NoteSource
from assistant.drafting.spelling import write_out
from assistant.drafting.wording import CAPITALS
from assistant.language.periods import find_period
from assistant.language.text import fold, nfc


class Polarity(StrEnum):
    RESULT = "result"
    SHORTCOMING = "shortcoming"
    CAUSE = "cause"
    TASK = "task"
    PROPOSAL = "proposal"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class NoteItem:
    """One piece of information.

    ``raw`` is the clerk's own words, ``text`` the same with accents restored, abbreviations
    written out and labels taken off; ``polarity`` is None where nothing tells, and
    ``is_explicit`` says that a label or the first words settle it. ``unsure`` are the words whose
    accents no dictionary entry settles: ``text`` holds a private character for each, which
    ``show_gaps`` replaces. ``is_command`` marks text that addresses the program. ``aspect`` is what
    a label says of causes: "khách quan", "chủ quan" or nothing.
    """

    id: str
    raw: str
    text: str
    location: str
    polarity: Polarity | None
    is_explicit: bool = False
    unsure: tuple[str, ...] = ()
    is_command: bool = False
    aspect: str = ""

    def evidence(self, period: str | None) -> Evidence:
        return Evidence(self.id, self.raw, SourceKind.NOTE, period, self.location)


_BULLET = re.compile(r"^[\s>]*(?:[-–—+*•●▪◦✓]+|\d{1,2}(?:[.)](?=\s)|/(?=\s|[^\W\d]))|[a-zđ]\))\s*")
_LONGEST_SUPPLIER = 40  # characters
#: A bare number counts ("3 lớp") unless the lines run 1, 2, 3 …
_LIST_NUMBER = re.compile(r"^\s*(\d{1,2})\s+(?=[^\W\d])")
_SHORTEST_LIST = 3
_MARKDOWN_HEADING = re.compile(r"^\s*#+\s*")
_EMPHASIS = re.compile(r"\*\*|__|`")
#: A full stop ends an item when a new statement follows, not inside "TP. Huế" or "1.250".
_STOP = re.compile(
    r"(?:(?<=\w{2})|(?<=[\d)%”\"]))[.!?]\s+(?=[^\W\d])|(?<=[^\W\d]{2})[.!?]\s+(?=\d)"
)
#: Two capitalised words or more: a name where it has accents.
_NAME = re.compile(rf"[{CAPITALS}]\w+(?: [{CAPITALS}]\w+)+")
_EFFECT = re.compile(r"^\s*(?:->|=>|→)\s*")
#: "đn tỉnh: …": the label names the one who is asked.
_ASKS_BODY = re.compile(r"(?:dn|de nghi|kien nghi|de xuat|xin) \w")
_ASPECTS = {
    "kq": "khách quan",
    "khach quan": "khách quan",
    "nguyen nhan khach quan": "khách quan",
    "cq": "chủ quan",
    "chu quan": "chủ quan",
    "nguyen nhan chu quan": "chủ quan",
}
_TIME_LABEL = re.compile(
    r"(?i)^(?:năm |nam )?20\d\d\s*(?::|$)"
    r"|^(?:q\.?|quý |quy )\s*(?:[1-4]|[IV]+)\s*[/-]\s*20\d\d\s*(?::|$)"
    r"|^(?:6 ?th(?:áng|ang)?|sáu tháng) cu[oố]i(?: n[aă]m)?(?: 20\d\d)?\s*(?::|$)"
    r"|^cu[oố]i n[aă]m\s*(?::|$)"
)
_REST_OF_YEAR = re.compile(r"6 ?th|sau thang|cuoi nam")
_LABEL = re.compile(r"^([^:0-9“\"]{2,60}?)\s*:(?!\d)\s*(.*)$", re.DOTALL)


def parse_notes(
    sources: Sequence[NoteSource], profile: Profile, period: Period | None = None
) -> tuple[NoteItem, ...]:
    """The items of ``sources`` in order, numbered n1, n2 …

    ``period`` tells a heading that names a later time ("2024", "quý II/2024") as one of tasks.

    Raises:
        UserError: there is nothing to draft from.
    """
    dictionary = _dictionary(sources, profile)
    items: list[NoteItem] = []
    for source in sources:
        for line in _lines(nfc(source.text), dictionary, period):
            location = f"{source.name}, dòng {line.number}{line.supplier}"
            for piece in _split(line.text):
                item = _item(f"n{len(items) + 1}", piece, location, line, dictionary)
                items.append(item)
                if item.polarity is Polarity.PROPOSAL:  # and so is what follows on its line
                    line = replace(line, label=Polarity.PROPOSAL)
    if not items:
        raise UserError(
            "Ghi chú không có nội dung nào để soạn; hãy nhập ít nhất một ý, mỗi ý một dòng."
        )
    return tuple(items)


def instruction_item(text: str, number: int, profile: Profile) -> NoteItem:
    """What the clerk asks to add to a draft, as an item whose evidence is that request."""
    dictionary = _dictionary((), profile)
    id = "instruction" if number == 1 else f"instruction{number}"
    return _item(id, nfc(text), "yêu cầu của người soạn", _Line(0, text), dictionary)


def _dictionary(sources: Sequence[NoteSource], profile: Profile) -> AccentDictionary:
    """The shipped dictionary with the names of the profile and those the notes write in full."""
    names = [profile.commune, profile.district, profile.province, profile.signer_name]
    names += [re.sub(r"^(?:xã|phường|huyện|tỉnh)\s+", "", name) for name in names]
    for source in sources:
        names += [name for name in _NAME.findall(nfc(source.text)) if is_accented(name)]
    return accent_dictionary().with_names(names)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of notes without its bullet and label, and what label and supplier govern it."""

    number: int
    text: str
    supplier: str = ""
    label: Polarity | None = None
    aspect: str = ""


def _lines(text: str, dictionary: AccentDictionary, period: Period | None) -> Iterator[_Line]:
    label: Polarity | None = None
    aspect = supplier = ""
    for number, line in enumerate(_without_numbering(text.splitlines()), start=1):
        if _EFFECT.match(line):  # "-> địa bàn rộng": why the lines before are so
            yield _Line(number, _EFFECT.sub("", line), supplier, Polarity.CAUSE)
            continue
        cleaned = _EMPHASIS.sub("", _MARKDOWN_HEADING.sub("", _BULLET.sub("", line))).strip()
        is_heading = bool(_MARKDOWN_HEADING.match(line))
        own, name, rest = _take_label(cleaned, dictionary, is_heading=is_heading)
        if own is None and (later := _names_later(cleaned, period)):
            own, name, rest = Polarity.TASK, "", cleaned[later:].lstrip(" :")
        if own is not None:
            label, aspect = own, _ASPECTS.get(fold(name), "")
        elif is_heading:
            label, aspect, rest = None, "", ""
        elif not cleaned:
            continue
        elif cleaned.endswith(":") and len(cleaned) <= _LONGEST_SUPPLIER:
            # "Văn hóa:" on its own line says who supplied the lines that follow.
            label, aspect, supplier = None, "", f" ({cleaned[:-1].strip()})"
            continue
        elif " ".join(fold(cleaned).split()) in cues().topics:
            label, aspect = None, ""
            continue
        # A label on a line of its own governs what follows; before words, only its line.
        yield _Line(number, rest, supplier, label, aspect)
        if own is not None and rest and not _ends_open(line):
            label, aspect = None, ""


def _names_later(line: str, period: Period | None) -> int:
    """Where the time that opens ``line`` as a label ends, if it lies after ``period``; else 0."""
    match = _TIME_LABEL.match(line)
    if match is None:
        return 0
    if _REST_OF_YEAR.match(fold(line)):
        return match.end()
    written = re.sub(r"(?i)^q\.?\s*", "quý ", match[0].strip(" :"))
    named = find_period(written if re.search(r"[^\d\s]", written) else f"năm {written}")
    return match.end() if named and period and named.start > period.end else 0


def _without_numbering(lines: list[str]) -> list[str]:
    """``lines`` without the numbers of a list typed as "1 họp dân", "2 mở lớp", "3 …"."""
    numbered = [(i, m) for i, line in enumerate(lines) if (m := _LIST_NUMBER.match(line))]
    if len(numbered) < _SHORTEST_LIST or [int(m[1]) for _, m in numbered] != list(
        range(1, len(numbered) + 1)
    ):
        return lines
    stripped = {i: lines[i][m.end() :] for i, m in numbered}
    return [stripped.get(i, line) for i, line in enumerate(lines)]


def _ends_open(line: str) -> bool:
    return line.rstrip().endswith(":")


def _take_label(
    line: str, dictionary: AccentDictionary, *, is_heading: bool
) -> tuple[Polarity | None, str, str]:
    """The kind that a label such as "tồn tại, hạn chế:" gives, the label, and the line without."""
    match = _LABEL.match(line)
    label, rest = (match[1], match[2]) if match else (line, "")
    words = re.sub(r"^(?:[ivx]+\.|\d+[.)]|soạn phần|phần|về)\s*", "", label.strip().lower())
    folded = " ".join(fold(words).split())
    kind = cues().labels.get(folded)
    if match and kind is None and _ASKS_BODY.match(folded):
        return Polarity.PROPOSAL, words, f"{label.strip()} {rest}"
    if match is None and not is_heading and (kind is None or folded in cues().weak_labels):
        return None, "", line
    return (Polarity(kind), words, rest) if kind else (None, "", line)


def _split(line: str) -> Iterable[str]:
    for part in split_outside(line, _ITEM_END):
        start = 0
        for match in _STOP.finditer(part):
            yield from _nonempty(part[start : match.start()])
            start = match.end()
        yield from _nonempty(part[start:])


_ITEM_END = re.compile(r";|(?<=[^\W\d])\s+/\s+(?=[^\W\d])")


def split_outside(text: str, separator: re.Pattern[str]) -> list[str]:
    """``text`` cut at ``separator`` wherever no bracket is open."""
    pieces: list[str] = []
    start = 0
    for match in separator.finditer(text):
        before = text[start : match.start()]
        if before.count("(") <= before.count(")"):
            pieces.append(before)
            start = match.end()
    return [*pieces, text[start:]]


def _nonempty(piece: str) -> Iterable[str]:
    stripped = _BULLET.sub("", piece).strip(" \t.,-–")
    if any(character.isalnum() for character in stripped):
        yield stripped


def _item(id: str, raw: str, location: str, line: _Line, dictionary: AccentDictionary) -> NoteItem:
    if cues().injection.search(fold(raw)):
        return NoteItem(id, raw, "", location, None, is_command=True)
    text, unsure = write_out(raw, dictionary)
    opening = _first_kind(cues().starts, text, whole=False)
    # "đề nghị …" among the tasks of next year is a proposal all the same.
    asks = opening is Polarity.PROPOSAL and line.label is Polarity.TASK
    label = None if asks else line.label
    kind = (
        label or opening or _first_kind(cues().contains, cues().neutral.sub(" ", text), whole=True)
    )
    explicit = bool(label or opening)
    return NoteItem(id, raw, text, location, kind, explicit, unsure, aspect=line.aspect)


def _first_kind(
    kinds: Iterable[tuple[str, re.Pattern[str]]], text: str, *, whole: bool
) -> Polarity | None:
    for kind, pattern in kinds:
        if pattern.search(text) if whole else pattern.match(text):
            return Polarity(kind)
    return None


def shows(text: str, polarity: Polarity) -> bool:
    """Whether ``text`` has a cue word of this kind anywhere."""
    return any(kind == polarity and pattern.search(text) for kind, pattern in cues().contains)
