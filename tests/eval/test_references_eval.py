"""The annotated references are sound, and the runner counts what it says it counts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from assistant.domain import Pinpoint, Reference, Span, UserError
from eval.references import FIELDS, comparable, load_cases, locate, match, run_references_eval

CASES = load_cases()
REFERENCES = [(case, r) for case in CASES for r in case["references"] if not r.get("optional")]


def squashed(text: str) -> str:
    plain = " ".join(re.sub(r"[*_`]", "", unicodedata.normalize("NFC", text)).split())
    return plain.casefold()


# --- The cases ----------------------------------------------------------------------------------


def test_there_are_enough() -> None:
    assert len(REFERENCES) >= 450
    assert sum(bool(case["references"]) for case in CASES) >= 300
    assert sum(not case["references"] for case in CASES) >= 60


def test_ids_and_texts_are_unique() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert len({squashed(case["text"]) for case in CASES}) == len(CASES)


def test_every_shape_is_in_both_parts_about_equally() -> None:
    parts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for case in CASES:
        parts[case["shape"]][case["split"]] += 1
    for shape, counts in parts.items():
        assert set(counts) == {"dev", "test"}, shape
        assert abs(counts["dev"] - counts["test"]) <= 1, shape


def test_no_instrument_is_in_both_parts() -> None:
    parts: defaultdict[Any, set[str]] = defaultdict(set)
    for case, reference in REFERENCES:
        number = reference.get("number")
        if number and re.search(r"[/-]\D", number):
            parts[number].add(case["split"])
        if reference.get("kind") in ("Luật", "Bộ luật", "Pháp lệnh") and reference.get("title"):
            parts[squashed(reference["title"])].add(case["split"])
    assert [name for name, in_parts in parts.items() if len(in_parts) > 1] == []


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_annotation_slices_the_text(case: dict[str, Any]) -> None:
    text = case["text"]
    previous = Span(0, 0)
    for reference in case["references"]:
        core = Span(reference["start"], reference["end"])
        quote = core.of(text)
        assert quote
        assert quote == quote.strip()
        assert 0 <= core.start < core.end <= len(text)
        # The core stands between word ends, so that it names the whole number or name.
        assert not (text[: core.start][-1:] + quote[0]).isalnum() or core.start == 0
        assert not (quote[-1] + text[core.end : core.end + 1]).isalnum() or core.end == len(text)
        if reference.get("optional"):
            continue
        assert core.start >= previous.start
        previous = core
        assert set(reference) <= {"start", "end", *FIELDS}
        for name in ("issuer", "title"):
            if reference.get(name):
                assert squashed(reference[name]) in squashed(text)
        if reference.get("signed"):
            assert date.fromisoformat(reference["signed"])
        if reference.get("number"):
            serial = re.match(r"\d+", reference["number"])
            assert serial
            assert serial[0] in quote
        if reference.get("year"):
            assert str(reference["year"])[2:] in quote


# --- The runner ---------------------------------------------------------------------------------


def as_annotated(text: str) -> list[Reference]:
    """What a finder without faults returns for a case."""
    (case,) = (case for case in CASES if case["text"] == text)
    return [
        Reference(
            span=Span(r["start"], r["end"]),
            text=text[r["start"] : r["end"]],
            kind=r.get("kind"),
            number=r.get("number"),
            year=r.get("year"),
            signed=date.fromisoformat(r["signed"]) if r.get("signed") else None,
            issuer=r.get("issuer"),
            title=r.get("title"),
            pinpoints=tuple(Pinpoint(**p) for p in r.get("pinpoints", ())),
            problems=tuple(r.get("problems", ())),
        )
        for r in case["references"]
    ]


def test_a_finder_without_faults_scores_one() -> None:
    result = run_references_eval(find=as_annotated)
    assert result["failures"] == []
    assert result["metrics"]["references"] == len(REFERENCES)
    for name in ("precision", "recall", "exact_core", "field_accuracy", "stated_field_accuracy"):
        assert result["metrics"][name] == 1
    assert set(result["fields"].values()) == {1}
    assert result["shapes"]["negative"]["precision"] is None  # nothing found, nothing to find


def test_a_finder_of_nothing_misses_everything() -> None:
    result = run_references_eval("dev", find=lambda _text: [])
    assert result["metrics"]["recall"] == 0
    assert result["metrics"]["precision"] is None
    assert {failure["what"] for failure in result["failures"]} == {"missed"}
    assert len(result["failures"]) == result["metrics"]["references"] == result["metrics"]["missed"]


def test_finds_of_no_reference_are_spurious() -> None:
    def everywhere(text: str) -> Sequence[Reference]:
        return [*as_annotated(text), Reference(span=Span(0, 1), text=text[:1])]

    result = run_references_eval("dev", find=everywhere)
    assert result["metrics"]["recall"] == 1
    assert result["metrics"]["precision"] == result["metrics"]["references"] / (
        result["metrics"]["references"] + result["metrics"]["spurious"]
    )
    assert result["metrics"]["spurious"] > 0
    assert result["shapes"]["negative"]["spurious"] == result["shapes"]["negative"]["cases"]


def test_failures_of_the_test_part_are_counted_not_listed() -> None:
    result = run_references_eval("test", find=lambda _text: [])
    assert result["metrics"]["missed"] == result["metrics"]["references"] > 0
    assert result["failures"] == []


def test_parts_add_up() -> None:
    whole, dev, test = (run_references_eval(split, as_annotated) for split in (None, "dev", "test"))
    counts = [result["metrics"]["references"] for result in (whole, dev, test)]
    assert counts[0] == counts[1] + counts[2] == len(REFERENCES)


def test_unknown_part_gets_one_clear_line() -> None:
    with pytest.raises(UserError, match="train, dev, test"):
        run_references_eval("held-out")


def reference(text: str, quote: str, **spans: str | None) -> Reference:
    def span(part: str) -> Span:
        start = text.index(part)
        return Span(start, start + len(part))

    found = {name: span(part) for name, part in spans.items() if part}
    return Reference(span=span(quote), text=quote, **found)  # type: ignore[arg-type]


def test_the_second_of_a_list_has_a_core_without_the_shared_kind() -> None:
    text = "Quyết định số 217-QĐ/TW và 218-QĐ/TW, ngày 12/12/2013"
    one = reference(text, text[:23], kind_span="Quyết định", number_span="217-QĐ/TW")
    two = reference(text, text, kind_span="Quyết định", number_span="218-QĐ/TW")
    cores = [found.core.of(text) for found in locate([one, two], text)]
    assert cores == ["Quyết định số 217-QĐ/TW", "218-QĐ/TW"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_core_of_a_law_reaches_its_year(form: str) -> None:
    text = unicodedata.normalize(form, "theo Luật Đất đai năm 2024 và các nghị định")
    name, law = (unicodedata.normalize(form, part) for part in ("Đất đai", "Luật"))
    found = reference(text, text[5:], kind_span=law, title_span=name)
    (dated,) = locate([Reference(**{**fields_of(found), "year": 2024})], text)
    (undated,) = locate([found], text)
    assert dated.core.of(text).endswith("2024")
    assert undated.core.of(text) == f"{law} {name}"


def fields_of(found: Reference) -> dict[str, Any]:
    return {name: getattr(found, name) for name in Reference.__dataclass_fields__}


def test_the_wider_overlap_matches_and_an_optional_one_takes_its_own() -> None:
    text = "Luật sửa đổi Luật Cư trú"
    annotated = [{"start": 0, "end": 24}, {"start": 13, "end": 24, "optional": True}]
    inner, outer = (reference(text, quote) for quote in ("Luật Cư trú", text))
    pairs, missed, spurious = match(annotated, locate([inner, outer], text))
    assert [(pair["end"], found.reference) for pair, found in pairs] == [(24, outer)]
    assert (missed, spurious) == ([], [])
    assert match(annotated[:1], locate([inner, outer], text))[2] == locate([inner], text)


@pytest.mark.parametrize(
    ("name", "one", "other", "same"),
    [
        ("title", "về việc “Treo cờ Tổ quốc”", "Treo cờ Tổ quốc", True),
        ("title", "Về treo cờ", "treo cờ", True),
        ("title", "vệ sinh môi trường", "sinh môi trường", False),
        ("issuer", "Ban Thường vụ\nTỉnh ủy", "Ban Thường vụ Tỉnh ủy", True),
        ("issuer", "**Chính phủ**", "Chính phủ", True),
        ("issuer", "UBND xã", "UBND xã Trà Nham", False),
        ("number", "61/2018/NĐ-CP", "61/2018/ND-CP", False),  # the number is the normal form
        ("number", "05/BC-UBND", "5/BC-UBND", False),
        ("year", 2018, None, False),
        ("problems", ["a", "b"], ["b", "a"], True),
        ("problems", [], ["a"], False),
        ("kind", None, "Quyết định", False),
    ],
)
def test_what_counts_as_the_same(name: str, one: Any, other: Any, same: bool) -> None:
    assert (comparable(name, one) == comparable(name, other)) is same


def test_pinpoints_compare_by_number_in_any_order() -> None:
    def pinpoint(article: str, clause: str | None = None) -> dict[str, str | None]:
        return {"article": article, "clause": clause, "point": None}

    wanted = comparable("pinpoints", [pinpoint("5"), pinpoint("7", "2")])
    assert wanted == comparable("pinpoints", [pinpoint("Điều 7", "khoản 2"), pinpoint("Điều 5")])
    assert wanted != comparable("pinpoints", [pinpoint("5")])
