"""Turns a note item into sentences of the administrative register.

Every sentence keeps all numbers of its note and adds none; the frames of ``frames.yaml`` only lend
it a subject, an aspect or a connective. A sentence that would repeat the note word for word is
written otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.drafting.clauses import Clause, Shape, clauses_of
from assistant.drafting.documents import IssuedDocument, issued_document
from assistant.drafting.notes import NoteItem, Polarity
from assistant.drafting.phrases import lexicon
from assistant.drafting.quantities import ChainSentence, chain_sentence
from assistant.drafting.results import by_field, chain, issued, of_kinds, result, statement
from assistant.drafting.shortfalls import cause, late_count, shortcoming
from assistant.drafting.spelling import show_gaps
from assistant.drafting.tasks import proposal, task, task_chain
from assistant.drafting.vary import last_resort, vary
from assistant.drafting.voice import Voice
from assistant.drafting.wording import (
    as_sentence,
    copies,
    formal,
    lower_first,
    repeats,
    tidy,
    write_figures,
)
from assistant.language.numbers import NUMBER, parse_number


def realise(item: NoteItem, polarity: Polarity, voice: Voice, *, first: bool) -> list[str]:
    """The sentences of ``item``; ``first`` when it opens the body (or its aspect) of a section."""
    sentences = _sentences(item, item.text, polarity, voice, first=first)
    if _same_numbers(item, sentences) and not any(
        repeats(s, item.raw) or copies(s, item.raw) for s in sentences
    ):
        return [show_gaps(sentence, item.unsure) for sentence in sentences]
    return [show_gaps(last_resort(item, polarity), item.unsure)]


def as_document(item: NoteItem) -> IssuedDocument | None:
    """The document that ``item`` is about, when it names one and says no more."""
    if item.unsure:
        return None
    return issued_document(formal(item.text))


def realise_documents(
    items: Sequence[NoteItem], documents: Sequence[IssuedDocument], voice: Voice
) -> str | None:
    """One sentence for notes that each name a document; None where it would lose a number."""
    sentence = as_sentence(issued(list(documents), voice))
    wanted = [number for item in items for number in numbers_of(formal(item.text))]
    return sentence if sorted(wanted) == sorted(numbers_of(sentence)) else None


def numbers_of(text: str) -> list[Decimal]:
    """Every number in digits, dates and references included."""
    numbers = []
    for match in NUMBER.finditer(text):
        try:
            numbers.append(parse_number(match[0]))
        except ValueError:
            numbers += [Decimal(digits) for digits in re.findall(r"\d+", match[0])]
    return numbers


def _same_numbers(item: NoteItem, sentences: Sequence[str]) -> bool:
    wanted = sorted(numbers_of(formal(item.text)))
    return wanted == sorted(number for text in sentences for number in numbers_of(text))


_FACTUAL = (Polarity.RESULT, Polarity.STATEMENT)


def _sentences(
    item: NoteItem, text: str, polarity: Polarity, voice: Voice, *, first: bool
) -> list[str]:
    written = _OWN_LABEL.sub("", formal(text))
    remainder = ""
    framed = ""
    if polarity in _FACTUAL and (document := issued_document(written)):
        framed = issued([document], voice)
    elif polarity in _FACTUAL and (fields := by_field(written)):
        framed = voice.draw("results", "by_field", clause=fields)
    elif polarity in _FACTUAL and (acts := of_kinds(written)):
        framed = voice.draw("results", "verb_first" if first else "verb", v=acts)
    elif polarity in _FACTUAL and (cost := _cost(written)):
        act = f"{cost['what']} với kinh phí {cost['sum']}"
        framed = voice.draw("results", "verb_first" if first else "verb", v=act)
    elif polarity in _FACTUAL and (basis := _basis(written)):
        framed = voice.draw("documents", "others", listed=basis)
    elif polarity is Polarity.SHORTCOMING and (late := late_count(written)):
        framed, remainder = voice.draw("shortcomings", "late", clause=late.text), late.remainder
    elif polarity in (*_FACTUAL, Polarity.TASK) and (
        found := _chain(written, polarity, voice.counted.get(item.location, ""))
    ):
        remainder = found.remainder
        voice.counted[item.location] = found.noun
        if polarity is Polarity.TASK:
            framed = task_chain(found, voice, opens=first)
        else:
            framed = chain(found, voice, opens=first, place=item.location)
    if not framed:
        return [
            _sentence(clause, item, polarity, voice, opens=first and index == 0)
            for index, clause in enumerate(clauses_of(text, polarity))
        ]
    if remainder and (polarity is Polarity.TASK or _ATTACHED.match(remainder)):
        framed, remainder = f"{framed}, {remainder}", ""
    sentence = as_sentence(framed)
    if repeats(sentence, item.raw):
        sentence = vary(sentence, item.raw, polarity)
    rest = _sentences(item, remainder, polarity, voice, first=False) if remainder else []
    return [sentence, *rest]


def _cost(written: str) -> re.Match[str] | None:
    return _COST.match(written) if lexicon().verb.match(written) else None


def _basis(written: str) -> str:
    """The document of a note that only says what was gone by: "theo công văn …"; "" for others."""
    match = _BASIS.match(written)
    document = issued_document(written[match.end() :]) if match else None
    return document.text if document else ""


#: "nâng cấp trụ sở: 145 triệu đồng": what it cost.
_COST = re.compile(r"(?P<what>[^:]+): (?P<sum>\d[\d.,]* (?:triệu |tỷ |nghìn )đồng)$")
_BASIS = re.compile(r"(?:theo|thực hiện|căn cứ) (?=[A-Z])")
#: "xã: KH 12/KH-UBND …": the commune's own documents.
_OWN_LABEL = re.compile(r"^xã:\s+(?=[A-Z]\w+ \w+ số \d)")
#: What follows a chain of numbers as part of the same statement.
_ATTACHED = re.compile(
    r"(?:mỗi|có|trong đó|với|bằng|từ|để|do|nhằm|hoàn thành|không để|phục vụ|tại|ở|cho|gồm|theo|"
    r"chưa đến hạn|không|đạt|tỷ lệ|tăng|giảm|bình quân|nhất là|chủ yếu|kết hợp|còn lại|tổng|"
    r"một số|sau|trước|vào|qua)(?!\w)"
)


def _chain(written: str, polarity: Polarity, noun: str) -> ChainSentence | None:
    """The chain in ``written``, unless it only names things where something should be done."""
    found = chain_sentence(written, noun)
    return None if found and found.is_nominal and polarity is not Polarity.RESULT else found


def _sentence(
    clause: Clause, item: NoteItem, polarity: Polarity, voice: Voice, *, opens: bool
) -> str:
    text = _framed(clause, item, polarity, voice, opens=opens)
    if clause.cause:
        text = f"{text}, nguyên nhân là do {clause.cause}"
    if clause.time:
        text = f"{clause.time}, {_keep_connective_out(text)}"
    text = as_sentence(text)
    if repeats(text, item.raw):
        text = vary(text, item.raw, polarity)
    elif copies(text, item.raw):  # but for the 0 before a count
        text = vary(text, write_figures(item.raw), polarity)
    if repeats(text, item.raw) and clause.shape is Shape.VERB and (turned := _passive(clause)):
        text = as_sentence(turned.format(aspect="đã" if polarity is Polarity.RESULT else "sẽ"))
    if repeats(text, item.raw) and clause.shape is Shape.STATE:
        text = as_sentence(voice.draw("results", "found", s=clause.subject, v=clause.predicate))
    return text


_CONNECTIVE = re.compile(
    r"^(?:Đồng thời|Bên cạnh đó|Cùng với đó|Ngoài ra|Trong kỳ báo cáo|Hiện nay|Trên thực tế|"
    r"Đến thời điểm báo cáo|Tính đến thời điểm báo cáo|Nhìn chung|Song song với đó),\s*"
)


def _keep_connective_out(text: str) -> str:
    return lower_first(_CONNECTIVE.sub("", text))


def _passive(clause: Clause) -> str:
    """ "thành lập tổ kiểm tra" → "tổ kiểm tra {aspect} được thành lập"; "" for longer objects."""
    verb = lexicon().verb.match(clause.predicate)
    rest = clause.predicate[verb.end() :].strip() if verb else ""
    short = 2 <= len(rest.split()) <= 6 and not re.search(r"[,;:]", rest)
    if verb is None or not short or re.match(r"(?:cho|với|tại|về|để|được|thêm|tốt)\s", rest):
        return ""
    return tidy(f"{rest} {{aspect}} được {verb[0]}")


def _framed(
    clause: Clause, item: NoteItem, polarity: Polarity, voice: Voice, *, opens: bool
) -> str:
    match polarity:
        case Polarity.RESULT:
            return result(clause, voice, opens=opens)
        case Polarity.SHORTCOMING:
            return shortcoming(clause, voice)
        case Polarity.CAUSE:
            return cause(clause, voice, opens=opens, aspect=item.aspect)
        case Polarity.TASK:
            return task(clause, voice, opens=opens)
        case Polarity.PROPOSAL:
            return proposal(clause, voice)
        case Polarity.STATEMENT:
            return statement(clause, voice)
