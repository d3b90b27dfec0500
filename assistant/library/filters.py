"""Which passages may be shown: by kind, office, period, and validity on a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Period, Status, UserError
from assistant.language.periods import parse_period
from assistant.language.text import fold, modern_tones, nfc
from assistant.library.traits import Traits, Values
from assistant.register import Register, load_register
from assistant.workspace import ChunkTraits

Mask = NDArray[np.bool_]
_OUT = frozenset({Status.EXPIRED, Status.NOT_YET})
_TITLE_SYLLABLES = 4
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What passages must be; None leaves a filter off.

    Attributes:
        kind: "law", "report", "register" or "note".
        office: words of the office's name, with or without accents ("xã Ba Bích", "UBND Ba Bich").
        period: passages that speak of it, or of a time within it ("năm 2023" takes quý III, too).
        as_of: leaves out passages of instruments that are not in force on that day. What is not
            known to be out of force stays. Reports have no end: one dated later stays.
    """

    kind: str | None = None
    office: str | None = None
    period: str | None = None
    as_of: date | None = None


def status_on(instrument: str | None, day: date) -> Status:
    """Whether the instrument of a passage is in force; unknown where the register has none."""
    register = load_register()
    entry = register.get(instrument) if instrument else None
    return register.validity(entry, day).status if entry else Status.UNKNOWN


class Column:
    """One trait of all passages, each distinct value held once.

    Attributes:
        codes: for every passage the place of its value.
        distinct: the values.
        words: the same as ``folded_words`` gives them.
        telling: those of four syllables and more, by their places; fewer ("Kế hoạch") are too
            common to be meant when a query has them.
    """

    def __init__(self, codes: NDArray[np.int32], values: Values) -> None:
        self.codes = codes
        self.distinct = values

    @cached_property
    def words(self) -> list[str]:
        return [folded_words(value or "") for value in self.distinct]

    @cached_property
    def telling(self) -> list[tuple[int, str]]:
        return [(n, words) for n, words in enumerate(self.words) if is_telling(words)]

    def at(self, row: int) -> str | None:
        return self.distinct[int(self.codes[row])]

    def where(self, wanted: Callable[[str], bool]) -> Mask:
        """The rows with a value that is ``wanted``; those without any are not."""
        return self.rows_of([value is not None and wanted(value) for value in self.distinct])

    def rows_of(self, chosen: Sequence[bool]) -> Mask:
        """The rows whose value is chosen, in the order of ``distinct``."""
        mask: Mask = np.array(chosen, bool)[self.codes]
        return mask

    def days(self, default: date) -> NDArray[np.int32]:
        """The rows' dates as ordinals, ``default`` for those without one."""
        days = [date.fromisoformat(value) if value else default for value in self.distinct]
        ordinals: NDArray[np.int32] = np.array([day.toordinal() for day in days], np.int32)
        return ordinals[self.codes]


class PassageTable:
    """Traits of the passages of an index, in its order, and masks over them."""

    def __init__(self, traits: Traits) -> None:
        columns = dict(
            zip(ChunkTraits._fields, map(Column, traits.codes, traits.values), strict=True)
        )
        self.kind = columns["kind"]
        self.source = columns["source_id"]
        self.title = columns["title"]
        self.instrument = columns["instrument"]
        self.article = columns["article"]
        self._period = columns["period"]
        self._office = columns["office"]
        self.legal: Mask = self.kind.where(lambda kind: kind in ("law", "register"))
        self._starts = columns["valid_from"].days(date.min)
        self._starts[~self.legal] = date.min.toordinal()
        self._ends = columns["valid_to"].days(date.max)
        self._valid: dict[date, tuple[Register, Mask]] = {}

    def __len__(self) -> int:
        return len(self.legal)

    def mask(self, wanted: SearchFilter) -> Mask:
        """The passages that pass. Raises UserError for a period that cannot be read."""
        allowed = np.ones(len(self), bool)
        if wanted.kind is not None:
            allowed = allowed & self.kind.where(lambda kind: kind == wanted.kind)
        if wanted.office is not None:
            name = _office_key(wanted.office)
            allowed = allowed & self._office.where(lambda office: name in _office_key(office))
        if wanted.period is not None:
            allowed = allowed & self._period.where(_within(wanted.period))
        if wanted.as_of is not None:
            allowed = allowed & self._valid_on(wanted.as_of)
        return allowed

    def _valid_on(self, day: date) -> Mask:
        register = load_register()
        known = self._valid.get(day)
        if known is not None and known[0] is register:
            return known[1]

        def is_out(instrument: str) -> bool:
            entry = register.get(instrument)
            return entry is not None and register.validity(entry, day).status in _OUT

        number = day.toordinal()
        valid = ~self.instrument.where(is_out) & (self._starts <= number) & (number < self._ends)
        self._valid[day] = (register, valid)
        return valid


def folded_words(text: str) -> str:
    """The words of a name without accents and signs, a space before and after each: " ubnd xa "."""
    return f" {' '.join(_WORD.findall(fold(modern_tones(nfc(text)))))} "


def is_telling(words: str) -> bool:
    """Whether ``folded_words`` are enough to know a title by."""
    return words.count(" ") > _TITLE_SYLLABLES


def _office_key(name: str) -> str:
    return folded_words(name).replace(" uy ban nhan dan ", " ubnd ")


def _within(period: str) -> Callable[[str], bool]:
    wanted = _read(period)
    if wanted is None:
        raise UserError(
            f"Không hiểu kỳ “{period}”; hãy viết như “năm 2023”, “quý III năm 2026” hoặc "
            "“6 tháng đầu năm 2024”."
        )

    def fits(value: str) -> bool:
        found = _read(value)
        return found is not None and wanted.start <= found.start and found.end <= wanted.end

    return fits


@lru_cache(maxsize=4096)
def _read(period: str) -> Period | None:
    try:
        return parse_period(period)
    except UserError:
        return None
