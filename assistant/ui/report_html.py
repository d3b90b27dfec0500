"""HTML of the report's outline and of the line above the editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from assistant.chat.locks import locked_sentences
from assistant.domain import Severity
from assistant.export.assemble import CLOSING, OPENING, is_appendix, to_roman
from assistant.export.body import find_gaps
from assistant.language.dates import format_date
from assistant.ui.flags import GAP_SIGN, SEVERITIES
from assistant.ui.reading import LOCK
from assistant.workspace import ReportRecord, SectionRecord

STATES = {"empty": ("○", "Chưa soạn"), "draft": ("◐", "Bản soạn"), "edited": ("●", "Đã sửa")}


def outline_html(
    report: ReportRecord,
    sections: Sequence[SectionRecord],
    counts: Mapping[str, Mapping[Severity, int]],
    open_key: str | None,
) -> str:
    """The sections as buttons, with the state of each in sign and word."""
    items: list[str] = []
    top = part = 0
    for section in sections:
        if section.key in (OPENING, CLOSING) or is_appendix(section.key):
            mark = ""
        elif "." in section.key:
            part += 1
            mark = f"{part}. "
        else:
            top, part = top + 1, 0
            mark = f"{to_roman(top)}. "
        icon, word = STATES[section.state if section.text.strip() else "empty"]
        current = ' aria-current="true"' if section.key == open_key else ""
        level = " part" if "." in section.key else ""
        items.append(
            f'<li class="item{level}"><button type="button" data-section="{escape(section.key)}"'
            f'{current}><span class="name">{mark}{escape(section.title)}</span>'
            f'<span class="state state-{section.state}"><span aria-hidden="true">{icon}</span> '
            f"{word}{_counts(counts.get(section.key, {}))}{_gap_count(section)}"
            "</span></button></li>"
        )
    done = sum(bool(section.text.strip()) for section in sections)
    return (
        f'<nav class="outline" aria-label="Các mục của báo cáo" data-report="{report.id}" '
        f'data-section="{escape(open_key or "")}"><p class="done">{done}/{len(sections)} mục đã có '
        f"nội dung</p><ul>{''.join(items)}</ul></nav>"
    )


def _counts(counts: Mapping[Severity, int]) -> str:
    shown = [
        f'<span class="count count-{severity.value}" title="{word}">'
        f'{icon} {counts[severity]}<span class="hide"> {word}</span></span>'
        for severity, (icon, word) in SEVERITIES.items()
        if counts.get(severity)
    ]
    return f" {' '.join(shown)}" if shown else ""


def _gap_count(section: SectionRecord) -> str:
    count = len(find_gaps(section.text))
    if not count:
        return ""
    return (
        f' <span class="count count-gap" title="Chỗ cần điền">{GAP_SIGN} {count}'
        '<span class="hide"> chỗ cần điền</span></span>'
    )


def report_line(report: ReportRecord, beside: Sequence[str] = ()) -> str:
    """The report's name and day; ``beside`` says what was given with it."""
    given = "".join(f'<p class="beside">{escape(line)}</p>' for line in beside)
    return (
        f'<div class="report-line"><h2>{escape(report.title)}</h2><p>'
        f"Ngày báo cáo {format_date(report.report_date)} · Kỳ {escape(report.period)} · "
        f"{escape(office_name(report))}</p>{given}</div>"
    )


def office_name(report: ReportRecord | None) -> str:
    if report is None or not report.profile.commune:
        return "UBND xã …"
    return f"UBND {report.profile.commune}"


def section_line(section: SectionRecord) -> str:
    icon, word = STATES[section.state if section.text.strip() else "empty"]
    return (
        f'<div class="section-line"><h3>{escape(section.title)}</h3>'
        f'<span class="state state-{section.state}"><span aria-hidden="true">{icon}</span> '
        f"{word}</span>{_locked(len(locked_sentences(section)))}</div>"
    )


def _locked(count: int) -> str:
    return f'<span class="state locked-count">{LOCK} {count} câu đã khóa</span>' if count else ""


def header_html(office: str, register_date: str, state: str, status: str) -> str:
    """The page's head: product, office, how far the register's knowledge goes, what is loading."""
    return (
        '<header class="masthead"><span class="logo" aria-hidden="true">BC</span>'
        '<div class="names"><h1>Trợ lý báo cáo cấp xã</h1>'
        f'<p class="office">{escape(office)}</p></div>'
        f'<div class="facts"><span>Dữ liệu văn bản đến ngày {escape(register_date)}</span>'
        f'<span class="status status-{state}" role="status">{escape(status)}</span>'
        "<span>Chạy tại máy này</span></div></header>"
    )
