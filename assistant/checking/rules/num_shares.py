"""Percentages that do not follow from the figures beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from assistant.checking.derivation import agrees, rounded_share
from assistant.checking.document import Document
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.checking.tables import NumericCell, Table
from assistant.domain import Figure, Severity, Span
from assistant.language.numbers import format_number

_COMPARED: Final = re.compile(
    r"\b(?:tang|giam|so voi|cung ky|ke hoach|chi tieu|con lai|du toan|muc tieu|vuot|ky truoc)\b"
)
_REACHED: Final = r"(?:dat|chiem|ty le|ti le|bang|=|\()\s*(?:ty le\s*|ti le\s*)?(?:la\s*)?\s*"
_SHARE: Final = re.compile(rf"[^\d;.%]{{0,60}}?{_REACHED}")
#: Between a percentage and the fraction that explains it: "41,9% (194/486 hồ sơ)".
_EXPLAINED: Final = re.compile(r"\s*\(\s*")
_OF_ALL: Final = re.compile(r"(?<!\w)chiem(?:\s+ty le)?(?:\s+khoang)?\s*$")
#: A rate of people or things that takes part, and so cannot pass 100 %.
_RATE: Final = re.compile(
    r"(?<!\w)(?:ty le|ti le)\s[^,;.:()\d]{0,60}(?:tham gia|bao phu|su dung|hai long|dung han|"
    r"truc tuyen|dung nuoc|hop ve sinh|thu gom|bao hiem|tra loi|"
    r"ho ngheo|den lop|toi truong|tiem|dat chuan|so hoa|tham du)[^,;.:()\d]{0,40}$"
)
_CLAUSE: Final = re.compile(r"[;,.:()\n]")
_OF: Final = re.compile(
    r"\s*(?:so voi\s+)?(?:tren\s+)?(?:tong\s+)?so(?!\s+voi)\s+([^,;.:()\d]{2,40})"
)
_GROWTH: Final = re.compile(r"[^\d;.%]{0,60}(?<!\w)(?P<way>tang|giam)\s+(?:khoang\s+)?")
_BASE: Final = re.compile(r"\s*so voi[^;.()]{0,40}\(\s*")
_PART: Final = re.compile(rf"[^\d;.%]{{0,40}}?{_REACHED}\d[\d.,]*\s*%")
_STEP: Final = re.compile(r"\s*\)?\s*(?P<way>tang|giam)\s+(?:khoang\s+)?")
_BASE_FIRST: Final = re.compile(r"[^.;%]{0,40}so voi[^.;%\d]{0,30}\(\s*")
_SPENT: Final = re.compile(r"(?<!\w)(?:giai ngan|da chi|thuc chi|thuc hien|da cap|quyet toan)\s*$")
_ON: Final = re.compile(
    r"\s*(?:tren|trong)\s+(?:tong\s+)?(?:so\s+)?(?:kinh phi|von|du toan|so tien)?\s*"
)
_DONG: Final = {
    "đồng": 1, "nghìn đồng": 10**3, "triệu đồng": 10**6, "triệu": 10**6, "tỷ đồng": 10**9,
    "tỷ": 10**9,
}  # fmt: skip
_NEAR: Final = 60
_FEWEST_ROWS: Final = 3


@rule("NUM004", Severity.ERROR, "Tỷ lệ phần trăm sai")
def wrong_share(inspection: Inspection) -> Iterator[Finding]:
    """Tỷ lệ không bằng thương của hai số đã ghi (cho phép làm tròn hoặc cắt bớt chữ số thập phân):
    phân số ghi cạnh, số phần và tổng số của cùng một thứ, cột tỷ lệ của bảng, mức tăng hoặc giảm so
    với số đã ghi; hoặc một phần, một tỷ lệ tham gia lớn hơn 100%. Tỷ lệ so với kế hoạch, so với
    cùng kỳ có thể hơn 100%. Không tìm thấy tổng số trong báo cáo thì không xét.

    Nguồn: số học; chế độ báo cáo theo Nghị định 09/2019/NĐ-CP (số liệu chính xác).
    Sai:
        Đã giải quyết 45/50 hồ sơ, đạt ⟦95%⟧; hộ nghèo chiếm ⟦105%⟧ số hộ.
    Sửa: 90%;
    Sai:
        Phát 250 phiếu, thu về 241 phiếu; 229 phiếu hài lòng, đạt ⟦91,62%⟧ số phiếu thu về.
    Sửa: 95,02%
    Sai:
        Thu nhập bình quân 77 triệu đồng, tăng ⟦6,43%⟧ so với năm trước (70 triệu đồng).
    Sửa: 10%
    Đúng:
        Đã giải quyết 45/50 hồ sơ, đạt 90%; 2/3 thôn (66,67%) đã họp; thu ngân sách đạt 120% kế
        hoạch; đã họp 4/5 thôn, tăng 20% so với cùng kỳ; tỷ lệ trực tuyến 40% (20/50 hồ sơ).
    """
    document = inspection.document
    figures = document.figures
    for index, figure in enumerate(figures):
        if figure.unit != "%":
            continue
        yield from (
            _over_all(document, figure)
            or _beside_fraction(document, figures, index)
            or _before_fraction(document, figures, index)
            or _growth(document, figures, index)
            or _growth_from(document, figures, index)
            or _of_money(document, figures, index)
            or _beside_sibling(document, figures, index)
            or _of_named_whole(document, figures, index)
        )
    for table in document.tables:
        yield from _table_shares(table)


def _over_all(document: Document, figure: Figure) -> list[Finding]:
    if figure.value <= 100:
        return []
    before = document.folded[max(0, figure.span.start - 2 * _NEAR) : figure.span.start]
    if _COMPARED.search(_clause_behind(document, figure)):
        return []
    if _OF_ALL.search(before) or _RATE.search(before):
        return [Finding(figure.span, "Một phần không thể hơn 100% của toàn bộ.")]
    return []


def _beside_fraction(document: Document, figures: Sequence[Figure], index: int) -> list[Finding]:
    """ "45/50 hồ sơ, đạt 90%"."""
    if index < 2:
        return []
    part, whole, share = figures[index - 2], figures[index - 1], figures[index]
    between = document.folded[whole.span.end : share.span.start]
    if not _is_fraction(document, part, whole) or not _SHARE.fullmatch(between):
        return []
    if _COMPARED.search(between) or _COMPARED.search(_clause_behind(document, share)):
        return []
    return _unless_right(share, part, whole)


def _before_fraction(document: Document, figures: Sequence[Figure], index: int) -> list[Finding]:
    """ "41,9% (194/486 hồ sơ)"."""
    if index + 2 >= len(figures):
        return []
    share, part, whole = figures[index], figures[index + 1], figures[index + 2]
    between = document.folded[share.span.end : part.span.start]
    if not _is_fraction(document, part, whole) or not _EXPLAINED.fullmatch(between):
        return []
    return _unless_right(share, part, whole)


def _growth(document: Document, figures: Sequence[Figure], index: int) -> list[Finding]:
    """ "77 triệu đồng, tăng 10% so với năm trước (70 triệu đồng)"."""
    if not 0 < index < len(figures) - 1:
        return []
    now, share, base = figures[index - 1], figures[index], figures[index + 1]
    way = _GROWTH.fullmatch(document.folded, now.span.end, share.span.start)
    behind = document.folded[share.span.end : base.span.start]
    if way is None or not _BASE.fullmatch(behind) or now.unit != base.unit or not base.value:
        return []
    step = now.value - base.value if way["way"] == "tang" else base.value - now.value
    if step < 0 or agrees(share.value, step, base.value):
        return []
    return [_wrong(share, step, base.value, (now.span, base.span))]


def _growth_from(document: Document, figures: Sequence[Figure], index: int) -> list[Finding]:
    """ "185 hồ sơ, so với cùng kỳ (131 hồ sơ) tăng 41,22%"."""
    if index < 2:
        return []
    now, base, share = figures[index - 2], figures[index - 1], figures[index]
    way = _STEP.fullmatch(document.folded, base.span.end, share.span.start)
    between = document.folded[now.span.end : base.span.start]
    if way is None or not _BASE_FIRST.fullmatch(between) or now.unit != base.unit:
        return []
    step = now.value - base.value if way["way"] == "tang" else base.value - now.value
    if step <= 0 or not base.value or agrees(share.value, step, base.value):
        return []
    return [_wrong(share, step, base.value, (now.span, base.span))]


def _of_money(document: Document, figures: Sequence[Figure], index: int) -> list[Finding]:
    """ "giải ngân 3.915 triệu đồng, đạt 90%" of the money named before it in the sentence."""
    if index < 2:
        return []
    whole, part, share = figures[index - 2], figures[index - 1], figures[index]
    if (
        whole.unit not in _DONG
        or part.unit not in _DONG
        or not _in_one_sentence(document, whole, share)
    ):
        return []
    between = document.folded[part.span.end : share.span.start]
    lead = document.folded[whole.span.end : part.span.start]
    spent = _SPENT.search(lead) and _SHARE.fullmatch(between) and not _COMPARED.search(between)
    saved = _ON.fullmatch(lead) and _SHARE.fullmatch(between)
    if saved:
        whole, part = part, whole
    if not (spent or saved) or _COMPARED.search(_clause_behind(document, share)):
        return []
    a, b = part.value * _DONG[part.unit or ""], whole.value * _DONG[whole.unit or ""]
    if not 0 < a <= b or agrees(share.value, a, b):
        return []
    return [_wrong(share, a, b, (part.span, whole.span))]


def _beside_sibling(document: Document, figures: Sequence[Figure], index: int) -> list[Finding]:
    """ "thành 26 vụ (81,25%), không thành 06 vụ (18,75%)": both shares are of one whole."""
    if index < 3:
        return []
    first, one, second, two = figures[index - 3 : index + 1]
    if one.unit != "%" or first.unit or second.unit or not one.value or not first.noun:
        return []
    if first.noun.split(" ", 1)[0] != second.noun.split(" ", 1)[0]:
        return []
    for part, share in ((first, one), (second, two)):
        between = document.folded[part.span.end : share.span.start]
        if not _SHARE.fullmatch(between) or _COMPARED.search(between):
            return []
        if _COMPARED.search(_clause_behind(document, share)):
            return []
    whole = (first.value * 100 / one.value).to_integral_value()
    if whole < second.value or not agrees(one.value, first.value, whole):
        return []
    others = [f for f in figures if f.unit is None and f.value >= second.value and f is not second]
    if any(agrees(two.value, second.value, other.value) for other in others):
        return []
    return [_wrong(two, second.value, whole, (first.span, one.span, second.span))]


def _in_one_sentence(document: Document, one: Figure, other: Figure) -> bool:
    return document.sentence_at(one.span.start) == document.sentence_at(other.span.start)


def _of_named_whole(document: Document, figures: Sequence[Figure], index: int) -> list[Finding]:
    """ "229 phiếu hài lòng, đạt 95,02% số phiếu thu về", the whole named elsewhere in the report.

    Only when no count of the same thing in the report gives the share.
    """
    part, share = figures[index - 1] if index else None, figures[index]
    if part is None or part.unit or not part.noun:
        return []
    between = document.folded[part.span.end : share.span.start]
    lead = _CLAUSE.split(document.folded[max(0, part.span.start - _NEAR) : part.span.start])[-1]
    if not _SHARE.fullmatch(between) or _COMPARED.search(between) or _COMPARED.search(lead):
        return []
    behind = _clause_behind(document, share)
    if _COMPARED.search(behind) or _is_fraction(document, figures[index - 2], part):
        return []
    head = part.noun.split(" ", 1)[0]
    larger = [f for f in figures if f.unit is None and f is not part and f.value >= part.value]
    wholes = [f for f in larger if f.noun.split(" ", 1)[0] == head and not _is_part(document, f)]
    named = _OF.match(document.folded, share.span.end)
    words = set(named[1].split()) - set(part.noun.split()[:2]) if named else set()
    if words:  # the text says of what, and where that is not to be found nothing can be said
        whole = _one_value([w for w in wholes if _is_near(document, w, share)], document, words)
        return _unless_right(share, part, whole) if whole is not None else []
    if any(agrees(share.value, part.value, other.value) for other in larger):
        return []
    if named is not None:
        whole = _one_value(wholes, document, {"tiep", "nhan"})
    else:
        whole = _only_whole(document, part, wholes)
    return _unless_right(share, part, whole) if whole is not None else []


def _one_value(figures: Sequence[Figure], document: Document, words: set[str]) -> Figure | None:
    """The figure with ``words`` around it, if all that have them are of one value."""
    found = [figure for figure in figures if words <= _around(document, figure)]
    return found[0] if len({figure.value for figure in found}) == 1 else None


def _only_whole(document: Document, part: Figure, wholes: Sequence[Figure]) -> Figure | None:
    """The one count of the same thing that stands before the part in its paragraph."""
    paragraph = document.paragraph_at(part.span.start)
    before = [
        w
        for w in wholes
        if w.span.end <= part.span.start and document.paragraph_at(w.span.start) == paragraph
    ]
    return before[0] if len({w.value for w in before}) == 1 else None


def _is_near(document: Document, one: Figure, other: Figure) -> bool:
    """Whether two figures stand in one paragraph or in neighbours."""
    apart = document.paragraph_at(one.span.start) - document.paragraph_at(other.span.start)
    return abs(apart) <= 1


def _is_part(document: Document, figure: Figure) -> bool:
    """Whether a share of its own follows the figure."""
    return bool(_PART.match(document.folded, figure.span.end))


def _around(document: Document, figure: Figure) -> set[str]:
    start = max(0, figure.span.start - 30)
    lead = _CLAUSE.split(document.folded[start : figure.span.start])[-1]
    behind = _CLAUSE.split(document.folded[figure.span.end : figure.span.end + 30])[0]
    return set(lead.split()) | set(behind.split())


def _table_shares(table: Table) -> Iterator[Finding]:
    """A column of shares whose other rows are the quotient of two columns."""
    width = max((len(row) for row in table.rows), default=0)
    for column in range(width):
        if not table.is_share(column):
            continue
        rows = [row for row in table.rows if len(row) == width and row[column] is not None]
        if len(rows) < _FEWEST_ROWS:
            continue
        for one, two in combinations([c for c in range(width) if c != column], 2):
            for part, whole in ((one, two), (two, one)):
                wrong = [row for row in rows if not _row_agrees(row, part, whole, column)]
                right = len(rows) - len(wrong)
                if wrong and right >= 2 and len(wrong) <= right // 2:
                    yield from _wrong_rows(wrong, part, whole, column)
                    break
            else:
                continue
            break


def _row_agrees(row: Sequence[NumericCell | None], part: int, whole: int, column: int) -> bool:
    a, b, share = row[part], row[whole], row[column]
    if a is None or b is None or share is None or not b.value:
        return False
    return agrees(share.value, a.value, b.value)


def _wrong_rows(
    rows: Sequence[Sequence[NumericCell | None]], part: int, whole: int, column: int
) -> Iterator[Finding]:
    for row in rows:
        a, b, share = row[part], row[whole], row[column]
        if a is None or b is None or share is None or not b.value:
            continue
        right = _share(a.value, b.value, share.value)
        yield Finding(
            share.span,
            f"{format_number(a.value)}/{format_number(b.value)} là {right}, không phải "
            f"{format_number(share.value)}%.",
            related=(a.span, b.span),
            fix=right.rstrip("%"),
        )


def _is_fraction(document: Document, part: Figure, whole: Figure) -> bool:
    return (
        document.text[part.span.end : whole.span.start] == "/"
        and not whole.unit
        and part.value > 0
        and whole.value > 0
    )


def _clause_behind(document: Document, figure: Figure) -> str:
    behind = document.folded[figure.span.end : figure.span.end + _NEAR]
    return _CLAUSE.split(behind)[0]


def _unless_right(share: Figure, part: Figure, whole: Figure) -> list[Finding]:
    if agrees(share.value, part.value, whole.value):
        return []
    return [_wrong(share, part.value, whole.value, (part.span, whole.span))]


def _wrong(share: Figure, part: Decimal, whole: Decimal, related: tuple[Span, ...]) -> Finding:
    right = _share(part, whole, share.value)
    return Finding(
        share.span,
        f"{format_number(part)}/{format_number(whole)} là {right}, không phải "
        f"{format_number(share.value)}%.",
        related=related,
        fix=right,
    )


def _share(part: Decimal, whole: Decimal, written: Decimal) -> str:
    return f"{format_number(rounded_share(part, whole, written))}%"
