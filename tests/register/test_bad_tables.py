"""Bad tables and files: one clear Vietnamese line or a refused row with its number; never a guess."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from assistant.domain import UserError
from assistant.register.office import read_incoming
from assistant.register.tables import TableImport, import_file

VIETNAMESE = re.compile("[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]")
HEADINGS = (
    "Số ký hiệu",
    "Loại văn bản",
    "Cơ quan ban hành",
    "Ngày ban hành",
    "Ngày hiệu lực",
    "Ngày hết hiệu lực",
    "Tình trạng",
    "Thay thế bởi",
    "Trích yếu",
)
GOOD = (
    "05/2021/NĐ-CP",
    "Nghị định",
    "Chính phủ",
    "15/01/2021",
    "01/3/2021",
    None,
    None,
    None,
    "Về việc thử",
)


def workbook(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def read(path: Path) -> TableImport:
    return import_file(path, on=date(2026, 11, 20), register=())


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def _written(name: str, content: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def _truncated(folder: Path) -> Path:
    path = workbook(folder / "cụt.xlsx", [HEADINGS, GOOD])
    path.write_bytes(path.read_bytes()[:-400])
    return path


def _broken_sheet(folder: Path) -> Path:
    whole = workbook(folder / "nguồn.xlsx", [HEADINGS, GOOD])
    with zipfile.ZipFile(whole) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row"
    return zipped(folder / "hỏng.xlsx", members)


def _unpacks_to_gigabytes(folder: Path) -> Path:
    return zipped(folder / "bom.xlsx", {"xl/workbook.xml": b"", "xl/rác": bytes(310_000_000)})


def _hidden(folder: Path) -> Path:
    book = Workbook()
    book.create_sheet("Trống")
    sheet = book["Sheet"]
    sheet.append(list(HEADINGS))
    sheet.append(list(GOOD))
    sheet.sheet_state = "hidden"
    path = folder / "ẩn.xlsx"
    book.active = 1
    book.save(path)
    return path


def _too_many_rows(folder: Path) -> Path:
    path = folder / "dài.csv"
    path.write_text("Số ký hiệu,Trích yếu\n" + "05/2021/NĐ-CP,Về việc\n" * 50_001, "utf-8")
    return path


@pytest.mark.parametrize(
    "make",
    [
        _written("rỗng.xlsx", b""),
        _written("rỗng.csv", b""),
        _written("trắng.csv", b"\n\n , ,\n"),
        _written("dấu cách.csv", b"  \n\t\n"),
        _written("giả.xlsx", b"khong phai bang tinh"),
        _written("ảnh.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(300)),
        _written("cũ.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600)),
        _written("cũ.xls", b"\xd0\xcf\x11\xe0" + bytes(600)),
        _written("thật là xlsx.csv", b"PK\x03\x04" + bytes(300)),
        _written("nhị phân.csv", bytes(range(256)) * 30),
        _written("không byte.csv", "Số ký hiệu,Tên\n".encode() + b"\0\0\0"),
        _written("tcvn3.csv", "Sè ký hiÖu,TrÝch yÕu\n".encode("latin-1")),
        _written("ký tự.csv", b"x" * 200_000),
        _written("chỉ tiêu đề khác.csv", "Họ tên,Năm sinh\nA,1990\n".encode()),
        _written("một cột.csv", "Số ký hiệu\n05/2021/NĐ-CP\n".encode()),
        _written("không tiêu đề.csv", "05/2021/NĐ-CP,Về việc,15/01/2021\n".encode()),
        _written("nháy.csv", b'"' + b"a" * 200_000),
        lambda folder: workbook(folder / "trống.xlsx", []),
        lambda folder: zipped(folder / "word.xlsx", {"word/document.xml": b"<a/>"}),
        lambda folder: zipped(folder / "thiếu.xlsx", {"xl/workbook.xml": b"<a/>"}),
        lambda folder: folder,  # a folder
        lambda folder: folder / "không có.xlsx",
        _truncated,
        _broken_sheet,
        _unpacks_to_gigabytes,
        _hidden,
        _too_many_rows,
    ],
)
def test_files_that_are_no_table(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    with pytest.raises(UserError) as error:
        read(make(tmp_path))
    assert "\n" not in str(error.value)
    assert VIETNAMESE.search(str(error.value))


def changed(**cells: Any) -> tuple[Any, ...]:
    names = (
        "number",
        "kind",
        "issuer",
        "signed",
        "effective",
        "expiry",
        "status",
        "replaced_by",
        "title",
    )
    return tuple(cells.get(name, value) for name, value in zip(names, GOOD, strict=True))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (changed(signed="31/02/2021"), "không có ngày “31/02/2021”"),
        (changed(signed="2021-13-01"), "không có ngày “2021-13-01”"),
        (changed(signed="2021"), "không phải ngày đầy đủ"),
        (changed(signed="15/01/21"), "không phải ngày đầy đủ"),
        (changed(signed="tháng 1/2021"), "không phải ngày đầy đủ"),
        (changed(signed="15/01/2021 và 16/01/2021"), "2 ngày trong một ô"),
        (changed(signed=12), "không phải ngày đầy đủ"),
        (changed(signed=True), "không phải ngày đầy đủ"),
        (changed(signed="15/01/2020"), "là của năm 2021"),
        (changed(effective="01/01/2021"), "trước ngày ký"),
        (changed(expiry="01/3/2021"), "Hết hiệu lực từ"),
        (changed(signed="15/01/1021"), "trước năm 1945"),
        (changed(status="Còn hiệu lực", expiry="01/01/2022"), "đã hết hiệu lực"),
        (changed(status="sắp hết"), "không hiểu tình trạng"),
        (changed(number=None), "thiếu số, ký hiệu"),
        (changed(number="không số"), "không phải là số, ký hiệu"),
        (changed(number=5), "không phải là số, ký hiệu"),
        (changed(number="05/2021"), "không phải là số, ký hiệu"),
        (changed(number="05/2021/NĐ-CP và 06/2021/NĐ-CP"), "2 số văn bản"),
        (changed(number="48/2021/QĐ-UBND", issuer=None), "thiếu cơ quan ban hành"),
        (changed(number="12/2021/QH15", kind=None), "thiếu loại văn bản"),
        (changed(replaced_by="văn bản mới"), "không có số, ký hiệu"),
        (changed(replaced_by="05/2021/NĐ-CP"), "chính mình"),
        (changed(signed="=DATE(2021,1,15)"), "công thức chưa có kết quả"),
        (changed(title="=A1&B1"), "công thức chưa có kết quả"),
        (changed(title="#REF!"), "báo lỗi #REF!"),
        (changed(title="dài " * 2000), "dài hơn"),
    ],
)
def test_rows_that_cannot_be_read(tmp_path: Path, row: Sequence[Any], reason: str) -> None:
    """The bad row is refused with its number and the reason; the good one after it is taken."""
    other = (
        "06/2021/QĐ-TTg",
        "Quyết định",
        "Thủ tướng Chính phủ",
        "15/01/2021",
        *[None] * 4,
        "Hai",
    )
    result = read(workbook(tmp_path / "a.xlsx", [HEADINGS, row, other]))
    assert [(r.row, reason in r.reason) for r in result.refused] == [(2, True)], result.refused
    assert [e.number for e in result.entries] == ["06/2021/QĐ-TTg"]


def test_repeated_rows_are_refused_and_named(tmp_path: Path) -> None:
    result = read(workbook(tmp_path / "a.xlsx", [HEADINGS, GOOD, GOOD, changed(title="Tên khác")]))
    assert [(r.row, "trùng với hàng 2" in r.reason) for r in result.refused] == [
        (3, True),
        (4, True),
    ]
    assert len(result.entries) == 1


def test_a_successor_that_is_older_refuses_both_rows(tmp_path: Path) -> None:
    old = changed(number="01/2010/NĐ-CP", signed="15/01/2010", effective="01/3/2010")
    result = read(
        workbook(tmp_path / "a.xlsx", [HEADINGS, changed(replaced_by="01/2010/NĐ-CP"), old])
    )
    assert result.entries == ()
    assert [r.row for r in result.refused] == [2, 3]


def test_rows_are_counted_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    bad = changed(signed="31/02/2021")
    result = read(
        workbook(tmp_path / "a.xlsx", [(), ("DANH MỤC",), (), HEADINGS, (), GOOD, (), bad])
    )
    assert [r.message()[:22] for r in result.refused] == ["trang “Sheet”, hàng 8:"]


def test_cells_far_to_the_right_and_empty_rows_below_do_no_harm(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEADINGS))
    sheet.append(list(GOOD))
    sheet.cell(2, 16_000, "rác")
    sheet.cell(40_000, 1).value = None
    sheet.cell(3_000, 5, " ")
    book.save(tmp_path / "a.xlsx")
    result = read(tmp_path / "a.xlsx")
    assert (len(result.entries), result.refused) == (1, ())


# --- files of entries ---------------------------------------------------------------------------

ENTRY = b"""- id: 05/2021/N\xc4\x90-CP
  number: 05/2021/N\xc4\x90-CP
  kind: Nghi dinh
  issuer: Chinh phu
  confidence: high
  sources: [a]
"""


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.yaml", b"", "không có văn bản nào"),
        ("a.yaml", b"# chi co chu thich\n", "không có văn bản nào"),
        ("a.yaml", b"id: x\n", "phải là danh sách"),
        ("a.yaml", b"- [", "sai cú pháp YAML ở dòng"),
        ("a.yaml", b"- id: 'x\n", "sai cú pháp YAML"),
        ("a.yaml", b"- chu\n", "tên mục: giá trị"),
        ("a.yaml", b"- {id: x}\n", "bị thiếu"),
        ("a.yaml", ENTRY + b"  la: 1\n", "“la” là mục lạ"),
        ("a.yaml", ENTRY + b"  signed: 31/02/2021\n", "“signed” phải là ngày"),
        ("a.yaml", ENTRY + b"  signed: 2021-02-31\n", "ngày"),
        ("a.yaml", ENTRY.replace(b"high", b"chac"), "high, medium hoặc low"),
        ("a.yaml", ENTRY.replace(b"[a]", b"a"), "phải là danh sách"),
        ("a.yaml", ENTRY.replace(b"Chinh phu", b"2021"), "phải là chữ"),
        ("a.yaml", ENTRY + b"  provisions: [{article: 5, heading: a, gist: b}]\n", "provisions"),
        ("a.yaml", ENTRY + ENTRY, "id đã dùng ở trên"),
        ("a.yaml", b"\xff\xfe\x00", "UTF-8"),
        ("a.yaml", b"- " + b"[" * 100_000, "lồng quá sâu"),
        ("a.yaml", b"- " * 100_000 + b"x", "lồng quá sâu"),
        ("a.yaml", b"a: &a [x,x]\nb: &b [*a,*a]\n", "tham chiếu"),
        ("a.zip", b"khong phai zip", "hỏng"),
        ("a.docx", b"x", "hãy chọn tệp .yaml"),
        ("a", b"x", "hãy chọn tệp .yaml"),
    ],
)
def test_files_of_entries(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError, match=re.escape(says)) as error:
        read_incoming(path, on=date(2026, 11, 20), register=())
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({}, "không chứa tệp .yaml"),
        ({"a.txt": b"x"}, "không chứa tệp .yaml"),
        ({"__MACOSX/a.yaml": ENTRY}, "không chứa tệp .yaml"),
        ({"a.yaml": ENTRY, "b.yaml": ENTRY}, "đã có trong a.yaml"),
        ({"a.yaml": bytes(41_000_000)}, "quá lớn khi giải nén"),
        ({"a.yaml": b"- ["}, "sai cú pháp YAML"),
    ],
)
def test_zips(tmp_path: Path, members: dict[str, bytes], says: str) -> None:
    path = zipped(tmp_path / "a.zip", members)
    with pytest.raises(UserError, match=re.escape(says)):
        read_incoming(path, on=date(2026, 11, 20), register=())


@pytest.mark.parametrize("seed", range(40))
def test_any_damage_to_a_workbook_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    """Bytes changed at random, in the archive and inside its parts: never another exception."""
    chance = random.Random(seed)
    whole = workbook(tmp_path / "a.xlsx", [HEADINGS, GOOD, changed(title="=A2")])
    content = bytearray(whole.read_bytes())
    if seed % 2:
        with zipfile.ZipFile(whole) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice(sorted(members))
        part = bytearray(members[name])
        start = chance.randrange(len(part))
        del part[start : start + chance.randint(1, 20)]
        content = bytearray(zipped(tmp_path / "b.xlsx", members | {name: bytes(part)}).read_bytes())
    else:
        for _ in range(6):
            content[chance.randrange(len(content))] = chance.randrange(256)
    damaged = tmp_path / "c.xlsx"
    damaged.write_bytes(bytes(content))
    with suppress(UserError):
        assert len(read(damaged).entries) <= 2
