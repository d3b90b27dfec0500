"""Word files: paragraphs and tables in document order, nested ones and text boxes too."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from assistant.corpus.assembly import Line, assemble
from assistant.domain import LoadedDocument, UserError
from assistant.language.text import nfc

#: A commune's report unpacks to a few MB; a file that unpacks to more than this is no report.
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_PARTS = 5_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = f"{_W}txbxContent"
#: Deleted text, field codes, and the copy that AlternateContent keeps for old readers.
_NOT_SHOWN = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", _FALLBACK}
)
_HEADING_STYLE = re.compile(r"(?:heading|tiêu đề)\s*(\d)", re.IGNORECASE)


def load_docx(name: str, data: bytes) -> LoadedDocument:
    """Raises UserError when the file is damaged, encrypted, a zip bomb or has no text."""
    _check_archive(name, data)
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        styles = {style.style_id: _style_level(style) for style in document.styles}
        lines = list(_Reader(styles).lines(document.element.body))
    except Exception as error:
        # python-docx and lxml raise a dozen unrelated types on damaged packages.
        raise UserError(
            f"“{name}” bị hỏng hoặc không phải tệp Word (.docx); hãy mở bằng Word và lưu lại."
        ) from error
    if not lines:
        raise UserError(f"“{name}” không có chữ nào (có thể chỉ có ảnh); hãy kiểm tra lại tệp.")
    return assemble(name, "docx", lines)


def _check_archive(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UserError(
            f"“{name}” bị hỏng hoặc tải chưa hết; hãy sao chép lại tệp hoặc lưu lại bằng Word."
        ) from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UserError(
            f"“{name}” phình quá lớn khi giải nén nên không được mở; hãy kiểm tra nguồn tệp."
        )
    if any(part.flag_bits & 0x1 for part in parts):
        raise UserError(f"“{name}” được đặt mật khẩu; hãy bỏ mật khẩu và lưu lại.")
    if not any(part.filename == "word/document.xml" for part in parts) and not any(
        part.filename.startswith("word/") for part in parts
    ):
        raise UserError(
            f"“{name}” mang đuôi .docx nhưng không phải tệp Word; hãy kiểm tra lại định dạng."
        )


def _style_level(style: Any) -> int:
    level = _outline_level(style.element.find(f"{_W}pPr"))
    if level:
        return level
    match = _HEADING_STYLE.fullmatch((style.name or "").strip())
    return int(match[1]) if match else 0


def _outline_level(properties: Any) -> int:
    if properties is None:
        return 0
    outline = properties.find(f"{_W}outlineLvl")
    if outline is None:
        return 0
    value = int(outline.get(f"{_W}val", "9"))
    return value + 1 if value < 9 else 0  # 9 means body text


class _Reader:
    """Walks the body; counts paragraphs outside tables and rows and cells inside them."""

    def __init__(self, styles: dict[str, int]) -> None:
        self._styles = styles
        self._paragraph = 0

    def lines(self, container: Any, cell: str | None = None) -> Iterator[Line]:
        for child in container:
            if child.tag == f"{_W}p":
                yield from self._paragraph_lines(child, cell)
            elif child.tag == f"{_W}tbl":
                yield from self._table_lines(child, cell)
            elif child.tag == f"{_W}sdt":
                content = child.find(f"{_W}sdtContent")
                if content is not None:
                    yield from self.lines(content, cell)
            elif child.tag in (f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"):
                yield from self.lines(child, cell)

    def _paragraph_lines(self, paragraph: Any, cell: str | None) -> Iterator[Line]:
        self._paragraph += 1
        number = self._paragraph
        level = self._level(paragraph)
        boxes: list[Any] = []
        text = nfc("".join(_pieces(paragraph, boxes)))
        for part in text.split("\n"):
            if part.strip():
                yield Line(part.strip(), styled=level, paragraph=number, cell=cell)
        for box in boxes:
            yield from self.lines(box, cell)

    def _level(self, paragraph: Any) -> int:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return 0
        own = _outline_level(properties)
        if own:
            return own
        style = properties.find(f"{_W}pStyle")
        return 0 if style is None else self._styles.get(style.get(f"{_W}val"), 0)

    def _table_lines(self, table: Any, outer: str | None) -> Iterator[Line]:
        for row_number, row in enumerate(_children(table, f"{_W}tr"), 1):
            for column, cell in enumerate(_children(row, f"{_W}tc"), 1):
                place = f"{row_number},{column}"
                yield from self.lines(cell, f"{outer}/{place}" if outer else place)


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Children of a kind, through the content controls that may stand around them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _children(child, tag)


def _pieces(element: Any, boxes: list[Any]) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _NOT_SHOWN:
            continue
        if tag == _TEXT_BOX:
            boxes.append(child)
        elif tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab":
            yield "\t"
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        else:
            yield from _pieces(child, boxes)
