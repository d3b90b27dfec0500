"""Locked sentences: where they stand, where they go in a new draft, how they follow an edit; pure.

A lock is the sentence itself. It holds wherever that sentence stands in the section's text, so that
going back to an older version brings its locks back too.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import Indel

from assistant.chat.grounding import GroundedSentence, grounded_sentences
from assistant.domain import Diagnostic, Draft, DraftSentence, Evidence, Related, SourceKind
from assistant.language.sentences import split_sentences
from assistant.workspace import SectionRecord

#: How alike two sentences are before one is taken for another form of the other.
_ALIKE = 0.6


def locked_sentences(section: SectionRecord) -> list[str]:
    """The sentences of the section's text that are locked, in order."""
    return [words for words in _sentences(section.text) if words in section.locks]


def follow(locks: Sequence[str], before: str, after: str) -> tuple[str, ...]:
    """The locks once a person has changed ``before`` into ``after``.

    A locked sentence that was reworded stays locked in its new words; one that was taken out stays
    remembered, for the day that it is brought back.
    """
    old, new = _sentences(before), _sentences(after)
    free = [words for words in new if words not in old and words not in locks]
    followed: list[str] = []
    for lock in locks:
        if lock in old and lock not in new:
            nearest = max(free, key=lambda words: _likeness(lock, words), default=None)
            if nearest is not None and _likeness(lock, nearest) >= _ALIKE:
                free.remove(nearest)
                lock = nearest
        followed.append(lock)
    return tuple(dict.fromkeys(followed))


@dataclass(slots=True)
class _Slot:
    """A sentence of the text being put together, with what stands before it."""

    before: str
    text: str
    start: int  # where it stood in the draft; -1 for a locked one
    notes: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Merged:
    slots: list[_Slot]
    tail: str
    counterpart: dict[int, _Slot] = field(default_factory=dict)  # old sentence → where it is told

    def drop(self, slot: _Slot) -> None:
        at = self.slots.index(slot)
        del self.slots[at]
        if at < len(self.slots) and (at == 0 or "\n" in slot.before):
            self.slots[at].before = slot.before

    def insert(self, at: int, slot: _Slot, gap_after: str) -> None:
        if at == 0 and self.slots:
            slot.before, self.slots[0].before = self.slots[0].before, gap_after or " "
        elif at == 0:
            slot.before = ""
        self.slots.insert(at, slot)


def keep_locked(seen: SectionRecord, draft: Draft) -> Draft:
    """``draft`` with the locked sentences of ``seen`` in it, word for word and in their order.

    Each takes the place of what says the same (rests on the same notes, or reads alike); what the
    draft says nowhere else goes after the sentence that it followed, or before the one that it
    preceded. Their evidence comes with them. Diagnostics are those of ``draft`` whose words still
    stand; the locked sentences have to be checked by the caller.
    """
    old = grounded_sentences(seen)
    locked = [at for at, one in enumerate(old) if one.span.of(seen.text) in seen.locks]
    if not locked:
        return draft
    merged = _slots(draft)
    _match(seen, old, merged)
    covered = _covered(seen)
    placed = -1
    for at in locked:
        placed = _place(seen, old, at, covered, merged, placed)
    return _put_together(seen, draft, [old[at] for at in locked], merged)


def told_twice(seen: SectionRecord, draft: Draft) -> bool:
    """Whether a sentence of ``draft`` tells, beside something else, what a locked one tells."""
    covered = _covered(seen)
    return any(
        slot.notes & covered and not slot.notes <= covered and slot.text not in seen.locks
        for slot in _slots(draft).slots
    )


def without_told(seen: SectionRecord, name: str, notes: str) -> str:
    """``notes`` with the lines emptied whose every statement a locked sentence tells already.

    Lines keep their numbers, by which evidence names them.
    """
    covered = _covered(seen)
    told: dict[str, set[bool]] = {}
    for item in seen.evidence:
        if item.source is SourceKind.NOTE and item.location:
            told.setdefault(item.location, set()).add(item.text in covered)
    lines = notes.splitlines()
    for number, line in enumerate(lines, start=1):
        here = [item.text for item in seen.evidence if item.location == f"{name}, dòng {number}"]
        whole = told.get(f"{name}, dòng {number}") == {True}
        if whole and all(text in line for text in here):
            lines[number - 1] = ""
    return "\n".join(lines)


def _covered(seen: SectionRecord) -> frozenset[str]:
    """The notes that locked sentences tell and no other: what else is told of a note stays."""
    told: dict[bool, set[str]] = {True: set(), False: set()}
    for one in grounded_sentences(seen):
        told[one.span.of(seen.text) in seen.locks].update(_notes(one))
    return frozenset(told[True] - told[False])


def _slots(draft: Draft) -> _Merged:
    as_section = SectionRecord(
        0, "", "", 0, draft.text, "draft", 0, sentences=draft.sentences, evidence=draft.evidence
    )
    slots: list[_Slot] = []
    end = 0
    for one in grounded_sentences(as_section):
        before = draft.text[end : one.span.start]
        slots.append(_Slot(before, one.span.of(draft.text), one.span.start, _notes(one)))
        end = one.span.end
    return _Merged(slots, draft.text[end:])


def _match(seen: SectionRecord, old: Sequence[GroundedSentence], merged: _Merged) -> None:
    """Which new sentence says what each old one said: the closest pairs first, each once."""
    pairs = [
        (kinship, -at, -place)
        for at, one in enumerate(old)
        for place, slot in enumerate(merged.slots)
        if (kinship := _kinship(one.span.of(seen.text), _notes(one), slot)) >= _ALIKE
    ]
    taken: set[int] = set()
    for _, minus_at, minus_place in sorted(pairs, reverse=True):
        if -minus_at not in merged.counterpart and -minus_place not in taken:
            taken.add(-minus_place)
            merged.counterpart[-minus_at] = merged.slots[-minus_place]


def _kinship(words: str, notes: Collection[str], slot: _Slot) -> float:
    if words == slot.text:
        return 3.0
    shared = len(slot.notes.intersection(notes)) / max(len(slot.notes.union(notes)), 1)
    return 1.0 + shared if shared else _likeness(words, slot.text)


def _place(
    seen: SectionRecord,
    old: Sequence[GroundedSentence],
    at: int,
    covered: frozenset[str],
    merged: _Merged,
    placed: int,
) -> int:
    """Put the locked sentence ``at`` behind the slot ``placed``; where it came to stand."""
    words, notes = old[at].span.of(seen.text), _notes(old[at])
    end = old[at - 1].span.end if at else 0
    gap = seen.text[end : old[at].span.start] if at else ""
    follows = seen.text[old[at].span.end : old[at + 1].span.start] if at + 1 < len(old) else ""
    own = _Slot(gap if "\n" in gap else " ", words, -1, notes)
    matched = merged.counterpart.get(at)
    same = [
        slot
        for slot in merged.slots
        if slot.start >= 0 and (slot is matched or (slot.notes and slot.notes <= notes & covered))
    ]
    ahead = [slot for slot in same if merged.slots.index(slot) > placed]
    if ahead:
        own.before = ahead[0].before
        position = merged.slots.index(ahead[0])
        merged.slots[position] = own
        for slot in same:
            if slot in merged.slots and slot is not own:
                merged.drop(slot)
        position = merged.slots.index(own)
    else:
        # What tells the same stands before an earlier locked one: the order of the locked wins.
        for slot in same:
            if merged.slots.index(slot) < placed:
                placed -= 1
            merged.drop(slot)
        position = _position(old, at, merged, placed)
        merged.insert(position, own, follows)
    merged.counterpart[at] = own
    return position


def _position(old: Sequence[GroundedSentence], at: int, merged: _Merged, placed: int) -> int:
    for neighbour in range(at - 1, -1, -1):
        slot = merged.counterpart.get(neighbour)
        if slot is not None and slot in merged.slots:
            return max(placed, merged.slots.index(slot)) + 1
    for neighbour in range(at + 1, len(old)):
        slot = merged.counterpart.get(neighbour)
        if slot is not None and slot in merged.slots:
            return max(placed + 1, merged.slots.index(slot))
    return len(merged.slots)


def _put_together(
    seen: SectionRecord, draft: Draft, locked: Sequence[GroundedSentence], merged: _Merged
) -> Draft:
    text = ""
    moved: list[tuple[int, int, int]] = []  # of a sentence of the draft: start, end, how far
    for slot in merged.slots:
        text += slot.before
        if slot.start >= 0:
            moved.append((slot.start, slot.start + len(slot.text), len(text) - slot.start))
        text += slot.text
    text += merged.tail
    evidence = list(draft.evidence)
    sentences = [sentence for sentence in draft.sentences if _plain(sentence.text) in _plain(text)]
    for one in locked:
        words = one.span.of(seen.text)
        ids = tuple(_known(item, evidence) for item in one.evidence)
        sentences = [sentence for sentence in sentences if sentence.text != words]
        sentences.append(DraftSentence(words, ids))
    return replace(
        draft,
        text=text,
        sentences=tuple(sentences),
        evidence=tuple(evidence),
        diagnostics=tuple(
            carried for found in draft.diagnostics if (carried := _carried(found, text, moved))
        ),
    )


def _known(item: Evidence, evidence: list[Evidence]) -> str:
    """The id of ``item`` in ``evidence``, where it is put if it is not there; an id that means
    something else by now gets a name of its own."""
    for each in evidence:
        if (each.text, each.source, each.period) == (item.text, item.source, item.period):
            return each.id
    taken = {each.id for each in evidence}
    own = item.id
    while own in taken:
        own = f"{own}-cu"
    evidence.append(replace(item, id=own))
    return own


def _carried(
    found: Diagnostic, text: str, moved: Sequence[tuple[int, int, int]]
) -> Diagnostic | None:
    def shift(start: int, end: int) -> int | None:
        return next((by for first, last, by in moved if first <= start and end <= last), None)

    by = shift(found.start, found.end)
    if by is None:
        return None
    related = tuple(
        Related(each.start + own, each.end + own, each.quote)
        for each in found.related
        if (own := shift(each.start, each.end)) is not None
    )
    start, end = found.start + by, found.end + by
    if text[start:end] != found.quote:
        return None
    return replace(found, start=start, end=end, related=related)


def _notes(one: GroundedSentence) -> frozenset[str]:
    return frozenset(item.text for item in one.evidence if item.source is SourceKind.NOTE)


def _sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _likeness(one: str, other: str) -> float:
    return Indel.normalized_similarity(one, other)
