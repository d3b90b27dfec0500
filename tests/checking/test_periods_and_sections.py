"""Periods, sections and former bodies: what the rules' pages leave out."""

from datetime import date

import pytest

from assistant.checking import CheckContext, check
from assistant.domain import Severity
from assistant.language.periods import parse_period

HEAD = "BÁO CÁO\nKết quả công tác dân vận năm 2023\n\n## I. Kết quả thực hiện\n"


def found(text: str, code: str, day: date = date(2023, 12, 10), period: str | None = None):
    context = CheckContext(day, period=parse_period(period) if period else None)
    return [d for d in check(text, context).diagnostics if d.code == code]


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("Ngày 12/9/2021, xã tổ chức ra quân.", ["12/9/2021"]),
        # The data of a year open in the middle of the December before.
        ("Ngày 20/12/2022, xã tổ chức ra quân.", []),
        # Deadlines and plans.
        ("Trước ngày 30/6/2024, xã sẽ tổ chức hội nghị.", []),
        # History, and the day that a document was signed.
        ("Ngày 12/9/2021 là ngày thành lập tổ hợp tác, đã hoạt động ổn định.", []),
        ("Xã đã mở lớp theo Kế hoạch số 12/KH-UBND ngày 05/8/2021.", []),
    ],
)
def test_days_outside_the_period(sentence: str, quotes: list[str]) -> None:
    assert [d.quote for d in found(HEAD + sentence, "DAT003")] == quotes


@pytest.mark.parametrize(
    ("paragraph", "quotes"),
    [
        ("Trong 6 tháng đầu năm 2022, xã đã tiếp nhận 200 hồ sơ.", ["6 tháng đầu năm 2022"]),
        ("Quý IV năm 2022 đã tổ chức 03 cuộc họp.", ["Quý IV năm 2022"]),
        # A comparison, and what the year before left over.
        ("Tổng số hồ sơ tăng 12% so với năm 2022.", []),
        ("Có 05 hồ sơ của năm 2022 chuyển sang.", []),
        # The paragraph speaks of both years.
        ("Năm 2022 đã tiếp nhận 200 hồ sơ, năm 2023 đã tiếp nhận 240.", []),
        # A year in the title of a plan issued before the year began.
        ("Xã thực hiện Kế hoạch số 90/KH-UBND ngày 05/12/2022 về công tác năm 2023.", []),
        # A period that holds this one.
        ("Xã đã thực hiện Chương trình giai đoạn 2021 - 2025.", []),
        # The future is a plan's.
        ("Xã đã xây dựng kế hoạch năm 2024.", []),
    ],
)
def test_passages_of_an_earlier_period(paragraph: str, quotes: list[str]) -> None:
    assert [d.quote for d in found(HEAD + paragraph, "DAT004")] == quotes


def test_the_callers_period_wins() -> None:
    text = HEAD + "Trong quý I năm 2023 đã mở 02 lớp."
    assert not found(text, "DAT004")
    assert [d.quote for d in found(text, "DAT004", period="quý II năm 2023")]


def test_a_missing_section_of_an_excerpt_is_only_told() -> None:
    excerpt = HEAD + "Xã đã mở 02 lớp.\n\n## II. Nhiệm vụ năm 2024\nTiếp tục tuyên truyền.\n"
    whole = excerpt + "\nTrên đây là báo cáo của Ủy ban nhân dân xã.\n"
    assert [d.severity for d in found(excerpt, "STR003")] == [Severity.INFO]
    assert [d.severity for d in found(whole, "STR003")] == [Severity.WARNING]
    assert found(whole, "STR003")[0].quote == "Kết quả công tác dân vận năm 2023"


def test_tasks_that_name_shortcomings_are_no_section_on_them() -> None:
    text = (
        HEAD + "Xã đã mở 02 lớp.\n\n## II. Nhiệm vụ năm 2024\nKhắc phục một số hạn chế đã nêu.\n"
        "\nTrên đây là báo cáo.\n"
    )
    assert len(found(text, "STR003")) == 1


@pytest.mark.parametrize(
    ("sentence", "day", "quotes"),
    [
        ("Xã đã báo cáo Phòng Nội vụ huyện Lam Hạc.", "2025-06-30", []),
        ("Xã đã báo cáo Phòng Nội vụ huyện Lam Hạc.", "2025-07-01", ["Phòng Nội vụ huyện"]),
        ("Bộ Kế hoạch và Đầu tư đã hướng dẫn.", "2025-02-20", []),
        ("Bộ Kế hoạch và Đầu tư đã hướng dẫn.", "2025-03-10", ["Bộ Kế hoạch và Đầu tư"]),
        # A document of its time keeps its issuer; one dated later cannot have it.
        ("Thực hiện Kế hoạch số 12/KH-UBND ngày 05/02/2025 của UBND huyện.", "2026-03-10", []),
        (
            "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/02/2026 của UBND huyện.",
            "2026-03-10",
            ["UBND huyện"],
        ),
        ("Năm 2024, UBND huyện đã khen thưởng 03 tập thể.", "2026-03-10", []),
        ("Hồ sơ của UBND huyện cũ đã được số hóa.", "2026-03-10", []),
        # A commune's own bodies, and words that only look alike.
        ("UBND xã, Công an xã và Ban Chỉ huy Quân sự xã đã phối hợp.", "2026-03-10", []),
        ("Công an quân khu đã phối hợp.", "2026-03-10", []),
    ],
)
def test_former_bodies(sentence: str, day: str, quotes: list[str]) -> None:
    diagnostics = found(sentence, "NAM003", date.fromisoformat(day))
    assert [d.quote for d in diagnostics] == quotes
