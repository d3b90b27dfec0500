"""What a report is before it becomes a Word file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.domain import Profile

GAP = "[…]"


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A heading and what stands under it, before the next heading.

    ``number`` is the heading's mark as printed ("I.", "2.", "a)"), empty for none; ``level`` is 1
    for I., 2 for 1., 3 for 1.1 or a). ``body`` is lines of text: one paragraph or bullet a line,
    ``**bold**`` and ``*italic*``, and Markdown tables.
    """

    heading: str
    body: str = ""
    number: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A whole report. What is empty is printed as a gap, highlighted, never guessed.

    Attributes:
        number: number and code, "61/BC-UBND"; empty gives "[…]/BC-UBND".
        place: the place name before the date; empty takes the commune's name.
        date: the day of issue; None leaves the date to be filled in.
        kind: the kind of document in capitals.
        title: the abstract, without the kind ("Kết quả công tác dân vận năm 2023").
        addressee: who stands after "Kính gửi", none when empty.
        preamble: grounds and opening paragraphs, before the first heading.
        closing: paragraphs after the last section.
        recipients: the lines of "Nơi nhận" without dash or ending; empty takes the profile's.
    """

    profile: Profile
    title: str
    number: str = ""
    place: str = ""
    date: date | None = None
    kind: str = "BÁO CÁO"
    addressee: tuple[str, ...] = ()
    preamble: str = ""
    sections: tuple[ReportSection, ...] = ()
    closing: str = ""
    recipients: tuple[str, ...] = ()
