"""A checked file given back as Word, with a comment on each place that a diagnostic speaks of."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.run import Run

from assistant.domain import Diagnostic, Severity, UserError
from assistant.export.alignment import align
from assistant.export.docx import plain_document
from assistant.export.output import check_target, save
from assistant.export.word_text import WordText

AUTHOR = "Trợ lý báo cáo"
INITIALS = "TL"
_SEVERITY = {
    Severity.ERROR: "Lỗi",
    Severity.WARNING: "Cảnh báo",
    Severity.INFO: "Lưu ý",
}
_CONTAINERS = {qn("w:tc"), qn("w:txbxContent"), qn("w:body")}
# What XML 1.0 cannot hold.
_UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\f")


def export_checked(source: Path, text: str, diagnostics: Iterable[Diagnostic], out: Path) -> None:
    """Write to ``out`` (.docx) the file ``source`` with one Word comment a diagnostic.

    Args:
        source: the checked file; it is read and never written to. A .docx comes back as it is,
            layout untouched; any other format comes back as a new document of its text.
        text: the text that was checked, as extracted from ``source``.
        diagnostics: findings, with offsets into ``text``.
        out: where the result goes.

    Raises:
        UserError: ``out`` is the source or cannot be written, or ``source`` is no Word file.
    """
    check_target(out, source)
    if source.suffix.lower() == ".docx":
        document = open_word(source)
    else:
        document = plain_document(_UNPRINTABLE.sub(" ", text), title=source.stem)
    annotate(document, text, sorted(diagnostics, key=lambda found: (found.start, found.end)))
    save(document, out)


def open_word(source: Path) -> Any:
    """A python-docx document. Raises UserError when ``source`` is none that can be opened."""
    try:
        return Document(str(source))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UserError(
            f"Không mở được tệp Word {source}: tệp hỏng hoặc không phải .docx; "
            "hãy mở bằng Word và lưu lại dạng .docx."
        ) from error


def annotate(document: Any, text: str, diagnostics: Sequence[Diagnostic]) -> None:
    """Add the comments to an open python-docx ``document`` whose extracted text is ``text``.

    A diagnostic on a place that the document does not hold (a running header, say) is put on the
    nearest words before it, with its quote in the comment: no finding is lost.
    """
    words = WordText(document)
    if not words.pieces:
        document.add_paragraph().add_run(" ")
        words = WordText(document)
    places = align(text, words.text)
    spans = [_place(places, words, found) for found in diagnostics]
    words.cut({edge for start, end, _ in spans for edge in (start, end)})
    for found, (start, end, exact) in zip(diagnostics, spans, strict=True):
        runs = _same_container(words.runs(start, end))
        document.add_comment(
            [Run(runs[0], document), Run(runs[-1], document)],
            text=_UNPRINTABLE.sub(" ", comment_text(found, with_quote=not exact)),
            author=AUTHOR,
            initials=INITIALS,
        )


def comment_text(found: Diagnostic, *, with_quote: bool = False) -> str:
    """ "Lỗi REF007: …", then what to do, one a line."""
    lines = [f"{_SEVERITY[found.severity]} {found.code}: {found.message}"]
    if with_quote and found.quote.strip():
        lines.append(f"Chỗ nói đến: “{found.quote.strip()}”")
    others = [other.quote.strip() for other in found.related if other.quote.strip()]
    if others:
        lines.append("Đối chiếu với: " + "; ".join(f"“{quote}”" for quote in others))
    if found.fix is not None:
        lines.append(
            f"Đề nghị sửa thành: “{found.fix}”" if found.fix.strip() else "Đề nghị bỏ cụm từ này."
        )
    return "\n".join(lines)


def _place(places: list[int | None], words: WordText, found: Diagnostic) -> tuple[int, int, bool]:
    """The stretch of the document that ``found`` speaks of, and whether it is just that."""
    hits = [place for place in places[found.start : found.end] if place is not None]
    if hits:
        return hits[0], hits[-1] + 1, True
    before = next((p for p in reversed(places[: found.start]) if p is not None), None)
    after = next((p for p in places[found.end :] if p is not None), None)
    near = before if before is not None else after
    return *_word_around(words.text, words.pieces[0].start if near is None else near), False


def _word_around(words: str, at: int) -> tuple[int, int]:
    for match in re.finditer(r"\S+", words):
        if match.start() <= at < match.end():
            return match.span()
    return at, at + 1


def _same_container(runs: list[Any]) -> list[Any]:
    """The runs that share the first one's cell: Word dislikes ranges from cell to cell."""
    home = _container(runs[0])
    return [run for run in runs if _container(run) is home]


def _container(run: Any) -> Any:
    return next(a for a in run.iterancestors() if a.tag in _CONTAINERS)
