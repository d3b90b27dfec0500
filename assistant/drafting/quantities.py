"""Notes that are chains of numbers, as sentences: "tn 732 hs, gq 720 (đúng hạn 714, quá hạn 6)".

A chain is cut into quantities (words before, number, noun, what stands in brackets); every quantity
becomes a phrase with its noun, which the quantities after it share. Where a piece is no quantity
that the rules of ``quantities.yaml`` know, the chain as a whole is left to other patterns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.chain_text import Phrase, joined, listed
from assistant.drafting.counts import (
    Quantity,
    cut_segments,
    hide_commas,
    segment_quantities,
    show_commas,
)
from assistant.drafting.phrases import QuantityWords, lexicon, quantity_words
from assistant.drafting.wording import tidy
from assistant.language.numbers import parse_number
from assistant.references import find_references

#: "đơn 34 = trực tiếp 21 + bưu điện 9", "giải quyết 1188: đúng hạn 1181, quá hạn 7".
_SUM = re.compile(
    r"^(?P<total>[^=:]*\d[^=:]*?)\s*(?:=\s*(?P<parts>\D*\d[^=]*\+[^=]*)|:\s+(?P<listed>\D*\d.*))$"
)
_TOTAL_LABEL = re.compile(r"^(?:tổng(?: số)?|cộng|tổng cộng|trong đó|gồm|cụ thể|tổng đơn)\s*:?\s*")


@dataclass(frozen=True, slots=True)
class ChainSentence:
    """``subject`` is empty where the note implies none; ``predicate`` starts with a verb phrase
    unless ``is_nominal``."""

    subject: str
    predicate: str
    is_nominal: bool = False
    lead: str = ""
    remainder: str = ""  # what of the note is no quantity, for other patterns
    noun: str = ""  # what was counted last


def chain_sentence(text: str, noun: str = "") -> ChainSentence | None:
    """The chain of quantities that ``text`` (formal wording) opens with; None when it is none.

    ``noun`` is what the note before it on the same line counted.
    """
    words = quantity_words()
    label, basis, body = _label(text)
    topic = words.topics.get(label.lower(), {})
    state = _State(words, topic, noun)
    lead = f"thực hiện {basis}" if basis else ""
    if total := _SUM.match(body):
        listed_parts = total["parts"] or total["listed"]
        first, remainder = state.phrases(total["total"])
        if not first:
            first, remainder = state.field_total(total["total"], listed_parts), ""
        parts = state.parts(listed_parts)
        if first and not remainder and parts:
            predicate = f"{joined(first)}, gồm {listed(parts)}"
            subject = state.subject or topic.get("subject", "")
            lead = lead or _lead(label, subject, topic)
            return ChainSentence(subject, predicate, not first[0].is_action, lead, noun=state.noun)
        state = _State(words, topic, noun)
    phrases, remainder = state.phrases(_LATE_COUNT.sub(r"\1 \2", body))
    if not phrases:
        return None
    subject = state.subject or topic.get("subject", "")
    lead = lead or _lead(label, subject, topic)
    nominal = not phrases[0].is_action
    return ChainSentence(subject, joined(phrases), nominal, lead, remainder, state.noun)


def _lead(label: str, subject: str, topic: Mapping[str, str]) -> str:
    """ "về …" for a label that neither subject nor noun makes needless."""
    if not label or subject or topic.get("event") or (topic.get("noun") and "lead" not in topic):
        return ""
    return f"về {topic.get('lead', label)}"


def _subject_of(head: str) -> re.Match[str] | None:
    """The subject that ``head`` opens with; none in "kiến nghị thu hồi", which is one verb."""
    subject, verb = lexicon().subject.match(head), lexicon().verb.match(head)
    return None if subject and verb and verb.end() > subject.end() else subject


def nested_parts(text: str, noun: str) -> str:
    """What stands in a bracket, each count with ``noun``: "đất đai 04" → "đất đai 04 hồ sơ"."""
    parts = _State(quantity_words(), {"noun": noun}).parts(text)
    return ", ".join(part.text for part in parts) or text


#: "giao ban tháng, 6 lần": how often stands last.
_LATE_COUNT = re.compile(
    r"^((?:họp|giao ban|đối thoại|tuyên truyền|tập huấn|ra quân|kiểm tra|giám sát)[^,;\d]*),"
    r" (\d[\d.]* (?:lần|cuộc|buổi|đợt|phiên))$"
)


#: "chi thường xuyên 5,9 tỷ": no object that could stand behind the sum.
_KIND_OF_SPENDING = ("thường xuyên", "đầu tư", "hỗ trợ", "ngân sách", "miễn phí", "trả", "khác")
_NUMBERED_EVENT = re.compile(r"\d[\d.]* (?:buổi|cuộc|lần|đợt|lớp|phiên|hội nghị)(?!\w)")


def _label(text: str) -> tuple[str, str, str]:
    """(topic, document it rests on, the rest) for "một cửa (Nghị định …): …", also without a colon
    where the topic is known and a quantity follows."""
    words = quantity_words()
    match = re.match(r"^([^:0-9(]{2,50}?)(?:\s*\(([^()]+)\))?\s*:\s+(.+)$", text, re.DOTALL)
    if match:
        basis = match[2] or ""
        if words.event_at(match[1].strip()) and _NUMBERED_EVENT.match(match[3]):
            return "", "", f"{match[1].strip()} {match[3]}"
        if not basis or find_references(basis):
            return match[1].strip(), basis, match[3]
    for topic in sorted(words.topics, key=len, reverse=True):
        match = re.match(rf"(?i){re.escape(topic)}\s+(?=\S)", text)
        if match is None:
            continue
        rest = text[match.end() :]
        verbal = ("verb" in words.topics[topic] or topic[0] == "“") and rest[:1].isdigit()
        if verbal or words.opens_state(rest) or (lexicon().verb.match(rest) and topic[0] == "“"):
            return topic, "", rest
    return "", "", text


class _State:
    """Reads quantities from left to right and remembers what is being counted."""

    def __init__(self, words: QuantityWords, topic: Mapping[str, str], noun: str = "") -> None:
        self._words = words
        self._noun, self._verb = topic.get("noun", noun), topic.get("verb", "")
        self._event, self._place = topic.get("event", ""), topic.get("place", "")
        self.subject = ""

    @property
    def noun(self) -> str:
        return self._noun

    def phrases(self, text: str, *, nested: bool = False) -> tuple[list[Phrase], str]:
        """The phrases of the quantities that ``text`` opens with, and the text left over."""
        phrases: list[Phrase] = []
        segments = cut_segments(hide_commas(text))
        if not self._noun and not self._words.names_counted(text):
            self._noun = self._words.implied_noun(text)
        for index, (arrow, segment) in enumerate(segments):
            found: list[Phrase] = []
            noun, subject = self._noun, self.subject
            for quantity in segment_quantities(segment, arrow, self._words):
                before = [*phrases, *found][-1:]
                phrase = quantity and self._phrase(quantity, before, nested=nested)
                if not phrase:
                    self._noun, self.subject = noun, subject
                    rest = ", ".join(piece for _, piece in segments[index:])
                    return phrases, show_commas(rest)
                found.append(phrase)
            phrases += found
        return phrases, ""

    def field_total(self, total: str, parts: str) -> list[Phrase]:
        """ "đất 138" before "đúng hạn 117, quá hạn 9": so many files of that field."""
        match = re.fullmatch(r"(?P<field>[^\d]+?) (?P<number>\d[\d.]*)", total)
        noun = self._words.implied_noun(parts)
        if match is None or not noun or lexicon().verb.match(total):
            return []
        self._noun = noun
        field = self._words.categories.get(match["field"], match["field"])
        text = f"{match['number']} {noun} thuộc lĩnh vực {field.removeprefix('lĩnh vực ')}"
        return [Phrase(text, parse_number(match["number"]))]

    def parts(self, text: str) -> list[Phrase]:
        """The parts of a total, as nominal phrases; none where one is not understood."""
        noun = self._noun
        found, remainder = self.phrases(text, nested=True)
        self._noun = noun
        return [] if remainder else found

    def _phrase(
        self, quantity: Quantity, before: Sequence[Phrase], *, nested: bool
    ) -> Phrase | None:
        head = re.sub(r"^(?:đã|có|được|là)\s+", "", quantity.head)
        head = _TOTAL_LABEL.sub("", head) if before else head
        noun, tail = self._words.split_noun(quantity.rest)
        if quantity.rest in self._words.full_nouns:
            noun, tail = quantity.rest, ""
        if quantity.is_outcome and not head:
            phrase: Phrase | None = Phrase(
                tidy(f"làm được {quantity.number} {quantity.rest}"), quantity.value, is_action=True
            )
        elif quantity.measured:
            phrase = self._measured(head, quantity, follows=bool(before))
        elif template := self._words.states.get(head.lower()):
            phrase = self._stateful(template, quantity, noun, tail)
        elif not head:
            phrase = self._bare(quantity, noun, tail, before, nested=nested)
        else:
            phrase = self._headed(head, quantity, noun, tail, nested=nested, first=not before)
        if phrase is None:
            return None
        text = phrase.text
        if quantity.share:
            link = "chiếm" if (noun or self._noun).startswith("hộ") else "đạt"
            text += f" ({quantity.share})" if nested else f", {link} {quantity.share}"
        if quantity.inner:
            text += f" ({self._inner(quantity.inner)})"
        return replace(phrase, text=tidy(f"{text} {quantity.after}"))

    def _inner(self, text: str) -> str:
        parts = self.parts(text) if re.search(r"\d", text) else []
        return ", ".join(part.text for part in parts) or text

    def _counted(self, quantity: Quantity, noun: str, tail: str = "") -> str:
        if noun and not self._noun.startswith(f"{noun} "):
            self._noun = self._words.full_nouns.get(noun, noun)
        return tidy(f"{quantity.number} {self._noun} {tail}")

    def _stateful(self, template: str, quantity: Quantity, noun: str, tail: str) -> Phrase | None:
        if not noun and not self._noun:
            return None
        if "giải quyết" in template and (noun or self._noun).startswith("lượt"):
            return None  # people are received, not settled
        nominal = template.startswith("{n}")
        joined = self._counted(quantity, noun, "" if nominal else tail)
        text = template.replace("{n}", joined)
        if nominal and tail:
            text = f"{text} {tail}"
        is_action = not nominal and not template.startswith(("tổng", "tính chung"))
        return Phrase(text, quantity.value, is_action=is_action, is_state=nominal)

    def _bare(
        self, quantity: Quantity, noun: str, tail: str, before: Sequence[Phrase], *, nested: bool
    ) -> Phrase | None:
        words = self._words
        if not noun and not words.is_word(quantity.rest) and not self._noun:
            return None
        attends = not tail or tail.startswith(("tham", "dự", "nghe", "được"))
        if before and noun in words.participants and attends:
            text = tidy(f"{quantity.number} {words.full_nouns.get(noun, noun)} {tail}")
            ending = " tham gia" if before[-1].is_event and not tail else ""
            return Phrase(text + ending, quantity.value, is_participants=True)
        if before and before[-1].is_event and noun in words.places and not tail:
            return Phrase(f"{quantity.number} {noun}", quantity.value, is_place=True)
        if quantity.rest in words.petitions:
            petition = self._petition(quantity.number, quantity.rest)
            is_resolved = "/" in quantity.number and not nested
            verb = "giải quyết " if is_resolved else ""
            return Phrase(verb + petition, quantity.value, is_resolved, bool(before))
        if not noun and quantity.rest:
            stands = words.opens_state(quantity.rest) or re.match(
                r"(?:đang|chưa|đã|được) ", quantity.rest
            )
            if self._noun and stands:
                text = f"{quantity.number} {self._noun} {quantity.rest}"
                return Phrase(text, quantity.value, is_state=True)
            text = f"{quantity.number} {quantity.rest}"
            return Phrase(text, quantity.value) if before else None
        if (
            before
            and noun == self._noun
            and quantity.value < before[-1].value
            and len(tail.split()) > 2
        ):
            text = tidy(f"trong đó có {quantity.number} {noun} {tail}")
            return Phrase(text, quantity.value, is_state=True)
        if noun in words.classifiers and not tail:
            tail = self._event
        verb = "" if nested else (self._verb or words.verb_of(noun, tail))
        self._verb = ""
        text = tidy(f"{verb} {self._counted(quantity, noun, tail)} {self._place}")
        self._place = ""
        is_event = noun in words.classifiers
        return Phrase(text, quantity.value, is_action=bool(verb), is_event=is_event)

    def _petition(self, number: str, kind: str) -> str:
        """ "03 đơn khiếu nại"; a "kiến nghị" is a letter only among letters and visits."""
        is_letter = kind != "kiến nghị" or self._noun.startswith(("đơn", "lượt", "vụ"))
        self._noun = "đơn" if is_letter else kind
        return f"{number} đơn {kind}" if is_letter else f"{number} {kind}"

    def _headed(
        self, head: str, quantity: Quantity, noun: str, tail: str, *, nested: bool, first: bool
    ) -> Phrase | None:
        words = self._words
        if body := words.body_at(head):
            self.subject = body
            rest = head[len(body) :].strip()
            rule = words.bodies[body]
            if not rest and noun in words.participants:
                return Phrase(
                    f"có {quantity.number} {noun} {tail}".strip(), quantity.value, is_action=True
                )
            if not rest or rest == rule["event"]:
                tail = tail.removeprefix(rule["event"]).strip()
                if noun in words.classifiers:
                    count = f"{quantity.number} {noun} {rule['event']} {tail}"
                    return Phrase(tidy(f"{rule['verb']} {count}"), quantity.value, is_action=True)
                counted = self._counted(quantity, noun, tail)
                return Phrase(f"{rule['object']} {counted}", quantity.value, is_action=True)
            head = rest
        elif (subject := _subject_of(head)) and lexicon().verb.match(head, subject.end() + 1):
            self.subject = subject[0]
            head = re.sub(r"^(?:đã|được)\s+", "", head[subject.end() :].strip())
        if template := words.states.get(head.lower()):
            return self._stateful(template, quantity, noun, tail)
        if event := words.event_at(head):
            verb, name, extra = event
            if noun in words.classifiers:
                is_meeting = name.startswith(("họp", "giao ban"))
                unit = "cuộc" if noun == "lần" and is_meeting else noun
                name = f"họp {name}" if name == "giao ban" else name
                text = tidy(f"{verb} {quantity.number} {unit} {name} {extra} {tail}")
                return Phrase(text, quantity.value, is_action=True, is_event=True)
        if head in words.petitions and not quantity.rest:
            is_resolved = "/" in quantity.number and not nested
            verb = "giải quyết " if is_resolved else ""
            text = f"{verb}{self._petition(quantity.number, head)}"
            return Phrase(text, quantity.value, is_resolved, not is_resolved)
        if lexicon().verb.match(head):
            return self._acted(head, quantity, noun, tail)
        if nested and not lexicon().verb.match(head) and (noun or self._noun):
            category = words.categories.get(head, head)
            return Phrase(f"{category} {self._counted(quantity, noun, tail)}", quantity.value)
        counted_head, state = words.split_noun(head)
        if noun in words.pieces and first and not tail and not lexicon().verb.search(head):
            return Phrase(f"{quantity.number} {noun} {head}", quantity.value)
        if counted_head in words.classifiers:
            return None
        is_thing = not lexicon().verb.search(head) and not re.search(r"\d", head)
        if counted_head and quantity.rest and first and not nested and is_thing:
            left = head.endswith(" còn")
            self.subject = head.removesuffix(" còn")
            text = tidy(f"{'còn' if left else 'có'} {quantity.number} {quantity.rest}")
            return Phrase(text, quantity.value, is_action=True)
        if counted_head and not noun:
            self._noun = counted_head
            verb = words.verb_of(counted_head, "") if first and not nested and not state else ""
            text = tidy(f"{verb} {quantity.number} {counted_head} {state} {quantity.rest}")
            return Phrase(text, quantity.value, is_action=bool(verb))
        return None

    def _acted(self, head: str, quantity: Quantity, noun: str, tail: str) -> Phrase | None:
        verb = lexicon().verb.match(head)
        assert verb is not None
        object_ = head[verb.end() :].strip()
        rest = quantity.rest
        if not rest and object_ in self._words.petitions:
            text = f"{verb[0]} {self._petition(quantity.number, object_)}"
            return Phrase(text, quantity.value, is_action=True)
        if not rest:
            counted = self._words.split_noun(object_)[0]
            if counted or not object_ or object_ in ("được", "thêm", "xong", "mới", "hết"):
                if not counted and not self._noun:
                    return None
                number = f"{quantity.number} {counted or self._noun}"
                extra = "" if counted else object_
                self._noun = counted or self._noun
                return Phrase(tidy(f"{verb[0]} {extra} {number}"), quantity.value, is_action=True)
            return None
        inverts = object_ and "mỗi" not in object_
        if noun in self._words.classifiers and inverts and not tail:
            return Phrase(
                tidy(f"{verb[0]} {quantity.number} {noun} {object_}"),
                quantity.value,
                is_action=True,
            )
        if noun and not tail:
            text = tidy(f"{head} {self._counted(quantity, noun)}")
            is_event = noun in self._words.classifiers and verb[0] != "tiếp"
            return Phrase(text, quantity.value, is_action=True, is_event=is_event)
        if noun:
            self._noun = self._words.full_nouns.get(noun, noun)
        shown = self._words.full_nouns.get(noun, noun) if noun else ""
        rest = tidy(f"{shown} {tail}") if noun else rest
        return Phrase(tidy(f"{head} {quantity.number} {rest}"), quantity.value, is_action=True)

    def _measured(self, head: str, quantity: Quantity, follows: bool) -> Phrase | None:
        """Money, areas, lengths: "hiến đất 1.150 m²" → "hiến 1.150 m² đất"."""
        if not head:
            return Phrase(tidy(f"{quantity.number} {quantity.rest}"), quantity.value)
        subject = _subject_of(head)
        if subject and lexicon().verb.match(head, subject.end() + 1):
            self.subject = subject[0]
            head = head[subject.end() :].strip()
        verb = lexicon().verb.match(head)
        if verb is None:
            return None
        object_ = head[verb.end() :].strip()
        inverts = object_ and not quantity.rest and len(object_.split()) <= 4
        inverts = (
            inverts and object_ not in _KIND_OF_SPENDING and not lexicon().manner.match(object_)
        )
        if (
            inverts
            and not object_.startswith(("được", "cho", "với", "từ"))
            and "%" not in quantity.number
        ):
            text = f"{verb[0]} {quantity.number} {object_}"
        else:
            text = f"{head} {quantity.number} {quantity.rest}"
        is_event = verb[0] in lexicon().agents
        return Phrase(tidy(text), quantity.value, is_action=True, is_event=is_event)
