"""How long a section takes."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Literal

from eval.drafts.sample import Sample, Score


@dataclass(frozen=True, slots=True)
class Speed:
    """The median of the versions in milliseconds; of a whole report, over its sections."""

    name: str = "milliseconds"
    label: str = "Thời gian một mục (ms)"
    kind: Literal["largest"] = "largest"
    bar: float = 300.0

    def __call__(self, sample: Sample) -> Score:
        return Score(1000 * median(sample.seconds), 1)
