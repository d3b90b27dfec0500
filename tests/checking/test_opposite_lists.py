"""Counts against their lists (NUM007), opposite lists (NUM008), lists against notes (CLM001)."""

from datetime import date

import pytest

from assistant.checking import CheckContext, check, notes_as_evidence


def _quotes(text: str, code: str, notes: str = "") -> list[str]:
    evidence = notes_as_evidence("ghi-chu.txt", notes) if notes else ()
    result = check(text, CheckContext(date(2024, 12, 5), notes=evidence))
    return [d.quote for d in result.diagnostics if d.code == code]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Đã khởi công: cầu Bản Mo, kênh N3, chợ xã; chưa khởi công: trạm y tế, kênh N3.", "kênh N3"),
        ("Ba dự án đã xong là đường 12, chợ xã và bể bơi; hai dự án chưa xong là nghĩa trang và chợ xã.",
         "chợ xã"),
        ("Sáu tiêu chí chưa đạt gồm giao thông, nhà ở, y tế. Các tiêu chí đã đạt là điện, thủy lợi, y tế.",
         "y tế"),
        ("Trong đó các ấp đã xong là Vĩnh Phú, Hòa Lợi; ấp còn đơn là Hòa Lợi.", "Hòa Lợi"),
        ("Buôn được hỗ trợ nhà: Trấp, Kla, Mliêng; buôn không thuộc diện: Kla, Tơ.", "Kla"),
        ("Các nhiệm vụ đã xong: số 2, số 5; các nhiệm vụ chuyển sang năm sau: số 5, số 8.", "số 5"),
        ("Bốn thôn chưa họp là Nà Phặc, Khau Lang. Các thôn đã họp gồm có Khau Lang.", "Khau Lang"),
        ("Các thôn đã phủ sóng gồm Đông Xá, Tây Xá; chưa phủ sóng gồm Nam Xá, Tây Xá.", "Tây Xá"),
        ("Sổ ghi ở xóm 2, xóm 4 đã đủ, còn xóm 4, xóm 7 chưa đủ.", "xóm 4"),
        ("Trường đã đạt chuẩn: mầm non Hoa Sen, tiểu học Số 1; trường chưa đạt chuẩn: mầm non Hoa Sen.",
         "mầm non Hoa Sen"),
        ("Văn bản đã ban hành: quy chế làm việc, quy chế chi tiêu; văn bản chưa ban hành: quy chế chi tiêu.",
         "quy chế chi tiêu"),
    ],
)  # fmt: skip
def test_in_both_lists(text: str, quote: str) -> None:
    assert _quotes(text, "NUM008") == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "Đã khởi công: cầu Bản Mo, kênh N3; chưa khởi công: trạm y tế, kênh N5.",
        "Các tiêu chí đã đạt là điện, y tế. Các tiêu chí đã duy trì là điện, y tế.",
        "Thôn đã họp quý I: Nà Phặc, Khau Lang. Thôn chưa có loa: Khau Lang.",
        "Năm 2022, dự án chưa xong là chợ xã. Dự án đã xong là chợ xã.",
        "Nhiệm vụ tới: phấn đấu các tiêu chí chưa đạt gồm y tế sẽ đạt. Tiêu chí đã đạt là điện.",
        "Các mô hình đã công nhận: nuôi dê, trồng chè. Mô hình chưa đăng ký: nuôi ong.",
        "Hồ sơ đã nộp gồm đơn, bản vẽ; giấy tờ không phải nộp gồm sổ hộ khẩu.",
    ],
)
def test_lists_that_agree(text: str) -> None:
    assert _quotes(text, "NUM008") == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Triển khai 04 công trình (đường ĐX5, kênh Bàu Sen, nhà văn hóa thôn Ngọc Sơn).", "04"),
        ("Bố trí 05 quầy (hộ tịch, chứng thực, đất đai, bảo trợ xã hội).", "05"),
        ("Có ba sản phẩm tiêu biểu là mật ong và chè dây.", "ba"),
        ("Đã giải quyết 02 đơn (đơn của bà Lụa, đơn của ông Tám, đơn của ông Khánh).", "02"),
        ("Quá hạn ở ba lĩnh vực: đất đai 06, xây dựng 02, kinh doanh 01, hộ tịch 01.", "ba"),
        (
            "Bảy tiêu chí chưa đạt gồm: giao thông, trường học, nhà ở, thu nhập, nghèo, môi trường.",
            "Bảy",
        ),
        ("Nhóm nòng cốt đặt ở 06 thôn, buôn: Ko Tam, Ju, Krôa A, Krôa B, Ea Kmat.", "06"),
        ("Xã có 02 nguồn vốn: huyện 120, xã 60, dân góp 40.", "02"),
        ("Kiểm tra 03 hạng mục (mái, tường rào, sân bê tông, cổng).", "03"),
    ],
)
def test_count_and_list_differ(text: str, quote: str) -> None:
    assert _quotes(text, "NUM007") == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "Triển khai 03 công trình (đường ĐX5, kênh Bàu Sen, nhà văn hóa thôn Ngọc Sơn).",
        "Triển khai 04 công trình (thôn Đông, thôn Tây, thôn Nam).",
        "Xã có 14 mô hình, tiêu biểu là mật ong và chè dây.",
        "Có hai sản phẩm tiêu biểu là mật ong và chè dây.",
        "Quá hạn ở ba lĩnh vực: đất đai 06, xây dựng 02, kinh doanh 01.",
        "Xảy ra 09 vụ: trộm cắp 04, đánh bạc 03, gây rối 02.",
        "Năm tiêu chí chưa đạt gồm: trường học, nhà ở, thu nhập, nghèo, môi trường.",
        "Đặt ở 05 thôn, buôn: Ko Tam, Ju, Krôa A, Krôa B, Ea Kmat.",
        "Mở 02 lớp (cán bộ thôn, hội viên phụ nữ, đoàn viên).",
    ],
)
def test_count_and_list_agree(text: str) -> None:
    assert _quotes(text, "NUM007") == []


@pytest.mark.parametrize(
    ("text", "notes", "quotes"),
    [
        ("Làm đường ở các thôn Bản Vai, Bản Pho, Lùng Thàng và Bản Qua.",
         "duong be tong o thon Ban Vai, Ban Pho, Lung Thang", ["Bản Qua"]),
        ("Tuyên truyền tại 04 thôn là Phú, Mơ, Cây Đa và Đồng Nội.",
         "tt: thon Phu, thon Mo, thon Cay Da", ["Đồng Nội"]),
        ("Làm đường ở các thôn Bản Vai, Bản Pho và Lùng Thàng.",
         "duong be tong o thon Ban Vai, Ban Pho, Lung Thang", []),
        ("Các thôn Bản Vai, Nà Cáy và Khe Mo đã họp.", "duong o thon Ban Vai, Ban Pho", []),
        ("Các thôn Bản Vai, Bản Pho và Nà Cáy đã họp.", "thon Ban Vai co loa\nthon Ban Pho co cho", []),
    ],
)  # fmt: skip
def test_list_of_places_and_notes(text: str, notes: str, quotes: list[str]) -> None:
    assert [q for q in _quotes(text, "CLM001", notes) if q in text] == quotes
