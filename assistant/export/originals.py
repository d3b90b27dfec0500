"""Originals kept beside a file that is corrected in place, and given back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from assistant.domain import UserError

#: "báo cáo.goc.docx", "báo cáo.goc-2.docx": after the file's own name, before its ending.
_KEPT = re.compile(r"\.goc(?:-(\d+))?")


def keep(file: Path) -> Path:
    """Copy ``file`` beside itself under a name that is free; returns where.

    Raises:
        UserError: the folder cannot be written to.
    """
    numbers = [number for number, _ in _originals(file)]
    number = max(numbers, default=0) + 1
    mark = ".goc" if number == 1 else f".goc-{number}"
    kept = file.with_name(f"{file.stem}{mark}{file.suffix}")
    try:
        shutil.copy2(file, kept)
    except OSError as error:
        raise UserError(
            f"Không giữ được bản gốc {kept} ({error.strerror}); hãy dùng --out để ghi bản sửa sang "
            "tệp khác."
        ) from error
    return kept


def restore(file: Path) -> None:
    """Put the original that was kept last in the place of ``file``.

    Raises:
        UserError: none was kept, or the folder cannot be written to.
    """
    originals = _originals(file)
    if not originals:
        raise UserError(f"Không có bản gốc nào của {file} để trả lại.")
    _, kept = max(originals)
    try:
        kept.replace(file)
    except OSError as error:
        raise UserError(f"Không trả lại được bản gốc {kept} ({error.strerror}).") from error


def _originals(file: Path) -> list[tuple[int, Path]]:
    """The kept originals of ``file``, each with its number."""
    found = []
    for other in file.parent.iterdir() if file.parent.is_dir() else ():
        if other.suffix != file.suffix or not other.stem.startswith(file.stem):
            continue
        match = _KEPT.fullmatch(other.stem[len(file.stem) :])
        if match is not None:
            found.append((int(match[1] or 1), other))
    return found
