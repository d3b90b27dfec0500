"""What the page's handlers share: the desk at once, the library as soon as it is ready.

Nothing here belongs to one user: reports, chat and versions live in the workspace.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.chat.desk import Desk
from assistant.domain import UserError
from assistant.library import Library
from assistant.register import load_register
from assistant.settings import Settings
from assistant.workspace import Workspace

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Readiness:
    """``state`` is "loading", "ready" or "lexical" (words only, no meaning); ``text`` says it."""

    state: str
    text: str


class Services:
    """Opens the workspace now and the library, with its embedding model, in the background."""

    def __init__(self, settings: Settings) -> None:
        """Raises UserError when the data folder cannot be used."""
        self.settings = settings
        self.workspace = Workspace.open(settings.home)
        self.desk = Desk(self.workspace, settings)
        self._library: Library | None = None
        self._readiness = Readiness("loading", "Tìm kiếm: đang nạp…")

    @property
    def exports(self) -> Path:
        """Where exported files stand until they are fetched; the one folder the page may serve."""
        folder = self.settings.home / "exports"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def library(self) -> Library | None:
        return self._library

    @property
    def readiness(self) -> Readiness:
        return self._readiness

    def register_date(self) -> date | None:
        return load_register().verified_on

    def start(self) -> None:
        threading.Thread(target=self._open_library, name="library", daemon=True).start()

    def _open_library(self) -> None:
        try:
            self._library = Library.open(self.settings)
            self._readiness = Readiness("loading", "Tìm kiếm: đang nạp mô hình…")
            self._library.warm_up()
            self._readiness = Readiness("ready", "Tìm kiếm: sẵn sàng")
        except UserError as error:
            self._readiness = Readiness("lexical", str(error))
        except Exception:  # the page stays usable without its library; the log has the reason
            log.exception("library did not open")
            self._readiness = Readiness("lexical", "Tìm kiếm: chưa dùng được (xem nhật ký)")
