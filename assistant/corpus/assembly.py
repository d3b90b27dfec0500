"""Lines with a place, put together into a document whose blocks know their offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.corpus.headings import heading_levels
from assistant.domain import Block, Doubt, LoadedDocument, Span


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of an extracted text. ``styled`` is its heading level by style, 0 for none."""

    text: str
    styled: int = 0
    page: int | None = None
    paragraph: int | None = None
    cell: str | None = None
    part: str = ""
    confidence: float | None = None
    doubts: tuple[Doubt, ...] = ()  # with offsets into ``text``


def assemble(name: str, file_format: str, lines: Sequence[Line]) -> LoadedDocument:
    """The lines joined by line ends; cells of a table, notes and running heads are no headings."""
    free = [i for i, line in enumerate(lines) if line.cell is None and not line.part]
    levels = dict(
        zip(
            free,
            heading_levels([lines[i].text for i in free], [lines[i].styled for i in free]),
            strict=True,
        )
    )
    blocks = []
    doubts = []
    position = 0
    for index, line in enumerate(lines):
        end = position + len(line.text)
        blocks.append(
            Block(
                position,
                end,
                level=levels.get(index, 0),
                page=line.page,
                paragraph=line.paragraph,
                cell=line.cell,
                part=line.part,
                confidence=line.confidence,
            )
        )
        doubts += [
            Doubt(Span(position + doubt.span.start, position + doubt.span.end), doubt.kind)
            for doubt in line.doubts
        ]
        position = end + 1
    text = "\n".join(line.text for line in lines)
    return LoadedDocument(name, file_format, text, tuple(blocks), tuple(doubts))
