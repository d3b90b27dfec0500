"""HTML of the passages that were found: where they stand, their neighbours, their validity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from assistant.domain import Chunk
from assistant.language.dates import format_date
from assistant.library import status_on
from assistant.ui.chat_html import VALIDITY

KIND_NAMES = {
    "report": "Báo cáo",
    "law": "Văn bản pháp luật",
    "note": "Ghi chú, số liệu",
    "register": "Danh mục văn bản",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with those around it in its source."""

    chunk: Chunk
    before: Sequence[Chunk]
    after: Sequence[Chunk]


def found_html(passages: Sequence[Found], day: date) -> str:
    """The passages to open one by one; validity is that of ``day``."""
    return "".join(_passage(number, found, day) for number, found in enumerate(passages, start=1))


def _passage(number: int, found: Found, day: date) -> str:
    chunk = found.chunk
    return (
        f'<details class="source"><summary><span class="number">{number}. {escape(chunk.title)}'
        f"</span>{_validity(chunk, day)}"
        f'<span class="where">{escape(_facts(chunk))}</span></summary>'
        f'<p class="from path">{escape(chunk.path)}</p>'
        f"{_around(found.before)}"
        f'<div class="passage">{_lines(chunk.text)}</div>{_around(found.after)}</details>'
    )


def _facts(chunk: Chunk) -> str:
    """The kind, office, period and page, as far as they are known."""
    page = f"trang {chunk.page}" if chunk.page is not None else None
    facts = (KIND_NAMES.get(chunk.kind), chunk.office, chunk.period, chunk.article, page)
    return " · ".join(fact for fact in facts if fact)


def _validity(chunk: Chunk, day: date) -> str:
    if chunk.instrument is None:
        return ""
    status = status_on(chunk.instrument, day)
    icon, word = VALIDITY[status]
    return (
        f'<span class="validity validity-{status.value}"><span aria-hidden="true">{icon}</span> '
        f"{word} (ngày {format_date(day)})</span>"
    )


def _around(chunks: Sequence[Chunk]) -> str:
    """Neighbours, told apart from the passage by more than their colour."""
    return "".join(
        f'<details class="near"><summary>{escape(_place(chunk))}</summary>'
        f"<div>{_lines(chunk.text)}</div></details>"
        for chunk in chunks
    )


def _place(chunk: Chunk) -> str:
    return f"Đoạn liền kề: {chunk.path or chunk.title}"


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.strip().splitlines())
