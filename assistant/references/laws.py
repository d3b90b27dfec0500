"""Laws, codes and ordinances cited by name: "Luật Tiếp công dân năm 2013"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from assistant.domain import Reference, Span
from assistant.language.text import fold, modern_tones
from assistant.references import pinpoints
from assistant.references.around import line_end, look_right
from assistant.references.codes import KIND_SPELLINGS
from assistant.references.taken import Taken

_LAW = re.compile(r"(?:luat|lenh)\s+(?=\w)")
_KIND = re.compile(r"(?<!\w)(?:bo\s+luat|luat|phap\s+lenh)\s+$")
#: Not the "luật" of "pháp luật", "kỷ luật", "quy luật", of a subject of study, or of a person.
_OTHER_SENSE = re.compile(r"(?<!\w)(?:phap|ky|quy|nganh|khoa|truong|hoc|ong|ba|em|y|nhan)\s+$")
_LAW_YEAR = re.compile(r"\s*,?\s*(?:\(?\s*nam\s+)?(?P<year>(?:19|20)\d\d)\b(?![/\-])")
#: With accents, since without them "có" ends a name and "cơ sở" does not.
_NAME_STOP = re.compile(
    r"[,;:.()\n“”\"*/|]|\s(?:số|ngày|năm|và\s+(?:các|nghị|luật|bộ\s+luật|pháp|quyết|thông|chỉ)|"
    r"được|quy\s+định|đã|có|từ|tại|theo|để|đến|của|gắn|cho|khi|là|về|với|trên|nhằm|bằng|trước|sau|"
    r"hiện\s+hành|mới|này|do|gồm|thì|không|và\s+quy|(?=\d))(?=\s|$|[,;.]|\d)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_ONLY_SPACES_AND_COMMAS = re.compile(r"[\s,-]*")


@lru_cache(maxsize=8)
def _by_first_word(names: tuple[str, ...]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Names of laws by their first word folded, the longest first: folded words, accented words."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    words = {name: tuple(_WORD.findall(fold(name))) for name in names}
    for name in sorted(words, key=lambda name: (-len(words[name]), name)):
        if words[name]:
            table.setdefault(words[name][0], []).append((words[name], _accented(name)))
    return table


def _accented(name: str) -> str:
    return " ".join(_WORD.findall(modern_tones(name.lower())))


def laws_by_name(text: str, folded: str, taken: Taken, names: tuple[str, ...]) -> list[Reference]:
    known = _by_first_word(names)
    references: list[Reference] = []
    for match in _LAW.finditer(folded):
        name_start = match.end()
        kind = _KIND.search(folded, max(0, match.start() - 8), name_start)
        if not kind or _OTHER_SENSE.search(folded, max(0, kind.start() - 8), kind.start()):
            continue
        start = kind.start()
        if taken.overlaps(Span(start, start + 1)):
            continue
        name_end = _known_name(text, folded, start, name_start, known)
        if name_end is None:
            name_end = _capitalised_name(text, start, name_start)
        if name_end is None:
            continue
        end = name_end
        year_match = _LAW_YEAR.match(folded, name_end)
        if year_match:
            end = year_match.end("year")
        begin, places = pinpoints.before(folded, start, 0)
        if taken.overlaps(Span(begin, end)):
            begin = start
            if taken.overlaps(Span(begin, end)):
                continue
        stop = taken.next_start(end, line_end(text, end))
        right = look_right(text, folded, end, min(stop, end + 90))
        span = Span(begin, end)
        name_span = Span(name_start, name_end)
        references.append(
            Reference(
                span=span,
                text=span.of(text),
                kind=KIND_SPELLINGS[re.sub(r"\s+", " ", kind[0].strip())],
                year=int(year_match["year"]) if year_match else None,
                signed=right.signed,
                issuer=right.issuer if right.signed else None,
                title=re.sub(r"\s+", " ", name_span.of(text)),
                pinpoints=places,
                kind_span=Span(start, start + len(kind[0].rstrip())),
                signed_span=right.signed_span,
                issuer_span=right.issuer_span if right.signed else None,
                title_span=name_span,
            )
        )
    return references


def _known_name(
    text: str,
    folded: str,
    kind_start: int,
    start: int,
    known: dict[str, list[tuple[tuple[str, ...], str]]],
) -> int | None:
    """End of the longest known name that starts at ``start``; commas between words are optional.

    Where the kind is written with accents the name must be too: "Luật được" is not "Luật Dược".
    """
    words = list(islice(_WORD.finditer(folded, start, start + 200), 32))
    if not words or words[0].start() != start:
        return None
    written = tuple(match[0] for match in words)
    plain = text[kind_start:start].isascii()
    for name, accented in known.get(written[0], ()):
        if written[: len(name)] == name:
            end = words[len(name) - 1].end()
            if _ONLY_SPACES_AND_COMMAS.fullmatch(_WORD.sub("", folded[start:end])) and (
                plain or _accented(text[start:end]) == accented
            ):
                return end
    return None


def _capitalised_name(text: str, kind_start: int, start: int) -> int | None:
    """End of an unknown law's name: it begins with a capital and runs to a stop word or sign."""
    if not text[start].isupper() or not text[kind_start].isupper():
        return None
    stop = _NAME_STOP.search(text, start, min(len(text), start + 130))
    end = stop.start() if stop else min(len(text), start + 130)
    return end if end - start >= 4 else None
