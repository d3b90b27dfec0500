"""Numbers of headings that repeat or leave a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.checking.headings import Heading, Style, roman_numeral
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity

_DEEPEST: Final = 4  # runs of numbers inside each other


@rule("STR001", Severity.ERROR, "Số thứ tự đề mục bị lặp")
def repeated_number(inspection: Inspection) -> Iterator[Finding]:
    """Hai đề mục cùng cấp, trong cùng một đề mục cha, mang một số thứ tự. Danh sách đánh số trong
    lời văn và danh sách đánh lại từ 1 không tính. Chỗ sửa chỉ nêu khi số kế tiếp còn trống.

    Nguồn: Nghị định 30/2020/NĐ-CP, Phụ lục I (bố cục đánh số liên tục; kiến thức chung, chưa đối
        chiếu với phụ lục); số thứ tự lặp thì không viện dẫn được đề mục.
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
    Đúng:
        1. Kết quả
        1. Kế hoạch về dân vận
        2. Kế hoạch về cải cách hành chính
        3. Kế hoạch về hòa giải
        2. Tồn tại, hạn chế
        3. Nhiệm vụ
    """
    for group in _groups(inspection.document.headings):
        numbers = {heading.number for heading in group}
        for step in _steps(group):
            if step.repeats is None:
                continue
            heading, first = step.heading, step.repeats
            assert heading.number is not None
            assert heading.number_span is not None
            assert first.number_span is not None
            following = heading.number + 1
            yield Finding(
                heading.number_span,
                f"Đề mục “{heading.label}” bị lặp: đã có “{_shown(first)}”.",
                related=(first.number_span,),
                fix=_label(heading, following) if following not in numbers else None,
            )
            numbers.add(following)
    yield from _repeated_marks(inspection.document.headings)


def _repeated_marks(headings: Sequence[Heading]) -> Iterator[Finding]:
    """Items of a lettered list, one behind the other, with one letter: a), b), b)."""
    for before, first, again in zip(headings, headings[1:], headings[2:], strict=False):
        if not all(h.style is Style.LETTER and h.run_in for h in (before, first, again)):
            continue
        in_order = before.number is not None and first.number == before.number + 1
        if in_order and again.number == first.number and again.group == first.group:
            assert first.number_span is not None
            assert again.number_span is not None
            yield Finding(
                again.number_span,
                f"Mục “{again.label})” bị lặp: đã có ở ngay trên.",
                related=(first.number_span,),
            )


@rule("STR002", Severity.WARNING, "Số thứ tự đề mục bị bỏ cách")
def skipped_number(inspection: Inspection) -> Iterator[Finding]:
    """Đề mục mang số cách đề mục cùng cấp đứng trước hơn một đơn vị, nên thiếu một đề mục hoặc đánh
    số sai.

    Nguồn: Nghị định 30/2020/NĐ-CP, Phụ lục I (bố cục đánh số liên tục; kiến thức chung, chưa đối
        chiếu với phụ lục).
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
        for step in _steps(group):
            heading, previous = step.heading, step.skips_from
            if previous is None or previous.number is None or _lawful_gap(previous, heading):
                continue
            if (heading.style, previous.number + 1) in lines:
                continue
            assert heading.number_span is not None
            assert previous.number_span is not None
            yield Finding(
                heading.number_span,
                f"Đề mục “{heading.label}” đứng ngay sau “{previous.label}”: thiếu đề mục "
                f"“{_label(previous, previous.number + 1)}” hoặc đánh số sai.",
                related=(previous.number_span,),
            )


@dataclass(frozen=True, slots=True)
class _Step:
    """A heading and how it continues the ones before it."""

    heading: Heading
    repeats: Heading | None = None  # the sibling with the same number
    skips_from: Heading | None = None  # the sibling before, when a number in between is missing


class _Run:
    """Headings that count up. A repeated number may stand for the next one."""

    def __init__(self, first: Heading) -> None:
        self.by_number = {first.number: first}
        self.last = first
        self.slack = 0

    def continues_with(self, number: int) -> bool:
        step = number - (self.last.number or 0)
        return step == 1 or (1 < step <= 1 + self.slack)

    def add(self, heading: Heading) -> None:
        self.by_number.setdefault(heading.number, heading)
        self.last = heading
        self.slack = 0


def _steps(group: Sequence[Heading]) -> Iterator[_Step]:
    """How siblings follow each other.

    A "1" opens a run inside the last one, as a list without marks inside a section does; a number
    that an outer run waits for goes back to it.
    """
    runs: list[_Run] = []
    for heading in group:
        number = heading.number
        if number is None:
            continue
        waiting = next(
            (i for i in reversed(range(len(runs))) if runs[i].continues_with(number)), None
        )
        if waiting is not None:
            del runs[waiting + 1 :]
            runs[-1].add(heading)
            yield _Step(heading)
        elif not runs or (number == 1 and not _certain_repeat(heading, runs[-1])):
            del runs[: -_DEEPEST + 1]
            runs.append(_Run(heading))
            yield _Step(heading)
        elif number in runs[-1].by_number:
            runs[-1].slack += 1
            yield _Step(heading, repeats=runs[-1].by_number[number])
        elif number > (runs[-1].last.number or 0):
            previous = runs[-1].last
            runs[-1].add(heading)
            yield _Step(heading, skips_from=previous)
        else:
            runs[-1].add(heading)
            yield _Step(heading)


def _groups(headings: Sequence[Heading]) -> list[list[Heading]]:
    """Siblings that are judged: numbered headings, without lines that go on as prose."""
    groups: dict[int, list[Heading]] = {}
    for heading in headings:
        if heading.number is not None and not heading.run_in:
            groups.setdefault(heading.group, []).append(heading)
    return list(groups.values())


def _certain_repeat(heading: Heading, run: _Run) -> bool:
    """Whether a second "1" is surely a slip: right after the first one, and no list's."""
    first = run.by_number.get(1)
    if first is None or len(run.by_number) > 1:
        return False
    return heading.style is Style.ROMAN or (heading.firm and first.firm)


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
