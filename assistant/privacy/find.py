"""What in a text identifies a private person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.domain import Span
from assistant.privacy.homes import find_homes
from assistant.privacy.kinds import Personal, PersonalKind
from assistant.privacy.names import find_names
from assistant.privacy.numbers import find_numbers
from assistant.privacy.words import words

_LINE = re.compile(r"[^\r\n]+")


def find_personal(text: str) -> tuple[Personal, ...]:
    """Names, papers, telephones, accounts and homes in NFC ``text``, in order, none overlapping.

    Titles, bodies, document numbers, figures, communes and places that bear a person's name are
    left alone. Not found: a single given name typed without capitals ("ông tám").
    """
    found: list[Personal] = []
    for match in _LINE.finditer(text):
        found += [
            Personal(
                Span(each.span.start + match.start(), each.span.end + match.start()), each.kind
            )
            for each in _in_line(match[0])
        ]
    return tuple(found)


def _in_line(line: str) -> list[Personal]:
    rule = words(plain=line.isascii() or not re.search(r"[à-ỹÀ-Ỹđ]", line))
    people = list(find_names(line, rule))
    numbers = list(find_numbers(line, near_person=bool(people)))
    homes = [Personal(span, PersonalKind.ADDRESS) for span in find_homes(line, people, rule)]
    names = [Personal(span, PersonalKind.NAME) for span in people]
    # The earlier kind keeps a place that two claim.
    return _apart([*names, *numbers, *homes])


def _apart(found: Iterable[Personal]) -> list[Personal]:
    taken: set[int] = set()
    kept: list[Personal] = []
    for each in found:
        places = range(each.span.start, each.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(each)
    return sorted(kept, key=lambda each: each.span)
