"""The product's own search on any labelled set of passages and questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.settings import get_settings
from eval.metrics import f_measure_at, mean, ndcg_at, recall_at, reciprocal_rank
from eval.retrieval.page import table, write_page
from eval.retrieval.sets import LabelledSet, Question, load_set, office_set, without_accents
from eval.retrieval.systems import BIGRAMS, FUSED, LEXICAL, Ranker, rankers
from eval.significance import paired_bootstrap

__all__ = ["evaluate", "run_retrieval_eval", "table", "write_page"]

_CUTS = (1, 5, 10, 20)
#: All questions typed without accents, beside themselves as written.
_FOLDED = "folded"

#: One question's ranking and what was relevant.
_Judged = tuple[list[str], tuple[str, ...]]


def run_retrieval_eval(
    corpus: Path | None = None,
    queries: Path | None = None,
    progress: Callable[[str], None] | None = None,
    split: str | None = None,
) -> dict[str, Any]:
    """Rank the passages for every question and compare with what is relevant.

    Args:
        corpus, queries: a set of JSON lines (``load_set``); without them the office's own set.
        split: of the office's set: "dev", "test" or None for both.

    Returns:
        "metrics" of the product's search and "n" questions; "lexical" for its lexical side alone;
        "systems" for each system; "slices" for each way of asking, with "n" and every system's
        metrics; "comparison" of the product with BM25 over syllables and bigrams, per metric the
        mean difference, its 95 % interval and p.

    Raises:
        UserError: a file cannot be read, a line lacks a field, or the model cannot be had.
    """
    say = progress or (lambda _message: None)
    labelled = office_set(split) if corpus is None or queries is None else load_set(corpus, queries)
    return evaluate(labelled, say)


def evaluate(labelled: LabelledSet, say: Callable[[str], None]) -> dict[str, Any]:
    """See ``run_retrieval_eval``."""
    asked = labelled.questions
    with rankers(labelled, get_settings(), say) as systems:
        say(f"Đang chạy {len(asked)} câu hỏi qua {len(systems)} cách truy hồi…")
        judged = {name: _judge(rank, asked) for name, rank in systems.items()}
        unaccented = [without_accents(question) for question in asked]
        folded = {name: _judge(rank, unaccented) for name, rank in systems.items()}
    measured = {name: _measure(results) for name, results in judged.items()}
    slices: dict[str, Any] = {}
    for way in sorted({question.slice for question in asked}):
        rows = [row for row, question in enumerate(asked) if question.slice == way]
        slices[way] = _slice({n: [results[row] for row in rows] for n, results in judged.items()})
    slices[_FOLDED] = _slice(folded)
    return {
        "metrics": measured[FUSED],
        "lexical": measured[LEXICAL],
        "n": len(asked),
        "systems": measured,
        "slices": slices,
        "comparison": {
            "baseline": BIGRAMS,
            **{
                name: asdict(
                    paired_bootstrap(
                        [metric(*one) for one in judged[FUSED]],
                        [metric(*one) for one in judged[BIGRAMS]],
                    )
                )
                for name, metric in _METRICS.items()
            },
        },
    }


def _recall_at(cut: int) -> Callable[[list[str], tuple[str, ...]], float]:
    return lambda ranking, relevant: recall_at(ranking, relevant, cut)


#: What each question is given, by the name of the mean over all.
_METRICS: dict[str, Callable[[list[str], tuple[str, ...]], float]] = {
    "mrr": reciprocal_rank,
    **{f"recall@{cut}": _recall_at(cut) for cut in _CUTS},
    "ndcg@10": lambda ranking, relevant: ndcg_at(ranking, relevant, 10),
    "macro_f2": lambda ranking, relevant: f_measure_at(ranking, relevant, 1, 2),
}


def _judge(rank: Ranker, asked: Sequence[Question]) -> list[_Judged]:
    return [(rank(question.text), question.relevant) for question in asked]


def _measure(results: Sequence[_Judged]) -> dict[str, float]:
    return {name: mean([metric(*one) for one in results]) for name, metric in _METRICS.items()}


def _slice(judged: dict[str, list[_Judged]]) -> dict[str, Any]:
    return {
        "n": len(judged[FUSED]),
        "systems": {name: _measure(results) for name, results in judged.items()},
    }
