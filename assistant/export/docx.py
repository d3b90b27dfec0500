"""A report as a Word file in the form of Decree 30/2020/NĐ-CP.

Which facts come from where: paper, margins and font from secondary sources [S] (paper A4; margins
top and bottom 20–25, left 30–35, right 15–20 mm; Times New Roman, black). Sizes, weights, rules,
indents and the order of blocks are Annex I as generally known [K]; articles 7–9 of the decree say
which parts a document has. Where the rule is a range this module picks one value inside it.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor

from assistant.export import office
from assistant.export.body import (
    END_MARK,
    BodyBlock,
    Paragraph,
    SubHeading,
    fragments,
    parse_body,
    plain,
    with_end_mark,
    without_end_mark,
)
from assistant.export.model import GAP, ReportDocument
from assistant.export.ooxml import (
    add_page_number,
    draw_rule,
    keep_row_whole,
    set_fonts,
    set_language,
    shape_table,
)
from assistant.export.output import check_target, save
from assistant.export.tables import add_table

__all__ = ["ReportDocument", "export_report"]

PAGE = (Mm(210), Mm(297))
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)
TEXT_WIDTH = Length(PAGE[0] - LEFT - RIGHT)
ISSUER_WIDTH = Mm(66)
NATION_WIDTH = Length(TEXT_WIDTH - ISSUER_WIDTH)
BODY_SIZE = Pt(14)
FIRST_LINE = Mm(12.7)
AFTER_PARAGRAPH = Pt(6)
LINE_SPACING = 1.15
_SHORT_LEAD = 200  # characters of a line that only announces what follows
MOTTO_WIDTH = Mm(60.4)  # "Độc lập - Tự do - Hạnh phúc" in Times New Roman bold 14
RULE_SHARE = 0.42  # of the line above; the rule is 1/3 to 1/2 of it [K]

CENTER = WD_ALIGN_PARAGRAPH.CENTER
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY
LEFT_ALIGNED = WD_ALIGN_PARAGRAPH.LEFT


def export_report(document: ReportDocument, path: Path) -> None:
    """Write ``document`` to ``path`` (.docx). The same document gives the same bytes.

    Places still to be filled in ("[…]", "[số hộ]", dotted leaders) are highlighted in yellow, so
    that nobody signs them.

    Raises:
        UserError: the path cannot be written to.
    """
    check_target(path)
    save(_build(document), path)


def plain_document(text: str, title: str) -> Any:
    """A python-docx document of ``text`` alone, in the font and page of a report."""
    document = Document()
    _set_up_styles(document)
    _set_up_page(document)
    document.core_properties.title = title
    document.core_properties.author = document.core_properties.comments = ""
    _add_blocks(document, parse_body(text), level=0)
    return document


def _build(report: ReportDocument) -> Any:
    document = Document()
    _set_up_styles(document)
    _set_up_page(document)
    _set_properties(document, report)
    _add_heading_block(document, report)
    _add_title(document, report)
    _add_addressee(document, report)
    _add_body(document, report)
    _add_signature_block(document, report)
    return document


# --- The file ------------------------------------------------------------------------------------


def _set_up_styles(document: Any) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for properties in defaults.iter(qn("w:rPr")):
        set_fonts(properties)
        set_language(properties)
    settings = document.settings.element
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "vi-VN")
        language.attrib.pop(qn("w:eastAsia"), None)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word opens it in compatibility mode
    normal = document.styles["Normal"]
    set_fonts(normal.element.get_or_add_rPr())
    normal.font.size = BODY_SIZE
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.widow_control = True

    body = document.styles["Body Text"]
    body.paragraph_format.alignment = JUSTIFY
    body.paragraph_format.first_line_indent = FIRST_LINE
    body.paragraph_format.space_after = AFTER_PARAGRAPH
    body.paragraph_format.line_spacing = LINE_SPACING

    for level in (1, 2, 3, 4):
        style = document.styles[f"Heading {level}"]
        set_fonts(style.element.get_or_add_rPr())
        style.font.size = BODY_SIZE
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.bold = level <= 3
        style.font.italic = level >= 3
        form = style.paragraph_format
        form.alignment = JUSTIFY
        form.first_line_indent = FIRST_LINE
        form.space_before = Pt(0)
        form.space_after = AFTER_PARAGRAPH
        form.line_spacing = LINE_SPACING
        form.keep_with_next = True

    document.styles["Header"].font.size = BODY_SIZE


def _set_up_page(document: Any) -> None:
    """A4 upright; the page's number centred in the top margin from the second page on [K]."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = PAGE
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.gutter = Mm(0)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.first_page_footer.is_linked_to_previous = False
    section.footer.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    add_page_number(number)


def _set_properties(document: Any, report: ReportDocument) -> None:
    properties = document.core_properties
    author = office.office_name(report.profile)
    properties.title = f"{report.kind.capitalize()}: {plain(report.title) or GAP}"
    properties.author = properties.last_modified_by = author
    properties.language = "vi-VN"
    properties.comments = properties.keywords = properties.subject = ""
    # The day of the document, not of the computer: the same report is the same file.
    day = report.date or datetime.date(2020, 3, 5)
    properties.created = properties.modified = datetime.datetime(day.year, day.month, day.day)
    properties.revision = 1


# --- Blocks ---------------------------------------------------------------------------------------


def write(paragraph: Any, text: str, *, bold: bool = False, italic: bool = False,
          size: Length | None = None) -> Any:  # fmt: skip
    """Put ``text`` into ``paragraph``, its emphasis as runs and its gaps in yellow."""
    for fragment in fragments(text, bold=bold, italic=italic):
        run = paragraph.add_run(fragment.text)
        run.bold = fragment.bold or None
        run.italic = fragment.italic or None
        run.font.size = size
        if fragment.gap:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return paragraph


def _line_width(text: str, size: Length) -> Length:
    """About how long ``text`` is in bold Times New Roman (within a tenth; Word measures it)."""
    ems = sum(
        0.25 if character in " .,;:'|" else 0.70 if character.isupper() else 0.48
        for character in text
    )
    return Length(int(ems * size))


def _add_heading_block(document: Any, report: ReportDocument) -> None:
    """Issuer left, quốc hiệu and tiêu ngữ right; under them number left, place and date right."""
    table = document.add_table(rows=2, cols=2)
    shape_table(table, [ISSUER_WIDTH, NATION_WIDTH], borders=False, padding=Length(0))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    issuer, nation = table.rows[0].cells
    committee, commune = office.issuer_lines(report.profile)
    _cell_lines(issuer, [(committee, Pt(13)), (commune, Pt(13))])
    shorter = min(_line_width(committee, Pt(13)), ISSUER_WIDTH)
    draw_rule(issuer.add_paragraph(), ISSUER_WIDTH, Length(int(shorter * RULE_SHARE)))
    _cell_lines(
        nation,
        [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Pt(13)), ("Độc lập - Tự do - Hạnh phúc", Pt(14))],
    )
    draw_rule(nation.add_paragraph(), NATION_WIDTH, MOTTO_WIDTH)

    number, dated = table.rows[1].cells
    for cell, text, italic in (
        (number, office.number_line(report), False),
        (dated, office.date_line(office.place_name(report), report.date), True),
    ):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = CENTER
        paragraph.paragraph_format.space_before = Pt(6)
        write(paragraph, text, italic=italic, size=Pt(14) if italic else Pt(13))


def _cell_lines(cell: Any, lines: list[tuple[str, Length]]) -> None:
    paragraph = cell.paragraphs[0]
    for index, (text, size) in enumerate(lines):
        if index:
            paragraph = cell.add_paragraph()
        paragraph.alignment = CENTER
        write(paragraph, text, bold=True, size=size)


def _add_title(document: Any, report: ReportDocument) -> None:
    kind = document.add_paragraph()
    kind.alignment = CENTER
    kind.paragraph_format.space_before = Pt(18)
    kind.paragraph_format.keep_with_next = True
    write(kind, report.kind.upper(), bold=True)
    title = document.add_paragraph()
    title.alignment = CENTER
    title.paragraph_format.keep_with_next = True
    text = report.title.rstrip(" .") or GAP
    write(title, text, bold=True)
    shorter = min(_line_width(plain(text), BODY_SIZE), TEXT_WIDTH)
    rule = document.add_paragraph()
    draw_rule(rule, TEXT_WIDTH, Length(int(shorter * RULE_SHARE)))
    rule.paragraph_format.space_after = Pt(12)


def _add_addressee(document: Any, report: ReportDocument) -> None:
    """ "Kính gửi: X." in one line; several stand below it, one a line [K]."""
    names = [name.strip().rstrip(".;") for name in report.addressee if name.strip()]
    if not names:
        return
    if len(names) == 1:
        lines = [f"Kính gửi: {names[0]}."]
    else:
        lines = ["Kính gửi:", *(f"- {name};" for name in names[:-1]), f"- {names[-1]}."]
    for index, line in enumerate(lines):
        paragraph = document.add_paragraph()
        form = paragraph.paragraph_format
        if len(names) == 1:
            paragraph.alignment = CENTER
        else:
            form.left_indent = Mm(40) if index else Mm(20)
        form.space_after = Pt(12) if index == len(lines) - 1 else Pt(0)
        write(paragraph, line)


def _add_body(document: Any, report: ReportDocument) -> None:
    """Preamble, sections and closing; the last line, and no other, ends in "./."."""
    start = len(document.paragraphs)
    _add_blocks(document, _grounds(parse_body(without_end_mark(report.preamble))), level=0)
    for section in report.sections:
        _add_heading(document, f"{section.number} {section.heading}".strip(), section.level)
        _add_blocks(document, parse_body(without_end_mark(section.body)), section.level)
    blocks = parse_body(without_end_mark(report.closing))
    _add_blocks(document, blocks, level=0)
    _end(document, document.paragraphs[start:])


def _grounds(blocks: tuple[BodyBlock, ...]) -> tuple[BodyBlock, ...]:
    """Grounds in italics, each ending ";", the last "." [K]."""
    grounds = [
        index
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.text.startswith("Căn cứ ")
    ]
    result = list(blocks)
    for index in grounds:
        block = blocks[index]
        assert isinstance(block, Paragraph)
        ending = "." if index == grounds[-1] else ";"
        result[index] = replace(block, text=f"*{plain(block.text).rstrip(' .;,')}{ending}*")
    return tuple(result)


def _add_blocks(document: Any, blocks: tuple[BodyBlock, ...], level: int) -> None:
    for block in blocks:
        if isinstance(block, SubHeading):
            _add_heading(document, block.text, level + 1)
        elif isinstance(block, Paragraph):
            paragraph = document.add_paragraph(style="Body Text")
            write(paragraph, f"{block.bullet} {block.text}" if block.bullet else block.text)
            # What announces a list or a table stays on its page; a long paragraph may be cut, for
            # kept whole it would leave much of the page before it blank.
            announces = block.text.endswith(":") and len(block.text) <= _SHORT_LEAD
            paragraph.paragraph_format.keep_with_next = announces or None
        else:
            add_table(document, block, TEXT_WIDTH, write)


def _add_heading(document: Any, text: str, level: int) -> None:
    paragraph = document.add_paragraph(style=f"Heading {min(max(level, 1), 4)}")
    if text.casefold().startswith(("phần ", "chương ")):
        paragraph.alignment = CENTER
        paragraph.paragraph_format.first_line_indent = Length(0)
    write(paragraph, text.rstrip())


def _end(document: Any, paragraphs: list[Any]) -> None:
    body = document.element.body
    last = body[-2] if body[-1].tag == qn("w:sectPr") else body[-1]
    ends_in_text = bool(paragraphs) and paragraphs[-1]._p is last and paragraphs[-1].runs
    if ends_in_text and paragraphs[-1].style.name == "Body Text":
        closing = paragraphs[-1]
        run = closing.runs[-1]
        if run.font.highlight_color is None:
            run.text = with_end_mark(run.text)
        else:
            closing.add_run(END_MARK)
    else:
        closing = document.add_paragraph(END_MARK, style="Body Text")
    # Two lines of text at least go over to the page of the signature.
    closing.paragraph_format.keep_with_next = True


def _add_signature_block(document: Any, report: ReportDocument) -> None:
    """ "Nơi nhận" left, the signature right, on one page [K]."""
    table = document.add_table(rows=1, cols=2)
    left = Mm(78)
    shape_table(table, [left, Length(TEXT_WIDTH - left)], borders=False, padding=Length(0))
    keep_row_whole(table.rows[0])
    recipients, signature = table.rows[0].cells

    first = recipients.paragraphs[0]
    first.paragraph_format.space_before = Pt(6)
    write(first, "Nơi nhận:", bold=True, italic=True, size=Pt(12))
    for line in office.recipient_lines(report):
        paragraph = recipients.add_paragraph()
        paragraph.alignment = LEFT_ALIGNED
        write(paragraph, line, size=Pt(11))

    for index, line in enumerate(office.signature_titles(report.profile)):
        paragraph = signature.add_paragraph() if index else signature.paragraphs[0]
        paragraph.alignment = CENTER
        paragraph.paragraph_format.space_before = Pt(0 if index else 6)
        write(paragraph, line, bold=True)
    name = signature.add_paragraph()
    name.alignment = CENTER
    name.paragraph_format.space_before = Pt(80)  # room for the signature and the seal
    write(name, report.profile.signer_name or "[họ và tên người ký]", bold=True)
    for cell in (recipients, signature):
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_together = True
