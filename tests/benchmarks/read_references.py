"""Every reference of a large body of law: time, sanity of the spans, and a sample to read by hand.

    python tests/benchmarks/read_references.py [ARTICLES.jsonl.gz] [--hits 100] [--seed 1]

ARTICLES holds one JSON object a line with ``number``, ``article`` and ``text``. The program fails
when a span does not slice to what was found or two references overlap. The sample has at most 40
back references ("Nghị định này"), which are the most frequent and the least interesting; whoever
reads it counts how many are right in kind, number, date, issuer and pinpoint.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.domain import Reference  # noqa: E402
from assistant.references import find_references  # noqa: E402
from assistant.register import load_register  # noqa: E402

ARTICLES = ROOT.parent / "shared" / "legal" / "texts" / "phapdien.jsonl.gz"
MOST_BACK = 40
BEFORE, BEHIND = 160, 170  # characters shown around a hit


def shape(reference: Reference) -> str:
    """How the reference is written: with its whole number, serial only, by name, or back."""
    if reference.code:
        return "numbered"
    if reference.number:
        return "short"
    return "named" if reference.title else "back"


def articles(path: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield f"{record['number']} {record['article']}", record["text"]


def check(name: str, text: str, found: list[Reference]) -> None:
    last = 0
    for reference in found:
        if reference.span.of(text) != reference.text or reference.span.start < last:
            sys.exit(f"{name}: wrong span {reference.span} of “{reference.text}”")
        last = reference.span.end


def sample(
    hits: list[tuple[str, str, Reference]], size: int, seed: int
) -> list[tuple[str, str, Reference]]:
    random.Random(seed).shuffle(hits)
    chosen: list[tuple[str, str, Reference]] = []
    back = 0
    for hit in hits:
        if shape(hit[2]) == "back":
            if back == MOST_BACK:
                continue
            back += 1
        chosen.append(hit)
        if len(chosen) == size:
            break
    return sorted(chosen, key=lambda hit: shape(hit[2]))


def show(place: int, name: str, text: str, reference: Reference) -> None:
    span = reference.span
    around = (
        f"{text[max(0, span.start - BEFORE) : span.start]}⟦{span.of(text)}⟧"
        f"{text[span.end : span.end + BEHIND]}"
    ).replace("\n", " ⏎ ")
    pinpoints = [(p.article, p.clause, p.point) for p in reference.pinpoints]
    print(
        f"#{place} [{name}] {shape(reference)} | {reference.kind} | {reference.number} | "
        f"{reference.signed} | {reference.issuer} | {reference.title} | {pinpoints} | "
        f"{reference.problems}\n    {around}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("articles", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--hits", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    names = load_register().law_names
    seconds, slowest = 0.0, (0.0, "")
    letters = count = 0
    hits: list[tuple[str, str, Reference]] = []
    for name, text in articles(options.articles):
        begun = time.process_time()
        found = list(find_references(text, names))
        took = time.process_time() - begun
        check(name, text, found)
        seconds += took
        slowest = max(slowest, (took, name))
        letters += len(text)
        count += 1
        hits += [(name, text, reference) for reference in found]
    shapes = Counter(shape(reference) for _, _, reference in hits)
    print(
        f"{count} articles, {letters / 1e6:.1f} million letters: {len(hits)} references "
        f"({', '.join(f'{n} {what}' for what, n in shapes.most_common())}) in {seconds:.1f} s of "
        f"CPU; slowest {slowest[0]:.3f} s ({slowest[1]}); no crash, every span right"
    )
    for place, hit in enumerate(sample(hits, options.hits, options.seed), start=1):
        show(place, *hit)


if __name__ == "__main__":
    main()
