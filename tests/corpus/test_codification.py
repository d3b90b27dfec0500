"""Pages of the national codification: every article with what its note says of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.corpus.codification import CodifiedArticle, is_codification, load_codification
from assistant.domain import UserError


def page(body: str, topic: str = "Đề mục 99.1\n<br />\nTrồng cây ven đường") -> bytes:
    return (
        f"<link href='x.css'/><h3>\n {topic}\n</h3><p style='display: none'>(Xem danh mục)</p>"
        f"<div class='_content'>{body}</div>"
    ).encode("utf-8-sig")


def article(note: str, text: str = "<p>1. Trồng cây.</p>", heading: str = "Phạm vi") -> str:
    return (
        f"<p class='pDieu'><a name='1'></a>Điều 99.1.NĐ.1.5. {heading}</p>"
        f"<p class='pGhiChu'><a href='#'>{note}</a></p><p class='pNoiDung'>{text}</p>"
    )


FULL = (
    "(Điều 5 Nghị định số 98/2099/NĐ-CP Quy định việc trồng cây ngày 03/02/2099 của Chính phủ, "
    "có hiệu lực thi hành kể từ ngày 01/04/2099 )"
)


def only(body: str) -> CodifiedArticle:
    (found,) = load_codification("a.html", page(body)).articles
    return found


def test_an_article_with_all_that_its_note_says() -> None:
    topic = load_codification(
        "a.html",
        page(
            "<p class='pChuong'><a name='2'></a>Chương I</p><p class='pChuong'>QUY ĐỊNH CHUNG</p>"
            + article(FULL)
            + "<p class='pChiDan'>(Điều này có nội dung liên quan đến <a href='#'>Điều 9</a>)</p>"
        ),
    )
    (found,) = topic.articles
    assert found == CodifiedArticle(
        heading="Phạm vi",
        article="Điều 5",
        kind="Nghị định",
        number="98/2099/NĐ-CP",
        parts=("Chương I QUY ĐỊNH CHUNG",),
        lines=("1. Trồng cây.",),
        title="Quy định việc trồng cây",
        signed=date(2099, 2, 3),
        issuer="Chính phủ",
        effective=date(2099, 4, 1),
        related="Điều này có nội dung liên quan đến Điều 9",
    )
    assert topic.title == "Bộ pháp điển, Đề mục 99.1: Trồng cây ven đường"
    assert topic.path(found) == (
        "Đề mục 99.1 Trồng cây ven đường › Chương I QUY ĐỊNH CHUNG › Điều 5. Phạm vi"
    )


@pytest.mark.parametrize(
    ("note", "number", "effective", "amendments"),
    [
        # the short note, from the second article on
        (
            "(Điều 6 Nghị định số 98/2099/NĐ-CP, có hiệu lực thi hành kể từ ngày 01/04/2099)",
            "98/2099/NĐ-CP",
            date(2099, 4, 1),
            "",
        ),
        # amended: a second day of effect that is not this instrument's
        (
            "( Điều 6 Luật số 1/2099/QH20, có hiệu lực thi hành kể từ ngày 01/04/2099, có nội dung "
            "được sửa đổi bởi Điều 1 Luật số 2/2100/QH20 có hiệu lực thi hành kể từ ngày 05/05/2100)",
            "1/2099/QH20",
            date(2099, 4, 1),
            "có nội dung được sửa đổi bởi Điều 1 Luật số 2/2100/QH20 có hiệu lực thi hành kể từ "
            "ngày 05/05/2100",
        ),
        # a title that holds another instrument with its own date
        (
            "(Điều 1 Thông tư số 7/2099/TT-BTC Hướng dẫn Quyết định số 81/2098/QĐ-TTg ngày "
            "31/12/2098 của Thủ tướng Chính phủ ngày 02/10/2099 của Bộ Tài chính, có hiệu lực thi "
            "hành kể từ ngày 20/11/2099 )",
            "7/2099/TT-BTC",
            date(2099, 11, 20),
            "",
        ),
        ("(Điều 2 Nghị quyết liên tịch số 5/2099/NQLT, không rõ ngày)", "5/2099/NQLT", None, ""),
        # an instrument without a number
        ("(Điều 22 Pháp lệnh Về việc thử, có hiệu lực thi hành kể từ ngày 31/05/1995)", "", None, ""),
        # a day that no calendar has is no day of effect
        (
            "(Điều 6 Luật số 1/2099/QH20, có hiệu lực thi hành kể từ ngày 31/02/2099)",
            "1/2099/QH20",
            None,
            "",
        ),
    ],
)  # fmt: skip
def test_notes(note: str, number: str, effective: date | None, amendments: str) -> None:
    found = only(article(note))
    assert (found.number, found.effective, found.amendments) == (number, effective, amendments)


def test_title_date_and_issuer_are_given_once_a_page() -> None:
    short = "(Điều 6 Nghị định số 98/2099/NĐ-CP, có hiệu lực thi hành kể từ ngày 01/04/2099)"
    other = "(Điều 1 Luật số 1/2099/QH20, có hiệu lực thi hành kể từ ngày 01/04/2099)"
    first, second, third = load_codification(
        "a.html", page(article(FULL) + article(short) + article(other))
    ).articles
    assert (second.title, second.signed, second.issuer) == (first.title, first.signed, first.issuer)
    assert (third.title, third.signed) == ("", None)
    assert second.instrument_title == "Nghị định số 98/2099/NĐ-CP Quy định việc trồng cây"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<p>a</p>\n\n<p>b</p>", ("a", "b")),  # paragraphs inside a paragraph, as the pages have
        ("trơn", ("trơn",)),
        ("<p>a <b>đậm</b>\n  dòng</p>", ("a đậm dòng",)),
        (
            "<p>a</p><table><tr><td><p class='MsoNormal'>TT</p></td><td>Tên</td></tr>"
            "<tr><td>1</td><td><p>x</p><p>y</p></td></tr></table>",
            ("a", "TT | Tên", "1 | x y"),
        ),
        ("<script>alert(1)</script><p>a</p>", ("a",)),
    ],
)
def test_text(text: str, lines: tuple[str, ...]) -> None:
    assert only(article(FULL, text)).lines == lines


def test_chapters_end_where_the_next_begins() -> None:
    def chapter(name: str) -> str:
        return f"<p class='pChuong'>{name}</p>"

    body = (
        chapter("Chương I") + chapter("CHUNG") + chapter("Mục 1") + chapter("TRỒNG") + article(FULL)
        + chapter("Mục 2") + article(FULL) + chapter("Chương II") + article(FULL)
    )  # fmt: skip
    parts = [found.parts for found in load_codification("a.html", page(body)).articles]
    assert parts == [("Chương I CHUNG", "Mục 1 TRỒNG"), ("Chương I CHUNG", "Mục 2"), ("Chương II",)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html></html>",
        page("<p>Kh\xc3\xb4ng</p>".replace("\xc3\xb4", "o")),
        b"\xff\xfe\x00pDieu pGhiChu",
    ],
)
def test_damaged_pages(data: bytes) -> None:
    with pytest.raises(UserError, match="pháp điển"):
        load_codification("hong.html", data)


def test_recognised_by_content_and_name(tmp_path: Path) -> None:
    cases = {
        "a.html": (page(article(FULL)), True),
        "b.HTM": (page(article(FULL)), True),
        "c.txt": (page(article(FULL)), False),  # no web page
        "d.html": (b"<p class='pDieu'>", False),  # half of what marks one
        "e.html": (b"", False),
    }
    for name, (data, expected) in cases.items():
        (tmp_path / name).write_bytes(data)
        assert is_codification(tmp_path / name) is expected, name
    assert not is_codification(tmp_path / "gone.html")


def test_published_pages(shared: Path) -> None:
    pages = sorted((shared / "legal" / "phapdien_html").glob("*.html"))
    topics = [load_codification(p.name, p.read_bytes()) for p in pages]
    articles = [article for topic in topics for article in topic.articles]
    assert len(articles) == 1087  # as many as there are pDieu in the nine files
    assert all(a.effective and a.number and a.article and a.lines for a in articles)
    # Two circulars and a decree are named by number alone: their titles stand on other pages.
    assert len({a.number for a in articles if not a.title}) == 3
    tiep_cong_dan = [a for a in articles if a.number == "42/2013/QH13"]
    assert len(tiep_cong_dan) == 36
    assert {a.effective for a in tiep_cong_dan} == {date(2014, 7, 1)}
