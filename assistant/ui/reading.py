"""HTML of the reading view: sentences to choose, and the evidence of the one chosen."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.chat.grounding import GroundedSentence
from assistant.ui.flags import evidence_items, utf16_offset

MODES = (
    '<div class="modes" role="group" aria-label="Cách xem mục">'
    '<button type="button" data-mode="edit" aria-pressed="true">Soạn và sửa</button>'
    '<button type="button" data-mode="read" aria-pressed="false">Đọc và xem căn cứ</button></div>'
)


def reading_text(text: str, sentences: Sequence[GroundedSentence]) -> str:
    """``text`` with each sentence a button; one without evidence bears a sign that says so."""
    if not text.strip():
        return '<p class="empty">Mục này chưa có nội dung.</p>'
    parts: list[str] = []
    at = 0
    for number, sentence in enumerate(sentences):
        parts.append(escape(text[at : sentence.span.start]))
        bare = "" if sentence.evidence else " bare"
        hint = "" if sentence.evidence else '<span class="hide"> (chưa có căn cứ)</span>'
        parts.append(
            f'<span class="sentence{bare}" role="button" tabindex="0" data-sentence="{number}" '
            f'aria-controls="grounds">{escape(sentence.span.of(text))}{hint}</span>'
        )
        at = sentence.span.end
    parts.append(escape(text[at:]))
    return f'<div class="reading">{"".join(parts)}</div>'


def grounds_html(text: str, sentences: Sequence[GroundedSentence]) -> str:
    """The evidence of every sentence, all hidden until one is chosen in the browser."""
    if not text.strip():
        return ""
    blocks = "".join(
        f'<section hidden data-of="{number}" data-start="{utf16_offset(text, item.span.start)}" '
        f'data-end="{utf16_offset(text, item.span.end)}">{_grounds(text, item)}</section>'
        for number, item in enumerate(sentences)
    )
    return (
        '<div id="grounds" class="grounds" role="region" aria-label="Căn cứ của câu">'
        "<h4>Căn cứ của câu</h4>"
        "<p class='hint'>Đặt con trỏ vào một câu, hoặc chọn “Đọc và xem căn cứ” "
        "rồi bấm vào câu.</p>"
        f'<div aria-live="polite">{blocks}</div></div>'
    )


def _grounds(text: str, sentence: GroundedSentence) -> str:
    quoted = f'<p class="quote">“{escape(" ".join(sentence.span.of(text).split()))}”</p>'
    if not sentence.evidence:
        return (
            f'{quoted}<p class="none">◌ Chưa có căn cứ: câu này do người viết thêm, hoặc không '
            "ghi chú, văn bản nào làm chỗ dựa.</p>"
        )
    edited = (
        '<p class="none">✎ Câu đã sửa tay; căn cứ dưới đây là của câu được soạn ban đầu.</p>'
        if sentence.edited
        else ""
    )
    return f"{quoted}{edited}<ul>{evidence_items(sentence.evidence)}</ul>"
