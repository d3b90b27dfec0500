"""Spreadsheets in .xls and .ods. The files in ``tests/data/sheets`` were written for these tests."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from assistant.corpus import load_document
from assistant.corpus.office_log import load_office_log
from assistant.domain import UserError
from tests.corpus.bad_files import OLE

DATA = Path(__file__).resolve().parents[1] / "data" / "sheets"
FILES = [DATA / "so-van-ban-di.xls", DATA / "so-van-ban-di.ods"]

_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    "<?xml version='1.0'?><manifest:manifest "
    "xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
    f"<manifest:file-entry manifest:full-path='/' manifest:media-type='{_TYPE}'/>"
    "</manifest:manifest>"
)


def ods(rows: str, before: str = "") -> bytes:
    content = (
        f"<?xml version='1.0'?>{before}<office:document-content {_SPACES}><office:body>"
        f"<office:spreadsheet><table:table table:name='Trang'>{rows}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)
    return held.getvalue()


def cell(text: str, repeated: int = 1) -> str:
    return (
        f"<table:table-cell office:value-type='string' table:number-columns-repeated='{repeated}'>"
        f"<text:p>{text}</text:p></table:table-cell>"
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.suffix)
def test_every_visible_sheet_is_read(file: Path) -> None:
    document = load_document(file)
    lines = document.text.splitlines()
    assert document.format == file.suffix.lstrip(".")
    assert lines[:2] == ["Sổ văn bản đi", "SỔ VĂN BẢN ĐI NĂM 2023"]
    assert "| 12/KH-UBND | 2023-01-05 | Kế hoạch công tác dân vận năm 2023 | 3 |" in lines
    assert "| 13/BC-UBND | 2023-02-10 | Báo cáo thu ngân sách tháng 01/2023 | 1250.5 |" in lines
    assert "| Đồi | 120 |" in lines
    assert "ẩn" not in document.text  # a sheet that its author has hidden


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.suffix)
def test_the_log_of_issued_documents(file: Path) -> None:
    first, second = load_office_log(file)
    assert (first.number, first.code, first.date) == (12, "KH-UBND", date(2023, 1, 5))
    assert (second.kind, second.title) == ("Báo cáo", "thu ngân sách tháng 01/2023")


def test_a_cell_merged_over_rows_stands_for_each() -> None:
    document = load_document(DATA / "gop-o.xls")
    assert "| Đồi | Hộ nghèo | 3 |" in document.text
    assert "| Đồi | Hộ cận nghèo | 5 |" in document.text


def test_repeated_cells_of_ods_are_written_out(tmp_path: Path) -> None:
    rows = f"<table:table-row>{cell('Thôn')}{cell('Hộ')}</table:table-row>" + (
        f"<table:table-row table:number-rows-repeated='2'>{cell('Đồi')}{cell('7')}"
        "</table:table-row><table:table-row table:number-rows-repeated='1048000'>"
        "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    )
    (tmp_path / "a.ods").write_bytes(ods(rows))
    assert load_document(tmp_path / "a.ods").text.count("| Đồi | 7 |") == 2


FLOOD = f"<table:table-row table:number-rows-repeated='1000000'>{cell('x', 1000)}</table:table-row>"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("hong.xls", OLE + bytes(3000), "hỏng"),
        ("cut.xls", FILES[0].read_bytes()[:2500], "hỏng"),
        ("cut.ods", FILES[1].read_bytes()[:900], "hỏng"),
        ("khong-phai.ods", FILES[0].read_bytes(), "đuôi .ods"),
        ("khong-phai.xls", FILES[1].read_bytes(), "đuôi .xls"),
        ("van-ban.ods", ods("").replace(b"content.xml", b"khac-gi.xml"), "không phải tệp"),
        ("trong.ods", ods(""), "không có ô"),
        ("rong.ods", ods(f"<table:table-row>{cell('x', 10**9)}</table:table-row>"), "quá nhiều ô"),
        ("lut.ods", ods(FLOOD), "quá nhiều ô"),
        ("thuc-the.ods", ods("", "<!DOCTYPE a [<!ENTITY b 'c'>]>"), "thực thể"),
        ("do-dang.ods", ods("<table:table-row>"), "hỏng"),
    ],
)  # fmt: skip
def test_bad_files(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError, match=said) as stopped:
        load_document(tmp_path / name)
    assert name in str(stopped.value)
