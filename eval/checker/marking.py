"""Inline marks: a report whose errors and traps are annotated inside its own text.

A mark is ``⟦head|written⟧`` or ``⟦head|written→right⟧``. ``written`` belongs to the text as the
clerk wrote it, ``right`` to the corrected text (the same as ``written`` where no arrow stands).
Heads:

``NUM003``           an error that the rule NUM003 is to find;
``NUM002/REF010``    an error that either rule may name; it is scored under the first;
``REF011#1``         one member of an error with several places: marks of the same code and number
                     are one error, and finding any member counts;
``ok NUM003``        a trap: looks like an error of NUM003, is right, and must stay silent
                     (codes may be left out);
``? STR002``         a place that may be reported or not: neither counts;
``+``                text that stands in the corrected text alone.

So spans survive every edit of the file. Marks do not nest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.domain import Span

_MARK: Final = re.compile(r"⟦([^|⟦⟧]*)\|([^⟦⟧]*)⟧")
_CODE: Final = re.compile(r"[A-Z]{3}\d{3}")
_ERROR_HEAD: Final = re.compile(r"([A-Z]{3}\d{3}(?:/[A-Z]{3}\d{3})*)(?:#(\d+))?")
_QUIET_HEAD: Final = re.compile(r"(ok|\?)((?: [A-Z]{3}\d{3})*)")


@dataclass(frozen=True, slots=True)
class Gold:
    """An error to find.

    Attributes:
        code: the rule that it is scored under.
        accepted: the codes that may name it, ``code`` first.
        spans: its places; a diagnostic on any of them finds it.
    """

    code: str
    accepted: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Quiet:
    """A place with nothing to find; ``codes`` are the rules that it tempts, perhaps none."""

    span: Span
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as written, the same text corrected, and what is marked in the first."""

    text: str
    right: str
    gold: tuple[Gold, ...]
    traps: tuple[Quiet, ...]
    open_places: tuple[Quiet, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    head: str
    written: str
    right: str


def read_marks(marked: str) -> Marked:
    """Takes the marks out of a text.

    Raises:
        ValueError: a mark is malformed; the message names it.
    """
    written: list[str] = []
    right: list[str] = []
    places: dict[tuple[str, str], list[Span]] = {}
    traps: list[Quiet] = []
    open_places: list[Quiet] = []
    length = 0
    for part in _parts(marked):
        if isinstance(part, str):
            written.append(part)
            right.append(part)
            length += len(part)
            continue
        right.append(part.right)
        if part.head == "+":
            continue
        written.append(part.written)
        span = Span(length, length + len(part.written))
        length = span.end
        if quiet := _QUIET_HEAD.fullmatch(part.head):
            kept = traps if quiet[1] == "ok" else open_places
            kept.append(Quiet(span, tuple(_CODE.findall(quiet[2]))))
        elif error := _ERROR_HEAD.fullmatch(part.head):
            alone = f"@{span.start}"
            places.setdefault((error[1], error[2] or alone), []).append(span)
        else:
            raise ValueError(f"unknown head of a mark: {part.head!r}")
        if not part.written:
            raise ValueError(f"a mark over nothing: {part.head!r} before {part.right!r}")
    return Marked(
        text="".join(written),
        right=_tidy("".join(right)),
        gold=tuple(_gold(codes, spans) for (codes, _), spans in places.items()),
        traps=tuple(traps),
        open_places=tuple(open_places),
    )


def _tidy(text: str) -> str:
    """Closes the gaps that removed words leave: doubled spaces, list items of nothing."""
    text = re.sub(r"^[-+] *[.;]?\n", "", text, flags=re.M)
    text = re.sub(r"(?<=\S) {2,}(?=\S)", " ", text)
    return re.sub(r"^ (?=\S)| +$", "", text, flags=re.M)


def _gold(codes: str, spans: list[Span]) -> Gold:
    accepted = tuple(codes.split("/"))
    return Gold(accepted[0], accepted, tuple(spans))


def _parts(marked: str) -> Iterator[str | _Mark]:
    end = 0
    for match in _MARK.finditer(marked):
        yield _plain(marked[end : match.start()])
        head, body = match.groups()
        written, arrow, right = body.partition("→")
        yield _Mark(head, written, right if arrow else written)
        end = match.end()
    yield _plain(marked[end:])


def _plain(text: str) -> str:
    if found := re.search("[⟦⟧]", text):
        raise ValueError(f"a stray mark: {text[max(0, found.start() - 40) : found.end() + 40]!r}")
    return text
