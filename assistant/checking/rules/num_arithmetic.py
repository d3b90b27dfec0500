"""Sums and shares that do not work out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate
from typing import Final

from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.checking.support import agrees
from assistant.checking.tables import NumericCell, find_tables
from assistant.domain import Figure, Severity, Span
from assistant.language.numbers import format_number

#: Opens the parts of a total; the first kind may name only some of them.
_PARTS: Final = re.compile(r"\b(?P<some>trong do)\b|\b(?:bao gom|gom|chia ra|cu the)\b")
_COMPARED: Final = re.compile(r"\b(?:tang|giam|so voi|cung ky|ke hoach|chi tieu|con lai|du toan)\b")
_SHARE: Final = re.compile(
    r"[^\d;.%]{0,60}?(?:dat|chiem|ty le|bang|=|\()\s*(?:ty le\s*)?(?:la\s*)?\s*"
)
_REACH: Final = 600  # characters in which the parts of a total are looked for
_OF_ALL: Final = re.compile(r"chiem(?:\s+ty le)?(?:\s+khoang)?\s*$")


@rule("NUM003", Severity.WARNING, "Các phần không cộng thành tổng")
def parts_and_total(inspection: Inspection) -> Iterator[Finding]:
    """Tổng số và các phần của nó không khớp: sau “gồm”, “chia ra” từ hai phần; sau “trong đó” (có
    thể chỉ nêu vài phần) từ ba phần. Các phần phải cùng đếm một thứ với tổng. Trong
    bảng, dòng “Cộng”, “Tổng cộng” phải bằng tổng các dòng ở trên.

    Nguồn: số học; chế độ báo cáo theo Nghị định 09/2019/NĐ-CP (số liệu chính xác).
    Sai:
        Xã được giao ⟦25⟧ nhiệm vụ; trong đó: 10 nhiệm vụ hoàn thành đúng hạn, 7 nhiệm vụ chậm,
        03 nhiệm vụ đang thực hiện.
    Sai:
        | Lĩnh vực | Tiếp nhận | Đã giải quyết |
        |---|---|---|
        | Hộ tịch | 10 | 9 |
        | Đất đai | 5 | 5 |
        | Tổng cộng | ⟦16⟧ | 14 |
    Đúng:
        Xã được giao 20 nhiệm vụ; trong đó: 10 nhiệm vụ hoàn thành đúng hạn, 7 nhiệm vụ chậm, 03
        nhiệm vụ đang thực hiện. Chi bộ có 20 đảng viên; trong đó 05 đảng viên nữ, 03 đảng viên là
        người dân tộc thiểu số. Đã giải quyết 1.188 hồ sơ, gồm 1.181 hồ sơ đúng hạn, 07 hồ sơ quá
        hạn; còn 17 hồ sơ chưa đến hạn.

        | Lĩnh vực | Tiếp nhận |
        |---|---|
        | Hộ tịch | 10 |
        | Cộng | 10 |
    """
    document = inspection.document
    for sentence, figures in inspection.document.figures_by_sentence():
        yield from _sentence_sums(document.folded, sentence, figures)
    for table in find_tables(document.text, document.lines):
        for total, parts in table.totals():
            value = sum((part.value for part in parts), Decimal(0))
            if value != total.value:
                yield Finding(
                    total.span,
                    f"Tổng ghi {format_number(total.value)} nhưng các dòng cộng lại là "
                    f"{format_number(value)}.",
                    related=tuple(part.span for part in _shown(parts)),
                    severity=Severity.ERROR,
                )


def _shown(parts: Sequence[NumericCell]) -> Sequence[NumericCell]:
    return parts[:20]


def _sentence_sums(folded: str, sentence: Span, figures: Sequence[Figure]) -> Iterator[Finding]:
    starts = [figure.span.start for figure in figures]
    for match in _PARTS.finditer(folded, sentence.start, sentence.end):
        index = bisect_left(starts, match.start())
        if index == 0 or figures[index - 1].unit or not figures[index - 1].noun:
            continue
        total = figures[index - 1]
        if re.search(r"[;.]\s|\d", folded[total.span.end : match.start()].rstrip("; ,:(")):
            continue
        reach = min(sentence.end, match.end() + _REACH)
        listed = figures[index : bisect_left(starts, reach)]
        parts = _parts(folded, match.end(), reach, listed)
        head = total.noun.split(" ", 1)[0]
        if any(part.unit or part.noun.split(" ", 1)[0] != head for part in parts):
            continue
        if len(parts) < (3 if match["some"] else 2) or max(p.value for p in parts) > total.value:
            continue
        sums = list(accumulate(part.value for part in parts))
        if total.value in sums:
            continue  # what follows the parts is another matter
        value = sums[-1]
        yield Finding(
            total.span,
            f"Tổng ghi {format_number(total.value)} nhưng các phần cộng lại là "
            f"{format_number(value)}.",
            related=tuple(part.span for part in parts),
        )


def _parts(folded: str, start: int, end: int, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that the opening word lists: up to the next one, without brackets' content."""
    following = _PARTS.search(folded, start, end)
    stop = following.start() if following else end
    parts = []
    for figure in figures:
        if figure.span.start >= stop:
            break
        lead = folded[start : figure.span.start]
        if lead.count("(") > lead.count(")") or _COMPARED.search(lead[-25:]):
            continue
        if "/" in folded[figure.span.start - 1] + folded[figure.span.end : figure.span.end + 1]:
            return []
        parts.append(figure)
    return parts


@rule("NUM004", Severity.ERROR, "Tỷ lệ phần trăm sai")
def wrong_share(inspection: Inspection) -> Iterator[Finding]:
    """Tỷ lệ ghi cạnh phân số không bằng phân số ấy (cho phép làm tròn hoặc cắt bớt chữ số thập
    phân), hoặc “chiếm” hơn 100%. Tỷ lệ so với kế hoạch, so với cùng kỳ có thể hơn 100% và không
    xét.

    Nguồn: số học; chế độ báo cáo theo Nghị định 09/2019/NĐ-CP (số liệu chính xác).
    Sai:
        Đã giải quyết 45/50 hồ sơ, đạt ⟦95%⟧; hộ nghèo chiếm ⟦105%⟧ số hộ.
    Sửa: 90%;
    Đúng:
        Đã giải quyết 45/50 hồ sơ, đạt 90%; 2/3 thôn (66,67%) đã họp; thu ngân sách đạt 120% kế
        hoạch; đã họp 4/5 thôn, tăng 20% so với cùng kỳ.
    """
    document = inspection.document
    figures = document.figures
    for index, figure in enumerate(figures):
        if figure.unit != "%":
            continue
        before = document.folded[max(0, figure.span.start - 30) : figure.span.start]
        if figure.value > 100 and _OF_ALL.search(before):
            yield Finding(figure.span, "Một phần không thể chiếm hơn 100% của toàn bộ.")
            continue
        if index < 2:
            continue
        part, whole = figures[index - 2], figures[index - 1]
        if document.text[part.span.end : whole.span.start] != "/" or whole.unit:
            continue
        between = document.folded[whole.span.end : figure.span.start]
        after = document.folded[figure.span.end : figure.span.end + 30]
        if not _SHARE.fullmatch(between) or _COMPARED.search(between) or _COMPARED.search(after):
            continue
        if not 0 < part.value <= whole.value or agrees(figure.value, part.value, whole.value):
            continue
        right = _share(part.value, whole.value, figure.value)
        yield Finding(
            figure.span,
            f"{format_number(part.value)}/{format_number(whole.value)} là {right}, không phải "
            f"{figure.span.of(document.text)}.",
            related=(Span(part.span.start, whole.span.end),),
            fix=right,
        )


def _share(part: Decimal, whole: Decimal, written: Decimal) -> str:
    exponent = written.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    exact = part * 100 / whole
    if decimals == 0 and exact != exact.to_integral_value():
        decimals = 2
    value = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{format_number(value)}%"
