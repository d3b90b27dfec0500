"""Misspelt syllables."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.checking.spelling import find_slips
from assistant.domain import Severity


@rule("STY002", Severity.WARNING, "Tiếng viết sai chính tả", safe_fix=True)
def misspelt(inspection: Inspection) -> Iterator[Finding]:
    """Tiếng mà tiếng Việt không có, hoặc có nhưng sai ở chỗ này: văn bản pháp luật không có tiếng
    ấy cạnh hai tiếng bên, mà rất thường có một tiếng gần giống (khác dấu, khác một chữ cái) ở đó.
    Hai cách bỏ dấu (hòa, hoà) và i, y đều đúng. Không xét tên riêng, chữ viết tắt, dòng không dấu,
    số ký hiệu và trích yếu trong ngoặc kép của văn bản.

    Nguồn: cấu tạo âm tiết tiếng Việt; số lần các tiếng đứng cạnh nhau trong văn bản của Bộ pháp
        điển (knowledge/language).
    Sai:
        Công tác tuyên ⟦truyên⟧ được chú trọng; lãnh đạo xã chỉ ⟦đao⟧ các thôn giải ⟦quyêt⟧ hồ sơ.
    Sửa: truyền; đạo; quyết
    Sai:
        Công chức hướng ⟦dẩn⟧ người dân; Đoàn đã ⟦kiễm⟧ tra; các hộ ⟦trăn⟧ nuôi chưa nắm ⟦vửng⟧ quy
        trình; người tiếp công ⟦đân⟧ ghi sổ.
    Sửa: dẫn; kiểm; chăn; vững; dân
    Đúng:
        Công tác tuyên truyền được chú trọng; các thôn Hòa Bình, Hoà Lạc đã lý giải, lí giải rõ. Hộ
        ông Đinh Văn Hrê dùng Zalo, camera. Cán bộ dám nghĩ, dám làm; sở dĩ được vậy là nhờ dân.
    """
    document = inspection.document
    leave = [reference.number_span for reference in document.references if reference.number_span]
    leave += [place.span for place in document.place_names]
    for slip in find_slips(document.text, leave):
        written = slip.span.of(document.text)
        if slip.right is not None:
            message = f"“{written}” viết sai chính tả; đúng là “{slip.right}”."
        else:
            message = f"“{written}” không phải là tiếng Việt viết đúng; hãy xem lại chính tả."
        yield Finding(
            slip.span,
            message,
            fix=slip.right,
            severity=Severity.ERROR if slip.right and not slip.seen else None,
        )
