"""The office's own questions, the comparison of systems, and the page."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from assistant.settings import get_settings
from eval.metrics import f_measure_at
from eval.retrieval import run_retrieval_eval, table, write_page
from eval.retrieval.sets import load_set, office_set
from eval.retrieval.systems import TITLES
from eval.significance import paired_bootstrap
from tests.library.word_vectors import use_word_vectors


def test_f_measure() -> None:
    assert f_measure_at(["a", "b"], ["a"], 1, 2) == 1
    assert f_measure_at(["b", "a"], ["a"], 1, 2) == 0
    # one of two found: precision 1, recall 1/2 → 5·(1/2) / (4·1 + 1/2)
    assert f_measure_at(["a"], ["a", "c"], 1, 2) == pytest.approx(2.5 / 4.5)
    assert f_measure_at([], ["a"], 1, 2) == 0


def test_bootstrap_tells_a_difference_from_none() -> None:
    rng = np.random.default_rng(1)
    base = rng.random(300)
    better = paired_bootstrap(base + 0.05 + rng.normal(0, 0.1, 300), base)
    assert better.low > 0
    assert better.p < 0.01
    assert better.low < better.mean < better.high
    same = paired_bootstrap(base + rng.normal(0, 0.1, 300), base)
    assert same.low < 0 < same.high
    assert same.p > 0.05
    assert paired_bootstrap([1.0, 0.0], [1.0, 0.0]).p == 1
    assert better == paired_bootstrap(*_again())


def _again() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    base = rng.random(300)
    return base + 0.05 + rng.normal(0, 0.1, 300), base


def test_every_office_question_has_its_answer() -> None:
    labelled = office_set()
    documents = set(labelled.documents.values())
    assert len(labelled.questions) >= 120
    assert len({question.text for question in labelled.questions}) == len(labelled.questions)
    for question in labelled.questions:
        assert question.relevant
        assert set(question.relevant) <= documents, question.text


def test_office_splits_share_no_source() -> None:
    splits: dict[str, set[str]] = defaultdict(set)
    for split in ("dev", "test"):
        for question in office_set(split).questions:
            for name in question.relevant:
                source = name if name.startswith("register#") else name.partition("#")[0]
                splits[source].add(split)
    assert all(len(found) == 1 for found in splits.values())


def test_office_questions_are_asked_in_every_way() -> None:
    for split in ("dev", "test"):
        ways = [question.slice for question in office_set(split).questions]
        for way in ("accented", "unaccented", "colloquial", "number"):
            assert ways.count(way) >= 10


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setenv("TLBC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TLBC_MODELS", str(tmp_path / "models"))
    get_settings.cache_clear()
    use_word_vectors(monkeypatch)
    corpus, queries = tmp_path / "c.jsonl", tmp_path / "q.jsonl"
    text = "Quyền và nghĩa vụ\n\n1. Quyền bầu cử.\n\n2. Nghĩa vụ quân sự của công dân."
    _write(
        corpus,
        {"id": "L@1", "law_id": "Luật L", "article_id": "1", "text": text},
        {"id": "L@2", "law_id": "Luật L", "article_id": "2", "text": "Hòa giải ở cơ sở"},
        {"id": "L@3", "law_id": "Luật L", "article_id": "3", "text": "Trẻ em được bảo vệ"},
    )
    _write(
        queries,
        {"text": "nghĩa vụ quân sự", "relevant": ["L@1"]},
        {"text": "hoa giai", "relevant": ["L@2"]},
    )
    return corpus, queries


def _write(path: Path, *values: dict[str, object]) -> None:
    path.write_text("".join(json.dumps(v, ensure_ascii=False) + "\n" for v in values), "utf-8")


def test_an_article_is_cut_as_the_product_cuts_it(small: tuple[Path, Path]) -> None:
    labelled = load_set(*small)
    assert [chunk.text for chunk, _ in labelled.passages] == [
        "1. Quyền bầu cử.",
        "2. Nghĩa vụ quân sự của công dân.",
        "Hòa giải ở cơ sở",
        "Trẻ em được bảo vệ",
    ]
    assert list(labelled.documents.values()) == ["L@1", "L@1", "L@2", "L@3"]
    assert [question.slice for question in labelled.questions] == ["accented", "unaccented"]


def test_figures_table_and_page(small: tuple[Path, Path], tmp_path: Path) -> None:
    result = run_retrieval_eval(*small)
    assert set(result["systems"]) == set(TITLES)
    assert result["systems"]["fused"] == result["metrics"]
    assert result["metrics"]["mrr"] == 1
    assert {way: part["n"] for way, part in result["slices"].items()} == {
        "accented": 1,
        "unaccented": 1,
        "folded": 2,
    }
    assert result["comparison"]["mrr"]["p"] <= 1
    assert "| Chương trình | 1.000 |" in table(result)
    pytest.importorskip("matplotlib")
    page = write_page(result, tmp_path / "page")
    assert table(result) in page.read_text("utf-8")
    for name in ("retrieval-systems.png", "retrieval-slices.png"):
        assert (page.parent / name).read_bytes().startswith(b"\x89PNG")
