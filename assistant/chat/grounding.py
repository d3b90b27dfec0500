"""What each sentence of a section rests on, as the version in the workspace has it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.domain import DraftSentence, Evidence, Span
from assistant.language.sentences import split_sentences
from assistant.workspace import SectionRecord

#: How alike two sentences are before one is taken for an edited form of the other.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class GroundedSentence:
    """A sentence of the text and its evidence; ``edited`` when a person changed its words, so that
    the evidence is that of the sentence as it was drafted."""

    span: Span
    evidence: tuple[Evidence, ...]
    edited: bool = False


def grounded_sentences(section: SectionRecord) -> tuple[GroundedSentence, ...]:
    """Every sentence of the section's text in order; no evidence where nobody drafted it."""
    known = {item.id: item for item in section.evidence}
    drafted = [(_plain(sentence.text), sentence) for sentence in section.sentences]
    found: list[GroundedSentence] = []
    for span in split_sentences(section.text):
        words = _plain(span.of(section.text))
        same = next((each for text, each in drafted if words == text), None)
        # A drafted sentence may run over several lines, and a line may hold a part of it.
        same = same or next((each for text, each in drafted if words in text), None)
        source = same or _nearest(words, drafted)
        evidence = tuple(known[each] for each in source.evidence if each in known) if source else ()
        found.append(GroundedSentence(span, evidence, edited=source is not None and source != same))
    return tuple(found)


def _nearest(words: str, drafted: list[tuple[str, DraftSentence]]) -> DraftSentence | None:
    best, likeness = None, _ALIKE
    for text, sentence in drafted:
        matcher = SequenceMatcher(None, words, text, autojunk=False)
        if matcher.real_quick_ratio() < likeness or matcher.quick_ratio() < likeness:
            continue
        ratio = matcher.ratio()
        if ratio >= likeness:
            best, likeness = sentence, ratio
    return best


def _plain(text: str) -> str:
    return " ".join(text.split())
