"""PDF files that hold text. Scans are recognised and refused: they need OCR."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence

from assistant.corpus.assembly import Line, assemble
from assistant.corpus.headings import pattern_rank
from assistant.domain import LoadedDocument, UserError
from assistant.language.text import nfc

MAX_PAGES = 3_000
#: A line shorter than this share of the longest ends its paragraph.
_FULL_LINE = 0.75
_STARTS_ANEW = re.compile(r"[-–+•*]\s|Điều \d+|Nơi nhận|Kính gửi|[A-ZĐÀ-Ỹ ]{12,}$")


def load_pdf(name: str, data: bytes) -> LoadedDocument:
    """Raises UserError when the file is damaged, encrypted, too long or a scan."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
        readable = range(0 if count > MAX_PAGES else count)
        pages = [reader.pages[index].extract_text() or "" for index in readable]
        scanned = [
            number
            for number, text in enumerate(pages, 1)
            if not text.strip() and _has_image(reader, number)
        ]
    except Exception as error:
        # pypdf raises many unrelated types on damaged files.
        raise UserError(
            f"“{name}” bị hỏng hoặc không phải tệp PDF; hãy tải lại tệp hoặc xuất lại từ Word."
        ) from error
    if locked:
        raise UserError(f"“{name}” được đặt mật khẩu; hãy bỏ mật khẩu và lưu lại.")
    if count > MAX_PAGES:
        raise UserError(f"“{name}” có {count} trang, quá mức {MAX_PAGES} trang; hãy tách nhỏ tệp.")
    if scanned or not any(text.strip() for text in pages):
        pages_named = len(scanned) < len(pages)
        where = f" (trang {_ranges(scanned)})" if scanned and pages_named else ""
        raise UserError(
            f"“{name}” là bản quét không có chữ{where}; chương trình chưa nhận dạng chữ từ ảnh "
            "(OCR), hãy dùng bản .docx hoặc PDF xuất từ Word."
        )
    lines = [
        Line(paragraph, page=number, paragraph=index)
        for number, text in enumerate(pages, 1)
        for index, paragraph in enumerate(_paragraphs(nfc(text)), 1)
    ]
    return assemble(name, "pdf", lines)


def _has_image(reader: object, number: int) -> bool:
    """Whether a page draws an image, looked up without decoding it."""
    page = reader.pages[number - 1]  # type: ignore[attr-defined]
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    return bool(drawn)


def _paragraphs(text: str) -> Iterator[str]:
    """Lines of a page, those of one paragraph joined again.

    A line that fills the width and is not followed by a heading, a bullet or a capitalised start
    goes on in the next.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    width = max(map(len, lines), default=0)
    current = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        current = f"{current} {line}" if current else line
        if len(line) >= width * _FULL_LINE and _goes_on(line, following):
            continue
        yield current
        current = ""


def _goes_on(line: str, following: str) -> bool:
    if not following or _STARTS_ANEW.match(following) or pattern_rank(following) is not None:
        return False
    return line[-1] not in ".;:!?" or following[0].islower()


def _ranges(numbers: Sequence[int]) -> str:
    """[1, 2, 3, 7] → "1–3, 7"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(f"{p[0]}–{p[-1]}" if len(p) > 1 else str(p[0]) for p in parts)
