"""The walk over a Word body: paragraphs and tables in order, nested ones and text boxes too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.corpus.assembly import Line
from assistant.corpus.docx_fonts import RunText
from assistant.corpus.docx_numbering import Numbering
from assistant.corpus.docx_styles import Style, Styles, font_of, numbering_of, outline_level
from assistant.language.text import nfc

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = f"{_W}txbxContent"
#: Deleted text, field codes, and the copy that AlternateContent keeps for old readers.
_NOT_SHOWN = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", _FALLBACK}
)
#: Elements around paragraphs, rows and cells that add nothing to the text.
_WRAPPERS = frozenset(
    f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
)
_SIGNS = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_W}softHyphen": "\xad",  # in TCVN3 the code of "ư"
}


class BodyReader:
    """Counts paragraphs outside tables, and rows and cells inside them."""

    def __init__(self, styles: Styles, numbering: Numbering, runs: RunText) -> None:
        self._styles = styles
        self._numbering = numbering
        self._runs = runs
        self._paragraph = 0

    def lines(self, container: Any, cell: str | None = None, part: str = "") -> Iterator[Line]:
        for child in container:
            if child.tag == f"{_W}p":
                yield from self._paragraph_lines(child, cell, part)
            elif child.tag == f"{_W}tbl":
                yield from self._table_lines(child, cell, part)
            elif child.tag in _WRAPPERS:
                yield from self.lines(child, cell, part)

    def _paragraph_lines(self, paragraph: Any, cell: str | None, part: str) -> Iterator[Line]:
        self._paragraph += 1
        place = self._paragraph
        properties = paragraph.find(f"{_W}pPr")
        style = self._style(properties)
        boxes: list[Any] = []
        font = style.font or self._styles.default_font
        text = nfc(self._runs.join(self._pieces(paragraph, boxes, font)))
        if text.strip():  # an empty paragraph shows its number, but nothing that it counts
            label = self._label(properties, style)
            text = f"{label} {text.lstrip()}" if label else text
        level = outline_level(properties) or style.level
        for line in text.split("\n"):
            if line.strip():
                yield Line(line.strip(), styled=level, paragraph=place, cell=cell, part=part)
        for box in boxes:
            yield from self.lines(box, cell, part)

    def _style(self, properties: Any) -> Style:
        named = properties.find(f"{_W}pStyle") if properties is not None else None
        if named is None:
            return self._styles.default_paragraph
        return self._styles.get(named.get(f"{_W}val"))

    def _label(self, properties: Any, style: Style) -> str:
        own_list, own_level = numbering_of(properties)
        list_id = style.list_id if own_list is None else own_list
        level = style.list_level if own_level is None else own_level
        return self._numbering.label(list_id, level) if list_id else ""

    def _table_lines(self, table: Any, outer: str | None, part: str) -> Iterator[Line]:
        for row_number, row in enumerate(_children(table, f"{_W}tr"), 1):
            for column, cell in enumerate(_children(row, f"{_W}tc"), 1):
                place = f"{row_number},{column}"
                yield from self.lines(cell, f"{outer}/{place}" if outer else place, part)

    def _pieces(self, element: Any, boxes: list[Any], font: str) -> Iterator[tuple[str, str]]:
        """The runs of a paragraph: text and font."""
        for child in element:
            tag = child.tag
            if tag in _NOT_SHOWN:
                continue
            if tag == f"{_W}r":
                yield "".join(_run_text(child, boxes)), self._font(child) or font
            elif tag == _TEXT_BOX:
                boxes.append(child)
            else:
                yield from self._pieces(child, boxes, font)

    def _font(self, run: Any) -> str:
        properties = run.find(f"{_W}rPr")
        if properties is None:
            return ""
        named = properties.find(f"{_W}rStyle")
        styled = self._styles.get(named.get(f"{_W}val")).font if named is not None else ""
        return font_of(properties) or styled


def _run_text(element: Any, boxes: list[Any]) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _NOT_SHOWN:
            continue
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == _TEXT_BOX:
            boxes.append(child)
        else:
            yield from _run_text(child, boxes)


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Children of a kind, through what may stand around them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)
