"""A report exported, loaded again and exported anew is the same report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from docx import Document

from assistant.corpus import load_document
from assistant.domain import Block, LoadedDocument, Profile
from assistant.export.docx import export_report
from assistant.export.loaded import report_from_document
from assistant.export.model import ReportDocument, ReportSection

REPORT = ReportDocument(
    profile=Profile(
        commune="xã Nà Sim",
        signer_title="PHÓ CHỦ TỊCH",
        signer_name="Lê Thị Mận",
        recipients=("Đảng ủy xã", "Lưu: VT, VP"),
    ),
    title="Kết quả công tác dân vận năm 2026",
    number="61/BC-UBND",
    date=date(2026, 12, 9),
    addressee=("Ủy ban nhân dân tỉnh",),
    preamble="UBND xã báo cáo như sau:",
    sections=(
        ReportSection("Đặc điểm tình hình", "Có 05 thôn.", "I."),
        ReportSection("Kết quả", "", "II."),
        ReportSection(
            "Họp dân",
            "Cụ thể:\n| TT | Thôn | Số hộ |\n|---|---|---|\n| 1 | Lau | 120 |\n| 2 | Sim |  |",
            "1.",
            2,
        ),
        ReportSection("Nhiệm vụ", "Duy trì họp thôn.", "III."),
    ),
)


def texts(path) -> list[str]:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for cell in table._cells]
    return [p.text for p in document.paragraphs if p.text.strip()] + cells


@pytest.mark.parametrize("addressee", [("Ủy ban nhân dân tỉnh",), ()])
def test_round_trip(tmp_path, addressee):
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    export_report(replace(REPORT, addressee=addressee), first)
    report = report_from_document(load_document(first))
    assert report.number == REPORT.number
    assert report.date == REPORT.date
    assert report.title == REPORT.title
    assert report.profile.signer_name == "Lê Thị Mận"
    assert [(s.number, s.heading) for s in report.sections] == [
        (s.number, s.heading) for s in REPORT.sections
    ]
    export_report(report, second)
    assert texts(second) == texts(first)


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        # Two paragraphs of one cell stay in it; an empty cell stays empty.
        ([("A", "1,1"), ("B", "1,2"), ("x", "2,1"), ("y", "2,1")], ["| A | B |", "| x<br>y |  |"]),
        # A second table begins where the cells start again.
        ([("A", "1,1"), ("B", "1,1/1,1"), ("C", "1,2"), ("D", "1,1")], ["| A<br>B | C |", "| D |"]),
    ],
)
def test_tables_of_a_loaded_file(cells, lines):
    text = "\n".join(word for word, _ in cells)
    blocks = tuple(Block(2 * i, 2 * i + 1, cell=cell) for i, (_, cell) in enumerate(cells))
    report = report_from_document(LoadedDocument("a.docx", "docx", text, blocks))
    assert [line for line in report.preamble.splitlines() if line and "---" not in line] == lines
