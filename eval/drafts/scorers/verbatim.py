"""Lines of the notes that stand in the draft as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from eval.drafts.sample import Sample, Score, count

_SHORTEST: Final = 5  # words; shorter ones cannot well be said otherwise


@dataclass(frozen=True, slots=True)
class Verbatim:
    name: str = "verbatim"
    label: str = "Dòng ghi chú chép nguyên văn"
    kind: Literal["count"] = "count"
    bar: float = 0

    def __call__(self, sample: Sample) -> Score:
        text = _plain(sample.first.text)
        return count([line for line in _lines(sample) if _plain(line) in text])


def _lines(sample: Sample) -> Iterator[str]:
    for source in sample.case.notes:
        for line in source.text.splitlines():
            bare = line.strip(" -*+•\t.;,")
            if len(bare.split()) >= _SHORTEST:
                yield bare


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).lower()
