"""The report's own documents against the log of issued documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from assistant.checking.evidence import office_log_as_evidence
from assistant.checking.own_documents import OwnDocument, document_kind, series_of
from assistant.checking.titles import overlap, telling
from assistant.domain import Evidence, OfficeDocument
from assistant.references.codes import kinds_of_code

_SAME: Final = 0.6  # share of telling words from which two titles speak of one document
_OTHER: Final = 0.25  # share up to which they speak of two
_DENSE: Final = 0.5  # share of the running numbers that a log has when it is kept whole

_Series = tuple[str, int, bool]


class LogVerdict(Enum):
    """What the log says of a document."""

    OTHER_DATE = "other_date"
    OTHER_NUMBER = "other_number"
    OTHER_TITLE = "other_title"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class LogRow:
    row: OfficeDocument
    evidence: Evidence
    series: _Series | None  # None without a day


@dataclass(frozen=True, slots=True)
class LogFinding:
    """A document that the log contradicts or does not have.

    Attributes:
        entry: the row that it should agree with; None where the log has none.
        certain: whether more than the number shows that both are one document; for an absent one,
            whether the log is kept without gaps around it.
    """

    document: OwnDocument
    verdict: LogVerdict
    entry: LogRow | None
    certain: bool


class OfficeLog:
    """The rows of a log, found by number, day and series."""

    def __init__(self, log: Sequence[OfficeDocument]) -> None:
        self._by_number: dict[tuple[str, int], list[LogRow]] = defaultdict(list)
        self._by_day: dict[tuple[str, date], list[LogRow]] = defaultdict(list)
        self._series: dict[_Series, list[LogRow]] = defaultdict(list)
        for row, evidence in zip(log, office_log_as_evidence(log), strict=True):
            kind = row.kind or next(iter(kinds_of_code(row.code)), "Công văn")
            series = series_of(kind, row.date) if row.date else None
            entry = LogRow(row, evidence, series)
            self._by_number[kind, row.number].append(entry)
            if row.date and series:
                self._by_day[kind, row.date].append(entry)
                self._series[series].append(entry)
        for entries in self._series.values():
            entries.sort(key=lambda entry: entry.row.number)

    def series(self, key: _Series) -> Sequence[LogRow]:
        """The rows of one series by running number."""
        return self._series.get(key, ())

    def compare(self, documents: Iterable[OwnDocument]) -> tuple[LogFinding, ...]:
        """The documents that the log contradicts or does not have, in order."""
        findings = (self._judge(document) for document in documents)
        return tuple(finding for finding in findings if finding is not None)

    def _judge(self, document: OwnDocument) -> LogFinding | None:
        title = document.reference.title
        kind = document_kind(document.reference)
        numbered = self._by_number.get((kind, document.number), [])
        here = [e for e in numbered if e.row.date is None or e.series == document.series]
        if any(e.row.date in (None, document.day) and _may_be(title, e) for e in here):
            return None
        same_day = self._by_day.get((kind, document.day), [])
        twin = _best(title, [e for e in same_day if e.row.number != document.number])
        if twin is not None:
            return LogFinding(document, LogVerdict.OTHER_NUMBER, twin, certain=True)
        if here:
            entry = here[0]
            if entry.row.date in (None, document.day):
                return LogFinding(document, LogVerdict.OTHER_TITLE, entry, certain=False)
            alike = _best(title, here)
            if alike is not None or not telling(title) or not telling(entry.row.title):
                return LogFinding(
                    document, LogVerdict.OTHER_DATE, alike or entry, certain=alike is not None
                )
        elsewhere = _best(title, numbered)
        if elsewhere is not None:
            return LogFinding(document, LogVerdict.OTHER_DATE, elsewhere, certain=True)
        if here:
            return LogFinding(document, LogVerdict.OTHER_DATE, here[0], certain=False)
        return self._absent(document)

    def _absent(self, document: OwnDocument) -> LogFinding | None:
        rows = self._series.get(document.series, [])
        if not rows or document.day_span is None:
            return None  # a year or kind that the log does not cover; the report itself
        highest = rows[-1].row.number
        whole = document.number <= highest and len(rows) >= _DENSE * highest
        return LogFinding(document, LogVerdict.ABSENT, None, certain=whole)


def _may_be(title: str | None, entry: LogRow) -> bool:
    """Whether nothing in the titles speaks against one document."""
    if title is None or not telling(title) or not telling(entry.row.title):
        return True
    return overlap(title, entry.row.title) > _OTHER


def _best(title: str | None, entries: Iterable[LogRow]) -> LogRow | None:
    """The one entry whose title is surely on the same subject."""
    if title is None or not telling(title):
        return None
    alike = [e for e in entries if telling(e.row.title) and overlap(title, e.row.title) >= _SAME]
    return max(alike, key=lambda e: overlap(title, e.row.title), default=None)
