"""Opening the database: an SQLite file in WAL mode, or a PostgreSQL server that many share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.orm import Session

from assistant.domain import UserError
from assistant.workspace.migrations import HEAD, REVISIONS

#: How long a connection waits for another's write, ms.
BUSY_TIMEOUT_MS = 15_000
#: The advisory lock that writers to a PostgreSQL workspace take in turn: "tlbc" in ASCII.
_WRITERS = 0x746C6263


class Database:
    """An engine with short sessions: ``read()`` and ``write()`` (one writer at a time).

    Attributes:
        shared: whether processes of other machines may write to it as well.

    Raises:
        UserError: the address cannot be read, or is of a kind of server that is not supported.
    """

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self._writing = self._engine.execution_options(immediate=True)
        self.shared = self._engine.dialect.name != "sqlite"
        if self.shared:
            event.listen(self._engine, "begin", _begin_postgresql)
        else:
            event.listen(self._engine, "connect", _prepare_sqlite)
            event.listen(self._engine, "begin", _begin_sqlite)

    @classmethod
    def in_folder(cls, home: Path) -> Database:
        """The database of a data folder, which is created when missing."""
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(
                f"Không tạo được thư mục dữ liệu {home}: {error.strerror}. "
                "Hãy chọn thư mục khác bằng biến TLBC_HOME."
            ) from error
        return cls(f"sqlite:///{(home / 'workspace.db').as_posix()}")

    @property
    def engine(self) -> Engine:
        return self._engine

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that holds the write lock from its start; commits when the block ends."""
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    def revision(self) -> str | None:
        """The schema's revision, None for a new database.

        Raises:
            UserError: the file is not a database or cannot be read.
        """
        try:
            with self._engine.connect() as connection:
                if not inspect(connection).has_table("alembic_version"):
                    return None
                found = connection.execute(text("SELECT version_num FROM alembic_version"))
                return found.scalar_one_or_none()
        except DatabaseError as error:
            if self.shared:
                raise UserError(
                    f"Không kết nối được cơ sở dữ liệu {_shown(self._engine.url)}; hãy kiểm tra "
                    "máy chủ đang chạy và địa chỉ trong TLBC_DATABASE_URL."
                ) from error
            raise UserError(
                f"Không đọc được cơ sở dữ liệu ({self._engine.url.database}): tệp hỏng hoặc không "
                "phải của chương trình. Hãy khôi phục từ bản sao lưu hoặc chọn thư mục khác bằng "
                "TLBC_HOME."
            ) from error

    def is_current(self) -> bool:
        return self.revision() == HEAD

    def upgrade(self) -> None:
        """Bring the schema up to date; a no-op when it is. Only the holder of the lock calls it.

        Raises:
            UserError: the database was written by a newer program.
        """
        found = self.revision()
        if found == HEAD:
            return
        if found is not None and found not in REVISIONS:
            raise UserError(
                "Thư mục dữ liệu do phiên bản mới hơn của chương trình tạo ra; hãy cập nhật chương "
                "trình hoặc chọn thư mục khác bằng TLBC_HOME."
            )
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self._writing.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def close(self) -> None:
        self._engine.dispose()


def _engine(url: str) -> Engine:
    try:
        address = make_url(url)
        if address.get_backend_name() not in ("sqlite", "postgresql"):
            raise ArgumentError
        return create_engine(
            address,
            json_serializer=partial(json.dumps, ensure_ascii=False),
            pool_pre_ping=address.get_backend_name() != "sqlite",  # a server may have restarted
        )
    except ArgumentError as error:
        raise UserError(
            "TLBC_DATABASE_URL không đúng; hãy viết như postgresql+psycopg://người:mật-khẩu@máy/tên."
        ) from error
    except ModuleNotFoundError as error:
        raise UserError(
            "Chưa cài bộ kết nối PostgreSQL; hãy chạy: pip install 'tro-ly-bao-cao[server]'."
        ) from error


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin in _begin_sqlite, not in the driver
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")  # an acknowledged edit survives a power cut
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_postgresql(connection: Connection) -> None:
    """One writer at a time there, too: the lock goes with the transaction, or its connection."""
    if connection.get_execution_options().get("immediate", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
