"""The few pieces of WordprocessingML that python-docx has no words for."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt

FONT = "Times New Roman"
LANGUAGE = "vi-VN"

# Order in which the schema wants these children; Word refuses some files that break it.
_AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd",
    "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap",
    "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def element(tag: str, **attributes: str) -> Any:
    """``<tag>`` with attributes in the same namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def set_fonts(run_properties: Any) -> None:
    """Times New Roman for every script, so that Word never switches fonts inside a word."""
    old = run_properties.find(qn("w:rFonts"))
    if old is not None:
        run_properties.remove(old)
    run_properties.insert(0, element("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT))


def set_language(run_properties: Any) -> None:
    old = run_properties.find(qn("w:lang"))
    if old is not None:
        run_properties.remove(old)
    run_properties.append(element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"))


def draw_rule(paragraph: Any, line: Length, width: Length) -> None:
    """Make an empty paragraph a solid rule, ``width`` long, centred in a ``line`` of text."""
    side = max(0, (line - width) // 2)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Length(side)
    form.first_line_indent = Length(0)
    form.space_before, form.space_after = Pt(2), Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(4)
    borders = element("w:pBdr")
    borders.append(element("w:top", val="single", sz="6", space="1", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def add_page_number(paragraph: Any) -> None:
    """A PAGE field. ``1`` is what shows until Word counts the pages."""
    for part in (
        element("w:fldChar", fldCharType="begin"),
        " PAGE ",
        element("w:fldChar", fldCharType="separate"),
        "1",
        element("w:fldChar", fldCharType="end"),
    ):
        run = paragraph.add_run()
        if part == "1":
            run.text = part
        elif isinstance(part, str):
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = part
            run._r.append(instruction)
        else:
            run._r.append(part)


def shape_table(table: Any, widths: list[Length], *, borders: bool, padding: Length) -> None:
    """Fixed column widths, borders or none, and the same padding left and right of each cell."""
    table.autofit = False
    properties = table._tbl.tblPr
    for tag in ("w:tblStyle", "w:tblW", "w:tblBorders", "w:tblCellMar", "w:tblLook"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    properties.insert(0, element("w:tblW", w=str(sum(widths) // 635), type="dxa"))
    kind = "single" if borders else "none"
    frame = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        frame.append(element(f"w:{side}", val=kind, sz="4", space="0", color="000000"))
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=str(padding // 635), type="dxa"))
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(frame)
    layout.addnext(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def repeat_as_header(row: Any) -> None:
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def keep_row_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().insert(0, element("w:cantSplit"))
