"""Words and forms that change from version to version, and what never changes with them."""

from __future__ import annotations

import re

import pytest

from assistant.domain import DraftSentence
from assistant.drafting.arrange import link
from assistant.drafting.rephrase import recast, rephrase
from assistant.drafting.wording import copies, repeats


@pytest.mark.parametrize(
    ("text", "version", "expected"),
    [
        ("Đã tiếp nhận 37 đơn.", 0, "Đã tiếp nhận 37 đơn."),
        ("Đã tiếp nhận 37 đơn.", 2, "Có 37 đơn được tiếp nhận."),
        ("Trong kỳ đã tiếp nhận 37 đơn.", 4, "Trong kỳ, số đơn đã tiếp nhận là 37."),
        # Two acts, or a count of times, stay as they are.
        ("Đã tiếp nhận 37 đơn, giải quyết 30 đơn.", 2, "Đã tiếp nhận 37 đơn, giải quyết 30 đơn."),
        ("Đã tổ chức 12 lượt tuyên truyền.", 2, "Đã tổ chức 12 lượt tuyên truyền."),
    ],
)
def test_recast(text: str, version: int, expected: str) -> None:
    assert recast(text, version) == expected


def test_rephrasing_leaves_figures_citations_and_the_first_version_alone() -> None:
    text = "Đã tổ chức 06 hội nghị với 540 lượt người tham gia theo “Kế hoạch với 3 bước”."
    assert rephrase(text, 0, "ket-qua") == text
    versions = {rephrase(text, version, "ket-qua") for version in range(5)}
    assert len(versions) == 5
    for version in versions:
        assert re.findall(r"\d+", version) == ["06", "540", "3"]
        assert "“Kế hoạch với 3 bước”" in version


def test_points_are_numbered_only_where_they_stand_alone() -> None:
    points = [DraftSentence(f"Còn {n:02d} thôn chưa họp.", ("n1",)) for n in (2, 3)]
    styles = [["Thứ nhất,", "Thứ hai,"], [""]]
    assert [s.text[:9] for s in link(points, styles, 0)] == ["Thứ nhất,", "Thứ hai, "]
    told = link(points, styles, 0, alone=False)
    assert told[0].text == points[0].text
    assert told[1].text == "Đồng thời, còn 03 thôn chưa họp."  # not twice the same opening


def test_a_note_without_accents_is_repeated_but_not_copied() -> None:
    assert repeats("Còn chậm số hóa hồ sơ.", "so hoa ho so")
    assert not copies("Còn chậm số hóa hồ sơ.", "so hoa ho so")
    assert copies("Còn 02 vụ kéo dài nhiều năm.", "2 vụ kéo dài nhiều năm")
