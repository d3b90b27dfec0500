"""The scorers of drafts, one concern a file, in the order of the table."""

from typing import Final

from eval.drafts.sample import Scorer
from eval.drafts.scorers.abbreviations import Abbreviations
from eval.drafts.scorers.accents import ToConfirm, Unaccented
from eval.drafts.scorers.alarms import FormByRules, UnsupportedByRules
from eval.drafts.scorers.citations import Citations
from eval.drafts.scorers.content import RequiredContent
from eval.drafts.scorers.fact_recall import FactRecall
from eval.drafts.scorers.sentences import Ended, Evidenced
from eval.drafts.scorers.speed import Speed
from eval.drafts.scorers.unsupported import Unsupported
from eval.drafts.scorers.variety import DistinctFour, FactsKept
from eval.drafts.scorers.verbatim import Verbatim

SCORERS: Final[tuple[Scorer, ...]] = (
    FactRecall(),
    UnsupportedByRules(),
    Unsupported(),
    Citations(),
    RequiredContent(),
    Verbatim(),
    Unaccented(),
    ToConfirm(),
    Abbreviations(),
    Evidenced(),
    Ended(),
    FormByRules(),
    DistinctFour(),
    FactsKept(),
    Speed(),
)
"""Every scorer; each carries its bar."""
