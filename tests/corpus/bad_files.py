"""Files that cannot be read, each with what the line that refuses it has to say."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfWriter

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


@dataclass(frozen=True)
class BadFile:
    """``make`` writes the file at the path; ``said`` is part of the line."""

    name: str
    make: Callable[[Path], object]
    said: str


def docx(text: str = "Báo cáo của xã.") -> bytes:
    document = Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(pages: int = 1, password: str = "") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_of_many_pages(count: int) -> bytes:
    """One page object named ``count`` times: small, and long for whoever counts."""
    kids = b"3 0 R " * count
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    return bytes(out)


def image(kind: str, size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("L", size, 255).save(out, kind)
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that says it is this large and holds next to nothing."""

    def part(name: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + checksum

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", head)
        + part(b"IDAT", zlib.compress(b"\0"))
        + part(b"IEND", b"")
    )


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def with_part(package: bytes, name: str, data: bytes) -> bytes:
    """The package with one part replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, data)
    return out.getvalue()


def zip_that_lies(member: str, real: int, declared: int) -> bytes:
    """A part that unpacks to ``real`` bytes and declares ``declared``."""
    data = bytearray(zipped((member, b"a" * real)))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + offset
        data[at : at + 4] = struct.pack("<I", declared)
    return bytes(data)


def locked_zip(package: bytes) -> bytes:
    """The package with the flag of an encrypted part set."""
    data = bytearray(package)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def bytes_of(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def sparse(size: int) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.write(b"%PDF-1.4\n")
            file.truncate(size)

    return make


def unreadable(data: bytes) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        path.write_bytes(data)
        path.chmod(0)

    return make


def _files() -> list[tuple[str, Callable[[Path], object], str]]:
    word, sheet, page = docx(), xlsx(["Thôn", "Hộ"], ["Đồi", 120]), pdf()
    png = image("PNG", (300, 300))
    body = "word/document.xml"
    return [
        # nothing, or nothing to read
        *[(f"rỗng.{kind}", bytes_of(b""), "tệp trống") for kind in
          ("docx", "doc", "xlsx", "csv", "pdf", "html", "md", "txt", "png", "tif")],
        ("dấu cách.txt", bytes_of(b" \n\t\r\n"), "không có nội dung"),
        ("không chữ.docx", bytes_of(docx("")), "không có chữ"),
        ("không ô nào.xlsx", bytes_of(xlsx()), "không có ô nào"),
        ("trang trắng.pdf", bytes_of(page), "không có chữ"),
        ("không trang.pdf", bytes_of(pdf(0)), "không có trang"),
        ("chỉ mã lệnh.html", bytes_of(b"<html><script>document.write('x')</script></html>"), "không có chữ"),
        ("chỉ dấu phẩy.csv", bytes_of(b",,,\n,,\n"), "không có ô nào"),
        # cut short
        ("cụt.docx", bytes_of(word[: len(word) // 2]), "hỏng"),
        ("cụt.xlsx", bytes_of(sheet[:-300]), "hỏng"),
        ("cụt.pdf", bytes_of(page[:60]), "hỏng"),
        ("cụt.png", bytes_of(png[:60]), "hỏng"),
        ("cụt.jpg", bytes_of(b"\xff\xd8\xff\xe0" + bytes(20)), "hỏng"),
        ("cụt.tif", bytes_of(b"II*\x00" + bytes(12)), "hỏng"),
        # locked
        ("khóa.pdf", bytes_of(pdf(password="mat-khau")), "mật khẩu"),
        ("khóa.docx", bytes_of(OLE + "EncryptedPackage".encode("utf-16-le")), "mật khẩu"),
        ("khóa.xlsx", bytes_of(OLE + "EncryptedPackage".encode("utf-16-le")), "mật khẩu"),
        ("khóa zip.docx", bytes_of(locked_zip(word)), "mật khẩu"),
        # not what the name says, both ways
        ("là pdf.docx", bytes_of(page), "PDF"),
        ("là ảnh.docx", bytes_of(png), "ảnh"),
        ("là chữ.docx", bytes_of("Báo cáo".encode()), "không phải tệp .docx"),
        ("là đời cũ.docx", bytes_of(OLE + bytes(600)), "đời cũ"),
        ("là đời cũ.xlsx", bytes_of(OLE + bytes(600)), "đời cũ"),
        ("là bảng.docx", bytes_of(sheet), "Excel"),
        ("là word.xlsx", bytes_of(word), "Word"),
        ("là word.pdf", bytes_of(word), "tệp nén hoặc tệp Office"),
        ("là word.txt", bytes_of(word), "tệp nén hoặc tệp Office"),
        ("là pdf.md", bytes_of(page), "PDF"),
        ("là pdf.html", bytes_of(page), "PDF"),
        ("là ảnh.pdf", bytes_of(png), "ảnh"),
        ("là png.jpg", bytes_of(png), ".png"),
        ("là pdf.png", bytes_of(page), "PDF"),
        ("là word.csv", bytes_of(word), "tệp nén hoặc tệp Office"),
        ("là chữ.doc", bytes_of("Báo cáo".encode()), "không phải tệp .doc"),
        ("là bảng.doc", bytes_of(OLE + "Workbook".encode("utf-16-le")), "đời cũ"),
        ("là zip.docx", bytes_of(zipped(("a.txt", b"x"))), "không phải tệp Word"),
        ("chương trình.txt", bytes_of(b"MZ\x90\x00\x03" + bytes(80)), ".exe"),
        ("phim.mp4", bytes_of(b"\0\0\0\x18ftyp"), "chưa đọc được"),
        ("không đuôi", bytes_of(b"abc"), "không có phần mở rộng"),
        # bombs
        ("bom.docx", bytes_of(zipped((body, bytes(250 * 2**20)))), "phình quá lớn"),
        ("bom.xlsx", bytes_of(zipped(("xl/workbook.xml", bytes(250 * 2**20)))), "phình quá lớn"),
        ("bom giấu cỡ.docx", bytes_of(zip_that_lies(body, 50 * 2**20, 1000)), "hỏng"),
        ("nhiều phần.docx", bytes_of(zipped(*((f"word/{n}.xml", b"") for n in range(6000)))), "phình quá lớn"),
        ("500 MB.pdf", sparse(500 * 2**20), "quá mức"),
        ("10000 trang.pdf", bytes_of(pdf_of_many_pages(10_000)), "quá mức 3000 trang"),
        ("ảnh 60000.png", bytes_of(png_header(60_000, 60_000)), "quá lớn"),
        ("ảnh dài.png", bytes_of(png_header(60_000, 100)), "quá lớn"),
        ("ảnh 1 điểm.png", bytes_of(image("PNG", (1, 1))), "1 × 1 điểm ảnh"),
        # hostile
        ("cười.docx", bytes_of(with_part(word, body, LAUGHS.encode() + b"<x>&c;</x>")), "thực thể XML"),
        ("cười utf-16.docx", bytes_of(with_part(word, body, (LAUGHS + "<x>&c;</x>").encode("utf-16"))), "thực thể XML"),
        ("ngoài.docx", bytes_of(with_part(word, "word/styles.xml", OUTSIDE.encode() + b"<x>&f;</x>")), "thực thể XML"),
        ("cười.xlsx", bytes_of(with_part(sheet, "xl/sharedStrings.xml", LAUGHS.encode() + b"<x>&c;</x>")), "thực thể XML"),
        ("leo.docx", bytes_of(with_part(word, "../../etc/cron.d/x", b"x")), "ra ngoài tệp"),
        ("leo.xlsx", bytes_of(with_part(sheet, "/etc/passwd", b"x")), "ra ngoài tệp"),
        ("leo ngược.docx", bytes_of(with_part(word, "..\\..\\x", b"x")), "ra ngoài tệp"),
        ("xml hỏng.docx", bytes_of(with_part(word, body, b"<w:document")), "hỏng"),
        # text that is none
        ("nhị phân.txt", bytes_of(bytes(range(256)) * 20), "nhị phân"),
        ("số không.md", bytes_of(b"abc\0\0\0\0def\0" * 9 + b"x"), "nhị phân"),
        ("số không.csv", bytes_of(b"a,b\0\0,c\n" * 20), "nhị phân"),
        ("mồ côi.txt", bytes_of("Báo cáo \ud800 của xã".encode("utf-8", "surrogatepass")), "bảng mã"),
        ("bảng mã lạ.txt", bytes_of("El niño señaló la montaña".encode("latin-1")), "bảng mã"),
        ("nửa utf-16.txt", bytes_of(b"\xff\xfe" + "Báo cáo".encode("utf-16-le") + b"x"), "bảng mã"),
        ("nháy hở.csv", bytes_of(b'a,"b\n' + b"c" * 200_000), "nháy"),
        # state secrets
        ("mật.docx", bytes_of(docx("MẬT")), "đóng dấu MẬT"),
        ("tối mật.txt", bytes_of("UBND XÃ\nTỐI MẬT\nBÁO CÁO".encode()), "đóng dấu TỐI MẬT"),
        # not files
        ("thư mục.docx", lambda path: path.mkdir(), "là thư mục"),
        ("ống.txt", os.mkfifo, "không phải là tệp thường"),
        ("thiết bị.txt", lambda path: path.symlink_to("/dev/zero"), "không phải là tệp thường"),
        ("vòng.txt", lambda path: path.symlink_to(path), "liên kết vòng"),
        ("đứt.txt", lambda path: path.symlink_to(path.with_name("không có")), "Không tìm thấy"),
        ("không quyền.txt", unreadable("Báo cáo".encode()), "Không có quyền"),
    ]  # fmt: skip


BAD_FILES = [BadFile(*row) for row in _files()]
#: With the system's administrator as user, every file may be read.
MAY_READ_ALL = hasattr(os, "geteuid") and os.geteuid() == 0


def usable() -> list[BadFile]:
    """Those that can be made here: an administrator may read all, and Windows has no pipes."""
    return [file for file in BAD_FILES if not (file.name == "không quyền.txt" and MAY_READ_ALL)]
