"""Rules across sections, brought back to the section that each finding stands in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.chat.desk import Desk
from assistant.chat.whole_check import assemble_text, check_whole
from assistant.domain import Profile
from assistant.settings import Settings
from assistant.workspace import Workspace

FULL = (
    "Thực hiện Công văn số 12/UBND-NV ngày 05/01/2023 của Ủy ban nhân dân huyện về dân vận, xã "
    "đã họp."
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    settings = Settings(home=tmp_path / "home", model="")
    return Desk(Workspace.open(settings.home), settings)


@pytest.fixture
def report_id(desk: Desk) -> int:
    profile = Profile(commune="xã An Phú")
    return desk.new_report("dan-van", "6 tháng đầu năm 2023", date(2023, 6, 30), profile).id


def test_each_sections_text_stands_where_the_map_says(desk: Desk, report_id: int) -> None:
    desk.save(report_id, "mo-dau", "Mở đầu.", 0)
    desk.save(report_id, "ket-qua.dan-van-kheo", "Có 😀 mô hình.", 0)
    desk.save(report_id, "han-che", "Còn hạn chế.", 0)
    sections = desk.workspace.reports.sections(report_id)
    whole = assemble_text(desk.workspace.reports.get(report_id), sections)
    assert [section.key for section, _ in whole.places] == [
        "mo-dau",
        "ket-qua.dan-van-kheo",
        "han-che",
    ]
    assert all(span.of(whole.text) == section.text for section, span in whole.places)
    assert "I. Kết quả thực hiện" in whole.text  # the parent of a part is printed
    assert "II. Tồn tại, hạn chế" in whole.text


def test_one_document_with_two_dates_in_two_sections_is_found(desk: Desk, report_id: int) -> None:
    desk.save(report_id, "chi-dao", FULL, 0)
    desk.save(report_id, "ket-qua", FULL.replace("05/01/2023", "15/01/2023"), 0)
    for key in ("chi-dao", "ket-qua"):  # neither section is wrong by itself
        section = desk.workspace.reports.section(report_id, key)
        assert "REF010" not in {flag.diagnostic.code for flag in desk.flags(section)}
    checked = {section.key: section for section in check_whole(desk, report_id).sections}
    found = [
        (section.title, flag.diagnostic)
        for section in checked.values()
        for flag in desk.flags(section)
        if flag.diagnostic.code == "REF010"
    ]
    assert found
    title, diagnostic = found[0]
    other = "ket-qua" if title == checked["chi-dao"].title else "chi-dao"
    assert checked[other].title in diagnostic.message


def test_findings_quote_the_sections_own_text_and_checking_again_changes_nothing(
    desk: Desk, report_id: int
) -> None:
    desk.save(report_id, "chi-dao", FULL, 0)
    desk.save(report_id, "han-che", "Theo Nghị định số 61/2018/NQ-CP, họp ngày 30/02/2023.", 0)
    first = check_whole(desk, report_id).sections
    for section in first:
        for found in section.diagnostics:
            assert section.text[found.start : found.end] == found.quote
    assert {each.code for each in first[-1].diagnostics} >= {"REF001", "DAT001"}
    assert check_whole(desk, report_id).sections == first


def test_checking_keeps_what_the_drafter_said_of_its_text(desk: Desk, report_id: int) -> None:
    drafted = desk.draft(
        report_id, "han-che", "tuyên truyền chưa thường xuyên\ntổ chức 02 lớp tập huấn cho 90 người"
    )
    before = {each.code for each in drafted.diagnostics}
    assert "STR007" in before
    rechecked = desk.recheck(report_id, "han-che")
    assert {each.code for each in rechecked.diagnostics} >= before
    [whole] = check_whole(desk, report_id).sections
    assert {each.code for each in whole.diagnostics} >= before
