"""Persons and organisations for whom there is no evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple
from typing import Final

from assistant.checking.inspection import Inspection
from assistant.checking.people import Named, NamedKind, find_named
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity
from assistant.language.text import fold

#: How notes speak of people, folded: "a Hậu", "đ/c Hậu", "ô. Hậu pct".
_SHORT_ADDRESS: Final = r"(?:ong|ba|anh|chi|em|thay|co|dong chi|dc|d/c|a|b|c|o)"


@rule("NAM005", Severity.WARNING, "Người, tổ chức không có căn cứ")
def without_evidence(inspection: Inspection) -> Iterator[Finding]:
    """Báo cáo nêu tên một người, một công ty hoặc hợp tác xã mà ghi chú, hồ sơ cơ quan và sổ văn
    bản đi đều không có; tên ghi tắt trong ghi chú (“a Hậu”) cũng được nhận; trường học chỉ là thông
    tin. Không có ghi chú thì quy tắc này không xét. Mỗi tên báo một lần, kèm các chỗ khác.

    Nguồn: nguyên tắc lập báo cáo: nội dung phải có căn cứ; chế độ báo cáo theo Nghị định
        09/2019/NĐ-CP (thông tin chính xác).
    Ghi chú:
        a Hậu pct phụ trách chuyển đổi số
        htx Bình Minh ủng hộ 5 triệu
    Sai:
        Đồng chí ⟦Lê Văn Tám⟧, Trưởng thôn, trực tiếp vận động. ⟦Công ty TNHH Đại Phát⟧ hỗ trợ.
    Đúng:
        Đồng chí Võ Văn Hậu, Phó Chủ tịch UBND xã, phụ trách chuyển đổi số. Hợp tác xã Bình Minh ủng
        hộ 5 triệu đồng. Đồng chí Chủ tịch UBND xã chỉ đạo chung.
    """
    if not inspection.context.notes:
        return
    evidence = _evidence(inspection)
    told: dict[str, list[Named]] = {}
    for named in find_named(inspection.document.text):
        told.setdefault(fold(named.name), []).append(named)
    for key, (first, *others) in told.items():
        if _is_known(key, first, evidence):
            continue
        yield Finding(
            first.span,
            f"{first.kind.value} được nêu tên “{first.span.of(inspection.document.text)}” không có "
            "trong ghi chú, hồ sơ cơ quan và sổ văn bản đi.",
            related=tuple(other.span for other in others),
            severity=Severity.INFO if first.kind is NamedKind.SCHOOL else None,
        )


def _evidence(inspection: Inspection) -> str:
    """All that the office knows, folded, in one text."""
    context = inspection.context
    parts = [note.text for note in context.notes]
    parts += [row.title for row in context.office_log]
    if context.profile:
        parts += [value for value in astuple(context.profile) if isinstance(value, str)]
        parts += context.profile.recipients
    return fold("\n".join(parts))


def _is_known(key: str, named: Named, evidence: str) -> bool:
    if re.search(rf"(?<!\w){re.escape(key)}(?!\w)", evidence):
        return True
    if named.kind is not NamedKind.PERSON:
        return False
    given = re.escape(key.split(" ")[-1])
    last_two = re.escape(" ".join(key.split(" ")[-2:]))
    return bool(
        re.search(rf"(?<!\w){last_two}(?!\w)", evidence)
        or re.search(rf"(?<!\w){_SHORT_ADDRESS}\.?\s+(?:\w+\s+){{0,3}}?{given}(?!\w)", evidence)
    )
