"""Whether the first bytes of a file agree with its name."""

from __future__ import annotations

from assistant.domain import UserError

_SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"GIF8", "gif"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "rar"),
    (b"MZ", "exe"),
)
_NAMES = {
    "zip": "tệp nén hoặc tệp Office (.docx, .xlsx)",
    "pdf": "tệp PDF",
    "ole": "tệp Office đời cũ (.doc, .xls) hoặc tệp có mật khẩu",
    "png": "tệp ảnh (.png)",
    "jpeg": "tệp ảnh (.jpg)",
    "tiff": "tệp ảnh (.tif)",
    "gif": "tệp ảnh (.gif)",
    "rtf": "tệp RTF",
    "rar": "tệp nén (.rar, .7z)",
    "exe": "chương trình (.exe)",
}
#: What each extension begins with; extensions that are missing hold plain text.
_EXPECTED = {
    ".docx": ("zip",),
    ".docm": ("zip",),
    ".xlsx": ("zip",),
    ".xlsm": ("zip",),
    ".odt": ("zip",),
    ".ods": ("zip",),
    ".pdf": ("pdf",),
    ".doc": ("ole", "rtf"),  # Word itself saves RTF under .doc
    ".xls": ("ole",),
    ".rtf": ("rtf",),
    ".png": ("png",),
    ".jpg": ("jpeg",),
    ".jpeg": ("jpeg",),
    ".tif": ("tiff",),
    ".tiff": ("tiff",),
}
_OLD = {
    ".docx": (".doc", "Word"),
    ".docm": (".doc", "Word"),
    ".xlsx": (".xls", "Excel"),
    ".xlsm": (".xls", "Excel"),
}
_OLE_STREAMS = {".doc": "WordDocument", ".xls": "Workbook"}


def check_signature(name: str, suffix: str, data: bytes) -> None:
    """Raises UserError when the content is of another format than ``suffix`` says."""
    found = _found(suffix, data)
    expected = _EXPECTED.get(suffix, (None,))
    if found in expected and not (found == "ole" and _other_ole(suffix, data)):
        return
    if found == "ole" and suffix in _OLD:
        raise _old_or_locked(name, suffix, data)
    if found is not None:
        raise UserError(
            f"“{name}” mang đuôi {suffix} nhưng thực ra là {_NAMES[found]}; hãy đổi lại đúng phần "
            "mở rộng hoặc lưu lại đúng định dạng."
        )
    raise UserError(
        f"“{name}” mang đuôi {suffix} nhưng không phải tệp {suffix}, hoặc tệp đã hỏng; hãy mở và "
        "lưu lại bằng đúng phần mềm."
    )


def _found(suffix: str, data: bytes) -> str | None:
    found = next((name for mark, name in _SIGNATURES if data.startswith(mark)), None)
    if found is None and suffix == ".pdf" and b"%PDF-" in data[:1024]:
        return "pdf"  # the standard lets a few bytes stand before the mark
    if found == "exe" and suffix not in _EXPECTED and b"\0" not in data[:1024]:
        return None  # a text that begins with "MZ"
    return found


def _other_ole(suffix: str, data: bytes) -> bool:
    """An old Office file of another kind: its directory names its streams in UTF-16."""
    named = {kind for kind, stream in _OLE_STREAMS.items() if stream.encode("utf-16-le") in data}
    return bool(named) and suffix not in named


def _old_or_locked(name: str, suffix: str, data: bytes) -> UserError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UserError(f"“{name}” được đặt mật khẩu; hãy bỏ mật khẩu và lưu lại.")
    old, program = _OLD[suffix]
    return UserError(
        f"“{name}” thực ra là tệp {program} đời cũ ({old}); hãy mở bằng {program} và lưu lại dạng "
        f"{suffix}."
    )
