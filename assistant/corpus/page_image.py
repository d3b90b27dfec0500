"""An image made ready for recognition: grey, upright, of a size that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

#: Tilts that are looked for, in degrees; a scanner's feed is seldom further off.
_WIDEST, _STEP = 3.0, 0.25
_LOOKED_AT = 1000  # pixels of the longer side on which the tilt is measured
#: Recognition is best at small letters: a page of 14 point type at 150 dpi (measured; see
#: tests/corpus/test_ocr.py). Finer print is tried again at ``FINE_DPI``.
DPI, FINE_DPI = 150, 225
_A4 = (8.27, 11.69)  # inches
_LARGEST_SCALE = 4.0
_LONGEST = 8_000  # Tesseract refuses more than 32,767 pixels, and slows long before


def upright(image: Image) -> Image:
    """``image`` in grey on white, turned as its camera says, its tilt taken out."""
    from PIL import Image as Images
    from PIL import ImageOps

    dpi = image.info.get("dpi")
    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Images.alpha_composite(Images.new("RGBA", image.size, "white"), image)
    image = image.convert("L")
    angle = tilt(image)
    if angle:
        image = image.rotate(angle, Images.Resampling.BICUBIC, fillcolor=255)
    if dpi:
        image.info["dpi"] = dpi
    return image


def scaled(image: Image, dpi: int) -> Image:
    """``image`` as if scanned at ``dpi``: by what it says of itself, else taken for an A4 page."""
    from PIL import Image as Images

    stated = float(image.info.get("dpi", (0, 0))[0])
    if not 100 <= stated <= 1200:
        stated = max(image.width / _A4[0], image.height / _A4[1])
    scale = min(dpi / stated, _LARGEST_SCALE, _LONGEST / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Images.Resampling.LANCZOS)


def tilt(image: Image) -> float:
    """Degrees by which a grey page has to be turned for its lines to lie level; 0 for none.

    Rows of a level page are either text or gap: the profile of its rows changes most.
    """
    import numpy as np
    from PIL import Image as Images
    from PIL import ImageOps

    small = ImageOps.invert(image)
    small.thumbnail((_LOOKED_AT, _LOOKED_AT))

    def contrast(angle: float) -> float:
        turned = small.rotate(angle, Images.Resampling.BILINEAR)
        profile = np.asarray(turned, dtype=np.float64).sum(axis=1)
        return float(np.square(np.diff(profile)).sum())

    steps = round(_WIDEST / _STEP)
    angles = [step * _STEP for step in range(-steps, steps + 1)]
    level = contrast(0.0)
    best = max(angles, key=contrast)
    return best if contrast(best) > 1.02 * level else 0.0
