"""Which instrument governs a matter on a date; chains; abstention."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answering import answer
from assistant.domain import Status, UserError

LIVING = {Status.IN_FORCE, Status.AMENDED, Status.PARTLY}


def ask(question: str, on: str = "2024-06-30"):  # type: ignore[no-untyped-def]
    return answer(question, as_of=date.fromisoformat(on))


@pytest.mark.parametrize(
    ("question", "on", "first"),
    [
        ("nghị định nào quy định về cơ chế một cửa", "2016-06-30", "09/2015/QĐ-TTg"),
        ("nghị định nào quy định về cơ chế một cửa", "2023-06-30", "61/2018/NĐ-CP"),
        ("nghị định nào quy định về cơ chế một cửa", "2026-11-24", "118/2025/NĐ-CP"),
        ("nghi dinh nao quy dinh ve co che mot cua", "2023-06-30", "61/2018/NĐ-CP"),
        ("nghị định nào quy định về cơ chế một cửa hồi 2022", "2026-11-24", "61/2018/NĐ-CP"),
        ("tại ngày 30/6/2023 nghị định nào quy định một cửa", "2026-11-24", "61/2018/NĐ-CP"),
        ("tiếp công dân theo nghị định nào", "2025-01-01", "64/2014/NĐ-CP"),
        ("tiếp công dân theo nghị định nào", "2026-11-20", "154/2026/NĐ-CP"),
        ("luật nào quy định về tiếp công dân", "2023-06-30", "42/2013/QH13"),
        ("van ban nao quy dinh dan chu o xa phuong thi tran", "2020-06-30", "34/2007/PL-UBTVQH11"),
        ("luật nào quy định dân chủ ở cơ sở", "2024-01-01", "10/2022/QH15"),
        ("hương ước, quy ước căn cứ văn bản nào", "2023-08-15", "22/2018/QĐ-TTg"),
        ("hương ước, quy ước căn cứ văn bản nào", "2023-08-16", "61/2023/NĐ-CP"),
        ("công tác văn thư", "2024-01-01", "30/2020/NĐ-CP"),
        ("nghị định hướng dẫn luật khiếu nại", "2023-06-30", "124/2020/NĐ-CP"),
        ("luật cán bộ công chức", "2026-01-01", "80/2025/QH15"),
        ("ky luat can bo cong chuc", "2024-01-01", "112/2020/NĐ-CP"),
        ("hoa giai vien o thon theo luat nao", "2024-01-01", "35/2013/QH13"),
        ("luật giao dịch điện tử", "2020-01-01", "51/2005/QH11"),
        ("luật giao dịch điện tử", "2025-01-01", "20/2023/QH15"),
    ],
)
def test_the_governing_instrument_comes_first(question: str, on: str, first: str) -> None:
    found = ask(question, on)
    assert not found.abstained
    assert found.citations[0].number == first


@pytest.mark.parametrize(
    ("question", "on", "first"),
    [
        ("văn bản nào thay thế nghị định 61/2018/NĐ-CP", "2026-11-24", "118/2025/NĐ-CP"),
        ("nghị định 149/2018/NĐ-CP bị thay thế bởi văn bản nào", "2023-07-10", "145/2020/NĐ-CP"),
        ("nghị định 118/2025/NĐ-CP thay thế văn bản nào", "2026-11-24", "61/2018/NĐ-CP"),
        ("nghị định nào sửa đổi nghị định 61/2018/NĐ-CP", "2023-06-30", "107/2021/NĐ-CP"),
        ("nghị định 107/2021/NĐ-CP sửa đổi nghị định nào", "2023-06-30", "61/2018/NĐ-CP"),
        ("nghi dinh 61/2018 con hieu luc khong", "2023-06-30", "61/2018/NĐ-CP"),
        ("luật tiếp công dân do ai ban hành", "2024-01-01", "42/2013/QH13"),
    ],
)
def test_questions_about_a_named_instrument(question: str, on: str, first: str) -> None:
    assert ask(question, on).citations[0].number == first


def test_the_answer_names_status_amendments_and_what_came_after() -> None:
    found = ask("nghị định nào quy định về cơ chế một cửa", "2023-06-30")
    governing = found.citations[0]
    assert governing.status is Status.AMENDED
    assert "107/2021/NĐ-CP" in governing.amended_by
    assert "107/2021/NĐ-CP" in found.answer
    assert "118/2025/NĐ-CP" in found.answer  # what replaced it, though later than the day asked


def test_a_year_of_change_names_both() -> None:
    found = ask("năm 2025 nghị định nào quy định một cửa", "2026-11-24")
    assert found.citations[0].number == "118/2025/NĐ-CP"
    assert "61/2018/NĐ-CP" in found.answer


def test_a_day_in_the_question_beats_as_of() -> None:
    assert ask("ngày 30/6/2023 tiếp công dân theo nghị định nào", "2026-11-24").as_of == date(
        2023, 6, 30
    )


def test_the_date_of_a_named_document_is_not_the_day_asked_for() -> None:
    found = ask("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 còn hiệu lực không", "2026-11-24")
    assert found.as_of == date(2026, 11, 24)
    assert found.citations[0].status is Status.EXPIRED


def test_two_documents_of_one_number_are_both_shown() -> None:
    found = ask("Quy định 124-QĐ/TW còn hiệu lực không")
    assert len(found.citations) == 2


@pytest.mark.parametrize(
    "question",
    [
        "giá vàng hôm nay bao nhiêu",
        "luật doanh nghiệp",
        "luật nhà ở",
        "nghị định nào quy định về thuế thu nhập cá nhân",
        "nghi dinh ve hoa don dien tu",
        "viết cho tôi bài thơ về mùa thu",
        "xin chào",
        "nghị định 999/2019/NĐ-CP quy định gì",
    ],
)
def test_it_abstains_and_cites_nothing(question: str) -> None:
    found = ask(question)
    assert found.abstained
    assert found.citations == ()
    assert found.answer


def test_nothing_is_presented_as_in_force_that_is_not() -> None:
    for year in (2010, 2016, 2020, 2023, 2025, 2026):
        for matter in ("một cửa", "tiếp công dân", "dân chủ ở cơ sở", "văn thư", "đất đai"):
            found = ask(f"văn bản nào quy định về {matter}", f"{year}-06-30")
            for citation in found.citations:
                if citation.status in LIVING:
                    assert citation.effective is not None
                    assert citation.effective <= found.as_of
                    assert citation.expiry is None or citation.expiry > found.as_of


@pytest.mark.parametrize("question", ["", "   ", "x" * 5000])
def test_bad_questions_are_refused_in_vietnamese(question: str) -> None:
    with pytest.raises(UserError, match="hỏi"):
        ask(question)


def test_a_change_asked_by_matter_needs_no_named_document() -> None:
    found = ask("công đoàn góp ý luật dân chủ cơ sở sửa năm 2025", "2026-01-30")
    assert found.answer


def test_now_means_today_where_the_report_is_of_another_day() -> None:
    found = answer(
        "hiện nay nghị định nào quy định một cửa",
        as_of=date(2023, 6, 30),
        today=date(2026, 11, 20),
    )
    assert found.citations[0].number == "118/2025/NĐ-CP"
