"""A checked file given back with its certain corrections in it, layout untouched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.checking import Fixed
from assistant.domain import Diagnostic, LoadedDocument, UserError
from assistant.export.alignment import align
from assistant.export.comments import open_word
from assistant.export.output import save, save_text
from assistant.export.word_text import WordText, set_run_text

_TEXTS = ("md", "txt")


def write_fixed(
    source: Path, document: LoadedDocument, fixed: Fixed, out: Path
) -> tuple[Diagnostic, ...]:
    """Write ``source`` with the fixes of ``fixed`` to ``out``, which may be ``source``.

    In a Word file each correction takes the formatting of the first letter that it replaces, and
    nothing else changes.

    Returns:
        the applied diagnostics that have no place in a Word file's main text (a running header,
        say) and are left as they were.

    Raises:
        UserError: the format is none that can be corrected, or ``out`` cannot be written.
    """
    if document.format in _TEXTS:
        save_text(fixed.text, out)
        return ()
    if document.format != "docx":
        raise UserError(
            f"Chỉ sửa được tệp .docx, .md và .txt; {source.name} thì hãy dùng --out để có bản "
            ".docx kèm chú thích."
        )
    return _fix_word(source, document.text, fixed.applied, out)


def _fix_word(
    source: Path, text: str, applied: Sequence[Diagnostic], out: Path
) -> tuple[Diagnostic, ...]:
    document = open_word(source)
    words = WordText(document)
    places = align(text, words.text)
    missed = []
    spans = []
    for found in applied:
        hits = [place for place in places[found.start : found.end] if place is not None]
        if hits and words.text[hits[0] : hits[-1] + 1].split() == found.quote.split():
            spans.append((hits[0], hits[-1] + 1, found))
        else:
            missed.append(found)
    words.cut({edge for start, end, _ in spans for edge in (start, end)})
    for start, end, found in spans:
        first, *others = words.runs(start, end)
        set_run_text(first, found.fix or "")
        for run in others:
            set_run_text(run, "")
    save(document, out)
    return tuple(missed)
