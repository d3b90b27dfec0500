"""Reads ``knowledge/instruments/*.yaml`` into a :class:`Register`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources.abc import Traversable

import yaml
from pydantic import ValidationError

from assistant.domain import Instrument
from assistant.register.register import Register
from assistant.register.schema import InstrumentEntry
from assistant.resources import data_folder


def read_instruments(folder: Traversable) -> list[Instrument]:
    """All entries of the YAML files in ``folder``, in file and entry order.

    Raises:
        ValueError: an entry is malformed or an id occurs twice; says which file and entry.
    """
    instruments: list[Instrument] = []
    seen: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if not file.name.endswith(".yaml"):
            continue
        for raw in yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader) or []:
            try:
                entry = InstrumentEntry.model_validate(raw)
            except ValidationError as error:
                raise ValueError(f"{file.name}: {raw.get('id', raw)!r}: {error}") from error
            if entry.id in seen:
                raise ValueError(f"{file.name}: {entry.id!r} is already in {seen[entry.id]}")
            seen[entry.id] = file.name
            instruments.append(entry.instrument())
    return instruments


@lru_cache(maxsize=1)
def load_register() -> Register:
    """The shipped register, read once a process."""
    return Register(read_instruments(data_folder("knowledge") / "instruments"))
