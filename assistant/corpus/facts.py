"""What a document is: kind, office, report type, period, date and number, found in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.corpus.front_matter import read_front_matter
from assistant.domain import LoadedDocument
from assistant.language.dates import find_dates
from assistant.language.periods import find_period
from assistant.language.text import fold, nfc

#: The letterhead, title and first words of a document stand within this many characters.
_HEAD_LENGTH = 2_500
#: A text with this many lines that open an article is a legal text.
_LAW_ARTICLES = 3
_ARTICLE = re.compile(r"^[\s#*]*Điều\s+\d+[a-zđ]?\s*[.:]", re.MULTILINE)
_NOTE_NAME = re.compile(r"\.notes\.|ghi[-_ ]?chu|\bnotes?\b")
_NUMBER = re.compile(
    r"^[\s*#|]*(?:Luật\s+)?[Ss]ố\s*:?\s*(\d+[a-zđ]?(?:/\d{4})?[/-][A-ZĐ][\w/Đđ-]*)", re.MULTILINE
)
_UNIT = r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)"
_OFFICE = re.compile(
    rf"(?:ủy|uỷ)\s+ban\s+nhân\s+dân\s+({_UNIT})[ \t]+(?=([^\n,.;:()|*]+))", re.IGNORECASE
)
_OFFICE_SHORT = re.compile(rf"\bUBND\s+({_UNIT})[ \t]+(?=([^\n,.;:()|*]+))", re.IGNORECASE)
_PLANNED = re.compile(
    r"\W*(?:và\s+)?(?:phương hướng|nhiệm vụ|kế hoạch|chương trình)\b", re.IGNORECASE
)
_PART_OF_YEAR = re.compile(r"\b(?:quý|tháng)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")
_UNDATED = frozenset({"law", "note"})
_TITLE_KINDS = (
    "báo cáo", "kế hoạch", "nghị định", "luật", "quyết định", "nghị quyết", "thông tư", "chỉ thị",
    "công văn", "thông báo", "tờ trình", "hướng dẫn", "pháp lệnh", "bộ luật", "quy chế",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """``kind`` is "law", "report", "note" or what the caller said; ``body`` is where the text
    starts after a YAML head. What was not found is None or empty."""

    kind: str
    title: str
    report_type: str | None = None
    office: str | None = None
    period: str | None = None
    document_date: date | None = None
    number: str | None = None
    body: int = 0


def describe(
    document: LoadedDocument, kind: str | None = None, period: str | None = None
) -> DocumentFacts:
    """The facts of a document: the caller's first, then its YAML head's, then its text's."""
    values, body = read_front_matter(document.text) if document.format == "md" else ({}, 0)
    text = nfc(document.text[body:])
    head = text[:_HEAD_LENGTH]
    kind = kind or _kind(document.name, text)
    title = _string(values, "title") or _title(head)
    dated = kind not in _UNDATED  # what a law or jotted notes name is not their own period
    return DocumentFacts(
        kind=kind,
        title=title or document.name,
        report_type=_string(values, "report_type"),
        office=_string(values, "office") or (_office(head) if dated else None),
        period=period
        or _string(values, "period")
        or ((_title_period(title or "") or _period(head)) if dated else None),
        document_date=_date(values.get("date")) or _first_date(head),
        number=_string(values, "number") or _number(head),
        body=body,
    )


def _kind(name: str, text: str) -> str:
    if _NOTE_NAME.search(fold(nfc(name))):
        return "note"
    return "law" if len(_ARTICLE.findall(text)) >= _LAW_ARTICLES else "report"


def _string(values: dict[str, Any], key: str) -> str | None:
    value = values.get(key)
    return nfc(str(value)).strip() or None if value is not None else None


def _date(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _first_date(head: str) -> date | None:
    """The date line of the letterhead ("…, ngày 10 tháng 7 năm 2023"), else none: a date inside a
    sentence speaks of something else."""
    for mention in find_dates(head):
        before = head[max(0, mention.span.start - 60) : mention.span.start]
        line = before.rsplit("\n", 1)[-1].strip(" *_|>#")
        if mention.value and re.fullmatch(r"(?:[^,.;]{2,50},\s*)?(?:ngày\s*)?", line):
            return mention.value
    return None


def _number(head: str) -> str | None:
    match = _NUMBER.search(head[:1_000])
    return match[1] if match else None


def _title_period(title: str) -> str | None:
    """The period that a title reports on, not the one that it plans for: "… 6 tháng đầu năm, nhiệm
    vụ 6 tháng cuối năm 2023" speaks of the first six months, and names their year only once."""
    for planned in _PLANNED.finditer(title):
        reported, rest = title[: planned.start()], title[planned.start() :]
        if found := _period(reported):
            return found
        year = _YEAR.search(rest)
        if year and _PART_OF_YEAR.search(reported):
            return _period(f"{reported.removesuffix(' năm')} năm {year[0]}")
    return _period(title)


def _period(head: str) -> str | None:
    found = find_period(head)
    return found.label if found else None


def _office(head: str) -> str | None:
    """The lowest office that the head names: a report's letterhead also names the one above."""
    names = [*_OFFICE.finditer(head), *_OFFICE_SHORT.finditer(head)]
    for unit in (
        "xã",
        "phường",
        "thị trấn",
        "đặc khu",
        "huyện",
        "quận",
        "thị xã",
        "thành phố",
        "tỉnh",
    ):
        for match in names:
            if match[1].lower() == unit:
                proper = _proper_name(match[2])
                if proper:
                    return f"UBND {unit} {proper}"
    return None


def _proper_name(words: str) -> str | None:
    """The capitalised words that a name is made of; a letterhead in capitals gets title case."""
    kept = []
    for word in words.split():
        if not (word[0].isupper() or word[0].isdigit()):
            break
        kept.append(word)
    name = " ".join(kept[:4])
    return name.title() if name.isupper() else name or None


def _title(head: str) -> str | None:
    """The kind of the document with its abstract: "Báo cáo" + the line below it."""
    lines = [line.strip(" \t*#_|>-") for line in head.splitlines()]
    lines = [line for line in lines if line]
    for index, line in enumerate(lines):
        lowered = line.lower()
        if lowered in _TITLE_KINDS:
            abstract = lines[index + 1] if index + 1 < len(lines) else ""
            return f"{line.capitalize()} {abstract[:1].lower()}{abstract[1:]}".strip()[:300]
        if len(line) <= 300 and line.isupper() and lowered.startswith(_TITLE_KINDS):
            return line.capitalize()
    return None
