"""Any file in: what is read, and the one clear line for what is not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from assistant.corpus import archives, load_document
from assistant.corpus.text_files import decode
from assistant.domain import UserError

VIETNAMESE = "BÁO CÁO\r\nỦy ban nhân dân xã Đồng Tiến báo cáo:\n\n1. Kết quả\rHết"


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def pdf_with(*pages: str) -> bytes:
    """A PDF with one line of text on each page; an empty string is a page with an image only."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    image = 4 + 2 * len(pages)
    for i, text in enumerate(pages):
        resources = "/Font << /F1 3 0 R >>" if text else f"/XObject << /Im {image} 0 R >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * i} 0 R "
            f"/Resources << {resources} >> >>".encode()
        )
        body = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET" if text else "/Im Do"
        objects.append(f"<< /Length {len(body)} >>\nstream\n{body}\nendstream".encode())
    objects.append(
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Length 1 >>\nstream\n\x00\nendstream"
    )
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets))
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n".encode())
    out.write(f"startxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_with("Bao cao"))))
    writer.encrypt("mat-khau", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx_with(text: str) -> bytes:
    document = Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zip_with(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),  # Notepad's old "Unicode" without its mark
    ],
)
def test_text_is_the_decoded_file_as_it_stands(tmp_path: Path, encoding: str, mark: bytes) -> None:
    path = write(tmp_path, "bao cao.txt", mark + VIETNAMESE.encode(encoding))
    document = load_document(path)
    assert document.text == VIETNAMESE  # line ends of three kinds kept
    lines = [(document.text[b.start : b.end], b.paragraph) for b in document.blocks]
    assert lines == [
        ("BÁO CÁO", 1),
        ("Ủy ban nhân dân xã Đồng Tiến báo cáo:", 2),
        ("1. Kết quả", 4),
        ("Hết", 5),
    ]


def test_decomposed_letters_keep_their_offsets(tmp_path: Path) -> None:
    decomposed = "Báo cáo quý"  # NFD on purpose
    path = write(tmp_path, "a.md", decomposed.encode())
    assert load_document(path).text == decomposed


@given(st.text(min_size=1).filter(lambda t: t.strip() and not t.startswith("\ufeff")))
def test_decoding_gives_back_what_was_encoded_or_refuses_binary(text: str) -> None:
    try:
        assert decode("x.txt", text.encode("utf-8", "surrogatepass")) == text
    except UserError as error:
        assert "nhị phân" in str(error) or "bảng mã" in str(error)  # noqa: PT017


BAD = [
    ("trong.txt", b"", "trống"),
    ("dau-cach.md", b" \n\t\n", "không có nội dung"),
    ("anh.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "tệp ảnh"),
    ("nhi-phan.txt", bytes(range(256)) * 20, "nhị phân"),
    ("so-khong.md", b"abc\x00\x00\x00\x00def\x00" * 9 + b"x", "nhị phân"),
    ("tay-ban-nha.txt", "El niño señaló la montaña".encode("latin-1"), "UTF-8"),
    ("word.txt", docx_with("xin chào"), "tệp nén"),
    ("pdf.md", b"%PDF-1.7 ...", "PDF"),
    ("gia.docx", "chỉ là chữ".encode(), "không phải tệp .docx"),
    ("doc-cu.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Word đời cũ"),
    (
        "mat-khau.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "mật khẩu",
    ),
    ("cut.docx", docx_with("xin chào")[:-200], "hỏng"),
    ("bang-tinh.docx", zip_with(xl__workbook=b"<x/>"), "không phải tệp Word"),
    ("xml-hong.docx", zip_with(word__document=b"<w:document"), "hỏng"),
    ("rong.docx", docx_with(""), "không có chữ"),
    ("pdf-la-word.docx", pdf_with("Bao cao"), "PDF"),
    ("gia.pdf", b"khong phai pdf", "không phải tệp .pdf"),
    ("cut.pdf", pdf_with("Bao cao")[:120], "hỏng"),
    ("mat-khau.pdf", encrypted_pdf(), "mật khẩu"),
    ("bang.xlsx", b"PK\x03\x04", "hỏng"),
    ("phim.mp4", b"\x00\x00\x00\x18ftyp", ".mp4"),
    ("khong-duoi", b"abc", "không có phần mở rộng"),
]


@pytest.mark.parametrize(("name", "data", "said"), BAD, ids=[name for name, _, _ in BAD])
def test_bad_file_gets_one_clear_line(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    with pytest.raises(UserError) as raised:
        load_document(write(tmp_path, name, data))
    message = str(raised.value)
    assert said in message
    assert "\n" not in message
    assert name in message


def test_missing_file_folder_and_size(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Không tìm thấy"):
        load_document(tmp_path / "khong-co.docx")
    with pytest.raises(UserError, match="thư mục"):
        load_document(tmp_path)
    with pytest.raises(UserError, match="quá mức"):
        load_document(write(tmp_path, "to.txt", b"a" * 2_000_000), max_bytes=1_000_000)


def test_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED_BYTES", 100_000)
    bomb = zip_with(word__document=b"a" * 200_000)
    with pytest.raises(UserError, match="giải nén"):
        load_document(write(tmp_path, "bom.docx", bomb))


def test_pdf_text_knows_its_page(tmp_path: Path) -> None:
    path = write(tmp_path, "a.pdf", pdf_with("Bao cao so 1", "Trang hai"))
    document = load_document(path)
    assert [(document.text[b.start : b.end], b.page) for b in document.blocks] == [
        ("Bao cao so 1", 1),
        ("Trang hai", 2),
    ]
