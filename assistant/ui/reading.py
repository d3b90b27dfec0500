"""HTML of the reading view: sentences to choose, and the evidence of the one chosen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

from assistant.chat.grounding import GroundedSentence
from assistant.ui.flags import evidence_items, utf16_offset

MODES = (
    '<div class="modes" role="group" aria-label="Cách xem mục">'
    '<button type="button" data-mode="edit" aria-pressed="true">Soạn và sửa</button>'
    '<button type="button" data-mode="read" aria-pressed="false">Đọc và xem căn cứ</button></div>'
)


#: Drawn, because not every machine has a letter for it.
LOCK = (
    '<svg class="lock" aria-hidden="true" viewBox="0 0 16 16" width="12" height="12">'
    '<path d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<rect x="3" y="7" width="10" height="7.5" rx="1.5" fill="currentColor"/></svg>'
)


def reading_text(
    text: str, sentences: Sequence[GroundedSentence], locks: Collection[str] = ()
) -> str:
    """``text`` with each sentence a button; one without evidence, or locked, bears a sign that
    says so."""
    if not text.strip():
        return '<p class="empty">Mục này chưa có nội dung.</p>'
    parts: list[str] = []
    at = 0
    for number, sentence in enumerate(sentences):
        parts.append(escape(text[at : sentence.span.start]))
        bare = "" if sentence.evidence else " bare"
        hint = "" if sentence.evidence else '<span class="hide"> (chưa có căn cứ)</span>'
        if sentence.span.of(text) in locks:
            bare += " locked"
            hint += f'<span class="lock-sign">{LOCK}<span class="hide"> (đã khóa)</span></span>'
        parts.append(
            f'<span class="sentence{bare}" role="button" tabindex="0" data-sentence="{number}" '
            f'aria-controls="grounds">{escape(sentence.span.of(text))}{hint}</span>'
        )
        at = sentence.span.end
    parts.append(escape(text[at:]))
    return f'<div class="reading">{"".join(parts)}</div>'


def grounds_html(
    text: str, sentences: Sequence[GroundedSentence], locks: Collection[str] = ()
) -> str:
    """The evidence of every sentence and its lock, hidden until one is chosen in the browser."""
    if not text.strip():
        return ""
    blocks = "".join(
        f'<section hidden data-of="{number}" data-start="{utf16_offset(text, item.span.start)}" '
        f'data-end="{utf16_offset(text, item.span.end)}">{_grounds(text, item)}'
        f"{_lock_button(number, item.span.of(text) in locks)}</section>"
        for number, item in enumerate(sentences)
    )
    return (
        '<div id="grounds" class="grounds" role="region" aria-label="Căn cứ của câu">'
        "<h4>Căn cứ của câu</h4>"
        "<p class='hint'>Đặt con trỏ vào một câu, hoặc chọn “Đọc và xem căn cứ” "
        "rồi bấm vào câu. Câu đã khóa được giữ nguyên văn khi soạn lại.</p>"
        f'<div aria-live="polite">{blocks}</div></div>'
    )


def _lock_button(number: int, locked: bool) -> str:
    label = "Mở khóa câu này" if locked else "Khóa câu này"
    title = "Cho phép viết lại câu này" if locked else "Giữ nguyên văn câu này khi soạn lại"
    return (
        f'<p class="locking"><button type="button" data-lock="{number}" '
        f'title="{title}" aria-keyshortcuts="K">'
        f'{LOCK} {label} <kbd aria-hidden="true">K</kbd></button></p>'
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
