"""What the page's handlers share: the desk, and the library with what it is still preparing.

Nothing here belongs to one user: reports, chat and versions live in the workspace.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.chat.desk import Desk
from assistant.chat.runs import Runs
from assistant.domain import UserError
from assistant.library import Library
from assistant.register import horizon
from assistant.settings import Settings
from assistant.ui.visitor import acting
from assistant.workspace.audit_store import Audit
from assistant.workspace.guard import require_writer

log = logging.getLogger(__name__)
_KEPT_S = 86_400


@dataclass(frozen=True, slots=True)
class Readiness:
    """``state`` is "loading", "ready" or "lexical" (words only); ``text`` says it to the user."""

    state: str
    text: str


class Services:
    """Holds the data folder's write lock for as long as the page runs.

    Searching by words works at once. The embedding model loads in a thread, which then makes the
    vectors of what is in the library and of what is taken in later.
    """

    def __init__(self, settings: Settings) -> None:
        """Raises UserError when the folder cannot be used or another page has it open."""
        self.settings = settings
        self.library = Library.open(settings, exclusive=True)
        self.workspace = self.library.workspace
        self._runs = Runs()
        self.readiness = Readiness("loading", "Tìm kiếm: đang nạp mô hình…")
        self._wanted = threading.Event()

    @property
    def desk(self) -> Desk:
        """The desk of whoever this call of a handler acts for.

        Raises:
            UserError: the account was locked since the log-in.
        """
        own = self.workspace.acting(acting(self.workspace.people))
        return Desk(own, self.settings, self._runs)

    def changing_office(self, act: Audit, detail: str) -> None:
        """Write down that what the whole office uses is being changed.

        Raises:
            UserError: the account may not: readers take nothing in, and the office's profile, log
                and register are the admins'.
        """
        own = self.desk.workspace
        require_writer(own.actor)
        if act is Audit.OFFICE_CHANGED and own.actor and not own.actor.may_administer:
            raise UserError(
                "Chỉ quản trị viên được đổi sổ, hồ sơ và danh mục văn bản dùng chung của cơ quan."
            )
        own.audit.record(act, detail)

    @property
    def exports(self) -> Path:
        """Where exported files stand until they are fetched; the one folder the page may serve.

        With a log-in each file has a folder of its own whose name nobody else can guess.
        """
        return self.fresh_folder() if self.settings.needs_login else self._exports

    @property
    def _exports(self) -> Path:
        folder = self.settings.home / "exports"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def fresh_folder(self) -> Path:
        """A folder for the files of one answer; those of the days before are thrown away.

        Two clerks may bring files of one name at the same time.
        """
        parent = self._exports / "kiem-tra"
        parent.mkdir(exist_ok=True)
        for old in parent.iterdir():
            with contextlib.suppress(FileNotFoundError):  # another visitor's call threw it away
                if time.time() - old.stat().st_mtime > _KEPT_S:
                    shutil.rmtree(old, ignore_errors=True)
        return Path(tempfile.mkdtemp(dir=parent))

    def register_date(self) -> date | None:
        return horizon()

    def start(self) -> None:
        threading.Thread(target=self._keep_vectors, name="vectors", daemon=True).start()
        self.embed()

    def embed(self) -> None:
        """Have the vectors made that are missing, in the background."""
        self._wanted.set()

    def close(self) -> None:
        self.library.close()

    def _keep_vectors(self) -> None:
        try:
            self.library.warm()
            while self._wanted.wait():
                self._wanted.clear()
                self.library.embed_pending(self._preparing)
                self.readiness = Readiness("ready", "Tìm kiếm: sẵn sàng")
        except UserError as error:
            log.warning("%s", error)
            self.readiness = Readiness("lexical", "Tìm kiếm: theo từ ngữ (chưa có mô hình)")
        except Exception:  # the page works on by words; the log has the reason
            log.exception("vectors")
            self.readiness = Readiness("lexical", "Tìm kiếm: theo từ ngữ (xem nhật ký)")

    def _preparing(self, said: str) -> None:
        log.info("%s", said)
        self.readiness = Readiness("loading", f"Tìm kiếm: theo từ ngữ. {said}")
