"""The chat as it was, citations included, and the diagnostics that people set aside."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from assistant.domain import Citation, ScoredChunk
from assistant.workspace.codec import many_from_json, to_json
from assistant.workspace.database import Database
from assistant.workspace.models import Dismissal, Message
from assistant.workspace.records import DismissalRecord, MessageRecord


class MessageStore:
    def __init__(self, database: Database) -> None:
        self._database = database

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
            row = Message(
                report_id=report_id,
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
            rows = session.scalars(
                select(Message).where(Message.report_id.is_(report_id)).order_by(Message.id)
                if report_id is None
                else select(Message).where(Message.report_id == report_id).order_by(Message.id)
            )
            return [_message(row) for row in rows]

    def clear(self, report_id: int | None) -> None:
        """Forget the messages of a report (None: those of no report)."""
        where = Message.report_id.is_(None) if report_id is None else Message.report_id == report_id
        with self._database.write() as session:
            session.execute(delete(Message).where(where))


class DismissalStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, report_id: int, code: str, quote: str, reason: str, place: str = ""
    ) -> DismissalRecord:
        """Set a diagnostic aside, by its code, the words it stands on and their surroundings.

        Once however often; the last reason stays. Without ``place`` it holds wherever the words
        stand.
        """
        with self._database.write() as session:
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
            rows = session.scalars(
                select(Dismissal).where(Dismissal.report_id == report_id).order_by(Dismissal.id)
            )
            return [_dismissal(row) for row in rows]

    def remove(self, dismissal_id: int) -> None:
        """Let the diagnostic show again."""
        with self._database.write() as session:
            session.execute(delete(Dismissal).where(Dismissal.id == dismissal_id))


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
