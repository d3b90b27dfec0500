"""The superior's outline: read from each kind of numbering, drafted, checked and exported by."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.chat.outlines import read_outline_file
from assistant.checking import CheckContext, check
from assistant.corpus import load_document
from assistant.domain import Draft, Profile, UserError
from assistant.drafting import DraftRequest, NoteSource, draft_section
from assistant.drafting.guideline import read_guideline
from assistant.drafting.notes import parse_notes
from assistant.drafting.outlines import Outline
from assistant.drafting.placing import place_items
from assistant.language.periods import parse_period
from tests.drafting import guideline_files as files

NOTES = (
    "5 thôn, 968 hộ, 4012 khẩu\n"
    "tổ chức 4 buổi tuyên truyền, 287 người\n"
    "họp thôn 10 cuộc, 846 lượt hộ\n"
    "hạn chế: tuyên truyền chưa thường xuyên\n"
    "nguyên nhân: công chức kiêm nhiệm nhiều việc\n"
    "nhiệm vụ: mở 2 lớp tập huấn trong quý I\n"
    "đề nghị huyện hỗ trợ 40 trđ sửa loa"
)


@pytest.fixture
def outline(tmp_path: Path) -> Outline:
    return read_guideline(load_document(files.typed(tmp_path / "de-cuong.docx")), "dan-van")


def whole(outline: Outline, notes: str = NOTES, section: str = "toan-van") -> Draft:
    return draft_section(
        DraftRequest(
            "dan-van",
            section,
            (NoteSource("ghi-chu.txt", notes),),
            date(2023, 12, 10),
            Profile(commune="xã Khe Vạc"),
            parse_period("năm 2023"),
            outline=outline,
        )
    )


def test_typed_numbers_give_sections_parts_questions_and_tables(outline: Outline) -> None:
    assert outline.title == "Kết quả công tác dân vận năm 2023"
    assert outline.source == "de-cuong.docx"
    told = [(s.kind, s.heading) for s in outline.sections]
    assert told == [
        ("mo-dau", "Mở đầu"),
        ("dac-diem", "Đặc điểm tình hình"),
        ("ket-qua", "Kết quả thực hiện"),
        ("han-che", "Tồn tại, hạn chế và nguyên nhân"),
        ("nhiem-vu", "Phương hướng, nhiệm vụ năm 2024"),
        ("kien-nghi", "Kiến nghị, đề xuất"),
        ("phu-luc", "Phụ lục 1. Kết quả tiếp công dân"),
        ("ket-thuc", "Kết thúc"),
    ]
    results = outline.section("ket-qua")
    assert [part.heading for part in results.parts] == [
        "Công tác tuyên truyền",
        "Thực hiện dân chủ ở cơ sở",
    ]
    assert [ask.what for ask in results.parts[0].asks] == [
        "số cuộc tuyên truyền",
        "số lượt người tham dự",
    ]
    assert "Những nội dung công khai" in results.parts[1].holds
    joined = outline.section("han-che")
    assert [(part.kind, part.heading) for part in joined.parts] == [
        ("han-che", "Tồn tại, hạn chế"),
        ("nguyen-nhan", "Nguyên nhân"),
    ]
    assert outline.section("phu-luc").table == files.TABLE
    assert outline.section("nhiem-vu").grounds  # lent by the shipped outline


@pytest.mark.parametrize(
    ("make", "headings"),
    [
        (
            files.styled,
            ["Công tác chỉ đạo", "Kết quả đạt được", "Tiếp công dân", "Khó khăn, vướng mắc"],
        ),
        (
            files.numbered,
            ["Kết quả tiếp công dân", "Hạn chế, vướng mắc", "Phương hướng thời gian tới"],
        ),
    ],
)
def test_styles_and_words_own_numbers_are_read(
    make: object, headings: list[str], tmp_path: Path
) -> None:
    path = make(tmp_path / "de-cuong.docx")  # type: ignore[operator]
    read = read_outline_file(path, "tiep-cong-dan")
    assert list(read.headings()) == headings


def test_each_note_goes_where_the_outline_asks_for_it(outline: Outline) -> None:
    items = parse_notes((NoteSource("g", NOTES),), Profile())
    placed = {
        key: [item.raw for item in own] for key, own in place_items(outline, items).items() if own
    }
    by_heading = {s.heading: placed.get(s.key, []) for s in outline.walk()}
    assert by_heading["Đặc điểm tình hình"] == ["5 thôn, 968 hộ, 4012 khẩu"]
    assert by_heading["Công tác tuyên truyền"] == ["tổ chức 4 buổi tuyên truyền, 287 người"]
    assert by_heading["Thực hiện dân chủ ở cơ sở"] == ["họp thôn 10 cuộc, 846 lượt hộ"]
    assert by_heading["Tồn tại, hạn chế"] == ["tuyên truyền chưa thường xuyên"]
    assert by_heading["Nguyên nhân"] == ["công chức kiêm nhiệm nhiều việc"]
    assert by_heading["Phương hướng, nhiệm vụ năm 2024"] == ["mở 2 lớp tập huấn trong quý I"]
    assert by_heading["Kiến nghị, đề xuất"] == ["đề nghị huyện hỗ trợ 40 trđ sửa loa"]
    assert sum(len(own) for own in placed.values()) == len(items)


def test_the_report_is_drafted_along_it_and_says_what_is_missing(outline: Outline) -> None:
    draft = whole(outline)
    lines = draft.text.splitlines()
    headings = [
        "I. Đặc điểm tình hình", "II. Kết quả thực hiện", "1. Công tác tuyên truyền",
        "2. Thực hiện dân chủ ở cơ sở", "III. Tồn tại, hạn chế và nguyên nhân",
        "1. Tồn tại, hạn chế", "2. Nguyên nhân", "IV. Phương hướng, nhiệm vụ năm 2024",
        "V. Kiến nghị, đề xuất", "Phụ lục 1. Kết quả tiếp công dân",
    ]  # fmt: skip
    assert [line for line in lines if line in headings] == headings
    assert "[Chưa có số liệu về số nội dung đã công khai; đề nghị bổ sung.]" in draft.text
    assert "| 1 | Số lượt tiếp | lượt |  |" in draft.text
    assert "[Biểu này còn 2 ô chưa có số liệu; đề nghị bổ sung.]" in draft.text
    for fact in ("968 hộ", "04 buổi", "10 cuộc họp thôn", "kiêm nhiệm", "02 lớp", "40 triệu đồng"):
        assert fact in draft.text, fact
    known = {entry.id for entry in draft.evidence}
    assert all(s.evidence and set(s.evidence) <= known for s in draft.sentences)
    assert not [d for d in draft.diagnostics if d.severity == "error"]


def test_a_report_without_a_section_that_was_asked_for_is_told(outline: Outline) -> None:
    context = CheckContext(date(2023, 12, 10), outline=outline.headings())
    text = f"BÁO CÁO\n\n{outline.title}\n\n{whole(outline).text}"
    missing = [d.message for d in check(text, context).diagnostics if d.code == "STR003"]
    assert missing == []
    start = text.index("V. Kiến nghị")
    without = text[:start] + text[text.index("Phụ lục 1.") :]
    (found,) = [d for d in check(without, context).diagnostics if d.code == "STR003"]
    assert "Kiến nghị, đề xuất" in found.message
    assert found.quote == outline.title


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("de-cuong.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "phải là tệp .docx"),
        ("de-cuong.docx", b"", "tệp trống"),
        ("de-cuong.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "“de-cuong.docx”"),
        ("de-cuong.docx", b"PK\x03\x04 not a zip at all" * 20, "“de-cuong.docx”"),
    ],
)
def test_files_that_are_no_outline(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError, match=said):
        read_outline_file(path, "dan-van")


def test_a_file_without_headings(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Không thấy đề mục nào"):
        read_outline_file(files.without_headings(tmp_path / "cong-van.docx"), "dan-van")


def test_numbered_questions_are_no_headings(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for line in ("I. Kết quả", "1. Đã họp bao nhiêu cuộc?", "2. Có bao nhiêu đơn?", "II. Hạn chế"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    read = read_outline_file(tmp_path / "a.docx", "dan-van")
    assert list(read.headings()) == ["Kết quả", "Hạn chế"]
    assert len(read.section("ket-qua").asks) == 2
