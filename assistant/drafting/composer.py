"""Drafts a section from notes without a model: same request, same text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain import DraftSentence, Evidence, Severity, SourceKind
from assistant.drafting.grounds import (
    Citations,
    ground_evidence,
    ground_id,
    grounds_in_force,
)
from assistant.drafting.instructions import COUNTED_NAMES, read_instruction
from assistant.drafting.layout import Paragraph, Remark
from assistant.drafting.notes import NoteItem, Polarity, show_gaps
from assistant.drafting.outlines import Outline, Section
from assistant.drafting.phrases import frames
from assistant.drafting.plan import SECTION_POLARITY, Planned, SectionPlan, plan_section
from assistant.drafting.realise import Chooser, Voice, realise
from assistant.drafting.request import DraftRequest
from assistant.drafting.wording import as_sentence, figures_of, formal, lower_first
from assistant.language.numbers import format_number
from assistant.register import Register

COMPOSER = "composer"
PROFILE_ID = "profile"
_ASKED_LEAD = re.compile(r"^(?:theo|thực hiện|căn cứ)\s+", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:theo |thực hiện |căn cứ )?(?:công văn|kế hoạch|chỉ thị|quyết định|"
    r"văn bản|thông báo|hướng dẫn)\s",
    re.IGNORECASE,
)
_OPENING_ONLY = ("mo-dau", "ket-thuc")


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


def seed_of(request: DraftRequest, section: Section) -> int:
    """One number for one request; another instruction or previous text gives another."""
    parts = [request.report_type, section.key, request.instruction, request.previous]
    parts += [source.text for source in request.notes]
    return int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:8], "big")


def compose_section(
    request: DraftRequest,
    outline: Outline,
    section: Section,
    items: Sequence[NoteItem],
    register: Register,
    citations: Citations | None = None,
) -> Composition:
    """The section's body from ``items``. Every note is told once or marked; nothing is added."""
    writer = _Writer(request, outline, section, register, citations or Citations())
    return writer.write(plan_section(section, items), items)


class _Writer:
    def __init__(
        self,
        request: DraftRequest,
        outline: Outline,
        section: Section,
        register: Register,
        citations: Citations,
    ) -> None:
        self._request, self._outline, self._section = request, outline, section
        self._register, self._citations = register, citations
        commune = request.profile.commune.strip()
        self._has_office = bool(commune)
        self._office = f"Ủy ban nhân dân {commune}" if commune else frames()["gaps"]["office"]
        self._voice = Voice(self._office, Chooser(seed_of(request, section)))
        self._directions = read_instruction(request.instruction)
        self._evidence: dict[str, Evidence] = {}
        self._remarks: list[Remark] = []
        self._period = request.period.label if request.period else ""

    def write(self, plan: SectionPlan, items: Sequence[NoteItem]) -> Composition:
        for item in items:
            self._evidence[item.id] = item.evidence(self._period or None)
        notices: list[str] = []
        if not self._directions.understood:
            notices.append(
                f"Chưa hiểu yêu cầu “{self._request.instruction.strip()}”; đã viết lại phần này "
                "theo cách diễn đạt khác."
            )
        plan, asked = self._take_asked(plan)
        opening = self._opening(asked)
        groups = [self._group(group, first=index == 0) for index, group in enumerate(plan.groups)]
        groups = self._counted(groups, plan, notices)
        gaps = self._gaps(plan)
        closing = self._closing(plan)
        paragraphs = self._paragraphs(opening, groups, closing, gaps)
        paragraphs += self._strays(plan.strays)
        for command in plan.commands:
            self._remarks.append(
                Remark(
                    "SRC001",
                    Severity.WARNING,
                    f"Ghi chú ({command.location}) có câu ra lệnh cho chương trình; câu này được "
                    "coi là dữ liệu, không được làm theo và không đưa vào văn bản.",
                    evidence=(command.id,),
                )
            )
        return Composition(
            tuple(paragraphs),
            tuple(self._evidence.values()),
            tuple(self._remarks),
            " ".join(notices),
        )

    # --- Evidence ---------------------------------------------------------------------------------

    def _outline_id(self) -> str:
        id = f"outline:{self._section.key}"
        self._evidence.setdefault(
            id,
            Evidence(
                id,
                f"Câu dẫn theo đề cương báo cáo {self._outline.report_type}, phần "
                f"“{self._section.heading}”: {self._section.holds}",
                SourceKind.DERIVED,
                self._period or None,
                f"knowledge/outlines/{self._outline.report_type}.yaml",
            ),
        )
        return id

    def _sentence(self, text: str, *ids: str) -> DraftSentence:
        """A sentence with ``ids`` and, where it names the office, the profile."""
        evidence = list(dict.fromkeys(ids))
        if self._has_office and self._office in text:
            self._evidence.setdefault(
                PROFILE_ID,
                Evidence(PROFILE_ID, self._office, SourceKind.PROFILE, None, "hồ sơ cơ quan"),
            )
            evidence.append(PROFILE_ID)
        return DraftSentence(as_sentence(text), tuple(evidence))

    # --- Parts of the section ---------------------------------------------------------------------

    def _take_asked(self, plan: SectionPlan) -> tuple[SectionPlan, tuple[Planned, ...]]:
        """For the opening of a report: notes that are nothing but the document that asks for it."""
        if self._section.kind != "mo-dau":
            return plan, ()
        asked = tuple(p for group in plan.groups for p in group if _ASKED.match(p.item.text))
        groups = tuple(tuple(p for p in group if p not in asked) for group in plan.groups)
        return replace(plan, groups=tuple(group for group in groups if group)), asked

    def _opening(self, asked: tuple[Planned, ...]) -> list[DraftSentence]:
        kind = self._section.kind
        if self._directions.shorter and kind not in _OPENING_ONLY:
            return []
        grounds = grounds_in_force(self._section, self._register, self._request.report_date)
        openings = frames()["openings"]
        if asked and grounds:
            kind = "mo-dau.asked"
        name = kind if grounds or f"{kind}.no-cite" not in openings else f"{kind}.no-cite"
        for ground in grounds:
            self._evidence.setdefault(ground_id(ground), ground_evidence(ground))
        pattern = self._voice.chooser.draw(f"openings.{name}", openings[name])
        text = self._fill(
            pattern, self._citations.cite(grounds) if "{cite}" in pattern else "", asked
        )
        ids = [ground_id(ground) for ground in grounds] if "{cite}" in pattern else []
        ids += [id for planned in asked for id in planned.ids]
        return [self._sentence(text, self._outline_id(), *ids)]

    def _fill(self, pattern: str, cite: str = "", asked: tuple[Planned, ...] = ()) -> str:
        topic = self._outline.topic
        section = self._section
        if "." in section.key:
            topic = lower_first(re.sub(r"^(?:Kết quả|Thực hiện) ", "", section.heading))
        return pattern.format(
            topic=topic,
            period=self._period,
            office=self._office,
            office_plain=self._office,
            cite=cite,
            asked=" và ".join(_asked_words(planned) for planned in asked),
        )

    def _group(self, group: Sequence[Planned], *, first: bool) -> list[DraftSentence]:
        sentences: list[DraftSentence] = []
        for planned in self._split_for_count(group):
            opens = first and not sentences
            for text in realise(planned.item, planned.polarity, self._voice, first=opens):
                sentence = self._sentence(text, *planned.ids)
                sentences.append(self._with_share(sentence, planned))
                self._mark_unsure(sentences[-1], planned.item)
        return sentences

    def _mark_unsure(self, sentence: DraftSentence, item: NoteItem) -> None:
        for word in item.unsure:
            gap = frames()["gaps"]["accents"].format(word=word)
            if gap in sentence.text:
                self._remarks.append(
                    Remark(
                        "STY002",
                        Severity.WARNING,
                        f"Ghi chú viết “{word}” không dấu và có hơn một cách đọc; hãy xác nhận "
                        "cách viết đúng.",
                        sentence,
                        gap,
                        (item.id,),
                    )
                )

    def _with_share(self, sentence: DraftSentence, planned: Planned) -> DraftSentence:
        """On request adds the percentage of a share, with its arithmetic as evidence."""
        figures = figures_of(sentence.text)
        if (
            not self._directions.longer
            or planned.polarity is not Polarity.RESULT
            or len(figures) != 2
            or any(figure.unit for figure in figures)
        ):
            return sentence
        part, whole = figures
        between = sentence.text[part.span.end : whole.span.start]
        if between != "/" or not 0 < part.value <= whole.value:
            return sentence
        share = format_number(
            (part.value * 100 / whole.value).quantize(part.value.__class__("0.1"))
        )
        id = f"derived:{planned.ids[0]}"
        self._evidence[id] = Evidence(
            id,
            f"{format_number(part.value)} / {format_number(whole.value)} × 100 = {share}% "
            f"(từ {', '.join(planned.ids)})",
            SourceKind.DERIVED,
            self._period or None,
        )
        text = sentence.text.rstrip(".") + f", đạt tỷ lệ {share}%."
        return DraftSentence(text, (*sentence.evidence, id))

    def _closing(self, plan: SectionPlan) -> list[DraftSentence]:
        patterns = frames()["closings"].get(self._section.kind)
        if not patterns or not plan.groups or self._directions.shorter:
            return []
        pattern = self._voice.chooser.draw("closings", patterns)
        return [self._sentence(self._fill(pattern), self._outline_id())]

    def _gaps(self, plan: SectionPlan) -> list[DraftSentence]:
        gaps = frames()["gaps"]
        sentences: list[DraftSentence] = []
        for conflict in plan.conflicts:
            text = gaps["conflict"].format(
                topic=conflict.topic, values=" và ".join(conflict.values)
            )
            sentences.append(DraftSentence(text, conflict.ids))
            self._remarks.append(
                Remark(
                    "NUM005",
                    Severity.ERROR,
                    f"Ghi chú {', '.join(conflict.ids)} cho hai giá trị khác nhau của cùng một "
                    "số liệu; hãy chọn giá trị đúng.",
                    sentences[-1],
                    evidence=conflict.ids,
                )
            )
        if plan.missing:
            text = gaps["figures"].format(items="; ".join(plan.missing))
            sentences.append(DraftSentence(text, (self._outline_id(),)))
        elif not plan.groups and not plan.conflicts and self._section.kind not in _OPENING_ONLY:
            text = gaps["empty"].format(topic=self._section.heading.lower())
            sentences.append(DraftSentence(text, (self._outline_id(),)))
        return sentences

    def _strays(self, strays: Sequence[Planned]) -> list[Paragraph]:
        if not strays:
            return []
        lead = self._voice.chooser.draw("out_of_scope", frames()["out_of_scope"])
        sentences = [self._sentence(lead, self._outline_id())]
        for planned in strays:
            for text in realise(planned.item, planned.polarity, self._voice, first=False):
                sentence = self._sentence(text, *planned.ids)
                sentences.append(sentence)
                self._remarks.append(
                    Remark(
                        "STR007",
                        Severity.INFO,
                        f"Ý này ({planned.item.location}) nói về "
                        f"{COUNTED_NAMES[planned.polarity]}, không thuộc phần "
                        f"“{self._section.heading}”; hãy chuyển sang phần phù hợp.",
                        sentence,
                        evidence=planned.ids,
                    )
                )
        return [Paragraph(tuple(sentences))]

    # --- What the clerk asked of the wording ------------------------------------------------------

    def _wants_count(self) -> bool:
        own = SECTION_POLARITY[self._section.kind]
        return self._directions.count is not None and self._directions.counted in (None, own)

    def _split_for_count(self, group: Sequence[Planned]) -> list[Planned]:
        """Items cut at commas where the clerk asks for more points than there are lines."""
        count = self._directions.count
        if not self._wants_count() or count is None or len(group) >= count:
            return list(group)
        return [
            replace(planned, item=replace(planned.item, text=piece))
            for planned in group
            for piece in _points(planned.item.text)
        ]

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
        return [_merge_to(flat, directions.count)]

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


def _asked_words(planned: Planned) -> str:
    words = formal(_ASKED_LEAD.sub("", planned.item.text))
    words = show_gaps(words, planned.item.unsure)
    return words[:1].upper() + words[1:]


def _points(text: str) -> list[str]:
    pieces = [piece for piece in re.split(r",\s+|\s+và\s+", text) if piece]
    return pieces if all(len(piece.split()) >= 3 for piece in pieces) else [text]


def _merge_to(sentences: Sequence[DraftSentence], count: int) -> list[DraftSentence]:
    """``count`` sentences that say all that ``sentences`` say: the last ones are joined."""
    kept = list(sentences[: count - 1])
    rest = sentences[count - 1 :]
    joined = "; ".join(
        sentence.text.rstrip(".") if index == 0 else lower_first(sentence.text.rstrip("."))
        for index, sentence in enumerate(rest)
    )
    ids = dict.fromkeys(id for sentence in rest for id in sentence.evidence)
    return [*kept, DraftSentence(f"{joined}.", tuple(ids))]
