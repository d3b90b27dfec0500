"""Numbers of headings that repeat or leave a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.checking.headings import Heading, Style, roman_numeral
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity


@rule("STR001", Severity.ERROR, "Số thứ tự đề mục bị lặp")
def repeated_number(inspection: Inspection) -> Iterator[Finding]:
    """Hai đề mục cùng cấp, trong cùng một đề mục cha, mang một số thứ tự. Danh sách đánh số trong
    lời văn và danh sách đánh lại từ 1 không tính. Chỗ sửa chỉ nêu khi số kế tiếp còn trống.

    Nguồn: Nghị định 30/2020/NĐ-CP, Phụ lục I (bố cục: phần, chương, mục, điều, khoản, điểm đánh số
        liên tục).
    Sai:
        ## I. Đặc điểm tình hình
        ## II. Công tác lãnh đạo, chỉ đạo
        ## ⟦II⟧. Kết quả thực hiện
    Sửa: III
    Sai:
        II. Kết quả thực hiện
        1. Công tác tuyên truyền
        2. Cải cách hành chính
        ⟦2⟧. Tiếp công dân
        3. Hòa giải ở cơ sở
    Đúng:
        ## I. Đặc điểm tình hình
        ### 1. Khái quát chung
        ### 2. Tổ chức bộ máy
        ## II. Công tác lãnh đạo, chỉ đạo
        ### 1. Ban hành văn bản
        Xã đã ban hành:
        1. Kế hoạch về dân vận;
        2. Kế hoạch về cải cách hành chính;
        ### 2. Tổ chức thực hiện
    """
    for group in _groups(inspection.document.headings):
        seen: dict[int, Heading] = {}
        numbers = {heading.number for heading in group}
        for heading in group:
            number = heading.number
            assert number is not None
            if number == 1 and seen and not _certain_restart(heading, seen):
                seen = {1: heading}
                continue
            first = seen.get(number)
            if first is None:
                seen[number] = heading
                continue
            assert heading.number_span is not None
            assert first.number_span is not None
            following = number + 1
            yield Finding(
                heading.number_span,
                f"Đề mục “{heading.label}” bị lặp: đã có “{_shown(first)}”.",
                related=(first.number_span,),
                fix=_label(heading, following) if following not in numbers else None,
            )
            numbers.add(following)


@rule("STR002", Severity.WARNING, "Số thứ tự đề mục bị bỏ cách")
def skipped_number(inspection: Inspection) -> Iterator[Finding]:
    """Đề mục mang số cách đề mục cùng cấp đứng trước hơn một đơn vị, nên thiếu một đề mục hoặc đánh
    số sai.

    Nguồn: Nghị định 30/2020/NĐ-CP, Phụ lục I (bố cục đánh số liên tục).
    Sai:
        ## I. Đặc điểm tình hình
        ## ⟦III⟧. Kết quả thực hiện
        ## IV. Tồn tại, hạn chế
    Đúng:
        ## I. Đặc điểm tình hình
        ## II. Kết quả thực hiện
        ### 1. Tuyên truyền
        a) Ở thôn
        b) Ở trường
        c) Trên loa
        d) Trên mạng
        e) Ở chợ
        ## III. Tồn tại, hạn chế
    """
    lines = {
        (heading.style, heading.number)
        for heading in inspection.document.headings
        if heading.run_in
    }
    for group in _groups(inspection.document.headings):
        previous: Heading | None = None
        for heading in group:
            if previous is not None and previous.number is not None and heading.number is not None:
                gap = heading.number - previous.number
                missing = (heading.style, previous.number + 1)
                if gap > 1 and not _lawful_gap(previous, heading) and missing not in lines:
                    assert heading.number_span is not None
                    assert previous.number_span is not None
                    yield Finding(
                        heading.number_span,
                        f"Đề mục “{heading.label}” đứng ngay sau “{previous.label}”: thiếu đề mục "
                        f"“{_label(previous, previous.number + 1)}” hoặc đánh số sai.",
                        related=(previous.number_span,),
                    )
            previous = heading


def _groups(headings: Sequence[Heading]) -> list[list[Heading]]:
    """Siblings that are judged: numbered headings, without lines that go on as prose."""
    groups: dict[int, list[Heading]] = {}
    for heading in headings:
        if heading.number is not None and not heading.run_in:
            groups.setdefault(heading.group, []).append(heading)
    return list(groups.values())


def _certain_restart(heading: Heading, seen: dict[int, Heading]) -> bool:
    """Whether a second "1" is surely a slip: right after the first one, and no list's."""
    if len(seen) > 1 or 1 not in seen:
        return False
    return heading.style is Style.ROMAN or (heading.firm and seen[1].firm)


def _lawful_gap(previous: Heading, heading: Heading) -> bool:
    """Lists from d to e leave out "đ" as often as not; letters after g follow several habits."""
    if heading.style is not Style.LETTER or heading.number is None or previous.number is None:
        return False
    return heading.number - previous.number == 2 or heading.number > 7


def _label(heading: Heading, number: int) -> str:
    """The label of ``number`` in the heading's style."""
    match heading.style:
        case Style.PART | Style.ROMAN:
            return roman_numeral(number) if not heading.label[:1].isdigit() else str(number)
        case Style.MULTI:
            return f"{heading.label.rsplit('.', 1)[0]}.{number}"
        case Style.LETTER:
            return "abcdđeghiklmnopqrstuvxy"[number - 1 : number]
        case Style.CAPITAL:
            return "ABCDĐEGH"[number - 1 : number]
        case _:
            return str(number)


def _shown(heading: Heading) -> str:
    """The heading in short, for a message."""
    title = " ".join(heading.title.split()[:8])
    return f"{heading.label}. {title}" if title else heading.label
