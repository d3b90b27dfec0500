"""Forms that Decree 30 fixes: the motto, the letterhead, signatures, signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity, Span

_MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
_STATE: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


@dataclass(frozen=True, slots=True)
class _Form:
    """What is looked for (group 1 is marked), what belongs there, and what is said."""

    pattern: re.Pattern[str]
    right: Callable[[re.Match[str]], str]
    message: str


_FORMS: Final = (
    _Form(
        re.compile(
            r"(?:^|[ \t]{2}|\|)[ \t]*((?i:độc lập)[ \t]*[-–—,]?[ \t]*(?i:tự do)[ \t]*[-–—,]?[ \t]*"
            r"(?i:hạnh phúc))(?=[ \t|]*$)",
            re.M,
        ),
        lambda match: _MOTTO,
        "Tiêu ngữ ghi “Độc lập - Tự do - Hạnh phúc”: chữ đầu mỗi cụm viết hoa, có gạch nối và cách "
        "chữ.",
    ),
    _Form(
        re.compile(r"^[ \t|]*((?i:cộng h(?:òa|oà) xã hội chủ nghĩa việt nam))(?=[ \t|]*$)", re.M),
        lambda match: _STATE,
        "Quốc hiệu ghi bằng chữ in hoa: “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”.",
    ),
    _Form(
        re.compile(r"^[ \t|]*(Số)(?=[ \t]+\d+[ \t]*/[ \t]*[A-ZĐ]+[-\w]*[ \t|]*$)", re.M),
        lambda match: "Số:",
        "Sau chữ “Số” ở đầu văn bản có dấu hai chấm.",
    ),
    _Form(
        re.compile(
            r"^[ \t|]*((?:T/M|K/T|T/L|TM|KT|TL|TUQ)(?![./\w])\.?|(?:T/M|K/T|T/L)\.)"
            r"(?=[ \t]+[A-ZĐỦÁ]{2})",
            re.M,
        ),
        lambda match: match[1].replace("/", "").rstrip(".") + ".",
        "Quyền hạn của người ký ghi “TM.”, “KT.”, “TL.”, “TUQ.” trước chức vụ.",
    ),
    _Form(
        re.compile(r"(?<=[^\W\d_])([ \t]+)(?=[,;:](?:\s|$))", re.M),
        lambda match: "",
        "Không cách chữ trước dấu câu.",
    ),
    _Form(
        re.compile(r"(?<=[^\W\d_]{2})([,;])(?=[^\W\d_]{2})"),
        lambda match: match[1] + " ",
        "Cách một chữ sau dấu câu.",
    ),
    _Form(
        re.compile(
            r"(?:Nghị định|Quyết định|Nghị quyết|Thông tư|Kế hoạch|Chỉ thị|Công văn|Báo cáo)"
            r" (Số)(?= \d)"
        ),
        lambda match: "số",
        "Chữ “số” sau tên loại văn bản viết thường.",
    ),
)


@rule("STY004", Severity.INFO, "Viết trái thể thức văn bản", safe_fix=True)
def against_the_form(inspection: Inspection) -> Iterator[Finding]:
    """Quốc hiệu, tiêu ngữ, số, quyền hạn người ký, dấu câu viết trái mẫu.

    Nguồn: Nghị định 30/2020/NĐ-CP, Điều 8 và Phụ lục I (kiến thức chung, chưa đối chiếu với phụ
        lục).
    Sai:
        ⟦Độc Lập - Tự Do - Hạnh Phúc⟧

        ⟦Số⟧ 97/BC-UBND

        Xã đã ban hành Kế hoạch ⟦Số⟧ 12/KH-UBND.

        ⟦T/M⟧ ỦY BAN NHÂN DÂN
    Sửa: Độc lập - Tự do - Hạnh phúc; Số:; số; TM.
    Đúng:
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Độc lập - Tự do - Hạnh phúc

        Số: 97/BC-UBND

        Xã đã ban hành Kế hoạch số 12/KH-UBND.

        TM. ỦY BAN NHÂN DÂN
        KT. CHỦ TỊCH
    """
    text = inspection.document.text
    for form in _FORMS:
        for match in form.pattern.finditer(text):
            right = form.right(match)
            if match[1] != right:
                yield Finding(Span(*match.span(1)), form.message, fix=right)
