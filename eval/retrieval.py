"""The product's own search on any labelled set of passages and queries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from assistant.corpus import indexed_text
from assistant.domain import Chunk, UserError
from assistant.library.shelf import LexicalShelf
from assistant.library.vectors import VectorSide
from assistant.retrieval.search import HybridSearch
from assistant.settings import get_settings
from assistant.workspace import Workspace
from eval.metrics import mean, ndcg_at, recall_at, reciprocal_rank

_CUTS = (1, 5, 10, 20)
_DEPTH = 50
_SOURCE = "corpus"

Ranker = Callable[[str], list[str]]


def run_retrieval_eval(
    corpus: Path, queries: Path, progress: Callable[[str], None] | None = None
) -> dict[str, Any]:
    """Rank the corpus for every query and compare with what is relevant.

    Args:
        corpus: JSON lines {"id", "law_id", "article_id", "text"}.
        queries: JSON lines {"id", "text", "relevant": [ids]}.

    Returns:
        "metrics" of the product's search, "lexical" of its lexical side alone, "n" queries.
        Vectors are kept in the data folder, so that a second run does not make them again.

    Raises:
        UserError: a file cannot be read, a line lacks a field, or the model cannot be had.
    """
    say = progress or (lambda _message: None)
    passages = {str(line["id"]): line for line in _lines(corpus, ("id", "text"))}
    asked = [
        (str(line["text"]), [str(identifier) for identifier in line["relevant"]])
        for line in _lines(queries, ("text", "relevant"))
    ]
    if not passages or not asked:
        raise UserError("Tập đánh giá trống; cần ít nhất một đoạn văn và một câu hỏi.")
    settings = get_settings()
    home = settings.home / "eval" / hashlib.sha256(corpus.read_bytes()).hexdigest()[:16]
    workspace = Workspace.open(home)
    vectors = VectorSide(settings, workspace, home / "chroma")
    try:
        names = _fill(workspace, passages)
        shelf = LexicalShelf(home / "lexical")
        index = shelf.open(workspace.library.revision()) or shelf.build(workspace)
        search = HybridSearch(index)
        vectors.embed_pending(say, lambda: False)
        vectors.warm(owner=True)
        dense, embed = vectors.ready(owner=True)
        say(f"Đang chạy {len(asked)} câu hỏi…")

        def fused(query: str) -> list[str]:
            hits = search.search(query, _DEPTH, dense=dense, embed=embed)
            return [names[identifier] for identifier, _ in hits]

        def lexical(query: str) -> list[str]:
            return [names[identifier] for identifier, _ in search.search(query, _DEPTH)]

        return {
            "metrics": _measure(fused, asked),
            "lexical": _measure(lexical, asked),
            "n": len(asked),
        }
    finally:
        vectors.close_index()
        workspace.close()


def _measure(rank: Ranker, asked: list[tuple[str, list[str]]]) -> dict[str, float]:
    rankings = [(rank(query), relevant) for query, relevant in asked]
    metrics = {"mrr": mean([reciprocal_rank(*ranking) for ranking in rankings])}
    for cut in _CUTS:
        metrics[f"recall@{cut}"] = mean([recall_at(*ranking, cut) for ranking in rankings])
    metrics["ndcg@10"] = mean([ndcg_at(*ranking, 10) for ranking in rankings])
    return metrics


def _fill(workspace: Workspace, passages: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Put the corpus into its workspace once; returns the corpus's id of every passage."""
    chunks = [_chunk(identifier, line) for identifier, line in passages.items()]
    if not workspace.library.has_content(_SOURCE):
        workspace.library.add_source(
            _SOURCE, _SOURCE, _SOURCE, "law", "", [(c, indexed_text(c)) for c in chunks]
        )
    return dict(zip((chunk.id for chunk in chunks), passages, strict=True))


def _chunk(identifier: str, line: dict[str, Any]) -> Chunk:
    article = f"Điều {line['article_id']}" if line.get("article_id") else ""
    return Chunk(
        id=hashlib.sha256(identifier.encode()).hexdigest()[:24],
        text=str(line["text"]),
        source_id=_SOURCE,
        kind="law",
        path=article,
        title=str(line.get("law_id", "")),
        article=article or None,
    )


def _lines(path: Path, fields: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"Không đọc được “{path}”; cần tệp JSONL mã hóa UTF-8.") from error
    for number, line in enumerate(text.split("\n"), 1):  # JSON may hold other line ends
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise UserError(f"“{path.name}”, dòng {number}: không phải JSON hợp lệ.") from error
        missing = [f for f in fields if not isinstance(value, dict) or f not in value]
        if missing:
            raise UserError(f"“{path.name}”, dòng {number}: thiếu trường {', '.join(missing)}.")
        yield value
