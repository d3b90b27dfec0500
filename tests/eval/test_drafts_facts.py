"""The notation of facts and when a draft carries one."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain import Draft
from eval.drafts.facts import read_fact
from eval.drafts.quantities import find_quantities
from eval.drafts.sample import Version


def carried(fact: str, text: str) -> bool:
    version = Version(Draft(text, (), (), (), "composer"))
    return read_fact(fact).carried_by(version.passages)


@pytest.mark.parametrize(
    ("fact", "text", "expected", "reason"),
    [
        ("2 lớp", "Đã mở 02 lớp tập huấn.", True, "a leading zero is form"),
        ("2 lớp", "Đã mở hai lớp tập huấn.", True, "in words"),
        ("2 lớp", "Đã mở 12 lớp tập huấn.", False, "another number"),
        ("2 lớp", "Đã mở 03 lớp, 02 buổi tập huấn.", False, "the number counts something else"),
        ("2/5 thôn ~ họp", "Còn 02/05 thôn chưa họp dân.", True, "a share"),
        ("2/5 thôn ~ họp", "Còn 02 trong số 05 thôn chưa họp dân.", True, "a share in words"),
        ("2/5 thôn ~ họp", "Còn 02 thôn chưa họp dân.", False, "the whole is gone"),
        ("2.340 hồ sơ ~ trực tuyến", "Có 2.340/2.910 hồ sơ nộp trực tuyến.", True, "noun behind"),
        ("1,2 tỷ đồng ~ kênh", "Sửa kênh hết 1.200 triệu đồng.", True, "the same sum"),
        ("1,2 tỷ đồng ~ kênh", "Sửa kênh hết 1,2 triệu đồng.", False, "a thousandth of it"),
        ("6,3 tỷ đồng ~ vốn", "Giải ngân vốn 6,3/7 tỷ đồng.", True, "the unit stands once"),
        ("8 ~ trễ hạn", "Có 30 đúng hạn, 8 trễ hạn.", True, "the context counts"),
        ("8 ~ trễ hạn", "Có 08 hồ sơ. Còn 03 hồ sơ trễ hạn.", False, "another sentence"),
        ("@2024-06-30 ~ kiện toàn", "Kiện toàn trước ngày 30/6/2024.", True, "a short date"),
        ("@2024-06-30", "Trước ngày 30 tháng 6 năm 2024.", True, "a long date"),
        ("@2024-06-30", "Trước tháng 6 năm 2024.", False, "the day is gone"),
        ("#18/KH-UBND", "Kế hoạch số 18/KH-UBND ngày 22/01/2024.", True, "a document"),
        ("#18/KH-UBND", "Kế hoạch số 81/KH-UBND ngày 22/01/2024.", False, "digits turned"),
        ("#10/2022/QH15", "Thực hiện Luật Thực hiện dân chủ ở cơ sở.", True, "a law by name"),
        ("=Lê Văn Hùng", "Đồng chí Lê Văn Hùng phụ trách.", True, "a name"),
        ("=Lê Văn Hùng", "Đồng chí Lê Văn Hưng phụ trách.", False, "another name"),
        ("ngại & va chạm", "Cán bộ còn ngại va chạm.", True, "all words"),
        ("khó khăn|vướng mắc", "Còn vướng mắc về vốn.", True, "one of two wordings"),
        ("cấu hình", "Máy tính cầu hình thấp.", False, "restored wrongly"),
        ("9 ~ đất đai & lĩnh vực", "Các lĩnh vực:\n- đất đai: 09 hồ sơ;", True, "the list's lead"),
    ],
)
def test_carries(fact: str, text: str, expected: bool, reason: str) -> None:
    assert carried(fact, text) is expected, reason


@pytest.mark.parametrize("written", ["~ họp", "@30/6/2024", "2 ~ a ~ b"])
def test_malformed_fact(written: str) -> None:
    with pytest.raises(ValueError, match=r"context|isoformat"):
        read_fact(written)


def test_notation() -> None:
    fact = read_fact("2/7 thôn|xóm ~ họp & quý IV")
    assert [quantity.value for quantity in fact.quantities] == [2, 7]
    assert fact.counted == (("thôn", "xóm"),)
    assert fact.context == (("họp",), ("quý IV",))
    assert read_fact("@2024-06-30").day == date(2024, 6, 30)


def test_quantities_have_one_measure() -> None:
    found = find_quantities("Thu 1,5 tỷ đồng, chi 300 triệu, đạt 95,5% kế hoạch, ngày 01/7/2025.")
    assert [(q.value, q.measure) for q in found] == [
        (Decimal("1500000000.0"), "đồng"),
        (Decimal("300000000"), "đồng"),
        (Decimal("95.5"), "%"),
    ]
