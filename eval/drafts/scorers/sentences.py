"""Sentences: with their evidence, and properly begun and ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from eval.drafts.sample import Sample, Score, share

_HEADING: Final = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*)\.\s")
_ITEM: Final = re.compile(r"[-+•*]\s+|[a-zđ]\)\s+")
_PAIRS: Final = ("()", "“”", "[]")


@dataclass(frozen=True, slots=True)
class Evidenced:
    """Sentences with ids of evidence that the draft has, and that stand in its text."""

    name: str = "evidenced"
    label: str = "Câu có căn cứ"
    kind: Literal["share"] = "share"
    bar: float = 1.0

    def __call__(self, sample: Sample) -> Score:
        draft = sample.first.draft
        ids = {entry.id for entry in draft.evidence}
        text = " ".join(draft.text.split())
        problems = [
            sentence.text
            for sentence in draft.sentences
            if not sentence.evidence
            or not ids.issuperset(sentence.evidence)
            or " ".join(sentence.text.split()).rstrip(".;:") not in text
        ]
        return share(len(draft.sentences) - len(problems), problems)


@dataclass(frozen=True, slots=True)
class Ended:
    """Paragraphs that begin with a capital, end with a sign and close what they open."""

    name: str = "ended"
    label: str = "Câu kết thúc đúng"
    kind: Literal["share"] = "share"
    bar: float = 1.0

    def __call__(self, sample: Sample) -> Score:
        lines = [line for line in map(str.strip, sample.first.text.splitlines()) if line]
        problems = list(_unfinished(lines))
        return share(len(lines) - len(problems), problems)


def _unfinished(lines: list[str]) -> Iterator[str]:
    for index, line in enumerate(lines):
        if _HEADING.match(line) and line[-1] not in ".;:":
            continue
        body = line[item.end() :] if (item := _ITEM.match(line)) else line
        last = index + 1 == len(lines)
        signs = ".!?/" if last else ".!?;:/"
        begun = not body[0].isalpha() or body[0].isupper() or item is not None
        closed = all(body.count(pair[0]) == body.count(pair[1]) for pair in _PAIRS)
        if body.rstrip("”)]")[-1:] not in signs or not begun or not closed or ".." in body:
            yield line
