"""Numbers of documents that contradict what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.evidence import instrument_as_evidence
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Instrument, Reference, Severity, Span
from assistant.language.text import fold
from assistant.references.codes import KINDS_BY_CODE, kinds_of_code

#: Kinds that are named like another and share its code.
_SAME_CODE: Final = {
    "Chương trình hành động": "Chương trình",
    "Thông báo kết luận": "Thông báo",
    "Hướng dẫn liên ngành": "Hướng dẫn",
    "Bộ luật": "Luật",
}
_ANY_CODE: Final = frozenset(("Văn bản", "Quy ước", "Kế hoạch liên tịch", "Hướng dẫn liên ngành"))

#: "77/UBND-QĐ" and "87-BC/UBND" for 77/QĐ-UBND and 87/BC-UBND.
_DISORDERED: Final = re.compile(
    r"(?P<serial>\d+)(?:/(?P<first>UBND|HĐND)-(?P<last>QĐ|KH|BC|TB|TTr|CT|NQ|GM|CTr)"
    r"|-(?P<party>QĐ|KH|BC|TB|TTr|CT|NQ|GM|CTr)/(?P<body>UBND|HĐND)"
    r"|-(?P<office>UBND|HĐND)/(?P<unit>VP|NV|TP|KT|VX|VHXH|ĐC|TNMT|LĐTBXH))"
)
#: "47/UBND/VP" for 47/UBND-VP, "12/KH/UBND" for 12/KH-UBND.
_STROKES: Final = re.compile(
    r"(?P<serial>\d+)/(?P<office>UBND|HĐND|QĐ|KH|BC|TB|TTr|CT|NQ|GM|CTr)/(?P<unit>[A-ZĐ]{2,7})"
)

#: "Số: 321 BC-UBND", "Kế hoạch số 12 KH-UBND", "số 640 UBND PKT": the slash left out.
_NO_SLASH: Final = re.compile(
    r"(?<!\w)[Ss]ố:?[ \t]+(?P<number>(?P<serial>\d+)[ \t]+"
    r"(?P<code>(?:QĐ|KH|BC|TB|TTr|CT|NQ|GM|CTr)-(?:UBND|HĐND)|VP"
    r"|(?:UBND|HĐND)[- ][A-ZĐ]{2,7})(?![\w/-]))"
)
#: "số UBND/61": the number behind the code.
_BEHIND: Final = re.compile(
    r"(?<!\w)[Ss]ố:?[ \t]+(?P<number>(?P<code>(?:(?:QĐ|KH|BC|TB|TTr|CT|NQ|GM|CTr)-)?(?:UBND|HĐND)"
    r"(?:-[A-ZĐ]{2,7})?)/(?P<serial>\d+)(?![\w/-]))"
)
#: "08/KH-UBND xã": the level taken for a part of the code.
_LEVEL_IN_CODE: Final = re.compile(
    r"(?<!\w)(?P<number>\d+/[A-ZĐTtr]{2,4}-(?:UBND|HĐND))(?P<level>[ \t]+(?:xã|phường|huyện|tỉnh))"
    r"(?=[ \t]+(?:ngày|về|của)(?!\w))"
)
_DASHES: Final = str.maketrans("–—‑−", "----")


@rule("REF001", Severity.ERROR, "Loại văn bản và ký hiệu không khớp", safe_fix=True)
def kind_and_code(inspection: Inspection) -> Iterator[Finding]:
    """Chữ viết tắt tên loại trong ký hiệu phải đúng với tên loại đứng trước số: nghị định có ký
    hiệu NĐ, nghị quyết có ký hiệu NQ. Khi hai bên khác nhau thì một bên sai; nếu kho văn bản có
    đúng số ấy thì chỗ sửa được nêu ra.

    Nguồn: Luật Ban hành văn bản quy phạm pháp luật (số, ký hiệu văn bản); Nghị định 30/2020/NĐ-CP,
        Phụ lục III, bảng chữ viết tắt tên loại (kiến thức chung, chưa đối chiếu với phụ lục).
    Sai:
        Kết quả thực hiện Nghị định số ⟦04/2015/NQ-CP⟧ ngày 09/01/2015 của Chính phủ.
    Sửa: 04/2015/NĐ-CP
    Sai:
        Thực hiện Kế hoạch số ⟦12/BC-UBND⟧ ngày 18/01/2023 của UBND xã.
    Sai:
        Theo ⟦Nghị quyết số 61/2018/NĐ-CP⟧ ngày 23/4/2018 của Chính phủ.
    Sửa: Nghị định số 61/2018/NĐ-CP
    Đúng:
        Thực hiện Nghị định số 04/2015/NĐ-CP ngày 09/01/2015 của Chính phủ và Quy định số
        124-QĐ/TW ngày 02/02/2018 của Ban Bí thư; Công văn số 217/PNV ngày 07/7/2023.
    """
    for resolved in inspection.resolved:
        reference = resolved.reference
        if not _kind_disagrees(reference):
            continue
        assert reference.number_span is not None
        meant = _meant_number(reference, resolved.candidates)
        known = _only(resolved.instruments)
        kinds = " hoặc ".join(kinds_of_code(reference.code or ""))
        message = (
            f"{reference.kind} mà ký hiệu “{reference.code}” là của {kinds.lower()}: "
            "tên loại hoặc ký hiệu viết sai."
        )
        if meant is not None:
            yield Finding(
                reference.number_span,
                f"{message} {meant.kind} mang số này là {meant.number}.",
                fix=meant.number,
                evidence=(instrument_as_evidence(meant),),
            )
        elif known is not None and reference.kind_span and known.signed == reference.signed:
            span = Span(reference.kind_span.start, reference.number_span.end)
            between = Span(reference.kind_span.end, span.end).of(inspection.document.text)
            yield Finding(
                span,
                f"{message} Văn bản số {known.number} là {known.kind.lower()}.",
                fix=known.kind + between,
                evidence=(instrument_as_evidence(known),),
            )
        else:
            yield Finding(reference.number_span, message)


def _kind_disagrees(reference: Reference) -> bool:
    if not (reference.kind and reference.code and reference.number_span):
        return False
    if reference.kind in _ANY_CODE:
        return False
    if reference.code.startswith("TTr") and fold(reference.issuer or "").startswith("thanh tra"):
        return False  # the inspectorate's own letters: "611/TTr-TCD"
    kinds = kinds_of_code(reference.code)
    kind = _SAME_CODE.get(reference.kind, reference.kind)
    return bool(kinds) and reference.kind not in kinds and kind not in kinds


def _meant_number(reference: Reference, candidates: tuple[Instrument, ...]) -> Instrument | None:
    """The register's document of the kind written, with this serial and year."""
    fitting = [
        candidate
        for candidate in candidates
        if candidate.kind == reference.kind
        and re.match(rf"{re.escape(reference.serial or '')}(?!\w)", candidate.number)
        and (reference.year is None or f"/{reference.year}/" in candidate.number)
        and (reference.signed is None or candidate.signed in (None, reference.signed))
        and (reference.year is not None or candidate.signed == reference.signed)
    ]
    return _only(tuple(fitting))


def _only(instruments: tuple[Instrument, ...]) -> Instrument | None:
    return instruments[0] if len(instruments) == 1 else None


@rule("REF013", Severity.INFO, "Số, ký hiệu viết sai mẫu")
def malformed_number(inspection: Inspection) -> Iterator[Finding]:
    """Trừ công văn, văn bản có tên loại phải có chữ viết tắt tên loại trong ký hiệu: báo cáo của
    UBND xã có ký hiệu BC-UBND, kế hoạch có KH-UBND. Là cảnh báo khi chính báo cáo ấy ghi đủ ký hiệu
    cho văn bản khác cùng loại. Ký hiệu đảo thứ tự (UBND-QĐ) hoặc viết theo mẫu của văn bản Đảng
    (87-BC/UBND) cũng là cảnh báo, như khi thiếu hoặc lẫn dấu gạch (66-QĐUBND, 27-2022/NĐ-CP,
    47/UBND/VP, số UBND/61). Tên cấp ghi liền sau ký hiệu (08/KH-UBND xã) chỉ nêu để biết.

    Nguồn: Nghị định 30/2020/NĐ-CP, Phụ lục I, III (kiến thức chung, chưa đối chiếu với phụ lục).
    Sai:
        Báo cáo số ⟦137/UBND⟧ ngày 07/6/2023 sơ kết 03 năm thực hiện phong trào thi đua.
    Sửa: 137/BC-UBND
    Sai:
        Quyết định số ⟦77/UBND-QĐ⟧ ngày 14/5/2019; Báo cáo số ⟦87-BC/UBND⟧ ngày 15/8/2025.
    Sửa: 77/QĐ-UBND; 87/BC-UBND
    Sai:
        Quyết định ⟦66-QĐUBND⟧ ngày 15/7/2019; Nghị định số ⟦27-2022/NĐ-CP⟧;
        Công văn số ⟦640 UBND PKT⟧; Công văn ⟦47/UBND/VP⟧; Công văn số ⟦UBND/61⟧;
        Kế hoạch số 08/KH-UBND⟦ xã⟧ ngày 30/01/2019; Quyết định số ⟦28/UBND⟧ ngày 12/3/2019.
    Sửa: 66/QĐ-UBND; 27/2022/NĐ-CP; 640/UBND-PKT; 47/UBND-VP; 61/UBND; ; 28/QĐ-UBND
    Đúng:
        Báo cáo số 137/BC-UBND ngày 07/6/2023; Công văn số 64/UBND ngày 23/3/2023; Công văn số
        195/UBND-VP ngày 19/9/2023; Kết luận số 12-KL/ĐU ngày 05/5/2023.
    """
    yield from _disordered(inspection)
    written = {
        (reference.kind, (reference.code or "").split("-")[0])
        for reference in inspection.document.references
    }
    for reference in inspection.document.references:
        if "no_code_kind" not in reference.problems or reference.code is None:
            continue
        code = next((c for c, ks in KINDS_BY_CODE.items() if ks[0] == reference.kind), None)
        if code is None or reference.year is not None or not reference.code.startswith("UBND"):
            continue
        assert reference.number_span is not None
        number = f"{reference.serial}/{code}-{reference.code}"
        yield Finding(
            reference.number_span,
            f"Ký hiệu của {(reference.kind or '').lower()} thiếu chữ viết tắt tên loại “{code}”.",
            fix=number,
            severity=Severity.WARNING if (reference.kind, code) in written else None,
        )


def _disordered(inspection: Inspection) -> Iterator[Finding]:
    """Numbers of People's Committees and Councils with their parts in another body's order."""
    for reference in inspection.document.references:
        span = reference.number_span
        if span is None:
            continue
        written = span.of(inspection.document.text)
        match = _DISORDERED.fullmatch(written)
        if match is None:
            right = _well_separated(reference, written)
            if right is not None:
                yield _wrong_order(span, right)
            continue
        if match["office"] is not None:
            right = f"{match['serial']}/{match['office']}-{match['unit']}"
            yield _wrong_order(span, right)
            continue
        code = match["last"] or match["party"]
        kinds = KINDS_BY_CODE.get(code, ())
        if reference.kind is not None and reference.kind not in kinds:
            continue
        right = f"{match['serial']}/{code}-{match['first'] or match['body']}"
        yield _wrong_order(span, right)
    text = inspection.document.text
    for match in (*_NO_SLASH.finditer(text), *_BEHIND.finditer(text)):
        right = f"{match['serial']}/{'-'.join(match['code'].split())}"
        yield _wrong_order(Span(*match.span("number")), right)
    for match in _LEVEL_IN_CODE.finditer(text):
        level = match["level"].strip()
        yield Finding(
            Span(*match.span("level")),
            f"“{level}” không thuộc ký hiệu; sau ngày ghi “của UBND {level}”.",
            severity=Severity.INFO,
        )


def _well_separated(reference: Reference, written: str) -> str | None:
    """The number with the separators that belong there, where it is written with others."""
    office = _STROKES.fullmatch(written)
    if office is not None:
        return f"{office['serial']}/{office['office']}-{office['unit']}"
    if reference.number is None or "separators" not in reference.problems:
        return None
    if written.translate(_DASHES).replace(" ", "") == reference.number:
        return None  # another kind of dash, a blank
    return reference.number


def _wrong_order(span: Span, right: str) -> Finding:
    return Finding(
        span,
        f"Số, ký hiệu viết sai mẫu; đúng mẫu là “{right}”.",
        fix=right,
        severity=Severity.WARNING,
    )
