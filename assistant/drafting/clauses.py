"""What a note item says, clause by clause: who or what, and what of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from assistant.drafting.documents import is_citation
from assistant.drafting.notes import Polarity
from assistant.drafting.phrases import lexicon
from assistant.drafting.wording import figures_of, formal, take_leading_time, tidy


class Shape(Enum):
    COUNT = auto()  # "02/05 thôn chưa tổ chức họp dân"
    VERB = auto()  # "tổ chức 02 lớp tập huấn"
    SUBJECT_VERB = auto()  # "Công an xã | tuần tra 12 đợt"
    NEGATED = auto()  # "tuyên truyền | chưa thường xuyên"
    BARE = auto()  # "chưa có máy quét", "thiếu kinh phí"
    STATE = auto()  # "an ninh, trật tự | ổn định"
    LABELLED = auto()  # "hồ sơ: tiếp nhận 250, đúng hạn 245"
    PHRASE = auto()  # anything else


@dataclass(frozen=True, slots=True)
class Clause:
    """``subject`` and ``predicate`` join to the clause; either is empty where the shape has none.

    ``cause`` is what follows "do", ``time`` a time phrase that stood first, ``whole`` the clause
    without both.
    """

    shape: Shape
    subject: str
    predicate: str
    cause: str = ""
    time: str = ""
    whole: str = ""

    @property
    def text(self) -> str:
        return self.whole or tidy(f"{self.subject} {self.predicate}")


_NEGATION = re.compile(
    r"(?<!\w)(?:(?:vẫn |còn |hiện )*(?:chưa|"
    r"không(?! (?:chuyên trách|dùng tiền mặt|gian|khí)))"
    r"|vẫn còn|còn|vẫn|(?:mới|chỉ)(?= (?:chỉ|có|đạt|họp|làm|mới)(?!\w)))(?!\w)"
)
_CAUSE = re.compile(r"(?<=\w),?\s+(?:là do|nguyên nhân do|do|bởi vì|vì|bởi)\s+(?=\w)")
_NOT_CAUSE = re.compile(r"(?:chủ trì|tự|lý|căn cứ|phụ trách|làm chủ|quyết|tổ chức)$")
_LABEL = re.compile(r"^([^:“\[]{2,60}?):\s+(.+)$", re.DOTALL)
_LEADING_FILLERS = re.compile(
    r"^(?:hiện nay|hiện tại|hiện|đến nay|vẫn còn|hãy còn|còn|vẫn|đã|có|thì|là|mà)\s+(?=\w)"
)
_CONTINUES = re.compile(
    r"^(?:đạt|trong đó|gồm|bao gồm|chiếm|tỷ lệ|nhất là|đặc biệt|cụ thể|như|và|hoặc|cho|tại|ở|"
    r"với|của|để|nhằm|do|vì|nên|về|theo|bằng|từ|đến|chưa|không|còn|vẫn|đã|được|bị|tăng|giảm|so với|"
    r"trên|thu hút|phục vụ|kèm|dẫn đến|nhưng|tuy nhiên|qua đó|góp phần|đồng thời|trị giá|có|ngại|"
    r"né tránh|đùn đẩy|ỷ lại|trông chờ|nể nang|lúng túng|e ngại)(?!\w)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\([^()]*\)|“[^”]*”|\"[^\"]*\"|\[[^\]]*\]")
_NAMED_PLACE = re.compile(
    r"(?:thôn|xóm|ấp|bản|tổ dân phố|khu dân cư)\s(?:\d+|[A-ZĐ]\w*(?:\s[A-ZĐ]\w*)*)(?!\w)"
)
#: "tỷ lệ số hóa": what follows is no verb but says of what.
_MEASURE = re.compile(
    r"(?:tỷ lệ|số|chất lượng|trình độ|tình hình|mức phụ cấp|chế độ)$", re.IGNORECASE
)
_RUNNING_VERB = re.compile(r"(?:lấy ý kiến|tiếp xúc|họp mặt)")
_TIMES = re.compile(
    r"(?P<event>\D+?)\s+(?P<count>\d[\d.]*\s+(?:lần|buổi|cuộc|đợt|phiên))(?P<rest>$|[,;. ].*)"
)
_COMMA = re.compile(r",\s+")


def clauses_of(text: str, polarity: Polarity) -> list[Clause]:
    """The clauses of an item's ``text``; a comma parts two only where each has its own subject."""
    return [analyse(segment, polarity) for segment in _segments(text, polarity)]


def _segments(text: str, polarity: Polarity) -> list[str]:
    if polarity in (Polarity.CAUSE, Polarity.TASK, Polarity.PROPOSAL) or _LABEL.match(text):
        return [text]
    hidden = [
        range(*match.span())
        for pattern in (_BRACKETED, lexicon().compound)
        for match in pattern.finditer(text)
    ]
    cuts = [
        match
        for match in _COMMA.finditer(text)
        if not any(match.start() in span for span in hidden)
    ]
    segments: list[str] = []
    start = 0
    for match in cuts:
        # A comma parts two statements when both sides stand alone: each a subject and a predicate.
        tail = text[match.end() :]
        head = text[start : match.start()]
        if _stands_alone(head, polarity) and _opens_statement(tail, polarity):
            segments.append(head)
            start = match.end()
    return [*segments, text[start:]]


def _stands_alone(segment: str, polarity: Polarity) -> bool:
    shape = analyse(segment, polarity).shape
    return shape not in (Shape.PHRASE, Shape.COUNT) or bool(_NEGATION.search(segment))


def _opens_statement(tail: str, polarity: Polarity) -> bool:
    first = _COMMA.split(tail, maxsplit=1)[0]
    if _CONTINUES.match(first) or len(first.split()) < 3:
        return False
    clause = analyse(first, polarity)
    if polarity is Polarity.SHORTCOMING:
        return clause.shape in (Shape.NEGATED, Shape.SUBJECT_VERB, Shape.BARE) or (
            clause.shape is Shape.COUNT and bool(_NEGATION.search(first))
        )
    return clause.shape in (Shape.SUBJECT_VERB, Shape.STATE, Shape.NEGATED)


def analyse(text: str, polarity: Polarity) -> Clause:
    """The shape of one clause, its words already in office wording."""
    time, rest = "", text.strip()
    if polarity is not Polarity.CAUSE:
        time, rest = take_leading_time(rest)
    rest = formal(rest)
    if label := _LABEL.match(rest):
        return Clause(Shape.LABELLED, tidy(label[1]), tidy(label[2]), time=time, whole=rest)
    cause = ""
    if polarity is not Polarity.CAUSE and (match := _cause_in(rest)):
        rest, cause = rest[: match.start()], tidy(rest[match.end() :])
    while filler := _LEADING_FILLERS.match(rest):
        if _is_adjectival(rest[filler.end() :]):
            break
        rest = rest[filler.end() :]
    rest = tidy(rest)
    return replace(_shape(rest, polarity), cause=cause, time=time, whole=rest)


def _cause_in(text: str) -> re.Match[str] | None:
    for match in _CAUSE.finditer(text):
        if not _NOT_CAUSE.search(text[: match.start()]) and len(text) - match.end() > 3:
            return match
    return None


def _is_adjectival(text: str) -> bool:
    return bool(lexicon().adjective.match(text))


def _shape(text: str, polarity: Polarity) -> Clause:
    words = lexicon()
    if re.match(r"\d", text) and figures_of(text)[:1] and figures_of(text)[0].span.start == 0:
        return Clause(Shape.COUNT, "", text)
    negation = _NEGATION.search(text)
    if negation and negation.start() == 0:
        return Clause(Shape.BARE, "", text)
    if polarity is not Polarity.RESULT or negation:
        place = _predicate_place(text, negation)
        if place and text[:place].rstrip().endswith(","):
            return Clause(Shape.PHRASE, "", text)
        if place is not None and place > 0:
            return Clause(Shape.NEGATED, tidy(text[:place]), tidy(text[place:]))
        if place == 0:
            return Clause(Shape.BARE, "", text)
    if words.verb.match(text) and not is_citation(text):
        manner = words.manner.search(text)
        if (
            polarity is Polarity.RESULT
            and manner
            and manner.end() == len(text)
            and tidy(text[: manner.start()]) in words.activities
        ):
            return Clause(Shape.STATE, tidy(text[: manner.start()]), manner[0])
        opens_event = words.event.match(text) and not _RUNNING_VERB.match(text)
        return Clause(Shape.VERB, "", _counted_first(text) if opens_event else text)
    if (state := words.state.search(text)) and state.start() > 0:
        return Clause(Shape.STATE, tidy(text[: state.start()]), tidy(text[state.start() :]))
    subject = words.subject.match(text) or _NAMED_PLACE.match(text)
    is_measure = subject and _MEASURE.match(subject[0])
    if subject and not is_measure and (verb := words.verb.match(text, subject.end() + 1)):
        start = verb.start()
        return Clause(Shape.SUBJECT_VERB, tidy(text[:start]), tidy(text[start:]))
    return Clause(Shape.PHRASE, "", text)


def _counted_first(event: str) -> str:
    """ "họp giao ban 12 lần" → "tổ chức 12 lần họp giao ban"; "họp dân" → "tổ chức họp dân"."""
    times = _TIMES.match(event)
    if times is None:
        return f"tổ chức {event}"
    return f"tổ chức {times['count']} {times['event']}{times['rest']}"


def _predicate_place(text: str, negation: re.Match[str] | None) -> int | None:
    """Where the predicate that says what is lacking begins."""
    places = [negation.start()] if negation else []
    for adjective in lexicon().adjective.finditer(text):
        before = text[: adjective.start()].rstrip()
        if before.endswith(
            ("khắc phục", "các", "những", "tồn tại,", "giảm", "về", "nêu", "chủ", "trọng", "thiết")
        ):
            continue
        places.append(adjective.start())
        break
    return min(places, default=None)
