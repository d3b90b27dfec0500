"""Everyone can use the page: axe and the keyboard, light and dark, office screen and phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.chat.desk import Desk
from assistant.chat.respond import Place, respond
from assistant.domain import Profile
from assistant.library import Library
from assistant.settings import Settings
from tests.ui.axe import CONTRAST, EVERYTHING, english_names, violations
from tests.ui.conftest import (
    DESKTOP,
    PHONE,
    Server,
    Traffic,
    free_port,
    start,
    wait_until_up,
    watch,
)

pytestmark = pytest.mark.browser

TEXT = (
    "Xã đã tuyên truyền chưa thường xuyên. Thực hiện Nghị định số 61/2018/NQ-CP, xã họp ngày "
    "30/02/2023. Đã đạt 120% số hộ.\n"
)
CARDS = "#flag-cards .card"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app over a report with flags of all severities, one set aside, and an answer in the chat."""
    home, port = tmp_path_factory.mktemp("access"), free_port()
    settings = Settings(home=home, model="", embedding_model=str(home / "none"))
    library = Library.open(settings, exclusive=True)
    desk = Desk(library.workspace, settings)
    report = desk.new_report(
        "dan-van", "6 tháng đầu năm 2023", date(2023, 6, 30), Profile(commune="xã An Phú")
    )
    notes = "tuyen truyen chua thuong xuyen\n2/5 thon chua hop dan quy II"
    place = Place(report.id, "han-che", home)
    respond(desk, library, f"soan phan ton tai, han che:\n{notes}", place)
    drafted = library.workspace.reports.section(report.id, "han-che")
    section = desk.save(report.id, "han-che", f"{drafted.text} {TEXT}", drafted.version)
    desk.dismiss(report.id, "han-che", desk.flags(section)[-1].key, "số của huyện")
    respond(desk, library, "nghi dinh nao quy dinh ve co che mot cua?", place)
    library.close()
    # Words alone: what is looked at here needs no vectors, and making them would slow it down.
    process = start(home, port, TLBC_EMBEDDING_MODEL=settings.embedding_model)
    try:
        wait_until_up(f"http://127.0.0.1:{port}/", process)
        yield Server(f"http://127.0.0.1:{port}/?bao-cao={report.id}&muc=han-che", home, process)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def heard() -> Traffic:
    return Traffic()


@pytest.fixture
def visit(office: Server, browser: Any, heard: Traffic) -> Iterator[Callable[..., Any]]:
    contexts: list[Any] = []

    def opened(**how: Any) -> Any:
        context = browser.new_context(locale="vi-VN", **how)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        watch(page, heard)
        page.goto(office.url)
        page.wait_for_selector(CARDS)
        page.wait_for_selector("#chat .source")
        return page

    yield opened
    for context in contexts:
        context.close()


def on_report(page: Any, tmp_path: Path) -> None:
    page.eval_on_selector_all("details", "all => all.forEach(each => each.open = true)")


def on_reading(page: Any, tmp_path: Path) -> None:
    page.click("[data-mode=read]")
    page.locator("#reading .sentence").last.click()


def on_new_report_refused(page: Any, tmp_path: Path) -> None:
    page.click("#new-report")
    page.locator("#new-period textarea, #new-period input").fill("hôm nọ")
    page.click("#create-report")
    page.wait_for_selector(".toast-body")
    assert "Error" not in page.locator(".toast-wrap").inner_text()
    signs = page.locator("[data-testid=status-tracker]:visible")
    assert signs.count() == 0  # a mistake hides nothing of the page
    page.wait_for_timeout(400)  # the message slides in, pale


def on_check(page: Any, tmp_path: Path) -> None:
    page.get_by_role(
        "button", name="Đóng thông báo"
    ).last.click()  # on a phone it lies over the tabs
    page.get_by_role("tab", name="Kiểm tra tệp").click()
    report = tmp_path / "bao-cao.md"
    report.write_text(f"# BÁO CÁO\n\n{TEXT}", "utf-8")
    page.set_input_files("#check-upload input[type=file]", report)
    page.wait_for_selector("#check-upload .file-preview, #check-upload table")
    page.click("#check-run")
    page.wait_for_selector("#check-found .card")


def on_library(page: Any, tmp_path: Path) -> None:
    page.get_by_role("tab", name="Thư viện").click()
    page.locator("#library-search textarea, #library-search input").first.fill("họp dân")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.locator("#library-found .source summary").first.click()


def on_about(page: Any, tmp_path: Path) -> None:
    page.get_by_role("tab", name="Giới thiệu").click()
    page.wait_for_selector(".about dl")


VIEWS = [on_report, on_reading, on_new_report_refused, on_check, on_library, on_about]


@pytest.mark.parametrize(("screen", "size"), [("office", DESKTOP), ("phone", PHONE)])
def test_axe_finds_nothing_serious_in_any_view(
    visit: Callable[..., Any], screen: str, size: dict[str, int], tmp_path: Path
) -> None:
    page = visit(viewport=size, has_touch=screen == "phone", reduced_motion="reduce")
    page.add_style_tag(content="* { transition: none !important }")  # no colours half way
    faults: dict[str, Any] = {}
    for view in VIEWS:
        view(page, tmp_path)
        page.mouse.move(0, 0)
        found = violations(page, EVERYTHING) + english_names(page)
        page.screenshot(path=tmp_path / f"{view.__name__}-light.png")
        page.evaluate("document.body.classList.add('dark')")
        found += violations(page, CONTRAST)
        page.screenshot(path=tmp_path / f"{view.__name__}-dark.png")
        page.evaluate("document.body.classList.remove('dark')")
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            found.append("scrolls sideways")
        if found:
            faults[view.__name__] = found
    assert faults == {}


def test_nothing_scrolls_sideways_or_is_cut_at_twice_the_size(visit: Callable[..., Any]) -> None:
    # An office screen at 200 % and a small phone: the same as these widths at 100 %.
    page = visit(viewport={"width": 683, "height": 384})
    for width in (683, 320):
        page.set_viewport_size({"width": width, "height": 480})
        for name in ("Soạn báo cáo", "Kiểm tra tệp", "Thư viện", "Giới thiệu"):
            tab = page.locator("#tabs [role=tab]:visible", has_text=name)
            if not tab.count():
                page.get_by_role("button", name="Các thẻ khác").click()
                tab = page.locator("#tabs .overflow-dropdown button", has_text=name)
            tab.click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, name)
            cut = page.eval_on_selector_all(
                "button:not(.label-wrap), h1, h2, h3, h4, label, summary",  # its turned arrow juts out
                "all => all.filter(e => e.checkVisibility() && e.clientWidth > 1"
                " && e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 200))",
            )
            assert cut == [], (width, name)


def focused(page: Any) -> str:
    return str(
        page.evaluate(
            "(e => (e.closest('#editor, #message, #outline, #flag-cards, #report-choice')?.id ?? '')"
            " + ' ' + (e.getAttribute('aria-label') || e.textContent).trim())(document.activeElement)"
        )
    )


def test_keys_alone_reach_every_part_in_order_and_each_shows_where_it_is(
    visit: Callable[..., Any],
) -> None:
    page = visit(viewport=DESKTOP, reduced_motion="reduce")
    page.add_style_tag(content="* { transition: none !important }")
    page.keyboard.press("Tab")
    assert focused(page).strip() == "Đến ô soạn thảo"
    page.keyboard.press("Enter")
    assert focused(page).startswith("editor")
    page.evaluate("document.activeElement.blur(); document.querySelector('.skips a').focus()")
    seen: list[str] = []
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        seen.append(focused(page))
        # A frame around it, or around the box that it fills, is drawn in full.
        assert page.evaluate(
            """(() => { for (let e = document.activeElement, up = 0; e && up < 8; e = e.parentElement, up++) {
            const s = getComputedStyle(e);
            if (s.outlineStyle === 'solid' && parseFloat(s.outlineWidth) >= 2) return true; }
            return false; })()"""
        ), seen[-1]
        box = page.evaluate(
            "(r => [r.width, r.height])(document.activeElement.getBoundingClientRect())"
        )
        assert min(box) > 10, seen[-1]
    order = [name.split(" ")[0] for name in seen]
    places = [
        order.index(part)
        for part in ("report-choice", "outline", "editor", "flag-cards", "message")
    ]
    assert places == sorted(places)
    # Passing over the list of reports changed nothing.
    assert "Tồn tại, hạn chế" in page.locator(".section-line").inner_text()


def test_the_keyboard_keeps_its_place_and_news_is_said(visit: Callable[..., Any]) -> None:
    page = visit(viewport=DESKTOP)
    before = page.locator(CARDS).count()
    page.locator(CARDS).first.locator("summary", has_text="Bỏ qua").press("Enter")
    page.locator(CARDS).first.locator("[data-action=dismiss]").press("Enter")
    page.wait_for_function(
        "before => document.querySelectorAll('#flag-cards .card').length < before", arg=before
    )
    page.wait_for_function("document.activeElement.closest('#flag-cards .card')")
    page.wait_for_function(
        "document.querySelector('#news')?.textContent.includes('Đã bỏ qua chỗ này')"
    )
    assert page.locator("#news").get_attribute("aria-live") == "polite"
    page.locator("#outline button", has_text="Nguyên nhân").press("Enter")
    page.wait_for_function(
        "document.querySelector('.section-line').innerText.includes('Nguyên nhân')"
    )
    page.wait_for_function("document.activeElement.closest('#outline [aria-current]')")
    page.locator("#outline button", has_text="IV. Tồn tại").press("Enter")
    page.wait_for_selector(CARDS)


def test_nothing_left_the_machine(heard: Traffic) -> None:
    assert heard.hosts == {"127.0.0.1"}
    assert heard.complaints == []
