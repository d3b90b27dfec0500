"""How strongly each instrument of the register speaks of a matter, in figures of several kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.answering.outside import outside
from assistant.answering.phrase_index import PhraseKind, Postings, open_or_build
from assistant.domain import Instrument
from assistant.language.tokens import FOLDED_MARK, lexical_tokens
from assistant.register import Register

_Floats = NDArray[np.float32]

#: Of what a syllable weighs, the share that is lost where only its accents differ.
_ACCENTS = 0.4
#: A pair that no phrase has mostly joins two words by chance: it says less than a syllable.
_UNHEARD_PAIR = 0.4


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure an instrument, in the order of the register; most lie between 0 and 1.

    Attributes:
        scores: BM25 of the best phrase of each ``PhraseKind``.
        second: BM25 of the second best phrase of any kind.
        likeness: how much the best title or phrasing and the matter have in common, over both.
        recall: how much of the matter the best title or phrasing has.
        title_share: how much of the title the matter has.
        title_recall: how much of the matter the title has.
        named: how much of the matter all titles and phrasings together have.
        covered: how much of the matter everything said of the instrument has.
        pairs: how much of the matter's pairs of syllables everything has.
        syllables: how much of its single syllables everything has.
        title_pairs: how much of its pairs the title has ("viên chức" is not "công chức").
        named_pairs: how much of its pairs titles and phrasings have.
        gapless: 1 less the information of the weightiest syllable that nothing of it has.
    """

    scores: dict[PhraseKind, _Floats]
    second: _Floats
    likeness: _Floats
    recall: _Floats
    title_share: _Floats
    title_recall: _Floats
    named: _Floats
    covered: _Floats
    pairs: _Floats
    syllables: _Floats
    title_pairs: _Floats
    named_pairs: _Floats
    gapless: _Floats


@dataclass(frozen=True, slots=True)
class _Unit:
    """A syllable or pair of the matter: its folded term, and the accented one where it has one."""

    folded: int | None
    accented: int | None
    weight: float
    pair: bool


class EvidenceIndex:
    """Searches the phrases of a register."""

    def __init__(self, instruments: tuple[Instrument, ...]) -> None:
        self.instruments = instruments
        self.rows = {instrument.id: row for row, instrument in enumerate(instruments)}
        self._index = open_or_build(instruments)
        index = self._index
        self._slots = {kind: np.flatnonzero(index.kinds == kind) for kind in PhraseKind}
        self._title_of = self._slots[PhraseKind.TITLE]

    def of(self, matter: str) -> Evidence:
        """The evidence of every instrument for ``matter``, an essence."""
        index = self._index
        units = list(self._units(matter))
        total = sum(unit.weight for unit in units) or 1.0
        phrases = len(index.totals)
        matched = self._matched(units, index.phrases_of, phrases)
        bm25 = np.zeros(phrases, np.float32)
        for unit in units:
            for term in (unit.folded, unit.accented):
                if term is not None:
                    start, end = index.phrases_of.starts[term], index.phrases_of.starts[term + 1]
                    bm25[index.phrases_of.rows[start:end]] += index.impacts[start:end]
        own = bm25[index.owned]
        likeness = 2 * matched / (total + np.maximum(index.totals, 1e-6))
        names = np.concatenate([self._slots[PhraseKind.TITLE], self._slots[PhraseKind.ASKED]])
        titles = self._title_of
        paired = [unit for unit in units if unit.pair]
        whole = sum(unit.weight for unit in paired) or 1.0
        pairs_matched = self._matched(paired, index.phrases_of, phrases)
        return Evidence(
            scores={kind: self._best(own, slots) for kind, slots in self._slots.items()},
            second=self._second(own),
            likeness=self._best(likeness[index.owned], names),
            recall=self._best(matched[index.owned] / total, names),
            title_share=self._best((matched / np.maximum(index.totals, 1e-6))[index.owned], titles),
            title_recall=self._best(matched[index.owned] / total, titles),
            named=self._matched(units, index.named, index.count) / total,
            covered=self._matched(units, index.spoken, index.count) / total,
            pairs=self._share(paired),
            syllables=self._share([unit for unit in units if not unit.pair]),
            title_pairs=self._best((pairs_matched / whole)[index.owned], titles),
            named_pairs=self._matched(paired, index.named, index.count) / whole,
            gapless=1 - self._widest_gap(units) / index.rarest,
        )

    def _share(self, units: list[_Unit]) -> _Floats:
        total = sum(unit.weight for unit in units) or 1.0
        return self._matched(units, self._index.spoken, self._index.count) / total

    def _widest_gap(self, units: list[_Unit]) -> _Floats:
        widest = np.zeros(self._index.count, np.float32)
        for unit in units:
            if not unit.pair:
                gap = np.full(self._index.count, unit.weight, np.float32)
                if unit.folded is not None:
                    gap[self._index.spoken.of(unit.folded)] = 0
                np.maximum(widest, gap, out=widest)
        return widest

    def _units(self, matter: str) -> Iterator[_Unit]:
        index = self._index
        terms = list(dict.fromkeys(lexical_tokens(matter)))
        folded = [term for term in terms if term.startswith(FOLDED_MARK)]
        written: dict[str, str] = {}
        if not matter.isascii():
            tokens = lexical_tokens(matter)
            half = len(tokens) // 2
            written = dict(zip(tokens[half:], tokens[:half], strict=True))
        for term in folded:
            number = index.vocabulary.get(term)
            pair = " " in term
            weight = float(index.information[number]) if number is not None else index.rarest
            if number is None and pair:
                weight *= _UNHEARD_PAIR
            accented = index.vocabulary.get(written[term]) if term in written else None
            if term not in written:
                accented = number  # what is typed without accents matches either way
            yield _Unit(number, accented, weight, pair)

    def _matched(self, units: list[_Unit], postings: Postings, size: int) -> _Floats:
        """The information of ``units`` that each row has."""
        found = np.zeros(size, np.float32)
        for unit in units:
            if unit.folded is not None:
                found[postings.of(unit.folded)] += (1 - _ACCENTS) * unit.weight
            if unit.accented is not None:
                found[postings.of(unit.accented)] += _ACCENTS * unit.weight
        return found

    def _best(self, values: NDArray[np.floating], slots: NDArray[np.intp]) -> _Floats:
        best = np.zeros(self._index.count, np.float32)
        np.maximum.at(best, self._index.owner[slots], values[slots])
        return best

    def _second(self, values: _Floats) -> _Floats:
        index = self._index
        order = np.lexsort((-values, index.owner))
        starts = np.searchsorted(index.owner[order], np.arange(index.count))
        ends = np.searchsorted(index.owner[order], np.arange(index.count), side="right")
        second = np.zeros(index.count, np.float32)
        several = ends - starts > 1
        second[several] = values[order][starts[several] + 1]
        return second


@lru_cache(maxsize=2)
def evidence_index(register: Register) -> EvidenceIndex:
    """The index over ``register`` and, behind it, what lies outside."""
    return EvidenceIndex((*register.all(), *outside(register)))
