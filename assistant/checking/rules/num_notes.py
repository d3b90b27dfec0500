"""Figures that the staff's notes do not bear out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from assistant.checking.document import Document
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.checking.support import Notes, derivable
from assistant.domain import Figure, Severity

_NEAR: Final = 12  # figures on either side


@rule("NUM001", Severity.WARNING, "Số liệu không có trong ghi chú")
def not_in_notes(inspection: Inspection) -> Iterator[Finding]:
    """Số liệu của báo cáo không có trong ghi chú (kể cả khi đổi đơn vị hoặc viết bằng chữ) và
    không suy ra được từ các số liệu có trong ghi chú ở cùng đoạn văn bằng phép cộng, phép trừ hay
    tỷ lệ phần trăm. Ghi chú của kỳ khác không làm căn cứ, trừ khi câu văn nói rõ kỳ ấy. Không có
    ghi chú thì quy tắc này không xét.

    Nguồn: nguyên tắc lập báo cáo: mỗi số liệu phải có căn cứ; chế độ báo cáo theo Nghị định
        09/2019/NĐ-CP (số liệu chính xác, đúng kỳ báo cáo).
    Ghi chú:
        mo 2 lop tap huan, 120 luot nguoi
        tiep nhan 200 hs, dung han 190
    Sai:
        UBND xã đã mở ⟦03⟧ lớp tập huấn cho 120 lượt người.
    Sai:
        Tiếp nhận 200 hồ sơ, giải quyết đúng hạn 190 hồ sơ, đạt ⟦98%⟧.
    Đúng:
        UBND xã đã mở hai lớp tập huấn cho 120 lượt người. Tiếp nhận 200 hồ sơ, giải quyết đúng hạn
        190 hồ sơ, đạt 95%; quá hạn 10 hồ sơ.
    """
    context = inspection.context
    if not context.notes:
        return
    document = inspection.document
    notes = Notes(context.notes, context.period)
    paragraphs: dict[int, list[tuple[Figure, bool]]] = {}
    for figure in document.figures:
        stated = not figure.value or notes.states(figure, _sentence(document, figure))
        paragraph = document.paragraph_at(figure.span.start)
        paragraphs.setdefault(paragraph, []).append((figure, stated))
    for entries in paragraphs.values():
        known = [figure for figure, stated in entries if stated]
        for figure, stated in entries:
            if stated or derivable(figure, _nearby(figure, known)):
                continue
            nearest = notes.nearest(figure, _sentence(document, figure))
            hint = f" Ghi chú có: “{nearest.text}”." if nearest else ""
            yield Finding(
                figure.span,
                f"Số liệu “{figure.span.of(document.text)}” không có trong ghi chú và không suy "
                f"ra được từ ghi chú.{hint}",
                evidence=(nearest,) if nearest else (),
            )


def _nearby(figure: Figure, known: list[Figure]) -> list[Figure]:
    """The known figures around ``figure``; arithmetic over a whole long table proves nothing."""
    index = bisect_right(known, figure.span.start, key=lambda other: other.span.start)
    return known[max(0, index - _NEAR) : index + _NEAR]


def _sentence(document: Document, figure: Figure) -> str:
    return document.sentence_at(figure.span.start).of(document.text)
