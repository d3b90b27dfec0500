"""A report by the superior's outline: kept, drafted whole, checked whole and exported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest

from assistant.chat.desk import Desk
from assistant.chat.materials import given_beside
from assistant.chat.outlines import outline_of, read_outline_file
from assistant.chat.respond import Place, respond
from assistant.chat.whole_check import check_whole
from assistant.chat.whole_report import draft_whole
from assistant.domain import Profile
from assistant.settings import Settings
from assistant.workspace import ReportRecord, Workspace
from tests.drafting import guideline_files as files

NOTES = (
    "5 thôn, 968 hộ, 4012 khẩu\ntổ chức 4 buổi tuyên truyền, 287 người\n"
    "hạn chế: tuyên truyền chưa thường xuyên\nnguyên nhân: công chức kiêm nhiệm nhiều việc"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    home = tmp_path / "home"
    return Desk(Workspace.open(home), Settings(home=home))


@pytest.fixture
def report(desk: Desk, tmp_path: Path) -> ReportRecord:
    outline = read_outline_file(files.typed(tmp_path / "de-cuong.docx"), "dan-van")
    office = Profile(commune="xã Khe Vạc")
    return desk.new_report("dan-van", "năm 2023", date(2023, 12, 10), office, outline=outline)


def test_the_outline_is_kept_with_the_report(desk: Desk, report: ReportRecord) -> None:
    kept = outline_of(desk.workspace, report)
    assert kept is not None
    assert kept.section("phu-luc").table == files.TABLE
    assert kept.section("nhiem-vu").grounds
    assert report.title == "Kết quả công tác dân vận năm 2023"
    assert given_beside(desk.workspace, report.id) == ["Đề cương của cấp trên: de-cuong.docx"]
    titles = [section.title for section in desk.workspace.reports.sections(report.id)]
    assert titles == [section.heading for section in kept.walk()]
    table = desk.workspace.reports.section(report.id, "phu-luc-1")
    assert table.text.startswith("| TT | Nội dung | Đơn vị tính | Số lượng |")


def test_whole_report_is_written_checked_and_exported_along_it(
    desk: Desk, report: ReportRecord, tmp_path: Path
) -> None:
    draft_whole(desk, report.id, notes=NOTES)
    texts = {s.title: s.text for s in desk.workspace.reports.sections(report.id)}
    assert "968 hộ" in texts["Đặc điểm tình hình"]
    assert "04 buổi" in texts["Công tác tuyên truyền"]
    assert "thường xuyên" in texts["Tồn tại, hạn chế"]
    assert "kiêm nhiệm" in texts["Nguyên nhân"]
    missing = [d.message for d in check_whole(desk, report.id).general if d.code == "STR003"]
    assert any("Kiến nghị, đề xuất" in each for each in missing)
    assert not any("Đặc điểm tình hình" in each for each in missing)
    written = docx.Document(str(desk.export(report.id, tmp_path)))
    lines = [paragraph.text for paragraph in written.paragraphs]
    assert "I. Đặc điểm tình hình" in lines
    assert "III. Tồn tại, hạn chế và nguyên nhân" in lines
    assert "Phụ lục 1. Kết quả tiếp công dân" in lines
    tables = [[cell.text for cell in table.rows[0].cells] for table in written.tables]
    assert list(files.TABLE[0]) in tables


def test_the_chat_knows_its_sections(desk: Desk, report: ReportRecord, tmp_path: Path) -> None:
    place = Place(report.id, None, tmp_path)
    said = "soạn phần nguyên nhân: công chức kiêm nhiệm nhiều việc"
    reply = respond(desk, None, said, place)  # type: ignore[arg-type]
    assert reply.section is not None
    assert reply.section.key == "han-che.nguyen-nhan"
    assert "kiêm nhiệm" in reply.section.text
