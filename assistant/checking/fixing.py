"""Putting the certain corrections of a report into its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.checking.engine import all_rules
from assistant.domain import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Fixed:
    """A corrected text, the diagnostics whose fix is in it, and those that are left."""

    text: str
    applied: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]


def is_safe(diagnostic: Diagnostic) -> bool:
    """Whether the fix can be put in unseen: it changes the form alone, and is certain."""
    rule = next((rule for rule in all_rules() if rule.code == diagnostic.code), None)
    if rule is None or diagnostic.fix is None or not rule.safe_fix:
        return False
    return rule.severity is not Severity.WARNING or diagnostic.severity is Severity.ERROR


def apply_fixes(text: str, diagnostics: Sequence[Diagnostic]) -> Fixed:
    """Puts the safe fixes into ``text``.

    Of fixes that overlap the first is taken; the others are left, as is all that is not safe.

    Args:
        text: the text that was checked, as it stands.
        diagnostics: the checker's, with offsets into ``text``.
    """
    applied: list[Diagnostic] = []
    left: list[Diagnostic] = []
    for found in sorted(diagnostics, key=lambda d: (d.start, d.end)):
        fits = not applied or found.start >= applied[-1].end
        (applied if is_safe(found) and fits else left).append(found)
    return Fixed(_replaced(text, applied), tuple(applied), tuple(left))


def _replaced(text: str, applied: Iterable[Diagnostic]) -> str:
    parts = []
    position = 0
    for found in applied:
        parts += [text[position : found.start], found.fix or ""]
        position = found.end
    return "".join([*parts, text[position:]])
