"""Tables as offices keep them become entries; what the register knows is never lost to them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from assistant.domain import Amendment, Confidence, Instrument
from assistant.register import load_register
from assistant.register.codec import to_yaml
from assistant.register.entries import parse_entries
from assistant.register.tables import TableImport, import_file

TODAY = date(2026, 11, 20)


def workbook(path: Path, rows: Iterable[Sequence[Any]], merge: Sequence[str] = ()) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merge:
        sheet.merge_cells(cells)
    book.save(path)
    return path


def read(path: Path, register: Sequence[Instrument] = ()) -> TableImport:
    return import_file(path, on=TODAY, register=register)


def only(result: TableImport) -> Instrument:
    assert [r.message() for r in result.refused] == []
    (entry,) = result.entries
    return entry


HEADINGS = (
    "Số, ký hiệu",
    "Loại văn bản",
    "Cơ quan ban hành",
    "Ngày ban hành",
    "Ngày hiệu lực",
    "Trích yếu",
)
ROW = ("05/2031/NĐ-CP", "Nghị định", "Chính phủ", "15/01/2031", "01/3/2031", "Về việc thử")


@pytest.mark.parametrize(
    "headings",
    [
        HEADINGS,
        (
            "SỐ KÝ HIỆU",
            "LOẠI VB",
            "CƠ QUAN BAN HÀNH",
            "NGÀY KÝ",
            "HIỆU LỰC TỪ NGÀY",
            "TRÍCH YẾU NỘI DUNG",
        ),
        (
            "so ky hieu",
            "loai van ban",
            "co quan ban hanh",
            "ngay ban hanh",
            "ngay co hieu luc",
            "ten van ban",
        ),
        (
            "Số/ký hiệu",
            "Tên loại",
            "CQ ban hành",
            "Ngày, tháng, năm ban hành",
            "Thời điểm có hiệu lực",
            "Về việc",
        ),
        (
            "Số hiệu (VB)",
            "Hình thức",
            "Nơi ban hành",
            "Ngày ký (dd/mm/yyyy)",
            "Ngày thi hành",
            "Nội dung",
        ),
    ],
)
def test_headings_as_offices_write_them(tmp_path: Path, headings: Sequence[str]) -> None:
    entry = only(read(workbook(tmp_path / "a.xlsx", [headings, ROW])))
    assert (entry.number, entry.kind, entry.issuer) == ROW[:3]
    assert (entry.signed, entry.effective) == (date(2031, 1, 15), date(2031, 3, 1))
    assert entry.title == "Về việc thử"
    assert entry.recorded_status == "unverified"  # the table says nothing of force
    assert entry.confidence is Confidence.LOW
    assert entry.verified_on is None
    assert entry.sources == ("Bảng a.xlsx",)


def test_a_letterhead_group_rows_and_a_repeated_heading_are_no_documents(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ("ỦY BAN NHÂN DÂN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("XÃ KHE VÁC", None, None, "Độc lập - Tự do - Hạnh phúc"),
            (),
            ("DANH MỤC VĂN BẢN NĂM 2031",),
            ("(Kèm theo Báo cáo số 12/BC-UBND ngày 05/01/2031)",),
            ("TT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Cơ quan ban hành"),
            ("(1)", "(2)", "(3)", "(4)", "(5)"),
            ("I", "LĨNH VỰC NỘI VỤ"),
            (1, "05/2031/NĐ-CP", "15/01/2031", "Về việc thử", "Chính phủ"),
            ("TT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Cơ quan ban hành"),
            (2, "06/2031/QĐ-TTg", "16/01/2031", "Về việc khác", "Thủ tướng Chính phủ"),
            ("Tổng cộng: 02 văn bản",),
        ],
    )
    result = read(path)
    assert [e.number for e in result.entries] == ["05/2031/NĐ-CP", "06/2031/QĐ-TTg"]
    assert result.refused == ()


def test_headings_in_two_rows_with_merged_cells(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ("STT", "Số, ký hiệu", "Ngày", None, None, "Trích yếu"),
            (None, None, "ban hành", "có hiệu lực", "hết hiệu lực", None),
            (1, "05/2031/NĐ-CP", "15/01/2031", "01/3/2031", "01/01/2035", "Về việc thử"),
        ],
        merge=["A1:A2", "B1:B2", "C1:E1", "F1:F2"],
    )
    entry = only(read(path))
    assert (entry.signed, entry.effective, entry.expiry) == (
        date(2031, 1, 15), date(2031, 3, 1), date(2035, 1, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (datetime(2031, 1, 15), date(2031, 1, 15)),  # a day of Excel
        (datetime(2031, 1, 15, 10, 30), date(2031, 1, 15)),
        (date(2031, 1, 15), date(2031, 1, 15)),
        ("15/01/2031", date(2031, 1, 15)),
        ("15/1/2031", date(2031, 1, 15)),
        ("15-01-2031", date(2031, 1, 15)),
        ("15.01.2031", date(2031, 1, 15)),
        ("2031-01-15", date(2031, 1, 15)),
        ("2031-01-15 00:00:00", date(2031, 1, 15)),
        ("ngày 15 tháng 01 năm 2031", date(2031, 1, 15)),
        ("Ngày 15/01/2031", date(2031, 1, 15)),
        (47863, date(2031, 1, 15)),  # a day whose cell lost its format
        ("-", None),
        ("Chưa rõ", None),
        (None, None),
    ],
)
def test_days(tmp_path: Path, written: Any, day: date | None) -> None:
    row = (ROW[0], "Nghị định", "Chính phủ", written, None, "Về việc thử")
    assert only(read(workbook(tmp_path / "a.xlsx", [HEADINGS, row]))).signed == day


def test_in_effect_from_the_day_of_signing(tmp_path: Path) -> None:
    row = (*ROW[:4], "Kể từ ngày ký", ROW[5])
    assert only(read(workbook(tmp_path / "a.xlsx", [HEADINGS, row]))).effective == date(2031, 1, 15)


@pytest.mark.parametrize(
    ("number", "kind", "issuer"),
    [
        ("05/2031/NĐ-CP", "Nghị định", "Chính phủ"),
        ("Số: 05/2031/QĐ-TTg", "Quyết định", "Thủ tướng Chính phủ"),
        ("05/2031/TT-BNV", "Thông tư", "Bộ Nội vụ"),
        ("05/2031/ND-CP", "Nghị định", "Chính phủ"),  # typed without accents
        ("05/2031/NÐ-CP", "Nghị định", "Chính phủ"),  # the Icelandic letter for Đ
        ("05 / 2031 / NĐ-CP.", "Nghị định", "Chính phủ"),
        ("Nghị định số 05/2031/NĐ-CP ngày 15/01/2031 của Chính phủ", "Nghị định", "Chính phủ"),
    ],
)
def test_what_the_number_itself_shows(tmp_path: Path, number: str, kind: str, issuer: str) -> None:
    entry = only(
        read(workbook(tmp_path / "a.xlsx", [("Số ký hiệu", "Trích yếu"), (number, "Về việc thử")]))
    )
    assert (entry.kind, entry.issuer) == (kind, issuer)
    assert entry.number.startswith("05/2031/")
    assert " " not in entry.number


def test_a_list_of_full_names_alone(tmp_path: Path) -> None:
    name = "Nghị định số 05/2031/NĐ-CP ngày 15/01/2031 của Chính phủ về việc thử"
    entry = only(read(workbook(tmp_path / "a.xlsx", [("Tên văn bản", "Ghi chú"), (name, "mới")])))
    assert (entry.number, entry.kind, entry.signed) == (
        "05/2031/NĐ-CP",
        "Nghị định",
        date(2031, 1, 15),
    )
    assert entry.title == "về việc thử"
    assert entry.note == "mới"


def test_local_documents_carry_their_place(tmp_path: Path) -> None:
    rows = [
        ("Số ký hiệu", "Cơ quan ban hành", "Ngày ban hành", "Trích yếu"),
        ("48/2031/QĐ-UBND", "Ủy ban nhân dân tỉnh Quảng Ngãi", "15/01/2031", "Một"),
        ("48/2031/QĐ-UBND", "UBND tỉnh Gia Lai", "15/01/2031", "Hai"),
        ("12-CT/HU", "Ban Thường vụ Huyện ủy Ba Tơ", "15/01/2024", "Ba"),
    ]
    result = read(workbook(tmp_path / "a.xlsx", rows))
    assert [(e.id, e.locality) for e in result.entries] == [
        ("48/2031/QĐ-UBND (Quảng Ngãi)", "Quảng Ngãi"),
        ("48/2031/QĐ-UBND (Gia Lai)", "Gia Lai"),
        ("12-CT/HU (Ba Tơ)", "Ba Tơ"),
    ]


def test_a_number_without_a_year_may_be_used_again(tmp_path: Path) -> None:
    rows = [
        ("Số ký hiệu", "Ngày ban hành", "Trích yếu"),
        ("33/CT-TTg", "20/11/2030", "Một"),
        ("33/CT-TTg", "26/11/2031", "Hai"),
    ]
    result = read(workbook(tmp_path / "a.xlsx", rows))
    assert [e.id for e in result.entries] == ["33/CT-TTg", "33/CT-TTg (2031)"]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Còn hiệu lực", "in_force"),
        ("con hieu luc", "in_force"),
        ("Hết hiệu lực toàn bộ", "expired"),
        ("Hết hiệu lực một phần", "partly_in_force"),
        ("Hết hiệu lực (NĐ mới thay)", "expired"),
        ("Chưa xác minh", "unverified"),
        ("in_force_amended", "in_force_amended"),
    ],
)
def test_statuses_that_a_table_states(tmp_path: Path, written: str, status: str) -> None:
    rows = [("Số ký hiệu", "Tình trạng hiệu lực"), ("05/2021/NĐ-CP", written)]
    entry = only(read(workbook(tmp_path / "a.xlsx", rows)))
    assert entry.recorded_status == status
    assert entry.verified_on == (None if status == "unverified" else TODAY)


def test_chains_are_closed_at_both_ends(tmp_path: Path) -> None:
    rows = [
        ("Số ký hiệu", "Ngày ban hành", "Thay thế bởi", "Sửa đổi, bổ sung bởi"),
        (
            "05/2021/NĐ-CP",
            "15/01/2021",
            "07/2031/NĐ-CP",
            "06/2025/NĐ-CP (bỏ khoản 1, 2 Điều 3); NĐ 08/2026/NĐ-CP",
        ),
        ("06/2025/NĐ-CP", "15/01/2025", None, "không"),
        ("07/2031/NĐ-CP", "15/01/2031", None, None),
    ]
    first, second, third = read(workbook(tmp_path / "a.xlsx", rows)).entries
    assert first.replaced_by == ("07/2031/NĐ-CP",)
    assert first.amended_by == (
        Amendment("06/2025/NĐ-CP", None, "bỏ khoản 1, 2 Điều 3"),
        Amendment("08/2026/NĐ-CP"),
    )
    assert second.amends == ("05/2021/NĐ-CP",)
    assert third.replaces == ("05/2021/NĐ-CP",)


# --- over what is known -------------------------------------------------------------------------


def known(**facts: Any) -> Instrument:
    sound: dict[str, Any] = {
        "id": "05/2021/NĐ-CP", "number": "05/2021/NĐ-CP", "kind": "Nghị định",
        "issuer": "Chính phủ", "title": "Về việc thử", "signed": date(2021, 1, 15),
        "effective": date(2021, 3, 1), "recorded_status": "in_force",
        "ask_as": ("một", "hai", "ba"), "verified_on": date(2026, 11, 1),
        "sources": ("Công báo",), "confidence": Confidence.HIGH,
    }  # fmt: skip
    return Instrument(**(sound | facts))


LIST = ("Số ký hiệu", "Ngày ban hành", "Ngày hết hiệu lực", "Tình trạng")


def test_a_row_that_adds_nothing_leaves_the_entry_alone(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [LIST, ("05/2021/NĐ-CP", "15/01/2021", None, "Còn hiệu lực")]
    )
    result = read(path, [known()])
    assert result.entries == ()
    assert result.known == ("05/2021/NĐ-CP",)


def test_a_row_adds_an_end_and_keeps_the_rest(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [LIST, ("05/2021/NĐ-CP", None, "01/12/2026", "Hết hiệu lực")]
    )
    entry = only(read(path, [known()]))
    assert (entry.expiry, entry.recorded_status) == (date(2026, 12, 1), "expired")
    assert entry.ask_as == ("một", "hai", "ba")
    assert entry.sources == ("Công báo", "Bảng a.xlsx")


@pytest.mark.parametrize(
    ("entry", "row", "reason"),
    [
        (known(), ("05/2021/NĐ-CP", "16/01/2021", None, None), "ngày ký 15/01/2021"),
        (known(expiry=date(2027, 1, 1)), ("05/2021/NĐ-CP", None, "01/02/2027", None), "01/01/2027"),
        (
            known(recorded_status="expired", expiry=date(2025, 1, 1)),
            ("05/2021/NĐ-CP", None, None, "Còn hiệu lực"),
            "hết hiệu lực",
        ),
        (
            known(recorded_status="unknown"),
            ("05/2021/NĐ-CP", None, None, "Còn hiệu lực"),
            "mâu thuẫn",
        ),
    ],
)
def test_a_table_is_no_proof_against_the_register(
    tmp_path: Path, entry: Instrument, row: Sequence[Any], reason: str
) -> None:
    result = read(workbook(tmp_path / "a.xlsx", [LIST, row]), [entry])
    assert result.entries == ()
    assert [reason in r.reason for r in result.refused] == [True]


def test_amendments_of_a_codification_go_from_the_newer_to_the_older(tmp_path: Path) -> None:
    """Its notes name ties in both directions; the dates tell which amends which."""
    path = tmp_path / "pd.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [
                (
                    "number",
                    "kind",
                    "issuer",
                    "signed_date",
                    "effective_date",
                    "title",
                    "demuc",
                    "amended_by",
                ),
                (
                    "05/2011/NĐ-CP",
                    "Nghị định",
                    "Chính phủ",
                    "2011-01-15",
                    "2011-03-01",
                    "Một",
                    "3.3 Công nghệ thông tin",
                    "06/2015/NĐ-CP",
                ),
                (
                    "06/2015/NĐ-CP",
                    "Nghị định",
                    "Chính phủ",
                    "2015-01-15",
                    "2015-03-01",
                    "Hai",
                    "3.3 Công nghệ thông tin",
                    "05/2011/NĐ-CP",
                ),
            ]
        )
    older, newer = read(path).entries
    assert ([a.number for a in older.amended_by], older.amends) == (["06/2015/NĐ-CP"], ())
    assert (newer.amended_by, newer.amends) == ((), ("05/2011/NĐ-CP",))
    assert older.recorded_status == "unverified"  # presence in it proves no force
    assert older.topics == ("Công nghệ thông tin",)
    assert older.confidence is Confidence.MEDIUM


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_as_programs_write_it(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([HEADINGS, ROW])
    assert only(read(path)).signed == date(2031, 1, 15)


def test_what_is_imported_can_be_written_and_read_again(tmp_path: Path) -> None:
    rows = [(*HEADINGS, "Sửa đổi bởi", "Ghi chú"), (*ROW, "06/2032/NĐ-CP (Điều 1: bỏ)", "a: b # c")]
    entry = only(read(workbook(tmp_path / "a.xlsx", rows)))
    assert parse_entries("a.yaml", to_yaml([entry], "Đầu tệp")) == [entry]


def test_the_codification_and_the_table_of_facts(shared: Path) -> None:
    """Every row is taken, known or refused with a reason; most are taken."""
    register = load_register().all()
    result = read(shared / "legal" / "phapdien_instruments.csv", register)
    assert len(result.entries) + len(result.refused) + len(result.known) == 3971
    assert len(result.refused) < 200
    # Those that the shipped register says were replaced have ended; none is said to be in force.
    assert {entry.recorded_status for entry in result.entries} == {"unverified", "expired"}
    facts = read(shared / "legal" / "instruments.csv", register)
    assert facts.entries == ()  # the shipped register holds them all
