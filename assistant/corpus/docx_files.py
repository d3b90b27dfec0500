"""Word files: text in document order with tables, text boxes, numbers, notes and running heads."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from assistant.corpus.archives import check_package, damaged
from assistant.corpus.assembly import Line, assemble
from assistant.corpus.docx_body import BodyReader
from assistant.corpus.docx_fonts import RunText
from assistant.corpus.docx_numbering import Numbering
from assistant.corpus.docx_styles import Styles
from assistant.domain import LoadedDocument, UserError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = {"numbering", "styles", "footnotes", "endnotes", "header", "footer"}


def load_docx(name: str, data: bytes, file_format: str = "docx") -> LoadedDocument:
    """The text that a reader sees, tracked changes accepted; macros are never looked at.

    Notes, running headers and footers follow the body, each once, with ``Block.part`` set.

    Raises:
        UserError: the file is damaged, encrypted, a zip bomb or has no text.
    """
    check_package(name, data, "word/")
    from docx import Document

    try:
        part = Document(io.BytesIO(data)).part
        runs = RunText()
        lines = _lines(part, runs)
        conversions = runs.found()
        if conversions:
            lines = _lines(part, RunText(conversions))
    except Exception as error:
        # python-docx and lxml raise a dozen unrelated types on damaged packages.
        raise damaged(name, "word/") from error
    if not any(line.part == "" for line in lines):
        raise UserError(f"“{name}” không có chữ nào (có thể chỉ có ảnh); hãy kiểm tra lại tệp.")
    return assemble(name, file_format, lines)


def _lines(part: Any, runs: RunText) -> list[Line]:
    related = _related(part)
    styles = Styles(_root(related.get("styles")))
    reader = BodyReader(styles, Numbering(_root(related.get("numbering"))), runs)
    lines = list(reader.lines(part.element.body))
    lines += _notes(reader, related)
    lines += _running(reader, related)
    return lines


def _related(part: Any) -> dict[str, list[Any]]:
    """Parts that belong to the main one, by kind; both the usual and the strict namespace."""
    found: dict[str, list[Any]] = {}
    for relation in part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in _PARTS and not relation.is_external:
            found.setdefault(kind, []).append(relation.target_part)
    return found


def _root(parts: list[Any] | None) -> Any:
    if not parts:
        return None
    element = getattr(parts[0], "element", None)
    return element if element is not None else _parsed(parts[0].blob)


def _parsed(blob: bytes) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(blob)


def _notes(reader: BodyReader, related: dict[str, list[Any]]) -> Iterator[Line]:
    for kind in ("footnotes", "endnotes"):
        root = _root(related.get(kind))
        if root is None:
            continue
        for note in root:
            # Separators have a type; notes of the text have none.
            if note.get(f"{_W}type") in (None, "normal"):
                yield from reader.lines(note, part="note")


def _running(reader: BodyReader, related: dict[str, list[Any]]) -> Iterator[Line]:
    """Running headers and footers, without page numbers, each text once."""
    seen: set[str] = set()
    for kind in ("header", "footer"):
        for part in related.get(kind, []):
            for line in reader.lines(_root([part]), part=kind):
                if line.text not in seen and any(map(str.isalpha, line.text)):
                    seen.add(line.text)
                    yield line
