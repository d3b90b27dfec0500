"""What a search gives: what is named first, filters, variety, neighbours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.domain import UserError
from assistant.library import Library
from tests.corpus.test_codification import article, page


def note(number: str, name: str, effective: str = "01/07/2019") -> str:
    return f"({name} Thông tư số {number} Về việc chăm sóc cây bóng mát ven đường ngày 01/05/2019 của Bộ Cây, có hiệu lực thi hành kể từ ngày {effective})"


@pytest.fixture
def codified(library: Library, tmp_path: Path) -> Library:
    """Two circulars that the register does not have, under one topic."""
    folder = tmp_path / "demuc"
    folder.mkdir()
    body = "".join(
        article(note(number, f"Điều {n}", effective), f"<p>Cắt tỉa cây lần thứ {n}.</p>", f"Cắt tỉa {n}")
        for number, effective in (("91/2019/TT-BCX", "01/07/2019"), ("92/2020/TT-BCX", "01/03/2020"))
        for n in (1, 5, 15)
    )  # fmt: skip
    (folder / "0a1b.html").write_bytes(page(body))
    summary = library.ingest([folder])
    assert [(file.kind, file.chunks) for file in summary.read] == [("law", 6)]
    return library


def found(library: Library, query: str, **options: object) -> list[tuple[str | None, str | None]]:
    hits = library.search(query, **options)  # type: ignore[arg-type]
    return [(hit.chunk.instrument, hit.chunk.article) for hit in hits]


# --- what is named --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "91/2019/TT-BCX Điều 5",
        "Điều 5 Thông tư 91/2019/TT-BCX cắt tỉa lần thứ 15",  # though another shares more words
        "dieu 5 thong tu 91/2019/tt-bcx",
        "Thông tư số 91/2019/TT-BCX ngày 01/5/2019, điều 5",
    ],
)
def test_the_article_that_is_named_comes_first(codified: Library, query: str) -> None:
    assert found(codified, query)[0] == ("91/2019/TT-BCX", "Điều 5")


@pytest.mark.parametrize("query", ["92/2020/TT-BCX", "thông tư 92/2020", "92/2020/tt-bcx cắt tỉa"])
def test_the_instrument_that_is_named_comes_first(codified: Library, query: str) -> None:
    assert [instrument for instrument, _ in found(codified, query)[:3]] == ["92/2020/TT-BCX"] * 3


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("61/2018/NĐ-CP", "61/2018/NĐ-CP"),
        ("nghị định 61/2018", "61/2018/NĐ-CP"),
        ("Luật Tiếp công dân", "42/2013/QH13"),
        ("luat thuc hien dan chu o co so", "10/2022/QH15"),
        # a decree by its title
        ("Xây dựng và thực hiện hương ước, quy ước của cộng đồng dân cư", "61/2023/NĐ-CP"),
    ],
)
def test_an_instrument_of_the_register_by_number_or_name(
    codified: Library, query: str, first: str
) -> None:
    assert found(codified, query)[0][0] == first


def test_a_title_by_its_words(codified: Library) -> None:
    found_instruments = found(codified, "cham soc cay bong mat ven duong", kind="law")
    assert found_instruments[0][0] in ("91/2019/TT-BCX", "92/2020/TT-BCX")


def test_what_is_named_leaves_room_for_what_else_is_said(codified: Library, tmp_path: Path) -> None:
    path = tmp_path / "bc.txt"
    path.write_text("Xã đã thực hiện Thông tư 91/2019/TT-BCX về cây xanh.", "utf-8")
    codified.ingest([path], kind="report")
    kinds = [hit.chunk.kind for hit in codified.search("91/2019/TT-BCX", k=4)]
    assert kinds[:2] == ["law", "law"]
    assert "report" in kinds


# --- filters --------------------------------------------------------------------------------------


def test_not_before_the_day_of_effect_in_the_note(codified: Library) -> None:
    before = {i for i, _ in found(codified, "cắt tỉa cây", kind="law", as_of=date(2019, 12, 31))}
    after = {i for i, _ in found(codified, "cắt tỉa cây", kind="law", as_of=date(2020, 3, 1))}
    assert before == {"91/2019/TT-BCX"}
    assert after == {"91/2019/TT-BCX", "92/2020/TT-BCX"}


@pytest.fixture
def papers(library: Library, tmp_path: Path) -> Library:
    for name, office, period in (
        ("a", "Ủy ban nhân dân xã Suối Mây", "quý III năm 2023"),
        ("b", "UBND xã Suối Mơ", "năm 2023"),
        ("c", "Ủy ban nhân dân xã Đồi Cọ", "6 tháng đầu năm 2024"),
    ):
        (tmp_path / f"{name}.md").write_text(
            f"---\ntitle: Báo cáo {name}\noffice: {office}\nperiod: {period}\n---\n"
            f"# BÁO CÁO\nĐã trồng cây mắc ca, tệp {name}.\n",
            "utf-8",
        )
    library.ingest([tmp_path / f"{name}.md" for name in "abc"])
    return library


def names(library: Library, **options: str) -> str:
    hits = library.search("trồng cây mắc ca", kind="report", **options)  # type: ignore[arg-type]
    return "".join(sorted(h.chunk.text[-2] for h in hits if "mắc ca" in h.chunk.text))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, "abc"),
        ({"period": "năm 2023"}, "ab"),  # a quarter lies within its year
        ({"period": "quý III năm 2023"}, "a"),  # a year does not lie within a quarter
        ({"period": "2024-H1"}, "c"),
        ({"period": "năm 2019"}, ""),
        ({"office": "Suối Mây"}, "a"),
        ({"office": "ubnd xa suoi"}, "ab"),  # words of the name, unaccented, UBND spelt out or not
        ({"office": "suối"}, "ab"),
        ({"office": "Suối M"}, ""),  # whole words
        ({"office": "xã Đồi Cọ", "period": "năm 2024"}, "c"),
        ({"office": "xã Đồi Cọ", "period": "năm 2023"}, ""),
    ],
)
def test_by_office_and_period(papers: Library, options: dict[str, str], expected: str) -> None:
    assert names(papers, **options) == expected


def test_period_that_is_none(papers: Library) -> None:
    with pytest.raises(UserError, match="kỳ"):
        papers.search("mắc ca", period="hôm nọ")


# --- variety and neighbours -----------------------------------------------------------------------


def test_one_source_does_not_fill_the_answer(library: Library, tmp_path: Path) -> None:
    paragraphs = [f"## {n}. Mắc ca\n\nMắc ca mắc ca mắc ca số {n}.\n" for n in range(20)]
    (tmp_path / "nhieu.md").write_text("# A\n" + "\n".join(paragraphs), "utf-8")
    (tmp_path / "it.md").write_text("# B\nMột lần nhắc đến mắc ca trong đoạn này.\n", "utf-8")
    library.ingest([tmp_path / "nhieu.md", tmp_path / "it.md"])
    hits = library.search("mắc ca", k=10)
    assert len(hits) == 10
    assert any("Một lần" in hit.chunk.text for hit in hits)
    assert "Một lần" not in hits[0].chunk.text  # the best stays the best


def test_neighbours(papers: Library, tmp_path: Path) -> None:
    (tmp_path / "d.md").write_text(
        "# D\n## I. Một\n\nĐầu.\n\n## II. Hai\n\nGiữa.\n\n## III. Ba\n\nCuối.\n"
    )
    papers.ingest([tmp_path / "d.md"])
    middle = papers.search("giữa", k=1)[0].chunk
    before, after = papers.around(middle.id)
    assert [c.text for c in before] == ["Đầu."]
    assert [c.text for c in after] == ["Cuối."]
    (document,) = papers.retriever(k=1, context=1).invoke("giữa")
    assert (document.metadata["before"], document.metadata["after"]) == (["Đầu."], ["Cuối."])
    (document,) = papers.retriever(k=1, office="Đồi Cọ", period="năm 2024").invoke("mắc ca")
    assert "tệp c" in document.page_content
    assert "before" not in document.metadata


# --- the codification -----------------------------------------------------------------------------


def test_a_later_edition_takes_the_place_of_the_earlier(codified: Library, tmp_path: Path) -> None:
    before = codified.status()
    assert codified.ingest([tmp_path / "demuc"], kind="report").unchanged  # whatever is asked of it
    newer = tmp_path / "tai lai"
    newer.mkdir()
    text = (tmp_path / "demuc" / "0a1b.html").read_text("utf-8-sig")
    (newer / "0A1B.html").write_text(text.replace("Cắt tỉa cây", "Tỉa cành cây"), "utf-8-sig")
    assert len(codified.ingest([newer]).read) == 1
    assert codified.status() == before  # as many sources and passages
    assert "Tỉa cành" in codified.search("91/2019/TT-BCX điều 5")[0].chunk.text


def test_amendments_stand_in_the_passage(library: Library, tmp_path: Path) -> None:
    amended = note("91/2019/TT-BCX", "Điều 1").removesuffix(")") + (
        ", có nội dung được sửa đổi bởi Điều 2 Thông tư số 92/2020/TT-BCX có hiệu lực thi hành kể "
        "từ ngày 01/03/2020)"
    )
    (tmp_path / "a.html").write_bytes(page(article(amended, "<p>Cắt tỉa.</p>")))
    library.ingest([tmp_path / "a.html"])
    chunk = library.search("91/2019/TT-BCX")[0].chunk
    assert chunk.text == (
        "Cắt tỉa.\n(Theo Bộ pháp điển: có nội dung được sửa đổi bởi Điều 2 Thông tư số "
        "92/2020/TT-BCX có hiệu lực thi hành kể từ ngày 01/03/2020)"
    )
    assert (chunk.valid_from, chunk.valid_to) == (date(2019, 7, 1), None)
    assert chunk.title == "Thông tư số 91/2019/TT-BCX Về việc chăm sóc cây bóng mát ven đường"


def test_a_long_article_is_cut_at_its_clauses(library: Library, tmp_path: Path) -> None:
    amended = note("91/2019/TT-BCX", "Điều 7").removesuffix(")") + ", có sửa đổi tại năm 2099)"
    text = (
        "<p>Việc chăm cây gồm:</p><p>1. Tưới gốc xoài.</p><p>a) Buổi sớm;</p>"
        "<p>2. Bón phân nhãn.</p><p>3. Quét vôi thân.</p>"
    )
    (tmp_path / "a.html").write_bytes(page(article(amended, text)))
    (read,) = library.ingest([tmp_path / "a.html"]).read
    assert read.chunks == 4
    hits = library.search("91/2019/TT-BCX điều 7", k=8)
    assert {hit.chunk.article for hit in hits[:4]} == {"Điều 7"}
    texts = {hit.chunk.text for hit in hits[:4]}
    remark = "(Theo Bộ pháp điển: có sửa đổi tại năm 2099)"
    assert f"1. Tưới gốc xoài.\na) Buổi sớm;\n{remark}" in texts
    assert all(text.endswith(remark) for text in texts)
    # Every passage shows the note; its words lead to the first alone.
    by_note = library.search("sửa đổi tại năm 2099", k=50, kind="law", dense=False)
    (hit,) = (hit for hit in by_note if hit.chunk.instrument == "91/2019/TT-BCX")
    assert hit.chunk.text == f"Việc chăm cây gồm:\n{remark}"
