"""Ranks the register's instruments for a matter: BM25 over their titles, topics and phrasings.

Every phrase under which an instrument may be asked for is a small document of its own, so that an
instrument with many phrasings is not penalised for its length. Syllables are indexed folded as well
as accented, so that "mot cua" finds "một cửa".
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import lru_cache

import bm25s
import numpy as np

from assistant.answering.essence import essence
from assistant.domain import Instrument, Provision
from assistant.language.text import fold, modern_tones, nfc
from assistant.language.tokens import lexical_tokens
from assistant.register import Register

_WORD = re.compile(r"[^\W_]+")

#: Weights of score, coverage, pairs and share (each as log(1 + x)) in a hit's confidence.
_CONFIDENCE = (2.945, 7.491, 0.152, 5.697)
_INTERCEPT = -13.754

#: A matter that is word for word a title or phrasing is what that instrument is asked for by.
_EXACT = 1.6


@dataclass(frozen=True, slots=True)
class Hit:
    instrument: Instrument
    score: float
    coverage: float  # share (0..1) of the matter's information that the instrument's words cover
    phrase: str
    pairs: float  # information of the pairs of syllables that matter and phrase share
    share: float  # information of the matter within the phrase, over that of the phrase

    @property
    def confidence(self) -> float:
        """How likely (0..1) the register speaks of the matter at all.

        A logistic model of four features, fitted on the development questions (``eval ask``) and
        some forty chance matches; ``tests/benchmarks/fit_confidence.py`` fits it again.
        """
        features = (self.score, self.coverage, self.pairs, self.share)
        linear = _INTERCEPT + sum(
            weight * math.log1p(feature)
            for weight, feature in zip(_CONFIDENCE, features, strict=True)
        )
        return 1 / (1 + math.exp(-linear))

    @property
    def strength(self) -> float:
        """Score and coverage in one: a chance match of a few words scores, but covers little."""
        return self.score * (0.4 + self.coverage)


#: What a match is worth by where it stands: names of the instrument before the subjects that it
#: shares with others and the gists of its articles.
_NAME, _GIST, _SUBJECT = 1.0, 0.8, 0.6


def _phrases(instrument: Instrument) -> list[tuple[str, float]]:
    """What the instrument may be asked for by, without frames, each with its weight."""
    phrases = [(essence(name), _NAME) for name in (instrument.title, *instrument.ask_as)]
    phrases += [(essence(topic), _SUBJECT) for topic in instrument.topics]
    phrases += [(f"{p.heading} {p.gist}", _GIST) for p in instrument.provisions]
    return list(dict.fromkeys((phrase, weight) for phrase, weight in phrases if phrase))


def _terms(text: str) -> list[str]:
    """Syllables and pairs of them, as written and folded, hòa and hoà alike."""
    return lexical_tokens(modern_tones(nfc(text)))


def _wanted(matter: str) -> set[str]:
    """The terms of a matter: with accents where it is written with them, else the folded ones."""
    accented = any(not c.isascii() for c in matter)
    return {term for term in _terms(matter) if term.startswith("~") != accented}


def _key(text: str) -> str:
    return " ".join(_WORD.findall(fold(modern_tones(nfc(text)))))


class TopicIndex:
    """An index over a register, built once a process."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        owners: dict[tuple[str, float], list[Instrument]] = {}
        tokens: dict[str, list[str]] = {}
        self._terms: dict[str, frozenset[str]] = {}
        self._names: dict[str, frozenset[str]] = {}
        frequency: Counter[str] = Counter()
        for instrument in instruments:
            names: set[str] = set()
            others: set[str] = set()
            for phrase, weight in _phrases(instrument):
                # The members of a chain share their phrases: each is cut up and indexed once.
                owners.setdefault((phrase, weight), []).append(instrument)
                if phrase not in tokens:
                    tokens[phrase] = _terms(phrase)
                (names if weight == _NAME else others).update(tokens[phrase])
            self._names[instrument.id] = frozenset(names)
            self._terms[instrument.id] = frozenset(names | others)
            frequency.update(self._terms[instrument.id])
        count = max(1, len(self._terms))
        self._rarest = math.log(1 + count)
        self._weight = {t: math.log(1 + count / n) for t, n in frequency.items()}
        self._owners = list(owners.values())
        self._phrases = [phrase for phrase, _ in owners]
        self._weights = np.array([weight for _, weight in owners], dtype=np.float32)
        self._engine = bm25s.BM25()
        self._engine.index([tokens[phrase] for phrase in self._phrases], show_progress=False)
        self._vocabulary = self._engine.vocab_dict

    def search(self, matter: str, limit: int = 30) -> list[Hit]:
        """The instruments whose phrases answer ``matter`` best, best first."""
        tokens = [token for token in _terms(matter) if token in self._vocabulary]
        if not tokens:
            return []
        scores = self._engine.get_scores(tokens) * self._weights
        best: dict[str, tuple[Instrument, float, int]] = {}
        for position in np.argsort(-scores)[: limit * 8]:
            score = float(scores[position])
            if score <= 0:
                break
            for owner in self._owners[position]:
                best.setdefault(owner.id, (owner, score, int(position)))
        key, wanted = _key(matter), _wanted(matter)
        hits = [self._hit(owner, wanted, key, score, at) for owner, score, at in best.values()]
        hits.sort(key=lambda hit: (-hit.strength, hit.instrument.id))
        return hits[:limit]

    def _hit(self, owner: Instrument, wanted: set[str], key: str, score: float, at: int) -> Hit:
        phrase = self._phrases[at]
        accented = not all(term.startswith("~") for term in wanted)
        own = {term for term in _terms(phrase) if term.startswith("~") != accented}
        common = wanted & own
        total = sum(self._weight[term] for term in own)
        return Hit(
            instrument=owner,
            score=score * (_EXACT if self._is_name(at, key) else 1.0),
            coverage=self._share(wanted, self._terms[owner.id]),
            phrase=phrase,
            pairs=sum(self._weight[term] for term in common if " " in term),
            share=sum(self._weight[term] for term in common) / total if total else 0.0,
        )

    def _is_name(self, position: int, key: str) -> bool:
        return self._weights[position] == _NAME and _key(self._phrases[position]) == key

    def named_by(self, matter: str, instrument: Instrument) -> float:
        """How much of ``matter`` occurs in the names of the instrument, gists apart (0..1)."""
        return self._share(_wanted(matter), self._names[instrument.id])

    def titled(self, law_name: str, law: Instrument) -> float:
        """How much of ``law_name`` occurs in what the law is called (0..1)."""
        called = [law.title, *(phrase for phrase in law.ask_as if fold(phrase).startswith("luat"))]
        return self._share(_wanted(law_name), {term for name in called for term in _terms(name)})

    def _share(self, wanted: set[str], own: Set[str]) -> float:
        total = sum(self._weight.get(term, self._rarest) for term in wanted)
        if not total:
            return 0.0
        return sum(self._weight.get(term, self._rarest) for term in wanted if term in own) / total


@lru_cache(maxsize=4)
def topic_index(register: Register) -> TopicIndex:
    return TopicIndex(register.all())


def best_provision(
    matter: str, instrument: Instrument, *, article_asked: bool = False
) -> Provision | None:
    """The article of ``instrument`` that speaks of ``matter``, None when none clearly does.

    What the title says already points to the instrument as a whole, not to one of its articles,
    unless the question asks for the article.
    """
    wanted = {term for term in _wanted(matter) if " " in term}
    if not article_asked:
        wanted -= set(_terms(instrument.title))
    if not wanted or not instrument.provisions:
        return None

    def share(provision: Provision) -> float:
        heading, gist = set(_terms(provision.heading)), set(_terms(provision.gist))
        return (len(wanted & heading) + 0.5 * len(wanted & (gist - heading))) / len(wanted)

    best = max(instrument.provisions, key=share)
    return best if share(best) >= 0.5 else None
