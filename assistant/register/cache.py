"""Entries that were read and checked once, kept as JSON: YAML takes 30 times longer to read.

The key is the content of the files, so a changed file is always read anew. Whatever is wrong with
the cache (torn, foreign, not writable) only costs the time of reading the files again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import fields
from hashlib import blake2b
from pathlib import Path

from assistant import __version__
from assistant.domain import Instrument
from assistant.register.codec import from_plain, to_plain
from assistant.serialise import jsonable

#: Name and content of a file.
File = tuple[str, bytes]
_FIELDS = ",".join(field.name for field in fields(Instrument))


def through_cache(
    folder: Path,
    name: str,
    files: Sequence[File],
    read: Callable[[Sequence[File]], list[Instrument]],
) -> list[Instrument]:
    """``read(files)``, from ``folder`` when the same files were read before.

    Args:
        name: tells the sets of files apart; of each only the latest is kept.
    """
    kept = folder / f"{name}-{_key(files)}.json"
    try:
        return [from_plain(entry) for entry in json.loads(kept.read_bytes())]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        instruments = read(files)
    with suppress(OSError):
        _write(kept, name, instruments)
    return instruments


def _key(files: Sequence[File]) -> str:
    digest = blake2b(f"{__version__}\0{_FIELDS}".encode(), digest_size=16)
    for file, content in files:
        digest.update(f"\0{file}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _write(kept: Path, name: str, instruments: Sequence[Instrument]) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    entries = [jsonable(to_plain(instrument)) for instrument in instruments]
    partial = kept.with_suffix(f".{os.getpid()}.tmp")
    partial.write_text(json.dumps(entries, ensure_ascii=False, separators=(",", ":")), "utf-8")
    os.replace(partial, kept)
    for old in kept.parent.glob(f"{name}-*.json"):
        if old != kept:
            old.unlink(missing_ok=True)
