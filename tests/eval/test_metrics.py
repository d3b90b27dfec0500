"""Metrics against values worked out by hand, and the runner end to end without a model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import log2
from pathlib import Path

import pytest

from assistant.domain import UserError
from assistant.settings import get_settings
from eval.metrics import mean, ndcg_at, recall_at, reciprocal_rank
from eval.retrieval import run_retrieval_eval
from tests.library.word_vectors import WordVectors, use_word_vectors

RANKING = ["a", "b", "c", "d"]


def test_reciprocal_rank() -> None:
    assert reciprocal_rank(RANKING, {"c", "d"}) == pytest.approx(1 / 3)
    assert reciprocal_rank(RANKING, {"x"}) == 0
    assert reciprocal_rank([], {"x"}) == 0


def test_recall() -> None:
    assert recall_at(RANKING, ["a", "d", "x"], 4) == pytest.approx(2 / 3)
    assert recall_at(RANKING, ["d"], 3) == 0
    assert recall_at(RANKING, [], 3) == 0


def test_ndcg() -> None:
    assert ndcg_at(RANKING, {"a", "b"}, 10) == pytest.approx(1)
    found = (1 / log2(3)) / (1 + 1 / log2(3))  # second of two, the other not found
    assert ndcg_at(RANKING, {"b", "x"}, 10) == pytest.approx(found)
    assert ndcg_at(RANKING, {"d"}, 3) == 0


def test_mean_of_nothing() -> None:
    assert mean([]) == 0


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("TLBC_HOME", str(tmp_path / "home"))
    get_settings.cache_clear()
    yield tmp_path
    get_settings.cache_clear()


@pytest.fixture
def word_vectors(monkeypatch: pytest.MonkeyPatch) -> WordVectors:
    return use_word_vectors(monkeypatch)


def lines(path: Path, *values: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(v, ensure_ascii=False) + "\n" for v in values), "utf-8")
    return path


def test_runs_the_products_search(home: Path, word_vectors: WordVectors) -> None:
    corpus = lines(
        home / "c.jsonl",
        {"id": "L@1", "law_id": "Luật L", "article_id": "1", "text": "Tiếp\u2028công dân"},
        {"id": "L@2", "law_id": "Luật L", "article_id": "2", "text": "Hòa giải ở cơ sở"},
    )
    queries = lines(
        home / "q.jsonl",
        {"id": "q1", "text": "hoa giai", "relevant": ["L@2"]},
        {"id": "q2", "text": "tiếp công dân", "relevant": ["L@1"]},
    )
    result = run_retrieval_eval(corpus, queries)
    assert result["n"] == 2
    assert result["metrics"] == pytest.approx(dict.fromkeys(result["metrics"], 1.0))
    assert list(result["metrics"]) == [
        "mrr",
        *(f"recall@{k}" for k in (1, 5, 10, 20)),
        "ndcg@10",
        "macro_f2",
    ]
    made = word_vectors.texts
    assert run_retrieval_eval(corpus, queries) == result
    assert word_vectors.texts == made  # vectors are kept


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "trống"), ("{", "dòng 1"), ('{"id": 1}', "thiếu trường text"), ("[1]", "thiếu trường")],
)
def test_bad_set_gets_one_clear_line(home: Path, text: str, said: str) -> None:
    bad = home / "bad.jsonl"
    bad.write_text(text, "utf-8")
    good = lines(home / "q.jsonl", {"text": "a", "relevant": []})
    with pytest.raises(UserError, match=said):
        run_retrieval_eval(bad, good)
