"""Spreadsheets and .csv as Markdown tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.corpus import chunk_document, describe, load_document
from tests.corpus.bad_files import xlsx


def test_title_header_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        xlsx(
            ["DANH SÁCH THÔN NĂM 2023"],
            [],
            ["Thôn", "Số hộ", "Ngày họp"],
            ["Đồi | Trên", 120, date(2023, 7, 10)],
            ["Suối", 95.5, None],
        )
    )
    document = load_document(path)
    assert document.format == "xlsx"
    assert document.text.split("\n") == [
        "DANH SÁCH THÔN NĂM 2023",
        "| Thôn | Số hộ | Ngày họp |",
        "| --- | --- | --- |",
        "| Đồi \\| Trên | 120 | 2023-07-10 |",
        "| Suối | 95.5 |  |",
    ]
    assert [block.paragraph for block in document.blocks] == [1, 3, 3, 4, 5]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1258"])
def test_csv(tmp_path: Path, separator: str, encoding: str) -> None:
    from tests.corpus.test_legacy_text import windows_1258

    text = "\n".join(
        separator.join(row) for row in (("Thôn", "Hộ"), ("Đồi Trên", "120"), ("Suối", "9"))
    )
    path = tmp_path / "a.csv"
    path.write_bytes(windows_1258(text) if encoding == "cp1258" else text.encode(encoding))
    assert load_document(path).text.split("\n") == [
        "| Thôn | Hộ |", "| --- | --- |", "| Đồi Trên | 120 |", "| Suối | 9 |",
    ]  # fmt: skip


def test_a_long_table_keeps_its_header_in_every_passage(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = [[f"Thôn số {n}", n, "đã họp dân, đã bàn giao hồ sơ"] for n in range(200)]
    path.write_bytes(xlsx(["Thôn", "Số hộ", "Ghi chú"], *rows))
    document = load_document(path)
    chunks = chunk_document(document, describe(document), "s")
    assert len(chunks) > 5
    assert all(chunk.text.startswith("| Thôn | Số hộ | Ghi chú |") for chunk in chunks)
    assert all(sum(f"| Thôn số {n} |" in chunk.text for chunk in chunks) == 1 for n in range(200))
