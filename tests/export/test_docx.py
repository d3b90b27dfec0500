"""The layout of an exported report, read back from the file: each fact of Decree 30 on its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assistant.domain import Profile, UserError
from assistant.export.docx import export_report
from assistant.export.model import ReportDocument, ReportSection

PROFILE = Profile(
    commune="xã Đồng Lau",
    district="huyện Suối Bạc",
    province="tỉnh Trường Lĩnh",
    signer_title="CHỦ TỊCH",
    signer_name="Lê Thị Mận",
    recipients=("Thường trực Đảng ủy xã;", "- Thường trực HĐND xã", "Lưu: VT, VP."),
)
TABLE = """Số liệu theo thôn như sau:

| TT | Thôn | Số hộ |
|----|------|------:|
| 1 | Nà Lau | 120 |
| 2 | Nà Sim | [số hộ] |
"""
REPORT = ReportDocument(
    profile=PROFILE,
    title="Kết quả công tác dân vận 6 tháng đầu năm 2026",
    date=date(2026, 6, 5),
    addressee=("Ủy ban nhân dân tỉnh Trường Lĩnh",),
    preamble="Căn cứ Luật Thực hiện dân chủ ở cơ sở.\n"
    "Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND xã.\n"
    "Ủy ban nhân dân xã Đồng Lau báo cáo như sau:",
    sections=(
        ReportSection("ĐẶC ĐIỂM TÌNH HÌNH", "Xã có **05 thôn**, *1.204 hộ*.", "I."),
        ReportSection("KẾT QUẢ", "", "II."),
        ReportSection("Họp dân", f"- Họp 12 cuộc;\n+ Có […] lượt người./.\n{TABLE}", "1.", 2),
        ReportSection("NHIỆM VỤ", "Duy trì họp thôn mỗi quý.", "III."),
    ),
    closing="Trên đây là báo cáo của Ủy ban nhân dân xã Đồng Lau.",
)


def export(report: ReportDocument, folder: Path):
    path = folder / "bao-cao.docx"
    export_report(report, path)
    return Document(str(path))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return export(REPORT, tmp_path_factory.mktemp("export"))


def paragraph(document, start: str):
    everywhere = [*document.paragraphs]
    for table in document.tables:
        everywhere += [p for cell in table._cells for p in cell.paragraphs]
    return next(p for p in everywhere if p.text.startswith(start))


def test_paper_and_margins(made):
    section = made.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert 20 <= round(section.top_margin.mm, 1) <= 25
    assert 20 <= round(section.bottom_margin.mm, 1) <= 25
    assert 30 <= round(section.left_margin.mm, 1) <= 35
    assert 15 <= round(section.right_margin.mm, 1) <= 20


def test_one_font_for_every_script(made):
    """A font named for Latin letters only lets Word set "ễ" in another one."""
    for fonts in (
        made.styles["Normal"].element.rPr.find(qn("w:rFonts")),
        made.styles["Heading 1"].element.rPr.find(qn("w:rFonts")),
        made.styles.element.find(".//" + qn("w:rPrDefault")).find(".//" + qn("w:rFonts")),
    ):
        assert {fonts.get(qn(f"w:{s}")) for s in ("ascii", "hAnsi", "eastAsia", "cs")} == {
            "Times New Roman"
        }
        assert not [name for name in fonts.attrib if "Theme" in name]
    named = {f.get(qn("w:ascii")) for f in made.element.iter(qn("w:rFonts"))}
    assert named <= {"Times New Roman"}


def test_language_is_vietnamese(made):
    language = made.styles.element.find(".//" + qn("w:rPrDefault")).find(".//" + qn("w:lang"))
    assert language.get(qn("w:val")) == "vi-VN"
    assert made.core_properties.language == "vi-VN"


def test_properties(made):
    assert REPORT.title in made.core_properties.title
    assert made.core_properties.author == "Ủy ban nhân dân xã Đồng Lau"
    assert made.core_properties.comments == ""


@pytest.mark.parametrize(
    ("start", "size", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, True, None),
        ("Độc lập - Tự do - Hạnh phúc", 14, True, None),
        ("ỦY BAN NHÂN DÂN", 13, True, None),
        ("XÃ ĐỒNG LAU", 13, True, None),
        ("Số: ", 13, None, None),
        ("Đồng Lau, ngày 05 tháng 6 năm 2026", 14, None, True),
        ("BÁO CÁO", None, True, None),  # None: the style's 14
        ("Kết quả công tác dân vận", None, True, None),
        ("TM. ỦY BAN NHÂN DÂN", None, True, None),
        ("CHỦ TỊCH", None, True, None),
        ("Lê Thị Mận", None, True, None),
        ("Nơi nhận:", 12, True, True),
        ("- Như trên;", 11, None, None),
    ],
)
def test_dress_of_each_block(made, start, size, bold, italic):
    run = paragraph(made, start).runs[0]
    assert run.font.size == (Pt(size) if size else None)
    assert (run.bold, run.italic) == (bold, italic)
    if start not in {"Nơi nhận:", "- Như trên;"}:
        assert paragraph(made, start).alignment == WD_ALIGN_PARAGRAPH.CENTER


def test_normal_size_is_14(made):
    assert made.styles["Normal"].font.size == Pt(14)


def test_body_is_justified_with_first_line_indent(made):
    style = paragraph(made, "Xã có 05 thôn").style
    form = style.paragraph_format
    assert form.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert form.first_line_indent == pytest.approx(Mm(12.7), abs=700)
    assert form.space_after >= Pt(6)
    assert 1 <= form.line_spacing <= 1.5


def test_emphasis_becomes_runs(made):
    runs = {run.text: run for run in paragraph(made, "Xã có 05 thôn").runs}
    assert runs["05 thôn"].bold
    assert runs["1.204 hộ"].italic
    assert "*" not in paragraph(made, "Xã có").text


def test_headings_are_real_headings_kept_with_their_text(made):
    first, second = paragraph(made, "I. ĐẶC ĐIỂM"), paragraph(made, "1. Họp dân")
    assert (first.style.name, second.style.name) == ("Heading 1", "Heading 2")
    for style in (first.style, second.style):
        assert style.paragraph_format.keep_with_next
        assert style.font.bold
        assert str(style.font.color.rgb) == "000000"


def test_grounds_are_italic_and_end_by_the_rule(made):
    grounds = [p for p in made.paragraphs if p.text.startswith("Căn cứ")]
    assert [p.text[-1] for p in grounds] == [";", "."]
    assert all(run.italic for p in grounds for run in p.runs)


def test_page_number_in_the_header_but_not_on_page_one(made):
    section = made.sections[0]
    assert section.different_first_page_header_footer
    header = section.header.paragraphs[0]
    assert header.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" in "".join(t.text for t in header._p.iter(qn("w:instrText")))
    assert not "".join(t.text for t in section.first_page_header._element.iter(qn("w:instrText")))
    assert section.footer.paragraphs[0].text == section.first_page_footer.paragraphs[0].text == ""


def rule_after(made, start: str):
    return paragraph(made, start)._p.getnext()


@pytest.mark.parametrize(
    ("start", "column_mm", "line_mm", "low", "high"),
    [
        # The motto's rule is as long as the motto; the others 1/3 to 1/2 of their line. Lengths
        # of the lines were measured in the metrics of Times New Roman bold.
        ("Độc lập - Tự do", 99, 60.4, 0.95, 1.05),
        ("XÃ ĐỒNG LAU", 66, 43.0, 1 / 3, 1 / 2),
        ("Kết quả công tác dân vận", 165, 100.9, 1 / 3, 1 / 2),
    ],
)
def test_rules_are_as_long_as_they_should_be(made, start, column_mm, line_mm, low, high):
    properties = rule_after(made, start).pPr
    assert properties.find(qn("w:pBdr")).find(qn("w:top")).get(qn("w:val")) == "single"
    indents = properties.ind_left.mm + properties.ind_right.mm
    assert low <= (column_mm - indents) / line_mm <= high
    assert properties.ind_left == properties.ind_right  # centred


def test_header_block_is_a_borderless_table_of_two_columns(made):
    table = made.tables[0]
    assert len(table.columns) == 2
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    assert {side.get(qn("w:val")) for side in borders} == {"none"}
    number, dated = table.rows[1].cells  # on one line
    assert number.text == "Số: […]/BC-UBND"
    assert dated.text == "Đồng Lau, ngày 05 tháng 6 năm 2026"


def test_no_superior_and_no_district_line(made):
    """A People's Committee prints no superior body; from 01/7/2025 there is no district."""
    issuer = [p.text for p in made.tables[0].rows[0].cells[0].paragraphs if p.text]
    assert issuer == ["ỦY BAN NHÂN DÂN", "XÃ ĐỒNG LAU"]
    assert "Suối Bạc" not in "".join(t.text or "" for t in made.element.iter(qn("w:t")))


def test_order_of_blocks(made):
    flow = ["".join(t.text or "" for t in block.iter(qn("w:t"))) for block in made.element.body]
    expected = [
        "CỘNG HÒA", "BÁO CÁO", "Kết quả công tác", "Kính gửi:", "Căn cứ Luật", "I. ĐẶC ĐIỂM",
        "Xã có", "II. KẾT QUẢ", "1. Họp dân", "- Họp 12 cuộc", "+ Có", "Nà Lau", "III. NHIỆM VỤ",
        "Trên đây là", "TM. ỦY BAN",
    ]  # fmt: skip
    places = [next(i for i, text in enumerate(flow) if word in text) for word in expected]
    assert places == sorted(places)
    assert len(set(places)) == len(places)


def test_table_has_borders_and_a_repeated_header(made):
    table = made.tables[1]
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    assert {side.get(qn("w:val")) for side in borders} == {"single"}
    assert [cell.text for cell in table.rows[0].cells] == ["TT", "Thôn", "Số hộ"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert all(run.bold for cell in table.rows[0].cells for run in cell.paragraphs[0].runs)
    total = sum(column.width.mm for column in table.columns)
    assert total == pytest.approx(165, abs=1)


def yellow(document) -> list[str]:
    return [
        run.findtext(qn("w:t"))
        for run in document.element.iter(qn("w:r"))
        if run.rPr is not None and run.rPr.highlight_val == WD_COLOR_INDEX.YELLOW
    ]


def test_gaps_are_yellow_and_nothing_else_is(made):
    assert yellow(made) == ["[…]", "[…]", "[số hộ]"]


def test_an_empty_profile_shows_every_gap(tmp_path):
    made = export(
        ReportDocument(Profile(), title="", sections=(ReportSection("A", "B."),)), tmp_path
    )
    text = [p.text for p in made.tables[0]._cells[0].paragraphs]
    assert text[:2] == ["ỦY BAN NHÂN DÂN", "XÃ […]"]
    gaps = yellow(made)
    assert gaps.count("[…]") >= 6  # commune, number, place, day, month, year, title
    assert "[họ và tên người ký]" in gaps


def test_body_ends_in_the_end_mark_exactly_once(made):
    text = "\n".join(p.text for p in made.paragraphs)
    assert text.count("./.") == 1
    assert [p.text for p in made.paragraphs if p.text.strip()][-1].endswith("Đồng Lau./.")


@pytest.mark.parametrize(
    ("closing", "end"),
    [
        ("Xin báo cáo.", "Xin báo cáo./."),
        ("Xin báo cáo./.", "Xin báo cáo./."),
        ("Xin báo cáo . / .", "Xin báo cáo./."),
        ("Xin báo cáo", "Xin báo cáo./."),
        ("Xin báo cáo;", "Xin báo cáo./."),
        ("Xin **báo cáo**.", "Xin báo cáo./."),  # the stop is a run of its own
        ("Xin **báo cáo.**", "Xin báo cáo./."),
        ("Còn [số]", "Còn [số]./."),  # a gap keeps its own text
        ("| A |\n|---|\n| 1 |", "./."),  # a table cannot carry the mark
    ],
)
def test_end_mark(tmp_path, closing, end):
    made = export(replace(REPORT, closing=closing), tmp_path)
    assert [p.text for p in made.paragraphs if p.text.strip()][-1] == end


def test_without_closing_the_last_section_carries_the_end_mark(tmp_path):
    made = export(replace(REPORT, closing=""), tmp_path)
    assert [p.text for p in made.paragraphs if p.text.strip()][-1] == "Duy trì họp thôn mỗi quý./."


def test_signature_block_stays_on_one_page_with_the_last_lines(made):
    table = made.tables[-1]
    assert table.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    last = [p for p in made.paragraphs if p.text.strip()][-1]
    assert last.paragraph_format.keep_with_next
    recipients, signature = table.rows[0].cells
    assert [p.text for p in recipients.paragraphs] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Thường trực Đảng ủy xã;",
        "- Thường trực HĐND xã;",
        "- Lưu: VT, VP.",
    ]
    assert [p.text for p in signature.paragraphs] == [
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Lê Thị Mận",
    ]


def test_same_report_same_bytes(tmp_path):
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    export_report(REPORT, first)
    export_report(REPORT, second)
    assert first.read_bytes() == second.read_bytes()
    assert b"[" in zipfile.ZipFile(first).read("word/document.xml")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("khong-co/bao-cao.docx", "Không có thư mục"),
        ("bao-cao.pdf", "đuôi .docx"),
        ("thu-muc.docx", "là thư mục"),
    ],
)
def test_target_that_cannot_be(tmp_path, name, says):
    (tmp_path / "thu-muc.docx").mkdir()
    with pytest.raises(UserError, match=says):
        export_report(REPORT, tmp_path / name)
    assert [p.name for p in tmp_path.iterdir()] == ["thu-muc.docx"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_printed_pages(tmp_path):
    long_section = ReportSection(
        "CHI TIẾT", "\n".join(["Nội dung đã thực hiện. " * 20] * 14), "IV."
    )
    report = replace(REPORT, sections=(*REPORT.sections, long_section))
    path = tmp_path / "bao-cao.docx"
    export_report(report, path)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "bao-cao.pdf"), "-"],
        check=True, capture_output=True, text=True, timeout=30,
    ).stdout  # fmt: skip
    pages = text.rstrip("\f").split("\f")
    assert 3 <= len(pages) <= 4
    assert not re.match(r"\s*1\s*\n", pages[0])  # no number on page 1
    for index, page in enumerate(pages[1:], start=2):
        assert re.match(rf"\s*{index}\s*\n", page)
    heads = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BÁO CÁO", "Kính gửi", "I. ĐẶC ĐIỂM",
             "II. KẾT QUẢ", "III. NHIỆM VỤ", "IV. CHI TIẾT", "./.", "TM. ỦY BAN"]  # fmt: skip
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    assert re.search(r"Số: \[…\]/BC-UBND +Đồng Lau, ngày 05", text)  # on one line
    last = pages[-1]
    assert "TM. ỦY BAN" in last
    assert "Lê Thị Mận" in last
    assert "./." in last
    assert "Nơi nhận" in last
