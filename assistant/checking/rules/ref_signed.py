"""Dates of signing that contradict the number or the register."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checking.date_forms import in_form_of
from assistant.checking.evidence import instrument_as_evidence
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Confidence, Instrument, Reference, Severity
from assistant.language.dates import format_date
from assistant.references.codes import kinds_of_code


@rule("REF002", Severity.ERROR, "Năm trong số văn bản khác năm ký")
def year_in_number(inspection: Inspection) -> Iterator[Finding]:
    """Văn bản quy phạm pháp luật ghi năm ban hành giữa số và ký hiệu, nên năm ấy phải là năm ký.
    Nếu kho văn bản có văn bản này thì ngày đúng được nêu ra.

    Nguồn: Luật Ban hành văn bản quy phạm pháp luật và nghị định hướng dẫn (số, ký hiệu gồm số thứ
        tự, năm ban hành, ký hiệu tên loại và cơ quan ban hành).
    Sai:
        Theo Nghị định số 61/2018/NĐ-CP ngày ⟦23/4/2019⟧ của Chính phủ.
    Sửa: 23/4/2018
    Sai:
        Theo Quyết định số 17/2021/QĐ-UBND ngày ⟦15 tháng 6 năm 2022⟧ của UBND tỉnh.
    Đúng:
        Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 và Luật Tiếp công dân số 42/2013/QH13
        ngày 25 tháng 11 năm 2013.
    """
    for reference, instruments in inspection.identified:
        if not _years_differ(reference):
            continue
        assert reference.signed_span is not None
        written = reference.signed_span.of(inspection.document.text)
        known = instruments[0] if len(instruments) == 1 else None
        right = known.signed if known else None
        if right is not None and right.year != reference.year:
            right = None
        tail = f" Văn bản này ký ngày {format_date(right)}." if right else ""
        yield Finding(
            reference.signed_span,
            f"Số {reference.number} là văn bản năm {reference.year} "
            f"nhưng ngày ký ghi năm {reference.signed.year if reference.signed else ''}.{tail}",
            related=(reference.number_span,) if reference.number_span else (),
            fix=in_form_of(written, right) if right else None,
            evidence=(instrument_as_evidence(known),) if known and right else (),
        )


@rule("REF004", Severity.ERROR, "Ngày ký khác với kho văn bản")
def signed_date(inspection: Inspection) -> Iterator[Finding]:
    """Ngày ký ghi trong báo cáo khác ngày ký của chính văn bản ấy trong kho văn bản. Chỉ báo khi
    chắc là cùng một văn bản: số có năm, hoặc cùng số và cùng năm ký, hoặc cùng trích yếu.

    Nguồn: kho văn bản (ngày ký của từng văn bản, kèm nguồn và độ tin cậy); Nghị định 30/2020/NĐ-CP,
        Phụ lục I (viện dẫn phải ghi thời gian ban hành).
    Sai:
        Theo Nghị định số 61/2018/NĐ-CP ngày ⟦24/3/2018⟧ của Chính phủ.
    Sửa: 23/4/2018
    Đúng:
        Theo Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 và Quyết định số 05/QĐ-UBND ngày
        10/01/2022 của UBND xã.
    """
    for reference, instruments in inspection.identified:
        if len(instruments) != 1 or reference.signed is None or reference.signed_span is None:
            continue
        instrument = instruments[0]
        if instrument.signed in (None, reference.signed) or _years_differ(reference):
            continue
        if instrument.confidence is Confidence.LOW or not _kind_fits(reference, instrument):
            continue
        assert instrument.signed is not None
        sure = instrument.confidence is Confidence.HIGH
        written = reference.signed_span.of(inspection.document.text)
        yield Finding(
            reference.signed_span,
            f"{instrument.kind} {instrument.number} ký ngày {format_date(instrument.signed)}, "
            f"không phải ngày {format_date(reference.signed)}.",
            fix=in_form_of(written, instrument.signed) if sure else None,
            evidence=(instrument_as_evidence(instrument),),
            severity=None if sure else Severity.WARNING,
        )


def _years_differ(reference: Reference) -> bool:
    return (
        reference.year is not None
        and reference.signed is not None
        and reference.signed_span is not None
        and reference.year != reference.signed.year
    )


def _kind_fits(reference: Reference, instrument: Instrument) -> bool:
    """A wrong kind before a right number is another rule's; only a third kind is another paper."""
    kinds = (instrument.kind, *kinds_of_code(reference.code or ""))
    return reference.kind is None or reference.kind in kinds
