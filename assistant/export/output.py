"""Writing a finished file: whole or not at all, never over its source, no clock in it."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from assistant.domain import UserError

# The first moment that a zip archive can hold: no clock in the file.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def check_target(out: Path, source: Path | None = None) -> None:
    """Refuse a target that cannot be written, before any work is done.

    Raises:
        UserError: the target is the source, a folder, no .docx, or its folder is missing or closed.
    """
    if out.suffix.lower() != ".docx":
        raise UserError(f"Tệp kết quả phải có đuôi .docx: {out}")
    if source is not None and _same_file(source, out):
        raise UserError(
            f"Tệp kết quả trùng với tệp nguồn {source}: hãy chọn tên khác để giữ nguyên bản gốc."
        )
    if out.is_dir():
        raise UserError(f"{out} là thư mục: hãy ghi rõ tên tệp .docx cần lưu.")
    if not out.parent.is_dir():
        raise UserError(f"Không có thư mục {out.parent}: hãy tạo thư mục trước hoặc chọn nơi khác.")
    if not os.access(out.parent, os.W_OK):
        raise UserError(f"Không ghi được vào thư mục {out.parent}: hãy chọn nơi lưu khác.")


def _same_file(source: Path, out: Path) -> bool:
    if source.resolve() == out.resolve():
        return True
    return source.exists() and out.exists() and source.samefile(out)


def save(document: Any, out: Path) -> None:
    """Save a python-docx ``document`` at ``out``; a failure leaves what stood there before.

    Raises:
        UserError: the file is open in Word, the disk is full, the folder is closed.
    """
    packed = io.BytesIO()
    document.save(packed)
    _write(_without_clock(packed), out)


def save_text(text: str, out: Path) -> None:
    """Save ``text`` as UTF-8, its line ends as they are; otherwise as :func:`save`."""
    _write(text.encode("utf-8", "surrogatepass"), out)


def _write(content: bytes, out: Path) -> None:
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=out.parent, prefix=".", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, out)
    except OSError as error:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)
        raise UserError(
            f"Không ghi được tệp {out}: hãy đóng tệp nếu đang mở trong Word, "
            "hoặc chọn nơi lưu khác."
        ) from error


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _without_clock(packed: io.BytesIO) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return result.getvalue()
