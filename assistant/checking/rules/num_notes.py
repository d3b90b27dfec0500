"""Figures that the staff's notes do not bear out."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.checking.rules.num_shares import wrong_share
from assistant.checking.rules.num_sums import parts_and_total
from assistant.checking.support import Judgement, Verdict
from assistant.domain import Evidence, Severity
from assistant.language.numbers import format_number


@rule("NUM001", Severity.WARNING, "Số liệu không có trong ghi chú")
def not_in_notes(inspection: Inspection) -> Iterator[Finding]:
    """Số liệu của báo cáo không có trong ghi chú (kể cả khi đổi đơn vị hoặc viết bằng chữ) hoặc ghi
    chú có con số ấy nhưng cho việc khác, và không suy ra được từ các số liệu có trong ghi chú ở
    cùng đoạn văn bằng phép cộng, phép trừ hay tỷ lệ phần trăm. Không có ghi chú thì quy tắc này
    không xét.

    Nguồn: nguyên tắc lập báo cáo: mỗi số liệu phải có căn cứ; chế độ báo cáo theo Nghị định
        09/2019/NĐ-CP (số liệu chính xác, đúng kỳ báo cáo).
    Ghi chú:
        mo 2 lop tap huan, 120 luot nguoi
        tiep nhan 200 hs, dung han 190
    Sai:
        UBND xã đã tặng ⟦35⟧ giấy khen.
    Sai:
        Tiếp nhận 200 hồ sơ, giải quyết đúng hạn 190 hồ sơ; ⟦98%⟧ người dân hài lòng.
    Đúng:
        UBND xã đã mở hai lớp tập huấn cho 120 lượt người. Tiếp nhận 200 hồ sơ, giải quyết đúng hạn
        190 hồ sơ, đạt 95%; quá hạn 10 hồ sơ.
    """
    if not inspection.unsupported:
        return
    arithmetic = (*parts_and_total(inspection), *wrong_share(inspection))
    wrong = {span for finding in arithmetic for span in (finding.span, *finding.related)}
    for table in inspection.document.tables:
        wrong |= {cell.span for cell in table.shares()}  # a column of shares is arithmetic
    for claim, judgement in inspection.unsupported:
        if judgement.verdict not in (Verdict.ABSENT, Verdict.OTHER_THING):
            continue
        if claim.figure.span in wrong or claim.figure.span.of(inspection.document.text) == "100%":
            continue  # wrong arithmetic, and a claim of all: told by rules of their own
        shown = claim.figure.span.of(inspection.document.text)
        if judgement.verdict is Verdict.OTHER_THING and judgement.evidence is not None:
            message = f"Ghi chú có số “{shown}” nhưng cho việc khác: “{judgement.evidence.text}”."
        else:
            message = f"Số liệu “{shown}” không có trong ghi chú và không suy ra được từ ghi chú."
        yield Finding(claim.figure.span, message, evidence=_evidence(judgement))


@rule("NUM002", Severity.ERROR, "Số liệu trái với ghi chú")
def contradicts_notes(inspection: Inspection) -> Iterator[Finding]:
    """Ghi chú của kỳ này ghi một số khác cho đúng việc ấy.

    Nguồn: nguyên tắc lập báo cáo: số liệu phải đúng với số liệu đã thu thập; chế độ báo cáo theo
        Nghị định 09/2019/NĐ-CP (số liệu chính xác).
    Ghi chú:
        mo 2 lop tap huan, 120 luot nguoi
        tiep nhan 200 hs, dung han 190
    Sai:
        UBND xã đã mở ⟦03⟧ lớp tập huấn cho 120 lượt người.
    Sửa: 02
    Sai:
        Bộ phận Một cửa tiếp nhận ⟦210⟧ hồ sơ.
    Sửa: 200
    Đúng:
        UBND xã đã mở 02 lớp tập huấn. Tiếp nhận 200 hồ sơ.
    """
    for claim, judgement in inspection.unsupported:
        if judgement.verdict is not Verdict.CONTRADICTED or judgement.value is None:
            continue
        written = claim.figure.span.of(inspection.document.text)
        note = judgement.value
        right = format_number(note.value)
        if note.unit is None and written.isdigit() and len(right) < len(written):
            right = right.zfill(len(written))
        plain = claim.figure.unit == note.unit and claim.figure.unit is None
        yield Finding(
            claim.figure.span,
            f"Báo cáo ghi “{written}” nhưng ghi chú ghi {right}: “{note.evidence.text}”.",
            fix=right if plain and written[:1].isdigit() else None,
            evidence=_evidence(judgement),
        )


@rule("NUM006", Severity.WARNING, "Số liệu của kỳ khác")
def of_another_period(inspection: Inspection) -> Iterator[Finding]:
    """Con số có trong ghi chú hoặc báo cáo cũ nhưng là của kỳ khác, và câu văn không nói đến kỳ ấy.

    Nguồn: Nghị định 09/2019/NĐ-CP về chế độ báo cáo (số liệu đúng kỳ báo cáo).
    Ghi chú:
        nam 2022 mo 5 lop tap huan
        nam 2023 mo 2 lop tap huan
    Sai:
        BÁO CÁO
        Kết quả công tác dân vận năm 2023

        UBND xã đã mở ⟦05⟧ lớp tập huấn.
    Đúng:
        BÁO CÁO
        Kết quả công tác dân vận năm 2023

        UBND xã đã mở 02 lớp tập huấn; năm 2022 mở 05 lớp tập huấn.
    """
    for claim, judgement in inspection.unsupported:
        if judgement.verdict is not Verdict.OTHER_PERIOD or judgement.evidence is None:
            continue
        written = claim.figure.span.of(inspection.document.text)
        yield Finding(
            claim.figure.span,
            f"Số liệu “{written}” là của {judgement.evidence.period}: “{judgement.evidence.text}”.",
            evidence=_evidence(judgement),
        )


def _evidence(judgement: Judgement) -> tuple[Evidence, ...]:
    return (judgement.evidence,) if judgement.evidence else ()
