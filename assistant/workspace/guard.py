"""The one place that lets an actor at a report: who may not see it is told that it is not there."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, true
from sqlalchemy.orm import Session

from assistant.domain import UserError
from assistant.workspace.actor import Actor
from assistant.workspace.models import Report

READ_ONLY = (
    "Tài khoản của bạn chỉ được xem. Hãy nhờ người quản trị đổi vai trò nếu bạn cần soạn hoặc sửa."
)


def find_report(
    session: Session, report_id: int, actor: Actor | None, *, writing: bool = False
) -> Report:
    """The report's row.

    Raises:
        UserError: no such report for this actor, or (writing) the account may only look.
    """
    report = session.get(Report, report_id)
    if report is None or hidden(report, actor):
        raise UserError(f"Không có báo cáo số {report_id}. Hãy chọn một báo cáo trong danh sách.")
    if writing:
        require_writer(actor)
    return report


def hidden(report: Report | None, actor: Actor | None) -> bool:
    """Whether there is a report that ``actor`` may not see."""
    return report is not None and actor is not None and not actor.sees(report.owner, report.shared)


def require_writer(actor: Actor | None) -> None:
    """Raises UserError when the account may only look."""
    if actor is not None and not actor.may_write:
        raise UserError(READ_ONLY)


def seen_by(actor: Actor | None) -> ColumnElement[bool]:
    """The condition on reports that leaves those which ``actor`` may see."""
    if actor is None or actor.may_administer:
        return true()
    return or_(Report.shared, Report.owner == actor.name)
