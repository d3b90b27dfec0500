"""Names of bodies with a syllable missing or wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity, Span

_PLACE: Final = r"(?=\s+(?:xã|phường|huyện|tỉnh|thị|quận|thành|các|cấp)(?!\w))"
#: What stands in the text (any case) → what belongs there. The first group is what is replaced.
_MISWRITTEN: Final = (
    (re.compile(rf"(?<!\w)([ủu][ỷyỹ] ban nhân){_PLACE}", re.IGNORECASE), "Ủy ban nhân dân"),
    (re.compile(rf"(?<!\w)([ủu][ỷyỹ] ban dân){_PLACE}", re.IGNORECASE), "Ủy ban nhân dân"),
    (re.compile(rf"(?<!\w)([ủu][ỷyỹ] nhân dân){_PLACE}", re.IGNORECASE), "Ủy ban nhân dân"),
    (re.compile(rf"(?<!\w)(hội nhân dân){_PLACE}", re.IGNORECASE), "Hội đồng nhân dân"),
    (re.compile(rf"(?<!\w)(hội đồng nhân){_PLACE}", re.IGNORECASE), "Hội đồng nhân dân"),
    (re.compile(rf"(?<!\w)(hội đồng dân){_PLACE}", re.IGNORECASE), "Hội đồng nhân dân"),
    (
        re.compile(r"(?<!\w)([ủu][ỷyỹ] ban mặt trận việt nam)(?!\w)", re.IGNORECASE),
        "Ủy ban Mặt trận Tổ quốc Việt Nam",
    ),
    (
        re.compile(r"(?<!\w)(mặt trận tổ quốc việt)(?!\s+nam\b)(?!\w)", re.IGNORECASE),
        "Mặt trận Tổ quốc Việt Nam",
    ),
)


@rule("NAM004", Severity.ERROR, "Tên cơ quan viết thiếu chữ", safe_fix=True)
def miswritten_body(inspection: Inspection) -> Iterator[Finding]:
    """Tên cơ quan nhà nước, Mặt trận viết thiếu hoặc thừa một chữ, như “Ủy ban nhân xã”.

    Nguồn: Hiến pháp và Luật Tổ chức chính quyền địa phương (tên các cơ quan); Nghị định
        30/2020/NĐ-CP, Phụ lục II (viết hoa tên cơ quan).
    Sai:
        ⟦Ủy ban nhân⟧ xã đã ban hành Quyết định; ⟦Hội đồng nhân⟧ huyện giám sát.
    Sửa: Ủy ban nhân dân; Hội đồng nhân dân
    Đúng:
        Ủy ban nhân dân xã, Uỷ ban nhân dân huyện, Hội đồng nhân dân tỉnh và Ủy ban Mặt trận Tổ quốc
        Việt Nam xã phối hợp. Hội đồng nhân sự được thành lập.
    """
    text = inspection.document.text
    for pattern, right in _MISWRITTEN:
        for match in pattern.finditer(text):
            yield Finding(
                Span(*match.span(1)),
                f"Tên cơ quan viết sai: đúng là “{right}”.",
                fix=right.upper() if match[1].isupper() else right,
            )
