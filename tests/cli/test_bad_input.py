"""Every bad input: one clear Vietnamese line on stderr, exit 2, nothing changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main
from tests.conftest import ROOT

#: A line that a Vietnamese office can act on has Vietnamese letters in it.
_VIETNAMESE = re.compile(r"[ạảãáàặẳẵắằậẩẫấầđẹẻẽéèệểễếềịỉĩíìọỏõóòộổỗốồợởỡớờụủũúùựửữứừỵỷỹýỳăâêôơư]")
NOTES = ROOT / "tests" / "data" / "notes" / "han-che.txt"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "rỗng.md").write_bytes(b"")
    (tmp_path / "trắng.txt").write_text(" \n\t\n", "utf-8")
    (tmp_path / "nhị phân.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "giả.docx").write_text("không phải tệp Word", "utf-8")
    (tmp_path / "giả.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "ảnh.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "cũ.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    (tmp_path / "bảng mã lạ.txt").write_bytes("El niño señaló la montaña".encode("latin-1"))
    (tmp_path / "tốt.md").write_text("# BÁO CÁO\n\nNội dung.\n", "utf-8")
    (tmp_path / "hồ sơ hỏng.toml").write_text("commune = [", "utf-8")
    (tmp_path / "hồ sơ lạ.toml").write_text('ten_xa = "A"\n', "utf-8")
    (tmp_path / "thư mục").mkdir()
    return tmp_path


CHECK_DATE = ("--report-date", "2023-07-10")


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "rỗng.md", *CHECK_DATE),
        ("check", "trắng.txt", *CHECK_DATE),
        ("check", "nhị phân.txt", *CHECK_DATE),
        ("check", "giả.docx", *CHECK_DATE),
        ("check", "giả.pdf", *CHECK_DATE),
        ("check", "ảnh.png", *CHECK_DATE),
        ("check", "cũ.doc", *CHECK_DATE),
        ("check", "bảng mã lạ.txt", *CHECK_DATE),
        ("check", "thư mục", *CHECK_DATE),
        ("check", "không có.docx", *CHECK_DATE),
        ("check", "tốt.md", "--report-date", "10/07/2023"),
        ("check", "tốt.md", "--report-date", "2023-02-30"),
        ("check", "tốt.md", "--report-date", "hôm qua"),
        ("check", "tốt.md", "--period", "mùa lúa"),
        ("check", "tốt.md", "--notes", "không có.txt"),
        ("check", "tốt.md", "--notes", "rỗng.md"),
        ("check", "tốt.md", "--profile", "hồ sơ hỏng.toml"),
        ("check", "tốt.md", "--profile", "hồ sơ lạ.toml"),
        ("check", "tốt.md", "--profile", "không có.toml"),
        ("check", "tốt.md", "--out", "tốt.md"),
        ("check", "tốt.md", "--out", "không có/ra.docx"),
        ("check",),
        ("check", "tốt.md", "--nonsense"),
        ("ask", ""),
        ("ask", "   "),
        ("ask", "một cửa", "--as-of", "2023-13-01"),
        ("ask", "một cửa", "--as-of", "20230710"),
        ("ask", "x" * 3000),
        ("draft", "--report-type", "dan-van", "--section", "khong-co", "--notes", str(NOTES)),
        ("draft", "--report-type", "khong-co", "--section", "han-che", "--notes", str(NOTES)),
        ("draft", "--report-type", "dan-van", "--section", "han-che", "--notes", "rỗng.md"),
        ("draft", "--report-type", "dan-van", "--section", "han-che", "--notes", "trắng.txt"),
        ("draft", "--report-type", "dan-van", "--section", "han-che", "--notes", "không có.txt"),
        ("draft", "--report-type", "dan-van", "--section", "han-che"),
        ("draft", "--report-type", "dan-van", "--section", "han-che", "--notes", str(NOTES), "--period", "abc"),
        ("draft", "--report-type", "dan-van", "--section", "han-che", "--notes", str(NOTES), "--model", "abc"),
        ("search", ""),
        ("search", "một cửa", "-k", "0"),
        ("search", "một cửa", "-k", "nhiều"),
        ("search", "một cửa", "--kind", "phim"),
        ("ingest", "không có"),
        ("ingest", "rỗng.md"),
        ("ingest",),
        ("ingest", "tốt.md", "--kind", "phim"),
        ("ingest", "tốt.md", "--period", "mùa lúa"),
        ("export", "tốt.md"),
        ("export", "rỗng.md", "--out", "ra.docx"),
        ("export", "tốt.md", "--out", "thư mục"),
        ("rules", "REF999"),
        ("eval", "retrieval", "--corpus", "không có.jsonl", "--queries", "không có.jsonl"),
        ("eval", "retrieval", "--corpus", "tốt.md", "--queries", "tốt.md"),
        ("serve", "--port", "99999"),
        ("hát",),
    ],
    ids=lambda arguments: " ".join(a[:20] for a in arguments),
)  # fmt: skip
def test_bad_input(
    arguments: tuple[str, ...],
    files: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from assistant.settings import get_settings

    monkeypatch.setenv("TLBC_HOME", str(tmp_path_factory.mktemp("home")))
    get_settings.cache_clear()
    monkeypatch.chdir(files)
    before = {p: p.read_bytes() if p.is_file() else None for p in files.rglob("*")}
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    get_settings.cache_clear()
    said = capsys.readouterr()
    assert stopped.value.code == 2, said.err
    lines = [line for line in said.err.splitlines() if line.startswith("Lỗi: ")]
    assert len(lines) == 1, said.err
    assert _VIETNAMESE.search(lines[0].lower())
    assert "Traceback" not in said.err
    assert said.out == ""
    assert {p: p.read_bytes() if p.is_file() else None for p in files.rglob("*")} == before


def test_help_needs_no_input() -> None:
    from assistant.cli import cli

    done = CliRunner().invoke(cli, ["--help"])
    assert done.exit_code == 0
    for verb in ("ask", "check", "draft", "search", "ingest", "rules", "serve", "export"):
        assert verb in done.output
