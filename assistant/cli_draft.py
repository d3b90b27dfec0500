"""What ``draft`` takes beside the notes: an earlier report, the superior's outline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli_options import print_progress
from assistant.domain import Period, Profile, UserError
from assistant.settings import get_settings

if TYPE_CHECKING:
    from assistant.drafting.outlines import Outline
    from assistant.drafting.prior import PriorReport

#: Written in place of a file: look in the library.
LIBRARY = "thu-vien"


def prior_report(
    named: Path, report_type: str, period: Period | None, profile: Profile
) -> PriorReport | None:
    """The earlier report that ``--prior`` names; None where the library has none.

    Raises:
        UserError: the file is no report to compare with, or the library has more than one.
    """
    from assistant.chat.priors import prior_choices, read_choice, read_prior_file

    if str(named) != LIBRARY:
        return read_prior_file(named, report_type, period, profile.commune, progress=print_progress)
    if period is None:
        raise UserError(
            "Muốn so sánh với kỳ trước thì phải nêu kỳ báo cáo bằng --period, ví dụ “năm 2023”."
        )
    if not profile.commune:
        raise UserError(
            "Muốn tìm báo cáo kỳ trước trong thư viện thì phải biết cơ quan: hãy nêu --profile có "
            "mục commune, hoặc nêu tệp báo cáo bằng --prior."
        )
    from assistant.library import Library

    library = Library.open(get_settings(), exclusive=False)
    try:
        choices = prior_choices(library.workspace, report_type, period, profile.commune)
        if not choices:
            print_progress(f"Thư viện chưa có báo cáo kỳ trước để so với {period.label}.")
            return None
        same_months = [c for c in choices if c.period.start.month == period.start.month]
        choices = same_months if len(same_months) == 1 else choices
        if len(choices) > 1:
            listed = "; ".join(choice.label for choice in choices)
            raise UserError(
                f"Thư viện có {len(choices)} báo cáo có thể so sánh ({listed}); hãy nêu một tệp "
                "bằng --prior."
            )
        print_progress(f"So sánh với: {choices[0].label}")
        return read_choice(library.workspace, choices[0].key)
    finally:
        library.close()


def superior_outline(path: Path, report_type: str) -> Outline:
    """The outline in the file that ``--outline`` names. Raises UserError when it has none."""
    from assistant.chat.outlines import read_outline_file

    return read_outline_file(path, report_type, progress=print_progress)
