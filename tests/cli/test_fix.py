"""``check --fix`` and ``--undo``: certain corrections in place, the original kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document as WordDocument

from assistant.cli import main

REPORT = (
    "BÁO CÁO\r\nKết quả công tác dân vận năm 2023\r\n\r\n"
    "Ủy ban nhân xã đã ban hành Kế hoạch số 34/KH-UBND ngày 2/3/2023 của của UBND xã.\r\n"
    "Đã giải quyêt 45/50 hồ sơ, đạt 95%.\r\n"
)
FIXED = (
    "BÁO CÁO\r\nKết quả công tác dân vận năm 2023\r\n\r\n"
    "Ủy ban nhân dân xã đã ban hành Kế hoạch số 34/KH-UBND ngày 02/3/2023 của UBND xã.\r\n"
    "Đã giải quyết 45/50 hồ sơ, đạt 95%.\r\n"
)


def run(*arguments: object) -> int:
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as stopped:
        return int(stopped.code or 0)
    return 0


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "báo cáo.md"
    path.write_bytes(REPORT.encode())
    return path


def test_certain_corrections_are_put_in_and_taken_back(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", report, "--fix", "--json") == 1  # the wrong share is not for us to choose
    found = json.loads(capsys.readouterr().out)
    assert report.read_bytes().decode() == FIXED
    assert {change["code"] for change in found["fixed"]} == {
        "NAM004",
        "DAT005",
        "STR005",
        "STY002",
    }
    for diagnostic in found["diagnostics"]:
        assert FIXED[diagnostic["start"] : diagnostic["end"]] == diagnostic["quote"]
    assert (report.parent / "báo cáo.goc.md").read_bytes().decode() == REPORT
    assert run("check", report, "--undo") == 0
    assert report.read_bytes().decode() == REPORT
    assert run("check", report, "--undo") == 2  # nothing is kept any more
    assert "Không có bản gốc" in capsys.readouterr().err


def test_correcting_twice_changes_nothing_more(report: Path) -> None:
    run("check", report, "--fix")
    run("check", report, "--fix")
    assert report.read_bytes().decode() == FIXED
    assert sorted(path.name for path in report.parent.iterdir()) == [
        "báo cáo.goc.md",
        "báo cáo.md",
    ]


def test_out_leaves_the_file_alone(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "đã sửa.md"
    run("check", report, "--fix", "--out", out)
    assert report.read_bytes().decode() == REPORT
    assert out.read_bytes().decode() == FIXED


def test_a_word_file_keeps_its_runs(tmp_path: Path) -> None:
    path = tmp_path / "bc.docx"
    document = WordDocument()
    paragraph = document.add_paragraph("Ủy ban ")
    paragraph.add_run("nhân xã").bold = True
    paragraph.add_run(" đã họp ngày 2/3/2023 và giải quyêt hồ sơ.").italic = True
    document.save(str(path))
    run("check", path, "--fix")
    (fixed,) = WordDocument(str(path)).paragraphs
    assert fixed.text == "Ủy ban nhân dân xã đã họp ngày 02/3/2023 và giải quyết hồ sơ."
    assert [run.italic for run in fixed.runs if "giải" in run.text] == [True]
    assert [run.bold for run in fixed.runs if " xã" in run.text] == [True]


def test_other_formats_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bc.html"
    path.write_text("<p>Ủy ban nhân xã đã họp ngày 2/3/2023.</p>", "utf-8")
    assert run("check", path, "--fix") == 2
    assert "Chỉ sửa được tệp .docx, .md và .txt" in capsys.readouterr().err


def test_a_profile_says_how_rules_are_told(report: Path, tmp_path: Path, capsys) -> None:
    profile = tmp_path / "don-vi.toml"
    profile.write_text('[check]\nignore = ["STR"]\n[check.severity]\nNUM004 = "info"\n', "utf-8")
    run("check", report, "--profile", profile, "--json")
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert [d["severity"] for d in found if d["code"] == "NUM004"] == ["info"]
    assert not [d for d in found if d["code"].startswith("STR")]
    profile.write_text('[check.severity]\nNUM004 = "nặng"\n', "utf-8")
    assert run("check", report, "--profile", profile) == 2
    assert "error, warning, info" in capsys.readouterr().err
