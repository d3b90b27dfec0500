from datetime import date

import pytest

from assistant.checking import CheckContext, check
from assistant.checking.names import find_place_names, spelling_key
from assistant.domain import Diagnostic, Profile


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Xã Ba Bích là xã vùng cao", [("xã", "Ba Bích")]),
        ("UBND xã Ba Bích Báo cáo số 61", [("xã", "Ba Bích")]),
        ("thị trấn Ba Tơ, huyện Ba Tơ", [("thị trấn", "Ba Tơ"), ("huyện", "Ba Tơ")]),
        ("thị xã Đức Phổ", [("thị xã", "Đức Phổ")]),
        ("tỉnh Bà Rịa - Vũng Tàu", [("tỉnh", "Bà Rịa")]),
        ("thôn H're Mới", [("thôn", "H're Mới")]),
        ("cán bộ xã đã họp", []),
        ("XÃ BA BÍCH", []),  # capitals tell nothing
    ],
)
def test_place_names(text: str, names: list[tuple[str, str]]) -> None:
    assert [(place.kind, place.name) for place in find_place_names(text)] == names


@pytest.mark.parametrize(
    ("one", "other"), [("Hòa Bình", "Hoà Bình"), ("Lý Sơn", "Lí Sơn"), ("BA TƠ", "Ba Tơ")]
)
def test_lawful_spellings_share_a_key(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


def test_other_words_do_not() -> None:
    assert spelling_key("Ba Tư") != spelling_key("Ba Tơ")
    assert spelling_key("Thủy") != spelling_key("Thúy")
    assert spelling_key("Tây Sơn") != spelling_key("Tai Sơn")


def _names(text: str, profile: Profile | None = None) -> list[Diagnostic]:
    result = check(text, CheckContext(date(2023, 7, 10), profile=profile))
    return [d for d in result.diagnostics if d.code == "NAM001"]


@pytest.mark.parametrize(
    "text",
    [
        "Đông giáp: Xã Ba Trang\n\nTây giáp: Xã Ba Trung",
        "xã Ba Trang và xã Ba Trung",
        "xã Tân An, xã Tân Ân cùng tham gia. Xã Tân An dẫn đầu.",
        "huyện Đức Phổ và huyện Đức Thọ",  # named side by side
        "tỉnh Hà Giang có mô hình hay. Đoàn đi tỉnh Hậu Giang.",  # two real provinces
        "xã Ba Bích. Xã Ba Dinh. Xã Ba Lễ. Xã Ba Nam.",
        "xã Hòa Bình. Xã Hoà Bình.",
        "xã Ba Trang. Xã Ba Trang. Xã Ba Trang. Học tập xã Ba Trung.",  # a visit
    ],
)
def test_different_places_stay_silent(text: str) -> None:
    assert _names(text) == []


def test_profile_decides_which_is_right() -> None:
    text = "UBND huyện Lam Hác. UBND huyện Lam Hác. UBND huyện Lam Hạc."  # no real district
    (unsure,) = _names(text)
    assert (unsure.quote, unsure.fix) == ("Lam Hạc", None)
    profile = Profile(commune="xã Tân Hạc", district="huyện Lam Hạc")
    sure = _names(text, profile)
    assert [(d.quote, d.fix) for d in sure] == [("Lam Hác", "Lam Hạc")] * 2


def test_the_list_of_districts_decides_as_well() -> None:
    found = _names("UBND huyện Ba Tư. UBND huyện Ba Tư. UBND huyện Ba Tơ.")
    assert [(d.quote, d.fix) for d in found] == [("Ba Tư", "Ba Tơ")] * 2


def test_own_commune_misspelt() -> None:
    text = "Trên địa bàn xã Ba Bích. Xã Ba Bích. UBND xã Ba Bích. Địa bàn xã Ba Bíc rộng."
    (found,) = _names(text)
    assert found.quote == "Ba Bíc"


def test_accent_slip_in_a_commune() -> None:
    (found,) = _names("Xã Ba Bích họp. Xã Ba Bích làm. Xã Ba Bịch báo cáo.")
    assert found.quote == "Ba Bịch"
