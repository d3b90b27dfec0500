"""A draft's figures held against those of the office's earlier report.

"… tiếp 280 lượt công dân, tăng 12% so với cùng kỳ năm 2022 (250 lượt công dân)": only where noun,
unit, act and actor agree word by word, once on each side, and the two periods are of one kind. The
sentence then rests on the note, on the earlier report's sentence, and on the arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from assistant.domain import DraftSentence, Evidence, Period, SourceKind
from assistant.drafting.comparable import (
    Comparable,
    comparable_figures,
    figures_of_report,
    unambiguous,
)
from assistant.drafting.composer import Composition
from assistant.drafting.layout import Paragraph, Remark
from assistant.drafting.prior import PriorReport, compared_with
from assistant.drafting.request import DraftRequest
from assistant.language.figures import find_figures
from assistant.language.numbers import NUMBER, format_count, format_number, parse_number

#: Below it a percentage says less than the difference: two classes more than one is "tăng 100%".
_FEWEST_FOR_SHARE = 10
_MOST_FOR_SHARE = 300  # per cent
_LONGEST_NOUN = 5  # syllables that are said again beside the earlier figure
_MOST_IN_SENTENCE = 2
_STEP = Decimal("0.01")
_COMPARED_SECTIONS = ("ket-qua", "dac-diem", "chi-dao")


def with_comparisons(composition: Composition, request: DraftRequest, kind: str) -> Composition:
    """``composition`` with its figures compared with ``request.prior``.

    Args:
        kind: the family of the section; only sections that tell results are compared.
    """
    prior, period = request.prior, request.period
    if prior is None or period is None or kind not in _COMPARED_SECTIONS:
        return composition
    named = compared_with(period, prior)
    if not named:
        return composition
    comparer = _Comparer(composition, period, prior, named, request.profile.commune)
    return comparer.compared()


class _Comparer:
    def __init__(
        self,
        composition: Composition,
        period: Period,
        prior: PriorReport,
        named: str,
        office: str,
    ) -> None:
        self._composition, self._period = composition, period
        self._prior, self._named, self._office = prior, named, office
        self._before = unambiguous(figures_of_report(prior.text, prior.period, office))
        own = [each for s in composition.sentences for each in self._figures(s)]
        self._now = unambiguous(own)
        self._notes = {
            entry.id: entry for entry in composition.evidence if entry.source is SourceKind.NOTE
        }
        self._evidence: dict[str, Evidence] = {}
        self._rests: dict[str, str] = {}  # sentence of the earlier report → id

    def compared(self) -> Composition:
        changed: dict[DraftSentence, DraftSentence] = {}
        for sentence in self._composition.sentences:
            written = self._sentence(sentence)
            if written != sentence:
                changed[sentence] = written
        if not changed:
            return self._composition
        return replace(
            self._composition,
            paragraphs=tuple(_paragraph(p, changed) for p in self._composition.paragraphs),
            remarks=tuple(_remark(r, changed) for r in self._composition.remarks),
            evidence=(*self._composition.evidence, *self._evidence.values()),
        )

    def _figures(self, sentence: DraftSentence) -> list[Comparable]:
        return comparable_figures(sentence.text, self._period, office=self._office)

    def _sentence(self, sentence: DraftSentence) -> DraftSentence:
        noted = {
            value
            for id in sentence.evidence
            if id in self._notes
            for value in _numbers_in(self._notes[id].text)
        }
        pairs = [
            (now, self._before[now.key])
            for now in self._figures(sentence)
            if now.key in self._now and now.key in self._before and now.figure.value in noted
        ]
        pairs = [pair for pair in pairs if pair[1].figure.value > 0][:_MOST_IN_SENTENCE]
        text, ids = sentence.text, list(sentence.evidence)
        for now, before in reversed(pairs):
            said, arithmetic = self._told(now, before)
            follows = text[now.end :].lstrip()[:1]
            if follows == "(":
                continue  # what stands in brackets belongs to the figure
            comma = "," if follows and follows not in ",.;:" else ""
            text = f"{text[: now.end]}, {said}{comma}{text[now.end :]}"
            ids += [self._source(before), self._derived(arithmetic, before)]
        return replace(sentence, text=text, evidence=tuple(dict.fromkeys(ids)))

    def _told(self, now: Comparable, before: Comparable) -> tuple[str, str]:
        """The comparison in words, and its arithmetic."""
        a, b = now.figure.value, before.figure.value
        short = now.noun if len(now.noun.split()) <= _LONGEST_NOUN else ""
        base = _shown(b, now, short)
        if a == b:
            return f"bằng {self._named} ({base})", f"{_number(a)} − {_number(b)} = 0"
        way = "tăng" if a > b else "giảm"
        large, less = max(a, b), min(a, b)
        share = ((large - less) * 100 / b).quantize(_STEP, ROUND_HALF_UP)
        plain = f"so với {self._named} ({base})"
        if b >= _FEWEST_FOR_SHARE and 0 < share <= _MOST_FOR_SHARE:
            exact = share * b == (large - less) * 100
            rounding = "" if exact else " (làm tròn đến hai chữ số thập phân)"
            return (
                f"{way} {format_number(share)}% {plain}",
                f"({_number(large)} − {_number(less)}) / {_number(b)} × 100 = "
                f"{format_number(share)}%{rounding}",
            )
        step = _shown(large - less, now, short)
        return f"{way} {step} {plain}", (
            f"{_number(large)} − {_number(less)} = {_number(large - less)}"
        )

    def _source(self, before: Comparable) -> str:
        """The earlier report's sentence as evidence of the period that it speaks of."""
        known = self._rests.get(before.sentence)
        if known is not None:
            return known
        id = f"prior:{len(self._rests) + 1}"
        self._rests[before.sentence] = id
        place = f", mục “{before.place}”" if before.place else ""
        self._evidence[id] = Evidence(
            id,
            before.sentence,
            SourceKind.PRIOR_REPORT,
            self._prior.period.label,
            f"{self._prior.name}{place}",
        )
        return id

    def _derived(self, arithmetic: str, before: Comparable) -> str:
        id = f"derived:{self._source(before)}:{len(self._evidence)}"
        # It names the earlier figure, so it speaks of that period and proves nothing of this one.
        self._evidence[id] = Evidence(
            id, arithmetic, SourceKind.DERIVED, self._prior.period.label, "so sánh hai kỳ"
        )
        return id


def _numbers_in(note: str) -> set[Decimal]:
    """Every number that a note may mean: "họp thôn 10 cuộc" counts, though "thôn 10" is a name."""
    found = {figure.value for figure in find_figures(note)}
    for match in NUMBER.finditer(note):
        with suppress(ValueError):
            found.add(parse_number(match[0]))
    return found


def _shown(value: Decimal, like: Comparable, noun: str) -> str:
    """ "250 lượt công dân", "96 triệu đồng"."""
    unit = like.figure.unit
    return " ".join(filter(None, (_number(value) if unit else _count(value), unit, noun)))


def _count(value: Decimal) -> str:
    return format_count(int(value)) if value == value.to_integral_value() else _number(value)


def _number(value: Decimal) -> str:
    return format_number(value)


def _paragraph(paragraph: Paragraph, changed: dict[DraftSentence, DraftSentence]) -> Paragraph:
    sentences: Sequence[DraftSentence] = [changed.get(s, s) for s in paragraph.sentences]
    return replace(paragraph, sentences=tuple(sentences))


def _remark(remark: Remark, changed: dict[DraftSentence, DraftSentence]) -> Remark:
    if remark.sentence is None or remark.sentence not in changed:
        return remark
    return replace(remark, sentence=changed[remark.sentence])
