"""Word files: order, tables, styles, and what Word hides in its XML."""

from __future__ import annotations

import io
from collections.abc import Callable

from docx import Document
from docx.oxml import parse_xml

from assistant.corpus.docx_files import load_docx
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
