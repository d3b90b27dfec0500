"""Documents named short: "Nghị định 61/2018", "NĐ 115", "Hiến pháp năm 2013", "Nghị định này"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import Reference, Span
from assistant.language.text import fold
from assistant.references import pinpoints
from assistant.references.around import inside_word, line_end, look_left, look_right, share
from assistant.references.codes import KIND_SPELLINGS
from assistant.references.number import SHORT_NUMBER, starts_number
from assistant.references.taken import Taken

_YEAR = re.compile(r"\s*,?\s*(?:\(?\s*nam\s+)?(?P<year>(?:19|20)\d\d)\b(?![/\-])")
#: Kinds that are cited by serial alone, in speech and notes: "NĐ 115", "Quyết định 749".
_KINDS = (
    r"nghi\s+dinh|nghi\s+quyet|thong\s+tu|quyet\s+dinh|chi\s+thi|ket\s+luan|cong\s+van|de\s+an|"
    r"chuong\s+trinh|nd|nq|qd|ct|cv|kl|tt|kh|bc|tb"
)
#: Words that may follow such a serial, none of which is a thing to be counted.
_FOLLOWERS = frozenset(
    re.findall(
        r"\w+",
        "của ngày về và với đã được có còn thì là để theo tại do quy hướng trong trên từ này nêu "
        "đến chưa không hết đang cũng mà nhưng cho vẫn hay hoặc sửa thay mới cũ nhé ạ vậy giao nói",
    )
)
_PLAIN_FOLLOWERS = frozenset(fold(word) for word in _FOLLOWERS)
_SHORT_SERIAL = re.compile(
    rf"(?P<kind>{_KINDS})\s+(?:so\s+)?(?P<serial>\d{{1,4}}[a-z]?)"
    r"(?=\s*(?:$|[,;:)”\"?!]|\.(?!\d))|\s+(?P<next>nam\s+(?:19|20|nay)|ban\s+hanh|[a-z]+)(?!\w))"
)
#: Abbreviations that also mean other things count only in capitals ("tt" is "thị trấn", too).
_ONLY_CAPITALS = frozenset({"tt", "kh", "bc", "tb", "ct"})

#: "Nghị định này", "Công văn nêu trên": with a capital, so that "kế hoạch này" is no document.
_BACK = re.compile(
    r"(?:Bộ\s+luật|Luật|Pháp\s+lệnh|Hiến\s+pháp|Nghị\s+định|Nghị\s+quyết(?:\s+liên\s+tịch)?|"
    r"Thông\s+tư(?:\s+liên\s+tịch)?|Quyết\s+định|Chỉ\s+thị|Kết\s+luận|Quy\s+định|Quy\s+chế|Quy\s+ước|"
    r"Kế\s+hoạch|Công\s+văn|Công\s+điện|Báo\s+cáo|Thông\s+báo|Hướng\s+dẫn|Chương\s+trình|Đề\s+án|"
    r"Phương\s+án|Tờ\s+trình|Văn\s+bản)"
    r"(?=(?P<back>\s+(?:này|đó|nói\s+trên|nêu\s+trên|kể\s+trên|trên\s+đây|vừa\s+nêu|trên))(?!\w))"
)
_CONSTITUTION = re.compile(r"hien\s+phap(?!\w)")


def short_numbers(text: str, folded: str, taken: Taken) -> list[Reference]:
    references: list[Reference] = []
    for match in SHORT_NUMBER.finditer(text):
        span = Span(match.start(), match.end())
        if not starts_number(text, span.start) or taken.overlaps(span):
            continue
        left = look_left(text, folded, span.start, 0)
        if left.kind is None or taken.overlaps(Span(left.start, span.end)):
            continue
        stop = taken.next_start(span.end, line_end(text, span.end))
        right = look_right(text, folded, span.end, min(stop, line_end(text, span.end)))
        whole = Span(left.start, right.end)
        references.append(
            Reference(
                span=whole,
                text=whole.of(text),
                kind=left.kind,
                number=f"{match['serial']}/{match['year']}",
                serial=match["serial"],
                year=int(match["year"]),
                signed=right.signed,
                issuer=right.issuer,
                title=left.name or right.title,
                pinpoints=left.pinpoints,
                problems=("code_missing",),
                kind_span=left.kind_span,
                number_span=span,
                signed_span=right.signed_span,
                issuer_span=right.issuer_span,
                title_span=left.name_span or right.title_span,
            )
        )
    return references


def short_serials(text: str, folded: str, taken: Taken) -> list[Reference]:
    """ "NĐ 115", "Quyết định 749": a serial alone, where nothing is counted."""
    found: list[Reference] = []
    for match in _SHORT_SERIAL.finditer(folded):
        core = Span(match.start("kind"), match.end("serial"))
        small = not text[match.start("kind") : match.end("kind")].isupper()
        if inside_word(folded, core.start) or taken.overlaps(core):
            continue
        if (small and match["kind"] in _ONLY_CAPITALS) or not _may_follow(text, match):
            continue
        stop = taken.next_start(core.end, line_end(text, core.end))
        right = look_right(text, folded, core.end, min(stop, line_end(text, core.end)))
        start, places = pinpoints.before(folded, core.start, 0)
        span = Span(start, right.end)
        if taken.overlaps(span):
            span = core
        found.append(
            Reference(
                span=span,
                text=span.of(text),
                kind=KIND_SPELLINGS[re.sub(r"\s+", " ", match["kind"])],
                number=match["serial"],
                serial=match["serial"],
                signed=right.signed,
                issuer=right.issuer,
                title=right.title,
                pinpoints=places,
                problems=("code_missing",),
                kind_span=Span(*match.span("kind")),
                number_span=Span(*match.span("serial")),
                signed_span=right.signed_span,
                issuer_span=right.issuer_span,
                title_span=right.title_span,
            )
        )
    return share(found, folded)


def _may_follow(text: str, match: re.Match[str]) -> bool:
    """Whether what stands behind the serial is the end of a clause or one of the followers."""
    follower = match["next"]
    if follower is None or " " in follower:
        return True
    written = text[match.start("next") : match.end("next")].lower()
    if text[match.start("kind") : match.end("next")].isascii():
        return written in _PLAIN_FOLLOWERS
    return written in _FOLLOWERS


def constitution(text: str, folded: str, taken: Taken) -> Iterator[Reference]:
    """ "Hiến pháp năm 2013": there is one at a time, so a year is all that it needs."""
    for match in _CONSTITUTION.finditer(folded):
        year = _YEAR.match(folded, match.end())
        end = year.end("year") if year else match.end()
        number = int(year["year"]) if year else None
        yield from _by_kind(text, folded, taken, Span(*match.span()), end, "Hiến pháp", number)


def back_references(text: str, folded: str, taken: Taken) -> Iterator[Reference]:
    """ "Nghị định này", "Công văn nêu trên": a kind alone, which points to a document before."""
    for match in _BACK.finditer(text):
        kind = KIND_SPELLINGS.get(re.sub(r"\s+", " ", fold(match[0])), match[0])
        yield from _by_kind(text, folded, taken, Span(*match.span()), match.end("back"), kind, None)


def _by_kind(
    text: str,
    folded: str,
    taken: Taken,
    kind_span: Span,
    end: int,
    kind: str,
    year: int | None,
) -> Iterator[Reference]:
    """The reference that is a kind and ends at ``end``, unless another has claimed it."""
    core = Span(kind_span.start, end)
    if inside_word(folded, core.start) or taken.overlaps(core):
        return
    start, places = pinpoints.before(folded, core.start, 0)
    span = Span(start, core.end)
    if taken.overlaps(span):
        span = core
    yield Reference(
        span=span,
        text=span.of(text),
        kind=kind,
        year=year,
        pinpoints=places,
        kind_span=kind_span,
    )
