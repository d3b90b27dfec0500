"""Sources, chunks and vectors: the truth that every index is rebuilt from."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.orm import Session

from assistant.domain import Chunk
from assistant.workspace.database import Database
from assistant.workspace.models import ChunkRow, Fact, Source, Vector
from assistant.workspace.records import SourceRecord

_REVISION = "chunks_revision"
_VECTORS_REVISION = "vectors_revision"
#: SQLite's limit on bound values in one statement is far above this.
_BATCH = 500


def text_hash(text: str) -> str:
    """The key under which the vector of ``text`` is kept."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class LibraryStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    # --- sources and chunks ---------------------------------------------------------------------

    def revision(self) -> str:
        """Changes whenever the set of chunks does; "" while there has never been one."""
        with self._database.read() as session:
            return session.scalar(select(Fact.value).where(Fact.key == _REVISION)) or ""

    def vectors_revision(self) -> str:
        """Changes whenever vectors are added; "" while there has never been one."""
        with self._database.read() as session:
            return session.scalar(select(Fact.value).where(Fact.key == _VECTORS_REVISION)) or ""

    def fact(self, key: str) -> str | None:
        with self._database.read() as session:
            return session.scalar(select(Fact.value).where(Fact.key == key))

    def set_fact(self, key: str, value: str) -> None:
        with self._database.write() as session:
            session.merge(Fact(key=key, value=value))

    def has_content(self, content_hash: str) -> SourceRecord | None:
        """The source with this content, when it was ingested before."""
        with self._database.read() as session:
            row = session.scalar(select(Source).where(Source.content_hash == content_hash))
            return None if row is None else _source(row)

    def add_source(
        self,
        source_id: str,
        content_hash: str,
        name: str,
        kind: str,
        text: str,
        chunks: Sequence[tuple[Chunk, str]],
        *,
        origin: str = "office",
        title: str = "",
        report_type: str | None = None,
        office: str | None = None,
        period: str | None = None,
        document_date: date | None = None,
        location: str = "",
    ) -> None:
        """Add a file with its chunks in one transaction.

        It takes the place of any source of the same id, and of what was read from the same
        location before.

        Args:
            chunks: each chunk with the text that is indexed for it (title and path included).
        """
        with self._database.write() as session:
            replaced = list(
                session.scalars(
                    select(Source.id).where(
                        (Source.id == source_id)
                        | (Source.content_hash == content_hash)
                        | ((Source.location == location) & (Source.location != ""))
                    )
                )
            )
            session.execute(delete(Source).where(Source.id.in_(replaced)))
            session.add(
                Source(
                    id=source_id,
                    content_hash=content_hash,
                    name=name,
                    kind=kind,
                    origin=origin,
                    title=title,
                    report_type=report_type,
                    office=office,
                    period=period,
                    document_date=document_date,
                    location=location,
                    text=text,
                )
            )
            session.flush()
            session.add_all(
                ChunkRow(
                    id=chunk.id,
                    source_id=source_id,
                    position=position,
                    text=chunk.text,
                    text_hash=text_hash(indexed),
                    indexed=indexed,
                    kind=chunk.kind,
                    path=chunk.path,
                    title=chunk.title,
                    instrument=chunk.instrument,
                    article=chunk.article,
                    period=chunk.period,
                    office=chunk.office,
                    valid_from=chunk.valid_from,
                    valid_to=chunk.valid_to,
                )
                for position, (chunk, indexed) in enumerate(chunks)
            )
            session.flush()
            if replaced:
                _drop_orphan_vectors(session)
            _new_revision(session, _REVISION)

    def remove_sources(self, source_ids: Sequence[str]) -> None:
        """Remove files with their chunks, and the vectors that no chunk needs any more."""
        if not source_ids:
            return
        with self._database.write() as session:
            session.execute(delete(Source).where(Source.id.in_(source_ids)))
            _drop_orphan_vectors(session)
            _new_revision(session, _REVISION)

    def sources(self, origin: str | None = None) -> list[SourceRecord]:
        """The files of the library by name, each with its number of chunks."""
        statement = (
            select(Source, func.count(ChunkRow.id))
            .outerjoin(ChunkRow)
            .group_by(Source.id)
            .order_by(Source.name)
        )
        if origin is not None:
            statement = statement.where(Source.origin == origin)
        with self._database.read() as session:
            return [_source(row, count) for row, count in session.execute(statement)]

    def source_text(self, source_id: str) -> str | None:
        """The text that was read from a file, None when there is no such source."""
        with self._database.read() as session:
            return session.scalar(select(Source.text).where(Source.id == source_id))

    def count_chunks(self) -> int:
        with self._database.read() as session:
            return session.scalar(select(func.count()).select_from(ChunkRow)) or 0

    def indexed_texts(self) -> tuple[str, list[tuple[str, str]]]:
        """The revision, and (chunk id, indexed text) of every chunk, as of one moment."""
        with self._database.read() as session:
            revision = session.scalar(select(Fact.value).where(Fact.key == _REVISION)) or ""
            rows = session.execute(
                select(ChunkRow.id, ChunkRow.indexed).order_by(
                    ChunkRow.source_id, ChunkRow.position
                )
            )
            return revision, [(identifier, text) for identifier, text in rows]

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]:
        """The chunks with these ids; those that are gone are left out."""
        found: dict[str, Chunk] = {}
        with self._database.read() as session:
            for part in _parts(ids):
                rows = session.scalars(select(ChunkRow).where(ChunkRow.id.in_(part)))
                found.update((row.id, _chunk(row)) for row in rows)
        return found

    def chunk_traits(self) -> dict[str, tuple[str, str | None, date | None, date | None]]:
        """For every chunk id: kind, instrument, valid from, valid to."""
        with self._database.read() as session:
            rows = session.execute(
                select(
                    ChunkRow.id,
                    ChunkRow.kind,
                    ChunkRow.instrument,
                    ChunkRow.valid_from,
                    ChunkRow.valid_to,
                )
            )
            return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}

    # --- vectors --------------------------------------------------------------------------------

    def pending_texts(self, model: str) -> dict[str, str]:
        """Text hash → indexed text of what has no vector of ``model`` yet."""
        done = select(Vector.text_hash).where(Vector.model == model)
        with self._database.read() as session:
            rows = session.execute(
                select(ChunkRow.text_hash, ChunkRow.indexed).where(ChunkRow.text_hash.not_in(done))
            )
            return {row[0]: row[1] for row in rows}

    def add_vectors(self, model: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep vectors by text hash. Adding one twice is harmless."""
        if not vectors:
            return
        with self._database.write() as session:
            known: set[str] = set()
            for part in _parts(list(vectors)):
                known.update(
                    session.scalars(
                        select(Vector.text_hash).where(
                            Vector.model == model, Vector.text_hash.in_(part)
                        )
                    )
                )
            rows = [
                {"model": model, "text_hash": key, "data": vector.astype("<f4").tobytes()}
                for key, vector in vectors.items()
                if key not in known
            ]
            if rows:
                session.execute(insert(Vector), rows)
                _new_revision(session, _VECTORS_REVISION)

    def count_vectors(self, model: str) -> int:
        """How many chunks have a vector of ``model``."""
        with self._database.read() as session:
            return session.scalar(_with_vectors(model, func.count(ChunkRow.id))) or 0

    def vectors(self, model: str) -> tuple[list[str], NDArray[np.float32]]:
        """Chunk ids and their vectors as rows, in the order of the ids."""
        ids: list[str] = []
        blobs: list[bytes] = []
        with self._database.read() as session:
            for identifier, data in session.execute(
                _with_vectors(model, ChunkRow.id, Vector.data).order_by(ChunkRow.id)
            ):
                ids.append(identifier)
                blobs.append(data)
        return ids, _matrix(blobs)

    def vectors_of(self, model: str, ids: Sequence[str]) -> tuple[list[str], NDArray[np.float32]]:
        """As ``vectors``, for the given chunks only; those without a vector are left out."""
        kept: list[str] = []
        blobs: list[bytes] = []
        with self._database.read() as session:
            for part in _parts(ids):
                for identifier, data in session.execute(
                    _with_vectors(model, ChunkRow.id, Vector.data).where(ChunkRow.id.in_(part))
                ):
                    kept.append(identifier)
                    blobs.append(data)
        return kept, _matrix(blobs)

    def vector_ids(self, model: str) -> list[str]:
        """Ids of the chunks that have a vector of ``model``, in order."""
        with self._database.read() as session:
            return list(session.scalars(_with_vectors(model, ChunkRow.id).order_by(ChunkRow.id)))


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


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]


def _drop_orphan_vectors(session: Session) -> None:
    session.execute(delete(Vector).where(Vector.text_hash.not_in(select(ChunkRow.text_hash))))


def _new_revision(session: Session, key: str) -> None:
    session.merge(Fact(key=key, value=uuid.uuid4().hex))


def _source(row: Source, chunks: int = 0) -> SourceRecord:
    return SourceRecord(
        id=row.id,
        content_hash=row.content_hash,
        name=row.name,
        kind=row.kind,
        origin=row.origin,
        title=row.title,
        report_type=row.report_type,
        office=row.office,
        period=row.period,
        document_date=row.document_date,
        ingested_at=row.ingested_at,
        chunks=chunks,
    )


def _chunk(row: ChunkRow) -> Chunk:
    return Chunk(
        id=row.id,
        text=row.text,
        source_id=row.source_id,
        kind=row.kind,
        path=row.path,
        title=row.title,
        instrument=row.instrument,
        article=row.article,
        period=row.period,
        office=row.office,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
