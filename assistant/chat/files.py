"""Checking a file that someone brings: read, check, give back with comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.checking import CheckContext, CheckResult, check, report_date_of
from assistant.corpus import load_document
from assistant.domain import Profile
from assistant.export.comments import export_checked


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

    Without ``report_date`` the day is the one that the report bears, and today where it bears none.

    Raises:
        UserError: the file is empty, binary, of another format or unreadable.
    """
    document = load_document(source)
    day = report_date or report_date_of(document.text) or date.today()
    result = check(document.text, CheckContext(day, profile=profile, doubts=document.doubts))
    commented = folder / f"{source.stem} (đã kiểm tra).docx"
    export_checked(source, document.text, result.diagnostics, commented)
    return CheckedFile(document.text, result, day, commented)
