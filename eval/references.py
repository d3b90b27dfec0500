"""How well references are found and parsed, on annotated sentences of every shape.

The sentences were written apart from the code that finds references. No instrument that a
sentence of the dev part names is named by one of the test part. ``cases/references_train.jsonl``
holds more sentences, written apart from both, to train on. Failures of the test part are never
listed: what nobody reads, nobody tunes on.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.domain import Reference, Span, UserError
from assistant.references import find_references
from assistant.register import load_register

_CASES = Path(__file__).parent / "cases"
SPLITS = ("train", "dev", "test")
FIELDS = ("kind", "number", "year", "signed", "issuer", "title", "pinpoints", "problems")

Case = dict[str, Any]
Finder = Callable[[str], Sequence[Reference]]

_PINPOINT_WORD = re.compile(r"^(?:điều|khoản|điểm)\s+", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:về việc|về|v/v)\s+")
_YEAR_AFTER = re.compile(r"\s+(?:n\S{1,2}m\s+)?(?:19|20)\d\d\b", re.IGNORECASE)  # "năm", NFD too
_OUTER_MARKS = " \"'“”«»().,;:"


@dataclass(frozen=True, slots=True)
class Found:
    """A reference with its core: kind or number up to the number's end, or a law's name and year.

    ``anchor`` is the part that is its own where several references share a kind.
    """

    reference: Reference
    core: Span
    anchor: Span


@dataclass(slots=True)
class Tally:
    """Counts over some cases. ``right`` and ``scored`` are by field, over the matched references;
    ``stated_right`` and ``stated`` leave out the fields that are empty on both sides.
    """

    cases: int = 0
    expected: int = 0
    found: int = 0
    matched: int = 0
    exact: int = 0
    scored: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    stated: int = 0
    stated_right: int = 0

    def summary(self) -> dict[str, Any]:
        return {
            "cases": self.cases,
            "references": self.expected,
            "missed": self.expected - self.matched,
            "spurious": self.found - self.matched,
            "precision": _share(self.matched, self.found),
            "recall": _share(self.matched, self.expected),
            "exact_core": _share(self.exact, self.matched),
            "field_accuracy": _share(sum(self.right.values()), sum(self.scored.values())),
            "stated_field_accuracy": _share(self.stated_right, self.stated),
        }


GATES = {"precision": 0.99, "recall": 0.98, "field_accuracy": 0.98}
"""The lowest figures to accept."""


def find_as_the_product_does(text: str) -> list[Reference]:
    """References found with the names of laws that the register knows."""
    return find_references(text, load_register().law_names)


def run_references_eval(
    split: str | None = None, find: Finder = find_as_the_product_does
) -> dict[str, Any]:
    """Find the references of every case and compare them with the annotation.

    A found reference matches the annotated one whose core it overlaps most, one to one. Fields
    are compared on matched references only, and only where the annotation has the key.

    Args:
        split: "train", "dev", "test", or None for dev and test.
        find: what finds references in a text.

    Returns:
        "split", "metrics" (the figures of ``Tally.summary`` over all cases), "passed" (by
        ``GATES``), "fields" (accuracy by field), "shapes" (the same figures by shape of sentence),
        and "failures" of all but the test cases: dicts with "id", "what" ("missed", "spurious",
        "core" or a field), "expected", "found". Shares over nothing are None.

    Raises:
        UserError: ``split`` has another name.
    """
    total = Tally()
    shapes: defaultdict[str, Tally] = defaultdict(Tally)
    failures: list[dict[str, Any]] = []
    for case in load_cases(split):
        failed = list(_score(case, find(case["text"]), (total, shapes[case["shape"]])))
        if case["split"] != "test":
            failures.extend({"id": case["id"], **failure} for failure in failed)
    metrics = total.summary()
    return {
        "split": split or "all",
        "metrics": metrics,
        "passed": all((metrics[name] or 0.0) >= least for name, least in GATES.items()),
        "fields": {name: _share(total.right[name], total.scored[name]) for name in FIELDS},
        "shapes": {shape: tally.summary() for shape, tally in shapes.items()},
        "failures": failures,
    }


def load_cases(split: str | None = None) -> list[Case]:
    """The annotated sentences of a part, those of dev and test where none is named.

    A case is {"id", "shape", "split", "text", "references"}.

    Each reference has "start" and "end" of its core and the fields of ``Reference``; None where
    the text has none, no key where the right value is arguable. An "optional" one (a law named
    inside the title of another document) counts neither as missed nor as spurious.

    Raises:
        UserError: ``split`` has another name.
    """
    if split not in (None, *SPLITS):
        raise UserError(f"Không có phần “{split}”; hãy chọn một trong: {', '.join(SPLITS)}.")
    file = _CASES / ("references_train.jsonl" if split == "train" else "references.jsonl")
    # Not splitlines: a text may hold other line ends than the one between cases.
    cases = [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]
    return [case for case in cases if split in (None, case["split"])]


def locate(references: Iterable[Reference], text: str) -> list[Found]:
    """Each reference with its core and its anchor."""
    located = []
    kinds_seen: set[Span] = set()
    for reference in references:
        own_kind = reference.kind_span if reference.kind_span not in kinds_seen else None
        if own_kind:
            kinds_seen.add(own_kind)
        core = Span(
            (own_kind or reference.number_span or reference.span).start,
            _core_end(reference, text),
        )
        located.append(Found(reference, core, reference.number_span or core))
    return located


def _core_end(reference: Reference, text: str) -> int:
    if reference.number_span:
        return reference.number_span.end
    if not reference.title_span:
        return reference.span.end
    year = _YEAR_AFTER.match(text, reference.title_span.end) if reference.year else None
    return year.end() if year else reference.title_span.end


def _score(
    case: Case, references: Sequence[Reference], tallies: tuple[Tally, ...]
) -> Iterable[dict[str, Any]]:
    """Add one case to the tallies and tell what went wrong in it."""
    text, annotated = case["text"], case["references"]
    pairs, missed, spurious = match(annotated, locate(references, text))
    for tally in tallies:
        tally.cases += 1
        tally.expected += len(pairs) + len(missed)
        tally.found += len(pairs) + len(spurious)
        tally.matched += len(pairs)
    for expected in missed:
        yield {"what": "missed", "expected": _core(expected).of(text), "found": None}
    for found in spurious:
        yield {"what": "spurious", "expected": None, "found": found.reference.span.of(text)}
    for expected, found in pairs:
        if found.core == _core(expected):
            for tally in tallies:
                tally.exact += 1
        else:
            quotes = {"expected": _core(expected).of(text), "found": found.core.of(text)}
            yield {"what": "core", **quotes}
        for name in FIELDS:
            if name not in expected:
                continue
            wanted, got = expected[name], field_of(found.reference, name)
            right = comparable(name, wanted) == comparable(name, got)
            stated = bool(wanted or got)
            for tally in tallies:
                tally.scored[name] += 1
                tally.right[name] += right
                tally.stated += stated
                tally.stated_right += right and stated
            if not right:
                yield {"what": name, "expected": wanted, "found": got}


def match(
    annotated: Sequence[dict[str, Any]], located: Sequence[Found]
) -> tuple[list[tuple[dict[str, Any], Found]], list[dict[str, Any]], list[Found]]:
    """Pairs, annotated references without a find, and finds without an annotated reference."""
    candidates = sorted(
        (
            (-_overlap(_core(expected), found.core), i, j)
            for i, expected in enumerate(annotated)
            for j, found in enumerate(located)
            if _core(expected).overlaps(found.anchor)
        ),
    )
    taken_annotated: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for _, i, j in candidates:
        if i not in taken_annotated and j not in taken_found:
            taken_annotated.add(i)
            taken_found.add(j)
            if not annotated[i].get("optional"):
                pairs.append((annotated[i], located[j]))
    missed = [
        expected
        for i, expected in enumerate(annotated)
        if i not in taken_annotated and not expected.get("optional")
    ]
    return pairs, missed, [found for j, found in enumerate(located) if j not in taken_found]


def field_of(reference: Reference, name: str) -> Any:
    """A field of a reference in the plain form of the cases."""
    if name == "signed":
        return reference.signed.isoformat() if reference.signed else None
    if name == "pinpoints":
        return [
            {"article": p.article, "clause": p.clause, "point": p.point}
            for p in reference.pinpoints
        ]
    if name == "problems":
        return list(reference.problems)
    return getattr(reference, name)


def comparable(name: str, value: Any) -> Any:
    """What is compared of a field: case, blanks and bold marks do not count in words, nor do a
    law's kind or "về việc" before a title, the order of pinpoints, or "Điều" before a number.
    """
    if name == "pinpoints":
        return {
            tuple(_PINPOINT_WORD.sub("", part).lower() if part else None for part in p.values())
            for p in value
        }
    if name == "problems":
        return set(value)
    if not isinstance(value, str):
        return value
    plain = " ".join(re.sub(r"[*_`]", "", unicodedata.normalize("NFC", value)).split())
    if name in ("number", "signed"):
        return plain
    plain = plain.casefold().strip(_OUTER_MARKS)
    return _ABOUT.sub("", plain).strip(_OUTER_MARKS) if name == "title" else plain


def _core(annotated: dict[str, Any]) -> Span:
    return Span(annotated["start"], annotated["end"])


def _overlap(one: Span, other: Span) -> float:
    """Shared part of two spans over what they cover together."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (max(one.end, other.end) - min(one.start, other.start))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
