"""What is private in notes as clerks type them, and what only looks so."""

from __future__ import annotations

import pytest

from assistant.privacy.find import find_personal

# (text, what is found in it: kind and words), with the reason where it is not plain.
FOUND = [
    # names, with accents
    ("ông Nguyễn Văn A khiếu nại đất đai", ["TEN:Nguyễn Văn A"]),
    ("Bà Trần Thị Bích Ngọc kiến nghị", ["TEN:Trần Thị Bích Ngọc"]),
    ("bà Hoa, anh Nam và chị Lan", ["TEN:Hoa", "TEN:Nam", "TEN:Lan"]),
    ("- Nguyễn Thị Hoa gửi đơn ngày 12/5/2023", ["TEN:Nguyễn Thị Hoa"]),
    ("Nguyễn thị Hoa gửi đơn", ["TEN:Nguyễn thị Hoa"]),
    ("NGUYỄN VĂN AN", ["TEN:NGUYỄN VĂN AN"]),
    ("ông nguyễn văn an khiếu nại", ["TEN:nguyễn văn an"]),
    ("đ/c Phạm Văn Hậu phụ trách", ["TEN:Phạm Văn Hậu"]),
    ("đồng chí Phạm Văn Hậu, Phó Chủ tịch UBND xã", ["TEN:Phạm Văn Hậu"]),  # the title stays
    ("a Hậu pct phụ trách", ["TEN:Hậu"]),
    ("Ông Y Thịnh Niê khiếu nại", ["TEN:Y Thịnh Niê"]),
    ("hộ Giàng A Páo được hỗ trợ", ["TEN:Giàng A Páo"]),
    ("bà H' Biêng Niê Kđăm phản ánh", ["TEN:H' Biêng Niê Kđăm"]),
    ("hộ Nguyễn Văn A, Lê Bình và Trần Hoa", ["TEN:Nguyễn Văn A", "TEN:Lê Bình", "TEN:Trần Hoa"]),
    ("con đường ông Nguyễn Văn Bốn hiến đất", ["TEN:Nguyễn Văn Bốn"]),  # no name of a road
    ("đơn của Lê Minh Tuấn", ["TEN:Lê Minh Tuấn"]),
    ("người bị tố cáo: Võ Đình Khoa", ["TEN:Võ Đình Khoa"]),
    ("vợ chồng ông Lê Tám", ["TEN:Lê Tám"]),
    # names, without accents
    ("ong nguyen van a khieu nai dat dai", ["TEN:nguyen van a"]),
    ("ba tran thi be to cao", ["TEN:tran thi be"]),
    ("cong dan nguyen van be phan anh", ["TEN:nguyen van be"]),
    ("ong Le Van Tam xin cap dat", ["TEN:Le Van Tam"]),
    ("Nguyen Thi Hoa gui don", ["TEN:Nguyen Thi Hoa"]),
    # papers
    ("CCCD số 051085001234", ["GIAYTO:051085001234"]),
    ("số 051085001234 cấp năm 2021", ["GIAYTO:051085001234"]),
    ("căn cước: 051 085 001 234", ["GIAYTO:051 085 001 234"]),
    ("cmnd 212345678", ["GIAYTO:212345678"]),
    ("CMND của bà B số 212345678", ["TEN:B", "GIAYTO:212345678"]),
    ("ông Lê Tám, 212345678", ["TEN:Lê Tám", "GIAYTO:212345678"]),
    ("số định danh cá nhân 051085001234", ["GIAYTO:051085001234"]),
    ("hộ chiếu C1234567", ["GIAYTO:C1234567"]),
    ("thẻ GD4797912345678", ["GIAYTO:GD4797912345678"]),
    # telephones
    ("sdt 0912345678", ["DIENTHOAI:0912345678"]),
    ("ĐT: 0912.345.678", ["DIENTHOAI:0912.345.678"]),
    ("gọi 0912 345 678", ["DIENTHOAI:0912 345 678"]),
    ("+84 912 345 678", ["DIENTHOAI:+84 912 345 678"]),
    ("(0255) 3826 123", ["DIENTHOAI:(0255) 3826 123"]),
    ("số điện thoại: 912345678", ["DIENTHOAI:912345678"]),
    # accounts
    ("STK 4300205123456 Agribank", ["TAIKHOAN:4300205123456"]),
    ("số tài khoản: 0123 4567 8901", ["TAIKHOAN:0123 4567 8901"]),
    ("chuyển vào 19034567890123 tại Techcombank", ["TAIKHOAN:19034567890123"]),
    ("tk ngân hàng BIDV 56110001234567", ["TAIKHOAN:56110001234567"]),
    # homes: the commune and what is above it stay
    ("bà Trần Thị C, thôn Gò Da, xã Ba Bích", ["TEN:Trần Thị C", "DIACHI:thôn Gò Da"]),
    (
        "ông Lê Tám (sinh năm 1965, trú tại tổ 5, khu phố 2)",
        ["TEN:Lê Tám", "DIACHI:tổ 5, khu phố 2"],
    ),
    ("địa chỉ: số 12 đường Lê Lợi, thôn 3, xã Ba Bích", ["DIACHI:12 đường Lê Lợi, thôn 3"]),
    ("HKTT: thôn Con Dóc, xã Ba Dinh", ["DIACHI:thôn Con Dóc"]),
    ("tru tai thon go da, xa ba bich", ["DIACHI:thon go da"]),
    ("hộ bà Đinh Thị Xa ở thôn Nước Lang", ["TEN:Đinh Thị Xa", "DIACHI:thôn Nước Lang"]),
    ("số nhà 45/2 ngõ 12 đường Trần Phú", ["DIACHI:số nhà 45/2 ngõ 12 đường Trần Phú"]),
    ("email lethihoa@gmail.com", ["THUDIENTU:lethihoa@gmail.com"]),
    (
        "Công dân Lê Văn C (CCCD số 051085001234, ĐT: 0912.345.678) trú tại thôn 3, xã Ba Bích",
        ["TEN:Lê Văn C", "GIAYTO:051085001234", "DIENTHOAI:0912.345.678", "DIACHI:thôn 3"],
    ),
]

STAYS = [
    # documents
    "Quyết định số 12/QĐ-UBND ngày 03/5/2023 của UBND xã Ba Bích",
    "Luật số 10/2022/QH15; Nghị định 61/2018/NĐ-CP; Chỉ thị 33/CT-TTg",
    "công văn 1234567/UBND-VP",
    "hồ sơ 000.00.19.H26-230615-0001",
    "Điều 5, điểm a Khoản 2 Luật Tiếp công dân",
    # figures and dates
    "thu ngân sách 450000000 đồng",
    "kinh phí 1.250.000.000 đồng, giải ngân 987.654.321 đồng",
    "đã thu nhận CCCD 1.250 hồ sơ, đạt 98,5%",
    "tài khoản định danh điện tử mức 2: 3.250 công dân",
    "kích hoạt tài khoản 125.000 lượt",
    "lắp điện thoại 1.250.000 máy",
    "từ 02.03.2023 150 hồ sơ; 03/05/2023",
    "2/5 thôn chưa họp dân quý II",
    "năm 2023 tăng 12% so với năm 2022",
    "mã số thuế 4300123456",
    "gọi tổng đài 19001234 hoặc 113",
    # places, roads, schools, organisations that bear a name
    "xã Ba Bích, huyện Ba Tơ, tỉnh Quảng Ngãi",
    "phường Nguyễn Trung Trực; xã Nguyễn Phích; huyện Trần Văn Thời",
    "đường Nguyễn Văn Linh dài 2 km",
    "trường THCS Nguyễn Trãi, Trường Tiểu học Võ Thị Sáu",
    "chợ Bà Chiểu, núi Bà Đen, núi bà Đen",
    "Bà Rịa - Vũng Tàu; huyện Anh Sơn",
    "thôn Gò Da có 45 hộ; thôn 3 chưa họp dân",
    "Công ty TNHH Nguyễn Hoàng Gia",
    "đăng ký tạm trú cho 15 trường hợp tại thôn Gò Da",
    "học tập tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
    "Thành phố Hồ Chí Minh, thành phố Hà Nội",
    "địa chỉ IP; địa chỉ thư điện tử vanphong@babich.quangngai.gov.vn",
    "đường số 3 dài 2 km",
    # titles, bodies, people in general
    "Chủ tịch UBND xã tiếp công dân 24 kỳ",
    "đồng chí Chủ tịch, đồng chí Bí thư Đảng ủy",
    "Thường trực HĐND xã, Hội Nông dân, Mặt trận Tổ quốc",
    "anh chị em trong thôn; bà con nhân dân; các cụ ông, cụ bà",
    "hộ nghèo giảm 12 hộ; hộ kinh doanh 45; công dân Việt Nam",
    "ba vu viec khieu nai; cong dan den phong tiep dan",
    "nước Anh, tiếng Anh, Hồ sơ, Cao đẳng, Văn phòng Đăng ký đất đai",
    "tuyen truyen chua thuong xuyen",
    "ho ngheo giam 12 ho, do nguyen nhan khach quan",
    "le phi 15000 dong, cao diem ra quan",
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text[:40] for text, _ in FOUND])
def test_what_is_private_is_found(text: str, expected: list[str]) -> None:
    assert [f"{each.kind.value}:{each.span.of(text)}" for each in find_personal(text)] == expected


@pytest.mark.parametrize("text", STAYS, ids=[text[:40] for text in STAYS])
def test_what_only_looks_private_stays(text: str) -> None:
    assert [each.span.of(text) for each in find_personal(text)] == []


def test_offsets_hold_over_several_lines() -> None:
    text = "Họp dân 5 thôn\n\n- ông Lê Tám, sđt 0912345678\r\n- bà Hoa"
    assert [each.span.of(text) for each in find_personal(text)] == ["Lê Tám", "0912345678", "Hoa"]
