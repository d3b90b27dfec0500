"""From sections or a Markdown report to a ``ReportDocument``."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.domain import Profile, UserError
from assistant.export.assemble import SectionText, abstract, assemble_report, to_roman, without_mark
from assistant.export.markdown import report_from_markdown
from assistant.export.model import ReportDocument
from assistant.export.office import (
    date_line,
    issuer_lines,
    number_line,
    place_name,
    recipient_lines,
    signature_titles,
)

PROFILE = Profile(commune="xã Nà Sim", superior="Ủy ban nhân dân tỉnh Trường Lĩnh")


def test_sections_are_numbered_in_their_order():
    report = assemble_report(
        PROFILE,
        [
            SectionText("mo-dau", "Mở đầu", "UBND xã báo cáo như sau:"),
            SectionText("dac-diem", "V. Đặc điểm", "Có 05 thôn."),
            SectionText("ket-qua", "Kết quả thực hiện", ""),
            SectionText("ket-qua.hop-dan", "7. Họp dân", "Họp 12 cuộc."),
            SectionText("ket-qua.tiep-dan", "Tiếp công dân", ""),
            SectionText("han-che", "Tồn tại, hạn chế", "Chưa đều."),
            SectionText("ket-thuc", "Kết thúc", "Xin báo cáo."),
        ],
        title="Báo cáo kết quả công tác dân vận năm 2026",
        report_date=date(2026, 12, 1),
    )
    assert [(s.number, s.heading, s.level) for s in report.sections] == [
        ("I.", "Đặc điểm", 1),
        ("II.", "Kết quả thực hiện", 1),
        ("1.", "Họp dân", 2),
        ("2.", "Tiếp công dân", 2),
        ("III.", "Tồn tại, hạn chế", 1),
    ]
    # A part without text shows a gap; a heading over parts needs none of its own.
    assert [s.body for s in report.sections] == [
        "Có 05 thôn.",
        "",
        "Họp 12 cuộc.",
        "[…]",
        "Chưa đều.",
    ]
    assert report.preamble == "UBND xã báo cáo như sau:"
    assert report.closing == "Xin báo cáo."
    assert report.title == "Kết quả công tác dân vận năm 2026"
    assert report.addressee == ("Ủy ban nhân dân tỉnh Trường Lĩnh",)


def test_a_part_without_its_parent_stands_at_the_top():
    report = assemble_report(PROFILE, [SectionText("ket-qua.a", "A", "x")], title="T")
    assert [(s.number, s.level) for s in report.sections] == [("I.", 1)]


@pytest.mark.parametrize(
    ("heading", "bare"),
    [
        ("II. Kết quả", "Kết quả"),
        ("3. Họp dân", "Họp dân"),
        ("2.1 Về cải cách", "Về cải cách"),
        ("a) Công khai", "Công khai"),
        ("Công khai", "Công khai"),  # C is no Roman mark without its stop
        ("I Đặc điểm", "I Đặc điểm"),
    ],
)
def test_without_mark(heading, bare):
    assert without_mark(heading) == bare


def test_small_forms():
    assert [to_roman(n) for n in (1, 4, 9, 14, 40)] == ["I", "IV", "IX", "XIV", "XL"]
    assert abstract("BÁO CÁO: kết quả năm 2026") == "Kết quả năm 2026"


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("61/BC-UBND", "Số: 61/BC-UBND"),
        ("6/BC-UBND", "Số: 06/BC-UBND"),  # 0 before numbers under 10
        ("Số: 61 / BC - UBND", "Số: 61/BC-UBND"),  # no spaces inside
        ("", "Số: […]/BC-UBND"),
        ("…/BC-UBND", "Số: […]/BC-UBND"),
        ("/BC-UBND", "Số: […]/BC-UBND"),
    ],
)
def test_number_line(number, line):
    assert number_line(ReportDocument(PROFILE, "T", number=number)) == line


@pytest.mark.parametrize(
    ("commune", "issuer", "place"),
    [
        ("xã Nà Sim", "XÃ NÀ SIM", "Nà Sim"),
        ("UBND xã Nà Sim", "XÃ NÀ SIM", "Nà Sim"),
        ("phường 5", "PHƯỜNG 5", "Phường 5"),  # a number keeps its kind
        ("đặc khu Lý Hải", "ĐẶC KHU LÝ HẢI", "Lý Hải"),
        ("", "XÃ […]", "[…]"),
        ("xã …", "XÃ […]", "[…]"),
    ],
)
def test_issuer_and_place(commune, issuer, place):
    profile = Profile(commune=commune)
    assert issuer_lines(profile) == ("ỦY BAN NHÂN DÂN", issuer)
    assert place_name(ReportDocument(profile, "T")) == place


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2026, 2, 3), "Nà Sim, ngày 03 tháng 02 năm 2026"),
        (date(2026, 3, 12), "Nà Sim, ngày 12 tháng 3 năm 2026"),
        (None, "Nà Sim, ngày […] tháng […] năm […]"),
    ],
)
def test_date_line(day, line):
    assert date_line("Nà Sim", day) == line


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("CHỦ TỊCH", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("Phó Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ("Q. CHỦ TỊCH", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
        ("", ("TM. ỦY BAN NHÂN DÂN", "[…]")),
    ],
)
def test_signature_titles(title, lines):
    assert signature_titles(Profile(signer_title=title)) == lines


def test_recipients():
    report = ReportDocument(PROFILE, "T", addressee=("A",), recipients=("Như trên;", "Lưu: VT, VP"))
    assert recipient_lines(report) == ("- Như trên;", "- Lưu: VT, VP.")
    assert recipient_lines(ReportDocument(Profile(), "T")) == ("- […];", "- Lưu: VT.")


# --- Markdown -------------------------------------------------------------------------------------

MARKDOWN = """---
office: UBND xã Nà Sim, tỉnh Trường Lĩnh
number: 61/BC-UBND
date: 2026-07-09
title: Kết quả công tác dân vận năm 2026
---

# BÁO CÁO

**Kết quả công tác dân vận năm 2026**

Kính gửi:
- Ủy ban nhân dân tỉnh;
- Ban Thường trực Ủy ban MTTQ tỉnh.

Thực hiện kế hoạch năm, UBND xã báo cáo như sau:

## I. Đặc điểm

### 1. Khái quát

Có 05 thôn.

1. Thôn Một
2. Thôn Hai

**a) Thuận lợi**

Nhân dân đồng thuận.

## Kết luận

Xin báo cáo./.
"""

TYPED = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ NÀ SIM\tĐộc lập - Tự do - Hạnh phúc
-----\t-----
Số: 61/BC-UBND\tNà Sim, ngày 09 tháng 7 năm 2026

BÁO CÁO
Kết quả công tác dân vận
6 tháng đầu năm 2026

Kính gửi: Ủy ban nhân dân tỉnh.

UBND xã báo cáo như sau:
I. ĐẶC ĐIỂM TÌNH HÌNH
1. Khái quát chung
Xã có 05 thôn.
II. KẾT QUẢ
Họp 12 cuộc.
1. Thôn Một họp 03 cuộc
2. Thôn Hai họp 09 cuộc
Trên đây là báo cáo của UBND xã./.

Nơi nhận:\tTM. ỦY BAN NHÂN DÂN
- Như trên;\tKT. CHỦ TỊCH
- Lưu: VT.\tPHÓ CHỦ TỊCH
(Đã ký)
Lê Thị Mận
"""


def test_markdown_report():
    report = report_from_markdown(MARKDOWN)
    assert report.profile.commune == "xã Nà Sim"
    assert (report.number, report.date) == ("61/BC-UBND", date(2026, 7, 9))
    assert (report.kind, report.title) == ("BÁO CÁO", "Kết quả công tác dân vận năm 2026")
    assert report.addressee == ("Ủy ban nhân dân tỉnh", "Ban Thường trực Ủy ban MTTQ tỉnh")
    assert report.preamble == "Thực hiện kế hoạch năm, UBND xã báo cáo như sau:"
    assert [(s.number, s.heading, s.level) for s in report.sections] == [
        ("I.", "Đặc điểm", 1),
        ("1.", "Khái quát", 2),
        ("a)", "Thuận lợi", 3),
        ("", "Kết luận", 1),
    ]
    assert "1. Thôn Một" in report.sections[1].body  # a list, not headings


def test_typed_report():
    report = report_from_markdown(TYPED)
    assert report.profile.commune == "xã Nà Sim"
    assert (report.number, report.place, report.date) == ("61/BC-UBND", "Nà Sim", date(2026, 7, 9))
    assert report.title == "Kết quả công tác dân vận 6 tháng đầu năm 2026"
    assert report.addressee == ("Ủy ban nhân dân tỉnh",)
    assert report.recipients == ("Như trên", "Lưu: VT")
    assert report.profile.signer_title == "PHÓ CHỦ TỊCH"
    assert report.profile.signer_name == "Lê Thị Mận"
    assert report.preamble == "UBND xã báo cáo như sau:"
    assert [(s.number, s.heading) for s in report.sections] == [
        ("I.", "ĐẶC ĐIỂM TÌNH HÌNH"),
        ("1.", "Khái quát chung"),
        ("II.", "KẾT QUẢ"),
    ]
    assert "2. Thôn Hai họp 09 cuộc" in report.sections[2].body
    assert "Trên đây" in report.sections[2].body
    assert "Nơi nhận" not in report.sections[2].body


def test_a_profile_fills_what_the_file_does_not_say():
    profile = Profile(commune="xã Khác", signer_name="Lê Thị Mận")
    report = report_from_markdown(MARKDOWN, profile)
    assert (report.profile.commune, report.profile.signer_name) == ("xã Nà Sim", "Lê Thị Mận")


def test_bare_text_is_a_report_with_gaps():
    report = report_from_markdown("Xã đã họp 12 cuộc.\n")
    assert (report.title, report.number, report.date) == ("", "", None)
    assert report.preamble == "Xã đã họp 12 cuộc."


def test_title_in_one_line():
    report = report_from_markdown("# Báo cáo kết quả công tác dân vận\n\nNội dung.")
    assert (report.kind, report.title) == ("BÁO CÁO", "Kết quả công tác dân vận")
    assert report.preamble == "Nội dung."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "không có nội dung"),
        ("---\ntitle: A\n---\n\n", "không có nội dung"),
        ("---\ntitle: [a\n---\nNội dung.", "viết sai"),
        ("---\ndate: 2026-02-30\n---\nNội dung.", "ngày"),
        ("---\ndate: 30/02/2026\n---\nNội dung.", "không phải là ngày có thật"),
        ("---\ndate: hôm nay\n---\nNội dung.", "không phải là ngày có thật"),
    ],
)
def test_bad_input_is_one_clear_line(text, says):
    with pytest.raises(UserError, match=says) as caught:
        report_from_markdown(text)
    assert "\n" not in str(caught.value)
