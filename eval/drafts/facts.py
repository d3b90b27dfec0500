"""Facts that a draft has to carry, in the short notation of the cases.

===========================  ======================================================================
``2/5 thôn ~ họp dân``       figures, what they count, and behind "~" words of the same sentence
``@2024-06-30 ~ kiện toàn``  a date
``#18/KH-UBND``              the number of a document
``=Lê Văn Hùng``             a name, letter by letter
``ngại & va chạm``           words of one sentence
===========================  ======================================================================

"&" joins words that all have to stand there, "|" wordings of which one is enough. Words are
compared with their accents: a wrongly restored word is not the fact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.domain import Span
from assistant.language.dates import find_dates
from assistant.language.text import fold, modern_tones
from eval.drafts.quantities import Quantity, find_quantities, read_quantity

#: All of these, each in one of its wordings.
Words = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a draft; ``text`` opens with the lead ("Trong đó:") of the list it is in.

    ``references`` are spans of it and the numbers of the documents named there.
    """

    text: str
    references: tuple[tuple[Span, str], ...] = ()

    def quantities(self) -> list[Quantity]:
        return find_quantities(self.text, [span for span, _ in self.references])


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; exactly one of the first five attributes is set, or only ``context``."""

    written: str
    quantities: tuple[Quantity, ...] = ()
    counted: Words = ()
    day: date | None = None
    number: str = ""
    name: str = ""
    context: Words = ()

    def carried_by(self, passages: Sequence[Passage]) -> bool:
        """Whether one of ``passages`` states it."""
        return any(self._stands_in(passage) for passage in passages)

    def _stands_in(self, passage: Passage) -> bool:
        if self.day and self.day not in [m.value for m in find_dates(passage.text)]:
            return False
        if self.number and fold(self.number) not in [fold(n) for _, n in passage.references]:
            return False
        if self.name and self.name not in passage.text:
            return False
        if self.quantities:
            return self._counts(passage)
        return has_all(passage.text, self.context)

    def _counts(self, passage: Passage) -> bool:
        found = passage.quantities()
        if len(self.quantities) > 1:
            there = all(any(_same(one, q) for q in found) for one in self.quantities)
            return there and has_all(passage.text, (*self.counted, *self.context))
        around = [
            _surroundings(passage.text, found, index)
            for index, quantity in enumerate(found)
            if _same(self.quantities[0], quantity)
        ]
        if not self.counted and not self.quantities[0].measure:
            return any(has_all(near, self.context) for near in around)
        return has_all(passage.text, self.context) and any(
            has_all(near, self.counted) for near in around
        )


def read_fact(written: str) -> Fact:
    """Reads the notation.

    Raises:
        ValueError: it is malformed; the message has it.
    """
    body, _, context = (part.strip() for part in written.partition("~"))
    words = _words(context)
    if not body:
        raise ValueError(f"a fact without anything before its context: {written!r}")
    if body[0] == "@":
        return Fact(written, day=date.fromisoformat(body[1:]), context=words)
    if body[0] == "#":
        return Fact(written, number=body[1:], context=words)
    if body[0] == "=":
        return Fact(written, name=body[1:], context=words)
    if not body[0].isdigit():
        return Fact(written, context=_words(body) + words)
    quantities = []
    first, rest = read_quantity(body)
    if rest.startswith("/") and rest[1:2].isdigit():
        second, rest = read_quantity(rest[1:])
        quantities = [Quantity(first.span, first.value, second.measure), second]
    else:
        quantities = [first]
    if not rest and "~" in context:
        raise ValueError(f"two contexts: {written!r}")
    counted, _, also = rest.partition("~")
    return Fact(written, tuple(quantities), _words(counted), context=words + _words(also))


def has_all(text: str, words: Words) -> bool:
    """Whether ``text`` has each of ``words`` in one of its wordings, as whole words."""
    lowered = _plain(text)
    return all(any(_pattern(one).search(lowered) for one in wordings) for wordings in words)


def _words(written: str) -> Words:
    parts = (part.strip() for part in written.split("&"))
    return tuple(tuple(w.strip() for w in part.split("|")) for part in parts if part)


def read_words(written: str) -> Words:
    """Words in the notation of facts ("khó khăn|vướng mắc & kinh phí")."""
    return _words(written)


@lru_cache(maxsize=4096)
def _pattern(words: str) -> re.Pattern[str]:
    plain = _plain(words)
    inner = r"\s+".join(re.escape(word) for word in plain.split())
    end = r"(?!\w)" if plain[-1:].isalnum() else ""
    return re.compile(rf"(?<!\w){inner}{end}")


def _plain(text: str) -> str:
    return modern_tones(text).lower().replace("–", "-")


def _same(wanted: Quantity, found: Quantity) -> bool:
    return wanted.value == found.value and (wanted.measure in ("", found.measure))


def _surroundings(text: str, found: Sequence[Quantity], index: int) -> str:
    """The words that may say what a quantity counts: between its neighbours in the sentence.

    Both parts of a share ("02/07 thôn") have the same. Behind another quantity the words before
    begin at the last sign: in "03 lớp, 02 buổi" the classes are not two.
    """
    first = last = index
    while first and text[found[first - 1].span.end : found[first].span.start] == "/":
        first -= 1
    while last + 1 < len(found) and text[found[last].span.end : found[last + 1].span.start] == "/":
        last += 1
    start = found[first - 1].span.end if first else 0
    end = found[last + 1].span.start if last + 1 < len(found) else len(text)
    before = text[start : found[first].span.start]
    if first:
        before = re.split(r"[,;:]", before)[-1]
    return f"{before} {text[found[last].span.end : end]}"
