"""What the section has to say, whatever the notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from eval.drafts.facts import has_all
from eval.drafts.sample import Sample, Score, share


@dataclass(frozen=True, slots=True)
class RequiredContent:
    name: str = "required_content"
    label: str = "Nội dung bắt buộc"
    kind: Literal["share"] = "share"
    bar: float = 0.98

    def __call__(self, sample: Sample) -> Score:
        wanted = sample.case.requires
        missing = [
            " & ".join("|".join(wordings) for wordings in words)
            for words in wanted
            if not has_all(sample.first.text, words)
        ]
        return share(len(wanted) - len(missing), missing)
