"""Sources and their chunks: the truth that every index is rebuilt from."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from assistant.domain import Chunk
from assistant.workspace.database import Database
from assistant.workspace.models import ChunkRow, Fact, Source
from assistant.workspace.records import ChunkTraits, SourceRecord
from assistant.workspace.vector_store import drop_unused, parts_of

_REVISION = "chunks_revision"


def text_hash(text: str) -> str:
    """The key under which the vector of ``text`` is kept."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class LibraryStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    def revision(self) -> str:
        """Changes whenever the set of chunks does; "" while there has never been one."""
        with self._database.read() as session:
            return session.scalar(select(Fact.value).where(Fact.key == _REVISION)) or ""

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
            replaced = _remove(
                session,
                (Source.id == source_id)
                | (Source.content_hash == content_hash)
                | ((Source.location == location) & (Source.location != "")),
            )
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
                    text=text.replace("\0", ""),
                )
            )
            session.flush()
            rows = [_row(*pair, position) for position, pair in enumerate(chunks)]
            if rows:
                session.execute(insert(ChunkRow), rows)
            drop_unused(session, replaced - {row["text_hash"] for row in rows})
            _new_revision(session, _REVISION)

    def remove_sources(self, source_ids: Sequence[str]) -> None:
        """Remove files with their chunks, and the vectors that no chunk needs any more."""
        if not source_ids:
            return
        with self._database.write() as session:
            drop_unused(session, _remove(session, Source.id.in_(source_ids)))
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

    def count_sources(self) -> int:
        with self._database.read() as session:
            return session.scalar(select(func.count()).select_from(Source)) or 0

    def count_chunks(self) -> int:
        with self._database.read() as session:
            return session.scalar(select(func.count()).select_from(ChunkRow)) or 0

    def source_stamps(self) -> tuple[str, dict[str, str]]:
        """The revision, and for every source as it is now a stamp → its id, as of one moment.

        A source that is read again gets another stamp, also when its id is the same.
        """
        with self._database.read() as session:
            revision = session.scalar(select(Fact.value).where(Fact.key == _REVISION)) or ""
            rows = session.execute(select(Source.id, Source.ingested_at))
            return revision, {
                f"{identifier}@{at.isoformat()}": identifier for identifier, at in rows
            }

    def passages_of(self, source_ids: Sequence[str]) -> Iterator[tuple[str, str, ChunkTraits]]:
        """(id, indexed text, traits) of every chunk of these sources, in order."""
        columns = (
            *(ChunkRow.kind, ChunkRow.source_id, ChunkRow.title, ChunkRow.instrument),
            *(ChunkRow.article, ChunkRow.period, ChunkRow.office),
            *(ChunkRow.valid_from, ChunkRow.valid_to),
        )
        for identifier in sorted(source_ids):
            with self._database.read() as session:
                rows = session.execute(
                    select(ChunkRow.id, ChunkRow.indexed, *columns)
                    .where(ChunkRow.source_id == identifier)
                    .order_by(ChunkRow.position)
                ).all()
            for chunk, text, *traits in rows:
                yield chunk, text, ChunkTraits._make(traits)

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]:
        """The chunks with these ids; those that are gone are left out."""
        found: dict[str, Chunk] = {}
        with self._database.read() as session:
            for part in parts_of(ids):
                rows = session.scalars(select(ChunkRow).where(ChunkRow.id.in_(part)))
                found.update((row.id, _chunk(row)) for row in rows)
        return found

    def neighbours(self, chunk_id: str, reach: int) -> tuple[list[Chunk], list[Chunk]]:
        """Up to ``reach`` chunks before and after one in its source, in reading order."""
        with self._database.read() as session:
            row = session.get(ChunkRow, chunk_id)
            if row is None or reach < 1:
                return [], []
            near = session.scalars(
                select(ChunkRow)
                .where(
                    ChunkRow.source_id == row.source_id,
                    ChunkRow.position.between(row.position - reach, row.position + reach),
                )
                .order_by(ChunkRow.position)
            ).all()
            before = [_chunk(other) for other in near if other.position < row.position]
            return before, [_chunk(other) for other in near if other.position > row.position]


def _remove(session: Session, which: ColumnElement[bool]) -> set[str]:
    """Remove sources with their chunks; returns the text hashes that these had."""
    ids = list(session.scalars(select(Source.id).where(which)))
    hashes: set[str] = set()
    for part in parts_of(ids):
        own = select(ChunkRow.text_hash).where(ChunkRow.source_id.in_(part))
        hashes.update(session.scalars(own))
        session.execute(delete(Source).where(Source.id.in_(part)))
    return hashes


def _row(chunk: Chunk, indexed: str, position: int) -> dict[str, object]:
    indexed = indexed.replace("\0", "")  # PostgreSQL keeps no NUL
    return {
        "id": chunk.id,
        "source_id": chunk.source_id,
        "position": position,
        "text": chunk.text.replace("\0", ""),
        "text_hash": text_hash(indexed),
        "indexed": indexed,
        "kind": chunk.kind,
        "path": chunk.path,
        "title": chunk.title,
        "instrument": chunk.instrument,
        "article": chunk.article,
        "period": chunk.period,
        "office": chunk.office,
        "valid_from": chunk.valid_from,
        "valid_to": chunk.valid_to,
        "page": chunk.page,
    }


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
        page=row.page,
    )
