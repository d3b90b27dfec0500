"""Instruments ranked for a matter on a day by a linear model over their evidence and validity.

The weights are data (``knowledge/models/ask-ranking.yaml``), fitted on the training questions by
``tests/benchmarks/fit_ranking.py``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.answering.evidence import Evidence, EvidenceIndex, evidence_index
from assistant.answering.outside import is_outside
from assistant.answering.phrase_index import PhraseKind
from assistant.answering.question import Intent, Question
from assistant.domain import Instrument, Status, Validity
from assistant.language.text import fold
from assistant.register import Register
from assistant.resources import data_folder

LIVING = frozenset({Status.IN_FORCE, Status.AMENDED, Status.PARTLY})

_WORD = re.compile(r"\w+")

#: So many instruments by evidence alone are looked at, and all that their chains lead to.
_LOOKED_AT = 40

_LAWS = ("Luật", "Bộ luật", "Pháp lệnh")
_EVIDENCE = (
    "title_score",
    "asked_score",
    "topic_score",
    "gist_score",
    "heading_score",
    "second_score",
    "likeness",
    "recall",
    "title_share",
    "title_recall",
    "named",
    "covered",
    "pairs",
    "syllables",
    "title_pairs",
    "named_pairs",
    "gapless",
)
_OTHER = (
    "expired",
    "not_yet",
    "unknown",
    "partly",
    "only_amends",
    "amending_asked",
    "signed_when_asked",
    "kind_asked",
    "kind_denied",
    "chain_of_kind",
    "law",
    "decree",
    "circular",
    "of_the_party",
    "local",
    "issuer_asked",
    "serial_asked",
    "years",
    "headings_known",
    "names_law_asked",
    "misses_law_asked",
    "outside",
    "sanctions",
    "sanctions_missed",
    "sanctions_unasked",
)
_COVERED, _LIKENESS = _EVIDENCE.index("covered"), _EVIDENCE.index("likeness")
FEATURES = (*_EVIDENCE, *(f"family_{name}" for name in _EVIDENCE), *_OTHER)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An instrument that may govern a matter.

    Attributes:
        score: what the model makes of it; only differences mean anything.
        features: in the order of ``FEATURES``.
    """

    instrument: Instrument
    validity: Validity
    score: float
    features: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """The model: of each feature, for the rank; of a few figures, for the confidence to answer."""

    rank: NDArray[np.float64]
    confidence: NDArray[np.float64]
    intercept: float


@lru_cache(maxsize=1)
def weights() -> Weights:
    text = (data_folder("knowledge") / "models" / "ask-ranking.yaml").read_text("utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return Weights(
        rank=np.array([data["rank"].get(name, 0.0) for name in FEATURES]),
        confidence=np.array([data["confidence"].get(name, 0.0) for name in CONFIDENCE]),
        intercept=float(data["intercept"]),
    )


def candidates(register: Register, asked: Question) -> list[Candidate]:
    """Instruments for the matter of ``asked`` that may govern it on its day, best first."""
    index = evidence_index(register)
    evidence = index.of(asked.matter)
    own = _columns(evidence)
    rows = _looked_at(register, index, own)
    if not rows:
        return []
    found = []
    for row in rows:
        instrument = index.instruments[row]
        validity = register.validity(instrument, asked.as_of)
        family = own[_family(register, index, instrument)].max(axis=0)
        features = np.concatenate(
            [own[row], np.maximum(family, own[row]), _others(register, instrument, validity, asked)]
        )
        found.append(Candidate(instrument, validity, 0.0, features))
    return rescored(found, weights().rank)


def rescored(found: Iterable[Candidate], rank: NDArray[np.float64]) -> list[Candidate]:
    """The candidates with their scores under the weights ``rank``, best first."""
    scored = [replace(one, score=float(one.features @ rank)) for one in found]
    scored.sort(key=lambda one: (-one.score, one.instrument.id))
    return _living_first(scored)


def _living_first(found: list[Candidate]) -> list[Candidate]:
    """Of a chain it is the member in force on the day that governs, whatever reads more alike."""
    best = found[0] if found else None
    if best is None or best.validity.status not in (Status.NOT_YET, Status.EXPIRED):
        return found
    kin = [one for one in found if one.validity.status in LIVING and _kin(best, one)]
    return [*kin[:1], *(one for one in found if one is not kin[0])] if kin else found


def _columns(evidence: Evidence) -> NDArray[np.float64]:
    """The evidence as a table, instruments down and ``_EVIDENCE`` across, each about 0 to 1."""
    scores = [np.log1p(evidence.scores[kind]) / 3 for kind in PhraseKind]
    return np.stack(
        [
            *scores,
            np.log1p(evidence.second) / 3,
            evidence.likeness,
            evidence.recall,
            evidence.title_share,
            evidence.title_recall,
            evidence.named,
            evidence.covered,
            evidence.pairs,
            evidence.syllables,
            evidence.title_pairs,
            evidence.named_pairs,
            evidence.gapless,
        ],
        axis=1,
    ).astype(np.float64)


def _looked_at(register: Register, index: EvidenceIndex, own: NDArray[np.float64]) -> list[int]:
    strength = own[:, :5].max(axis=1) + own[:, _COVERED] + own[:, _LIKENESS]
    best = [int(row) for row in np.argsort(-strength)[:_LOOKED_AT] if strength[row] > 0]
    rows = dict.fromkeys(best)
    for row in best:
        instrument = index.instruments[row]
        if is_outside(instrument):
            continue
        linked = (
            *register.successors(instrument),
            *register.predecessors(instrument),
            *(found for number in instrument.amends for found in register.lookup(number)),
        )
        rows |= dict.fromkeys(index.rows[one.id] for one in linked)
    return list(rows)


def _family(register: Register, index: EvidenceIndex, instrument: Instrument) -> list[int]:
    """Whose words count for ``instrument`` too: its chain, what only amends it, what it amends."""
    linked = (
        instrument,
        *register.successors(instrument),
        *register.predecessors(instrument),
        *(found for number in _principals(instrument) for found in register.lookup(number)),
        *(
            found
            for amendment in instrument.amended_by
            for found in register.lookup(amendment.number)
            if only_amends(found)
        ),
    )
    return [index.rows[one.id] for one in linked]


def _principals(instrument: Instrument) -> tuple[str, ...]:
    """What an instrument that only amends speaks of is what it amends."""
    return instrument.amends if only_amends(instrument) else ()


def _others(
    register: Register, instrument: Instrument, validity: Validity, asked: Question
) -> NDArray[np.float64]:
    chain = (instrument, *register.successors(instrument), *register.predecessors(instrument))
    status, kind = validity.status, instrument.kind
    asked_words, titled = fold(asked.matter).split(), fold(instrument.title).split()
    values = {
        "expired": status is Status.EXPIRED,
        "not_yet": status is Status.NOT_YET,
        "unknown": status is Status.UNKNOWN,
        "partly": status is Status.PARTLY,
        "only_amends": only_amends(instrument),
        "amending_asked": asked.intent is Intent.AMENDED_BY and only_amends(instrument),
        "signed_when_asked": _signed_in(instrument, asked.signed_in),
        "kind_asked": asked.kind is not None and is_kind(instrument, asked.kind),
        "kind_denied": asked.kind is not None
        and not is_outside(instrument)
        and not is_kind(instrument, asked.kind),
        "chain_of_kind": asked.kind is not None and any(is_kind(i, asked.kind) for i in chain),
        "law": asked.kind is None and kind in _LAWS,
        "decree": asked.kind is None and kind == "Nghị định",
        "circular": asked.kind is None and kind.startswith("Thông tư"),
        "of_the_party": "TW" in instrument.number,
        "local": bool(instrument.locality),
        "issuer_asked": asked.issuer is not None and fold(instrument.issuer) == asked.issuer,
        "serial_asked": instrument.number.split("/")[0].split("-")[0] in asked.serials,
        "years": (instrument.effective.year - 2015) / 10 if instrument.effective else 0.0,
        "headings_known": len(instrument.provisions) > 12,
        "names_law_asked": names_law(instrument, asked.law),
        "misses_law_asked": bool(asked.law) and not names_law(instrument, asked.law),
        "outside": is_outside(instrument),
        "sanctions": "phat" in asked_words and "phat" in titled,
        "sanctions_missed": "phat" in asked_words and "phat" not in titled,
        "sanctions_unasked": "phat" not in asked_words and "xu phat" in fold(instrument.title),
    }
    return np.array([float(values[name]) for name in _OTHER])


def _signed_in(instrument: Instrument, span: tuple[date, date] | None) -> bool:
    return bool(span and instrument.signed and span[0] <= instrument.signed <= span[1])


def is_kind(instrument: Instrument, kind: str) -> bool:
    """Whether people would call it so: a code or an ordinance is a law to them."""
    return instrument.kind == kind or (kind == "Luật" and instrument.kind in _LAWS)


def names_law(instrument: Instrument, law: str) -> bool:
    """Whether it is the law of the folded name ``law``, or names that law in its title."""
    title = _plain(instrument.title)
    named = f" {title} "
    law = _plain(law)
    return bool(law) and (title == law or f" luat {law} " in named or f" phap lenh {law} " in named)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


def only_amends(instrument: Instrument) -> bool:
    """Whether changing others is all that the instrument is for, by its title."""
    return bool(instrument.amends) and fold(instrument.title).startswith("sua doi")


CONFIDENCE = (
    "covered",
    "own_covered",
    "likeness",
    "own_likeness",
    "recall",
    "named",
    "pairs",
    "syllables",
    "gapless",
    "title_share",
    "title_recall",
    "title_pairs",
    "named_pairs",
    "strongest",
    "second",
    "score",
    "lead",
    "length",
    "kind_asked",
    "kind_denied",
    "circular_denied",
    "ended",
    "not_yet",
    "misses_law_asked",
    "sanctions_missed",
    "rival",
    "rival_first",
)


def confidence_features(found: Sequence[Candidate], asked: Question) -> NDArray[np.float64]:
    """Figures that tell whether the register speaks of the matter at all."""
    inside = [candidate for candidate in found if not is_outside(candidate.instrument)]
    best = inside[0]
    value = dict(zip(FEATURES, best.features, strict=True))
    rest = next((c for c in inside[1:] if not _kin(best, c)), None)
    rival = max((c.score for c in found if is_outside(c.instrument)), default=best.score - 5)
    figures = {
        "covered": value["family_covered"],
        "own_covered": value["covered"],
        "likeness": value["family_likeness"],
        "own_likeness": value["likeness"],
        "recall": value["family_recall"],
        "named": value["family_named"],
        "pairs": value["family_pairs"],
        "syllables": value["family_syllables"],
        "gapless": value["family_gapless"],
        "title_share": value["family_title_share"],
        "title_recall": value["family_title_recall"],
        "strongest": max(value[f"family_{kind}"] for kind in _EVIDENCE[:5]),
        "second": value["family_second_score"],
        "score": best.score / 10,
        "lead": min(3.0, best.score - rest.score) / 3 if rest else 1.0,
        "length": math.log1p(len(asked.matter.split())) / 3,
        "kind_denied": value["kind_denied"] and not value["chain_of_kind"],
        "circular_denied": value["kind_denied"] and asked.kind == "Thông tư",
        "ended": value["expired"],
        "rival": max(-5.0, min(5.0, rival - best.score)) / 5,
        "rival_first": rival > best.score,
    }
    return np.array([float(figures.get(name, value.get(name, 0.0))) for name in CONFIDENCE])


def _kin(one: Candidate, other: Candidate) -> bool:
    chain = {one.instrument.number, *one.instrument.replaces, *one.instrument.replaced_by}
    return other.instrument.number in chain


def confidence(found: Iterable[Candidate], asked: Question) -> float:
    """How likely (0..1) the register speaks of the matter of ``asked`` at all."""
    found = list(found)
    if not found:
        return 0.0
    model = weights()
    linear = float(confidence_features(found, asked) @ model.confidence) + model.intercept
    return 1 / (1 + math.exp(-linear))
