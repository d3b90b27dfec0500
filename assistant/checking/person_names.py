"""One person's name spelled two ways: in the report, or otherwise than the notes or the profile.

Names that differ in one syllable, by its accents or one letter, may be two persons; they are taken
for one where nothing keeps them apart: not one sentence, not two posts or villages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.checking.document import Document
from assistant.checking.names import (
    accents_only,
    differing_syllables,
    one_letter_apart,
    spelling_key,
)
from assistant.checking.people import NamedKind, find_named
from assistant.domain import Evidence, Profile, Span
from assistant.language.text import fold, nfc
from assistant.privacy.words import surnames

_CAPITALS: Final = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isalpha() and c.isupper())
_SYLLABLE: Final = rf"[{_CAPITALS}][^\W\d_{_CAPITALS}]*"
#: A line, or a table's cell, that is nothing but a name: a signature, a row of a list.
_ALONE: Final = re.compile(
    rf"(?:^|\|)[ \t]*(?P<name>{_SYLLABLE}(?:[ \t]{_SYLLABLE}){{2,3}})[ \t]*(?=\||$)", re.M
)
#: A full name anywhere in a note.
_FULL: Final = re.compile(rf"(?<!\w){_SYLLABLE}(?:[ \t]{_SYLLABLE}){{2,3}}(?!\w)")
#: What follows a name and tells who is meant: a post, a village.
_WHO: Final = re.compile(
    r"\s*[,(]\s*((?:pho |nguyen )?(?:chu tich|bi thu|truong|giam doc|hieu truong|cong chuc|"
    r"thon|ban|xom|ap|to|khu|buon|xa|phuong|huyen|tru tai|o thon|sinh nam)[^,;.)\n]{0,40})"
)
_FEWEST: Final = 3  # syllables of a name that is compared as a whole


@dataclass(frozen=True, slots=True)
class Person:
    """A person as named in one place. ``who`` is what stands behind the name, folded, or ""."""

    name: str
    span: Span
    sentence: Span
    who: str


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A name that is most likely another one. ``right`` is sure when it comes from outside."""

    person: Person
    right: str
    sure: bool
    others: tuple[Span, ...]
    evidence: Evidence | None = None


def persons(document: Document) -> tuple[Person, ...]:
    """The persons that a report names: in prose, in cells and under the signature, in order."""
    spans = {
        named.span: named.name
        for named in find_named(document.text)
        if named.kind is NamedKind.PERSON
    }
    for match in _ALONE.finditer(document.text):
        if match["name"].split()[0] in surnames():
            spans.setdefault(Span(*match.span("name")), match["name"])
    return tuple(
        Person(
            " ".join(name.split()),
            span,
            document.sentence_at(span.start),
            behind[1].strip() if (behind := _WHO.match(document.folded, span.end)) else "",
        )
        for span, name in sorted(spans.items())
    )


def misnamed(
    document: Document, profile: Profile | None, notes: Sequence[Evidence]
) -> Iterator[Misnamed]:
    """The names that differ by a slip from one of the profile, of the notes or of the report."""
    found = persons(document)
    known = list(_known(profile, notes))
    spelt = {spelling_key(name) for name, _ in known}
    told: set[Span] = set()
    for person in found:
        if spelling_key(person.name) in spelt or len(person.name.split()) < _FEWEST:
            continue
        near = [(name, source) for name, source in known if _near(person.name, name)]
        if len({spelling_key(name) for name, _ in near}) == 1:
            told.add(person.span)
            yield Misnamed(person, near[0][0], True, (), near[0][1])
    for rare, common in _pairs([p for p in found if p.span not in told]):
        if spelling_key(rare[0].name) in spelt and spelling_key(common[0].name) in spelt:
            continue
        for person in rare:
            yield Misnamed(person, common[0].name, False, tuple(p.span for p in common))


def _known(
    profile: Profile | None, notes: Iterable[Evidence]
) -> Iterator[tuple[str, Evidence | None]]:
    if profile is not None and profile.signer_name:
        yield nfc(profile.signer_name), None
    for note in notes:
        for match in _FULL.finditer(nfc(note.text)):
            if match[0].split()[0] in surnames() and not match[0].isascii():
                yield match[0], note


def _pairs(found: Sequence[Person]) -> Iterator[tuple[list[Person], list[Person]]]:
    """Two spellings, the rarer first; of equally frequent ones the later."""
    by_name: dict[str, list[Person]] = {}
    for person in found:
        by_name.setdefault(spelling_key(person.name), []).append(person)
    spellings = list(by_name.values())
    for index, one in enumerate(spellings):
        for other in spellings[index + 1 :]:
            if not _may_be_one(one, other):
                continue
            yield (one, other) if len(one) < len(other) else (other, one)


def _may_be_one(one: Sequence[Person], other: Sequence[Person]) -> bool:
    if not _near_short(one[0].name, other[0].name):
        if not _near(one[0].name, other[0].name):
            return False
        if {p.sentence for p in one} & {p.sentence for p in other}:
            return False
    first, second = {p.who for p in one} - {""}, {p.who for p in other} - {""}
    return not first or not second or bool(first & second)


def _near(one: str, other: str) -> bool:
    """Whether two names of one length differ in one syllable, by accents or by one letter."""
    pair = differing_syllables(one, other)
    if pair is None or min(len(one.split()), len(other.split())) < _FEWEST:
        return False
    if fold(one).split()[0] != fold(other).split()[0]:
        return False
    return accents_only(*pair) or (one_letter_apart(*pair) and min(map(len, pair)) >= _FEWEST)


def _near_short(one: str, other: str) -> bool:
    """The same of a name and its last two syllables: "Nguyễn Thị Út Êm", "Út Em"."""
    short, long = sorted((one, other), key=lambda name: len(name.split()))
    if len(short.split()) != 2 or len(long.split()) < _FEWEST:
        return False
    pair = differing_syllables(short, " ".join(long.split()[-2:]))
    return pair is not None and accents_only(*pair)
