"""One document with two numbers, dates or titles, in the report or against the log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.date_forms import in_form_of
from assistant.checking.inspection import Inspection
from assistant.checking.log_rows import LogFinding, LogVerdict
from assistant.checking.note_documents import Contradiction, against_notes
from assistant.checking.rule import Finding, rule
from assistant.checking.titles import overlap, same_subject, telling
from assistant.domain import Reference, Severity
from assistant.language.dates import format_date
from assistant.language.text import fold

_OTHER_TITLE: Final = 0.2  # share of telling words up to which two titles are on two subjects

#: Prose behind a number, and no title.
_GOES_ON: Final = re.compile(r"tiếp tục (?:có|được)|thực hiện (?:theo|từ|đến)|kết quả (?:đạt|là)")


@rule("REF010", Severity.WARNING, "Một văn bản ghi hai số, hai ngày hoặc hai trích yếu")
def conflicting_citations(inspection: Inspection) -> Iterator[Finding]:
    """Hai chỗ viện dẫn cùng tên loại, số, ký hiệu và cùng năm nhưng ngày ký hoặc trích yếu khác
    nhau; hoặc cùng tên loại, cùng ngày, cùng trích yếu nhưng số khác nhau. Trong một năm mỗi số chỉ
    dùng một lần, nên một chỗ ghi sai, trừ khi là văn bản của hai cơ quan. Có sổ văn bản đi thì số
    và ngày của văn bản do chính cơ quan ban hành được đối chiếu với sổ; trái với sổ là lỗi. Văn bản
    mà ghi chú có ghi thì đối chiếu với ghi chú.

    Nguồn: Nghị định 30/2020/NĐ-CP, Điều 15 (số văn bản lấy liên tục trong năm); sổ văn bản đi.
    Sai:
        Kế hoạch số 12/KH-UBND ngày 18/01/2023 về dân vận đã được triển khai. Xã sơ kết Kế hoạch
        số 12/KH-UBND ngày ⟦28/01/2023⟧ về dân vận.
    Sai:
        - Kế hoạch số 35/KH-UBND ngày 26/02/2023 về tuyên truyền xây dựng nông thôn mới;
        - Kế hoạch số ⟦53/KH-UBND⟧ ngày 26/02/2023 về tuyên truyền xây dựng nông thôn mới.
    Đúng:
        Kế hoạch số 12/KH-UBND ngày 18/01/2023 của UBND xã, Kế hoạch số 12/KH-UBND ngày 20/01/2023
        của UBND huyện và Kế hoạch số 12/KH-UBND ngày 15/01/2022.
    """
    yield from _numbers_repeated(inspection)
    yield from _subjects_repeated(inspection)
    for found in inspection.against_log:
        if found.verdict is LogVerdict.OTHER_DATE:
            yield from _other_date(inspection, found)
        elif found.verdict is LogVerdict.OTHER_NUMBER:
            yield from _other_number(found)
    for against in against_notes(inspection.own, inspection.context.notes):
        yield from _against_note(inspection, against)


def _against_note(inspection: Inspection, against: Contradiction) -> Iterator[Finding]:
    document, note = against.document, against.note
    if against.other_day and document.day_span is not None:
        span = document.day_span
        yield Finding(
            span,
            f"Ghi chú ghi số {document.reference.number} ngày {format_date(note.day)}, không phải "
            f"ngày {format_date(document.day)}.",
            fix=in_form_of(span.of(inspection.document.text), note.day),
            evidence=(note.evidence,),
        )
    elif document.reference.number_span is not None:
        yield Finding(
            document.reference.number_span,
            f"Ghi chú ghi văn bản ngày {format_date(note.day)} là số {note.written}, không phải số "
            f"{document.reference.number}.",
            evidence=(note.evidence,),
        )


def _numbers_repeated(inspection: Inspection) -> Iterator[Finding]:
    """The same number with two dates or two titles."""
    first: dict[tuple[str, str], Reference] = {}
    for reference in inspection.document.references:
        if reference.number is None or reference.signed is None or reference.signed_span is None:
            continue
        year = reference.year or reference.signed.year
        earlier = first.setdefault((fold(reference.number), str(year)), reference)
        if earlier is reference or earlier.kind != reference.kind:
            continue
        if reference.year is not None and reference.year != reference.signed.year:
            continue  # REF002 speaks of it
        if not _same_issuer(earlier, reference) or not earlier.signed or not earlier.signed_span:
            continue
        if earlier.signed != reference.signed:
            yield Finding(
                reference.signed_span,
                f"Số {reference.number} ở đây ghi ngày {format_date(reference.signed)}, ở chỗ "
                f"trước ghi ngày {format_date(earlier.signed)}.",
                related=(earlier.signed_span,),
            )
        elif _two_subjects(earlier, reference) and reference.title_span and earlier.title_span:
            yield Finding(
                reference.title_span,
                f"Trích yếu của số {reference.number} ở đây khác hẳn với ở chỗ trước.",
                related=(earlier.title_span,),
            )


def _subjects_repeated(inspection: Inspection) -> Iterator[Finding]:
    """The same kind, day and title with two numbers."""
    first: dict[tuple[str | None, str], list[Reference]] = {}
    for reference in inspection.document.references:
        if reference.number is None or reference.signed is None or reference.title is None:
            continue
        same_day = first.setdefault((reference.kind, reference.signed.isoformat()), [])
        for earlier in same_day:
            if fold(earlier.number or "") == fold(reference.number):
                break
            if earlier.code != reference.code or not _same_issuer(earlier, reference):
                continue
            if same_subject(earlier.title or "", reference.title) and reference.number_span:
                yield Finding(
                    reference.number_span,
                    f"Cùng ngày, cùng trích yếu nhưng ở đây ghi số {reference.number}, ở chỗ trước "
                    f"ghi số {earlier.number}.",
                    related=(earlier.number_span,) if earlier.number_span else (),
                )
                break
        same_day.append(reference)


def _other_date(inspection: Inspection, found: LogFinding) -> Iterator[Finding]:
    if found.entry is None or found.entry.row.date is None or found.document.day_span is None:
        return
    day = found.entry.row.date
    span = found.document.day_span
    yield Finding(
        span,
        f"Sổ văn bản đi ghi số {found.document.reference.number} ngày {format_date(day)}, không "
        f"phải ngày {format_date(found.document.day)}.",
        fix=in_form_of(span.of(inspection.document.text), day) if found.certain else None,
        evidence=(found.entry.evidence,),
        severity=Severity.ERROR if found.certain else None,
    )


def _other_number(found: LogFinding) -> Iterator[Finding]:
    reference = found.document.reference
    if found.entry is None or reference.number_span is None:
        return
    row = found.entry.row
    right = f"{row.number:02d}/{row.code or reference.code}"
    yield Finding(
        reference.number_span,
        f"Sổ văn bản đi ghi văn bản này là số {right}, không phải số {reference.number}.",
        fix=right,
        evidence=(found.entry.evidence,),
        severity=Severity.ERROR,
    )


def _two_subjects(one: Reference, other: Reference) -> bool:
    if one.title is None or other.title is None:
        return False
    if not telling(one.title, 4) or not telling(other.title, 4):
        return False
    if _GOES_ON.match(one.title) or _GOES_ON.match(other.title):
        return False
    return overlap(one.title, other.title) <= _OTHER_TITLE


def _same_issuer(one: Reference, other: Reference) -> bool:
    """Both the same body, or both unnamed: one named and one not may be two offices."""
    if one.issuer is None or other.issuer is None:
        return one.issuer is None and other.issuer is None
    return _issuer_key(one.issuer) == _issuer_key(other.issuer)


def _issuer_key(issuer: str) -> str:
    return re.sub(r"\s+", " ", fold(issuer)).replace("uy ban nhan dan", "ubnd").strip()
