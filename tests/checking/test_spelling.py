"""Misspelt syllables, and the many that only look so."""

import pytest

from assistant.checking.spelling import find_slips
from assistant.language.syllables import is_syllable


@pytest.mark.parametrize(
    ("text", "written", "right"),
    [
        # no Vietnamese syllable: the stop takes only sắc and nặng; the onset does not exist
        ("đã giải quyêt xong hồ sơ", "quyêt", "quyết"),
        ("các nghành chức năng phối hợp", "nghành", "ngành"),
        ("nâng cao chất lựơng phục vụ", "lựơng", "lượng"),
        # a syllable, but not in this place
        ("công tác tuyên truyên được chú trọng", "truyên", "truyền"),
        ("lãnh đạo, chỉ đao thực hiện", "đao", "đạo"),
        ("Nhà nước hộ trợ đầu tư", "hộ", "hỗ"),
        ("cán bộ chưa chủ đông hướng dẫn", "đông", "động"),
        # a mark left out of a syllable that official text does not have
        ("hòa giải viên nhiều tuôi", "tuôi", "tuổi"),
        # two words run together: what was meant is not certain enough to offer
        ("theo quy định đã được phêduyệt", "phêduyệt", None),
        # the case that it was written in
        ("Thưc hiện nghiêm quy chế", "Thưc", "Thực"),
    ],
)
def test_slips(text: str, written: str, right: str | None) -> None:
    assert [(s.span.of(text), s.right) for s in find_slips(text)] == [(written, right)]


@pytest.mark.parametrize(
    "text",
    [
        # both places of the tone, and i or y, are lawful
        "hoà giải ở cơ sở, hòa giải viên, thủy lợi, thuỷ lợi, lý do, lí do, kỹ thuật, kĩ thuật",
        # names, however rare
        "hộ ông Đinh Văn Hrê ở thôn Gòi Hrê, bà Phạm Thị Xuyn",
        # loan words and services
        "nhóm Zalo, Facebook, camera, wifi và video của thôn",
        # a line without accents is no misspelling of each of its words
        "mo 2 lop tap huan cho can bo thon",
        # rare but right
        "mạng chập chờn, đường sá lầy lội, nhếch nhác, lôi thôi",
        "Sở dĩ có kết quả trên, bà con ai nấy đều mừng",
        "nuôi bò vỗ béo, khô cá lóc, sầu riêng, chôm chôm",
        "UBND xã, HĐND xã, TTHC, CCHC",
    ],
)
def test_what_is_right_stays_silent(text: str) -> None:
    assert find_slips(text) == []


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("nghiêng", True), ("nghành", False), ("gì", True), ("giữ", True), ("quốc", True),
        ("quôc", False), ("khuỷu", True), ("ngoằn", True), ("kẹo", True), ("cẹo", False),
        ("tiếp", True), ("tiềp", False), ("xyz", False), ("đường", True), ("dường", True),
        ("huyện", True), ("yên", True), ("oai", True), ("ghế", True), ("gế", False),
    ],
)  # fmt: skip
def test_syllables(word: str, is_one: bool) -> None:
    assert is_syllable(word) is is_one
