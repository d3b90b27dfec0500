"""What was given beside a report's notes: an earlier report, an outline, tables of figures.

Each is kept as it was read, so that a report rests on the same text whatever becomes of the file.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from assistant.workspace.actor import Actor
from assistant.workspace.database import Database
from assistant.workspace.guard import find_report, hidden
from assistant.workspace.models import Material, Report
from assistant.workspace.records import MaterialRecord


class MaterialStore:
    def __init__(self, database: Database, actor: Actor | None = None) -> None:
        self._database = database
        self._actor = actor

    def of_report(self, report_id: int, kind: str | None = None) -> list[MaterialRecord]:
        """The report's materials of a kind (or all), in the order in which they came."""
        statement = select(Material).where(Material.report_id == report_id).order_by(Material.id)
        if kind is not None:
            statement = statement.where(Material.kind == kind)
        with self._database.read() as session:
            if hidden(session.get(Report, report_id), self._actor):
                return []
            return [_record(row) for row in session.scalars(statement)]

    def add(self, report_id: int, kind: str, name: str, data: dict[str, Any]) -> MaterialRecord:
        """Keep ``data``; one of the same kind and name is replaced.

        Raises:
            UserError: there is no such report, or the account may only look.
        """
        with self._database.write() as session:
            find_report(session, report_id, self._actor, writing=True)
            session.execute(
                delete(Material).where(
                    Material.report_id == report_id, Material.kind == kind, Material.name == name
                )
            )
            row = Material(report_id=report_id, kind=kind, name=name, data=data)
            session.add(row)
            session.flush()
            return _record(row)

    def remove(self, report_id: int, kind: str, name: str = "") -> None:
        """Forget the materials of a kind, or the one of that name."""
        statement = delete(Material).where(Material.report_id == report_id, Material.kind == kind)
        if name:
            statement = statement.where(Material.name == name)
        with self._database.write() as session:
            find_report(session, report_id, self._actor, writing=True)
            session.execute(statement)


def _record(row: Material) -> MaterialRecord:
    return MaterialRecord(row.id, row.report_id, row.kind, row.name, row.data, row.created_at)
