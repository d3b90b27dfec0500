"""Days outside the report's period, and passages left from an earlier one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.checking.rules.dat_done import data_of_another_period, done_too_early
from assistant.checking.sections import Section
from assistant.domain import DateMention, Period, Reference, Severity, Span
from assistant.language.dates import format_date
from assistant.language.periods import PeriodMention, find_periods

#: Reports close their data in the middle of the month before the period (see the outlines).
_DATA_OPENS: Final = timedelta(days=31)
#: A sentence that tells of something done: it begins with its day, then says what was done.
_DONE: Final = re.compile(
    r"(?<!\w)(?:da|to chuc|tien hanh|mo|hop|khai mac|ra quan|phat dong|trao tang|ban giao|"
    r"khoi cong|khanh thanh|don tiep|kiem tra|tiep|ban hanh|tham gia|phoi hop)(?!\w)"
)
_PERFECT: Final = re.compile(r"(?<!\w)da(?=\s+[a-z]{2,}\s)(?!\s+(?:nang|so|dang|phan)(?!\w))")
_DAY_IN_FRONT: Final = re.compile(r"(?:\A|[;:,+*•–-])\s*(?:vao\s+|trong\s+)?(?:cac\s+)?ngay\s*\Z")
#: Words of a plan, a deadline or an earlier time in the sentence.
_NOT_DONE: Final = re.compile(
    r"(?<!\w)(?:se|du kien|phan dau|chuan bi|truoc ngay|cham nhat|han cuoi|ke tu|tu ngay|den ngay|"
    r"tinh den|truoc day|thanh lap|sinh ngay|nam truoc|ky truoc|cung ky)(?!\w)"
)
_FUTURE: Final = re.compile(
    r"(?<!\w)(?:se|du kien|phan dau|truoc ngay|cham nhat|han cuoi|hoan thanh truoc|so voi|cung ky|"
    r"tang|giam|truoc day|nam truoc|ky truoc|hieu luc|thi hanh|ap dung)(?!\w)"
)
_BEGAN: Final = re.compile(
    r"(?<!\w)(?:xuat hien|xay ra|bat dau|phat sinh|dien ra)\s+(?:tu|vao)?\s*ngay\s*\Z"
)
_UP_TO: Final = re.compile(r"(?:\A|[;:,.]|tinh)\s*den(?:\s+het)?(?:\s+ngay)?\s*\Z")
_ISSUED_IN: Final = re.compile(
    r"(?<!\w)(?:da\s+)?ban hanh\s+(?:trong\s+)?(?:nam|ky)(?!\w)|"
    r"(?<!\w)(?:trong\s+)?nam\s+(?:19|20)\d\d[^.;\n]{0,60}(?<!\w)da ban hanh(?!\w)"
)
_AHEAD: Final = frozenset(("nhiem-vu", "kien-nghi"))
#: Words that set an earlier period beside this one, or tell of it as the past.
_LOOKS_BACK: Final = re.compile(
    r"(?<!\w)(?:so voi|cung ky|tang|giam|nam truoc|ky truoc|quy truoc|truoc do|truoc day|ke thua|"
    r"chuyen sang|chuyen tiep|ton tu|tu nam|sau hon|sau \d+ nam|thuc hien ket luan|tiep noi|"
    r"bang nam|cao hon|thap hon|dat duoc cua nam|giai doan|nhiem ky|lan dau|"
    r"thanh lap|xay dung nam|sua chua nam|dua vao su dung|cong nhan nam|"
    r"truoc (?:quy|thang|nam)|tong ket|so ket|khac phuc|ket luan|chi ra|kiem diem|xep hang|"
    r"xep thu|cong bo)(?!\w)"
)
#: What makes a passage speak of its period as the present one.
_AS_PRESENT: Final = re.compile(
    r"(?<!\w)(?:tiep tuc thuc hien|trong\s+(?:quy|nam|thang|\d+ thang)|(?:quy|thang|\d+ thang)\b|"
    r"da (?:thuc hien|to chuc|tiep nhan|giai quyet|ban hanh|mo|hoan thanh|trien khai|xay dung))"
)
#: Before a period: what is aimed at by its end; behind it: what is going to be done.
_AIM: Final = re.compile(
    r"(?<!\w)(?:phan dau|muc tieu|du kien|se)\s[^.;]{0,40}(?:den|het|trong|cuoi)\s*"
    r"(?:het\s*|cuoi\s*)?$"
)
_WILL: Final = re.compile(r"^[^.;]{0,60}(?<!\w)(?:se|phai dat)\s")
_IN: Final = re.compile(r"(?<!\w)(?:trong|den(?: het| cuoi)?|het|cuoi|vao)\s*$")
_PLANNED: Final = r"(?:nhiem vu|ke hoach|chi tieu|chuong trinh|muc tieu|noi dung)"
#: Before a period: what is being carried out now is that period's.
_UNDER_WAY: Final = re.compile(
    r"(?<!\w)(?:hien(?: nay| tai)?|dang)\s[^.;]{0,40}?(?<!\w)(?:trien khai|thuc hien|tap trung|"
    rf"to chuc|hoan thanh|phan dau|ra soat|xay dung)\s[^.;,]{{0,20}}?{_PLANNED}"
    r"(?:\s[^.;,]{0,40})?$"
)
#: A sentence about the targets of a period, and that they are not reached yet.
_PLAN_OF: Final = re.compile(rf"^[-+*•–\s]*(?:cac\s+)?{_PLANNED}\s(?:[^.;,]{{0,20}}\s)?$")
_NOT_REACHED: Final = re.compile(
    r"^[^.;]{0,60}(?<!\w)(?:chua|van con)\s+(?:dat|hoan thanh|thuc hien)"
)
#: How a task to come begins.
_GOAL: Final = re.compile(
    r"^(?:[-+*•–\s]|\d+[.)]|[a-z]\)|(?:mot|hai|ba|bon|nam|sau) la,?)*\s*(?:tiep tuc |tap trung )?"
    r"(?:hoan thanh|phan dau|trien khai|thuc hien|to chuc|tap huan|dat|xay dung|mo|ra soat)(?!\w)"
)
_OFFICE_NUMBER: Final = re.compile(r"(?:UBND|HĐND|UBMT|MTTQ)")


@rule("DAT003", Severity.WARNING, "Ngày nằm ngoài kỳ báo cáo")
def outside_period(inspection: Inspection) -> Iterator[Finding]:
    """Việc được kể như đã làm trong kỳ, hoặc văn bản được kể là ban hành trong năm, nhưng ngày ghi
    kèm nằm ngoài kỳ báo cáo. Số liệu của kỳ tính từ giữa tháng trước kỳ, nên ngày trong tháng ấy
    không bị báo. Không báo: thời hạn, kế hoạch sắp tới, việc của trước đây, ngày ký của văn bản
    được viện dẫn làm căn cứ, phần phương hướng, nhiệm vụ.

    Nguồn: Nghị định 09/2019/NĐ-CP, Điều 12 (thời gian chốt số liệu báo cáo).
    Ngày báo cáo: 2023-12-10
    Sai:
        BÁO CÁO
        Kết quả công tác dân vận năm 2023

        ## II. Kết quả thực hiện
        Ngày ⟦12/9/2021⟧, UBND xã đã tổ chức hội nghị đối thoại với 85 hộ dân.
    Sai:
        BÁO CÁO
        Kết quả công tác dân vận năm 2023 (số liệu từ ngày ⟦15/12/2021⟧ đến ngày 14/12/2022)

        ## II. Kết quả thực hiện
        Hội Phụ nữ đã phát quà tại nhà văn hóa vào ngày ⟦25/12/2023⟧. ⟦Quý I năm 2024⟧ đã mở 02 lớp.

        ## III. Nhiệm vụ năm 2024
        Ngày ⟦20/12/2023⟧, xã đã khánh thành cầu.
    Sai:
        BÁO CÁO
        Kết quả công tác dân vận năm 2023

        Các văn bản đã ban hành trong năm 2023 gồm:
        - Kế hoạch số 23/KH-UBND ngày ⟦13/02/2022⟧ về công tác dân vận;
        - Kế hoạch số 34/KH-UBND ngày 02/3/2023 về thực hiện dân chủ ở cơ sở.
    Đúng:
        BÁO CÁO
        Kết quả công tác dân vận năm 2023

        ## II. Kết quả thực hiện
        Ngày 12/9/2023, UBND xã đã tổ chức hội nghị theo Kế hoạch số 12/KH-UBND ngày 05/8/2021.
        Nhà văn hóa thôn, khánh thành ngày 02/9/2019, được sửa chữa trong năm.

        ## III. Nhiệm vụ năm 2024
        Ngày 15/01/2024 tổ chức hội nghị tổng kết. Xã đã thông báo lịch họp ngày 05/01/2024; kế
        hoạch đã được duyệt, thực hiện từ ngày 01/01/2024.
    """
    period = inspection.period
    if period is None:
        return
    early = {finding.span: finding for finding in done_too_early(inspection)}
    yield from early.values()
    yield from data_of_another_period(inspection, period)
    for mention in _told_days(inspection):
        assert mention.value is not None
        day = mention.value
        if mention.span in early:
            continue
        if day > inspection.context.report_date and _already(inspection, mention):
            yield Finding(
                mention.span, f"Ngày {format_date(day)} sau ngày báo cáo mà kể việc đã làm."
            )
        elif not _in_window(day, period, inspection.context.report_date):
            yield _outside(mention.span, day, period)
    for reference in _listed_as_issued(inspection, period):
        assert reference.signed is not None
        assert reference.signed_span is not None
        yield _outside(reference.signed_span, reference.signed, period)


def _already(inspection: Inspection, mention: DateMention) -> bool:
    """Whether the sentence says that what it dates has been done."""
    document = inspection.document
    sentence = document.sentence_at(mention.span.start)
    return bool(_PERFECT.search(document.folded, mention.span.end, sentence.end))


def _outside(span: Span, day: date, period: Period) -> Finding:
    return Finding(
        span,
        f"Ngày {format_date(day)} nằm ngoài kỳ báo cáo ({period.label}); hãy xem lại ngày, hoặc bỏ "
        "nội dung không thuộc kỳ này.",
    )


def _in_window(day: date, period: Period, report_date: date) -> bool:
    """A day of the period with its lead, or one between its end and the report."""
    return period.start - _DATA_OPENS <= day <= max(period.end, report_date)


def _told_days(inspection: Inspection) -> Iterator[DateMention]:
    """Days of something done, or up to which something was counted."""
    document = inspection.document
    signed = {r.signed_span for r in document.references if r.signed_span}
    for mention in document.dates:
        if mention.value is None or any(mention.span.overlaps(span) for span in signed):
            continue
        sentence = document.sentence_at(mention.span.start)
        before = document.folded[sentence.start : mention.span.start]
        words = sentence.of(document.folded)
        if _looks_ahead(inspection.sections, mention.span.start):
            continue
        begins = (
            _DAY_IN_FRONT.search(before)
            and _DONE.search(document.folded, mention.span.end, sentence.end)
            and not _NOT_DONE.search(words)
        )
        if begins or _is_data_day(inspection, mention, before, words):
            yield mention


def _is_data_day(inspection: Inspection, mention: DateMention, before: str, sentence: str) -> bool:
    """Whether figures run to the day ("đến ngày … giải ngân được 81%") or something began on it.

    A day after the report that the past tense tells of cannot be; nor can the data end before
    the period began.
    """
    assert mention.value is not None
    if not inspection.document.figures or _FUTURE.search(sentence):
        return False
    if _BEGAN.search(before):
        return mention.value > inspection.context.report_date
    period = inspection.period
    ends = _UP_TO.search(before) is not None and period is not None
    return ends and (mention.value < period.start - _DATA_OPENS if period else False)


def _listed_as_issued(inspection: Inspection, period: Period) -> Iterator[Reference]:
    """The office's documents in a list of what the year issued, signed in another year."""
    document = inspection.document
    for reference in document.references:
        if reference.signed is None or not _OFFICE_NUMBER.search(reference.number or ""):
            continue
        if reference.signed_span is None or not _opens_item(inspection, reference):
            continue
        opening = document.introduction(reference.span.start)
        years = {mention.period.start.year for mention in find_periods(opening)}
        if (
            _ISSUED_IN.search(opening)
            and years in (set(), {period.start.year})
            and not _in_window(reference.signed, period, inspection.context.report_date)
        ):
            yield reference


def _opens_item(inspection: Inspection, reference: Reference) -> bool:
    """Whether the reference is what its line lists, not what the listed one carries out."""
    document = inspection.document
    paragraph = document.paragraphs[document.paragraph_at(reference.span.start)]
    before = document.text[paragraph.start : reference.span.start]
    return not any(character.isdigit() for character in before) and len(before.split()) <= 4


def _looks_ahead(sections: tuple[Section, ...], position: int) -> bool:
    holding = [s for s in sections if s.whole.start <= position < s.whole.end]
    return any(not _AHEAD.isdisjoint(section.roles) for section in holding)


@rule("DAT004", Severity.WARNING, "Đoạn văn của kỳ trước")
def stale_period(inspection: Inspection) -> Iterator[Finding]:
    """Đoạn văn nói về một kỳ đã qua như kỳ đang báo cáo: chỉ nêu năm, quý hoặc tháng trước kỳ báo
    cáo, không nhắc kỳ này, không so sánh và không kể như việc đã qua. Thường là đoạn chép từ báo
    cáo năm trước mà chưa sửa.

    Nguồn: Nghị định 09/2019/NĐ-CP (số liệu, nội dung đúng kỳ báo cáo).
    Sai:
        BÁO CÁO
        Kết quả công tác cải cách hành chính năm 2023

        ## II. Kết quả thực hiện
        Trong ⟦Quý I/2022⟧ xã đã thực hiện được 15 nhiệm vụ.
    Sai:
        BÁO CÁO
        Kết quả công tác dân vận 6 tháng đầu năm 2024

        ## ⟦II. Kết quả thực hiện 6 tháng đầu năm 2023⟧
        Xã đã mở 02 lớp tập huấn.
    Sai:
        BÁO CÁO
        Kết quả công tác dân vận năm 2024

        ## II. Kết quả thực hiện
        Năm 2024, xã mở 03 lớp. Hiện nay, xã đang triển khai các nhiệm vụ của ⟦năm 2022⟧.

        ## III. Nhiệm vụ năm 2025
        Một là, mở 04 lớp trong năm 2025. Hai là, hoàn thành các chỉ tiêu ⟦năm 2021⟧.
    Đúng:
        BÁO CÁO
        Kết quả công tác cải cách hành chính năm 2023

        ## II. Kết quả thực hiện
        Năm 2022 xã tiếp nhận 200 hồ sơ; năm 2023 tiếp nhận 240 hồ sơ.
        So với quý I/2022, số hồ sơ tăng 12%.
        Xã đã khắc phục những hạn chế mà đoàn kiểm tra chỉ ra trong năm 2022. Hồ sơ tồn từ năm 2022
        sẽ được giải quyết trong quý I/2024.
    """
    period = inspection.period
    if period is None:
        return
    document = inspection.document
    titles = [r.title_span for r in document.references if r.title_span]
    heads = {section.heading.span.start: section for section in inspection.sections}
    first = inspection.sections[0].heading.span.start if inspection.sections else 0
    for paragraph in document.paragraphs:
        if paragraph.start < first:
            continue  # letterhead, title and grounds
        mentions = document.periods_within(paragraph)
        earlier = [m for m in mentions if m.period.end < period.start]
        told = [m for m in earlier if not any(t.contains(m.span) for t in titles)]
        one = _of_its_sentence(inspection, told, period)
        if one is not None and paragraph.start not in heads:
            yield _stale(one.span, one.period, period, ())
            continue
        if not earlier or len(earlier) < len(mentions) or _dated_now(inspection, paragraph, period):
            continue
        folded = paragraph.of(document.folded)
        section = heads.get(paragraph.start)
        if section is not None and section.heading.number is not None:
            if not _LOOKS_BACK.search(folded):
                yield _stale(section.heading.span, earlier[0].period, period, ())
            continue
        ahead = _looks_ahead(inspection.sections, paragraph.start)
        if not told or _LOOKS_BACK.search(folded):
            continue
        if not ahead and not _AS_PRESENT.search(folded):
            continue
        others = tuple(mention.span for mention in told[1:])
        yield _stale(told[0].span, told[0].period, period, others)


def _of_its_sentence(
    inspection: Inspection, told: Sequence[PeriodMention], period: Period
) -> PeriodMention | None:
    """A period gone by whose own sentence speaks of it as the present or as what is to come."""
    document = inspection.document
    folded = document.folded
    for mention in told:
        sentence = document.sentence_at(mention.span.start)
        before = folded[sentence.start : mention.span.start]
        behind = folded[mention.span.end : sentence.end]
        if _AIM.search(before) or (_IN.search(before) and _WILL.search(behind)):
            return mention
        words = sentence.of(folded)
        beside = document.periods_within(sentence)
        if _LOOKS_BACK.search(words) or any(m.period.end >= period.start for m in beside):
            continue
        if _WILL.search(behind) or _UNDER_WAY.search(before):
            return mention
        if _PLAN_OF.search(before) and _NOT_REACHED.search(behind):
            return mention
        if (
            _GOAL.match(words)
            and not _dated_now(inspection, sentence, period)
            and _looks_ahead(inspection.sections, mention.span.start)
        ):
            return mention
    return None


def _dated_now(inspection: Inspection, paragraph: Span, period: Period) -> bool:
    """Whether a date of the period stands in the paragraph."""
    return any(
        mention.year == period.end.year for mention in inspection.document.dates_within(paragraph)
    )


def _stale(span: Span, stale: Period, period: Period, others: tuple[Span, ...]) -> Finding:
    return Finding(
        span,
        f"Đoạn này nói về {stale.label}, trong khi kỳ báo cáo là {period.label}; có thể còn sót từ "
        "báo cáo trước.",
        related=others,
    )
