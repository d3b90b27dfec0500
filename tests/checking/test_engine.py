import itertools
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checking import CheckContext, CheckResult, all_rules, check
from assistant.domain import Profile, Severity

CONTEXT = CheckContext(date(2023, 7, 10))
TEXT = """**I. Đặc điểm**

Thực hiện Nghị định số 04/2015/NQ-CP ngày 09/01/2015 của Chính phủ.

Từ ngày 01/01/2023 đến ngày 09/6/2016 xã được giao 20 nhiệm vụ.

## **I. Kết quả**

Căn cứ Pháp lệnh số 34/2007/PL-UBTVQH11 của Ủy ban Thường vụ Quốc hội.
"""


def _places(result: CheckResult) -> list[tuple[str, str]]:
    return [(d.code, d.quote) for d in result.diagnostics]


def test_finds_what_is_wrong_in_order() -> None:
    result = check(TEXT, CONTEXT)
    wrong = [(d.code, d.quote) for d in result.diagnostics if d.severity is not Severity.INFO]
    assert wrong == [
        ("REF001", "04/2015/NQ-CP"),
        ("DAT002", "09/6/2016"),
        ("STR001", "I"),
        ("REF007", "34/2007/PL-UBTVQH11"),
    ]


@pytest.mark.parametrize(
    "rewrite",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
        pytest.param(lambda text: "---\ndate: 2023-07-10\n---\n\n" + text, id="front matter"),
        pytest.param(lambda text: text.replace("*", "").replace("#", ""), id="no Markdown"),
    ],
)
def test_same_findings_however_it_is_written(rewrite) -> None:  # type: ignore[no-untyped-def]
    text = rewrite(TEXT)
    assert _places(check(text, CONTEXT)) == _places(check(TEXT, CONTEXT))


def test_offsets_are_of_the_text_as_it_stands() -> None:
    decomposed = unicodedata.normalize("NFD", TEXT)
    assert decomposed != TEXT
    result = check(decomposed, CONTEXT)
    composed = check(TEXT, CONTEXT)
    for ours, theirs in zip(result.diagnostics, composed.diagnostics, strict=True):
        assert ours.quote == decomposed[ours.start : ours.end]
        assert unicodedata.normalize("NFC", ours.quote) == theirs.quote
        for related in ours.related:
            assert related.quote == decomposed[related.start : related.end]


def test_evidence_is_listed_once_and_named() -> None:
    result = check(TEXT + TEXT, CONTEXT)
    ids = [entry.id for entry in result.evidence]
    assert len(ids) == len(set(ids))
    assert {id for d in result.diagnostics for id in d.evidence} == set(ids)
    assert "reg:04/2015/NĐ-CP" in ids


def test_office_switches_rules_off() -> None:
    profile = Profile(ignore_rules=("STR001", "REF"))
    context = CheckContext(CONTEXT.report_date, profile=profile)
    assert [d.code for d in check(TEXT, context).diagnostics] == ["DAT002"]


def test_fixes_end_what_they_fix() -> None:
    text = TEXT
    for diagnostic in sorted(check(text, CONTEXT).diagnostics, key=lambda d: -d.start):
        if diagnostic.fix is not None:
            text = text[: diagnostic.start] + diagnostic.fix + text[diagnostic.end :]
    codes = {d.code for d in check(text, CONTEXT).diagnostics}
    assert "REF001" not in codes
    assert "STR001" not in codes


def test_codes_are_unique_and_of_known_families() -> None:
    codes = [rule.code for rule in all_rules()]
    assert codes == sorted(set(codes))
    assert {code[:3] for code in codes} <= {"REF", "NUM", "DAT", "NAM", "STR", "CLM", "STY", "SRC"}


_PIECES = [
    "Nghị định số 61/2018/NĐ-CP", "ngày 30/02/2023", "của Chính phủ", "xã Ba Tơ", "huyện Ba Tư",
    "**", "## ", "\n", "\r\n", "1. ", "II. ", "a) ", "2.1 ", "trong đó", "20 hộ", "95%", "2/5 thôn",
    "| 5 |", "Cộng", "; ", ". ", "“", "\u0301", "e\u0302\u0301", "từ ngày 01/5/2023 đến ngày",
    "Ủy ban nhân xã", "của của", "---\n", "İ", "\u1112\u1161\u11ab", "số 05/KH-UBND", "Báo cáo",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join))
def test_any_text_is_survived(text: str) -> None:
    result = check(text, CONTEXT)
    assert result == check(text, CONTEXT)
    assert list(result.diagnostics) == sorted(
        result.diagnostics, key=lambda d: (d.start, d.end)
    ) or all(a.start <= b.start for a, b in itertools.pairwise(result.diagnostics))
    for diagnostic in result.diagnostics:
        assert diagnostic.quote == text[diagnostic.start : diagnostic.end]
        assert diagnostic.quote
        for related in diagnostic.related:
            assert related.quote == text[related.start : related.end]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_are_survived(text: str) -> None:
    for diagnostic in check(text, CONTEXT).diagnostics:
        assert diagnostic.quote == text[diagnostic.start : diagnostic.end]


def test_imports_stay_light() -> None:
    """The checker must start fast: none of the heavy packages comes with it."""
    import subprocess
    import sys

    program = (
        "import sys, assistant.checking as c; c.all_rules();"
        "heavy = {'torch', 'gradio', 'pandas', 'sentence_transformers', 'chromadb', 'langchain'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    out = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert out.stdout.strip() == "[]"
