"""The library from 2,000 to 62,000 articles of law: build, reopen, add a file, cost of a query.

    python tests/benchmarks/bench_scale.py ARTICLES.jsonl.gz --home DIR [--questions FILE.jsonl]
        [--sizes 2000,8000,20000,62323] [--fused 2000,62323] [--minutes 10] [--plain] [--out DIR]

ARTICLES holds a JSON line an article (see ``scale_corpus``); they go in through the same path as
the codification's own pages, which cuts each into passages. One library in DIR grows from size to
size, by whole topics; what has been done is kept there, so that a run that was stopped goes on
from where it was, and one that is done only prints. Seconds of building add up over the sizes.

Questions are those of FILE ("text" on each line) or headings of the articles. For as many passages
of the first size as can be embedded in ``--minutes``, in the order of the topics, vectors are
**real**; all others get **synthetic** ones, copies of real vectors with noise. Chroma's recall is
measured over the real ones alone, time over all. A query is embedded by the real model; the search
is timed with it, and again with the vector at hand.

Times are given as they passed and as used of the processor by all threads: other work on the
machine adds to the first and not to the second.

``--plain`` measures bm25s itself at the largest size in the same run: its own index of the same passages with the same
terms, saved and reopened by memory map. It grows by being built again, and holds all terms in
memory while it is.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import statistics
import sys
import time
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.language.tokens import lexical_tokens  # noqa: E402
from assistant.library import Library  # noqa: E402
from assistant.library.codified import add_topic  # noqa: E402
from assistant.retrieval.embeddings import SentenceEmbeddings  # noqa: E402
from assistant.settings import Settings, get_settings  # noqa: E402
from tests.benchmarks.scale_corpus import read_topics  # noqa: E402
from tests.benchmarks.scale_page import plot, table  # noqa: E402
from tests.benchmarks.scale_vectors import (  # noqa: E402
    add_copies,
    make_real,
    passages_in_order,
    real_rows,
    recall_of_chroma,
)

SEED = 11
QUERIES = 100
K = 10
_STATE = "scale.json"


class State:
    """Figures of what is done, kept in the folder of the library."""

    def __init__(self, home: Path) -> None:
        self._file = home / _STATE
        self.held: dict[str, Any] = {
            "rows": [],
            "spent": {},
            "vectors": {},
            "real": [],
            "parts": {},
        }
        if self._file.exists():
            self.held |= json.loads(self._file.read_text("utf-8"))

    def save(self) -> None:
        unfinished = self._file.with_suffix(".tmp")
        unfinished.write_text(json.dumps(self.held), "utf-8")
        os.replace(unfinished, self._file)

    def spend(self, name: str, step: Callable[[], object]) -> None:
        """Do a step of building and add its seconds to those of earlier ones."""
        spent = self.held["spent"]
        spent[name] = spent.get(name, 0.0) + clock(step)
        self.save()


def grow(settings: Settings, state: State, articles: Path, size: int) -> dict[str, Any]:
    """Add topics until there are ``size`` articles, index them; the figures of building."""
    opened: list[Library] = []
    # What a run that was stopped had read is indexed when the library is opened.
    state.spend("index s", lambda: opened.append(Library.open(settings)))
    (library,) = opened
    with library:
        workspace, count = library.workspace, 0
        for number, topic in enumerate(read_topics(articles)):
            if count >= size:
                break
            count += len(topic.articles)
            digest = f"{number:08d}".ljust(64, "0")
            if workspace.library.has_content(digest) is None:
                place = f"phap-dien/{number}.html"
                state.spend("read s", partial(add_topic, workspace, topic, digest, place))
        state.spend("index s", lambda: library.ingest([]))
        passages = library.status().chunks
    return {"articles": count, "passages": passages, **state.held["spent"]}


def ask_by_words(settings: Settings, questions: Sequence[str], page: Path) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    opened: list[Library] = []
    figures["reopen s"] = clock(lambda: opened.append(reopened(settings, questions[0])))
    (library,) = opened
    with library:
        figures |= spread("words", lambda q: library.search(q, K, dense=False), questions)
        figures |= spread("scores alone", library._current().index.scores, questions)
        page.write_text("# Báo cáo\n\nXã trồng cây mắc ca trên đất dốc.\n", "utf-8")
        figures["add a file s"] = clock(lambda: added(library, page))
        (own,) = (s for s in library.workspace.library.sources("office") if s.name == page.name)
        library.remove([own.id])
    return figures


class Remembering:
    """The real model, which may be told to give the vectors of queries that it has made before."""

    loaded = True

    def __init__(self, model: SentenceEmbeddings) -> None:
        self.model = model
        self.held: dict[str, np.ndarray] = {}
        self.at_hand = False

    def load(self) -> None:
        self.model.load()

    def query(self, text: str) -> np.ndarray:
        if self.at_hand and text in self.held:
            return self.held[text]
        self.held[text] = self.model.query(text)
        return self.held[text]


def ask_by_meaning(
    settings: Settings, state: State, questions: Sequence[str], seconds: float
) -> dict[str, Any]:
    """Vectors for every passage, Chroma in line with them, and the cost of the fused search."""
    figures: dict[str, Any] = {}
    with Library.open(settings, exclusive=True) as library:
        model = Remembering(SentenceEmbeddings(settings.embedding_model, settings.models))
        model.load()
        library._vectors._embeddings = model  # type: ignore[assignment]
        keys = [key for _, key in passages_in_order(library)]
        real = add_vectors(library, state, model.model, keys, seconds)
        figures["real vectors"] = len(real.keys() & set(keys))
        state.spend("Chroma s", library.warm)
        figures["Chroma s"] = state.held["spent"]["Chroma s"]
        figures |= spread("embedding", model.query, questions)
        figures |= spread("fused with embedding", lambda q: library.search(q, K), questions)
        assert library.search(questions[0], K)[0].dense is not None
        model.at_hand = True
        figures |= spread("fused", lambda q: library.search(q, K), questions)
        day = library.workspace.library.chunks(library.workspace.vectors.ids("e5-small")[:500])
        latest = max(chunk.valid_from for chunk in day.values() if chunk.valid_from)
        ask = partial(library.search, k=K, kind="law", as_of=latest)
        figures |= spread("fused, filtered", ask, questions)
        if real:
            folder = settings.home / "recall"
            queries = np.array([model.query(question) for question in questions])
            state.held["recall"] = recall_of_chroma(
                folder, np.array(list(real.values())), queries, K
            )
            shutil.rmtree(folder, ignore_errors=True)
            state.save()
    return figures


def add_vectors(
    library: Library,
    state: State,
    model: SentenceEmbeddings,
    keys: Sequence[str],
    seconds: float,
) -> dict[str, np.ndarray]:
    """Real vectors as long as there is time, copies of them for the rest; the real ones by key."""
    # Copies of an earlier size are real no more than those of this one.
    made = make_real(library, model, keys, seconds) if not state.held["real"] else None
    if made is not None:
        pending = {text.key for text in library.workspace.vectors.pending(model.name)}
        state.held["real"] = sorted(set(keys) - pending)
        state.held["vectors"] = made
        state.save()
    real = real_rows(library, state.held["real"])
    add_copies(library, np.array(list(real.values())))
    return real


def measure_plain(library: Library, questions: Sequence[str], folder: Path) -> dict[str, Any]:
    import bm25s

    figures: dict[str, Any] = {}
    sources = sorted(source.id for source in library.workspace.library.sources())
    texts = (text for _, text, _ in library.workspace.library.passages_of(sources))

    def build() -> None:
        engine = bm25s.BM25(method="lucene", k1=1.0, b=0.6)
        numbers: dict[str, int] = {}
        # Numbers in place of terms, four bytes each: as terms they would not fit in memory.
        tokens = [numbered(text, numbers) for text in texts]
        engine.index((tokens, numbers), show_progress=False)
        engine.save(str(folder), show_progress=False)

    figures["bm25s index s"] = clock(build)
    held: list[Any] = []

    def reopen() -> None:
        opened = bm25s.BM25.load(str(folder), mmap=True)
        held.append(opened)
        ask(questions[0])

    def ask(question: str) -> None:
        known = [t for t in lexical_tokens(question) if t in held[0].vocab_dict]
        if known:
            held[0].retrieve([known], k=K, show_progress=False)

    figures["bm25s reopen s"] = clock(reopen)
    figures |= spread("bm25s", ask, questions)
    shutil.rmtree(folder, ignore_errors=True)
    return figures


def numbered(text: str, numbers: dict[str, int]) -> array[int]:
    return array("i", [numbers.setdefault(term, len(numbers)) for term in lexical_tokens(text)])


def reopened(settings: Settings, question: str) -> Library:
    library = Library.open(settings)
    assert library.search(question, K, dense=False)
    return library


def added(library: Library, page: Path) -> None:
    library.ingest([page])
    assert "mắc ca" in library.search("trồng cây mắc ca", K, dense=False)[0].chunk.text


def size_of(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def draw(articles: Path, size: int) -> list[str]:
    headings: list[str] = []
    count = 0
    for topic in read_topics(articles):
        if count >= size:
            break
        count += len(topic.articles)
        headings += [a.heading for a in topic.articles if 4 <= len(a.heading.split()) <= 25]
    return random.Random(SEED).sample(headings, QUERIES)


def read_questions(path: Path) -> list[str]:
    lines = path.read_text("utf-8").split("\n")
    questions = [json.loads(line)["text"] for line in lines if line.strip()]
    return random.Random(SEED).sample(questions, min(QUERIES, len(questions)))


def clock(step: Callable[[], object]) -> float:
    started = time.perf_counter()
    step()
    return time.perf_counter() - started


def spread(name: str, ask: Callable[[str], object], questions: Iterable[str]) -> dict[str, float]:
    """Median and 95th percentile of the time of a question, as it passed and of the processor."""
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


def measure(
    settings: Settings,
    state: State,
    size: int,
    options: argparse.Namespace,
    plain: bool,
    by_meaning: bool,
) -> dict[str, Any]:
    home = settings.home

    def part(name: str, step: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """What was measured before a run was stopped is not measured again."""
        done = state.held["parts"].setdefault(f"{size} {name}", {})
        if not done:
            done |= step()
            state.save()
        return done

    if options.questions:
        questions = read_questions(options.questions)
    else:
        questions = draw(options.articles, size)
    figures = dict(part("grow", lambda: grow(settings, state, options.articles, size)))
    figures |= part("words", lambda: ask_by_words(settings, questions, home / "them.md"))
    if plain:
        with Library.open(settings) as library:
            measured = partial(measure_plain, library, questions, home / "bm25s")
            figures |= part("bm25s", measured)
    if by_meaning:
        seconds = 60 * options.minutes
        figures |= part("meaning", lambda: ask_by_meaning(settings, state, questions, seconds))
    figures["words on disk MB"] = size_of(home / "index" / "lexical")
    figures["Chroma on disk MB"] = size_of(home / "index" / "chroma")
    figures["database MB"] = size_of(home) - size_of(home / "index")
    figures["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures["load"] = os.getloadavg()[0]
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--home", type=Path, required=True, help="folder that keeps what is done")
    parser.add_argument("--questions", type=Path, help="JSON lines with text")
    parser.add_argument("--sizes", default="2000,8000,20000,62323")
    parser.add_argument("--fused", help="those of the sizes that get vectors; all by default")
    parser.add_argument("--minutes", type=float, default=10, help="for real vectors")
    parser.add_argument("--plain", action="store_true", help="bm25s itself at the largest size")
    parser.add_argument("--out", type=Path, help="folder for the table and the plot")
    options = parser.parse_args()
    options.home.mkdir(parents=True, exist_ok=True)
    settings = Settings(home=options.home, models=get_settings().models)
    state = State(options.home)
    rows = state.held["rows"]
    sizes = [int(size) for size in options.sizes.split(",")]
    fused = sizes if options.fused is None else [int(size) for size in options.fused.split(",")]
    for size in sizes:
        if not rows or rows[-1]["articles"] < size:
            plain = options.plain and size == sizes[-1]
            rows.append(measure(settings, state, size, options, plain, size in fused))
            state.save()
            print(table(state.held), flush=True)
    print(table(state.held))
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        plot(rows, options.out / "scale.png")
        (options.out / "scale.md").write_text(table(state.held), "utf-8")


if __name__ == "__main__":
    main()
