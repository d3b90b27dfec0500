"""Staff notes: from lines as typed to items with accents, full words, a kind and their evidence.

Notes are data. A line that tries to give orders to the program ("bỏ qua kiểm tra") stays a note,
is marked with SRC001, and neither obeyed nor copied into a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain import Evidence, Profile, SourceKind, Span, UserError
from assistant.drafting.accents import (
    AccentDictionary,
    Word,
    accent_dictionary,
    is_accented,
    split_words,
)
from assistant.drafting.phrases import abbreviations, cues, frames
from assistant.drafting.request import NoteSource
from assistant.language.dates import find_dates
from assistant.language.text import fold, nfc
from assistant.references import find_references


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
    ``show_gaps`` replaces. ``is_command`` marks text that addresses the program.
    """

    id: str
    raw: str
    text: str
    location: str
    polarity: Polarity | None
    is_explicit: bool = False
    unsure: tuple[str, ...] = ()
    is_command: bool = False

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
_STOP = re.compile(r"(?:(?<=\w{2})|(?<=[\d)%”\"]))[.!?]\s+(?=[^\W\d])")
_LABEL = re.compile(r"^([^:0-9“\"]{2,60}?)\s*:(?!\d)\s*(.*)$", re.DOTALL)
_DOCUMENT_CODE = re.compile(r"\d+[^\s,;]*/[^\s,;]*[A-ZĐƯ][^\s,;]*|\d+-[A-ZĐƯ]+/[A-ZĐƯ]+")
_GLUED_MILLIONS = re.compile(r"(?<=\d)\s*(?:trđ|trd|tr)(?!\w)", re.IGNORECASE)
#: Unaccented words that only their surroundings settle, and abbreviations with a stroke.
_WRITTEN_OUT = (
    (re.compile(r"(?<!\w)đ/c(?!\w)", re.IGNORECASE), "đồng chí"),
    (re.compile(r"(?<!\w)p/h(?!\w)", re.IGNORECASE), "phối hợp"),
    (re.compile(r"(?<!\w)t/c(?!\w)", re.IGNORECASE), "tổ chức"),
    (re.compile(r"(?<!\w)dat(?=\s+\d[\d.,]*\s*%)"), "đạt"),
    (re.compile(r"(?<=/)nam(?!\w)"), "năm"),
    (re.compile(r"(?<=\d )ho(?!\w| so(?!\w))"), "hộ"),
    (re.compile(r"(?<=\d )dot(?!\w)"), "đợt"),
    (re.compile(r"(?<=\d )vu(?!\w)"), "vụ"),
    (re.compile(r"(?<=\d )lan(?!\w)"), "lần"),
    (re.compile(r"(?<=\d )don(?!\w| vi(?!\w))"), "đơn"),
    (re.compile(r"(?<=\d )lop(?!\w)"), "lớp"),
    (re.compile(r"(?<=UBND )xa(?!\w)|(?<=HĐND )xa(?!\w)|(?<=MTTQ )xa(?!\w)"), "xã"),
    (re.compile(r"(?<=ubnd )xa(?!\w)|(?<=cong an )xa(?!\w)|(?<=dang uy )xa(?!\w)"), "xã"),
    (re.compile(r"^xa(?= [a-z])"), "xã"),
)
_SHORT_MONTH = re.compile(r"(?<!\w)[tT]0?(\d{1,2})(?=/\d{4})")
_SHORT_QUARTER = re.compile(r"(?<!\w)[qQ]([1-4])(?!\w)")
_UNACCENTED_QUARTER = re.compile(r"(?<!\w)[Qq]uy(?=\s+(?:\d|[IV]+\b))")


#: Stands for an undecided word while a sentence is built, so that no rule looks inside it.
_FIRST_GAP = 0xE100
_GAP = re.compile("[\ue100-\uf8ff]")


def show_gaps(text: str, unsure: Sequence[str]) -> str:
    """``text`` with its undecided words as the marked gaps that the clerk sees."""
    pattern = frames()["gaps"]["accents"]
    return _GAP.sub(lambda gap: pattern.format(word=unsure[ord(gap[0]) - _FIRST_GAP]), text)


def parse_notes(sources: Sequence[NoteSource], profile: Profile) -> tuple[NoteItem, ...]:
    """The items of ``sources`` in order, numbered n1, n2 …

    Raises:
        UserError: there is nothing to draft from.
    """
    names = (profile.commune, profile.district, profile.province, profile.signer_name)
    bare = [re.sub(r"^(?:xã|phường|huyện|tỉnh)\s+", "", name) for name in names]
    dictionary = accent_dictionary().with_names([*bare, *names])
    items: list[NoteItem] = []
    for source in sources:
        label: Polarity | None = None
        supplier = ""
        lines = _without_numbering(nfc(source.text).splitlines())
        for number, line in enumerate(lines, start=1):
            cleaned = _EMPHASIS.sub("", _MARKDOWN_HEADING.sub("", _BULLET.sub("", line))).strip()
            is_heading = bool(_MARKDOWN_HEADING.match(line))
            own_label, rest = _take_label(cleaned, dictionary, is_heading=is_heading)
            if own_label is not None:
                label = own_label
            elif is_heading:
                label, rest = None, ""
            elif not cleaned:
                continue
            elif cleaned.endswith(":") and len(cleaned) <= _LONGEST_SUPPLIER:
                # "Văn hóa:" on its own line says who supplied the lines that follow.
                label, supplier = None, f" ({cleaned[:-1].strip()})"
                continue
            # A label on a line of its own governs what follows; before words, only its line.
            kept = label
            for piece in _split(rest):
                items.append(
                    _item(
                        f"n{len(items) + 1}",
                        piece,
                        f"{source.name}, dòng {number}{supplier}",
                        kept,
                        dictionary,
                    )
                )
            if own_label is not None and rest and not _ends_open(line):
                label = None
    if not items:
        raise UserError(
            "Ghi chú không có nội dung nào để soạn; hãy nhập ít nhất một ý, mỗi ý một dòng."
        )
    return tuple(items)


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
) -> tuple[Polarity | None, str]:
    """The kind that a label such as "tồn tại, hạn chế:" gives, and the line without it."""
    match = _LABEL.match(line)
    label, rest = (match[1], match[2]) if match else (line, "")
    if match is None and not is_heading:
        return None, line
    words = re.sub(r"^(?:[ivx]+\.|\d+[.)]|soạn phần|phần|về)\s*", "", label.strip().lower())
    known = {fold(name): kind for name, kind in cues().labels.items()}
    kind = known.get(" ".join(fold(words).split()))
    return (Polarity(kind), rest) if kind else (None, line)


def _split(line: str) -> Iterable[str]:
    for part in line.split(";"):
        start = 0
        for match in _STOP.finditer(part):
            yield from _nonempty(part[start : match.start()])
            start = match.end()
        yield from _nonempty(part[start:])


def _nonempty(piece: str) -> Iterable[str]:
    stripped = _BULLET.sub("", piece).strip(" \t.,-–")
    if any(character.isalnum() for character in stripped):
        yield stripped


def _item(
    id: str, raw: str, location: str, label: Polarity | None, dictionary: AccentDictionary
) -> NoteItem:
    if cues().injection.search(raw):
        return NoteItem(id, raw, "", location, None, is_command=True)
    text, unsure = write_out(raw, dictionary)
    opening = _first_kind(cues().starts, text, whole=False)
    kind = label or opening or _first_kind(cues().contains, text, whole=True)
    return NoteItem(id, raw, text, location, kind, bool(label or opening), unsure)


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


def write_out(raw: str, dictionary: AccentDictionary) -> tuple[str, tuple[str, ...]]:
    """``raw`` with abbreviations written out and accents restored, and the words left undecided."""
    text = _UNACCENTED_QUARTER.sub("quý", _GLUED_MILLIONS.sub(" triệu đồng", raw))
    for pattern, full in _WRITTEN_OUT:
        text = pattern.sub(full, text)
    text = _SHORT_QUARTER.sub(r"quý \1", _SHORT_MONTH.sub(r"tháng \1", text))
    protected = _protected(text)
    words = split_words(text)
    accented_line = _line_is_accented(split_words(raw), raw)
    output: list[str] = []
    run: list[str] = []
    unsure: list[str] = []

    def flush() -> None:
        trailing = run.pop() if run and not run[-1][:1].isalpha() else ""
        output.extend(_restore_run(run, dictionary, accented_line, unsure))
        output.append(trailing)
        run.clear()

    position = 0
    for part in words:
        span = Span(position, position + len(part))
        position = span.end
        is_word = part[:1].isalpha()
        if is_word and not any(block.overlaps(span) for block in protected):
            expansion = abbreviations().expand(part, raw)
            in_code = text[span.start - 1 : span.start].isdigit() or text[span.end :][:1].isdigit()
            if expansion is not None or is_accented(part) or in_code or _is_code(part):
                flush()
                output.append(expansion or part)
                continue
            run.append(part)
        elif run and part == " ":
            run.append(part)
        else:
            flush()
            output.append(part)
    flush()
    return re.sub(r"\s+", " ", "".join(output)).strip(), tuple(unsure)


def _protected(text: str) -> list[Span]:
    spans = [Span(*match.span()) for match in _DOCUMENT_CODE.finditer(text)]
    spans += [mention.span for mention in find_dates(text) if mention.span.of(text)[0].isdigit()]
    return spans + [r.number_span for r in find_references(text) if r.number_span]


def _line_is_accented(words: list[str], text: str) -> bool:
    return any(
        is_accented(word) and not abbreviations().expand(word, text)
        for word in words
        if word[:1].isalpha()
    )


def _is_code(word: str) -> bool:
    """Capitals that no list explains ("OCOP"), Roman numerals: kept as they are."""
    return (len(word) > 1 and word.isupper()) or re.fullmatch(r"[IVX]+|.*['’].*", word) is not None


def _restore_run(
    run: list[str], dictionary: AccentDictionary, accented_line: bool, unsure: list[str]
) -> list[str]:
    words = [part for part in run if part[:1].isalpha()]
    if not words:
        return run
    if accented_line and not dictionary.needs(words):
        return run
    restored = _keep_names(
        words, dictionary.restore(words, among_accented=accented_line), dictionary
    )
    output: list[str] = []
    pending: list[str] = []

    def close_gap() -> None:
        if pending:
            output.append(chr(_FIRST_GAP + len(unsure)))
            unsure.append(" ".join(pending))
            pending.clear()

    for word in restored:
        undecided = not word.sure and not (accented_line and fold(word.text) in dictionary.plain)
        if undecided:
            pending.append(word.text)
            continue
        close_gap()
        output.append(word.text)
    close_gap()
    return [" ".join(output)]


def _keep_names(words: list[str], restored: list[Word], dictionary: AccentDictionary) -> list[Word]:
    """Two capitalised words or more are a name, whose accents only the office's data can give."""
    kept = list(restored)
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and words[end].istitle():
            end += 1
        name = tuple(fold(word) for word in words[start:end])
        if len(name) >= 2 and not dictionary.phrases.get(name):
            kept[start:end] = [Word(word, sure=False) for word in words[start:end]]
        start = max(end, start + 1)
    return kept
