"""Runs the rules over one document and collects what they find."""

from __future__ import annotations

from typing import Final

from assistant.checking.context import CheckContext, CheckResult
from assistant.checking.document import Document
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, Rule, registered_rules
from assistant.checking.rules import load_rules
from assistant.domain import Diagnostic, Evidence, Related, Severity, Span
from assistant.register import Register, load_register

_ORDER: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def all_rules() -> tuple[Rule, ...]:
    """Every rule of the checker, by code."""
    load_rules()
    return registered_rules()


def check(text: str, context: CheckContext, register: Register | None = None) -> CheckResult:
    """Checks a report.

    Args:
        text: the report as it stands (Markdown or plain, any normal form, any line ends).
        context: its date, period, notes and office. Rules in ``profile.ignore_rules`` (codes or
            families, "STR001", "STR") are not run; ``profile.severities`` says how others are told.
        register: the instruments to check against, by default the shipped ones.

    Returns:
        diagnostics sorted by position, whose offsets are into ``text`` as it stands, and the
        evidence that they name, in order of first use. The same input gives the same result.
    """
    register = register or load_register()
    inspection = Inspection(Document(text, register.law_names), context, register)
    ignored = tuple(context.profile.ignore_rules) if context.profile else ()
    severities = dict(context.profile.severities) if context.profile else {}
    diagnostics: list[Diagnostic] = []
    evidence: dict[str, Evidence] = {}
    for rule in all_rules():
        if rule.code in ignored or rule.family in ignored:
            continue
        told = severities.get(rule.code, severities.get(rule.family))
        for finding in rule.check(inspection):
            diagnostics.append(_diagnostic(rule, finding, inspection.document, told))
            evidence.update({entry.id: entry for entry in finding.evidence})
    diagnostics.sort(key=lambda d: (d.start, d.end, _ORDER[d.severity], d.code, d.message))
    used = dict.fromkeys(id for diagnostic in diagnostics for id in diagnostic.evidence)
    return CheckResult(tuple(diagnostics), tuple(evidence[id] for id in used))


def _diagnostic(
    rule: Rule, finding: Finding, document: Document, told: Severity | None
) -> Diagnostic:
    span = document.original(finding.span)
    return Diagnostic(
        code=rule.code,
        severity=told or finding.severity or rule.severity,
        message=finding.message,
        start=span.start,
        end=span.end,
        quote=span.of(document.written),
        related=tuple(_related(part, document) for part in finding.related),
        fix=finding.fix,
        evidence=tuple(dict.fromkeys(entry.id for entry in finding.evidence)),
    )


def _related(part: Span, document: Document) -> Related:
    span = document.original(part)
    return Related(span.start, span.end, span.of(document.written))
