"""Administrative units by date, and the persons and organisations that notes must know."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.checking import CheckContext, check, notes_as_evidence
from assistant.checking.document import Document
from assistant.checking.past import is_past
from assistant.checking.people import NamedKind, find_named
from assistant.checking.units import TWO_TIERS, units
from assistant.domain import Diagnostic, Profile, Severity, Span

THREE = date(2022, 6, 1)
TWO = date(2026, 6, 1)


def found(text: str, day: date) -> list[Diagnostic]:
    return [d for d in check(text, CheckContext(day)).diagnostics if d.code == "NAM002"]


@pytest.mark.parametrize(
    ("day", "text", "quote", "fix", "why"),
    [
        (TWO, "Báo cáo UBND tỉnh Bình Dương.", "tỉnh Bình Dương", "thành phố Hồ Chí Minh",
         "merged into a city"),
        (TWO, "Xã Lạc Thủy, tỉnh Hoà Bình có 32 xóm.", "tỉnh Hoà Bình", "tỉnh Phú Thọ",
         "merged; the other lawful place of the tone"),
        (TWO, "Phường Hương Sơ, tỉnh Thừa Thiên Huế.", "tỉnh Thừa Thiên Huế", "thành phố Huế",
         "a city under the central government"),
        (TWO, "Xã Ba Bích, huyện Ba Tơ, tỉnh Quảng Ngãi.", "Xã Ba Bích, huyện Ba Tơ", None,
         "no districts any more"),
        (TWO, "Dân xã Ba Bích, tỉnh Quảng Ngãi.", "xã Ba Bích, tỉnh Quảng Ngãi", None,
         "merged into xã Ba Tơ"),
        (THREE, "Đoàn đã học tập tại tỉnh Hà Tây.", "tỉnh Hà Tây", None, "merged in 2008"),
        (THREE, "Đường đi huyện Ba Tơ, tỉnh Quảng Nam.", "huyện Ba Tơ, tỉnh Quảng Nam", None,
         "a district of another province"),
        (THREE, "Giáp xã Vĩnh Thủy, huyện Lệ Thủy.", "xã Vĩnh Thủy, huyện Lệ Thủy", None,
         "the one commune of that name is in another province"),
    ],
)  # fmt: skip
def test_units_of_another_time(day: date, text: str, quote: str, fix: str | None, why: str) -> None:
    (diagnostic,) = found(text, day)
    assert (diagnostic.quote, diagnostic.fix) == (quote, fix), why


@pytest.mark.parametrize(
    ("day", "text", "why"),
    [
        (THREE, "Xã Ba Bích, huyện Ba Tơ, tỉnh Quảng Ngãi.", "as it was"),
        (THREE, "Báo cáo UBND tỉnh Bình Dương.", "not merged yet"),
        (TWO, "Xã Khe Trám, huyện Lam Hạc, tỉnh Trường Lĩnh.", "names of no known unit"),
        (TWO, "Trước đây, xã Ba Bích, huyện Ba Tơ, tỉnh Quảng Ngãi có 5 thôn.", "as the past"),
        (TWO, "Xã gồm địa bàn xã Ba Bích, huyện Ba Tơ cũ.", "as the past"),
        (TWO, "Quyết định số 12/QĐ-UBND ngày 05/02/2024 của UBND tỉnh Bình Dương về phân cấp.",
         "issued when there was one"),
        (TWO, "Năm 2024, tỉnh Bình Dương hỗ trợ 10 hộ.", "of its year"),
        (TWO, "Xã Ba Tơ, tỉnh Quảng Ngãi.", "as it is"),
        (TWO, "Họp tại thành phố Hà Nội và thành phố Đà Nẵng.", "cities that go on"),
        (THREE, "Xã Mông Hóa, huyện Kỳ Sơn, tỉnh Hòa Bình.", "a district dissolved before 2025"),
        (THREE, "Xã Tân Thành, huyện Lấp Vò, tỉnh Đồng Tháp.", "a name that many communes bear"),
        (THREE, "Thành phố Huế, tỉnh Thừa Thiên Huế.", "its name then"),
        (THREE, "Xã Đông Hòa, tỉnh Bình Dương và huyện Ba Tơ.", "two places, not one chain"),
        (THREE, "Năm 1985, tỉnh Hà Sơn Bình cấp đất.", "of its year"),
        (TWO, "Khu dân cư Nguyễn Huệ đường Hòa Bình.", "a street"),
    ],
)  # fmt: skip
def test_units_of_their_time(day: date, text: str, why: str) -> None:
    assert not found(text, day), why


def test_a_commune_in_its_new_province_makes_it_certain() -> None:
    (certain,) = found("Xã Lạc Thủy, tỉnh Hòa Bình có 32 xóm.", TWO)
    (likely,) = found("Xã Khe Trám, tỉnh Hòa Bình có 32 xóm.", TWO)
    assert (certain.severity, likely.severity) == (Severity.ERROR, Severity.WARNING)


def test_lookups() -> None:
    known = units()
    assert known.successor("Hòa Bình") == "Tỉnh Phú Thọ"
    assert known.successor("Phú Thọ") is None  # still one
    assert known.successor("Trường Lĩnh") is None  # never one
    assert known.districts("Hướng Hoá") == [("Huyện Hướng Hóa", "Tỉnh Quảng Trị")]
    assert [c.district for c in known.old_communes("Ba Bích")] == ["Huyện Ba Tơ"]
    assert known.old_communes("Ba Bịch") == []  # another tone is another name
    assert known.new_communes("Tỉnh Quảng Ngãi", "Ba Tơ") == ["Xã Ba Tơ"]


@pytest.mark.parametrize(
    ("text", "past", "why"),
    [
        ("Phòng Nội vụ huyện cũ đã bàn giao.", True, "said to be former"),
        ("Khu dân cư đề nghị Phòng Nội vụ huyện.", False, "“cư” is not “cũ”"),
        ("Ông Nguyễn Văn A gặp Phòng Nội vụ huyện.", False, "a surname is not “nguyên”"),
        ("Nội dung cụ thể gửi Phòng Nội vụ huyện.", False, "“cụ thể” is not “cũ”"),
        ("Năm 2024 Phòng Nội vụ huyện đã kiểm tra.", True, "of its year"),
        ("Năm 2026 Phòng Nội vụ huyện kiểm tra.", False, "a later year"),
    ],
)
def test_past(text: str, past: bool, why: str) -> None:
    start = text.index("Phòng")
    assert is_past(Document(text), Span(start, start + 17), TWO_TIERS) is past, why


@pytest.mark.parametrize(
    ("text", "names", "why"),
    [
        ("Đồng chí Võ Văn Hậu, Phó Chủ tịch", ["Võ Văn Hậu"], "address and name"),
        ("đồng chí Chủ tịch UBND xã chỉ đạo", [], "a post"),
        ("Thầy Y Thuan Niê dạy chữ", ["Y Thuan Niê"], "a name of the Ê Đê"),
        ("hộ Đinh Thị Lan thoát nghèo", ["Đinh Thị Lan"], "a household by its head"),
        ("hộ Nghèo Mới Phát Sinh", [], "no surname behind a post"),
        ("tỉnh Bà Rịa - Vũng Tàu", [], "a province"),
        ("đường Ông Ích Khiêm", [], "a street"),
        ("học tập và làm theo cụ Hồ Chí Minh", [], "whom everybody names"),
        ("bà Lê Thị Hoa Chủ tịch Hội", ["Lê Thị Hoa"], "a post follows"),
        ("ông bà nội, anh chị em", [], "no names"),
        ("Công ty TNHH Đại Phát hỗ trợ", ["Đại Phát"], "a company"),
        ("Hợp tác xã nông nghiệp Bình Minh góp", ["Bình Minh"], "a cooperative with its field"),
        ("các hợp tác xã trên địa bàn", [], "no name"),
        ("Trường THCS Hòa Sơn tổ chức", ["Hòa Sơn"], "a school"),
    ],
)
def test_find_named(text: str, names: list[str], why: str) -> None:
    assert [named.name for named in find_named(text)] == names, why


def people(text: str, notes: str, profile: Profile | None = None) -> list[Diagnostic]:
    context = CheckContext(THREE, notes=notes_as_evidence("n.txt", notes), profile=profile)
    return [d for d in check(text, context).diagnostics if d.code == "NAM005"]


@pytest.mark.parametrize(
    ("notes", "known", "why"),
    [
        ("đ/c Võ Văn Hậu pct phụ trách", True, "in full"),
        ("vo van hau pct", True, "without accents"),
        ("a Hậu pct phụ trách CĐS", True, "the given name behind a short address"),
        ("Văn Hậu đi tập huấn", True, "without the surname"),
        ("ông Trần Văn Hậu hiến đất", True, "middle and given name agree"),
        ("ông Trần Đức Hậu hiến đất", False, "another person of the same given name"),
        ("hậu quả thiên tai", False, "the same syllable of another word"),
        ("mở 2 lớp tập huấn", False, "not at all"),
    ],
)
def test_notes_know_people(notes: str, known: bool, why: str) -> None:
    diagnostics = people("Đồng chí Võ Văn Hậu phụ trách. Ông Võ Văn Hậu họp dân.", notes)
    assert [d.quote for d in diagnostics] == ([] if known else ["Võ Văn Hậu"]), why
    assert all(len(d.related) == 1 for d in diagnostics)


def test_without_notes_nobody_is_judged() -> None:
    assert not people("Đồng chí Võ Văn Hậu phụ trách.", "")


def test_the_profile_knows_its_signer() -> None:
    profile = Profile(signer_name="Võ Văn Hậu")
    assert not people("Đồng chí Võ Văn Hậu phụ trách.", "mở 2 lớp", profile)


def test_a_school_is_information() -> None:
    (diagnostic,) = people("Trường THCS Hòa Sơn phối hợp.", "mở 2 lớp")
    assert diagnostic.severity is Severity.INFO
    assert find_named("Trường THCS Hòa Sơn")[0].kind is NamedKind.SCHOOL
