"""What the verbs of the command line share: days, ``--json``, words for statuses."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from assistant.domain import Period, Severity, Status, UserError
from assistant.serialise import jsonable

_Command = TypeVar("_Command", bound=Callable[..., Any])

STATUS_WORD = {
    Status.IN_FORCE: "còn hiệu lực",
    Status.AMENDED: "còn hiệu lực, đã sửa đổi, bổ sung",
    Status.PARTLY: "còn hiệu lực một phần",
    Status.EXPIRED: "hết hiệu lực",
    Status.NOT_YET: "chưa có hiệu lực",
    Status.UNKNOWN: "chưa rõ hiệu lực",
}

#: Severity as people read it; the words also carry what colour would.
SEVERITY_WORD = {Severity.ERROR: "LỖI", Severity.WARNING: "CẢNH BÁO", Severity.INFO: "LƯU Ý"}


class IsoDate(click.ParamType[date]):
    """A day written as 2023-07-10."""

    name = "ngày"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise UserError(
                    f"“{value}” không có trong lịch: hãy kiểm tra lại ngày, tháng."
                ) from None
        raise UserError(f"“{value}” không phải là ngày: hãy viết dạng 2023-07-10 (năm-tháng-ngày).")


def existing(path: Path) -> Path:
    """``path`` itself. Raises UserError when there is nothing."""
    if not os.path.lexists(path):  # unlike pathlib's it never raises
        raise UserError(f"Không tìm thấy {path}: hãy kiểm tra lại tên và đường dẫn.")
    return path


def period_of(text: str | None) -> Period | None:
    """The period that an option names. Raises UserError for one that cannot be read."""
    from assistant.language.periods import parse_period

    return parse_period(text) if text else None


def print_progress(message: str) -> None:
    """What is being done, on stderr."""
    click.echo(message, err=True)


def print_json(value: Any) -> None:
    """``value`` as JSON in UTF-8 on stdout."""
    click.echo(json.dumps(jsonable(value), ensure_ascii=False, indent=2))


def json_option(command: _Command) -> _Command:
    return click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")(command)


def cloud_option(command: _Command) -> _Command:
    """``--allow-cloud``: the leave that the page asks for, given on the command line."""
    return click.option(
        "--allow-cloud",
        is_flag=True,
        help="Cho gửi ghi chú (đã che thông tin cá nhân) tới mô hình ở máy khác.",
    )(command)


def refuse_unasked_cloud(model: str, *, allowed: bool) -> None:
    """Raises UserError when ``model`` is on another machine and nobody allowed it."""
    from assistant.drafting.destination import destination_of
    from assistant.settings import get_settings

    destination = destination_of(model, get_settings())
    if destination.local or allowed:
        return
    raise UserError(
        f"Mô hình “{model}” chạy ở máy khác ({destination.host}); ghi chú chưa được gửi đi. Nếu cơ "
        "quan cho phép, hãy thêm --allow-cloud (hoặc đặt TLBC_ALLOW_CLOUD_MODEL=1); nếu không, "
        'thêm --model "" để soạn không dùng mô hình.'
    )
