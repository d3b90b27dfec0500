"""Facts of the notes that the draft carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from eval.drafts.sample import Sample, Score, share


@dataclass(frozen=True, slots=True)
class FactRecall:
    name: str = "fact_recall"
    label: str = "Dữ kiện có mặt"
    kind: Literal["share"] = "share"
    bar: float = 1.0

    def __call__(self, sample: Sample) -> Score:
        passages = sample.first.passages
        missing = [f.written for f in sample.case.facts if not f.carried_by(passages)]
        return share(len(sample.case.facts) - len(missing), missing)
