"""TCVN3, VNI, VISCII and Windows-1258 in plain text, decided for a document as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.corpus import load_document
from assistant.corpus.legacy_text import conversion_for, decode_legacy, encoding_of_font

#: As typed with the keyboards of the time, beside what they stand for.
TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam\n§éc lËp - Tù do - H¹nh phóc\nB¸o c¸o kÕt qu¶ c«ng t¸c d©n vËn quý II n¨m 2023, ­u ®iÓm vµ khuyÕt ®iÓm"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam\nÑoäc laäp - Töï do - Haïnh phuùc\nBaùo caùo keát quaû coâng taùc daân vaän quyù II naêm 2023, öu ñieåm vaø khuyeát ñieåm"
UNICODE = "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc\nBáo cáo kết quả công tác dân vận quý II năm 2023, ưu điểm và khuyết điểm"


@pytest.mark.parametrize("written", [TCVN3, VNI], ids=["tcvn3", "vni"])
def test_a_file_is_read_as_what_it_stands_for(tmp_path: Path, written: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(written.encode("latin-1"))
    document = load_document(path)
    assert document.text == UNICODE
    assert [block.paragraph for block in document.blocks] == [1, 2, 3]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\x93B\xb8o c\xb8o\x94 \x96 c\xabng t\xb8c d\xa9n v\xcbn", "“Báo cáo” – công tác dân vận"),
        ("UBND-VP  7/2023 ngaøy thaùng naêm, baêng giaûi, ngaên chaën, caân baèng, saúng".encode("latin-1"), "UBND-VP  7/2023 ngày tháng năm, băng giải, ngăn chặn, cân bằng, sẳng"),
        ("El niño señaló la montaña más alta del país".encode("latin-1"), None),
        ("Où êtes-vous, mon père? Façade déjà vu, garçon naïf".encode("latin-1"), None),
        ("Größe über alles, schön für Mädchen".encode("latin-1"), None),
        (b"\xe9", None),
        (bytes(range(128, 256)), None),
    ],
)  # fmt: skip
def test_what_it_is_told_by(data: bytes, text: str | None) -> None:
    found = decode_legacy(data)
    assert found == text


def windows_1258(text: str) -> bytes:
    """As Windows wrote it: letters with their quality, tones as marks behind them."""
    import unicodedata

    pieces = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = [part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        pieces.append(base + "".join(tones))
    return "".join(pieces).encode("cp1258")


def test_windows_1258() -> None:
    assert decode_legacy(windows_1258(UNICODE)) == UNICODE


def test_one_document_has_one_encoding() -> None:
    """A line that reads well in two encodings goes with its document."""
    lines = VNI.encode("latin-1") + b"\nXa\xf5 2\nB\xe0\nA 1"
    assert (decode_legacy(lines) or "").startswith("Cộng hòa")


@pytest.mark.parametrize(
    ("font", "encoding"),
    [(".VnTime", "tcvn3"), (".VNARIALH", "tcvn3"), ("VNI-Times", "vni"), ("ABCDEF+.VnTime", "tcvn3"), ("Times New Roman", None), ("", None)],
)  # fmt: skip
def test_fonts_that_stand_for_an_encoding(font: str, encoding: str | None) -> None:
    assert encoding_of_font(font) == encoding


def test_unicode_is_left_alone() -> None:
    assert conversion_for(UNICODE) is None
    assert conversion_for(UNICODE, "tcvn3") is None
    assert conversion_for("Thôn Đồi: 120 m², 5 °C, ±2 %, §3, ©") is None
