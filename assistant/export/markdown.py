"""A report kept as Markdown or plain text → a ``ReportDocument``; pure."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import Any

import yaml

from assistant.domain import Profile, UserError
from assistant.export.assemble import HEADING_MARK, abstract
from assistant.export.body import plain
from assistant.export.letterhead import Letterhead, read_letterhead
from assistant.export.model import ReportDocument, ReportSection
from assistant.language.dates import find_dates
from assistant.language.text import fold, nfc

_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE
)
_HASHES = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BOLD_LINE = re.compile(r"\*\*((?:(?!\*\*).)+)\*\*:?")
_PART = re.compile(r"(?:phan|chuong)\s+(?:thu\s+\w+|[ivxlc\d]+)\b")
_LONGEST_HEADING = 150  # characters of a heading that no sign marks as one


def report_from_markdown(text: str, profile: Profile | None = None) -> ReportDocument:
    """Read a whole report.

    Its facts come from the front matter (``office number date title district province addressee
    place recipients signer_title signer_name``), then from a heading block and a signature typed
    in the text, then from ``profile``. Headings are Markdown headings, lines in bold, and plain
    lines numbered I., 1. that end in no stop.

    Raises:
        UserError: the front matter cannot be read, its date is no date, or there is no text.
    """
    facts, content = _front_matter(nfc(text).lstrip("\ufeff"))
    found = read_letterhead(content.splitlines())
    preamble, sections = _sections(found.body)
    if not preamble.strip() and not sections:
        raise UserError("Báo cáo không có nội dung: hãy chọn tệp có phần thân của báo cáo.")
    return ReportDocument(
        profile=_profile(facts, found, profile or Profile()),
        title=abstract(_text(facts, "title") or found.title),
        number=_text(facts, "number") or found.number,
        place=_text(facts, "place") or found.place,
        date=_date(facts.get("date")) or found.day,
        kind=(_text(facts, "kind") or found.kind or "BÁO CÁO").upper(),
        addressee=_lines(facts.get("addressee")) or found.addressee,
        preamble=preamble,
        sections=sections,
        recipients=_lines(facts.get("recipients")) or found.recipients,
    )


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    try:
        facts = yaml.load(match[1], Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        raise UserError(
            "Phần thông tin đầu tệp (giữa hai dòng ---) viết sai: "
            "mỗi dòng phải có dạng “tên: giá trị”, ngày có dạng 2026-07-09."
        ) from error
    if facts is None:
        return {}, text[match.end() :]
    if not isinstance(facts, dict):
        return {}, text  # a rule above ordinary text, not front matter
    return facts, text[match.end() :]


def _text(facts: dict[str, Any], key: str) -> str:
    value = facts.get(key)
    return "" if value is None else str(value).strip()


def _lines(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    items = value if isinstance(value, list) else str(value).split("\n")
    return tuple(str(item).strip() for item in items if str(item).strip())


def _date(value: Any) -> datetime.date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value).strip())
    except ValueError:
        day = next((mention.value for mention in find_dates(str(value))), None)
    if day is None:
        raise UserError(
            f"Ngày báo cáo “{value}” ở đầu tệp không phải là ngày có thật: "
            "hãy viết dạng 2026-07-09 hoặc 09/7/2026."
        )
    return day


def _profile(facts: dict[str, Any], found: Letterhead, given: Profile) -> Profile:
    office = _text(facts, "office")
    names = [part.strip() for part in office.split(",")] if office else []
    commune = re.sub(r"^(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+", "",
                     names[0], flags=re.IGNORECASE) if names else ""  # fmt: skip
    return replace(
        given,
        commune=commune or found.commune or given.commune,
        district=_text(facts, "district") or given.district,
        province=_text(facts, "province") or given.province,
        signer_title=_text(facts, "signer_title") or found.signer_title or given.signer_title,
        signer_name=_text(facts, "signer_name") or found.signer_name or given.signer_name,
    )


# --- Sections -------------------------------------------------------------------------------------


def _sections(lines: list[str]) -> tuple[str, tuple[ReportSection, ...]]:
    """The text before the first heading, and the sections."""
    preamble: list[str] = []
    sections: list[tuple[ReportSection, list[str]]] = []
    # Who marks headings with hashes marks them all: a plain numbered line is then a list's.
    marked = any(_HASHES.fullmatch(line.strip()) for line in lines)
    for index, line in enumerate(lines):
        heading = _marked_heading(line)
        if heading is None and not marked:
            heading = _plain_heading(line, _near(lines[:index][::-1]), _near(lines[index + 1 :]))
        if heading is not None:
            sections.append((heading, []))
        elif sections:
            sections[-1][1].append(line)
        else:
            preamble.append(line)
    return (
        "\n".join(preamble).strip(),
        tuple(replace(section, body="\n".join(body).strip()) for section, body in sections),
    )


def _near(lines: list[str]) -> str:
    return next((line.strip() for line in lines if line.strip()), "")


def _marked_heading(line: str) -> ReportSection | None:
    stripped = line.strip()
    hashes = _HASHES.fullmatch(stripped)
    bold = _BOLD_LINE.fullmatch(stripped)
    text = plain(hashes[2] if hashes else bold[1] if bold else stripped)
    if _PART.match(fold(text)) and (hashes or bold or text.isupper()):
        return ReportSection(text)
    if not (hashes or bold):
        return None
    mark = HEADING_MARK.match(text)
    if mark:
        return _numbered(text, mark)
    return ReportSection(text, level=max(1, len(hashes[1]) - 1)) if hashes else None


def _plain_heading(line: str, before: str, after: str) -> ReportSection | None:
    """A numbered line that nothing marks as a heading but its shape: short, without a stop."""
    text = plain(line.strip())
    mark = HEADING_MARK.match(text)
    if mark is None or len(text) > _LONGEST_HEADING or text.endswith((".", ";", ":", ",", "|")):
        return None
    kind = mark.lastgroup
    if kind == "point" or not after:
        return None
    # Items of a list follow one another, or a line that announces them.
    if kind != "roman" and (_mark_kind(before) == kind or before.endswith(":")):
        return None
    if kind != "roman" and _mark_kind(after) == kind:
        return None
    return _numbered(text, mark)


def _mark_kind(line: str) -> str | None:
    mark = HEADING_MARK.match(plain(line))
    return mark.lastgroup if mark else None


def _numbered(text: str, mark: re.Match[str]) -> ReportSection:
    level = {"roman": 1, "arabic": 2, "decimal": 3, "point": 3}[str(mark.lastgroup)]
    return ReportSection(text[mark.end() :], number=mark[0].strip(), level=level)
