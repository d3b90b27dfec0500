"""Rewrites the words of a note in the administrative register, facts untouched.

Figures as Decree 30/2020/NĐ-CP, Annex I and office habit write them: two digits below ten for
counts ("02 lớp"), groups of three ("2.273"), a share as "02/05".
"""

from __future__ import annotations

import re

from assistant.domain import Figure, Span
from assistant.drafting.phrases import lexicon
from assistant.language.dates import find_dates, format_date
from assistant.language.figures import find_figures
from assistant.language.numbers import NUMBER, format_count, format_number
from assistant.language.text import fold
from assistant.references import find_references

_TIME = (
    r"(?:quý\s+(?:IV|III|II|I|[1-4])|tháng\s+\d{1,2}|\d{1,2}\s+tháng\s+(?:đầu|cuối)\s+năm)"
    r"(?:\s*(?:/|năm\s+)\s*\d{4})?|(?:6|sáu) tháng(?:\s+\d{4})?|năm\s+\d{4}"
)
_TIME_MENTION = re.compile(rf"(?<!\w)({_TIME})(?![\w/])", re.IGNORECASE)
_LEADING_TIME = re.compile(
    rf"^(?:trong\s+)?({_TIME}|ngày\s+\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?)(?![\w/])\s*[,:]?\s+(?=\S)",
    re.IGNORECASE,
)
_BEFORE_TIME = frozenset(
    re.findall(
        r"\w+",
        "trong của từ đến đầu cuối hết năm và kỳ mỗi cho với so nghị hằng tháng quý giữa sang vào "
        "sau trước qua tới là hoạch trình đoạn cả",
    )
)
#: "cấp 50 triệu sửa nhà": money, unless something is counted ("2 triệu con giống").
_SUM_OF_MONEY = re.compile(
    r"(\d\s*(?:triệu|tỷ|nghìn))(?=\s*(?:$|[,.;)]|để |cho |từ |làm |sửa |mua |xây |nâng |hỗ trợ ))"
)
_QUARTER = re.compile(r"(?<!\w)quý ([1-4])(?![\d/])")
_ROMAN = ("", "I", "II", "III", "IV")
_SPACE_BEFORE_STOP = re.compile(r"\s+([,.;:!?)])")


def figures_of(text: str) -> list[Figure]:
    """The figures of ``text``; numbers inside references are none."""
    return find_figures(text, [reference.span for reference in find_references(text)])


def formal(text: str) -> str:
    """``text`` with office wording, capitals of bodies, figures and time phrases as written."""
    text = _QUARTER.sub(lambda match: f"quý {_ROMAN[int(match[1])]}", lower_first(text))
    text = re.sub(r"^dân (?=\w)", "người dân ", text)
    for pattern, better in lexicon().formal:
        text = pattern.sub(better, text)
    text = lexicon().body.sub(lambda match: lexicon().bodies[match[0].lower()], text)
    text = _add_event_verbs(write_dates(write_figures(_SUM_OF_MONEY.sub(r"\1 đồng", text))))
    return tidy(_prefix_times(text))


def lower_first(text: str) -> str:
    """``text`` as it stands inside a sentence: its first letter small unless it opens a name."""
    word = re.match(r"\w+", text)
    if word is None or (len(word[0]) > 1 and word[0].isupper()):
        return text
    second = re.match(r"\w+ +(\w+)", text)
    is_name = second is not None and second[1].istitle() and not second[1].isdigit()
    return text if is_name else text[:1].lower() + text[1:]


def write_figures(text: str) -> str:
    """Counts and measures as they are printed; names, dates and references are left alone."""
    output: list[str] = []
    position = 0
    for figure in figures_of(text):
        digits = NUMBER.match(text, figure.span.start)
        if digits is None or _is_ordinal(text, digits):  # spelt in words, or a name
            continue
        span = Span(*digits.span())
        output += [text[position : span.start], _printed(text, span, figure)]
        position = span.end
    return "".join([*output, text[position:]])


def _is_ordinal(text: str, digits: re.Match[str]) -> bool:
    """ "thứ 3", "nghị định 61/2018": the number is a name."""
    around = text[max(0, digits.start() - 5) : digits.end() + 5]
    in_number = re.search(r"(?<!\d)\d{1,4}/(?:19|20)\d\d(?!\d)", around)
    return in_number is not None or text[: digits.start()].rstrip().lower().endswith(
        tuple(f" {word}" for word in lexicon().ordinals)
    )


def _printed(text: str, span: Span, figure: Figure) -> str:
    whole = figure.value == figure.value.to_integral_value()
    in_share = text[span.end : span.end + 1] == "/" or text[span.start - 1 : span.start] == "/"
    if whole and (figure.unit is None or in_share):
        return format_count(int(figure.value))
    return format_number(figure.value)


def write_dates(text: str) -> str:
    """Numeric dates with 0 before days under ten and months 1 and 2 ("02/3/2023")."""
    output: list[str] = []
    position = 0
    for mention in find_dates(text):
        written = mention.span.of(text)
        numeric = re.search(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", written)
        if mention.value is None or numeric is None:
            continue
        start = mention.span.start + numeric.start()
        output += [text[position:start], format_date(mention.value)]
        position = mention.span.start + numeric.end()
    return "".join([*output, text[position:]])


def _add_event_verbs(text: str) -> str:
    """ "chưa họp dân" → "chưa tổ chức họp dân", where no such verb stands already."""

    def add(match: re.Match[str]) -> str:
        before = text[: match.start()].rstrip().lower()
        ready = before.endswith(("chưa", "không", "đã", "chỉ", "mới", "thôn", "cũng", "đang"))
        return f"tổ chức {match[0]}" if ready else match[0]

    return lexicon().event.sub(add, text)


def _prefix_times(text: str) -> str:
    def add(match: re.Match[str]) -> str:
        before = re.findall(r"\w+|[^\w\s]", text[: match.start()])
        last = before[-1].lower() if before else ""
        is_tail = bool(before) and (last.isalnum() or last == "%") and last not in _BEFORE_TIME
        return f"trong {match[0]}" if is_tail else match[0]

    return _TIME_MENTION.sub(add, text)


def take_leading_time(text: str) -> tuple[str, str]:
    """("trong quý II", the rest) when ``text`` opens with a time, else ("", text)."""
    match = _LEADING_TIME.match(text)
    if match is None or len(text) - match.end() < 4:
        return "", text
    time = match[1][:1].lower() + match[1][1:]
    preposition = "" if time.startswith("ngày") else "trong "
    return f"{preposition}{time}", text[match.end() :]


def tidy(text: str) -> str:
    return _SPACE_BEFORE_STOP.sub(r"\1", re.sub(r"\s+", " ", text)).strip(" ,;:-–")


def as_sentence(text: str) -> str:
    """``text`` with a capital at its start and one full stop at its end."""
    text = tidy(text)
    if not text:
        return text
    text = text[0].upper() + text[1:]
    if text.endswith("]") and text.startswith("["):
        return text
    return text if text[-1] in ".!?" else f"{text}."


def squash(text: str) -> str:
    """Folded words of ``text`` alone, to see whether one text repeats another."""
    return " ".join(re.findall(r"\w+", fold(text)))


def repeats(sentence: str, raw: str) -> bool:
    """Whether ``sentence`` copies the note ``raw`` word for word (three words or more)."""
    words = squash(raw)
    return words.count(" ") >= 2 and f" {words} " in f" {squash(sentence)} "
