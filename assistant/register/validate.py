"""Finds what cannot be right in a register: dates, chains, overlaps, and what an entry lacks.

An error contradicts itself and must not be used; a warning is worth a look; an info only says what
the register cannot know (names of instruments that it has no entry for).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain import Confidence, Instrument, Severity
from assistant.language.dates import format_date
from assistant.language.text import fold
from assistant.register.register import Register
from assistant.register.resolve import title_key

#: What ``recorded_status`` may say, as validity reads it.
STATUSES = frozenset(
    {
        "in_force",
        "in_force_amended",
        "partly_in_force",
        "expired",
        "period_ended",
        "unverified",
        "unknown",
    }
)
_LIVING = frozenset({"in_force", "in_force_amended", "partly_in_force"})
_ENDED = frozenset({"expired", "period_ended"})
_LEAST_ASK_AS = 3
#: No document of the present State is older (its first decrees are of September 1945).
_FIRST_DAY = date(1945, 8, 19)
#: Successors often begin while the old rules still run out; longer than this is a slip.
_LONGEST_OVERLAP = timedelta(days=366)
_LONGEST_WAIT = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. ``related`` are ids of the other entries that take part in it."""

    entry: str
    field: str
    message: str  # Vietnamese
    severity: Severity
    related: tuple[str, ...] = ()


def validate(instruments: Iterable[Instrument]) -> list[Problem]:
    """All problems of a register, in order of its entries, the worst of each entry first."""
    entries = tuple(instruments)
    register = Register(entries)
    order = {entry.id: position for position, entry in enumerate(entries)}
    problems = [problem for entry in entries for problem in entry_problems(entry)]
    for check in (_repeated, _chains, _cycles, _succession, _twins, _shared_phrases):
        problems.extend(check(entries, register))
    worst = tuple(Severity)
    return sorted(problems, key=lambda p: (order[p.entry], worst.index(p.severity)))


# --- One entry by itself ------------------------------------------------------------------------


def entry_problems(entry: Instrument) -> Iterator[Problem]:
    """What is wrong in one entry, whatever the rest of the register holds."""
    for field, message, severity in (*_dates(entry), *_status(entry), *_completeness(entry)):
        yield Problem(entry.id, field, message, severity)


_Finding = tuple[str, str, Severity]


def _dates(entry: Instrument) -> Iterator[_Finding]:
    signed, effective, expiry = entry.signed, entry.effective, entry.expiry
    for field, day in (("signed", signed), ("effective", effective), ("expiry", expiry)):
        if day and day < _FIRST_DAY:
            yield field, f"Ngày {format_date(day)} trước năm 1945.", Severity.ERROR
    if signed and effective and effective < signed and not entry.note:
        yield (
            "effective",
            f"Có hiệu lực từ {format_date(effective)}, trước ngày ký {format_date(signed)}: nếu "
            "đúng là hiệu lực trở về trước thì ghi rõ ở mục note.",
            Severity.ERROR,
        )
    if signed and effective and effective - signed > _LONGEST_WAIT:
        yield (
            "effective",
            f"Ký ngày {format_date(signed)} mà đến {format_date(effective)} mới có hiệu lực.",
            Severity.WARNING,
        )
    began = max(filter(None, (signed, effective)), default=None)
    if expiry and began and expiry <= began:
        yield (
            "expiry",
            f"Hết hiệu lực từ {format_date(expiry)}, không sau ngày ký và ngày có hiệu lực "
            f"({format_date(began)}).",
            Severity.ERROR,
        )
    year = re.match(r"\d+[a-zA-Z]?/(\d{4})(?:/|$)", entry.number)
    if year and signed and signed.year != int(year[1]):
        yield (
            "signed",
            f"Số {entry.number} là của năm {year[1]} nhưng ngày ký là {format_date(signed)}.",
            Severity.ERROR,
        )


def _status(entry: Instrument) -> Iterator[_Finding]:
    status, verified, expiry = entry.recorded_status, entry.verified_on, entry.expiry
    if status and status not in STATUSES:
        yield (
            "recorded_status",
            f"Tình trạng “{status}” không có trong danh sách: {', '.join(sorted(STATUSES))}.",
            Severity.ERROR,
        )
    if verified and entry.signed and verified < entry.signed:
        yield (
            "verified_on",
            f"Xác minh ngày {format_date(verified)}, trước ngày ký {format_date(entry.signed)}.",
            Severity.ERROR,
        )
    if status in _LIVING and verified and expiry and expiry <= verified:
        yield (
            "recorded_status",
            f"Ghi còn hiệu lực vào ngày {format_date(verified)} nhưng đã hết hiệu lực từ "
            f"{format_date(expiry)}.",
            Severity.ERROR,
        )
    if status in _LIVING and entry.confidence is Confidence.LOW:
        yield (
            "confidence",
            "Ghi còn hiệu lực trong khi độ tin cậy thấp: hãy đối chiếu văn bản.",
            Severity.WARNING,
        )


def _completeness(entry: Instrument) -> Iterator[_Finding]:
    for field, value in (
        ("id", entry.id),
        ("number", entry.number),
        ("kind", entry.kind),
        ("issuer", entry.issuer),
    ):
        if not value.strip():
            yield field, f"Mục {field} để trống.", Severity.ERROR
    if not any(source.strip() for source in entry.sources):
        yield "sources", "Thiếu nguồn (sources).", Severity.ERROR
    if entry.verified_on is None:
        yield (
            "verified_on",
            "Thiếu ngày xác minh (verified_on): hiệu lực sẽ luôn là chưa rõ.",
            Severity.ERROR if entry.recorded_status in _LIVING else Severity.INFO,
        )
    if len(entry.ask_as) < _LEAST_ASK_AS:
        yield (
            "ask_as",
            f"Mới có {len(entry.ask_as)} cách hỏi (ask_as), cần ít nhất {_LEAST_ASK_AS}.",
            Severity.INFO if entry.recorded_status == "unverified" else Severity.WARNING,
        )


# --- Entries beside each other ------------------------------------------------------------------


def _repeated(entries: Sequence[Instrument], register: Register) -> Iterator[Problem]:
    seen: dict[tuple[str, date | None, str], str] = {}
    ids: set[str] = set()
    for entry in entries:
        if entry.id in ids:
            yield Problem(entry.id, "id", "Mục id này đã dùng cho văn bản khác.", Severity.ERROR)
        ids.add(entry.id)
        key = (fold(entry.number), entry.signed, title_key(entry.issuer))
        other = seen.setdefault(key, entry.id)
        if other != entry.id:
            yield Problem(
                entry.id,
                "number",
                f"Cùng số, ngày ký và cơ quan ban hành với “{other}”.",
                Severity.ERROR,
                (other,),
            )


#: Each field of a chain and the field that must name the entry back.
_PAIRS = (
    ("replaces", "replaced_by"),
    ("replaced_by", "replaces"),
    ("amends", "amended_by"),
    ("amended_by", "amends"),
)


def _names(entry: Instrument, field: str) -> tuple[str, ...]:
    value = getattr(entry, field)
    return tuple(a.number for a in value) if field == "amended_by" else value


def _chains(entries: Sequence[Instrument], register: Register) -> Iterator[Problem]:
    """Names that lead nowhere, to several entries, to the entry itself, or not back again."""
    for entry in entries:
        for field, counterpart in _PAIRS:
            for name in _names(entry, field):
                found = register.lookup(name)
                if not found:
                    yield Problem(entry.id, field, f"“{name}” nằm ngoài sổ văn bản.", Severity.INFO)
                elif len(found) > 1:
                    yield Problem(
                        entry.id,
                        field,
                        f"“{name}” là số của {len(found)} văn bản: hãy ghi id "
                        f"({', '.join(other.id for other in found)}).",
                        Severity.ERROR,
                        tuple(other.id for other in found),
                    )
                elif found[0].id == entry.id:
                    yield Problem(entry.id, field, "Văn bản tự nêu chính mình.", Severity.ERROR)
                elif entry.id not in _ids(found[0], counterpart, register):
                    yield Problem(
                        entry.id,
                        field,
                        f"Nêu “{found[0].id}” nhưng mục {counterpart} của nó không nêu lại.",
                        Severity.ERROR,
                        (found[0].id,),
                    )


def _ids(entry: Instrument, field: str, register: Register) -> set[str]:
    return {other.id for name in _names(entry, field) for other in register.lookup(name)}


def _cycles(entries: Sequence[Instrument], register: Register) -> Iterator[Problem]:
    for field, verb in (("replaced_by", "thay thế"), ("amended_by", "sửa đổi")):
        for entry in entries:
            path = _way_back(entry, field, register)
            if path:
                yield Problem(
                    entry.id,
                    field,
                    f"Chuỗi {verb} quay về chính nó: {' → '.join([*path, entry.id])}.",
                    Severity.ERROR,
                    tuple(path[1:]),
                )


def _way_back(entry: Instrument, field: str, register: Register) -> list[str]:
    """The ids from ``entry`` along ``field`` back to it, without the last; empty if none."""
    came: dict[str, str] = {}
    frontier = [entry.id]
    while frontier:
        here = frontier.pop()
        current = register.get(here)
        for other in _ids(current, field, register) if current else ():
            if other == entry.id and here != entry.id:
                path = [here]
                while path[-1] != entry.id:
                    path.append(came[path[-1]])
                return path[::-1]
            if other != entry.id and other not in came:
                came[other] = here
                frontier.append(other)
    return []


def _succession(entries: Sequence[Instrument], register: Register) -> Iterator[Problem]:
    """Successors and amendments against the dates of what they replace or amend."""
    for entry in entries:
        for name in entry.replaced_by:
            for successor in register.lookup(name):
                if _before(successor.signed, entry.signed):
                    yield _too_early(entry, successor, "replaced_by", "thay thế")
                begun, ended = successor.effective, entry.expiry
                if begun and ended and ended - begun > _LONGEST_OVERLAP:
                    yield Problem(
                        entry.id,
                        "expiry",
                        f"Hết hiệu lực từ {format_date(ended)} trong khi “{successor.id}” thay thế "
                        f"đã có hiệu lực từ {format_date(begun)}.",
                        Severity.WARNING,
                        (successor.id,),
                    )
        for amendment in entry.amended_by:
            for amending in register.lookup(amendment.number):
                if _before(amending.signed, entry.signed):
                    yield _too_early(entry, amending, "amended_by", "sửa đổi")
            if _before(amendment.effective, entry.signed):
                yield Problem(
                    entry.id,
                    "amended_by",
                    f"Việc sửa đổi bởi “{amendment.number}” có hiệu lực trước khi văn bản được ký.",
                    Severity.ERROR,
                    tuple(other.id for other in register.lookup(amendment.number)),
                )


def _before(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other


def _too_early(entry: Instrument, later: Instrument, field: str, verb: str) -> Problem:
    assert later.signed is not None
    assert entry.signed is not None
    return Problem(
        entry.id,
        field,
        f"“{later.id}” ký ngày {format_date(later.signed)}, trước văn bản mà nó {verb} "
        f"(ký ngày {format_date(entry.signed)}).",
        Severity.ERROR,
        (later.id,),
    )


def _twins(entries: Sequence[Instrument], register: Register) -> Iterator[Problem]:
    """Two living instruments of one body with one title and kind: one should have ended."""
    groups: dict[tuple[str, str, str], list[Instrument]] = defaultdict(list)
    for entry in entries:
        living = entry.recorded_status in _LIVING and entry.expiry is None
        if living and entry.title and not entry.amends:
            key = (fold(entry.kind), title_key(entry.issuer), title_key(entry.title))
            groups[key].append(entry)
    for group in groups.values():
        for entry in group[1:]:
            yield Problem(
                entry.id,
                "title",
                f"Cùng loại, cùng tên và cùng còn hiệu lực với “{group[0].id}”.",
                Severity.WARNING,
                (group[0].id,),
            )


def _shared_phrases(entries: Sequence[Instrument], register: Register) -> Iterator[Problem]:
    """One phrasing means one matter: only entries of one chain may share it."""
    owners: dict[str, list[Instrument]] = defaultdict(list)
    for entry in entries:
        for phrase in dict.fromkeys(" ".join(p.lower().split()) for p in entry.ask_as):
            owners[phrase].append(entry)
    kin = _chain_of(entries, register)
    for phrase, sharing in owners.items():
        for entry in sharing[1:]:
            if kin(entry.id) != kin(sharing[0].id):
                yield Problem(
                    entry.id,
                    "ask_as",
                    f"Cách hỏi “{phrase}” cũng là của “{sharing[0].id}”, không cùng chuỗi.",
                    Severity.WARNING,
                    (sharing[0].id,),
                )


def _chain_of(entries: Sequence[Instrument], register: Register) -> Callable[[str], str]:
    """An id → the same id for all entries linked by replacement."""
    parent = {entry.id: entry.id for entry in entries}

    def root(id: str) -> str:
        while parent[id] != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    for entry in entries:
        for other in _ids(entry, "replaced_by", register) | _ids(entry, "replaces", register):
            parent[root(other)] = root(entry.id)
    return root
