"""What a draft leaves to be filled in is marked, counted and led to like the flags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from html import unescape
from typing import Any

import pytest

from assistant.chat.desk import Desk
from assistant.domain import Diagnostic, Profile, Severity
from assistant.settings import Settings
from assistant.ui.flags import marked_text
from assistant.ui.gaps import open_gaps
from assistant.workspace import Workspace
from tests.ui.axe import faults
from tests.ui.conftest import DESKTOP, Server, running

EDITOR = "#editor textarea"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Xã có 5 thôn [chưa có số liệu về số hộ].", ["[chưa có số liệu về số hộ]"]),
        ("Kế hoạch số … ngày … của UBND.", ["…", "…"]),
        ("Kinh phí ........ đồng.", ["........"]),
        ("Theo số liệu [1], xã có chợ, trạm y tế…", []),  # a footnote; "and so on"
        ("𝐀 […] và […]", ["[…]", "[…]"]),
    ],
)
def test_gaps_are_found_and_the_text_under_them_stays(text: str, found: list[str]) -> None:
    gaps = open_gaps(text, ())
    assert [gap.of(text) for gap in gaps] == found
    html = marked_text(text, (), gaps)
    assert unescape(re.sub(r"<[^>]+>", "", html)) == text
    assert html.count("flag-gap") == len(found)


def test_a_gap_that_a_flag_speaks_of_is_shown_once() -> None:
    text = "[Các ghi chú nêu khác nhau, 2 và 3]"
    flag = Diagnostic("NUM005", Severity.ERROR, "Hai giá trị.", 0, len(text), text)
    assert open_gaps(text, [flag]) == []


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("gaps")
    with closing(Workspace.open(home)) as workspace:
        desk = Desk(workspace, Settings(home=home, model=""))
        report = desk.new_report(
            "dan-van", "6 tháng đầu năm 2023", date(2023, 6, 30), Profile(commune="xã An Phú")
        )
        section = desk.draft(report.id, "dac-diem", "xa co 5 thon")
        assert "[Chưa có số liệu về số hộ và số nhân khẩu" in section.text
        desk.save(
            report.id,
            "dac-diem",
            f"{section.text}\nXã họp ngày 30/02/2023. Kinh phí là ........ đồng.",
            section.version,
        )
    with running(home, f"?bao-cao={report.id}&muc=dac-diem") as server:
        yield server


@pytest.mark.browser
def test_keys_lead_through_flags_and_gaps_in_the_order_of_the_text(
    office: Server, browser: Any
) -> None:
    context = browser.new_context(viewport=DESKTOP, locale="vi-VN", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(office.url)
    page.wait_for_selector("#flag-layer mark.flag-gap")
    assert page.locator("#flag-layer mark.flag-gap").count() == 2
    assert "Cần điền: 2 chỗ" in page.locator(".cards-head h4").inner_text()
    assert "▢ 2" in page.locator("#outline [aria-current] .count-gap").inner_text()
    chosen = (
        "(() => { const e = document.querySelector('#editor textarea');"
        " return e.value.slice(e.selectionStart, e.selectionEnd); })()"
    )
    page.focus(EDITOR)
    page.keyboard.press("Control+Home")
    visited, said = [], []
    for _ in range(page.locator("#flag-cards .card").count()):
        page.keyboard.press("F8")
        visited.append(page.evaluate(chosen))
        said.append(page.locator("#voice").inner_text())
    places = [page.input_value(EDITOR).index(each) for each in visited]
    assert places == sorted(places)
    assert visited[0].startswith("[Chưa có số liệu về số hộ")
    assert "30/02/2023" in visited
    assert visited[-1] == "........"
    assert said[0].startswith("Chỗ 1 trên")
    assert "Cần điền 1" in said[0]
    # The mark lies exactly where the editor has the words.
    assert page.locator("#flag-layer").inner_text().strip() == page.input_value(EDITOR).strip()
    assert faults(page) == []
    # Typing over the gap fills it, and it is gone from the list.
    page.keyboard.type("12 triệu")
    page.wait_for_function("document.querySelectorAll('#flag-layer mark.flag-gap').length === 1")
    page.wait_for_function(
        "document.querySelector('.cards-head h4').innerText.includes('Cần điền: 1 chỗ')"
    )
    with page.expect_download():
        page.click("#export")
    page.wait_for_function(
        "document.querySelector('.saved').innerText.includes('còn 1 chỗ cần điền')"
    )
    context.close()
