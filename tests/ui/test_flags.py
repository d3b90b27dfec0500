"""The HTML of flagged texts: every character kept, everything escaped, signs beside colours."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.flagging import Flag
from assistant.domain import Diagnostic, Evidence, Severity, SourceKind
from assistant.ui.flags import flag_cards, marked_text, utf16_offset


def diagnostic(text: str, start: int, end: int, severity: Severity) -> Diagnostic:
    return Diagnostic("REF001", severity, "Lý do <b>", start, end, text[start:end])


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


@given(st.text(max_size=60), st.data())
def test_the_text_comes_out_character_for_character(text: str, data: st.DataObject) -> None:
    spans = data.draw(
        st.lists(
            st.tuples(
                st.integers(0, len(text)), st.integers(0, len(text)), st.sampled_from(Severity)
            ),
            max_size=4,
        )
    )
    found = [diagnostic(text, min(a, b), max(a, b), severity) for a, b, severity in spans if a != b]
    assert plain(marked_text(text, found)) == text


def test_the_graver_flag_has_the_place_where_two_overlap() -> None:
    text = "Nghị định 61/2018/NQ-CP"
    html = marked_text(
        text,
        [diagnostic(text, 0, 23, Severity.INFO), diagnostic(text, 10, 23, Severity.ERROR)],
    )
    assert '<mark class="flag flag-info"' in html
    assert re.search(r'flag-error"[^>]*data-sign="✖2">61/2018/NQ-CP</mark>', html)


def test_a_card_escapes_what_came_from_outside_and_says_the_severity_in_words() -> None:
    text = "<script>x</script> 2/5"
    found = Diagnostic(
        "NUM001", Severity.WARNING, "Sai <i>", 0, 18, text[:18], fix="<b>", evidence=("n",)
    )
    evidence = (Evidence("n", "<u>ghi</u>", SourceKind.NOTE, location="ghi chú, dòng 1"),)
    html = flag_cards(text, [Flag("NUM001@0", found, evidence)])
    for raw in ("<script>", "<i>", "<b>&", "<u>"):
        assert raw not in html
    assert "▲" in html
    assert "Cảnh báo 1" in html
    assert "Ghi chú, dòng 1" in html
    assert 'data-action="accept"' in html


def test_a_flag_without_a_fix_offers_none() -> None:
    text = "sai"
    flag = Flag("REF001@0", diagnostic(text, 0, 3, Severity.ERROR))
    assert 'data-action="accept"' not in flag_cards(text, [flag])


def test_browser_offsets_count_utf16_units() -> None:
    assert utf16_offset("a😀b", 2) == 3  # an emoji is one code point and two units
    assert utf16_offset("Nghị định", 9) == 9
