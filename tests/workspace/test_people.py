"""Accounts, roles, what is whose, and the audit trail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.domain import UserError
from assistant.workspace import Workspace
from assistant.workspace.actor import Actor, Role
from assistant.workspace.audit_store import Audit
from assistant.workspace.models import User

LAN, HUNG, XEM, SEP = (
    Actor("lan", Role.EDITOR),
    Actor("hung", Role.EDITOR),
    Actor("xem", Role.READER),
    Actor("sep", Role.ADMIN),
)
DAY = date(2023, 6, 30)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path)
    yield opened
    opened.close()


def new_report(workspace: Workspace, actor: Actor | None, *, shared: bool = True) -> int:
    reports = workspace.acting(actor).reports
    made = reports.create("dan-van", "Báo cáo", DAY, sections=[("han-che", "Hạn chế")])
    if not shared:
        reports.share(made.id, False)
    return made.id


# --- accounts -----------------------------------------------------------------------------------


def test_a_password_is_kept_as_an_argon2id_hash_and_opens_the_account(workspace: Workspace) -> None:
    workspace.people.add("Lan.VP", "mật khẩu của Lan", Role.EDITOR)
    with workspace.database.read() as session:
        stored = session.scalar(select(User.password_hash))
    assert stored is not None
    assert stored.startswith("$argon2id$")
    assert "Lan" not in stored
    assert workspace.people.verify("lan.vp", "mật khẩu của Lan") == Actor("lan.vp", Role.EDITOR)
    assert workspace.people.verify("LAN.VP ", "mật khẩu của Lan") is not None
    assert workspace.people.verify("lan.vp", "mật khẩu của lan") is None
    assert workspace.people.verify("ai đó", "mật khẩu của Lan") is None


@pytest.mark.parametrize(
    ("name", "password", "told"),
    [
        ("", "mật khẩu dài", "Tên đăng nhập"),
        ("lan anh", "mật khẩu dài", "Tên đăng nhập"),
        ("../etc", "mật khẩu dài", "Tên đăng nhập"),
        ("a" * 33, "mật khẩu dài", "Tên đăng nhập"),
        ("lan", "ngắn", "ít nhất 8"),
        ("lan", "x" * 201, "nhiều nhất 200"),
        ("lananhvp", "LanAnhVP", "dễ đoán"),
        ("lan", "aaaaaaaaaa", "dễ đoán"),
    ],
)
def test_names_and_passwords_that_will_not_do(
    workspace: Workspace, name: str, password: str, told: str
) -> None:
    with pytest.raises(UserError, match=told):
        workspace.people.add(name, password, Role.EDITOR)
    assert workspace.people.all() == []


def test_a_name_is_taken_once(workspace: Workspace) -> None:
    workspace.people.add("lan", "mật khẩu dài", Role.EDITOR)
    with pytest.raises(UserError, match="Đã có tài khoản"):
        workspace.people.add("LAN", "mật khẩu khác", Role.ADMIN)


def test_after_five_wrong_passwords_the_right_one_has_to_wait(workspace: Workspace) -> None:
    workspace.people.add("lan", "mật khẩu dài", Role.EDITOR)
    workspace.people.add("hung", "mật khẩu dài", Role.EDITOR)
    for _ in range(5):
        assert workspace.people.verify("lan", "đoán mò thôi") is None
    assert workspace.people.verify("lan", "mật khẩu dài") is None
    assert workspace.people.verify("hung", "mật khẩu dài") is not None


def test_a_locked_account_neither_logs_in_nor_goes_on(workspace: Workspace) -> None:
    workspace.people.add("lan", "mật khẩu dài", Role.EDITOR)
    assert workspace.people.actor("lan") == LAN
    workspace.people.add("sep", "mật khẩu dài", Role.ADMIN)
    workspace.people.change("lan", active=False)
    assert workspace.people.verify("lan", "mật khẩu dài") is None
    with pytest.raises(UserError, match="bị khóa"):
        workspace.people.actor("lan")


def test_the_last_admin_stays(workspace: Workspace) -> None:
    workspace.people.add("sep", "mật khẩu dài", Role.ADMIN)
    for change in ({"role": Role.EDITOR}, {"active": False}):
        with pytest.raises(UserError, match="cuối cùng"):
            workspace.people.change("sep", **change)
    assert workspace.people.actor("sep").role is Role.ADMIN


def test_only_an_admin_keeps_the_accounts_and_everyone_their_own_password(
    workspace: Workspace,
) -> None:
    workspace.people.add("lan", "mật khẩu dài", Role.EDITOR)
    workspace.people.add("hung", "mật khẩu dài", Role.EDITOR)
    own = workspace.acting(LAN).people
    for forbidden in (
        lambda: own.add("khac", "mật khẩu dài", Role.ADMIN),
        lambda: own.change("lan", role=Role.ADMIN),
        lambda: own.set_password("hung", "mật khẩu mới", old="mật khẩu dài"),
        lambda: own.reset_password("lan", "mật khẩu mới"),
        own.all,
        workspace.acting(LAN).audit.latest,
    ):
        with pytest.raises(UserError, match="Chỉ quản trị viên"):
            forbidden()
    with pytest.raises(UserError, match="hiện tại không đúng"):
        own.set_password("lan", "mật khẩu mới", old="đoán mò thôi")
    own.set_password("lan", "mật khẩu mới", old="mật khẩu dài")
    assert workspace.people.verify("lan", "mật khẩu mới") is not None
    workspace.acting(SEP).people.reset_password("hung", "mật khẩu đặt lại")
    assert workspace.people.verify("hung", "mật khẩu đặt lại") is not None


# --- what is whose ------------------------------------------------------------------------------


def test_a_private_report_is_not_there_for_others(workspace: Workspace) -> None:
    mine = new_report(workspace, LAN, shared=False)
    workspace.acting(LAN).messages.add(mine, "user", "câu hỏi riêng")
    workspace.acting(LAN).dismissals.add(mine, "REF010", "NĐ 61", "đã xem")
    for actor, seen in ((LAN, True), (SEP, True), (None, True), (HUNG, False), (XEM, False)):
        there = workspace.acting(actor)
        assert [each.id for each in there.reports.all()] == ([mine] if seen else []), actor
        assert bool(there.messages.of_report(mine)) is seen
        assert bool(there.dismissals.of_report(mine)) is seen
    other = workspace.acting(HUNG)
    for refused in (
        lambda: other.reports.get(mine),
        lambda: other.reports.sections(mine),
        lambda: other.reports.section(mine, "han-che"),
        lambda: other.reports.versions(mine, "han-che"),
        lambda: other.reports.save_section(mine, "han-che", "chữ", 0),
        lambda: other.reports.set_notes(mine, "han-che", ()),
        lambda: other.reports.update(mine, title="khác"),
        lambda: other.reports.delete(mine),
        lambda: other.reports.share(mine, True),
        lambda: other.messages.add(mine, "user", "chữ"),
        lambda: other.dismissals.add(mine, "REF010", "chữ", ""),
        lambda: other.materials.add(mine, "prior", "kỳ trước", {}),
        lambda: other.materials.remove(mine, "prior"),
    ):
        with pytest.raises(UserError, match=f"Không có báo cáo số {mine}"):
            refused()


def test_a_reader_looks_and_changes_nothing(workspace: Workspace) -> None:
    shared = new_report(workspace, LAN)
    reader = workspace.acting(XEM)
    assert reader.reports.get(shared).owner == "lan"
    assert reader.reports.section(shared, "han-che").text == ""
    for refused in (
        lambda: new_report(workspace, XEM),
        lambda: reader.reports.save_section(shared, "han-che", "chữ", 0),
        lambda: reader.reports.set_notes(shared, "han-che", ()),
        lambda: reader.reports.restore(shared, "han-che", 1, 0),
        lambda: reader.reports.add_section(shared, "moi", "Mới"),
        lambda: reader.reports.update(shared, title="khác"),
        lambda: reader.reports.delete(shared),
        lambda: reader.dismissals.add(shared, "REF010", "chữ", ""),
    ):
        with pytest.raises(UserError, match="chỉ được xem"):
            refused()


def test_only_the_owner_or_an_admin_shares_a_report(workspace: Workspace) -> None:
    shared = new_report(workspace, LAN)
    with pytest.raises(UserError, match="Chỉ người lập"):
        workspace.acting(HUNG).reports.share(shared, False)
    assert workspace.acting(SEP).reports.share(shared, False).shared is False
    assert workspace.acting(LAN).reports.share(shared, True).shared is True


def test_versions_say_who_wrote_them_and_talk_outside_reports_is_ones_own(
    workspace: Workspace,
) -> None:
    shared = new_report(workspace, LAN)
    workspace.acting(LAN).reports.save_section(shared, "han-che", "Bản một.", 0)
    workspace.acting(HUNG).reports.save_section(shared, "han-che", "Bản hai.", 1)
    workspace.acting(SEP).reports.restore(shared, "han-che", 1, 2)
    written = workspace.reports.versions(shared, "han-che")
    assert [each.author for each in written] == ["sep", "hung", "lan"]
    workspace.acting(LAN).messages.add(None, "user", "câu của Lan")
    assert workspace.acting(HUNG).messages.of_report(None) == []
    workspace.acting(HUNG).messages.clear(None)
    assert [each.text for each in workspace.acting(LAN).messages.of_report(None)] == ["câu của Lan"]


# --- the audit trail ----------------------------------------------------------------------------


def test_acts_are_written_down_and_outlive_the_report(workspace: Workspace) -> None:
    workspace.people.add("lan", "mật khẩu dài", Role.EDITOR)
    workspace.people.verify("lan", "đoán mò thôi")
    workspace.people.verify("lan", "mật khẩu dài")
    made = new_report(workspace, LAN, shared=False)
    workspace.acting(LAN).reports.delete(made)
    acts = [(each.actor, each.action, each.report_id) for each in workspace.audit.latest()]
    assert acts == [
        ("lan", Audit.REPORT_DELETED, made),
        ("lan", Audit.REPORT_MADE_PRIVATE, made),
        ("lan", Audit.REPORT_CREATED, made),
        ("lan", Audit.LOGIN, None),
        ("", Audit.LOGIN_FAILED, None),
        ("", Audit.USER_ADDED, None),
    ]
    told = " ".join(each.detail for each in workspace.audit.latest())
    assert "mật khẩu" not in told
    assert "đoán mò" not in told


def test_an_act_that_fails_is_not_written_down(workspace: Workspace) -> None:
    workspace.people.add("sep", "mật khẩu dài", Role.ADMIN)
    with pytest.raises(UserError):
        workspace.people.change("sep", active=False)
    assert [each.action for each in workspace.audit.latest()] == [Audit.USER_ADDED]
