"""Notes into the sections of an outline that is not shipped, by kind and by words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.notes import NoteItem, Polarity, shows
from assistant.drafting.outlines import Outline, Section
from assistant.drafting.plan import asks_for_report

#: Where a kind of statement belongs, the best first.
_FAMILIES = {
    Polarity.SHORTCOMING: ("han-che", "nguyen-nhan"),
    Polarity.CAUSE: ("nguyen-nhan", "han-che"),
    Polarity.TASK: ("nhiem-vu", "kien-nghi"),
    Polarity.PROPOSAL: ("kien-nghi", "nhiem-vu"),
}
#: "2/5 thôn chưa họp": a count that opens with what is lacking.
_OPENS_LATE = re.compile(r"\d[\d./]* \w+(?: \w+)? (?:chưa|không|bị|còn)(?!\w)")
_FACTUAL = ("ket-qua", "chi-dao", "dac-diem")


def place_items(outline: Outline, items: Sequence[NoteItem]) -> dict[str, list[NoteItem]]:
    """Every item in one section or part of ``outline``; an entry for each of them.

    An item whose words name none goes with the one before it on its line, or with the results.
    """
    placed: dict[str, list[NoteItem]] = {section.key: [] for section in outline.walk()}
    leaves = [section for section in outline.walk() if not section.parts and not section.table]
    before: tuple[str, str] | None = None  # the line and the section of the item before
    for item in items:
        key = _place(leaves, item)
        if key is None and before is not None and before[0] == item.location:
            key = before[1]
        key = key or _first(outline.sections, _FACTUAL).key
        placed[key].append(item)
        before = (item.location, key)
    return placed


def _place(leaves: Sequence[Section], item: NoteItem) -> str | None:
    if asks_for_report(item.text):
        return next((leaf.key for leaf in leaves if leaf.kind == "mo-dau"), None)
    polarity = None if _tells_result(item) else item.polarity
    for family in _FAMILIES.get(polarity, ()) if polarity else ():
        own = [leaf for leaf in leaves if leaf.kind == family]
        if own:
            return (_best(own, item.text) or own[0]).key
    found = _best([leaf for leaf in leaves if leaf.kind in _FACTUAL], item.text)
    return found.key if found else None


def _tells_result(item: NoteItem) -> bool:
    """Whether figures of results hold a shortcoming among them: "tn 732, gq 720, quá hạn 6"."""
    return (
        item.polarity is Polarity.SHORTCOMING
        and not item.is_explicit
        and shows(item.text, Polarity.RESULT)
        and bool(re.search(r"\d", item.text))
        and not _OPENS_LATE.match(item.text)
    )


def _best(leaves: Sequence[Section], text: str) -> Section | None:
    scores = [_score(leaf.cues, text) for leaf in leaves]
    best = max(range(len(leaves)), key=lambda index: scores[index], default=None)
    return leaves[best] if best is not None and scores[best] else None


def _score(cues: Sequence[str], text: str) -> int:
    """Syllables of the cues that the text has; longer cues say more."""
    lowered = text.lower()
    return sum(
        len(cue.split()) for cue in cues if re.search(rf"(?<!\w){re.escape(cue)}(?!\w)", lowered)
    )


def _first(sections: Sequence[Section], families: Sequence[str]) -> Section:
    for family in families:
        for section in sections:
            if section.kind == family:
                return section
    return sections[0]
