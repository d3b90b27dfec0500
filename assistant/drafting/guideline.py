"""The superior's own outline ("đề cương"): read from the file sent with the letter that asks.

Its headings become the report's sections, its questions what each section must hold and which
figures to ask for, its tables the report's appendices. What it does not say (instruments that
ground a section, the days figures are taken at) comes from the shipped outline of the report type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

import yaml

from assistant.checking.sections import roles_of
from assistant.checking.statements import any_of
from assistant.corpus.headings import heading_title
from assistant.domain import LoadedDocument, UserError
from assistant.drafting.outlines import Ask, Outline, Section, load_outline, outline_names
from assistant.language.periods import find_period
from assistant.language.text import fold, nfc
from assistant.resources import data_folder

APPENDIX: Final = "phu-luc"
_LONGEST_HEADING: Final = 40  # words
_LONGEST_SLUG: Final = 24
_MOST_SECTIONS: Final = 60
_FEWEST_ROWS: Final = 2
_NEAR: Final = 3  # lines above a table in which its name is looked for
_MARK: Final = re.compile(
    r"^(?:[IVXLC]+|[A-HĐ]|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[./)]\s*(?=\S)|^[-–+*•]\s*"
)
_PART: Final = re.compile(r"^(?:phan|chuong)\s+(?:thu\s+)?(?:[ivx]+|\d+|nhat|hai|ba|tu|nam|mot)\b")
_QUESTION_END: Final = re.compile(r"(?<=[?;.])\s+")
_PIECES: Final = re.compile(r"[,;:.?()]|\s+và\s+|\n")
_TITLE: Final = re.compile(r"^(?:đề cương\s*)?(?:báo cáo\s+)(?P<what>\S.*)$", re.IGNORECASE)
_FAMILIES: Final = (
    "dac-diem", "kien-nghi", "nhiem-vu", "han-che", "nguyen-nhan", "ket-qua", "chi-dao",
)  # fmt: skip
#: Headings that join two kinds of statements are written as two parts.
_JOINED: Final = (
    (("han-che", "nguyen-nhan"), ("Tồn tại, hạn chế", "Nguyên nhân")),
    (("nhiem-vu", "kien-nghi"), ("Phương hướng, nhiệm vụ", "Kiến nghị, đề xuất")),
)


@dataclass(slots=True)
class _Heading:
    """A heading with what stands under it."""

    title: str
    level: int
    questions: list[str] = field(default_factory=list)
    below: list[_Heading] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Table:
    title: str
    rows: tuple[tuple[str, ...], ...]


def read_guideline(document: LoadedDocument, report_type: str) -> Outline:
    """The outline that a superior's file asks for.

    Args:
        document: the file as it was loaded, with the levels of its headings.
        report_type: the shipped outline that lends grounds and cut-off days.

    Raises:
        UserError: the file has no headings to go by, or far too many.
    """
    base = load_outline(report_type)
    lines, tables, title = _parts(document)
    tops = _tree(lines)
    if len(tops) < 2:
        raise UserError(
            f"Không thấy đề mục nào trong “{document.name}” để lập đề cương: cần ít nhất hai đề "
            "mục đánh số I., II. (hoặc 1., 2.) hay dùng kiểu Heading của Word. Hãy chọn đúng tệp "
            "đề cương kèm công văn."
        )
    if len(tops) + sum(len(top.below) for top in tops) > _MOST_SECTIONS:
        raise UserError(
            f"“{document.name}” có quá nhiều đề mục cho một đề cương (hơn {_MOST_SECTIONS}); hãy "
            "chọn đúng tệp đề cương, không phải cả văn bản."
        )
    sections = _sections(tops, base)
    sections += _appendices(tables)
    return Outline(
        report_type=report_type,
        topic=base.topic,
        title=_report_title(title, base),
        cut_off=base.cut_off,
        names=_names(sections),
        sections=(*_framing(base, "mo-dau"), *sections, *_framing(base, "ket-thuc")),
        source=document.name,
    )


# --- the file's lines ---------------------------------------------------------------------------


def _parts(document: LoadedDocument) -> tuple[list[tuple[int, str]], list[_Table], str]:
    """Its lines with their levels, its tables with their names, and its title."""
    lines: list[tuple[int, str]] = []
    tables: list[_Table] = []
    cells: dict[tuple[int, int], str] = {}
    title = ""

    def close() -> None:
        if cells:
            table = _table(cells, lines, len(tables) + 1)
            if table is not None:
                tables.append(table)
            cells.clear()

    for block in document.blocks:
        text = nfc(document.text[block.start : block.end]).strip()
        if block.part:
            continue
        if block.cell is not None:
            row, column = (int(number) for number in block.cell.split(",")[:2])
            if (row, column) == (1, 1):
                close()
            cells[row, column] = f"{cells[row, column]} {text}" if (row, column) in cells else text
            continue
        close()
        if not text:
            continue
        named = _TITLE.match(text)
        if named and not title and not any(level for level, _ in lines):
            title = named["what"]
        lines.append((block.level, text))
    close()
    return lines, tables, title


def _table(
    cells: dict[tuple[int, int], str], lines: Sequence[tuple[int, str]], number: int
) -> _Table | None:
    """A table of figures; None for a letterhead and other tables that only place text."""
    rows, columns = max(row for row, _ in cells), max(column for _, column in cells)
    named = next(
        (line for _, line in reversed(lines[-_NEAR:]) if _appendix().match(fold(line))), ""
    )
    seen_heading = any(level for level, _ in lines)
    if rows < _FEWEST_ROWS or columns < 2 or not (named or seen_heading):
        return None
    grid = tuple(
        tuple(" ".join(cells.get((row, column), "").split()) for column in range(1, columns + 1))
        for row in range(1, rows + 1)
    )
    return _Table(named or f"Phụ lục {number}", grid)


def _tree(lines: Sequence[tuple[int, str]]) -> list[_Heading]:
    """The outermost headings, each with its questions and the headings below it."""
    lines = [(level, line) for level, line in lines if not _appendix().match(fold(line))]
    lines = _outermost(lines)
    tops: list[_Heading] = []
    current: _Heading | None = None
    for level, line in lines:
        title = _MARK.sub("", heading_title(line)).strip(" .:")
        if not level or not _is_title(line) or not title:
            if current is not None:
                current.questions += _questions(line)
            continue
        if level == 1:
            current = _Heading(_sentence_case(title), 1)
            tops.append(current)
        elif level == 2 and tops:
            current = _Heading(_sentence_case(title), 2)
            tops[-1].below.append(current)
        elif current is not None:  # deeper ones say what the part must hold
            current.questions.append(title)
    return tops


def _outermost(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Without a level that only frames: one heading over all, or "Phần thứ nhất"."""
    lines = list(lines)
    for _ in range(2):
        outer = [line for level, line in lines if level == 1]
        inner = [line for level, line in lines if level == 2]
        framing = len(outer) == 1 or (outer and all(_PART.match(fold(line)) for line in outer))
        if not framing or len(inner) < 2:
            break
        lines = [(max(0, level - 1), line) for level, line in lines if level != 1]
    return lines


def _is_title(line: str) -> bool:
    return not line.rstrip().endswith("?") and len(line.split()) <= _LONGEST_HEADING


def _questions(line: str) -> Iterator[str]:
    for piece in _QUESTION_END.split(_MARK.sub("", line)):
        if cleaned := piece.strip(" .;"):
            yield cleaned


def _sentence_case(title: str) -> str:
    """A heading in capitals as one writes it: "TỒN TẠI, HẠN CHẾ" → "Tồn tại, hạn chế"."""
    return title[:1] + title[1:].lower() if title.isupper() else title


# --- sections -----------------------------------------------------------------------------------


def _sections(tops: Sequence[_Heading], base: Outline) -> list[Section]:
    made: list[Section] = []
    used: dict[str, int] = {}
    for top in tops:
        family = _family(top.title) or "ket-qua"
        used[family] = used.get(family, 0) + 1
        key = family if used[family] == 1 else f"{family}-{used[family]}"
        below = top.below or _joined(top.title)
        section = _section(top, key, family, base)
        slugs: dict[str, int] = {}
        parts = []
        for part in below:
            slug = _slug(part.title)
            slugs[slug] = slugs.get(slug, 0) + 1
            own = slug if slugs[slug] == 1 else f"{slug}-{slugs[slug]}"
            kind = _family(part.title)
            inherits = kind is None or (family in ("ket-qua", "dac-diem") and kind == "chi-dao")
            parts.append(
                _section(part, f"{key}.{own}", family if inherits else kind or family, base)
            )
        made.append(replace(section, parts=tuple(parts)))
    return made


def _section(heading: _Heading, key: str, family: str, base: Outline) -> Section:
    told = " ".join([heading.title, *heading.questions])
    like = _like(base, family, told)
    return Section(
        key=key,
        heading=heading.title,
        holds="; ".join(heading.questions) or (like.holds if like else heading.title),
        cues=tuple(dict.fromkeys((*_cues(heading.title, told), *_lent(like, family, told)))),
        grounds=like.grounds if like else (),
        asks=tuple(_asks(heading.questions)),
        family=family,
    )


def _joined(title: str) -> list[_Heading]:
    """The two parts of a heading that joins shortcomings and causes, or tasks and proposals."""
    named = set(roles_of(title))
    for families, titles in _JOINED:
        if named.issuperset(families):
            return [_Heading(each, 2) for each in titles]
    return []


def _family(title: str) -> str | None:
    """The part of a report that a heading names; None where it names only a field of work."""
    folded = fold(title)
    for family, words in _data()["families"].items():
        if re.match(any_of(words).pattern, folded):
            return str(family)
    named = roles_of(title)
    return next((family for family in _FAMILIES if family in named), None)


def _like(base: Outline, family: str, told: str) -> Section | None:
    """The shipped section that lends its grounds: of the same kind, nearest in words."""
    same = [s for s in base.walk() if s.kind == family]
    folded = fold(told)
    scored = [(sum(fold(cue) in folded for cue in s.cues), -n, s) for n, s in enumerate(same)]
    return max(scored, key=lambda one: one[:2])[2] if scored else None


def _lent(like: Section | None, family: str, told: str) -> tuple[str, ...]:
    """The cues of the shipped section, where it surely speaks of the same matter."""
    if like is None:
        return ()
    folded = fold(told)
    sure = family != "ket-qua" or sum(fold(cue) in folded for cue in like.cues if " " in cue) > 1
    return like.cues if sure else ()


def _cues(title: str, told: str) -> tuple[str, ...]:
    """Words by which notes are known to speak of a section."""
    lowered = told.lower()
    known = [cue for cue in _vocabulary() if re.search(rf"(?<!\w){re.escape(cue)}(?!\w)", lowered)]
    return tuple(dict.fromkeys([*known, *_pairs(title)]))


def _asks(questions: Sequence[str]) -> Iterator[Ask]:
    """The figures that the questions ask for."""
    seen = set()
    for question in questions:
        for piece in _PIECES.split(question):
            folded = fold(piece)
            opened = _asked().search(folded)
            if opened is None:
                continue
            what = piece[opened.start() :].strip().lower()
            what = re.sub(r"^bao nhiêu\s+", "số ", what)
            cues = _pairs(what) or _all_pairs(what)
            # "số nhân khẩu": notes say "4.012 khẩu".
            cues += tuple(word for word in what.split()[-1:] if word in _short_cues())
            if cues and what not in seen:
                seen.add(what)
                yield Ask(what, cues)


def _pairs(text: str) -> tuple[str, ...]:
    """Neighbouring syllables that say what a text is about; one where it has only one."""
    pairs: list[str] = []
    runs: list[list[str]] = [[]]
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        if word in _empty():
            runs.append([])
        else:
            runs[-1].append(word)
    for run in runs:
        pairs += [" ".join(run[at : at + 2]) for at in range(len(run) - 1)]
    if not pairs:
        pairs = [word for run in runs for word in run]
    return tuple(dict.fromkeys(pairs))


def _all_pairs(text: str) -> tuple[str, ...]:
    """Neighbouring syllables of a text that only counts people: "lượt người", "người tham dự"."""
    words = [word for word in re.findall(r"[^\W\d_]+", text.lower()) if word not in ("số", "tổng")]
    return tuple(" ".join(words[at : at + 2]) for at in range(len(words) - 1))


def _appendices(tables: Sequence[_Table]) -> list[Section]:
    return [
        Section(
            key=f"{APPENDIX}-{number}",
            heading=table.title,
            holds="Biểu số liệu theo mẫu của cấp trên.",
            numbered=False,
            family=APPENDIX,
            table=table.rows,
        )
        for number, table in enumerate(tables, start=1)
    ]


def _framing(base: Outline, key: str) -> tuple[Section, ...]:
    return tuple(section for section in base.sections if section.key == key)


def _names(sections: Sequence[Section]) -> dict[str, str]:
    names = {"mo-dau": "mo-dau"}
    for section in sections:
        for each in (section, *section.parts):
            names[each.key] = each.key
            names.setdefault(each.kind, each.key)
    return names | {"ket-thuc": "ket-thuc"}


def _report_title(title: str, base: Outline) -> str:
    if not title:
        return base.title
    title = _sentence_case(title)
    title = title[:1].upper() + title[1:]
    return title if find_period(title) else f"{title} {{period}}"


def _slug(title: str) -> str:
    words = re.findall(r"[a-z0-9]+", fold(title))
    slug = "-".join(words)[:_LONGEST_SLUG].strip("-")
    return slug or "phan"


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[str, ...]:
    """The cues of the shipped outlines that are more than one syllable."""
    return tuple(sorted(cue for cue in _shipped_cues() if " " in cue))


@lru_cache(maxsize=1)
def _short_cues() -> frozenset[str]:
    return frozenset(cue for cue in _shipped_cues() if " " not in cue)


def _shipped_cues() -> set[str]:
    sections = [section for name in outline_names() for section in load_outline(name).walk()]
    cues = {cue.lower() for section in sections for cue in section.cues}
    return cues | {cue.lower() for s in sections for ask in s.asks for cue in ask.cues}


@lru_cache(maxsize=1)
def _appendix() -> re.Pattern[str]:
    return any_of(_data()["appendix"])


@lru_cache(maxsize=1)
def _asked() -> re.Pattern[str]:
    return any_of(_data()["asked"])


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    return frozenset(_data()["empty"])


@lru_cache(maxsize=1)
def _data() -> Any:
    text = (data_folder("knowledge") / "structure" / "guidelines.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
