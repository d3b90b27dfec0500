"""What a person decided on a finding stays decided: moved text, another check, another draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.chat.desk import Desk
from assistant.chat.whole_check import check_whole
from assistant.domain import Profile, UserError
from assistant.settings import Settings
from assistant.workspace import SectionRecord, Workspace

IMPOSSIBLE = "Xã họp ngày 30/02/2023."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", model="")


@pytest.fixture
def desk(settings: Settings) -> Desk:
    return Desk(Workspace.open(settings.home), settings)


@pytest.fixture
def report_id(desk: Desk) -> int:
    profile = Profile(commune="xã An Phú")
    return desk.new_report("dan-van", "6 tháng đầu năm 2023", date(2023, 6, 30), profile).id


def codes(desk: Desk, section: SectionRecord) -> set[str]:
    return {flag.diagnostic.code for flag in desk.flags(section)}


def dismiss(desk: Desk, section: SectionRecord, code: str, reason: str) -> None:
    [flag] = [each for each in desk.flags(section) if each.diagnostic.code == code]
    desk.dismiss(section.report_id, section.key, flag.key, reason)


def test_what_was_set_aside_is_not_asked_again(
    desk: Desk, report_id: int, settings: Settings
) -> None:
    section = desk.save(report_id, "han-che", IMPOSSIBLE, 0)
    dismiss(desk, section, "DAT001", "theo biên bản")
    assert "DAT001" not in codes(desk, desk.recheck(report_id, "han-che"))
    # the text around has moved, and the words stand in other lines
    moved = desk.save(
        report_id,
        "han-che",
        "Đầu đoạn khác.\n\nXã họp ngày\n30/02/2023. Cuối đoạn.",
        section.version,
    )
    assert "DAT001" not in codes(desk, moved)
    # another section is drafted, and the whole report checked
    desk.draft(report_id, "kien-nghi", "đề nghị hỗ trợ kinh phí")
    for checked in check_whole(desk, report_id).sections:
        assert "DAT001" not in codes(desk, checked)
    # the program was started anew
    later = Desk(Workspace.open(settings.home), settings)
    section = later.workspace.reports.section(report_id, "han-che")
    assert "DAT001" not in codes(later, section)
    [aside] = later.set_aside(section)
    assert aside.record.reason == "theo biên bản"
    later.bring_back(report_id, aside.record.id)
    assert "DAT001" in codes(later, section)


def test_line_ends_and_composition_of_the_words_do_not_bring_it_back(
    desk: Desk, report_id: int
) -> None:
    text = "Uỷ ban nhân xã đã họp và giao việc cho các thôn."
    section = desk.save(report_id, "han-che", text, 0)
    [flag] = [each for each in desk.flags(section) if each.diagnostic.code == "NAM004"]
    desk.dismiss(report_id, "han-che", flag.key, "trích nguyên văn")
    broken = text.replace("nhân xã", "nhân\nxã")
    assert "NAM004" not in codes(desk, desk.save(report_id, "han-che", broken, section.version))


def test_another_finding_of_the_same_rule_is_still_told(desk: Desk, report_id: int) -> None:
    section = desk.save(report_id, "han-che", f"{IMPOSSIBLE} Xã họp tiếp ngày 31/4/2023.", 0)
    first = next(each for each in desk.flags(section) if each.diagnostic.code == "DAT001")
    desk.dismiss(report_id, "han-che", first.key, "")
    left = [
        each.diagnostic.quote for each in desk.flags(section) if each.diagnostic.code == "DAT001"
    ]
    assert left == ["31/4/2023"]


def test_certain_fixes_go_in_as_one_version_and_undo_takes_them_out(
    desk: Desk, report_id: int
) -> None:
    text = "Thực hiện Nghị định số 61/2018/NQ-CP của Chính phủ. Xã đã họp thôn ngày 2/3/2023."
    section = desk.save(report_id, "han-che", text, 0)
    fixed, what = desk.fix_certain(report_id, "han-che", section.version)
    assert "61/2018/NĐ-CP" in fixed.text
    assert "02/3/2023" in fixed.text
    assert len(what.applied) >= 2
    assert fixed.version == section.version + 1
    with pytest.raises(UserError):
        desk.fix_certain(report_id, "han-che", fixed.version)
    assert desk.undo(report_id, "han-che", fixed.version).text == text


def test_certain_fixes_leave_what_was_set_aside(desk: Desk, report_id: int) -> None:
    text = "Thực hiện Nghị định số 61/2018/NQ-CP của Chính phủ. Xã đã họp thôn ngày 2/3/2023."
    section = desk.save(report_id, "han-che", text, 0)
    dismiss(desk, section, "REF001", "trích nguyên văn")
    fixed, _ = desk.fix_certain(report_id, "han-che", section.version)
    assert "61/2018/NQ-CP" in fixed.text
    assert "02/3/2023" in fixed.text


def test_certain_fixes_never_overwrite_another_persons_edit(desk: Desk, report_id: int) -> None:
    section = desk.save(report_id, "han-che", "Xã họp ngày 2/3/2023.", 0)
    later = desk.save(report_id, "han-che", "Xã họp ngày 2/3/2023 tại thôn.", section.version)
    with pytest.raises(UserError, match="người khác sửa"):
        desk.fix_certain(report_id, "han-che", section.version)
    assert desk.workspace.reports.section(report_id, "han-che").text == later.text


def five(desk: Desk, section: SectionRecord) -> list[int]:
    """Where the flags on "31/4/2023" stand."""
    return [
        flag.diagnostic.start
        for flag in desk.flags(section)
        if (flag.diagnostic.code, flag.diagnostic.quote) == ("DAT001", "31/4/2023")
    ]


TWICE = "Thôn Hạ họp dân ngày 31/4/2023. Thôn Thượng họp dân ngày 31/4/2023."


def test_a_dismissal_holds_for_its_place_alone(desk: Desk, report_id: int) -> None:
    section = desk.save(report_id, "han-che", TWICE, 0)
    first, second = five(desk, section)
    flag = next(each for each in desk.flags(section) if each.diagnostic.start == first)
    desk.dismiss(report_id, "han-che", flag.key, "theo biên bản")
    assert five(desk, section) == [second]
    [aside] = desk.set_aside(section)
    assert aside.diagnostic.start == first
    # the words move, other sentences come before them: the place is still known
    moved = desk.save(report_id, "han-che", f"Đầu mục.\n\n{TWICE}", section.version)
    assert five(desk, moved) == [second + len("Đầu mục.\n\n")]
    # the dismissed sentence goes: nothing of it clings to the other
    left = desk.save(report_id, "han-che", TWICE.split(". ")[1], moved.version)
    assert len(five(desk, left)) == 1


def test_both_places_can_be_dismissed_and_brought_back_alone(desk: Desk, report_id: int) -> None:
    section = desk.save(report_id, "han-che", TWICE, 0)
    for _ in range(2):
        flag = next(each for each in desk.flags(section) if each.diagnostic.code == "DAT001")
        desk.dismiss(report_id, "han-che", flag.key, "")
    assert five(desk, section) == []
    aside = desk.set_aside(section)
    assert len(aside) == 2
    desk.bring_back(report_id, aside[1].record.id)
    assert five(desk, section) == [aside[1].diagnostic.start]


def test_a_dismissal_of_an_older_program_holds_wherever_the_words_stand(
    desk: Desk, report_id: int
) -> None:
    section = desk.save(report_id, "han-che", TWICE, 0)
    desk.workspace.dismissals.add(report_id, "DAT001", "31/4/2023", "như cũ")
    assert five(desk, section) == []
    [aside] = desk.set_aside(section)
    desk.bring_back(report_id, aside.record.id)
    assert len(five(desk, section)) == 2
