"""“Tài khoản”: who is logged in, who sees whose reports; for admins the accounts and the acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.domain import UserError
from assistant.ui.errors import told
from assistant.ui.people_html import acts_html, people_html, who_html
from assistant.ui.services import Services
from assistant.workspace.actor import Role

Updates = dict[Any, Any]

ROLES = [
    ("Chỉ xem", Role.READER.value),
    ("Soạn thảo", Role.EDITOR.value),
    ("Quản trị", Role.ADMIN.value),
]
_SHARED, _PRIVATE = "Cả cơ quan xem được", "Chỉ tôi và quản trị viên"
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class PeopleTab:
    who: gr.HTML
    old: gr.Textbox
    new: gr.Textbox
    again: gr.Textbox
    change_password: gr.Button
    report: gr.Dropdown
    seen_by: gr.Radio
    admin: gr.Column
    people: gr.HTML
    name: gr.Textbox
    password: gr.Textbox
    role: gr.Dropdown
    add: gr.Button
    account: gr.Dropdown
    new_role: gr.Dropdown
    new_password: gr.Textbox
    set_role: gr.Button
    set_password: gr.Button
    lock: gr.Button
    unlock: gr.Button
    acts: gr.HTML

    @property
    def shown(self) -> list[Any]:
        return [self.who, self.report, self.seen_by, self.admin, self.people, self.account,
                self.acts, self.old, self.new, self.again, self.name, self.password,
                self.new_password]  # fmt: skip


def build_people_tab(services: Services, opened: gr.Tab) -> None:
    tab = _components()

    def show(said: str = "") -> Updates:
        workspace = services.desk.workspace
        actor = workspace.actor
        if actor is None:
            raise UserError("Chưa đăng nhập. Hãy tải lại trang.")
        mine = [
            (f"{each.title} (số {each.id})", each.id)
            for each in workspace.reports.all()
            if actor.may_administer or each.owner == actor.name
        ]
        updates: Updates = {
            tab.who: who_html(actor, said),
            tab.report: gr.update(choices=mine, value=None),
            tab.seen_by: gr.update(value=None),
            tab.admin: gr.update(visible=actor.may_administer),
            **dict.fromkeys((tab.old, tab.new, tab.again, tab.password, tab.new_password), ""),
        }
        if actor.may_administer:
            people = workspace.people.all()
            updates |= {
                tab.people: people_html(people),
                tab.account: gr.update(choices=[each.name for each in people], value=None),
                tab.acts: acts_html(workspace.audit.latest()),
                tab.name: "",
            }
        return updates

    def change_password(old: str, new: str, again: str) -> Updates:
        workspace = services.desk.workspace
        if new != again:
            raise UserError("Hai lần nhập mật khẩu mới không giống nhau. Hãy nhập lại.")
        assert workspace.actor is not None
        workspace.people.set_password(workspace.actor.name, new, old=old)
        return show("✔ Đã đổi mật khẩu")

    def how_seen(report_id: int | None) -> Any:
        if not report_id:
            return gr.update(value=None)
        report = services.desk.workspace.reports.get(report_id)
        return gr.update(value=_SHARED if report.shared else _PRIVATE)

    def share(report_id: int | None, how: str | None) -> Any:
        if not report_id or not how:
            raise UserError("Hãy chọn báo cáo trước, rồi chọn ai được xem.")
        workspace = services.desk.workspace
        report = workspace.reports.share(report_id, how == _SHARED)
        assert workspace.actor is not None
        seen = "cả cơ quan xem được" if report.shared else "chỉ người lập và quản trị viên xem được"
        return who_html(workspace.actor, f"✔ “{report.title}”: {seen}")

    def add(name: str, password: str, role: str) -> Updates:
        made = services.desk.workspace.people.add(name, password, Role(role))
        return show(f"✔ Đã tạo tài khoản “{made.name}”")

    def chosen(account: str | None) -> str:
        if not account:
            raise UserError("Chưa chọn tài khoản. Hãy chọn một tài khoản trong danh sách.")
        return account

    def set_role(account: str | None, role: str) -> Updates:
        services.desk.workspace.people.change(chosen(account), role=Role(role))
        return show(f"✔ Đã đổi vai trò của “{account}”")

    def set_password(account: str | None, password: str) -> Updates:
        services.desk.workspace.people.reset_password(chosen(account), password)
        return show(f"✔ Đã đặt lại mật khẩu của “{account}”")

    def lock(account: str | None) -> Updates:
        services.desk.workspace.people.change(chosen(account), active=False)
        return show(f"✔ Đã khóa “{account}”")

    def unlock(account: str | None) -> Updates:
        services.desk.workspace.people.change(chosen(account), active=True)
        return show(f"✔ Đã mở khóa “{account}”")

    opened.select(told(show), None, tab.shown, **_QUIET)
    tab.change_password.click(
        told(change_password), [tab.old, tab.new, tab.again], tab.shown, **_QUIET
    )
    tab.report.input(told(how_seen), tab.report, tab.seen_by, **_QUIET)
    tab.seen_by.input(told(share), [tab.report, tab.seen_by], tab.who, **_QUIET)
    tab.add.click(told(add), [tab.name, tab.password, tab.role], tab.shown, **_QUIET)
    tab.set_role.click(told(set_role), [tab.account, tab.new_role], tab.shown, **_QUIET)
    tab.set_password.click(told(set_password), [tab.account, tab.new_password], tab.shown, **_QUIET)
    tab.lock.click(told(lock), tab.account, tab.shown, **_QUIET)
    tab.unlock.click(told(unlock), tab.account, tab.shown, **_QUIET)


def _components() -> PeopleTab:
    parts: dict[str, Any] = {}
    with gr.Column(elem_classes="tab-body"):
        parts["who"] = gr.HTML(elem_id="who")
        with gr.Accordion("Đổi mật khẩu", open=False), gr.Row():
            parts["old"] = _secret("Mật khẩu hiện tại", "old-password")
            parts["new"] = _secret("Mật khẩu mới (ít nhất 8 ký tự)", "own-new-password")
            parts["again"] = _secret("Nhập lại mật khẩu mới", "own-new-password-again")
            parts["change_password"] = gr.Button("Đổi mật khẩu", elem_id="change-password")
        with gr.Accordion("Báo cáo của tôi: ai được xem", open=True), gr.Row():
            parts["report"] = gr.Dropdown(label="Báo cáo", choices=[], elem_id="own-report")
            parts["seen_by"] = gr.Radio(
                label="Ai được xem", choices=[_SHARED, _PRIVATE], elem_id="seen-by"
            )
        with gr.Column(visible=False, elem_id="admin") as admin:
            parts["people"] = gr.HTML(elem_id="people")
            with gr.Accordion("Thêm tài khoản", open=False), gr.Row():
                parts["name"] = gr.Textbox(label="Tên đăng nhập", elem_id="new-name")
                parts["password"] = _secret("Mật khẩu ban đầu", "new-password")
                parts["role"] = gr.Dropdown(label="Vai trò", choices=ROLES, value=ROLES[1][1])
                parts["add"] = gr.Button("Tạo tài khoản", variant="primary", elem_id="add-person")
            with gr.Accordion("Sửa tài khoản", open=False):
                with gr.Row():
                    parts["account"] = gr.Dropdown(label="Tài khoản", choices=[], elem_id="account")
                    parts["new_role"] = gr.Dropdown(
                        label="Vai trò mới", choices=ROLES, value=ROLES[1][1]
                    )
                    parts["new_password"] = _secret("Mật khẩu đặt lại", "reset-password")
                with gr.Row():
                    parts["set_role"] = gr.Button("Đổi vai trò", size="sm", elem_id="set-role")
                    parts["set_password"] = gr.Button("Đặt lại mật khẩu", size="sm")
                    parts["lock"] = gr.Button("Khóa", variant="stop", size="sm", elem_id="lock")
                    parts["unlock"] = gr.Button("Mở khóa", size="sm")
            with gr.Accordion("Nhật ký", open=False):
                parts["acts"] = gr.HTML(elem_id="acts")
        parts["admin"] = admin
    return PeopleTab(**parts)


def _secret(label: str, name: str) -> gr.Textbox:
    return gr.Textbox(label=label, type="password", max_length=200, elem_id=name)
