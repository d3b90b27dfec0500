"""A clerk's first report, in a real browser over the real app. The tests are one story, in order."""

from __future__ import annotations

import re
import shutil
import socket
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.ui.conftest import (
    CHROMIUM_FLAGS,
    DESKTOP,
    PHONE,
    Server,
    Traffic,
    free_port,
    start,
    wait_until_up,
    watch,
)

NOTES = "tuyen truyen chua thuong xuyen\n2/5 thon chua hop dan quy II\nmot so can bo kiem nhiem"
pytestmark = pytest.mark.browser

EDITOR, MESSAGE, CARDS = "#editor textarea", "#message textarea", "#flag-cards .card"


def type_into(page: Any, box: str, text: str) -> None:
    page.locator(f"{box} textarea, {box} input").first.fill(text)


def say(page: Any, message: str) -> None:
    before = page.locator("#chat .user").count()
    page.fill(MESSAGE, message)
    page.press(MESSAGE, "Enter")
    page.wait_for_function(
        "(before) => document.querySelectorAll('#chat .user').length > before", arg=before
    )


def last_reply(page: Any) -> str:
    page.wait_for_function("!document.querySelector('#chat .pending')")
    return str(page.locator("#chat .bot").last.inner_text())


def shot(page: Any, folder: Path, name: str) -> None:
    page.screenshot(path=folder / f"{name}.png")


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("screenshots")


def test_the_page_is_vietnamese_from_its_first_byte(server: Server, page: Any) -> None:
    with urllib.request.urlopen(server.url, timeout=10) as answer:
        served = answer.read().decode()
    assert re.search(r'<html\s+lang="vi"', served)
    assert "<title>Trợ lý báo cáo cấp xã</title>" in served
    page.wait_for_selector(".masthead")
    assert page.evaluate("document.documentElement.lang") == "vi"
    assert page.title() == "Trợ lý báo cáo cấp xã"


def test_opens_with_office_and_date_of_the_register(page: Any, shots: Path) -> None:
    head = page.locator(".masthead").inner_text()
    assert "Trợ lý báo cáo cấp xã" in head
    assert re.search(r"Dữ liệu văn bản đến ngày \d\d?/\d\d?/20\d\d", head)
    page.wait_for_selector("#new-report-form")
    shot(page, shots, "1-mo-trang")


def test_a_period_that_is_none_is_said_in_vietnamese_and_nothing_is_made(page: Any) -> None:
    type_into(page, "#new-period", "hôm nọ")
    type_into(page, "#new-day", "30/6/2023")
    page.click("#create-report")
    page.wait_for_selector(".toast-wrap")
    assert "hôm nọ" in page.locator(".toast-wrap").inner_text()
    assert page.locator(EDITOR).count() == 0 or not page.locator(EDITOR).is_visible()


def test_new_report_has_an_outline_with_states(page: Any) -> None:
    type_into(page, "#new-period", "6 tháng đầu năm 2023")
    type_into(page, "#new-day", "30/6/2023")
    type_into(page, "#new-commune", "xã An Phú")
    page.click("#create-report")
    page.wait_for_selector(EDITOR)
    outline = page.locator("#outline").inner_text()
    assert "Tồn tại, hạn chế" in outline
    assert "Chưa soạn" in outline
    page.wait_for_function("location.search.includes('bao-cao=')")
    page.wait_for_function("document.querySelector('.office').innerText.includes('xã An Phú')")


def test_ask_without_accents_names_the_decree_as_of_the_report_date(page: Any) -> None:
    say(page, "nghi dinh nao quy dinh ve co che mot cua?")
    page.wait_for_selector("#chat .source")
    assert "61/2018/NĐ-CP" in page.locator("#chat .source").first.inner_text()
    assert "30/6/2023" in last_reply(page)
    page.locator("#chat .source summary").first.click()
    assert page.locator("#chat .source dl").first.is_visible()


def test_draft_from_three_lines_without_accents(page: Any) -> None:
    page.fill(MESSAGE, f"soan phan ton tai, han che:\n{NOTES}")
    page.press(MESSAGE, "Enter")
    page.wait_for_selector("#chat .pending", timeout=1_500)  # something is seen to happen at once
    page.wait_for_function("document.querySelector('#editor textarea')?.value.length > 40")
    text = page.input_value(EDITOR)
    assert "chưa" in text
    assert "họp dân" in text
    assert "thuong xuyen" not in text
    assert "Tồn tại, hạn chế" in page.locator(".section-line").inner_text()
    assert "2/5 thon" in page.locator("#notes textarea").input_value()


def test_an_edit_is_saved_checked_and_marked_by_sign_and_word(page: Any, shots: Path) -> None:
    page.focus(EDITOR)
    page.keyboard.press("Control+End")
    page.keyboard.type(" Thực hiện Nghị định số 61/2018/NQ-CP, xã họp ngày 30/02/2023.", delay=3)
    page.wait_for_function(
        "document.querySelector('#flag-cards')?.innerText.includes('30/02/2023')"
    )
    cards = page.locator("#flag-cards").inner_text()
    assert "REF001" in cards
    assert "DAT001" in cards
    assert "Lỗi" in cards
    assert page.locator("#flag-layer mark[data-sign^='✖']").count() >= 2
    assert page.locator("#flag-layer").inner_text().strip() == page.input_value(EDITOR).strip()
    assert "Đã lưu" in page.locator(".saved").inner_text()
    assert "người khác sửa" not in page.content()  # one visitor's keys never collide
    shot(page, shots, "2-danh-dau")


def test_a_card_leads_to_its_place_and_its_fix_goes_into_the_text(page: Any) -> None:
    card = page.locator(CARDS, has_text="REF001")
    card.get_by_role("button", name="Đến chỗ này").click()
    selected = page.evaluate(
        "(() => { const e = document.querySelector('#editor textarea');"
        " return e.value.slice(e.selectionStart, e.selectionEnd); })()"
    )
    assert selected == "61/2018/NQ-CP"
    card.locator("[data-action=accept]").click()
    page.wait_for_function(
        "document.querySelector('#editor textarea').value.includes('61/2018/NĐ-CP')"
    )
    page.wait_for_function("!document.querySelector('#flag-cards').innerText.includes('REF001')")


def test_a_flag_is_set_aside_with_a_reason(page: Any) -> None:
    card = page.locator(CARDS, has_text="DAT001")
    card.locator("summary", has_text="Bỏ qua").click()
    card.locator("[data-reason]").fill("ngày do cấp trên ghi")
    card.locator("[data-action=dismiss]").click()
    page.wait_for_function("!document.querySelector('#flag-cards').innerText.includes('DAT001')")


def test_what_was_set_aside_comes_back_and_goes_again(page: Any) -> None:
    page.locator(".set-aside summary", has_text="Đã bỏ qua (1)").click()
    assert "ngày do cấp trên ghi" in page.locator(".set-aside").inner_text()
    page.locator(".set-aside").get_by_role("button", name="Khôi phục").click()
    card = page.locator(CARDS, has_text="DAT001")
    card.locator("summary", has_text="Bỏ qua").click()
    card.locator("[data-action=dismiss]").click()
    page.wait_for_selector(".set-aside")


def test_keys_lead_from_flag_to_flag_and_say_where(page: Any) -> None:
    starts = page.eval_on_selector_all(CARDS, "cards => cards.map(c => +c.dataset.start)")
    caret = "document.querySelector('#editor textarea').selectionStart"
    page.focus(EDITOR)
    page.keyboard.press("Control+End")
    page.keyboard.press("F8")  # after the last one the first again
    assert page.evaluate(caret) == starts[0]
    said = page.locator("#voice").inner_text()
    assert re.match(r"Chỗ 1 trên \d+\. . (Lỗi|Cảnh báo|Lưu ý) 1: ", said)
    assert page.locator("#voice").get_attribute("aria-live") == "assertive"
    page.keyboard.press("Shift+F8")
    assert page.evaluate(caret) == starts[-1]
    page.keyboard.press("Alt+ArrowDown")
    assert page.evaluate(caret) == starts[0]


def test_reload_finds_report_text_notes_and_chat_again(page: Any) -> None:
    text = page.input_value(EDITOR)
    page.reload()
    page.wait_for_function("document.querySelector('#editor textarea')?.value.length > 40")
    assert page.input_value(EDITOR) == text
    assert "2/5 thon" in page.locator("#notes textarea").input_value()
    assert "DAT001" not in page.locator("#flag-cards").inner_text()
    page.wait_for_selector("#chat .source")
    assert "soan phan ton tai" in page.locator("#chat").inner_text()


def test_a_sentence_shows_its_evidence_by_click_and_key_after_reload(
    page: Any, shots: Path
) -> None:
    page.get_by_role("button", name="Đọc và xem căn cứ").click()
    sentence = page.locator("#reading .sentence", has_text="họp dân").first
    sentence.click()
    shown = page.locator("#grounds section:visible")
    assert "2/5 thon chua hop dan" in shown.inner_text()
    assert "Ghi chú, dòng 2" in shown.inner_text()
    shot(page, shots, "2a-can-cu")
    other = page.locator("#reading .sentence", has_text="tuyên truyền").first
    other.focus()
    page.keyboard.press("Enter")
    assert "Ghi chú, dòng 1" in shown.inner_text()
    # The sentence that a person added rests on nothing, and says so.
    added = page.locator("#reading .sentence.bare", has_text="61/2018").first
    added.press("Enter")
    assert "Chưa có căn cứ" in shown.inner_text()
    page.get_by_role("button", name="Soạn và sửa").click()
    # In the editor the sentence with the caret shows its own.
    page.focus(EDITOR)
    page.keyboard.press("Control+Home")
    page.wait_for_function(
        "document.querySelector('#grounds section:not([hidden])')?.dataset.of === '0'"
    )


def test_regenerate_shorter_and_undo(page: Any) -> None:
    before = page.input_value(EDITOR)
    say(page, "viết lại phần hạn chế ngắn hơn")
    page.wait_for_function(
        "(before) => document.querySelector('#editor textarea').value !== before", arg=before
    )
    after = page.input_value(EDITOR)
    assert len(after) < len(before)
    assert "họp dân" in after  # the notes are still the evidence
    last_reply(page)
    page.click("#undo")
    page.wait_for_function(
        "(before) => document.querySelector('#editor textarea').value === before", arg=before
    )


def test_the_whole_report_is_drafted_section_by_section(page: Any, shots: Path) -> None:
    page.click("#outline button[data-section='kien-nghi']")
    page.wait_for_function(
        "document.querySelector('.section-line').innerText.includes('Kiến nghị, đề xuất')"
    )
    page.fill("#notes textarea", "đề nghị hỗ trợ kinh phí tập huấn")
    page.wait_for_function("document.querySelector('.saved').innerText.includes('Đã lưu ghi chú')")
    page.evaluate(
        """window.said = []; new MutationObserver(() => window.said.push(
        document.querySelector('.middle').innerText)).observe(
        document.querySelector('.middle'), {subtree: true, childList: true, characterData: true})"""
    )
    page.click("#draft-whole")
    page.wait_for_function(
        "document.querySelector('#editor textarea').value.includes('kinh phí tập huấn')"
    )
    reply = last_reply(page)
    assert "Đã soạn" in reply
    assert "Kiến nghị, đề xuất" in reply
    assert "Giữ nguyên mục đã sửa tay: Tồn tại, hạn chế" in reply
    assert "Chưa có ghi chú nên chưa soạn: Đặc điểm tình hình" in reply
    said = "\n".join(page.evaluate("window.said"))
    assert "Đang soạn 1/1: Kiến nghị, đề xuất…" in said
    assert "Dừng" in said
    assert not page.locator("#stop").is_visible()
    assert page.locator("#outline .state-draft").count() >= 2
    shot(page, shots, "2b-soan-ca-bao-cao")


def test_export_opens_in_word(page: Any, tmp_path: Path) -> None:
    with page.expect_download() as waiting:
        page.click("#export")
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.suffix == ".docx"
    written = "\n".join(paragraph.text for paragraph in Document(str(saved)).paragraphs)
    assert "họp dân" in written
    assert "TỒN TẠI, HẠN CHẾ" in written.upper()


def test_a_bad_file_gets_one_line_and_a_good_one_its_findings(
    page: Any, server: Server, tmp_path: Path, shots: Path
) -> None:
    page.get_by_role("tab", name="Kiểm tra tệp").click()
    bad = tmp_path / "hong.docx"
    bad.write_bytes(b"\x00\x01\x02 not a zip")
    page.set_input_files("#check-upload input[type=file]", bad)
    page.wait_for_selector("#check-upload .file-preview, #check-upload table")
    page.click("#check-run")
    page.wait_for_selector("#check-found .failed")
    said = page.locator("#check-found .failed").inner_text()
    assert "hong.docx" in said
    assert "Traceback" not in said
    # What people upload waits in the office's own folder, not where every user of the machine looks.
    assert list((server.home / "tmp").rglob("hong.docx"))

    page.reload()
    page.get_by_role("tab", name="Kiểm tra tệp").click()
    good = tmp_path / "bao-cao.md"
    good.write_text(
        "# BÁO CÁO\n\nThực hiện Nghị định số 61/2018/NQ-CP, xã họp ngày 30/02/2023.\n", "utf-8"
    )
    page.set_input_files("#check-upload input[type=file]", good)
    page.wait_for_selector("#check-upload .file-preview, #check-upload table")
    page.click("#check-run")
    page.wait_for_selector("#check-found .card")
    assert "REF001" in page.locator("#check-found").inner_text()
    with page.expect_download() as waiting:
        page.click("#check-download")
    saved = tmp_path / "checked.docx"
    waiting.value.save_as(saved)
    assert len(list(Document(str(saved)).comments)) >= 2
    shot(page, shots, "3-kiem-tra-tep")


def test_library_takes_in_a_file_and_finds_it(page: Any, tmp_path: Path) -> None:
    page.get_by_role("tab", name="Thư viện").click()
    report = tmp_path / "bao-cao-2022.md"
    report.write_text(
        "# Báo cáo dân vận năm 2022\n\n## I. Kết quả\n\nXã đã vận động hiến 350 m² đất làm đường "
        "liên thôn Suối Trầu.\n",
        "utf-8",
    )
    page.set_input_files("#library-upload input[type=file]", report)
    page.wait_for_selector("#library-upload .file-preview, #library-upload table")
    page.click("#library-ingest")
    page.wait_for_selector("#library-said .ok")
    type_into(page, "#library-search", "hien dat lam duong suoi trau")
    first = page.locator("#library-found .source").first
    for _ in range(30):  # found by words at once, first as soon as its vector is made
        page.press("#library-search textarea, #library-search input", "Enter")
        page.wait_for_selector("#library-found .source:has-text('Suối Trầu')", state="attached")
        if "Suối Trầu" in first.text_content():
            break
        page.wait_for_timeout(1_000)
    assert "Suối Trầu" in first.text_content()


def test_passages_found_from_the_chat_are_there_after_a_reload(page: Any) -> None:
    page.get_by_role("tab", name="Soạn báo cáo").click()
    say(page, "tìm hiến đất làm đường Suối Trầu")
    last_reply(page)
    found = page.locator("#chat .bot").last.locator(".source").count()
    assert found
    page.reload()
    page.wait_for_selector("#chat .bot .source")
    last = page.locator("#chat .bot").last.locator(".source")
    assert last.count() == found
    last.first.locator("summary").click()
    assert last.first.locator(".passage").is_visible()


def test_phone_has_no_sideways_scrolling(
    server: Server, browser: Any, traffic: Traffic, shots: Path
) -> None:
    context = browser.new_context(viewport=PHONE, locale="vi-VN", color_scheme="dark")
    phone = context.new_page()
    watch(phone, traffic)
    phone.goto(server.url)
    phone.wait_for_selector(EDITOR)
    phone.wait_for_function("document.querySelector('#editor textarea').offsetWidth > 200")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    shot(phone, shots, "4-dien-thoai")
    context.close()


def test_markup_in_what_people_type_is_shown_not_run(page: Any) -> None:
    page.get_by_role("tab", name="Soạn báo cáo").click()
    say(page, "<img src=x onerror=\"document.title='hong'\"> **đậm** nghị định nào?")
    last_reply(page)
    assert "<img src=x" in page.locator("#chat .user").last.inner_text()
    page.fill(EDITOR, "<b>đậm</b> & <img src=x onerror=\"document.title='hong'\">")
    page.wait_for_function(
        "document.querySelector('#flag-layer').innerText.includes('<b>đậm</b> &')"
    )
    assert page.title() != "hong"


def test_nothing_left_the_machine_and_the_console_is_clean(traffic: Traffic) -> None:
    assert traffic.hosts == {"127.0.0.1"}
    # Leaving a page in the middle of a request is our doing (reload), not the page's.
    left = re.compile(r"signal is aborted|Connection errored out")
    assert [said for said in traffic.complaints if not left.search(said)] == []


def test_nothing_is_lost_when_the_program_is_killed(browser: Any, tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    first = start(tmp_path, port)
    second = None
    # A browser of its own: what other tests left open must not slow this page's timers.
    own = browser.browser_type.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
    context = own.new_context(viewport=DESKTOP, locale="vi-VN")
    try:
        wait_until_up(url, first)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(url)
        type_into(page, "#new-period", "2023")
        page.click("#create-report")
        page.fill(EDITOR, "câu thứ nhất")
        page.wait_for_function("document.querySelector('#flag-layer').innerText.includes('nhất')")
        # Nothing is being asked when the program goes, so no request of the page can fail.
        page.wait_for_function("!document.querySelector('.status-loading')")
        page.wait_for_timeout(2_000)
        page.evaluate("window.before = true")
        first.kill()
        first.wait()
        page.wait_for_selector("#away")
        assert "Chữ đã gõ được giữ" in page.inner_text("#away")
        page.fill(EDITOR, "câu thứ nhất, câu thứ hai")
        page.fill("#notes textarea", "ghi chú khi chương trình tắt")
        second = start(tmp_path, port)
        wait_until_up(url, second)
        # The page notices by itself that the program is back, loads anew and saves what was typed.
        page.wait_for_function("!window.before && !document.querySelector('#away')", timeout=60_000)
        page.wait_for_function(
            "document.querySelector('#flag-layer')?.innerText.includes('câu thứ nhất, câu thứ hai')"
        )
        page.wait_for_function(
            "document.querySelector('#notes-seen textarea')?.value.includes('khi chương trình tắt')"
        )
        assert page.input_value(EDITOR) == "câu thứ nhất, câu thứ hai"
        page.wait_for_function(
            "Object.keys(localStorage).every((key) => !key.startsWith('unsaved'))"
        )
        page.reload()
        page.wait_for_function(
            "document.querySelector('#editor textarea')?.value === 'câu thứ nhất, câu thứ hai'"
        )
    finally:
        own.close()
        for process in (first, second):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait(timeout=20)


def test_an_action_waits_for_the_words_typed_just_before_it(page: Any) -> None:
    page.get_by_role("tab", name="Soạn báo cáo").click()
    sections = page.locator("#outline button[data-section]")
    here = page.locator("#outline [aria-current]").get_attribute("data-section")
    other = next(
        key
        for key in (each.get_attribute("data-section") for each in sections.all())
        if key != here
    )
    for text in ("Câu gõ vội trước khi chuyển mục.", "Câu gõ vội. Câu gõ thêm."):
        page.fill(EDITOR, text)
        page.click(f'#outline button[data-section="{other}"]')
        page.wait_for_selector(f'#outline [data-section="{other}"][aria-current]')
        page.click(f'#outline button[data-section="{here}"]')
        page.wait_for_selector(f'#outline [data-section="{here}"][aria-current]')
        page.wait_for_function(
            "(text) => document.querySelector('#flag-layer').innerText.includes(text)", arg=text
        )
        assert page.input_value(EDITOR) == text


def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = start(tmp_path, taken.getsockname()[1])
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "TLBC_PORT" in output
    assert len(output.strip().splitlines()) == 1
