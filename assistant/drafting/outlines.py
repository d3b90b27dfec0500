"""Report types as data: which sections a report has, what each holds and what grounds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import yaml

from assistant.domain import Period, UserError
from assistant.resources import data_folder

WHOLE_REPORT = "toan-van"


@dataclass(frozen=True, slots=True)
class Ask:
    """A figure that a section should give; ``cues`` tell whether the notes speak of it."""

    what: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroundRef:
    """A register entry by id or number; ``signed`` tells apart numbers that exist twice."""

    number: str
    signed: date | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """``grounds`` are alternatives in order of preference: of each the one in force is cited.

    ``family`` is the kind of a section whose key does not tell it; ``table`` the rows of an
    appendix, empty cells to be filled.
    """

    key: str
    heading: str
    holds: str
    numbered: bool = True
    cues: tuple[str, ...] = ()
    grounds: tuple[tuple[GroundRef, ...], ...] = ()
    asks: tuple[Ask, ...] = ()
    parts: tuple[Section, ...] = ()
    family: str = ""
    table: tuple[tuple[str, ...], ...] = ()

    @property
    def kind(self) -> str:
        """The family that phrases are kept under: "ket-qua.khieu-nai" → "ket-qua"."""
        return self.family or self.key.partition(".")[0]


@dataclass(frozen=True, slots=True)
class CutOff:
    """Reports close before the calendar does: days of the month, after ``source``, an instrument
    (09/2019/NĐ-CP art. 12: from the 15th before the period to the 14th of its last month)."""

    first_day: int
    last_day: int
    source: str


@dataclass(frozen=True, slots=True)
class Outline:
    report_type: str
    topic: str
    title: str  # with {period}
    cut_off: CutOff
    names: Mapping[str, str]  # section names that scripts use → keys
    sections: tuple[Section, ...]
    source: str = ""  # the superior's file, for an outline that is not shipped

    def title_for(self, period: Period | None) -> str:
        return self.title.replace("{period}", period.label if period else "").strip()

    def walk(self) -> Iterator[Section]:
        for section in self.sections:
            yield section
            yield from section.parts

    def headings(self) -> tuple[str, ...]:
        """The headings that a report by this outline must have."""
        return tuple(s.heading for s in self.walk() if s.numbered)

    def section(self, name: str) -> Section:
        """The section that scripts call ``name``.

        Raises:
            UserError: there is none; the message lists the valid names.
        """
        key = self.names.get(name)
        found = next((section for section in self.walk() if section.key == key), None)
        if found is None:
            valid = ", ".join([*self.names, WHOLE_REPORT])
            raise UserError(
                f"Không có phần “{name}” trong báo cáo {self.report_type}; "
                f"hãy chọn một trong: {valid}."
            )
        return found

    def data_window(self, period: Period) -> Period:
        """The days whose figures belong to a report on ``period``."""
        before = period.start.replace(day=1) - timedelta(days=1)
        return Period(
            before.replace(day=self.cut_off.first_day),
            period.end.replace(day=self.cut_off.last_day),
            period.label,
        )


def outline_names() -> tuple[str, ...]:
    """The report types that are shipped, in alphabetical order."""
    folder = data_folder("knowledge") / "outlines"
    return tuple(
        sorted(file.name.removesuffix(".yaml") for file in folder.iterdir() if _is_data(file.name))
    )


def _is_data(name: str) -> bool:
    return name.endswith(".yaml") and not name.startswith((".", "_"))


@lru_cache(maxsize=32)
def load_outline(report_type: str) -> Outline:
    """The outline of ``report_type``.

    Raises:
        UserError: no such report type; the message lists those there are.
    """
    names = outline_names()
    if report_type not in names:
        raise UserError(
            f"Không có loại báo cáo “{report_type}”; hãy chọn một trong: {', '.join(names)}."
        )
    file = data_folder("knowledge") / "outlines" / f"{report_type}.yaml"
    data = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    cut_off = data["cut_off"]
    return Outline(
        report_type=data["report_type"],
        topic=data["topic"],
        title=data["title"],
        cut_off=CutOff(cut_off["first_day"], cut_off["last_day"], cut_off["source"]),
        names=data["names"],
        sections=tuple(_section(entry) for entry in data["sections"]),
    )


def _section(entry: Mapping[str, Any]) -> Section:
    return Section(
        key=entry["key"],
        heading=entry["heading"],
        holds=entry["holds"],
        numbered=entry.get("numbered", True),
        cues=tuple(entry.get("cues", ())),
        grounds=tuple(tuple(map(_ground, group)) for group in entry.get("grounds", ())),
        asks=tuple(Ask(ask["what"], tuple(ask["cues"])) for ask in entry.get("asks", ())),
        parts=tuple(_section(part) for part in entry.get("parts", ())),
    )


def _ground(entry: str | Mapping[str, Any]) -> GroundRef:
    if isinstance(entry, str):
        return GroundRef(entry)
    return GroundRef(entry["number"], entry.get("signed"))
