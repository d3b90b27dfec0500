"""Checking a file that someone brings: read, check, give back with comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.checking import CheckContext, CheckResult, check
from assistant.corpus import load_document
from assistant.domain import Profile
from assistant.export.comments import export_checked
from assistant.language.dates import find_dates


@dataclass(frozen=True, slots=True)
class CheckedFile:
    text: str
    result: CheckResult
    report_date: date
    commented: Path  # the .docx with a comment on each finding


def check_file(
    source: Path, folder: Path, *, report_date: date | None = None, profile: Profile | None = None
) -> CheckedFile:
    """Check ``source`` and write the commented .docx into ``folder``.

    Without ``report_date`` the first date of the text counts as the day of the report, and today
    where it has none.

    Raises:
        UserError: the file is empty, binary, of another format or unreadable.
    """
    document = load_document(source)
    day = report_date or _first_date(document.text) or date.today()
    result = check(document.text, CheckContext(report_date=day, profile=profile))
    commented = folder / f"{source.stem} (đã kiểm tra).docx"
    export_checked(source, document.text, result.diagnostics, commented)
    return CheckedFile(document.text, result, day, commented)


def _first_date(text: str) -> date | None:
    """The date of issue stands in the heading block."""
    return next((found.value for found in find_dates(text[:1500]) if found.value), None)
