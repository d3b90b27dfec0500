"""The log of issued documents, as offices keep it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.corpus.office_log import load_office_log
from assistant.domain import OfficeDocument, UserError

Rows = Sequence[Sequence[object]]


def workbook(
    folder: Path, *sheets: Rows, merge: Sequence[str] = (), names: Sequence[str] = ()
) -> Path:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(names[number] if names else None)
        for row in rows:
            sheet.append(list(row))
        for area in merge:
            sheet.merge_cells(area)
    path = folder / "sổ văn bản đi.xlsx"
    book.save(path)
    return path


REPORT = OfficeDocument(137, "BC-UBND", date(2023, 7, 10), "kết quả dân vận quý II", "Báo cáo", "")

FORMS: list[tuple[str, Rows]] = [
    (
        "the form of Annex IV, with its title above and its column numbers below",
        [
            ["UBND XÃ SUỐI MÂY"],
            ["SỔ ĐĂNG KÝ VĂN BẢN ĐI"],
            ["Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký", "Nơi nhận văn bản"],
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["137/BC-UBND", "10/7/2023", "Báo cáo kết quả dân vận quý II", "A", "Huyện ủy"],
        ],
    ),
    (
        "number and code in two columns, real dates, kind of its own",
        [
            ["STT", "Số", "Ký hiệu", "Ngày ban hành", "Loại VB", "Trích yếu"],
            [1, 137, "BC-UBND", datetime(2023, 7, 10), "Báo cáo", "kết quả dân vận quý II"],
        ],
    ),
    (
        "short headings, code with its stroke, two-digit year",
        [
            ["TT", "Số VB", "KÝ HIỆU", "NGÀY KÝ", "NỘI DUNG"],
            ["1", "0137", "/BC-UBND", "10/07/23", "Báo cáo kết quả dân vận quý II"],
        ],
    ),
    (
        "no kind column: the code tells it; the day was never formatted as one",
        [
            ["Số/ký hiệu", "Ngày VB", "V/v"],
            ["Số: 137/BC-UBND", 45117, "kết quả dân vận quý II"],
        ],
    ),
    (
        "days without a year under a title that gives it",
        [
            ["SỔ VĂN BẢN ĐI NĂM 2023"],
            ["Số ký hiệu", "Ngày, tháng", "Trích yếu nội dung"],
            ["137/BC-UBND", "10/7", "Báo cáo kết quả dân vận quý II"],
        ],
    ),
    (
        "headings in two rows",
        [
            ["STT", "Văn bản", None, None, "Trích yếu nội dung", "Nơi nhận"],
            [None, "Số", "Ký hiệu", "Ngày ký", None, None],
            [1, 137, "BC-UBND", "ngày 10 tháng 7 năm 2023", "Báo cáo kết quả dân vận quý II", "x"],
        ],
    ),
    (
        "headings typed decomposed and with stray line ends",
        [
            ["Số,\nký hiệu", "Ngày\ntháng năm", "Trích  yếu"],
            ["137/BC - UBND", "10-7-2023", "Báo cáo: kết quả dân vận quý II"],
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "rows"), FORMS, ids=[reason for reason, _ in FORMS])
def test_forms_of_a_log(tmp_path: Path, reason: str, rows: Rows) -> None:
    (found,) = load_office_log(workbook(tmp_path, rows))
    expected = (REPORT.number, REPORT.code, REPORT.date, REPORT.title, REPORT.kind)
    assert (found.number, found.code, found.date, found.title, found.kind) == expected
    assert found.location == f"sổ văn bản đi, dòng {len(rows)}"


def test_rows_that_are_no_documents_are_passed_over(tmp_path: Path) -> None:
    rows = [
        ["Số, ký hiệu", "Ngày", "Trích yếu"],
        ["THÁNG 7", None, None],
        ["01/QĐ-UBND", date(2023, 7, 3), "Quyết định về việc kiện toàn Tổ công tác"],
        [None, None, None],
        ["02/UBND-VP", date(2023, 7, 4), "mời họp"],
        ["Tổng cộng: 2 văn bản", None, None],
    ]
    found = load_office_log(workbook(tmp_path, rows))
    assert [(d.number, d.code, d.kind, d.title) for d in found] == [
        (1, "QĐ-UBND", "Quyết định", "về việc kiện toàn Tổ công tác"),
        (2, "UBND-VP", "", "mời họp"),  # an official letter's code names no kind
    ]
    assert [d.location for d in found] == ["sổ văn bản đi, dòng 3", "sổ văn bản đi, dòng 5"]


def test_a_merged_day_stands_for_all_its_rows(tmp_path: Path) -> None:
    rows = [
        ["Số, ký hiệu", "Ngày", "Trích yếu"],
        ["01/QĐ-UBND", "03/7/2023", "một"],
        ["02/QĐ-UBND", None, "hai"],
        ["03/QĐ-UBND", None, "ba"],
    ]
    found = load_office_log(workbook(tmp_path, rows, merge=["B2:B3"]))
    assert [d.date for d in found] == [date(2023, 7, 3), date(2023, 7, 3), None]


def test_sheets_are_named_where_there_are_several(tmp_path: Path) -> None:
    head = ["Số, ký hiệu", "Ngày", "Trích yếu"]
    path = workbook(
        tmp_path,
        [head, ["05/QĐ-UBND", "03/7/2023", "x"]],
        [head, ["05/BC-UBND", "04/7/2023", "y"]],
        [["Hướng dẫn ghi sổ"]],
        names=["QĐ", "BC", "HD"],
    )
    assert [d.location for d in load_office_log(path)] == [
        "sổ văn bản đi, trang “QĐ”, dòng 2",
        "sổ văn bản đi, trang “BC”, dòng 2",
    ]


@pytest.mark.parametrize("day", ["30/02/2023", "không rõ", "7/2023", "31-6", 3])
def test_a_day_that_is_none_is_left_open(tmp_path: Path, day: object) -> None:
    (found,) = load_office_log(
        workbook(tmp_path, [["Số ký hiệu", "Ngày", "Trích yếu"], ["1/BC-UBND", day, "x"]])
    )
    assert found.date is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv(tmp_path: Path, encoding: str, separator: str) -> None:
    lines = [["Số ký hiệu", "Ngày", "Trích yếu"], ["137/BC-UBND", "10/7/2023", '"a, b; c"']]
    path = tmp_path / "so.csv"
    path.write_text("\r\n".join(separator.join(line) for line in lines), encoding)
    (found,) = load_office_log(path)
    assert (found.number, found.date, found.title) == (137, date(2023, 7, 10), "a, b; c")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Họ tên", "Ngày sinh"], ["A", "1/1/1990"]], "không có dòng tiêu đề"),
        ([["x"]] * 15 + [["Số ký hiệu", "Ngày", "Trích yếu"]], "không có dòng tiêu đề"),
        ([["Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày tháng", "Trích yếu"]], "sổ văn bản đến"),
    ],
)  # fmt: skip
def test_what_is_no_such_log(tmp_path: Path, rows: Rows, said: str) -> None:
    with pytest.raises(UserError, match=said):
        load_office_log(workbook(tmp_path, rows))


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="không phải bảng tính"):
        load_office_log(tmp_path / "a.docx")
    with pytest.raises(UserError, match="Không tìm thấy"):
        load_office_log(tmp_path / "a.xlsx")
