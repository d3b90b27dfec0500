"""Every bad file: one clear Vietnamese line, soon, and nothing else."""

from __future__ import annotations

import io
import shutil
import time
import unicodedata
import zipfile
from pathlib import Path
from random import Random

import pytest

from assistant.corpus import load_document, ocr
from assistant.corpus.office_log import load_office_log
from assistant.domain import UserError
from tests.corpus.bad_files import (
    BAD_FILES,
    MAY_READ_ALL,
    BadFile,
    docx,
    image,
    pdf,
    with_part,
    xlsx,
)


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
    macro = with_part(docx("Báo cáo của xã."), "word/vbaProject.bin", b'Shell("calc")' * 50)
    (tmp_path / "a.docm").write_bytes(macro)
    assert load_document(tmp_path / "a.docm").text == "Báo cáo của xã."
    book = with_part(xlsx(["Thôn", "Hộ"], ["Đồi", 120]), "xl/vbaProject.bin", b"x" * 50)
    (tmp_path / "a.xlsm").write_bytes(book)
    assert "| Đồi | 120 |" in load_document(tmp_path / "a.xlsm").text


def damaged(data: bytes, random: Random) -> bytes:
    """A few bytes changed, lost, doubled or put in."""
    found = bytearray(data)
    for _ in range(random.choice((1, 3, 20))):
        at = random.randrange(len(found) + 1)
        match random.randrange(4):
            case 0:
                found[at : at + 1] = bytes([random.randrange(256)])
            case 1:
                del found[at : at + random.randrange(1, 40)]
            case 2:
                found[at:at] = random.choice((b"<", b'"', b"\0", b"-1", b"99999999", b"&", b"</"))
            case _:
                found[at:at] = found[at // 2 : at // 2 + 50]
    return bytes(found) or b"x"


def damaged_inside(package: bytes, random: Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        name = random.choice(archive.namelist())
        return with_part(package, name, damaged(archive.read(name), random))


@pytest.mark.parametrize("seed", range(12))
def test_damage_anywhere_is_read_or_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Nothing but a UserError comes out of files with damage that nobody thought of."""
    monkeypatch.setattr(ocr, "_recognised", lambda *_: [])
    random = Random(seed)
    whole = {
        "a.docx": docx(),
        "a.xlsx": xlsx(["Số", "Ngày", "Trích yếu"], ["1/BC-UBND", "1/1/2023", "x"]),
        "a.pdf": pdf(2),
        "a.png": image("PNG", (60, 60)),
        "a.tif": image("TIFF", (60, 60)),
        "a.jpg": image("JPEG", (60, 60)),
        "a.html": "<table><tr><td>Thôn</td><td>Hộ</td></tr></table><ol start=3><li>Báo cáo</ol>".encode(),
        "a.csv": "Số;Ngày;Trích yếu\n1;1/1/2023;Báo cáo\n".encode(),
        "a.txt": "B¸o c¸o c«ng t¸c".encode("latin-1"),
        "a.md": "# Báo cáo\n| a | b |".encode("utf-16"),
    }
    for name, data in whole.items():
        path = tmp_path / name
        inside = name in ("a.docx", "a.xlsx") and random.random() < 0.8
        path.write_bytes(damaged_inside(data, random) if inside else damaged(data, random))
        readers = [load_document, *([load_office_log] if name in ("a.xlsx", "a.csv") else [])]
        for read in readers:
            try:
                read(path)
            except UserError as error:
                assert "\n" not in str(error)  # noqa: PT017
