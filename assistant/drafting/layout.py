"""A draft before it is text: paragraphs of sentences with their evidence and remarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Diagnostic, DraftSentence, Severity


@dataclass(frozen=True, slots=True)
class Remark:
    """A diagnostic about a sentence to be, before its place in the text is known.

    ``quote`` is what in the sentence it marks; empty marks the whole sentence, and a remark with
    no sentence stands at the start of the text.
    """

    code: str
    severity: Severity
    message: str
    sentence: DraftSentence | None = None
    quote: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``heading`` paragraphs have no sentences; ``bulleted`` ones put each on its own line."""

    sentences: tuple[DraftSentence, ...] = ()
    heading: str = ""
    bulleted: bool = False

    @property
    def text(self) -> str:
        if self.heading:
            return self.heading
        if self.bulleted:
            return "\n".join(f"- {sentence.text}" for sentence in self.sentences)
        return " ".join(sentence.text for sentence in self.sentences)


def layout_text(paragraphs: Sequence[Paragraph]) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs)


def place_remarks(text: str, remarks: Sequence[Remark]) -> tuple[Diagnostic, ...]:
    """``remarks`` as diagnostics with offsets into ``text``."""
    placed = []
    for remark in remarks:
        start, quote = 0, ""
        if remark.sentence is not None:
            base = max(text.find(remark.sentence.text), 0)
            quote = remark.quote or remark.sentence.text
            start = text.find(quote, base)
            if start < 0:
                start, quote = 0, ""
        placed.append(
            Diagnostic(
                remark.code,
                remark.severity,
                remark.message,
                start,
                start + len(quote),
                quote,
                evidence=remark.evidence,
            )
        )
    return tuple(placed)
