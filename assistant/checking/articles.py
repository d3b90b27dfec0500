"""How many articles an instrument has, and how many clauses each of them."""

from __future__ import annotations

from functools import lru_cache

import yaml

from assistant.resources import data_folder


def article_clauses(id: str) -> tuple[int | None, ...] | None:
    """The number of clauses of each article, from article 1; None inside where it is not known.

    None for an instrument of the register whose articles were not counted.
    """
    written = _counts().get(id)
    if written is None:
        return None
    return tuple(None if count == "?" else int(count) for count in written.split())


@lru_cache(maxsize=1)
def _counts() -> dict[str, str]:
    text = (data_folder("knowledge") / "structure" / "articles.yaml").read_text("utf-8")
    return dict(yaml.load(text, Loader=yaml.CSafeLoader))
