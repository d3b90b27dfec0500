"""Vectors by text: the truth that every vector index is rebuilt from."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from assistant.workspace.database import Database
from assistant.workspace.models import ChunkRow, Fact, Vector
from assistant.workspace.records import PendingText

_REVISION = "vectors_revision"
#: SQLite's limit on bound values in one statement is far above this.
_BATCH = 500


class VectorStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    def revision(self) -> str:
        """Changes whenever vectors are added; "" while there has never been one."""
        with self._database.read() as session:
            return session.scalar(select(Fact.value).where(Fact.key == _REVISION)) or ""

    def pending(self, model: str) -> list[PendingText]:
        """Every text that has no vector of ``model`` yet, once, without its words."""
        done = exists().where(Vector.text_hash == ChunkRow.text_hash, Vector.model == model)
        columns = (ChunkRow.text_hash, ChunkRow.kind, ChunkRow.instrument)
        with self._database.read() as session:
            rows = session.execute(select(*columns, func.length(ChunkRow.indexed)).where(~done))
            return list({row[0]: PendingText(*row) for row in rows}.values())

    def texts(self, keys: Sequence[str]) -> dict[str, str]:
        """The indexed texts with these hashes; those that are gone are left out."""
        found: dict[str, str] = {}
        with self._database.read() as session:
            for part in parts_of(keys):
                rows = session.execute(
                    select(ChunkRow.text_hash, ChunkRow.indexed).where(ChunkRow.text_hash.in_(part))
                )
                found.update((key, text) for key, text in rows)
        return found

    def add(self, model: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep vectors by text hash. Adding one twice is harmless: the first stays."""
        if not vectors:
            return
        rows = [
            {"model": model, "text_hash": key, "data": vector.astype("<f4").tobytes()}
            for key, vector in vectors.items()
        ]
        with self._database.write() as session:
            if session.get_bind().dialect.name == "postgresql":
                session.execute(insert_postgresql(Vector).on_conflict_do_nothing(), rows)
            else:
                session.execute(insert_sqlite(Vector).on_conflict_do_nothing(), rows)
            session.merge(Fact(key=_REVISION, value=uuid.uuid4().hex))

    def dimension(self, model: str) -> int | None:
        """How many numbers the vectors of ``model`` hold; None while there is none."""
        with self._database.read() as session:
            data = session.scalar(select(Vector.data).where(Vector.model == model).limit(1))
            return None if data is None else len(data) // 4

    def drop(self, model: str) -> None:
        """Forget every vector of ``model``."""
        with self._database.write() as session:
            session.execute(delete(Vector).where(Vector.model == model))
            session.merge(Fact(key=_REVISION, value=uuid.uuid4().hex))

    def count(self, model: str) -> int:
        """How many chunks have a vector of ``model``."""
        with self._database.read() as session:
            return session.scalar(_with_vectors(model, func.count(ChunkRow.id))) or 0

    def ids(self, model: str) -> list[str]:
        """Ids of the chunks that have a vector of ``model``, in order."""
        with self._database.read() as session:
            return list(session.scalars(_with_vectors(model, ChunkRow.id).order_by(ChunkRow.id)))

    def all(self, model: str) -> tuple[list[str], NDArray[np.float32]]:
        """Chunk ids and their vectors as rows, in the order of the ids."""
        with self._database.read() as session:
            rows = session.execute(
                _with_vectors(model, ChunkRow.id, Vector.data).order_by(ChunkRow.id)
            ).all()
        return [row[0] for row in rows], _matrix([row[1] for row in rows])

    def of(self, model: str, ids: Sequence[str]) -> tuple[list[str], NDArray[np.float32]]:
        """As ``all``, for the given chunks only; those without a vector are left out."""
        kept: list[str] = []
        blobs: list[bytes] = []
        with self._database.read() as session:
            for part in parts_of(ids):
                # Two steps, each by its primary key: joined, SQLite looks at every vector.
                keys = session.execute(
                    select(ChunkRow.id, ChunkRow.text_hash).where(ChunkRow.id.in_(part))
                ).all()
                rows = session.execute(
                    select(Vector.text_hash, Vector.data).where(
                        Vector.model == model, Vector.text_hash.in_([key for _, key in keys])
                    )
                )
                held = {row.text_hash: row.data for row in rows}
                for identifier, key in keys:
                    if key in held:
                        kept.append(identifier)
                        blobs.append(held[key])
        return kept, _matrix(blobs)


def drop_unused(session: Session, keys: Collection[str]) -> None:
    """Of the vectors with these text hashes, drop those that no chunk needs any more."""
    needed = exists().where(ChunkRow.text_hash == Vector.text_hash)
    for part in parts_of(sorted(keys)):
        session.execute(delete(Vector).where(Vector.text_hash.in_(part), ~needed))


def parts_of(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """``values`` in parts that one statement can hold."""
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]


def _with_vectors(model: str, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(ChunkRow)
        .join(Vector, (Vector.text_hash == ChunkRow.text_hash) & (Vector.model == model))
    )


def _matrix(blobs: Sequence[bytes]) -> NDArray[np.float32]:
    if not blobs:
        return np.zeros((0, 0), np.float32)
    return np.frombuffer(b"".join(blobs), "<f4").reshape(len(blobs), -1)
