"""Saved pages: what stands in the document, none of what stands around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.corpus import load_document
from assistant.domain import LoadedDocument


def load(folder: Path, html: str | bytes, encoding: str = "utf-8") -> LoadedDocument:
    path = folder / "a.html"
    path.write_bytes(html if isinstance(html, bytes) else html.encode(encoding))
    return load_document(path)


def lines(document: LoadedDocument) -> list[str]:
    return document.text.split("\n")


def test_headings_lists_and_tables(tmp_path: Path) -> None:
    document = load(
        tmp_path,
        """<html><head><title>Cổng thông tin</title><style>p{}</style></head><body>
        <h1>Kế hoạch</h1><p>Đoạn <b>một</b>,<br>dòng hai.</p>
        <ol><li>thứ nhất<li>thứ hai</ol><ol type="a" start="3"><li>điểm</ol>
        <ul><li>gạch <a href="#">đầu</a> dòng</ul><h2>Số liệu</h2>
        <table><tr><th>Thôn</th><th>Hộ</th></tr><tr><td>Đồi</td><td>1|20</td></tr><tr><td>Suối</td></tr></table>
        <script>alert("xin chào")</script><!-- chú thích --></body></html>""",
    )
    assert lines(document) == [
        "Kế hoạch", "Đoạn một,", "dòng hai.", "1. thứ nhất", "2. thứ hai", "c) điểm",
        "- gạch đầu dòng", "Số liệu", "| Thôn | Hộ |", "| --- | --- |", "| Đồi | 1\\|20 |",
        "| Suối |  |",
    ]  # fmt: skip
    levels = {document.text[b.start : b.end]: b.level for b in document.blocks}
    assert 0 < levels["Kế hoạch"] < levels["Số liệu"]


def test_menus_forms_and_hidden_parts_are_left_out(tmp_path: Path) -> None:
    document = load(
        tmp_path,
        """<body><nav>Trang chủ</nav><div><a href="/">Giới thiệu</a> <a href="/x">Liên hệ</a></div>
        <form><input value="tìm"><button>Tìm</button></form><p style="display: none">ẩn</p>
        <p hidden>ẩn</p><main><p>Nội dung của văn bản, theo <a href="#">Nghị định 61/2018/NĐ-CP</a>
        về cơ chế một cửa, được đăng trên trang này.</p></main><aside>Tin khác</aside></body>""",
    )
    assert lines(document) == [
        "Nội dung của văn bản, theo Nghị định 61/2018/NĐ-CP về cơ chế một cửa, được đăng trên trang này."
    ]


def test_a_sentence_that_is_a_link_is_no_menu(tmp_path: Path) -> None:
    note = (
        "(Điều 1 Luật số 14/2012/QH13 Phổ biến, giáo dục pháp luật, có hiệu lực từ ngày 01/01/2013)"
    )
    menu = "".join(f"<a href='#'>Chuyên mục {n}</a> " for n in range(20))
    assert lines(load(tmp_path, f"<div>{menu}</div><p><a href='#'>{note}</a></p>")) == [note]


def test_the_table_of_a_letterhead_is_no_table(tmp_path: Path) -> None:
    document = load(
        tmp_path,
        "<table><tr><td><p>UBND XÃ</p><p>Số: 1/BC-UBND</p></td><td><p>CỘNG HÒA</p></td></tr></table>",
    )
    assert lines(document) == ["UBND XÃ", "Số: 1/BC-UBND", "CỘNG HÒA"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-8", "utf-8"), ("utf-16", "utf-16"), ("windows-1258", "cp1258"), ("windows-1258", "utf-8")],
)  # fmt: skip
def test_encodings(tmp_path: Path, declared: str, encoding: str) -> None:
    from tests.corpus.test_legacy_text import windows_1258

    html = f'<html><head><meta charset="{declared}"></head><body><p>Báo cáo quý II của xã</p></body></html>'
    data = windows_1258(html) if encoding == "cp1258" else html.encode(encoding)
    assert lines(load(tmp_path, data)) == ["Báo cáo quý II của xã"]


def test_xhtml_with_a_declaration_and_entities_that_are_not_fetched(tmp_path: Path) -> None:
    document = load(
        tmp_path,
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<html><body><p>Báo cáo &amp; số liệu &x;</p></body></html>",
    )
    assert "root:" not in document.text
    assert "Báo cáo & số liệu" in document.text


def test_deep_nesting_is_survived(tmp_path: Path) -> None:
    document = load(tmp_path, "<p>đầu</p>" + "<div>" * 5000 + "sâu" + "</div>" * 5000)
    assert "đầu" in document.text


def test_a_page_of_the_codification(tmp_path: Path, shared: Path) -> None:
    path = next((shared / "legal" / "phapdien_html").glob("*.html"))
    document = load_document(path)
    assert len(document.blocks) > 100
    assert "<" not in document.text[:5000]
