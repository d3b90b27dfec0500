"""Names of laws beyond the register's own entries, with which laws cited by name are delimited."""

from __future__ import annotations

from functools import lru_cache

import yaml

from assistant.resources import data_folder


@lru_cache(maxsize=1)
def known_law_names() -> tuple[str, ...]:
    """The names of ``knowledge/names/laws.yaml``; that a name is there says nothing of force."""
    text = (data_folder("knowledge") / "names" / "laws.yaml").read_text("utf-8")
    return tuple(yaml.load(text, Loader=yaml.CSafeLoader))
