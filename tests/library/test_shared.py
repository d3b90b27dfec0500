"""A library that several processes share: PostgreSQL for the truth, a Chroma server for vectors."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.domain import UserError
from assistant.library import Library
from assistant.settings import Settings
from assistant.workspace import Workspace
from assistant.workspace.database import Database
from tests.library.test_kill import SCRIPT
from tests.library.word_vectors import WordVectors
from tests.servers import chroma_server, postgresql

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    with postgresql() as url:
        yield url


@pytest.fixture
def empty_database(database_url: str) -> str:
    database = Database(database_url)
    with database.write() as session:
        session.execute(text("DROP SCHEMA public CASCADE"))
        session.execute(text("CREATE SCHEMA public"))
    database.close()
    return database_url


@pytest.fixture(scope="module")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("chroma")) as url:
        yield url


def write(path: Path, words: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# Báo cáo\n\n{words}\n", "utf-8")
    return path


def ingest_elsewhere(
    folder: Path, home: Path, knowledge: Path, database_url: str, chroma_url: str
) -> None:
    """Another office's process, with a data folder of its own."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(home), str(knowledge), str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={
            **os.environ,
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(ROOT),
            "TLBC_DATABASE_URL": database_url,
            "TLBC_CHROMA_URL": chroma_url,
        },
        timeout=120,
        check=False,
    )
    assert done.stdout.endswith("xong\n"), done.stderr


def test_each_sees_what_the_other_ingests(
    empty_database: str,
    chroma_url: str,
    knowledge: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    word_vectors: WordVectors,
) -> None:
    monkeypatch.setattr("assistant.library.shipped.data_folder", lambda _name: knowledge)
    monkeypatch.setattr("assistant.library.vectors._PATIENCE_SECONDS", 0.0)
    settings = Settings(
        home=tmp_path / "a", models=tmp_path, database_url=empty_database, chroma_url=chroma_url
    )
    with Library.open(settings, exclusive=True) as here:
        here.embed_pending()
        here.warm()
        here.ingest([write(tmp_path / "mine" / "a.md", "Xã trồng cây mắc ca.")], kind="report")
        here.embed_pending()
        write(tmp_path / "theirs" / "b.md", "Xã nuôi tằm lấy kén.")
        ingest_elsewhere(tmp_path / "theirs", tmp_path / "b", knowledge, empty_database, chroma_url)
        for words in ("mắc ca", "nuôi tằm"):
            found = here.search(words, kind="report")[0]
            assert words in found.chunk.text
            assert found.dense is not None
        status = here.status()
        assert status.embedded == status.chunks == word_vectors_count(here)
        (theirs,) = (s for s in here.workspace.library.sources("office") if s.name == "b.md")
        here.remove([theirs.id])
        assert not any("tằm" in hit.chunk.text for hit in here.search("nuôi tằm"))
        assert word_vectors_count(here) == status.chunks - 1
    assert not (tmp_path / "a" / "workspace.db").exists()
    assert not (tmp_path / "a" / "index" / "chroma").exists()


def word_vectors_count(library: Library) -> int:
    index, _ = library._vectors.ready(owner=True)
    assert index is not None
    return len(index)


def test_reports_and_versions_live_there_too(empty_database: str, tmp_path: Path) -> None:
    """Whatever the file holds the server holds: the whole schema, with the same constraints."""
    first = Workspace.open(tmp_path, url=empty_database)
    first.library.set_fact("k", "v")
    second = Workspace.open(tmp_path, url=empty_database)  # nothing to upgrade
    assert second.library.fact("k") == "v"
    assert second.database.is_current()


def test_words_must_do_while_the_chroma_server_is_away(
    settings: Settings, word_vectors: WordVectors
) -> None:
    away = settings.model_copy(update={"chroma_url": "http://127.0.0.1:9"})
    with Library.open(away) as library:
        assert library.search("cơ chế một cửa")[0].dense is None
        with pytest.raises(UserError, match="TLBC_CHROMA_URL"):
            library.embed_pending()
        assert library.status().embedded == library.status().chunks  # made, and kept


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+psycopg://a:bi-mat@127.0.0.1:9/x", "máy chủ"),  # nobody listens
        ("mysql://a@b/c", "TLBC_DATABASE_URL"),
        ("không phải", "TLBC_DATABASE_URL"),
        ("postgresql+nothing://a@b/c", "TLBC_DATABASE_URL"),
    ],
)
def test_addresses_that_are_no_use(tmp_path: Path, url: str, said: str) -> None:
    pytest.importorskip("psycopg", reason="needs psycopg (pip install .[server])")
    with pytest.raises(UserError, match=said) as stopped:
        Library.open(Settings(home=tmp_path, models=tmp_path, database_url=url))
    assert "bi-mat" not in str(stopped.value)
