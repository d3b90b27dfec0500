"""``instruments show|list|validate|update`` as a terminal sees them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.conftest import ROOT

#: The group by itself, so that these tests stand for it wherever it is attached.
_PROGRAM = """
import sys
from assistant import cli
from assistant.cli_instruments import instruments
cli.cli.commands.setdefault("instruments", instruments)
cli.main(sys.argv[1:])
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("TLBC_HOME", str(tmp_path / "home"))

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", _PROGRAM, "instruments", *map(str, arguments)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run


def table(path: Path, *rows: tuple[str, ...]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Số, ký hiệu", "Ngày ban hành", "Ngày hiệu lực", "Thay thế cho", "Trích yếu"])
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


GOOD = ("900/2026/NĐ-CP", "01/10/2026", "01/11/2026", "154/2026/NĐ-CP", "Về tiếp công dân")
BAD = ("901/2026/NĐ-CP", "31/02/2026", "", "", "Về việc khác")


@pytest.mark.parametrize(
    "written", ["61/2018/NĐ-CP", "61/2018/nd-cp", "61/2018", "nghị định 61/2018/NĐ-CP"]
)
def test_show(run: Run, written: str) -> None:
    done = run("show", written, "--as-of", "2025-07-01", "--json")
    assert done.returncode == 0, done.stderr
    (record,) = json.loads(done.stdout)["instruments"]
    assert record["number"] == "61/2018/NĐ-CP"
    assert record["validity"]["status"] == "expired"
    assert record["validity"]["replaced_by"] == ["118/2025/NĐ-CP"]
    assert record["origin"] == "shipped"


def test_show_keeps_an_ambiguous_number_ambiguous(run: Run) -> None:
    done = run("show", "124-QĐ/TW")
    assert done.returncode == 0
    assert done.stdout.count("Số, ký hiệu:") == 2


def test_list(run: Run) -> None:
    done = run(
        "list", "--topic", "một cửa", "--kind", "nghi dinh", "--as-of", "2023-06-30", "--json"
    )
    rows = {row["id"]: row["status"] for row in json.loads(done.stdout)["instruments"]}
    assert rows["61/2018/NĐ-CP"] == "amended"
    assert rows["118/2025/NĐ-CP"] == "not_yet"
    assert run("list", "--topic", "tàu vũ trụ").stdout == "Không có văn bản nào phù hợp.\n"


def test_validate_finds_no_error_in_what_is_shipped(run: Run) -> None:
    done = run("validate")
    assert done.returncode == 0, done.stdout
    assert ": 0 lỗi" in done.stdout.splitlines()[-1]


def test_an_update_by_a_list_of_the_office(run: Run, tmp_path: Path) -> None:
    file = table(tmp_path / "danh mục.xlsx", GOOD, BAD)
    looked = run("validate", file)
    assert looked.returncode == 1
    assert "hàng 3: cột ngày ban hành: không có ngày “31/02/2026”" in looked.stderr
    assert not (tmp_path / "home").exists()  # validating writes nothing
    done = run("update", file)
    assert done.returncode == 1  # one row was refused
    assert "Thêm 1, thay 0" in done.stdout
    assert "hàng 3" in done.stderr
    record = json.loads(run("show", "154/2026/NĐ-CP", "--as-of", "2026-11-02", "--json").stdout)
    assert record["instruments"][0]["validity"]["replaced_by"] == ["900/2026/NĐ-CP"]
    assert record["instruments"][0]["validity"]["status"] == "expired"
    assert "Sổ:            của cơ quan" in run("show", "900/2026/NĐ-CP").stdout
    assert "Thêm 0, thay 0, giữ nguyên 1" in run("update", file).stdout


def test_a_table_becomes_yaml_without_touching_the_register(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "ra.yaml"
    done = run("update", table(tmp_path / "a.xlsx", GOOD), "--out", out)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "home" / "instruments").exists()
    assert "Thêm 1" in run("update", out).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "9999/2020/NĐ-CP"),
        ("show", ""),
        ("show", "///"),
        ("show", "61/2018/NĐ-CP", "--as-of", "2023-02-30"),
        ("list", "--kind", "Sắc chỉ"),
        ("list", "--as-of", "hôm qua"),
        ("validate", "không có.yaml"),
        ("update", "không có.xlsx"),
        ("update", "pyproject.toml"),
        ("update", "assistant"),
        ("update",),
        ("xóa",),
    ],
)
def test_bad_input(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2, done.stdout
    assert done.stdout == ""
    assert done.stderr.startswith("Lỗi: ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "home").exists()


def test_a_list_of_which_no_row_can_be_read_changes_nothing(run: Run, tmp_path: Path) -> None:
    done = run("update", table(tmp_path / "a.xlsx", BAD))
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("Lỗi: Không nhập được hàng nào")
    assert not (tmp_path / "home").exists()


def test_the_register_is_asked_without_heavy_imports(run: Run) -> None:
    program = (
        "import sys; from assistant.register import load_register; load_register();"
        "print([m for m in ('openpyxl', 'torch', 'gradio', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
