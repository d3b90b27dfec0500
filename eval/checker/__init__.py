"""Scores the checker: seeded errors, annotated reports and drafts with invented facts."""

from eval.checker.page import table, write_page
from eval.checker.run import run_checker_eval

__all__ = ["run_checker_eval", "table", "write_page"]
