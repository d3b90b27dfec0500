"""Cuts a note into its counts: the words before a number, the number, what is counted, brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.drafting.phrases import QuantityWords, lexicon
from assistant.drafting.wording import counted_figures

#: A comma inside one term ("quốc phòng, an ninh") while the text is cut at commas.
_HIDDEN_COMMA = "\ue000"
_BOUNDARY = re.compile(r",\s+|;\s+|\s*→\s*|\s\+\s|\s+và\s+(?=\d)")
_SHARE = re.compile(r"\s*(?:=|→|,?\s*đạt(?: tỷ lệ)?)?\s*(\d[\d.,]*\s?%)$")
_TAIL_BRACKETS = re.compile(r"\s*\((?P<inner>[^()]*)\)(?P<after>[^()]*)$")
_NUMBER_OF_YEAR = re.compile(r"\d+/(?:19|20)\d\d")
#: Words after which a second number belongs to the same statement.
_CONTINUED = re.compile(r"(?<!\w)(?:để|làm|xây|mua|sửa|lắp|trị giá|cho|với|từ)(?!\w)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """``number`` with its unit as printed; ``rest`` is what follows; ``inner`` the bracket."""

    head: str
    number: str
    value: Decimal
    rest: str
    share: str = ""
    inner: str = ""
    after: str = ""  # what follows the bracket
    measured: bool = False
    is_outcome: bool = False  # it stood after an arrow


def hide_commas(text: str) -> str:
    return lexicon().compound.sub(lambda m: m[0].replace(", ", f"{_HIDDEN_COMMA} "), text)


def cut_segments(text: str) -> list[tuple[bool, str]]:
    """The pieces of ``text`` outside brackets, each with whether an arrow stood before it."""
    pieces: list[tuple[bool, str]] = []
    start, arrow = 0, False
    for match in _BOUNDARY.finditer(text):
        before = text[start : match.start()]
        if before.count("(") <= before.count(")"):
            pieces.append((arrow, before))
            start, arrow = match.end(), "→" in match[0]
    pieces.append((arrow, text[start:]))
    return [piece for piece in pieces if piece[1].strip()]


def segment_quantities(
    segment: str, arrow: bool, words: QuantityWords
) -> Iterator[Quantity | None]:
    """The quantities of one piece; None for what is none."""
    inner = after = ""
    if bracket := _TAIL_BRACKETS.search(segment):
        inner, after = bracket["inner"], bracket["after"].strip()
        if share_after := _SHARE.fullmatch(after):
            segment = f"{segment[: bracket.start()]} = {share_after[1]}"
            after = ""
        elif re.search(r"\d", after):  # "hội nghị (ngày …) 118 đại biểu": one statement
            inner = after = ""
        else:
            segment = segment[: bracket.start()]
    share = ""
    if (match := _SHARE.search(segment)) and re.search(r"\d", segment[: match.start()]):
        share, segment = match[1], segment[: match.start()].rstrip(" ,")
    starts: list[tuple[int, int, Decimal, bool]] = []
    for figure in counted_figures(segment):
        if not segment[figure.span.start].isdigit():
            continue
        start, end = figure.span.start, figure.span.end
        if starts and segment[starts[-1][1] : start] == "/":
            starts[-1] = (starts[-1][0], end, starts[-1][2], starts[-1][3])
            continue
        if starts and ":" in segment[starts[-1][1] : start]:
            yield None
            return
        if starts and _ends_in_verb(segment[starts[-1][1] : start]):
            break  # "02 tổ công tác kiểm tra 06 xóm": one statement
        if starts and figure.unit == "%":
            break  # "1,2 tỷ đồng đạt 85% kế hoạch"
        if starts and _CONTINUED.search(segment[starts[-1][1] : start]):
            break  # "96 triệu đồng để làm 1,2 km đường": one statement
        starts.append((start, end, figure.value, figure.unit is not None))
    if not starts or any(_NUMBER_OF_YEAR.fullmatch(segment[a:b]) for a, b, _, _ in starts):
        yield None
        return
    head = segment[: starts[0][0]]
    for index, (start, end, value, measured) in enumerate(starts):
        last = index == len(starts) - 1
        rest = segment[end:] if last else segment[end : starts[index + 1][0]]
        next_head = ""
        if not last:
            rest, next_head = words.split_state(rest)
        bound = _BOUND.search(head)
        head = head[: bound.start()] if bound else head
        yield Quantity(
            show_commas(head).strip(" :,"),
            f"{bound[1] if bound else ''} {segment[start:end]}".strip(),
            value,
            show_commas(rest).strip(" ,"),
            share if last else "",
            show_commas(inner) if last else "",
            show_commas(after) if last else "",
            measured,
            arrow and index == 0,
        )
        head = next_head


#: "kiểm tra ít nhất 4 đợt": the bound goes with the number.
_BOUND = re.compile(
    r"(?:^|(?<=\s))(ít nhất|tối thiểu|tối đa|không quá|không dưới|khoảng|gần|hơn)\s*$"
)


def _ends_in_verb(text: str) -> bool:
    text = text.rstrip()
    return any(match.end() == len(text) for match in lexicon().verb.finditer(text))


def show_commas(text: str) -> str:
    return text.replace(_HIDDEN_COMMA, ",")
