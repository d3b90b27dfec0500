"""Word files: order, tables, styles, and what Word hides in its XML."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from assistant.corpus.docx_files import load_docx
from assistant.corpus.docx_numbering import Numbering
from assistant.domain import LoadedDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def load(build: Callable[[Document], None]) -> LoadedDocument:
    document = Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return load_docx("a.docx", out.getvalue())


def lines(document: LoadedDocument) -> list[tuple[str, int, str | None]]:
    return [(document.text[b.start : b.end], b.level, b.cell) for b in document.blocks]


def test_paragraphs_and_tables_in_document_order() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("Trước bảng")
        table = document.add_table(rows=2, cols=2)
        for row, texts in zip(table.rows, (("Thôn", "Hộ"), ("Đồi", "120")), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        inner = table.cell(1, 1).add_table(rows=1, cols=1)
        inner.cell(0, 0).text = "bảng trong"
        document.add_paragraph("Sau bảng")

    assert lines(load(build)) == [
        ("Trước bảng", 0, None),
        ("Thôn", 0, "1,1"),
        ("Hộ", 0, "1,2"),
        ("Đồi", 0, "2,1"),
        ("120", 0, "2,2"),
        ("bảng trong", 0, "2,2/1,1"),
        ("Sau bảng", 0, None),
    ]


def test_merged_cells_are_read_once() -> None:
    def build(document: Document) -> None:
        table = document.add_table(rows=1, cols=3)
        table.cell(0, 0).merge(table.cell(0, 2)).text = "Tổng"

    assert [text for text, _, _ in lines(load(build))] == ["Tổng"]


def test_headings_by_style_and_by_number() -> None:
    def build(document: Document) -> None:
        document.add_heading("Tình hình", 1)
        document.add_paragraph("I. Kết quả")
        document.add_paragraph("1. Tuyên truyền")
        document.add_paragraph("Trong quý, xã tổ chức 05 buổi.")

    assert [level for _, level, _ in lines(load(build))] == [1, 2, 3, 0]


def test_what_is_shown_is_read_and_what_is_deleted_is_not() -> None:
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    inserted = f'<w:ins w:id="1" w:author="a">{run.format("thêm ")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="a"><w:r><w:delText>bỏ</w:delText></w:r></w:del>'
    link = f'<w:hyperlink w:anchor="x">{run.format("liên kết")}</w:hyperlink>'
    control = (
        f"<w:sdt><w:sdtContent><w:p>{run.format('trong điều khiển')}</w:p></w:sdtContent></w:sdt>"
    )

    def build(document: Document) -> None:
        body = document.element.body
        body.insert(0, parse_xml(control.replace("<w:sdt>", f"<w:sdt {W}>", 1)))
        body.insert(0, parse_xml(f"<w:p {W}>{run.format('đầu ')}{inserted}{deleted}{link}</w:p>"))

    assert [text for text, _, _ in lines(load(build))] == ["đầu thêm liên kết", "trong điều khiển"]


def test_text_is_composed_and_line_breaks_split() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("Báo cáo\nquý")  # decomposed, with a line break

    document = load(build)
    assert document.text == "Báo cáo\nquý"
    assert [block.paragraph for block in document.blocks] == [1, 1]


# --- automatic numbers ----------------------------------------------------------------------------

LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "\uf0b7"))
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">'
    + "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate(LEVELS)
    )
    + '<w:lvl w:ilvl="4"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2.%5."/><w:isLgl/></w:lvl>'
    + '<w:lvl w:ilvl="5"><w:numFmt w:val="decimalZero"/><w:lvlText w:val="%6/"/><w:lvlRestart w:val="0"/></w:lvl>'
    + "</w:abstractNum>"
    + '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    + '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    + '<w:num w:numId="5"><w:abstractNumId w:val="99"/></w:num>'
    + "</w:numbering>"
)


def labels(*steps: tuple[str, int]) -> list[str]:
    numbering = Numbering(parse_xml(NUMBERING))
    return [numbering.label(num_id, level) for num_id, level in steps]


@pytest.mark.parametrize(
    ("steps", "shown"),
    [
        ([("3", 0), ("3", 1), ("3", 1), ("3", 0), ("3", 1)], ["I.", "1.", "2.", "II.", "1."]),
        ([("3", 2)] * 3, ["a)", "b)", "c)"]),
        ([("3", 0), ("3", 3)], ["I.", "-"]),  # a sign of a symbol font is a bullet
        ([("3", 0), ("3", 1), ("3", 4)], ["I.", "1.", "1.1.1."]),  # "legal": no Roman above
        ([("3", 4)], ["1.1.1."]),  # levels above that were never shown count from their start
        ([("3", 5), ("3", 0), ("3", 5)], ["01/", "I.", "02/"]),  # never restarts
        ([("3", 1), ("3", 1), ("4", 1), ("4", 1)], ["1.", "2.", "5.", "6."]),  # starts anew, once
        ([("3", 1), ("5", 0), ("6", 0), ("3", 8), ("3", 1)], ["1.", "", "", "", "2."]),  # no such list
    ],
)  # fmt: skip
def test_automatic_numbers(steps: list[tuple[str, int]], shown: list[str]) -> None:
    assert labels(*steps) == shown


def test_letters_and_roman_numbers_go_on() -> None:
    numbering = Numbering(parse_xml(NUMBERING))
    letters = [numbering.label("3", 2) for _ in range(28)]
    assert letters[25:] == ["z)", "aa)", "bb)"]
    roman = [numbering.label("3", 0) for _ in range(49)]
    assert (roman[3], roman[8], roman[48]) == ("IV.", "IX.", "XLIX.")


def test_numbers_stand_in_the_text_and_make_headings() -> None:
    def build(document: Document) -> None:
        document.part.numbering_part._element.append(parse_xml(NUMBERING)[0])
        document.part.numbering_part._element.append(
            parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="7"/></w:num>')
        )
        style = document.styles["Heading 2"].element.get_or_add_pPr()
        style.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="1"/><w:numId w:val="77"/></w:numPr>'))
        for text, level in (("Kết quả", 0), ("", 0), ("Tồn tại", 0)):
            paragraph = document.add_paragraph(text)
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
            )
        document.add_heading("Nguyên nhân", 2)  # numbered by its style
        bare = document.add_heading("Không số", 2)
        bare._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="0"/></w:numPr>'))

    assert [text for text, _, _ in lines(load(build))] == [
        "I. Kết quả",
        "II. Tồn tại",  # the empty paragraph counts for nothing
        "1. Nguyên nhân",
        "Không số",
    ]
    assert lines(load(build))[0][1] == 1  # "I." is a heading now


# --- outside the body -----------------------------------------------------------------------------


def test_running_heads_and_notes_come_last_and_once() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("Nội dung.")
        section = document.sections[0]
        section.header.paragraphs[0].text = "Báo cáo quý II"
        section.footer.paragraphs[0].text = "2"  # the page's number says nothing
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "Báo cáo quý II"

    document = load(build)
    assert [(document.text[b.start : b.end], b.part) for b in document.blocks] == [
        ("Nội dung.", ""),
        ("Báo cáo quý II", "header"),
    ]


def test_a_footnote_is_read() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Theo số liệu của xã.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"

    def build(document: Document) -> None:
        document.add_paragraph("Xã có 05 thôn.")
        part = Part(PackURI("/word/footnotes.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml", notes.encode(), document.part.package)  # fmt: skip
        document.part.relate_to(part, kind)

    assert [text for text, _, _ in lines(load(build))] == ["Xã có 05 thôn.", "Theo số liệu của xã."]


# --- fonts of old encodings -----------------------------------------------------------------------


def with_runs(*runs: tuple[str, str]) -> Callable[[Document], None]:
    def build(document: Document) -> None:
        paragraph = document.add_paragraph()
        for text, font in runs:
            paragraph.add_run(text).font.name = font

    return build


@pytest.mark.parametrize(
    ("reason", "runs", "shown"),
    [
        ("a TCVN3 font", [("B¸o c¸o c«ng t¸c", ".VnTime")], "Báo cáo công tác"),
        ("its capitals are small letters", [("b¸o c¸o", ".VnTimeH")], "BÁO CÁO"),
        ("a VNI font, cut between a letter and its tone", [("Ba", "VNI-Times"), ("ùo ca", "VNI-Times"), ("ùo", "VNI-Times")], "Báo cáo"),
        ("two fonts in one paragraph", [("B¸o ", ".VnTime"), ("cáo ủy ban", "Times New Roman")], "Báo cáo ủy ban"),
        ("Unicode set in an old font stays", [("Báo cáo của ủy ban nhân dân xã", ".VnTime")], "Báo cáo của ủy ban nhân dân xã"),
        ("a few words in an old font", [("ngµy", ".VnTime")], "ngày"),
        ("no font says so, the text does", [("Céng hßa x· héi chñ nghÜa ViÖt Nam, ®éc lËp, tù do, h¹nh phóc", "Arial")], "Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập, tự do, hạnh phúc"),
        ("other languages stay", [("Le père était à l’école, ça va; über größer", "Arial")], "Le père était à l’école, ça va; über größer"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_fonts_of_old_encodings(reason: str, runs: list[tuple[str, str]], shown: str) -> None:
    assert load(with_runs(*runs)).text == shown


def test_the_soft_hyphen_of_a_converted_file_is_a_letter() -> None:
    """LibreOffice writes TCVN3's "ư" as <w:softHyphen/>."""

    def build(document: Document) -> None:
        paragraph = document.add_paragraph()
        run = paragraph.add_run("Thñ t")
        run.font.name = ".VnTime"
        run._r.append(parse_xml(f"<w:softHyphen {W}/>"))
        run._r.append(parse_xml(f"<w:t {W}>íng</w:t>"))

    assert load(build).text == "Thủ tướng"
