"""Old formats of texts through LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from assistant.corpus import load_document, office_convert
from assistant.corpus.office_log import load_office_log
from assistant.domain import UserError
from tests.corpus.bad_files import OLE, docx

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


def as_old(path: Path, suffix: str, kind: str) -> Path:
    folder = path.parent
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", kind, "--outdir", str(folder / "out"), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / "out" / f"{path.stem}{suffix}"


@needs_office
@pytest.mark.parametrize(
    ("suffix", "kind"), [(".doc", "doc:MS Word 97"), (".odt", "odt"), (".rtf", "rtf")]
)
def test_old_texts(tmp_path: Path, suffix: str, kind: str) -> None:
    (tmp_path / "báo cáo.docx").write_bytes(docx("Báo cáo kết quả của xã."))
    document = load_document(as_old(tmp_path / "báo cáo.docx", suffix, kind))
    assert document.text == "Báo cáo kết quả của xã."
    assert document.format == suffix.lstrip(".")


@needs_office
def test_old_text_in_an_old_encoding(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph().add_run("Thñ t\xadíng ChÝnh phñ").font.name = ".VnTime"
    document.save(str(tmp_path / "a.docx"))
    assert (
        load_document(as_old(tmp_path / "a.docx", ".doc", "doc:MS Word 97")).text
        == "Thủ tướng Chính phủ"
    )


@needs_office
def test_a_damaged_one(tmp_path: Path) -> None:
    path = tmp_path / "hỏng.doc"
    path.write_bytes(OLE + bytes(2000))
    with pytest.raises(UserError, match="hỏng"):
        load_document(path)


def test_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_convert.shutil, "which", lambda _name: None)
    path = tmp_path / "cũ.doc"
    path.write_bytes(OLE + bytes(2000))
    with pytest.raises(UserError, match=r"cần LibreOffice.*chưa cài.*\.docx"):
        load_document(path)


def test_the_log_is_asked_for_in_a_format_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "sổ.doc").write_bytes(OLE + bytes(600))
    with pytest.raises(UserError, match=r"\.xlsx, \.xls, \.ods, \.csv"):
        load_office_log(tmp_path / "sổ.doc")


def test_it_stops_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(command: list[str], **options: object) -> None:
        assert "--headless" in command
        raise subprocess.TimeoutExpired(command, 5)

    monkeypatch.setattr(office_convert.shutil, "which", lambda _name: "/usr/bin/soffice")
    monkeypatch.setattr(office_convert.subprocess, "run", slow)
    path = tmp_path / "lâu.doc"
    path.write_bytes(OLE + bytes(2000))
    with pytest.raises(UserError, match="không chuyển đổi xong"):
        load_document(path)
