"""Sentences for what was done and for how things stand."""

from __future__ import annotations

import re

from assistant.drafting.clauses import Clause, Shape
from assistant.drafting.documents import IssuedDocument
from assistant.drafting.phrases import lexicon, quantity_words
from assistant.drafting.quantities import ChainSentence
from assistant.drafting.voice import Voice
from assistant.drafting.wording import CAPITALS, lower_first, tidy


def issued(documents: list[IssuedDocument], voice: Voice) -> str:
    """One sentence that names ``documents``, all of the commune or all of others."""
    listed = "; ".join(document.text for document in documents)
    if not documents[0].is_own:
        return voice.draw("documents", "others", listed=listed)
    if all(document.citation.startswith("Báo cáo ") for document in documents):
        return voice.draw("documents", "reports", listed=listed)
    return voice.draw("documents", "own", listed=listed)


def chain(found: ChainSentence, voice: Voice, *, opens: bool, place: str) -> str:
    """A chain of quantities as a statement of what was done; ``place`` is where its note stands."""
    predicate = found.predicate
    subject = found.subject or _agent_of(predicate)
    if subject in lexicon().agents.values():
        voice.givers[place] = subject
    if found.is_nominal and not found.lead and (giver := voice.givers.get(place)):
        return f"{giver} đóng góp {predicate}"
    if found.is_nominal:
        text = f"có {predicate}"
        if found.lead:
            return f"{found.lead}, {text}"
        return (
            f"{subject} {text}" if subject else voice.draw("results", "nominal", clause=predicate)
        )
    if subject:
        lead = f"{found.lead}, " if found.lead else ""
        aspect = "" if predicate.startswith(_NO_ASPECT) else "đã "
        return f"{lead}{subject} {aspect}{predicate}"
    if found.lead:
        return f"{found.lead}, đã {predicate}"
    if predicate.startswith(_NO_ASPECT):
        return f"hiện {predicate}" if predicate.startswith("đang ") else predicate
    if predicate.startswith(_EVENTFUL):
        name = "event_first" if opens else "event"
        return voice.draw("results", name, v=predicate)
    return voice.draw("results", "verb_first" if opens else "verb", v=predicate)


_NO_ASPECT = ("có ", "đang ", "còn ")
#: Verbs with which a sentence of a report may open by themselves.
_EVENTFUL = (
    "tổ chức ",
    "tiếp ",
    "tiếp nhận ",
    "hòa giải ",
    "ban hành ",
    "thực hiện ",
    "giải quyết ",
)


def _agent_of(predicate: str) -> str:
    """Who does what only one party does: land is given by the people."""
    verb = lexicon().verb.match(predicate)
    return lexicon().agents.get(verb[0].lower(), "") if verb else ""


def result(clause: Clause, voice: Voice, *, opens: bool) -> str:
    match clause.shape:
        case Shape.VERB:
            predicate = with_counts(clause.predicate)
            if agent := _agent_of(predicate):
                return f"{agent} đã {predicate}"
            return voice.draw("results", "verb_first" if opens else "verb", v=predicate)
        case Shape.SUBJECT_VERB:
            predicate = with_counts(clause.predicate)
            if re.match(
                r"(?:được|đang|sẽ|có|luôn|đạt|tăng|giảm|là|phụ trách|chủ trì)(?!\w)", predicate
            ) or clause.subject.endswith(("đã", "được", "có", "không", "chưa")):
                return f"{clause.subject} {predicate}"
            return voice.draw("results", "subject_verb", s=clause.subject, v=predicate)
        case Shape.COUNT:
            if _is_event(clause.predicate):
                counted = with_counts(clause.predicate)
                return voice.draw("results", "count_event", clause=counted)
            counted = with_counts(_agent_verbs(clause.predicate))
            return voice.draw("results", "nominal", clause=counted)
        case Shape.STATE if clause.subject in lexicon().activities:
            return voice.draw("results", "activity_manner", s=clause.subject, v=clause.predicate)
        case Shape.STATE | Shape.NEGATED:
            return voice.draw("results", "state", s=clause.subject, v=clause.predicate)
        case Shape.LABELLED:
            return labelled(clause)
        case _:
            return measured(clause.text, "đạt") or clause.text


def statement(clause: Clause, voice: Voice) -> str:
    match clause.shape:
        case Shape.COUNT:
            return voice.draw("statements", "count", clause=with_counts(clause.predicate))
        case Shape.LABELLED:
            return labelled(clause)
        case Shape.VERB | Shape.SUBJECT_VERB:
            return result(clause, voice, opens=False)
        case Shape.BARE:
            return voice.draw("shortcomings", "bare", clause=clause.text)
        case Shape.NEGATED | Shape.STATE:
            return clause.text
        case _:
            return _place(clause.text) or measured(clause.text, "chiếm") or clause.text


def _place(text: str) -> str:
    """ "xã Khe Bung, huyện Lam Hạc, tỉnh …" → "xã Khe Bung thuộc huyện Lam Hạc, tỉnh …"."""
    match = re.match(
        rf"((?:xã|phường) [{CAPITALS}][^,]*),\s+((?:huyện|thành phố|tỉnh) [{CAPITALS}].*)", text
    )
    return f"{match[1]} thuộc {match[2]}" if match else ""


_SHARE_LAST = re.compile(r"^(?P<what>\D+?)\s+(?P<share>\d[\d.,]*%)(?P<rest>$|,.*)")
_COUNT_LAST = re.compile(r"^(?P<what>\D+?)\s+(?P<count>\d[\d.]*(?:/\d[\d.]*)?)(?P<rest>$|,.*)")


def measured(text: str, verb: str) -> str:
    """ "hồ sơ trực tuyến 65%" → "hồ sơ trực tuyến đạt 65%"; "" when no figure stands last."""
    if share := _SHARE_LAST.match(text):
        what = re.sub(r"\s+(?:đạt|chiếm|=)$", "", share["what"])
        return f"{what} {verb} {share['share']}{share['rest']}"
    count = _COUNT_LAST.match(text)
    if count is None or lexicon().verb.match(text):
        return ""
    if re.fullmatch(r"(?:19|20)\d\d", count["count"].strip()) or "/" in count["rest"]:
        return ""
    if re.search(r"(?:=|→|\bthứ|\bngày|\btháng|\bnăm|\bđến|\btừ|\btrước|\bsố)$", count["what"]):
        return ""
    named = re.match(r"(?:tổng|số|tỷ lệ)(?!\w)", count["what"])
    what = count["what"] if named else f"số {count['what']}"
    return f"{what} là {count['count']}{count['rest']}"


_FIGURE_ALONE = re.compile(
    r"\d[\d.,/]*\s*(?:%|đồng|triệu đồng|tỷ đồng|nghìn đồng|ha|km|m²|m2|kg|tấn)?"
)


_MONEY_ALONE = re.compile(r"\d[\d.,]* (?:triệu |tỷ |nghìn )?đồng")
#: "tỷ lệ … thấp: 38%": how far it falls short.
_SHORT_OF = re.compile(r"(.+?) (?:còn )?(thấp|chậm|ít|hạn chế|yếu|hạn hẹp)$")


def labelled(clause: Clause) -> str:
    """ "hồ sơ: 250" → "Số hồ sơ là 250", a full clause where only a figure stands."""
    subject, predicate = clause.subject, clause.predicate
    if _FIGURE_ALONE.fullmatch(predicate) and (low := _SHORT_OF.match(subject)):
        return f"{low[1]} còn {low[2]} ({predicate})"
    if lexicon().verb.match(subject) and _MONEY_ALONE.fullmatch(predicate):
        return f"đã {subject} với kinh phí {predicate}"
    if _FIGURE_ALONE.fullmatch(predicate):
        is_measure = not predicate[-1].isdigit()
        return f"{subject} {'đạt' if is_measure else 'là'} {predicate}"
    if lexicon().verb.match(subject) and re.search(r"\d", subject):
        return f"đã {subject}, gồm {predicate}"
    if re.fullmatch(r"(?:0|không (?:có|phát sinh|xảy ra))(?: trường hợp(?: nào)?)?", predicate):
        nothing = re.sub(r"^0", "không có", predicate)
        return f"{nothing} về {subject}" if "trường hợp" in nothing else f"{nothing} {subject}"
    if re.match(r"(?:tổng|tỷ lệ|số)(?!\w)", subject):
        return f"{subject} là {predicate}"
    doing = re.sub(r"^(?:đã|đang)\s+", "", subject)
    if lexicon().verb.match(doing) and not lexicon().verb.match(predicate):
        return f"đã {doing} {predicate}"
    if lexicon().verb.match(predicate) and subject.lower() in lexicon().activities:
        return f"về công tác {lower_first(subject)}, đã {predicate}"
    return f"về {lower_first(subject)}, {predicate}"


def by_field(text: str) -> str:
    """ "chứng thực 512, hộ tịch 298": how many of each field, as a list; "" for anything else."""
    fields = "|".join(sorted(map(re.escape, quantity_words().fields), key=len, reverse=True))
    one = rf"(?:lĩnh vực )?(?:{fields}) \d[\d.]*(?: hồ sơ| trường hợp)?"
    if not re.fullmatch(rf"(?:theo lĩnh vực:? )?{one}(?:, {one})+", text):
        return ""
    parts = re.sub(r"^(?:theo )?lĩnh vực:? ", "", text).split(", ")
    return f"{', '.join(parts[:-1])} và {parts[-1]}"


def of_kinds(text: str) -> str:
    """ "gieo trồng ngô 42 ha, lạc 18 ha": one act on several kinds, each with its measure; ""
    for anything else."""
    verb = lexicon().verb.match(text)
    measure = r"[\d.,]*\d (?:ha|km|m²|tấn|con|cây|kg)"
    one = rf"[^\W\d]+(?: [^\W\d]+){{0,3}} {measure}"
    rest = text[verb.end() :].strip() if verb else ""
    parts = rest.split(", ")
    if len(parts) < 2 or not all(re.fullmatch(one, part) for part in parts):
        return ""
    if any(lexicon().verb.match(part) for part in parts):
        return ""
    return f"{text[: len(text) - len(parts[-1]) - 2]} và {parts[-1]}"


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


def with_counts(text: str) -> str:
    """ "tổ chức 02 lớp, 85 người tham dự" → "… 02 lớp với 85 người tham dự", at the first."""
    nouns = "|".join(sorted(map(re.escape, quantity_words().participants), key=len, reverse=True))
    return tidy(re.sub(rf"(?<=\w), (?=\d[\d.]* (?:{nouns})(?!\w))", " với ", text, count=1))
