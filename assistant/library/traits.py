"""What the passages of a segment of the index can be filtered by, kept on disk beside it.

A source that changes gets another stamp and with it other rows, so what is written for a segment
stays true as long as its passages are in the library. What the register says is not kept here: it
is asked when a passage is to be shown.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.workspace import ChunkTraits

_CODES, _VALUES = "traits.npy", "traits.json"
_COUNT = len(ChunkTraits._fields)

Values = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Traits:
    """Each distinct value once, and for every passage which one it has.

    Attributes:
        codes: a line for each field of ``ChunkTraits``, a column for each passage: places in
            ``values``.
        values: for each field those that occur; dates as ISO 8601 writes them.
    """

    codes: NDArray[np.int32]
    values: tuple[Values, ...]

    def __len__(self) -> int:
        return int(self.codes.shape[1])


def encode(rows: Sequence[ChunkTraits]) -> Traits:
    """The traits of passages, one at least, in their order."""
    codes = np.empty((_COUNT, len(rows)), np.int32)
    values: list[Values] = []
    for line, column in zip(codes, zip(*rows, strict=True), strict=True):
        numbers: dict[str | date | None, int] = {}
        line[:] = [numbers.setdefault(value, len(numbers)) for value in column]
        values.append(tuple(v.isoformat() if isinstance(v, date) else v for v in numbers))
    return Traits(codes, tuple(values))


def join(parts: Sequence[tuple[Traits, NDArray[np.bool_]]]) -> Traits:
    """The traits of several segments as those of one, of the rows chosen by each one's mask."""
    codes = np.empty((_COUNT, sum(int(mask.sum()) for _, mask in parts)), np.int32)
    values: list[Values] = []
    for field, line in enumerate(codes):
        numbers: dict[str | None, int] = {}
        start = 0
        for traits, mask in parts:
            renumbered = [numbers.setdefault(v, len(numbers)) for v in traits.values[field]]
            end = start + int(mask.sum())
            line[start:end] = np.array(renumbered, np.int32)[traits.codes[field][mask]]
            start = end
        used = np.bincount(line, minlength=len(numbers)) > 0
        line[:] = (np.cumsum(used) - 1)[line]
        values.append(tuple(value for value, kept in zip(numbers, used, strict=True) if kept))
    return Traits(codes, tuple(values))


def save_traits(traits: Traits, folder: Path) -> None:
    np.save(folder / _CODES, traits.codes)
    (folder / _VALUES).write_text(json.dumps(traits.values, ensure_ascii=False), "utf-8")


def open_traits(folder: Path, count: int) -> Traits | None:
    """The traits of ``count`` passages kept in ``folder``; None when they are not whole."""
    try:
        codes = np.load(folder / _CODES, mmap_mode="r")
        values = tuple(map(tuple, json.loads((folder / _VALUES).read_text("utf-8"))))
    except (OSError, ValueError, TypeError, EOFError):
        return None
    if codes.shape != (_COUNT, count) or codes.dtype != np.int32 or len(values) != _COUNT:
        return None
    sizes = np.array([[len(known)] for known in values])
    return Traits(codes, values) if bool(((codes >= 0) & (codes < sizes)).all()) else None
