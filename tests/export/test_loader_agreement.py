"""The loader's text and the commenter's walk speak of the same words of a Word file."""

from __future__ import annotations

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from assistant.corpus import load_document
from assistant.domain import Diagnostic, Severity
from assistant.export.alignment import align
from assistant.export.comments import export_checked
from assistant.export.word_text import WordText

BOX = (
    '<w:r {}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>Chữ trong khung</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
    "</w:pict></w:r>"
)


def write_messy(path) -> None:
    document = Document()
    document.add_heading("I. Đặc điểm", 1)
    paragraph = document.add_paragraph("Xã có  05 thôn,")
    paragraph.add_run().add_break()
    paragraph.add_run("1.204 hộ\u00a0; ").italic = True
    paragraph._p.append(parse_xml(BOX.format(nsdecls("w"))))
    paragraph.add_run("đã họp.")
    table = document.add_table(rows=3, cols=3)
    for index, cell in enumerate(table._cells):
        cell.text = f"Ô {index}"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 1).merge(table.cell(2, 1))
    inner = table.cell(2, 2).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "Ô trong ô"
    document.add_paragraph("Danh mục", style="List Number")
    document.add_paragraph("")
    document.add_paragraph("Hết./.")
    document.save(str(path))


def test_every_word_of_the_loader_is_found(tmp_path):
    path = tmp_path / "roi.docx"
    write_messy(path)
    numbered = "1. Danh mục"  # an automatic number is shown, and is no text of the file
    loaded = load_document(path).text
    assert numbered in loaded
    text = loaded.replace(numbered, "Danh mục")
    words = WordText(Document(str(path))).text
    assert "".join(text.split()) == "".join(words.split())
    places = align(text, words)
    for offset, place in enumerate(places):
        if not text[offset].isspace():
            assert place is not None
            assert words[place] == text[offset]
    hits = [place for place in places if place is not None]
    assert hits == sorted(hits)


def test_comments_by_the_loaders_offsets(tmp_path):
    path, out = tmp_path / "roi.docx", tmp_path / "kq.docx"
    write_messy(path)
    text = load_document(path).text
    quotes = ["Đặc điểm", "1.204 hộ", "Chữ trong", "Ô 5", "trong ô", "Hết."]
    found = [
        Diagnostic("X", Severity.INFO, "x", text.index(q), text.index(q) + len(q), q)
        for q in quotes
    ]
    export_checked(path, text, found, out)
    result = Document(str(out))
    covered: dict[str, str] = {}
    opened: set[str] = set()
    for node in result.element.body.iter():
        identity = node.get(qn("w:id")) or ""
        if node.tag == qn("w:commentRangeStart"):
            opened.add(identity)
        elif node.tag == qn("w:commentRangeEnd"):
            opened.discard(identity)
        elif node.tag == qn("w:t"):
            for key in opened:
                covered[key] = covered.get(key, "") + (node.text or "")
    assert sorted(covered.values()) == sorted(quotes)
