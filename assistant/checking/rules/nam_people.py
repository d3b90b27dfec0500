"""Persons and organisations for whom there is no evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import Final

from assistant.checking.inspection import Inspection
from assistant.checking.people import Named, NamedKind, find_named
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity
from assistant.language.text import fold, modern_tones, nfc

#: How notes speak of people: "a Hậu", "đ/c Hậu", "ô. Hậu pct".
_SHORT_ADDRESS: Final = (
    r"(?:ông|bà|anh|chị|em|thầy|cô|đồng chí|đc|đ/c|a|b|c|ô|"
    r"ong|ba|anh|chi|thay|co|dong chi|dc|d/c|o)"
)


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
    for first, *others in told.values():
        if _is_known(first, evidence):
            continue
        yield Finding(
            first.span,
            f"{first.kind.value} được nêu tên “{first.span.of(inspection.document.text)}” không có "
            "trong ghi chú, hồ sơ cơ quan và sổ văn bản đi.",
            related=tuple(other.span for other in others),
            severity=Severity.INFO if first.kind is NamedKind.SCHOOL else None,
        )


def _evidence(inspection: Inspection) -> tuple[str, ...]:
    """All that the office knows, by line; a line with accents keeps them."""
    context = inspection.context
    parts = [note.text for note in context.notes]
    parts += [row.title for row in context.office_log]
    if context.profile:
        parts += [value for value in astuple(context.profile) if isinstance(value, str)]
        parts += context.profile.recipients
    return tuple(_plain(part) for part in parts)


def _plain(text: str) -> str:
    return modern_tones(nfc(text)).lower()


def _is_known(named: Named, evidence: Sequence[str]) -> bool:
    name = _plain(named.name)
    return any(
        _names(line, fold(name) if line.isascii() else name, named.kind) for line in evidence
    )


def _names(line: str, name: str, kind: NamedKind) -> bool:
    """Whether a line has the name, a person's also without the surname or behind "a", "đ/c".

    "bà Trần Thị Lan" is not Lê Văn Lan.
    """
    if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line):
        return True
    if kind is not NamedKind.PERSON:
        return False
    *first, given = name.split(" ")
    if len(first) > 1 and re.search(rf"(?<!\w){first[-1]} {given}(?!\w)", line):
        return True
    behind = rf"(?<!\w){_SHORT_ADDRESS}\.?\s+((?:\w+\s+){{0,3}}?){given}(?!\w)"
    return any(set(match[1].split()) <= set(first) for match in re.finditer(behind, line))
