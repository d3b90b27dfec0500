"""Drafts a section from notes without a model: same request, same text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from assistant.domain import DraftSentence, Evidence
from assistant.drafting.arrange import link, merge_to, split_for_count, without_link
from assistant.drafting.documents import asking_document
from assistant.drafting.grounds import (
    Citations,
    ground_evidence,
    ground_id,
    grounds_in_force,
)
from assistant.drafting.instructions import COUNTED_NAMES, read_instruction
from assistant.drafting.layout import Paragraph, Remark
from assistant.drafting.ledger import Ledger, mark_all
from assistant.drafting.notes import NoteItem, Polarity
from assistant.drafting.outlines import Outline, Section
from assistant.drafting.phrases import frames
from assistant.drafting.plan import (
    SECTION_POLARITY,
    Planned,
    SectionPlan,
    asks_for_report,
    missing_figures,
    plan_section,
)
from assistant.drafting.realise import as_document, realise, realise_documents
from assistant.drafting.rephrase import recast, rephrase
from assistant.drafting.request import DraftRequest
from assistant.drafting.shares import with_share
from assistant.drafting.spelling import show_gaps
from assistant.drafting.voice import Chooser, Voice, version_behind
from assistant.drafting.wording import formal, lower_first, repeats
from assistant.register import Register

COMPOSER = "composer"
_ASKED_LEAD = re.compile(r"^(?:theo|thực hiện|căn cứ)\s+", re.IGNORECASE)
_NAMES_DOCUMENT = re.compile(
    r"(?:công văn|kế hoạch|chỉ thị|quyết định|văn bản|thông báo)\s", re.IGNORECASE
)
_ABOUT_ITSELF = re.compile(r"(nhiệm vụ|công tác) về \1 ", re.IGNORECASE)
_TWICE = re.compile(r"\b(thực hiện|công tác|triển khai) \1\b", re.IGNORECASE)
_TOLD_AS_DONE = ("ket-qua", "chi-dao")
_OPENING_ONLY = ("mo-dau", "ket-thuc")
#: No district level from this day (Luật 72/2025/QH15).
_TWO_TIERS_FROM = date(2025, 7, 1)
_DOCUMENTS_IN_A_SENTENCE = 4


@dataclass(frozen=True, slots=True)
class Composition:
    paragraphs: tuple[Paragraph, ...]
    evidence: tuple[Evidence, ...]
    remarks: tuple[Remark, ...]
    notice: str = ""
    model: str = COMPOSER

    @property
    def sentences(self) -> tuple[DraftSentence, ...]:
        return tuple(s for paragraph in self.paragraphs for s in paragraph.sentences)


def _unit_kind(commune: str) -> str:
    """ "xã", "phường", "thị trấn" or "đặc khu", as the office's name has it."""
    match = re.match(r"(?:xã|phường|thị trấn|đặc khu)(?!\w)", commune.lower())
    return match[0] if match else "xã"


def seed_of(request: DraftRequest, section: Section) -> int:
    """One number for one request, however often it is written again; another instruction gives
    another.
    """
    parts = [request.report_type, section.key, request.instruction]
    parts += [source.text for source in request.notes]
    return int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:8], "big")


def compose_section(
    request: DraftRequest,
    outline: Outline,
    section: Section,
    items: Sequence[NoteItem],
    register: Register,
    citations: Citations | None = None,
    *,
    within: bool = False,
) -> Composition:
    """The section's body from ``items``. Every note is told once or marked; nothing is added.

    ``within`` a whole report the section opens briefly and has no closing sentence.
    """
    writer = _Writer(request, outline, section, register, citations or Citations(), within=within)
    return writer.write(plan_section(section, items), items)


class _Writer:
    def __init__(
        self,
        request: DraftRequest,
        outline: Outline,
        section: Section,
        register: Register,
        citations: Citations,
        *,
        within: bool,
    ) -> None:
        self._within = within
        self._request, self._outline, self._section = request, outline, section
        self._register, self._citations = register, citations
        commune = request.profile.commune.strip()
        self._office = f"Ủy ban nhân dân {commune}" if commune else frames()["gaps"]["office"]
        self._voice = Voice(
            self._office,
            f"Ủy ban nhân dân {_unit_kind(commune)}",
            Chooser(seed_of(request, section), request.previous),
            two_tier=request.report_date >= _TWO_TIERS_FROM,
            unit=_unit_kind(commune),
        )
        chooser = self._voice.chooser
        chooser.version = version_behind(
            request.previous,
            *(chooser.ordered(name, patterns) for name, patterns in _telling(section.kind)),
        )
        self._directions = read_instruction(request.instruction)
        self._period = request.period.label if request.period else ""
        self._ledger = Ledger(outline, section, self._office if commune else "", self._period)

    def write(self, plan: SectionPlan, items: Sequence[NoteItem]) -> Composition:
        for item in items:
            self._ledger.add_note(item)
        notices: list[str] = []
        if not self._directions.understood:
            notices.append(
                f"Chưa hiểu yêu cầu “{self._request.instruction.strip()}”; đã viết lại phần này "
                "theo cách diễn đạt khác."
            )
        plan, asked = self._take_asked(plan)
        opening = self._opening(asked)
        groups: list[list[DraftSentence]] = []
        for index, group in enumerate(plan.groups):
            first = index == 0 and not (self._within and "." in self._section.key)
            before = sum(map(len, groups))
            alone = len(plan.groups) == 1
            groups.append(self._group(group, first=first, before=before, alone=alone))
        groups = self._counted(groups, plan, notices)
        gaps = self._gaps(plan, items, groups)
        closing = self._closing(plan)
        paragraphs = self._paragraphs(opening, groups, closing, gaps)
        paragraphs += self._strays(plan.strays)
        for command in plan.commands:
            self._ledger.mark_command(command)
        return Composition(
            tuple(paragraphs), self._ledger.evidence, self._ledger.remarks, " ".join(notices)
        )

    # --- Parts of the section ---------------------------------------------------------------------

    def _take_asked(self, plan: SectionPlan) -> tuple[SectionPlan, tuple[Planned, ...]]:
        """For the opening of a report: notes that are nothing but the document that asks for it."""
        if self._section.kind != "mo-dau":
            return plan, ()
        asked = tuple(
            p
            for group in plan.groups
            for p in group
            if asks_for_report(p.item.text) or _NAMES_DOCUMENT.match(p.item.text)
        )
        groups = tuple(tuple(p for p in group if p not in asked) for group in plan.groups)
        return replace(plan, groups=tuple(group for group in groups if group)), asked

    def _opening(self, asked: tuple[Planned, ...]) -> list[DraftSentence]:
        kind = self._section.kind
        if self._directions.shorter and kind not in _OPENING_ONLY:
            return []
        grounds = grounds_in_force(self._section, self._register, self._request.report_date)
        openings = frames()["openings"]
        if grounds and any(map(_asked_words, asked)):
            kind = "mo-dau.asked"
        name = kind if grounds or f"{kind}.no-cite" not in openings else f"{kind}.no-cite"
        if self._within and self._section.kind not in _OPENING_ONLY:
            openings = frames()["openings_within"]
            name = kind
            needs_cite = "{cite}" in openings.get(kind, ("",))[0]
            is_part = "." in self._section.key
            if (
                kind not in openings
                or (needs_cite and not grounds)
                or (is_part and not self._citations.has_new(grounds))
            ):
                return []
        for ground in grounds:
            self._ledger.add(ground_evidence(ground))
        pattern = self._voice.chooser.draw(f"openings.{name}", openings[name])
        text = self._fill(
            pattern, self._citations.cite(grounds) if "{cite}" in pattern else "", asked
        )
        ids = [ground_id(ground) for ground in grounds] if "{cite}" in pattern else []
        ids += [id for planned in asked for id in planned.ids]
        return [self._ledger.sentence(text, self._ledger.outline_id(), *ids)]

    def _fill(self, pattern: str, cite: str = "", asked: tuple[Planned, ...] = ()) -> str:
        topic = self._outline.topic
        section = self._section
        if "." in section.key:
            topic = lower_first(re.sub(r"^(?:Kết quả|Thực hiện) ", "", section.heading))
        text = pattern.format(
            topic=topic,
            period=self._period,
            in_period=f"Trong {self._period or 'kỳ báo cáo'}",
            office=self._office,
            office_plain=self._office,
            committee=self._voice.committee,
            cite=cite,
            asked=" và ".join(filter(None, map(_asked_words, asked))),
        )
        # "nhiệm vụ về nhiệm vụ phát triển …": a topic that opens like the pattern ends.
        return _TWICE.sub(r"\1", _ABOUT_ITSELF.sub(r"\1 ", text))

    def _group(
        self, group: Sequence[Planned], *, first: bool, before: int, alone: bool
    ) -> list[DraftSentence]:
        planned_group = list(group)
        if self._wants_count() and self._directions.count is not None:
            planned_group = split_for_count(group, self._directions.count)
        told: list[tuple[DraftSentence, Planned]] = []
        aspect = ""
        for kind, run in groupby(planned_group, key=self._document_kind):
            size = _DOCUMENTS_IN_A_SENTENCE if kind and not self._directions.bullets else 1
            pending = list(run)
            while pending:
                taken, pending = pending[:size], pending[size:]
                if len(taken) > 1 and (joined := self._documents(taken)):
                    told.append((joined, taken[0]))
                    continue
                for planned in taken:
                    opens = first and not told
                    if planned.item.aspect and planned.item.aspect != aspect:
                        aspect, opens = planned.item.aspect, True
                    told += [(s, planned) for s in self._realised(planned, opens=opens)]
        sentences = [sentence for sentence, _ in told]
        if self._directions.bullets:
            sentences = [replace(s, text=without_link(s.text)) for s in sentences]
        else:
            sentences = self._linked(sentences, before=before, alone=alone)
        final = list(zip(sentences, (planned for _, planned in told), strict=True))
        mark_all(self._ledger, final, two_tier=self._voice.two_tier)
        return sentences

    def _linked(
        self, sentences: list[DraftSentence], *, before: int, alone: bool
    ) -> list[DraftSentence]:
        links = frames()["links"]
        styles = links.get(self._section.kind, links["ket-qua"])
        start = self._voice.chooser.turn
        return link(sentences, styles, start, before=before, alone=alone)

    def _document_kind(self, planned: Planned) -> str:
        """ "own" or "other" for an item that only names a document; "" for any other."""
        if planned.polarity not in (Polarity.RESULT, Polarity.STATEMENT):
            return ""
        document = as_document(planned.item)
        return "" if document is None else ("own" if document.is_own else "other")

    def _documents(self, taken: Sequence[Planned]) -> DraftSentence | None:
        items = [planned.item for planned in taken]
        documents = [document for item in items if (document := as_document(item))]
        text = realise_documents(items, documents, self._voice)
        ids = [id for planned in taken for id in planned.ids]
        return self._ledger.sentence(text, *ids) if text else None

    def _realised(self, planned: Planned, *, opens: bool) -> list[DraftSentence]:
        sentences: list[DraftSentence] = []
        for written in realise(planned.item, planned.polarity, self._voice, first=opens):
            text = self._said(written)
            if repeats(text, planned.item.raw):
                text = written
            sentence = self._ledger.sentence(text, *planned.ids)
            if self._directions.longer and planned.polarity is Polarity.RESULT:
                sentence, derived = with_share(sentence, planned.ids, self._period or None)
                if derived is not None:
                    self._ledger.add(derived)
            sentences.append(sentence)
        return sentences

    def _said(self, text: str) -> str:
        turn, kind = self._voice.chooser.turn, self._section.kind
        return rephrase(recast(text, turn) if kind in _TOLD_AS_DONE else text, turn, kind)

    def _closing(self, plan: SectionPlan) -> list[DraftSentence]:
        patterns = frames()["closings"].get(self._section.kind)
        if not patterns or not plan.groups or self._directions.shorter or self._within:
            return []
        pattern = self._voice.chooser.draw("closings", patterns)
        return [self._ledger.sentence(self._fill(pattern), self._ledger.outline_id())]

    def _gaps(
        self,
        plan: SectionPlan,
        items: Sequence[NoteItem],
        groups: Sequence[Sequence[DraftSentence]],
    ) -> list[DraftSentence]:
        gaps = frames()["gaps"]
        sentences: list[DraftSentence] = []
        for conflict in plan.conflicts:
            text = gaps["conflict"].format(
                topic=conflict.topic, values=" và ".join(conflict.values)
            )
            sentences.append(DraftSentence(text, conflict.ids))
            self._ledger.mark_conflict(sentences[-1], conflict)
        told = [item.text for item in items] + [s.text for group in groups for s in group]
        missing = missing_figures(self._section, told)
        if missing:
            patterns = gaps["figures"]
            pattern = patterns[self._voice.chooser.turn % len(patterns)]
            text = pattern.format(items="; ".join(missing))
            sentences.append(DraftSentence(text, (self._ledger.outline_id(),)))
        elif not plan.groups and not plan.conflicts and self._section.kind not in _OPENING_ONLY:
            text = gaps["empty"].format(topic=self._section.heading.lower())
            sentences.append(DraftSentence(text, (self._ledger.outline_id(),)))
        return sentences

    def _strays(self, strays: Sequence[Planned]) -> list[Paragraph]:
        if not strays:
            return []
        lead = self._voice.chooser.draw("out_of_scope", frames()["out_of_scope"])
        sentences = [self._ledger.sentence(lead, self._ledger.outline_id())]
        for planned in strays:
            own = self._realised(planned, opens=False)
            sentences += own
            mark_all(self._ledger, [(s, planned) for s in own], two_tier=self._voice.two_tier)
            for sentence in own:
                self._ledger.mark_stray(sentence, planned)
        return [Paragraph(tuple(sentences))]

    # --- What the clerk asked of the wording ------------------------------------------------------

    def _wants_count(self) -> bool:
        own = SECTION_POLARITY[self._section.kind]
        return self._directions.count is not None and self._directions.counted in (None, own)

    def _counted(
        self, groups: list[list[DraftSentence]], plan: SectionPlan, notices: list[str]
    ) -> list[list[DraftSentence]]:
        directions = self._directions
        if directions.count is None:
            return groups
        name = COUNTED_NAMES[directions.counted or SECTION_POLARITY[self._section.kind]]
        if not self._wants_count():
            notices.append(f"Phần “{self._section.heading}” không nêu {name}; nội dung giữ nguyên.")
            return groups
        flat = [sentence for group in groups for sentence in group]
        if len(flat) < directions.count:
            notices.append(f"Ghi chú chỉ có {len(flat)} {name}; không thêm điều ghi chú không nói.")
            return groups
        return [merge_to(flat, directions.count)]

    def _paragraphs(
        self,
        opening: list[DraftSentence],
        groups: list[list[DraftSentence]],
        closing: list[DraftSentence],
        gaps: list[DraftSentence],
    ) -> list[Paragraph]:
        bulleted = self._directions.bullets
        blocks = [Paragraph(tuple(opening))] if opening else []
        bodies = [group for group in groups if group]
        if closing and bodies and not bulleted:
            bodies[-1] = [*bodies[-1], *closing]
        blocks += [Paragraph(tuple(body), bulleted=bulleted) for body in bodies]
        if closing and bulleted:
            blocks.append(Paragraph(tuple(closing)))
        if gaps:
            blocks.append(Paragraph(tuple(gaps)))
        return blocks


def _telling(kind: str) -> list[tuple[str, Sequence[str]]]:
    """The lists of patterns that tell which version of a section a text is, by their names."""
    patterns = frames()
    named = [
        (f"openings.{name}", listed)
        for name, listed in patterns["openings"].items()
        if name.split(".")[0] == kind
    ]
    if kind in patterns["openings_within"]:
        named.append((f"openings.{kind}", patterns["openings_within"][kind]))
    if kind in patterns["closings"]:
        named.append(("closings", patterns["closings"][kind]))
    return named


def _asked_words(planned: Planned) -> str:
    """The asking document in words; "" for a note that only says which report this is."""
    text = _ASKED_LEAD.sub("", planned.item.text)
    if not re.search(r"\d+[^\s]*/|công văn|văn bản", text, re.IGNORECASE):
        return ""
    return show_gaps(formal(asking_document(text)), planned.item.unsure)
