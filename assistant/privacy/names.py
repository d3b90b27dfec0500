"""Names of people in a line of notes, with or without accents and capitals.

A name follows a word of address ("bà Hoa") or a role ("công dân Lê Văn C"), or shows by its surname
and middle name. Masking too much costs little, as every name is put back; but a street, a school
or a place that bears a person's name says where something is, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain import Span
from assistant.language.text import fold
from assistant.privacy.words import Words, not_names

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_GAP = re.compile(r"[ \t]+|\. ?")
_SPACES = re.compile(r"[ \t]+")
_INITIAL = re.compile(r"['’.-] ?")  # "H' Biêng", "K'Brơi", "L. Văn Tám"
_LISTED = re.compile(r"[ \t]*(?:,|;|và|va|&)[ \t]*(?:(?:ông|bà|anh|chị|ong|ba)[ \t]+)?")
_LONGEST = 6
_LONGEST_LOWER = 4
_OPENS = re.compile(r"(?:^|[.!?:;•\-–+*()])\s*$")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    lower: str  # as compared with the words of the line
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


def find_names(line: str, words: Words) -> Iterator[Span]:
    """The names in one line of NFC text, in order, none overlapping."""
    finder = _Finder(line, words)
    position = 0
    while position < len(finder.tokens):
        run = finder.name_at(position)
        if run is None:
            position += 1
            continue
        first, last = run
        yield finder.span(first, last)
        position = last + 1
        # "ông Nguyễn Văn A, Lê Bình và Trần Hoa"
        while (more := finder.listed_after(position)) is not None:
            yield finder.span(*more)
            position = more[1] + 1


class _Finder:
    def __init__(self, line: str, words: Words) -> None:
        self._line, self._words = line, words
        compared = fold(line) if words.plain else line.lower()
        self.tokens = [
            _Token(match[0], compared[match.start() : match.end()], match.start(), match.end())
            for match in _TOKEN.finditer(line)
        ]

    def span(self, first: int, last: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[last].end)

    def name_at(self, position: int) -> tuple[int, int] | None:
        """The tokens of a name that begins at ``position``, by what stands before or by itself."""
        if self._after_address(position):
            run = self._capitals(position, at_least=1)
            if run and self._is_land(position, run):
                return None
            return run or self._lower(position, marked=self._words.plain)
        if self._after_role(position):
            run = self._capitals(position, at_least=2)
            if run and self._opens_with_surname(run):
                return run
            return self._lower(position, marked=True)
        return self._by_itself(position)

    def listed_after(self, position: int) -> tuple[int, int] | None:
        if position >= len(self.tokens):
            return None
        between = self._line[self.tokens[position - 1].end : self.tokens[position].start]
        if not _LISTED.fullmatch(between):
            # "và" is a token itself
            if self.tokens[position].lower not in ("và", "va") or position + 1 >= len(self.tokens):
                return None
            position += 1
        run = self._capitals(position, at_least=2)
        if run is None or not self._opens_with_surname(run) or self._is_known(run):
            return None
        return run

    # --- what stands before ---------------------------------------------------------------------

    def _before(self, position: int, count: int) -> str:
        """The ``count`` words right before, with nothing but spaces between."""
        if position < count:
            return ""
        gaps = (
            self._line[self.tokens[i].end : self.tokens[i + 1].start]
            for i in range(position - count, position)
        )
        if not all(_GAP.fullmatch(gap) for gap in gaps):
            return ""
        return " ".join(token.lower for token in self.tokens[position - count : position])

    def _after_address(self, position: int) -> bool:
        if position == 0:
            return False
        word, token = self._before(position, 1), self.tokens[position - 1]
        two = self._before(position, 2)
        if two == ("dong chi" if self._words.plain else "đồng chí"):
            return True
        if self._line[max(token.start - 2, 0) : token.end].lower() in ("đ/c", "d/c"):
            return bool(word)
        if word in self._words.short_address and len(token.text) == 1:
            return self._is_short_address(position, token)
        if word not in self._words.address:
            return False
        if not token.capital:
            return True
        # "Bà Rịa", "Anh Sơn": a capital inside a sentence is part of a name of a place.
        opens = (
            bool(_OPENS.search(self._line[max(token.start - 20, 0) : token.start])) or token.shouted
        )
        run = self._capitals(position, at_least=1 if opens else 2)
        return run is not None or (opens and self._words.plain)

    def _is_short_address(self, position: int, token: _Token) -> bool:
        before = self.tokens[position - 2].lower if position > 1 else ""
        named = self.tokens[position]
        marks = {"điểm", "mục", "khoản", "lớp", "nhóm", "loại", "tổ", "diem", "muc", "khoan", "lop"}
        return (
            not token.capital
            and named.capital
            and not named.shouted
            and len(named.text) > 1
            and before not in marks
        )

    def _after_role(self, position: int) -> bool:
        if position == 0:
            return False
        gap = self._line[self.tokens[position - 1].end : self.tokens[position].start]
        if not re.fullmatch(r"\s*[:：]?\s*", gap):
            return False
        for count in (3, 2, 1):
            if position < count:
                continue
            first = self.tokens[position - count]
            said = " ".join(token.lower for token in self.tokens[position - count : position])
            inner = self._line[first.start : self.tokens[position - 1].end]
            if said in self._words.roles and re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+)*", inner):
                return True
        return False

    def _behind_place(self, position: int) -> bool:
        return any(self._before(position, count) in self._words.places for count in (1, 2))

    def _is_land(self, position: int, run: tuple[int, int]) -> bool:
        """ "chợ Bà Chiểu", "núi bà Đen" """
        alone = run[0] == run[1] or self.tokens[position - 1].capital
        return alone and self._before(position - 1, 1) in self._words.lands

    # --- the name itself ------------------------------------------------------------------------

    def _follows(self, position: int) -> bool:
        if position >= len(self.tokens):
            return False
        gap = self._line[self.tokens[position - 1].end : self.tokens[position].start]
        initial = len(self.tokens[position - 1].text) == 1
        return bool(_SPACES.fullmatch(gap)) or (initial and bool(_INITIAL.fullmatch(gap)))

    def _capitals(self, position: int, *, at_least: int) -> tuple[int, int] | None:
        first = self.tokens[position]
        if not first.capital or first.text.lower() in not_names():
            return None
        last = position
        while last + 1 - position < _LONGEST and self._follows(last + 1):
            token = self.tokens[last + 1]
            small = (
                token.lower in self._words.middle
                and self._follows(last + 2)
                and self.tokens[last + 2].capital
            )  # "Nguyễn thị Hoa"
            if not (token.capital or small) or token.text.lower() in not_names():
                break
            if token.shouted and not first.shouted:
                break
            last += 1
        if last - position + 1 < at_least or self._is_known((position, last)):
            return None
        return position, last

    def _lower(self, position: int, *, marked: bool) -> tuple[int, int] | None:
        """A name typed without capitals: a surname and up to three syllables that are no words."""
        if self.tokens[position].lower not in self._words.surnames:
            return None
        last = position
        while last + 1 - position < _LONGEST_LOWER and self._follows(last + 1):
            token = self.tokens[last + 1]
            is_middle = last == position and token.lower in self._words.middle
            given = last - position == 1 and self.tokens[last].lower in self._words.middle
            if fold(token.lower) in self._words.ends and not (is_middle or given):
                break
            last += 1
        has_middle = last - position >= 2 and self.tokens[position + 1].lower in self._words.middle
        if last == position or (marked and not has_middle):
            return None
        return position, last

    def _by_itself(self, position: int) -> tuple[int, int] | None:
        """ "Nguyễn Văn A": a surname with two more syllables; in capitals with a middle name."""
        run = self._capitals(position, at_least=3)
        if run is None or not self._opens_with_surname(run) or self._behind_place(position):
            return None
        first, last = run
        middle = self.tokens[first + 1].lower in self._words.middle
        if self.tokens[first].shouted and not (middle and last - first <= 3):
            return None
        return run if middle or last - first <= 3 else None

    def _opens_with_surname(self, run: tuple[int, int]) -> bool:
        first = self.tokens[run[0]]
        if first.lower in self._words.surnames:
            return True
        # "Nguyen Văn A" in a line with accents
        return (
            fold(first.text) in self._words.folded_surnames
            and run[1] > run[0]
            and self.tokens[run[0] + 1].lower in self._words.middle
        )

    def _is_known(self, run: tuple[int, int]) -> bool:
        said = " ".join(token.text.lower() for token in self.tokens[run[0] : run[1] + 1])
        return (fold(said) if self._words.plain else said) in self._words.known
