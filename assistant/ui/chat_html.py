"""HTML of chat messages and of what they cite. Everything is escaped here, nothing is Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from assistant.domain import Citation, ScoredChunk, Status
from assistant.language.dates import format_date

#: Icon and words of a validity; the words alone say it.
VALIDITY = {
    Status.IN_FORCE: ("✔", "Còn hiệu lực"),
    Status.AMENDED: ("✎", "Còn hiệu lực, đã được sửa đổi, bổ sung"),
    Status.PARTLY: ("◐", "Hết hiệu lực một phần"),
    Status.EXPIRED: ("✖", "Hết hiệu lực"),
    Status.NOT_YET: ("◷", "Chưa có hiệu lực"),
    Status.UNKNOWN: ("?", "Chưa rõ hiệu lực"),
}


def message_html(text: str, citations: Sequence[Citation] = (), more: str = "") -> str:
    """A message in one HTML block: no blank line inside, or Markdown would take over."""
    said = "<br>".join(escape(line) for line in text.strip().splitlines())
    chips = "".join(_citation(item) for item in citations)
    sources = f'<div class="sources" aria-label="Nguồn">{chips}</div>' if chips else ""
    return f'<div class="said">{said}</div>{sources}{more}'


def pending_html(text: str) -> str:
    return (
        f'<div class="said pending" role="status"><span class="spinner"></span>{escape(text)}</div>'
    )


def passages_html(passages: Sequence[ScoredChunk]) -> str:
    """Search results to open one by one."""
    return "".join(
        f'<details class="source"><summary><span class="number">{escape(found.chunk.title)}</span>'
        f'<span class="where">{escape(found.chunk.path)}</span></summary>'
        f'<div class="passage">{_lines(found.chunk.text)}</div></details>'
        for found in passages
    )


def _citation(item: Citation) -> str:
    icon, word = VALIDITY[item.status]
    article = f" · {escape(item.article)}" if item.article else ""
    facts = [
        ("Tên", f"{item.kind} {item.number} · {item.title}"),
        ("Cơ quan ban hành", item.issuer),
        ("Ngày ký", _day(item.signed)),
        ("Có hiệu lực từ", _day(item.effective)),
        ("Hết hiệu lực từ", _day(item.expiry)),
        ("Được sửa đổi bởi", ", ".join(item.amended_by)),
        ("Được thay thế bởi", ", ".join(item.replaced_by)),
    ]
    rows = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts if value)
    quote = f"<blockquote>{_lines(item.quote)}</blockquote>" if item.quote.strip() else ""
    return (
        f'<details class="source"><summary><span class="number">{escape(item.number)}{article}'
        f'</span><span class="validity validity-{item.status.value}">'
        f'<span aria-hidden="true">{icon}</span> {word}</span></summary>'
        f'<dl>{rows}</dl>{quote}<p class="from">Nguồn: {escape(item.source)}</p></details>'
    )


def _day(day: date | None) -> str:
    return format_date(day) if day else ""


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.strip().splitlines())
