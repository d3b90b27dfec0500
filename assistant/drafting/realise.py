"""Turns the clauses of a note item into sentences of the administrative register.

Every sentence keeps all facts of its clause and adds none; the frames of ``frames.yaml`` only lend
it a subject, an aspect or a connective. A sentence that would repeat the note word for word is
written otherwise.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.drafting.clauses import Clause, Shape, clauses_of
from assistant.drafting.notes import NoteItem, Polarity, show_gaps
from assistant.drafting.phrases import frames, lexicon
from assistant.drafting.wording import (
    as_sentence,
    figures_of,
    formal,
    lower_first,
    repeats,
    tidy,
)


@dataclass
class Chooser:
    """Draws patterns: each of a list before any comes again; same seed, same draw."""

    seed: int
    _random: random.Random = field(init=False)
    _queues: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def draw(self, name: str, patterns: Sequence[str]) -> str:
        queue = self._queues.get(name)
        if not queue:
            queue = list(patterns)
            self._random.shuffle(queue)
            self._queues[name] = queue
        return queue.pop()


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, and how patterns are drawn."""

    office: str
    chooser: Chooser


def realise(item: NoteItem, polarity: Polarity, voice: Voice, *, first: bool) -> list[str]:
    """The sentences of ``item``; ``first`` when it opens the body of its section."""
    sentences: list[str] = []
    for clause in clauses_of(item.text, polarity):
        opens = first and not sentences
        sentences.append(_sentence(clause, item, polarity, voice, opens=opens))
    if _same_figures(item, sentences) and not any(
        repeats(sentence, item.raw) for sentence in sentences
    ):
        return [show_gaps(sentence, item.unsure) for sentence in sentences]
    return [show_gaps(_plain_sentence(item, polarity), item.unsure)]


def _same_figures(item: NoteItem, sentences: Sequence[str]) -> bool:
    wanted = sorted(figure.value for figure in figures_of(item.text))
    given = sorted(figure.value for text in sentences for figure in figures_of(text))
    return wanted == given


def _sentence(
    clause: Clause, item: NoteItem, polarity: Polarity, voice: Voice, *, opens: bool
) -> str:
    text = _framed(clause, polarity, voice, opens=opens)
    if clause.cause:
        text = f"{text}, nguyên nhân là do {clause.cause}"
    if clause.time:
        text = f"{clause.time}, {_keep_connective_out(text)}"
    text = as_sentence(text)
    if repeats(text, item.raw):
        text = vary(text, item.raw, polarity)
    if repeats(text, item.raw) and clause.shape is Shape.VERB and (turned := _passive(clause)):
        text = as_sentence(turned.format(aspect="đã" if polarity is Polarity.RESULT else "sẽ"))
    if repeats(text, item.raw) and clause.shape is Shape.STATE:
        found = _draw(voice, "results", "found", s=clause.subject, v=clause.predicate)
        text = as_sentence(found)
    return text


_CONNECTIVE = re.compile(
    r"^(?:Đồng thời|Bên cạnh đó|Cùng với đó|Ngoài ra|Trong kỳ báo cáo|Hiện nay|Trên thực tế|"
    r"Đến thời điểm báo cáo|Tính đến thời điểm báo cáo|Nhìn chung|Song song với đó),\s*"
)


def _keep_connective_out(text: str) -> str:
    return lower_first(_CONNECTIVE.sub("", text))


_NEGATION = re.compile(
    r"(?<!vẫn )(?<!còn )(?<=\w )(chưa|không|còn|thường xuyên|hay bị|hay|bị|gặp|thiếu)(?= \w)"
)
_VERB_OF_COUNT = re.compile(r"^((?:\D*?, )?(?:đã |Đã |\D*? đã )\w[^\d,]*?)(?<!được) (?=\d)")
_BARE_ADJECTIVE = re.compile(r"(?<!\w)(?:còn|rất|khá|quá|vẫn|đã|bị|chưa|không|gặp|nhiều|chủ|các) $")
_KEEPS_STILL = (Polarity.SHORTCOMING, Polarity.CAUSE)


def vary(text: str, raw: str, polarity: Polarity) -> str:
    """``text`` said otherwise until it no longer repeats ``raw``; the same where nothing helps."""
    for changed in _variants(text, polarity):
        # "nguồn nguồn kinh phí": the longer form may stand there already.
        if not repeats(changed, raw) and not re.search(r"(\b\w+\b) \1\b", changed):
            return changed
    return text


def _variants(text: str, polarity: Polarity) -> Iterator[str]:
    words = lexicon()
    if polarity is Polarity.RESULT:
        yield _VERB_OF_COUNT.sub(r"\1 được ", text, count=1)
    if polarity in _KEEPS_STILL:
        yield _NEGATION.sub(r"vẫn \1", text, count=1)
        for adjective in words.adjective.finditer(text):
            before = text[: adjective.start()]
            if before and not _BARE_ADJECTIVE.search(before):
                yield f"{before}còn {text[adjective.start() :]}"
    for activity in words.activity.finditer(text):
        before = text[: activity.start()]
        if re.search(r"(?:đẩy mạnh|tăng cường|nâng cao|đổi mới|làm tốt|chú trọng) $", before):
            yield f"{before}công tác {text[activity.start() :]}"
    for pattern, other in words.synonyms:
        for match in reversed(list(pattern.finditer(text))):
            yield text[: match.start()] + other + text[match.end() :]


def _passive(clause: Clause) -> str:
    """ "thành lập tổ kiểm tra" → "tổ kiểm tra {aspect} được thành lập"; "" for longer objects."""
    verb = lexicon().verb.match(clause.predicate)
    rest = clause.predicate[verb.end() :].strip() if verb else ""
    short = 2 <= len(rest.split()) <= 6 and not re.search(r"[,;:]", rest)
    if verb is None or not short or re.match(r"(?:cho|với|tại|về|để|được|thêm|tốt)\s", rest):
        return ""
    return f"{rest} {{aspect}} được {verb[0]}"


def _framed(clause: Clause, polarity: Polarity, voice: Voice, *, opens: bool) -> str:
    match polarity:
        case Polarity.RESULT:
            return _result(clause, voice, opens=opens)
        case Polarity.SHORTCOMING:
            return _shortcoming(clause, voice)
        case Polarity.CAUSE:
            return _cause(clause, voice, opens=opens)
        case Polarity.TASK:
            return _task(clause, voice, opens=opens)
        case Polarity.PROPOSAL:
            return _proposal(clause, voice)
        case Polarity.STATEMENT:
            return _statement(clause, voice)


def _draw(voice: Voice, family: str, name: str, **words: str) -> str:
    patterns: Mapping[str, Sequence[str]] = frames()[family]
    pattern = voice.chooser.draw(f"{family}.{name}", patterns[name])
    return tidy(pattern.format(office=voice.office, **words))


def _result(clause: Clause, voice: Voice, *, opens: bool) -> str:
    match clause.shape:
        case Shape.VERB:
            name = "verb_first" if opens else "verb"
            return _draw(voice, "results", name, v=_with_counts(clause.predicate))
        case Shape.SUBJECT_VERB:
            predicate = _with_counts(clause.predicate)
            if re.match(r"(?:được|đang|sẽ|có|luôn|đạt|tăng|giảm|là)(?!\w)", predicate) or (
                clause.subject.endswith(("đã", "được", "có", "không", "chưa"))
            ):
                return f"{clause.subject} {predicate}"
            return _draw(voice, "results", "subject_verb", s=clause.subject, v=predicate)
        case Shape.COUNT:
            if _is_event(clause.predicate):
                counted = _with_counts(clause.predicate)
                return _draw(voice, "results", "count_event", clause=counted)
            counted = _with_counts(_agent_verbs(clause.predicate))
            return _draw(voice, "results", "count", clause=counted)
        case Shape.STATE if clause.subject in lexicon().activities:
            return _draw(voice, "results", "activity_manner", s=clause.subject, v=clause.predicate)
        case Shape.STATE | Shape.NEGATED:
            return _draw(voice, "results", "state", s=clause.subject, v=clause.predicate)
        case Shape.LABELLED:
            return _labelled(clause)
        case _:
            return _measured(clause.text, "đạt") or _draw(
                voice, "results", "fallback", clause=clause.text
            )


_SHARE_LAST = re.compile(r"^(?P<what>\D+?)\s+(?P<share>\d[\d.,]*%)(?P<rest>$|,.*)")
_COUNT_LAST = re.compile(r"^(?P<what>\D+?)\s+(?P<count>\d[\d.]*(?:/\d[\d.]*)?)(?P<rest>$|,.*)")


def _measured(text: str, verb: str) -> str:
    """ "hồ sơ trực tuyến 65%" → "hồ sơ trực tuyến đạt 65%"; "" when no figure stands last."""
    if share := _SHARE_LAST.match(text):
        return f"{share['what']} {verb} {share['share']}{share['rest']}"
    count = _COUNT_LAST.match(text)
    if count is None or lexicon().verb.match(text):
        return ""
    if re.fullmatch(r"(?:19|20)\d\d", count["count"].strip()):
        return ""
    named = re.match(r"(?:tổng|số|tỷ lệ)(?!\w)", count["what"])
    what = count["what"] if named else f"số {count['what']}"
    return f"{what} là {count['count']}{count['rest']}"


_FIGURE_ALONE = re.compile(
    r"\d[\d.,/]*\s*(?:%|đồng|triệu đồng|tỷ đồng|nghìn đồng|ha|km|m2|kg|tấn)?"
)


def _labelled(clause: Clause) -> str:
    """ "hồ sơ: 250" → "Số hồ sơ là 250", a full clause where only a figure stands."""
    subject = clause.subject
    if _FIGURE_ALONE.fullmatch(clause.predicate):
        measured = not clause.predicate[-1].isdigit()
        return f"{subject} {'đạt' if measured else 'là'} {clause.predicate}"
    if lexicon().verb.match(subject) and re.search(r"\d", subject):
        return f"đã {subject}, gồm {clause.predicate}"
    if re.match(r"(?:tổng|tỷ lệ|số)(?!\w)", subject):
        return f"{subject} là {clause.predicate}"
    return f"Về {subject}: {clause.predicate}"


def _is_event(text: str) -> bool:
    noun = re.match(r"[\d.,/%]+\s+", text)
    return noun is not None and lexicon().event_noun.match(text, noun.end()) is not None


def _agent_verbs(text: str) -> str:
    """ "98% hồ sơ đúng hạn" → "98% hồ sơ được giải quyết đúng hạn"."""
    return re.sub(
        r"(hồ sơ(?: thủ tục hành chính)?) ((?:trước và )?(?:đúng|trước) hạn)",
        r"\1 được giải quyết \2",
        text,
    )


def _with_counts(text: str) -> str:
    """ "tổ chức 02 lớp, 85 người tham dự" → "… 02 lớp với 85 người tham dự", at the first."""
    return re.sub(
        r"(?<=\w), (?=\d[\d.]* (?:lượt|người|hộ|đại biểu|học viên))", " với ", text, count=1
    )


def _shortcoming(clause: Clause, voice: Voice) -> str:
    match clause.shape:
        case Shape.COUNT:
            return _draw(voice, "shortcomings", "count", clause=clause.predicate)
        case Shape.BARE:
            text = clause.predicate
            if lexicon().adjective.match(text):
                text = f"còn {text}"
            elif text.startswith("chưa"):
                text = f"vẫn {text}"
            return _draw(voice, "shortcomings", "bare", clause=text)
        case Shape.NEGATED:
            return _negated(clause, voice)
        case Shape.LABELLED:
            return _labelled(clause)
        case Shape.PHRASE if measured := _measured(clause.text, "đạt"):
            return measured
        case _:
            return _draw(voice, "shortcomings", "fallback", clause=clause.text)


def _negated(clause: Clause, voice: Voice) -> str:
    words = lexicon()
    subject, predicate = clause.subject, clause.predicate
    if words.adjective.match(predicate) and re.search(r"\d", predicate):
        return _draw(voice, "shortcomings", "fallback", clause=clause.text)
    bare_subject = re.sub(r"^(?:công tác|việc) ", "", subject)
    manner = re.match(r"(?:còn |vẫn )*chưa (?P<manner>.+)$", predicate)
    if words.adjective.match(predicate) and not subject.endswith(
        ("bị", "rất", "khá", "quá", "đã", "còn", "vẫn", "nhiều", "một số", "có", "vì", "gặp")
    ):
        predicate = f"còn {predicate}"
    if bare_subject in words.activities or subject.startswith("công tác "):
        if manner and words.manner.fullmatch(manner["manner"]):
            return _draw(
                voice, "shortcomings", "activity_manner", s=bare_subject, v=manner["manner"]
            )
        return _draw(voice, "shortcomings", "activity", s=bare_subject, v=predicate)
    if words.verb.match(bare_subject) and not words.subject.match(subject):
        return _draw(voice, "shortcomings", "action", s=bare_subject, v=predicate)
    return _draw(voice, "shortcomings", "plain", s=subject, v=predicate)


_CAUSE_LEAD = re.compile(
    r"^(?:nguyên nhân(?: (?:khách quan|chủ quan|chủ yếu))?(?: là)?(?: do)?|"
    r"lý do(?: là)?|là do|do|vì|bởi vì)\s*:?\s+(?=\w)"
)
_EFFECT = re.compile(r",?\s+(?:nên|dẫn đến(?: việc)?|vì vậy|do đó)\s+(?=\w)")


def _cause(clause: Clause, voice: Voice, *, opens: bool) -> str:
    text = _CAUSE_LEAD.sub("", clause.text)
    if effect := _EFFECT.search(text):
        before, after = tidy(text[: effect.start()]), tidy(text[effect.end() :])
        return _draw(voice, "causes", "effect", cause=before, effect=after)
    return _draw(voice, "causes", "first" if opens else "next", clause=text)


_TASK_LEAD = re.compile(
    r"^(?:(?:trong )?thời gian (?:đến|tới)|sắp tới|năm sau|cần phải|cần|phải|sẽ|dự kiến)\s*,?\s+"
    r"(?:cần |phải |sẽ )?(?=\w)"
)


def _task(clause: Clause, voice: Voice, *, opens: bool) -> str:
    text = clause.text
    lead = _TASK_LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    future = bool(lead and lead[0].startswith(("năm sau", "dự kiến")))
    if future and lead and "năm" in lead[0]:
        return f"năm sau, {voice.office} sẽ {rest}"
    if lexicon().verb.match(rest):
        return _draw(voice, "tasks", "first" if opens else "next", v=rest)
    if (subject := lexicon().subject.match(rest)) and rest[subject.end() :].strip():
        return rest
    return _draw(voice, "tasks", "clause", clause=rest)


_PROPOSAL_LEAD = re.compile(
    r"^(?:(?:kính )?(?:đề nghị|kiến nghị|đề xuất|mong muốn|mong|xin))\s*(?:với )?:?\s*(?=\w)"
)
_PROPOSAL_RECIPIENT = re.compile(
    r"^(?P<body>(?:(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|sở|phòng|ban|công an|thanh tra|"
    r"trung tâm|đảng ủy|mặt trận|ngân hàng|bảo hiểm|điện lực)\s)?[^,;:]*?(?:huyện|tỉnh|cấp trên|"
    r"trung ương|xã|nội vụ|tư pháp|cơ quan có thẩm quyền|ngành điện|viễn thông|chính phủ|thông tin|"
    r"tài chính|xây dựng|đất đai|điện lực|bưu điện|kho bạc|ngân hàng))\s+(?=\w)",
    re.IGNORECASE,
)
_PLAIN_BODIES = {
    "huyện": "Ủy ban nhân dân huyện",
    "tỉnh": "Ủy ban nhân dân tỉnh",
    "xã": "Ủy ban nhân dân xã",
    "cấp trên": "cơ quan cấp trên",
}


def _proposal(clause: Clause, voice: Voice) -> str:
    text = clause.text
    rest = _PROPOSAL_LEAD.sub("", text)
    recipient = _PROPOSAL_RECIPIENT.match(rest)
    if recipient and len(recipient["body"].split()) <= 8:
        after = rest[recipient.end() :]
        if text.startswith("xin ") and re.match(r"\d", after):
            after = f"cấp {after}"
        after = re.sub(r"^cho (?=\d)", "hỗ trợ ", after)
        if lexicon().verb.match(after):
            body = _PLAIN_BODIES.get(recipient["body"], recipient["body"])
            after = re.sub(r"^(?:xem xét|quan tâm),?\s+(?=\w)", "", after)
            return _draw(voice, "proposals", "with_body", s=body, v=after)
    if lexicon().verb.match(rest):
        return _draw(
            voice, "proposals", "bare", v=re.sub(r"^(?:xem xét|quan tâm),?\s+(?=\w)", "", rest)
        )
    if text.startswith("xin ") and re.match(r"\d", rest):
        return _draw(voice, "proposals", "bare", v=f"cấp {rest}")
    return _draw(voice, "proposals", "clause", clause=rest)


def _statement(clause: Clause, voice: Voice) -> str:
    match clause.shape:
        case Shape.COUNT:
            return _draw(voice, "statements", "count", clause=_with_counts(clause.predicate))
        case Shape.LABELLED:
            return _labelled(clause)
        case Shape.VERB | Shape.SUBJECT_VERB:
            return _result(clause, voice, opens=False)
        case Shape.BARE:
            return _draw(voice, "shortcomings", "bare", clause=clause.text)
        case Shape.NEGATED | Shape.STATE:
            return clause.text
        case _:
            return _measured(clause.text, "chiếm") or _draw(
                voice, "statements", "fallback", clause=clause.text
            )


_BREAKS = re.compile(r"\s+(?=(?:tại|ở|cho|với|về|của|trong|theo|chưa|không|còn|được|và|,)\s)")


def _plain_sentence(item: NoteItem, polarity: Polarity) -> str:
    """The frame of last resort: grammatical for any words, every figure of the note in it."""
    text = re.sub(r"^(?:đã|còn|vẫn)\s+(?=\w)", "", formal(item.text))
    lead = {
        Polarity.SHORTCOMING: "Qua rà soát, ghi nhận tồn tại sau:",
        Polarity.CAUSE: "Nguyên nhân được ghi nhận:",
        Polarity.TASK: "Nhiệm vụ đặt ra:",
        Polarity.PROPOSAL: "Nội dung kiến nghị:",
    }.get(polarity, "Kết quả ghi nhận:")
    sentence = as_sentence(f"{lead} {text}")
    if repeats(sentence, item.raw):
        sentence = vary(sentence, item.raw, polarity)
    if repeats(sentence, item.raw) and (subject := lexicon().subject.match(text)):
        rest = text[subject.end() :].strip()
        sentence = as_sentence(f"{lead} {subject[0]} tại địa phương {rest}")
    if repeats(sentence, item.raw) and (place := _BREAKS.search(text)):
        topic, rest = text[: place.start()], text[place.end() :]
        sentence = as_sentence(f"Về nội dung {topic}, theo ghi nhận thực tế, {rest}")
    if repeats(sentence, item.raw):
        words = text.split(" ")
        middle = max(len(words) - 2, 1)
        sentence = as_sentence(
            f"Về {' '.join(words[:middle])}, ghi nhận tại địa phương: {' '.join(words[middle:])}"
        )
    return sentence
