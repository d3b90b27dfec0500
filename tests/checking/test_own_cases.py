"""Further cases of the dates, names, structure and language rules: found, and silent.

They were written apart from the evaluation's reports, after the rules.
"""

from __future__ import annotations

from datetime import date

import pytest

from assistant.checking import CheckContext, check, notes_as_evidence
from assistant.domain import Profile

HEAD = "BÁO CÁO\nKết quả công tác năm 2023\n\n## II. Kết quả thực hiện\n\n"
DAY = date(2023, 12, 10)


def told(text: str, code: str, notes: str = "", profile: Profile | None = None) -> list[str]:
    context = CheckContext(DAY, notes=notes_as_evidence("ghi-chu.txt", notes), profile=profile)
    return [d.quote for d in check(text, context).diagnostics if d.code == code]


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Xã đã bàn giao 02 nhà vào ngày 20/12/2023.", "20/12/2023"),
        ("Hội Nông dân đã tổ chức hội thi trong tháng 3/2024.", "tháng 3/2024"),
        ("Ngày 15/12/2023, trạm y tế đã khám bệnh cho 120 lượt người.", "15/12/2023"),
        ("Trong quý I năm 2024, các thôn đã họp dân hai lần.", "quý I năm 2024"),
        ("Đường liên thôn đã được nghiệm thu ngày 28/12/2023.", "28/12/2023"),
        ("Vào ngày 11/12/2023 công an xã đã bắt 01 đối tượng.", "11/12/2023"),
        ("Các trường đã khai giảng vào ngày 05/9/2024.", "05/9/2024"),
        ("Trong năm 2025 xã đã xây xong 03 cầu.", "năm 2025"),
    ],
)
def test_what_was_done_later_than_the_report(sentence: str, quote: str) -> None:
    assert told(HEAD + sentence, "DAT003") == [quote]


@pytest.mark.parametrize(
    "sentence",
    [
        "Xã đã gửi giấy mời họp ngày 15/12/2023.",
        "Đã thống nhất tổ chức hội nghị vào ngày 20/12/2023.",
        "UBND xã đã xây dựng kế hoạch tổ chức hội thi trong tháng 3/2024.",
        "Hợp đồng đã ký có thời hạn đến ngày 31/12/2024.",
        "Quy chế đã ban hành có hiệu lực từ ngày 01/01/2024.",
        "Các hộ đã đăng ký nhận giống vào ngày 20/12/2023.",
        "Hồ sơ đã nộp sẽ được trả vào ngày 18/12/2023.",
        "Xã đã giao các thôn hoàn thành trước ngày 25/12/2023.",
        "Dự kiến ngày 20/12/2023 tổ chức tổng kết.",
        "Ngày 20/11/2023, xã đã tổ chức mít tinh.",
    ],
)
def test_what_is_only_planned_or_was_done_in_time(sentence: str) -> None:
    assert told(HEAD + sentence, "DAT003") == []


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Hiện xã đang thực hiện các chỉ tiêu của năm 2021.", "năm 2021"),
        ("Hiện nay, các thôn đang tập trung hoàn thành kế hoạch năm 2020.", "năm 2020"),
        ("Năm 2023 mở 03 lớp. Trong năm 2022, xã sẽ mở thêm 02 lớp.", "năm 2022"),
        ("Chỉ tiêu năm 2021 về nước sạch chưa đạt. Năm 2023 làm tiếp.", "năm 2021"),
        ("Đến hết năm 2022, tỷ lệ phải đạt trên 95%. Năm 2023 đạt 90%.", "năm 2022"),
    ],
)
def test_a_past_period_told_as_todays(sentence: str, quote: str) -> None:
    assert quote in told(HEAD + sentence, "DAT004")


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2022 đạt 12 tiêu chí; năm 2023 đạt 14 tiêu chí.",
        "Xã tiếp tục thực hiện mô hình được xây dựng từ năm 2021 trong năm 2023.",
        "So với kế hoạch năm 2022, kế hoạch năm 2023 tăng 5%.",
        "Hồ sơ tồn từ năm 2022 sẽ được giải quyết trong quý I/2024.",
        "Những hạn chế đã chỉ ra năm 2022 đang được khắc phục.",
    ],
)
def test_a_past_period_told_as_past(sentence: str) -> None:
    assert told(HEAD + sentence, "DAT004") == []


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("Cán bộ hướng dẩn người dân làm hồ sơ.", "dẫn"),
        ("Đoàn kiễm tra làm việc với các thôn.", "kiểm"),
        ("Hồ sơ chưa đầy đũ nên bị trả lại.", "đủ"),
        ("Công chức chưa nắm vửng quy trình.", "vững"),
        ("Đời sống nhân đân được nâng lên.", "dân"),
        ("Xã bảo đảm an nỉnh, trật tự.", "ninh"),
        ("Các hộ trăn nuôi được hỗ trợ giống.", "chăn"),
        ("Việc này thuột thẩm quyền của huyện.", "thuộc"),
    ],
)
def test_sounds_that_are_often_confused(sentence: str, right: str) -> None:
    found = check(sentence, CheckContext(DAY)).diagnostics
    assert [d.fix for d in found if d.code == "STY002"] == [right]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cán bộ dám nghĩ, dám làm, dám chịu trách nhiệm.",
        "Sở dĩ có kết quả ấy là nhờ dân.",
        "Phong trào rộ lên ở các thôn; ai ai cũng hăng hái, rực rỡ cờ hoa.",
        "Các hộ đón giỗ, làm cỗ tiết kiệm; chợ bỗng đông.",
        "Trẻ em vui cười; bà con khóc thương liệt sĩ.",
    ],
)
def test_rare_words_that_are_right(sentence: str) -> None:
    assert told(sentence, "STY002") == []


@pytest.mark.parametrize(
    "written", ["UBDN", "UNBD", "UBNDD", "UBNĐ", "HDND", "HĐNDD", "HNĐD", "MTTTQ", "UBMTQT"]
)
def test_abbreviations_of_bodies_with_a_slip(written: str) -> None:
    assert told(f"Báo cáo đã gửi {written} xã để theo dõi.", "NAM004") == [written]


@pytest.mark.parametrize("written", ["UBND", "HĐND", "MTTQ", "UBMTTQ", "UBKT", "HĐNVQS", "BCHQS"])
def test_abbreviations_of_bodies_that_are_right(written: str) -> None:
    assert told(f"Báo cáo đã gửi {written} xã để theo dõi.", "NAM004") == []


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Ông Trần Văn Khải rút đơn. Hôm sau, ông Trần Văn Khái gửi lại.", ["Trần Văn Khái"]),
        ("Đồng chí Lò Thị Hoa dự. Về sau đồng chí Lò Thị Hòa ký.", ["Lò Thị Hòa"]),
        ("Bà Đinh Thị Thu Hà ở thôn 1. Đơn của bà Đinh Thị Thu Há.", ["Đinh Thị Thu Há"]),
        ("Ông Trần Văn Hùng, thôn 3 góp đất. Ông Trần Văn Hưng, thôn 5 góp công.", []),
        ("Ông Lê Văn Tám và ông Lê Văn Tâm cùng dự.", []),
        ("Ông Trần Văn Hòa dự họp. Ông Trần Văn Hoà phát biểu.", []),
        ("Ông Trần Văn Bình dự họp. Ông Lê Văn Bính phát biểu.", []),
        ("Bà Huỳnh Thị Sáu rút đơn. Bà Sáu đồng ý.", []),
        ("Bà Huỳnh Thị Kim Sáu rút đơn. Bà Kim Sau đồng ý.", ["Kim Sau"]),
    ],
)
def test_one_person_spelled_two_ways(text: str, quotes: list[str]) -> None:
    assert told(text, "NAM001") == quotes


def test_a_person_otherwise_than_in_the_notes_or_the_profile() -> None:
    notes = "vụ đất của ông Bùi Văn Khởi, thôn Hạ"
    assert told("Đơn của ông Bùi Văn Khơi đã được hòa giải.", "NAM001", notes) == ["Bùi Văn Khơi"]
    assert told("Đơn của ông Bùi Văn Khởi đã được hòa giải.", "NAM001", notes) == []
    profile = Profile(commune="xã An Phú", signer_name="Phạm Văn Tuân")
    text = "Xã đã họp dân.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nPhạm Văn Tuấn\n"
    assert told(text, "NAM001", profile=profile) == ["Phạm Văn Tuấn"]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Quyết định số 15-QĐUBND", "15/QĐ-UBND"),
        ("Kế hoạch số 31/KHUBND", "31/KH-UBND"),
        ("Kế hoạch số 31/KH/UBND", "31/KH-UBND"),
        ("Công văn số 88/UBND/VP", "88/UBND-VP"),
        ("Công văn số 88 UBND VP", "88/UBND-VP"),
        ("Báo cáo số BC-UBND/45", "45/BC-UBND"),
        ("Nghị định số 09-2019/NĐ-CP", "09/2019/NĐ-CP"),
        ("Quyết định số 19/UBND", "19/QĐ-UBND"),
    ],
)
def test_numbers_in_another_form(written: str, right: str) -> None:
    text = f"Xã thực hiện {written} ngày 12/3/2023."
    found = check(text, CheckContext(DAY)).diagnostics
    assert [d.fix for d in found if d.code == "REF013"] == [right]


@pytest.mark.parametrize(
    "written",
    [
        "Quyết định số 15/QĐ-UBND",
        "Công văn số 88/UBND-VP",
        "Công văn số 88/UBND",
        "Kết luận số 12-KL/ĐU",
        "Nghị định số 09/2019/NĐ-CP",
        "Thông báo số 07/TB-HĐND",
    ],
)
def test_numbers_in_their_form(written: str) -> None:
    assert told(f"Xã thực hiện {written} ngày 12/3/2023.", "REF013") == []


LISTED = "- Kế hoạch số 12/KH-UBND ngày 12/3/2023 về hòa giải;\n"


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (LISTED + "- Quyết định số 05/QĐ-UBND ngày 02/3/2023;\n" + LISTED, 1),
        (LISTED + "\nKế hoạch số 12/KH-UBND ngày 12/3/2023 đã gửi các thôn.", 0),
        (LISTED + "\nKế hoạch số 12/KH-UBND ngày 12/3/2023 được niêm yết.", 0),
        (LISTED + "\nKế hoạch số 12/KH-UBND ngày 12/3/2023 là căn cứ để các thôn họp.", 0),
        (LISTED + "\n## III. Nhiệm vụ\n\n" + LISTED, 0),
    ],
)
def test_listed_twice_and_spoken_of(text: str, times: int) -> None:
    assert len(told("## II. Chỉ đạo\n\n" + text, "REF014")) == times


@pytest.mark.parametrize(
    ("tail", "last"),
    [
        ("Riêng đối với hộ nghèo ở xa trung tâm thì", "tâm thì"),
        ("Các thôn xây dựng hương ước gắn với việc", "với việc"),
        ("Công tác tuyên truyền lưu động của các đội còn", "đội còn"),
        ("Xã đề nghị cấp trên hỗ trợ kinh phí nếu", "phí nếu"),
        ("Các đoàn thể cùng nhau vận động các", "động các"),
        ("Trong thời gian tới xã sẽ", "xã sẽ"),
    ],
)
def test_sentences_that_break_off(tail: str, last: str) -> None:
    assert told(f"Xã đã họp dân 05 cuộc. {tail}\n\n## III. Nhiệm vụ\n", "STR004") == [last]


@pytest.mark.parametrize(
    "tail",
    [
        "Nhân dân ngày càng tin tưởng, tự do tín ngưỡng được bảo đảm tại nơi ở.",
        "Khó khăn ở các thôn vùng cao hiện vẫn còn",
        "Hội viên giúp nhau vốn, giống khi cần",
        "Xã chăm lo cho người có công, hộ nghèo về nhà ở",
    ],
)
def test_sentences_that_end(tail: str) -> None:
    assert told(f"Xã đã họp dân 05 cuộc. {tail}\n\n## III. Nhiệm vụ\n", "STR004") == []


@pytest.mark.parametrize(
    ("heading", "body", "found"),
    [
        ("Thủy lợi và bảo vệ rừng", "Nạo vét 6,2 km kênh, 320 ngày công; tu sửa 02 đập.", False),
        ("Dân số và trẻ em", "Tỷ lệ tăng dân số 0,9%; số sinh 41, giảm 03 so với năm 2022.", True),
        ("Tập huấn và khen thưởng", "Mở 03 lớp cho 120 lượt người, tài liệu in 300 bản.", True),
        ("Tập huấn và khen thưởng", "Mở 03 lớp cho 120 lượt người; tặng 05 giấy khen.", False),
        ("Giao thông và tiếp công dân", "Làm 2,1 km đường bê tông, Nhân dân hiến đất.", True),
        ("Môi trường và hợp tác xã", "Thu gom 12 tấn rác, trồng 500 cây xanh dọc tuyến.", True),
        ("Văn hóa, thể thao", "Có 512 hộ đạt gia đình văn hóa, 05/05 thôn có nhà họp.", False),
        ("Kiến nghị với Sở Y tế và du lịch", "Đề nghị bố trí thêm giường bệnh cho trạm.", False),
    ],
)
def test_headings_that_name_what_nobody_tells(heading: str, body: str, found: bool) -> None:
    text = f"## II. Kết quả\n\n### 1. {heading}\n\n{body} Cả xã cùng làm trong năm nay.\n"
    assert bool(told(text, "STR007")) is found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Đơn này xử lý mãi chưa xong.", True),
        ("Loa thôn lúc kêu lúc không.", True),
        ("Tình hình các thôn nói chung cũng yên yên.", True),
        ("Máy móc ọp ẹp, cán bộ lề mề.", True),
        ("Có hộ hẹn lần hẹn lữa, dân kêu trời.", True),
        ("Công trình chậm tiến độ do thiếu vốn.", False),
        ("Mực nước lúc lên, lúc xuống theo triều.", False),
        ("Hồ sơ kéo dài, chưa giải quyết xong.", False),
    ],
)
def test_turns_of_speech(sentence: str, found: bool) -> None:
    assert bool(told(sentence, "STY003")) is found
