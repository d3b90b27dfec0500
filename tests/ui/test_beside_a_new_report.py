"""What a new report is given beside its type: an earlier report to compare with, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.drafting import guideline_files
from tests.ui.conftest import DESKTOP, Server, Traffic, running, watch

pytestmark = pytest.mark.browser

EDITOR = "#editor textarea"


@pytest.fixture(scope="module")
def complaints() -> Traffic:
    return Traffic()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A program of its own: the story of the page counts the reports of the one that all share."""
    with running(tmp_path_factory.mktemp("beside")) as server:
        yield server


@pytest.fixture(scope="module")
def visitor(office: Server, browser: Any, complaints: Traffic) -> Iterator[Any]:
    context = browser.new_context(viewport=DESKTOP, locale="vi-VN", accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(45_000)
    watch(page, complaints)
    page.goto(office.url)
    page.wait_for_selector("#new-report-form")
    yield page
    context.close()


def fill(page: Any, box: str, text: str) -> None:
    page.locator(f"{box} textarea, {box} input").first.fill(text)


def open_form(page: Any) -> None:
    page.wait_for_selector("#new-report-form")
    fill(page, "#new-period", "năm 2023")
    fill(page, "#new-day", "10/12/2023")
    fill(page, "#new-commune", "xã Khe Vạc")
    if not page.locator("#new-prior").is_visible():
        page.get_by_text("So sánh với kỳ trước").click()
    page.wait_for_selector("#new-prior")


def blank_form(page: Any) -> None:
    """The form as it opens: a file given before is gone."""
    page.click("#new-report")
    page.wait_for_function(
        "!['nua-nam', 'cong-van'].some((name) => "
        "document.querySelector('#new-report-form').innerText.includes(name))"
    )
    fill(page, "#new-period", "năm 2023")
    fill(page, "#new-day", "10/12/2023")
    fill(page, "#new-commune", "xã Suối Vàng")


def earlier_report(path: Path, title: str, count: int) -> Path:
    document = Document()
    for line in (
        "ỦY BAN NHÂN DÂN XÃ KHE VẠC",
        "BÁO CÁO",
        title,
        "I. Kết quả thực hiện",
        f"UBND xã đã tiếp {count} lượt công dân.",
    ):
        document.add_paragraph(line)
    document.save(str(path))
    return path


def draft_results(page: Any, notes: str) -> str:
    page.locator("#outline button", has_text="Kết quả thực hiện").first.click()
    page.wait_for_function(
        "document.querySelector('.section-line')?.innerText.includes('Kết quả thực hiện')"
    )
    page.fill("#notes textarea", notes)
    page.click("#draft")
    page.wait_for_function("document.querySelector('#editor textarea')?.value.length > 40")
    return str(page.input_value(EDITOR))


def test_a_new_report_is_compared_with_the_file_that_was_given(
    visitor: Any, tmp_path: Path
) -> None:
    open_form(visitor)
    right = earlier_report(tmp_path / "nam-2022.docx", "Kết quả công tác dân vận năm 2022", 250)
    visitor.set_input_files("#new-prior-file input[type=file]", str(right))
    visitor.wait_for_function(
        "document.querySelector('#new-prior-file')?.innerText.includes('nam-2022')"
    )
    visitor.click("#create-report")
    visitor.wait_for_selector(EDITOR)
    assert "So sánh với: nam-2022.docx (năm 2022)" in visitor.locator(".report-line").inner_text()
    text = draft_results(visitor, "tiếp 280 lượt công dân")
    assert "tăng 12% so với năm 2022 (250 lượt công dân)" in text
    shown = visitor.locator("#evidence").text_content()
    assert "Báo cáo trước" in shown
    assert "nam-2022.docx" in shown


def test_a_report_of_the_workspace_is_found_and_chosen(visitor: Any) -> None:
    visitor.click("#new-report")
    fill(visitor, "#new-period", "năm 2024")
    fill(visitor, "#new-day", "10/12/2024")
    visitor.locator("#new-day input, #new-day textarea").first.blur()
    visitor.wait_for_function(
        "document.querySelector('#new-prior input')?.value.includes('năm 2023')"
    )
    visitor.click("#create-report")
    visitor.wait_for_function(
        "document.querySelector('.report-line')?.innerText.includes('(năm 2023)')"
    )
    text = draft_results(visitor, "tiếp 350 lượt công dân")
    assert "tăng 25% so với năm 2023 (280 lượt công dân)" in text


def test_an_earlier_report_that_does_not_fit_is_refused_in_words(
    visitor: Any, tmp_path: Path
) -> None:
    visitor.click("#new-report")
    open_form(visitor)
    wrong = earlier_report(
        tmp_path / "nua-nam.docx", "Kết quả công tác dân vận 6 tháng đầu năm 2023", 90
    )
    visitor.set_input_files("#new-prior-file input[type=file]", str(wrong))
    visitor.wait_for_selector("#new-prior-file .file-preview, #new-prior-file table")
    visitor.click("#create-report")
    visitor.wait_for_selector(".toast-body")
    assert "không so được với năm 2023" in visitor.locator(".toast-wrap").inner_text()
    assert not visitor.locator(EDITOR).is_visible()


def test_a_report_follows_the_superiors_outline(visitor: Any, tmp_path: Path) -> None:
    blank_form(visitor)
    visitor.get_by_text("Đề cương của cấp trên", exact=True).click()
    plain = guideline_files.without_headings(tmp_path / "cong-van.docx")
    visitor.set_input_files("#new-outline-file input[type=file]", str(plain))
    visitor.wait_for_function(
        "document.querySelector('#new-outline-file')?.innerText.includes('cong-van')"
    )
    visitor.click("#create-report")
    visitor.wait_for_function(
        "document.querySelector('.toast-wrap')?.innerText.includes('Không thấy đề mục')"
    )
    blank_form(visitor)
    outline = guideline_files.typed(tmp_path / "de-cuong.docx")
    visitor.set_input_files("#new-outline-file input[type=file]", str(outline))
    visitor.wait_for_function(
        "document.querySelector('#new-outline-file')?.innerText.includes('de-cuong')"
    )
    visitor.click("#create-report")
    visitor.wait_for_function(
        "document.querySelector('.report-line')?.innerText.includes('de-cuong.docx')"
    )
    shown = visitor.locator("#outline").inner_text()
    assert "2. Thực hiện dân chủ ở cơ sở" in shown
    assert "Phụ lục 1. Kết quả tiếp công dân" in shown
    visitor.locator("#outline button", has_text="Nguyên nhân").last.click()
    visitor.wait_for_function(
        "document.querySelector('.section-line h3')?.innerText === 'Nguyên nhân'"
    )
    visitor.fill("#notes textarea", "công chức kiêm nhiệm nhiều việc")
    visitor.click("#draft")
    visitor.wait_for_function(
        "document.querySelector('#editor textarea')?.value.includes('kiêm nhiệm')"
    )
    with visitor.expect_download() as waiting:
        visitor.click("#export")
    path = tmp_path / "xuat.docx"
    waiting.value.save_as(path)
    written = Document(str(path))
    assert "Phụ lục 1. Kết quả tiếp công dân" in [each.text for each in written.paragraphs]
    assert "Số lượng" in [cell.text for table in written.tables for cell in table.rows[0].cells]


def test_nothing_went_wrong_in_the_browser(complaints: Traffic) -> None:
    assert complaints.complaints == []
    assert complaints.hosts == {"127.0.0.1"}
