"""HTML of what was found in a file: chips, cards by severity, the corrections that were made."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.chat.files import CheckedFile
from assistant.domain import Diagnostic, Evidence, LoadedDocument, Severity
from assistant.language.dates import format_date
from assistant.ui.flags import (
    SEVERITIES,
    diagnostic_head,
    evidence_list,
    fix_line,
    quote_line,
    shortened,
)

_BY_LINE = ("md", "txt")


def checked_html(checked: CheckedFile) -> str:
    """The head with a chip for each severity, then the findings, the gravest first."""
    found = checked.result.diagnostics
    today = "" if checked.dated else " (tệp không ghi ngày nên lấy hôm nay; hãy nhập nếu khác)"
    return (
        f"<h2>{escape(checked.source.name)}</h2>"
        f"<p>Ngày báo cáo: {format_date(checked.report_date)}{today}</p>{_chips(found)}"
        f"{check_list(checked.document, found, checked.result.evidence)}"
    )


def _chips(diagnostics: Sequence[Diagnostic]) -> str:
    chips = "".join(
        f'<li class="badge badge-{severity.value}"><span aria-hidden="true">{icon}</span> '
        f"{sum(found.severity is severity for found in diagnostics)} {word.lower()}</li>"
        for severity, (icon, word) in SEVERITIES.items()
    )
    return f'<ul class="chips" aria-label="Số chỗ theo mức độ">{chips}</ul>'


def check_list(
    document: LoadedDocument, diagnostics: Sequence[Diagnostic], evidence: Sequence[Evidence]
) -> str:
    """The findings in groups that can be folded; only what is worth knowing starts folded."""
    known = {item.id: item for item in evidence}
    groups: list[str] = []
    number = 0
    for severity, (icon, word) in SEVERITIES.items():
        cards: list[str] = []
        for found in diagnostics:
            if found.severity is not severity:
                continue
            number += 1
            rests_on = [known[each] for each in found.evidence if each in known]
            cards.append(
                f'<li class="card card-{severity.value}">{diagnostic_head(found, number)}'
                f"{quote_line(found)}{fix_line(found)}{evidence_list(rests_on)}"
                f'<p class="place">{place_of(document, found)}</p></li>'
            )
        if cards:
            shown = " open" if severity is not Severity.INFO or not groups else ""
            groups.append(
                f'<details class="group"{shown}><summary>'
                f'<span aria-hidden="true">{icon}</span> {word}: {len(cards)} chỗ</summary>'
                f'<ol class="cards">{"".join(cards)}</ol></details>'
            )
    return "".join(groups) or '<p class="clean">✔ Không phát hiện chỗ nào cần xem lại.</p>'


def place_of(document: LoadedDocument, found: Diagnostic) -> str:
    """Where a reader finds it: the line of a text file, else the page, paragraph or cell."""
    if document.format in _BY_LINE:
        return f"Dòng {document.text.count(chr(10), 0, found.start) + 1}"
    block = next(
        (each for each in document.blocks if each.start <= found.start < max(each.end, 1)), None
    )
    if block is None:
        return "Toàn văn bản"
    parts = [f"trang {block.page}"] if block.page is not None else []
    if block.cell is not None:
        row, _, column = block.cell.partition(",")
        parts.append(f"bảng, hàng {row}, cột {column}")
    elif block.paragraph is not None:
        parts.append(f"đoạn {block.paragraph}")
    place = ", ".join(parts) or "toàn văn bản"
    return place[0].upper() + place[1:]


def corrected_html(applied: Sequence[Diagnostic]) -> str:
    """How many corrections were put in, and which."""
    rows = "".join(
        f'<li><span class="code">{escape(found.code)}</span> <del>{_words(found.quote)}</del> → '
        f"<ins>{_words(found.fix or '') or '(bỏ)'}</ins></li>"
        for found in applied
    )
    return (
        f'<div class="corrected" role="status"><p class="ok">✔ Đã sửa {len(applied)} chỗ trong bản '
        f"sao; tệp của bạn giữ nguyên.</p><ol>{rows}</ol></div>"
    )


def _words(text: str) -> str:
    return escape(shortened(text, 80))
