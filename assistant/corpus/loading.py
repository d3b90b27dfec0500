"""One door for every file: by its extension, after a look at its first bytes."""

from __future__ import annotations

from pathlib import Path

from assistant.domain import LoadedDocument, UserError

#: Largest file that is read at all.
MAX_BYTES = 50 * 1024 * 1024

READABLE_SUFFIXES = (".docx", ".pdf", ".md", ".txt")

_SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"{\\rtf", "rtf"),
)
_SIGNATURE_NAMES = {
    "zip": "tệp nén hoặc tệp Office (.docx, .xlsx)",
    "pdf": "tệp PDF",
    "ole": "tệp Word đời cũ (.doc) hoặc tệp có mật khẩu",
    "image": "tệp ảnh",
    "rtf": "tệp RTF",
}
_EXPECTED = {".docx": "zip", ".pdf": "pdf"}


def load_document(path: Path, *, max_bytes: int = MAX_BYTES) -> LoadedDocument:
    """Read a file.

    For .md and .txt the text is the decoded file as it stands: line ends and composition are
    kept, a byte order mark is not part of it. For other formats the text is what was extracted,
    in NFC, one block a line.

    Raises:
        UserError: the file is missing, a folder, empty, too large, encrypted, damaged, of another
            format than its name says, in an encoding that is not read, or a scan without text.
    """
    path = Path(path)
    data = _read_bytes(path, max_bytes)
    suffix = _suffix(path)
    _check_signature(path, suffix, data)
    if suffix == ".docx":
        from assistant.corpus.docx_files import load_docx

        return load_docx(path.name, data)
    if suffix == ".pdf":
        from assistant.corpus.pdf_files import load_pdf

        return load_pdf(path.name, data)
    from assistant.corpus.text_files import load_text

    return load_text(path.name, data, "md" if suffix == ".md" else "txt")


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix == ".markdown":
        return ".md"
    if suffix in READABLE_SUFFIXES:
        return suffix
    if suffix in (".doc", ".rtf", ".odt"):
        raise UserError(
            f"“{path.name}” có định dạng {suffix} chưa đọc được; hãy mở tệp bằng Word hoặc "
            "LibreOffice và lưu lại dạng .docx."
        )
    shown = f"có định dạng {suffix}" if suffix else "không có phần mở rộng"
    raise UserError(
        f"“{path.name}” {shown}, chưa đọc được; hãy dùng một trong các định dạng "
        f"{', '.join(READABLE_SUFFIXES)}."
    )


def _read_bytes(path: Path, max_bytes: int) -> bytes:
    try:
        if path.is_dir():
            raise UserError(f"“{path}” là thư mục; hãy chỉ ra một tệp trong đó.")
        if path.exists() and not path.is_file():
            raise UserError(f"“{path}” không phải là tệp thường; hãy chọn tệp khác.")
        size = path.stat().st_size
        if size == 0:
            raise UserError(f"“{path.name}” là tệp trống (0 byte); hãy kiểm tra lại tệp.")
        if size > max_bytes:
            raise UserError(
                f"“{path.name}” nặng {size / 2**20:.0f} MB, quá mức {max_bytes / 2**20:.0f} MB; "
                "hãy tách nhỏ tệp hoặc giảm dung lượng ảnh trong tệp."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"Không tìm thấy tệp “{path}”; hãy kiểm tra lại đường dẫn.") from error
    except PermissionError as error:
        raise UserError(
            f"Không có quyền đọc tệp “{path}”; hãy cấp quyền đọc hoặc sao chép tệp sang chỗ khác."
        ) from error
    except (OSError, ValueError) as error:
        raise UserError(f"Không đọc được tệp “{path}”: {error}.") from error


def _check_signature(path: Path, suffix: str, data: bytes) -> None:
    head = data[:1024]
    found = next((name for mark, name in _SIGNATURES if head.startswith(mark)), None)
    if found is None and suffix == ".pdf" and b"%PDF-" in head:
        found = "pdf"  # the standard lets a few bytes stand before the mark
    expected = _EXPECTED.get(suffix)
    if found == expected:
        return
    if suffix == ".docx" and found == "ole":
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UserError(
                f"“{path.name}” được đặt mật khẩu; hãy mở bằng Word, bỏ mật khẩu và lưu lại."
            )
        raise UserError(
            f"“{path.name}” thực ra là tệp Word đời cũ (.doc); hãy mở bằng Word và lưu lại dạng "
            ".docx."
        )
    if found is not None:
        raise UserError(
            f"“{path.name}” mang đuôi {suffix} nhưng thực ra là {_SIGNATURE_NAMES[found]}; hãy đổi "
            "lại đúng phần mở rộng hoặc lưu lại đúng định dạng."
        )
    raise UserError(
        f"“{path.name}” mang đuôi {suffix} nhưng không phải tệp {suffix}, hoặc tệp đã hỏng; hãy mở "
        "và lưu lại bằng đúng phần mềm."
    )
