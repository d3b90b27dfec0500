"""Schema and connection: what migrations make is what the models say."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from assistant.domain import UserError
from assistant.workspace import Workspace, database
from assistant.workspace.database import Database
from assistant.workspace.migrations import HEAD, REVISIONS
from assistant.workspace.models import Base


def test_migrations_make_the_models(tmp_path: Path) -> None:
    opened = Database.in_folder(tmp_path)
    opened.upgrade()
    with opened.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_revisions_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [HEAD]
    assert [s.revision for s in reversed(list(scripts.walk_revisions()))] == list(REVISIONS)


def test_connections_are_durable_and_strict(tmp_path: Path) -> None:
    opened = Database.in_folder(tmp_path)
    with opened.engine.connect() as connection:
        pragma = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    assert pragma == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": database.BUSY_TIMEOUT_MS,
        "synchronous": 2,  # FULL
    }


def test_reader_changes_nothing(tmp_path: Path) -> None:
    reader = Workspace.open(tmp_path, upgrade=False)
    assert not reader.database.is_current()
    Workspace.open(tmp_path).close()
    assert reader.database.is_current()


def test_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "workspace.db").write_bytes(b"not a database, whatever its name says" * 50)
    with pytest.raises(UserError, match="cơ sở dữ liệu"):
        Workspace.open(tmp_path)


def test_a_chat_of_the_first_schema_is_kept(tmp_path: Path) -> None:
    opened = Database.in_folder(tmp_path)
    opened.upgrade()
    with opened.write() as session:
        session.execute(text("ALTER TABLE messages DROP COLUMN passages"))
        session.execute(text("ALTER TABLE chunks DROP COLUMN page"))
        session.execute(text("ALTER TABLE sections DROP COLUMN locks"))
        session.execute(text("ALTER TABLE reports DROP COLUMN inbox"))
        session.execute(
            text(
                "INSERT INTO messages (role, text, citations, created_at) "
                "VALUES ('user', 'xin chào', '[]', '2026-01-02 03:04:05')"
            )
        )
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    opened.close()
    [message] = Workspace.open(tmp_path).messages.of_report(None)
    assert (message.text, message.passages) == ("xin chào", ())


def test_database_of_a_newer_program(tmp_path: Path) -> None:
    opened = Database.in_folder(tmp_path)
    opened.upgrade()
    with opened.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UserError, match="phiên bản mới hơn"):
        Workspace.open(tmp_path)


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="TLBC_HOME"):
        Workspace.open(tmp_path / "file" / "home")
