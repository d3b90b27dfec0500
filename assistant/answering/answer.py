"""Answers a question over the register: the governing instrument first, with its validity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answering import wording
from assistant.answering.articles import best_article
from assistant.answering.essence import essence
from assistant.answering.outside import SMALL_TALK, is_outside
from assistant.answering.parts import parts_of
from assistant.answering.question import Intent, Question, parse_question
from assistant.answering.ranking import (
    LIVING,
    Candidate,
    candidates,
    confidence,
    only_amends,
)
from assistant.answering.words import canonical
from assistant.domain import (
    Answer,
    Citation,
    Instrument,
    Provision,
    Reference,
    Status,
    UserError,
    Validity,
)
from assistant.language.dates import format_date as day
from assistant.language.text import fold, nfc
from assistant.references import cite_full
from assistant.register import Register, load_register

#: Below this confidence the register has nothing on the matter. Chosen on the training questions,
#: out of fold: 96 % of the answerable ones are answered, 98 % of the others abstained from.
MINIMAL_CONFIDENCE = 0.93
#: So far behind the first, in what the model scores, an instrument is still worth naming.
_CLOSE = 2.0
#: What was amended or replaced may stand so far behind what governs today.
_SUBJECT_WITHIN = 8.0
_MOST_CITATIONS = 6
_LONGEST_QUESTION = 2000


def answer(
    question: str, *, as_of: date, today: date | None = None, register: Register | None = None
) -> Answer:
    """Answers ``question`` as of a day.

    Args:
        as_of: the day that counts unless the question names one.
        today: taken for ``as_of`` where the question says "hiện nay"; by default ``as_of`` itself.

    Raises:
        UserError: the question is empty or far too long.
    """
    register = register or load_register()
    if not question.strip():
        raise UserError(
            "Câu hỏi trống: hãy nhập nội dung cần hỏi, "
            "ví dụ “nghị định nào quy định về cơ chế một cửa”."
        )
    if len(question) > _LONGEST_QUESTION:
        raise UserError(
            f"Câu hỏi dài {len(question)} ký tự, tối đa {_LONGEST_QUESTION}: "
            "hãy hỏi ngắn gọn từng ý."
        )
    parts = parts_of(nfc(question), register.law_names)
    found = [_answer_one(register, part, as_of, today or as_of) for part in parts]
    return found[0] if len(found) == 1 else _joined(found)


def _answer_one(register: Register, question: str, as_of: date, today: date) -> Answer:
    asked = parse_question(question, as_of=as_of, today=today, law_names=register.law_names)
    if asked.reference is not None:
        named = _about_named(register, asked)
        if named is not None:
            return named
    return _about_matter(register, asked)


def _joined(found: Sequence[Answer]) -> Answer:
    """The answers to several questions in one, numbered; silent only where all of them are."""
    cited = {(c.number, c.signed): c for one in reversed(found) for c in reversed(one.citations)}
    order = [(c.number, c.signed) for one in found for c in one.citations]
    return Answer(
        answer="\n".join(f"{number}) {one.answer}" for number, one in enumerate(found, 1)),
        abstained=all(one.abstained for one in found),
        as_of=found[0].as_of,
        citations=tuple(cited[key] for key in dict.fromkeys(order)),
        suggestions=tuple(dict.fromkeys(s for one in found for s in one.suggestions)),
    )


def _about_named(register: Register, asked: Question) -> Answer | None:
    """The answer about the instrument that the question names, None when it asks a matter."""
    assert asked.reference is not None
    resolved = register.resolve(_bare(asked.reference))
    by_name = asked.reference.number is None
    if by_name and asked.intent is Intent.GOVERNS:
        return None  # "nghị định nào hướng dẫn Luật Tiếp công dân" asks the matter
    asked_about = _of_asked_kind(register, asked)
    if asked_about:
        return _governing_answer(register, asked, asked_about)
    if (
        not resolved.instruments
        and by_name
        and asked.intent
        in (
            Intent.AMENDED_BY,
            Intent.REPLACED_BY,
        )
    ):
        return None  # a law named short is better found by the matter
    if not resolved.instruments:
        near = resolved.candidates[:1]
        return Answer(
            answer=wording.not_in_register(_written(asked.reference), near),
            abstained=True,
            as_of=asked.as_of,
            suggestions=tuple(cite_full(i) for i in resolved.candidates),
        )
    instruments = resolved.instruments
    if by_name:
        instruments = (_version_on(register, instruments, asked.as_of),)
    if len(instruments) > 1:
        return Answer(
            answer=wording.ambiguous(_written(asked.reference), instruments),
            abstained=False,
            as_of=asked.as_of,
            citations=tuple(cite(register, i, asked.as_of) for i in instruments),
        )
    return _facts(register, instruments[0], asked)


def _bare(reference: Reference) -> Reference:
    """``reference`` without a "title" that is only the rest of the question ("về việc gì")."""
    asks = reference.number and reference.title and not essence(reference.title)
    return replace(reference, title=None) if asks else reference


def _of_asked_kind(register: Register, asked: Question) -> list[Instrument]:
    """ "Thông tư nào hướng dẫn Nghị định số 61/2018/NĐ-CP": those of that kind that name it."""
    reference = asked.reference
    if reference is None or not reference.number or asked.intent is not Intent.ABOUT:
        return []
    if asked.kind in (None, reference.kind):
        return []
    named = fold(reference.number)
    found = [i for i in register.all() if i.kind == asked.kind and named in fold(i.title)]
    return sorted(found, key=lambda i: register.validity(i, asked.as_of).status not in LIVING)


def _governing_answer(
    register: Register, asked: Question, instruments: Sequence[Instrument]
) -> Answer:
    first = instruments[0]
    text = wording.about_status(first, register.validity(first, asked.as_of))
    citations = tuple(cite(register, i, asked.as_of) for i in instruments[:_MOST_CITATIONS])
    return Answer(answer=text, abstained=False, as_of=asked.as_of, citations=citations)


def _written(reference: Reference) -> str:
    return " ".join(part for part in (reference.kind, reference.number or reference.title) if part)


def _version_on(register: Register, instruments: Sequence[Instrument], on: date) -> Instrument:
    """Of laws of one name, the one in force on the day; else the newest that had begun."""
    living = [i for i in instruments if register.validity(i, on).status in LIVING]
    begun = [i for i in instruments if register.validity(i, on).status is not Status.NOT_YET]
    return (living or begun or list(instruments))[0]


def _facts(register: Register, instrument: Instrument, asked: Question) -> Answer:
    on = asked.as_of
    validity = register.validity(instrument, on)
    chain = register.successors(instrument)
    first: list[Instrument] = []  # what answers, before the instrument named
    match asked.intent:
        case Intent.REPLACED_BY:
            text, first = wording.about_replacement(instrument, validity, chain), list(chain)
        case Intent.REPLACES:
            before = [b for n in instrument.replaces for b in register.lookup(n)]
            text, first = wording.about_predecessors(instrument, before), before
        case Intent.AMENDED_BY:
            first = _amending(register, instrument, validity, asked)
            text = wording.about_amendments(instrument, validity, first)
        case Intent.AMENDS:
            principals = [p for n in instrument.amends for p in register.lookup(n)]
            text, first = wording.about_amended(instrument, principals), principals
        case Intent.ISSUER:
            text = wording.about_issuer(instrument)
        case Intent.SIGNED:
            text = wording.about_signed(instrument, validity)
        case Intent.EFFECTIVE:
            text = wording.about_effective(instrument, validity)
        case _:
            text = wording.about_status(instrument, validity)
            first = []
    provision = _provision_asked(asked, instrument)
    wanted = _articles_named(asked)
    if wanted and provision is None:
        text += wording.article_not_listed(sorted(wanted), instrument)
    elif provision:
        text += wording.article(provision)
    elif asked.article_asked:
        text += wording.article_unknown(instrument)
    cited = [*first, instrument]
    if asked.intent in (Intent.STATUS, Intent.ABOUT, Intent.EFFECTIVE):
        cited += [s for s in chain if s.id not in {c.id for c in cited}]
    citations = tuple(
        cite(register, i, on, provision if i is instrument else None)
        for i in _unique(cited)[:_MOST_CITATIONS]
    )
    return Answer(answer=text, abstained=False, as_of=on, citations=citations)


def _amending(
    register: Register, instrument: Instrument, validity: Validity, asked: Question
) -> list[Instrument]:
    """What amends ``instrument`` by the day asked for.

    First what was signed in the year or month that the question names, even if it took effect
    later, then what is there only to amend, each the newest first.
    """
    first, last = asked.signed_in or asked.span_of_time or (date.min, date.min)
    every = [a for one in instrument.amended_by for a in register.lookup(one.number)]
    meant = {a.id for a in every if a.signed and first <= a.signed <= last}
    found = [a for a in every if a.id in meant or a.number in validity.amended_by]
    return sorted(
        _unique(found),
        key=lambda a: (
            a.id not in meant,
            not only_amends(a),
            -(a.signed or date.min).toordinal(),
        ),
    )


def _articles_named(asked: Question) -> set[str]:
    pinpoints = asked.reference.pinpoints if asked.reference else ()
    return {p.article for p in pinpoints if p.article}


def _provision_asked(asked: Question, instrument: Instrument) -> Provision | None:
    """The article that the question names ("Điều 14") or whose heading it speaks of."""
    articles = _articles_named(asked)
    for provision in instrument.provisions:
        if provision.article in articles:
            return provision
    if articles:
        return None
    matter = asked.matter
    if asked.reference is not None and not asked.reference.number:
        matter = matter.replace(canonical(asked.reference.text), " ").strip()
    return best_article(matter, instrument, asked=asked.article_asked)


def _about_matter(register: Register, asked: Question) -> Answer:
    every = candidates(register, asked)
    found = [candidate for candidate in every if not is_outside(candidate.instrument)]
    if not found or not _covered(asked, every):
        return _abstain(asked, every)
    best = found[0]
    subject = None if only_amends(best.instrument) else _subject(asked, found)
    if subject is not None:
        return _facts(register, subject, asked)
    if best.validity.status in (Status.NOT_YET, Status.EXPIRED):
        return _nothing_on_the_day(asked, best)
    close = [c for c in found[1:] if best.score - c.score <= _CLOSE and c.validity.status in LIVING]
    provision = best_article(asked.matter, best.instrument, asked=asked.article_asked)
    text = wording.governs(best.instrument, best.validity, provision)
    if asked.kind and best.instrument.kind != asked.kind:
        text = wording.no_such_kind(asked.kind, asked.as_of) + text
    if asked.article_asked and provision is None:
        text += wording.article_unknown(best.instrument)
    text += wording.remark(best.instrument) + _change_within(register, asked, best)
    cited = _unique(
        [
            best.instrument,
            *_amending(register, best.instrument, best.validity, asked),
            *(c.instrument for c in close),
        ]
    )
    return Answer(
        answer=text,
        abstained=False,
        as_of=asked.as_of,
        citations=tuple(
            cite(register, i, asked.as_of, provision if i is best.instrument else None)
            for i in cited[:_MOST_CITATIONS]
        ),
    )


def _covered(asked: Question, found: Sequence[Candidate]) -> bool:
    """Whether the register speaks of the matter at all."""
    return confidence(found, asked) >= MINIMAL_CONFIDENCE


def _nothing_on_the_day(asked: Question, best: Candidate) -> Answer:
    """What is nearest had ended by the day, or had not begun: it is named, and nothing is cited."""
    return Answer(
        answer=wording.nothing_on_the_day(best.instrument, best.validity),
        abstained=True,
        as_of=asked.as_of,
        suggestions=(cite_full(best.instrument),),
    )


def _subject(asked: Question, found: Sequence[Candidate]) -> Instrument | None:
    """What was amended or replaced, named by its matter; None where nothing of it is known.

    What was replaced is the elder one, not what is in force today.
    """
    near = [c for c in found[:6] if found[0].score - c.score <= _SUBJECT_WITHIN]
    for candidate in near:
        instrument = candidate.instrument
        if asked.intent is Intent.REPLACED_BY and instrument.replaced_by and not instrument.amends:
            return instrument
        amended = candidate.validity.amended_by and not only_amends(instrument)
        if asked.intent is Intent.AMENDED_BY and amended:
            return instrument
        if asked.intent is Intent.REPLACES and instrument.replaces:
            return instrument
        if asked.intent is Intent.AMENDS and instrument.amends:
            return instrument
    return None


def _change_within(register: Register, asked: Question, best: Candidate) -> str:
    """Where the question names a year or month in which the governing instrument changed."""
    if asked.span_of_time is None:
        return ""
    first, last = asked.span_of_time
    other_end = first if asked.as_of != first else last
    every = candidates(register, replace(asked, as_of=other_end))
    other = next(c for c in every if not is_outside(c.instrument))
    related = {i.id for i in register.predecessors(best.instrument)}
    related |= {i.id for i in register.successors(best.instrument)}
    if other.instrument.id == best.instrument.id or other.instrument.id not in related:
        return ""
    if other.validity.status not in LIVING:
        return ""
    return wording.changed_within(other_end, other.instrument, other.validity)


def _abstain(asked: Question, found: Sequence[Candidate]) -> Answer:
    topics = dict.fromkeys(t for c in found[:6] for t in c.instrument.topics[:1])
    nearest = tuple(topics)[:3]
    beyond = found[0].instrument.title if found and is_outside(found[0].instrument) else ""
    if beyond == SMALL_TALK:
        beyond = ""
    return Answer(
        answer=wording.abstention(nearest, beyond),
        abstained=True,
        as_of=asked.as_of,
        suggestions=nearest,
    )


def _unique(instruments: Sequence[Instrument]) -> list[Instrument]:
    return list({instrument.id: instrument for instrument in instruments}.values())


def cite(
    register: Register, instrument: Instrument, on: date, provision: Provision | None = None
) -> Citation:
    """The register's record of ``instrument`` on a day; the quote is a gist or the title."""
    validity = register.validity(instrument, on)
    horizon = f", đối chiếu đến ngày {day(validity.horizon)}" if validity.horizon else ""
    if provision:
        what = "tóm tắt nội dung điều" if provision.gist else "tên điều"
    else:
        what = "trích yếu văn bản"
    return Citation(
        number=instrument.number,
        kind=instrument.kind,
        title=instrument.title,
        issuer=instrument.issuer,
        signed=instrument.signed,
        article=provision.article if provision else None,
        status=validity.status,
        effective=instrument.effective,
        expiry=validity.until,
        replaced_by=validity.replaced_by,
        amended_by=validity.amended_by,
        quote=(provision.gist or provision.heading) if provision else instrument.title,
        source=f"Sổ văn bản ({what}{horizon})",
    )
