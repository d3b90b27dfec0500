"""The command line as scripts call it: JSON, exit codes, and what each verb answers."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, RunCli

NOTES = ROOT / "tests" / "data" / "notes"


def test_ask_cites_what_governed_on_the_day(run_cli: RunCli) -> None:
    done = run_cli(
        "ask", "nghị định nào quy định về cơ chế một cửa", "--as-of", "2023-06-30", "--json"
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert set(answer) >= {"answer", "abstained", "as_of", "citations"}
    first = answer["citations"][0]
    assert set(first) >= {
        "number", "kind", "title", "issuer", "signed", "article", "status", "effective", "expiry",
        "replaced_by", "amended_by", "quote", "source",
    }  # fmt: skip
    assert first["number"] == "61/2018/NĐ-CP"
    assert first["signed"] == "2018-04-23"
    assert "107/2021/NĐ-CP" in first["amended_by"]


def test_ask_today_cites_the_present_decree_and_its_amendments(run_cli: RunCli) -> None:
    done = run_cli(
        "ask", "nghị định nào quy định về cơ chế một cửa", "--as-of", "2026-11-24", "--json"
    )
    numbers = [citation["number"] for citation in json.loads(done.stdout)["citations"]]
    assert numbers[0] == "118/2025/NĐ-CP"
    assert {"367/2025/NĐ-CP", "309/2026/NĐ-CP"} <= set(numbers)


def test_check_finds_the_known_errors_of_a_real_report(run_cli: RunCli, shared: Path) -> None:
    report = shared / "reports" / "bao-cao-dan-van-2023-phan-1.md"
    done = run_cli("check", report, "--report-date", "2023-07-10", "--json")
    assert done.returncode == 1, done.stderr
    result = json.loads(done.stdout)
    text = report.read_bytes().decode("utf-8")
    found = {(d["code"], d["quote"]) for d in result["diagnostics"]}
    for diagnostic in result["diagnostics"]:
        assert text[diagnostic["start"] : diagnostic["end"]] == diagnostic["quote"]
    assert ("REF001", "04/2015/NQ-CP") in found
    assert ("DAT002", "09/6/2016") in found
    assert ("REF007", "34/2007/PL-UBTVQH11") in found
    assert ("REF007", "149/2018/NĐ-CP") in found
    assert ("STR001", "II") in found
    places = [d for d in result["diagnostics"] if d["code"] == "NAM001"]
    assert places
    assert {"Ba Tư", "Ba Tơ"} <= {
        quote for d in places for quote in (d["quote"], *(r["quote"] for r in d["related"]))
    }


def test_check_of_a_word_file_gives_its_text_and_places(run_cli: RunCli, tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("Thực hiện Nghị định số 04/2015/NQ-CP ngày 09/01/2015 của Chính phủ.")
    source = tmp_path / "báo cáo.docx"
    document.save(str(source))
    out = tmp_path / "đã kiểm tra.docx"
    done = run_cli("check", source, "--report-date", "2023-07-10", "--out", out, "--json")
    assert done.returncode == 1, done.stderr
    result = json.loads(done.stdout)
    (found,) = [d for d in result["diagnostics"] if d["code"] == "REF001"]
    assert result["text"][found["start"] : found["end"]] == found["quote"]
    assert set(found["location"]) == {"page", "paragraph", "cell"}
    assert [c for c in docx.Document(str(out)).comments if "REF001" in c.text]


def test_a_clean_report_exits_with_zero(run_cli: RunCli) -> None:
    report = ROOT / "knowledge" / "reports" / "dan-van-khe-vac-nam-2022.md"
    notes = report.with_suffix(".notes.md")
    done = run_cli("check", report, "--notes", notes, "--json")
    assert done.returncode == 0, done.stdout
    result = json.loads(done.stdout)
    assert [d for d in result["diagnostics"] if d["severity"] != "info"] == []
    assert result["report_date"].startswith("2022-")


def test_draft_rests_on_the_notes(run_cli: RunCli) -> None:
    done = run_cli(
        "draft", "--report-type", "dan-van", "--section", "han-che",
        "--notes", NOTES / "han-che.txt", "--report-date", "2023-07-10",
        "--period", "6 tháng đầu năm 2023", "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    draft = json.loads(done.stdout)
    assert set(draft) >= {"text", "sentences", "evidence", "diagnostics", "model"}
    ids = {evidence["id"] for evidence in draft["evidence"]}
    assert draft["sentences"]
    for sentence in draft["sentences"]:
        assert sentence["evidence"], sentence
        assert set(sentence["evidence"]) <= ids
    assert "02/05 thôn" in draft["text"]


def test_search_works_on_the_shipped_knowledge_and_on_what_is_ingested(
    run_cli: RunCli, tmp_path: Path
) -> None:
    report = tmp_path / "bao-cao.md"
    report.write_text(
        "# BÁO CÁO\n\n## I. Kết quả\n\nĐội kèn đồng của xã đã lưu diễn 17 buổi tại các thôn.\n",
        "utf-8",
    )
    ingested = run_cli("ingest", report, "--kind", "report", "--period", "năm 2023", "--json")
    assert ingested.returncode == 0, ingested.stderr
    done = run_cli("search", "doi ken dong luu dien", "-k", "3", "--json")
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)["results"]
    assert "kèn đồng" in results[0]["text"]
    assert {"id", "score", "kind"} <= set(results[0])
    laws = run_cli("search", "cơ chế một cửa", "--as-of", "2023-06-30", "--json")
    instruments = {r["instrument"] for r in json.loads(laws.stdout)["results"]}
    assert "61/2018/NĐ-CP" in instruments
    assert "118/2025/NĐ-CP" not in instruments


def test_rules_have_pages(run_cli: RunCli) -> None:
    listed = json.loads(run_cli("rules", "--json").stdout)
    codes = {rule["code"] for rule in listed}
    assert codes >= {
        "REF001", "REF002", "REF004", "REF006", "REF007", "NUM001", "DAT001", "DAT002",
        "NAM001", "STR001", "STR002",
    }  # fmt: skip
    page = run_cli("rules", "REF007").stdout
    assert "REF007" in page
    assert "Ví dụ" in page


def test_export_writes_a_word_file(run_cli: RunCli, tmp_path: Path) -> None:
    import docx

    out = tmp_path / "ra.docx"
    report = ROOT / "knowledge" / "reports" / "dan-van-khe-vac-nam-2022.md"
    done = run_cli("export", report, "--out", out)
    assert done.returncode == 0, done.stderr
    text = "\n".join(
        cell.text for t in docx.Document(str(out)).tables for row in t.rows for cell in row.cells
    )
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text


@pytest.mark.parametrize(
    "verb", [("ask", "một cửa"), ("check", "knowledge/reports/dan-van-khe-vac-nam-2022.md")]
)
def test_quick_verbs_import_nothing_heavy(verb: tuple[str, ...], tmp_path: Path) -> None:
    """A cold ``ask`` or ``check`` must not pay for what it does not use."""
    import os
    import subprocess

    script = (
        "import sys\n"
        "from assistant.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "heavy = {'torch', 'gradio', 'pandas', 'chromadb', 'sentence_transformers', 'langchain'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *verb],
        cwd=ROOT,
        env={**os.environ, "TLBC_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "HEAVY []" in done.stderr, done.stderr
