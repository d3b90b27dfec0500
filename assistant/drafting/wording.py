"""Rewrites the words of a note in the administrative register, facts untouched.

Figures as Decree 30/2020/NĐ-CP, Annex I and office habit write them: two digits below ten for
counts ("02 lớp"), groups of three ("2.273"), a share as "02/05".
"""

from __future__ import annotations

import re

from assistant.domain import Figure, Reference, Span
from assistant.drafting.documents import is_citation, write_documents
from assistant.drafting.phrases import lexicon
from assistant.language.dates import find_dates, format_date
from assistant.language.figures import find_figures
from assistant.language.numbers import NUMBER, format_count, format_number, parse_number
from assistant.language.text import fold, modern_tones
from assistant.references import find_references

#: The capital letters of Vietnamese, for character classes.
CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA, 2))

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
        "sau trước qua tới là hoạch trình đoạn cả kết",
    )
)
#: "cấp 50 triệu sửa nhà": money, unless something is counted ("2 triệu con giống").
_SUM_OF_MONEY = re.compile(
    r"(\d\s*(?:triệu|tỷ|nghìn))"
    r"(?=\s*(?:$|[,.;)]|để |cho |từ |đạt |làm |sửa |mua |xây |nâng |hỗ trợ |và |là |"
    r"vốn |tiền |dư |nợ |thuế |kinh phí|so |trong |tại |ở |gồm |bằng |\())"
)
_QUARTER = re.compile(r"(?<!\w)quý ([1-4])(?!\d| (?:lần|cuộc|buổi|đợt|lớp))")
#: "kế hoạch cải cách hành chính 2024 trước …": a year that lacks its word.
_BARE_YEAR = re.compile(
    r"(?<=[a-zà-ỹ] )(?<!năm )(?<!đến )(?<!từ )(?<!số )(?<!khóa )(?<!khoảng )(?<!hơn )"
    r"(?<!hạn )(?<!nhận )(?<!quyết )(?<!tổng )(?<!mới )(?<!cũ )(?<!thành )(?<!xong )(?<!cộng )"
    r"(20[0-4]\d)(?=$|[,;.)]| (?:trước|trong|theo|của|được|xong|hoàn thành)(?!\w))"
)
_QUARTER_OF_YEAR = re.compile(r"(quý (?:IV|III|II|I))\s*/\s*((?:19|20)\d\d)(?!\d)")
#: "40 triệu đồng sửa loa" → "… để sửa loa"; "kiểm tra 3/5 thôn" → "kiểm tra tại 03/05 thôn".
_PURPOSE = re.compile(
    r"((?:triệu|tỷ|nghìn) đồng) (?=(?:sửa|làm|mua|xây|nâng cấp|lắp|tổ chức)(?!\w))"
)
_AT_PLACES = re.compile(
    r"((?:kiểm tra|giám sát|họp dân(?: bù| đủ)?|họp bù|họp đủ|tuyên truyền|tập huấn)) "
    r"(?=\d[\d/.]* (?:thôn|xã|cơ sở|trường|điểm)(?!\w))"
)
_UNPADDED = ("%", "‰")  # "8%", but "08 triệu đồng", "05 ha"
_ROMAN = ("", "I", "II", "III", "IV")
_SPACE_BEFORE_STOP = re.compile(r"\s+([,.;:!?)]|/(?=\w))")


def figures_of(text: str) -> list[Figure]:
    """The figures of ``text``; numbers inside references are none."""
    return find_figures(text, [_without_count(r, text) for r in find_references(text)])


def _without_count(reference: Reference, text: str) -> Span:
    """What of a reference is no count: its number and date, or the name of a law up to a figure
    ("Luật … 5 buổi")."""
    if reference.number_span is not None:
        ends = [span.end for span in (reference.number_span, reference.signed_span) if span]
        return Span(reference.span.start, max(ends))
    digit = re.search(r" \d", reference.span.of(text)) if reference.number is None else None
    if digit is None:
        return reference.span
    return Span(reference.span.start, reference.span.start + digit.start())


#: "họp thôn 10 cuộc", "mỗi thôn 1 buổi": a count, though "thôn 10" alone is a name.
_NOT_A_NAME = re.compile(
    r"(?:(?<=thôn )|(?<=quý )|(?<=tháng )|(?<=năm )|(?<=tuần )|(?<=số ))\d+"
    r"(?= (?:lượt|buổi|cuộc|lớp|lần|đợt|hội nghị|phiên|mô hình|tổ|cụm|điểm)(?!\w))"
    r"|(?<=dứt điểm )\d[\d.]*(?= \w)"
    r"|(?<=ký số )\d[\d.]*(?=$|[,;.]| [=(v])"
)


def counted_figures(text: str) -> list[Figure]:
    """The figures of ``text`` and those that only look like the number of a village."""
    figures = [f for f in figures_of(text) if not text[: f.span.start].endswith("thứ ")]
    known = {figure.span.start for figure in figures}
    for match in _NOT_A_NAME.finditer(text):
        if match.start() not in known:
            figures.append(Figure(Span(*match.span()), parse_number(match[0]), None, ""))
    days = [range(*match.span()) for match in _MEMORIAL_DAY.finditer(text)]
    counted = [f for f in figures if not any(f.span.start in day for day in days)]
    return sorted(counted, key=lambda figure: figure.span)


#: "giải bóng chuyền 26/3", "kỷ niệm 27/7": a day that names an occasion, no share.
_MEMORIAL_DAY = re.compile(
    r"(?<![\d/.,])(?:3/2|27/2|8/3|26/3|30/4|1/5|15/5|19/5|1/6|28/6|27/7|19/8|2/9|10/10|14/10|"
    r"20/10|9/11|18/11|20/11|22/12)(?![\d/.,%])(?! (?:thôn|xóm|ấp|bản|tổ|hộ|xã|vụ|đơn|hồ sơ|"
    r"người|tiêu chí|cuộc|buổi|trường|kiến nghị|nhiệm vụ|công trình|tỷ|triệu|ha|km)(?!\w))"
)


def formal(text: str) -> str:
    """``text`` with office wording, capitals of bodies, figures and time phrases as written."""
    text = write_documents(lower_first(text))
    text = _QUARTER.sub(lambda match: f"quý {_ROMAN[int(match[1])]}", text)
    text = _QUARTER_OF_YEAR.sub(r"\1 năm \2", text)
    text = re.sub(r"^dân (?=\w)", "người dân ", text)
    text = _COMPARED.sub(r"so với \1", _LISTED.sub(r"\1, gồm ", text))
    text = re.sub(r"(?<=\w) trong đó (?=\w)", ", trong đó ", text)
    for pattern, better in lexicon().formal:
        text = pattern.sub(better, text)
    text = lexicon().body.sub(lambda match: lexicon().bodies[match[0].lower()], text)
    text = write_figures(write_dates(_SUM_OF_MONEY.sub(r"\1 đồng", text)))
    text = _PURPOSE.sub(r"\1 để ", _AT_PLACES.sub(r"\1 tại ", _add_event_verbs(text)))
    return _BARE_YEAR.sub(r"năm \1", tidy(_prefix_times(text)))


_COMPARED = re.compile(
    r"(?<!\w)so (đầu năm|cuối năm|năm|cùng kỳ|kỳ trước|kế hoạch|quý|tháng|mục tiêu|chỉ tiêu)(?!\w)"
)
#: "còn 3 tiêu chí: giao thông, thu nhập": what is counted is named behind the colon.
_LISTED = re.compile(
    r"((?<!\w)\d+ (?:tiêu chí|chỉ tiêu|lĩnh vực|nội dung|nhóm)(?: [^:,;\d]+)?): (?=[^\W\d])"
)


def lower_first(text: str) -> str:
    """``text`` as it stands inside a sentence: its first letter small unless it opens a name."""
    word = re.match(r"\w+", text)
    if is_citation(text) or lexicon().body.match(text):
        return text
    if word is None or (len(word[0]) > 1 and word[0].isupper()):
        return text
    second = re.match(r"\w+ +(\w+)", text)
    is_name = second is not None and second[1].istitle() and not second[1].isdigit()
    return text if is_name else text[:1].lower() + text[1:]


def write_figures(text: str) -> str:
    """Counts and measures as they are printed; names, dates and references are left alone."""
    output: list[str] = []
    position = 0
    for figure in counted_figures(text):
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
    if _NOT_A_NAME.match(text, digits.start()):
        return False
    in_number = re.search(r"(?<!\d)\d{1,4}/(?:19|20)\d\d(?!\d)", around)
    return in_number is not None or text[: digits.start()].rstrip().lower().endswith(
        tuple(f" {word}" for word in lexicon().ordinals)
    )


_PART_OF_MEASURE = re.compile(r"\d,\d+/$")
_WHOLE_OF_MEASURE = re.compile(r"/\d[\d.]*,\d")


def _printed(text: str, span: Span, figure: Figure) -> str:
    whole = figure.value == figure.value.to_integral_value()
    if _PART_OF_MEASURE.search(text[: span.start]) or _WHOLE_OF_MEASURE.match(text, span.end):
        return format_number(figure.value)  # "3,4/8 tỷ đồng"
    in_share = text[span.end : span.end + 1] == "/" or text[span.start - 1 : span.start] == "/"
    if whole and (figure.unit not in _UNPADDED or in_share):
        return format_count(int(figure.value))
    return format_number(figure.value)


def write_dates(text: str) -> str:
    """Numeric dates with 0 before days under ten and months 1 and 2 ("02/3/2023"), and "ngày"
    where only a preposition stands before them ("trước 31/7" → "trước ngày 31/7")."""
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
    text = "".join([*output, text[position:]])
    text = _DAY_AND_MONTH.sub(_day_and_month, text)
    return _UNNAMED_DATE.sub(r"\1 ngày ", text)


_DAY_AND_MONTH = re.compile(
    r"(?<!\w)((?:trước|đến|hết|từ|sau|vào|ngày|kể từ)(?: ngày)?) (\d{1,2})/(\d{1,2})"
    r"(?=$|[,.;:)]| và| →)"
)
_UNNAMED_DATE = re.compile(r"(?<!\w)(trước|đến|hết|từ|sau|vào) (?=\d{1,2}/\d{1,2}/\d{4})")


def _day_and_month(match: re.Match[str]) -> str:
    day, month = int(match[2]), int(match[3])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return match[0]
    before = match[1] if match[1].endswith("ngày") else f"{match[1]} ngày"
    return f"{before} {day:02d}/{month:02d}" if month <= 2 else f"{before} {day:02d}/{month}"


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
    text = tidy(_without_signs(text))
    if not text:
        return text
    text = text[0].upper() + text[1:]
    if text.endswith("]") and text.startswith("["):
        return text
    return text if text[-1] in ".!?" else f"{text}."


_SIGNS = (
    (re.compile(r"(\d/\d[\d.]*(?: \w+)*) = (?=\d[\d.,]*\s?%)"), r"\1, đạt "),
    (re.compile(r"(?<=[\d)\w]) = (?=\d[\d.,]*\s?%)"), ", chiếm "),
    (re.compile(r"(?<=\w) = (?=[^\W\d])"), " gồm "),
    (re.compile(r"(?<=\w) = (?=\d)"), " là "),
    (re.compile(r"(chuyển[^,;→]*?)\s*→\s*"), r"\1 sang "),
    (re.compile(r"\s*→\s*(?=\d[\d.,]*\s?%)"), ", đạt "),
    (re.compile(r"\s*→\s*"), "; "),
    (re.compile(r"(?<=[^\W\d]) \+ (?=[^\W\d][^+]*\+)"), ", "),
    (re.compile(r"(?<=[^\W\d]) \+ (?=[^\W\d])"), " và "),
)


def _without_signs(text: str) -> str:
    """ "A + B", "x = 75%", "A → B" in words."""
    for pattern, words in _SIGNS:
        text = pattern.sub(words, text)
    return text


def squash(text: str) -> str:
    """Folded words of ``text`` alone, to see whether one text says the same as another."""
    return " ".join(re.findall(r"\w+", fold(text)))


def repeats(sentence: str, raw: str) -> bool:
    """Whether ``sentence`` says the note ``raw`` word for word (three words or more), with or
    without accents.
    """
    words = squash(raw)
    return words.count(" ") >= 2 and f" {words} " in f" {squash(sentence)} "


def copies(sentence: str, raw: str) -> bool:
    """Whether ``sentence`` has the note ``raw`` letter by letter (three words or more).

    A note typed without accents is not copied where they are put back; "2 vụ …" is in "02 vụ …".
    """
    words = _words_of(raw)
    return words.count(" ") >= 2 and f"{words} " in f"{_words_of(sentence)} "


def _words_of(text: str) -> str:
    return " ".join(re.findall(r"\w+", modern_tones(text).lower()))
