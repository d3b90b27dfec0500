"""Counts that do not match the list behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.checking.enumerations import find_counted
from assistant.checking.exclusive import in_both_lists
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity
from assistant.language.numbers import format_number

_FAR: Final = 3  # a phrase list that differs by more is no list of the things counted


@rule("NUM007", Severity.WARNING, "Số đếm không khớp với số mục được liệt kê")
def count_and_list(inspection: Inspection) -> Iterator[Finding]:
    """Số đếm ghi trước một danh sách (sau “gồm”, dấu hai chấm hoặc trong ngoặc đơn, hoặc ở các dòng
    dưới) không bằng số mục của danh sách. Danh sách chỉ nêu một phần (“tiêu biểu”, “như”, “v.v.”,
    “…”) không xét; dấu phẩy, chữ “và” có thể nằm trong một mục (“phòng, chống thiên tai”) được tính
    theo cả hai cách.

    Nguồn: số học; chế độ báo cáo theo Nghị định 09/2019/NĐ-CP (số liệu chính xác).
    Sai:
        Dịch bệnh xuất hiện tại ⟦03⟧ thôn: Đông Xuân, Tây Xuân, Mỹ Lộc, Phú An.
    Sai:
        UBND xã tập trung vào ⟦03⟧ giải pháp sau:
        - Tăng cường tuyên truyền;
        - Phân công cán bộ phụ trách;
        - Kiểm tra hằng tháng;
        - Khen thưởng kịp thời.
    Đúng:
        Ban đã giám sát 03 việc: bình xét hộ nghèo, làm nhà văn hóa thôn 3, thu quỹ phòng, chống
        thiên tai. Xã có 5 thôn, tiêu biểu là thôn 2. Có 02 giải pháp sau:
        - Tăng cường tuyên truyền;
        - Kiểm tra hằng tháng.
    """
    for counted in find_counted(inspection.document):
        value = counted.figure.value
        nearest = counted.fewest if value < counted.fewest else counted.most
        if counted.agrees or (not counted.exact and abs(value - nearest) > _FAR):
            continue
        yield Finding(
            counted.figure.span,
            f"Ghi {format_number(value)} nhưng liệt kê {nearest} mục.",
            related=counted.items,
        )


@rule("NUM008", Severity.WARNING, "Một nơi nằm trong hai danh sách loại trừ nhau")
def in_two_lists(inspection: Inspection) -> Iterator[Finding]:
    """Một thôn, ấp, tiêu chí … vừa nằm trong danh sách đã làm, đạt, có vừa nằm trong danh sách chưa
    làm, chưa đạt, chưa có của cùng một việc, cùng một kỳ.

    Nguồn: Nghị định 09/2019/NĐ-CP về chế độ báo cáo (số liệu chính xác, thống nhất).
    Sai:
        Ấp 1, ấp 3 và ấp 4 đạt chuẩn ấp xanh; các ấp chưa đạt là ấp 2, ⟦ấp 4⟧ và ấp 5.
    Đúng:
        Thôn 1, thôn 3 đã họp dân quý I; thôn 2, thôn 4 chưa họp dân quý I. Thôn 3 chưa họp dân quý
        II.
    """
    document = inspection.document
    for here, there in in_both_lists(document, inspection.statements):
        name = here.of(document.text)
        yield Finding(here, f"“{name}” cũng nằm trong danh sách ngược lại.", related=(there,))
