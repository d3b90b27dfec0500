"""References as officials write them: what is found, how it is read, and where it stands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Pinpoint, Reference
from assistant.references import cite_full, cite_short, find_references, parse_number
from assistant.register import load_register

LAWS = ("Tiếp công dân", "Thực hiện dân chủ ở cơ sở", "Cán bộ, công chức", "Thanh tra")


def only(text: str) -> Reference:
    found = find_references(text, LAWS)
    assert len(found) == 1, [r.text for r in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "number", "reason"),
    [
        ("Nghị định số 61/2018/NĐ-CP", "Nghị định", "61/2018/NĐ-CP", "the plain form"),
        ("Nghị định 61/2018/NĐ-CP", "Nghị định", "61/2018/NĐ-CP", "without 'số'"),
        ("nghi dinh 61/2018/nd-cp", "Nghị định", "61/2018/NĐ-CP", "no accents, small letters"),
        ("Nghị định số: 61/2018/NĐ-CP", "Nghị định", "61/2018/NĐ-CP", "a colon"),
        ("NĐ 61/2018/NĐ-CP", "Nghị định", "61/2018/NĐ-CP", "abbreviated kind"),
        ("Nghị định số 61/2018/ NĐ – CP", "Nghị định", "61/2018/NĐ-CP", "spaces and a dash"),
        ("Thông tư số 05/2021/TT-\nTTCP", "Thông tư", "05/2021/TT-TTCP", "broken across lines"),
        (
            "Pháp lệnh số 34/2007/PL-UBTVQH11",
            "Pháp lệnh",
            "34/2007/PL-UBTVQH11",
            "standing committee",
        ),
        ("Nghị quyết số 76/2025/UBTVQH15", "Nghị quyết", "76/2025/UBTVQH15", "code without a kind"),
        ("Chỉ thị 33/CT-TTg", "Chỉ thị", "33/CT-TTg", "no year"),
        ("Nghị quyết số 30c/NQ-CP", "Nghị quyết", "30c/NQ-CP", "a letter in the serial"),
        ("Chỉ thị số 05-CT/TW", "Chỉ thị", "05-CT/TW", "Party"),
        ("Đề án số 13-ĐA/TU", "Đề án", "13-ĐA/TU", "Party; ĐA is not DA"),
        ("Quyết định số 982-QĐ/HU", "Quyết định", "982-QĐ/HU", "district Party committee"),
        ("Công văn số 217/PNV", "Công văn", "217/PNV", "an office"),
        ("Công văn số 64/UBND", "Công văn", "64/UBND", "no kind in the code"),
        ("Kế hoạch số 04/KH/KVDU-UBND", "Kế hoạch", "04/KH/KVDU-UBND", "two issuers"),
        ("Kế hoạch số Kế hoạch số 06/KH-UBND", "Kế hoạch", "06/KH-UBND", "kind typed twice"),
        ("Báo cáo số 137/UBND", "Báo cáo", "137/UBND", "malformed: no BC"),
        ("Nghị định số 04/2015/NQ-CP", "Nghị định", "04/2015/NQ-CP", "kind against code"),
        (
            "Nghị quyết liên tịch số 01/2014/NQLT/CP-UBTƯMTTQVN",
            "Nghị quyết liên tịch",
            "01/2014/NQLT/CP-UBTƯMTTQVN",
            "joint",
        ),
        ("Luật Tiếp công dân số 42/2013/QH13", "Luật", "42/2013/QH13", "name before number"),
        ("Nghị định số58/1998/NĐ-CP", "Nghị định", "58/1998/NĐ-CP", "no blank behind 'số'"),
        (
            "Quyết định số 1600/QĐ-TTgngày 10/12/2023",
            "Quyết định",
            "1600/QĐ-TTg",
            "nor before 'ngày'",
        ),
        ("Thông tư số số 25/2016/TT-BYT", "Thông tư", "25/2016/TT-BYT", "'số' twice"),
        ("Quyết định số. 55/QĐ-UBND", "Quyết định", "55/QĐ-UBND", "a dot behind 'số'"),
        ("Hướng dẫn số 52 HD/BTCTW", "Hướng dẫn", "52-HD/BTCTW", "a blank for the separator"),
        ("Nghị quyết 18NQ/TW", "Nghị quyết", "18-NQ/TW", "no separator"),
        ("Nghị định số 61/2018/NĐCP", "Nghị định", "61/2018/NĐ-CP", "no dash in the code"),
        ("Nghị định số 61/2018/NĐ.CP", "Nghị định", "61/2018/NĐ-CP", "a dot for the dash"),
        ("Nghị định số 61//2018/NĐ--CP", "Nghị định", "61/2018/NĐ-CP", "doubled separators"),
        ("Nghị định số 61/2018/nĐ-cp", "Nghị định", "61/2018/NĐ-CP", "mixed case"),
        ("Công văn số 120/SGD&ĐT-VP", "Công văn", "120/SGD&ĐT-VP", "an ampersand in the code"),
        ("Quyết định số l5/QĐ-UBND", "Quyết định", "15/QĐ-UBND", "a one read as a letter"),
        ("Nghị định số 59/2O23/NĐ-CP", "Nghị định", "59/2023/NĐ-CP", "a zero read as a letter"),
        ("Thông tư số 8 8/2019/TT-BTC", "Thông tư", "88/2019/TT-BTC", "a blank in the serial"),
        ("Công văn số 1.204/UBND-TH", "Công văn", "1204/UBND-TH", "a dot for thousands"),
        ("Quyết định số 18/2002/Q\u00d0-BTS", "Quyết định", "18/2002/QĐ-BTS", "Icelandic Đ"),
        ("Quyết định số 217\\-QĐ/TW", "Quyết định", "217-QĐ/TW", "an escape of Markdown"),
        ("_Nghị định số 61/2018/NĐ-CP_", "Nghị định", "61/2018/NĐ-CP", "emphasis by underscores"),
        ("Công văn của Phòng Nội vụ số 217/PNV", "Công văn", "217/PNV", "issuer before the number"),
        ("Kế hoạch kiểm tra số 12/KH-UBND", "Kế hoạch", "12/KH-UBND", "a plan of some sort"),
        ("Nghị quyết 57 đồng bộ", "Nghị quyết", "57", "a serial alone"),
        ("NĐ61", "Nghị định", "61", "run together"),
        ("**Quyết định** số *48/2021/QĐ-UBND*", "Quyết định", "48/2021/QĐ-UBND", "Markdown"),
    ],
)
def test_numbers(text: str, kind: str, number: str, reason: str) -> None:
    found = only(text)
    assert (found.kind, found.number) == (kind, number), reason


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ", date(2018, 4, 23)),
        ("Nghị định số 61/2018/NĐ-CP, ngày 23 tháng 4 năm 2018", date(2018, 4, 23)),
        ("Nghị định số 61/2018/NĐ-CP (ban hành ngày 23.4.2018)", date(2018, 4, 23)),
        ("Kế hoạch số 08/KH-UBND xã ngày 30/01/2023 rà soát", date(2023, 1, 30)),
        ("Nghị định số 61/2018/NĐ-CP của Chính phủ ngày 23-4-2018", date(2018, 4, 23)),
        ("Nghị định số 61/2018/NĐ-CP ngày 31/4/2018", None),
        (
            "Nghị định số 61/2018/NĐ-CP ngày hai mươi ba tháng tư năm hai nghìn không trăm mười tám",
            date(2018, 4, 23),
        ),
        ("Công điện số 12/CĐ-UBND lúc 15h00 ngày 30/9/2023", date(2023, 9, 30)),
        ("Công văn số 27/UBND ra ngày thứ Sáu, 11/8/2023", date(2023, 8, 11)),
    ],
)
def test_dates(text: str, signed: date | None) -> None:
    found = only(text)
    assert found.signed == signed
    assert found.signed_span is not None


def test_all_parts() -> None:
    text = (
        "Căn cứ điểm a khoản 2 Điều 4 Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của "
        "Chính phủ về thực hiện cơ chế một cửa, một cửa liên thông; đề nghị"
    )
    found = only(text)
    assert found.issuer == "Chính phủ"
    assert found.title == "về thực hiện cơ chế một cửa, một cửa liên thông"
    assert found.pinpoints == (Pinpoint("Điều 4", "2", "a"),)
    assert found.span.of(text).startswith("điểm a khoản 2")
    assert found.number_span is not None
    assert found.number_span.of(text) == "61/2018/NĐ-CP"


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ("Điều 5", [("5", None, None)]),
        ("các Điều 5, 6 và 7", [("5", None, None), ("6", None, None), ("7", None, None)]),
        ("từ Điều 5 đến Điều 7", [("5", None, None), ("6", None, None), ("7", None, None)]),
        ("điểm a, điểm c khoản 3 Điều 8", [("8", "3", "a"), ("8", "3", "c")]),
        ("điểm c khoản 1 và điểm b khoản 2 Điều 3", [("3", "1", "c"), ("3", "2", "b")]),
        ("Điều 6 và khoản 2 Điều 7", [("6", None, None), ("7", "2", None)]),
        ("khoản 1, 2 Điều 5 và Điều 9", [("5", "1", None), ("5", "2", None), ("9", None, None)]),
    ],
)
def test_pinpoints(places: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    found = only(f"theo {places} Nghị định số 61/2018/NĐ-CP")
    assert found.pinpoints == tuple(Pinpoint(f"Điều {a}", c, p) for a, c, p in expected)


def test_an_issuer_with_a_comma_is_read_whole() -> None:
    found = only("Thông tư số 12/2020/TT-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch về lễ hội")
    assert found.issuer == "Bộ Văn hóa, Thể thao và Du lịch"


@pytest.mark.parametrize(
    ("text", "issuer", "title"),
    [
        (
            "Thông tư số 02/2015/TT-BLĐTBXH của Bộ Lao động – Thương binh và Xã hội quy định lương",
            "Bộ Lao động – Thương binh và Xã hội",
            "quy định lương",
        ),
        (
            "Nghị định số 48/2013/NĐ-CP ngày 14/5/2013 của Chính phủ sửa đổi, bổ sung một số điều",
            "Chính phủ",
            "sửa đổi, bổ sung một số điều",
        ),
        (
            "Kế hoạch số 12/KH-UBND ngày 02/3/2023 của Ủy ban nhân dân (UBND) huyện Kỳ Lĩnh về kiểm tra",
            "Ủy ban nhân dân (UBND) huyện Kỳ Lĩnh",
            "về kiểm tra",
        ),
        (
            "Kế hoạch số 12/KH-UBND ngày 02/3/2025 của UBND xã Khe Sậu (cũ) về kiểm tra",
            "UBND xã Khe Sậu (cũ)",
            "về kiểm tra",
        ),
        (
            "Nghị định số 64/2014/NĐ-CP của Chính phủ quy định chi tiết một số điều, thay thế văn bản cũ",
            "Chính phủ",
            "quy định chi tiết một số điều",
        ),
        (
            "Thông tư số 56/2023/TT-BTC ngày 18/8/2023 của Bộ trưởng Bộ Tài chính quy định việc lập",
            "Bộ trưởng Bộ Tài chính",
            "quy định việc lập",
        ),
        (
            "Thông tư số 05/2025/TT-BNNMT của Bộ trưởng Bộ Nông nghiệp và Môi trường về đất",
            "Bộ trưởng Bộ Nông nghiệp và Môi trường",
            "về đất",
        ),
        (
            "Báo cáo số 12/BC-UBND của UBND xã sơ kết phong trào “Dân vận khéo” gửi huyện.",
            "UBND xã",
            "sơ kết phong trào “Dân vận khéo” gửi huyện",
        ),
        (
            "Nghị định số 61/2018/NĐ-CP của Chính phủ về cơ chế một cửa được sửa đổi, bổ sung",
            "Chính phủ",
            "về cơ chế một cửa",
        ),
        # what is said of a document is no part of its title
        *(
            (
                f"Nghị định số 61/2018/NĐ-CP của Chính phủ về cơ chế một cửa{said}",
                "Chính phủ",
                "về cơ chế một cửa",
            )
            for said in (
                " thì trả lại hồ sơ",
                ", thì trả lại hồ sơ",
                " có hiệu lực thi hành",
                " kể từ ngày 01/7/2025",
                " và các văn bản hướng dẫn liên quan",
                " và quy định của pháp luật về lưu trữ",
                " được thực hiện như sau",
                " như sau",
                ", bao gồm các bước",
                " có trách nhiệm công khai",
            )
        ),
        (
            "Quyết định số 5/QĐ-UBND của UBND xã về việc giao tài sản được xác lập sở hữu toàn dân.",
            "UBND xã",
            "về việc giao tài sản được xác lập sở hữu toàn dân",
        ),
    ],
)
def test_issuer_and_title_end_where_they_should(text: str, issuer: str, title: str) -> None:
    found = only(text)
    assert (found.issuer, found.title) == (issuer, title)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Nghị định 107/2021 sửa đổi một số điều của Nghị định 61/2018 về một cửa",
            ["Nghị định 107/2021 sửa đổi một số điều của", "Nghị định 61/2018 về một cửa"],
        ),
        (
            "Thông tư 35 tiếp tục thực hiện quy định của Thông tư 36.",
            ["Thông tư 35", "Thông tư 36"],
        ),
        (
            "Điều 29 Luật Bảo vệ và Phát triển rừng và Điều 54 Luật Đất đai",
            ["Điều 29 Luật Bảo vệ và Phát triển rừng", "Điều 54 Luật Đất đai"],
        ),
        (
            "Nghị định số 61/2018/NĐ-CP về cơ chế một cửa và Thông tư này",
            ["Nghị định số 61/2018/NĐ-CP về cơ chế một cửa", "Thông tư này"],
        ),
        ("LUẬT Nghị định này", ["Nghị định này"]),
        ("Luật NSNN nhưng Luật PCCC và CNCH không", ["Luật NSNN", "Luật PCCC và CNCH"]),
        ("Phu luc TT 15_2018_TT-BTC_402713.doc", ["TT 15_2018_TT-BTC"]),
        ("02_2011_TT-BYT- Quy chuẩn.doc", ["02_2011_TT-BYT"]),
    ],
)
def test_each_reference_ends_where_it_should(text: str, found: list[str]) -> None:
    assert [reference.text for reference in find_references(text, LAWS)] == found


def test_a_known_name_is_read_across_its_commas() -> None:
    text = "theo Luật Bảo vệ, chăm sóc và giáo dục trẻ em thì"
    (found,) = find_references(text, load_register().law_names)
    assert found.title == "Bảo vệ, chăm sóc và giáo dục trẻ em"


def test_coordinated_references_share_kind_date_and_issuer() -> None:
    one, other = find_references(
        "Quyết định số 217-QĐ/TW và 218-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị"
    )
    assert one.kind == other.kind == "Quyết định"
    assert one.signed == other.signed == date(2013, 12, 12)
    assert one.issuer == other.issuer == "Bộ Chính trị"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nghị định 60 và 61 khác nhau", [("Nghị định", "60"), ("Nghị định", "61")]),
        ("NĐ 61/2018 và 107/2021", [("Nghị định", "61/2018"), ("Nghị định", "107/2021")]),
        (
            "Quyết định số 217, 218-QĐ/TW",
            [("Quyết định", "217"), ("Quyết định", "218-QĐ/TW")],
        ),
        (
            "Thông tư 01/2020/TT-BTP,02/2021/TT-BTP",
            [("Thông tư", "01/2020/TT-BTP"), ("Thông tư", "02/2021/TT-BTP")],
        ),
        (
            "Nghị định 102/2024/NĐ-CP/Thông tư 10/2024/TT-BNV",
            [("Nghị định", "102/2024/NĐ-CP"), ("Thông tư", "10/2024/TT-BNV")],
        ),
    ],
)
def test_enumerations(text: str, found: list[tuple[str, str]]) -> None:
    assert [(r.kind, r.number) for r in find_references(text, LAWS)] == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("theo nghị định này", "Nghị định"),
        ("nghi dinh nay da het hieu luc", "Nghị định"),
        ("Căn cứ Quyết định trên, kế toán chi", "Quyết định"),
        ("triển khai văn bản nói trên", "Văn bản"),
        ("khoản 3 Điều 23 của Luật được tính", "Luật"),
        ("phụ lục IThông tư này", "Thông tư"),
        ("QĐ này", "Quyết định"),
    ],
)
def test_back_references(text: str, kind: str) -> None:
    found = only(text)
    assert (found.kind, found.number, found.title) == (kind, None, None)


def test_a_law_that_amends_others_is_named_with_theirs() -> None:
    found = only(
        "Luật sửa đổi, bổ sung một số điều của Luật Tiếp công dân, Luật Thanh tra năm 2025."
    )
    assert found.title == "sửa đổi, bổ sung một số điều của Luật Tiếp công dân, Luật Thanh tra"
    assert found.year == 2025


def test_short_form_needs_a_kind() -> None:
    found = only("theo Nghị định số 04/2015 của Chính phủ")
    assert (found.number, found.code) == ("04/2015", None)


@pytest.mark.parametrize(
    ("text", "title", "year"),
    [
        ("thực hiện Luật Tiếp công dân năm 2013 trên địa bàn", "Tiếp công dân", 2013),
        ("luật tiếp công dân", "tiếp công dân", None),
        ("Luật Thực hiện dân chủ ở cơ sở và các văn bản", "Thực hiện dân chủ ở cơ sở", None),
        ("luật cán bộ công chức", "cán bộ công chức", None),
        ("theo Luật Đất đai được Quốc hội thông qua", "Đất đai", None),
    ],
)
def test_laws_by_name(text: str, title: str, year: int | None) -> None:
    found = only(text)
    assert (found.title, found.year, found.number) == (title, year, None)


@pytest.mark.parametrize(
    "text",
    [
        "giải quyết 20/25 hồ sơ, đạt 80%",
        "2/5 thôn chưa họp dân quý II/2023",
        "từ ngày 01/01/2023 đến ngày 09/6/2016",
        "tốc độ 40 km/h, 5-10/lớp",
        "chấp hành pháp luật, kỷ luật, kỷ cương hành chính",
        "ky luat can bo cong chuc",
        "tỷ lệ 1/2.000, số điện thoại 0255-3.822.822",
        "văn bản quy phạm pháp luật (VBQPPL)",
        "theo QCVN 6:2010/BKHCN, TCVN 7957:2008/BXD",
        "đơn theo Mẫu 02A/TT",
        "giải quyết 5 trường hợp, quyết định 3 nội dung, kế hoạch 5 năm, báo cáo 6 tháng",
        "Kế hoạch 5 năm 2021 - 2025, Nghị quyết 2024, KH 5 năm, BC 6 tháng",
        "triển khai Nghị quyết trên địa bàn xã, việc thực hiện pháp luật",
        "Công ty Luật TNHH, Đoàn Luật sư, kế hoạch này, luật này",
        "văn bản đề nghị theo mẫu số 01/MGTH, biểu số 02/BTP",
        "gửi 12 BC/UBND, tăng 12/TT",
        "Quyết định hoàn thuế theomẫu số 01/QĐ-HT và theo mẫu số 02/QĐ-HT",
        "Quy chế\n1. Phạm vi điều chỉnh",
        "Thông báo 30 ngày một lần",
        "theo quy định nêu trên",
        "Trường ĐH Luật Hà Nội",
        "",
    ],
)
def test_what_is_no_reference(text: str) -> None:
    assert find_references(text, LAWS) == []


def test_spans_in_decomposed_text_slice_what_was_written() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", "Thực hiện Nghị định số 61/2018/NĐ-CP của Chính phủ.")
    found = only(text)
    assert found.number == "61/2018/NĐ-CP"
    assert found.number_span is not None
    assert unicodedata.normalize("NFC", found.number_span.of(text)) == "61/2018/NĐ-CP"
    assert found.text == found.span.of(text)


@given(
    st.text(
        alphabet=st.sampled_from(
            "Nghị định số 0123456789/-NĐCPQTT ngày tháng năm của Luật điều.,;\n()"
        ),
        max_size=300,
    )
)
def test_any_text_is_survived_and_spans_slice(text: str) -> None:
    found = find_references(text, LAWS)
    for reference in found:
        assert reference.span.of(text) == reference.text
        for span in (reference.kind_span, reference.number_span, reference.signed_span):
            assert span is None or reference.text.find(span.of(text)) >= 0
    starts = [reference.span.start for reference in found]
    assert starts == sorted(starts)


def test_every_citation_of_the_register_reads_back() -> None:
    for instrument in load_register().all():
        if not instrument.signed:
            continue
        for cited in (cite_full(instrument), cite_short(instrument)):
            found = find_references(cited, (instrument.title,))
            assert found, cited
            assert found[0].kind == instrument.kind, cited
            if found[0].number:
                assert found[0].number == instrument.number, cited


@pytest.mark.parametrize(
    ("written", "number"), [("61/2018/nd-cp", "61/2018/NĐ-CP"), ("05-ct/tw", "05-CT/TW")]
)
def test_parse_number(written: str, number: str) -> None:
    parsed = parse_number(written)
    assert parsed is not None
    assert parsed.text == number


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("quy định tạikhoản 5 Điều 46 Luật Đất đai", [("Điều 46", "5", None)]),
        ("theoĐiều 10 Nghị định số 126/2020/NĐ-CP", [("Điều 10", None, None)]),
        (
            "khoản 1 Điều 19 và mục c, d khoản 1 Điều 18 của Luật Công nghệ cao",
            [("Điều 19", "1", None), ("Điều 18", "1", "c"), ("Điều 18", "1", "d")],
        ),
        ("tại Mục I khoản 2 Điều 3 Luật Đất đai", [("Điều 3", "2", None)]),
    ],
)
def test_pinpoints_behind_a_lost_blank_and_points_called_muc(
    text: str, places: list[tuple[str, str | None, str | None]]
) -> None:
    (found,) = find_references(text, LAWS)
    assert [(each.article, each.clause, each.point) for each in found.pinpoints] == places


def test_a_minister_who_is_also_chairman_is_one_issuer() -> None:
    text = (
        "Quyết định số 889/2006/QĐ-UBTDTT ngày 17 tháng 5 năm 2006 của Bộ trưởng, Chủ nhiệm "
        "Ủy ban Thể dục thể thao về việc phê duyệt tiêu chuẩn phong cấp vận động viên"
    )
    (found,) = find_references(text)
    assert found.issuer == "Bộ trưởng, Chủ nhiệm Ủy ban Thể dục thể thao"
    assert found.title == "về việc phê duyệt tiêu chuẩn phong cấp vận động viên"


def test_half_a_title_is_no_title() -> None:
    text = (
        "Thông tư số 342/2016/TT-BTC ngày 30/12/2016 quy định chi tiết và hướng dẫn một số điều "
        "của Nghị định số 163/2016/NĐ-CP"
    )
    circular, decree = find_references(text)
    assert circular.title is None
    assert decree.number == "163/2016/NĐ-CP"
