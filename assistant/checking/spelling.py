"""Slips of spelling: syllables that Vietnamese does not have, and ones wrong in their place.

A syllable is doubted when it is no Vietnamese one, or when official text has neither of the pairs
that it makes with its neighbours. It is a slip when exactly one syllable near it (other accents, or
one letter off) makes pairs that official text has often.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import yaml

from assistant.checking.names import lawful_twins, spelling_key
from assistant.domain import Span
from assistant.language.syllables import Syllables, is_syllable, syllables
from assistant.language.text import fold
from assistant.resources import data_folder

_WORD: Final = re.compile(r"[^\W\d_]+")
_SPACE: Final = re.compile(r"[ \t]+|[ \t]*\n(?=[^\W\d_])")
_OPENING: Final = re.compile(r"(?:^|[.!?…:;\n–+*•|>)\"“(-])\s*(?:\d+[.)]\s*)?\Z")
_FEWEST: Final = 3  # syllables of a line that is judged
_USUAL: Final = 20  # times that a pair must be counted for a syllable to be doubted for it
_DRAWN: Final = 0.04  # … and its share among all that stand beside the neighbour
_DRAWN_BY_LETTERS: Final = 0.6  # … when not the accents alone differ
_EVERYWHERE: Final = 2_500  # times that make a syllable one that only both neighbours can doubt
_OFTEN: Final = 400  # times that a pair must be counted for half that share to be enough
_LONG: Final = 4  # letters of a syllable that official text lacks and that may be corrected alone
_COMMON: Final = 2_000  # times that what it is corrected to must be counted
_DOMINANT: Final = 10  # … and how much commoner it must be than the others with its letters
_CLEARLY: Final = 8  # how much commoner the best correction must be than the next
#: Neighbours that go with anything, and so speak for nothing.
_EMPTY: Final = frozenset(
    ("", "và", "của", "các", "những", "được", "là", "có", "cho", "trong", "về", "với", "để", "theo")
)
_TONES: Final = "\u0300\u0301\u0309\u0323"  # ngã is heard as hỏi
#: Sounds that are written for each other.
_HEARD_ONSETS: Final = (("tr", "ch"), ("gi", "d"), ("x", "s"), ("r", "d"), ("l", "n"))
_HEARD_FINALS: Final = (("ng", "n"), ("t", "c"))
_SCARCE: Final = 60  # times up to which a syllable is as good as one that official text lacks
_RARE: Final = 3  # a pair counted less often than this speaks for nothing


@dataclass(frozen=True, slots=True)
class Slip:
    """A misspelt syllable and what belongs there, in the case that it was written in.

    ``seen`` tells whether what stands there may be a word in another place: official text has it,
    or it differs from what belongs there by more than a sound often confused.
    """

    span: Span
    right: str | None
    seen: bool


def find_slips(text: str, leave: Sequence[Span] = ()) -> list[Slip]:
    """The slips of ``text`` (NFC) in order; nothing inside the spans ``leave`` is judged."""
    slips = []
    counts = syllables()
    for run in _runs(text):
        if len(run) < _FEWEST:
            continue
        lower = ["", *(match[0].lower() for match in run), ""]
        doubted = [i for i in range(len(run)) if _is_doubted(counts, *lower[i : i + 3])]
        if not doubted or not any(map(_is_accented, lower)):
            continue
        for index in doubted:
            word = Span(*run[index].span())
            if any(span.contains(word) for span in leave) or _is_name(text, run, index):
                continue
            slip = _judge(counts, word, run[index][0], *lower[index : index + 3])
            if slip is not None:
                slips.append(slip)
    return slips


def _is_doubted(counts: Syllables, before: str, word: str, after: str) -> bool:
    """Whether official text has ``word`` beside neither of its neighbours."""
    if len(word) < 2 or (before and counts.follows(before, word) >= _RARE):
        return False
    return not (after and counts.follows(word, after) >= _RARE)


def _judge(
    counts: Syllables, span: Span, shown: str, before: str, written: str, after: str
) -> Slip | None:
    if written in _lawful():
        return None
    foreign = not _is_accented(written)  # or shortened
    seen = counts.times(written) > 0 or foreign
    lawful = seen or is_syllable(written)
    best, next_best, right, sure = 0.0, 0.0, None, False
    for other in counts.neighbours(written):
        if not seen and lawful and fold(written) != fold(other) and not _confused(written, other):
            continue  # a rare syllable, doubted only for its marks and for sounds often confused
        scarce = counts.times(written) <= _SCARCE and _confused(written, other)
        doubted = "" if not seen or (scarce and not foreign) else written
        loose = lawful and not _lacks_mark(written, other) and not _confused(written, other)
        weight = _weight(counts, before, other, after, doubted, lawful=lawful, loose=loose)
        if weight and lawful_twins(other, written):
            return None
        if weight > best:
            best, next_best, right, sure = weight, best, other, not (seen or loose)
        elif weight > next_best:
            next_best = weight
    if right is not None and best >= next_best * _CLEARLY:
        return Slip(span, _in_case_of(shown, right), not sure)
    if not seen and lawful:
        right = _only_reading(counts, written)
        return Slip(span, _in_case_of(shown, right), seen) if right else None
    return None if lawful else Slip(span, None, seen)


def _only_reading(counts: Syllables, written: str) -> str | None:
    """What ``written`` is with a mark left out ("tuôi", "tiêng"), when hardly anything else is."""
    if len(written) < _LONG:
        return None
    same = [w for w in counts.neighbours(written) if fold(w) == fold(written)]
    if not same or any(lawful_twins(other, written) for other in same):
        return None
    first = max(same, key=counts.times)
    others = sum(counts.times(other) for other in same if other != first)
    common = counts.times(first)
    if common < _COMMON or common < others * _DOMINANT or not _lacks_mark(written, first):
        return None
    return first


def _lacks_mark(written: str, other: str) -> bool:
    """Whether ``written`` is ``other`` with a mark left out, or its tone on a wrong letter."""
    if spelling_key(written) == spelling_key(other):
        return True
    return fold(written) == fold(other) and _marks(other) > _marks(written)


def _confused(written: str, other: str) -> bool:
    """Whether speakers of some region say the two alike: hỏi and ngã, ch and tr, n and ng at the
    end, c and t."""
    return _heard(written) == _heard(other)


@lru_cache(maxsize=8192)
def _heard(word: str) -> str:
    """What is left of a syllable when sounds that are often confused are taken as one."""
    decomposed = unicodedata.normalize("NFD", word).replace("\u0303", "\u0309")
    tone = next((c for c in decomposed if c in _TONES), "")
    bare = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    for onset, heard in _HEARD_ONSETS:
        if bare.startswith(onset):
            bare = heard + bare[len(onset) :]
            break
    for final, heard in _HEARD_FINALS:
        if bare.endswith(final):
            bare = bare[: -len(final)] + heard
            break
    return bare + tone


def _marks(word: str) -> int:
    return sum(
        unicodedata.combining(character) > 0 for character in unicodedata.normalize("NFD", word)
    )


def _weight(
    counts: Syllables,
    before: str,
    word: str,
    after: str,
    doubted: str,
    *,
    lawful: bool,
    loose: bool,
) -> float:
    """How strongly official text speaks for ``word`` between its neighbours; 0 for too little.

    What no official text has needs a pair that occurs, and where it may well be right (``loose``)
    one that the neighbour often makes; what one has needs a neighbour that often
    goes with ``word`` ("tuyên" before "truyền"), the more so when a letter was changed.
    """
    silent = _EMPTY if doubted else ("",)
    left = _seen_often(counts.follows(before, word)) if before not in silent else 0
    right = _seen_often(counts.follows(word, after)) if after not in silent else 0
    if not left and not right:
        return 0.0
    drawn = max(
        left / counts.times(before) if left else 0.0,
        right / counts.times(after) if right else 0.0,
    )
    strength = float(left * right if left and right else max(left, right))
    if not doubted:
        if loose and drawn < _DRAWN and not (left and right):
            return 0.0
        return strength if max(left, right) >= (_USUAL if lawful else _RARE) else 0.0
    if counts.times(doubted) >= _EVERYWHERE and not (left and right):
        return 0.0  # a word that goes with much that was not counted
    if fold(doubted) == fold(word):
        enough = drawn >= _DRAWN or (drawn >= _DRAWN / 2 and max(left, right) >= _OFTEN)
    else:
        enough = drawn >= _DRAWN_BY_LETTERS
    return strength if enough and max(left, right) >= _USUAL else 0.0


def _seen_often(times: int) -> int:
    return times if times >= _RARE else 0


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """The words that stand side by side, with nothing but space between them."""
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        if run and not _SPACE.fullmatch(text, run[-1].end(), match.start()):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _is_name(text: str, run: Sequence[re.Match[str]], index: int) -> bool:
    """Whether a word is a name's, which no dictionary has, or an abbreviation's.

    A capital says so unless it opens a sentence, an item or a line.
    """
    word = run[index][0]
    if word.islower():
        return False
    if word.isupper() or not word[1:].islower():
        return True
    return index > 0 or _OPENING.search(text[max(0, run[0].start() - 8) : run[0].start()]) is None


def _is_accented(word: str) -> bool:
    return fold(word) != word


def _in_case_of(written: str, right: str) -> str:
    if written.isupper() and len(written) > 1:
        return right.upper()
    return right.capitalize() if written[0].isupper() else right


@lru_cache(maxsize=1)
def _lawful() -> frozenset[str]:
    """Words of commune reports that official texts lack."""
    text = (data_folder("knowledge") / "language" / "lawful.yaml").read_text("utf-8")
    data: Any = yaml.load(text, Loader=yaml.CSafeLoader)
    return frozenset(data)
