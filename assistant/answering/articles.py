"""Which article of an instrument speaks of a matter, or that none clearly does."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from assistant.answering.essence import essence
from assistant.domain import Instrument, Provision
from assistant.language.tokens import FOLDED_MARK, lexical_tokens

#: How much of the matter the article must have, and how alike the two must be, in both measures
#: together: where the question asks for an article, and where it does not (an article named
#: unasked must be beyond doubt).
_ASKED, _UNASKED = 0.75, 1.25


@dataclass(frozen=True, slots=True)
class _Article:
    provision: Provision
    heading: frozenset[str]
    gist: frozenset[str]


def best_article(matter: str, instrument: Instrument, *, asked: bool) -> Provision | None:
    """The article of ``instrument`` that speaks of ``matter`` (an essence), None if none clearly.

    What every article of the instrument says (its subject) tells none of them apart: words weigh by
    how few articles have them.

    Args:
        asked: the question asks for the article; else one of which only the heading is known is
            never named.
    """
    if not instrument.provisions or not matter:
        return None
    accented = not matter.isascii()
    articles = [
        _Article(p, _terms(p.heading, accented), _terms(p.gist, accented))
        for p in instrument.provisions
    ]
    spread = Counter(term for article in articles for term in article.heading | article.gist)
    subject = _terms(instrument.title, accented)

    def weight(term: str) -> float:
        known = math.log(1 + len(articles) / (1 + spread[term])) * (0.5 if " " in term else 1.0)
        return known * (0.3 if term in subject else 1.0)

    def total(terms: frozenset[str]) -> float:
        return sum(weight(term) for term in terms)

    wanted = frozenset(term for term in _terms(matter, accented) if spread[term])
    if not asked:
        wanted -= subject  # what the title says points to the whole, not to one of its articles
    missing = len([t for t in _terms(matter, accented) if not spread[t] and " " not in t])
    whole = total(wanted) + 0.5 * missing
    if not whole:
        return None

    def fit(article: _Article) -> float:
        heading = total(wanted & article.heading)
        gist = total((wanted & article.gist) - article.heading)
        recall = (heading + gist) / whole
        likeness = 2 * heading / (whole + total(article.heading)) if article.heading else 0.0
        return recall + likeness

    named = articles if asked else [article for article in articles if article.gist]
    if not named:
        return None
    best = max(named, key=fit)
    return best.provision if fit(best) >= (_ASKED if asked else _UNASKED) else None


def _terms(text: str, accented: bool) -> frozenset[str]:
    """The terms of ``text``, as written or folded."""
    return frozenset(
        term
        for term in lexical_tokens(essence(text))
        if term.startswith(FOLDED_MARK) is not accented
    )
