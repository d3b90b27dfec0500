"""Figures in running text: what is counted or measured, and how many."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.domain import Figure, Span
from assistant.language.dates import find_dates
from assistant.language.numbers import NUMBER, NUMBER_WORDS, parse_number, words_to_number
from assistant.language.text import fold

#: Units of measure as offices type them, with or without accents → the form shown.
_UNITS: Final = {
    "%": "%", "phần trăm": "%", "phan tram": "%", "‰": "‰",
    "triệu đồng": "triệu đồng", "trieu dong": "triệu đồng",
    "tỷ đồng": "tỷ đồng", "tỉ đồng": "tỷ đồng", "ty dong": "tỷ đồng", "ti dong": "tỷ đồng",
    "nghìn đồng": "nghìn đồng", "ngàn đồng": "nghìn đồng", "nghin dong": "nghìn đồng",
    "ngan dong": "nghìn đồng", "đồng": "đồng", "dong": "đồng", "triệu": "triệu", "trieu": "triệu",
    "tỷ": "tỷ", "tỉ": "tỷ", "ha": "ha", "hecta": "ha", "km2": "km²", "km²": "km²", "km": "km",
    "m2": "m²", "m²": "m²", "m3": "m³", "m³": "m³", "mét": "m", "m": "m", "kg": "kg", "tấn": "tấn",
    "tan": "tấn", "tạ": "tạ", "lít": "lít", "lit": "lít", "kwh": "kWh",
}  # fmt: skip
_UNIT: Final = re.compile(
    r"\s{0,2}("
    + "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
    + r")(?![\w²³])(?!\s+(?:chí|chi|bào|bao|lệ|thời)(?!\w))"
)

#: Words right before a number that make it a name, an ordinal or a piece of a date.
_NAMING: Final = frozenset(
    (
        "điều", "khoản", "điểm", "mục", "chương", "tháng", "ngày", "quý", "khóa", "khoá", "lần",
        "kỳ", "đợt", "thôn", "xóm", "ấp", "buôn", "khu", "bảng", "biểu", "mẫu", "bậc", "hình",
        "trang", "phiên", "mức", "hạng", "dieu",
        "khoan", "diem", "muc", "chuong", "thang", "ngay", "thon",
    )
)  # fmt: skip
_NAMING_PAIRS: Final = frozenset(
    (
        "phụ lục", "giai đoạn", "nhiệm kỳ", "mức độ", "cấp độ", "quốc lộ", "tỉnh lộ", "đề án",
        "chỉ thị", "nghị quyết", "nghị định", "thông tư", "quyết định", "kế hoạch", "kết luận",
        "chương trình", "công văn", "dân cư", "lần thứ", "điện thoại", "tài khoản", "de an",
    )
)  # fmt: skip
#: Nouns that a number spelt in words may count; elsewhere "ba", "năm", "tư", "một" are names,
#: years or articles.
_COUNTED: Final = frozenset(
    (
        "lớp", "hộ", "khẩu", "người", "thôn", "xóm", "ấp", "cuộc", "lượt", "văn", "buổi", "mô",
        "hồ", "vụ", "đơn", "lần", "đợt", "tổ", "công", "cán", "đảng", "thủ", "chi", "ý", "nội",
        "tin", "bài", "hội", "nhiệm", "điểm", "trường", "cháu", "em", "dân", "đoàn", "tiêu",
        "tuyến", "ngôi", "căn", "con",
    )
)  # fmt: skip
#: Words before a number in words that make it an ordinal or part of a date.
_ORDINAL: Final = frozenset(("thứ", "lần", "quý", "năm", "ngày", "tháng", "những"))
#: Words before "năm" that make it the word for year ("trong năm cán bộ …").
_YEARLY: Final = frozenset(
    ("trong", "đầu", "cuối", "hàng", "hằng", "mỗi", "cả", "giữa", "từng", "các", "nửa", "qua")
)
#: Words at which the counted noun ends.
_STOPS: Final = frozenset(
    (
        "với", "và", "của", "trong", "đã", "được", "là", "có", "cho", "tại", "trên", "theo",
        "chưa", "bị", "đạt", "tham", "ở", "từ", "đến", "về", "do", "khi", "nếu", "thì", "nhưng",
        "còn", "hoặc", "gồm", "bao", "chiếm", "tăng", "giảm", "năm", "quý", "tháng", "ngày",
        "dưới", "hơn", "bằng", "cùng", "nay", "đang", "sẽ", "phải", "cả", "để", "vào", "ra",
        "sau", "trước", "như", "không", "tương", "thuộc", "nhằm", "qua", "bởi", "trở", "so",
    )
)  # fmt: skip
#: The same without accents, less those that are also syllables of nouns ("hồ sơ", "đơn vị").
_UNACCENTED_STOPS: Final = frozenset(
    (
        "voi", "va", "cua", "trong", "da", "duoc", "cho", "tai", "tren", "theo", "chua", "dat",
        "den", "khi", "neu", "nhung", "hoac", "gom", "chiem", "tang", "giam", "thang", "ngay",
        "duoi", "hon", "bang", "cung", "nay", "dang", "phai", "vao", "truoc", "nhu", "khong",
    )
)  # fmt: skip
#: Stretches of time count as themselves: "03 năm thực hiện" is three of "nam".
_DURATIONS: Final = frozenset(("năm", "tháng", "ngày", "giờ", "tuần", "nam", "thang", "ngay"))
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_WORD_NUMBER: Final = re.compile(
    r"(?<!\w)(?:(?:"
    + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    + r")[ \t]+)+(?=[^\W\d_])"
)
_HEADING_NUMBER: Final = re.compile(
    r"^[ \t>#*_+–-]*(\d{1,2}(?:\.\d{1,2})+\.?|\d{1,3}[.)])(?=[ \t*_]|$)", re.MULTILINE
)
_PERIOD_NUMBER: Final = re.compile(
    r"(?<!\w)(?:\d{1,2}\s+thang(?=\s+(?:dau|cuoi)\s+nam|\s+nam\s+\d|\s*/\s*\d)"
    r"|(?:nam|quy|thang)\s+[ivx\d]+(?:\s*[/-]\s*\d+)*"
    r"|(?:ngay|tuan)\s+\d{1,2}(?:/\d{1,2})?"
    r"|(?:19|20)\d\d\s*[-–]\s*20\d\d)(?!\w)"
)
_NOUN_LENGTH: Final = 4  # syllables
_GAP: Final = re.compile(r"[ \t*_(\"“‘]*")


def find_figures(text: str, exclude: Sequence[Span] = ()) -> list[Figure]:
    """The figures of ``text`` in order.

    Args:
        text: NFC text.
        exclude: spans whose numbers are no figures, such as references; dates, periods, heading
            numbers and numbers that name something ("Điều 5", "thôn 2", "số 61/2018/NĐ-CP") are
            left out without being told.

    The span covers the number and its unit; ``noun`` is the folded noun that follows ("672 hộ với
    2.273 khẩu" → "ho", "khau"), up to four syllables, or, when none follows and the figure has no
    unit, the words before ("tổng số nhiệm vụ được giao 20" → "nhiem vu duoc giao"). A number in
    words counts only before a noun that offices count ("hai lớp"); "một", mostly an article, and
    "tư" alone ("đầu tư công") never do. A share ("2/5 thôn") is two
    figures with one noun, the numerator first, with only "/" between their spans.
    """
    folded, lowered = fold(text), _lower(text)
    blocked = _Blocked(
        [
            *exclude,
            *(mention.span for mention in find_dates(text)),
            *(Span(*m.span(1)) for m in _HEADING_NUMBER.finditer(folded)),
            *(Span(*m.span()) for m in _PERIOD_NUMBER.finditer(folded)),
        ]
    )
    figures = [
        *_digit_figures(text, lowered, blocked),
        *_word_figures(text, lowered, blocked),
    ]
    return sorted(figures, key=lambda figure: figure.span)


def _lower(text: str) -> str:
    """Lower case with every offset kept (a few foreign capitals lower to two characters)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class _Blocked:
    """Answers whether a position lies in one of many spans."""

    def __init__(self, spans: list[Span]) -> None:
        merged: list[Span] = []
        for span in sorted(spans):
            if merged and span.start <= merged[-1].end:
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
            else:
                merged.append(span)
        self._spans = merged
        self._ends = [span.end for span in merged]

    def covers(self, position: int) -> bool:
        index = bisect_left(self._ends, position + 1)
        return index < len(self._spans) and self._spans[index].start <= position


def _digit_figures(text: str, lowered: str, blocked: _Blocked) -> list[Figure]:
    figures: list[Figure] = []
    open_numerator: tuple[Span, Decimal] | None = None
    for match in NUMBER.finditer(text):
        start, end = match.span()
        numerator, open_numerator = open_numerator, None
        if blocked.covers(start) or _is_name(lowered, start, end):
            continue
        try:
            value = parse_number(match[0])
        except ValueError:
            continue
        if text[end : end + 1] == "/" and text[end + 1 : end + 2].isdigit():
            open_numerator = (Span(start, end), value)
            continue
        figure = _figure(lowered, Span(start, end), value)
        if text[start - 1 : start] == "/":
            if numerator is None or numerator[0].end != start - 1:
                continue
            figures.append(Figure(numerator[0], numerator[1], figure.unit, figure.noun))
        elif _is_bare_year(text, figure):
            continue
        figures.append(figure)
    return figures


def _word_figures(text: str, lowered: str, blocked: _Blocked) -> list[Figure]:
    figures = []
    for match in _WORD_NUMBER.finditer(lowered):
        words = match[0].split()
        counted = _WORD.match(lowered, match.end())
        if counted is None or counted[0] not in _COUNTED or text[match.start()].isupper():
            continue
        before = _words_before(lowered, match.start())[0]
        if blocked.covers(match.start()) or before in _ORDINAL:
            continue
        value = words_to_number(" ".join(words))
        if value is None or words in (["một"], ["tư"]) or (words == ["năm"] and before in _YEARLY):
            continue
        span = Span(match.start(), match.start() + len(match[0].rstrip()))
        figures.append(_figure(lowered, span, Decimal(value)))
    return figures


def _words_before(lowered: str, position: int) -> tuple[str, str]:
    """The two words right before ``position`` on its line, nearest first."""
    line = lowered[max(0, position - 40) : position].rsplit("\n", 1)[-1]
    words = re.findall(r"\w+|[^\w\s*_]", line)
    nearest = words[-1] if words else ""
    return nearest, words[-2] if len(words) > 1 else ""


def _is_name(lowered: str, start: int, end: int) -> bool:
    """Whether the digits belong to a word, a code or a name rather than to a count."""
    before = lowered[start - 1 : start]
    if before.isalpha() or (
        before and before in "_-–.," and lowered[start - 2 : start - 1].isalnum()
    ):
        return True
    after = lowered[end : end + 1]
    if after == "_" or (after.isalpha() and not _UNIT.match(lowered, end)):
        return True
    if after and after in "/-" and lowered[end + 1 : end + 2].isalpha():
        return True
    nearest, second = _words_before(lowered, start)
    if nearest == "số":
        return second not in ("tổng", "trong")
    if (unit := _UNIT.match(lowered, end)) and unit[1] != "m":
        return False  # "điều 940 ha": a crop, no article
    return nearest in _NAMING or f"{second} {nearest}" in _NAMING_PAIRS


def _is_bare_year(text: str, figure: Figure) -> bool:
    digits = figure.span.of(text)
    return figure.unit is None and len(digits) == 4 and digits[:2] in ("19", "20")


def _figure(lowered: str, number: Span, value: Decimal) -> Figure:
    end = number.end
    unit = None
    if match := _UNIT.match(lowered, end):
        unit = _UNITS[match[1]]
        end = match.end()
    noun = _noun_after(lowered, end)
    if not noun and unit is None:
        noun = _noun_before(lowered, number.start)
    return Figure(Span(number.start, end), value, unit, fold(noun))


def _noun_after(lowered: str, position: int) -> str:
    words: list[str] = []
    while len(words) < _NOUN_LENGTH:
        gap = _GAP.match(lowered, position)
        word = _WORD.match(lowered, gap.end() if gap else position)
        if word is not None and not words and word[0] in _DURATIONS:
            return word[0]
        if word is None or word[0] in _STOPS or word[0] in _UNACCENTED_STOPS:
            break
        words.append(word[0])
        position = word.end()
    return " ".join(words)


def _noun_before(lowered: str, position: int) -> str:
    """What a figure at the end of its phrase counts: the words since the last stop."""
    line = re.split(r"[\n,;.(]", lowered[max(0, position - 60) : position])[-1]
    words = re.findall(r"[^\W\d_]+", line)
    if position > 60 and len(line) == 60:
        words = words[1:]  # the first may be cut
    while words and words[-1] in ("là", "có", "đạt", "được", "la", "co", "gồm"):
        words.pop()
    kept: list[str] = []
    for word in reversed(words[-_NOUN_LENGTH:]):
        if word in ("là", "có", "tổng", "số", "của", "từ", "trong", "đó"):
            break
        kept.insert(0, word)
    return " ".join(kept)
