"""The office's report of an earlier period that a new one is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain import Period
from assistant.language.period_steps import is_right_before, is_same_months_of_last_year


@dataclass(frozen=True, slots=True)
class PriorReport:
    """``name`` is shown as the place of its evidence; ``text`` is the whole report."""

    name: str
    period: Period
    text: str


def compared_with(period: Period, prior: PriorReport) -> str:
    """What a figure of ``prior`` is called beside one of ``period``: "cùng kỳ năm 2022", "năm
    2022", "quý I năm 2023"; "" where the two are of different kinds and nothing is compared."""
    if is_right_before(period, prior.period):
        return prior.period.label
    if is_same_months_of_last_year(period, prior.period):
        return f"cùng kỳ năm {prior.period.start.year}"
    return ""
