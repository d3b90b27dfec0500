"""PDF files: their own text where it is sound, OCR for scans and for what is not."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.corpus.assembly import Line, assemble
from assistant.corpus.paragraphs import join_lines
from assistant.corpus.pdf_text import has_accents, is_readable, repaired
from assistant.domain import Doubt, DoubtKind, LoadedDocument, Span, UserError
from assistant.settings import get_settings

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdf import PdfReader

#: A page is rendered with at most this many pixels, whatever size it says it has.
_MOST_PIXELS = 40_000_000
_TOLD_EVERY = 25  # pages, about a second


def load_pdf(name: str, data: bytes, progress: Callable[[str], None]) -> LoadedDocument:
    """Every block knows its page. What OCR read has a confidence and doubts.

    Raises:
        UserError: the file is damaged, encrypted, too long, without text, or a scan where no OCR
            is installed.
    """
    texts, drawn = _text_layer(name, data, progress)
    pages = repaired(texts)
    scans = [n for n, text in enumerate(pages, 1) if not text.strip() and drawn[n - 1]]
    broken = [n for n, text in enumerate(pages, 1) if not is_readable(text)]
    recognised = [
        n
        for n, text in enumerate(pages, 1)
        if drawn[n - 1] and text.strip() and not has_accents(text)
    ]
    lines: dict[int, list[Line]] = {}
    if scans or broken or recognised:
        lines = _read_again(name, data, sorted({*scans, *broken, *recognised}), progress, scans)
    for number, text in enumerate(pages, 1):
        if number not in lines:
            lines[number] = list(_lines(text, number, doubtful=number in broken))
    found = [line for number in sorted(lines) for line in lines[number]]
    if not found and scans:
        raise UserError(
            f"“{name}” là bản quét không nhận ra chữ nào; hãy quét lại rõ hơn, 300 dpi."
        )
    if not found:
        raise UserError(f"“{name}” không có chữ nào; hãy kiểm tra lại tệp.")
    return assemble(name, "pdf", found)


def _text_layer(
    name: str, data: bytes, progress: Callable[[str], None]
) -> tuple[list[str], list[bool]]:
    """The text of each page, and whether the page draws an image."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    most = get_settings().max_pages
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
        readable = range(0 if count > most else count)
        texts = []
        for index in readable:
            if index % _TOLD_EVERY == _TOLD_EVERY - 1:
                progress(f"Đang đọc “{name}”: trang {index + 1}/{count}…")
            texts.append(reader.pages[index].extract_text() or "")
        drawn = [_has_image(reader, index) for index in readable]
    except Exception as error:
        # pypdf raises many unrelated types on damaged files.
        raise UserError(
            f"“{name}” bị hỏng hoặc không phải tệp PDF; hãy tải lại tệp hoặc xuất lại từ Word."
        ) from error
    if locked:
        raise UserError(f"“{name}” được đặt mật khẩu; hãy bỏ mật khẩu và lưu lại.")
    if count > most:
        raise UserError(f"“{name}” có {count} trang, quá mức {most} trang; hãy tách nhỏ tệp.")
    if count == 0:
        raise UserError(f"“{name}” không có trang nào; hãy tải lại tệp hoặc xuất lại từ Word.")
    return texts, drawn


def _has_image(reader: PdfReader, index: int) -> bool:
    """Whether a page draws an image, looked up without decoding it."""
    page = reader.pages[index]
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    return bool(drawn)


def _lines(text: str, page: int, *, doubtful: bool) -> Iterator[Line]:
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    for number, indices in enumerate(join_lines(rows), 1):
        paragraph = " ".join(rows[index] for index in indices)
        doubts = (Doubt(Span(0, len(paragraph)), DoubtKind.LETTERS),) if doubtful else ()
        yield Line(paragraph, page=page, paragraph=number, doubts=doubts)


def _read_again(
    name: str,
    data: bytes,
    numbers: Sequence[int],
    progress: Callable[[str], None],
    scans: Sequence[int],
) -> dict[int, list[Line]]:
    """Pages by OCR; none where no OCR is installed and no page depends on it."""
    from assistant.corpus.ocr import read_pages, why_no_ocr

    missing = why_no_ocr()
    if missing is None:
        return read_pages(name, numbers, _rendered(name, data, numbers), progress)
    if scans:
        raise UserError(
            f"“{name}” là bản quét không có chữ (trang {_ranges(scans)}) mà {missing} (OCR); hãy "
            "cài thêm, hoặc dùng bản .docx hay PDF xuất từ Word."
        )
    return {}


def _rendered(name: str, data: bytes, numbers: Sequence[int]) -> Iterator[Image]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            for number in numbers:
                page = document[number - 1]
                width, height = page.get_size()
                scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
                image = page.render(scale=scale, grayscale=True).to_pil()
                image.info["dpi"] = (scale * 72, scale * 72)
                yield image
                page.close()
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise UserError(
            f"“{name}” bị hỏng nên không dựng được trang để nhận dạng chữ; hãy quét lại."
        ) from error


_SCALE = 300 / 72  # a PDF's unit is 1/72 inch; Tesseract reads best at 300 dpi


def _ranges(numbers: Sequence[int]) -> str:
    """[1, 2, 3, 7] → "1–3, 7"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(f"{p[0]}–{p[-1]}" if len(p) > 1 else str(p[0]) for p in parts)
