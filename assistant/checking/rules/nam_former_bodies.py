"""Bodies named as of today that no longer existed on the report's date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import yaml

from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Reference, Severity, Span
from assistant.language.dates import format_date
from assistant.resources import data_folder

#: Stands for the word for a former district in the names of the data file.
_DISTRICT: Final = ("<huyện>", r"(?:cấp )?(?:huyện|quận|thị xã)")
#: Folded words that tell of the body as past, before or behind it in its sentence.
_PAST: Final = re.compile(
    r"(?<!\w)(?:truoc day|truoc ngay|truoc thang|truoc khi|cu|ban giao|chuyen giao|ke thua|"
    r"tiep nhan tu|nguyen|giai the|ket thuc hoat dong|sap nhap|hop nhat|sap xep|bo cap huyen|"
    r"khong con|tien than|thay cho|thay the|luu tru)(?!\w)"
)
_YEAR: Final = re.compile(r"(?<![\w/])(?:nam|/)\s*((?:19|20)\d\d)(?![\w/])")


@dataclass(frozen=True, slots=True)
class FormerBody:
    """Bodies that ended together.

    Attributes:
        until: the first day without them.
        now: what stands in their place, for the clerk.
        certain: whether the source itself says so; else the day differs by province.
    """

    names: re.Pattern[str]
    until: date
    now: str
    certain: bool


@rule("NAM003", Severity.WARNING, "Cơ quan không còn vào ngày báo cáo")
def former_body(inspection: Inspection) -> Iterator[Finding]:
    """Báo cáo nhắc một cơ quan, tổ chức như đang hoạt động nhưng đến ngày báo cáo thì không còn: cơ
    quan cấp huyện, thị trấn từ ngày 01/7/2025, các bộ hợp nhất từ ngày 01/3/2025. Không báo khi cơ
    quan ấy là nơi ban hành một văn bản ký khi còn hoạt động, khi được kể như việc đã qua, và trong
    báo cáo trước ngày ấy. Mỗi tên báo một lần, kèm các chỗ khác.

    Nguồn: Luật Tổ chức chính quyền địa phương số 72/2025/QH15; Nghị quyết số 176/2025/QH15 về cơ
        cấu tổ chức của Chính phủ (kho dữ liệu ghi mức tin cậy của từng mục).
    Ngày báo cáo: 2026-03-10
    Sai:
        Xã đã báo cáo ⟦Phòng Nội vụ huyện⟧ theo quy định. Đề nghị ⟦UBND huyện⟧ bố trí kinh phí.
    Đúng:
        Thực hiện Kế hoạch số 12/KH-UBND ngày 05/02/2025 của UBND huyện Lam Hạc.
        Hồ sơ do Phòng Tư pháp huyện bàn giao đã được lưu trữ. Trước đây, UBND huyện phê duyệt.
        Đề nghị Ủy ban nhân dân tỉnh, Sở Nội vụ xem xét. Xã có nhiều hộ từ huyện miền núi chuyển về.
    """
    document = inspection.document
    mentioned: dict[tuple[int, str], list[Span]] = {}
    for index, body in enumerate(former_bodies()):
        if inspection.context.report_date < body.until:
            continue
        for match in body.names.finditer(document.text):
            span = Span(*match.span())
            if not _is_past(inspection, span, body):
                name = " ".join(match[0].lower().split())
                mentioned.setdefault((index, name), []).append(span)
    for (index, _), (first, *others) in mentioned.items():
        body = former_bodies()[index]
        yield Finding(
            first,
            f"“{first.of(document.text)}” không còn vào ngày báo cáo "
            f"({format_date(inspection.context.report_date)}): {body.now}"
            f"{'.' if body.certain else '; hãy đối chiếu với văn bản của tỉnh.'}",
            related=tuple(others),
        )


def _is_past(inspection: Inspection, span: Span, body: FormerBody) -> bool:
    """Whether the body is named as what it was: by a document of its time, or as the past."""
    document = inspection.document
    sentence = document.sentence_at(span.start)
    for reference in document.references:
        if sentence.overlaps(_reach(reference)) and _issued(reference, span):
            return _signed_before(reference, body.until)
    if _PAST.search(sentence.of(document.folded)):
        return True
    years = [int(year) for year in _YEAR.findall(sentence.of(document.folded))]
    return bool(years) and max(years) < body.until.year


def _reach(reference: Reference) -> Span:
    last = reference.issuer_span or reference.title_span or reference.span
    return Span(reference.span.start, max(reference.span.end, last.end))


def _issued(reference: Reference, span: Span) -> bool:
    """Whether the body is the reference's issuer, or stands in its title."""
    parts = (reference.issuer_span, reference.title_span, reference.span)
    return any(part is not None and part.overlaps(span) for part in parts)


def _signed_before(reference: Reference, until: date) -> bool:
    if reference.signed is not None:
        return reference.signed < until
    return reference.year is None or reference.year <= until.year


@lru_cache(maxsize=1)
def former_bodies() -> tuple[FormerBody, ...]:
    """The bodies of ``knowledge/names/former-bodies.yaml``."""
    text = (data_folder("knowledge") / "names" / "former-bodies.yaml").read_text("utf-8")
    return tuple(
        FormerBody(
            _any_of(entry["names"]), entry["until"], entry["now"], entry["certainty"] == "high"
        )
        for entry in yaml.load(text, Loader=yaml.CSafeLoader)
    )


def _any_of(names: list[str]) -> re.Pattern[str]:
    spelt = (name.replace(*_DISTRICT).replace(" ", r"\s") for name in names)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelt)})(?!\w)", re.IGNORECASE)
