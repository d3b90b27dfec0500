"""Joins the phrases of a chain of counts into one predicate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    value: Decimal
    is_action: bool = False
    is_state: bool = False
    is_participants: bool = False
    is_event: bool = False
    is_place: bool = False


def listed(phrases: Sequence[Phrase]) -> str:
    texts = [phrase.text for phrase in phrases]
    if len(texts) < 2:
        return "".join(texts)
    return ", ".join(texts[:-1]) + f" và {texts[-1]}"


def joined(phrases: Sequence[Phrase]) -> str:
    """Phrases in a row; parts that add up to the number before them stand after "trong đó"."""
    output = phrases[0].text
    index = 1
    while index < len(phrases):
        phrase, before = phrases[index], phrases[index - 1]
        stop = index
        while stop < len(phrases) and phrases[stop].is_state:
            stop += 1
        parts = phrases[index:stop]
        if len(parts) > 1 and sum(part.value for part in parts) == before.value:
            output += f", trong đó {listed(parts)}"
            index = stop
            if index < len(phrases):
                output += f"; {phrases[index].text}"
                index += 1
            continue
        if phrase.is_place:
            output += f" tại {phrase.text}"
        elif phrase.is_participants:
            output += f", {phrase.text}" if before.is_participants else f" với {phrase.text}"
        elif index == len(phrases) - 1 and not (phrase.is_state or phrase.is_action):
            output += f" và {phrase.text}"
        else:
            output += f", {phrase.text}"
        index += 1
    return output
