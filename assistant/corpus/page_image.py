"""An image made ready for recognition: grey, upright, of a size that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

#: Tilts that are looked for, in degrees; a scanner's feed is seldom further off.
_WIDEST, _STEP = 3.0, 0.25
_LOOKED_AT = 1000  # pixels of the longer side on which the tilt is measured
_LONGEST = 9_000  # Tesseract refuses pages of more than 32,767 pixels, and slows long before
_SHORTEST = 1_000  # a page with fewer pixels was scanned at less than 100 dpi


def prepared(image: Image) -> Image:
    """``image`` in grey on white, turned as its camera says, scaled and with its tilt taken out."""
    from PIL import Image as Images
    from PIL import ImageOps

    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Images.alpha_composite(Images.new("RGBA", image.size, "white"), image)
    image = image.convert("L")
    longer = max(image.size)
    if longer > _LONGEST or longer < _SHORTEST:
        scale = min(_LONGEST / longer, 3.0) if longer > _LONGEST else min(2.0, 3_000 / longer)
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        image = image.resize(size, Images.Resampling.LANCZOS)
    angle = tilt(image)
    if not angle:
        return image
    return image.rotate(angle, Images.Resampling.BICUBIC, expand=True, fillcolor=255)


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
