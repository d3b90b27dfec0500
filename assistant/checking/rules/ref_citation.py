"""How documents are cited: unknown ones, incomplete first citations, one listed twice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from assistant.checking.document import Document
from assistant.checking.inspection import Inspection
from assistant.checking.log_rows import LogVerdict
from assistant.checking.own_documents import issued_on
from assistant.checking.rule import Finding, rule
from assistant.domain import Reference, Severity
from assistant.language.text import fold

_CENTRAL: Final = re.compile(r"(?:^|[-/])(?:CP|TTg|QH\d*|UBTVQH\d*|TW|B[A-ZĐ]{1,8})$")
_LAWS: Final = frozenset(("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"))
#: What an item of a list begins with, on its own line or behind a semicolon.
_ITEM_START: Final = re.compile(
    r"(?:^|;)[ \t|]*(?:[-+*•–]|\(?\d{1,2}[.)]|[a-zđ]\))?[ \t|]*(?:Căn cứ[ \t]+)?",
    re.M,
)
#: Behind a document: it is spoken of, not listed.
_SPOKEN_OF: Final = re.compile(
    r"[ \t]*(?:cua\s[^;.,\n]{0,60}?)?(?<!\w)(?:da|duoc|dang|se|chua|cung|con|la|can cu|van)\s"
    r"|[ \t]*(?:cua\s[^;.,\n]{0,60}?)?(?:ve|v/v)\s[^;.\n]{0,160}?(?<!\w)(?:da duoc|da|duoc)\s+"
    r"(?:gui|trien khai|thuc hien|pho bien|niem yet|cong khai|so ket|tong ket|quan triet)\b"
)


@rule("REF003", Severity.INFO, "Văn bản không có trong kho")
def not_in_register(inspection: Inspection) -> Iterator[Finding]:
    """Văn bản của cơ quan trung ương có số đầy đủ mà kho văn bản chưa có, nên các quy tắc khác
    không kiểm tra được; người soạn tự đối chiếu. Kho không chứa mọi văn bản, vì vậy đây chỉ là
    thông tin. Văn bản của xã, huyện, tỉnh không xét. Mỗi văn bản báo một lần.
    Có sổ văn bản đi thì văn bản của chính cơ quan không có trong sổ của năm ấy cũng được nêu; sổ
    ghi gần đủ các số thì là cảnh báo.

    Nguồn: kho văn bản; sổ văn bản đi của cơ quan.
    Sai:
        Theo Nghị định số ⟦999/2019/NĐ-CP⟧ ngày 07/12/2019 của Chính phủ.
    Đúng:
        Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ và Kế hoạch số 12/KH-UBND ngày
        18/01/2023 của UBND xã.
    """
    told: set[str] = set()
    for resolved in inspection.resolved:
        reference = resolved.reference
        if reference.number is None or reference.number_span is None or reference.code is None:
            continue
        if resolved.instruments or not _CENTRAL.search(reference.code):
            continue
        if "kind_code_mismatch" in reference.problems or fold(reference.number) in told:
            continue
        told.add(fold(reference.number))
        yield Finding(
            reference.number_span,
            f"Kho văn bản chưa có số {reference.number}; cần tự đối chiếu.",
        )
    for found in inspection.against_log:
        if found.verdict is LogVerdict.ABSENT:
            yield Finding(
                found.document.span,
                f"Sổ văn bản đi năm {found.document.day.year} không có "
                f"{found.document.span.of(inspection.document.text)}.",
                severity=Severity.WARNING if found.certain else None,
            )


@rule("REF009", Severity.INFO, "Viện dẫn lần đầu chưa đủ")
def incomplete_citation(inspection: Inspection) -> Iterator[Finding]:
    """Khi viện dẫn lần đầu phải ghi đủ tên loại, số, ký hiệu, thời gian ban hành, cơ quan ban hành
    và trích yếu; luật, pháp lệnh chỉ cần tên. Quy tắc này báo khi thiếu ngày ban hành hoặc thiếu
    ký hiệu, là hai điều thấy chắc từ lời văn; nơi thiếu ở lần đầu mà lần sau ghi đủ cũng tính.

    Nguồn: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần nội dung văn bản (kiến thức chung, chưa đối
        chiếu với phụ lục).
    Sai:
        Thực hiện ⟦Nghị định số 61/2018/NĐ-CP⟧ của Chính phủ về cơ chế một cửa.
    Sai:
        Thực hiện ⟦Nghị định số 04/2015⟧ của Chính phủ về thực hiện dân chủ.
    Đúng:
        Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về cơ chế một cửa. Theo
        Nghị định số 61/2018/NĐ-CP, xã đã công khai thủ tục. Luật Tiếp công dân được phổ biến.
    """
    seen: set[tuple[str | None, int | None, str]] = set()
    for reference in inspection.document.references:
        if reference.number is None and reference.serial is None:
            continue
        if reference.kind in _LAWS or reference.number_span is None or reference.kind is None:
            continue
        key = (reference.serial, reference.year, fold(reference.kind))
        if key in seen:
            continue
        seen.add(key)
        missing = [
            name
            for name, absent in (
                ("ký hiệu", "code_missing" in reference.problems),
                ("ngày ban hành", not _dated(inspection.document, reference)),
            )
            if absent
        ]
        if missing:
            start = reference.kind_span or reference.number_span
            yield Finding(
                type(start)(start.start, reference.number_span.end),
                f"Viện dẫn lần đầu thiếu {' và '.join(missing)}.",
            )


def _dated(document: Document, reference: Reference) -> bool:
    """Whether a day stands behind the number, however written, or tells when it was issued."""
    written = reference.signed_span is not None or reference.signed is not None
    return written or issued_on(document, reference) is not None


@rule("REF014", Severity.WARNING, "Một văn bản liệt kê hai lần")
def listed_twice(inspection: Inspection) -> Iterator[Finding]:
    """Trong một mục, hai dòng hoặc hai vế cách bằng dấu chấm phẩy liệt kê cùng một văn bản (cùng
    tên loại, số và ngày ký). Câu nói về văn bản ấy (đã được gửi, được sơ kết) không là liệt kê.

    Nguồn: nguyên tắc trình bày: mỗi văn bản liệt kê một lần.
    Sai:
        - Công văn số 64/UBND ngày 23/3/2023 về tiếp tục triển khai công tác dân vận
        - Kế hoạch số 23/KH-UBND ngày 13/02/2023 về thực hiện dân chủ
        - Công văn số ⟦64/UBND⟧ ngày 23/3/2023 về việc tiếp tục triển khai công tác dân vận
    Sai:
        Căn cứ Luật Tiếp công dân;
        Căn cứ Nghị định số 64/2014/NĐ-CP ngày 26/6/2014 của Chính phủ về tiếp công dân;
        Căn cứ Nghị định số ⟦64/2014/NĐ-CP⟧ ngày 26/6/2014 của Chính phủ;

        Xã đã có: Quyết định số 12/QĐ-UBND ngày 02/3/2023; Kế hoạch số 17/KH-UBND ngày 22/5/2023 về
        tuyên truyền; Báo cáo số 96/BC-UBND ngày 17/6/2023; Kế hoạch số ⟦17/KH-UBND⟧ ngày
        22/5/2023 về tuyên truyền.
    Đúng:
        - Công văn số 64/UBND ngày 23/3/2023 về triển khai công tác dân vận
        - Công văn số 64/UBND ngày 21/3/2022 về triển khai công tác dân vận
        - Kế hoạch số 23/KH-UBND ngày 13/02/2023 về dân vận.

        Kế hoạch số 23/KH-UBND ngày 13/02/2023 đã được thực hiện tốt.
        Kế hoạch số 23/KH-UBND ngày 13/02/2023 về dân vận được gửi đến các thôn.
    """
    document = inspection.document
    starts = {match.end() for match in _ITEM_START.finditer(document.text)}
    headings = [h.span.start for h in document.headings if h.firm]
    listed: dict[tuple[str, str, str, int], list[Reference]] = defaultdict(list)
    for reference in document.references:
        if reference.number is None or reference.signed is None or not reference.kind:
            continue
        if reference.span.start in starts and reference.number_span and reference.signed_span:
            if _SPOKEN_OF.match(document.folded, reference.signed_span.end):
                continue
            section = bisect_right(headings, reference.span.start)
            key = (fold(reference.number), reference.kind, reference.signed.isoformat(), section)
            listed[key].append(reference)
    for references in listed.values():
        first = references[0].number_span
        for reference in references[1:]:
            assert reference.number_span is not None
            yield Finding(
                reference.number_span,
                f"{reference.kind} {reference.number} đã được liệt kê ở trên.",
                related=(first,) if first else (),
            )
