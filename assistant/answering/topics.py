"""Ranks the register's instruments for a matter: BM25 over their titles, topics and phrasings.

Every phrase under which an instrument may be asked for is a small document of its own, so that an
instrument with many phrasings is not penalised for its length. Syllables are indexed folded as well
as accented, so that "mot cua" finds "một cửa".
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import bm25s
import numpy as np

from assistant.domain import Instrument, Provision
from assistant.language.text import fold
from assistant.language.tokens import lexical_tokens
from assistant.register import Register


@dataclass(frozen=True, slots=True)
class Hit:
    instrument: Instrument
    score: float
    coverage: float  # share (0..1) of the matter's information that the instrument's words cover
    phrase: str


def _phrases(instrument: Instrument) -> list[str]:
    phrases = [instrument.title, *instrument.ask_as]
    if instrument.topics:
        phrases.append("; ".join(instrument.topics))
    phrases += [f"{p.heading}. {p.gist}" for p in instrument.provisions]
    return [phrase for phrase in phrases if phrase]


def _folded_terms(text: str) -> list[str]:
    """Folded syllables and their bigrams: what coverage is measured in."""
    words = "".join(c if c.isalnum() else " " for c in fold(text)).split()
    return words + [f"{a} {b}" for a, b in pairwise(words)]


class TopicIndex:
    """An index over a register, built once (about 20 ms for 200 instruments)."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self._owners: list[Instrument] = []
        self._phrases: list[str] = []
        self._terms: dict[str, frozenset[str]] = {}
        frequency: Counter[str] = Counter()
        for instrument in instruments:
            phrases = _phrases(instrument)
            self._owners += [instrument] * len(phrases)
            self._phrases += phrases
            terms = frozenset(term for phrase in phrases for term in _folded_terms(phrase))
            self._terms[instrument.id] = terms
            frequency.update(terms)
        count = max(1, len(self._terms))
        self._rarest = math.log(1 + count)
        self._weight = {t: math.log(1 + count / n) for t, n in frequency.items()}
        self._engine = bm25s.BM25()
        self._engine.index([lexical_tokens(p) for p in self._phrases], show_progress=False)
        self._vocabulary = self._engine.vocab_dict

    def search(self, matter: str, limit: int = 30) -> list[Hit]:
        """The instruments whose phrases answer ``matter`` best, best first."""
        tokens = [token for token in lexical_tokens(matter) if token in self._vocabulary]
        if not tokens:
            return []
        scores = self._engine.get_scores(tokens)
        best: dict[str, tuple[float, int]] = {}
        for position in np.argsort(-scores)[: limit * 8]:
            score = float(scores[position])
            if score <= 0:
                break
            owner = self._owners[position].id
            if owner not in best:
                best[owner] = (score, int(position))
        hits = [
            Hit(self._owners[at], score, self.coverage(matter, self._owners[at]), self._phrases[at])
            for score, at in best.values()
        ]
        hits.sort(key=lambda hit: (-hit.score * (0.4 + hit.coverage), hit.instrument.id))
        return hits[:limit]

    def coverage(self, matter: str, instrument: Instrument) -> float:
        """How much of ``matter``, weighted by rarity, occurs in the instrument's phrases."""
        terms = set(_folded_terms(matter))
        if not terms:
            return 0.0
        own = self._terms[instrument.id]
        total = sum(self._weight.get(term, self._rarest) for term in terms)
        return sum(self._weight.get(term, self._rarest) for term in terms if term in own) / total


@lru_cache(maxsize=4)
def topic_index(register: Register) -> TopicIndex:
    return TopicIndex(register.all())


def best_provision(matter: str, instrument: Instrument) -> Provision | None:
    """The article of ``instrument`` that speaks of ``matter``, None when none clearly does."""
    wanted = set(_folded_terms(matter))
    if not wanted or not instrument.provisions:
        return None

    def share(provision: Provision) -> float:
        own = set(_folded_terms(f"{provision.heading} {provision.gist}"))
        bigrams = {term for term in wanted if " " in term}
        return len(bigrams & own) / max(1, len(bigrams)) + 0.2 * len(wanted & own) / len(wanted)

    best = max(instrument.provisions, key=share)
    return best if share(best) >= 0.4 else None
