"""Labelled sets for retrieval: passages as the product cuts them, questions, what is relevant."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.corpus import chunk_document, describe, indexed_text
from assistant.corpus.facts import DocumentFacts
from assistant.corpus.text_files import load_text
from assistant.domain import Chunk, UserError
from assistant.language.text import fold, nfc
from assistant.library.reading import register_chunks
from assistant.resources import data_folder

_OFFICE_QUESTIONS = Path(__file__).parents[1] / "cases" / "retrieval_office.jsonl"
_NOTES = ".notes.md"


@dataclass(frozen=True, slots=True)
class Question:
    """``relevant`` are names of documents; ``slice`` is how it is asked."""

    text: str
    relevant: tuple[str, ...]
    slice: str


@dataclass(frozen=True)
class LabelledSet:
    """Passages to search, each belonging to a document that questions are judged by.

    Attributes:
        passages: (chunk, text to index), in order.
        documents: the document's name of every chunk id; several passages may share one.
        questions: in order.
    """

    passages: tuple[tuple[Chunk, str], ...]
    documents: dict[str, str]
    questions: tuple[Question, ...]

    @property
    def key(self) -> str:
        """Changes with the passages, not with the questions."""
        digest = hashlib.sha256()
        for chunk, text in self.passages:
            digest.update(f"{chunk.id}\0{text}\0".encode())
        return digest.hexdigest()[:16]


def load_set(corpus: Path, queries: Path) -> LabelledSet:
    """A set from two files; a text is cut as the product cuts the article of a law.

    Args:
        corpus: JSON lines {"id", "law_id", "article_id", "text"}.
        queries: JSON lines {"id", "text", "relevant": [ids]} and, if wanted, "slice".

    Raises:
        UserError: a file cannot be read, a line lacks a field, or one of them is empty.
    """
    passages: list[tuple[Chunk, str]] = []
    documents: dict[str, str] = {}
    for line in _lines(corpus, ("id", "text")):
        name = str(line["id"])
        for chunk in _article_chunks(name, line):
            passages.append((chunk, indexed_text(chunk)))
            documents[chunk.id] = name
    questions = tuple(_question(line) for line in _lines(queries, ("text", "relevant")))
    if not passages or not questions:
        raise UserError("Tập đánh giá trống; cần ít nhất một đoạn văn và một câu hỏi.")
    return LabelledSet(tuple(passages), documents, questions)


def office_set(split: str | None = None) -> LabelledSet:
    """What clerks ask of the sample reports and the register.

    A document is a section of a report ("<report>#<heading path>") or an instrument
    ("register#<number>").
    """
    passages: list[tuple[Chunk, str]] = []
    documents: dict[str, str] = {}
    for chunk, text in register_chunks():
        passages.append((chunk, text))
        documents[chunk.id] = f"register#{chunk.path}"
    folder = data_folder("knowledge") / "reports"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".md") or file.name.endswith(_NOTES):
            continue
        document = load_text(file.name, file.read_bytes(), "md")
        stem = file.name.removesuffix(".md")
        for chunk in chunk_document(document, describe(document), stem):
            passages.append((chunk, indexed_text(chunk)))
            documents[chunk.id] = f"{stem}#{chunk.path}"
    questions = tuple(
        _question(line)
        for line in _lines(_OFFICE_QUESTIONS, ("text", "relevant", "slice", "split"))
        if split is None or line["split"] == split
    )
    return LabelledSet(tuple(passages), documents, questions)


def without_accents(question: Question) -> Question:
    return Question(fold(nfc(question.text)), question.relevant, question.slice)


def _question(line: dict[str, Any]) -> Question:
    text = str(line["text"])
    unaccented = fold(nfc(text)) == nfc(text).lower()
    way = str(line.get("slice") or ("unaccented" if unaccented else "accented"))
    return Question(text, tuple(str(identifier) for identifier in line["relevant"]), way)


def _article_chunks(name: str, line: dict[str, Any]) -> tuple[Chunk, ...]:
    number = str(line.get("article_id") or "")
    text = nfc(str(line["text"])).strip()
    if number:
        between = " " if "\n" in text else "\n"  # the first of several lines is its heading
        text = f"Điều {number}.{between}{text}"
    document = load_text(name, text.encode(), "txt")
    facts = DocumentFacts(kind="law", title=str(line.get("law_id", "")))
    return chunk_document(document, facts, name)


def _lines(path: Path, fields: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"Không đọc được “{path}”; cần tệp JSONL mã hóa UTF-8.") from error
    for number, line in enumerate(text.split("\n"), 1):  # JSON may hold other line ends
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise UserError(f"“{path.name}”, dòng {number}: không phải JSON hợp lệ.") from error
        missing = [f for f in fields if not isinstance(value, dict) or f not in value]
        if missing:
            raise UserError(f"“{path.name}”, dòng {number}: thiếu trường {', '.join(missing)}.")
        yield value
