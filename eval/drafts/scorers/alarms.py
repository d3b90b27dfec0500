"""Errors and warnings of the checker, with the notes as typed for evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from assistant.checking import CheckContext, check, notes_as_evidence
from assistant.domain import Diagnostic, Evidence, Severity, SourceKind
from eval.drafts.sample import Sample, Score, count

_FACTS: Final = ("NUM", "REF", "DAT", "NAM", "CLM")


@dataclass(frozen=True, slots=True)
class UnsupportedByRules:
    """Alarms of the rules on figures, references, dates, names and claims.

    The draft's own note entries are left aside: it could have written into them what it says.
    """

    name: str = "unsupported_rules"
    label: str = "Không có căn cứ (theo bộ kiểm tra)"
    kind: Literal["count"] = "count"
    bar: float = 0

    def __call__(self, sample: Sample) -> Score:
        return count([_line(d) for d in _alarms(sample) if d.code.startswith(_FACTS)])


@dataclass(frozen=True, slots=True)
class FormByRules:
    """Alarms of the rules on structure and style."""

    name: str = "form_rules"
    label: str = "Lỗi văn phong, cấu trúc"
    kind: Literal["count"] = "count"
    bar: float = 0

    def __call__(self, sample: Sample) -> Score:
        return count([_line(d) for d in _alarms(sample) if d.code.startswith(("STR", "STY"))])


def _alarms(sample: Sample) -> list[Diagnostic]:
    case = sample.case
    evidence: list[Evidence] = []
    for source in case.notes:
        evidence.extend(
            notes_as_evidence(source.name, source.text, case.period, first=len(evidence) + 1)
        )
    evidence.extend(e for e in sample.first.draft.evidence if e.source is not SourceKind.NOTE)
    context = CheckContext(
        report_date=case.report_date,
        period=case.period,
        report_type=case.report_type,
        profile=case.profile,
        notes=tuple(evidence),
    )
    found = check(sample.first.text, context).diagnostics
    return [d for d in found if d.severity is not Severity.INFO and not d.code.startswith("SRC")]


def _line(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.code} “{diagnostic.quote}”: {diagnostic.message}"
