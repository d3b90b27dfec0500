"""TCVN3, VNI, VISCII and Windows-1258: the encodings of Vietnamese before Unicode.

The first two put Vietnamese letters on the codes of Western ones, so that a text is only known by
its font (".VnTime", "VNI-Times") or by what makes syllables of it. One document has one encoding:
single lines hold too little to tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.language.syllables import is_syllable
from assistant.language.text import nfc

#: A text is taken to be in an encoding when this share of its accented words becomes syllables …
_LEAST_SHARE = 0.85
#: … and this share more of them than without converting.
_LEAST_GAIN = 0.2
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 2
#: Fewer Western letters than this may stand in any Unicode text.
_LEAST_FOREIGN = 3
_SAMPLE = 20_000
#: Western letters and signs that Unicode Vietnamese has no use for.
_FOREIGN = re.compile(
    r"[\x80-\x9f\xa1-\xbf\xc4-\xc7\xcb\xce-\xd1\xd6-\xd8\xdb\xdc\xde\xdf"
    r"\xe4-\xe7\xeb\xee-\xf1\xf6-\xf8\xfb\xfc\xfe\xff]"
)
#: Letters that Vietnamese has in Unicode alone; a text with them is not a legacy one.
_UNICODE_ONLY = re.compile(r"[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")

_WINDOWS_SIGNS = {
    code: sign for code in range(0x80, 0xA0) if (sign := bytes([code]).decode("cp1252", "ignore"))
}

Convert = Callable[[str], str]


def decode_legacy(data: bytes) -> str | None:
    """The text of a file that is neither UTF-8 nor UTF-16, in NFC; None when no encoding gives
    Vietnamese."""
    text = data.decode("latin-1")
    found = _best(text)
    return found(text) if found else None


def conversion_for(text: str, encoding: str | None = None) -> Convert | None:
    """How to turn a document's text into Unicode; None when it is Unicode already.

    Args:
        encoding: what the fonts of the text stand for. It is believed unless the text itself says
            otherwise: text typed in Unicode may have been set in ".VnTime".
    """
    sample = text[:_SAMPLE]
    foreign, unicode_only = len(_FOREIGN.findall(sample)), len(_UNICODE_ONLY.findall(sample))
    if encoding:
        return _converter(encoding) if unicode_only <= foreign else None
    if foreign < _LEAST_FOREIGN or 10 * unicode_only > foreign:
        return None
    return _best(text)


def encoding_of_font(font: str) -> str | None:
    """ ".VnTime" → "tcvn3", "VNI-Times" → "vni", any other font → None."""
    name = re.sub(r"^[A-Z]{6}\+", "", font).lower()  # PDF's mark of a subset
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni") else None


def capitals_of_font(font: str) -> bool:
    """Whether a TCVN3 font shows small letters as capitals: ".VnTimeH"."""
    return encoding_of_font(font) == "tcvn3" and font.rstrip()[-1:] == "H"


def _best(text: str) -> Convert | None:
    sample = text[:_SAMPLE]
    converters = [_converter(name) for name in ("tcvn3", "vni", "viscii", "cp1258")]
    best = max(converters, key=lambda convert: _share(convert(sample)))
    enough = max(_LEAST_SHARE, _share(sample) + _LEAST_GAIN)
    return best if _share(best(sample)) >= enough else None


def _share(text: str) -> float:
    """Share of syllables among the words with other letters than ASCII's, which are the same in
    every encoding; letters that no syllable has count against it."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    odd = len(_FOREIGN.findall(text))
    if len(words) < _LEAST_WORDS:
        return 0.0
    return sum(is_syllable(word.lower()) for word in words) / (len(words) + odd)


def _converter(name: str) -> Convert:
    if name == "cp1258":
        return lambda text: nfc(text.encode("latin-1", "replace").decode("cp1258", "replace"))
    from viparse.normalize.encodings import CHARMAPS
    from viparse.normalize.tables import convert

    charmap = CHARMAPS[name]
    if name == "viscii":
        return lambda text: str(convert(text, charmap))
    # Quotation marks and dashes are Windows' own. The table lacks one letter of VNI.
    return lambda text: (
        str(convert(text, charmap))
        .translate(_WINDOWS_SIGNS)
        .replace("aú" if name == "vni" else "\0", "ẳ")
        .replace("AÚ" if name == "vni" else "\0", "Ẳ")
    )
