"""Laws, codes and ordinances cited by name: "Luật Tiếp công dân năm 2013".

A name that is known is delimited exactly and found in small letters too. Another one begins with a
capital, or with the words that names of laws begin with, and runs to the next stop word or sign. A
law that amends others is named with theirs: "Luật sửa đổi, bổ sung một số điều của Luật Cư trú".
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from assistant.domain import Reference, Span
from assistant.language.text import fold, modern_tones
from assistant.references import pinpoints
from assistant.references.codes import KIND_SPELLINGS
from assistant.references.left import other_sense
from assistant.references.right import look_right
from assistant.references.taken import Taken, inside_word, line_end

_LAW = re.compile(r"(?:luat|lenh)\s+(?=[“\"(]?\w)")
_KIND = re.compile(r"(?:bo\s+luat|luat|phap\s+lenh)\s+$")
_LAW_YEAR = re.compile(r"\s*,?\s*\(?\s*(?:nam\s+)?(?P<year>(?:19|20)\d\d)\b(?![/\-])")
#: What a law that amends others says before their names, or in place of them.
_AMENDING = re.compile(
    r"(?:sua\s+doi(?:\s*,?\s*bo\s+sung)?|bo\s+sung|bai\s+bo)(?:\s+(?!cua\s)\w+){0,6}?\s+"
    r"(?:(?:cua\s+)?(?=(?P<of>bo\s+luat|luat|phap\s+lenh)\s)"
    r"|(?:cua\s+)?\d{1,2}\s+luat(?:(?:\s+co)?\s+lien\s+quan"
    r"(?:\s+(?!(?:va|nam|so|ngay|co|duoc|da|thi|la)\s)\w+){0,14})?(?!\w))"
)
_NEXT_AMENDED = re.compile(r"(?:\s*,\s*|\s+va\s+)(?=(?:bo\s+luat|luat|phap\s+lenh)\s)")
#: With accents, since without them "có" ends a name and "cơ sở" does not.
_NAME_STOP = re.compile(
    r"[,;:.()\n“”\"*/|]|\s(?:số|ngày|năm|và\s+(?:các|nghị|luật|bộ\s+luật|pháp|quyết|thông|chỉ)|"
    r"được|quy\s+định|đã|có|từ|tại|theo|để|đến|của|gắn|cho|khi|là|về|với|trên|nhằm|bằng|trước|sau|"
    r"phải|nếu|nhưng|và\s+(?:hướng\s+dẫn|văn\s+bản|(?:điều|khoản)\s+\d)|"
    r"hiện\s+hành|mới|này|do|gồm|thì|không|và\s+quy|(?=\d))(?=\s|$|[,;.]|\d)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"về\s+")
#: A name in its initials: "Luật NSNN", "Luật PCCC và CNCH".
_IN_INITIALS = re.compile(
    r"[A-ZĐ]{2,8}(?:\s+(?:và\s+)?[A-ZĐ]{2,8}(?![^\W_])|\s+Việt\s+Nam)*(?![A-ZĐ])"
)
_WORD = re.compile(r"\w+")
_NAMED_KIND = re.compile(r"(?:bo\s+luat|luat|phap\s+lenh)\s+")
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
    reached = 0
    for match in _LAW.finditer(folded):
        kind = _KIND.search(folded, max(0, match.start() - 8), match.end())
        if not kind or kind.start() < reached or inside_word(text, kind.start()):
            continue
        start, name_start = kind.start(), kind.end()
        if other_sense(text, folded, start) or taken.overlaps(Span(start, start + 1)):
            continue
        name_end = _amending_name(text, folded, start, name_start, known) or _name(
            text, folded, start, name_start, known
        )
        if name_end is None:
            continue
        name_end = min(name_end, taken.next_start(name_start, name_end))
        if not text[name_start:name_end].strip():
            continue
        kind_span = Span(start, start + len(kind[0].rstrip()))
        name_span = Span(name_start, name_end)
        reference = _reference(text, folded, taken, kind_span, name_span, reached)
        if reference:
            references.append(reference)
            reached = reference.span.end
    return references


def _reference(
    text: str, folded: str, taken: Taken, kind_span: Span, name_span: Span, limit: int
) -> Reference | None:
    """The law that is named at ``name_span``; nothing before ``limit`` belongs to it."""
    year = _LAW_YEAR.match(folded, name_span.end)
    end = year.end("year") if year else name_span.end
    begin, places = pinpoints.before(text, folded, kind_span.start, limit)
    if taken.overlaps(Span(begin, end)):
        begin = kind_span.start
        if taken.overlaps(Span(begin, end)):
            return None
    stop = taken.next_start(end, line_end(text, end, 90))
    right = look_right(text, folded, end, min(stop, end + 90))
    span = Span(begin, end)
    return Reference(
        span=span,
        text=span.of(text),
        kind=KIND_SPELLINGS[re.sub(r"\s+", " ", fold(kind_span.of(text)))],
        year=int(year["year"]) if year else None,
        signed=right.signed,
        issuer=right.issuer if right.signed else None,
        title=re.sub(r"\s+", " ", name_span.of(text)),
        pinpoints=places or right.pinpoints,
        kind_span=kind_span,
        signed_span=right.signed_span,
        issuer_span=right.issuer_span if right.signed else None,
        title_span=name_span,
    )


_Known = dict[str, list[tuple[tuple[str, ...], str]]]


def _name(text: str, folded: str, kind_start: int, start: int, known: _Known) -> int | None:
    """Where the name of a law ends that starts at ``start``, None where none does.

    "Luật về …" names one where a known name follows.
    """
    about = _ABOUT.match(text, start)
    if about:
        return _known_name(text, folded, kind_start, about.end(), known)
    end = _known_name(text, folded, kind_start, start, known)
    return end if end is not None else _unknown_name(text, folded, kind_start, start, known)


def _amending_name(
    text: str, folded: str, kind_start: int, start: int, known: _Known
) -> int | None:
    """Where the name of a law that amends others ends: behind the last name of theirs."""
    found = _AMENDING.match(folded, start, start + 120)
    if not found or not text[kind_start].isupper():
        return None
    if found["of"] is None:
        return found.end()
    end: int | None = None
    position: int | None = found.end()
    while position is not None:
        kind = _NAMED_KIND.match(folded, position)
        name_end = _name(text, folded, position, kind.end(), known) if kind else None
        if name_end is None:
            break
        year = _LAW_YEAR.match(folded, name_end)
        joint = _NEXT_AMENDED.match(folded, name_end)
        end, position = name_end, joint.end() if joint and not year else None
    return end


def _known_name(
    text: str,
    folded: str,
    kind_start: int,
    start: int,
    known: _Known,
) -> int | None:
    """End of the longest known name that starts at ``start``; commas between words are optional.

    Where the kind is written with accents the name must be too: "Luật được" is not "Luật Dược".
    """
    first = _WORD.match(folded, start)
    if first is None or first[0] not in known:
        return None
    words = list(islice(_WORD.finditer(folded, start, start + 200), 32))
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


def _unknown_name(text: str, folded: str, kind_start: int, start: int, known: _Known) -> int | None:
    """End of an unknown law's name: it runs to a stop word or sign.

    It begins with a capital, or with the two words with which a known name begins. One in initials
    runs as far as these do.
    """
    if not text[kind_start].isupper():
        return None
    words = tuple(match[0] for match in islice(_WORD.finditer(folded, start, start + 30), 2))
    names = known.get(words[0], ()) if words else ()
    begins = any(len(name) > 1 and name[:2] == words for name, _ in names)
    if not begins and not text[start].isupper():
        return None
    initials = _IN_INITIALS.match(text, start) if text[kind_start + 1].islower() else None
    if initials:
        return initials.end()
    reach = min(len(text), start + 130)
    found = _NAME_STOP.search(text, start + len(" ".join(words)) if begins else start, reach)
    end = start + len(text[start : found.start() if found else reach].rstrip())
    return end if end - start >= 4 else None
