"""Bad files among good ones: each is named with its reason, the rest goes on, nothing is left half
done."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.library import Library
from tests.corpus.bad_files import docx, pdf, usable, xlsx


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every bad file, and good ones before, among and after them."""
    folder = tmp_path_factory.mktemp("hồ sơ 📁")
    for file in usable():
        file.make(folder / file.name)
    (folder / "0 đầu.txt").write_text("Cây mắc ca ở thôn Đồi.", "utf-8")
    (folder / unicodedata.normalize("NFD", "giữa.docx")).write_bytes(
        docx("Cây sa nhân ở thôn Suối.")
    )
    (folder / "zz cuối 📄.xlsx").write_bytes(xlsx(["Thôn", "Cây"], ["Khe", "quế"]))
    return folder


GOOD = ["0 đầu.txt", "giữa.docx", "zz cuối 📄.xlsx"]


def test_the_rest_of_a_batch_goes_on(library: Library, folder: Path) -> None:
    before = library.status()
    summary = library.ingest([folder])
    read = [unicodedata.normalize("NFC", Path(file.path).name) for file in summary.read]
    assert sorted(read) == sorted(GOOD)
    reasons = {Path(file.path).name: file.reason for file in summary.skipped}
    for file in usable():
        if file.name == "thư mục.docx":
            continue  # a folder is walked, whatever it is called
        assert file.said in reasons[file.name] or "Tesseract" in reasons[file.name]
        assert "Lỗi của chương trình" not in reasons[file.name]
        assert "\n" not in reasons[file.name]
    names = [source.name for source in library.workspace.library.sources("office")]
    assert sorted(unicodedata.normalize("NFC", name) for name in names) == sorted(GOOD)
    for words in ("mắc ca", "sa nhân", "quế"):
        assert library.search(words, dense=False)
    after = library.status()
    assert after.sources == before.sources + len(GOOD)
    assert library.ingest([folder]).read == ()
    assert library.status() == after


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    from assistant.settings import get_settings

    monkeypatch.setenv("TLBC_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("assistant.library.Library.embed_pending", lambda *_, **__: 0)
    get_settings.cache_clear()
    yield tmp_path
    get_settings.cache_clear()


def test_ingest_of_the_folder_says_what_it_skipped(
    home: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main_exits(["ingest", str(folder), "--json"], 0)
    result = json.loads(capsys.readouterr().out)
    assert len(result["read"]) == len(GOOD)
    assert len(result["skipped"]) >= 60


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_bad_file_alone_ends_with_its_reason(
    home: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, said in (("ống.txt", "tệp thường"), ("bom.docx", "phình"), ("mật.docx", "MẬT")):
        main_exits(["ingest", str(folder / name)], 2)
        lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("Lỗi: ")]
        assert len(lines) == 1
        assert said in lines[0]


def test_size_and_pages_are_settings(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.settings import get_settings

    (tmp_path / "dài.pdf").write_bytes(pdf(5))
    (tmp_path / "to.txt").write_bytes(b"a" * (2 << 20))
    monkeypatch.setenv("TLBC_MAX_PAGES", "4")
    monkeypatch.setenv("TLBC_MAX_UPLOAD_MB", "1")
    get_settings.cache_clear()
    try:
        skipped = library.ingest([tmp_path / "dài.pdf", tmp_path / "to.txt"]).skipped
    finally:
        monkeypatch.undo()
        get_settings.cache_clear()
    assert "5 trang, quá mức 4 trang" in skipped[0].reason
    assert "nặng 2 MB, quá mức 1 MB" in skipped[1].reason


def main_exits(arguments: list[str], code: int) -> None:
    try:
        main(arguments)
        found = 0
    except SystemExit as stopped:
        found = int(stopped.code or 0)
    assert found == code
