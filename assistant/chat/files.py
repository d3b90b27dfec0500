"""Checking a file that someone brings: read, check, give back with comments or corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.checking import (
    CheckContext,
    CheckResult,
    Fixed,
    apply_fixes,
    check,
    notes_as_evidence,
    report_date_of,
)
from assistant.corpus import load_document
from assistant.domain import (
    Diagnostic,
    Evidence,
    LoadedDocument,
    OfficeDocument,
    Period,
    Profile,
    UserError,
)
from assistant.export.comments import export_checked
from assistant.export.fixed import write_fixed

#: Told what is being done, one Vietnamese line at a time.
Progress = Callable[[str], None]

_CORRECTED = ("docx", "md", "txt")


@dataclass(frozen=True, slots=True)
class Beside:
    """What the clerk gives beside the report.

    Attributes:
        notes: files that the report may rest on.
        office_log: the office's issued documents.
        report_date: the day of the report; None: the one that it bears, and today without any.
    """

    notes: tuple[Path, ...] = ()
    office_log: tuple[OfficeDocument, ...] = ()
    period: Period | None = None
    report_date: date | None = None
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class CheckedFile:
    source: Path
    document: LoadedDocument
    report_date: date
    result: CheckResult
    dated: bool = True  # False: nobody says the day, today stands in for it

    @property
    def certain(self) -> Fixed:
        """The text with the fixes that need no reader; nothing where the format has none."""
        able = self.document.format in _CORRECTED
        return apply_fixes(self.document.text, self.result.diagnostics if able else ())


@dataclass(frozen=True, slots=True)
class CorrectedFile:
    path: Path
    applied: tuple[Diagnostic, ...]


def _silent(_: str) -> None:
    return None


def check_file(source: Path, beside: Beside, progress: Progress = _silent) -> CheckedFile:
    """Read ``source`` and check it.

    Args:
        progress: told of the files that are read and of the pages of a scan.

    Raises:
        UserError: a file is empty, binary, of another format or unreadable.
    """
    progress(f"Đang đọc “{source.name}”…")
    document = load_document(source, progress=progress)
    day = beside.report_date or report_date_of(document.text)
    notes = read_notes(beside.notes, beside.period, progress)
    progress("Đang kiểm tra…")
    context = CheckContext(
        report_date=day or date.today(),
        period=beside.period,
        profile=beside.profile,
        notes=notes,
        office_log=beside.office_log,
        doubts=document.doubts,
    )
    result = check(document.text, context)
    return CheckedFile(source, document, context.report_date, result, day is not None)


def read_notes(
    paths: Sequence[Path], period: Period | None, progress: Progress = _silent
) -> tuple[Evidence, ...]:
    """The notes of several files as evidence. Raises UserError for one that cannot be read."""
    evidence: list[Evidence] = []
    for path in paths:
        text = load_document(path, progress=progress).text
        evidence += notes_as_evidence(path.name, text, period, first=len(evidence) + 1)
    return tuple(evidence)


def with_comments(checked: CheckedFile, folder: Path) -> Path:
    """Write the .docx with a comment on each finding into ``folder``; returns where."""
    path = folder / f"{checked.source.stem} (đã kiểm tra).docx"
    export_checked(checked.source, checked.document.text, checked.result.diagnostics, path)
    return path


def corrected(checked: CheckedFile, folder: Path) -> CorrectedFile:
    """Write a copy with the certain fixes into ``folder``; the original stays as it is.

    Raises:
        UserError: there is nothing to correct in it.
    """
    fixed = checked.certain
    if not fixed.applied:
        raise UserError(
            f"“{checked.source.name}” không có chỗ nào sửa được mà không cần người đọc lại."
        )
    path = folder / f"{checked.source.stem} (đã sửa){checked.source.suffix}"
    missed = write_fixed(checked.source, checked.document, fixed, path)
    return CorrectedFile(path, tuple(found for found in fixed.applied if found not in missed))
