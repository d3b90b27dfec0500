"""The office's own documents: their order, and what the log of issued documents says of them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checking import CheckContext, check
from assistant.checking.document import Document
from assistant.checking.own_documents import own_documents
from assistant.domain import Diagnostic, OfficeDocument, Profile, Severity
from assistant.language.dates import format_date
from assistant.profile import load_profile
from tests.conftest import RunCli

DAY = date(2023, 12, 10)


def found(
    text: str, *codes: str, log: tuple[OfficeDocument, ...] = (), day: date = DAY
) -> list[Diagnostic]:
    result = check(text, CheckContext(day, office_log=log))
    return [d for d in result.diagnostics if d.code in codes]


def row(number: int, code: str, day: date | None, title: str, kind: str = "") -> OfficeDocument:
    return OfficeDocument(number, code, day, title, kind, f"sổ văn bản đi, dòng {number}")


@pytest.mark.parametrize(
    ("text", "numbers", "why"),
    [
        (
            "UBND xã ban hành Kế hoạch số 5/KH-UBND ngày 10/01/2023.",
            [5],
            "the commune's committee issues it",
        ),
        (
            "Thực hiện Kế hoạch số 5/KH-UBND ngày 10/01/2023 về dân vận.",
            [],
            "acted on without an issuer: it may be the district's",
        ),
        (
            "Theo nhiệm vụ UBND huyện giao tại Quyết định số 926/QĐ-UBND ngày 21/12/2021.",
            [],
            "the district's, named before it",
        ),
        ("Kế hoạch số 5/KH-UBND ngày 10/01/2023 của UBND huyện.", [], "the district's"),
        ("Kế hoạch số 5/KH-UBND ngày 10/01/2023 của UBND xã Ba Bích.", [5], "the commune's"),
        (
            "Kế hoạch số 5/KH-UBND ngày 10/01/2023 của UBND xã Ba Bích (cũ).",
            [],
            "a commune that is no longer",
        ),
        (
            "Theo chỉ đạo của UBND huyện, UBND xã ban hành Công văn số 9/UBND-VP ngày 10/01/2023.",
            [9],
            "the nearest body before it is the issuer",
        ),
        (
            "Các văn bản đã ban hành:\n- Quyết định số 7/QĐ-UBND ngày 10/01/2023 về dân vận;",
            [7],
            "a list of the office's own",
        ),
        (
            "Các văn bản của UBND huyện:\n- Quyết định số 7/QĐ-UBND ngày 10/01/2023 về dân vận;",
            [],
            "a list of the district's",
        ),
        (
            "Ngày 28/02/2023, UBND xã ban hành Kế hoạch số 36/KH-UBND về tuyên truyền.",
            [36],
            "the day stands before the number",
        ),
        (
            "Từ ngày 28/02/2023 đến nay chưa sửa Kế hoạch số 36/KH-UBND về tuyên truyền.",
            [],
            "a day that is not that of issue",
        ),
        (
            "Xã ban hành Kế hoạch số 5/KH-UBND ngày 10/01/2023 về dân vận và Kế hoạch số 6/KH-UBND "
            "ngày 12/01/2023 về hòa giải.",
            [5, 6],
            "both of an enumeration",
        ),
        (
            "Thực hiện Kế hoạch số 5/KH-UBND ngày 10/01/2023 và Kế hoạch số 6/KH-UBND ngày "
            "12/01/2023.",
            [],
            "both are acted on",
        ),
        ("Ban hành Kế hoạch số 5/KH-UBND ngày 10/01/2023.", [5], "“Ban hành” is no “Ban”"),
        (
            "Bộ phận Một cửa áp dụng Quyết định số 7/QĐ-UBND ngày 10/01/2023.",
            [7],
            "“Bộ phận” is no ministry",
        ),
        ("Quyết định số 7/2021/QĐ-UBND ngày 10/01/2021.", [], "a legal instrument of a province"),
        ("Kế hoạch số 5-KH/ĐU ngày 10/01/2023.", [], "the Party's"),
        (
            "Số: 126/BC-UBND\nBa Bích, ngày 10 tháng 12 năm 2023\nBÁO CÁO",
            [126],
            "the report's own number, with the report's date below it",
        ),
        ("Số: 126/BC-UBND\nBÁO CÁO", [], "a number whose day the report does not bear"),
    ],
)
def test_own_documents(text: str, numbers: list[int], why: str) -> None:
    own = own_documents(Document(text), None, DAY)
    assert [document.number for document in own] == numbers, why


def test_the_profile_tells_another_commune() -> None:
    text = "Kế hoạch số 5/KH-UBND ngày 10/01/2023 của UBND xã Ba Dinh."
    assert own_documents(Document(text), Profile(commune="xã Ba Bích"), DAY) == ()
    assert own_documents(Document(text), Profile(commune="xã Ba Dinh"), DAY)


LISTED = "UBND xã đã ban hành:\n"


@pytest.mark.parametrize(
    ("text", "reported", "why"),
    [
        (
            "- Kế hoạch số 20/KH-UBND ngày 28/02/2023;\n- Kế hoạch số 23/KH-UBND ngày 13/02/2023.",
            {"20/KH-UBND", "23/KH-UBND"},
            "a pair: nothing tells which is wrong",
        ),
        (
            "- Kế hoạch số 06/KH-UBND ngày 17/01/2023;\n- Kế hoạch số 36/KH-UBND ngày 19/01/2023;\n"
            "- Kế hoạch số 08/KH-UBND ngày 30/01/2023;\n- Kế hoạch số 10/KH-UBND ngày 03/02/2023;\n"
            "- Kế hoạch số 20/KH-UBND ngày 28/02/2023.",
            {"36/KH-UBND", "20/KH-UBND"},
            "one odd number explains all: it and its nearest by number",
        ),
        (
            "- Kế hoạch số 20/KH-UBND ngày 28/02/2023;\n- Kế hoạch số 21/KH-UBND ngày 28/02/2023.",
            set(),
            "two of one day",
        ),
        (
            "- Kế hoạch số 20/KH-UBND ngày 28/02/2023;\n- Quyết định số 23/QĐ-UBND ngày 13/02/2023;"
            "\n- Công văn số 31/UBND ngày 02/01/2023.",
            set(),
            "each kind is numbered by itself",
        ),
        (
            "- Kế hoạch số 20/KH-UBND ngày 28/02/2023;\n- Kế hoạch số 123/KH-UBND ngày 20/12/2022.",
            set(),
            "numbers begin anew each year",
        ),
        (
            "- Kế hoạch số 120/KH-UBND ngày 12/6/2025;\n- Kế hoạch số 04/KH-UBND ngày 03/7/2025.",
            set(),
            "new communes began to count on 01/7/2025",
        ),
        (
            "- Kế hoạch số 20/KH-UBND ngày 28/02/2023;\n"
            "- Kế hoạch số 112/KH-UBND ngày 13/02/2023 của UBND huyện.",
            set(),
            "another office's number",
        ),
        (
            "- Kế hoạch số 20/KH-UBND ngày 28/02/2023;\n- Kế hoạch số 20/KH-UBND ngày 28/02/2023.",
            set(),
            "one document cited twice",
        ),
        (
            "- Kế hoạch số 35/KH-UBND ngày 26/02/2023 về tuyên truyền nông thôn mới;\n"
            "- Kế hoạch số 52/KH-UBND ngày 15/4/2023 về cải tạo cảnh quan;\n"
            "- Kế hoạch số 53/KH-UBND ngày 26/02/2023 về tuyên truyền nông thôn mới.",
            set(),
            "one document under two numbers is REF010's",
        ),
    ],
)
def test_order(text: str, reported: set[str], why: str) -> None:
    diagnostics = found(LISTED + text, "REF011")
    assert {d.quote.split()[3] for d in diagnostics} == reported, why
    assert all(d.related for d in diagnostics)


def test_a_pair_name_each_other() -> None:
    text = LISTED + (
        "- Kế hoạch số 20/KH-UBND ngày 28/02/2023;\n- Kế hoạch số 23/KH-UBND ngày 13/02/2023."
    )
    one, other = found(text, "REF011")
    assert other.quote in {related.quote for related in one.related}
    assert one.quote in {related.quote for related in other.related}
    assert "23/KH-UBND ngày 13/02/2023" in one.message
    assert "20/KH-UBND ngày 28/02/2023" in other.message


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 60)), unique_by=lambda item: item[0]))
def test_what_is_not_reported_is_in_order(items: list[tuple[int, int]]) -> None:
    """The documents left unreported follow their dates; those in order are all left."""
    days = {number: date(2023, 1, 1) + timedelta(days=offset) for number, offset in items}
    text = LISTED + "".join(
        f"- Kế hoạch số {number}/KH-UBND ngày {format_date(day)};\n" for number, day in days.items()
    )
    reported = {int(d.quote.split()[3].split("/")[0]) for d in found(text, "REF011")}
    left = [days[number] for number in sorted(days) if number not in reported]
    assert left == sorted(left)
    in_order = [days[number] for number in sorted(days)]
    assert bool(reported) == (in_order != sorted(in_order))


LOG = (
    row(5, "KH-UBND", date(2023, 1, 10), "Kế hoạch công tác dân vận chính quyền năm 2023"),
    row(9, "KH-UBND", date(2023, 2, 6), "tuyên truyền cải cách hành chính", "Kế hoạch"),
    row(14, "KH-UBND", date(2023, 3, 15), "kiểm tra kỷ luật, kỷ cương hành chính", "Kế hoạch"),
    row(3, "QĐ-UBND", date(2023, 1, 12), "kiện toàn Ban Chỉ đạo chuyển đổi số", "Quyết định"),
)


@pytest.mark.parametrize(
    ("text", "code", "quote", "fix", "severity", "why"),
    [
        (
            "UBND xã ban hành Kế hoạch số 09/KH-UBND ngày 16/02/2023 về tuyên truyền cải cách hành "
            "chính.",
            "REF010", "16/02/2023", "06/02/2023", Severity.ERROR,
            "number and title are the log's, the day is not",
        ),
        (
            "UBND xã ban hành Kế hoạch số 10/KH-UBND ngày 06/02/2023 về tuyên truyền cải cách hành "
            "chính.",
            "REF010", "10/KH-UBND", "09/KH-UBND", Severity.ERROR,
            "day and title are the log's, the number is not",
        ),
        (
            "UBND xã ban hành Kế hoạch số 09/KH-UBND ngày 06/02/2022 về tuyên truyền cải cách hành "
            "chính.",
            "REF010", "06/02/2022", "06/02/2023", Severity.ERROR,
            "the year was written wrong",
        ),
        (
            "UBND xã ban hành Kế hoạch số 14/KH-UBND ngày 15/3/2023 về phòng, chống thiên tai.",
            "REF005", "về phòng, chống thiên tai", None, Severity.WARNING,
            "number and day are the log's, the title is another",
        ),
        (
            "UBND xã ban hành Kế hoạch số 11/KH-UBND ngày 20/02/2023 về phòng, chống thiên tai.",
            "REF003", "Kế hoạch số 11/KH-UBND", None, Severity.INFO,
            "not in the log, which has gaps",
        ),
        (
            "UBND xã ban hành Kế hoạch số 11/KH-UBND ngày 20/4/2023 về phòng, chống thiên tai.",
            "REF011", "Kế hoạch số 11/KH-UBND ngày 20/4/2023", None, Severity.WARNING,
            "its place between the log's rows is another",
        ),
    ],
)  # fmt: skip
def test_against_the_log(
    text: str, code: str, quote: str, fix: str | None, severity: Severity, why: str
) -> None:
    (diagnostic,) = found(text, code, log=LOG)
    assert (diagnostic.quote, diagnostic.fix, diagnostic.severity) == (quote, fix, severity), why
    assert (code == "REF003") == (not diagnostic.evidence)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("UBND xã ban hành Kế hoạch số 5/KH-UBND ngày 10/01/2023 về dân vận.", "as in the log"),
        (
            "UBND xã ban hành Kế hoạch số 09/KH-UBND ngày 06/02/2023 tuyên truyền CCHC năm 2023.",
            "abbreviated",
        ),
        ("Kế hoạch số 09/KH-UBND ngày 16/02/2023 của UBND huyện về dân vận.", "another office's"),
        ("UBND xã ban hành Kế hoạch số 77/KH-UBND ngày 01/10/2021.", "a year that the log lacks"),
        ("UBND xã ban hành Tờ trình số 4/TTr-UBND ngày 01/3/2023.", "a kind that the log lacks"),
        ("Thực hiện Kế hoạch số 99/KH-UBND ngày 01/3/2023.", "perhaps another office's"),
    ],
)
def test_the_log_agrees(text: str, why: str) -> None:
    assert not found(text, "REF003", "REF005", "REF010", "REF011", log=LOG), why


def test_a_log_without_gaps_makes_absence_a_warning() -> None:
    log = tuple(row(n, "KH-UBND", date(2023, 1, n), f"việc thứ {n}", "Kế hoạch") for n in (1, 2, 4))
    text = "UBND xã ban hành Kế hoạch số 03/KH-UBND ngày 03/01/2023 về bảo vệ rừng."
    (diagnostic,) = found(text, "REF003", log=log)
    assert diagnostic.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("text", "quotes", "why"),
    [
        (
            "Kế hoạch số 35/KH-UBND ngày 26/02/2023 về vệ sinh môi trường thôn 1;\n"
            "Kế hoạch số 53/KH-UBND ngày 26/02/2023 về vệ sinh môi trường thôn 2;",
            [],
            "titles that differ in a number are two documents",
        ),
        (
            "Quyết định số 35/QĐ-UBND ngày 26/02/2023 kiện toàn tổ hòa giải thôn Làng Mạ;\n"
            "Quyết định số 36/QĐ-UBND ngày 26/02/2023 kiện toàn tổ hòa giải thôn Con Rã;",
            [],
            "titles that differ in a name are two documents",
        ),
        (
            "Kế hoạch số 35/KH-UBND ngày 26/02/2023 về phòng, chống cháy rừng mùa khô;\n"
            "Kế hoạch số 35/KH-UBND ngày 26/02/2023 về đối thoại trực tiếp với Nhân dân;",
            ["về đối thoại trực tiếp với Nhân dân"],
            "one number with titles on two subjects",
        ),
        (
            "Kế hoạch số 35/KH-UBND ngày 26/02/2023 về phòng, chống cháy rừng mùa khô;\n"
            "Kế hoạch số 35/KH-UBND ngày 26/02/2023 về phòng, chống cháy rừng;",
            [],
            "a title cut short",
        ),
    ],
)
def test_conflicts(text: str, quotes: list[str], why: str) -> None:
    assert [d.quote for d in found(text, "REF010")] == quotes, why


LOG_CSV = (
    "Số,Ký hiệu,Ngày ban hành,Loại văn bản,Trích yếu\n"
    "09,KH-UBND,06/02/2023,Kế hoạch,Tuyên truyền cải cách hành chính\n"
)
REPORT = "UBND xã ban hành Kế hoạch số 09/KH-UBND ngày 16/02/2023 về tuyên truyền CCHC.\n"


def test_check_reads_the_log(run_cli: RunCli, tmp_path: Path) -> None:
    report, log, profile = tmp_path / "r.txt", tmp_path / "so.csv", tmp_path / "p.toml"
    report.write_text(REPORT, "utf-8")
    log.write_text(LOG_CSV, "utf-8")
    profile.write_text('commune = "xã Ba Bích"\n\n[office]\nlog = "so.csv"\n', "utf-8")
    for option in (("--log", log), ("--profile", profile)):
        done = run_cli("check", report, *option, "--report-date", "2023-07-10", "--json")
        assert done.returncode == 1, done.stderr
        result = json.loads(done.stdout)
        (diagnostic,) = (d for d in result["diagnostics"] if d["code"] == "REF010")
        assert diagnostic["fix"] == "06/02/2023"
        (evidence,) = (e for e in result["evidence"] if e["id"] in diagnostic["evidence"])
        assert evidence["id"] == "log:1"
        assert evidence["source"] == "office_log"
        assert evidence["location"] == "sổ văn bản đi, dòng 2"


def test_a_missing_log_is_said(run_cli: RunCli, tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    report.write_text(REPORT, "utf-8")
    done = run_cli("check", report, "--log", tmp_path / "không-có.xlsx")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_profile_names_its_log_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text('[office]\nlog = "so/van-ban-di.xlsx"\n', "utf-8")
    assert load_profile(path).office_log == str(tmp_path / "so" / "van-ban-di.xlsx")
