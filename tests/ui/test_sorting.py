"""Notes pasted into the form of a new report: proposed to sections, moved, confirmed, none lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ui.axe import faults
from tests.ui.conftest import DESKTOP, PHONE, Server, running

pytestmark = pytest.mark.browser

NOTES = """- to chuc 12 cuoc hop dan, 450 luot nguoi
- tuyen truyen chua thuong xuyen
- can bo kiem nhiem nen cham
<b>hôm qua</b> trời mưa"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("sorting")) as server:
        yield server


def choice(page: Any, part: str) -> Any:
    return page.locator("#sorting li", has_text=part).locator("select")


def test_from_one_paste_to_a_drafted_report(office: Server, browser: Any, tmp_path: Path) -> None:
    context = browser.new_context(viewport=DESKTOP, locale="vi-VN", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(office.url)
    page.wait_for_selector("#new-report-form")
    page.fill("#new-period textarea, #new-period input", "6 tháng đầu năm 2023")
    page.fill("#new-day textarea, #new-day input", "30/6/2023")
    page.fill("#new-commune textarea, #new-commune input", "xã An Phú")
    page.fill("#new-notes textarea", NOTES)
    page.click("#create-report")
    page.wait_for_selector("#sorting li")
    assert choice(page, "12 cuoc hop dan").input_value() == "ket-qua"
    assert choice(page, "chua thuong xuyen").input_value() == "han-che"
    lost = page.locator("#sorting li.unsorted")
    assert "<b>hôm qua</b> trời mưa" in lost.inner_text()  # as typed, and shown as unsorted
    assert "1 dòng chưa rõ" in page.locator("#sorting summary").inner_text()
    # Leaving the page in the middle loses nothing.
    page.wait_for_function("location.search.includes('bao-cao=')")
    page.reload()
    page.wait_for_selector("#sorting li")
    assert page.locator("#sorting li").count() == 4
    assert faults(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.set_viewport_size(DESKTOP)
    # A line is moved with the keyboard, then all are confirmed.
    moved = choice(page, "kiem nhiem")
    moved.focus()
    page.keyboard.type("Nguyên nhân")
    assert moved.input_value() == "nguyen-nhan"
    page.locator("#sorting button[data-sort]").press("Enter")
    page.wait_for_function("document.querySelectorAll('#sorting li').length === 1")
    assert "trời mưa" in page.locator("#sorting li").inner_text()
    assert "Đã đưa 3 dòng vào 3 mục; còn 1 dòng chưa xếp" in page.locator(".saved").inner_text()
    assert page.input_value("#notes textarea") == "- to chuc 12 cuoc hop dan, 450 luot nguoi"
    page.click("#draft-whole")
    page.wait_for_function(
        "document.querySelector('#editor textarea').value.includes('12 cuộc họp')"
    )
    page.wait_for_function("!document.querySelector('#chat .pending')")
    page.click("#outline button[data-section='nguyen-nhan']")
    page.wait_for_function(
        "document.querySelector('#editor textarea').value.includes('kiêm nhiệm')"
    )
    # The line that fits nowhere still waits, until it is taken off.
    choice(page, "trời mưa").select_option("-")
    page.click("#sorting button[data-sort]")
    page.wait_for_function("!document.querySelector('#sorting li')")
    context.close()
