"""Whether an office lets its notes go to a model on another machine; every answer is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from assistant.workspace.database import Database
from assistant.workspace.models import Fact, utc_now

_KEY = "model_consents"


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """``office`` is the office's own mark in a workspace that several may share."""

    office: str
    provider: str
    host: str
    allowed: bool
    decided_at: datetime


class ConsentStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    def decide(self, office: str, provider: str, host: str, *, allowed: bool) -> ConsentRecord:
        """Keep an answer; it holds until the next one."""
        made = ConsentRecord(office, provider, host, allowed, utc_now())
        with self._database.write() as session:
            rows = json.loads(session.scalar(select(Fact.value).where(Fact.key == _KEY)) or "[]")
            rows.append(
                {
                    "office": office,
                    "provider": provider,
                    "host": host,
                    "allowed": allowed,
                    "decided_at": made.decided_at.isoformat(),
                }
            )
            session.merge(Fact(key=_KEY, value=json.dumps(rows, ensure_ascii=False)))
        return made

    def history(self, office: str) -> list[ConsentRecord]:
        """Every answer of an office, the latest first."""
        with self._database.read() as session:
            rows = json.loads(session.scalar(select(Fact.value).where(Fact.key == _KEY)) or "[]")
        return [
            ConsentRecord(**{**row, "decided_at": datetime.fromisoformat(row["decided_at"])})
            for row in reversed(rows)
            if row["office"] == office
        ]

    def latest(self, office: str, provider: str, host: str) -> ConsentRecord | None:
        """The answer that holds; None where nobody was asked."""
        return next(
            (r for r in self.history(office) if (r.provider, r.host) == (provider, host)), None
        )
