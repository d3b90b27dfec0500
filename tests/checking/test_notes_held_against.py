"""What a draft says against notes that say otherwise or nothing: figures and claims."""

from datetime import date

import pytest

from assistant.checking import CheckContext, check, notes_as_evidence
from assistant.domain import Severity
from assistant.language.periods import year_period

PERIOD = year_period(2024)
_CODES = ("NUM001", "NUM002", "NUM006", "CLM001", "CLM002")


def _found(text: str, notes: str) -> dict[str, str]:
    evidence = notes_as_evidence("ghi-chu.txt", notes, PERIOD)
    context = CheckContext(date(2024, 12, 5), period=PERIOD, notes=evidence)
    return {
        d.quote: d.code
        for d in check(text, context).diagnostics
        if d.code in _CODES and d.severity is not Severity.INFO
    }


@pytest.mark.parametrize(
    ("text", "notes", "quotes"),
    [
        # Figures that have changed places, or units.
        ("Nhân dân hiến 350 m2 đất và góp 2.480 ngày công.", "hien dat 2.480 m2, gop 350 ngay cong",
         ["350 m2", "2.480"]),
        ("Nhân dân đóng góp 640 tỷ đồng làm kênh.", "dan gop 640 trieu lam kenh", ["640 tỷ đồng"]),
        ("Làm đường bê tông dài 38 km.", "duong be tong 3,8 km; thu nhap 38 trd", ["38 km"]),
        ("Sản lượng tôm đạt 152 tấn.", "san luong tom 15,2 tan", ["152 tấn"]),
        ("Tai nạn giao thông làm chết 05 người, bị thương 01 người.",
         "tai nan gt 6 vu, chet 1, bi thuong 5", ["05", "01"]),
        ("Rà soát 14 văn bản, đề nghị bãi bỏ 05 văn bản.",
         "ra soat 14 vb, de nghi bai bo 3\ntap huan 5 lop", ["05"]),
        ("Xã tiếp 66 lượt với 66 người, thường xuyên 40 lượt, định kỳ 26 lượt.",
         "tiep 66 luot 71 nguoi (tx 40, dk 26)", ["66"]),
        ("Cấp 4,2 tấn gạo cho 280 khẩu trong 05 đợt.", "cap gao 3 dot: 4.200 kg cho 280 khau\n5 cuoc hop",
         ["05"]),
        ("Nhóm nòng cốt đặt ở 07 thôn.", "nhom nong cot 6 thon: Nua, Mo, Lai, Tre, Bui, thon 1", ["07"]),
        # Another period's.
        ("Thu ngân sách kỳ này đạt 40,2 tỷ đồng.", "thu ngan sach 46,1 ty\ncung ky 2023 thu 40,2 ty",
         ["40,2 tỷ đồng"]),
        ("Đàn lợn 5.300 con, giảm so với năm 2023.", "lon 4.700 con (nam 2023: lon 5.300 con)", ["5.300"]),
        ("Cấp 80 chữ ký số, trong khi năm 2023 chỉ có 80.", "chu ky so 260\nnam 2023: chu ky so 80",
         ["80"]),
        ("Quý III có 04 hồ sơ quá hạn.", "quy 3: qua han 9 hs\nquy 4: qua han 4 hs", ["04"]),
        # Causes, comparisons and praise of which no note speaks.
        ("Nhận 30 đơn. Phần lớn đơn bắt nguồn từ việc quy hoạch treo kéo dài nhiều năm.", "nhan 30 don",
         ["việc quy hoạch treo kéo dài nhiều năm."]),
        ("Nhờ lắp đèn đường, tai nạn ban đêm giảm một nửa.", "lap 40 den duong", None),
        ("Giá sầu riêng tăng gấp ba đã giúp nông dân trả hết nợ ngân hàng.", "sau rieng 40 ha", None),
        ("Đời sống bà con vì vậy khá hơn hẳn các xã lân cận.", "ho ngheo 40 ho", None),
        ("Tập huấn 60 người. Sau tập huấn, số vụ hòa giải thành cao hơn năm trước.",
         "tap huan 60 nguoi; hoa giai 20 vu thanh 15", None),
        ("Cán bộ Một cửa rất tận tụy, được bà con tin yêu.", "tn 200 hs", None),
        ("Mô hình được người dân hưởng ứng nhiệt liệt và nhân rộng ra toàn huyện.", "2 mo hinh", None),
        ("Xuất khẩu lao động sang Hàn Quốc tăng nhanh.", "tao viec lam 100 lao dong", None),
        ("Do giãn cách kéo dài, nhiều gia đình mâu thuẫn gay gắt.", "nhan 12 don", None),
        ("Chậm giải ngân là do giá thép tăng. Bên cạnh đó, nhà thầu bỏ dở hai gói thầu.",
         "giai ngan cham do gia thep tang", None),
        ("Xã là điểm sáng về chuyển đổi số của tỉnh.", "4 lop tap huan cd so", None),
        ("Chất lượng nông sản được bạn hàng nước ngoài đánh giá cao.", "lua 200 ha", None),
        ("Năng suất ngô cao nhất toàn huyện nhờ giống lai.", "ngo 60 ha", None),
        # Of all, or of none.
        ("Mọi vụ việc đều được phát hiện trong ngày.", "14 vu, lam ro 12", None),
        ("Người dân ở mọi lứa tuổi đều biết nộp hồ sơ trên mạng.", "tap huan 210 nguoi", None),
        ("Không hộ nào bị bỏ sót khi bình xét.", "binh xet 30 ho", None),
        ("Ai cũng đồng tình với phương án đền bù.", "den bu 12 ho", None),
        ("Rác thải được thu gom triệt để ở các xóm.", "thu gom rac 3 xom", None),
        ("Tất cả hồ sơ trễ hẹn đều đã có thư xin lỗi.", "tn 300 hs, tre 4", None),
        # What is planned, told as done.
        ("Xã đã mua xong 03 máy quét.", "du kien quy IV mua 3 may quet", None),
        ("Đã khánh thành nhà văn hóa thôn Mỏ.", "nha van hoa thon Mo du kien khanh thanh nam 2025", None),
    ],
)  # fmt: skip
def test_not_as_the_notes_say(text: str, notes: str, quotes: list[str] | None) -> None:
    found = _found(text, notes)
    assert found
    if quotes is not None:
        assert set(found) == set(quotes)


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        # The same figure in another unit, order or clause.
        ("Nhân dân hiến 0,248 ha đất và góp 350 ngày công.", "hien dat 2.480 m2, gop 350 ngay cong"),
        ("Nhân dân đóng góp 640 triệu đồng làm kênh.", "dan gop 0,64 ty lam kenh"),
        ("Vốn xã 1,2 tỷ đồng, dân góp 0,4 tỷ đồng.", "von: xa 1,2; dan gop 0,4 ty"),
        ("Các thôn họp 12 cuộc.", "hop thon 12 cuoc"),
        ("Hộ cận nghèo 88 hộ.", "ho ngheo 60, can ngheo 88"),
        ("Hộ nghèo từ 95 hộ xuống còn 71 hộ.", "ho ngheo dau nam 95, cuoi nam 71"),
        ("Rà soát 14 văn bản, đề nghị bãi bỏ 03 văn bản.", "ra soat 14 vb, de nghi bai bo 3"),
        ("Giải quyết 90 hồ sơ; đang giải quyết 12 hồ sơ.", "gq 90, con 12 hs"),
        ("Thu ngân sách 46,1 tỷ đồng; cùng kỳ 40,2 tỷ đồng.", "thu ngan sach 46,1 ty\ncung ky 2023 thu 40,2 ty"),
        ("Đàn lợn 4.700 con, năm 2023 là 5.300 con.", "lon 4.700 con (nam 2023: lon 5.300 con)"),
        # Arithmetic on what the notes say.
        ("Lúa 300 ha, ngô 140 ha, điều 60 ha; ba loại cộng 500 ha.", "lua 300 ha; ngo 140 ha; dieu 60 ha"),
        ("Cấp 8,4 tấn gạo cho 560 khẩu (15 kg/khẩu).", "cap gao 8.400 kg cho 560 khau"),
        ("Tuyên truyền 16 cuộc với 1.040 lượt (mỗi cuộc 65 lượt).", "tt 16 cuoc 1.040 luot"),
        ("Thu nhập 62 triệu đồng, tăng 4,5 triệu đồng so với năm 2023.", "thu nhap 62 trd (nam 2023: 57,5)"),
        ("Thu nhập 62 triệu đồng, tăng 7,83% so với năm 2023.", "thu nhap 62 trd (nam 2023: 57,5)"),
        ("Tiếp nhận 1.940 hồ sơ, giải quyết 1.902, đang giải quyết 38.", "tn 1.940 hs, gq 1.902"),
        ("Tỷ lệ đúng hạn 98,95%.", "gq 667 hs, dung han 660"),
        ("Giải ngân 16,56 tỷ đồng, đạt 90% kế hoạch vốn.", "nguon luc 18.400 trd\ngiai ngan 16.560 trd"),
        ("Sản lượng cá 24,6 tấn, tôm 8.150 kg; tổng sản lượng 32,75 tấn.", "ca 24,6 tan; tom 8,15 tan"),
        ("Hòa giải thành 26 vụ (81,25%), tăng 6,25 điểm phần trăm so với năm 2023.",
         "hoa giai 32 vu thanh 26\nnam 2023: 40 vu thanh 30"),
        ("Tiếp thường xuyên 58 lượt, 71 người; Chủ tịch tiếp 26 lượt, 33 người. Tổng cộng 84 lượt với 104 "
         "người.", "tiep thuong xuyen 58 luot 71 nguoi\nchu tich tiep 26 luot 33 nguoi"),
        # Causes, comparisons and praise that a note has, in its own words.
        ("Hồ sơ trễ hạn là do đường truyền yếu.", "hs tre vi duong truyen yeu"),
        ("Nhờ 08 tổ công nghệ số, đã kích hoạt 4.610 tài khoản.", "8 to cn so; kich hoat 4.610 tk"),
        ("Số đơn giảm so với cùng kỳ năm trước.", "don giam so voi nam truoc"),
        ("Thôn Trung được Chủ tịch UBND huyện tặng giấy khen.", "thon Trung dc CT huyen tang giay khen"),
        ("Phong trào được toàn thể Nhân dân quan tâm.", "9 mo hinh"),
        ("Cấp ủy, chính quyền luôn quan tâm lãnh đạo, chỉ đạo.", "9 mo hinh"),
        ("Đã mua 03 máy quét.", "mua 3 may quet, xong t11"),
        ("Không có đơn vượt cấp.", "ko co don vuot cap"),
    ],
)  # fmt: skip
def test_as_the_notes_say(text: str, notes: str) -> None:
    assert _found(text, notes) == {}
