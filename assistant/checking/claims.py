"""A report's claims, fact by fact, against the evidence.

A sentence is a claim when it states something that can be checked: a figure, a date, a document, a
name, or a cause, a comparison, a distinction, something said of all. Sentences that say what every
report says ("cấp ủy, chính quyền luôn quan tâm") claim nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Any, Final, Protocol, TypeVar

import yaml

from assistant.checking.document import Document
from assistant.checking.note_facts import NoteFigure, content_words, full_noun, read_notes
from assistant.checking.stated import Stated
from assistant.checking.statements import Statement, any_of
from assistant.checking.support import Judgement, Verdict
from assistant.domain import Evidence, Figure, Span
from assistant.language.dates import find_dates
from assistant.language.text import fold
from assistant.resources import data_folder

_SHARE: Final = 0.3  # of a claim's own pairs of syllables; a note that has them speaks of it
_SYLLABLES: Final = 0.6  # the same of its single syllables, for notes that are all abbreviations
_SHORT: Final = 3  # pairs of a phrase that a note may well put in one other word
_FEWEST: Final = 2  # own pairs that a claim of a kind needs, to be missed
_CAUSE: Final = re.compile(r"(?<!\w)(?:là\s+do|do|là|là\s+vì|vì)(?!\w)")
_PARTS: Final = re.compile(r"[,;]|(?<!\w)và(?!\w)")
_FEWEST_OF_NONE: Final = 5  # syllables behind "không có …" that say by themselves what is not
_HALF: Final = 0.5
_SYLLABLE: Final = re.compile(r"[^\W\d_]+")
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")
_BEFORE: Final = re.compile(r"(?<!\w)(?:hơn|so\s+với|(?:năm|kỳ|quý)\s+trước|cùng\s+kỳ)(?!\w)")
_FINISHED: Final = re.compile(r"(?<!\w)(?:xong|da|hoan thanh)(?!\w)")
_SURELY: Final = 2  # words that a line must share with what it plans
_SPACES: Final = re.compile(r"\s+")


class _HasSpan(Protocol):
    @property
    def span(self) -> Span: ...


_Spanned = TypeVar("_Spanned", bound=_HasSpan)


class Standing(Enum):
    """What the evidence says of a fact or a claim."""

    SUPPORTED = "supported"
    DERIVED = "derived"  # figures that the evidence states give it
    PARTLY = "partly"  # some facts of the claim are supported, some are not
    CONTRADICTED = "contradicted"
    OTHER_PERIOD = "other_period"
    UNSUPPORTED = "unsupported"


class FactKind(Enum):
    FIGURE = "figure"
    DATE = "date"
    REFERENCE = "reference"
    PLACE = "place"
    PREDICATE = "predicate"  # what is said, in its own words


class ClaimKind(Enum):
    """What a sentence claims beyond its facts."""

    PLAIN = "plain"
    CAUSE = "cause"
    COMPARISON = "comparison"
    PRAISE = "praise"
    ABSOLUTE = "absolute"
    NONE = "none"  # that something is not, without exception
    GENERIC = "generic"  # nothing that can be checked


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a claim. ``support`` is where ``evidence`` states it, in the evidence's text."""

    kind: FactKind
    span: Span
    standing: Standing
    evidence: Evidence | None = None
    support: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement with its facts.

    Attributes:
        cue: where it says that it is of its kind.
        words: pairs of neighbouring syllables, folded, of what it says in its own words.
        planned: a note that has what is told as done as yet to come.
    """

    statement: Statement
    span: Span
    kind: ClaimKind
    cue: Span
    words: frozenset[str]
    facts: tuple[Fact, ...]
    planned: Evidence | None = None

    @property
    def standing(self) -> Standing:
        """What the evidence says of the whole: the worst of its facts, or that it has some."""
        found = {fact.standing for fact in self.facts}
        for standing in (Standing.CONTRADICTED, Standing.OTHER_PERIOD):
            if standing in found:
                return standing
        if Standing.UNSUPPORTED in found:
            return Standing.UNSUPPORTED if len(found) == 1 else Standing.PARTLY
        return Standing.DERIVED if Standing.DERIVED in found else Standing.SUPPORTED


def find_claims(
    document: Document,
    statements: Sequence[Statement],
    evidence: Sequence[Evidence],
    unsupported: Sequence[tuple[Stated, Judgement]],
) -> tuple[Claim, ...]:
    """The claims of ``document`` in order; without evidence their facts have none either.

    Args:
        unsupported: the figures that the evidence does not bear out, as judged.
    """
    sources = _Sources(evidence, unsupported)
    found: list[Claim] = []
    for statement in statements:
        if statement.planned:
            continue
        lowered = statement.span.of(document.text).lower()
        kind, cue = _kind(lowered)
        if kind is ClaimKind.PLAIN and found and _goes_on(document, found[-1], statement):
            opening = _opening("more").match(lowered)
            kind, cue = ClaimKind.CAUSE, (0, opening.end() if opening else 0)
        base = statement.span.start
        told = [Span(base + a, base + b) for a, b in _told(lowered, kind, cue)]
        words = frozenset(pair for part in told for pair in pairs_of(part.of(document.text)))
        facts = (
            *_named_facts(document, statement, sources),
            *(_told_fact(document, part, sources, kind) for part in told if _says(document, part)),
        )
        if kind is ClaimKind.PLAIN and not facts:
            kind = ClaimKind.GENERIC
        span = Span(base + cue[0], base + cue[1])
        planned = sources.plan(lowered) if _written("done").search(lowered) else None
        found.append(Claim(statement, statement.span, kind, span, words, facts, planned))
    return tuple(found)


def _goes_on(document: Document, last: Claim, statement: Statement) -> bool:
    """Whether a statement adds to the causes of the one before ("Bên cạnh đó, …")."""
    lowered = statement.span.of(document.text).lower()
    same = document.paragraph_at(last.span.start) == document.paragraph_at(statement.span.start)
    return last.kind is ClaimKind.CAUSE and same and bool(_opening("more").match(lowered))


class _Sources:
    """The evidence, prepared for questions."""

    def __init__(
        self, evidence: Sequence[Evidence], unsupported: Sequence[tuple[Stated, Judgement]]
    ) -> None:
        self.judged = {claim.figure.span: judgement for claim, judgement in unsupported}
        self.figures: dict[object, NoteFigure] = {}
        self.lines = [(entry, fold(entry.text)) for entry in evidence]
        self.told = [(entry, content_words(entry.text), pairs_of(entry.text)) for entry in evidence]
        praise = any_of([fold(phrase) for phrase in _data()["kinds"]["praise"]])
        self.compared = any_of([str(word) for word in _data()["compared"]])
        self.intended = any_of([str(word) for word in _data()["intended"]])
        self.praised = any(praise.search(folded) for _, folded in self.lines)
        self.days = {
            mention.value: (entry, mention.span)
            for entry in evidence
            for mention in find_dates(entry.text)
        }
        for figure in read_notes(evidence):
            if not figure.sum_of:
                self.figures.setdefault(figure.value, figure)

    def best(self, text: str) -> tuple[Evidence | None, bool]:
        """The line that has most of a text's own words, and whether it speaks of it."""
        pairs, syllables = pairs_of(text), content_words(text)
        if not pairs or not self.lines:
            return None, False
        entry, own, _ = max(
            ((entry, own, words) for entry, words, own in self.told),
            key=lambda line: (len(pairs & line[1]), len(syllables & line[2])),
        )
        single = max(len(syllables & words) for _, words, _ in self.told)
        enough = _SYLLABLES if len(pairs) > _SHORT else _SHARE
        known = len(pairs & own) >= _SHARE * len(pairs)
        return entry, known or (bool(syllables) and single >= enough * len(syllables))

    def plan(self, text: str) -> Evidence | None:
        """The line that names what a text tells as done as something yet to come, and no line
        that tells of it otherwise."""
        words = content_words(text)
        shared = [(len(words & own), entry) for entry, own, _ in self.told]
        planned = [
            (count, entry)
            for count, entry in shared
            if self.intended.search(fold(entry.text)) and not _FINISHED.search(fold(entry.text))
        ]
        if not planned:
            return None
        most, entry = max(planned, key=lambda line: line[0])
        others = max((count for count, other in shared if other is not entry), default=0)
        return entry if most >= _SURELY and most > others else None

    def mention(self, written: str) -> tuple[Evidence, Span] | None:
        """Where a name or a number stands, whatever its case, accents and spaces."""
        wanted = _SPACES.sub(" ", fold(written)).strip()
        for entry, folded in self.lines:
            start = folded.find(wanted)
            if start >= 0:
                return entry, Span(start, start + len(wanted))
        return None


def _kind(lowered: str) -> tuple[ClaimKind, tuple[int, int]]:
    if match := _none_of().search(lowered):
        return ClaimKind.NONE, match.span()
    absolute = _written("absolute").search(lowered)
    if absolute and not generic().search(fold(lowered)):
        return ClaimKind.ABSOLUTE, absolute.span()
    for kind, pattern in _kinds():
        match = pattern.search(lowered)
        if match and (kind is not ClaimKind.CAUSE or _names_cause(lowered, match.span())):
            return kind, match.span()
    if absolute:
        return ClaimKind.ABSOLUTE, absolute.span()
    if match := _opening("cause_starts").match(lowered):
        return ClaimKind.CAUSE, match.span()
    return ClaimKind.PLAIN, (0, len(lowered))


def _names_cause(lowered: str, cue: tuple[int, int]) -> bool:
    """Whether enough stands behind a cue of a cause to look for it."""
    parts = _told(lowered, ClaimKind.CAUSE, cue)
    return any(len(pairs_of(lowered[a:b])) >= _FEWEST for a, b in parts)


def _told(lowered: str, kind: ClaimKind, cue: tuple[int, int]) -> list[tuple[int, int]]:
    """The parts of a statement that say what its kind needs evidence for."""
    if kind is ClaimKind.PLAIN:
        return []
    if kind is ClaimKind.NONE and len(lowered[cue[0] :].split()) >= _FEWEST_OF_NONE:
        return [(cue[0], len(lowered))]
    if kind is not ClaimKind.CAUSE:
        return [(0, len(lowered))]
    cause = _CAUSE.search(lowered, cue[0]) if "nguyên nhân" in lowered[: cue[1]] else None
    start = cause.end() if cause else cue[1]
    cuts = [match.span() for match in _PARTS.finditer(lowered, start)]
    starts = [start, *(end for _, end in cuts)]
    ends = [*(begin for begin, _ in cuts), len(lowered)]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if lowered[a:b].strip(" .")]


def _says(document: Document, part: Span) -> bool:
    return len(pairs_of(part.of(document.text))) >= _FEWEST


def _told_fact(document: Document, part: Span, sources: _Sources, kind: ClaimKind) -> Fact:
    entry, known = sources.best(part.of(document.text))
    if kind is ClaimKind.PRAISE:  # to name what is praised proves no praise
        known = known and sources.praised
    told = part.of(document.text).lower()
    if (
        kind is ClaimKind.COMPARISON and entry is not None and _BEFORE.search(told)
    ):  # nor does it compare it
        compared = sources.compared.search(fold(entry.text)) or _YEAR.search(entry.text)
        known = known and bool(compared)
    standing = Standing.SUPPORTED if known else Standing.UNSUPPORTED
    written = part.of(document.text)
    start = part.start + len(written) - len(written.lstrip(" ,"))
    return Fact(
        FactKind.PREDICATE, Span(start, part.end), standing, entry if known else None
    )  # fmt: skip


def pairs_of(text: str) -> frozenset[str]:
    """Pairs of neighbouring syllables, folded, abbreviations written out, without those that every
    report has."""
    written = written_out(text)
    syllables = [word for word in written if word not in _helping()]
    return frozenset(f"{a} {b}" for a, b in pairwise(syllables)) - _common()


def written_out(text: str) -> list[str]:
    """The folded syllables of ``text``, each abbreviation in full."""
    words: list[str] = []
    for word in _SYLLABLE.findall(fold(text)):
        words += full_noun(word) or (word,)
    return words


def _named_facts(document: Document, statement: Statement, sources: _Sources) -> Iterator[Fact]:
    for figure in statement.figures:
        yield _figure_fact(figure, sources)
    for mention in document.dates_within(statement.span):
        yield _fact(FactKind.DATE, mention.span, sources.days.get(mention.value))
    for reference in _within(document.references, statement.span):
        if reference.number:
            yield _fact(FactKind.REFERENCE, reference.span, sources.mention(reference.number))
    for place in _within(document.place_names, statement.span):
        yield _fact(FactKind.PLACE, place.span, sources.mention(place.name))


def _within(found: Sequence[_Spanned], span: Span) -> Iterator[_Spanned]:
    """Those that stand inside ``span``, of a sequence in order."""
    first = bisect_left(found, span.start, key=lambda one: one.span.start)
    return takewhile(lambda one: one.span.end <= span.end, found[first:])


def _fact(kind: FactKind, span: Span, known: tuple[Evidence, Span] | None) -> Fact:
    if known is None:
        return Fact(kind, span, Standing.UNSUPPORTED)
    return Fact(kind, span, Standing.SUPPORTED, *known)


def _figure_fact(figure: Figure, sources: _Sources) -> Fact:
    judgement = sources.judged.get(figure.span)
    if judgement is not None:
        standing = {
            Verdict.CONTRADICTED: Standing.CONTRADICTED,
            Verdict.OTHER_PERIOD: Standing.OTHER_PERIOD,
        }.get(judgement.verdict, Standing.UNSUPPORTED)
        return Fact(FactKind.FIGURE, figure.span, standing, judgement.evidence)
    if not sources.lines:
        return Fact(FactKind.FIGURE, figure.span, Standing.UNSUPPORTED)
    note = sources.figures.get(figure.value)
    if note is None:
        return Fact(FactKind.FIGURE, figure.span, Standing.DERIVED)
    return Fact(FactKind.FIGURE, figure.span, Standing.SUPPORTED, note.evidence)


def bears_out(claim: Claim, evidence: Sequence[Evidence]) -> bool:
    """Whether a note says of all, or of none, what an absolute claim says.

    It has some of the claim's own words and speaks of all ("100%", "tất cả", 46/46), or half of
    them and speaks of none ("ko", "chưa", 0).
    """
    none = claim.kind is ClaimKind.NONE
    signs = any_of([str(sign) for sign in _data()["borne_none" if none else "borne"]])
    needed = max(1.0, len(claim.words) * (_HALF if none else _SHARE))
    for entry in evidence:
        folded = fold(entry.text)
        if not (signs.search(folded) or (not none and _same_parts(folded))):
            continue
        if len(claim.words & pairs_of(entry.text)) >= needed:
            return True
    return False


def _same_parts(folded: str) -> bool:
    return any(a == b for a, b in re.findall(r"(\d+)\s*/\s*(\d+)", folded))


@lru_cache(maxsize=4)
def _opening(name: str) -> re.Pattern[str]:
    """The words under ``name`` at the head of a statement, whatever list mark stands there."""
    words = "|".join(re.escape(word) for word in _data()[name])
    return re.compile(rf"[\W\d_]*(?:{words})(?!\w)")


@lru_cache(maxsize=4)
def _written(name: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(words)}(?!\w)" for words in _data()[name]))


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[ClaimKind, re.Pattern[str]], ...]:
    return tuple((ClaimKind(name), any_of(words)) for name, words in _data()["kinds"].items())


@lru_cache(maxsize=1)
def _none_of() -> re.Pattern[str]:
    return re.compile(rf"{_written('none').pattern}|(?<!\w){_data()['none_any']}")


@lru_cache(maxsize=1)
def _helping() -> frozenset[str]:
    return frozenset(_data()["helping"])


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(_data()["common"])


@lru_cache(maxsize=1)
def generic() -> re.Pattern[str]:
    """Folded words of sentences that every report has and nobody can check."""
    return any_of(_data()["generic"])


@lru_cache(maxsize=1)
def _data() -> Any:
    text = (data_folder("knowledge") / "structure" / "claims.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
