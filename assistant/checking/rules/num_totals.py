"""One quantity with two values."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checking.inspection import Inspection
from assistant.checking.quantities import disagreements
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity


@rule("NUM005", Severity.WARNING, "Một số lượng ghi hai giá trị")
def two_values(inspection: Inspection) -> Iterator[Finding]:
    """Cùng một số lượng (số hộ, số khẩu, số thôn của xã; chi thường xuyên; hồ sơ quá hạn …) được
    ghi hai giá trị ở hai chỗ, hoặc một phần lớn hơn tổng số. Số của một thôn, một lĩnh vực, kỳ
    trước, kế hoạch hoặc mức tăng giảm không đem ra so.

    Nguồn: Nghị định 09/2019/NĐ-CP về chế độ báo cáo (số liệu chính xác, thống nhất).
    Sai:
        Toàn xã có 672 hộ với 2.273 khẩu. Kết quả rà soát: xã có ⟦627⟧ hộ.
    Sai:
        Tổng chi 9.640 triệu đồng, gồm chi đầu tư 2.150 triệu đồng, chi thường xuyên 7.490 triệu
        đồng. Chi thường xuyên là ⟦7.940 triệu đồng⟧.
    Đúng:
        Toàn xã có 672 hộ, thôn 1 có 120 hộ; năm 2022 toàn xã có 660 hộ. Chi thường xuyên 7.490
        triệu đồng. Chi thường xuyên là 7,49 tỷ đồng.
    """
    for found in disagreements(inspection.document, inspection.statements):
        if found.part:
            message = f"Lớn hơn tổng số ghi ở chỗ khác của báo cáo: {found.value}."
        else:
            message = f"Chỗ khác của báo cáo ghi {found.value} cho cùng số lượng này."
        yield Finding(found.span, message, related=(found.other,))
