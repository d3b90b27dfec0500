"""Counts the syllables of Vietnamese official text for ``assistant.language.syllables``.

    python tests/benchmarks/count_syllables.py ARTICLES.jsonl[.gz]… [--hold-out PERCENT]

Each line of a file is an article: ``{"text": …, "law_id"|"number": …}``. The texts of ``knowledge/``
are counted as well. Only counts are kept: how often each syllable occurs and ends a clause, and how
often two follow each other. ``--hold-out`` leaves out that share of the instruments (by the hash of
their names), for measuring on text that was not counted; the shipped file leaves out 10 %.
Writes ``knowledge/language/syllables.bin``, prints what is in it, and how many of the syllables that
were left out the accent restorer gets right from it (``assistant.language.restoration``).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from assistant.language.restoration import most_probable
from assistant.language.syllables import Syllables, pack
from assistant.language.text import fold, nfc

ROOT = Path(__file__).resolve().parents[2]
TOKEN = re.compile(r"[^\W\d_]+|[.;:!?…\n,()\[\]\"“”/0-9%–-]")
WORD = re.compile(r"[^\W\d_]+")
PHRASE = re.compile(r"[.;:,()\n“”\"]")
MOST_TESTED = 2_000  # articles
FEWEST_OF_ONE, FEWEST_OF_TWO = 5, 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--hold-out", type=int, default=10)
    options = parser.parse_args()
    single: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    pair_ends: Counter[tuple[str, str]] = Counter()
    for text in _texts(options.files, options.hold_out):
        _count(text, single, ends, pairs, pair_ends)
    kept = {word: times for word, times in single.items() if times >= FEWEST_OF_ONE}
    known_pairs = {
        pair: times
        for pair, times in pairs.items()
        if times >= FEWEST_OF_TWO and pair[0] in kept and pair[1] in kept
    }
    data = pack(kept, ends, known_pairs, pair_ends)
    target = ROOT / "knowledge" / "language" / "syllables.bin"
    target.write_bytes(data)
    print(f"{len(kept)} syllables, {len(known_pairs)} pairs, {len(data)} bytes")
    if options.hold_out:
        left_out = islice(_articles(options.files, options.hold_out, left_out=True), MOST_TESTED)
        right = _share_restored(left_out, Syllables(data))
        print(f"{right:.4f} of the accents of what was left out are restored")


def held_out(name: str, percent: int) -> bool:
    """Whether the instrument ``name`` is among the ``percent`` that are left out."""
    return zlib.crc32(name.encode()) % 100 < percent


def _articles(files: list[Path], hold_out: int, *, left_out: bool) -> Iterator[str]:
    """The articles of the instruments that are counted, or of those that are left out."""
    for file in files:
        packed = file.suffix == ".gz"
        with gzip.open(file, "rt", encoding="utf-8") if packed else file.open() as lines:
            for line in lines:
                article = json.loads(line)
                name = article.get("law_id") or article.get("number") or ""
                if held_out(name, hold_out) is left_out:
                    yield article["text"]


def _texts(files: list[Path], hold_out: int) -> Iterator[str]:
    yield from _articles(files, hold_out, left_out=False)
    for path in sorted((ROOT / "knowledge").rglob("*")):
        if path.suffix in (".yaml", ".md") and ".notes." not in path.name:
            text = path.read_text("utf-8")
            yield "\n".join(line for line in text.splitlines() if _is_accented(line))


def _share_restored(texts: Iterable[str], counts: Syllables) -> float:
    right = total = 0
    for text in texts:
        for phrase in PHRASE.split(nfc(text).lower()):
            words = WORD.findall(phrase)
            restored = most_probable([fold(word) for word in words], counts)
            right += sum(a == b for a, b in zip(words, restored, strict=True))
            total += len(words)
    return right / total


def _is_accented(line: str) -> bool:
    """Lines of keys and of words without accents would teach misspellings."""
    return any(ord(character) > 0xBF for character in line)


def _count(
    text: str,
    single: Counter[str],
    ends: Counter[str],
    pairs: Counter[tuple[str, str]],
    pair_ends: Counter[tuple[str, str]],
) -> None:
    before = previous = ""
    for token in (*TOKEN.findall(nfc(text)), "."):
        if not token[0].isalpha():
            if previous and token in ".;:!?…\n":
                ends[previous] += 1
                if before:
                    pair_ends[before, previous] += 1
            before = previous = ""
            continue
        word = token.lower()
        single[word] += 1
        if previous:
            pairs[previous, word] += 1
        before, previous = previous, word


if __name__ == "__main__":
    main()
