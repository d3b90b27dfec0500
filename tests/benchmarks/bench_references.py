"""Speed of finding references, beside eyecite's on English text of the same size and density.

    python tests/benchmarks/bench_references.py [--kilobytes 600] [--rounds 3]

eyecite (BSD) is no dependency of the project; without it only our own speed is printed. To have it:

    pip install --target DIR "eyecite==2.7.*"
    PYTHONPATH=DIR python tests/benchmarks/bench_references.py

Three texts are measured: articles of law as they come, the articles with the most references in
them, and the annotated sentences of commune offices (nearly every one cites something). For each Vietnamese document the benchmark writes an English one of the same number of UTF-8
bytes with as many citations as we find in the Vietnamese one, and both are read document by
document, in turns, on one core, in CPU time. A Vietnamese letter takes more bytes than an English
one, so the speed in letters is printed too.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.references import find_references  # noqa: E402
from eval.references import load_cases  # noqa: E402

ARTICLES = ROOT.parent / "shared" / "legal" / "texts" / "commune_instruments.jsonl"
SEED = 30

Find = Callable[[str], Sequence[Any]]

SUBJECTS = (
    "The district court", "The agency", "A reviewing panel", "The petitioner", "Counsel for the town",
    "The hearing officer", "The county board", "The trustee", "An applicant", "The commission",
)  # fmt: skip
VERBS = (
    "held that", "concluded that", "argued that", "was not persuaded that", "noted that",
    "repeatedly stated that", "declined to find that", "acknowledged that",
)  # fmt: skip
CLAUSES = (
    "the notice had been posted for thirty days", "the record supported the finding below",
    "residents were entitled to attend the meeting", "the fee schedule was properly adopted",
    "the permit could be renewed only once", "no prejudice resulted from the delay",
    "the duty to keep minutes is not discretionary", "the statute must be read as a whole",
    "the ordinance applied to existing structures", "the burden remained with the moving party",
    "the budget was amended after a public vote", "the delegation of authority was in writing",
)  # fmt: skip
LINKS = ("because", "although", "even if", "so long as", "and", "where")
PARTIES = (
    "Alder", "Brookfield", "Carver", "Dunmore", "Easton", "Farley", "Granger", "Holcomb", "Ives",
    "Jarvis", "Kessler", "Lindqvist", "Marlow", "Norwood", "Ortega", "Pruitt", "Quincy", "Rourke",
)  # fmt: skip
REPORTERS = ("U.S.", "F.2d", "F.3d", "F. Supp. 2d", "S. Ct.", "P.2d", "N.E.2d", "Cal. App. 4th")
CODES = ("U.S.C.", "C.F.R.")


@dataclass(frozen=True, slots=True)
class Speed:
    """Medians over the rounds."""

    megabytes_per_second: float
    megaletters_per_second: float
    found: int


def main() -> None:
    arguments = parse_arguments()
    if not ARTICLES.is_file():
        sys.exit(f"Không thấy {ARTICLES}; cần thư mục ../shared để đo.")
    stay_on_one_core()
    eyecite = load_eyecite()
    if eyecite is None:
        print("eyecite chưa được cài: chỉ đo phần của chúng ta (cách cài ở đầu tệp).")
    articles = read_articles()
    limit = arguments.kilobytes * 1000
    for name, texts in (
        ("as they come", every_few(articles, limit)),
        ("dense", densest(articles, limit)),
        ("commune sentences", pages_of_cases()),
    ):
        measure(name, texts, eyecite, arguments.rounds)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kilobytes", type=int, default=600, help="size of each text")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def measure(name: str, texts: list[str], eyecite: Find | None, rounds: int) -> None:
    counts = [len(find_references(text)) for text in texts]
    rng = random.Random(SEED)
    finders: list[tuple[str, Find, list[str]]] = [("ours", find_references, texts)]
    if eyecite is not None:
        english = [
            english_text(rng, len(text.encode()), count)
            for text, count in zip(texts, counts, strict=True)
        ]
        finders.append(("eyecite", eyecite, english))
    size = sum(len(text.encode()) for text in texts)
    print(f"\n{name}: {len(texts)} documents, {size / 1e3:.0f} kB, {sum(counts)} references")
    speeds = time_in_turns(finders, rounds)
    for label, speed in speeds.items():
        print(
            f"  {label:8} {speed.megabytes_per_second:7.3f} MB/s "
            f"{speed.megaletters_per_second:7.3f} M letters/s  "
            f"{speed.found} found, {speed.found / (size / 1e3):.2f} per kB"
        )
    if len(speeds) == 2:
        ours, theirs = speeds.values()
        print(
            f"  ratio    {ours.megabytes_per_second / theirs.megabytes_per_second:7.1f} in bytes, "
            f"{ours.megaletters_per_second / theirs.megaletters_per_second:.1f} in letters"
        )


def time_in_turns(finders: list[tuple[str, Find, list[str]]], rounds: int) -> dict[str, Speed]:
    """Each finder over its own texts, one after the other in every round; the first call of each,
    which compiles patterns, is not timed."""
    seconds: dict[str, list[float]] = {label: [] for label, _, _ in finders}
    found = {label: len(find(texts[0])) for label, find, texts in finders}
    for _ in range(rounds):
        for label, find, texts in finders:
            started = time.process_time()
            found[label] = sum(len(find(text)) for text in texts)
            seconds[label].append(time.process_time() - started)
    speeds = {}
    for label, _, texts in finders:
        took = statistics.median(seconds[label])
        speeds[label] = Speed(
            sum(len(text.encode()) for text in texts) / took / 1e6,
            sum(map(len, texts)) / took / 1e6,
            found[label],
        )
    return speeds


# --- Texts --------------------------------------------------------------------------------------


def read_articles() -> list[str]:
    lines = ARTICLES.read_text("utf-8").split("\n")
    return [text for line in lines if line if (text := json.loads(line)["text"])]


def every_few(articles: list[str], limit: int) -> list[str]:
    """Articles from all over the collection, up to ``limit`` bytes."""
    step = max(1, sum(len(text.encode()) for text in articles) // limit)
    return up_to(articles[::step], limit)


def densest(articles: list[str], limit: int) -> list[str]:
    """The articles with the most references a byte, a quarter of ``limit`` (few are dense)."""

    def density(text: str) -> float:
        return len(find_references(text)) / len(text.encode())

    long_enough = [text for text in articles if len(text) > 300]
    return up_to(sorted(long_enough, key=density, reverse=True), limit // 4)


def pages_of_cases() -> list[str]:
    """The annotated sentences, twenty to a document."""
    sentences = [case["text"] for case in load_cases()]
    random.Random(SEED).shuffle(sentences)
    return ["\n".join(sentences[i : i + 20]) for i in range(0, len(sentences), 20)]


def up_to(texts: list[str], limit: int) -> list[str]:
    taken, size = [], 0
    for text in texts:
        if size >= limit:
            break
        taken.append(text)
        size += len(text.encode())
    return taken


def english_text(rng: random.Random, size: int, citations: int) -> str:
    """English legal prose of ``size`` bytes with ``citations`` citations spread over it."""
    sentences: list[str] = []
    length = 0
    cited = cases(rng)
    while length < size:
        # A citation is due whenever the part written lags behind the part cited.
        due = len([s for s in sentences if s.startswith("See ")]) * size < citations * length
        sentence = f"See {next(cited)}." if due and citations else prose(rng)
        sentences.append(sentence)
        length += len(sentence) + 1
    return " ".join(sentences)[:size]


def prose(rng: random.Random) -> str:
    first, second = rng.sample(CLAUSES, 2)
    return f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {first} {rng.choice(LINKS)} {second}."


def cases(rng: random.Random) -> Iterator[str]:
    """Citations: cases in full, statutes and regulations, short forms of the last case."""
    while True:
        one, two = rng.sample(PARTIES, 2)
        volume, page = rng.randint(2, 590), rng.randint(1, 1400)
        reporter = rng.choice(REPORTERS)
        yield f"{one} v. {two}, {volume} {reporter} {page} ({rng.randint(1950, 2020)})"
        if rng.random() < 0.6:
            code = rng.choice(CODES)
            yield f"{rng.randint(1, 50)} {code} § {rng.randint(100, 4999)}"
        if rng.random() < 0.4:
            yield f"{one}, {volume} {reporter} at {page + rng.randint(1, 20)}"


# --- Set-up -------------------------------------------------------------------------------------


def load_eyecite() -> Find | None:
    try:
        from eyecite import get_citations
    except ImportError:
        return None
    return get_citations  # with its default tokenizer


def stay_on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


if __name__ == "__main__":
    main()
