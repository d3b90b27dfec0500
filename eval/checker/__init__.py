"""Scores the checker: seeded errors, annotated reports and drafts with invented facts."""
