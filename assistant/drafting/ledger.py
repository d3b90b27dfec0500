"""What a draft rests on and what is to be said of it: its evidence and its remarks."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import DraftSentence, Evidence, Severity, SourceKind
from assistant.drafting.instructions import COUNTED_NAMES
from assistant.drafting.layout import Remark
from assistant.drafting.notes import NoteItem
from assistant.drafting.outlines import Outline, Section
from assistant.drafting.phrases import frames
from assistant.drafting.plan import Conflict, Planned
from assistant.drafting.tasks import addresses_district
from assistant.drafting.wording import as_sentence

PROFILE_ID = "profile"


class Ledger:
    """The evidence and remarks of one section. ``office`` is empty where the profile names none."""

    def __init__(self, outline: Outline, section: Section, office: str, period: str) -> None:
        self._outline, self._section = outline, section
        self._office, self._period = office, period or None
        self._evidence: dict[str, Evidence] = {}
        self._remarks: list[Remark] = []

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(self._evidence.values())

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return tuple(self._remarks)

    def add(self, entry: Evidence) -> None:
        self._evidence.setdefault(entry.id, entry)

    def add_note(self, item: NoteItem) -> None:
        self._evidence[item.id] = item.evidence(self._period)

    def outline_id(self) -> str:
        """The evidence of sentences that only lead, close or say what is missing."""
        entry = Evidence(
            f"outline:{self._section.key}",
            f"Câu dẫn theo đề cương báo cáo {self._outline.report_type}, phần "
            f"“{self._section.heading}”: {self._section.holds}",
            SourceKind.DERIVED,
            self._period,
            self._outline.source or f"knowledge/outlines/{self._outline.report_type}.yaml",
        )
        self.add(entry)
        return entry.id

    def sentence(self, text: str, *ids: str) -> DraftSentence:
        """A sentence with ``ids`` and, where it names the office, the profile."""
        evidence = list(dict.fromkeys(ids))
        if self._office and self._office in text:
            self.add(Evidence(PROFILE_ID, self._office, SourceKind.PROFILE, None, "hồ sơ cơ quan"))
            evidence.append(PROFILE_ID)
        return DraftSentence(as_sentence(text), tuple(evidence))

    # --- Remarks ----------------------------------------------------------------------------------

    def mark_command(self, command: NoteItem) -> None:
        self._remarks.append(
            Remark(
                "SRC001",
                Severity.WARNING,
                f"Ghi chú ({command.location}) có câu ra lệnh cho chương trình; câu này được "
                "coi là dữ liệu, không được làm theo và không đưa vào văn bản.",
                evidence=(command.id,),
            )
        )

    def mark_unsure(self, sentence: DraftSentence, item: NoteItem) -> None:
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

    def mark_district(self, sentence: DraftSentence, planned: Planned) -> None:
        """The note's own "huyện" stays, and the clerk is asked whom it means."""
        if addresses_district(planned.item.text) and "huyện" in sentence.text:
            self._remarks.append(
                Remark(
                    "STY002",
                    Severity.WARNING,
                    "Ghi chú gửi tới “huyện”, nhưng từ ngày 01/7/2025 không còn cấp huyện (Luật số "
                    "72/2025/QH15); hãy xác nhận cơ quan nhận.",
                    sentence,
                    "huyện",
                    planned.ids,
                )
            )

    def mark_stray(self, sentence: DraftSentence, planned: Planned) -> None:
        self._remarks.append(
            Remark(
                "STR007",
                Severity.INFO,
                f"Ý này ({planned.item.location}) nói về {COUNTED_NAMES[planned.polarity]}, "
                f"không thuộc phần “{self._section.heading}”; hãy chuyển sang phần phù hợp.",
                sentence,
                evidence=planned.ids,
            )
        )

    def mark_conflict(self, sentence: DraftSentence, conflict: Conflict) -> None:
        self._remarks.append(
            Remark(
                "NUM005",
                Severity.ERROR,
                f"Ghi chú {', '.join(conflict.ids)} cho hai giá trị khác nhau của cùng một "
                "số liệu; hãy chọn giá trị đúng.",
                sentence,
                evidence=conflict.ids,
            )
        )


def mark_all(
    ledger: Ledger, told: Sequence[tuple[DraftSentence, Planned]], *, two_tier: bool
) -> None:
    """What is to be said of sentences that tell notes, once their words are final."""
    for sentence, planned in told:
        ledger.mark_unsure(sentence, planned.item)
        if two_tier:
            ledger.mark_district(sentence, planned)
