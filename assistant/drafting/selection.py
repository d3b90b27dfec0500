"""What the clerk asks to add to a draft or to leave out of it, applied to the notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import DraftSentence, Profile
from assistant.drafting.instructions import Directions
from assistant.drafting.notes import NoteItem, instruction_item
from assistant.language.text import fold

_FEW_MEANINGS = frozenset(
    [
        "ve",
        "la",
        "va",
        "cac",
        "nhung",
        "co",
        "cua",
        "cho",
        "trong",
        "tai",
        "o",
        "thi",
        "da",
        "duoc",
        "con",
        "mot",
    ]
)
_ALIKE = 0.7  # share of the asked words that a note must have


@dataclass(frozen=True, slots=True)
class Selection:
    items: tuple[NoteItem, ...]
    notices: tuple[str, ...]


def with_additions(
    items: Sequence[NoteItem], directions: Directions, profile: Profile
) -> list[NoteItem]:
    """``items`` and one more for each text to add; its evidence is the request itself."""
    added = [
        instruction_item(text, number, profile)
        for number, text in enumerate(directions.adds, start=1)
    ]
    return [*items, *added]


def without_dropped(items: Sequence[NoteItem], directions: Directions) -> Selection:
    """``items`` without those whose words match what is to be left out, and what to say of it."""
    kept = list(items)
    notices = []
    for asked in directions.drops:
        dropped = [item for item in kept if _matches(item, asked)]
        if not dropped:
            notices.append(f"Không có ý nào khớp với “{asked}”; nội dung giữ nguyên.")
            continue
        kept = [item for item in kept if item not in dropped]
        notices.append(_told(dropped))
    return Selection(tuple(kept), tuple(notices))


def at_places(
    items: Sequence[NoteItem], sentences: Sequence[DraftSentence], places: Sequence[int]
) -> Selection:
    """``items`` without those that the sentences at ``places`` tell (1 the first, -1 the last)."""
    known = {item.id for item in items}
    dropped_ids: set[str] = set()
    notices = []
    for place in places:
        index = place - 1 if place > 0 else len(sentences) + place
        ids = set(sentences[index].evidence) & known if 0 <= index < len(sentences) else set()
        if not ids:
            notices.append(f"Câu thứ {place} không phải ý của ghi chú nên được giữ nguyên.")
        dropped_ids |= ids
    dropped = [item for item in items if item.id in dropped_ids]
    if dropped:
        notices.append(_told(dropped))
    return Selection(tuple(i for i in items if i.id not in dropped_ids), tuple(notices))


def _told(dropped: Sequence[NoteItem]) -> str:
    listed = "; ".join(f"“{item.raw}”" for item in dropped)
    return f"Đã bỏ {len(dropped)} ý theo yêu cầu: {listed}."


def _matches(item: NoteItem, asked: str) -> bool:
    wanted = [word for word in _words(asked) if word not in _FEW_MEANINGS]
    words = set(_words(f"{item.raw} {item.text}"))
    return bool(wanted) and sum(word in words for word in wanted) / len(wanted) >= _ALIKE


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))
