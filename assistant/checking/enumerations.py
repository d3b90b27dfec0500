"""What a report lists behind a count: "04 thôn: A, B, C và D", or the lines below it.

A comma or "và" may stand inside an item ("phòng, chống thiên tai"), so the number of items is a
range, unless all of them are names of places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import yaml

from assistant.checking.document import Document
from assistant.domain import Figure, Span
from assistant.language.text import fold
from assistant.resources import data_folder

_LONGEST: Final = 900  # characters of a list in running text
_MOST: Final = 40  # a larger count is not listed item by item
_SENTENCE_END: Final = re.compile(r"[.!?…](?=\s|$)|\n")
#: What stands between a count and its list: the rest of the noun, then the sign that opens it.
_OPENING: Final = re.compile(
    r"(?P<noun>(?:\s*(?:thon|ban|ap|xom|buon),\s(?:buon|ban|ap|xom|to dan pho|khu pho))?"
    r"[^\d,;:.()\n|]{0,70}?)"
    r"(?:,?[ \t]+(?:va[ \t]+)?(?:sau day|nhu sau|sau|cu the|do la|bao gom|gom co|gom|la|nhu))*"
    r"(?P<sign>[ \t]*:|[ \t]*\(|,?[ \t]+(?:bao gom|gom co|gom|do la|la)(?=[ \t]))[ \t]*"
)
#: "ba sản phẩm tiêu biểu là …": the count is of those that are named.
_EXEMPLARY: Final = re.compile(r"(?<=\w) (?:tieu bieu|dien hinh|noi bat|chu yeu)(?= (?:la|gom)|:)")
_WITH_COUNT: Final = re.compile(r"[^\W\d_][^\d,;]*\s\d{1,3}")  # "đất đai 06"
#: Opens an item that is of several things. With accents: folded, "mọi" is also "môi trường".
_PLURAL: Final = re.compile(
    r"(?:các|những|một số|nhiều|mọi|từng|đại diện|lãnh đạo)(?!\w)", re.IGNORECASE
)
_NUMBERS: Final = {
    "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_SPELT: Final = re.compile(
    r"(?<!\w)(?P<number>" + "|".join(_NUMBERS) + r")[ \t]+(?=[^\W\d_])", re.IGNORECASE
)
_ESTIMATE: Final = re.compile(
    r"(?<!\w)(?:hơn|trên|gần|khoảng|ít nhất|tối thiểu|từ|đến|mỗi|của|trong)\s*$"
)
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_AND: Final = re.compile(r"(?<=[ \t])va(?=[ \t])")
_PLACE_KIND: Final = re.compile(
    r"(?:thôn|bản|ấp|xóm|buôn|làng|khu|khối|phố|dân cư|dân phố|tổ|xã|phường|thị trấn|tiểu khu|số)"
    r"[ \t]+",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"\d{1,2}(?![\w/%])")
_RANGE: Final = re.compile(r"\d\s*[-–]\s*\d|(?<!\w)den(?!\w)")
_MARKS: Final = (
    re.compile(r"[-–]\s"), re.compile(r"\+\s?"), re.compile(r"[•*]\s"),
    re.compile(r"\d{1,2}[.)]\s"), re.compile(r"[a-zđ]\)"), re.compile(r"\(\d{1,2}\)"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """A count with the list behind it.

    Attributes:
        noun: the folded words between the count and the list.
        items: the items, split as finely as they may be.
        fewest: how many there are when every doubtful comma or "và" belongs to an item.
        most: how many there are when none does.
        exact: whether every item is the name of a place, or stands on a line of its own.
        of_places: whether the items are names of places.
        other: further numbers that the list may be counted as (parts between ";").
    """

    figure: Figure
    noun: str
    items: tuple[Span, ...]
    fewest: int
    most: int
    exact: bool
    other: tuple[int, ...] = ()
    of_places: bool = False

    @property
    def agrees(self) -> bool:
        return self.fewest <= self.figure.value <= self.most or self.figure.value in self.other


def find_counted(document: Document) -> Iterator[Counted]:
    """The counts of ``document`` whose items are listed, and all of them as far as it shows."""
    figures = sorted((*document.figures, *_spelt(document)), key=lambda figure: figure.span)
    for index, figure in enumerate(figures):
        whole = figure.value == figure.value.to_integral_value() and 2 <= figure.value <= _MOST
        if figure.unit is not None or not figure.noun or not whole or _is_loose(document, figure):
            continue
        opening = _OPENING.match(document.folded, figure.span.end)
        if opening is None or _says_open(_EXEMPLARY.sub("", opening[0])):
            continue
        noun = opening["noun"].strip() or figure.noun
        following = figures[index + 1 :]
        if document.text[opening.end() : opening.end() + 1] in ("\n", "\r", ""):
            counted = _lines_below(document, figure, noun, opening)
        else:
            counted = _in_line(document, figure, noun, opening, following)
        if counted is not None:
            yield counted


def _spelt(document: Document) -> Iterator[Figure]:
    """Counts in words that are no figures elsewhere: before other nouns, or with a capital."""
    known = {figure.span.start for figure in document.figures}
    for match in _SPELT.finditer(document.text):
        noun = _table("listed").match(document.folded, match.end())
        if noun is not None and match.start() not in known:
            span = Span(match.start(), match.start() + len(match["number"]))
            value = Decimal(_NUMBERS[match["number"].lower()])
            yield Figure(span, value, None, noun[0])


def place_names(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The items of ``text[start:end]`` when every one is the name of a place; else none."""
    pieces = _pieces(text, start, end, (",", ";", "va"))
    return tuple(pieces) if all(_is_place(piece.of(text)) for piece in pieces) else ()


def _is_place(item: str) -> bool:
    while match := _PLACE_KIND.match(item):
        item = item[match.end() :]
    return item[:1].isupper() or _NUMBERED.match(item) is not None


def _is_loose(document: Document, figure: Figure) -> bool:
    """Whether the count is one of a share or an estimate ("2/5 thôn", "hơn 10 mô hình")."""
    before = document.text[max(0, figure.span.start - 12) : figure.span.start].lower()
    return before.endswith("/") or _ESTIMATE.search(before) is not None


def _in_line(
    document: Document,
    figure: Figure,
    noun: str,
    opening: re.Match[str],
    following: Iterable[Figure],
) -> Counted | None:
    text, folded = document.text, document.folded
    start, sign = opening.end(), opening["sign"].strip()
    if sign == "(":
        end = folded.find(")", start, start + _LONGEST)
    else:
        stop = _SENTENCE_END.search(folded, start, start + _LONGEST)
        end = stop.start() if stop else min(len(text), start + _LONGEST)
    listing = folded[start : end + 1]
    if end <= start or _says_open(listing) or (sign != "(" and _RANGE.search(listing)):
        return None
    listing = folded[start:end]
    parts = [part for part in listing.split(";") if part.strip()]
    first = start + len(listing.split(";", 1)[0])
    if _starts_with(noun, "places"):
        names = place_names(text, start, _before_tail(text, start, first))
        if len(names) > 1 and not _RANGE.search(folded, start, first):
            return Counted(
                figure, noun, names, len(names), len(names), True, (len(parts),), of_places=True
            )  # fmt: skip
    alike = _named_alike(document, figure, start, end)
    if alike is not None:
        return Counted(figure, noun, alike, len(alike), len(alike), True)
    bracket = sign == "(" and not _things_in_bracket(text, noun, start, end)
    if (
        bracket
        or (sign == "la" and not _starts_with(noun, "things"))
        or figure.value > 12
        or _starts_with(noun, "counted_by_kind")
    ):
        return None
    if any(f.span.start < end and f.span.start >= start for f in following):
        return None
    return _phrases(document, figure, noun, start, end, first, len(parts))


def _named_alike(
    document: Document, figure: Figure, start: int, end: int
) -> tuple[Span, ...] | None:
    """The items of a list of which each is named by the counted noun, or has a count behind it.

    "02 đơn (đơn của bà Sáu, đơn của ông Tám)"; "ba lĩnh vực: đất đai 06, xây dựng 02".
    """
    pieces = _pieces(document.text, start, end, (",", ";", "va"))
    if len(pieces) < 2:
        return None
    head = figure.noun.split(" ", 1)[0]
    if all(piece.of(document.folded).split(" ", 1)[0] == head for piece in pieces):
        return tuple(pieces)
    by_field = _table("by_field").match(document.folded, figure.span.end + 1)
    counted = all(_WITH_COUNT.fullmatch(piece.of(document.text)) for piece in pieces)
    return tuple(pieces) if by_field and counted else None


def _things_in_bracket(text: str, noun: str, start: int, end: int) -> bool:
    """Whether a bracket names the things counted, and not where they are."""
    if not _starts_with(noun, "things") or text.count(",", start, end) < 2:
        return False
    return not place_names(text, start, end)


def _phrases(
    document: Document, figure: Figure, noun: str, start: int, end: int, first: int, parts: int
) -> Counted | None:
    """A list of phrases, between ";" if there are any, else between commas."""
    text, folded = document.text, document.folded
    if parts > 1:
        pieces = _pieces(text, start, end, (";",))
        ands = len(_AND.findall(pieces[-1].of(folded)))
        fewest, most = len(pieces), len(pieces) + ands
        by_comma = _pieces(text, start, first, (",", "va"))
        if len(by_comma) > 1:  # the list may end at the first ";"
            fewest = min(fewest, _fewest(folded, start, first))
        return Counted(
            figure, noun, tuple(pieces), fewest, max(most, len(by_comma)), False
        )  # fmt: skip
    stop = _before_tail(text, start, end)
    pieces = _pieces(text, start, stop, (",", "va"))
    if len(pieces) < 2 or any(_PLURAL.match(piece.of(text)) for piece in pieces):
        return None
    fewest = _fewest(folded, start, stop)
    if _starts_with(noun, "things") and _joins(folded, pieces, start, stop):
        fewest += 1
    uncut = len(_pieces(text, start, end, (",", "va")))
    return Counted(figure, noun, tuple(pieces), fewest, max(uncut, len(pieces)), False)


def _fewest(folded: str, start: int, end: int) -> int:
    """How many items there are at least: doubtful commas and every "và" join."""
    listing = folded[start:end]
    pieces = [piece.strip() for piece in _BRACKETS.sub("", listing).split(",") if piece.strip()]
    doubtful = re.compile(f"{_either('fixed').pattern}|{_either('pairs').pattern}")
    joined = sum(bool(doubtful.search(f"{a}, {b}")) for a, b in pairwise(pieces))
    longest = max((len(piece.split()) for piece in pieces), default=0)
    short = sum(len(piece.split()) <= 2 for piece in pieces) if longest > 3 else 0
    return max(1, len(pieces) - max(joined, short))


def _joins(folded: str, pieces: Sequence[Span], start: int, end: int) -> bool:
    """Whether the only "và" stands between the last two of several things ("A, B và C")."""
    if folded.count(" va ", start, end) != 1 or folded.count(",", start, end) == 0:
        return False
    last, before = pieces[-1].of(folded), pieces[-2].of(folded)
    if _either("pairs").search(f"{before}, {last}"):
        return False
    return (
        folded.rfind(",", start, end) < folded.find(" va ", start, end)
        and min(len(before.split()), len(last.split())) > 1
    )


def _before_tail(text: str, start: int, end: int) -> int:
    """Where the list ends when the sentence goes on behind a comma ("…, đạt 80%")."""
    for match in re.finditer(r",", text[start:end]):
        rest = text[start + match.end() : end].lstrip()
        if rest[:1].islower() and _starts_with(fold(rest), "tails"):
            return start + match.start()
    return end


def _pieces(text: str, start: int, end: int, signs: tuple[str, ...]) -> list[Span]:
    """The stretches between separators that stand outside brackets, without the space around."""
    hidden = _BRACKETS.sub(lambda match: " " * len(match[0]), text[start:end])
    for match in _either("fixed").finditer(fold(hidden)):
        hidden = hidden[: match.start()] + match[0].replace(",", "-") + hidden[match.end() :]
    pattern = "|".join(r"(?<=[ \t])và(?=[ \t])" if sign == "va" else sign for sign in signs)
    cuts = [match.span() for match in re.finditer(pattern, hidden)]
    pieces, position = [], 0
    for stop, following in [*cuts, (len(hidden), len(hidden))]:
        piece = hidden[position:stop]
        if piece.strip():
            left = position + len(piece) - len(piece.lstrip())
            pieces.append(Span(start + left, start + position + len(piece.rstrip())))
        position = following
    return pieces


def _lines_below(
    document: Document, figure: Figure, noun: str, opening: re.Match[str]
) -> Counted | None:
    """The items on the lines below, all marked alike."""
    if not opening["sign"].strip().startswith(":") or not _starts_with(noun, "listed"):
        return None
    paragraphs, text = document.paragraphs, document.text
    first = document.paragraph_at(figure.span.start) + 1
    mark = next(
        (m for m in _MARKS if first < len(paragraphs) and m.match(text, paragraphs[first].start)),
        None,
    )
    if mark is None:
        return None
    items, index = [], first
    while index < len(paragraphs):
        span = paragraphs[index]
        if mark.match(text, span.start):
            items.append(span)
        elif not any(other.match(text, span.start) for other in _MARKS):
            break
        index += 1
    head = noun.split(" ", 1)[0]
    region = Span(items[0].start, items[-1].end)
    inside = [f for f in document.figures if region.start <= f.span.start < region.end]
    if any(f.noun.split(" ", 1)[0] == head for f in inside) or _says_open(
        items[-1].of(document.folded)[-25:]
    ):
        return None
    if len(items) < figure.value and _goes_on(document, index, mark):
        return None
    named = sum(region.start <= r.span.start < region.end for r in document.references)
    between = sum(item.of(text).rstrip(" ;.").count(";") + 1 for item in items)
    return Counted(figure, noun, tuple(items), len(items), len(items), True, (named, between))


def _goes_on(document: Document, index: int, mark: re.Pattern[str]) -> bool:
    """Whether the list may go on behind a line without a mark, a note or a table, say."""
    return any(
        mark.match(document.text, span.start) for span in document.paragraphs[index : index + 3]
    )


def _says_open(folded: str) -> bool:
    return bool(_either("open").search(folded)) or "…" in folded or "..." in folded


def _starts_with(folded: str, table: str) -> bool:
    return bool(_table(table).match(folded))


@lru_cache(maxsize=8)
def _either(name: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w)(?:{words})(?!\w)" for words in _data()[name]))


@lru_cache(maxsize=8)
def _table(name: str) -> re.Pattern[str]:
    words = sorted(_data()[name], key=len, reverse=True)
    return re.compile("(?:" + "|".join(words) + r")(?!\w)")


@lru_cache(maxsize=1)
def _data() -> Any:
    text = (data_folder("knowledge") / "structure" / "lists.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
