"""What people ask for that the register does not have, so that nothing alike answers instead."""

from __future__ import annotations

from functools import lru_cache

import yaml

from assistant.domain import Instrument
from assistant.language.text import fold
from assistant.register import Register
from assistant.register.law_names import known_law_names
from assistant.resources import data_folder

_KIND = ""
#: The entry of what no document speaks of.
SMALL_TALK = "Việc riêng và việc thường ngày"


@lru_cache(maxsize=1)
def _matters() -> dict[str, list[str]]:
    """Name of a matter → how people ask for it, of ``knowledge/phrases/ask-outside.yaml``."""
    text = (data_folder("knowledge") / "phrases" / "ask-outside.yaml").read_text("utf-8")
    found: dict[str, list[str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


@lru_cache(maxsize=2)
def outside(register: Register) -> tuple[Instrument, ...]:
    """Stand-ins without a number: laws that ``register`` lacks and matters beyond it."""
    own = {fold(instrument.title) for instrument in register.all()}
    matters = dict(_matters())
    for name in known_law_names():
        matters.setdefault(name if fold(name).startswith("bo luat") else f"Luật {name}", [])
    return tuple(
        Instrument(
            id=f"ngoài sổ: {name}",
            number="",
            kind=_KIND,
            issuer="",
            title=name,
            ask_as=tuple(asked),
        )
        for name, asked in matters.items()
        if fold(name).removeprefix("luat ") not in own
    )


def is_outside(instrument: Instrument) -> bool:
    return not instrument.number
