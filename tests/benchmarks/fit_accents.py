"""Counts syllables and their pairs for the accent restorer, and says how often it is right.

    python tests/benchmarks/fit_accents.py ARTICLES.jsonl.gz [--write]

ARTICLES has one JSON object a line with "heading" and "text" (official texts). One article in
twenty is held out: the counts of the others restore it, and the share of its syllables that come
out as written is printed. ``--write`` then counts all of them into ``knowledge/language``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.language.restoration import SyllableModel  # noqa: E402
from assistant.language.text import fold, nfc  # noqa: E402

TARGET = ROOT / "knowledge" / "language" / "syllable-pairs.txt.gz"
HELD_OUT = 20
#: Rarer syllables and pairs cost space and bring nothing: .955 right with all, .950 with these.
LEAST = 10
MOST_TESTED = 2_000
WORD = re.compile(r"[^\W\d_]+")
BREAK = re.compile(r"[.;:,()\n“”\"]")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    with gzip.open(arguments.articles, "rt", encoding="utf-8") as lines:
        articles = [nfc(f"{row['heading']}\n{row['text']}") for row in map(json.loads, lines)]
    train = [text for number, text in enumerate(articles) if number % HELD_OUT]
    test = articles[::HELD_OUT][:MOST_TESTED]
    print(f"{share_right(SyllableModel(*count(train)), test):.4f} of held-out syllables right")
    if arguments.write:
        write(*count(articles))


def phrases(text: str) -> Iterator[list[str]]:
    for phrase in BREAK.split(text.lower()):
        yield WORD.findall(phrase)


def count(texts: Iterable[str]) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    counts: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for words in phrases(text):
            counts.update(words)
            pairs.update(pairwise(words))
    kept = {word: number for word, number in sorted(counts.items()) if number >= LEAST}
    return kept, {
        pair: number
        for pair, number in sorted(pairs.items())
        if number >= LEAST and pair[0] in kept and pair[1] in kept
    }


def share_right(model: SyllableModel, texts: Iterable[str]) -> float:
    right = total = 0
    for text in texts:
        for words in phrases(text):
            restored = model.restore([fold(word) for word in words])
            right += sum(a == b for a, b in zip(words, restored, strict=True))
            total += len(words)
    return right / total


def write(counts: dict[str, int], pairs: dict[tuple[str, str], int]) -> None:
    lines = [f"{word} {number}" for word, number in counts.items()]
    lines += [f"{first} {second} {number}" for (first, second), number in pairs.items()]
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{TARGET}: {len(counts)} syllables, {len(pairs)} pairs, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
