"""The office's log and profile: given once, known to every check, also after a restart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.chat.desk import Desk
from assistant.chat.office import Office
from assistant.chat.whole_check import check_whole
from assistant.domain import Profile, Severity, UserError
from assistant.settings import Settings
from assistant.workspace import SectionRecord, Workspace

LOG = (
    "Số, ký hiệu;Ngày tháng văn bản;Trích yếu nội dung\n"
    "12/KH-UBND;05/01/2023;Kế hoạch công tác dân vận năm 2023\n"
    "30/BC-UBND;20/3/2023;Báo cáo kết quả tiếp công dân quý I năm 2023\n"
)
WRONG_DAY = (
    "Ủy ban nhân dân xã đã ban hành Kế hoạch số 12/KH-UBND ngày 15/01/2023 về công tác dân vận "
    "năm 2023."
)


def opened(folder: Path) -> Desk:
    settings = Settings(home=folder / "home", model="")
    return Desk(Workspace.open(settings.home), settings)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "Sổ 2023.csv"
    path.write_text(LOG, "utf-8")
    return path


def written(desk: Desk) -> SectionRecord:
    profile = Profile(commune="xã An Phú")
    report = desk.new_report("dan-van", "6 tháng đầu năm 2023", date(2023, 6, 30), profile)
    return desk.save(report.id, "chi-dao", WRONG_DAY, 0)


def against_log(desk: Desk, section: SectionRecord) -> bool:
    return any("05/01/2023" in item.text for flag in desk.flags(section) for item in flag.evidence)


def test_the_log_given_once_reaches_save_recheck_and_whole_check_after_a_restart(
    tmp_path: Path, log: Path
) -> None:
    desk = opened(tmp_path)
    assert not against_log(desk, written(desk))
    assert desk.office.keep_log(log) == 2
    log.unlink()  # what the clerk uploaded is gone; the office's copy stays
    desk = opened(tmp_path)
    section = written(desk)
    assert against_log(desk, section)
    assert against_log(desk, desk.recheck(section.report_id, "chi-dao"))
    [whole] = check_whole(desk, section.report_id).sections
    assert against_log(desk, whole)
    drafted = desk.draft(section.report_id, "han-che", WRONG_DAY)
    assert against_log(desk, drafted)


def test_a_log_of_another_form_takes_the_place_of_the_first(tmp_path: Path, log: Path) -> None:
    office = Office(tmp_path / "office")
    office.keep_log(log)
    tabs = tmp_path / "so.tsv"
    tabs.write_text(
        LOG.replace(";", "\t").splitlines()[0] + "\n7/QĐ-UBND\t02/02/2023\tX\n", "utf-8"
    )
    office.keep_log(tabs)
    assert [document.number for document in office.log()] == [7]
    office.forget_log()
    assert office.log() == ()
    assert office.log_file() is None


def test_what_is_no_log_is_refused_and_the_old_one_stays(tmp_path: Path, log: Path) -> None:
    office = Office(tmp_path / "office")
    office.keep_log(log)
    bad = tmp_path / "danh-sach.csv"
    bad.write_text("Họ tên;Tuổi\nA;30\n", "utf-8")
    with pytest.raises(UserError):
        office.keep_log(bad)
    assert len(office.log()) == 2


def test_a_log_that_went_bad_does_not_keep_a_clerk_from_saving(tmp_path: Path, log: Path) -> None:
    desk = opened(tmp_path)
    desk.office.keep_log(log)
    kept = desk.office.log_file()
    assert kept is not None
    kept.write_bytes(b"\0\1\2")
    assert written(desk).text == WRONG_DAY


def test_rules_and_severities_of_the_profile_hold_for_every_report(tmp_path: Path) -> None:
    profile = tmp_path / "xa.toml"
    profile.write_text(
        'commune = "xã An Phú"\n[check]\nignore = ["DAT001"]\n[check.severity]\nREF001 = "info"\n',
        "utf-8",
    )
    desk = opened(tmp_path)
    report = desk.new_report("dan-van", "2023", date(2023, 12, 20), Profile(commune="xã An Phú"))
    desk.office.keep_profile(profile)
    text = "Thực hiện Nghị định số 61/2018/NQ-CP, xã họp ngày 30/02/2023."
    section = desk.save(report.id, "han-che", text, 0)
    told = {flag.diagnostic.code: flag.diagnostic.severity for flag in desk.flags(section)}
    assert "DAT001" not in told
    assert told["REF001"] is Severity.INFO
    drafted = desk.draft(report.id, "kien-nghi", text)
    assert "DAT001" not in {flag.diagnostic.code for flag in desk.flags(drafted)}
    desk.office.forget_profile()
    again = desk.recheck(report.id, "han-che")
    assert "DAT001" in {flag.diagnostic.code for flag in desk.flags(again)}


def test_the_first_report_knows_the_office_from_its_profile(tmp_path: Path) -> None:
    profile = tmp_path / "xa.toml"
    profile.write_text('commune = "xã Suối Trầu"\n[office]\nlog = "so.csv"\n', "utf-8")
    desk = opened(tmp_path)
    desk.office.keep_profile(profile)
    assert desk.last_profile().commune == "xã Suối Trầu"
    # The log that the profile names lies beside the profile, once someone puts it there.
    assert desk.office.log() == ()
    (desk.office.folder / "so.csv").write_text(LOG, "utf-8")
    assert len(desk.office.log()) == 2
