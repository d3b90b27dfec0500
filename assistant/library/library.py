"""The library as its users see it: open, ingest, embed, search."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import Chunk, ScoredChunk, UserError
from assistant.library import shipped
from assistant.library.filters import SearchFilter
from assistant.library.ingesting import ingest_files
from assistant.library.lock import LibraryLock
from assistant.library.prepare import adopt_shipped_vectors
from assistant.library.searching import LibrarySearch
from assistant.library.shelf import LexicalShelf, Listing
from assistant.library.summary import IngestSummary, LibraryStatus, Progress, silent
from assistant.library.vectors import VectorSide
from assistant.register import Register, load_register
from assistant.settings import Settings
from assistant.workspace import Workspace

if TYPE_CHECKING:
    from assistant.retrieval.retriever import PassageRetriever

#: How long a search waits for another process that prepares the folder for the first time.
_FIRST_USE_SECONDS = 60.0


class Library:
    """Open it with ``Library.open``. Methods are safe to call from several threads.

    One process writes at a time (``TLBC_HOME/library.lock``). Who holds the lock searches through
    Chroma; everyone else compares the workspace's own vectors one by one, and never opens Chroma.
    """

    def __init__(self, settings: Settings, workspace: Workspace, lock: LibraryLock) -> None:
        self.settings = settings
        self.workspace = workspace
        self._lock = lock
        self._owner = False
        self._state = threading.RLock()
        self._jobs = threading.Lock()  # one ingest, removal or rebuild at a time in this process
        self._shelf = LexicalShelf(settings.home / "index" / "lexical")
        self._vectors = VectorSide(settings, workspace, settings.home / "index" / "chroma")
        self._search: LibrarySearch | None = None
        self._register: Register | None = None

    # --- opening --------------------------------------------------------------------------------

    @classmethod
    def open(
        cls, settings: Settings, *, exclusive: bool = False, progress: Progress | None = None
    ) -> Library:
        """The library of ``settings.home``, the shipped knowledge in it and searchable by words.

        Args:
            exclusive: hold the write lock until ``close``; for the page.
            progress: told what is being prepared, when anything is.

        Raises:
            UserError: the folder cannot be used, or (exclusive) another process writes to it.
        """
        workspace = Workspace.open(settings.home, url=settings.database_url, upgrade=False)
        library = cls(settings, workspace, LibraryLock(settings.home))
        try:
            if exclusive:
                library._lock.acquire()
                library._owner = True
                library._prepare(progress or silent)
            else:
                library._prepare_or_wait(progress or silent)
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Let go of the lock, Chroma and the database."""
        with self._state:
            self._vectors.close_index()
            if self._owner:
                self._owner = False
                self._lock.release()
            self.workspace.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _prepare_or_wait(self, progress: Progress) -> None:
        deadline = time.monotonic() + _FIRST_USE_SECONDS
        while not self._is_prepared():
            if self._lock.try_acquire():
                try:
                    self._prepare(progress)
                finally:
                    self._lock.release()
                return
            if self._is_usable():
                return  # the writer is at work on it; what there is can be searched
            if time.monotonic() > deadline:
                raise UserError(
                    "Thư viện đang được một tiến trình khác chuẩn bị mà chưa xong; hãy đợi ít phút "
                    "rồi chạy lại."
                )
            time.sleep(0.1)

    def _is_prepared(self) -> bool:
        return (
            self.workspace.database.is_current()
            and shipped.is_current(self.workspace)
            and self._shelf.open(self.workspace.library.revision()) is not None
        )

    def _is_usable(self) -> bool:
        return self.workspace.database.is_current() and self._shelf.newest() is not None

    def _prepare(self, progress: Progress) -> None:
        """Bring schema, shipped knowledge and lexical index up to date; the lock is held."""
        self.workspace.database.upgrade()
        self._register = load_register()
        if not shipped.is_current(self.workspace):
            progress("Đang nạp danh mục văn bản và báo cáo mẫu vào thư viện…")
            shipped.sync(self.workspace)
            adopt_shipped_vectors(self.settings, self.workspace)
        self._index(progress)

    def _index(self, progress: Progress) -> None:
        if self._shelf.open(self.workspace.library.revision()) is None:
            damaged = self._shelf.damaged
            progress(
                "Chỉ mục từ ngữ bị hỏng: đang lập lại từ dữ liệu đã lưu…"
                if damaged
                else "Đang lập chỉ mục từ ngữ…"
            )
            self._shelf.update(self.workspace)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The lock for one job; an exclusive library has it already. Raises UserError."""
        if self._owner:
            yield
            return
        self._lock.acquire()
        try:
            yield
        finally:
            self._vectors.close_index()  # Chroma is only open while the lock is held
            self._lock.release()

    # --- writing --------------------------------------------------------------------------------

    def ingest(
        self,
        paths: Sequence[Path],
        kind: str | None = None,
        period: str | None = None,
        progress: Progress | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> IngestSummary:
        """Read files and folders into the library; at once searchable by words.

        A file whose content is there already is left alone; one that cannot be read is skipped
        with the reason and the rest goes on. Vectors follow with ``embed_pending``.

        Args:
            stop: asked between files and pages; True ends the work early.

        Raises:
            UserError: another process holds the write lock.
        """
        report = progress or silent
        with self._jobs, self._writing():
            self._prepare(report)
            summary = ingest_files(
                self.workspace,
                paths,
                kind,
                period,
                report,
                lambda: self._index(silent),
                stop or (lambda: False),
            )
            self._index(report)
        return summary

    def remove(self, source_ids: Sequence[str]) -> None:
        """Take files out of the library. Raises UserError when another process writes."""
        with self._jobs, self._writing():
            self.workspace.library.remove_sources(source_ids)
            self._index(silent)
            self._vectors.refresh()

    def embed_pending(
        self, progress: Progress | None = None, stop: Callable[[], bool] | None = None
    ) -> int:
        """Make the vectors that are missing; returns how many were made.

        What is made is kept batch by batch: stopped or killed, it goes on from there next time.

        Args:
            stop: asked between batches; True ends the work early.

        Raises:
            UserError: another process holds the write lock, or the model cannot be had.
        """
        with self._writing():
            return self._vectors.embed_pending(progress or silent, stop or (lambda: False))

    def rebuild(self, progress: Progress | None = None) -> None:
        """Build both indexes anew from the workspace. Raises UserError as ``ingest`` does."""
        report = progress or silent
        with self._jobs, self._writing():
            self._prepare(report)
            report("Đang lập lại chỉ mục từ ngữ…")
            self._shelf.build(self.workspace)
            report("Đang dựng lại chỉ mục vectơ…")
            self._vectors.rebuild()

    # --- reading --------------------------------------------------------------------------------

    def warm(self) -> None:
        """Load the embedding model and the vectors (seconds), so that searches use them.

        Until this is done an exclusive library searches by words alone rather than let a clerk
        wait; other processes load on their first search.
        """
        self._vectors.warm(owner=self._owner)

    def search(
        self,
        query: str,
        k: int = 10,
        kind: str | None = None,
        as_of: date | None = None,
        *,
        office: str | None = None,
        period: str | None = None,
        dense: bool = True,
    ) -> list[ScoredChunk]:
        """The ``k`` passages that answer ``query`` best.

        What the query names outright (an instrument, its article, a title) comes first; of the
        others, no report fills more than half of the answer while other sources answer too.

        Args:
            kind, as_of, office, period: see ``SearchFilter``.
            dense: False for a search by words alone, which loads no model.

        Raises:
            UserError: ``period`` cannot be read.
        """
        with self._state:
            search = self._current()
            vectors = self._vectors.ready(owner=self._owner) if dense else (None, None)
        wanted = SearchFilter(kind, office, period, as_of)
        return search.search(query, k, wanted, vectors, self._heal_vectors)

    def around(self, chunk_id: str, reach: int = 1) -> tuple[list[Chunk], list[Chunk]]:
        """Up to ``reach`` passages before and after one in its source, in reading order."""
        return self.workspace.library.neighbours(chunk_id, reach)

    def retriever(
        self,
        k: int = 10,
        kind: str | None = None,
        as_of: date | None = None,
        *,
        office: str | None = None,
        period: str | None = None,
        context: int = 0,
    ) -> PassageRetriever:
        """The same search as a LangChain retriever.

        Args:
            context: passages before and after each one to give with it.
        """
        from assistant.retrieval.retriever import PassageRetriever

        def search(query: str) -> list[ScoredChunk]:
            return self.search(query, k, kind, as_of, office=office, period=period)

        return PassageRetriever(search=search, around=self.around, context=context)

    def status(self) -> LibraryStatus:
        store = self.workspace.library
        return LibraryStatus(
            sources=store.count_sources(),
            chunks=store.count_chunks(),
            embedded=self.workspace.vectors.count(self._vectors.model),
            model=self._vectors.model,
            model_ready=self._vectors.model_ready,
            indexed=self._shelf.has(store.revision()),
            writer=self._owner,
        )

    def _current(self) -> LibrarySearch:
        """The search over the passages as they are now; the state is locked."""
        if self._owner and load_register() is not self._register:
            self._take_in_register()
        revision = self.workspace.library.revision()
        if self._search is None or self._search.index.revision != revision:
            listing = self._shelf.open(revision) or self._catch_up() or self._shelf.newest()
            if listing is None:
                self._prepare_or_wait(silent)
                listing = self._shelf.open(self.workspace.library.revision())
                if listing is None:
                    raise UserError(
                        f"Không lập được chỉ mục trong {self.settings.home}; hãy kiểm tra quyền "
                        "ghi và dung lượng đĩa."
                    )
            if self._search is None or self._search.index.revision != listing.revision:
                self._search = LibrarySearch(listing, self.workspace)
        return self._search

    def _catch_up(self) -> Listing | None:
        """Index what others have added, if nobody of this folder is at work; None otherwise."""
        if not self._jobs.acquire(blocking=False):
            return None
        try:
            if not self._owner and not self._lock.try_acquire():
                return None
            try:
                self._index(silent)
            finally:
                if not self._owner:
                    self._lock.release()
        finally:
            self._jobs.release()
        return self._shelf.newest()

    def _take_in_register(self) -> None:
        """The office has updated its register while this process holds the lock."""
        if self._jobs.acquire(blocking=False):  # a running ingest does it itself
            try:
                self._prepare(silent)
            finally:
                self._jobs.release()

    def _heal_vectors(self) -> None:
        """Have broken vectors opened or built anew, by the one who may, while searches go on."""
        if self._owner:
            threading.Thread(target=self._vectors.heal, name="heal", daemon=True).start()
