"""State secrets have no place in this program: documents that bear a mark of secrecy are refused.

The marks are those of the Law on Protection of State Secrets (29/2018/QH14, article 8): TUYỆT MẬT,
TỐI MẬT, MẬT; a stamp near the head of the first page, or a field "Độ mật".
"""

from __future__ import annotations

import re

from assistant.domain import LoadedDocument, UserError
from assistant.language.text import fold, nfc

_HEAD_LINES = 40
_HEAD_LENGTH = 3_000
_FRAME = r"[\s*_|#\[\]()<>.:;“”\"'–—-]*"
#: A stamp stands alone, or apart from what shares its line; it is printed in capitals.
_STAMP = re.compile(
    rf"{_FRAME}(?P<degree>(?:TUYỆT |TỐI )?MẬT){_FRAME}(?:BẢN SỐ{_FRAME}\d*{_FRAME})?"
)
_APART = re.compile(r"\t|\s{3,}|\s\|\s")
_SPACED = re.compile(r"(?<=\b\w) (?=\w\b)")  # "M Ậ T"
#: On folded text, then looked up in the text itself.
_FIELD = re.compile(
    r"\b(?:(?:muc )?do mat|cap do mat)\s*[:：]\s*(?P<degree>tuyet mat|toi mat|mat)\b"
)
_DEGREES = {"tuyệt mật", "tối mật", "mật"}


def refuse_secrets(document: LoadedDocument) -> None:
    """Raises UserError when the document bears a mark of secrecy.

    Texts about secrecy ("bảo mật", a report on protecting state secrets) bear none.
    """
    degree = _degree(document)
    if degree:
        raise UserError(
            f"“{document.name}” đóng dấu {degree.upper()}: tài liệu bí mật nhà nước không được đưa "
            "vào chương trình này; hãy bảo quản theo quy định về bảo vệ bí mật nhà nước."
        )


#: Typed text: a mark alone on its line in any case, or in capitals before what it covers.
_ALONE = re.compile(rf"{_FRAME}(?P<degree>(?:tuyet |toi )?mat){_FRAME}")
_LEADING = re.compile(
    r"[\s*\-+•]*(?:[\[(](?P<a>(?:TUYỆT |TỐI )?MẬT)[\])]"
    r"|(?P<b>(?:TUYỆT |TỐI )?MẬT)\s*(?:[:：]|[.!–—-](?=\s|$)))"
)


def mark_of(text: str) -> str | None:
    """The degree of secrecy that typed text (notes, a message) bears on any line; None without.

    Without accents "MAT" must stand alone in capitals: "mat" is many words.
    """
    for line in nfc(text).splitlines():
        found = _field(line) or _stamp(line)
        if found is None and (match := _LEADING.match(line)):
            found = match["a"] or match["b"]
        if found is None and (match := _ALONE.fullmatch(fold(line))):
            written = line[slice(*match.span("degree"))]
            plain = written.isascii() and (written.isupper() or " " in written)
            if written.lower() in _DEGREES or plain:
                found = written
        if found is not None:
            return found
    return None


def refuse_marked_text(*texts: str) -> None:
    """Raises UserError when one of ``texts``, typed by a person, bears a mark of secrecy."""
    for text in texts:
        degree = mark_of(text)
        if degree:
            raise UserError(
                f"Nội dung nhập vào có dấu {degree.upper()}: tài liệu bí mật nhà nước không được "
                "đưa vào chương trình này và không được gửi tới mô hình nào; hãy xóa phần đó và "
                "bảo quản theo quy định về bảo vệ bí mật nhà nước."
            )


def _degree(document: LoadedDocument) -> str | None:
    is_table = document.format in ("xlsx", "xlsm", "xls", "ods", "csv", "tsv")
    for index, block in enumerate(document.blocks):
        running = block.part in ("header", "footer")
        if (index >= _HEAD_LINES or block.start > _HEAD_LENGTH) and not running:
            continue
        line = nfc(document.text[block.start : block.end])
        found = _field(line) or (None if is_table else _stamp(line))
        if found:
            return found
    return None


def _stamp(line: str) -> str | None:
    for piece in _APART.split(line):
        match = _STAMP.fullmatch(piece) or _STAMP.fullmatch(
            " ".join(_SPACED.sub("", piece).split())
        )
        if match:
            return match["degree"]
    return None


def _field(line: str) -> str | None:
    match = _FIELD.search(fold(line))
    if not match:
        return None
    written = line[slice(*match.span("degree"))]
    return written if written.lower() in _DEGREES else None
