"""A report parsed once: everything that rules look at, with the way back to the text as it stands.

Parsing works on the normal text: NFC, Markdown's marks and the front matter blanked out character
for character. Spans of everything found are in it; :meth:`Document.original` maps them back.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Final

from assistant.checking.headings import Heading, find_headings
from assistant.checking.names import PlaceName, find_place_names
from assistant.checking.tables import Table, find_tables
from assistant.domain import DateMention, Figure, Reference, Span
from assistant.language.dates import find_dates
from assistant.language.figures import find_figures
from assistant.language.periods import PeriodMention, find_periods
from assistant.language.sentences import split_sentences
from assistant.language.text import NormalisedText, fold, normalise
from assistant.references import find_references

_FRONT_MATTER: Final = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?\n---[ \t]*(?=\r?\n|\Z)", re.DOTALL)
_MARKS: Final = re.compile(
    r"\*+|`+|^[ \t]{0,3}#{1,6}(?=[ \t])|^[ \t]{0,3}>|(?<!\w)_+|_+(?!\w)", re.M
)
_LIST_MARK: Final = re.compile(r"[-+*•–|]|\d{1,3}[.)]\s|[a-zđ]\)")
_LONGEST_LIST: Final = 40  # items looked back over for the line that opens a list
_WRAPPED_WIDTHS: Final = range(60, 131)  # characters of a line that an editor wrapped
#: The running number in front of a table's row.
_SERIAL: Final = re.compile(r"^[ \t]*\|[ \t]*(\d{1,3})[ \t.]*\|(?=[^|\n\d]*[^\W\d_])", re.M)
#: The number in front of a list's item: "(1) Kế hoạch …".
_BRACKETED: Final = re.compile(r"(?:^|[;:,.])[ \t]*\((\d{1,2})\)(?=[ \t]+[^\W\d_])", re.M)
_NOT_BREAK: Final = re.compile(r"[^\r\n]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: what stands on it, and the marks that were blanked out."""

    span: Span  # without the space around it
    number: int
    level: int  # number of "#" in front, 0 without
    bold: bool  # begins with "**"


class Document:
    """The parts of a report. ``text`` is normal text, ``written`` the text as it stands."""

    def __init__(self, written: str, law_names: Sequence[str] = ()) -> None:
        self.written = written
        self._normal: NormalisedText = normalise(written)
        self._law_names = law_names
        front = _FRONT_MATTER.match(self._normal.text)
        self.front_matter = front[0] if front else ""
        body = self._normal.text
        if front:
            body = _NOT_BREAK.sub(" ", front[0]) + body[front.end() :]
        if body.startswith("\ufeff"):
            body = " " + body[1:]
        self._marked = body
        self.text = _MARKS.sub(lambda match: " " * len(match[0]), body)

    def original(self, span: Span) -> Span:
        """``span`` of the normal text in the text as it stands."""
        return self._normal.original(span)

    @property
    def normal_text(self) -> str:
        """The text as it stands in NFC with plain line ends; Markdown's marks are still in it."""
        return self._normal.text

    @cached_property
    def folded(self) -> str:
        """The normal text folded; offsets are the same."""
        return fold(self.text)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        lines = []
        position = 0
        for number, raw in enumerate(self.text.split("\n"), start=1):
            start = position + len(raw) - len(raw.lstrip())
            end = position + len(raw.rstrip())
            if start < end:
                marked = self._marked[position : position + len(raw)].lstrip()
                level = len(marked) - len(marked.lstrip("#")) if marked.startswith("#") else 0
                bold = marked.lstrip("# \t").startswith("**")
                lines.append(Line(Span(start, end), number, level, bold))
            position += len(raw) + 1
        return tuple(lines)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Lines, joined where a line of the usual width was wrapped."""
        joined: list[Span] = []
        previous: Line | None = None
        for line in self.lines:
            goes_on = (
                previous is not None
                and previous.number + 1 == line.number
                and previous.span.end - previous.span.start in _WRAPPED_WIDTHS
                and not (line.level or previous.level)
                and _LIST_MARK.match(self.text, line.span.start) is None
            )
            if goes_on:
                joined[-1] = Span(joined[-1].start, line.span.end)
            else:
                joined.append(line.span)
            previous = line
        return tuple(joined)

    def paragraph_at(self, position: int) -> int:
        """Index of the paragraph that holds ``position``."""
        return bisect_left(self.paragraphs, position + 1, key=lambda span: span.start) - 1

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        ends = {paragraph.start: paragraph.end for paragraph in self.paragraphs}
        return tuple(
            find_headings(
                self.text,
                [
                    (line.span, line.level, line.bold, ends.get(line.span.start, 0) > line.span.end)
                    for line in self.lines
                ],
            )
        )

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        return tuple(split_sentences(self.text))

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds ``position``, or the nearest one before it."""
        index = bisect_left(self.sentences, position + 1, key=lambda span: span.start) - 1
        return self.sentences[index] if index >= 0 else Span(0, 0)

    def introduction(self, position: int) -> str:
        """The line ending in ":" that opens the list whose item holds ``position``, folded."""
        index = self.paragraph_at(position)
        for above in range(index - 1, max(-1, index - 1 - _LONGEST_LIST), -1):
            if not _LIST_MARK.match(self.text, self.paragraphs[above + 1].start):
                break
            opening = self.paragraphs[above].of(self.folded)
            if opening.endswith(":"):
                return opening
        return ""

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        return tuple(find_references(self.text, self._law_names))

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        return tuple(find_dates(self.text))

    @cached_property
    def periods(self) -> tuple[PeriodMention, ...]:
        return tuple(find_periods(self.text))

    def periods_within(self, span: Span) -> tuple[PeriodMention, ...]:
        """The periods named inside ``span``."""
        first = bisect_left(self.periods, span.start, key=lambda mention: mention.span.start)
        return tuple(takewhile(lambda m: m.span.end <= span.end, self.periods[first:]))

    def dates_within(self, span: Span) -> tuple[DateMention, ...]:
        """The dates that stand inside ``span``."""
        first = bisect_left(self.dates, span.start, key=lambda mention: mention.span.start)
        inside = takewhile(lambda m: m.span.end <= span.end, self.dates[first:])
        return tuple(inside)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        numbers = [r.number_span for r in self.references if r.number_span]
        titles = [r.title_span for r in self.references if r.title_span and r.number_span]
        marks = [heading.number_span for heading in self.headings if heading.number_span]
        marks += [Span(*match.span(1)) for match in _SERIAL.finditer(self.text)]
        marks += [Span(*match.span(1)) for match in _BRACKETED.finditer(self.text)]
        return tuple(find_figures(self.text, [*numbers, *titles, *marks]))

    def figures_by_sentence(self) -> Iterator[tuple[Span, tuple[Figure, ...]]]:
        """The sentences that hold figures, each with its own."""
        figures = iter(self.figures)
        figure = next(figures, None)
        for sentence in self.sentences:
            inside = []
            while figure is not None and figure.span.start < sentence.end:
                inside.append(figure)
                figure = next(figures, None)
            if inside:
                yield sentence, tuple(inside)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(find_tables(self.text, self.lines))

    @cached_property
    def place_names(self) -> tuple[PlaceName, ...]:
        return tuple(find_place_names(self.text))
