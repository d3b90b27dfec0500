"""Numbers of the office's own documents that do not follow their dates."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.checking.inspection import Inspection
from assistant.checking.log_rows import LogRow
from assistant.checking.own_documents import OwnDocument
from assistant.checking.rule import Finding, rule
from assistant.checking.titles import same_subject
from assistant.domain import Evidence, Severity, Span
from assistant.language.dates import format_date

_NAMED = 3  # documents that a message names


@rule("REF011", Severity.WARNING, "Số văn bản không theo thứ tự ngày")
def out_of_order(inspection: Inspection) -> Iterator[Finding]:
    """Văn bản cùng loại, cùng năm của chính cơ quan báo cáo: số lớn hơn mà ngày sớm hơn thì một
    trong hai văn bản ghi sai số hoặc sai ngày. Trong nhiều văn bản, quy tắc tìm số ít văn bản nhất
    mà bỏ đi thì các văn bản còn lại đúng thứ tự; văn bản ấy và văn bản gần số nhất trái thứ tự với
    nó cùng bị báo. Sổ văn bản đi, nếu có, là mốc để so. Văn bản của cơ quan khác và văn bản được
    thi hành mà không rõ của ai thì không xét.

    Nguồn: Nghị định 30/2020/NĐ-CP, Điều 15 (số lấy liên tục từ 01 ngày 01 tháng 01, theo thứ tự
        thời gian ban hành; mỗi loại văn bản một hệ thống số do người đứng đầu quy định).
    Sai:
        UBND xã đã ban hành ⟦Kế hoạch số 26/KH-UBND ngày 08/02/2023⟧ về dân chủ ở cơ sở và
        ⟦Kế hoạch số 22/KH-UBND ngày 23/02/2023⟧ về đối thoại với Nhân dân.
    Đúng:
        UBND xã đã ban hành Kế hoạch số 17/KH-UBND ngày 08/02/2023 về dân chủ ở cơ sở, Kế hoạch số
        22/KH-UBND ngày 23/02/2023 về đối thoại, Quyết định số 05/QĐ-UBND ngày 01/3/2023 và Kế hoạch
        số 41/KH-UBND ngày 20/12/2022, theo Kế hoạch số 08/KH-UBND ngày 30/6/2023 của UBND huyện.
    """
    series: dict[tuple[str, int, bool], list[OwnDocument]] = defaultdict(list)
    for document in inspection.own:
        series[document.series].append(document)
    for key, documents in series.items():
        distinct = _distinct(documents)
        contradicted = {id(f.document) for f in inspection.against_log if f.entry is not None}
        distinct = [d for d in distinct if id(d) not in contradicted]
        yield from _among_themselves(distinct)
        yield from _against_log(distinct, inspection.office_log.series(key))


def _distinct(documents: Sequence[OwnDocument]) -> list[OwnDocument]:
    """By number; those cited with two dates or under two numbers are left to REF010."""
    by_number: dict[int, list[OwnDocument]] = defaultdict(list)
    for document in documents:
        by_number[document.number].append(document)
    return [
        same[0]
        for _, same in sorted(by_number.items())
        if len({document.day for document in same}) == 1
        and not any(_under_another_number(same[0], other) for other in documents)
    ]


def _under_another_number(one: OwnDocument, other: OwnDocument) -> bool:
    return (
        one.number != other.number
        and one.day == other.day
        and same_subject(one.reference.title or "", other.reference.title or "")
    )


def _among_themselves(documents: Sequence[OwnDocument]) -> Iterator[Finding]:
    kept = _longest_in_order(documents)
    against: dict[int, list[OwnDocument]] = defaultdict(list)
    for index, odd in enumerate(documents):
        if index in kept:
            continue
        partners = [other for other in documents if _inverted(odd, other)]
        nearest = min(
            (i for i in kept if _inverted(odd, documents[i])),
            key=lambda i: abs(documents[i].number - odd.number),
        )
        against[index] += [p for p in partners if p not in against[index]]
        if odd not in against[nearest]:
            against[nearest].append(odd)
    for index, others in sorted(against.items()):
        document = documents[index]
        yield Finding(
            _reach(document),
            f"Không theo thứ tự: {_name(document)} {_compared(document, others)}; cần đối chiếu số "
            "và ngày của các văn bản này.",
            related=tuple(_reach(other) for other in others),
        )


def _longest_in_order(documents: Sequence[OwnDocument]) -> set[int]:
    """Indices of a longest run, by number, whose days never go back."""
    lengths: list[int] = []
    before: list[int | None] = []
    for index, document in enumerate(documents):
        fitting = [i for i in range(index) if documents[i].day <= document.day]
        best = max(fitting, key=lambda i: lengths[i], default=None)
        lengths.append(1 + (lengths[best] if best is not None else 0))
        before.append(best)
    at: int | None = max(range(len(documents)), key=lambda i: lengths[i], default=None)
    kept: set[int] = set()
    while at is not None:
        kept.add(at)
        at = before[at]
    return kept


def _inverted(one: OwnDocument, other: OwnDocument) -> bool:
    return (one.number - other.number) * (one.day - other.day).days < 0


def _against_log(documents: Sequence[OwnDocument], rows: Sequence[LogRow]) -> Iterator[Finding]:
    """Documents that the log lacks and whose place between its rows is another."""
    numbers = [entry.row.number for entry in rows]
    for document in documents:
        place = bisect_left(numbers, document.number)
        if place < len(rows) and numbers[place] == document.number:
            continue
        below = rows[place - 1] if place else None
        above = rows[place] if place < len(rows) else None
        wrong: list[Evidence] = []
        if below and below.row.date and below.row.date > document.day:
            wrong.append(below.evidence)
        if above and above.row.date and above.row.date < document.day:
            wrong.append(above.evidence)
        if wrong:
            yield Finding(
                _reach(document),
                f"Không theo thứ tự của sổ văn bản đi: {_name(document)}, trong khi sổ có "
                f"{wrong[0].text}.",
                evidence=tuple(wrong),
            )


def _compared(document: OwnDocument, others: Sequence[OwnDocument]) -> str:
    """ "có số lớn hơn nhưng ngày sớm hơn Kế hoạch số 22/KH-UBND ngày 23/02/2023"."""
    parts = []
    for words, group in (
        ("có số lớn hơn nhưng ngày sớm hơn", [o for o in others if o.number < document.number]),
        ("có số nhỏ hơn nhưng ngày muộn hơn", [o for o in others if o.number > document.number]),
    ):
        if group:
            parts.append(f"{words} {'; '.join(map(_name, group[:_NAMED]))}")
    return " và ".join(parts)


def _name(document: OwnDocument) -> str:
    kind = document.reference.kind or "báo cáo này"
    return f"{kind} số {document.reference.number} ngày {format_date(document.day)}"


def _reach(document: OwnDocument) -> Span:
    """Number and date where they stand together, else the number."""
    day = document.day_span
    if day and 0 < day.start - document.span.end <= len(", ngày ") + 1:
        return Span(document.span.start, day.end)
    return document.span
