"""The lexical index on disk: immutable segments, and a list that says which of them count.

A search reads the newest list; the holder of the lock adds segments beside the old ones and then
a new list, by one rename. Whatever a kill or a full disk leaves half done is in no list, and goes
with the next one. What this process or another has mapped into memory is never changed, and
Windows may keep such a file until a later clean-up.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.library.traits import Traits, encode, join, open_traits, save_traits
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.segment import (
    Segment,
    build_segment,
    merge_segments,
    open_segment,
    save_segment,
)
from assistant.workspace import ChunkTraits, Workspace

_log = logging.getLogger(__name__)
_LIST = ".list.json"
_FORMAT = 3
#: Passages that are read and counted at once; bounds the memory of a first indexing.
_PART = 8_000
#: A segment is joined with the next when it is not this many times larger: few segments, and
#: each passage is joined only a few times however many files come one by one.
_RATIO = 3
#: Share of passages gone from which a segment is written anew without them.
_MOSTLY_GONE = 0.3


@dataclass(frozen=True, slots=True)
class _Entry:
    """A segment on disk, with the traits of its passages."""

    name: str
    segment: Segment
    traits: Traits

    def gone(self, dead: frozenset[str]) -> float:
        """The share of its passages that are no longer part of the library."""
        return 1 - float(self.segment.alive(dead).mean()) if len(self.segment) else 1.0


@dataclass(frozen=True, slots=True)
class Listing:
    """An index as of a revision of the workspace: its segments, and the groups that are gone."""

    revision: str
    entries: tuple[_Entry, ...] = ()
    dead: frozenset[str] = frozenset()

    def groups(self) -> frozenset[str]:
        """The groups of its segments, dead ones too."""
        return frozenset(group.key for entry in self.entries for group in entry.segment.groups)

    def within(self, stamps: Collection[str]) -> Listing:
        """Without what is no longer in the workspace, whose sources have these stamps."""
        return replace(self, dead=self.groups().difference(stamps))

    def index(self) -> LexicalIndex:
        return LexicalIndex(self.revision, [entry.segment for entry in self.entries], self.dead)

    def traits(self) -> Traits:
        """Of the passages of ``index``, in their order."""
        return join([(entry.traits, entry.segment.alive(self.dead)) for entry in self.entries])


class LexicalShelf:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, revision: str) -> bool:
        return bool(self._lists(revision))

    @property
    def damaged(self) -> bool:
        """Whether there is an index of which nothing can be opened."""
        return bool(self._lists("")) and self._first_that_opens("") is None

    def open(self, revision: str) -> Listing | None:
        """The index of a revision, None when it is not there or damaged."""
        return self._first_that_opens(revision)

    def newest(self) -> Listing | None:
        """Whatever can be opened, the latest first: for who may not build and cannot wait."""
        return self._first_that_opens("")

    def update(self, workspace: Workspace) -> Listing:
        """Index the files that are new and leave out those that are gone.

        Only for the holder of the lock. The work is that of the new files, whatever the size of
        the library; a damaged index is built anew.
        """
        return self._bring_up_to_date(workspace, self.newest() or Listing(""))

    def build(self, workspace: Workspace) -> Listing:
        """Index every passage anew. Only for the holder of the lock."""
        return self._bring_up_to_date(workspace, Listing(""))

    def _bring_up_to_date(self, workspace: Workspace, old: Listing) -> Listing:
        revision, wanted = workspace.library.source_stamps()
        listed = old.groups() - old.dead
        dead = old.within(wanted).dead
        entries = list(old.entries)
        for new in _new_segments(workspace, {k: wanted[k] for k in wanted.keys() - listed}):
            entries.append(self._keep(*new))
            while len(entries) > 1 and len(entries[-2].segment) < _RATIO * len(entries[-1].segment):
                entries[-2:] = [self._join(entries[-2:], dead)]
        entries = [
            self._join([entry], dead) if entry.gone(dead) > _MOSTLY_GONE else entry
            for entry in entries
            if entry.gone(dead) < 1
        ]
        listing = Listing(revision, tuple(entries)).within(wanted)
        self._publish(listing)
        return listing

    def _join(self, entries: list[_Entry], dead: frozenset[str]) -> _Entry:
        return self._keep(
            merge_segments([entry.segment for entry in entries], dead),
            join([(entry.traits, entry.segment.alive(dead)) for entry in entries]),
        )

    def _keep(self, segment: Segment, traits: Traits) -> _Entry:
        name = uuid.uuid4().hex[:12]
        save_segment(segment, self._folder / name)
        save_traits(traits, self._folder / name)
        # Mapped, not held: a first indexing must not grow with the library.
        return self._opened(name) or _Entry(name, segment, traits)

    def _opened(self, name: str) -> _Entry | None:
        """A segment of a list, None when it is not whole."""
        segment = open_segment(self._folder / name)
        if segment is None:
            return None
        traits = open_traits(self._folder / name, len(segment))
        return None if traits is None else _Entry(name, segment, traits)

    def _publish(self, listing: Listing) -> None:
        """Write the list, then drop the files that are in no list any more."""
        self._folder.mkdir(parents=True, exist_ok=True)
        content = {
            "format": _FORMAT,
            "revision": listing.revision,
            "segments": [entry.name for entry in listing.entries],
            "dead": sorted(listing.dead),
        }
        target = self._folder / f"{listing.revision}-{uuid.uuid4().hex[:8]}{_LIST}"
        unfinished = target.with_suffix(".tmp")
        unfinished.write_text(json.dumps(content), "utf-8")
        os.replace(unfinished, target)
        kept = {target.name, *(entry.name for entry in listing.entries)}
        for path in self._folder.iterdir():
            if path.name in kept:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                _discard(path)

    def _first_that_opens(self, revision: str) -> Listing | None:
        for path in self._lists(revision):
            if (listing := self._read(path)) is not None:
                return listing
        return None

    def _read(self, path: Path) -> Listing | None:
        try:
            content = json.loads(path.read_text("utf-8"))
            if content["format"] != _FORMAT:
                return None
            entries = []
            for name in content["segments"]:
                entry = self._opened(name)
                if entry is None:
                    return None
                entries.append(entry)
            return Listing(content["revision"], tuple(entries), frozenset(content["dead"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _lists(self, revision: str) -> list[Path]:
        """The lists of a revision ("" for any), the newest first."""
        found = self._folder.glob(f"{revision or '*'}-*{_LIST}")
        dated = sorted(((_modified(file), file) for file in found), reverse=True)
        return [file for _, file in dated]


def _new_segments(workspace: Workspace, new: dict[str, str]) -> Iterator[tuple[Segment, Traits]]:
    """Segments of the sources ``new`` (stamp → id), of so many passages each."""
    stamp_of = {identifier: stamp for stamp, identifier in new.items()}
    held: list[tuple[str, str, str]] = []
    traits: list[ChunkTraits] = []
    for chunk, text, own in workspace.library.passages_of(list(stamp_of)):
        stamp = stamp_of[own.source_id]
        if len(held) >= _PART and stamp != held[-1][0]:
            yield build_segment(held), encode(traits)
            held, traits = [], []
        held.append((stamp, chunk, text))
        traits.append(own)
    if held:
        yield build_segment(held), encode(traits)


def _discard(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        _log.info("%s: %s", path, error)  # mapped or open elsewhere: a later clean-up takes it


def _modified(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0  # removed by the writer meanwhile
