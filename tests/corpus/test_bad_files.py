"""Every bad file: one clear Vietnamese line, soon, and nothing else."""

from __future__ import annotations

import shutil
import time
import unicodedata
from pathlib import Path

import pytest

from assistant.corpus import load_document
from assistant.domain import UserError
from tests.corpus.bad_files import BAD_FILES, MAY_READ_ALL, BadFile


@pytest.mark.parametrize("file", BAD_FILES, ids=lambda file: file.name)
def test_bad_file_gets_one_clear_line(tmp_path: Path, file: BadFile) -> None:
    if file.name == "không quyền.txt" and MAY_READ_ALL:
        pytest.skip("an administrator may read every file")
    if file.name.endswith((".png", ".tif", ".jpg")) and not shutil.which("tesseract"):
        pytest.skip("Tesseract is not installed")
    path = tmp_path / file.name
    file.make(path)
    started = time.monotonic()
    with pytest.raises(UserError) as raised:
        load_document(path)
    message = str(raised.value)
    assert file.said in message
    assert "\n" not in message
    assert time.monotonic() - started < 10
    assert message.endswith(".")


def test_there_are_enough_of_them() -> None:
    assert len(BAD_FILES) >= 60
    assert len({file.name for file in BAD_FILES}) == len(BAD_FILES)


@pytest.mark.parametrize(
    "name",
    [
        "Báo cáo quý II.txt",
        unicodedata.normalize("NFD", "Báo cáo quý I.txt"),  # as macOS names files
        "📁 báo cáo 🏠.txt",
        "a" * 200 + ".txt",
        "báo cáo; rm -rf *.txt",
        "BÁO CÁO.TXT",
        "-báo cáo.txt",
    ],
)
def test_strange_names_are_no_obstacle(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("Báo cáo của xã.", "utf-8")
    assert load_document(path).text == "Báo cáo của xã."


@pytest.mark.parametrize(
    ("name", "said"),
    [("a\0.txt", "ký tự không hợp lệ"), ("a\udcff.txt", "ký tự không hợp lệ"), ("b" * 300 + ".txt", "quá dài")],
)  # fmt: skip
def test_names_that_are_none(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        load_document(tmp_path / name)


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Báo cáo của xã.", "utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert load_document(tmp_path / "b.txt").text == "Báo cáo của xã."


def test_macros_are_read_past(tmp_path: Path) -> None:
    from tests.corpus.bad_files import docx, with_part, xlsx

    macro = with_part(docx("Báo cáo của xã."), "word/vbaProject.bin", b'Shell("calc")' * 50)
    (tmp_path / "a.docm").write_bytes(macro)
    assert load_document(tmp_path / "a.docm").text == "Báo cáo của xã."
    book = with_part(xlsx(["Thôn", "Hộ"], ["Đồi", 120]), "xl/vbaProject.bin", b"x" * 50)
    (tmp_path / "a.xlsm").write_bytes(book)
    assert "| Đồi | 120 |" in load_document(tmp_path / "a.xlsm").text
