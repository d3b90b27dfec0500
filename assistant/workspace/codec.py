"""Domain values to and from JSON columns. Unknown keys of older or newer rows are ignored."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """Dataclasses, tuples, dates and enums as plain JSON values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value


def from_json(kind: type[T], data: Mapping[str, Any]) -> T:
    """The dataclass ``kind`` from what ``to_json`` made of one.

    Raises:
        TypeError: a field without a default is missing.
    """
    hints = _hints(cast(Hashable, kind))
    return kind(**{name: _read(hints[name], data[name]) for name in hints if name in data})


def many_from_json(kind: type[T], rows: Iterable[Mapping[str, Any]] | None) -> tuple[T, ...]:
    return tuple(from_json(kind, row) for row in rows or ())


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        inner = [option for option in get_args(hint) if option is not type(None)]
        return _read(inner[0], value)
    if origin is tuple:
        return tuple(_read(get_args(hint)[0], item) for item in value)
    if isinstance(hint, type):
        if dataclasses.is_dataclass(hint):
            return from_json(hint, value)
        if issubclass(hint, Enum):
            return hint(value)
        if hint is date:
            return date.fromisoformat(value)
    return value
