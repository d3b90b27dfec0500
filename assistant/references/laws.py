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
#: What a law that amends others says before their names.
_AMENDING = re.compile(
    r"(?:sua\s+doi(?:\s*,?\s*bo\s+sung)?|bo\s+sung|bai\s+bo)(?:\s+(?!cua\s)[^\W\d_]+){0,6}?"
    r"(?:\s+\d{1,3}[a-z]?)?\s+(?:cua\s+|\d{1,2}\s+luat\s+(?P<many>co\s+lien\s+quan[^.,;:()\n]{0,80}|"
    r"lien\s+quan[^.,;:()\n]{0,80})?)?(?=(?P<of>(?:bo\s+luat|luat|phap\s+lenh)\s)|)"
)
_NEXT_AMENDED = re.compile(r"(?:\s*,\s*|\s+va\s+)(?=(?:bo\s+luat|luat|phap\s+lenh)\s)")
#: The first two words of names of laws written with a small letter behind a capital "Luật".
_SUBJECTS = frozenset(
    re.findall(
        r"[^|]+",
        "an ninh|an toan|ban hanh|bao hiem|bao ve|bau cu|bien gioi|bien phong|binh dang|"
        "can bo|cac to|canh sat|chat luong|chung khoan|chuyen giao|co quan|cong an|"
        "cong chung|cong doan|cong nghe|cu tru|dan quan|dan so|dau gia|dau thau|dau tu|"
        "dat dai|di san|dia chat|dien luc|do luong|doanh nghiep|du lich|du tru|duong sat|"
        "duoc nam|giao duc|giao thong|giam dinh|giong cay|hai quan|hang hai|hang khong|"
        "ho tich|hoa chat|hoa giai|hon nhan|hop tac|khieu nai|khoa hoc|khoang san|"
        "kiem toan|kinh doanh|ke toan|lao dong|ly lich|luu tru|nang luong|nghia vu|"
        "ngan hang|ngan sach|nguoi cao|nguoi khuyet|nha o|nuoi con|phi va|phong chay|"
        "phong chong|phong ,|quan ly|quoc phong|quoc tich|quy hoach|so huu|si quan|su dung|"
        "tai nguyen|thanh nien|thanh tra|the duc|thi dua|thi hanh|thong ke|thuc hanh|"
        "thuc hien|thue bao|thue gia|thue su|thue tai|thue thu|thue tieu|thue xuat|"
        "thue nha|thuong mai|thuy loi|thuy san|tiep can|tiep cong|tin nguong|to cao|"
        "to chuc|to tung|trach nhiem|tre em|tro giup|trong tai|trung cau|uu dai|vien chuc|"
        "vien thong|xay dung|xu ly|xuat ban|xuat canh|y te|du bi|giong vat|an phi|chi phi|"
        "thu y|dong vien|cuu chien|thu tuc|cong nghiep|pha san|canh tranh|bao chi|"
        "quang cao|dien anh",
    )
)
_TWO_WORDS = re.compile(r"(\w+)(?:\s+(\w+)|(\s*,))")
#: With accents, since without them "có" ends a name and "cơ sở" does not.
_NAME_STOP = re.compile(
    r"[,;:.()\n“”\"*/|]|\s(?:số|ngày|năm|và\s+(?:các|nghị|luật|bộ\s+luật|pháp|quyết|thông|chỉ)|"
    r"được|quy\s+định|đã|có|từ|tại|theo|để|đến|của|gắn|cho|khi|là|về|với|trên|nhằm|bằng|trước|sau|"
    r"hiện\s+hành|mới|này|do|gồm|thì|không|và\s+quy|(?=\d))(?=\s|$|[,;.]|\d)",
    re.IGNORECASE,
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
        kind_span = Span(start, start + len(kind[0].rstrip()))
        reference = _reference(text, folded, taken, kind_span, Span(name_start, name_end))
        if reference:
            references.append(reference)
            reached = name_end
    return references


def _reference(
    text: str, folded: str, taken: Taken, kind_span: Span, name_span: Span
) -> Reference | None:
    year = _LAW_YEAR.match(folded, name_span.end)
    end = year.end("year") if year else name_span.end
    begin, places = pinpoints.before(text, folded, kind_span.start, 0)
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
    """Where the name of a law ends that starts at ``start``, None where none does."""
    end = _known_name(text, folded, kind_start, start, known)
    return end if end is not None else _unknown_name(text, folded, kind_start, start)


def _amending_name(
    text: str, folded: str, kind_start: int, start: int, known: _Known
) -> int | None:
    """Where the name of a law that amends others ends: behind the last name of theirs."""
    found = _AMENDING.match(folded, start, start + 120)
    if not found or not text[kind_start].isupper():
        return None
    if found["many"]:
        return found.end("many")
    end: int | None = None
    position = found.end() if found["of"] else None
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


def _unknown_name(text: str, folded: str, kind_start: int, start: int) -> int | None:
    """End of an unknown law's name: it runs to a stop word or sign."""
    if not text[kind_start].isupper():
        return None
    first = text[start]
    two = _TWO_WORDS.match(folded, start)
    named = two is not None and f"{two[1]} {two[2] or ','}" in _SUBJECTS
    if not first.isupper() and not named:
        return None
    reach = min(len(text), start + 130)
    # The second word too belongs to a name that is known by its first two.
    found = _NAME_STOP.search(text, two.end() if two and named else start, reach)
    end = found.start() if found else reach
    return end if end - start >= 4 else None
