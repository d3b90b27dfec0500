"""Comments on a checked file: they cover just the quote, and the file is otherwise as it was."""

from __future__ import annotations

import copy
import tempfile
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Diagnostic, Related, Severity, UserError
from assistant.export.comments import AUTHOR, comment_text, export_checked


def finding(text: str, quote: str, *, nth: int = 0, code: str = "REF007", fix: str | None = None,
            severity: Severity = Severity.ERROR) -> Diagnostic:  # fmt: skip
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return Diagnostic(code, severity, "Văn bản đã hết hiệu lực.", start, start + len(quote), quote,
                      fix=fix)  # fmt: skip


def dressed_characters(document) -> list[tuple[str, bytes]]:
    """Each character of the file with its formatting and the place it stands in."""
    result = []
    for run in document.element.body.iter(qn("w:r")):
        if run.find(qn("w:commentReference")) is not None:
            continue
        form = b""
        if run.find(qn("w:rPr")) is not None:
            properties = copy.deepcopy(run.find(qn("w:rPr")))
            properties.tail = None
            form = properties.xml.encode()
        for child in run:
            if child.tag == qn("w:t"):
                result += [(character, form) for character in child.text or ""]
            elif child.tag != qn("w:rPr"):
                result.append((child.tag, form))
    return result


def commented(document) -> list[tuple[str, str]]:
    """(quote between the range marks, text of the comment), by the order of the comments."""
    quotes: dict[str, list[str]] = {}
    opened: set[str] = set()
    referred: set[str] = set()
    for node in document.element.body.iter():
        identity = node.get(qn("w:id")) if isinstance(node.tag, str) else None
        if node.tag == qn("w:commentRangeStart"):
            opened.add(identity)
            quotes[identity] = []
        elif node.tag == qn("w:commentRangeEnd"):
            opened.remove(identity)
        elif node.tag == qn("w:commentReference"):
            referred.add(identity)
        elif node.tag in {qn("w:t"), qn("w:tab")}:
            for identity in opened:
                quotes[identity].append(node.text or "\t")
    assert not opened
    assert referred == set(quotes)
    return [("".join(quotes[str(c.comment_id)]), c.text) for c in document.comments]


def write_source(folder: Path) -> Path:
    document = Document()
    title = document.add_paragraph()
    title.add_run("BÁO CÁO").bold = True
    body = document.add_paragraph("Thực hiện ")
    body.add_run("Nghị định số ").italic = True
    number = body.add_run("04/2015/NĐ-CP ngày 09/01/2015")
    number.bold = True
    number.font.size = Pt(15)
    body.add_run(" của Chính phủ,\txã báo cáo.")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "Thôn"
    table.cell(0, 1).text = "Số hộ"
    table.cell(1, 0).text = "Nà Lau"
    table.cell(1, 1).paragraphs[0].add_run("12").bold = True
    table.cell(1, 1).paragraphs[0].add_run("0 hộ")
    document.add_paragraph("Xin báo cáo./.")
    path = folder / "nguon.docx"
    document.save(str(path))
    return path


# How a loader may give the text of that file: only the words have to be the same.
LAYOUTS = {
    "lines": "BÁO CÁO\nThực hiện Nghị định số 04/2015/NĐ-CP ngày 09/01/2015 của Chính phủ,\t"
    "xã báo cáo.\nThôn\nSố hộ\nNà Lau\n120 hộ\nXin báo cáo./.",
    "bars": "BÁO CÁO\n\nThực hiện Nghị định số 04/2015/NĐ-CP ngày 09/01/2015 của Chính phủ, "
    "xã báo cáo.\n\n| Thôn | Số hộ |\n|---|---|\n| Nà Lau | 120 hộ |\n\nXin báo cáo./.\n",
    "more": "Tiêu đề trang 1\nBÁO CÁO\n1. Thực hiện Nghị định số 04/2015/NĐ-CP ngày 09/01/2015 "
    "của Chính phủ, xã báo cáo.\nThôn: Nà Lau; Số hộ\n120 hộ\nXin báo cáo./.",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "quote",
    [
        "04/2015/NĐ-CP",  # the head of a run
        "09/01/2015",  # the tail of a run
        "định số 04/2015",  # across two runs
        "120 hộ",  # two runs of a cell
        "Chính",  # inside a run
        "./.",  # signs only
        "BÁO CÁO",  # a whole run
    ],
)
def test_a_comment_covers_just_its_quote(tmp_path, layout, quote):
    source, text = write_source(tmp_path), LAYOUTS[layout]
    export_checked(source, text, [finding(text, quote, fix="x")], tmp_path / "kq.docx")
    result = Document(str(tmp_path / "kq.docx"))
    assert [q for q, _ in commented(result)] == [quote]
    assert dressed_characters(result) == dressed_characters(Document(str(source)))


def test_nested_and_overlapping_comments(tmp_path):
    source, text = write_source(tmp_path), LAYOUTS["lines"]
    quotes = ["Nghị định số 04/2015/NĐ-CP", "04/2015/NĐ-CP ngày 09/01/2015", "2015", "2015"]
    found = [finding(text, quote, code=f"R{i}") for i, quote in enumerate(quotes)]
    export_checked(source, text, reversed(found), tmp_path / "kq.docx")
    result = Document(str(tmp_path / "kq.docx"))
    assert sorted(q for q, _ in commented(result)) == sorted(quotes)
    assert dressed_characters(result) == dressed_characters(Document(str(source)))


def test_what_a_comment_says():
    text = "Nghị định số 04/2015/NQ-CP"
    found = finding(text, "04/2015/NQ-CP", fix="04/2015/NĐ-CP")
    assert comment_text(found) == (
        "Lỗi REF007: Văn bản đã hết hiệu lực.\nĐề nghị sửa thành: “04/2015/NĐ-CP”"
    )
    warning = finding(text, "số", severity=Severity.WARNING)
    assert comment_text(warning) == "Cảnh báo REF007: Văn bản đã hết hiệu lực."
    info = finding(text, "số", severity=Severity.INFO, fix="")
    assert comment_text(info).startswith("Lưu ý REF007")
    assert comment_text(info).endswith("Đề nghị bỏ cụm từ này.")
    conflict = replace(finding(text, "số"), related=(Related(0, 4, "Nghị"),))
    assert comment_text(conflict).splitlines()[1] == "Đối chiếu với: “Nghị”"


def test_author_and_text_of_a_comment(tmp_path):
    source, text = write_source(tmp_path), LAYOUTS["lines"]
    export_checked(source, text, [finding(text, "04/2015", fix="05/2016")], tmp_path / "kq.docx")
    (comment,) = Document(str(tmp_path / "kq.docx")).comments
    assert comment.author == AUTHOR == "Trợ lý báo cáo"
    assert "05/2016" in comment.text


def test_comments_of_the_source_stay(tmp_path):
    source = write_source(tmp_path)
    document = Document(str(source))
    document.add_comment(document.paragraphs[1].runs[1], "Xem lại", author="Lê Thị Mận")
    document.save(str(source))
    text = LAYOUTS["lines"]
    export_checked(source, text, [finding(text, "định số 04")], tmp_path / "kq.docx")
    result = Document(str(tmp_path / "kq.docx"))
    assert [c.author for c in result.comments] == ["Lê Thị Mận", AUTHOR]
    assert [q for q, _ in commented(result)] == ["Nghị định số ", "định số 04"]


def test_links_insertions_and_deletions(tmp_path):
    """Text in links and tracked insertions is commented too; deleted text is no text."""
    document = Document()
    paragraph = document.add_paragraph("Theo ")
    for inner in (
        '<w:hyperlink {} w:anchor="a"><w:r><w:t>Luật Đất đai</w:t></w:r></w:hyperlink>',
        '<w:del {} w:id="9" w:author="A"><w:r><w:delText>cũ</w:delText></w:r></w:del>',
        '<w:ins {} w:id="8" w:author="A"><w:r><w:t xml:space="preserve"> năm 2024</w:t></w:r>'
        "</w:ins>",
    ):
        paragraph._p.append(parse_xml(inner.format(nsdecls("w"))))
    source = tmp_path / "nguon.docx"
    document.save(str(source))
    text = "Theo Luật Đất đai năm 2024"
    found = [finding(text, quote) for quote in ("Đất đai", "năm 2024", "đai năm")]
    export_checked(source, text, found, tmp_path / "kq.docx")
    result = Document(str(tmp_path / "kq.docx"))
    assert [q for q, _ in commented(result)] == ["Đất đai", "đai năm", "năm 2024"]
    assert dressed_characters(result) == dressed_characters(document)


def test_decomposed_letters_in_the_file(tmp_path):
    """Files from a Mac keep accents apart; the text that was checked has them composed."""
    source = tmp_path / "nguon.docx"
    document = Document()
    document.add_paragraph(unicodedata.normalize("NFD", "Ủy ban nhân xã đã họp."))
    document.save(str(source))
    text = "Ủy ban nhân xã đã họp."
    export_checked(source, text, [finding(text, "ban nhân xã")], tmp_path / "kq.docx")
    ((quote, _),) = commented(Document(str(tmp_path / "kq.docx")))
    assert quote == unicodedata.normalize("NFD", "ban nhân xã")


def test_a_place_that_the_file_does_not_hold_is_not_lost(tmp_path):
    source = write_source(tmp_path)
    text = "BÁO CÁO\nChân trang lạ\nThực hiện Nghị định"
    export_checked(source, text, [finding(text, "Chân trang lạ")], tmp_path / "kq.docx")
    ((quote, said),) = commented(Document(str(tmp_path / "kq.docx")))
    assert quote == "CÁO"
    assert "“Chân trang lạ”" in said


def test_a_span_from_cell_to_cell_stays_in_its_first_cell(tmp_path):
    source, text = write_source(tmp_path), LAYOUTS["lines"]
    export_checked(source, text, [finding(text, "Nà Lau\n120 hộ")], tmp_path / "kq.docx")
    assert [q for q, _ in commented(Document(str(tmp_path / "kq.docx")))] == ["Nà Lau"]


@pytest.mark.parametrize("suffix", [".md", ".txt", ".pdf"])
def test_other_formats_become_a_new_document(tmp_path, suffix):
    source = tmp_path / f"nguon{suffix}"
    source.write_bytes(b"irrelevant here")
    text = "# BÁO CÁO\r\n\r\n**I. Kết quả**\r\n\r\nTheo Nghị định **04/2015/NQ-CP**\x0c đã có.\r\n"
    found = [finding(text, "04/2015/NQ-CP"), finding(text, "**I. Kết quả**")]
    export_checked(source, text, found, tmp_path / "kq.docx")
    result = Document(str(tmp_path / "kq.docx"))
    assert [q for q, _ in commented(result)] == ["I. Kết quả", "04/2015/NQ-CP"]
    assert [p.text.strip() for p in result.paragraphs][:2] == ["BÁO CÁO", "I. Kết quả"]
    assert result.styles["Normal"].element.rPr.find(qn("w:rFonts")).get(qn("w:ascii")) == (
        "Times New Roman"
    )
    assert source.read_bytes() == b"irrelevant here"


def test_source_is_never_written_to(tmp_path):
    source, text = write_source(tmp_path), LAYOUTS["lines"]
    before = source.read_bytes()
    link = tmp_path / "link.docx"
    link.symlink_to(source)
    for out in (source, tmp_path / "." / "nguon.docx", link):
        with pytest.raises(UserError, match="trùng với tệp nguồn"):
            export_checked(source, text, [finding(text, "Thôn")], out)
    export_checked(source, text, [finding(text, "Thôn")], tmp_path / "kq.docx")
    assert source.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"plain text"])
def test_a_source_that_is_no_word_file(tmp_path, content):
    source = tmp_path / "hong.docx"
    source.write_bytes(content)
    with pytest.raises(UserError, match="Không mở được tệp Word"):
        export_checked(source, "a", [], tmp_path / "kq.docx")
    assert not (tmp_path / "kq.docx").exists()


def test_missing_folder(tmp_path):
    source = write_source(tmp_path)
    with pytest.raises(UserError, match="Không có thư mục"):
        export_checked(source, LAYOUTS["lines"], [], tmp_path / "khong" / "kq.docx")


def test_no_diagnostics_and_no_text(tmp_path):
    document = Document()
    document.save(str(tmp_path / "rong.docx"))
    found = Diagnostic("STR003", Severity.WARNING, "Thiếu phần.", 0, 0, "")
    export_checked(tmp_path / "rong.docx", "", [found], tmp_path / "kq.docx")
    assert len(list(Document(str(tmp_path / "kq.docx")).comments)) == 1


WORDS = st.text(alphabet="abđ ếỘ.,;/-|*\t19", max_size=12)
RUNS = st.lists(st.tuples(WORDS, st.sampled_from([None, True])), max_size=4)


@settings(max_examples=60, deadline=None)
@given(
    paragraphs=st.lists(RUNS, min_size=1, max_size=4),
    cells=st.lists(RUNS, min_size=2, max_size=2),
    spans=st.lists(st.tuples(st.integers(0, 80), st.integers(0, 20)), max_size=6),
)
def test_any_spans_on_any_file_leave_its_text_and_dress(paragraphs, cells, spans):
    document = Document()
    table_at = len(paragraphs) // 2
    for index, runs in enumerate(paragraphs):
        paragraph = document.add_paragraph()
        for words, bold in runs:
            paragraph.add_run(words).bold = bold
        if index == table_at:
            table = document.add_table(rows=1, cols=2)
            for cell, cell_runs in zip(table.rows[0].cells, cells, strict=True):
                for words, bold in cell_runs:
                    cell.paragraphs[0].add_run(words).bold = bold
    text = "\n".join(p.text for p in document.paragraphs)
    found = [
        Diagnostic(
            "X", Severity.INFO, "x", min(start, len(text)), min(start + length, len(text)), ""
        )
        for start, length in spans
    ]
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "a.docx", Path(folder) / "b.docx"
        document.save(str(source))
        export_checked(source, text, found, out)
        result = Document(str(out))
    before = dressed_characters(document)
    after = dressed_characters(result)
    assert after[: len(before)] == before
    assert len(commented(result)) == len(found)
    if any(words.strip() for runs in paragraphs for words, _ in runs):
        assert after == before  # only a file without a word gets a blank to hang a comment on
