"""Sentences for what falls short and why."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.drafting.clauses import Clause, Shape
from assistant.drafting.phrases import alternatives, lexicon, quantity_words
from assistant.drafting.quantities import chain_sentence, nested_parts
from assistant.drafting.results import labelled, measured
from assistant.drafting.voice import Voice
from assistant.drafting.wording import tidy


@dataclass(frozen=True, slots=True)
class LateCount:
    """How many of something are late or undone: "06 hồ sơ giải quyết quá hạn"."""

    text: str
    remainder: str


def late_count(text: str) -> LateCount | None:
    """ "hồ sơ quá hạn 06 (đất 04, …)" as "06 hồ sơ giải quyết quá hạn (đất đai 04 hồ sơ, …)"."""
    words = quantity_words()
    match = re.match(
        rf"(?:còn |có )?(?P<noun>{alternatives(words.late_nouns)})(?P<of> [^\d,]{{2,40}}?)? "
        rf"(?P<state>{alternatives(tuple(words.late_states))})(?: là|:)? (?P<n>\d[\d./]*)"
        r"(?: (?P=noun))?(?P<tail> [^,;(]+)?(?: \((?P<inner>[^()]+)\))?(?:[,;] (?P<rest>.+))?$",
        text,
    )
    if match is None or re.search(r"\d", match["tail"] or ""):
        return None
    noun, tail = match["noun"], (match["tail"] or "").strip()
    tail = re.sub(r"^(?:thuộc |ở |về )?(?=lĩnh vực)", "thuộc ", tail)
    state = words.late_states[match["state"]]
    counted = tidy(f"{match['n']} {noun} {match['of'] or ''} {tail} {state}")
    inner = nested_parts(match["inner"], noun) if match["inner"] else ""
    return LateCount(f"{counted} ({inner})" if inner else counted, match["rest"] or "")


def shortcoming(clause: Clause, voice: Voice) -> str:
    match clause.shape:
        case Shape.COUNT:
            text = clause.predicate
            name = "count_not" if re.search(r"(?<!\w)(?:không|bị|quá|đã)(?!\w)", text) else "count"
            if re.match(r"\d[\d./]* lần(?!\w)", text):
                name = "count_not"
            return voice.draw("shortcomings", name, clause=text)
        case Shape.BARE:
            text = clause.predicate
            if lexicon().adjective.match(text):
                text = f"còn {text}"
            elif text.startswith("chưa"):
                text = f"vẫn {text}"
            return voice.draw("shortcomings", "bare", clause=text)
        case Shape.NEGATED:
            return _negated(clause, voice)
        case Shape.LABELLED:
            return labelled(clause)
        case Shape.PHRASE if found := measured(clause.text, "đạt"):
            return found
        case Shape.PHRASE | Shape.SUBJECT_VERB if chain := chain_sentence(clause.text):
            if chain.is_nominal and not chain.remainder:
                return voice.draw("shortcomings", "count", clause=chain.predicate)
            return voice.draw("shortcomings", "fallback", clause=clause.text)
        case Shape.STATE:
            return clause.text
        case _:
            return voice.draw("shortcomings", "fallback", clause=clause.text)


#: "còn thấp 03/08 vụ" → "còn thấp (03/08 vụ)".
_WITH_COUNT = re.compile(r"^((?:còn |rất |khá )*(?:thấp|cao|chậm|ít|hạn chế)) (\d[\d./]* [^,;]+)$")
_LEFT_OVER = re.compile(r"^(?P<manner>.+?), còn (?P<left>\d[\d./]* [^\d,]+)$")
_ANSWERING = re.compile(r"(?:trả lời|giải quyết|xử lý|xác minh|cập nhật)")
_UNADORNED = (
    "bị", "rất", "khá", "quá", "đã", "còn", "vẫn", "nhiều", "một số", "có", "vì", "gặp", "hay",
    "ngày càng", "đi", "lại",
)  # fmt: skip


def _negated(clause: Clause, voice: Voice) -> str:
    words = lexicon()
    subject, predicate = clause.subject, clause.predicate
    bare_subject = re.sub(r"^(?:công tác|việc) ", "", subject)
    predicate = _WITH_COUNT.sub(r"\1 (\2)", predicate)
    if left := _LEFT_OVER.match(predicate):
        # "trả lời kiến nghị chậm, còn 4/18 kiến nghị": what is left is what was not answered.
        answering = _ANSWERING.match(bare_subject)
        undone = f" chưa được {answering[0]}" if answering else ""
        predicate = f"{left['manner']}, còn {left['left'].strip()}{undone}"
    elif words.adjective.match(predicate) and re.search(r"\d", predicate):
        if words.verb.match(bare_subject) and not words.subject.match(subject):
            return voice.draw("shortcomings", "action", s=bare_subject, v=f"còn {predicate}")
        return voice.draw("shortcomings", "plain", s=subject, v=predicate)
    manner = re.match(r"(?:còn |vẫn )*chưa (?P<manner>.+)$", predicate)
    if words.adjective.match(predicate) and not subject.endswith(_UNADORNED):
        predicate = f"còn {predicate}"
    if bare_subject in words.activities or subject.startswith("công tác "):
        if manner and words.manner.fullmatch(manner["manner"]):
            return voice.draw("shortcomings", "activity_manner", s=bare_subject, v=manner["manner"])
        return voice.draw("shortcomings", "activity", s=bare_subject, v=predicate)
    if words.verb.match(bare_subject) and not words.subject.match(subject):
        return voice.draw("shortcomings", "action", s=bare_subject, v=predicate)
    return voice.draw("shortcomings", "plain", s=subject, v=predicate)


_CAUSE_LEAD = re.compile(
    r"^(?:nguyên nhân(?: (?:khách quan|chủ quan|chủ yếu))?(?: là)?(?: do)?|"
    r"lý do(?: là)?|là do|do|vì|bởi vì)\s*:?\s+(?=\w)"
)
_EFFECT = re.compile(r",?\s+(?:nên|dẫn đến(?: việc)?|vì vậy|do đó)\s+(?=\w)|\s*→\s*")


def cause(clause: Clause, voice: Voice, *, opens: bool, aspect: str) -> str:
    """``opens``: it is the first of its kind (``aspect``: "khách quan", "chủ quan" or none)."""
    text = _CAUSE_LEAD.sub("", clause.text)
    if effect := _EFFECT.search(text):
        before, after = tidy(text[: effect.start()]), tidy(text[effect.end() :])
        return voice.draw("causes", "effect", cause=before, effect=after)
    if aspect and opens:
        return voice.draw("causes", "aspect", clause=text, aspect=aspect)
    return voice.draw("causes", "first" if opens else "next", clause=text)
