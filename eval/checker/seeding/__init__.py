"""Seeds errors into clean reports, by rule, with the exact places of what it did.

A seeder takes a clean case and a random generator and returns a :class:`Seed` or None. All is
deterministic: the generator is seeded with the case and the rule. Seeds that stand well apart
share one text, so that a run checks fewer texts; errors that need notes to be seen and the others
never share one, because a sentence put in for one rule has no note of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Final

from assistant.checking import notes_as_evidence
from eval.checker.cases import Case
from eval.checker.marking import read_marks
from eval.checker.seeding.citations import citing_seeders
from eval.checker.seeding.inserted import inserting_seeders
from eval.checker.seeding.seed import Seed, Seeder, apart, marked_with
from eval.checker.seeding.structure import structure_seeders
from eval.checker.seeding.words import word_seeders

__all__ = ["SeededCase", "all_seeders", "seeded_cases"]

#: Rules that see nothing without notes.
_BY_NOTES: Final = frozenset({"NUM001", "NUM002", "NUM006", "CLM001", "CLM002", "NAM005"})
_TOGETHER: Final = 4
_MARGIN: Final = 40


@dataclass(frozen=True, slots=True)
class SeededCase:
    """A case with seeded errors, and the id of the clean text that it was made of."""

    case: Case
    base: str


@cache
def all_seeders() -> dict[str, Seeder]:
    """Every seeder by the code of its rule."""
    seeders = inserting_seeders() | citing_seeders() | word_seeders() | structure_seeders()
    return dict(sorted(seeders.items()))


def seeded_cases(clean: Iterable[Case]) -> Iterator[SeededCase]:
    """For every clean text, one error of each rule that it offers a place for."""
    for base in clean:
        seeds = [
            seed
            for code, seeder in all_seeders().items()
            if (seed := seeder(base, Random(f"{base.id} {code}"))) is not None
        ]
        quiet = replace(base, context=replace(base.context, notes=()))
        by_notes = [s for s in seeds if s.code in _BY_NOTES] if base.context.notes else []
        by_text = [s for s in seeds if s.code not in _BY_NOTES]
        batches = [
            *((base, batch) for batch in _batches(by_notes)),
            *((quiet, batch) for batch in _batches(by_text)),
        ]
        for number, (source, batch) in enumerate(batches, start=1):
            yield SeededCase(_seeded(source, batch, number), base.id)


def _batches(seeds: Sequence[Seed]) -> list[list[Seed]]:
    """Greedily: each seed joins the first batch with room, far enough from its members."""
    batches: list[list[Seed]] = []
    for seed in seeds:
        for batch in batches:
            if len(batch) < _TOGETHER and _mix(seed, batch) and apart(seed, batch, _MARGIN):
                batch.append(seed)
                break
        else:
            batches.append([seed])
    return batches


def _mix(seed: Seed, batch: Sequence[Seed]) -> bool:
    """Seeds of one family would disturb each other."""
    return all(seed.code[:3] != other.code[:3] for other in batch)


def _seeded(base: Case, seeds: Sequence[Seed], number: int) -> Case:
    marked = read_marks(marked_with(base, seeds))
    lines = "\n".join(line for seed in seeds for line in seed.notes)
    period = base.context.period
    added = notes_as_evidence("ghi-chu-them.txt", lines, period, first=len(base.context.notes) + 1)
    return replace(
        base,
        id=f"{base.id} {number}: {' '.join(seed.code for seed in seeds)}",
        text=marked.text,
        gold=marked.gold,
        context=replace(base.context, notes=(*base.context.notes, *added)),
    )
