"""From a text to its references: anchors on numbers and names of laws, then reads around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from assistant.domain import Reference, Span
from assistant.language.text import NormalisedText, fold, normalise
from assistant.references.around import Left, look_left, look_right, pinpoints_before
from assistant.references.codes import KIND_SPELLINGS, kinds_of_code
from assistant.references.number import NUMBER, SHORT_NUMBER, DocumentNumber, from_match

#: Between two numbers of one enumeration: "217-QĐ/TW và 218-QĐ/TW", "số 05, 06/KH-UBND".
_COORDINATION = re.compile(r"[\s,;]*(?:va|hoac|,|;)\s*(?:so\s*)?")

#: Not the "luật" of "pháp luật", "kỷ luật", "quy luật".
_LAW = re.compile(
    r"(?<!phap )(?<!ky )(?<!quy )(?<!\w)(?P<kind>bo\s+luat|luat|phap\s+lenh|hien\s+phap)\s+(?=\w)"
)
_LAW_YEAR = re.compile(r"\s*,?\s*(?:\(?\s*nam\s+)?(?P<year>(?:19|20)\d\d)\b(?![/\-])")
#: With accents, since without them "có" ends a name and "cơ sở" does not.
_NAME_STOP = re.compile(
    r"[,;:.()\n“”\"*/]|\s(?:số|ngày|năm|và\s+(?:các|nghị|luật|bộ\s+luật|pháp|quyết|thông|chỉ)|"
    r"được|quy\s+định|đã|có|từ|tại|theo|để|đến|của|gắn|cho|khi|là|về|với|trên|nhằm|bằng|"
    r"hiện\s+hành|mới|này|do|gồm)(?=\s|$|[,;.])",
    re.IGNORECASE,
)
_NOT_A_NAME = frozenset(
    {"su", "phap", "quy", "dinh", "nay", "va", "so", "hien", "thi", "to", "khong"}
)


_WORD = re.compile(r"\w+")
_ONLY_SPACES_AND_COMMAS = re.compile(r"[\s,-]*")
_KINDS_LONGEST_FIRST = sorted(KIND_SPELLINGS, key=len, reverse=True)


@lru_cache(maxsize=8)
def _by_first_word(names: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """Names of laws as tuples of folded words, the longest first, by their first word."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted({tuple(_WORD.findall(fold(n))) for n in names}, key=len, reverse=True):
        if words:
            table.setdefault(words[0], []).append(words)
    return table


class Taken:
    """The spans that references have already claimed, searched by bisection."""

    def __init__(self, references: Iterable[Reference]) -> None:
        spans = sorted(reference.span for reference in references)
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def overlaps(self, span: Span) -> bool:
        after = bisect_left(self._starts, span.end)
        return after > 0 and self._ends[after - 1] > span.start

    def next_start(self, position: int, default: int) -> int:
        """Where the next claimed span from ``position`` on begins."""
        after = bisect_left(self._starts, position)
        return self._starts[after] if after < len(self._starts) else default


def find_references(text: str, law_names: Sequence[str] = ()) -> list[Reference]:
    """Every reference in ``text``, well formed or not, in order, without overlaps.

    Args:
        text: any text; spans are offsets into it as it stands, also when it is not NFC.
        law_names: titles of laws, codes and ordinances ("Tiếp công dân"), with which a law cited
            by name is delimited exactly and found in lower case too.
    """
    normal = normalise(text)
    folded = fold(normal.text)
    found = _numbered(normal.text, folded)
    found += _short_numbers(normal.text, folded, Taken(found))
    found += _laws_by_name(normal.text, folded, Taken(found), tuple(law_names))
    found.sort(key=lambda reference: reference.span)
    if normal.text is text:
        return found
    return [_moved(reference, normal, text) for reference in found]


def _moved(reference: Reference, normal: NormalisedText, text: str) -> Reference:
    """``reference`` with its spans in the text as written instead of its normal form."""

    def move(span: Span | None) -> Span | None:
        return normal.original(span) if span else None

    span = normal.original(reference.span)
    return replace(
        reference,
        span=span,
        text=span.of(text),
        kind_span=move(reference.kind_span),
        number_span=move(reference.number_span),
        signed_span=move(reference.signed_span),
        issuer_span=move(reference.issuer_span),
        title_span=move(reference.title_span),
    )


def _numbered(text: str, folded: str) -> list[Reference]:
    numbers = [
        number for match in NUMBER.finditer(text) if (number := from_match(match)) is not None
    ]
    references: list[Reference] = []
    for index, number in enumerate(numbers):
        previous_end = numbers[index - 1].span.end if index else 0
        next_start = numbers[index + 1].span.start if index + 1 < len(numbers) else len(text)
        limit = max(previous_end, references[-1].span.end if references else 0)
        left = look_left(text, folded, number.span.start, previous_end)
        if left.kind is None and references and _coordinated(folded, previous_end, number):
            before = references[-1]
            left = Left(number.span.start, before.kind, None)
        elif left.kind is None and not _plausible_alone(number):
            continue
        stop = _reach(folded, number.span.end, next_start)
        right = look_right(text, folded, number.span.end, stop)
        start = max(left.start, limit if left.start < limit else left.start)
        span = Span(start, right.end)
        references.append(
            Reference(
                span=span,
                text=span.of(text),
                kind=left.kind,
                number=number.text,
                serial=number.serial,
                year=number.year,
                code=number.code,
                signed=right.signed,
                issuer=right.issuer,
                title=left.name or right.title,
                pinpoints=left.pinpoints,
                problems=_problems(left.kind, number),
                kind_span=left.kind_span,
                number_span=number.span,
                signed_span=right.signed_span,
                issuer_span=right.issuer_span,
                title_span=left.name_span or right.title_span,
            )
        )
    return _share_dates(references, folded)


def _reach(folded: str, end: int, next_start: int) -> int:
    """How far to the right a reference may read: not into the kind of the next one."""
    if next_start >= len(folded):
        return next_start
    window_start = max(end, next_start - 60)
    kind = None
    for spelling in _KINDS_LONGEST_FIRST:
        at = folded.rfind(spelling, window_start, next_start)
        if at >= 0 and (kind is None or at < kind) and next_start - at < len(spelling) + 10:
            kind = at
    return kind if kind is not None else next_start


def _coordinated(folded: str, previous_end: int, number: DocumentNumber) -> bool:
    return _COORDINATION.fullmatch(folded, previous_end, number.span.start) is not None


def _plausible_alone(number: DocumentNumber) -> bool:
    """Without a kind in front only a number that has the code of one counts ("10/2022/QH15")."""
    return bool(kinds_of_code(number.code)) or number.year is not None


def _problems(kind: str | None, number: DocumentNumber) -> tuple[str, ...]:
    problems = list(number.problems)
    kinds = kinds_of_code(number.code)
    if kind and kinds and kind not in kinds and kind not in ("Văn bản", "Công văn"):
        problems.append("kind_code_mismatch")
    if kind and not kinds and kind not in ("Công văn", "Văn bản", "Luật", "Bộ luật"):
        problems.append("no_code_kind")
    if number.year is None and number.code in ("NĐ-CP", "TT-BTP", "TT-BNV", "TT-BTC"):
        problems.append("year_missing")
    return tuple(problems)


def _share_dates(references: list[Reference], folded: str) -> list[Reference]:
    """ "217-QĐ/TW và 218-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị": what follows speaks of both."""
    for index in range(len(references) - 2, -1, -1):
        this, following = references[index], references[index + 1]
        if (
            following.kind_span is None
            and this.signed_span is None
            and this.issuer_span is None
            and this.number_span
            and following.number_span
            and _COORDINATION.fullmatch(folded, this.number_span.end, following.number_span.start)
        ):
            references[index] = replace(this, signed=following.signed, issuer=following.issuer)
    return references


def _short_numbers(text: str, folded: str, taken: Taken) -> list[Reference]:
    references: list[Reference] = []
    for match in SHORT_NUMBER.finditer(text):
        span = Span(match.start(), match.end())
        if taken.overlaps(span):
            continue
        left = look_left(text, folded, span.start, 0)
        if left.kind is None or taken.overlaps(Span(left.start, span.end)):
            continue
        stop = taken.next_start(span.end, _line_end(text, span.end))
        right = look_right(text, folded, span.end, min(stop, _line_end(text, span.end)))
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


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _laws_by_name(text: str, folded: str, taken: Taken, names: tuple[str, ...]) -> list[Reference]:
    known = _by_first_word(names)
    references: list[Reference] = []
    for match in _LAW.finditer(folded):
        start, name_start = match.start("kind"), match.end()
        if taken.overlaps(Span(start, start + 1)):
            continue
        name_end = _known_name(folded, name_start, known)
        if name_end is None:
            name_end = _capitalised_name(text, folded, name_start, match["kind"])
        if name_end is None:
            continue
        end = name_end
        year_match = _LAW_YEAR.match(folded, name_end)
        if year_match:
            end = year_match.end("year")
        begin, pinpoints = pinpoints_before(folded, start, 0)
        if taken.overlaps(Span(begin, end)):
            begin = start
            if taken.overlaps(Span(begin, end)):
                continue
        span = Span(begin, end)
        name_span = Span(name_start, name_end)
        references.append(
            Reference(
                span=span,
                text=span.of(text),
                kind=KIND_SPELLINGS[re.sub(r"\s+", " ", match["kind"])],
                year=int(year_match["year"]) if year_match else None,
                title=re.sub(r"\s+", " ", name_span.of(text)),
                pinpoints=pinpoints,
                kind_span=Span(start, match.end("kind")),
                title_span=name_span,
            )
        )
    return references


def _known_name(folded: str, start: int, known: dict[str, list[tuple[str, ...]]]) -> int | None:
    """End of the longest known name that starts at ``start``; commas between words are optional."""
    words = list(islice(_WORD.finditer(folded, start, start + 200), 32))
    if not words or words[0].start() != start:
        return None
    written = [match[0] for match in words]
    for name in known.get(written[0], ()):
        if len(name) <= len(written) and tuple(written[: len(name)]) == name:
            end = words[len(name) - 1].end()
            if _ONLY_SPACES_AND_COMMAS.fullmatch(_WORD.sub("", folded[start:end])):
                return end
    return None


def _capitalised_name(text: str, folded: str, start: int, kind: str) -> int | None:
    """End of an unknown law's name: it begins with a capital and runs to a stop word or sign."""
    if not text[start].isupper() or not text[start - len(kind) - 1 : start].strip()[:1].isupper():
        return None
    stop = _NAME_STOP.search(text, start, min(len(text), start + 130))
    end = stop.start() if stop else min(len(text), start + 130)
    first = folded[start:end].split(" ", 1)[0]
    if end - start < 4 or (first in _NOT_A_NAME and kind == "luat" and end - start < 8):
        return None
    return end
