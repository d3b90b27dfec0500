"""What a rule is: a function over an inspection, with a page that is also its tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from inspect import cleandoc
from typing import Final

from assistant.checking.inspection import Inspection
from assistant.domain import Evidence, Severity, Span

#: A report's date for examples that do not name one.
_EXAMPLE_DATE: Final = date(2023, 7, 10)
_SECTION: Final = re.compile(
    r"^(Sai|Đúng|Ghi chú|Ngày báo cáo|Sửa|Nguồn):[ \t]*(.*)$", re.MULTILINE
)
_MARK: Final = re.compile(r"[⟦⟧]")

SEVERITY_NAMES: Final = {
    Severity.ERROR: "lỗi",
    Severity.WARNING: "cảnh báo",
    Severity.INFO: "thông tin",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found. Spans are in the document's normal text; the engine maps them back.

    ``severity`` overrides the rule's own where the case is clearer or more doubtful.
    """

    span: Span
    message: str
    related: tuple[Span, ...] = ()
    fix: str | None = None
    evidence: tuple[Evidence, ...] = ()
    severity: Severity | None = None


Check = Callable[[Inspection], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Example:
    """A text of a rule's page. ``marked`` are the spans that the rule must report in it."""

    text: str
    good: bool
    marked: tuple[Span, ...] = ()
    fixes: tuple[str | None, ...] = ()
    report_date: date = _EXAMPLE_DATE
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the checker. ``code`` never changes once shipped."""

    code: str
    severity: Severity
    title: str
    check: Check = field(repr=False)
    explanation: str
    source: str
    examples: tuple[Example, ...]
    safe_fix: bool = False  # its fixes change the form alone and may be put in unseen

    @property
    def family(self) -> str:
        return self.code[:3]

    def page(self) -> str:
        """The rule's page in Vietnamese, as ``rules CODE`` prints it."""
        lines = [f"{self.code} – {self.title}", f"Mức độ: {SEVERITY_NAMES[self.severity]}", ""]
        lines += [self.explanation, "", f"Nguồn: {self.source}"]
        for example in self.examples:
            lines += ["", "Ví dụ đúng:" if example.good else "Ví dụ sai:"]
            lines += [f"    {line}" for line in example.text.splitlines()]
            if not example.good:
                quotes = "; ".join(f"“{span.of(example.text)}”" for span in example.marked)
                lines.append(f"  Chỗ bị báo: {quotes}")
            if example.fixes:
                fixes = [fix for fix in example.fixes if fix]
                lines.append(f"  Sửa thành: {'; '.join(fixes)}")
        return "\n".join(lines)


_RULES: dict[str, Rule] = {}


def rule(
    code: str, severity: Severity, title: str, *, safe_fix: bool = False
) -> Callable[[Check], Check]:
    """Registers the function below as the rule ``code``.

    Its docstring is the rule's page, in Vietnamese: the explanation, "Nguồn: …", and blocks "Sai:"
    and "Đúng:" of one indented text each, where ⟦…⟧ marks what is reported. "Sửa: …" gives the
    fixes of the bad text in order (";" between), "Ngày báo cáo: …" (ISO) and "Ghi chú:" (a block)
    hold for the texts after them. ``safe_fix`` says that its fixes need no reader; of a rule whose
    findings are warnings only those are taken that it raises to errors.

    Raises:
        ValueError: the code is taken, or the docstring lacks a source or an example of either kind.
    """

    def register(check: Check) -> Check:
        if code in _RULES:
            raise ValueError(f"rule {code} is registered twice")
        explanation, source, examples = _read_page(check.__doc__ or "")
        if not source or {example.good for example in examples} != {True, False}:
            raise ValueError(f"rule {code} needs a source, a bad and a good example")
        _RULES[code] = Rule(code, severity, title, check, explanation, source, examples, safe_fix)
        return check

    return register


def registered_rules() -> tuple[Rule, ...]:
    """The rules registered so far, by code."""
    return tuple(_RULES[code] for code in sorted(_RULES))


def _read_page(docstring: str) -> tuple[str, str, tuple[Example, ...]]:
    page = cleandoc(docstring)
    heads = list(_SECTION.finditer(page))
    explanation = page[: heads[0].start()].strip() if heads else page
    source, notes, report_date = "", "", _EXAMPLE_DATE
    examples: list[Example] = []
    for index, head in enumerate(heads):
        end = heads[index + 1].start() if index + 1 < len(heads) else len(page)
        block = cleandoc("\n" + page[head.end() : end]).strip("\n")
        match head[1]:
            case "Nguồn":
                source = " ".join(f"{head[2]} {block}".split())
            case "Ngày báo cáo":
                report_date = date.fromisoformat(head[2])
            case "Ghi chú":
                notes = block
            case "Sửa":
                last = examples.pop()
                fixes = tuple(part.strip() or None for part in head[2].split(";"))
                examples.append(
                    Example(last.text, last.good, last.marked, fixes, last.report_date, last.notes)
                )
            case kind:
                text, marked = _marked_spans(block)
                examples.append(Example(text, kind == "Đúng", marked, (), report_date, notes))
    return explanation, source, tuple(examples)


def _marked_spans(block: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and where the marked parts stand in it."""
    positions = [match.start() - index for index, match in enumerate(_MARK.finditer(block))]
    spans = tuple(Span(a, b) for a, b in zip(positions[::2], positions[1::2], strict=True))
    return _MARK.sub("", block), spans
