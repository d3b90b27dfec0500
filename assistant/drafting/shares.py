"""Percentages worked out from a draft's own shares, with their arithmetic as evidence."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import DraftSentence, Evidence, SourceKind
from assistant.drafting.wording import figures_of
from assistant.language.numbers import format_number


def with_share(
    sentence: DraftSentence, note_ids: Sequence[str], period: str | None
) -> tuple[DraftSentence, Evidence | None]:
    """``sentence`` with the percentage of its one share ("05/06 vụ"), and where it comes from."""
    figures = figures_of(sentence.text)
    if len(figures) != 2 or any(figure.unit for figure in figures):
        return sentence, None
    part, whole = figures
    between = sentence.text[part.span.end : whole.span.start]
    if between != "/" or not 0 < part.value <= whole.value:
        return sentence, None
    share = format_number((part.value * 100 / whole.value).quantize(part.value.__class__("0.1")))
    evidence = Evidence(
        f"derived:{note_ids[0]}",
        f"{format_number(part.value)} / {format_number(whole.value)} × 100 = {share}% "
        f"(từ {', '.join(note_ids)})",
        SourceKind.DERIVED,
        period,
    )
    text = sentence.text.rstrip(".") + f", đạt tỷ lệ {share}%."
    return DraftSentence(text, (*sentence.evidence, evidence.id)), evidence
