"""Counts beside the list that they open (NUM007) and lists that exclude each other (NUM008)."""

from datetime import date

import pytest

from assistant.checking import CheckContext, check


def _quotes(text: str, code: str) -> list[str]:
    result = check(text, CheckContext(date(2023, 12, 5)))
    return [d.quote for d in result.diagnostics if d.code == code]


@pytest.mark.parametrize(
    "text",
    [
        "Xã có 05 thôn: An Đoài, An Đông, Cồn Hạc, Phú Trung và Bến Lở.",
        "Xã có 5 thôn (An Đoài, An Đông, Cồn Hạc, Phú Trung, Bến Lở).",
        "Đã họp ở 03 thôn gồm thôn 1, thôn 3 và thôn 5, đạt 60% kế hoạch.",  # goes on
        "Hai thôn là Gò Da và Nước Lang chưa có nhà văn hóa.",
        "Trạm bơm phục vụ 04 thôn: Đông, Tây, Nam, Bắc; trị giá 2 tỷ đồng.",  # ";" ends the list
        "Kiểm tra tại 03 thôn (thôn 1: 12 hộ, thôn 2: 15 hộ, thôn 4: 9 hộ).",
        "Giám sát 03 việc: bình xét hộ nghèo, làm nhà văn hóa, thu quỹ phòng, chống thiên tai.",
        "Có 02 công trình, gồm đường nội đồng và nhà văn hóa thôn 3.",
        "Xã tập trung 03 nội dung: tuyên truyền, vận động Nhân dân; làm đường; trồng cây.",
        "Có 04 nội dung: tuyên truyền, vận động, kiểm tra và giám sát.",  # each may be an item
        "Có 05 mô hình, tiêu biểu: nuôi bò, trồng quế.",  # some of them
        "Xã có 08 mô hình như: nuôi bò, trồng quế, tổ tự quản.",
        "Có 06 sản phẩm gồm gạo, trà sen, mắm cá…",  # not all
        "Ban hành 12 văn bản gồm nghị quyết, kế hoạch, quyết định, công văn v.v.",
        "Tiếp nhận 15 đơn, gồm khiếu nại, tố cáo.",  # kinds, not each of them
        "Ban Chỉ đạo có 09 thành viên gồm đại diện Mặt trận, Hội Phụ nữ và Đoàn Thanh niên.",
        "Có 2/5 thôn (thôn 1, thôn 3) đã họp.",  # the list is of the part
        "Có 57 đơn: khiếu nại 06, tố cáo 02, kiến nghị 49.",  # a sum
        "Xã có 03 thôn với 1.200 nhân khẩu, gồm người Kinh, người Mường.",  # a list of others
        "Triển khai 02 giải pháp sau:\n- Tuyên truyền;\n- Kiểm tra.\nTrên đây là báo cáo.",
        "Ban hành 03 văn bản:\n- Kế hoạch số 01/KH-UBND; Kế hoạch số 02/KH-UBND;\n"
        "- Quyết định số 05/QĐ-UBND.",  # two on one line
        "Có 02 giải pháp:\n- Tuyên truyền, gồm:\n+ Loa;\n+ Họp thôn;\n- Kiểm tra.",  # sub-items
        "Toàn xã có 10 mô hình, cụ thể:\n- Kinh tế: 04 mô hình;\n- Văn hóa: 06 mô hình.",  # groups
        "Xã có hơn 10 mô hình: nuôi bò, trồng quế.",  # an estimate
        "Có 5 thôn (từ thôn 1 đến thôn 5) đã họp.",
    ],
)
def test_count_that_fits_its_list(text: str) -> None:
    assert _quotes(text, "NUM007") == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Xã có 05 thôn: An Đoài, An Đông, Cồn Hạc và Bến Lở.", "05"),
        ("Xã có 5 thôn (An Đoài, An Đông, Cồn Hạc, Bến Lở).", "5"),
        ("Đã họp ở 03 thôn gồm thôn 1, thôn 3, thôn 4 và thôn 5, đạt 60% kế hoạch.", "03"),
        ("Còn ba thôn là Gò Da và Nước Lang chưa có nhà văn hóa.", "ba"),
        ("Kiểm tra tại 04 thôn (thôn 1: 12 hộ, thôn 2: 15 hộ, thôn 4: 9 hộ).", "04"),
        ("Còn 02 xóm: xóm 3, 7, 12 chưa có loa.", "02"),  # bare numbers go on
        ("Giám sát 04 việc: bình xét hộ nghèo, làm nhà văn hóa, thu quỹ phòng, chống bão.", "04"),
        ("Có 04 công trình, gồm đường nội đồng và nhà văn hóa thôn 3.", "04"),
        ("Có 03 sản phẩm OCOP: gạo sạch Tháp Mười, trà sen.", "03"),
        ("Xã tập trung 04 nội dung: tuyên truyền Luật; làm đường nội đồng; trồng cây.", "04"),
        ("Xã có 05 mô hình: nuôi bò ở thôn 1; trồng quế ở thôn 2; tổ tự quản ở thôn 3.", "05"),
        ("Triển khai 03 giải pháp sau:\n- Tuyên truyền;\n- Kiểm tra.\nTrên đây là báo cáo.", "03"),
        ("Có 02 giải pháp:\n1. Tuyên truyền;\n2. Kiểm tra;\n3. Khen thưởng.", "02"),
        ("Đề ra 05 nhiệm vụ trọng tâm như sau:\n+ Họp dân;\n+ Làm đường;\n+ Trồng cây.", "05"),
        ("Có 02 nguyên nhân:\na) Kinh phí thiếu;\nb) Địa bàn rộng;\nc) Cán bộ kiêm nhiệm.", "02"),
        ("Có 04 tồn tại:\n- Họp ít;\n- Loa hỏng, gồm:\n+ Thôn 1;\n+ Thôn 2;\n- Sổ sơ sài.", "04"),
    ],
)
def test_count_that_does_not_fit_its_list(text: str, quote: str) -> None:
    assert _quotes(text, "NUM007") == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "Ấp 1, ấp 3 đạt chuẩn; các ấp chưa đạt là ấp 2, ấp 5.",
        "Thôn 3 đã họp dân quý I; thôn 3 chưa họp dân quý II.",  # two quarters
        "Thôn 3 đã có nhà văn hóa. Thôn 3 chưa có sân bóng.",  # two things
        "Năm 2022 thôn 3 chưa họp dân. Thôn 3 đã họp dân.",  # two years
        "Thôn 3 đã họp dân.\n## Nhiệm vụ\nPhấn đấu không để thôn 3 chưa họp dân.",
        "Hai thôn Cồn Hạc và Bến Lở chưa hoàn thành lấy ý kiến; thôn An Đoài đã hoàn thành.",
        "Thôn Gò Da có 120 hộ; thôn Gò Da không có hộ nghèo.",
    ],
)
def test_lists_that_go_together(text: str) -> None:
    assert _quotes(text, "NUM008") == []


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Ấp 1, ấp 4 đạt chuẩn; các ấp chưa đạt là ấp 2, ấp 4.", ["ấp 4"]),
        ("Các thôn đã họp: thôn 1, 2, 3.\n- Các thôn chưa họp: thôn 3, 4, 5.", ["thôn 3"]),
        ("Xóm đã có loa gồm xóm 3, xóm 7; xóm chưa có loa gồm xóm 7.", ["xóm 7"]),
        ("Thôn Gò Da, Nước Lang đã họp dân. Thôn Con Rã và Gò Da chưa họp dân.", ["Gò Da"]),
        (
            "Các tiêu chí đạt là tiêu chí số 1, 2, 5; chưa đạt là tiêu chí số 5, 6.",
            ["tiêu chí số 5"],
        ),
    ],
)
def test_lists_that_exclude_each_other(text: str, quotes: list[str]) -> None:
    assert _quotes(text, "NUM008") == quotes


def test_names_of_households_and_bare_names() -> None:
    text = "Hộ ông Bình, bà Sen đã di dời; hộ bà Sen, ông Mỹ chưa di dời."
    assert _quotes(text, "NUM008") == ["hộ bà Sen"]
    text = "Các thôn đã thu xong: Thượng, Trung; các thôn chưa thu xong: Trung, Hạ."
    assert _quotes(text, "NUM008") == ["Trung"]
    text = "Thôn đã có điểm hỗ trợ: Vuộc, Phia, Sài 2; thôn chưa có: Sài 2, Nà Lầu."
    assert _quotes(text, "NUM008") == ["Sài 2"]
