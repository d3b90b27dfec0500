"""One door for every file: by its extension, after a look at its first bytes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from assistant.corpus.file_bytes import read_bytes
from assistant.corpus.office_convert import CONVERTED, converted
from assistant.corpus.secrecy import refuse_secrets
from assistant.corpus.signatures import check_signature
from assistant.domain import LoadedDocument, UserError

#: Told what is being done, in Vietnamese, where reading takes long.
Progress = Callable[[str], None]

_TEXT = (".md", ".markdown", ".txt")
_PAGES = (".html", ".htm", ".xhtml")
_TABLES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
_WORD = (".docx", ".docm")
IMAGES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")

READABLE_SUFFIXES = (*_WORD, ".pdf", *_TEXT, *_PAGES, *_TABLES, *CONVERTED, *IMAGES)


def load_document(
    path: Path, *, max_bytes: int | None = None, progress: Progress | None = None
) -> LoadedDocument:
    """Read a file.

    For .md and .txt the text is the decoded file as it stands: line ends and composition are
    kept, a byte order mark is not part of it (what was in an encoding before Unicode is in NFC).
    For other formats the text is what was extracted, in NFC, one block a line.

    Args:
        max_bytes: largest size that is read; None for the setting ``max_upload_mb``.
        progress: told of the pages of a scan as they are read.

    Raises:
        UserError: the file is missing, a folder, empty, too large, encrypted, damaged, of another
            format than its name says, in an encoding that is not read, a scan where no OCR is
            installed, without text, or marked as a state secret.
    """
    path = Path(path)
    suffix = check_name(path)
    data = read_bytes(path, max_bytes)
    check_signature(path.name, suffix, data)
    document = _read(path.name, suffix, data, progress or (lambda _: None))
    refuse_secrets(document)
    return document


def _read(name: str, suffix: str, data: bytes, progress: Progress) -> LoadedDocument:
    if suffix in CONVERTED:
        progress(f"Đang chuyển đổi “{name}” bằng LibreOffice…")
        data = converted(name, data)
    if suffix in _WORD or suffix in CONVERTED:
        from assistant.corpus.docx_files import load_docx

        return load_docx(name, data, suffix.lstrip("."))
    if suffix in _TABLES:
        from assistant.corpus.sheet_files import load_table

        return load_table(name, data, suffix.lstrip("."))
    if suffix == ".pdf":
        from assistant.corpus.pdf_files import load_pdf

        return load_pdf(name, data, progress)
    if suffix in IMAGES:
        from assistant.corpus.image_files import load_image

        return load_image(name, data, progress)
    if suffix in _PAGES:
        from assistant.corpus.html_files import load_html

        return load_html(name, data)
    from assistant.corpus.text_files import load_text

    return load_text(name, data, "txt" if suffix == ".txt" else "md")


def check_name(path: Path) -> str:
    """The extension in small letters. Raises UserError when no file of that kind is read."""
    suffix = path.suffix.lower()
    if suffix in READABLE_SUFFIXES:
        return suffix
    if os.path.isdir(path):  # unlike pathlib's it never raises
        raise UserError(f"“{path}” là thư mục; hãy chỉ ra một tệp trong đó.")
    shown = f"có định dạng {suffix}" if suffix else "không có phần mở rộng"
    raise UserError(
        f"“{path.name}” {shown}, chưa đọc được; hãy dùng một trong các định dạng "
        f"{', '.join(READABLE_SUFFIXES)}."
    )
