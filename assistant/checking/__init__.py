"""The checker: reads a report and says what is wrong, unsupported or doubtful."""

from assistant.checking.context import CheckContext, CheckResult
from assistant.checking.engine import all_rules, check
from assistant.checking.evidence import (
    instrument_as_evidence,
    notes_as_evidence,
    office_log_as_evidence,
)
from assistant.checking.fixing import Fixed, apply_fixes
from assistant.checking.report_date import report_date_of
from assistant.checking.rule import Rule

__all__ = [
    "CheckContext",
    "CheckResult",
    "Fixed",
    "Rule",
    "all_rules",
    "apply_fixes",
    "check",
    "instrument_as_evidence",
    "notes_as_evidence",
    "office_log_as_evidence",
    "report_date_of",
]
