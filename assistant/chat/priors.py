"""Earlier reports that a new one may be compared with: found, read from a file, kept with it.

An earlier report is of the same type and office, and of the month, quarter, half or year before, or
of the same months of the year before. It is kept with the report as it was read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.corpus import load_document
from assistant.corpus.facts import describe
from assistant.domain import Period, UserError
from assistant.drafting.prior import PriorReport, compared_with
from assistant.drafting.report_types import report_type_of
from assistant.export.assemble import CLOSING, OPENING, is_appendix, to_roman
from assistant.language.periods import parse_period
from assistant.language.text import fold
from assistant.workspace import ReportRecord, SectionRecord, Workspace

#: The kind under which a report's earlier report is kept.
PRIOR = "prior"


@dataclass(frozen=True, slots=True)
class PriorChoice:
    """An earlier report that could be compared with. ``key`` is what ``read_choice`` takes."""

    key: str
    label: str
    period: Period


def prior_choices(
    workspace: Workspace, report_type: str, period: Period, commune: str
) -> list[PriorChoice]:
    """The office's own earlier reports of a type, those of the same months of last year first.

    Without a commune nothing is known to be the office's own, and there is none.
    """
    if not commune.strip():
        return []
    found: list[PriorChoice] = []
    for report in workspace.reports.all():
        at = _period(report.period)
        if (
            report.report_type == report_type
            and at is not None
            and same_office(report.profile.commune, commune)
            and compared_with(period, PriorReport("", at, ""))
        ):
            found.append(PriorChoice(f"report:{report.id}", f"{report.title} (đã soạn)", at))
    for source in workspace.library.sources("office"):
        at = _period(source.period or "")
        named = source.report_type or report_type_of(source.title)
        if (
            source.kind == "report"
            and named == report_type
            and at is not None
            and same_office(source.office or "", commune)
            and compared_with(period, PriorReport("", at, ""))
        ):
            label = f"{source.title} · {at.label} ({source.name}, thư viện)"
            found.append(PriorChoice(f"source:{source.id}", label, at))
    return sorted(found, key=lambda choice: choice.period.start.year == period.start.year)


def read_choice(workspace: Workspace, key: str) -> PriorReport:
    """The earlier report that a choice stands for.

    Raises:
        UserError: it is not there any more.
    """
    kind, _, id = key.partition(":")
    if kind == "report" and id.isdecimal():
        report = workspace.reports.get(int(id))
        at = _period(report.period)
        if at is not None:
            text = report_text(report, workspace.reports.sections(report.id))
            return PriorReport(report.title, at, text)
    if kind == "source":
        known = {source.id: source for source in workspace.library.sources("office")}
        source = known.get(id)
        kept = workspace.library.source_text(id) if source else None
        at = _period(source.period or "") if source else None
        if source is not None and kept and at is not None:
            return PriorReport(source.name, at, kept)
    raise UserError("Báo cáo kỳ trước đã chọn không còn; hãy chọn lại.")


def read_prior_file(
    path: Path,
    report_type: str,
    period: Period | None,
    commune: str = "",
    *,
    progress: Callable[[str], None] | None = None,
) -> PriorReport:
    """An earlier report from a file.

    Args:
        period: of the new report, which the earlier one must be comparable with.

    Raises:
        UserError: the file cannot be read, says no period or one of another kind, or is of
            another type or office.
    """
    document = load_document(path, progress=progress)
    facts = describe(document, "report")
    at = _period(facts.period or "")
    if period is None:
        raise UserError(
            "Muốn so sánh với kỳ trước thì phải nêu kỳ báo cáo, ví dụ “6 tháng đầu năm 2024”."
        )
    if at is None:
        raise UserError(
            f"Không thấy kỳ báo cáo trong phần đầu của “{path.name}”; hãy chọn báo cáo có ghi kỳ "
            "dưới dòng “BÁO CÁO” (ví dụ “… năm 2022”)."
        )
    named = facts.report_type or report_type_of(facts.title)
    if named is not None and named != report_type:
        raise UserError(
            f"“{path.name}” là báo cáo loại {named}, không phải {report_type}; hãy chọn báo cáo "
            "cùng loại."
        )
    if facts.office and commune.strip() and not same_office(facts.office, commune):
        raise UserError(
            f"“{path.name}” là báo cáo của {facts.office}, không phải của UBND {commune.strip()}; "
            "số liệu của nơi khác không dùng để so sánh."
        )
    prior = PriorReport(path.name, at, document.text[facts.body :])
    if not compared_with(period, prior):
        raise UserError(
            f"“{path.name}” là báo cáo {at.label}, không so được với {period.label}: cần kỳ liền "
            "trước hoặc cùng kỳ năm trước, dài bằng nhau."
        )
    return prior


def prior_of(workspace: Workspace, report_id: int) -> PriorReport | None:
    """What the report is compared with, None for nothing."""
    for kept in workspace.materials.of_report(report_id, PRIOR):
        at = _period(str(kept.data.get("period", "")))
        if at is not None:
            return PriorReport(kept.name, at, str(kept.data.get("text", "")))
    return None


def as_material(prior: PriorReport) -> tuple[str, str, dict[str, Any]]:
    """An earlier report as it is kept with a new one."""
    return PRIOR, prior.name, {"period": prior.period.label, "text": prior.text}


def same_office(one: str, other: str) -> bool:
    """Whether two names are of one commune: "UBND xã An Phú", "xã An Phú", "Xã an phú"."""
    ours, theirs = _place(one), _place(other)
    return bool(ours) and ours == theirs


def report_text(report: ReportRecord, sections: Sequence[SectionRecord]) -> str:
    """A report of the workspace as text with its headings."""
    parts = [f"BÁO CÁO\n\n{report.title}"]
    top = part = 0
    for section in sections:
        if section.key in (OPENING, CLOSING) or is_appendix(section.key):
            heading = ""
        elif "." in section.key:
            part += 1
            heading = f"### {part}. {section.title}"
        else:
            top, part = top + 1, 0
            heading = f"## {to_roman(top)}. {section.title}"
        parts += [each for each in (heading, section.text.strip()) if each]
    return "\n\n".join(parts)


def _place(name: str) -> str:
    folded = " ".join(fold(name).split())
    for prefix in ("uy ban nhan dan ", "ubnd "):
        folded = folded.removeprefix(prefix)
    return folded


def _period(text: str) -> Period | None:
    try:
        return parse_period(text) if text else None
    except UserError:
        return None
