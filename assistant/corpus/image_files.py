"""Scans and photographs of pages: .png, .jpg and .tif, of one page or many."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.corpus.assembly import assemble
from assistant.domain import LoadedDocument, UserError
from assistant.settings import get_settings

if TYPE_CHECKING:
    from PIL.Image import Image

#: An A0 sheet at 300 dpi has 139 million; more is a bomb or no page.
_MOST_PIXELS = 150_000_000
_SHORTEST_SIDE = 20


def load_image(name: str, data: bytes, progress: Callable[[str], None]) -> LoadedDocument:
    """The text of each page by OCR, with confidence and doubts.

    Raises:
        UserError: damaged, far too large or small, too many pages, no text, or no OCR installed.
    """
    from assistant.corpus.ocr import read_pages, why_no_ocr

    count = _checked(name, data)
    missing = why_no_ocr()
    if missing:
        raise UserError(
            f"“{name}” là ảnh, cần nhận dạng chữ (OCR) mà {missing}; hãy cài thêm, hoặc dùng bản "
            ".docx hay PDF xuất từ Word."
        )
    pages = read_pages(name, range(1, count + 1), _frames(name, data, count), progress)
    lines = [line for number in sorted(pages) for line in pages[number]]
    if not lines:
        raise UserError(f"“{name}” không nhận ra chữ nào; hãy quét lại rõ hơn, 300 dpi.")
    return assemble(name, "image", lines)


def _checked(name: str, data: bytes) -> int:
    """The number of pages, by the headers alone."""
    most = get_settings().max_pages
    with _opened(name, data) as image:
        count = int(getattr(image, "n_frames", 1))
        _check_size(name, image.size)
    if count > most:
        raise UserError(f"“{name}” có {count} trang, quá mức {most} trang; hãy tách nhỏ tệp.")
    return count


def _frames(name: str, data: bytes, count: int) -> Iterator[Image]:
    for number in range(count):
        with _opened(name, data) as image:
            image.seek(number)
            _check_size(name, image.size)
            page = image.copy()
        yield page


@contextmanager
def _opened(name: str, data: bytes) -> Iterator[Image]:
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as image:
            yield image
    except UserError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    except Exception as error:
        # Pillow raises many unrelated types on damaged files.
        raise _damaged(name) from error


def _check_size(name: str, size: tuple[int, int]) -> None:
    if size[0] * size[1] > _MOST_PIXELS or max(size) > 40_000:
        raise _too_large(name, size)
    if min(size) < _SHORTEST_SIDE:
        raise UserError(
            f"“{name}” chỉ có {size[0]} × {size[1]} điểm ảnh, không thể có chữ; hãy quét lại."
        )


def _too_large(name: str, size: tuple[int, int] | None = None) -> UserError:
    shown = f" ({size[0]} × {size[1]} điểm ảnh)" if size else ""
    return UserError(
        f"“{name}” quá lớn{shown} nên không được mở; hãy quét lại ở 300 dpi hoặc cắt nhỏ ảnh."
    )


def _damaged(name: str) -> UserError:
    return UserError(f"“{name}” bị hỏng hoặc tải chưa hết; hãy sao chép lại ảnh hoặc quét lại.")
