"""Claims that nothing bears out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.claims import (
    Claim,
    ClaimKind,
    FactKind,
    Standing,
    bears_out,
    generic,
    pairs_of,
)
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity, Span
from assistant.language.text import fold

_CHECKABLE: Final = (ClaimKind.CAUSE, ClaimKind.COMPARISON, ClaimKind.PRAISE)
_NAMES: Final = {
    ClaimKind.CAUSE: "Nguyên nhân, kết quả",
    ClaimKind.COMPARISON: "So sánh",
    ClaimKind.PRAISE: "Thành tích, đánh giá",
}
_LISTED: Final = 3  # places that a list needs, to be held against a note's
_PLACE_KIND: Final = re.compile(r"^(?:thon|ap|xom|buon|to dan pho|khu pho)\s+")
_SURE: Final = 3  # own pairs of syllables of what is claimed


@rule("CLM001", Severity.WARNING, "Nhận định không có căn cứ")
def without_evidence(inspection: Inspection) -> Iterator[Finding]:
    """Câu nêu một nguyên nhân, một so sánh hoặc một thành tích mà không ghi chú nào nói đến. Câu
    không nêu điều kiểm chứng được và các nhiệm vụ sắp tới không xét; số liệu do NUM001 xét. Không
    có ghi chú thì quy tắc này không xét.

    Nguồn: nguyên tắc lập báo cáo: nội dung phải có căn cứ; chế độ báo cáo theo Nghị định
        09/2019/NĐ-CP (thông tin trung thực, chính xác).
    Ghi chú:
        tn 200 hs, dung han 190
        hs dat tre do cc dia chinh kiem nhiem
    Sai:
        Tiếp nhận 200 hồ sơ. Nhờ đó, ⟦tình hình an ninh trật tự chuyển biến rõ rệt so với năm
        trước.⟧
    Đúng:
        Tiếp nhận 200 hồ sơ. Hồ sơ đất đai còn trễ hạn là do công chức địa chính kiêm nhiệm. Cấp ủy,
        chính quyền luôn quan tâm lãnh đạo, chỉ đạo.
    """
    if not inspection.context.notes:
        return
    yield from _strange_places(inspection)
    for claim in inspection.claims:
        if claim.planned is not None:
            yield Finding(
                claim.span,
                f"Ghi chú nêu đây là việc dự kiến: “{claim.planned.text}”.",
                evidence=(claim.planned,),
            )
            continue
        if claim.kind not in _CHECKABLE or _is_in_title(inspection, claim):
            continue
        if claim.kind is ClaimKind.COMPARISON and (
            _is_counted(inspection, claim) or "nguyen nhan" in claim.statement.heading
        ):
            continue  # what a cause says of more and less tells circumstances
        for fact in claim.facts:
            if fact.kind is FactKind.PREDICATE and fact.standing is Standing.UNSUPPORTED:
                if claim.kind is ClaimKind.CAUSE and _counts_within(claim, fact.span):
                    continue
                sure = len(pairs_of(fact.span.of(inspection.document.text))) >= _SURE
                yield Finding(
                    fact.span,
                    f"{_NAMES[claim.kind]} này không có trong ghi chú.",
                    severity=None if sure else Severity.INFO,
                )


@rule("CLM002", Severity.WARNING, "Khẳng định tuyệt đối không có căn cứ")
def absolute_without_evidence(inspection: Inspection) -> Iterator[Finding]:
    """Câu khẳng định toàn bộ, tất cả, 100% hoặc không có trường hợp nào mà ghi chú không cho thấy
    như vậy. Tỷ lệ có phân số kèm theo (“18/18”), số đếm có trong ghi chú, lời chung và nhiệm vụ sắp
    tới không xét. Không có ghi chú thì quy tắc này không xét.

    Nguồn: nguyên tắc lập báo cáo: nội dung phải có căn cứ; chế độ báo cáo theo Nghị định
        09/2019/NĐ-CP (thông tin trung thực, chính xác).
    Ghi chú:
        khao sat 241 phieu, hai long 229
        niem yet 118 tthc bang ma qr; ko co don vuot cap
    Sai:
        ⟦Toàn bộ người dân đều hài lòng với thái độ phục vụ của công chức.⟧
    Đúng:
        Toàn bộ 118 thủ tục hành chính được niêm yết bằng mã QR; không có trường hợp nào gửi đơn
        vượt cấp. Toàn thể cán bộ chấp hành nghiêm quy định.
    """
    notes = inspection.context.notes
    if not notes:
        return
    told = {denial.span for denial, _ in inspection.contradictions}
    for claim in inspection.claims:
        if claim.kind not in (ClaimKind.ABSOLUTE, ClaimKind.NONE):
            continue
        if any(span.overlaps(claim.span) for span in told) or _is_in_title(inspection, claim):
            continue
        if _is_generic(inspection, claim):
            continue
        if not _is_counted(inspection, claim) and not bears_out(claim, notes):
            yield Finding(claim.span, "Ghi chú không cho thấy điều được khẳng định tuyệt đối này.")


def _strange_places(inspection: Inspection) -> Iterator[Finding]:
    """The village that a note does not have in its list, where it has all the others."""
    lines = [fold(note.text) for note in inspection.context.notes]
    told: set[Span] = set()
    for items in inspection.place_lists:
        names = [(_PLACE_KIND.sub("", name), span) for name, span in items]
        names = [(name, span) for name, span in names if not name.isdigit() and name[-1:].isalpha()]
        strange = [
            (name, span) for name, span in names if not any(_has(line, name) for line in lines)
        ]
        if len(strange) != 1 or len(names) < _LISTED or strange[0][1] in told:
            continue
        others = [name for name, _ in names if name != strange[0][0]]
        if any(all(_has(line, name) for name in others) for line in lines):
            told.add(strange[0][1])
            yield Finding(strange[0][1], "Ghi chú liệt kê các nơi này mà không có nơi đang nêu.")


def _has(line: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line) is not None


def _counts_within(claim: Claim, span: Span) -> bool:
    """Whether a part of a claim has a figure that the notes have."""
    return any(
        fact.kind is FactKind.FIGURE
        and fact.standing is Standing.SUPPORTED
        and fact.span.overlaps(span)
        for fact in claim.facts
    )


def _is_counted(inspection: Inspection, claim: Claim) -> bool:
    """Whether the sentence counts what it says of all, and the evidence has the count."""
    text = inspection.document.text
    return any(
        fact.kind is FactKind.FIGURE
        and fact.standing in (Standing.SUPPORTED, Standing.DERIVED)
        and not Span(fact.span.start, fact.span.end).of(text).startswith("100")
        for fact in claim.facts
    )


def _is_in_title(inspection: Inspection, claim: Claim) -> bool:
    return any(r.span.overlaps(claim.cue) for r in inspection.document.references)


def _is_generic(inspection: Inspection, claim: Claim) -> bool:
    """Whether a claim of all is a phrase of every report, with nothing counted."""
    folded = claim.span.of(inspection.document.folded)
    return bool(generic().search(folded)) and not claim.statement.figures
