"""What the office gave once for every check: its log of issued documents and its profile.

Both lie in ``TLBC_HOME/office`` as the files that were given: a restart, a backup and a person
with an editor find them there.
"""

from __future__ import annotations

import logging
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from assistant.domain import OfficeDocument, Profile, UserError
from assistant.profile import load_profile

_log = logging.getLogger(__name__)
_LOG = "so-van-ban-di"
_PROFILE = "ho-so.toml"
_IDENTITY = "ma-co-quan.txt"

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Office:
    """The files in ``folder``, which need not be there."""

    folder: Path

    def identity(self) -> str:
        """The mark of the office whose folder this is, made once: several may share a database."""
        path = self.folder / _IDENTITY
        try:
            return path.read_text("utf-8").strip()
        except FileNotFoundError:
            self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(made := uuid.uuid4().hex)
        except FileExistsError:  # another thread was first
            return path.read_text("utf-8").strip()
        return made

    def log_file(self) -> Path | None:
        """The log that was given, else the one that the profile names; None without either."""
        for path in sorted(self.folder.glob(f"{_LOG}.*")):
            return path
        named = self.profile().office_log
        return Path(named) if named else None

    def log(self) -> tuple[OfficeDocument, ...]:
        """The issued documents; none where there is no log or it cannot be read any more."""
        path = self.log_file()
        return () if path is None else _or_nothing(lambda: read_log(path), ())

    def profile(self) -> Profile:
        """The profile that was given; an empty one where there is none that can be read."""
        path = self.folder / _PROFILE
        return _or_nothing(lambda: load_profile(path), Profile()) if path.exists() else Profile()

    def has_profile(self) -> bool:
        return (self.folder / _PROFILE).exists()

    def applied_to(self, profile: Profile) -> Profile:
        """``profile`` with the office's rules and severities where the office has a profile."""
        if not self.has_profile():
            return profile
        own = self.profile()
        return replace(profile, ignore_rules=own.ignore_rules, severities=own.severities)

    def keep_log(self, source: Path) -> int:
        """Make ``source`` the office's log; returns how many documents are in it.

        Raises:
            UserError: it is no log of issued documents; the log that was there stays.
        """
        count = len(read_log(source))
        kept = self._keep(source, f"{_LOG}{source.suffix.lower()}")
        for other in self.folder.glob(f"{_LOG}.*"):
            if other != kept:
                other.unlink()
        return count

    def keep_profile(self, source: Path) -> Profile:
        """Make ``source`` the office's profile. Raises UserError when it is none."""
        load_profile(source)
        return load_profile(self._keep(source, _PROFILE))

    def forget_log(self) -> None:
        """Check without the log that was given; one that the profile names is used again."""
        for path in self.folder.glob(f"{_LOG}.*"):
            path.unlink()

    def forget_profile(self) -> None:
        (self.folder / _PROFILE).unlink(missing_ok=True)

    def _keep(self, source: Path, name: str) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        coming = self.folder / f".{name}.moi"
        shutil.copyfile(source, coming)
        return coming.replace(self.folder / name)


def read_log(path: Path) -> tuple[OfficeDocument, ...]:
    """The issued documents of a log, read again only when the file changed.

    Raises:
        UserError: there is no such file, or it is no log of issued documents.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise UserError(
            f"Không tìm thấy sổ văn bản đi {path}: hãy kiểm tra đường dẫn hoặc đưa lại tệp sổ."
        ) from error
    return _read_log(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _read_log(path: Path, _changed: int, _size: int) -> tuple[OfficeDocument, ...]:
    from assistant.corpus.office_log import load_office_log

    return load_office_log(path)


def _or_nothing(read: Callable[[], Value], nothing: Value) -> Value:
    """A file that went bad after it was given must not stop a clerk from saving."""
    try:
        return read()
    except UserError as error:
        _log.warning("%s", error)
        return nothing
