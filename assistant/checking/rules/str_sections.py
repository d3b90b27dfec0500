"""Sections that are missing, empty, or silent on what their heading promises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.checking.headings import Heading, Style
from assistant.checking.inspection import Inspection
from assistant.checking.report_period import title_span
from assistant.checking.rule import Finding, rule
from assistant.checking.sections import Role, Section, closings, promises, roles, topics
from assistant.domain import Severity, Span
from assistant.language.text import fold

_FEWEST_CHAPTERS: Final = 2  # a text with fewer is no report with sections
_CHAPTERS: Final = (Style.PART, Style.ROMAN, Style.CAPITAL)
_RESULTS: Final = "ket-qua"
#: Sections whose prose speaks of shortcomings or tasks without being about them.
_ABOUT_OTHERS: Final = frozenset(("chi-dao", "nhiem-vu", "kien-nghi"))
#: A heading that joins matters of its own; two between commas alone are one field's pair.
_JOINS: Final = re.compile(r"(?<!\w)va(?!\w)|;|,.*,")
#: A body in a heading, whose name may join matters of its own.
_BODIES: Final = re.compile(
    r"(?<!\w)(?:(?<!cơ )sở|bộ|phòng(?!,? chống)|chi cục|trung tâm|văn phòng|ủy ban) +[^\W\d_]", re.I
)
_FEWEST_OF_A_TOPIC: Final = 15  # words under a heading in which each of its matters is touched
_ALIKE: Final = 0.7  # share of words that a heading and the one asked for have in common
_FEWEST_WORDS: Final = 12  # a section with fewer says "không có", and need not say more


@rule("STR003", Severity.WARNING, "Thiếu phần bắt buộc của báo cáo")
def missing_section(inspection: Inspection) -> Iterator[Finding]:
    """Báo cáo trọn vẹn (có lời kết, nơi nhận hoặc chữ ký) chia thành nhiều phần mà không có phần
    kết quả thực hiện, phần tồn tại, hạn chế, hoặc phần phương hướng, nhiệm vụ, cả ở đề mục lẫn
    trong lời văn. Khi có đề cương của cấp trên thì đối chiếu với các đề mục của đề cương ấy. Văn
    bản chỉ là một phần trích thì chỉ nêu để biết. Chỗ bị báo là dòng tên báo cáo.

    Nguồn: Nghị định 09/2019/NĐ-CP về chế độ báo cáo của cơ quan hành chính nhà nước, quy định về
        nội dung đề cương báo cáo; thông lệ của báo cáo kết quả công tác.
    Sai:
        BÁO CÁO

        ⟦Kết quả công tác dân vận năm 2023⟧

        ## I. Đặc điểm tình hình
        Xã có 5 thôn.

        ## II. Kết quả thực hiện
        Xã đã mở 02 lớp tập huấn.

        ## III. Phương hướng, nhiệm vụ năm 2024
        Tiếp tục tuyên truyền.

        Trên đây là báo cáo của Ủy ban nhân dân xã.
    Đúng:
        BÁO CÁO

        Kết quả công tác dân vận năm 2023

        Phần thứ nhất
        KẾT QUẢ THỰC HIỆN

        Xã đã mở 02 lớp tập huấn.

        Phần thứ hai
        TỒN TẠI, HẠN CHẾ

        Hai thôn chưa họp dân.

        Phần thứ ba
        NHIỆM VỤ NĂM 2024

        Tiếp tục tuyên truyền.

        Trên đây là báo cáo của Ủy ban nhân dân xã.
    Đúng:
        BÁO CÁO

        Kết quả công tác dân vận năm 2023

        ## I. Kết quả thực hiện
        Xã đã mở 02 lớp tập huấn. Bên cạnh kết quả đạt được, việc tuyên truyền còn hạn chế.

        ## II. Phương hướng, nhiệm vụ năm 2024
        Tiếp tục tuyên truyền.

        Trên đây là báo cáo của Ủy ban nhân dân xã.
    """
    sections = inspection.sections
    if inspection.context.outline:
        yield from _not_as_asked(inspection)
        return
    chapters = _chapters(sections)
    title = title_span(inspection.document)
    if title is None or len(chapters) < _FEWEST_CHAPTERS:
        return
    folded = inspection.document.folded
    whole = bool(closings().search(folded, chapters[0].heading.span.end))
    told = "\n".join(s.own.of(folded) for s in sections if _ABOUT_OTHERS.isdisjoint(s.roles))
    for role in roles():
        if not role.required or _has(role, sections, chapters, told):
            continue
        yield Finding(
            title,
            f"Báo cáo không có phần {role.name}.",
            severity=None if whole else Severity.INFO,
        )


def _not_as_asked(inspection: Inspection) -> Iterator[Finding]:
    """The headings of the superior's outline that the report does not have."""
    title = title_span(inspection.document) or next(iter(inspection.document.paragraphs), None)
    if title is None:
        return
    written = [_words(section.heading.title) for section in inspection.sections]
    for heading in inspection.context.outline:
        asked = _words(heading)
        if not any(_same_heading(asked, own) for own in written):
            yield Finding(
                title,
                f"Báo cáo thiếu mục “{heading}” mà đề cương của cấp trên yêu cầu.",
            )


def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", fold(title))) - {"va", "cua", "cac", "ve"}


def _same_heading(asked: frozenset[str], own: frozenset[str]) -> bool:
    return bool(asked | own) and len(asked & own) / len(asked | own) >= _ALIKE


def _chapters(sections: Sequence[Section]) -> list[Section]:
    """The outermost numbered sections."""
    numbered = [section for section in sections if section.heading.number is not None]
    lettered = [section for section in numbered if section.heading.style in _CHAPTERS]
    among = lettered or [section for section in numbered if section.heading.firm]
    top = min((section.heading.level for section in among), default=0)
    return [section for section in among if section.heading.level == top]


def _has(role: Role, sections: Sequence[Section], chapters: Sequence[Section], told: str) -> bool:
    if any(role.key in section.roles for section in sections) or role.prose.search(told):
        return True
    # Results are as often told under the names of the fields themselves.
    return role.key == _RESULTS and any(not chapter.roles for chapter in chapters)


@rule("STR006", Severity.WARNING, "Đề mục không có nội dung")
def empty_section(inspection: Inspection) -> Iterator[Finding]:
    """Đề mục không có lời nào ở dưới: ngay sau nó là đề mục cùng cấp hoặc cấp trên, lời kết hay
    hết văn bản.

    Nguồn: Nghị định 30/2020/NĐ-CP, Phụ lục I (bố cục nội dung văn bản; kiến thức chung, chưa đối
        chiếu với phụ lục).
    Sai:
        ## II. Kết quả thực hiện
        ### ⟦1. Công tác tuyên truyền⟧
        ### 2. Hòa giải ở cơ sở
        Các tổ hòa giải đã hòa giải thành 03 vụ việc.
        ## III. Phương hướng, nhiệm vụ
        Tiếp tục tuyên truyền.
    Sai:
        Thực hiện kế hoạch công tác năm 2023 của huyện, Ủy ban nhân dân xã báo cáo kết quả như sau:

        KẾT QUẢ THỰC HIỆN

        Xã đã mở 02 lớp tập huấn.

        ⟦KIẾN NGHỊ, ĐỀ XUẤT⟧

        Trên đây là báo cáo của Ủy ban nhân dân xã.
    Đúng:
        Phần thứ hai
        KẾT QUẢ THỰC HIỆN

        Xã đã mở 02 lớp tập huấn.
    Đúng:
        ## II. Kết quả thực hiện
        ### 1. Công tác tuyên truyền
        Không phát sinh.
        ## III. Phương hướng, nhiệm vụ
        Tiếp tục tuyên truyền.
    """
    document = inspection.document
    # Numbered lines are headings where one of their row has prose under it, and a list where none.
    told = {
        section.heading.group
        for section in inspection.sections
        if section.heading.style in (Style.ARABIC, Style.MULTI)
        and len(section.own.of(document.text).split()) >= _FEWEST_WORDS
    }
    for section in inspection.sections:
        heading = section.heading
        judged = (heading.number is not None or heading.title.isupper()) and (
            heading.firm or heading.style in _CHAPTERS or heading.group in told
        )
        if not judged or section.has_parts or document.text[heading.span.end - 1] == ":":
            continue
        own = section.own.of(document.folded)
        closing = closings().search(own)
        if not any(c.isalnum() for c in own[: closing.start() if closing else len(own)]):
            yield Finding(
                _shown(inspection, section),
                f"Đề mục “{_named(heading)}” không có nội dung.",
            )


@rule("STR007", Severity.WARNING, "Đề mục nêu điều mà nội dung không nói đến")
def unkept_promise(inspection: Inspection) -> Iterator[Finding]:
    """Đề mục ghép nhiều việc (tồn tại và nguyên nhân, thuận lợi và khó khăn, tập huấn và kinh phí…)
    nhưng nội dung ở dưới không nói đến một việc trong đó. Phần chỉ có vài chữ (như “Không có.”)
    không xét; hai việc quen đi đôi (văn hóa, thể thao) cũng không.

    Nguồn: Nghị định 30/2020/NĐ-CP, Điều 6 và Phụ lục I (nội dung phải phù hợp với đề mục; kiến thức
        chung, chưa đối chiếu với phụ lục).
    Sai:
        ## III. ⟦Tồn tại, hạn chế và nguyên nhân⟧
        Công tác tuyên truyền chưa thường xuyên, hình thức còn đơn điệu; hai thôn chưa tổ chức họp
        dân quý II theo kế hoạch đã đề ra.
    Sai:
        ### 3. ⟦Hòa giải ở cơ sở và trợ giúp pháp lý⟧
        Các tổ hòa giải đã tiếp nhận 08 vụ việc mâu thuẫn, tranh chấp trong Nhân dân, hòa giải thành
        07 vụ việc, đạt tỷ lệ 87,5%.
        ### 4. ⟦Khó khăn và bài học⟧
        Địa bàn rộng, công việc dồn vào cuối tuần; cán bộ thôn kiêm nhiệm nhiều việc.
    Đúng:
        ### 2. Văn hóa, thể thao
        Có 3.076 hộ đạt gia đình văn hóa, chiếm gần 90% số hộ toàn xã; thôn nào cũng có nhà họp.
        ### 3. Tập huấn và kinh phí
        Xã mở 02 lớp cho 74 hòa giải viên, chi 12 triệu đồng; tài liệu do Phòng Tư pháp huyện cấp.
        ## III. Tồn tại, hạn chế và nguyên nhân
        Công tác tuyên truyền chưa thường xuyên, hai thôn chưa tổ chức họp dân quý II do cán bộ thôn
        kiêm nhiệm nhiều việc.
        ## IV. Kiến nghị, đề xuất
        Không có.
    """
    folded = inspection.document.folded
    for section in inspection.sections:
        title = section.heading.title
        if section.heading.number is None or not title:
            continue
        body = section.whole.of(folded)
        if len(body.split()) < _FEWEST_WORDS:
            continue
        names = list(dict.fromkeys(_unspoken(section, folded)))
        if names:
            yield Finding(
                _title_span(inspection, section),
                f"Đề mục nêu {'; '.join(names)} nhưng nội dung ở dưới không nói đến.",
            )


def _unspoken(section: Section, folded: str) -> Iterator[str]:
    """What a heading that joins several matters names and the text below does not touch."""
    heading = section.heading.span.of(folded)
    body = section.whole.of(folded)
    made = [promise for promise in promises() if promise.words.search(heading)]
    if len(made) > 1:  # what stands under "Nguyên nhân" alone are causes, whatever their words
        yield from (promise.name for promise in made if not promise.signs.search(body))
    if len(body.split()) < _FEWEST_OF_A_TOPIC or not _JOINS.search(heading):
        return
    if _BODIES.search(section.heading.title):
        return  # "Với Sở Nông nghiệp và Môi trường" names a body, not two matters
    for topic in topics():
        named = topic.words.search(heading)
        if named is not None and not topic.signs.search(body):
            yield topic.name


def _named(heading: Heading) -> str:
    if heading.number is None or heading.style is Style.PART:
        return heading.title
    return f"{heading.label}. {heading.title}"


def _shown(inspection: Inspection, section: Section) -> Span:
    """The heading without the signs in front and behind."""
    span = section.heading.number_span or section.heading.span
    return Span(span.start, _title_span(inspection, section).end)


def _title_span(inspection: Inspection, section: Section) -> Span:
    """Where the heading's words stand, without its number."""
    heading = section.heading
    end = heading.span.end
    text = inspection.document.text
    while end > heading.span.start and text[end - 1] in " \t.:;*":
        end -= 1
    start = text.find(heading.title, heading.span.start, heading.span.end)
    return Span(start if start >= 0 else heading.span.start, end)
