"""Who did what and when. The texts have their versions; here stand the acts around them."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.domain import UserError
from assistant.workspace.actor import Actor
from assistant.workspace.database import Database
from assistant.workspace.models import AuditRow
from assistant.workspace.records import AuditRecord


class Audit(StrEnum):
    """The acts that are written down; the name in the database is stable."""

    LOGIN = "login"
    LOGIN_FAILED = "login_failed"
    USER_ADDED = "user_added"
    USER_CHANGED = "user_changed"
    PASSWORD_CHANGED = "password_changed"
    REPORT_CREATED = "report_created"
    REPORT_DELETED = "report_deleted"
    REPORT_SHARED = "report_shared"
    REPORT_MADE_PRIVATE = "report_made_private"
    EXPORTED = "exported"
    INGESTED = "ingested"
    OFFICE_CHANGED = "office_changed"


def record(
    session: Session,
    actor: Actor | None,
    action: Audit,
    detail: str = "",
    report_id: int | None = None,
) -> None:
    """Write an act down in the transaction that does it."""
    session.add(
        AuditRow(
            actor=actor.name if actor else "",
            action=action.value,
            detail=detail[:500],
            report_id=report_id,
        )
    )


class AuditStore:
    def __init__(self, database: Database, actor: Actor | None = None) -> None:
        self._database = database
        self._actor = actor

    def record(self, action: Audit, detail: str = "", report_id: int | None = None) -> None:
        """Write down an act that changes nothing else in the workspace."""
        with self._database.write() as session:
            record(session, self._actor, action, detail, report_id)

    def latest(self, limit: int = 200) -> list[AuditRecord]:
        """The last ``limit`` acts, the newest first. Raises UserError unless an admin asks."""
        if self._actor is not None and not self._actor.may_administer:
            raise UserError("Chỉ quản trị viên được xem nhật ký.")
        with self._database.read() as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(limit))
            return [
                AuditRecord(
                    at=row.at,
                    actor=row.actor,
                    action=row.action,
                    detail=row.detail,
                    report_id=row.report_id,
                )
                for row in rows
            ]
