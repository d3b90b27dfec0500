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
from assistant.checking.past import is_past
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity, Span
from assistant.language.dates import format_date
from assistant.resources import data_folder

#: Stands for the word for a former district in the names of the data file.
_DISTRICT: Final = ("<huyện>", r"(?:cấp )?(?:huyện|quận|thị xã)")


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
            if not is_past(document, span, body.until):
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
