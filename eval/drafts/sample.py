"""What scorers look at, and what they give back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

from assistant.domain import Draft, Reference, Span
from assistant.language.sentences import split_sentences
from assistant.references import find_references
from assistant.register import load_register
from eval.drafts.cases import Case
from eval.drafts.facts import Passage


@dataclass(frozen=True)
class Version:
    """A draft with what is found in its text."""

    draft: Draft

    @property
    def text(self) -> str:
        return self.draft.text

    @cached_property
    def references(self) -> list[Reference]:
        return find_references(self.text, load_register().law_names)

    @cached_property
    def passages(self) -> list[Passage]:
        """The sentences, each with the lead of the list it stands in."""
        passages: list[Passage] = []
        lead = ""
        for span in split_sentences(self.text):
            sentence = span.of(self.text)
            if lead and not sentence.lstrip().startswith(("-", "+", "•", "*")):
                lead = ""
            shift = span.start - len(lead)
            inside = tuple(
                (Span(r.span.start - shift, r.span.end - shift), number)
                for r in self.references
                if span.contains(r.span)
                for number in _numbers(r)
            )
            passages.append(Passage(lead + sentence, inside))
            if sentence.endswith(":"):
                lead = sentence + " "
        return passages


def _numbers(reference: Reference) -> tuple[str, ...]:
    """The numbers that a reference may mean; those of a law cited by name are the register's."""
    known = tuple(i.number for i in load_register().resolve(reference).instruments)
    return known or (reference.number or "",)


@dataclass(frozen=True)
class Sample:
    """A case, its draft and four rewritings; ``seconds`` of each, a section."""

    case: Case
    versions: tuple[Version, ...]
    seconds: tuple[float, ...]

    @property
    def first(self) -> Version:
        return self.versions[0]


@dataclass(frozen=True, slots=True)
class Score:
    """``points`` of ``out_of`` (a count has ``out_of`` 1), and in Vietnamese what fell short."""

    points: float
    out_of: float
    problems: tuple[str, ...] = ()


class Scorer(Protocol):
    """One way to look at a sample."""

    @property
    def name(self) -> str:
        """Its key in the figures."""

    @property
    def label(self) -> str:
        """Vietnamese, for the table."""

    @property
    def kind(self) -> Literal["share", "count", "largest"]:
        """``share``: points over out_of, higher is better; ``count``: of what is wrong;
        ``largest``: the greatest of the points, lower is better.
        """

    @property
    def bar(self) -> float:
        """The lowest share, or the highest count or value, that passes."""

    def __call__(self, sample: Sample) -> Score: ...


def share(kept: int, problems: Sequence[str]) -> Score:
    """A share: ``kept`` right ones, and one problem for each of the others."""
    return Score(kept, kept + len(problems), tuple(problems))


def count(problems: Sequence[str]) -> Score:
    """A count of what is wrong."""
    return Score(len(problems), 1, tuple(problems))
