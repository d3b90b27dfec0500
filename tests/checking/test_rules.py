"""Every rule's page is its test: the bad texts are reported where they are marked, the good not."""

import pytest

from assistant.checking import CheckContext, Rule, all_rules, check, notes_as_evidence
from assistant.checking.rule import Example

CASES = [
    pytest.param(rule, example, id=f"{rule.code}-{'good' if example.good else 'bad'}-{number}")
    for rule in all_rules()
    for number, example in enumerate(rule.examples)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: Rule, example: Example) -> None:
    notes = notes_as_evidence("ghi-chu.txt", example.notes)
    result = check(example.text, CheckContext(example.report_date, notes=notes))
    found = [d for d in result.diagnostics if d.code == rule.code]
    assert [(d.start, d.end) for d in found] == [(s.start, s.end) for s in example.marked]
    if example.fixes:
        assert tuple(d.fix for d in found) == example.fixes
    if example.good:
        assert not found


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_page(rule: Rule) -> None:
    page = rule.page()
    assert page.startswith(f"{rule.code} – {rule.title}")
    assert "⟦" not in page
    assert rule.source in page
