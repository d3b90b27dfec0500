"""What the checker's tab and the library's say: words beside colours, everything escaped."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from assistant.chat.files import Beside, check_file, corrected, with_comments
from assistant.domain import Chunk, Diagnostic, Severity, UserError
from assistant.language.periods import parse_period
from assistant.library import IngestedFile, IngestSummary, SkippedFile
from assistant.ui.check_html import checked_html, corrected_html
from assistant.ui.library_upload import summary_html
from assistant.ui.passages import Found, found_html

TEXT = (
    "# BÁO CÁO\n\nThực hiện Nghị định số 61/2018/NQ-CP của Chính phủ.\n\n"
    "Xã họp ngày 30/02/2023, mở 05 lớp tập huấn.\n"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "báo cáo <i>.md"
    path.write_text(TEXT, "utf-8")
    return path


def test_every_severity_has_its_chip_in_words_and_a_group(report: Path) -> None:
    html = checked_html(check_file(report, Beside(report_date=date(2023, 7, 10))))
    assert "&lt;i&gt;" in html
    assert "<i>" not in html
    assert "2 lỗi" in html
    assert "0 cảnh báo" in html
    assert "REF001" in html
    assert "61/2018/NĐ-CP" in html  # the fix
    assert "Dòng 3" in html


def test_notes_of_several_files_are_evidence_with_names_of_their_own(
    report: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("họp thôn 3 buổi", "utf-8")
    second.write_text("mở 02 lớp tập huấn", "utf-8")
    said: list[str] = []
    beside = Beside((first, second), period=parse_period("6 tháng đầu năm 2023"))
    checked = check_file(report, beside, said.append)
    [found] = [each for each in checked.result.diagnostics if each.code == "NUM002"]
    [cited] = [each for each in checked.result.evidence if each.id in found.evidence]
    assert cited.text == "mở 02 lớp tập huấn"
    assert "b.txt" in (cited.location or "")
    assert "mở 02 lớp tập huấn" in checked_html(checked)
    assert said[-1] == "Đang kiểm tra…"


def test_a_corrected_copy_leaves_the_original_and_tells_what_changed(
    tmp_path: Path,
) -> None:
    source = tmp_path / "báo cáo.docx"
    document = Document()
    for line in TEXT.split("\n\n"):
        document.add_paragraph(line)
    document.save(str(source))
    before = source.read_bytes()
    checked = check_file(source, Beside(report_date=date(2023, 7, 10)))
    out = tmp_path / "out"
    out.mkdir()
    done = corrected(checked, out)
    assert source.read_bytes() == before
    assert done.path.name == "báo cáo (đã sửa).docx"
    fixed = "\n".join(each.text for each in Document(str(done.path)).paragraphs)
    assert "61/2018/NĐ-CP" in fixed
    assert "30/02/2023" in fixed  # what is not certain stays
    html = corrected_html(done.applied)
    assert f"Đã sửa {len(done.applied)} chỗ" in html
    assert "<del>61/2018/NQ-CP</del>" in html
    assert len(list(Document(str(with_comments(checked, out))).comments)) >= 2
    assert "Đoạn 2" in checked_html(checked)


def test_where_nothing_is_certain_there_is_no_copy(tmp_path: Path) -> None:
    source = tmp_path / "sach.md"
    source.write_text("Xã họp ngày 30/02/2023.\n", "utf-8")
    with pytest.raises(UserError, match=r"sach\.md"):
        corrected(check_file(source, Beside()), tmp_path)


def test_a_deletion_is_said_in_words() -> None:
    found = Diagnostic("STR005", Severity.WARNING, "lặp", 0, 3, "đã ", fix="")
    assert "(bỏ)" in corrected_html([found])


def test_the_summary_says_read_known_skipped_with_reason_and_not_reached() -> None:
    summary = IngestSummary(
        (IngestedFile("/nhà/a.md", "report", 3, "A", None, "năm 2022"),),
        ("/nhà/b.md",),
        (SkippedFile("/nhà/<i>.pdf", "tệp hỏng"),),
        ("/nhà/d.md", "/nhà/e.md"),
    )
    html = summary_html(summary)
    assert "1 tệp đã đọc (3 đoạn); 1 tệp đã có sẵn; 1 tệp bỏ qua; đã dừng, còn 2 tệp" in html
    assert "năm 2022" in html
    assert "&lt;i&gt;.pdf: tệp hỏng" in html
    assert "/nhà/" not in html


def test_a_long_summary_is_cut_and_what_was_skipped_comes_first() -> None:
    read = tuple(IngestedFile(f"/x/{n}.html", "law", 1, "", None, None) for n in range(60))
    html = summary_html(IngestSummary(read, (), (SkippedFile("/x/hong.html", "tệp hỏng"),)))
    assert html.count("<li") == 31
    assert "và 31 tệp khác" in html
    assert html.index("hong.html") < html.index("0.html")


def test_a_passage_shows_path_neighbours_and_validity_of_the_day() -> None:
    chunk = Chunk("c", "Điều 5 <b>", "s", "law", "Chương II › Điều 5", "Nghị định", "61/2018/NĐ-CP")
    near = Chunk("d", "Điều 6", "s", "law", "Chương II › Điều 6", "Nghị định")
    past = found_html([Found(chunk, [], [near])], date(2023, 6, 30))
    assert "Chương II › Điều 5" in past
    assert "Chương II › Điều 6" in past
    assert "<b>" not in past
    assert "Còn hiệu lực" in past
    later = found_html([Found(chunk, [], [])], date(2026, 1, 1))
    assert "Hết hiệu lực (ngày 01/01/2026)" in later
