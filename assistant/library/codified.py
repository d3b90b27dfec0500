"""Topics of the national codification as sources of the library, cut by clause as laws are."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.corpus import indexed_text
from assistant.corpus.budget import count_tokens
from assistant.corpus.chunking import BUDGET, within_budget
from assistant.corpus.clauses import by_clause
from assistant.corpus.codification import CodifiedArticle, CodifiedTopic, load_codification
from assistant.domain import Chunk
from assistant.library.summary import IngestedFile
from assistant.register import load_register
from assistant.workspace import Workspace

#: A note of so many tokens at most stands in every passage of its article.
_SHORT_NOTE = 80
#: What the column of articles and numbers of articles takes.
_ARTICLE_LENGTH = 64


def add_codified_file(workspace: Workspace, path: Path, digest: str) -> IngestedFile:
    """Read a page of the codification into the library.

    A later edition of the same page takes the place of the earlier one, wherever it was saved.

    Raises:
        UserError: the page is damaged.
    """
    topic = load_codification(path.name, path.read_bytes())
    return add_topic(workspace, topic, digest, f"phap-dien/{path.name.lower()}")


def add_topic(
    workspace: Workspace, topic: CodifiedTopic, digest: str, location: str
) -> IngestedFile:
    """Add the articles of a topic in one transaction."""
    source_id = digest[:24]
    passages = topic_passages(topic, source_id)
    workspace.library.add_source(
        source_id,
        digest,
        topic.title,
        "law",
        "",  # the passages hold every word of it
        passages,
        title=topic.title,
        location=location,
    )
    return IngestedFile(location, "law", len(passages), topic.title, None, None)


def topic_passages(topic: CodifiedTopic, source_id: str) -> list[tuple[Chunk, str]]:
    """The passages of a topic, each with what is searched for it.

    ``valid_from`` is the day of effect by the codification's note. Standing in the codification
    proves no force: there is no end, and whether an instrument is in force is the register's to
    say. What the note says of amendments is shown with every passage of its article if it is
    short; it is searched with the first one only, whose words and vector alone it should change.
    """
    passages: list[tuple[Chunk, str]] = []
    seen: Counter[str] = Counter()
    for article in topic.articles:
        path = topic.path(article)
        instrument = instrument_id(article.number, article.signed)
        title = _title(article, instrument)
        note = f"(Theo Bộ pháp điển: {article.amendments})" if article.amendments else ""
        everywhere = note if count_tokens(note) <= _SHORT_NOTE else ""
        for number, text in enumerate(_texts(article.lines or (article.heading,))):
            remark = note if number == 0 else everywhere
            whole = f"{text}\n{remark}" if remark else text
            key = f"{source_id}\n{article.number}\n{path}\n{whole}"
            seen[key] += 1
            chunk = Chunk(
                id=hashlib.sha256(f"{key}\n{seen[key]}".encode()).hexdigest()[:24],
                text=whole,
                source_id=source_id,
                kind="law",
                path=path,
                title=title,
                instrument=instrument,
                article=article.article[:_ARTICLE_LENGTH] or None,
                valid_from=_plausible(article),
            )
            searched = chunk if number == 0 else replace(chunk, text=text)
            passages.append((chunk, indexed_text(searched)))
    return passages


def _texts(lines: Sequence[str]) -> Iterator[str]:
    """One text a clause, more where it is long."""
    for part in by_clause(lines):
        yield from within_budget(lines[part], BUDGET)


def instrument_id(number: str, signed: date | None) -> str | None:
    """The register's id of the instrument with this number, else the number itself.

    Where the register has several of one number, the date of signing tells them apart.
    """
    if not number:
        return None
    found = load_register().by_number(number)
    if len(found) > 1:
        found = tuple(entry for entry in found if entry.signed == signed)
    return found[0].id if len(found) == 1 else number


def _title(article: CodifiedArticle, instrument: str | None) -> str:
    """Kind, number and title; the register's where the page does not give the title."""
    entry = load_register().get(instrument) if instrument and not article.title else None
    return f"{article.instrument_title} {entry.title}" if entry else article.instrument_title


def _plausible(article: CodifiedArticle) -> date | None:
    """The day of effect, unless it lies before the signing: a slip of the note."""
    if article.effective and article.signed and article.effective < article.signed:
        return None
    return article.effective
