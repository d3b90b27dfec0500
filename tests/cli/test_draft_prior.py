"""``draft --prior``: an earlier report from a file or from the library."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from tests.conftest import RunCli

DRAFT = (
    "draft", "--report-type", "dan-van", "--section", "ket-qua", "--report-date", "2023-12-10",
)  # fmt: skip


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "ghi-chu.txt"
    path.write_text("tiếp 280 lượt công dân\n", "utf-8")
    return path


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "xa.toml"
    path.write_text('commune = "xã Khe Vạc"\n', "utf-8")
    return path


def report(
    path: Path, *, office: str = "KHE VẠC", title: str = "Kết quả công tác dân vận năm 2022"
) -> Path:
    document = docx.Document()
    for line in (
        f"ỦY BAN NHÂN DÂN XÃ {office}",
        "BÁO CÁO",
        title,
        "I. Kết quả thực hiện",
        "UBND xã đã tiếp 250 lượt công dân.",
    ):
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_a_word_report_of_last_year_is_compared(
    run_cli: RunCli, tmp_path: Path, notes: Path, profile: Path
) -> None:
    earlier = report(tmp_path / "bao-cao-2022.docx")
    done = run_cli(
        *DRAFT, "--period", "năm 2023", "--notes", notes, "--profile", profile, "--prior", earlier,
        "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    draft = json.loads(done.stdout)
    assert "tăng 12% so với năm 2022 (250 lượt công dân)" in draft["text"]
    (prior,) = [entry for entry in draft["evidence"] if entry["source"] == "prior_report"]
    assert prior["period"] == "năm 2022"
    assert prior["location"].startswith("bao-cao-2022.docx")


@pytest.mark.parametrize(
    ("file", "period", "said"),
    [
        ({"office": "KHE TRÀM"}, "năm 2023", "UBND xã Khe Tràm"),
        ({"title": "Kết quả công tác tiếp công dân năm 2022"}, "năm 2023", "tiep-cong-dan"),
        ({"title": "Kết quả công tác dân vận 6 tháng đầu năm 2023"}, "năm 2023", "không so được"),
        ({"title": "Kết quả công tác dân vận"}, "năm 2023", "Không thấy kỳ báo cáo"),
        ({}, "", "phải nêu kỳ báo cáo"),
    ],
)
def test_a_report_that_cannot_be_compared_is_refused(
    run_cli: RunCli, tmp_path: Path, notes: Path, profile: Path,
    file: dict[str, str], period: str, said: str,
) -> None:  # fmt: skip
    earlier = report(tmp_path / "bao-cao.docx", **file)
    options = ["--period", period] if period else []
    done = run_cli(
        *DRAFT, *options, "--notes", notes, "--profile", profile, "--prior", earlier, "--json"
    )
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_the_library_has_the_report(
    run_cli: RunCli, tmp_path: Path, notes: Path, profile: Path
) -> None:
    asked = (*DRAFT, "--period", "năm 2023", "--notes", notes, "--prior", "thu-vien", "--json")
    without_office = run_cli(*asked)
    assert without_office.returncode == 2
    assert "--profile" in without_office.stderr
    none = run_cli(*asked, "--profile", profile)
    assert none.returncode == 0, none.stderr
    assert "so với" not in json.loads(none.stdout)["text"]
    assert "chưa có báo cáo kỳ trước" in none.stderr
    taken = run_cli("ingest", report(tmp_path / "bao-cao-2022.docx"))
    assert taken.returncode == 0, taken.stderr
    found = run_cli(*asked, "--profile", profile)
    assert found.returncode == 0, found.stderr
    assert "tăng 12% so với năm 2022" in json.loads(found.stdout)["text"]
