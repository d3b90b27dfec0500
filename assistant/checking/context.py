"""What a report is checked against, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.domain import Diagnostic, Doubt, Evidence, OfficeDocument, Period, Profile


@dataclass(frozen=True, slots=True)
class CheckContext:
    """The circumstances of a report.

    Attributes:
        report_date: the day that validity is judged on.
        period: what the report covers; evidence of another period supports nothing in it.
        notes: the staff's notes, one entry a line (see ``evidence.notes_as_evidence``).
        outline: headings that the superior's outline asks for; empty: the usual parts.
        doubts: what was read badly; offsets into the text as it stands.
        office_log: the office's own issued documents, in the order of its log.
    """

    report_date: date
    period: Period | None = None
    report_type: str | None = None
    profile: Profile | None = None
    notes: tuple[Evidence, ...] = ()
    office_log: tuple[OfficeDocument, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    outline: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Diagnostics by position, and the evidence that they name."""

    diagnostics: tuple[Diagnostic, ...]
    evidence: tuple[Evidence, ...]
