"""Citations of the draft against the register, on the report's date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from assistant.domain import Status
from assistant.language.text import fold
from assistant.register import load_register
from eval.drafts.sample import Sample, Score, share

_VALID: Final = (Status.IN_FORCE, Status.AMENDED, Status.PARTLY)


@dataclass(frozen=True, slots=True)
class Citations:
    """Instruments cited that are in force on the date, with the register's number, date and title.

    Documents that the notes name are the office's own matter; a number that neither the notes nor
    the register have is wrong.
    """

    name: str = "citations"
    label: str = "Viện dẫn đúng, còn hiệu lực"
    kind: Literal["share"] = "share"
    bar: float = 1.0

    def __call__(self, sample: Sample) -> Score:
        register = load_register()
        given = {fold(fact.number) for fact in sample.case.facts if fact.number}
        good, problems = 0, []
        for reference in sample.first.references:
            named = reference.number is not None and fold(reference.number) in given
            resolved = register.resolve(reference)
            if not resolved.instruments:
                if not named:
                    problems.append(f"{reference.text}: không có trong danh mục")
                continue
            states = [
                register.validity(i, sample.case.report_date).status for i in resolved.instruments
            ]
            if resolved.disagreements:
                told = ", ".join(f"{k}: {v}" for k, v in resolved.disagreements.items())
                problems.append(f"{reference.text}: khác danh mục ({told})")
            elif named or any(state in _VALID for state in states):
                good += 1
            else:
                problems.append(f"{reference.text}: {states[0].value}")
        return share(good, problems)
