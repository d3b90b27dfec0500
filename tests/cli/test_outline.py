"""``draft --outline`` and ``check --outline``: the superior's own outline."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import RunCli
from tests.drafting import guideline_files as files


def test_a_section_and_a_report_by_the_superiors_outline(run_cli: RunCli, tmp_path: Path) -> None:
    outline = files.typed(tmp_path / "de-cuong.docx")
    notes = tmp_path / "ghi-chu.txt"
    notes.write_text("nguyên nhân: công chức kiêm nhiệm nhiều việc\n", "utf-8")
    options = (
        "draft", "--report-type", "dan-van", "--notes", notes, "--report-date", "2023-12-10",
        "--period", "năm 2023", "--outline", outline, "--json",
    )  # fmt: skip
    part = run_cli(*options, "--section", "nguyen-nhan")
    assert part.returncode == 0, part.stderr
    assert "kiêm nhiệm" in json.loads(part.stdout)["text"]
    whole = run_cli(*options, "--section", "toan-van")
    assert whole.returncode == 0, whole.stderr
    text = json.loads(whole.stdout)["text"]
    assert "III. Tồn tại, hạn chế và nguyên nhân" in text
    assert "Phụ lục 1. Kết quả tiếp công dân" in text
    unknown = run_cli(*options, "--section", "an-ninh")
    assert unknown.returncode == 2
    assert "ket-qua.cong-tac-tuyen-truyen" in unknown.stderr


def test_a_report_is_checked_against_it(run_cli: RunCli, tmp_path: Path) -> None:
    outline = files.typed(tmp_path / "de-cuong.docx")
    report = tmp_path / "bao-cao.md"
    report.write_text(
        "BÁO CÁO\n\nKết quả công tác dân vận năm 2023\n\n## I. Đặc điểm tình hình\nXã có 05 thôn.\n\n"
        "## II. Kết quả thực hiện\nXã đã họp 10 cuộc.\n",
        "utf-8",
    )
    done = run_cli("check", report, "--outline", outline, "--report-date", "2023-12-10", "--json")
    messages = [
        d["message"] for d in json.loads(done.stdout)["diagnostics"] if d["code"] == "STR003"
    ]
    assert any("Kiến nghị, đề xuất" in message for message in messages)
    assert not any("Đặc điểm tình hình" in message for message in messages)


def test_bad_outlines_are_told_in_one_line(run_cli: RunCli, tmp_path: Path) -> None:
    notes = tmp_path / "ghi-chu.txt"
    notes.write_text("tiếp 12 lượt công dân\n", "utf-8")
    old = tmp_path / "de-cuong.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    empty = tmp_path / "trong.docx"
    empty.write_bytes(b"")
    plain = files.without_headings(tmp_path / "cong-van.docx")
    for path, said in (
        (old, "phải là tệp .docx"),
        (empty, "tệp trống"),
        (plain, "Không thấy đề mục nào"),
        (tmp_path / "khong-co.docx", "khong-co.docx"),
    ):
        done = run_cli(
            "draft", "--report-type", "dan-van", "--section", "ket-qua", "--notes", notes,
            "--outline", path,
        )  # fmt: skip
        assert done.returncode == 2
        assert said in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
