"""Counts articles and clauses of the register's instruments in official texts.

Writes ``knowledge/structure/articles.yaml``, by which REF012 knows what an instrument does not
have. A text is trusted when its last article closes an instrument (entry into force, transition,
detailed rules, implementation); amending instruments are left out, since their articles carry the
numbers of others. Where the last article of anything but a law is the one on entry into force, one
more is allowed for: the codification leaves articles on implementation out of some instruments.

    python -m tests.benchmarks.count_articles TEXTS.jsonl [TEXTS.jsonl.gz …]

Lines are ``{"number", "article": "Điều 5", "head" or "heading", "text"}``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from assistant.language.text import fold, nfc
from assistant.register import load_register

_TARGET: Final = Path(__file__).parents[2] / "knowledge" / "structure" / "articles.yaml"
_ARTICLE: Final = re.compile(r"Điều (\d+)")
_CLOSING: Final = re.compile(
    r"thi hanh|to chuc thuc hien|chuyen tiep|quy dinh chi tiet|trach nhiem"
)
_MAY_GO_ON: Final = re.compile(r"hieu luc(?!.*(?:trach nhiem|to chuc))")
_CLAUSE: Final = re.compile(r"^(\d{1,2})\.\s", re.MULTILINE)
_HEAD: Final = """\
# Số khoản của từng điều (một số cho mỗi điều, từ Điều 1; "?" khi không biết), theo mã trong kho văn
# bản. Sinh bởi tests/benchmarks/count_articles.py từ Bộ pháp điển; chỉ gồm văn bản đếm được chắc.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path)
    texts: dict[str, dict[int, tuple[str, str]]] = defaultdict(dict)
    for path in parser.parse_args().texts:
        for row in _rows(path):
            if match := _ARTICLE.fullmatch(nfc(row["article"] or "")):
                heading = row.get("head") or row.get("heading") or ""
                texts[row["number"]].setdefault(int(match[1]), (heading, row["text"]))
    register = load_register()
    lines = []
    for number, articles in sorted(texts.items()):
        known = register.by_number(number)
        if len(known) != 1 or fold(known[0].title).startswith("sua doi"):
            continue
        last = max(articles)
        heading = fold(nfc(articles[last][0]))
        if not _CLOSING.search(heading):
            continue
        counts = [
            str(_clauses(articles[n][1])) if n in articles else "?" for n in range(1, last + 1)
        ]
        if "/QH" not in number and _MAY_GO_ON.search(heading):
            counts.append("?")
        lines.append(f'"{known[0].id}": "{" ".join(counts)}"\n')
    _TARGET.write_text(_HEAD + "".join(lines), "utf-8")
    print(f"{len(lines)} instruments → {_TARGET}")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _clauses(text: str) -> int | str:
    """The number of clauses; "?" where their numbers are not 1, 2, 3 …."""
    numbers = [int(number) for number in _CLAUSE.findall(text)]
    return len(numbers) if numbers == list(range(1, len(numbers) + 1)) else "?"


if __name__ == "__main__":
    main()
