"""Scores drafts written from staff notes, with no judge but rules (issue bars in ``scorers``)."""

from eval.drafts.page import table, write_page
from eval.drafts.run import run_drafts_eval

__all__ = ["run_drafts_eval", "table", "write_page"]
