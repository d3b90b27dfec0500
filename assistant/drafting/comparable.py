"""Figures of a report with everything that says what they count, so that two can be held together.

A figure is known by the words that it stands in: who acted, what was done, what is counted, and by
its unit. All of it must agree, or the two count different things: "tiếp 12 lượt công dân" is not
"Chủ tịch tiếp 12 lượt công dân". Where in doubt a figure is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import yaml

from assistant.checking.document import Document
from assistant.checking.sections import find_sections
from assistant.checking.statements import any_of, find_statements
from assistant.domain import Figure, Period
from assistant.drafting.phrases import lexicon
from assistant.language.dates import find_dates
from assistant.language.figures import find_figures
from assistant.language.periods import find_periods
from assistant.language.text import fold, nfc
from assistant.references import find_references
from assistant.resources import data_folder

_BREAK: Final = re.compile(r"[,;:()\[\]\n]|\.(?!\d)")
#: What an earlier report says of a period before its own: left out, the figure beside it is read.
_OWN_COMPARISON: Final = re.compile(
    r",?\s+(?:tăng|giảm)\s+\d[\d.,]*\s?%?[^;.()\d]{0,40}\sso với\s[^,;.()]{0,60}(?:\s*\([^()]*\))?"
    r"|,\s+bằng\s+(?:so với\s+)?(?:cùng kỳ|năm|quý|tháng|\d+ tháng)(?!\w)[^,;.()]{0,40}"
    r"(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)
_LINK: Final = re.compile(r"(?<!\w)(?:với|và|cho|gồm|có|để|cùng|bằng|từ|đạt|chiếm)(?!\w)")
#: Words after a comma that open a clause of their own.
_OPENS_CLAUSE: Final = re.compile(
    r"(?:trong đó|gồm|đồng thời|góp phần|nhằm|qua đó|tăng|giảm|bằng|đã|được|do|để|còn|không)(?!\w)",
    re.IGNORECASE,
)
_AS_OF: Final = re.compile(r"(?:tính\s+)?đến\s+(?:hết\s+)?(?:ngày\s*)?$", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+|#")
_HEADING_SCOPE: Final = re.compile(r"(?<!\w)(?:linh vuc|thon|ap|xom|buon|to dan pho)(?!\w)")


@dataclass(frozen=True, slots=True)
class Comparable:
    """A figure and what it counts.

    Attributes:
        key: equal for two figures that count the same thing.
        sentence: the sentence it stands in, as written.
        noun: the words of what is counted, as written ("lượt công dân").
        end: where those words end in the sentence.
        place: the heading that it stands under.
    """

    key: tuple[str, ...]
    figure: Figure
    sentence: str
    noun: str
    end: int
    place: str = ""


def comparable_figures(
    sentence: str, period: Period | None, *, office: str = "", scope: Sequence[str] = ()
) -> list[Comparable]:
    """The figures of one sentence that say by themselves what they count, in order.

    Args:
        period: of the report; a sentence that names another one has none.
        office: the commune's name, which says nothing of what is counted.
        scope: what stands around the sentence and narrows it.
    """
    if find_references(sentence) or _names_other_time(sentence, period):
        return []
    masked = _masked(sentence, period)
    figures = find_figures(masked)
    if not figures:
        return []
    subject = _subject(masked, office)
    found: list[Comparable] = []
    for index, figure in enumerate(figures):
        before = figures[index - 1].span.end if index else 0
        after = figures[index + 1].span.start if index + 1 < len(figures) else len(masked)
        if "/" in (
            masked[figure.span.start - 1 : figure.span.start],
            masked[figure.span.end :][:1],
        ):
            continue
        if figure.unit == "%" or _in_brackets(masked, figure.span.start):
            continue
        if _unsure().search(fold(masked[before : figure.span.start]).rstrip()):
            continue
        end = _tail_end(masked, figure.span.end, after)
        start = _clause_start(masked, figure.span.start)
        told = _words(_with_marks(masked, figures, start, end), office)
        part = _words(_part_told_before(masked, start), office)
        noun = masked[figure.span.end : end].strip()
        if not noun and figure.unit is None:
            continue
        key = (*scope, subject, part, told, figure.unit or "")
        found.append(Comparable(key, figure, sentence, noun, end))
    return found


def figures_of_report(text: str, period: Period, office: str = "") -> list[Comparable]:
    """Every figure of a whole report that can be held against another report's.

    Plans, looks back, tables, headings and what belongs to a single village or field are left out.
    A comparison with a period before is cut out of its sentence ("[…]").
    """
    document = Document(_OWN_COMPARISON.sub(" […]", nfc(text)))
    sections = find_sections(document)
    found: list[Comparable] = []
    for statement in find_statements(document, sections, period.end.year):
        if statement.span.start != statement.sentence.start:
            continue  # the rest of a sentence is read with its beginning
        if statement.planned or statement.past:
            continue
        if _HEADING_SCOPE.search(statement.heading):
            continue
        opening = _words(document.introduction(statement.sentence.start), office)
        section = sections[statement.section] if statement.section >= 0 else None
        place = section.heading.span.of(document.text).strip(" #*") if section else ""
        sentence = " ".join(statement.sentence.of(document.text).split())
        for figure in comparable_figures(
            sentence.lstrip("-–+*• "), period, office=office, scope=(opening,) if opening else ()
        ):
            found.append(
                Comparable(
                    figure.key, figure.figure, figure.sentence, figure.noun, figure.end, place
                )
            )
    return found


def unambiguous(figures: Sequence[Comparable]) -> dict[tuple[str, ...], Comparable]:
    """The figures by what they count, without those that are given two values."""
    kept: dict[tuple[str, ...], Comparable] = {}
    doubtful = set()
    for figure in figures:
        known = kept.setdefault(figure.key, figure)
        if known.figure.value != figure.figure.value:
            doubtful.add(figure.key)
    return {key: figure for key, figure in kept.items() if key not in doubtful}


def _names_other_time(sentence: str, period: Period | None) -> bool:
    """Whether the sentence speaks of one day, or of a time that is not the report's period."""
    for mention in find_dates(sentence):
        if not _AS_OF.search(sentence[: mention.span.start]):
            return True
    year = period.start.year if period else None
    for named in find_periods(sentence, year):
        if period is None or (named.period.start, named.period.end) != (period.start, period.end):
            return True
    return False


def _masked(sentence: str, period: Period | None) -> str:
    """The sentence with the names of its own period and of days blanked out, offsets kept."""
    spans = [mention.span for mention in find_dates(sentence)]
    spans += [m.span for m in find_periods(sentence, period.start.year if period else None)]
    for span in spans:
        length = span.end - span.start
        sentence = f"{sentence[: span.start]}{' ' * length}{sentence[span.end :]}"
    return sentence


def _subject(masked: str, office: str) -> str:
    """Who acts, or what the sentence is about: what stands before its first verb or colon."""
    named = lexicon().subject.match(masked)  # a body's name may hold a verb: "Ban Thanh tra"
    verb = lexicon().verb.search(masked, named.end() if named else 0)
    cut = min(
        verb.start() if verb else len(masked),
        masked.find(":") if ":" in masked else len(masked),
        next((figure.span.start for figure in find_figures(masked)), len(masked)),
    )
    label = masked.partition(":")[0] if ":" in masked else ""
    return _words(f"{label} {masked[:cut]}" if label else masked[:cut], office)


def _clause_start(masked: str, position: int) -> int:
    breaks = [match.end() for match in _BREAK.finditer(masked, 0, position)]
    return breaks[-1] if breaks else 0


def _part_told_before(masked: str, start: int) -> str:
    """The clauses before that narrow what is told: "trong đó lĩnh vực đất đai 200 đơn, …"."""
    narrowing = _part().search(fold(masked), 0, start)
    return re.sub(r"\d\S*", " ", masked[narrowing.start() : start]) if narrowing else ""


def _tail_end(masked: str, start: int, limit: int) -> int:
    """Where the words of what is counted end: at punctuation, or before the next figure."""
    stop = _BREAK.search(masked, start, limit)
    while stop is not None and stop[0] == ",":
        # "22 cán bộ, công chức đạt chuẩn": what follows a comma without a verb belongs to it.
        behind = _BREAK.search(masked, stop.end(), limit)
        end = behind.start() if behind else limit
        goes_on = masked[stop.end() : end].strip()
        if not goes_on or (behind is None and limit < len(masked)):
            break
        if lexicon().verb.match(goes_on) or _OPENS_CLAUSE.match(goes_on):
            break
        if behind is None:
            return len(masked[:end].rstrip())
        stop = behind
    if stop is not None:
        return len(masked[: stop.start()].rstrip())
    if limit == len(masked):
        return len(masked.rstrip())
    links = list(_LINK.finditer(masked, start, limit))
    return len(masked[: links[-1].start()].rstrip()) if links else start


def _with_marks(masked: str, figures: Sequence[Figure], start: int, end: int) -> str:
    """The stretch with "#" in place of each number and its unit."""
    pieces, position = [], start
    for figure in figures:
        if start <= figure.span.start and figure.span.end <= end:
            pieces += [masked[position : figure.span.start], " # "]
            position = figure.span.end
    return "".join([*pieces, masked[position:end]])


def _in_brackets(text: str, position: int) -> bool:
    return text.count("(", 0, position) > text.count(")", 0, position)


def _words(text: str, office: str) -> str:
    """Folded words without those that say nothing, and with one word for one act."""
    folded = " ".join(_WORD.findall(fold(text)))
    name = " ".join(_WORD.findall(fold(office)))
    if name:
        folded = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", folded)
    folded = _generic().sub(" ", folded)
    folded = _same().sub(lambda match: _data()["same"][match[0]], folded)
    return " ".join(folded.split())


@lru_cache(maxsize=1)
def _generic() -> re.Pattern[str]:
    return any_of(_data()["generic"])


@lru_cache(maxsize=1)
def _same() -> re.Pattern[str]:
    words = sorted(_data()["same"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


@lru_cache(maxsize=1)
def _part() -> re.Pattern[str]:
    return any_of(_data()["part"])


@lru_cache(maxsize=1)
def _unsure() -> re.Pattern[str]:
    return re.compile(rf"{any_of(_data()['unsure']).pattern}$")


@lru_cache(maxsize=1)
def _data() -> Any:
    text = (data_folder("knowledge") / "structure" / "comparing.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
