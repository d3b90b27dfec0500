"""Two people's edits of the same notes brought together, line by line; nothing is dropped."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher


@dataclass(slots=True)
class _Edit:
    """What one side did: for each line of the base what stands there now (None: taken out), and
    the lines put in before it; the last entry of ``before`` is what was added at the end."""

    lines: list[str | None]
    before: list[list[str]] = field(default_factory=list)


def merge_lines(base: str, mine: str, theirs: str) -> str:
    """``theirs`` with what ``mine`` changed since ``base``.

    A line that both changed stands twice, theirs first; a line that one changed and the other took
    out stays as changed. The same change on both sides is made once, so that merging again what
    was merged changes nothing.
    """
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    old = base.splitlines()
    ours, others = _edit(old, mine.splitlines()), _edit(old, theirs.splitlines())
    merged: list[str] = []
    for place in range(len(old) + 1):
        merged += others.before[place]
        merged += [line for line in ours.before[place] if line not in others.before[place]]
        if place < len(old):
            merged += _line(old[place], ours.lines[place], others.lines[place])
    return "\n".join(merged)


def _line(was: str, mine: str | None, theirs: str | None) -> list[str]:
    if mine in (was, theirs):
        kept = [theirs]
    elif theirs == was:
        kept = [mine]
    else:
        kept = [theirs, mine]
    return [line for line in kept if line is not None]


def _edit(old: list[str], new: list[str]) -> _Edit:
    edit = _Edit(list(old), [[] for _ in range(len(old) + 1)])
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        paired = min(i2 - i1, j2 - j1)
        for step in range(paired):
            edit.lines[i1 + step] = new[j1 + step]
        for place in range(i1 + paired, i2):
            edit.lines[place] = None
        edit.before[i2] += new[j1 + paired : j2]
    return edit
