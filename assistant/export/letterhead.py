"""The parts of a typed report around its body: heading block, addressee, signature; pure.

A clerk's file often holds them already; they are read off and printed anew in their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from assistant.export.assemble import HEADING_MARK
from assistant.export.body import plain
from assistant.language.dates import find_dates
from assistant.language.text import fold

_KINDS = {
    "bao cao": "BÁO CÁO",
    "ke hoach": "KẾ HOẠCH",
    "to trinh": "TỜ TRÌNH",
    "thong bao": "THÔNG BÁO",
    "chuong trinh": "CHƯƠNG TRÌNH",
    "phuong an": "PHƯƠNG ÁN",
    "de an": "ĐỀ ÁN",
}
_SEARCHED = 30  # lines; a heading block is never longer
_NATION = re.compile(r"cong hoa xa hoi chu nghia viet nam|doc lap\s*-\s*tu do\s*-\s*hanh phuc")
_COMMITTEE = re.compile(r"(?:uy ban nhan dan|ubnd)\b\s*(.*)")
_UNIT = re.compile(r"(?:xa|phuong|thi tran|dac khu)\s+\S.*")
_UPPER_BODY = re.compile(r"(?:huyen|quan|thi xa|thanh pho|tinh)\b.*")
_NUMBER = re.compile(r"so\s*:?\s*(\S*\s*/.*)")
_DATED = re.compile(r".*\bngay\b.*\bthang\b.*\bnam\b.*")
_ADDRESSEE = re.compile(r"kinh gui\s*:?\s*")
_OPENINGS = ("can cu ", "thuc hien ", "uy ban nhan dan ", "ubnd ")
_RULE = re.compile(r"[-_—–*=\s]*")
_TAIL = re.compile(r"noi nhan\s*:?.*|(?:tm|kt|tl|tuq)\s*\.\s*\S.*")
_OFFICE_TITLE = re.compile(r"(?:(?:tm|kt|tl|tuq|q)\s*\.|pho chu tich|chu tich).*")
_SEAL = re.compile(r"\(?\s*(?:da ky|ky ten.*|ky, .*)\s*\)?")


@dataclass(slots=True)
class Letterhead:
    """What was found; empty where nothing was."""

    kind: str = ""
    title: str = ""
    number: str = ""
    place: str = ""
    day: date | None = None
    commune: str = ""
    addressee: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer_title: str = ""
    signer_name: str = ""
    body: list[str] = field(default_factory=list)


def read_letterhead(lines: list[str]) -> Letterhead:
    """Take the heading block and the signature off ``lines``; ``body`` is what remains."""
    found = Letterhead()
    rest = _take_top(found, lines)
    rest = _take_addressee(found, rest)
    found.body = _take_tail(found, rest)
    return found


def _cells(line: str) -> Iterator[str]:
    """A line's pieces: heading blocks are often typed as a table or side by side."""
    for piece in re.split(r"\||<br\s*/?>|\t| {4,}", line):
        text = plain(piece.strip().lstrip("#").strip()).strip()
        if text:
            yield text


def _take_top(found: Letterhead, lines: list[str]) -> list[str]:
    start = next((i for i, line in enumerate(lines[:_SEARCHED]) if _kind(line)), None)
    if start is None:
        return _take_inline_title(found, lines)
    found.kind = _kind(lines[start])
    kept = [line for line in lines[:start] if not _read_heading_line(found, line)]
    end = start + 1
    while end < len(lines) and not lines[end].strip():
        end += 1
    title: list[str] = []
    while end < len(lines) and lines[end].strip() and not _starts_body(lines[end], title):
        if not _RULE.fullmatch(lines[end]):
            title.append(plain(lines[end].strip().lstrip("#").strip()))
        end += 1
    found.title = " ".join(title)
    return kept + lines[end:]


def _kind(line: str) -> str:
    return _KINDS.get(fold(plain(line.strip().lstrip("#").strip())).strip(" :."), "")


def _take_inline_title(found: Letterhead, lines: list[str]) -> list[str]:
    """A first line such as "# Báo cáo kết quả công tác dân vận"."""
    for index, line in enumerate(lines[:_SEARCHED]):
        text = plain(line.strip().lstrip("#").strip())
        key = next((key for key in _KINDS if fold(text).startswith(key + " ")), "")
        if line.strip() and key and (line.startswith("#") or line.strip().startswith("**")):
            found.kind = _KINDS[key]
            title = text[len(key) :].strip(" :-")
            found.title = title[:1].upper() + title[1:]
            return [x for x in lines[:index] if not _read_heading_line(found, x)] + lines[
                index + 1 :
            ]
    return lines


def _starts_body(line: str, title: list[str]) -> bool:
    """Whether the abstract is over. It names a subject: it is no sentence and bears no number."""
    text = fold(plain(line)).strip()
    if _ADDRESSEE.match(text) or text.startswith(_OPENINGS):
        return True
    return bool(title) and (
        len(text) > 160
        or text.endswith((".", ":", ";"))
        or HEADING_MARK.match(plain(line).strip()) is not None
    )


def _read_heading_line(found: Letterhead, line: str) -> bool:
    """Whether every piece of ``line`` belongs to a heading block; what it says is noted."""
    read = [_read_piece(found, piece) for piece in _cells(line)]
    return all(read)


def _read_piece(found: Letterhead, piece: str) -> bool:
    text = fold(piece)
    if _RULE.fullmatch(piece) or _NATION.fullmatch(text.strip(" .")):
        return True
    if number := _NUMBER.fullmatch(text):
        found.number = re.sub(r"\s+", "", piece[number.start(1) :])
        return True
    if _DATED.fullmatch(text) and len(text) < 80:
        found.place = piece[: text.index("ngay")].strip(" ,")
        found.day = next((d.value for d in find_dates(piece) if d.value), None)
        return True
    if committee := _COMMITTEE.fullmatch(text):
        name = piece[committee.start(1) :]
        if _UNIT.fullmatch(fold(name)):
            found.commune = _proper(name)
        return True
    if _UNIT.fullmatch(text) and piece.isupper():
        found.commune = _proper(piece)
        return True
    return bool(_UPPER_BODY.fullmatch(text)) and piece.isupper()


def _proper(name: str) -> str:
    """ "XÃ BA BÍCH" → "xã Ba Bích"."""
    words = name.split()
    kind = 2 if fold(words[0]) in {"thi", "dac"} else 1
    return " ".join(
        word.lower() if index < kind else (word.capitalize() if word.isupper() else word)
        for index, word in enumerate(words)
    )


def _take_addressee(found: Letterhead, lines: list[str]) -> list[str]:
    for index, line in enumerate(lines[:_SEARCHED]):
        text = plain(line.strip())
        opening = _ADDRESSEE.match(fold(text))
        if opening is None:
            continue
        names = [text[opening.end() :].strip(" .;")]
        end = index + 1
        while end < len(lines) and (bullet := re.match(r"\s*[-–+*]\s+(.*)", lines[end])):
            names.append(plain(bullet[1]).strip(" .;"))
            end += 1
        found.addressee = tuple(name for name in names if name)
        return lines[:index] + lines[end:]
    return lines


def _take_tail(found: Letterhead, lines: list[str]) -> list[str]:
    """Everything from "Nơi nhận:" or "TM. ỦY BAN NHÂN DÂN" on, when nothing else follows it."""
    start = next(
        (
            index
            for index in range(max(0, len(lines) - _SEARCHED), len(lines))
            if any(_TAIL.fullmatch(fold(piece)) for piece in _cells(lines[index]))
        ),
        None,
    )
    if start is None:
        return lines
    recipients: list[str] = []
    titles: list[str] = []
    for piece in (piece for line in lines[start:] for piece in _cells(line)):
        text = fold(piece)
        if re.match(r"noi nhan\b", text) or _RULE.fullmatch(piece) or _SEAL.fullmatch(text):
            continue
        if re.match(r"[-–+]\s*\S", piece):
            recipients.append(piece.lstrip("-–+ ").rstrip(" .;"))
        elif _OFFICE_TITLE.fullmatch(text) and piece.isupper():
            titles.append(piece)
        else:
            found.signer_name = piece
    found.recipients = tuple(recipients)
    # The committee's line and "KT." follow from the title of the one who signs.
    own = [t for t in titles if not re.match(r"(?:tm|kt)\s*\.", fold(t))]
    found.signer_title = own[-1] if own else ""
    return lines[:start]
