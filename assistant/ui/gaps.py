"""Gaps: figures and words that a draft leaves to be filled in, as places to go to."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.domain import Diagnostic, Span
from assistant.export.body import find_gaps
from assistant.ui.flags import GAP_SIGN, shortened, utf16_offset
from assistant.workspace import SectionRecord


def open_gaps(text: str, diagnostics: Sequence[Diagnostic]) -> list[Span]:
    """The gaps of ``text`` that no diagnostic speaks of already, in order."""
    return [
        gap
        for gap in find_gaps(text)
        if not any(found.start < gap.end and gap.start < found.end for found in diagnostics)
    ]


def gaps_said(sections: Sequence[SectionRecord]) -> str:
    """ "; còn 3 chỗ cần điền" for the sections of a report; nothing where none is left."""
    left = sum(len(find_gaps(section.text)) for section in sections)
    return f"; còn {left} chỗ cần điền" if left else ""


def gap_cards(text: str, gaps: Sequence[Span]) -> str:
    """A card for each gap, led to by the same keys as the flags."""
    if not gaps:
        return ""
    cards = "".join(_card(text, number, gap) for number, gap in enumerate(gaps, start=1))
    return f'<ol class="cards gaps" aria-label="Danh sách chỗ cần điền">{cards}</ol>'


def _card(text: str, number: int, gap: Span) -> str:
    start, end = utf16_offset(text, gap.start), utf16_offset(text, gap.end)
    return (
        f'<li class="card card-gap" data-start="{start}" data-end="{end}">'
        '<p class="card-head"><span class="badge badge-gap">'
        f'<span aria-hidden="true">{GAP_SIGN}</span> Cần điền {number}</span></p>'
        f'<p class="quote">“{escape(shortened(gap.of(text)))}”</p>'
        '<div class="card-buttons">'
        f'<button type="button" data-goto="{start},{end}" '
        f'aria-label="Đến chỗ cần điền số {number}">Đến chỗ này</button></div></li>'
    )
