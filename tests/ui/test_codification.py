"""The offline edition of the national codification taken in through the page, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ui.conftest import DESKTOP, Server, Traffic, free_port, start, wait_until_up, watch

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

#: Reading nine topics takes seconds; a machine that is busy with other tests takes longer.
PATIENCE_MS = 240_000


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that no other test uses: a thousand articles would change what those find."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    process = start(home, port)
    url = f"http://127.0.0.1:{port}/"
    try:
        wait_until_up(url, process)
        yield Server(url, home, process)
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture(scope="module")
def complaints() -> Traffic:
    return Traffic()


@pytest.fixture(scope="module")
def library_tab(own_server: Server, browser: Any, complaints: Traffic) -> Iterator[Any]:
    context = browser.new_context(viewport=DESKTOP, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    watch(page, complaints)
    page.goto(own_server.url)
    page.get_by_role("tab", name="Thư viện").click()
    page.get_by_role("button", name="Cả một thư mục").click()
    yield page
    context.close()


def take_in(page: Any, folder: Path) -> str:
    page.set_input_files("#library-folder input[type=file]", folder)
    page.wait_for_selector("#library-folder .file-preview, #library-folder table")
    page.click("#library-ingest")
    page.wait_for_selector("#library-said .spinner, #library-said .summary")
    page.wait_for_selector("#library-said .summary")
    return str(page.locator("#library-said .summary").inner_text())


def test_a_folder_of_topics_is_taken_in(library_tab: Any, shared: Path) -> None:
    said = take_in(library_tab, shared / "legal" / "phapdien_html")
    assert "9 tệp đã đọc" in said
    assert "0 tệp bỏ qua" in said


@pytest.mark.parametrize(
    ("query", "instrument", "article"),
    [
        ("Luật Tiếp công dân 42/2013/QH13 điều 12", "42/2013/QH13", "Điều 12"),
        ("42/2013/QH13 dieu 20", "42/2013/QH13", "Điều 20"),
    ],
)
def test_its_articles_are_found(
    library_tab: Any, shared: Path, query: str, instrument: str, article: str
) -> None:
    from playwright.sync_api import expect

    library_tab.locator("#library-search textarea, #library-search input").first.fill(query)
    library_tab.press("#library-search textarea, #library-search input", "Enter")
    first = library_tab.locator("#library-found .source").first
    named = re.compile(rf"{re.escape(instrument)}.*Đề mục.*{article}\.", re.DOTALL)
    expect(first).to_contain_text(named, timeout=PATIENCE_MS)


def test_taken_in_again_nothing_is_twice(
    library_tab: Any, shared: Path, complaints: Traffic
) -> None:
    library_tab.reload()
    library_tab.get_by_role("tab", name="Thư viện").click()
    library_tab.get_by_role("button", name="Cả một thư mục").click()
    said = take_in(library_tab, shared / "legal" / "phapdien_html")
    assert "9 tệp đã có sẵn" in said
    assert complaints.complaints == []
