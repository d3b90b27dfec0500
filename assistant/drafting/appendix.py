"""An appendix of the superior's outline: its table as it is to be filled, cells left open."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import DraftSentence, Evidence, SourceKind
from assistant.drafting.composer import Composition
from assistant.drafting.layout import Paragraph
from assistant.drafting.outlines import Outline, Section


def appendix(section: Section, outline: Outline) -> Composition:
    """The table of ``section``; a gap says how many of its cells are still empty."""
    evidence = Evidence(
        f"outline:{section.key}",
        f"Biểu “{section.heading}” theo đề cương của cấp trên.",
        SourceKind.DERIVED,
        None,
        outline.source,
    )
    paragraphs = [Paragraph(heading=table_text(section.table))]
    empty = sum(1 for row in section.table[1:] for cell in row if not cell.strip())
    if empty:
        gap = f"[Biểu này còn {empty} ô chưa có số liệu; đề nghị bổ sung.]"
        paragraphs.append(Paragraph((DraftSentence(gap, (evidence.id,)),)))
    return Composition(tuple(paragraphs), (evidence,), ())


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a table of Markdown, which the exporter writes as one of Word."""
    lines = [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
    lines.insert(1, f"|{'---|' * len(rows[0])}")
    return "\n".join(lines)
