"""The shipped sample reports are right in every particular: the checker must stay silent on them.

They are what the office's prior reports look like to the drafter, so a wrong sum or an expired
decree here would be copied into drafts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

import pytest
import yaml

from assistant.domain import Reference, Span, Status
from assistant.language.dates import find_dates
from assistant.language.text import fold, nfc
from assistant.references import find_references
from assistant.register import load_register
from assistant.resources import data_folder

TWO_TIER_FROM = date(2025, 7, 1)  # Luật Tổ chức chính quyền địa phương 2025: no district level
CENTRAL = re.compile(r"/(?:NĐ-CP|NQ-CP|QĐ-TTg|CT-TTg|TT-[A-ZĐ]+)$|-(?:KL|NQ|QĐ|CT)/TW$")
COMMUNE_KINDS = {"Kế hoạch", "Quyết định", "Công văn", "Báo cáo", "Thông báo"}

# Instruments that a report names as history, though they were no longer in force on its date.
HISTORY = {
    "dan-van-khe-vac-nam-2022": {"290-QĐ/TW"},
    "cai-cach-hanh-chinh-khe-tram-nam-2023": {"30c/NQ-CP", "92/2009/NĐ-CP"},
    "cai-cach-hanh-chinh-van-hac-quy-3-2026": {"61/2018/NĐ-CP", "42/2022/NĐ-CP"},
    "tiep-cong-dan-son-hac-nam-2023": {"75/2012/NĐ-CP"},
}
# Instruments signed, but not yet in force, that a report announces with their first day.
ANNOUNCED = {"tiep-cong-dan-da-vac-6-thang-dau-nam-2026": {"154/2026/NĐ-CP"}}
# Cited as "thay thế …" or "được sửa đổi, bổ sung bởi …": the sentence itself says what they are,
# so the title is left out, as central instruments do; a nested citation is cut short as well.
TITLE_IMPLIED = {
    "290-QĐ/TW",
    "25-NQ/TW",
    "107/2021/NĐ-CP",
    "92/2009/NĐ-CP",
    "42/2022/NĐ-CP",
    "367/2025/NĐ-CP",
    "75/2012/NĐ-CP",
}

# (part, whole) of every percentage that a report states as a result.
SHARES = {
    "dan-van-khe-vac-nam-2022": {
        "75": (3900, 5200),
        "25": (1300, 5200),
        "9,97": (127, 1274),
        "85,71": (6, 7),
        "98,94": (1398, 1413),
        "81,82": (9, 11),
    },
    "dan-van-tan-hac-6-thang-dau-nam-2023": {"70,04": (844, 1205), "92": (138, 150)},
    "dan-van-da-vac-6-thang-dau-nam-2026": {
        "96,55": (1176, 1218),
        "82,01": (2985, 3640),
        "99,36": (3548, 3571),
        "84,21": (16, 19),
    },
    "cai-cach-hanh-chinh-tan-hac-quy-1-2024": {
        "26,47": (9, 34),
        "99,49": (371 + 216, 590),
        "72,07": (431, 598),
        "80": (284, 355),
        "95,42": (563, 590),
        "90,48": (19, 21),
        "98,56": (479, 486),
    },
    "cai-cach-hanh-chinh-khe-tram-nam-2023": {
        "92,68": (38, 41),
        "99,4": (2147, 2160),
        "62,66": (1366, 2180),
        "93,5": (187, 200),
        "90,91": (20, 22),
        "92,2": (4610, 5000),
    },
    "cai-cach-hanh-chinh-van-hac-quy-3-2026": {
        "71,15": (37, 52),
        "99,44": (1902 + 921, 2839),
        "89,99": (2536, 2818),
        "97,5": (2768, 2839),
        "87,18": (34, 39),
        "99,55": (1341, 1347),
    },
    "tiep-cong-dan-son-hac-nam-2023": {
        "16": (75 - 63, 75),
        "95": (19, 20),
        "95,45": (21, 22),
    },
    "tiep-cong-dan-da-vac-6-thang-dau-nam-2026": {
        "75": (3, 4),
        "90": (18, 20),
        "87,5": (21, 24),
    },
}
# Targets, thresholds and estimates: percentages that follow from no two figures of the report.
NO_SHARES = {
    "cai-cach-hanh-chinh-tan-hac-quy-1-2024": {"35", "50"},
    "cai-cach-hanh-chinh-khe-tram-nam-2023": {"99,6", "75"},
    "cai-cach-hanh-chinh-van-hac-quy-3-2026": {"90"},
}

# (parts, whole) of every sum that the prose states.
SUMS: dict[str, list[tuple[tuple[int, ...], int]]] = {
    "dan-van-khe-vac-nam-2022": [
        ((3900, 1300), 5200),
        ((1413, 13), 1426),
        ((1398, 15), 1413),
        ((11, 4), 15),
        ((3, 2, 1, 1), 7),
        ((2, 7), 9),
        ((8, 1), 9),
    ],
    "dan-van-tan-hac-6-thang-dau-nam-2023": [
        ((844, 361), 1205),
        ((1188, 17), 1205),
        ((1181, 7), 1188),
        ((29, 12), 41),
        ((24, 5), 29),
        ((412, 95), 507),
    ],
    "dan-van-da-vac-6-thang-dau-nam-2026": [
        ((3571, 69), 3640),
        ((3548, 23), 3571),
        ((17, 6), 23),
        ((52, 15), 67),
        ((11, 8, 4, 3), 26),
    ],
    "cai-cach-hanh-chinh-tan-hac-quy-1-2024": [
        ((9, 21, 4), 34),
        ((14, 598), 612),
        ((371, 216, 3), 590),
        ((590, 22), 612),
        ((10, 11), 21),
    ],
    "cai-cach-hanh-chinh-khe-tram-nam-2023": [((38, 3), 41), ((6, 1), 7), ((2147, 13), 2160)],
    "cai-cach-hanh-chinh-van-hac-quy-3-2026": [
        ((43, 3), 46),
        ((37, 15), 52),
        ((96, 2818), 2914),
        ((1902, 921, 16), 2839),
        ((2839, 75), 2914),
        ((26, 2), 28),
        ((41, 22), 63),
        ((12, 4), 16),
    ],
    "tiep-cong-dan-son-hac-nam-2023": [
        ((63, 12), 75),
        ((38, 25), 63),
        ((44, 27), 71),
        ((21, 1), 22),
    ],
    "tiep-cong-dan-da-vac-6-thang-dau-nam-2026": [
        ((31, 15), 46),
        ((41, 17), 58),
        ((21, 9, 4), 34),
        ((5, 2, 27), 34),
        ((15, 9, 6, 4), 34),
        ((30, 4), 34),
        ((3, 1), 4),
        ((24, 6), 30),
        ((4, 20), 24),
        ((1, 1, 4), 6),
        ((3, 18), 21),
        ((21, 3), 24),
    ],
}


@dataclass(frozen=True)
class Report:
    name: str
    front: dict[str, object]
    body: str
    notes: str
    references: tuple[Reference, ...]

    @property
    def date(self) -> date:
        day = self.front["date"]
        assert isinstance(day, date)
        return day

    @property
    def central(self) -> list[Reference]:
        return [r for r in self.references if r.number and CENTRAL.search(r.number)]

    @property
    def office(self) -> list[Reference]:
        return [r for r in self.references if r.number and not CENTRAL.search(r.number)]

    @property
    def own(self) -> list[Reference]:
        return [r for r in self.office if r.issuer == "UBND xã" and r.kind in COMMUNE_KINDS]


@lru_cache
def reports() -> tuple[Report, ...]:
    folder = data_folder("knowledge") / "reports"
    found = []
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".md") or file.name.endswith(".notes.md"):
            continue
        name = file.name.removesuffix(".md")
        _, front, body = nfc(file.read_text("utf-8")).split("---\n", 2)
        notes = nfc((folder / f"{name}.notes.md").read_text("utf-8"))
        found.append(
            Report(
                name,
                yaml.load(front, Loader=yaml.CSafeLoader),
                body,
                notes,
                tuple(find_references(body)),
            )
        )
    return tuple(found)


each_report = pytest.mark.parametrize("report", reports(), ids=lambda r: r.name)


def numbers(text: str) -> list[str]:
    """Numbers of two or more digits, canonical: "1.250,50" → "1250,5", "02" → "2"."""
    found = []
    for token in re.findall(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?", text):
        if sum(c.isdigit() for c in token) >= 2:
            whole, _, decimals = token.replace(".", "").partition(",")
            decimals = decimals.rstrip("0")
            found.append((whole.lstrip("0") or "0") + ("," + decimals if decimals else ""))
    return found


def all_numbers(text: str) -> set[str]:
    """As ``numbers``, and those of one digit as well."""
    return set(numbers(text)) | set(re.findall(r"(?<![\d.,])\d(?!\d|[.,]\d)", text))


def blank(text: str, spans: list[Span]) -> str:
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def tables(text: str) -> list[list[list[str]]]:
    grouped: list[list[list[str]]] = []
    previous = -2
    for index, line in enumerate(text.splitlines()):
        if line.startswith("|"):
            if index != previous + 1:
                grouped.append([])
            grouped[-1].append([cell.strip() for cell in line.strip("|").split("|")])
            previous = index
    return grouped


def test_there_are_reports_of_three_types() -> None:
    per_type: dict[object, int] = defaultdict(int)
    for report in reports():
        per_type[report.front["report_type"]] += 1
    assert per_type == {"dan-van": 3, "cai-cach-hanh-chinh": 3, "tiep-cong-dan": 2}


@each_report
def test_front_matter_is_complete(report: Report) -> None:
    front = report.front
    assert report.name.startswith(f"{front['report_type']}-")
    assert str(front["office"]).startswith("Ủy ban nhân dân xã ")
    assert str(front["province"]).startswith("tỉnh ")
    assert re.fullmatch(r"\d{2,}/BC-UBND", str(front["number"]))
    assert isinstance(front["date"], date)
    assert f"**{front['title']}**" in report.body
    assert str(front["period"]) in report.body


@each_report
def test_district_level_ends_on_1_july_2025(report: Report) -> None:
    speaks_of_it = re.search(r"\b(?:huyện|thị trấn)\b", report.body)
    if report.date >= TWO_TIER_FROM:
        assert report.front["district"] == ""
        assert not speaks_of_it
    else:
        assert str(report.front["district"]).startswith("huyện ")
        assert speaks_of_it


@each_report
def test_sections_are_complete_and_consecutive(report: Report) -> None:
    sections = re.findall(r"^## ([IVX]+)\. ", report.body, re.M)
    assert sections == ["I", "II", "III", "IV", "V", "VI"]
    for section in re.split(r"^## ", report.body, flags=re.M)[1:]:
        parts = [int(n) for n in re.findall(r"^### (\d+)\. ", section, re.M)]
        assert parts == list(range(1, len(parts) + 1))
        for part in re.split(r"^### ", section, flags=re.M)[1:]:
            letters = re.findall(r"^#### ([a-zđ])\) ", part, re.M)
            assert letters == list("abcdđe")[: len(letters)]
    assert report.body.rstrip().endswith("./.")
    assert 900 <= len(report.body.split()) <= 1650


@each_report
def test_nothing_is_said_twice(report: Report) -> None:
    lines = [line.strip() for line in report.body.splitlines() if len(line) > 40]
    assert len(lines) == len(set(lines))


@each_report
def test_central_instruments_agree_with_the_register(report: Report) -> None:
    assert report.central
    register = load_register()
    cited: set[str] = set()
    for reference in report.central:
        assert reference.number
        resolved = register.resolve(reference)
        assert resolved.instruments, f"{reference.text} is not in the register"
        instrument = resolved.instruments[0]
        if reference.number in cited:
            continue
        cited.add(reference.number)
        if reference.number != "25-NQ/TW":  # stands inside the title of 43-KL/TW
            assert reference.signed == instrument.signed, reference.text
        if reference.number not in TITLE_IMPLIED and "sửa đổi" not in fold(instrument.title):
            assert fold(instrument.title) in fold(report.body), instrument.title


@each_report
def test_central_instruments_are_in_force_unless_named_as_history(report: Report) -> None:
    register = load_register()
    ended, not_yet = set(), set()
    for reference in report.central:
        instrument = register.resolve(reference).instruments[0]
        status = register.validity(instrument, report.date).status
        if status is Status.EXPIRED:
            ended.add(reference.number)
        elif status is Status.NOT_YET:
            not_yet.add(reference.number)
        assert instrument.signed is None or instrument.signed <= report.date
    assert ended == HISTORY.get(report.name, set())
    assert not_yet == ANNOUNCED.get(report.name, set())


@each_report
def test_office_numbers_rise_with_their_dates(report: Report) -> None:
    """Decree 30/2020/NĐ-CP, article 15: one series for each kind in each year."""
    series: dict[tuple[str | None, int], list[tuple[date, int]]] = defaultdict(list)
    for reference in report.own:
        if reference.signed and reference.serial:
            key = reference.kind, reference.signed.year
            series[key].append((reference.signed, int(reference.serial)))
    number = str(report.front["number"])
    series["Báo cáo", report.date.year].append((report.date, int(number.split("/")[0])))
    assert len(report.own) >= 4
    for issued in series.values():
        serials = [serial for _, serial in sorted(issued)]
        assert serials == sorted(set(serials))


@each_report
def test_office_documents_stand_in_the_notes(report: Report) -> None:
    for reference in report.office:
        assert str(reference.number) in report.notes, reference.text
        if reference.signed:
            dates = {mention.value for mention in find_dates(report.notes)}
            assert reference.signed in dates, reference.text


@each_report
def test_figures_stand_in_the_notes(report: Report) -> None:
    spans = [s for r in report.references for s in (r.number_span, r.signed_span) if s]
    spans += [mention.span for mention in find_dates(report.body)]
    prose = blank(report.body, spans)
    year = report.date.year
    prose = re.sub(rf"(?:năm |tháng \d+/|tháng 0\d/)(?:{year}|{year + 1})\b", " ", prose)
    missing = set(numbers(prose)) - all_numbers(report.notes)
    assert not missing, sorted(missing)


@each_report
def test_percentages_are_right(report: Report) -> None:
    stated = set(re.findall(r"(\d+(?:,\d+)?)%", report.body))
    shares = SHARES[report.name]
    assert stated == set(shares) | NO_SHARES.get(report.name, set())
    for printed, (part, whole) in shares.items():
        exact = Decimal(part) * 100 / Decimal(whole)
        value = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert Decimal(printed.replace(",", ".")) == value, (printed, value)


@each_report
def test_sums_are_right(report: Report) -> None:
    stated = all_numbers(report.body)
    for parts, whole in SUMS[report.name]:
        assert sum(parts) == whole
        assert {str(n) for n in (*parts, whole)} <= stated


def test_tables_add_up() -> None:
    seen = 0
    for report in reports():
        for table in tables(report.body):
            seen += 1
            rows = [[int(c.replace(".", "")) for c in row[1:]] for row in table[2:]]
            assert table[-1][0] == "Tổng cộng"
            assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]
            for row in rows:  # the whole stands last ("Cộng") or first ("Tiếp nhận")
                whole, parts = (row[-1], row[:-1]) if table[0][-1] == "Cộng" else (row[0], row[1:])
                assert sum(parts) == whole
    assert seen >= 2


@each_report
def test_dates_are_written_as_decree_30_asks(report: Report) -> None:
    """Annex I: a 0 before days below 10 and before months 1 and 2, and no others."""
    for mention in find_dates(report.body):
        day, month = re.findall(r"\d+", mention.span.of(report.body))[:2]
        assert mention.value is not None
        assert day == f"{mention.day:02d}"
        assert month == (f"{mention.month:02d}" if mention.month < 3 else str(mention.month))


@each_report
def test_abbreviations_are_explained_at_first_use(report: Report) -> None:
    spans = [r.number_span for r in report.references if r.number_span]
    prose = blank(report.body.replace("# BÁO CÁO", "#"), spans)
    known = {"QR"}  # a name that everyone uses as it is
    for match in re.finditer(r"(?<![\w/-])[A-ZĐ]{2,}(?![\w/-])", prose):
        word = match[0]
        if word in known or re.fullmatch(r"[IVX]+", word):
            continue
        around = prose[match.start() - 1 : match.end() + 1]
        assert around == f"({word})", prose[match.start() - 40 : match.end() + 10]
        known.add(word)
