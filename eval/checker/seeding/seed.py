"""What a seeder makes: edits of a clean text whose new words carry their own marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from eval.checker.cases import Case


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts ``marked`` (see :mod:`eval.checker.marking`) in the place of ``start:end``."""

    start: int
    end: int
    marked: str


@dataclass(frozen=True, slots=True)
class Seed:
    """One error, made by one or more edits.

    Attributes:
        notes: lines that the staff's notes say besides.
    """

    code: str
    edits: tuple[Edit, ...]
    notes: tuple[str, ...] = ()


Seeder = Callable[[Case, Random], Seed | None]
"""Makes an error in a clean case, or None where the text offers no place for it."""


def marked_with(case: Case, seeds: Sequence[Seed]) -> str:
    """The clean text with all edits made, in marked form."""
    text = case.text
    edits = [edit for seed in seeds for edit in seed.edits]
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.marked + text[edit.end :]
    return text


def apart(one: Seed, others: Sequence[Seed], margin: int) -> bool:
    """Whether no edit of ``one`` comes within ``margin`` characters of the others'."""
    return all(
        mine.end + margin < its.start or its.end + margin < mine.start
        for mine in one.edits
        for other in others
        for its in other.edits
    )
