"""Plain text and Markdown: decoded strictly, offsets as in the file."""

from __future__ import annotations

import codecs
import re

from assistant.corpus.headings import heading_levels, markdown_level
from assistant.corpus.legacy_text import decode_legacy
from assistant.domain import Block, LoadedDocument, UserError

_LINE = re.compile(r"[^\r\n]+")
#: Control characters that no text file has; tab, line ends and form feed are text.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LEAST_ZEROS = 3
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def load_text(name: str, data: bytes, file_format: str) -> LoadedDocument:
    """A document with one block a line that is not blank; ``paragraph`` is the line's number."""
    text = decode(name, data)
    if not text.strip():
        raise UserError(f"“{name}” không có nội dung nào; hãy kiểm tra lại tệp.")
    matches = [match for match in _LINE.finditer(text) if match[0].strip()]
    lines = [match[0].strip() for match in matches]
    styled = [markdown_level(line) if file_format == "md" else 0 for line in lines]
    blocks = []
    number, position = 1, 0
    for match, level in zip(matches, heading_levels(lines, styled), strict=True):
        number += _line_ends(text, position, match.start())
        position = match.start()
        blocks.append(Block(match.start(), match.end(), level=level, paragraph=number))
    return LoadedDocument(name, file_format, text, tuple(blocks))


def decode(name: str, data: bytes) -> str:
    """The text of ``data``, in UTF-8 or UTF-16 with or without a mark, else in one of the
    encodings that Vietnamese had before Unicode.

    Raises:
        UserError: another encoding, or no text at all.
    """
    mark, encoding = next(
        ((mark, encoding) for mark, encoding in _BOMS if data.startswith(mark)),
        (b"", _guess_utf16(data) or "utf-8"),
    )
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        if not mark and len(_CONTROL.findall(data.decode("latin-1"))) > len(data) // 200:
            raise _binary(name) from error
        legacy = None if mark else decode_legacy(data)
        if legacy is None:
            raise UserError(
                f"“{name}” dùng bảng mã chưa nhận ra (không phải UTF-8, UTF-16, TCVN3, VNI hay "
                "Windows-1258) hoặc đã hỏng; hãy mở tệp và lưu lại với bảng mã UTF-8."
            ) from error
        return legacy
    if len(_CONTROL.findall(text)) > len(text) // 1000:
        raise _binary(name)
    return text


def _guess_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark shows as zeros in every other byte."""
    head = data[:2000]
    if len(data) % 2 or len(head) < 4:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd < _LEAST_ZEROS:
        return None
    half = len(head) // 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _binary(name: str) -> UserError:
    return UserError(f"“{name}” không phải tệp văn bản (chứa dữ liệu nhị phân); hãy chọn tệp khác.")


def _line_ends(text: str, start: int, end: int) -> int:
    gap = text[start:end]
    return gap.count("\n") + gap.count("\r") - gap.count("\r\n")
