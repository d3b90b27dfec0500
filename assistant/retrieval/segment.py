"""A part of the lexical index: which terms stand in which passages, how often. Never changed.

Counts are kept, not scores: what a term is worth depends on the whole corpus, which grows. So a
few passages more are a small segment more, and segments joined score exactly as one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.language.tokens import lexical_tokens

_FORMAT = 2
#: The arrays on disk, one file each; the rest is in ``segment.json``.
_ARRAYS = ("vocabulary", "starts", "rows", "counts", "lengths", "ids")
_MOST = np.iinfo(np.uint16).max


@dataclass(frozen=True, slots=True)
class Group:
    """Passages that come and go together: the rows from ``start`` up to ``end``."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """Term counts by column, as in a compressed sparse column matrix.

    Attributes:
        vocabulary: sorted 64-bit hashes of the terms.
        starts: where the postings of each term begin; one more than there are terms.
        rows, counts: the postings: a passage, and how often the term stands in it.
        lengths: the number of terms in each passage.
        ids: the passages, ASCII.
        groups: cover the rows in order.
    """

    vocabulary: NDArray[np.uint64]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    counts: NDArray[np.uint16]
    lengths: NDArray[np.int32]
    ids: NDArray[np.bytes_]
    groups: tuple[Group, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def columns(self, terms: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The column of each term, -1 where the segment has none."""
        if not len(self.vocabulary):
            return np.full(len(terms), -1, np.int64)
        found = np.searchsorted(self.vocabulary, terms)
        found[found == len(self.vocabulary)] = 0
        return np.where(self.vocabulary[found] == terms, found, -1)

    def alive(self, dead: Collection[str]) -> NDArray[np.bool_]:
        """Rows of the groups that are not among ``dead``."""
        alive = np.ones(len(self), bool)
        for group in self.groups:
            if group.key in dead:
                alive[group.start : group.end] = False
        return alive


def hash_terms(terms: Sequence[str]) -> NDArray[np.uint64]:
    return np.array([_hash(term) for term in terms], np.uint64)


def build_segment(passages: Iterable[tuple[str, str, str]]) -> Segment:
    """A segment of (group, id, text) triples; those of one group stand together."""
    ids: list[str] = []
    groups: list[Group] = []
    numbers: dict[str, int] = {}
    columns: list[NDArray[np.int64]] = []
    counts: list[NDArray[np.int64]] = []
    lengths: list[int] = []
    for key, members in groupby(passages, itemgetter(0)):
        start = len(ids)
        for _, identifier, text in members:
            tokens = lexical_tokens(text)
            ids.append(identifier)
            lengths.append(len(tokens))
            numbered = [numbers.setdefault(token, len(numbers)) for token in tokens]
            terms, times = np.unique(np.array(numbered, np.int64), return_counts=True)
            columns.append(terms)
            counts.append(times)
        groups.append(Group(key, start, len(ids)))
    hashes = hash_terms(list(numbers))
    order = np.argsort(hashes)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    all_columns = place[np.concatenate(columns)] if columns else np.zeros(0, np.int64)
    rows = np.repeat(np.arange(len(ids), dtype=np.int32), [len(terms) for terms in columns])
    by_column = np.argsort(all_columns, kind="stable")
    flat = np.concatenate(counts) if counts else np.zeros(0, np.int64)
    return Segment(
        vocabulary=hashes[order],
        starts=_starts(np.bincount(all_columns, minlength=len(numbers))),
        rows=rows[by_column],
        counts=np.minimum(flat, _MOST).astype(np.uint16)[by_column],
        lengths=np.array(lengths, np.int32),
        ids=np.array([identifier.encode() for identifier in ids], np.bytes_),
        groups=tuple(groups),
    )


def merge_segments(segments: Sequence[Segment], dead: Collection[str] = ()) -> Segment:
    """One segment of the passages of several, without the ``dead`` groups."""
    parts = [_without(segment, dead) for segment in segments]
    vocabulary = np.unique(np.concatenate([part.vocabulary for part in parts]))
    places = [np.searchsorted(vocabulary, part.vocabulary) for part in parts]
    sizes = np.zeros(len(vocabulary), np.int64)
    for part, place in zip(parts, places, strict=True):
        sizes[place] += np.diff(part.starts)
    starts = _starts(sizes)
    rows = np.empty(starts[-1], np.int32)
    counts = np.empty(starts[-1], np.uint16)
    groups: list[Group] = []
    free, offset = starts[:-1].copy(), 0
    for part, place in zip(parts, places, strict=True):
        size = np.diff(part.starts)
        target = np.repeat(free[place] - part.starts[:-1], size) + np.arange(len(part.rows))
        rows[target] = part.rows + np.int32(offset)
        counts[target] = part.counts
        free[place] += size
        groups += [Group(g.key, g.start + offset, g.end + offset) for g in part.groups]
        offset += len(part)
    return Segment(
        vocabulary,
        starts,
        rows,
        counts,
        np.concatenate([part.lengths for part in parts]),
        np.concatenate([part.ids for part in parts]),
        tuple(groups),
    )


def save_segment(segment: Segment, folder: Path) -> None:
    """Write into a new folder. The description comes last: no segment without it."""
    folder.mkdir(parents=True)
    for name in _ARRAYS:
        np.save(folder / f"{name}.npy", getattr(segment, name))
    groups = [[group.key, group.start, group.end] for group in segment.groups]
    description = json.dumps({"format": _FORMAT, "groups": groups})
    (folder / "segment.json").write_text(description, "utf-8")


def open_segment(folder: Path) -> Segment | None:
    """The segment kept in ``folder``, mapped into memory; None when it is not whole."""
    try:
        description = json.loads((folder / "segment.json").read_text("utf-8"))
        if description["format"] != _FORMAT:
            return None
        arrays: dict[str, Any] = {name: _mapped(folder / f"{name}.npy") for name in _ARRAYS}
        segment = Segment(**arrays, groups=tuple(Group(*group) for group in description["groups"]))
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        return None
    fits = (
        len(segment.starts) == len(segment.vocabulary) + 1
        and len(segment.rows) == len(segment.counts) == int(segment.starts[-1])
        and len(segment.lengths) == len(segment.ids)
        and (segment.groups[-1].end if segment.groups else 0) == len(segment.ids)
    )
    return segment if fits else None


def _mapped(file: Path) -> NDArray[Any]:
    array: NDArray[Any] = np.load(file, mmap_mode="r")
    return array


def _without(segment: Segment, dead: Collection[str]) -> Segment:
    kept = tuple(group for group in segment.groups if group.key not in dead)
    if len(kept) == len(segment.groups):
        return segment
    alive = segment.alive(dead)
    staying = alive[segment.rows]
    before = np.concatenate([[0], np.cumsum(staying)])
    sizes = before[segment.starts[1:]] - before[segment.starts[:-1]]
    used = sizes > 0
    new_row = np.cumsum(alive, dtype=np.int32) - np.int32(1)
    groups, end = [], 0
    for group in kept:
        size = group.end - group.start
        groups.append(Group(group.key, end, end + size))
        end += size
    return Segment(
        segment.vocabulary[used],
        _starts(sizes[used]),
        new_row[segment.rows[staying]],
        segment.counts[staying],
        segment.lengths[alive],
        segment.ids[alive],
        tuple(groups),
    )


def _starts(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def _hash(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")
