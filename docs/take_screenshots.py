"""Takes the screenshots of every main view that stand in docs/screenshots, at both sizes.

    python docs/take_screenshots.py [--out docs/screenshots]

Starts the app over a data folder of its own, goes through a clerk's first report in Chromium, and
writes one WebP a view (each below 150 kB): office screens of 1366 × 768, and the phone of 390 × 844
for the views that look different there.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.ui.conftest import CHROMIUM_FLAGS, DESKTOP, PHONE, running  # noqa: E402

LARGEST = 150_000  # bytes
NOTES = """xa co 5 thon
- to chuc 12 cuoc hop dan, 450 luot nguoi
- tuyen truyen chua thuong xuyen
- 2/5 thon chua hop dan quy II
- can bo kiem nhiem nen cham
Chủ nhật trời mưa"""
EDITOR = "#editor textarea"
REPORT = "# BÁO CÁO\n\nThực hiện Nghị định số 61/2018/NQ-CP, xã họp ngày 30/02/2023.\n"


class Camera:
    def __init__(self, page: Any, folder: Path, size: str) -> None:
        self.page, self._folder, self._size = page, folder, size

    def take(self, name: str) -> None:
        self.page.mouse.move(0, 0)
        self.page.wait_for_timeout(700)
        picture = Image.open(io.BytesIO(self.page.screenshot()))
        path = self._folder / f"{name}-{self._size}.webp"
        for quality in (82, 70, 55, 40):
            picture.save(path, "WEBP", quality=quality, method=6)
            if path.stat().st_size < LARGEST:
                break
        print(f"{path.name} {path.stat().st_size // 1000} kB")


def first_report(camera: Camera) -> None:
    """From the first start to a report with flags, gaps, a locked sentence and its versions."""
    page = camera.page
    page.wait_for_selector("#new-report-form")
    page.fill("#new-period textarea, #new-period input", "6 tháng đầu năm 2023")
    page.fill("#new-day textarea, #new-day input", "30/6/2023")
    page.fill("#new-commune textarea, #new-commune input", "xã An Phú")
    page.fill("#new-notes textarea", NOTES)
    camera.take("1-bao-cao-moi")
    page.click("#create-report")
    page.wait_for_selector("#sorting li")
    camera.take("2-xep-ghi-chu")
    page.locator("#sorting li", has_text="xa co 5 thon").locator("select").select_option("dac-diem")
    page.locator("#sorting li", has_text="trời mưa").locator("select").select_option("-")
    page.click("#sorting button[data-sort]")
    page.wait_for_function("!document.querySelector('#sorting li')")
    page.click("#draft-whole")
    page.wait_for_function("document.querySelectorAll('#outline .state-draft').length > 3")
    page.wait_for_function("!document.querySelector('#chat .pending')")
    page.fill("#message textarea", "nghị định nào quy định về cơ chế một cửa?")
    page.press("#message textarea", "Enter")
    page.wait_for_selector("#chat .source")
    page.wait_for_function("!document.querySelector('#chat .pending')")
    page.click("#outline button[data-section='han-che']")
    page.wait_for_selector("#outline [data-section='han-che'][aria-current]")
    page.wait_for_function("document.querySelector('#editor textarea').value.includes('họp dân')")
    page.focus(EDITOR)
    page.keyboard.press("Control+End")
    page.keyboard.type(" Thực hiện Nghị định số 61/2018/NQ-CP, xã họp ngày 30/02/2023.")
    page.wait_for_selector("#flag-cards .card-error")
    page.keyboard.press("F8")
    camera.take("3-danh-dau")
    page.click("[data-mode=read]")
    sentence = page.locator("#reading .sentence", has_text="họp dân").first
    sentence.focus()
    page.keyboard.press("k")
    page.wait_for_selector("#reading .sentence.locked")
    camera.take("4-can-cu-va-khoa-cau")
    page.click("[data-mode=edit]")
    page.click("#versions button.label-wrap")
    page.click("#version-choice input")
    page.locator("[role=option]").last.click()
    page.wait_for_selector("#version-changes .changes")
    page.locator("#restore").scroll_into_view_if_needed()
    camera.take("5-cac-ban-da-luu")
    page.click("#outline button[data-section='dac-diem']")
    page.wait_for_selector("#flag-layer mark.flag-gap")
    camera.take("6-cho-can-dien")


def other_views(camera: Camera, folder: Path) -> None:
    page = camera.page
    page.get_by_role("tab", name="Kiểm tra tệp").click()
    report = folder / "bao-cao.md"
    report.write_text(REPORT, "utf-8")
    page.set_input_files("#check-upload input[type=file]", report)
    page.wait_for_selector("#check-upload .file-preview, #check-upload table")
    page.click("#check-run")
    page.wait_for_selector("#check-found .card")
    camera.take("7-kiem-tra-tep")
    page.get_by_role("tab", name="Thư viện").click()
    page.locator("#library-search textarea, #library-search input").first.fill("họp dân")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.locator("#library-found .source summary").first.click()
    camera.take("8-thu-vien")
    page.get_by_role("tab", name="Giới thiệu").click()
    page.wait_for_selector(".about dl")
    camera.take("9-gioi-thieu")


def on_phone(camera: Camera) -> None:
    page = camera.page
    page.wait_for_selector(EDITOR)
    camera.take("1-bao-cao")
    page.locator(".section-line").scroll_into_view_if_needed()
    page.click("[data-mode=read]")
    page.evaluate("document.querySelector('.section-line').scrollIntoView()")
    camera.take("2-muc")
    page.locator("#message").scroll_into_view_if_needed()
    camera.take("3-tro-chuyen")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    folder: Path = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS
        )
        with running(Path(work) / "home", TLBC_EMBEDDING_MODEL="e5-small") as server:
            for size, viewport in (("may-tinh", DESKTOP), ("dien-thoai", PHONE)):
                context = browser.new_context(
                    viewport=viewport, locale="vi-VN", reduced_motion="reduce"
                )
                page = context.new_page()
                page.set_default_timeout(120_000)
                page.goto(server.url)
                camera = Camera(page, folder, size)
                if size == "may-tinh":
                    first_report(camera)
                    other_views(camera, Path(work))
                else:
                    page.goto(f"{server.url}?bao-cao=1&muc=han-che")
                    on_phone(camera)
                context.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
