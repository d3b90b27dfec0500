"""The rules, one module a topic. A new module here is found by itself."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules


@lru_cache(maxsize=1)
def load_rules() -> None:
    """Imports every module of this package, which registers its rules."""
    for module in sorted(iter_modules(__path__), key=lambda found: found.name):
        import_module(f"{__name__}.{module.name}")
