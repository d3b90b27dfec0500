"""The register in use: ``knowledge/instruments/*.yaml`` and over it ``TLBC_HOME/instruments``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path

from assistant.domain import Instrument, UserError
from assistant.register.cache import File, through_cache
from assistant.register.layers import overlay
from assistant.register.register import Register
from assistant.resources import data_folder
from assistant.settings import get_settings

#: Name, size and time of change of each file of the office: when one differs, all are read anew.
_Stamp = tuple[tuple[str, int, int], ...]


def read_instruments(folder: Traversable) -> list[Instrument]:
    """All entries of the YAML files in ``folder``, in file and entry order; none if it is absent.

    Raises:
        UserError: a file or entry is malformed or an id occurs twice; says which file and entry.
    """
    return parse_files(_files(folder))


def _files(folder: Traversable) -> list[File]:
    if not folder.is_dir():
        return []
    files = [file for file in folder.iterdir() if file.name.endswith(".yaml") and file.is_file()]
    return [(file.name, _bytes(file)) for file in sorted(files, key=lambda file: file.name)]


def _bytes(file: Traversable) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise UserError(
            f"Không đọc được tệp {file.name} của sổ văn bản: hãy kiểm tra quyền đọc tệp."
        ) from None


def parse_files(files: Sequence[File]) -> list[Instrument]:
    """The entries of several files of one set.

    Raises:
        UserError: a file is no UTF-8, a file or entry is malformed, or an id occurs twice.
    """
    from assistant.register.entries import parse_entries

    instruments: list[Instrument] = []
    seen: dict[str, str] = {}
    for name, content in files:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UserError(
                f"Tệp {name} không phải văn bản UTF-8: hãy lưu lại với mã hóa UTF-8."
            ) from None
        for instrument in parse_entries(name, text):
            if instrument.id in seen:
                raise UserError(
                    f"Tệp {name}: văn bản “{instrument.id}” đã có trong {seen[instrument.id]}, "
                    "hãy bỏ một trong hai."
                )
            seen[instrument.id] = name
            instruments.append(instrument)
    return instruments


def _cached(folder: Traversable, name: str) -> tuple[Instrument, ...]:
    kept = get_settings().models.parent / "register"
    return tuple(through_cache(kept, name, _files(folder), parse_files))


@lru_cache(maxsize=1)
def shipped_instruments() -> tuple[Instrument, ...]:
    """The entries that come with the program, read once a process."""
    return _cached(data_folder("knowledge") / "instruments", "shipped")


def horizon() -> date | None:
    """The day to which the shipped register was verified; entries of the office do not move it."""
    return max((i.verified_on for i in shipped_instruments() if i.verified_on), default=None)


def office_folder() -> Path:
    """Where the office keeps entries of its own."""
    return get_settings().home / "instruments"


def _stamp(folder: Path) -> _Stamp:
    try:
        files = [file for file in folder.iterdir() if file.suffix == ".yaml" and file.is_file()]
        stats = [(file.name, file.stat()) for file in sorted(files)]
    except OSError:
        return ()
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


@lru_cache(maxsize=1)
def _office(folder: Path, stamp: _Stamp) -> tuple[Instrument, ...]:
    return _cached(folder, "office") if stamp else ()


def office_instruments() -> tuple[Instrument, ...]:
    """The office's own entries, as its files stand now.

    Raises:
        UserError: a file of the office is malformed.
    """
    folder = office_folder()
    return _office(folder, _stamp(folder))


@lru_cache(maxsize=1)
def _layered(folder: Path, stamp: _Stamp) -> Register:
    shipped, office = shipped_instruments(), _office(folder, stamp)
    return Register(overlay(shipped, office) if office else shipped)


def load_register() -> Register:
    """The shipped register with the office's entries over it; the same object until these change.

    Raises:
        UserError: a file of the office is malformed.
    """
    folder = office_folder()
    return _layered(folder, _stamp(folder))
