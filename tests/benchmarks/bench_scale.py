"""The library from 2,000 to 62,000 articles of law: build, reopen, add a file, cost of a query.

    python tests/benchmarks/bench_scale.py ARTICLES.jsonl.gz [--sizes 2000,8000,20000,62323]
        [--plain] [--out DIR]

ARTICLES holds a JSON line an article ({"topic", "number", "article", "heading", "effective",
"source_note", "text"}); they go in through the same path as the codification's own pages, which
cuts each into passages. Queries are headings of articles drawn at random.

Vectors are stand-ins, since only time is measured here: each is a random projection of the
passage's terms, so that like texts have like vectors as with a real model. Making real ones takes
hours and is no part of a query; embedding the query is not counted. Times are given as they passed
and, for queries, as used of the processor by all threads: other work on the machine adds to the
first and not to the second.

``--plain`` measures bm25s itself beside it in the same run: its own index of the same passages
with the same terms, saved and reopened by memory map. It holds all terms in memory while it builds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.corpus.codification import CodifiedArticle, CodifiedTopic  # noqa: E402
from assistant.language.dates import find_dates  # noqa: E402
from assistant.language.tokens import lexical_tokens  # noqa: E402
from assistant.library import Library  # noqa: E402
from assistant.library.codified import add_topic  # noqa: E402
from assistant.library.vectors import VectorSide  # noqa: E402
from assistant.retrieval.segment import Segment, hash_terms  # noqa: E402
from assistant.settings import Settings  # noqa: E402
from assistant.workspace import Workspace  # noqa: E402

SEED = 11
QUERIES = 200
K = 10
_BUCKETS, _DIMENSION = 1 << 14, 384
_CODE = re.compile(r"^(?:Điều|Phụ lục|Mục)\s+\S+\s*")
_KIND = re.compile(r"\(\s*(?:Điều\s+\S+\s+)?(\D+?) số ")


def read_topics(path: Path, limit: int) -> list[CodifiedTopic]:
    """The first ``limit`` articles, by topic."""
    topics: dict[str, list[CodifiedArticle]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for _, line in zip(range(limit), lines, strict=False):
            row = json.loads(line)
            kind = _KIND.match(row["source_note"])
            day = row["effective"] and find_dates("/".join(reversed(row["effective"].split("-"))))
            topics.setdefault(row["topic"], []).append(
                CodifiedArticle(
                    heading=_CODE.sub("", row["heading"]).strip(),
                    article=row["article"] or "",
                    kind=kind[1] if kind else "Văn bản",
                    number=row["number"] or "",
                    parts=(),
                    lines=tuple(line for line in row["text"].split("\n") if line.strip()),
                    effective=day[0].value if day else None,
                )
            )
    return [CodifiedTopic("", name, tuple(articles)) for name, articles in topics.items()]


class StandIn:
    """An embedding model in place of a real one: the terms of a text, projected at random."""

    loaded = True

    def __init__(self) -> None:
        rows = np.random.default_rng(SEED).normal(size=(_BUCKETS, _DIMENSION))
        self._directions = rows.astype(np.float32)
        self._idf = np.ones(_BUCKETS, np.float32)

    def load(self) -> None: ...

    def query(self, text: str) -> np.ndarray:
        buckets = (hash_terms(lexical_tokens(text)) % np.uint64(_BUCKETS)).astype(np.int64)
        return unit((self._directions[buckets] * self._idf[buckets][:, None]).sum(axis=0))

    def passages_of(self, segments: Sequence[Segment]) -> Iterator[tuple[str, np.ndarray]]:
        """Ids and vectors of every passage, from the counts of the lexical index."""
        from scipy.sparse import csr_matrix

        total = sum(len(segment) for segment in segments)
        held = np.zeros(_BUCKETS)
        for segment in segments:
            bucket = (segment.vocabulary % np.uint64(_BUCKETS)).astype(np.int64)
            np.add.at(held, bucket, np.diff(segment.starts))
        self._idf = np.log1p(total / (1 + held)).astype(np.float32)
        for segment in segments:
            bucket = (segment.vocabulary % np.uint64(_BUCKETS)).astype(np.int32)
            columns = np.repeat(bucket, np.diff(segment.starts))
            matrix = csr_matrix(
                (np.log1p(segment.counts.astype(np.float32)), (segment.rows, columns)),
                shape=(len(segment), _BUCKETS),
            )
            rows = unit(matrix @ (self._directions * self._idf[:, None]))
            for identifier, row in zip(segment.ids.tolist(), rows, strict=True):
                yield identifier.decode(), row


def unit(rows: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return (rows / np.maximum(length, 1e-9)).astype(np.float32)


def measure(topics: list[CodifiedTopic], home: Path, plain: bool) -> dict[str, Any]:
    settings = Settings(home=home, models=home / "models")
    figures: dict[str, Any] = {"articles": sum(len(topic.articles) for topic in topics)}
    with Library.open(settings) as library:
        seconds = clock(lambda: fill(library.workspace, topics))
        figures["read s"] = seconds
        figures["index s"] = clock(lambda: library.ingest([]))
        figures["passages"] = library.status().chunks
        passages = library.workspace.library.passages_of(all_sources(library))
        texts = [text for _, text, _ in passages]
    questions = draw(topics)
    opened: list[Library] = []
    figures["reopen s"] = clock(lambda: opened.append(reopened(settings, questions[0])))
    (library,) = opened
    with library:
        figures |= spread("words", lambda q: library.search(q, K, dense=False), questions)
        figures |= spread("scores alone", library._current().index.scores, questions)
        page = home / "them.md"
        page.write_text("# Báo cáo\n\nXã trồng cây mắc ca trên đất dốc.\n", "utf-8")
        figures["add a file s"] = clock(lambda: added(library, page))
    with use(StandIn()) as model, Library.open(settings, exclusive=True) as library:
        figures["vectors s"] = clock(lambda: embed(library, model))
        figures["Chroma s"] = clock(library.warm)
        figures |= spread("fused", lambda q: library.search(q, K), questions)
        assert library.search(questions[0], K)[0].dense is not None
        day = max(a.effective for t in topics for a in t.articles if a.effective)
        ask = partial(library.search, k=K, kind="law", as_of=day)
        figures |= spread("fused, filtered", ask, questions)
    if plain:
        figures |= measure_plain(texts, questions, home / "bm25s")
    figures["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return figures


def fill(workspace: Workspace, topics: list[CodifiedTopic]) -> None:
    for number, topic in enumerate(topics):
        digest = f"{number:08d}".ljust(64, "0")
        add_topic(workspace, topic, digest, f"phap-dien/{number}.html")


def all_sources(library: Library) -> list[str]:
    return [source.id for source in library.workspace.library.sources()]


def reopened(settings: Settings, question: str) -> Library:
    library = Library.open(settings)
    assert library.search(question, K, dense=False)
    return library


def added(library: Library, page: Path) -> None:
    library.ingest([page])
    assert "mắc ca" in library.search("trồng cây mắc ca", K, dense=False)[0].chunk.text


def embed(library: Library, model: StandIn) -> None:
    """Vectors of all passages into the workspace, in place of hours of a real model."""
    index = library._current().index
    chunks = dict(model.passages_of(index._segments))
    keys = dict(text_keys(library, chunks))
    library.workspace.vectors.add(library.settings.embedding_model, keys)


def text_keys(library: Library, rows: dict[str, np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    from assistant.workspace.library_store import text_hash

    for identifier, text, _ in library.workspace.library.passages_of(all_sources(library)):
        yield text_hash(text), rows[identifier]


class use:
    """Every library embeds with ``model`` inside the block."""

    def __init__(self, model: StandIn) -> None:
        self._model = model
        self._before: tuple[Any, Any] = (VectorSide._model, VectorSide.model_ready)

    def __enter__(self) -> StandIn:
        model = self._model

        def loaded(side: VectorSide) -> StandIn:
            side._embeddings = model  # type: ignore[assignment]
            return model

        VectorSide._model = loaded  # type: ignore[assignment,method-assign]
        VectorSide.model_ready = True  # type: ignore[assignment,method-assign]
        return model

    def __exit__(self, *_: object) -> None:
        VectorSide._model, VectorSide.model_ready = self._before  # type: ignore[method-assign]


def measure_plain(texts: list[str], questions: list[str], folder: Path) -> dict[str, Any]:
    import bm25s

    figures: dict[str, Any] = {}
    engine = bm25s.BM25(method="lucene", k1=1.0, b=0.6)

    def build() -> None:
        tokens = [[sys.intern(token) for token in lexical_tokens(text)] for text in texts]
        engine.index(tokens, show_progress=False)

    figures["bm25s index s"] = clock(build)
    engine.save(str(folder), show_progress=False)
    held: list[Any] = []

    def reopen() -> None:
        opened = bm25s.BM25.load(str(folder), mmap=True)
        opened.retrieve([lexical_tokens(questions[0])], k=K, show_progress=False)
        held.append(opened)

    figures["bm25s reopen s"] = clock(reopen)

    def ask(question: str) -> None:
        known = [t for t in lexical_tokens(question) if t in held[0].vocab_dict]
        if known:
            held[0].retrieve([known], k=K, show_progress=False)

    return figures | spread("bm25s", ask, questions)


def draw(topics: list[CodifiedTopic]) -> list[str]:
    headings = [a.heading for t in topics for a in t.articles if 4 <= len(a.heading.split()) <= 25]
    return random.Random(SEED).sample(headings, QUERIES)


def clock(step: Callable[[], object]) -> float:
    started = time.perf_counter()
    step()
    return time.perf_counter() - started


def spread(name: str, ask: Callable[[str], object], questions: Sequence[str]) -> dict[str, float]:
    passed, used = [], []
    for question in questions:
        begun, busy = time.perf_counter(), time.process_time()
        ask(question)
        passed.append((time.perf_counter() - begun) * 1e3)
        used.append((time.process_time() - busy) * 1e3)
    figures = {}
    for what, values in (("ms", passed), ("CPU ms", used)):
        cuts = statistics.quantiles(values, n=20)
        figures |= {f"{name} p50 {what}": cuts[9], f"{name} p95 {what}": cuts[18]}
    return figures


def table(rows: list[dict[str, Any]]) -> str:
    names = list(rows[0])
    lines = ["| | " + " | ".join(f"{row['articles']:,}" for row in rows) + " |"]
    lines.append("|---|" + "---:|" * len(rows))
    for name in names[1:]:
        cells = [
            f"{row[name]:,.2f}" if isinstance(row[name], float) else f"{row[name]:,}"
            for row in rows
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def plot(rows: list[dict[str, Any]], target: Path) -> None:
    """Cost of a query against the number of passages, on logarithmic axes."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4.5))
    passages = [row["passages"] for row in rows]
    for name in ("words", "fused", "fused, filtered", "bm25s"):
        for cut, style in (("p50", "-o"), ("p95", "--o")):
            key = f"{name} {cut} ms"
            if key in rows[0]:
                axes.plot(passages, [row[key] for row in rows], style, label=f"{name}, {cut}")
    first = rows[0]["words p50 ms"]
    linear = [first * count / passages[0] for count in passages]
    axes.plot(passages, linear, ":", color="grey", label="linear growth")
    axes.set(xscale="log", yscale="log", xlabel="passages", ylabel="ms a query")
    axes.legend(fontsize=7)
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(target, dpi=120)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--sizes", default="2000,8000,20000,62323")
    parser.add_argument("--plain", action="store_true", help="bm25s itself beside it")
    parser.add_argument("--out", type=Path, help="folder for the table and the plot")
    options = parser.parse_args()
    rows = []
    for size in map(int, options.sizes.split(",")):
        with tempfile.TemporaryDirectory() as home:
            rows.append(measure(read_topics(options.articles, size), Path(home), options.plain))
        print(table(rows), flush=True)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "scale.md").write_text(table(rows) + "\n", "utf-8")
        plot(rows, options.out / "scale.png")


if __name__ == "__main__":
    main()
