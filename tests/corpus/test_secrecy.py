"""Marks of secrecy are seen, words about secrets and honey are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.corpus import load_document
from assistant.domain import UserError
from tests.corpus.bad_files import docx, xlsx

HEAD = "ỦY BAN NHÂN DÂN XÃ SUỐI MÂY\nSố: 12/BC-UBND\n"


@pytest.mark.parametrize(
    "line",
    [
        "MẬT",
        "TỐI MẬT",
        "TUYỆT MẬT",
        "  ** MẬT **  ",
        "[MẬT]",
        "M Ậ T",
        "T Ố I  M Ậ T",
        "MẬT - BẢN SỐ: 03",
        "ỦY BAN NHÂN DÂN XÃ\tMẬT",
        "Số: 12/BC-UBND     MẬT",
        "Độ mật: Mật",
        "ĐỘ MẬT: TỐI MẬT",
        "Mức độ mật : tuyệt mật",
        "Độ mật: Mật. Nơi nhận: Huyện ủy",
    ],
)
@pytest.mark.parametrize("suffix", ["md", "txt"])
def test_marked_documents_are_refused(tmp_path: Path, line: str, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_text(f"{HEAD}{line}\nBÁO CÁO\nNội dung.", "utf-8")
    with pytest.raises(UserError, match=r"bí mật nhà nước.*\.$"):
        load_document(path)


@pytest.mark.parametrize(
    "line",
    [
        "BÁO CÁO CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "Về việc rà soát tài liệu MẬT, TỐI MẬT, TUYỆT MẬT",
        "Đã tiêu hủy 02 tài liệu đóng dấu “Mật”.",
        "Mật độ dân số: 120 người/km²",
        "MẬT ONG RỪNG",
        "Mật",  # honey, in a list of goods
        "BẢO MẬT",
        "Bảo mật thông tin: tốt",
        "Độ mật: Không",
        "Độ mật: Thường",
        "Độ mật: ……………",
        "Độ mật:",
        "độ mật độ: mật độ cao",
        "Cam mật, mít mật",
        "Khoản 3. Bí mật nhà nước độ Tối mật",
    ],
)
def test_words_about_secrets_are_no_mark(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{HEAD}{line}\nBÁO CÁO\nNội dung.", "utf-8")
    assert line in load_document(path).text


def test_a_stamp_far_below_is_a_word(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(HEAD + "Nội dung của báo cáo.\n" * 60 + "MẬT\n", "utf-8")
    assert load_document(path)


def test_a_stamp_in_a_running_header(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    for _ in range(50):
        document.add_paragraph("Nội dung của báo cáo.")
    document.sections[0].header.paragraphs[0].text = "TỐI MẬT"
    document.save(str(tmp_path / "a.docx"))
    with pytest.raises(UserError, match="TỐI MẬT"):
        load_document(tmp_path / "a.docx")


def test_a_table_of_goods_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(xlsx(["MẬT"], ["Ong", 3], ["Mía", 5]))
    assert load_document(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(xlsx(["Độ mật: Mật"], ["Ong", 3]))
    with pytest.raises(UserError, match="đóng dấu MẬT"):
        load_document(tmp_path / "b.xlsx")


def test_letterhead_cells(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx("Số: 12/BC-UBND\nMẬT"))
    with pytest.raises(UserError, match="đóng dấu MẬT"):
        load_document(tmp_path / "a.docx")
