"""What was given beside a report's notes: an earlier report, an outline, tables of figures.

Each is kept as it was read, so that a report rests on the same text whatever becomes of the file.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from assistant.domain import UserError
from assistant.workspace.database import Database
from assistant.workspace.models import Material, Report
from assistant.workspace.records import MaterialRecord


class MaterialStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of_report(self, report_id: int, kind: str | None = None) -> list[MaterialRecord]:
        """The report's materials of a kind (or all), in the order in which they came."""
        statement = select(Material).where(Material.report_id == report_id).order_by(Material.id)
        if kind is not None:
            statement = statement.where(Material.kind == kind)
        with self._database.read() as session:
            return [_record(row) for row in session.scalars(statement)]

    def add(self, report_id: int, kind: str, name: str, data: dict[str, Any]) -> MaterialRecord:
        """Keep ``data``; one of the same kind and name is replaced.

        Raises:
            UserError: there is no such report.
        """
        with self._database.write() as session:
            if session.get(Report, report_id) is None:
                raise UserError(
                    f"Không có báo cáo số {report_id}. Hãy chọn một báo cáo trong danh sách."
                )
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
            session.execute(statement)


def _record(row: Material) -> MaterialRecord:
    return MaterialRecord(row.id, row.report_id, row.kind, row.name, row.data, row.created_at)
