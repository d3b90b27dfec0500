"""One quantity with two values in one report (NUM005)."""

from datetime import date

import pytest

from assistant.checking import CheckContext, check


def _quotes(text: str) -> list[str]:
    result = check(text, CheckContext(date(2023, 12, 5)))
    return [d.quote for d in result.diagnostics if d.code == "NUM005"]


TABLE = (
    "| Lĩnh vực | Tiếp nhận | Đúng hạn | Quá hạn |\n|---|---|---|---|\n"
    "| Hộ tịch | 100 | 98 | 2 |\n| Đất đai | 50 | 46 | 4 |\n| Cộng | 150 | 144 | 6 |\n\n"
)


@pytest.mark.parametrize(
    "text",
    [
        # One value, written in two ways.
        "Toàn xã có 672 hộ với 2.273 khẩu. Xã có 672 hộ, 2.273 nhân khẩu.",
        "Chi thường xuyên 7.490 triệu đồng.\nChi thường xuyên đạt 7,49 tỷ đồng.",
        "Chi thường xuyên 7.490 triệu đồng.\nChi thường xuyên khoảng 7,5 tỷ đồng.",  # rounded
        "Tỷ lệ hộ nghèo còn 5,47%.\nTỷ lệ hộ nghèo là 5,5%.",
        "Xã có 05 thôn. Cả 5/5 thôn đã họp.",
        # Another scope.
        "Toàn xã có 672 hộ. Thôn 1 có 120 hộ.",
        "Toàn xã có 672 hộ, trong đó 120 hộ nghèo và 45 hộ cận nghèo.",
        "Xã có 05 thôn. Đã họp dân ở 03 thôn. Hai thôn chưa họp.",
        "- Hộ tịch: hồ sơ quá hạn là 02 hồ sơ.\n- Đất đai: hồ sơ quá hạn là 25 hồ sơ.",
        "Thôn 1: tỷ lệ hộ nghèo 3,2%.\nThôn 2: tỷ lệ hộ nghèo 5,1%.",
        "## 1. Mô hình nuôi bò\nSố hộ tham gia mô hình 20 hộ.\n"
        "## 2. Mô hình trồng quế\nSố hộ tham gia mô hình 35 hộ.",
        # Another period.
        "Xã có 672 hộ; năm 2022 xã có 660 hộ.",
        "Hộ nghèo đầu năm 241 hộ. Hộ nghèo cuối năm 187 hộ.",
        "Tháng 5, hồ sơ quá hạn là 02 hồ sơ. Tháng 6, hồ sơ quá hạn là 04 hồ sơ.",
        "Trước khi sáp nhập xã có 12 thôn. Xã có 08 thôn.",
        # A change, a plan, an estimate.
        "Chi thường xuyên 7.490 triệu đồng. Chi thường xuyên tăng 250 triệu đồng.",
        "Thu ngân sách xã đạt 9.850 triệu đồng. Kế hoạch thu ngân sách xã 9.500 triệu đồng.",
        "Tỷ lệ hộ nghèo là 5,47%.\n## Nhiệm vụ\nTỷ lệ hộ nghèo còn dưới 4,5%.",
        # Acts are told many times.
        "UBND xã tổ chức 02 lớp tập huấn. Hội Nông dân tổ chức 03 lớp tập huấn.",
        "Tổng kinh phí 120 triệu đồng.\nTổng kinh phí 85 triệu đồng.",  # of which work?
        # The table's total, or one of its rows.
        TABLE + "Hồ sơ quá hạn là 06 hồ sơ.",
        TABLE + "Lĩnh vực đất đai quá hạn 04 hồ sơ.",
        # Taken up again.
        "Còn 04 đơn. Bốn đơn này đều về đất đai.",
        "Làm 02 cầu và sửa 01 cầu. Ba cầu này đều hoàn thành.",
    ],
)
def test_quantities_that_agree(text: str) -> None:
    assert _quotes(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Toàn xã có 672 hộ với 2.273 khẩu. Xã có 627 hộ.", "627"),
        ("Toàn xã có 672 hộ với 2.273 khẩu. Xã hiện có 672 hộ, 2.723 nhân khẩu.", "2.723"),
        ("Tổng số hộ là 672 hộ. Trên địa bàn xã có 762 hộ.", "762"),
        ("Xã có 05 thôn. Toàn xã có 06 thôn.", "06"),
        ("Xã có 05 thôn. Cả 06 thôn đã họp dân.", "06"),
        ("Xã có 05 ấp. Xã có 06 ấp văn hóa.", "06"),  # a part larger than the whole
        ("Xã có 3.418 hộ. Có 3.518 hộ văn hóa.", "3.518"),
        ("Xã có 20 đảng viên. Toàn xã hiện có 22 đảng viên.", "22"),
        ("Xã có 11 tổ hòa giải. Toàn xã có 12 tổ hòa giải.", "12"),
        (
            "Chi thường xuyên 7.490 triệu đồng.\nChi thường xuyên là 7.940 triệu đồng.",
            "7.940 triệu đồng",
        ),
        ("Chi thường xuyên 7.490 triệu đồng.\nChi thường xuyên đạt 7,94 tỷ đồng.", "7,94 tỷ đồng"),
        ("Tỷ lệ hộ nghèo là 5,47%.\nTỷ lệ hộ nghèo là 5,74%.", "5,74%"),
        (
            "## 1. Kết quả\nHồ sơ quá hạn là 06 hồ sơ.\n## 2. Hạn chế\nHồ sơ quá hạn còn 08 hồ sơ.",
            "08",
        ),
        ("Tổng đàn bò có 5.240 con. Tổng đàn bò là 5.420 con.", "5.420"),
        ("Diện tích gieo trồng lúa đạt 1.172 ha. Diện tích gieo trồng lúa 1.127 ha.", "1.127 ha"),
        (TABLE + "Hồ sơ quá hạn là 08 hồ sơ.", "08"),
        (TABLE + "Đúng hạn 141 hồ sơ.", "141"),
        ("Còn 06 đơn. Bốn đơn này đều về đất đai.", "Bốn đơn"),
        ("Sửa 03 tuyến đường. Hai tuyến đường nêu trên dài 1,2 km.", "Hai tuyến đường"),
        ("Xã có 672 hộ. Xã có 672 hộ. Xã có 673 hộ.", "673"),  # the odd one out
    ],
)
def test_quantities_that_disagree(text: str, quote: str) -> None:
    assert _quotes(text) == [quote]
