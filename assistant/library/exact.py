"""What a query names outright: an instrument by its number or name, its article, a title."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

from assistant.domain import Reference
from assistant.library.filters import Mask, PassageTable, folded_words, is_telling
from assistant.references import find_references
from assistant.register import Register

_ARTICLE = re.compile(r" dieu (\d+[a-z]?)(?= )")


def named_rows(query: str, table: PassageTable, register: Register) -> list[Mask]:
    """Passages that ``query`` names, the most exact first: articles, then instruments or titles.

    The masks are disjoint and none is empty; there are none where nothing is named.
    """
    documents = _titled(query, table, register)
    for reference in find_references(query, register.law_names):
        documents |= _of_instrument(reference, table, register)
    if not documents.any():
        return []
    numbers = set(_ARTICLE.findall(folded_words(query)))
    named = [words.strip().removeprefix("dieu ") in numbers for words in table.article.words]
    articles = documents & table.article.rows_of(named)
    masks = [articles, documents & ~articles]
    return [mask for mask in masks if mask.any()]


def _of_instrument(reference: Reference, table: PassageTable, register: Register) -> Mask:
    ids = {instrument.id for instrument in register.resolve(reference).instruments}
    if ids:
        return table.instrument.where(lambda instrument: instrument in ids)
    # Instruments that the register does not have stand under their own number.
    number = folded_words(reference.number or "").rstrip()
    if not number:
        return np.zeros(len(table), bool)
    whole = bool(reference.code)
    meant = [
        words == f"{number} " if whole else words.startswith(f"{number} ")
        for words in table.instrument.words
    ]
    return table.instrument.rows_of(meant)


def _titled(query: str, table: PassageTable, register: Register) -> Mask:
    asked = folded_words(query)
    ids = {id for id, title in _register_titles(register) if title in asked}
    found = np.zeros(len(table), bool)
    if ids:
        found |= table.instrument.where(lambda instrument: instrument in ids)
    titles = {place for place, title in table.title.telling if title in asked}
    if titles:
        found |= table.title.rows_of([n in titles for n in range(len(table.title.distinct))])
    return found


@lru_cache(maxsize=2)
def _register_titles(register: Register) -> list[tuple[str, str]]:
    titles = [(instrument.id, folded_words(instrument.title)) for instrument in register.all()]
    return [(id, title) for id, title in titles if is_telling(title)]
