"""The office's answer on a model elsewhere: kept, withdrawn, its own; marked messages; logs."""

from __future__ import annotations

import io
import logging
from datetime import date
from pathlib import Path

import pytest

from assistant.chat.desk import Desk
from assistant.chat.respond import Place, respond
from assistant.domain import Profile, UserError
from assistant.library import Library
from assistant.privacy.logs import keep_people_out_of_logs
from assistant.settings import Settings
from assistant.workspace import Workspace


def desk(home: Path, model: str = "openai:m", url: str = "http://127.1:9/v1") -> Desk:
    settings = Settings(home=home, model=model, model_base_url=url)
    return Desk(Workspace.open(home), settings)


def test_a_cloud_model_is_undecided_until_the_office_answers(tmp_path: Path) -> None:
    here = desk(tmp_path)
    assert here.consent.undecided
    assert not here.consent.allowed
    here.consent.decide(allowed=True)
    assert here.consent.allowed
    assert desk(tmp_path).consent.allowed, "kept in the workspace"
    here.consent.decide(allowed=False)
    assert not here.consent.allowed
    assert not here.consent.undecided, "asked once"


def test_an_answer_holds_for_one_destination(tmp_path: Path) -> None:
    desk(tmp_path).consent.decide(allowed=True)
    assert desk(tmp_path, model="openai:other").consent.allowed
    assert desk(tmp_path, url="http://model.example.com/v1").consent.undecided
    assert desk(tmp_path, model="anthropic:m").consent.undecided


@pytest.mark.parametrize(
    ("model", "url"), [("", ""), ("openai:m", "http://127.0.0.1:9/v1"), ("no-model", "")]
)
def test_nothing_is_asked_for_a_local_model_or_none(tmp_path: Path, model: str, url: str) -> None:
    consent = desk(tmp_path, model, url).consent
    assert not consent.needed
    assert not consent.undecided
    assert not consent.allowed


def test_two_offices_of_one_database_answer_for_themselves(tmp_path: Path) -> None:
    one, other = desk(tmp_path / "one"), desk(tmp_path / "other")
    shared = Desk(one.workspace, other.settings)
    one.consent.decide(allowed=True)
    assert shared.consent.undecided
    assert one.consent.allowed


@pytest.fixture
def noted(tmp_path: Path) -> tuple[Desk, int]:
    here = desk(tmp_path, model="", url="")
    report = here.new_report("dan-van", "năm 2023", date(2023, 12, 20), Profile(commune="xã A"))
    return here, report.id


def test_marked_notes_are_not_kept(noted: tuple[Desk, int]) -> None:
    here, report_id = noted
    for keep in (
        lambda: here.set_notes(report_id, "han-che", "MẬT\nphương án"),
        lambda: here.merge_notes(report_id, "han-che", "MẬT\nphương án", ""),
    ):
        with pytest.raises(UserError, match="bí mật nhà nước"):
            keep()
    assert here.workspace.reports.section(report_id, "han-che").notes == ()


def test_a_marked_message_is_refused_and_not_kept(noted: tuple[Desk, int]) -> None:
    here, report_id = noted
    reply = respond(
        here,
        Library.open(here.settings),
        "soạn phần hạn chế:\nTỐI MẬT\nphương án",
        Place(report_id, "han-che", here.settings.home),
    )
    assert reply.failed
    assert "bí mật nhà nước" in reply.text
    assert here.workspace.messages.of_report(report_id) == []


def test_people_stay_out_of_the_log() -> None:
    before = logging.getLogRecordFactory()
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    log = logging.getLogger("tests.people")
    log.addHandler(handler)
    keep_people_out_of_logs()
    try:
        log.warning("không đọc được %s", "ông Nguyễn Văn An, sđt 0912345678")
        try:
            raise ValueError("bà Trần Thị Bé, CCCD 051085001234")
        except ValueError:
            log.exception("lỗi")
    finally:
        logging.setLogRecordFactory(before)
        log.removeHandler(handler)
    said = out.getvalue()
    assert "ValueError" in said
    assert "[tên người]" in said
    for value in ("Nguyễn Văn An", "0912345678", "Trần Thị Bé", "051085001234"):
        assert value not in said
