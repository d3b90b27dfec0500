"""Articles of the codification from one file of JSON lines, as topics that the library takes in."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from assistant.corpus.codification import CodifiedArticle, CodifiedTopic
from assistant.language.dates import find_dates

_CODE = re.compile(r"^(?:Điều|Phụ lục|Mục)\s+\S+\s*")
_KIND = re.compile(r"\(\s*(?:Điều\s+\S+\s+)?(\D+?) số ")


def read_topics(path: Path) -> Iterator[CodifiedTopic]:
    """The topics in the order of the file, which has the articles of each one together.

    Args:
        path: gzipped JSON lines {"topic", "number", "article", "heading", "effective",
            "source_note", "text"}.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        for name, members in groupby(rows, lambda row: str(row["topic"])):
            yield CodifiedTopic("", name, tuple(map(_article, members)))


def _article(row: dict[str, Any]) -> CodifiedArticle:
    kind = _KIND.match(row["source_note"])
    day = row["effective"] and find_dates("/".join(reversed(row["effective"].split("-"))))
    return CodifiedArticle(
        heading=_CODE.sub("", row["heading"]).strip(),
        article=row["article"] or "",
        kind=kind[1] if kind else "Văn bản",
        number=row["number"] or "",
        parts=(),
        lines=tuple(line for line in row["text"].split("\n") if line.strip()),
        effective=day[0].value if day else None,
    )
