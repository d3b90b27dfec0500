"""One writer a data folder. The operating system lets go of the lock when the holder dies."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from assistant.domain import UserError

#: A search that prepares the shipped knowledge holds the lock for about a second.
WAIT_SECONDS = 10.0


class LibraryLock:
    """``library.lock`` of a data folder. Taking it twice needs letting go of it twice."""

    def __init__(self, home: Path) -> None:
        self._lock = FileLock(home / "library.lock", thread_local=False)

    @property
    def held(self) -> bool:
        return self._lock.is_locked

    def try_acquire(self) -> bool:
        """Take the lock if nobody has it."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def acquire(self) -> None:
        """Raises UserError when another process goes on holding the lock for 10 seconds."""
        try:
            self._lock.acquire(timeout=WAIT_SECONDS)
        except Timeout as error:
            raise UserError(
                "Thư viện đang được trang web hoặc một lần nạp tệp khác ghi; hãy nạp tệp ngay trên "
                "trang web, hoặc đợi việc kia xong rồi chạy lại."
            ) from error

    def release(self) -> None:
        self._lock.release()
