"""A report at the desk: drafting, editing, flags, undo, export. No page, no model, no network."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from assistant.chat.desk import Desk, read_day
from assistant.chat.findings import notes_text
from assistant.chat.intent import Action
from assistant.chat.respond import Place, Reply, respond
from assistant.domain import Profile, UserError
from assistant.library import Library
from assistant.settings import Settings
from assistant.workspace import Workspace

NOTES = "tuyen truyen chua thuong xuyen\n2/5 thon chua hop dan quy II\nmot so can bo kiem nhiem"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    settings = Settings(home=tmp_path / "home", model="")
    return Desk(Workspace.open(settings.home), settings)


@pytest.fixture
def report_id(desk: Desk) -> int:
    made = desk.new_report(
        "dan-van", "6 tháng đầu năm 2023", date(2023, 6, 30), Profile(commune="xã An Phú")
    )
    return made.id


def say(desk: Desk, report_id: int | None, message: str, section: str | None = None) -> Reply:
    library = Library.open(desk.settings)
    place = Place(report_id, section, desk.settings.home)
    return respond(desk, library, message, place, today=date(2026, 11, 24))


def test_a_new_report_has_the_outlines_sections_and_its_title(desk: Desk, report_id: int) -> None:
    sections = desk.workspace.reports.sections(report_id)
    assert "han-che" in [section.key for section in sections]
    assert all(section.text == "" for section in sections)
    assert "6 tháng đầu năm 2023" in desk.workspace.reports.get(report_id).title


def test_a_message_drafts_the_section_it_names_and_keeps_the_notes(
    desk: Desk, report_id: int
) -> None:
    reply = say(desk, report_id, f"soan phan ton tai, han che:\n{NOTES}", section="mo-dau")
    assert reply.action is Action.DRAFT
    assert reply.section is not None
    assert reply.section.key == "han-che"
    assert "họp dân" in reply.section.text
    assert notes_text(reply.section) == NOTES


def test_regenerating_keeps_the_evidence_and_obeys_shorter(desk: Desk, report_id: int) -> None:
    first = desk.draft(report_id, "han-che", NOTES)
    reply = say(desk, report_id, "viết lại phần hạn chế ngắn hơn")
    assert reply.section is not None
    assert reply.action is Action.REGENERATE
    assert len(reply.section.text) < len(first.text)
    assert notes_text(reply.section) == NOTES
    assert reply.section.evidence


def test_an_added_fact_joins_the_notes(desk: Desk, report_id: int) -> None:
    desk.draft(report_id, "han-che", NOTES)
    reply = say(desk, report_id, "bổ sung: 3 thôn chưa có nhà văn hóa", section="han-che")
    assert reply.section is not None
    assert notes_text(reply.section).endswith("3 thôn chưa có nhà văn hóa")
    assert "nhà văn hóa" in reply.section.text


def test_asking_uses_the_reports_date_and_keeps_the_citations(desk: Desk, report_id: int) -> None:
    reply = say(desk, report_id, "nghị định nào quy định về cơ chế một cửa?")
    assert reply.citations[0].number == "61/2018/NĐ-CP"
    said = desk.workspace.messages.of_report(report_id)
    assert [message.role for message in said] == ["user", "assistant"]
    assert said[1].citations == reply.citations


def test_found_passages_are_kept_with_the_message(desk: Desk, report_id: int) -> None:
    reply = say(desk, report_id, "tìm tiếp công dân")
    assert reply.passages
    [_, kept] = desk.workspace.messages.of_report(report_id)
    assert kept.passages == reply.passages


def test_asking_without_a_report_uses_today(desk: Desk) -> None:
    reply = say(desk, None, "nghị định nào quy định về cơ chế một cửa?")
    assert reply.citations[0].number == "118/2025/NĐ-CP"


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("soạn phần han che", "ghi chú"),  # nothing to draft from
        ("kiểm tra", "Chưa có nội dung"),  # nothing to check
        ("xuất báo cáo", "chưa có nội dung"),  # nothing to export
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    desk: Desk, report_id: int, message: str, words: str
) -> None:
    before = desk.workspace.reports.sections(report_id)
    reply = say(desk, report_id, message)
    assert reply.failed
    assert words in reply.text
    assert desk.workspace.reports.sections(report_id) == before


def test_orders_without_a_report_say_what_to_do(desk: Desk) -> None:
    reply = say(desk, None, "soạn phần hạn chế: loa hỏng")
    assert reply.failed
    assert "Báo cáo mới" in reply.text


def test_an_edit_is_checked_a_fix_accepted_a_flag_dismissed(desk: Desk, report_id: int) -> None:
    seen = desk.draft(report_id, "han-che", NOTES)
    text = f"{seen.text} Theo Nghị định số 61/2018/NQ-CP, họp ngày 30/02/2023."
    edited = desk.save(report_id, "han-che", text, seen.version)
    by_code = {flag.diagnostic.code: flag for flag in desk.flags(edited)}
    assert {"REF001", "DAT001"} <= set(by_code)

    fixed = desk.accept(report_id, "han-che", by_code["REF001"].key, edited.version)
    assert "61/2018/NĐ-CP" in fixed.text
    flags = {flag.diagnostic.code: flag for flag in desk.flags(fixed)}
    assert "REF001" not in flags

    desk.dismiss(report_id, "han-che", flags["DAT001"].key, "ghi theo biên bản")
    assert "DAT001" not in {
        flag.diagnostic.code
        for flag in desk.flags(desk.workspace.reports.section(report_id, "han-che"))
    }
    with pytest.raises(UserError):
        desk.accept(report_id, "han-che", by_code["REF001"].key, fixed.version)


def test_what_was_set_aside_can_be_brought_back(desk: Desk, report_id: int) -> None:
    section = desk.save(report_id, "han-che", "Xã họp ngày 30/02/2023.", 0)
    [flag] = [each for each in desk.flags(section) if each.diagnostic.code == "DAT001"]
    desk.dismiss(report_id, "han-che", flag.key, "theo biên bản")
    [aside] = desk.set_aside(section)
    assert (aside.diagnostic.code, aside.record.reason) == ("DAT001", "theo biên bản")
    desk.bring_back(report_id, aside.record.id)
    assert desk.set_aside(section) == []
    assert flag in desk.flags(section)
    with pytest.raises(UserError):
        desk.bring_back(report_id, aside.record.id)


def test_undo_goes_back_and_back_again(desk: Desk, report_id: int) -> None:
    version = 0
    for text in ("một", "hai", "ba"):
        version = desk.save(report_id, "han-che", text, version).version
    back = desk.undo(report_id, "han-che", version)
    assert back.text == "hai"
    assert desk.undo(report_id, "han-che", back.version).text == "một"


def test_two_writers_lose_nothing(desk: Desk, report_id: int) -> None:
    desk.save(report_id, "han-che", "bản của người thứ nhất", 0)
    with pytest.raises(UserError, match="người khác sửa"):
        desk.save(report_id, "han-che", "bản của người thứ hai", 0)
    kept = [version.text for version in desk.versions(report_id, "han-che")]
    assert "bản của người thứ hai" in kept
    assert desk.workspace.reports.section(report_id, "han-che").text == "bản của người thứ nhất"


def test_two_people_writing_notes_lose_nothing(desk: Desk, report_id: int) -> None:
    desk.merge_notes(report_id, "han-che", "loa hỏng", seen="")
    kept = desk.merge_notes(report_id, "han-che", "thiếu cán bộ", seen="")
    assert notes_text(kept) == "loa hỏng\nthiếu cán bộ"
    # the first one types on, without having seen the other's line
    kept = desk.merge_notes(report_id, "han-che", "loa hỏng ở 2 thôn", seen="loa hỏng")
    assert notes_text(kept) == "loa hỏng ở 2 thôn\nthiếu cán bộ"


def test_export_writes_a_word_file_with_a_plain_name(
    desk: Desk, report_id: int, tmp_path: Path
) -> None:
    desk.draft(report_id, "han-che", NOTES)
    path = desk.export(report_id, tmp_path)
    assert path.name == "bao-cao-dan-van-6-thang-dau-nam-2023.docx"
    assert any("họp dân" in paragraph.text for paragraph in Document(str(path)).paragraphs)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("30/6/2023", date(2023, 6, 30)),
        ("ngày 30 tháng 6 năm 2023", date(2023, 6, 30)),
        ("2023-06-30", date(2023, 6, 30)),
    ],
)
def test_a_day_as_clerks_write_it(written: str, day: date) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize("written", ["", "30/02/2023", "hôm nay", "30/6"])
def test_no_day_is_said_in_one_line(written: str) -> None:
    with pytest.raises(UserError) as caught:
        read_day(written)
    assert "\n" not in str(caught.value)


def test_a_version_brought_back_from_the_list_can_be_undone(desk: Desk, report_id: int) -> None:
    desk.save(report_id, "han-che", "một", 0)
    version = desk.save(report_id, "han-che", "hai", 1).version
    back = desk.restore(report_id, "han-che", 1, version)
    assert back.text == "một"
    undone = desk.undo(report_id, "han-che", back.version)
    assert undone.text == "hai"
    assert desk.undo(report_id, "han-che", undone.version).text == "một"
