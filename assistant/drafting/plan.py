"""Which note items a section takes, in what order, and what the notes leave open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.drafting.notes import NoteItem, Polarity, shows, split_outside
from assistant.drafting.outlines import Outline, Section
from assistant.drafting.phrases import alternatives
from assistant.drafting.spelling import GAP, show_gaps
from assistant.drafting.wording import figures_of, formal, squash, tidy, write_figures

#: What a section speaks of by itself.
SECTION_POLARITY = {
    "mo-dau": Polarity.STATEMENT,
    "dac-diem": Polarity.STATEMENT,
    "chi-dao": Polarity.RESULT,
    "ket-qua": Polarity.RESULT,
    "han-che": Polarity.SHORTCOMING,
    "nguyen-nhan": Polarity.CAUSE,
    "nhiem-vu": Polarity.TASK,
    "kien-nghi": Polarity.PROPOSAL,
    "ket-thuc": Polarity.STATEMENT,
}
_ONE_PARAGRAPH = 4  # items that read well without a break
_FACTUAL = (Polarity.RESULT, Polarity.STATEMENT)


@dataclass(frozen=True, slots=True)
class Planned:
    """An item with the kind it is told as; ``ids`` are all notes that say it."""

    item: NoteItem
    polarity: Polarity
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Notes that give one quantity two values: their ids, what is counted, and the values."""

    ids: tuple[str, ...]
    topic: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionPlan:
    groups: tuple[tuple[Planned, ...], ...]  # a paragraph each
    strays: tuple[Planned, ...]
    conflicts: tuple[Conflict, ...]
    commands: tuple[NoteItem, ...]


def plan_section(section: Section, items: Sequence[NoteItem]) -> SectionPlan:
    """Every item that is no command once: in a group, as a stray, or in a conflict."""
    commands = tuple(item for item in items if item.is_command)
    statements, conflicts = find_conflicts([item for item in items if not item.is_command])
    own: list[Planned] = []
    strays: list[Planned] = []
    for item, ids in _merge_repeats(statements):
        polarity = polarity_within(section, item)
        if polarity is None:
            strays.append(Planned(item, item.polarity or Polarity.RESULT, ids))
        else:
            own.append(Planned(item, polarity, ids))
    return SectionPlan(
        groups=_by_part(section, own),
        strays=tuple(strays),
        conflicts=conflicts,
        commands=commands,
    )


def polarity_within(section: Section, item: NoteItem) -> Polarity | None:
    """The kind that ``item`` is told as in ``section``; None when it belongs elsewhere."""
    own = SECTION_POLARITY[section.kind]
    if item.polarity is None or item.polarity is own:
        return own
    if own in _FACTUAL:
        if item.polarity in _FACTUAL:
            return own
        if item.is_explicit and item.polarity is not Polarity.TASK:
            return None
        if section.kind != "ket-qua":
            return Polarity.SHORTCOMING if item.polarity is Polarity.SHORTCOMING else own
        mixed = shows(item.text, Polarity.RESULT) and re.search(r"\d", item.text)
        return own if mixed or item.polarity is not Polarity.SHORTCOMING else None
    if item.is_explicit:
        return None
    if own is Polarity.SHORTCOMING and item.polarity is Polarity.RESULT:
        return None
    return own


_BY_POLARITY = {
    Polarity.SHORTCOMING: "han-che",
    Polarity.CAUSE: "nguyen-nhan",
    Polarity.TASK: "nhiem-vu",
    Polarity.PROPOSAL: "kien-nghi",
}


def assign_sections(outline: Outline, items: Sequence[NoteItem]) -> dict[str, list[NoteItem]]:
    """For a whole report: the top section of each item, by its kind, then by its words; one whose
    words say nothing goes with its neighbour on the same line, or with the results."""
    assigned: dict[str, list[NoteItem]] = {section.key: [] for section in outline.sections}
    keys = [told_section(outline, item) for item in items]
    for index, item in enumerate(items):
        near = [
            keys[other]
            for other in (index - 1, index + 1)
            if 0 <= other < len(items) and items[other].location == item.location
        ]
        key = keys[index] or next((k for k in near if k in _TOLD_BY_WORDS), None)
        assigned[key or "ket-qua"].append(item)
    return assigned


_TOLD_BY_WORDS = ("dac-diem", "chi-dao", "ket-qua")


def told_section(outline: Outline, item: NoteItem) -> str | None:
    """The section that the kind or the words of ``item`` tell; None where neither does."""
    if asks_for_report(item.text):
        return "mo-dau"
    if item.polarity is Polarity.SHORTCOMING and not item.is_explicit:
        mixed = shows(item.text, Polarity.RESULT) and re.search(r"\d", item.text)
        return "ket-qua" if mixed and not _OPENS_LATE.match(item.text) else "han-che"
    if item.polarity in _BY_POLARITY:
        return _BY_POLARITY[item.polarity]
    told = [s for s in outline.sections if s.kind in ("dac-diem", "chi-dao")]
    parts = next(s for s in outline.sections if s.key == "ket-qua").parts
    best, key = max(((_cue_score(s.cues, item.text), s.key) for s in told), default=(0, ""))
    result_score = max((_cue_score(part.cues, item.text) for part in parts), default=0)
    if best > result_score:
        return key
    return "ket-qua" if result_score or item.polarity is not None else None


#: "2/5 thôn chưa họp": a count that opens with what is lacking.
_OPENS_LATE = re.compile(r"\d[\d./]* \w+(?: \w+)? (?:chưa|không|bị|còn)(?!\w)")
_ASKS = re.compile(
    r"(?:theo|thực hiện|căn cứ) "
    r"(?:công văn|kế hoạch|chỉ thị|quyết định|văn bản|thông báo|hướng dẫn)\s"
    r"|(?:[^,;]* )?(?:công văn|văn bản)\s.*yêu cầu (?:báo cáo|bc)"
    r"|(?:(?:Phòng|Sở|Thanh tra|Văn phòng)[^:,]{0,30}:? )?công văn(?: số)? \d+/(?!UBND|HĐND)[A-ZĐ]"
    r"|công văn (?:huyện|tỉnh)(?!\w)"
    r"|báo cáo (?:công tác )?(?:quý|tháng|năm|6 tháng|9 tháng|sáu tháng)[^,;]*$",
    re.IGNORECASE,
)


def asks_for_report(text: str) -> bool:
    """Whether ``text`` names the document that asks for the report, or just the report itself."""
    return _ASKS.match(text) is not None


def missing_figures(section: Section, texts: Sequence[str]) -> tuple[str, ...]:
    """What the outline asks for and none of ``texts`` with a figure speaks of."""
    with_figures = [text for text in texts if re.search(r"\d", text)]
    return tuple(
        ask.what
        for ask in section.asks
        if not any(_cue_score(ask.cues, text) for text in with_figures)
    )


def _cue_score(cues: Sequence[str], text: str) -> int:
    if not cues:
        return 0
    found = re.findall(rf"(?<!\w)(?:{alternatives(cues)})(?!\w)", text, re.IGNORECASE)
    return sum(len(cue.split()) for cue in {cue.lower() for cue in found})


def assign_parts(section: Section, items: Sequence[NoteItem]) -> dict[str | None, list[NoteItem]]:
    """The items of each part of ``section`` by its key; None holds those of no part."""
    assigned: dict[str | None, list[NoteItem]] = {None: []}
    assigned |= {part.key: [] for part in section.parts}
    for index, item in zip(_parts_of(section, items), items, strict=True):
        assigned[None if index is None else section.parts[index].key].append(item)
    return assigned


def _parts_of(section: Section, items: Sequence[NoteItem]) -> list[int | None]:
    """The part of each item; one that names none goes with the item before it on its line."""
    parts: list[int | None] = []
    for index, item in enumerate(items):
        part = _best_part(section, item.text)
        if part is None and index and items[index - 1].location == item.location:
            part = parts[-1]
        parts.append(part)
    return parts


def _best_part(section: Section, text: str) -> int | None:
    scores = [_cue_score(part.cues, text) for part in section.parts]
    best = max(range(len(scores)), key=lambda index: scores[index])
    return best if scores[best] else None


def _by_part(section: Section, planned: Sequence[Planned]) -> tuple[tuple[Planned, ...], ...]:
    if not section.parts or len(planned) <= _ONE_PARAGRAPH:
        return (tuple(planned),) if planned else ()
    groups: dict[int, list[Planned]] = {}
    for part, entry in zip(_parts_of(section, [p.item for p in planned]), planned, strict=True):
        groups.setdefault(-1 if part is None else part, []).append(entry)
    return tuple(tuple(groups[index]) for index in sorted(groups))


def _merge_repeats(items: Sequence[NoteItem]) -> list[tuple[NoteItem, tuple[str, ...]]]:
    merged: dict[str, tuple[NoteItem, tuple[str, ...]]] = {}
    for item in items:
        key = squash(item.text)
        known = merged.get(key)
        merged[key] = (known[0], (*known[1], item.id)) if known else (item, (item.id,))
    return list(merged.values())


# --- Conflicts ------------------------------------------------------------------------------------

_SEGMENT = re.compile(r"[,:]\s+")
_LONGEST_LABEL = 8  # words
_ALIKE = 0.7  # share of words that two statements of one quantity have in common


@dataclass(frozen=True, slots=True)
class _Segment:
    item: int
    text: str
    words: frozenset[str]
    nouns: tuple[str, ...]
    values: tuple[str, ...]


_SHORT_PART = 2  # words


def find_conflicts(
    items: Sequence[NoteItem],
) -> tuple[list[NoteItem], tuple[Conflict, ...]]:
    """Takes out of ``items`` the statements that give one quantity two values."""
    segments = [
        _segment(index, text, _label_of(item.text, text) or _head_of(parts, text))
        for index, item in enumerate(items)
        for parts in (split_outside(item.text, _SEGMENT),)
        for text in parts
        if re.search(r"\d", text)
    ]
    clusters: list[list[_Segment]] = []
    for segment in segments:
        if not segment.values:
            continue
        for cluster in clusters:
            if _same_quantity(cluster[0], segment):
                cluster.append(segment)
                break
        else:
            clusters.append([segment])
    conflicts = []
    remaining = list(items)
    for cluster in clusters:
        if len({segment.values for segment in cluster}) < 2:
            continue
        ids = tuple(dict.fromkeys(items[segment.item].id for segment in cluster))
        shown = tuple(dict.fromkeys(_shown_value(segment.text) for segment in cluster))
        topic = show_gaps(_shown_topic(cluster[0].text), items[cluster[0].item].unsure)
        conflicts.append(Conflict(ids, topic, shown))
        for segment in cluster:
            left = remaining[segment.item]
            text = re.sub(r"^[,:\s]+|[,:\s]+$", "", left.text.replace(segment.text, "", 1))
            remaining[segment.item] = replace(left, text=re.sub(r",\s*,", ",", text))
    kept = [item for item in remaining if re.search(r"\w", item.text)]
    return kept, tuple(conflicts)


def _label_of(whole: str, text: str) -> str:
    """What stands before the colon of the item, when ``text`` is a part after it."""
    label, colon, rest = whole.partition(":")
    return label if colon and text in rest and len(label.split()) <= _LONGEST_LABEL else ""


def _head_of(parts: Sequence[str], text: str) -> str:
    """The words of the first part for one too short to say what it is about: in "Chủ tịch tiếp 24
    ngày, tiếp 30 lượt" the 30 are the Chairman's.
    """
    bare = re.findall(r"[^\W\d_]+", text)
    return "" if text is parts[0] or len(bare) > _SHORT_PART else re.sub(r"\d\S*", " ", parts[0])


def _segment(index: int, text: str, label: str) -> _Segment:
    figures = figures_of(text)
    masked = text
    for figure in reversed(figures):
        masked = f"{masked[: figure.span.start]} {masked[figure.span.end :]}"
    return _Segment(
        index,
        text,
        frozenset([*squash(f"{label} {masked}").split(), *GAP.findall(masked)]),
        tuple(sorted(figure.noun for figure in figures)),
        tuple(str(figure.value.normalize()) for figure in figures),
    )


def _same_quantity(one: _Segment, other: _Segment) -> bool:
    if one.item == other.item or one.nouns != other.nouns or not one.words or not other.words:
        return False
    # A number that names or dates something ("thôn 1", "tháng 5") must agree.
    named = {word for word in one.words ^ other.words if re.fullmatch(r"\d+|[ivx]+", word)}
    alike = len(one.words & other.words) / len(one.words | other.words)
    return not named and alike >= _ALIKE and len(one.words) >= 2


def _shown_value(text: str) -> str:
    """The figures of a statement as printed: "12", "02/05", "20 triệu đồng"."""
    text = write_figures(text)
    figures = figures_of(text)
    shown = figures[0].span.of(text)
    for before, figure in pairwise(figures):
        in_share = text[before.span.end : figure.span.start] == "/"
        shown += ("/" if in_share else "; ") + figure.span.of(text)
    return shown


def _shown_topic(text: str) -> str:
    for figure in reversed(figures_of(text)):
        text = text[: figure.span.start] + text[figure.span.end :]
    return formal(tidy(text.replace("/", " ")))
