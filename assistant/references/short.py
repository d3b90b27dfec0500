"""Documents named short: "Nghị định 61/2018", "NĐ 115", "Quyết định 749", "BLDS 2015"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.domain import Reference, Span
from assistant.language.text import fold
from assistant.references import pinpoints
from assistant.references.codes import KIND_SPELLINGS
from assistant.references.enumerations import joined, share
from assistant.references.left import look_left, no_document
from assistant.references.number import SHORT_NUMBER, starts_number
from assistant.references.right import REACH, look_right
from assistant.references.taken import Taken, inside_word, line_end

#: Kinds of legal documents: a serial behind them is their number.
_LEGAL = r"nghi\s+dinh|nghi\s+quyet|thong\s+tu(?:\s+lien\s+tich)?|chi\s+thi|phap\s+lenh"
#: Kinds that are nouns of daily work too.
_WORK = r"quyet\s+dinh|ket\s+luan|cong\s+van|de\s+an|chuong\s+trinh|van\s+ban\s+hop\s+nhat"
#: Kinds behind which "số" must stand, or a capital before and one of the followers behind them.
_ORDINARY = (
    r"ke\s+hoach(?:\s+lien\s+tich)?|bao\s+cao|huong\s+dan|quy\s+dinh|quy\s+che|thong\s+bao|"
    r"to\s+trinh|giay\s+moi|cong\s+dien"
)
_ABBREVIATED = r"nd|nq|qd|cv|ct|kl|tt|kh|bc|tb|hd|ttr|gm|ttlt|vbhn"
_SERIAL = re.compile(
    rf"(?P<kind>(?P<legal>{_LEGAL})|(?P<work>{_WORK})|(?P<ordinary>{_ORDINARY})|{_ABBREVIATED})"
    r"(?:\s+(?P<so>so\s*:?\s*)?|(?P<glued>[-.]?))(?P<serial>[0-9]\d{0,3}[a-z]?)"
    r"(?![\w/%\\]|[.,]\d|\s*%|\s*[-–]\s*\d|\s*[/–-]\s*[a-z]+[/–-])"
    r"(?:\s+nam\s+(?P<year>(?:19|20)\d\d)(?![/\w]|\s*[-–]))?"
)
_LONGEST_KIND = 30
_SERIAL_AND_YEAR = 40
#: Where a serial may stand: searched first, as digits are rarer than the letters of kinds.
_SERIAL_START = re.compile(r"[0-9](?<=[\s:qdv.-].)")
#: The last words of kinds: what stands before a serial is looked up before it is parsed.
_LAST_WORDS = frozenset(
    re.findall(
        r"\w+",
        "dinh quyet tu tich thi lenh luan van an trinh nhat hoach cao dan che bao moi dien",
    )
) | set(_ABBREVIATED.split("|"))
_NEXT = re.compile(r"\s+(?P<next>nam\s+nay|ngay\s+(?:\d+|m[uo]ng)|ban\s+hanh|[a-z]+)(?!\w)")
#: Words that may follow such a serial where it might also count something.
_FOLLOWERS = frozenset(
    re.findall(
        r"\w+",
        "của về và khác đều cùng "
        "với đã được có còn thì là để theo tại do quy hướng trong trên từ "
        "này nêu đến chưa không hết đang cũng mà nhưng cho vẫn hay hoặc sửa thay mới cũ "
        "nhé ạ vậy giao nói",
    )
)
#: What is counted or measured: "nghị quyết 5 nội dung", "báo cáo 6 tháng", "KH 5 năm".
_COUNTED = frozenset(
    re.findall(
        r"\w+",
        "tháng năm ngày tuần quý lần nội người hộ trường thôn xã văn nhiệm mục triệu tỷ "
        "cuộc buổi lượt đợt bộ điểm phần chương khoản trang tiết mô hồ đơn vụ cán loại mức "
        "bước giai biện km ha m kg tấn con bản giờ phút nghìn ngàn",
    )
)
_A_YEAR = re.compile(r"(?:19|20)\d\d")
#: Abbreviations that also mean other things count only in capitals ("tt" is "thị trấn", too).
_ALSO_SMALL = frozenset({"nd", "nq", "qd", "cv"})
_GLUED_KINDS = frozenset({"nd", "nq", "qd", "cv"})
_CONTINUED = re.compile(r"\d{1,4}[a-z]?(?![\w/%\\]|[.,]\d|\s*%)")
_CODES_OF_LAW = re.compile(
    r"BL(?P<name>DS|HS|LĐ|TTDS|TTHS)(?!\w)(?:\s+(?:năm\s+)?(?P<year>20\d\d)(?!\w))?"
)


def short_numbers(text: str, folded: str, taken: Taken) -> list[Reference]:
    """ "Nghị định 61/2018 và 107/2021": serial and year, behind a kind."""
    numbers = [
        match
        for match in SHORT_NUMBER.finditer(text)
        if starts_number(text, match.start()) and not taken.overlaps(Span(*match.span()))
    ]
    lefts = [look_left(text, folded, match.start(), 0) for match in numbers]
    limits = [*(left.start for left in lefts[1:]), len(text)]
    references: list[Reference] = []
    for match, left, limit in zip(numbers, lefts, limits, strict=False):
        span = Span(*match.span())
        kind_span = left.kind_span
        kind, start = left.kind, left.start
        if kind is None:
            if not references or not _continues(folded, references[-1], span.start):
                continue
            kind, kind_span, start = references[-1].kind, references[-1].kind_span, span.start
        if taken.overlaps(Span(start, span.end)):
            continue
        stop = min(limit, taken.next_start(span.end, line_end(text, span.end, REACH)))
        right = look_right(text, folded, span.end, stop)
        whole = Span(start, right.end)
        references.append(
            Reference(
                span=whole,
                text=whole.of(text),
                kind=kind,
                number=f"{match['serial']}/{match['year']}",
                serial=match["serial"],
                year=int(match["year"]),
                signed=right.signed,
                issuer=right.issuer,
                title=left.name_span.of(text) if left.name_span else right.title,
                pinpoints=left.pinpoints or right.pinpoints,
                problems=("code_missing",),
                kind_span=kind_span,
                number_span=span,
                signed_span=right.signed_span,
                issuer_span=right.issuer_span,
                title_span=left.name_span or right.title_span,
            )
        )
    return share(references, folded)


def _continues(folded: str, before: Reference, start: int) -> bool:
    return before.number_span is not None and joined(folded, before.number_span.end, start)


def short_serials(text: str, folded: str, taken: Taken) -> list[Reference]:
    """ "NĐ 115", "Nghị định 60 và 61": a serial alone, where nothing is counted."""
    found: list[Reference] = []
    serials = [match for match in _serials(folded) if _is_document(text, folded, taken, match)]
    limits = [*(match.start("kind") for match in serials[1:]), len(text)]
    for match, limit in zip(serials, limits, strict=False):
        reference = _serial(text, folded, taken, match, limit)
        found.append(reference)
        assert reference.number_span is not None
        if reference.span.end == reference.number_span.end:
            found += _continued(text, folded, taken, reference, limit)
    return share(found, folded)


def _is_document(text: str, folded: str, taken: Taken, match: re.Match[str]) -> bool:
    core = Span(match.start("kind"), match.end("serial"))
    return not (
        inside_word(text, core.start)
        or taken.overlaps(core)
        or not _names(text, folded, match)
        or no_document(folded, core.start)
    )


def _serials(folded: str) -> Iterator[re.Match[str]]:
    """Where a kind stands with a serial behind it."""
    for digit in _SERIAL_START.finditer(folded):
        start = digit.start()
        before = folded[max(0, start - 16) : start].replace(":", " ").rstrip("-. ").split()
        while before and before[-1] == "so":
            before.pop()
        if not before or before[-1].lstrip("(“\"'") not in _LAST_WORDS:
            continue
        found = _SERIAL.search(folded, max(0, start - _LONGEST_KIND), start + _SERIAL_AND_YEAR)
        while found and found.start("serial") < start:
            found = _SERIAL.search(folded, found.start() + 1, start + _SERIAL_AND_YEAR)
        if found and found.start("serial") == start:
            yield found


def _names(text: str, folded: str, match: re.Match[str]) -> bool:
    """Whether the serial names a document, by kind, letters and what follows."""
    written = text[slice(*match.span("kind"))]
    kind = " ".join(match["kind"].split())
    capital, follower = written[0].isupper(), _follower(text, folded, match)
    plain = (written + (follower or "")).isascii()
    counted = _COUNTED_PLAIN if plain else _COUNTED
    followers = _FOLLOWERS_PLAIN if plain else _FOLLOWERS
    between = folded[match.end("kind") : match.start("serial")]
    if (
        match["so"] is None
        and "\n" in between
        and text[match.end() : match.end() + 1] in (".", ")")
    ):
        return False  # a heading, and the first item of the list below it
    if match["so"] is None and (
        _A_YEAR.fullmatch(match["serial"]) or (match["ordinary"] and match["year"])
    ):
        return False  # "Kế hoạch 2024", "Kế hoạch 5 năm 2021"
    abbreviated = not (match["legal"] or match["work"] or match["ordinary"])
    if (
        match["glued"] is not None
        and match["so"] is None
        and not folded[match.start("serial") - 1].isspace()
    ):
        return kind in _GLUED_KINDS and written.isupper() and len(match["serial"]) >= 2
    if follower in followers or follower is None:
        if abbreviated:
            return written.isupper() or written == "TTr" or kind in _ALSO_SMALL
        return capital or match["so"] is not None or match["ordinary"] is None
    if follower in counted:
        return False
    if abbreviated:
        return (written.isupper() or written == "TTr") and kind != "tt"
    if match["so"] is not None or match["legal"]:
        return True
    return capital and match["work"] is not None


def _follower(text: str, folded: str, match: re.Match[str]) -> str | None:
    """The word behind the serial, None where a clause ends there, or a date or year follows."""
    found = _NEXT.match(folded, match.end())
    if found is None or match["year"] or " " in found["next"]:
        return None
    return text[slice(*found.span("next"))].lower()


_COUNTED_PLAIN = frozenset(map(fold, _COUNTED))
_FOLLOWERS_PLAIN = frozenset(map(fold, _FOLLOWERS))


def _serial(text: str, folded: str, taken: Taken, match: re.Match[str], limit: int) -> Reference:
    """The document that ``match`` names; from ``limit`` on stands another."""
    number_span = Span(*match.span("serial"))
    kind_span = Span(*match.span("kind"))
    stop = min(limit, taken.next_start(match.end(), line_end(text, match.end(), REACH)))
    right = look_right(text, folded, match.end(), stop)
    start, places = pinpoints.before(text, folded, kind_span.start, 0)
    span = Span(start, right.end)
    if taken.overlaps(span):
        span = Span(kind_span.start, number_span.end)
    return Reference(
        span=span,
        text=span.of(text),
        kind=KIND_SPELLINGS[re.sub(r"\s+", " ", match["kind"])],
        number=match["serial"],
        serial=match["serial"],
        year=int(match["year"]) if match["year"] else None,
        signed=right.signed,
        issuer=right.issuer,
        title=right.title,
        pinpoints=places or right.pinpoints,
        problems=("code_missing",),
        kind_span=kind_span,
        number_span=number_span,
        signed_span=right.signed_span,
        issuer_span=right.issuer_span,
        title_span=right.title_span,
    )


def _continued(
    text: str, folded: str, taken: Taken, first: Reference, limit: int
) -> Iterator[Reference]:
    """The serials that follow ``first`` in its enumeration: "Nghị định 60, 61 và 62"."""
    assert first.number_span is not None
    end = first.number_span.end
    while True:
        begin = re.compile(r"\s*,\s*|\s+(?:va|voi|hay|hoac)\s+").match(folded, end)
        serial = _CONTINUED.match(folded, begin.end()) if begin else None
        if serial is None or taken.overlaps(Span(*serial.span())):
            return
        follower = _NEXT.match(folded, serial.end())
        word = text[slice(*follower.span("next"))].lower() if follower else None
        if word is not None and " " not in word and word not in _FOLLOWERS | _FOLLOWERS_PLAIN:
            return
        end = serial.end()
        stop = min(limit, taken.next_start(end, line_end(text, end, REACH)))
        right = look_right(text, folded, end, stop)
        span = Span(serial.start(), right.end)
        yield replace(
            first,
            span=span,
            text=span.of(text),
            number=serial[0],
            serial=serial[0],
            signed=right.signed,
            issuer=right.issuer,
            title=right.title,
            pinpoints=right.pinpoints,
            number_span=Span(*serial.span()),
            signed_span=right.signed_span,
            issuer_span=right.issuer_span,
            title_span=right.title_span,
        )
        if right.end != end:
            return


_NAMES_OF_CODES = {
    "DS": "Dân sự",
    "HS": "Hình sự",
    "LĐ": "Lao động",
    "TTDS": "Tố tụng dân sự",
    "TTHS": "Tố tụng hình sự",
}


def codes_of_law(text: str, folded: str, taken: Taken) -> Iterator[Reference]:
    """ "BLDS 2015": the codes in their initials, with the name that these stand for as title."""
    for match in _CODES_OF_LAW.finditer(text):
        core = Span(*match.span())
        if inside_word(text, core.start) or taken.overlaps(core):
            continue
        start, places = pinpoints.before(text, folded, core.start, 0)
        span = core if taken.overlaps(Span(start, core.end)) else Span(start, core.end)
        yield Reference(
            span=span,
            text=span.of(text),
            kind="Bộ luật",
            year=int(match["year"]) if match["year"] else None,
            title=_NAMES_OF_CODES[match["name"]],
            pinpoints=places,
            kind_span=core,
        )
