"""Going back through the versions of a section."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.workspace import VersionRecord


def version_before(versions: Sequence[VersionRecord]) -> VersionRecord | None:
    """The version that undoing goes back to; ``versions`` are the newest first.

    Undoing appends versions too: one that brings back what stood before the last takes it away.
    What a person chose from the list and brought back is a step of its own, to be undone itself.
    """
    standing: list[VersionRecord] = []
    for version in reversed(versions):
        if version.origin == "conflict" or (standing and standing[-1].text == version.text):
            continue
        if len(standing) > 1 and version.origin == "undo" and standing[-2].text == version.text:
            standing.pop()
        else:
            standing.append(version)
    return standing[-2] if len(standing) > 1 else None
