"""Old formats of texts through LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from assistant.domain import UserError
from assistant.settings import get_settings

#: What each format is turned into before it is read.
CONVERTED = {".doc": "docx", ".rtf": "docx", ".odt": "docx"}
_PROGRAMS = ("soffice", "libreoffice")


def converted(name: str, data: bytes) -> bytes:
    """The file in the format of ``CONVERTED``.

    LibreOffice gets a profile of its own for this one file, so that an open LibreOffice or another
    conversion is no obstacle, and runs no macro.

    Raises:
        UserError: LibreOffice is not installed, takes too long, or cannot read the file.
    """
    suffix = Path(name).suffix.lower()
    target = CONVERTED[suffix]
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UserError(
            f"“{name}” có định dạng {suffix}, cần LibreOffice để đọc mà máy này chưa cài; hãy cài "
            f"LibreOffice, hoặc mở tệp và lưu lại dạng .{target}."
        )
    seconds = get_settings().convert_timeout
    with tempfile.TemporaryDirectory(prefix="tlbc-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"tep{suffix}"
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--headless", "--norestore", "--nolockcheck",
            "--convert-to", target, "--outdir", str(Path(folder) / "out"), str(source),
        ]  # fmt: skip
        try:
            subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise UserError(
                f"“{name}” không chuyển đổi xong trong {seconds:.0f} giây; hãy mở tệp và lưu lại "
                f"dạng .{target}."
            ) from error
        except OSError as error:
            raise UserError(
                f"Không chạy được LibreOffice để đọc “{name}”; hãy lưu lại tệp dạng .{target}."
            ) from error
        result = Path(folder) / "out" / f"tep.{target}"
        if not result.is_file():
            raise UserError(
                f"“{name}” có mật khẩu hoặc đã hỏng nên LibreOffice không mở được; hãy mở tệp, "
                f"bỏ mật khẩu và lưu lại dạng .{target}."
            )
        return result.read_bytes()
