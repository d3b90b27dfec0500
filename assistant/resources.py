"""Where the shipped data (``knowledge/``, ``prompts/``) is read from.

In a checkout the folders stand beside the package; in a wheel they travel inside it as
``assistant/_data``. One function hides the difference.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def data_folder(name: str) -> Traversable:
    """The shipped folder ``name`` ("knowledge" or "prompts").

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    package = files("assistant")
    packed = package / "_data" / name
    if packed.is_dir():
        return packed
    beside = Path(str(package)).parent / name
    if beside.is_dir():
        return beside
    raise FileNotFoundError(f"shipped folder {name!r} is missing from this installation")


def checkout_root() -> Path | None:
    """The folder that holds ``app.py`` when this runs from a checkout, else None."""
    root = Path(str(files("assistant"))).parent
    return root if (root / "app.py").is_file() and (root / "pyproject.toml").is_file() else None
