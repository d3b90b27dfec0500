"""What a caller asks of the drafting stage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from assistant.domain import OfficeDocument, Period, Profile
from assistant.drafting.outlines import Outline
from assistant.drafting.prior import PriorReport


@dataclass(frozen=True, slots=True)
class NoteSource:
    """A file or message of staff notes; ``name`` is shown as the place of its evidence."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """One section (or ``toan-van``) of one report.

    ``instruction`` is what the clerk asks of the wording ("ngắn hơn", "nêu 3 nguyên nhân");
    ``model`` a LangChain provider string, empty for the composer; ``previous`` the text that is
    being drafted again, so that the new one reads otherwise; ``office_log`` the office's issued
    documents, which the checker knows beside the notes; ``prior`` the office's report of an
    earlier period, which results are compared with; ``outline`` the superior's own, in place of the
    shipped one of the type. ``cloud_allowed``: the office agreed
    that the notes go to a model on another machine; one of this machine needs no leave.
    """

    report_type: str
    section: str
    notes: tuple[NoteSource, ...]
    report_date: date
    profile: Profile = field(default_factory=Profile)
    period: Period | None = None
    instruction: str = ""
    model: str = ""
    previous: str = ""
    office_log: tuple[OfficeDocument, ...] = ()
    prior: PriorReport | None = None
    outline: Outline | None = None
    cloud_allowed: bool = False
