"""Locking a sentence on the page: by mouse and by key, seen, kept through regeneration and reload."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest

from assistant.chat.desk import Desk
from assistant.domain import Profile
from assistant.settings import Settings
from assistant.workspace import Workspace
from tests.ui.axe import faults
from tests.ui.conftest import DESKTOP, Server, running

pytestmark = pytest.mark.browser

NOTES = "tuyen truyen chua thuong xuyen\n2/5 thon chua hop dan quy II\nmot so can bo kiem nhiem"
EDITOR = "#editor textarea"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("locks")
    with closing(Workspace.open(home)) as workspace:
        desk = Desk(workspace, Settings(home=home, model=""))
        report = desk.new_report(
            "dan-van", "6 tháng đầu năm 2023", date(2023, 6, 30), Profile(commune="xã An Phú")
        )
        desk.draft(report.id, "han-che", NOTES)
    with running(home, f"?bao-cao={report.id}&muc=han-che") as server:
        yield server


@pytest.fixture(scope="module")
def page(office: Server, browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=DESKTOP, locale="vi-VN", reduced_motion="reduce")
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.goto(office.url)
    opened.wait_for_function("document.querySelector('#editor textarea')?.value.length > 40")
    yield opened
    context.close()


def test_a_sentence_is_locked_by_key_and_says_so(page: Any) -> None:
    page.click("[data-mode=read]")
    sentence = page.locator("#reading .sentence", has_text="họp dân").first
    sentence.focus()
    page.keyboard.press("k")
    page.wait_for_selector("#reading .sentence.locked")
    assert "(đã khóa)" in page.locator("#reading .sentence.locked").text_content()
    assert "1 câu đã khóa" in page.locator(".section-line").inner_text()
    # Its evidence is shown, the button offers the way back, the keyboard is still on the sentence.
    shown = page.locator("#grounds section:visible")
    assert "2/5 thon chua hop dan" in shown.inner_text()
    assert "Mở khóa câu này" in shown.inner_text()
    page.wait_for_function("document.activeElement.matches('#reading .sentence.locked')")
    page.wait_for_function("document.querySelector('#news')?.textContent.includes('Đã khóa câu')")
    assert faults(page) == []


def test_regenerating_keeps_it_word_for_word_and_so_does_a_reload(page: Any) -> None:
    before = page.input_value(EDITOR)
    locked = page.evaluate(
        "document.querySelector('#reading .sentence.locked').firstChild.textContent.trim()"
    )
    page.get_by_role("button", name="Viết lại ngắn hơn").click()
    page.wait_for_function(
        "(before) => document.querySelector('#editor textarea').value !== before", arg=before
    )
    assert page.input_value(EDITOR).count(locked) == 1
    page.reload()
    page.wait_for_function("document.querySelector('#editor textarea')?.value.length > 40")
    assert locked in page.input_value(EDITOR)
    page.click("[data-mode=read]")
    assert page.locator("#reading .sentence.locked").count() == 1


def test_the_button_unlocks_and_the_next_draft_may_write_it_anew(page: Any) -> None:
    page.locator("#reading .sentence.locked").click()
    page.locator("#grounds section:visible").get_by_role("button", name="Mở khóa").click()
    page.wait_for_function("!document.querySelector('#reading .sentence.locked')")
    page.wait_for_selector("#grounds section:visible >> text=Khóa câu này")
    assert "câu đã khóa" not in page.locator(".section-line").inner_text()
