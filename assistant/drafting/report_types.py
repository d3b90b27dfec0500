"""Which kind of report a title names."""

from __future__ import annotations

from functools import lru_cache

import yaml

from assistant.checking.statements import any_of
from assistant.language.text import fold
from assistant.resources import data_folder


def report_type_of(title: str) -> str | None:
    """The report type that ``title`` speaks of; None where it names none, or more than one."""
    folded = " ".join(fold(title).split())
    found = [name for name, words in _words().items() if any_of(words).search(folded)]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    text = (data_folder("knowledge") / "structure" / "report-types.yaml").read_text("utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return {name: tuple(words) for name, words in data.items()}
