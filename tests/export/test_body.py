"""Text with a little Markdown read as blocks; gaps told from ordinary brackets and dots."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.export.body import (
    Fragment,
    Paragraph,
    SubHeading,
    Table,
    fragments,
    parse_body,
    plain,
    with_end_mark,
    without_end_mark,
)


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("Có […] hộ nghèo", ["[…]"]),
        ("Có [...] hộ nghèo", ["[...]"]),
        ("Có [ ] hộ nghèo", ["[ ]"]),
        ("Có [số hộ nghèo] hộ", ["[số hộ nghèo]"]),
        ("[chưa có số liệu: 12 hay 15 hộ]", ["[chưa có số liệu: 12 hay 15 hộ]"]),
        ("Số ……/BC-UBND", ["……"]),
        ("Số …/BC-UBND", ["…"]),
        ("Số ......./BC-UBND", ["......."]),
        ("Người ký: ____", ["____"]),
        ("UBND xã … báo cáo", ["…"]),
        ("ngày … tháng … năm 2026", ["…", "…"]),
        # Right as they are: a footnote, "and so on", an abbreviation, a sum.
        ("theo phụ lục [1]", []),
        ("trồng ngô, khoai, sắn, …", []),
        ("trồng ngô, khoai, sắn…", []),
        ("họp, hội nghị, v.v…", []),
        ("tổng 1.250.000 đồng", []),
    ],
)
def test_gaps(text, gaps):
    assert [f.text for f in fragments(text) if f.gap] == gaps


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a **b** c", [("a ", False, False), ("b", True, False), (" c", False, False)]),
        ("*b*", [("b", False, True)]),
        ("***b***", [("b", True, True)]),
        ("**a *b* c**", [("a ", True, False), ("b", True, True), (" c", True, False)]),
        ("2 * 3 * 4", [("2 * 3 * 4", False, False)]),  # signs of multiplication
        ("còn * sao lẻ", [("còn * sao lẻ", False, False)]),
        ("[trang](https://a.vn/x) hay", [("trang hay", False, False)]),
    ],
)
def test_emphasis(text, expected):
    assert [(f.text, f.bold, f.italic) for f in fragments(text)] == expected


def test_blocks():
    text = """## II. Kết quả
**1. Họp dân**
Họp 12 cuộc
ở các thôn.
Họp thêm.

- Một;
+ Hai;
* Ba.
---
a) Bốn
"""
    assert parse_body(text) == (
        SubHeading("II. Kết quả", 2),
        SubHeading("1. Họp dân", 0),
        Paragraph("Họp 12 cuộc ở các thôn."),  # broken by width alone
        Paragraph("Họp thêm."),
        Paragraph("Một;", "-"),
        Paragraph("Hai;", "+"),
        Paragraph("Ba.", "-"),
        Paragraph("a) Bốn"),
    )


def test_table_keeps_every_cell():
    (table,) = parse_body("| A | B |\n|:--|--:|\n| 1 | 2 | 3 |\n| a\\|b |")
    assert table == Table(("A", "B", ""), (("1", "2", "3"), ("a|b", "", "")))


def test_a_bar_in_a_sentence_is_no_table():
    assert parse_body("Đạt | chưa đạt\nHai dòng.") == (
        Paragraph("Đạt | chưa đạt"),
        Paragraph("Hai dòng."),
    )


def test_end_marks():
    assert without_end_mark("Một./.\nHai . / .\n1./.2") == "Một.\nHai.\n1./.2"
    assert with_end_mark("Hết./.") == with_end_mark("Hết.") == with_end_mark("Hết ") == "Hết./."


@given(st.text(alphabet="ab *[]…._1|", max_size=40))
def test_fragments_lose_nothing_but_asterisks(text):
    assert plain(text).replace("*", "") == text.replace("*", "")
    assert all(isinstance(f, Fragment) and f.text for f in fragments(text))
