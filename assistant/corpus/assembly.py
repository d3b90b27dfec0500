"""Lines with a place, put together into a document whose blocks know their offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.corpus.headings import heading_levels
from assistant.domain import Block, LoadedDocument


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
        position = end + 1
    return LoadedDocument(name, file_format, "\n".join(line.text for line in lines), tuple(blocks))
