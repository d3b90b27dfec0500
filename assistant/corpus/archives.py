"""Office Open XML packages, looked at before any library unpacks them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from assistant.domain import UserError

#: A commune's report unpacks to a few MB; a file that unpacks to more than this is no report.
MAX_UNPACKED_BYTES = 200 * 2**20
MAX_PARTS = 5_000
_STEP = 1 << 20
#: ECMA-376 part 2 forbids DTDs in packages: who declares entities means harm.
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PROGRAM = {"word/": "Word", "xl/": "Excel", "content.xml": "LibreOffice"}


def check_package(name: str, data: bytes, folder: str) -> None:
    """Look a package through: its parts, their declared and real sizes, their declarations.

    Args:
        folder: where the parts of its kind stand: "word/", "xl/" or (OpenDocument) "content.xml".

    Raises:
        UserError: damaged, encrypted, a zip bomb, with paths that climb, entity declarations, or
            a package of another kind.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_directory(name, parts, folder)
            for part in parts:
                _check_part(name, archive, part)
    except (
        zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError,
    ) as error:  # fmt: skip
        raise damaged(name, folder) from error


def damaged(name: str, folder: str) -> UserError:
    return UserError(
        f"“{name}” bị hỏng hoặc tải chưa hết; hãy sao chép lại tệp hoặc lưu lại bằng "
        f"{_PROGRAM[folder]}."
    )


def _check_directory(name: str, parts: list[zipfile.ZipInfo], folder: str) -> None:
    if any(part.flag_bits & 0x1 for part in parts):
        raise UserError(f"“{name}” được đặt mật khẩu; hãy bỏ mật khẩu và lưu lại.")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UserError(
            f"“{name}” phình quá lớn khi giải nén nên không được mở; hãy kiểm tra nguồn tệp."
        )
    if any(_climbs(part.filename) for part in parts):
        raise UserError(
            f"“{name}” chứa đường dẫn trỏ ra ngoài tệp nên không được mở; hãy kiểm tra nguồn tệp."
        )
    if not any(part.filename.startswith(folder) for part in parts):
        other = next((p for f, p in _PROGRAM.items() if _holds(parts, f)), "nén khác")
        raise UserError(
            f"“{name}” không phải tệp {_PROGRAM[folder]} mà là tệp {other}; hãy đổi lại đúng phần "
            "mở rộng."
        )


def _holds(parts: list[zipfile.ZipInfo], folder: str) -> bool:
    return any(part.filename.startswith(folder) for part in parts)


def _climbs(name: str) -> bool:
    path = name.replace("\\", "/")
    return path.startswith("/") or path[1:2] == ":" or ".." in path.split("/")


def _check_part(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack a part step by step: a part that is larger than it declares fails its checksum, and
    never stands in memory whole."""
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    with archive.open(part) as file:
        tail = b""
        while block := file.read(_STEP):
            # UTF-16 parts have a zero beside every letter.
            if is_xml and _DECLARATION.search((tail + block).replace(b"\0", b"")):
                raise UserError(
                    f"“{name}” có khai báo thực thể XML mà tệp Office không được có nên không được "
                    "mở; hãy kiểm tra nguồn tệp."
                )
            tail = block[-32:]
