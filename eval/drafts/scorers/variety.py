"""How differently the same facts are said in five versions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from assistant.language.dates import find_dates
from eval.drafts.quantities import find_quantities
from eval.drafts.sample import Sample, Score, Version, share

_TOKEN: Final = re.compile(r"\w+")
_LENGTH: Final = 4


@dataclass(frozen=True, slots=True)
class DistinctFour:
    """Distinct runs of four words over all versions, of all runs.

    Citations, dates, figures and the names of the case and its office count as one word each.
    """

    name: str = "distinct_4"
    label: str = "Đa dạng qua 5 lần viết"
    kind: Literal["share"] = "share"
    bar: float = 0.6

    def __call__(self, sample: Sample) -> Score:
        names = _names(sample)
        runs = [run for version in sample.versions for run in _runs(version, names)]
        return Score(len(set(runs)), len(runs))


@dataclass(frozen=True, slots=True)
class FactsKept:
    """Facts of the first version that every rewriting carries."""

    name: str = "facts_kept"
    label: str = "Dữ kiện giữ nguyên khi viết lại"
    kind: Literal["share"] = "share"
    bar: float = 1.0

    def __call__(self, sample: Sample) -> Score:
        carried = [f for f in sample.case.facts if f.carried_by(sample.first.passages)]
        lost = [
            f"{fact.written} (lần {number})"
            for fact in carried
            for number, version in enumerate(sample.versions[1:], start=2)
            if not fact.carried_by(version.passages)
        ]
        return share(len(carried) * (len(sample.versions) - 1) - len(lost), lost)


def _names(sample: Sample) -> tuple[str, ...]:
    office = sample.case.profile
    named = [fact.name for fact in sample.case.facts if fact.name]
    return tuple(
        filter(None, (*named, office.superior, office.commune, office.district, office.province))
    )


def _runs(version: Version, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    text = version.text
    cited = [r.span for r in version.references]
    masks = [(span, "viendan") for span in cited]
    masks += [(m.span, "ngaythang") for m in find_dates(text)]
    masks += [(q.span, "conso") for q in find_quantities(text, cited)]
    for span, mask in sorted(masks, reverse=True):
        text = f"{text[: span.start]} {mask} {text[span.end :]}"
    for name in names:
        text = text.replace(name, "tenrieng")
    words = _TOKEN.findall(text.lower())
    return [tuple(words[i : i + _LENGTH]) for i in range(len(words) - _LENGTH + 1)]
