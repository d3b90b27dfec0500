"""Sums, differences and divisions of a whole that do not work out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Any, Final

import yaml

from assistant.checking.comparisons import wrong_steps
from assistant.checking.document import Document
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.checking.tables import NumericCell
from assistant.domain import Figure, Severity, Span
from assistant.language.numbers import format_number
from assistant.resources import data_folder

#: Opens the parts of a total; the first kind may name only some of them.
_PART_WORDS: Final = re.compile(r"\b(?P<some>trong do)\b|\b(?:bao gom|gom|chia ra|cu the)\b")
_PARTS: Final = re.compile(rf"{_PART_WORDS.pattern}|(?<=\w)(?P<colon>:)(?= \w)")
_COMPARED: Final = re.compile(r"\b(?:tang|giam|so voi|cung ky|ke hoach|chi tieu|con lai|du toan)\b")
_REACH: Final = 600  # characters in which the parts of a total are looked for
_FROM: Final = re.compile(r"(?<!\w)(tang|giam)\s+tu\s*$")
_TO: Final = re.compile(r"[^\d;.]{0,30}(?<!\w)(?:len|xuong|con|den)\s+(?:con\s+)?")
_BY: Final = re.compile(r"[^\d;.]{0,40}[,(]\s*(tang|giam)\s+(?:duoc\s+)?")
_LEAD: Final = 40  # characters in front of a figure that say what it is
_FEWEST_LABELLED: Final = 3
_FAR: Final = Decimal("0.4")  # of the sum: a total farther off is of something else
_NEARLY: Final = Decimal("0.85")  # of the total: two parts that come so close are meant as all


@rule("NUM003", Severity.WARNING, "Các phần không cộng thành tổng")
def parts_and_total(inspection: Inspection) -> Iterator[Finding]:
    """Tổng số và các phần của nó không khớp: sau “gồm”, “chia ra” từ hai phần; sau “trong đó” (có
    thể chỉ nêu vài phần) từ ba phần, hoặc hai phần chia trọn tổng; số đã giải quyết và số còn lại;
    số tăng, giảm so với hai mốc đã ghi; chữ “tăng”, “giảm”, “bằng” so với số của kỳ trước ghi trong
    ngoặc. Các phần phải cùng đếm hoặc đo một thứ với tổng. Trong
    bảng, dòng “Cộng”, “Tổng cộng” phải bằng tổng các dòng ở trên (không xét cột tỷ lệ).

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
    Sai:
        Tổng kinh phí ⟦465 triệu đồng⟧, gồm tỉnh hỗ trợ 300 triệu đồng, ngân sách xã 156 triệu đồng.
        Xã nhận ⟦28⟧ đơn, đã giải quyết 23 đơn, còn 06 đơn. Hộ nghèo giảm từ 61 hộ xuống còn 38 hộ,
        giảm ⟦33⟧ hộ.
    Sai:
        Xã mở 05 lớp, tăng ⟦02⟧ lớp so với năm 2022 (04 lớp). Xã tiếp 40 lượt, ⟦tăng⟧ 20% so với
        cùng kỳ năm 2022 (50 lượt). Xã họp 09 cuộc, ⟦bằng⟧ năm 2022 (08 cuộc).
    Sửa: 01; giảm;
    Đúng:
        Xã mở 05 lớp, tăng 01 lớp so với năm 2022 (04 lớp); tiếp 60 lượt công dân, tăng 20% so với
        cùng kỳ năm 2022 (50 lượt công dân); họp 08 cuộc, bằng năm 2022 (08 cuộc).
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
    for sentence, figures in document.figures_by_sentence():
        yield from _sentence_sums(document.folded, sentence, figures)
    yield from _differences(document.folded, document.figures)
    yield from _rests(document)
    yield from _divisions(inspection)
    yield from wrong_steps(document)
    for table in document.tables:
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
        if index == 0 or figures[index - 1].unit == "%":
            continue
        total = figures[index - 1]
        if not total.unit and not total.noun:
            continue
        between = folded[total.span.end : match.start()].rstrip("; ,:(")
        if re.search(r"[;.]\s|\d", between) or (match["colon"] and "," in between):
            continue
        reach = min(sentence.end, match.end() + _REACH)
        listed = figures[index : bisect_left(starts, reach)]
        parts = _parts(folded, match.end(), reach, listed)
        if match["colon"] and _PART_WORDS.search(folded[max(0, match.start() - 10) : match.end()]):
            continue  # "trong đó: …" is looked at by its words
        if not total.unit and _labelled(folded, match.end(), parts, colon=bool(match["colon"])):
            pass  # "gồm kinh tế 09, văn hóa 07": each figure behind what it counts
        elif len(parts) < 2 or not all(_of_one_kind(total, part) for part in parts):
            labels = _labels(folded, match.end(), parts)
            if len(parts) < 2 or not _split_noun(folded, sentence, total, parts, labels):
                continue
        elif len(parts) == 2 and match["some"] and not _split(folded, match.end(), total, parts):
            continue
        if max(part.value for part in parts) > total.value:
            continue
        sums = list(accumulate(part.value for part in parts))
        if total.value in sums:
            continue  # what follows the parts is another matter
        yield _does_not_add_up(total, parts)


def _does_not_add_up(total: Figure, parts: Sequence[Figure]) -> Finding:
    value = sum((part.value for part in parts), Decimal(0))
    return Finding(
        total.span,
        f"Tổng ghi {format_number(total.value)} nhưng các phần cộng lại là {format_number(value)}.",
        related=tuple(part.span for part in parts),
    )


def _of_one_kind(total: Figure, part: Figure) -> bool:
    """Whether a part is counted or measured as its total is."""
    if total.unit or part.unit:
        return total.unit == part.unit
    return part.noun.split(" ", 1)[0] == total.noun.split(" ", 1)[0]


def _labelled(folded: str, start: int, parts: Sequence[Figure], *, colon: bool) -> bool:
    """Whether three parts, or two behind a colon, stand each behind a label and before a sign."""
    behind = [folded[part.span.end : part.span.end + 2].strip()[:1] for part in parts]
    return (
        len(parts) >= (2 if colon else _FEWEST_LABELLED)
        and all(_labels(folded, start, parts))
        and all(part.unit is None for part in parts)
        and all(sign in ("", ",", ";", ".", ")") for sign in behind)
    )


def _labels(folded: str, start: int, parts: Sequence[Figure]) -> list[str]:
    """The words in front of each part, since the punctuation or the part before it."""
    labels = []
    for part in parts:
        lead = re.split(r"[,;:(]", folded[start : part.span.start])[-1]
        labels.append(" ".join(re.findall(r"[^\W\d_]+", lead)))
        start = part.span.end
    return labels


def _split(folded: str, start: int, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether two parts behind "trong đó" are meant as the whole.

    Their labels begin alike ("thu trên địa bàn …, thu bổ sung …") and they nearly add up.
    """
    heads = {label.split(" ", 1)[0] for label in _labels(folded, start, parts)}
    nearly = sum((part.value for part in parts), Decimal(0)) >= total.value * _NEARLY
    return len(heads) == 1 and "" not in heads and nearly


def _split_noun(
    folded: str, sentence: Span, total: Figure, parts: Sequence[Figure], labels: Sequence[str]
) -> bool:
    """Whether the parts are the things that the total's noun lists ("cán bộ, công chức")."""
    if total.unit or any(part.unit for part in parts):
        return False
    behind = folded[total.span.end : min(sentence.end, total.span.end + _LEAD)]
    named = [label for label in labels if label and label in behind]
    return len(named) == len(parts) == 2


def _parts(folded: str, start: int, end: int, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that the opening word lists: up to the next one, without brackets' content."""
    following = _PART_WORDS.search(folded, start, end)
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


def _rests(document: Document) -> Iterator[Finding]:
    """ "171/190 quầy …, còn 19 quầy" and "64 buổi … và 60 buổi …; tổng cộng 124 buổi"."""
    for _, figures in document.figures_by_sentence():
        for index, figure in enumerate(figures):
            if figure.unit is not None or not figure.noun:
                continue
            lead = _lead(document.folded, figure)
            head = figure.noun.split(" ", 1)[0]
            before = [f for f in figures[:index] if f.unit is None]
            alike = [f for f in before if f.noun.split(" ", 1)[0] == head]
            if lead in ("con", "con lai") and len(alike) >= 2:
                part, whole = alike[-2], alike[-1]
                if document.text[part.span.end : whole.span.start] != "/":
                    continue
                if whole.value - part.value != figure.value:
                    yield _wrong_rest(figure, whole.value - part.value, (part, whole))
            elif lead in ("tong cong", "cong lai") and 2 <= len(alike) <= 3:
                total = sum((f.value for f in alike), Decimal(0))
                if total != figure.value and abs(total - figure.value) < total * _FAR:
                    yield _does_not_add_up(figure, alike)


def _wrong_rest(figure: Figure, right: Decimal, of: Sequence[Figure]) -> Finding:
    return Finding(
        figure.span,
        f"Phần còn lại là {format_number(right)}, không phải {format_number(figure.value)}.",
        related=tuple(part.span for part in of),
    )


def _differences(folded: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """ "giảm từ 61 hộ xuống còn 38 hộ, giảm 23 hộ": the step must be the difference."""
    for first, last, step in zip(figures, figures[1:], figures[2:], strict=False):
        opening = _FROM.search(folded, max(0, first.span.start - _LEAD), first.span.start)
        if opening is None or not first.unit == last.unit == step.unit:
            continue
        if not _TO.fullmatch(folded, first.span.end, last.span.start):
            continue
        closing = _BY.fullmatch(folded, last.span.end, step.span.start)
        if closing is None or closing[1] != opening[1]:
            continue
        value = abs(first.value - last.value)
        if step.value != value:
            yield Finding(
                step.span,
                f"Từ {format_number(first.value)} thành {format_number(last.value)} là "
                f"{closing[1].replace('tang', 'tăng').replace('giam', 'giảm')} "
                f"{format_number(value)}, không phải {format_number(step.value)}.",
                related=(first.span, last.span),
            )


@dataclass(frozen=True, slots=True)
class _Partition:
    """Words in front of the parts of a whole: what is done with, and what remains."""

    done: frozenset[str]
    rest: frozenset[str]


def _divisions(inspection: Inspection) -> Iterator[Finding]:
    """Parts that exclude each other and make up a whole named just before them.

    "nhận 28 đơn, đã giải quyết 23 đơn, còn 06 đơn". Silent where another figure of the paragraph
    explains the difference (what the period before left over, what was withdrawn).
    """
    document = inspection.document
    paragraphs: dict[int, list[Figure]] = {}
    for figure in document.figures:
        paragraphs.setdefault(document.paragraph_at(figure.span.start), []).append(figure)
    for figures in paragraphs.values():
        leads = [_lead(document.folded, figure) for figure in figures]
        for partition in _partitions():
            yield from _division(figures, leads, partition)


def _division(
    figures: Sequence[Figure], leads: Sequence[str], partition: _Partition
) -> Iterator[Finding]:
    for index, whole in enumerate(figures):
        if whole.unit or not whole.noun or not _ends_with(leads[index], _whole_words()):
            continue
        done: list[Figure] = []
        rest: list[Figure] = []
        for figure, lead in zip(figures[index + 1 :], leads[index + 1 :], strict=True):
            if figure.unit or not _counts_the_same(whole, figure):
                continue
            if _ends_with(lead, partition.done) and not rest and not done:
                done.append(figure)
            elif done and _ends_with(lead, partition.rest):
                rest.append(figure)
            elif _ends_with(lead, _whole_words()):
                break
        parts = [*done, *rest]
        total = sum((part.value for part in parts), Decimal(0))
        if not done or not rest or total == whole.value:
            continue
        others = {f.value for f in figures if f not in parts and f is not whole}
        if abs(total - whole.value) in others or total in others:
            continue
        yield _does_not_add_up(whole, parts)


def _counts_the_same(whole: Figure, part: Figure) -> bool:
    head = whole.noun.split(" ", 1)[0]
    return not part.noun or part.noun.split(" ", 1)[0] == head


def _lead(folded: str, figure: Figure) -> str:
    """The words right in front of a figure, back to the last punctuation."""
    before = folded[max(0, figure.span.start - _LEAD) : figure.span.start]
    clause = re.split(r"[,;:.()\n\d]", before)[-1]
    return " ".join(clause.split())


def _ends_with(lead: str, phrases: frozenset[str]) -> bool:
    words = lead.split()
    return any(" ".join(words[i:]) in phrases for i in range(max(0, len(words) - 5), len(words)))


@lru_cache(maxsize=1)
def _partitions() -> tuple[_Partition, ...]:
    return tuple(
        _Partition(frozenset(entry["done"]), frozenset(entry["rest"]))
        for entry in _data()["partitions"]
    )


@lru_cache(maxsize=1)
def _whole_words() -> frozenset[str]:
    return frozenset(_data()["whole"])


@lru_cache(maxsize=1)
def _data() -> Any:
    text = (data_folder("knowledge") / "structure" / "partitions.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
