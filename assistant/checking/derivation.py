"""Figures that follow from others by arithmetic: sums, differences, shares, averages, products."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import Final

from assistant.checking.note_facts import NoteFigure, counted
from assistant.checking.stated import Stated, one_quantity, values_in_units, worth

_ABOUT: Final = re.compile(
    r"(?<!\w)(?:gan|hon|khoang|tren|xap xi|uoc(?: dat| tinh)?|du(?: kien)?|dat tren|tren duoi|"
    r"khoang tren|chung)\s*$"
)
_AVERAGE: Final = re.compile(r"(?<!\w)(?:binh quan|trung binh|moi)(?!\w)")
_PER: Final = re.compile(r"\s*/\s*[^\W\d_]")  # "15 kg/khẩu"
_TOGETHER: Final = re.compile(r"(?<!\w)(?:cong|tong|ca hai|ca ba|gop lai)(?!\w)")
_POINTS: Final = ("diem", "phan")  # "6,25 điểm phần trăm"
_PRODUCT: Final = re.compile(
    r"(?<!\w)(?:san luong|tong tri gia|tri gia|tong gia tri|tong so tien|tong kinh phi)(?!\w)"
)
_CHANGE: Final = re.compile(
    r"(?<!\w)(?:tang|giam|con|con lai|so con lai|chenh|hon|kem|chua|dang|thieu|du|vuot)(?!\w)"
)
_ROUNDED: Final = Decimal("0.06")  # how far an "about" may be from the figure that it rounds
_LONGEST_RUN: Final = 12
_LARGE: Final = 1000  # a number that is hardly a sum by chance


def derived(claim: Stated, near: Sequence[Stated], known: Sequence[Stated],
            notes: Sequence[NoteFigure]) -> bool:  # fmt: skip
    """Whether figures that the evidence states give this one.

    Args:
        near: stated figures of the same paragraph.
        known: those of the whole report.
        notes: the figures written in the notes.
    """
    if claim.figure.unit == "%":
        return _share(claim, near, known, notes)
    value = _measured(claim)
    if value in _sums([_measured(other) for other in near if _alike(claim, other)]):
        return True
    same = [_measured(other) for other in near if _alike(claim, other) and _one_noun(claim, other)]
    named = [
        _measured(other) for other in near if claim.noun[:1] and other.noun[:1] == claim.noun[:1]
    ]
    if value in _sums(named) or _is_difference(value, same):
        return True
    return (
        _about(claim, near, notes)
        or _average(claim, near, notes)
        or _product(claim, near, notes)
        or _change(claim, near, notes)
        or _together(claim, near, notes)
        or _points(claim, near, notes)
    )


def is_step(claim: Stated) -> bool:
    """Whether a figure says by how much something changed, what is left, or what share it is."""
    return claim.figure.unit == "%" or _CHANGE.search(claim.before) is not None


def agrees(percent: Decimal, part: Decimal, whole: Decimal) -> bool:
    """Whether ``percent`` is part/whole, rounded or cut to the decimals that it has."""
    return abs(part * 100 / whole - percent) < _step(percent)


def _share(
    claim: Stated, near: Sequence[Stated], known: Sequence[Stated], notes: Sequence[NoteFigure]
) -> bool:
    percent = claim.figure.value
    counts = [other for other in near if other.figure.unit != "%"]
    if 100 - percent in [other.figure.value for other in near if other.figure.unit == "%"]:
        return True
    values = [_measured(other) for other in counts]
    if any(agrees(percent, part, whole) for whole in values if whole for part in values):
        return True
    for part in counts:
        wholes = [
            _measured(other)
            for other in known
            if other.figure.unit != "%" and _alike(part, other) and _one_kind(part, other)
        ]
        wholes += [
            _in_smallest(note.value, note.unit)
            for note in notes
            if note.unit != "%" and _kinds_meet(part.noun, note.noun)
        ]
        value = _measured(part)
        if any(whole >= value and whole and agrees(percent, value, whole) for whole in wholes):
            return True
    if _share_of_line(claim, notes):
        return True
    if not _CHANGE.search(claim.before):
        return False
    for now in counts:
        value = _measured(now)
        bases = [*values, *_comparable(now, notes)]
        if any(base and agrees(percent, abs(value - base), base) for base in bases):
            return True
    return False


def _comparable(claim: Stated, notes: Sequence[NoteFigure]) -> list[Decimal]:
    """What the notes measure in the claim's unit, or write without any."""
    unit = claim.figure.unit
    return [_in_smallest(note.value, note.unit or unit) for note in notes if note.unit != "%"]


def _share_of_line(claim: Stated, notes: Sequence[NoteFigure]) -> bool:
    """Of two figures of one note, when the clause tells the part: "tỷ lệ đúng hạn 98,95%"."""
    percent = claim.figure.value
    for line in _lines(notes):
        counts = [note for note in line if note.unit != "%"]
        for part in counts:
            if not claim.near & part.near:
                continue
            if any(n.value > part.value and agrees(percent, part.value, n.value) for n in counts):
                return True
    return False


def _together(claim: Stated, near: Sequence[Stated], notes: Sequence[NoteFigure]) -> bool:
    """ "hai loại cộng lại là 279 hộ": a few of the paragraph's figures, or of one note's line."""
    value, unit = _measured(claim), claim.figure.unit
    if _TOGETHER.search(claim.before):
        parts = [_measured(other) for other in near if _alike(claim, other)]
        if any(sum(few) == value for size in (2, 3) for few in combinations(parts, size)):
            return True
    elif claim.figure.value < _LARGE:
        return False
    return any(
        value in _sums([_in_smallest(note.value, note.unit or unit) for note in row])
        for row in _rows(notes, unit)
    )


def _rows(notes: Sequence[NoteFigure], unit: str | None) -> Iterator[list[NoteFigure]]:
    """The figures of each line of the notes that may be measured in ``unit``."""
    rows: dict[str | None, list[NoteFigure]] = {}
    for note in notes:
        if note.unit is None or one_quantity(note.unit, unit):
            rows.setdefault(note.evidence.location, []).append(note)
    yield from rows.values()


def _points(claim: Stated, near: Sequence[Stated], notes: Sequence[NoteFigure]) -> bool:
    """A step between two shares: one of the paragraph, and one that a note's figures give."""
    if claim.noun[:2] != _POINTS:
        return False
    step = _step(claim.figure.value)
    shares = [other.figure.value for other in near if other.figure.unit == "%"]
    before = [
        part.value * 100 / whole.value
        for line in _lines(notes)
        for part in line
        for whole in line
        if 0 < part.value < whole.value
    ]
    return any(
        abs(abs(one - other) - claim.figure.value) < step
        for one in shares
        for other in [*before, *shares]
    )


def _about(claim: Stated, near: Sequence[Stated], notes: Sequence[NoteFigure]) -> bool:
    """ "gần 7.900 nhân khẩu" of 7.884."""
    if not _ABOUT.search(claim.before):
        return False
    exact = [
        note.value
        for note in notes
        if note.unit != "%"
        and (not note.noun or not claim.noun or _kinds_meet(claim.noun, note.noun))
    ]
    exact += [other.figure.value for other in near if _alike(claim, other)]
    return any(
        value and abs(written - value) <= value * _ROUNDED
        for value in exact
        for written in values_in_units(claim.figure)
    )


def _average(claim: Stated, near: Sequence[Stated], notes: Sequence[NoteFigure]) -> bool:
    if not (_AVERAGE.search(claim.before) or _PER.match(claim.behind)):
        return False
    values = _values(near, notes)
    step = _step(claim.figure.value)
    return any(
        abs(a / b - claim.figure.value) < step for a in values for b in values if b > 1 and a >= b
    )


def _product(claim: Stated, near: Sequence[Stated], notes: Sequence[NoteFigure]) -> bool:
    """A harvest of area and yield (in tạ: a tenth of a tấn), a value of number and price."""
    if not _PRODUCT.search(claim.before):
        return False
    values = _values(near, notes)
    return any(
        round(a * b / scale) == round(claim.figure.value)
        for a in values
        for b in values
        for scale in (1, 10, 1000)
    )


def _change(claim: Stated, near: Sequence[Stated], notes: Sequence[NoteFigure]) -> bool:
    """A rest, or the step from one figure to another, of the paragraph or of one note."""
    if not _CHANGE.search(claim.before):
        return False
    value, unit = _measured(claim), claim.figure.unit
    beside = [_measured(other) for other in near if _alike(claim, other)]
    if _is_difference(value, beside):
        return True
    for line in _lines(notes):
        values = [
            _in_smallest(note.value, note.unit or unit)
            for note in line
            if note.unit is None or one_quantity(unit, note.unit)
        ]
        if _is_difference(value, values):
            return True
        now = [other for other in beside if other not in values]
        if any(abs(a - b) == value for a in now for b in values):
            return True
    return False


def _measured(claim: Stated) -> Decimal:
    """A figure's value, in the smallest unit of what it measures."""
    return _in_smallest(claim.figure.value, claim.figure.unit)


def _in_smallest(value: Decimal, unit: str | None) -> Decimal:
    measured = worth(value, unit)
    return value if measured is None else measured[1]


def _lines(notes: Sequence[NoteFigure]) -> Iterator[list[NoteFigure]]:
    lines: dict[str, list[NoteFigure]] = {}
    for note in notes:
        lines.setdefault(note.evidence.id, []).append(note)
    yield from lines.values()


def _values(near: Sequence[Stated], notes: Sequence[NoteFigure]) -> list[Decimal]:
    """What the paragraph has, and the numbers of the notes that it draws on."""
    values = [other.figure.value for other in near if other.figure.unit != "%"]
    for line in _lines(notes):
        written = [note.value for note in line if note.unit != "%"]
        if set(written) & set(values):
            values += written
    return list(dict.fromkeys(values))


def _is_difference(value: Decimal, values: Sequence[Decimal]) -> bool:
    distinct = set(values)
    return any(a - value in distinct for a in distinct if a > value and a - value != 0)


def _sums(values: Sequence[Decimal]) -> set[Decimal]:
    """Sums of the values that stand side by side."""
    sums: set[Decimal] = set()
    for start in range(len(values)):
        total = values[start]
        for value in values[start + 1 : start + _LONGEST_RUN]:
            total += value
            sums.add(total)
    return sums


def _alike(one: Stated, other: Stated) -> bool:
    """Whether two figures of a report may add up."""
    return one_quantity(one.figure.unit, other.figure.unit) and _one_kind(one, other)


def _one_kind(one: Stated, other: Stated) -> bool:
    return _one_noun(one, other) or _kinds_meet(one.noun, other.noun)


def _kinds_meet(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether the nouns are not known to count different things."""
    ours, theirs = counted(tuple(one)), counted(tuple(other))
    return not (ours and theirs) or bool(ours & theirs)


def _one_noun(one: Stated, other: Stated) -> bool:
    return not one.noun or not other.noun or one.noun[0] == other.noun[0]


def _step(value: Decimal) -> Decimal:
    """One of the last decimal that ``value`` is written with."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))


def rounded_share(part: Decimal, whole: Decimal, written: Decimal) -> Decimal:
    """part/whole in per cent, with the decimals of ``written``, or two where it has none."""
    step = _step(written)
    exact = part * 100 / whole
    if step == 1 and exact != exact.to_integral_value():
        step = Decimal("0.01")
    return exact.quantize(step, ROUND_HALF_UP)
