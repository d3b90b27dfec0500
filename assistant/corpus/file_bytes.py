"""From a path to the bytes of a file, or to the reason why there are none."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from assistant.domain import UserError
from assistant.settings import get_settings


def read_bytes(path: Path, max_bytes: int | None = None) -> bytes:
    """The content of a regular file.

    Args:
        max_bytes: largest size that is read; ``None`` for the setting ``max_upload_mb``.

    Raises:
        UserError: missing, a folder, a pipe or device, not permitted, empty, or too large.
    """
    limit = get_settings().max_upload_mb * 2**20 if max_bytes is None else max_bytes
    try:
        str(path).encode()
        # Without blocking: opening a pipe that nobody writes to would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            _check(path, status, limit)
            data = file.read(limit + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValueError as error:  # a NUL or a lone surrogate in the name
        raise UserError("Tên tệp có ký tự không hợp lệ; hãy đổi tên tệp rồi thử lại.") from error
    if len(data) > limit:
        raise _too_large(path, len(data), limit)
    if not data:
        raise _empty(path)
    return data


_BINARY: int = getattr(os, "O_BINARY", 0)  # Windows


def _check(path: Path, status: os.stat_result, limit: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise _folder(path)
    if not stat.S_ISREG(status.st_mode):
        raise UserError(f"“{path}” không phải là tệp thường; hãy chọn tệp khác.")
    if status.st_size > limit:
        raise _too_large(path, status.st_size, limit)
    if status.st_size == 0:
        raise _empty(path)


def _empty(path: Path) -> UserError:
    return UserError(f"“{path.name}” là tệp trống (0 byte); hãy kiểm tra lại tệp.")


def _folder(path: Path) -> UserError:
    return UserError(f"“{path}” là thư mục; hãy chỉ ra một tệp trong đó.")


def _too_large(path: Path, size: int, limit: int) -> UserError:
    return UserError(
        f"“{path.name}” nặng {size / 2**20:.0f} MB, quá mức {limit / 2**20:.0f} MB; hãy tách nhỏ "
        "tệp hoặc giảm dung lượng ảnh trong tệp."
    )


def _unreadable(path: Path, error: OSError) -> UserError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UserError(f"Không tìm thấy tệp “{path}”; hãy kiểm tra lại đường dẫn.")
    if isinstance(error, IsADirectoryError) or os.path.isdir(path):  # Windows: no permission
        return _folder(path)
    if isinstance(error, PermissionError):
        return UserError(
            f"Không có quyền đọc tệp “{path}”; hãy cấp quyền đọc hoặc sao chép tệp sang chỗ khác."
        )
    if error.errno == errno.ENAMETOOLONG:
        return UserError(f"Tên tệp “{path.name[:40]}…” quá dài; hãy đổi tên ngắn hơn.")
    if error.errno == errno.ELOOP:
        return UserError(f"“{path.name}” là liên kết vòng, không dẫn tới tệp nào; hãy bỏ liên kết.")
    if error.errno in (errno.ENXIO, errno.ENODEV):
        return UserError(f"“{path}” không phải là tệp thường; hãy chọn tệp khác.")
    return UserError(
        f"Không đọc được tệp “{path}” (ổ đĩa hoặc kết nối có lỗi: {error.strerror or error}); hãy "
        "sao chép tệp sang chỗ khác rồi thử lại."
    )
