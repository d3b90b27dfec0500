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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.segment import (
    Segment,
    build_segment,
    merge_segments,
    open_segment,
    save_segment,
)
from assistant.workspace import Workspace

_log = logging.getLogger(__name__)
_LIST = ".list.json"
_FORMAT = 2
#: Passages that are read and counted at once; bounds the memory of a first indexing.
_PART = 8_000
#: A segment is joined with the next when it is not this many times larger: few segments, and
#: each passage is joined only a few times however many files come one by one.
_RATIO = 3
#: Share of passages gone from which a segment is written anew without them.
_MOSTLY_GONE = 0.3


@dataclass(frozen=True, slots=True)
class _Entry:
    """A segment on disk."""

    name: str
    segment: Segment

    def gone(self, dead: frozenset[str]) -> float:
        """The share of its passages that are no longer part of the library."""
        return 1 - float(self.segment.alive(dead).mean()) if len(self.segment) else 1.0


@dataclass(frozen=True, slots=True)
class _Listing:
    """An index as of a revision of the workspace: its segments, and the groups that are gone."""

    revision: str
    entries: tuple[_Entry, ...]
    dead: frozenset[str]

    def index(self) -> LexicalIndex:
        return LexicalIndex(self.revision, [entry.segment for entry in self.entries], self.dead)


class LexicalShelf:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, revision: str) -> bool:
        return bool(self._lists(revision))

    @property
    def damaged(self) -> bool:
        """Whether there is an index of which nothing can be opened."""
        return bool(self._lists("")) and self._first_that_opens("") is None

    def open(self, revision: str) -> LexicalIndex | None:
        """The index of a revision, None when it is not there or damaged."""
        listing = self._first_that_opens(revision)
        return listing.index() if listing else None

    def newest(self) -> LexicalIndex | None:
        """Whatever can be opened, the latest first: for who may not build and cannot wait."""
        return self.open("")

    def update(self, workspace: Workspace) -> LexicalIndex:
        """Index the files that are new and leave out those that are gone.

        Only for the holder of the lock. The work is that of the new files, whatever the size of
        the library; a damaged index is built anew.
        """
        listing = self._first_that_opens("")
        return self._bring_up_to_date(workspace, listing or _Listing("", (), frozenset()))

    def build(self, workspace: Workspace) -> LexicalIndex:
        """Index every passage anew. Only for the holder of the lock."""
        return self._bring_up_to_date(workspace, _Listing("", (), frozenset()))

    def _bring_up_to_date(self, workspace: Workspace, old: _Listing) -> LexicalIndex:
        revision, wanted = workspace.library.source_stamps()
        listed = {g.key for entry in old.entries for g in entry.segment.groups} - old.dead
        dead = frozenset(
            g.key for e in old.entries for g in e.segment.groups if g.key not in wanted
        )
        entries = list(old.entries)
        for segment in _new_segments(workspace, {k: wanted[k] for k in wanted.keys() - listed}):
            entries.append(self._keep(segment))
            while len(entries) > 1 and len(entries[-2].segment) < _RATIO * len(entries[-1].segment):
                entries[-2:] = [self._join(entries[-2:], dead)]
        entries = [
            self._join([entry], dead) if entry.gone(dead) > _MOSTLY_GONE else entry
            for entry in entries
            if entry.gone(dead) < 1
        ]
        held = {group.key for entry in entries for group in entry.segment.groups}
        listing = _Listing(revision, tuple(entries), dead & held)
        self._publish(listing)
        return listing.index()

    def _join(self, entries: list[_Entry], dead: frozenset[str]) -> _Entry:
        return self._keep(merge_segments([entry.segment for entry in entries], dead))

    def _keep(self, segment: Segment) -> _Entry:
        name = uuid.uuid4().hex[:12]
        save_segment(segment, self._folder / name)
        # Mapped, not held: a first indexing must not grow with the library.
        return _Entry(name, open_segment(self._folder / name) or segment)

    def _publish(self, listing: _Listing) -> None:
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

    def _first_that_opens(self, revision: str) -> _Listing | None:
        for path in self._lists(revision):
            if (listing := self._read(path)) is not None:
                return listing
        return None

    def _read(self, path: Path) -> _Listing | None:
        try:
            content = json.loads(path.read_text("utf-8"))
            if content["format"] != _FORMAT:
                return None
            entries = []
            for name in content["segments"]:
                segment = open_segment(self._folder / name)
                if segment is None:
                    return None
                entries.append(_Entry(name, segment))
            return _Listing(content["revision"], tuple(entries), frozenset(content["dead"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _lists(self, revision: str) -> list[Path]:
        """The lists of a revision ("" for any), the newest first."""
        found = self._folder.glob(f"{revision or '*'}-*{_LIST}")
        dated = sorted(((_modified(file), file) for file in found), reverse=True)
        return [file for _, file in dated]


def _new_segments(workspace: Workspace, new: dict[str, str]) -> Iterator[Segment]:
    """Segments of the sources ``new`` (stamp → id), of so many passages each."""
    stamp_of = {identifier: stamp for stamp, identifier in new.items()}
    held: list[tuple[str, str, str]] = []
    for source, chunk, text in workspace.library.texts_of(list(stamp_of)):
        if len(held) >= _PART and stamp_of[source] != held[-1][0]:
            yield build_segment(held)
            held = []
        held.append((stamp_of[source], chunk, text))
    if held:
        yield build_segment(held)


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
