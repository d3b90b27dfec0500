"""Starting a report: the form can be left again, and what is wrong with it stays to be read."""

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
from tests.ui.conftest import DESKTOP, Server, running

pytestmark = pytest.mark.browser

EDITOR, PERIOD = "#editor textarea", "#new-period textarea, #new-period input"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("new-report")
    with closing(Workspace.open(home)) as workspace:
        desk = Desk(workspace, Settings(home=home, model=""))
        report = desk.new_report(
            "dan-van", "6 tháng đầu năm 2023", date(2023, 6, 30), Profile(commune="xã An Phú")
        )
        desk.save(report.id, "han-che", "Tuyên truyền chưa thường xuyên.", 0)
    with running(home, f"?bao-cao={report.id}&muc=han-che") as server:
        yield server


@pytest.fixture
def page(office: Server, browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=DESKTOP, locale="vi-VN")
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.goto(office.url)
    opened.wait_for_selector(EDITOR)
    yield opened
    context.close()


def open_form(page: Any) -> None:
    page.focus("#new-report")
    page.keyboard.press("Enter")
    page.wait_for_selector("#new-report-form")
    page.wait_for_function("document.activeElement.closest('#new-period')")


@pytest.mark.parametrize("by", ["button", "Escape"])
def test_the_form_is_left_for_the_report_that_stood_there(page: Any, by: str) -> None:
    open_form(page)
    assert not page.locator(EDITOR).is_visible()
    if by == "button":
        page.click("#new-report-close")
    else:
        page.keyboard.press("Escape")
    page.wait_for_selector(EDITOR)
    assert not page.locator("#new-report-form").is_visible()
    assert page.input_value(EDITOR) == "Tuyên truyền chưa thường xuyên."
    page.wait_for_function("document.activeElement.id === 'new-report'")


def test_escape_in_an_open_list_closes_the_list_alone(page: Any) -> None:
    open_form(page)
    page.click("#new-type input")
    page.wait_for_selector("#new-type [role=listbox], [role=listbox]")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert page.locator("#new-report-form").is_visible()


def test_what_is_wrong_stays_until_it_is_closed_or_put_right(page: Any) -> None:
    open_form(page)
    page.fill(PERIOD, "<i>hôm nọ</i>")
    page.click("#create-report")
    page.wait_for_selector(".toast-body")
    # The words come back as they were typed, also where they look like a page's own.
    assert "“<i>hôm nọ</i>”" in page.locator(".toast-body").inner_text()
    page.wait_for_timeout(11_000)  # Gradio's own messages go after ten seconds
    assert page.locator(".toast-body").count() == 1
    page.fill(PERIOD, "hôm kia")
    page.click("#create-report")
    page.wait_for_function(
        "[...document.querySelectorAll('.toast-body')].map(e => e.innerText).join().includes('kia')"
    )
    page.wait_for_function("document.querySelectorAll('.toast-body').length === 1")
    page.focus(PERIOD)
    page.keyboard.press("Escape")
    page.wait_for_function("document.querySelectorAll('.toast-body').length === 0")
    assert page.locator("#new-report-form").is_visible()  # one Escape closes one thing
