"""What was added and what was removed between two texts, syllable by syllable; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Change(StrEnum):
    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    change: Change
    text: str

    @property
    def words(self) -> int:
        return len(re.findall(r"\w+", self.text))


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in order: kept and removed ones together are ``old``, kept and
    added ones ``new``, character for character.

    Paragraphs are compared first and syllables only inside those that differ, so that a long
    section costs no more than what was changed in it.
    """
    pieces: list[Piece] = []
    for same, before, after in _runs(old.splitlines(True), new.splitlines(True)):
        if same:
            pieces.append(Piece(Change.KEPT, "".join(before)))
        else:
            pieces += _syllables("".join(before), "".join(after))
    return tuple(_joined(pieces))


def _syllables(old: str, new: str) -> list[Piece]:
    pieces: list[Piece] = []
    removed = added = ""
    for same, before, after in _runs(_TOKEN.findall(old), _TOKEN.findall(new)):
        text = "".join(before)
        # A space alone between two changes is no news: what stands around it reads as one.
        if same and (text.strip() or not (removed or added)):
            pieces += [Piece(Change.REMOVED, removed), Piece(Change.ADDED, added)]
            pieces.append(Piece(Change.KEPT, text))
            removed = added = ""
        else:
            removed += text
            added += "".join(after)
    return [*pieces, Piece(Change.REMOVED, removed), Piece(Change.ADDED, added)]


def _runs(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield tag == "equal", old[i1:i2], new[j1:j2]


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if last is not None and last.change is piece.change:
            last = Piece(last.change, last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
