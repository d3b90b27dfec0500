"""Says a sentence otherwise where it would copy the note word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.notes import NoteItem, Polarity
from assistant.drafting.phrases import frames, lexicon
from assistant.drafting.wording import as_sentence, copies, formal, lower_first, repeats

_NEGATION = re.compile(
    r"(?<!vẫn )(?<!còn )(?<=[\w\"”] )(chưa|không|còn|thường xuyên|hay bị|hay|bị|gặp|thiếu)(?= \w)"
)
_VERB_OF_COUNT = re.compile(r"^((?:\D*?, )?(?:đã |Đã |\D*? đã )\w[^\d,]*?)(?<!được)(?<!thứ) (?=\d)")
_VERB_FIRST = re.compile(
    r"^(?![^\d]*(?:mỗi|cho|ít nhất|tối thiểu|từ|đến|lên|thêm) )"
    r"(\w[^\d,]{1,30}?)(?<!được)(?<!thứ)(?<!điểm)(?<!theo) (?=\d)"
)
_STRIVES = re.compile(r"(?:phấn đấu|quyết tâm|đặt mục tiêu)(?!\w)", re.IGNORECASE)
_OF_MANY = ("các ", "hệ thống ", "tình hình ", "đội ngũ ", "điều kiện ", "đồng chí ", "thiết bị ")
_BARE_ADJECTIVE = re.compile(r"(?<!\w)(?:còn|rất|khá|quá|vẫn|đã|bị|chưa|không|gặp|nhiều|chủ|các) $")
_KEEPS_STILL = (Polarity.SHORTCOMING, Polarity.CAUSE)
_NEEDS_WORK = re.compile(r"(?:đẩy mạnh|tăng cường|nâng cao|đổi mới|làm tốt|chú trọng) $")
_TWICE = re.compile(r"(\b\w+\b) \1\b")
_NO_ASPECT = re.compile(
    r"(?<!\w)(?:đã|sẽ|cần|còn|vẫn|được|bị|đang|có|không|chưa|việc|công tác|sự|để|và|hoặc|của|số|"
    r"các|những|tỷ lệ|cuộc|buổi|lớp|đợt|hội nghị|kế hoạch|nhiệm vụ|tổ|ban|người|phòng) $"
)
_ASPECTS = {Polarity.RESULT: "đã", Polarity.STATEMENT: "đã", Polarity.TASK: "tiến hành"}


def vary(text: str, raw: str, polarity: Polarity) -> str:
    """``text`` said otherwise until it no longer repeats ``raw``; the same where nothing helps."""
    twice = set(_TWICE.findall(text))
    for changed in _variants(text, polarity):
        # "nguồn nguồn kinh phí": the longer form may stand there already.
        if not repeats(changed, raw) and set(_TWICE.findall(changed)) <= twice:
            return changed
    return text


def _variants(text: str, polarity: Polarity) -> Iterator[str]:
    words = lexicon()
    if polarity is Polarity.RESULT:
        yield _VERB_OF_COUNT.sub(r"\1 được ", text, count=1)
        if lexicon().verb.match(text):
            yield _VERB_OF_COUNT.sub(r"\1 được ", f"Đã {lower_first(text)}", count=1)
    if polarity is Polarity.TASK and lexicon().verb.match(text) and not _STRIVES.match(text):
        yield _VERB_FIRST.sub(lambda m: f"Phấn đấu {lower_first(m[1])} được ", text, count=1)
    if polarity in _KEEPS_STILL:
        for negation in reversed(list(_NEGATION.finditer(text))):
            yield f"{text[: negation.start()]}vẫn {text[negation.start() :]}"
        for adjective in words.adjective.finditer(text):
            before = text[: adjective.start()]
            if before and not _BARE_ADJECTIVE.search(before):
                yield f"{before}còn {text[adjective.start() :]}"
    for activity in words.activity.finditer(text):
        before = text[: activity.start()]
        if _NEEDS_WORK.search(before):
            yield f"{before}công tác {text[activity.start() :]}"
    for pattern, other in words.synonyms:
        for match in reversed(list(pattern.finditer(text))):
            if other.startswith(_OF_MANY) and re.search(
                r"\d[\d./,]* (?:\w+ )?$", text[: match.start()]
            ):
                continue  # "18 các tổ hòa giải"
            yield text[: match.start()] + other + text[match.end() :]
    for small, instead in _SMALL_WORDS:
        yield small.sub(instead, text, count=1)
    if aspect := _ASPECTS.get(polarity):
        for verb in words.verb.finditer(text):
            before = text[: verb.start()]
            if before.strip() and not _NO_ASPECT.search(before) and before[-2:-1].isalpha():
                yield f"{before}{aspect} {text[verb.start() :]}"


#: Where the predicate of a plain clause begins, so that "hiện" may stand before it.
_PREDICATE = re.compile(
    r"(?<=[^\W\d]{2} )(?:phải|tăng|giảm|thiếu|ít|mới|hay|đang|được|bị|có|qua|nhiều|làm|đi|dùng|"
    r"thuộc|nằm|phụ thuộc|cao tuổi|hạn hẹp|eo hẹp|thất lạc|chia cắt|biến động|thay đổi)(?!\w)"
)
#: Small words that an office writes longer or otherwise.
_SMALL_WORDS = (
    (re.compile(r"(?<=\w) lên (?=\d)"), " lên mức "),
    (
        re.compile(
            r"(?<=[^\W\d]{2})(?<!đạt)(?<!là)(?<!trên)(?<!mức)(?<!còn)(?<!được) (?=\d[\d,]*%)"
        ),
        " đạt ",
    ),
    (re.compile(r"(?<=\w) mới (?=\w)(?!mới chỉ)"), " mới chỉ "),
    (re.compile(r"(?<!mới) chỉ (?=(?:đạt|có)(?!\w))"), " mới chỉ "),
    (re.compile(r"(?<=\w) với (?=\d)"), " cùng "),
    (re.compile(r"(?<=\d) có (?=\w)"), " đã có "),
)
_DONE = (Polarity.RESULT, Polarity.STATEMENT)
_COUNTED = (*_DONE, Polarity.SHORTCOMING)
_MEASURE = re.compile(r"(?:tổng|số|tỷ lệ|đàn|diện tích|năng suất|sản lượng|mức|chỉ số)(?!\w)")
_COUNT_INSIDE = re.compile(
    r"^(?P<what>[^\d:(]+?)(?<!đạt)(?<!là)(?<!còn)(?<!chỉ)(?<!trên)(?<!lên)"
    r"(?<!mức)(?<!từ) "
    r"(?P<count>\d[\d./,]*\d?%?(?: [^\d].*)?)$"
)
_BREAKS = re.compile(r"\s+(?=(?:tại|ở|cho|với|về|của|trong|theo|chưa|không|còn|được|và|,)\s)")


def last_resort(item: NoteItem, polarity: Polarity) -> str:
    """A sentence that is grammatical for any words, with every figure of the note in it."""
    text = re.sub(r"^(?:đã|còn|vẫn)\s+(?=\w)", "", formal(item.text))
    leads = frames()["last_resort"]
    lead = leads.get(polarity.value, leads["result"])
    if polarity is Polarity.CAUSE and item.aspect:
        lead = f"nguyên nhân {item.aspect} là do"
    sentence = vary(as_sentence(f"{lead} {text}"), item.raw, polarity)
    if (
        _said_again(sentence, item)
        and polarity in _COUNTED
        and (counted := _COUNT_INSIDE.match(text))
    ):
        named = "kết quả" if polarity in _DONE else "số liệu về"
        if _MEASURE.match(counted["what"]):
            named = ""
        sentence = as_sentence(f"{named} {counted['what']} là {counted['count']}")
    if _said_again(sentence, item) and (predicate := _PREDICATE.search(text)):
        head, rest = text[: predicate.start()].strip(), text[predicate.start() :]
        sentence = as_sentence(f"{lead} {head} hiện {rest}")
    if (
        _said_again(sentence, item)
        and len(parts := re.split(r"(?<=[^\W\d]), (?=[^\W\d])", text)) == 2
    ):
        sentence = as_sentence(f"{lead} {parts[0]} và {parts[1]}")
    if _said_again(sentence, item) and (place := _BREAKS.search(text)):
        topic, rest = text[: place.start()], text[place.end() :]
        link = frames()["last_break"].get(polarity.value, "cụ thể")
        sentence = as_sentence(f"Đối với nội dung {topic}, {link} {rest}")
    if _said_again(sentence, item):
        words = text.split(" ")
        middle = max(len(words) - 2, 1)
        head, tail = " ".join(words[:middle]), " ".join(words[middle:])
        sentence = as_sentence(f"Đối với nội dung {head}: {tail}")
    return sentence


def _said_again(sentence: str, item: NoteItem) -> bool:
    return repeats(sentence, item.raw) or copies(sentence, item.raw)
