"""What the library says of itself and of what it has done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

#: Told what is being done, one Vietnamese line at a time.
Progress = Callable[[str], None]


def silent(_message: str) -> None:
    """The progress of someone who does not listen."""


@dataclass(frozen=True, slots=True)
class IngestedFile:
    path: str
    kind: str
    chunks: int
    title: str
    office: str | None
    period: str | None


@dataclass(frozen=True, slots=True)
class SkippedFile:
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """``unchanged`` files were in the library before, with the same content."""

    read: tuple[IngestedFile, ...] = ()
    unchanged: tuple[str, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """``embedded`` of ``chunks`` passages have a vector of ``model``.

    ``indexed`` says that the lexical index covers every passage; ``writer`` that this process
    holds the lock of the folder.
    """

    sources: int
    chunks: int
    embedded: int
    model: str
    model_ready: bool
    indexed: bool
    writer: bool
