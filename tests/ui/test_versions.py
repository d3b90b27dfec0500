"""Going back to an earlier version: what has changed since is seen before it is brought back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest

from assistant.chat.desk import Desk
from assistant.chat.word_diff import word_diff
from assistant.domain import Profile
from assistant.settings import Settings
from assistant.ui.versions_box import changes_html
from assistant.workspace import Workspace
from tests.ui.axe import faults
from tests.ui.conftest import DESKTOP, PHONE, Server, running

EDITOR = "#editor textarea"


def test_changes_are_escaped_and_told_apart_by_word_and_sign() -> None:
    html = changes_html(2, word_diff("Có <b>2</b> thôn.", "Có <b>3</b> thôn."))
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert '<del><span class="hide">(bớt:) </span>2</del>' in html
    assert '<ins><span class="hide">(thêm:) </span>3</ins>' in html
    assert "thêm 1 chữ, bớt 1 chữ" in html


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("versions")
    with closing(Workspace.open(home)) as workspace:
        desk = Desk(workspace, Settings(home=home, model=""))
        report = desk.new_report(
            "dan-van", "6 tháng đầu năm 2023", date(2023, 6, 30), Profile(commune="xã An Phú")
        )
        drafted = desk.draft(report.id, "han-che", "2/5 thôn chưa họp dân quý II")
        text = drafted.text.replace("02/05", "03/05")
        desk.save(report.id, "han-che", f"{text} Xã sẽ khắc phục.", drafted.version)
    with running(home, f"?bao-cao={report.id}&muc=han-che") as server:
        yield server


@pytest.mark.browser
def test_a_version_shows_what_changed_since_and_comes_back(office: Server, browser: Any) -> None:
    context = browser.new_context(viewport=DESKTOP, locale="vi-VN", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(office.url)
    page.wait_for_function("document.querySelector('#editor textarea')?.value.includes('03/05')")
    # By keyboard alone: open the box, choose the draft in the list.
    page.locator("#versions button.label-wrap").press("Enter")
    assert page.locator("#restore").is_disabled()
    page.locator("#version-choice input").press("Enter")
    page.keyboard.type("Bản 1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("#version-changes .changes")
    assert page.locator("#version-changes del").all_text_contents() == ["(bớt:) 02"]
    added = page.locator("#version-changes ins").all_text_contents()
    assert added[0] == "(thêm:) 03"
    assert "Xã sẽ khắc phục" in added[-1]
    sign = "getComputedStyle(document.querySelector('#version-changes {}'), '::before').content"
    assert page.evaluate(sign.format("del")) == '"−"'
    assert page.evaluate(sign.format("ins")) == '"+"'
    assert faults(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.set_viewport_size(DESKTOP)
    page.locator("#restore").press("Enter")
    page.wait_for_function("document.querySelector('#editor textarea').value.includes('02/05')")
    page.wait_for_function(
        "document.querySelector('.saved').innerText.includes('Đã khôi phục bản 1')"
    )
    # Nothing is lost: undoing brings the edit back.
    page.click("#undo")
    page.wait_for_function("document.querySelector('#editor textarea').value.includes('03/05')")
    context.close()
