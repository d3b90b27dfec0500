"""Whole reports: clean ones stay silent, a real one shows its known errors, and both are fast."""

import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from assistant.checking import CheckContext, check, notes_as_evidence, report_date_of
from assistant.domain import Severity
from assistant.language.periods import find_period
from assistant.resources import data_folder

_FOLDER = Path(str(data_folder("knowledge"))) / "reports"
CLEAN = sorted(p for p in _FOLDER.glob("*.md") if not p.name.endswith(".notes.md"))


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_clean_report_raises_no_alarm(path: Path) -> None:
    text = path.read_text("utf-8")
    day = report_date_of(text)
    assert day is not None
    period = find_period(text)
    notes_path = path.with_suffix(".notes.md")
    notes = notes_as_evidence(notes_path.name, notes_path.read_text("utf-8"), period)
    result = check(text, CheckContext(day, period=period, notes=notes))
    alarms = [d for d in result.diagnostics if d.severity is not Severity.INFO]
    assert not alarms


def test_there_are_clean_reports() -> None:
    assert len(CLEAN) >= 6


@pytest.mark.parametrize(
    ("code", "quotes"),
    [
        ("REF001", {"04/2015/NQ-CP"}),
        ("DAT002", {"09/6/2016"}),
        ("REF007", {"34/2007/PL-UBTVQH11", "149/2018/NĐ-CP"}),
        ("REF005", {"về thực hiện Quy chế dân chủ ở cơ sở"}),
        (
            "REF011",
            {
                "Kế hoạch số 20/KH-UBND ngày 28/02/2023",
                "Kế hoạch số 23/KH-UBND ngày 13/02/2023",
                "Kế hoạch số 25/KH-UBND ngày 13/3/2023",
                "Kế hoạch số 34/KH-UBND ngày 2/3/2023",
                "Kế hoạch số 36/KH-UBND",
            },
        ),
        ("NAM001", {"Ba Tư"}),
        ("STR001", {"II"}),
        ("REF013", {"137/UBND", " xã"}),  # and "08/KH-UBND xã", to know
        ("NAM004", {"Ủy ban nhân"}),
        ("REF014", {"64/UBND"}),
        ("DAT004", {"năm 2022"}),
        (
            "STR005",
            {
                "kế hoạch số Kế hoạch số",
                "UBND xã đã ban hành năm 2023 UBND xã đã ban hành",
            },
        ),
    ],
)
def test_real_report(real_report: str, code: str, quotes: set[str]) -> None:
    result = check(real_report, CheckContext(date(2023, 7, 10)))
    assert {d.quote for d in result.diagnostics if d.code == code} == quotes


def test_real_report_names_both_spellings(real_report: str) -> None:
    result = check(real_report, CheckContext(date(2023, 7, 10)))
    names = [d for d in result.diagnostics if d.code == "NAM001"]
    assert [(d.quote, d.fix) for d in names] == [("Ba Tư", "Ba Tơ")] * 3
    assert {related.quote for related in names[0].related} == {"Ba Tơ"}


def test_real_report_has_no_other_alarm(real_report: str) -> None:
    """Each was read: whatever a change adds here must be read as well."""
    result = check(real_report, CheckContext(date(2023, 7, 10)))
    alarms = [d.code for d in result.diagnostics if d.severity is not Severity.INFO]
    assert Counter(alarms) == {
        "DAT002": 1,
        "DAT004": 1,
        "NAM001": 3,
        "NAM004": 1,
        "REF001": 1,
        "REF005": 1,
        "REF007": 2,
        "REF011": 5,  # 36 is out of order; so is 20 or 23, and 25 or 34
        "REF013": 1,
        "REF014": 1,
        "STR001": 1,
        "STR004": 2,  # "chức bộ"; "đã 20 hoàn thành"
        "STR005": 2,
    }


def test_time_grows_with_the_length() -> None:
    """A ratio, since the machine may be busy; tests/benchmarks/bench_checker.py has the figures."""
    text = CLEAN[0].read_text("utf-8")
    context = CheckContext(date(2023, 12, 11))
    check(text, context)
    per_word = []
    for copies in (1, 8):
        long = "\n\n".join([text] * copies)
        times = []
        for _ in range(3):
            start = time.perf_counter()
            check(long, context)
            times.append(time.perf_counter() - start)
        per_word.append(min(times) / len(long.split()))
    assert per_word[1] < per_word[0] * 3
