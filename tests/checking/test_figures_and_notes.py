from datetime import date

import pytest

from assistant.checking import CheckContext, check, notes_as_evidence
from assistant.domain import Diagnostic, SourceKind
from assistant.language.periods import year_period

PERIOD = year_period(2023)
_CODES = ("NUM001", "NUM002", "NUM003", "NUM004", "NUM006")


def _check(text: str, notes: str, code: str = "NUM001") -> list[Diagnostic]:
    evidence = notes_as_evidence("ghi-chu.txt", notes, PERIOD)
    context = CheckContext(date(2023, 12, 5), period=PERIOD, notes=evidence)
    return [d for d in check(text, context).diagnostics if d.code == code]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("Mở 02 lớp.", "mo hai lop"),  # a number in words
        ("Mở hai lớp.", "mở 2 lớp"),
        ("Có 1.250 triệu đồng.", "1,25 tỷ đồng"),  # another unit
        ("Có 2.350 m² đất.", "0,235 ha"),
        ("Tổng số 15 hồ sơ: 11 hồ sơ đất đai, 4 hồ sơ chính sách.", "đất 11, csxh 4"),
        ("Giải quyết 190/200 hồ sơ, đạt 95%.", "200 hs, xong 190"),
        ("Còn 10 hồ sơ trong số 200 hồ sơ, đã xong 190 hồ sơ.", "200 hs, xong 190"),
        ("Người Mường chiếm 75%, người Kinh 25%.", "Mường 75%"),
        ("Năm 2022 mở 05 lớp.", "năm 2022 mở 5 lớp"),  # the sentence says which year
        ("Thực hiện Kế hoạch số 20/KH-UBND ngày 28/02/2023.", "mở 2 lớp"),
        ("Không có đơn tố cáo (0 đơn).", "mở 2 lớp"),
    ],
)
def test_supported(text: str, notes: str) -> None:
    assert _check(text, notes) == []


@pytest.mark.parametrize(
    ("text", "notes", "code", "quote"),
    [
        ("Mở 03 lớp.", "mo 2 lop", "NUM002", "03"),
        ("Bộ phận Một cửa tiếp nhận 723 hồ sơ.", "mot cua: tn 732 hs", "NUM002", "723"),
        ("Mở 05 lớp.", "năm 2022 mở 5 lớp", "NUM006", "05"),  # last year's
        # Wrong arithmetic is told by its own rule alone.
        ("Giải quyết 190/200 hồ sơ, đạt 96%.", "200 hs, xong 190", "NUM004", "96%"),
        ("Có 96% người dân hài lòng.", "200 hs, xong 190", "NUM001", "96%"),
        # The note bears the number out for another step of the same matter.
        ("Đã khắc phục cả 05 thiếu sót.", "chỉ ra 5 thiếu sót, khắc phục 4", "NUM002", "05"),
        # A part of the period, told as the whole.
        ("Cả năm nộp trực tuyến 402 hồ sơ.", "6 tháng đầu năm: trực tuyến 402", "NUM006", "402"),
        ("Có 1.350 triệu đồng.", "1,25 tỷ đồng", "NUM001", "1.350 triệu đồng"),
        ("Tặng 15 giấy khen.", "mở 2 lớp, họp thôn 10 cuộc", "NUM001", "15"),
        # The value is there, of another thing.
        ("Xã đã mở 10 lớp tập huấn.", "họp thôn 10 cuộc", "NUM001", "10"),
        ("Hòa giải thành 03 vụ việc.", "tặng quà 3 hộ nghèo", "NUM001", "03"),
    ],
)
def test_unsupported(text: str, notes: str, code: str, quote: str) -> None:
    found = [d for c in _CODES for d in _check(text, notes, c)]
    assert [(d.code, d.quote) for d in found] == [(code, quote)]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        # One thing under two names, or under an abbreviation.
        ("Tiếp 12 lượt công dân.", "tiep 12 luot cd"),
        ("Xã có 968 hộ với 4.012 nhân khẩu.", "968 ho, 4012 khau"),
        ("Có 355 giao dịch nộp phí.", "phí 355 gd"),
        ("Đã giải quyết 714 hồ sơ đúng hạn.", "một cửa: gq 720 (dh 714, qh 6)"),
        ("Nhân dân góp 96 triệu đồng làm đường.", "góp 96 trđ làm đường"),
        ("Niêm yết 118 thủ tục hành chính.", "118 tt niem yet qr"),
        # The heading of the notes says what the line counts.
        ("Các lớp tập huấn có 120 người dự.", "## Tập huấn\n120"),
    ],
)
def test_terse_notes_support(text: str, notes: str) -> None:
    assert [d for c in _CODES for d in _check(text, notes, c)] == []


def test_message_names_the_note_that_speaks_against_it() -> None:
    notes = "mở 2 lớp tập huấn; tiếp 12 lượt công dân"
    (found,) = _check("Xã đã mở 03 lớp tập huấn.", notes, "NUM002")
    assert "mở 2 lớp tập huấn" in found.message
    assert found.evidence == ("note:1",)
    assert found.fix == "02"


def test_without_notes_nothing_is_said() -> None:
    result = check("Xã đã mở 03 lớp.", CheckContext(date(2023, 12, 5)))
    assert result.diagnostics == ()


def test_notes_become_one_entry_an_item() -> None:
    entries = notes_as_evidence(
        "a.md", "# Dân vận\n\n- mở 2 lớp; năm 2022 mở 1 lớp\r\n+ họp 3 thôn\n", PERIOD, first=5
    )
    assert [(e.id, e.text, e.period, e.location) for e in entries] == [
        ("note:5", "Dân vận", "năm 2023", "a.md, dòng 1"),
        ("note:6", "mở 2 lớp", "năm 2023", "a.md, dòng 3"),
        ("note:7", "năm 2022 mở 1 lớp", "năm 2022", "a.md, dòng 3"),
        ("note:8", "họp 3 thôn", "năm 2023", "a.md, dòng 4"),
    ]
    assert {e.source for e in entries} == {SourceKind.NOTE}


@pytest.mark.parametrize(
    "text",
    [
        "Có 20 đảng viên, trong đó 05 đảng viên nữ.",  # parts may be some
        "Đã giải quyết 1.188 hồ sơ, gồm 1.181 hồ sơ đúng hạn, 07 hồ sơ quá hạn; còn 17 hồ sơ.",
        "Thu 120% kế hoạch.",
        "2/3 thôn họp, đạt 66,6%.",  # cut, not rounded
        "2/3 thôn họp, đạt 67%.",
        "Tiếp nhận 3.640 hồ sơ, trong đó 2.985 hồ sơ trực tuyến, chiếm 82,01%.",
    ],
)
def test_arithmetic_that_holds_is_silent(text: str) -> None:
    assert _check(text, text, "NUM003") == []
    assert _check(text, text, "NUM004") == []
