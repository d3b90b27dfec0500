"""Abbreviations: written out at first use, and understood as the case means them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from assistant.domain import Span
from eval.drafts.facts import has_all
from eval.drafts.sample import Sample, Score, share

_SHORT: Final = re.compile(r"(?<![\w/-])[A-ZĐ]{2,}(?![\w/-])")
_ROMAN: Final = re.compile(r"[IVXLC]+")
#: Names that have no longer form in reports.
_NAMES: Final = frozenset(("QR", "OCOP", "COVID", "ISO", "SMS", "PAR"))


@dataclass(frozen=True, slots=True)
class Abbreviations:
    name: str = "abbreviations"
    label: str = "Chữ viết tắt được giải thích"
    kind: Literal["share"] = "share"
    bar: float = 1.0

    def __call__(self, sample: Sample) -> Score:
        problems = list(_unread(sample))
        closed = [r.span for r in sample.first.references]
        good = len(sample.case.meanings) - len(problems)
        unexplained = list(_unexplained(sample.first.text, closed))
        return share(good, [*problems, *unexplained])


def _unread(sample: Sample) -> Iterator[str]:
    text = sample.first.text
    for short, meanings in sample.case.meanings:
        bare = re.search(rf"(?<![\w/-]){re.escape(short)}(?![\w/-])", text)
        full = has_all(text, (meanings,))
        if not full or (bare and not has_all(text[: bare.start()], (meanings,))):
            yield f"{short} = {'|'.join(meanings)}"


def _unexplained(text: str, closed: list[Span]) -> Iterator[str]:
    """Short forms whose first use does not follow their words in brackets."""
    seen: set[str] = set()
    for match in _SHORT.finditer(text):
        short = match[0]
        inside = any(span.start <= match.start() < span.end for span in closed)
        if inside or short in seen or short in _NAMES or _ROMAN.fullmatch(short):
            continue
        seen.add(short)
        line = text[text.rfind("\n", 0, match.start()) + 1 :].split("\n", 1)[0]
        heading = line.upper() == line
        if not heading and not re.search(r"\([^()]*\Z", text[: match.start()]):
            yield f"{short} chưa giải thích"
