"""Sentences for what will be done and for what is asked of others."""

from __future__ import annotations

import re

from assistant.drafting.clauses import Clause
from assistant.drafting.phrases import lexicon
from assistant.drafting.quantities import ChainSentence
from assistant.drafting.voice import Voice

_TASK_LEAD = re.compile(
    r"^(?:(?:trong )?thời gian (?:đến|tới)|sắp tới|năm sau|cần phải|cần|phải|sẽ|dự kiến)\s*,?\s+"
    r"(?:cần |phải |sẽ )?(?=\w)"
)
#: "quy trình trước ngày 31/10": a thing and when it is due.
_DUE = re.compile(
    r"(?:,? (?:xong|hoàn thành))? (?P<when>(?:trước|trong) (?:ngày|tháng|quý|năm) .+)$"
)
_LABELLED = re.compile(r"^(?P<what>[^:\d]{2,60}?):\s+(?P<rest>.+)$", re.DOTALL)


def task(clause: Clause, voice: Voice, *, opens: bool) -> str:
    text = clause.text
    lead = _TASK_LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    if lead and lead[0].startswith("năm sau"):
        return f"năm sau, {voice.committee} sẽ {_opening_verb(rest)}"
    if match := _LABELLED.match(rest):
        what, how = match["what"], match["rest"]
        if lexicon().verb.match(what):
            return voice.draw("tasks", "next", v=_opening_verb(f"{what}: {how}"))
        return f"đối với {what}, {how}"
    if lexicon().verb.match(rest):
        return voice.draw("tasks", "first" if opens else "next", v=_opening_verb(rest))
    if rest.startswith(("không để", "không xảy ra", "không còn")):
        return voice.draw("tasks", "never", clause=rest)
    if re.match(r"(?:hết|xong) ", rest):
        return f"giải quyết dứt điểm {rest.split(' ', 1)[1]}"
    if (subject := lexicon().subject.match(rest)) and rest[subject.end() :].strip():
        return rest
    if not lexicon().verb.search(rest) and (due := _DUE.search(rest)):
        return f"hoàn thành {rest[: due.start()].strip()} {due['when']}"
    says_what = lexicon().verb.search(rest) or re.search(r"\d", rest)
    return voice.draw("tasks", "clause" if says_what else "thing", clause=rest)


def task_chain(found: ChainSentence, voice: Voice, *, opens: bool) -> str:
    predicate = _opening_verb(found.predicate)
    subject = f"{found.subject} " if found.subject else ""
    if found.lead and not found.lead.startswith("về "):
        return f"{found.lead}, {subject}{predicate}"
    if subject:
        return f"{subject}{predicate}"
    return voice.draw("tasks", "first" if opens else "next", v=predicate)


def _opening_verb(text: str) -> str:
    """``text`` with the verb that a task opens with: "giữ …" → "duy trì …"."""
    for pattern, better in lexicon().task_verbs:
        if pattern.match(text):
            return pattern.sub(better, text, count=1)
    return text


_PROPOSAL_LEAD = re.compile(
    r"^(?:(?:kính )?(?:đề nghị|kiến nghị|đề xuất|mong muốn|mong|xin))\s*(?:với )?:?\s*(?=\w)"
)
_RECIPIENT = re.compile(
    r"^(?P<body>(?:(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|sở|phòng|ban|công an|thanh tra|"
    r"trung tâm|đảng ủy|mặt trận|ngân hàng|bảo hiểm|điện lực)\s)?[^,;:]*?(?:huyện|tỉnh|cấp trên|"
    r"trung ương|xã|nội vụ|tư pháp|cơ quan có thẩm quyền|ngành điện|viễn thông|chính phủ|thông tin|"
    r"tài chính|xây dựng|đất đai|điện lực|bưu điện|kho bạc|ngân hàng|công nghệ|môi trường|hạ tầng|"
    r"các ngành|truyền thông|xã hội|nông thôn|đào tạo|du lịch|kế hoạch|đầu tư|y tế|vận tải|"
    r"cấp có thẩm quyền|huyện ủy|tỉnh ủy|đảng ủy))\s*:?\s+(?=\w)",
    re.IGNORECASE,
)
_PLAIN_BODIES = {
    "huyện": "Ủy ban nhân dân huyện",
    "tỉnh": "Ủy ban nhân dân tỉnh",
    "xã": "Ủy ban nhân dân xã",
    "cấp trên": "cơ quan cấp trên",
}
#: A district as the one addressed; there is none from 01/7/2025 (Luật 72/2025/QH15).
_DISTRICT = re.compile(
    r"(?:đề nghị|kiến nghị|đề xuất|mong|xin|trình|báo cáo|gửi)\s+(?:\w+\s+){0,4}?huyện(?!\w)"
    r"|^(?:Ủy ban nhân dân\s+|Phòng\s+(?:\w+\s+){1,5})?huyện(?!\w)",
    re.IGNORECASE,
)
_COURTESY = re.compile(r"^(?:xem xét|quan tâm),?\s+(?=\w)")


def addresses_district(text: str) -> bool:
    return _DISTRICT.search(text) is not None


def proposal(clause: Clause, voice: Voice) -> str:
    text = clause.text
    rest = _PROPOSAL_LEAD.sub("", text)
    recipient = _RECIPIENT.match(rest)
    if recipient and len(recipient["body"].split()) <= 9:
        after = _wanted(rest[recipient.end() :], asked=text.startswith("xin "))
        if lexicon().verb.match(after):
            body = recipient["body"]
            if not (voice.two_tier and body == "huyện"):
                body = _PLAIN_BODIES.get(body, body)
            return voice.draw("proposals", "with_body", s=body, v=_without_courtesy(after))
    rest = _wanted(rest, asked=text.startswith("xin "))
    if lexicon().verb.match(rest):
        return voice.draw("proposals", "bare", v=_without_courtesy(rest))
    return voice.draw("proposals", "clause", clause=rest)


def _without_courtesy(text: str) -> str:
    """``text`` without a "quan tâm" that the sentence says already; with it before a thing."""
    rest = _COURTESY.sub("", text)
    if rest == text or lexicon().verb.match(rest):
        return rest
    return f"giải quyết {rest}"


def _wanted(text: str, *, asked: bool) -> str:
    """What is asked for, with its verb: "40 triệu đồng" → "hỗ trợ 40 triệu đồng"."""
    text = re.sub(r"^cho (?=\d|kinh phí|nguồn kinh phí)", "hỗ trợ ", text)
    text = re.sub(r"^cho (?=thiết bị|máy|hợp đồng|thêm)", "bố trí ", text)
    text = re.sub(r"^cho (?=đi )", "tạo điều kiện cho cán bộ ", text)
    if re.match(r"\d|kinh phí|nguồn kinh phí", text):
        return f"{'cấp' if asked else 'hỗ trợ'} {text}"
    return text
