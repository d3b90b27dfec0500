"""The checker's tab, the library's tab and the certain fixes of a report, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from assistant.chat.desk import Desk
from assistant.domain import Profile
from assistant.settings import Settings
from assistant.workspace import Workspace
from tests.ui.conftest import DESKTOP, PHONE, Server, Traffic, watch

pytestmark = pytest.mark.browser

REPORT = (
    "BÁO CÁO\n\nThực hiện Nghị định số 61/2018/NQ-CP của Chính phủ và Kế hoạch số 12/KH-UBND ngày "
    "15/01/2023 của Ủy ban nhân dân xã về công tác dân vận năm 2023.\n\n"
    "Xã mở 05 lớp tập huấn, họp thôn ngày 2/3/2023 và ngày 30/02/2023.\n"
)
LOG = (
    "Số, ký hiệu;Ngày tháng văn bản;Trích yếu nội dung\n"
    "12/KH-UBND;05/01/2023;Kế hoạch công tác dân vận năm 2023\n"
)


@pytest.fixture(scope="module")
def complaints() -> Traffic:
    return Traffic()


@pytest.fixture(scope="module")
def visitor(server: Server, browser: Any, complaints: Traffic) -> Iterator[Any]:
    context = browser.new_context(viewport=DESKTOP, locale="vi-VN", accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(20_000)
    watch(page, complaints)
    page.goto(server.url)
    yield page
    context.close()


@pytest.fixture(scope="module")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("screenshots")


def give(page: Any, box: str, *paths: Path) -> None:
    page.set_input_files(f"{box} input[type=file]", [str(path) for path in paths])
    page.wait_for_selector(f"{box} .file-preview, {box} table")


def saved(page: Any, button: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.click(button)
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_the_offices_log_is_given_once(visitor: Any, server: Server, tmp_path: Path) -> None:
    visitor.get_by_role("tab", name="Kiểm tra tệp").click()
    visitor.get_by_text("Sổ, hồ sơ của cơ quan").click()
    log = tmp_path / "so-2023.csv"
    log.write_text(LOG, "utf-8")
    visitor.set_input_files("#office-upload input[type=file]", log)
    visitor.wait_for_selector("#office-state .ok")
    assert "1 văn bản" in visitor.locator("#office-state").inner_text()
    assert (server.home / "office" / "so-van-ban-di.csv").read_text("utf-8") == LOG
    visitor.get_by_text("Sổ, hồ sơ của cơ quan").click()


def test_a_file_is_checked_against_notes_and_log(visitor: Any, tmp_path: Path, shots: Path) -> None:
    report, notes = tmp_path / "bao-cao.docx", tmp_path / "ghi-chu.txt"
    document = Document()
    for line in REPORT.split("\n\n"):
        document.add_paragraph(line)
    document.save(str(report))
    notes.write_text("mở 02 lớp tập huấn\n", "utf-8")
    give(visitor, "#check-upload", report)
    visitor.get_by_text("Đối chiếu với ghi chú").click()
    give(visitor, "#check-notes", notes)
    visitor.fill("#check-period input, #check-period textarea", "6 tháng đầu năm 2023")
    visitor.click("#check-run")
    visitor.wait_for_selector("#check-found .card")
    found = visitor.locator("#check-found").inner_text()
    for code in ("REF001", "NUM002", "DAT001"):
        assert code in found
    assert "05/01/2023" in visitor.locator("#check-found").text_content()  # from the log
    chips = visitor.locator("#check-found .chips").inner_text()
    assert "lỗi" in chips
    assert "cảnh báo" in chips
    visitor.screenshot(path=shots / "5-kiem-tra.png")
    commented = saved(visitor, "#check-download", tmp_path)
    assert len(list(Document(str(commented)).comments)) >= 3


def test_certain_fixes_come_as_a_copy_and_are_listed(
    visitor: Any, tmp_path: Path, shots: Path
) -> None:
    visitor.click("#check-fix")
    visitor.wait_for_selector("#check-said .ok")
    said = visitor.locator("#check-said").inner_text()
    assert "61/2018/NQ-CP → 61/2018/NĐ-CP" in said
    visitor.screenshot(path=shots / "6-da-sua.png")
    fixed = saved(visitor, "#check-fixed", tmp_path)
    text = "\n".join(each.text for each in Document(str(fixed)).paragraphs)
    assert "61/2018/NĐ-CP" in text
    assert "30/02/2023" in text


def test_library_takes_in_many_and_says_what_it_skipped(
    visitor: Any, tmp_path: Path, shots: Path
) -> None:
    visitor.get_by_role("tab", name="Thư viện").click()
    good, bad = tmp_path / "bao-cao-2022.md", tmp_path / "hong.pdf"
    good.write_text(
        "---\noffice: Ủy ban nhân dân xã An Phú\nperiod: năm 2022\n---\n# Báo cáo năm 2022\n\n"
        "## I. Dân vận\n\nXã vận động hiến 350 m² đất ở thôn Suối Trầu.\n\n"
        "## II. Tiếp công dân\n\nXã tiếp 12 lượt công dân thôn Suối Trầu.\n",
        "utf-8",
    )
    bad.write_bytes(b"%PDF-1.4 broken")
    give(visitor, "#library-upload", good, bad)
    visitor.click("#library-ingest")
    visitor.wait_for_selector("#library-said .summary")
    said = visitor.locator("#library-said").inner_text()
    assert "1 tệp bỏ qua" in said
    assert "hong.pdf" in said
    assert not visitor.locator("#library-stop").is_visible()


def test_the_offices_list_extends_the_register(
    visitor: Any, server: Server, tmp_path: Path, shots: Path
) -> None:
    listed = tmp_path / "danh-muc-xa.csv"
    listed.write_text(
        "Số, ký hiệu;Ngày ban hành;Cơ quan ban hành;Trích yếu\n"
        "07/2025/QĐ-UBND;15/03/2025;UBND tỉnh Quảng Ngãi;Quy định về thu gom rác thải tại các xã\n"
        "chưa rõ;15/03/2025;UBND tỉnh;Văn bản không có số\n",
        "utf-8",
    )
    visitor.get_by_text("Bổ sung danh mục văn bản của cơ quan").click()
    visitor.set_input_files("#register-upload input[type=file]", listed)
    visitor.wait_for_selector("#register-state .summary")
    said = visitor.locator("#register-state").inner_text()
    assert "Thêm 1" in said
    assert "từ chối 1 hàng" in said
    assert "1 văn bản do cơ quan đưa vào" in said
    visitor.screenshot(path=shots / "6-danh-muc.png", full_page=True)
    assert "07/2025/QĐ-UBND" in (server.home / "instruments" / "cap-nhat.yaml").read_text("utf-8")

    wrong = tmp_path / "hong.xlsx"
    wrong.write_bytes(b"no workbook")
    visitor.set_input_files("#register-upload input[type=file]", wrong)
    visitor.wait_for_selector("#register-state p.failed")
    assert "hong.xlsx" in visitor.locator("#register-state").inner_text()
    assert "1 văn bản do cơ quan đưa vào" in visitor.locator("#register-state").inner_text()


def test_passages_are_filtered_and_open_with_path_and_neighbours(visitor: Any, shots: Path) -> None:
    visitor.fill("#search-office input, #search-office textarea", "xa an phu")
    visitor.fill("#search-period input, #search-period textarea", "năm 2022")
    visitor.fill("#search-day input, #search-day textarea", "30/6/2023")
    visitor.fill("#library-search textarea, #library-search input", "hien dat suoi trau")
    visitor.press("#library-search textarea, #library-search input", "Enter")
    visitor.wait_for_selector("#library-found .source")
    first = visitor.locator("#library-found .source").first
    first.locator("summary").first.click()
    assert "hiến 350 m²" in first.inner_text()
    assert "Dân vận" in first.locator(".path").inner_text()
    first.locator(".near summary").first.click()
    assert "tiếp 12 lượt" in first.inner_text()
    visitor.screenshot(path=shots / "7-thu-vien.png")
    visitor.fill("#search-period input, #search-period textarea", "hôm nọ")
    visitor.press("#library-search textarea, #library-search input", "Enter")
    visitor.wait_for_selector("#library-found .failed")


def test_certain_fixes_of_a_section_go_in_and_come_out_again(
    visitor: Any, server: Server, shots: Path
) -> None:
    desk = Desk(Workspace.open(server.home, upgrade=False), Settings(home=server.home, model=""))
    profile = Profile(commune="xã An Phú")
    report = desk.new_report("dan-van", "6 tháng đầu năm 2023", date(2023, 6, 30), profile)
    desk.save(report.id, "han-che", REPORT, 0)
    visitor.goto(f"{server.url}?bao-cao={report.id}&muc=han-che")
    visitor.wait_for_selector("[data-action=fix-certain]")
    visitor.screenshot(path=shots / "8-muc.png")
    visitor.click("[data-action=fix-certain]")
    editor = "document.querySelector('#editor textarea').value"
    visitor.wait_for_function(f"{editor}.includes('61/2018/NĐ-CP')")
    visitor.wait_for_function("!document.querySelector('[data-action=fix-certain]')")
    visitor.click("#undo")
    visitor.wait_for_function(f"{editor}.includes('61/2018/NQ-CP')")


def test_both_tabs_fit_a_phone(server: Server, browser: Any, shots: Path) -> None:
    context = browser.new_context(viewport=PHONE, locale="vi-VN")
    phone = context.new_page()
    phone.set_default_timeout(20_000)
    phone.goto(server.url)
    for number, tab in enumerate(("Kiểm tra tệp", "Thư viện")):
        phone.wait_for_selector("#tabs button[role=tab]")
        phone.get_by_role("tab", name=tab).click()
        phone.wait_for_selector(("#check-upload", "#library-upload")[number])
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        phone.screenshot(path=shots / f"9-dien-thoai-{number}.png", full_page=True)
    context.close()


def test_the_console_stays_clean(complaints: Traffic) -> None:
    # Leaving a page in the middle of a request is our doing, not the page's.
    left = re.compile(r"signal is aborted|Connection errored out")
    assert [said for said in complaints.complaints if not left.search(said)] == []
    assert complaints.hosts == {"127.0.0.1"}
