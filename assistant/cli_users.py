"""``python -m assistant users …``: the accounts, for whoever sits at the machine itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from assistant.cli_options import json_option, print_json
from assistant.settings import get_settings

if TYPE_CHECKING:
    from assistant.workspace import Workspace

_ROLES = click.Choice(["reader", "editor", "admin"])
_name = click.argument("name", metavar="TÊN")
_password = click.option(
    "--password-stdin", is_flag=True, help="Đọc mật khẩu từ đầu vào chuẩn, không hỏi."
)


@click.group()
def users() -> None:
    """Tài khoản đăng nhập: thêm, xem, đổi vai trò, khóa, nhật ký."""


@users.command("add")
@_name
@click.option("--role", type=_ROLES, default="editor", show_default=True, help="Vai trò.")
@_password
def add(name: str, role: str, password_stdin: bool) -> None:
    """Tạo một tài khoản; vai trò: reader chỉ xem, editor soạn thảo, admin quản trị."""
    from assistant.workspace.actor import Role

    password = _read_password(password_stdin)
    with _workspace() as workspace:
        made = workspace.people.add(name, password, Role(role))
    click.echo(f"Đã tạo tài khoản “{made.name}” ({role}).")


@users.command("list")
@json_option
def list_users(as_json: bool) -> None:
    """Các tài khoản hiện có."""
    with _workspace() as workspace:
        people = workspace.people.all()
    if as_json:
        print_json(people)
        return
    for each in people:
        click.echo(f"{each.name:<20} {each.role:<7} {'' if each.active else 'đã khóa'}".rstrip())
    if not people:
        click.echo("Chưa có tài khoản nào.")


@users.command("set")
@_name
@click.option("--role", type=_ROLES, help="Vai trò mới.")
@click.option("--lock/--unlock", default=None, help="Khóa hoặc mở khóa tài khoản.")
def change(name: str, role: str | None, lock: bool | None) -> None:
    """Đổi vai trò, khóa hoặc mở khóa một tài khoản."""
    from assistant.domain import UserError
    from assistant.workspace.actor import Role

    if role is None and lock is None:
        raise UserError("Chưa nói đổi gì: hãy thêm --role, --lock hoặc --unlock.")
    with _workspace() as workspace:
        workspace.people.change(
            name, role=Role(role) if role else None, active=None if lock is None else not lock
        )
    click.echo(f"Đã sửa tài khoản “{name}”.")


@users.command("password")
@_name
@_password
def password(name: str, password_stdin: bool) -> None:
    """Đặt lại mật khẩu của một tài khoản."""
    new = _read_password(password_stdin)
    with _workspace() as workspace:
        workspace.people.reset_password(name, new)
    click.echo(f"Đã đặt lại mật khẩu của “{name}”.")


@users.command("log")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@json_option
def log(limit: int, as_json: bool) -> None:
    """Nhật ký: ai làm gì, lúc nào; mới nhất trước."""
    with _workspace() as workspace:
        acts = workspace.audit.latest(limit)
    if as_json:
        print_json(acts)
        return
    for each in acts:
        who = each.actor or "tại máy chủ"
        where = f" [báo cáo {each.report_id}]" if each.report_id else ""
        when = f"{each.at.astimezone():%Y-%m-%d %H:%M:%S}"
        click.echo(f"{when}  {who:<16} {each.action:<20} {each.detail}{where}".rstrip())


def _read_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Nhập lại"))


@contextmanager
def _workspace() -> Iterator[Workspace]:
    """The workspace, brought up to date when no page holds it (a page has done so itself)."""
    from assistant.library import Library

    library = Library.open(get_settings())
    try:
        yield library.workspace
    finally:
        library.close()
