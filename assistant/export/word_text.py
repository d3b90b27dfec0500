"""The characters of a Word file's main text and the runs that hold them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from assistant.export.ooxml import element

_PARAGRAPH, _RUN, _TEXT = qn("w:p"), qn("w:r"), qn("w:t")
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_UNSEEN = {
    qn("w:del"),
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Piece:
    """A run and the half-open stretch of the text that it holds."""

    run: Any
    start: int
    end: int


class WordText:
    """The main text of a python-docx document: paragraphs in reading order, cells included.

    ``text`` has a line break after each paragraph. Deleted text (tracked changes) is no part of
    it; inserted text is.
    """

    def __init__(self, document: Any) -> None:
        self.pieces: list[Piece] = []
        parts: list[str] = []
        offset = 0
        for paragraph in _paragraphs(document.element.body):
            for run in _runs(paragraph):
                text = run_text(run)
                if text:
                    self.pieces.append(Piece(run, offset, offset + len(text)))
                    parts.append(text)
                    offset += len(text)
            parts.append("\n")
            offset += 1
        self.text = "".join(parts)

    def cut(self, offsets: set[int]) -> None:
        """Split runs so that each offset is an edge; both halves keep the run's formatting."""
        ordered = sorted(offsets)
        result: list[Piece] = []
        index = 0
        for piece in self.pieces:
            while index < len(ordered) and ordered[index] <= piece.start:
                index += 1
            while index < len(ordered) and ordered[index] < piece.end:
                at = ordered[index]
                rest = _split(piece.run, at - piece.start)
                result.append(Piece(piece.run, piece.start, at))
                piece = Piece(rest, at, piece.end)
                index += 1
            result.append(piece)
        self.pieces = result

    def runs(self, start: int, end: int) -> list[Any]:
        """The runs wholly inside ``start:end``, in order."""
        return [p.run for p in self.pieces if start <= p.start and p.end <= end]


def run_text(run: Any) -> str:
    return "".join(_child_text(child) for child in run)


def set_run_text(run: Any, text: str) -> None:
    """Put ``text`` in the place of all that ``run`` shows; its formatting stays."""
    for child in list(run):
        if child.tag == _TEXT or child.tag in _SIGNS:
            run.remove(child)
    if text:
        shown = element("w:t")
        shown.text = text
        shown.set(_SPACE, "preserve")
        run.append(shown)


def _child_text(child: Any) -> str:
    if child.tag == _TEXT:
        return child.text or ""
    return _SIGNS.get(child.tag, "")


def _paragraphs(parent: Any) -> Iterator[Any]:
    """Every paragraph below ``parent``, the paragraphs of a text box after the one it hangs on."""
    for child in parent:
        if child.tag in _UNSEEN:
            continue
        if child.tag == _PARAGRAPH:
            yield child
        yield from _paragraphs(child)


def _runs(parent: Any) -> Iterator[Any]:
    """The runs of one paragraph, in links, insertions and content controls too."""
    for child in parent:
        if child.tag == _RUN:
            yield child
        elif child.tag not in _UNSEEN and child.tag != _PARAGRAPH:
            yield from _runs(child)


def _split(run: Any, at: int) -> Any:
    """Leave the first ``at`` characters in ``run``; return the new run after it with the rest."""
    rest = element("w:r")
    for name, value in run.attrib.items():
        rest.set(name, value)
    if run.rPr is not None:
        rest.append(deepcopy(run.rPr))
    position = 0
    for child in list(run):
        length = len(_child_text(child))
        if child.tag == qn("w:rPr"):
            continue
        if position >= at:
            rest.append(child)
        elif position + length > at:
            text = child.text
            tail = element("w:t")
            tail.text = text[at - position :]
            child.text = text[: at - position]
            for part in (child, tail):
                part.set(_SPACE, "preserve")
            rest.append(tail)
        position += length
    run.addnext(rest)
    return rest
