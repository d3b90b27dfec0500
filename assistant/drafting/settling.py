"""Settles unaccented words by what official texts have there.

The words of a run are the steps of a lattice; every reading of a word is weighed by how often it
follows the readings before it and how well those after it go on (forward and backward sums over the
counted pairs). What the dictionary is certain of stays fixed and carries its neighbours. A reading
is taken only where it outweighs all others by far: "đầu sách" is settled, a lone "den" stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from typing import Final

from assistant.language.syllables import Syllables
from assistant.language.text import fold

_SMOOTHING: Final = 30.0  # how many occurrences a word needs before its own pairs outweigh the rest
_RARE: Final = 0.5  # occurrences that a word which was not counted is given
#: What a reading must weigh among all to be taken, and to replace one that a weak rule gave.
_SURE: Final = 0.95
_OVERRULES: Final = 0.97
_RULE_WEIGHT: Final = 3.0  # of a reading that a weak rule gave, in log odds


@dataclass(frozen=True, slots=True)
class Step:
    """A word as the dictionary left it: ``fixed`` is certain, ``weak`` rests on one syllable's
    neighbours or on a pair seen somewhere, neither is open.
    """

    text: str
    fixed: bool = False
    weak: bool = False


def settle(steps: Sequence[Step], counts: Syllables) -> list[str | None]:
    """For each step the reading to write, in lower case; None where it stays as it is."""
    if all(step.fixed for step in steps) or len(steps) < 2:
        return [None] * len(steps)
    readings = [_readings(step, counts) for step in steps]
    weights = _weights(steps, readings, counts)
    settled: list[str | None] = []
    for index, step in enumerate(steps):
        best = max(weights[index], key=weights[index].__getitem__)
        needed = _OVERRULES if step.weak else _SURE
        near = _has_neighbour(index, best, readings, weights, counts)
        is_new = not step.fixed and (not step.weak or best != step.text.lower())
        settled.append(best if is_new and near and weights[index][best] >= needed else None)
    return settled


def _has_neighbour(
    index: int,
    reading: str,
    readings: Sequence[Sequence[str]],
    weights: Sequence[dict[str, float]],
    counts: Syllables,
) -> bool:
    """Whether official texts have the reading beside the likeliest word before or behind it."""
    for other in (index - 1, index + 1):
        if 0 <= other < len(readings):
            beside = max(weights[other], key=weights[other].__getitem__)
            pair = (beside, reading) if other < index else (reading, beside)
            if counts.follows(*pair):
                return True
    return False


def _readings(step: Step, counts: Syllables) -> list[str]:
    word = step.text.lower()
    if step.fixed:
        return [word]
    return sorted({*counts.readings(fold(word)), word} if step.weak else counts.readings(word)) or [
        word
    ]


def _weights(
    steps: Sequence[Step], readings: Sequence[Sequence[str]], counts: Syllables
) -> list[dict[str, float]]:
    """The share of each reading of each word among all ways to read the run."""
    forward: list[dict[str, float]] = []
    for index, step in enumerate(steps):
        row = {}
        for reading in readings[index]:
            if index:
                value = _sum(
                    forward[-1][before] + _follows(before, reading, counts)
                    for before in readings[index - 1]
                )
            else:
                value = _alone(reading, counts)
            row[reading] = value + _rule_weight(step, reading)
        forward.append(row)
    backward: list[dict[str, float]] = [dict.fromkeys(readings[-1], 0.0)]
    for index in range(len(steps) - 2, -1, -1):
        after = backward[0]
        row = {
            reading: _sum(
                _follows(reading, behind, counts) + _rule_weight(steps[index + 1], behind) + value
                for behind, value in after.items()
            )
            for reading in readings[index]
        }
        backward.insert(0, row)
    shares = []
    for ahead, behind_ in zip(forward, backward, strict=True):
        whole = {reading: ahead[reading] + behind_[reading] for reading in ahead}
        total = _sum(whole.values())
        shares.append({reading: exp(value - total) for reading, value in whole.items()})
    return shares


def _rule_weight(step: Step, reading: str) -> float:
    return _RULE_WEIGHT if step.weak and reading == step.text.lower() else 0.0


def _sum(values: Iterable[float]) -> float:
    """The logarithm of a sum of exponentials."""
    listed = list(values)
    top = max(listed)
    return top + log(sum(exp(value - top) for value in listed))


@lru_cache(maxsize=1)
def _total(counts: Syllables) -> int:
    return counts.total


def _alone(word: str, counts: Syllables) -> float:
    return log(max(counts.times(word), _RARE) / _total(counts))


def _follows(first: str, second: str, counts: Syllables) -> float:
    share = max(counts.times(second), _RARE) / _total(counts)
    pairs = counts.follows(first, second) + _SMOOTHING * share
    return log(pairs / (counts.times(first) + _SMOOTHING))
