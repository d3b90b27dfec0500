"""Text of page images through Tesseract, with its confidence line by line."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.corpus.assembly import Line
from assistant.corpus.page_image import DPI, FINE_DPI, scaled, upright
from assistant.corpus.paragraphs import join_lines
from assistant.domain import Doubt, DoubtKind, Span, UserError
from assistant.language.text import nfc
from assistant.settings import get_settings

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_WORKERS = 4
_TURN_SECONDS = 30
LANGUAGE = "vie"
#: Mean confidence of a page that is not read a second time.
_SURE = 0.8
#: Below this confidence of its worst word (0 to 1) a line is doubtful.
DOUBTFUL = 0.6
#: Numbers, and the Roman ones of quarters and terms: a tilted "quý III" was read as "quý II".
_FIGURE = re.compile(r"\d(?:[\d.,/]*\d)?%?|\b[IVX]+\b")
#: A gap between words that is wider than this many heights of theirs parts two columns.
_COLUMN_GAP = 2.5
_LETTERS = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class OcrLine:
    text: str
    confidence: float  # of its worst word, from 0 to 1
    mean: float
    block: int


def why_no_ocr() -> str | None:
    """Vietnamese: what is missing for reading scans; None when all is there."""
    installed = _languages()
    if installed is None:
        return "máy này chưa cài phần mềm nhận dạng chữ Tesseract"
    if LANGUAGE not in installed:
        return "Tesseract trên máy này chưa có dữ liệu tiếng Việt (vie)"
    return None


@lru_cache(maxsize=1)
def _languages() -> frozenset[str] | None:
    import pytesseract

    try:
        return frozenset(pytesseract.get_languages())
    except (pytesseract.TesseractError, OSError, RuntimeError):
        return None


def read_pages(
    name: str, numbers: Sequence[int], images: Iterator[Image], progress: Callable[[str], None]
) -> dict[int, list[Line]]:
    """The paragraphs of each page; some pages at a time, no more than that held in memory.

    Args:
        numbers: the pages that ``images`` gives one by one.

    Raises:
        UserError: a page cannot be recognised in time, or its image not be made.
    """
    workers = min(_MOST_WORKERS, os.cpu_count() or 1)
    found: dict[int, list[Line]] = {}
    with _one_thread_each(), ThreadPoolExecutor(workers, thread_name_prefix="ocr") as pool:
        for first in range(0, len(numbers), workers):
            batch = numbers[first : first + workers]
            progress(
                f"Đang nhận dạng chữ “{name}”: trang {batch[0]} ({first + 1}/{len(numbers)} trang)…"
            )
            pages = [(number, next(images)) for number in batch]
            read = pool.map(lambda page: read_page(name, page[1], page[0]), pages)
            found.update(zip(batch, read, strict=True))
    return found


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Pages are read side by side: Tesseract's own threads would only be in each other's way.

    Set for the time of the work alone: other libraries read the same variable when they load.
    """
    name = "OMP_THREAD_LIMIT"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = before


def read_page(name: str, image: Image, page: int) -> list[Line]:
    """The paragraphs of one page, in NFC, with their doubts.

    Args:
        image: of any mode and size, also lying on its side.

    Raises:
        UserError: the page takes longer than the setting ``ocr_page_timeout``.
    """
    found = _best_reading(name, upright(image), page)
    width = max((len(line.text) for line in found), default=0)
    lines: list[Line] = []
    for _, group in groupby(found, key=lambda line: line.block):
        lines += _paragraphs(list(group), width, page, len(lines))
    return lines


def _best_reading(name: str, image: Image, page: int) -> list[OcrLine]:
    """One reading when it is sure of itself; else the surest of further ones: turned as the
    letters stand, and larger for fine print."""
    found = _recognised(name, scaled(image, DPI), page)
    if _sureness(found) >= _SURE:
        return found
    turned = _turned(image)
    readings = [found, _recognised(name, scaled(turned, FINE_DPI), page)]
    if turned is not image:
        readings.append(_recognised(name, scaled(turned, DPI), page))
    return max(readings, key=_sureness)


def _sureness(lines: list[OcrLine]) -> float:
    """Mean confidence over characters; 0 for nothing read."""
    length = sum(len(line.text) for line in lines)
    return sum(line.mean * len(line.text) for line in lines) / length if length else 0.0


def _turned(image: Image) -> Image:
    """``image`` turned by the quarter that Tesseract sees in its letters; itself if none."""
    import pytesseract

    try:
        seen = pytesseract.image_to_osd(
            scaled(image, DPI), output_type=pytesseract.Output.DICT, timeout=_TURN_SECONDS
        )
    except (pytesseract.TesseractError, RuntimeError):
        return image  # too few letters to tell, or no data for it installed
    quarter = int(seen.get("rotate", 0)) % 360
    if not quarter:
        return image
    turned = image.rotate(-quarter, expand=True)
    turned.info.update(image.info)
    return turned


def _recognised(name: str, image: Image, page: int) -> list[OcrLine]:
    """The lines of a page as Tesseract lays it out."""
    import pytesseract

    seconds = get_settings().ocr_page_timeout
    try:
        data = pytesseract.image_to_data(
            image,
            lang=LANGUAGE,
            config="--psm 3",
            timeout=seconds,
            output_type=pytesseract.Output.DICT,
        )
    except pytesseract.TesseractError as error:
        raise UserError(
            f"“{name}”: Tesseract không nhận dạng được trang {page}; hãy quét lại trang này rõ hơn."
        ) from error
    except RuntimeError as error:  # how pytesseract reports that time is up
        raise UserError(
            f"“{name}”: trang {page} nhận dạng chữ quá {seconds:.0f} giây; hãy quét lại trang này "
            "gọn và rõ hơn."
        ) from error
    return list(_lines(data))


def _lines(data: dict[str, list[Any]]) -> Iterator[OcrLine]:
    fields = ("block_num", "par_num", "line_num", "left", "width", "height", "conf", "text")
    words = [_Word(*row) for row in zip(*(data[field] for field in fields), strict=True)]
    written = [word for word in words if float(word.conf) >= 0 and str(word.text).strip()]
    for _, group in groupby(written, key=lambda word: (word.block, word.paragraph, word.line)):
        read = list(group)
        text = _spelled(str(read[0].text))
        for before, word in pairwise(read):
            gap = word.left - (before.left + before.width)
            text += "\t" if gap > _COLUMN_GAP * max(before.height, word.height) else " "
            text += _spelled(str(word.text))
        if _LETTERS.search(text):
            confidences = [float(word.conf) / 100 for word in read]
            mean = sum(confidences) / len(confidences)
            yield OcrLine(text, min(confidences), mean, read[0].block)


class _Word(NamedTuple):
    """A row of Tesseract's table; lengths in pixels."""

    block: int
    paragraph: int
    line: int
    left: int
    width: int
    height: int
    conf: float
    text: str


def _spelled(word: str) -> str:
    """NFC. The model of Vietnamese writes the Icelandic letter beside, or for, its own Đ."""
    return re.sub("ĐĐ", "Đ", nfc(word.strip()).replace("Ð", "Đ").replace("ð", "đ"))


def _paragraphs(lines: list[OcrLine], width: int, page: int, before: int) -> list[Line]:
    paragraphs = []
    texts = [line.text for line in lines]
    for number, joined in enumerate(join_lines(texts, width), before + 1):
        parts = [lines[index] for index in joined]
        doubts: list[Doubt] = []
        text = ""
        for part in parts:
            start = len(text) + 1 if text else 0
            text = f"{text} {part.text}" if text else part.text
            if part.confidence < DOUBTFUL:
                doubts.append(Doubt(Span(start, len(text)), DoubtKind.LINE))
        doubts += [Doubt(Span(*m.span()), DoubtKind.FIGURE) for m in _FIGURE.finditer(text)]
        paragraphs.append(
            Line(
                text,
                page=page,
                paragraph=number,
                confidence=min(part.confidence for part in parts),
                doubts=tuple(sorted(doubts, key=lambda doubt: doubt.span)),
            )
        )
    return paragraphs
