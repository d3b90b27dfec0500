"""Scans: what is printed comes back, with the places to look at marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from assistant.corpus import load_document, ocr
from assistant.corpus.page_image import tilt
from assistant.domain import DoubtKind, UserError
from tests.conftest import ROOT
from tests.corpus import scans

REPORT = ROOT / "knowledge" / "reports" / "dan-van-tan-hac-6-thang-dau-nam-2023.md"
MISSING = scans.why_not()
needs_ocr = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[scans.PrintedPage]:
    return scans.printed(REPORT, tmp_path_factory.mktemp("in"))


@needs_ocr
@pytest.mark.parametrize(
    ("kind", "number", "tilted"), [("pdf", 0, False), ("pdf", 0, True), ("tif", 1, True)]
)
def test_a_scanned_page_comes_back(
    pages: list[scans.PrintedPage], tmp_path: Path, kind: str, number: int, tilted: bool
) -> None:
    page = pages[number]
    path = tmp_path / f"quét.{kind}"
    scans.save_scan([scans.scanned(page.image) if tilted else page.image], path)
    document = load_document(path)
    assert scans.syllables_read(page.text, document.text) >= 0.99
    assert scans.references_missed(page.text, document.text) == []
    assert all(block.page == 1 for block in document.blocks)
    assert all(block.confidence is not None for block in document.blocks)
    figures = {d.span.of(document.text) for d in document.doubts if d.kind is DoubtKind.FIGURE}
    assert "2023" in figures  # a number read by OCR waits for a person
    assert document.doubts == tuple(sorted(document.doubts, key=lambda d: d.span))


@needs_ocr
def test_a_page_on_its_side_and_progress(pages: list[scans.PrintedPage], tmp_path: Path) -> None:
    path = tmp_path / "nằm.tif"
    image = pages[0].image
    head = image.crop((0, 0, image.width, image.height // 2))
    scans.save_scan([head.rotate(90, expand=True), head], path)
    said: list[str] = []
    document = load_document(path, progress=said.append)
    texts = {
        number: "\n".join(
            document.text[b.start : b.end] for b in document.blocks if b.page == number
        )
        for number in (1, 2)
    }
    assert scans.syllables_read(texts[2], texts[1]) >= 0.97
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in texts[1]
    assert all("trang" in line for line in said)
    assert said


@needs_ocr
def test_a_scanned_page_among_typed_ones(pages: list[scans.PrintedPage], tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    from tests.corpus.test_loading import pdf_with

    scans.save_scan([pages[1].image], tmp_path / "quét.pdf")
    (tmp_path / "gõ.pdf").write_bytes(pdf_with("Trang co chu"))
    writer = PdfWriter()
    for name in ("gõ.pdf", "quét.pdf"):
        writer.append(PdfReader(tmp_path / name))
    writer.write(tmp_path / "cả hai.pdf")
    document = load_document(tmp_path / "cả hai.pdf")
    first, *rest = document.blocks
    assert (document.text[first.start : first.end], first.page, first.confidence) == (
        "Trang co chu",
        1,
        None,
    )
    assert {block.page for block in rest} == {2}
    assert all(block.confidence is not None for block in rest)


@needs_ocr
@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_an_empty_sheet_says_so(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"trắng.{kind}"
    scans.save_scan([Image.new("L", (1240, 1754), 255)], path)
    with pytest.raises(UserError, match="không nhận ra chữ nào"):
        load_document(path)


@needs_ocr
def test_a_page_that_takes_too_long(
    pages: list[scans.PrintedPage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.settings import get_settings

    path = tmp_path / "lâu.png"
    scans.save_scan([pages[0].image], path)
    monkeypatch.setenv("TLBC_OCR_PAGE_TIMEOUT", "0.01")
    get_settings.cache_clear()
    try:
        with pytest.raises(UserError, match="trang 1 nhận dạng chữ quá"):
            load_document(path)
    finally:
        monkeypatch.undo()
        get_settings.cache_clear()


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_without_tesseract_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(ocr, "_languages", lambda: None)
    path = tmp_path / f"quét.{kind}"
    scans.save_scan([Image.new("L", (400, 400), 255)], path)
    with pytest.raises(UserError, match=r"chưa cài phần mềm nhận dạng chữ Tesseract.*\.docx"):
        load_document(path)
    monkeypatch.setattr(ocr, "_languages", lambda: frozenset({"eng"}))
    with pytest.raises(UserError, match="chưa có dữ liệu tiếng Việt"):
        load_document(path)


@pytest.mark.parametrize("angle", [-2.0, -0.5, 0.0, 0.5, 1.25])
def test_the_tilt_is_found(angle: float) -> None:
    page = Image.new("L", (1000, 1400), 255)
    for row in range(100, 1300, 40):
        page.paste(0, (100, row, 900, row + 14))
    turned = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert tilt(turned) == pytest.approx(-angle, abs=0.26)


def test_confidence_and_lines_become_doubts() -> None:
    row = {"block_num": 1, "par_num": 1, "height": 20, "width": 40}
    words = [
        (1, 0, 95, "Quý"), (1, 50, 96, "II"), (1, 100, 96, "có"), (1, 150, 90, "05"), (1, 200, 96, "thôn"),
        (2, 0, 96, "họp"), (2, 50, 30, "dàn"), (2, 400, 96, "QĐÐ"), (3, 0, -1, ""),
    ]  # fmt: skip
    data = {name: [row[name]] * len(words) for name in row}
    for position, name in enumerate(("line_num", "left", "conf", "text")):
        data[name] = [word[position] for word in words]
    lines = list(ocr._lines(data))
    assert [line.text for line in lines] == ["Quý II có 05 thôn", "họp dàn\tQĐ"]
    (paragraph,) = ocr._paragraphs(lines, 0, 1, 0)
    assert paragraph.text == "Quý II có 05 thôn họp dàn\tQĐ"
    doubts = [(doubt.span.of(paragraph.text), doubt.kind) for doubt in paragraph.doubts]
    assert doubts == [
        ("II", DoubtKind.FIGURE), ("05", DoubtKind.FIGURE), ("họp dàn\tQĐ", DoubtKind.LINE),
    ]  # fmt: skip
    assert paragraph.confidence == pytest.approx(0.3)
