"""The chat as it was, citations included, and the diagnostics that people set aside."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from assistant.domain import Citation, ScoredChunk
from assistant.workspace.actor import Actor
from assistant.workspace.codec import many_from_json, to_json
from assistant.workspace.database import Database
from assistant.workspace.guard import find_report, hidden
from assistant.workspace.models import Dismissal, Message, Report
from assistant.workspace.records import DismissalRecord, MessageRecord


class MessageStore:
    """``actor`` is who talks. What is said outside a report is each person's own."""

    def __init__(self, database: Database, actor: Actor | None = None) -> None:
        self._database = database
        self._actor = actor

    def add(
        self,
        report_id: int | None,
        role: str,
        text: str,
        citations: Sequence[Citation] = (),
        passages: Sequence[ScoredChunk] = (),
    ) -> MessageRecord:
        """Append a message with what it cites and the places of the library that it shows.

        ``role`` is "user" or "assistant"; no report is None.
        """
        with self._database.write() as session:
            self._guard(session, report_id)
            row = Message(
                report_id=report_id,
                owner=self._actor.name if self._actor else "",
                role=role,
                text=text,
                citations=to_json(tuple(citations)),
                passages=to_json(tuple(passages)),
            )
            session.add(row)
            session.flush()
            return _message(row)

    def of_report(self, report_id: int | None) -> list[MessageRecord]:
        """The messages of a report, oldest first; None: those of no report."""
        with self._database.read() as session:
            if hidden(session.get(Report, report_id) if report_id else None, self._actor):
                return []
            rows = session.scalars(select(Message).where(self._of(report_id)).order_by(Message.id))
            return [_message(row) for row in rows]

    def clear(self, report_id: int | None) -> None:
        """Forget the messages of a report (None: those of no report)."""
        with self._database.write() as session:
            self._guard(session, report_id)
            session.execute(delete(Message).where(self._of(report_id)))

    def _of(self, report_id: int | None) -> ColumnElement[bool]:
        if report_id is not None:
            return Message.report_id == report_id
        own = self._actor.name if self._actor else ""
        return Message.report_id.is_(None) & (Message.owner == own)

    def _guard(self, session: Session, report_id: int | None) -> None:
        if report_id is not None:
            find_report(session, report_id, self._actor)


class DismissalStore:
    def __init__(self, database: Database, actor: Actor | None = None) -> None:
        self._database = database
        self._actor = actor

    def add(
        self, report_id: int, code: str, quote: str, reason: str, place: str = ""
    ) -> DismissalRecord:
        """Set a diagnostic aside, by its code, the words it stands on and their surroundings.

        Once however often; the last reason stays. Without ``place`` it holds wherever the words
        stand.
        """
        with self._database.write() as session:
            find_report(session, report_id, self._actor, writing=True)
            row = session.scalar(
                select(Dismissal).where(
                    Dismissal.report_id == report_id,
                    Dismissal.code == code,
                    Dismissal.quote == quote,
                    Dismissal.place == place,
                )
            )
            if row is None:
                row = Dismissal(report_id=report_id, code=code, quote=quote, place=place)
                session.add(row)
            row.reason = reason
            session.flush()
            return _dismissal(row)

    def of_report(self, report_id: int) -> list[DismissalRecord]:
        with self._database.read() as session:
            if hidden(session.get(Report, report_id), self._actor):
                return []
            rows = session.scalars(
                select(Dismissal).where(Dismissal.report_id == report_id).order_by(Dismissal.id)
            )
            return [_dismissal(row) for row in rows]

    def remove(self, dismissal_id: int) -> None:
        """Let the diagnostic show again."""
        with self._database.write() as session:
            row = session.get(Dismissal, dismissal_id)
            if row is not None:
                find_report(session, row.report_id, self._actor, writing=True)
                session.delete(row)


def _message(row: Message) -> MessageRecord:
    return MessageRecord(
        id=row.id,
        report_id=row.report_id,
        role=row.role,
        text=row.text,
        citations=many_from_json(Citation, row.citations),
        created_at=row.created_at,
        passages=many_from_json(ScoredChunk, row.passages),
    )


def _dismissal(row: Dismissal) -> DismissalRecord:
    return DismissalRecord(
        id=row.id,
        report_id=row.report_id,
        code=row.code,
        quote=row.quote,
        place=row.place,
        reason=row.reason,
        created_at=row.created_at,
    )
