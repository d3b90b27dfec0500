"""Titles, articles and the order in time of what a report cites."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.checking import CheckContext, check
from assistant.checking.articles import article_clauses
from assistant.checking.titles import overlap, same_subject
from assistant.domain import Diagnostic, Severity

DAY = date(2023, 12, 20)


def found(text: str, code: str) -> list[Diagnostic]:
    return [d for d in check(text, CheckContext(DAY)).diagnostics if d.code == code]


ND61 = "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ "
ND30 = "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ "
NQ76 = "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ "
PROGRAMME = "ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn "


@pytest.mark.parametrize(
    ("text", "quote", "why"),
    [
        (f"Theo {ND30}về công tác lưu trữ.", "về công tác lưu trữ", "one word for another"),
        (f"Theo {ND61}về tiếp công dân.", "về tiếp công dân", "another subject, in few words"),
        (
            f"Theo {ND61}về bảo hiểm y tế cho hộ nghèo.",
            "về bảo hiểm y tế cho hộ nghèo",
            "another subject",
        ),
        (f"{NQ76}{PROGRAMME}2021-2025.", f"{PROGRAMME}2021-2025", "another span of years"),
        (
            "Quyết định số 263/QĐ-TTg ngày 22/02/2022 phê duyệt Chương trình mục tiêu quốc gia "
            "giảm nghèo bền vững giai đoạn 2021 - 2025.",
            "phê duyệt Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021 - 2025",
            "the other national programme",
        ),
        (
            f"{ND30}sửa đổi, bổ sung một số điều của Nghị định số 110/2004/NĐ-CP.",
            "sửa đổi, bổ sung một số điều của",
            "it amends nothing",
        ),
        (
            f"Theo {ND61}về kiểm soát thủ tục hành chính.",
            "về kiểm soát thủ tục hành chính",
            "begins with another matter, for all that it shares",
        ),
        ("Luật Thanh tra số 36/2018/QH14.", "Thanh tra", "the number is the anti-corruption law's"),
        (
            "Nghị định số 64/2014/NĐ-CP ngày 26/6/2014 của Chính phủ hướng dẫn Luật Khiếu nại.",
            "hướng dẫn Luật Khiếu nại",
            "details another law",
        ),
        (
            "Nghị định số 149/2018/NĐ-CP ngày 07/11/2018 về thực hiện quy chế dân chủ ở cơ sở;",
            "về thực hiện quy chế dân chủ ở cơ sở",
            "the words that limit it to workplaces are left out",
        ),
    ],
)
def test_wrong_titles(text: str, quote: str, why: str) -> None:
    (diagnostic,) = found(text, "REF005")
    assert diagnostic.quote == quote, why
    assert diagnostic.evidence


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{ND61}về cơ chế một cửa.", "the first part alone"),
        (f"{ND61}về việc thực hiện cơ chế một cửa, một cửa liên thông.", "“về việc”"),
        (f"{ND61}VỀ THỰC HIỆN CƠ CHẾ MỘT CỬA trong giải quyết TTHC.", "capitals, abbreviation"),
        (f"{ND30}về công tác văn thư đã được phổ biến.", "prose goes on behind the title"),
        (f"{NQ76}ban hành Chương trình tổng thể CCHC nhà nước giai đoạn 2021-2030.", "short forms"),
        (f"{NQ76}{PROGRAMME}2021 – 2030 trên địa bàn xã năm 2023.", "another year behind the span"),
        ("Luật Phòng, chống tham nhũng năm 2018 số 36/2018/QH14.", "a year behind the name"),
        (
            "Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ hướng dẫn Luật Thực hiện dân "
            "chủ ở cơ sở.",
            "other words for detailing a law",
        ),
        (
            "Nghị định số 149/2018/NĐ-CP ngày 07/11/2018 về quy chế dân chủ ở cơ sở tại nơi làm "
            "việc.",
            "what limits it is there",
        ),
        (
            "Chỉ thị số 33/CT-TTg ngày 26/11/2021 về đẩy mạnh công tác dân vận chính quyền.",
            "other words for strengthening",
        ),
        ("Quyết định số 999/QĐ-TTg ngày 01/01/2023 về trồng cây.", "not in the register"),
        (
            "Xã gửi báo cáo theo Nghị định số 20/2021/NĐ-CP về Phòng Lao động - Thương binh và Xã "
            "hội trước ngày 15 tháng 6.",
            "where a report is sent to",
        ),
        ("Quyết định số 22/2018/QĐ-TTg ngày 08/5/2018 về hương ước, quy ước.", "shortened"),
    ],
)
def test_lawful_titles(text: str, why: str) -> None:
    assert not found(text, "REF005"), why


def test_a_title_of_high_confidence_is_the_fix() -> None:
    (diagnostic,) = found(f"Theo {ND30}về công tác lưu trữ.", "REF005")
    assert diagnostic.fix == "về công tác văn thư"


def test_title_words() -> None:
    assert overlap("về tuyên truyền CCHC", "tuyên truyền cải cách hành chính năm 2023") == 1.0
    assert overlap("Ve tuyen truyen", "về tuyên truyền, phổ biến pháp luật") == 1.0
    assert overlap("phòng, chống cháy rừng", "tiếp công dân") == 0.0
    assert same_subject("Về bảo vệ rừng mùa khô", "bảo vệ rừng mùa khô.")
    assert not same_subject("bảo vệ rừng mùa khô năm 2023", "bảo vệ rừng mùa khô năm 2024")


@pytest.mark.parametrize(
    ("text", "quote", "severity", "why"),
    [
        ("theo Điều 72 Luật Khiếu nại.", "Điều 72", Severity.ERROR, "it has 70"),
        ("Luật Tiếp công dân, Điều 40, quy định.", "Điều 40", Severity.ERROR, "behind the law"),
        (f"theo Điều 60 {ND61}.", "Điều 60", Severity.ERROR, "a decree of 41"),
        (
            "theo khoản 8 Điều 15 Luật Tiếp công dân.",
            "khoản 8 Điều 15",
            Severity.WARNING,
            "fewer clauses",
        ),
    ],
)
def test_missing_articles(text: str, quote: str, severity: Severity, why: str) -> None:
    (diagnostic,) = found(text, "REF012")
    assert (diagnostic.quote, diagnostic.severity) == (quote, severity), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("theo Điều 70 Luật Khiếu nại.", "the last article"),
        ("theo khoản 2 Điều 15 Luật Tiếp công dân.", "a clause that it has"),
        ("theo Điều 12a Luật Khiếu nại.", "an article that an amendment put in"),
        ("theo Điều 300 Luật Đất đai.", "versions of which not all are counted"),
        ("theo Điều 99 Nghị định số 999/2019/NĐ-CP.", "not in the register"),
        ("theo Điều 3, 5 và 12 Luật Tiếp công dân.", "several that it has"),
    ],
)
def test_articles_that_there_are(text: str, why: str) -> None:
    assert not found(text, "REF012"), why


def test_a_law_named_before_the_registers_one_took_effect() -> None:
    """In 2011 "Luật Tố cáo" was not the law of 2018, which alone the register may have."""
    text = "theo Điều 72 Luật Tố cáo."
    old = check(text, CheckContext(date(2011, 6, 1))).diagnostics
    new = check(text, CheckContext(DAY)).diagnostics
    assert "REF012" not in {d.code for d in old}
    assert "REF012" in {d.code for d in new}


def test_article_counts() -> None:
    """Known from the texts themselves: 36, 70, 91 and 41 articles."""
    for id, articles in (
        ("42/2013/QH13", 36),
        ("02/2011/QH13", 70),
        ("10/2022/QH15", 91),
        ("61/2018/NĐ-CP", 41),
    ):
        counts = article_clauses(id)
        assert counts is not None
        assert len(counts) == articles
    assert article_clauses("999/2019/NĐ-CP") is None


LETTER = "Công văn số 45/UBND-NV ngày 20/8/2023 của UBND huyện"


@pytest.mark.parametrize(
    ("text", "quote", "why"),
    [
        (
            "Kế hoạch số 02/KH-UBND ngày 05/01/2023 của UBND xã về thực hiện Quyết định số "
            "45/QĐ-UBND ngày 20/02/2023 của UBND huyện.",
            "05/01/2023",
            "a plan that carries out a later decision",
        ),
        (
            f"Thực hiện {LETTER} về việc rà soát, ngày 15/8/2023 UBND xã đã ban hành Kế hoạch số "
            "12/KH-UBND.",
            "15/8/2023",
            "the day stands before the plan",
        ),
        (
            f"Căn cứ {LETTER}, UBND xã đã xây dựng Kế hoạch số 12/KH-UBND ngày 15/8/2023.",
            "15/8/2023",
            "the day stands behind the plan",
        ),
        (
            f"Thực hiện {LETTER}, ngày 10/8/2023 xã đã trình danh sách.",
            "10/8/2023",
            "an act without a document",
        ),
        (
            "UBND xã ban hành Quyết định số 9/QĐ-UBND ngày 03/3/2023 căn cứ Nghị định số "
            "59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ.",
            "03/3/2023",
            "rests on a decree of later",
        ),
        (
            "Kế hoạch số 41/KH-UBND ngày 18/3/2023 của UBND xã. Thực hiện Kế hoạch số 41/KH-UBND "
            "nêu trên, ngày 02/3/2023 UBND xã ban hành Quyết định số 31/QĐ-UBND.",
            "02/3/2023",
            "its day is given elsewhere",
        ),
    ],
)
def test_acts_on_what_came_later(text: str, quote: str, why: str) -> None:
    (diagnostic,) = found(text, "REF015")
    assert diagnostic.quote == quote, why
    assert diagnostic.related


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "Kế hoạch số 02/KH-UBND ngày 05/3/2023 về thực hiện Quyết định số 45/QĐ-UBND ngày "
            "20/02/2023 của UBND huyện.",
            "in order",
        ),
        (
            f"Thực hiện {LETTER}, UBND xã báo cáo kết quả thực hiện Kế hoạch số 12/KH-UBND ngày "
            "15/01/2023.",
            "reports on an earlier plan",
        ),
        (
            "Thực hiện Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 của Chính phủ sửa đổi, bổ sung "
            "một số điều của Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.",
            "what an amendment amends is earlier",
        ),
        (
            "Quyết định số 5/QĐ-UBND ngày 03/3/2023 được thay thế bởi Quyết định số 50/QĐ-UBND ngày"
            " 20/8/2023.",
            "replaced later",
        ),
        (
            f"Thực hiện {LETTER}, UBND xã rà soát các hộ từ ngày 01/01/2023 đến ngày 15/8/2023.",
            "a stretch of time looked back on",
        ),
        (
            f"Thực hiện {LETTER}, UBND xã sửa đổi Kế hoạch số 12/KH-UBND ngày 15/01/2023.",
            "an earlier plan is amended",
        ),
        (
            "Báo cáo số 98/BC-UBND ngày 28/4/2023 kết quả thực hiện Chỉ thị số 33/CT-TTg ngày "
            "26/11/2021.",
            "reports on an earlier directive",
        ),
        (
            "Thực hiện Công văn số 45/UBND-NV ngày 20/8/2023, từ ngày 01/7/2023 các hộ được hỗ trợ.",
            "a day from which something holds",
        ),
        (
            "Nghị quyết số 12/NQ-HĐND ngày 14/7/2021 được sửa đổi theo Nghị quyết số 30/NQ-HĐND "
            "ngày 10/3/2023.",
            "amended by a later one",
        ),
        (f"Thực hiện {LETTER}, ngày 25/8/2023 UBND xã đã tổ chức họp.", "in order"),
        (
            "Kế hoạch số 41/KH-UBND ngày 18/3/2023. Kế hoạch số 41/KH-UBND ngày 20/3/2023. Thực "
            "hiện Kế hoạch số 41/KH-UBND, ngày 19/3/2023 UBND xã ban hành Quyết định số 31/QĐ-UBND.",
            "two days for one number: REF010's",
        ),
    ],
)
def test_acts_on_what_was_there(text: str, why: str) -> None:
    assert not found(text, "REF015"), why
