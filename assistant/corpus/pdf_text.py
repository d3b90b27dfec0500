"""The text layer of PDFs: letters that come out wrong are set right, or reported.

Programs that write PDFs map glyphs to characters badly: tone marks stand apart from their letters
("Vi ệ t", "tiê ́n"), "ư" comes out as "ƣ", fonts of legacy encodings come out as Western letters.
"""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.corpus.legacy_text import conversion_for
from assistant.language.syllables import is_syllable
from assistant.language.text import nfc

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_APART = re.compile(r"[ \u00a0]+(?=[\u0300-\u036f])")
#: Letters that fonts of the nineties name wrongly, and the bullets of symbol fonts.
_RENAMED = str.maketrans({"ƣ": "ư", "Ƣ": "Ư", "ð": "đ", "Ð": "Đ", "ɖ": "đ"})
_BULLET = re.compile(r"^[ \t]*[\uf000-\uf0ff][ \t]*", re.MULTILINE)
_LOST = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08]|\(cid:\d+\)")
_WORD = re.compile(r"[^\W\d_]+")
_TOKENS = re.compile(r"(?:(?<=^)|(?<=\s)|(?<=[(“\"]))[^\W\d_]+(?: [^\W\d_]+)+")
#: Share of words that are cut into pieces, above which a text is put together again.
_CUT_SHARE = 0.05
_LONGEST_SYLLABLE, _MOST_PIECES = 7, 4
_LEAST_WORDS = 10
#: A text in which fewer of the accented words are syllables is not what the page shows.
_READABLE_SHARE = 0.75
_LOST_SHARE = 0.01


def repaired(pages: list[str]) -> list[str]:
    """The texts of a document's pages in NFC, what can be set right set right."""
    pages = [_BULLET.sub("- ", _INVISIBLE.sub("", page)) for page in pages]
    convert = conversion_for("\n".join(pages))
    if convert:
        pages = [convert(page) for page in pages]
    pages = [nfc(_APART.sub("", page)).translate(_RENAMED) for page in pages]
    if _are_cut(pages):
        pages = [_TOKENS.sub(lambda match: _joined(match[0].split(" ")), page) for page in pages]
    return pages


def is_readable(text: str) -> bool:
    """Whether a page's text can be what the page shows. Texts without accents may be."""
    lost = len(_LOST.findall(text))
    if lost > _LOST_SHARE * max(len(text), 1) and lost > 2:
        return False
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if len(words) < _LEAST_WORDS:
        return True
    return sum(is_syllable(word.lower()) for word in words) >= _READABLE_SHARE * len(words)


def has_accents(text: str) -> bool:
    """False for a text of some length that has next to none: what a foreign OCR leaves."""
    words = _WORD.findall(text)
    return len(words) < 30 or sum(not word.isascii() for word in words) > 0.05 * len(words)


def _are_cut(pages: list[str]) -> bool:
    words = pieces = 0
    for page in pages:
        for match in _TOKENS.finditer(page):
            tokens = match[0].split(" ")
            words += len(tokens)
            pieces += sum(
                token.islower() and not is_syllable(token) and len(token) <= 3 for token in tokens
            )
    return words >= _LEAST_WORDS and pieces > _CUT_SHARE * words


def _joined(tokens: list[str]) -> str:
    """The fewest words that the pieces make, strangers counting double.

    A syllable is cut beside the letter that came from another font: between two plain letters a
    space is more likely one.
    """
    best: list[tuple[float, list[str]]] = [(0, [])]
    for end in range(1, len(tokens) + 1):
        ways = []
        for start in range(max(0, end - _MOST_PIECES), end):
            pieces = tokens[start:end]
            word = "".join(pieces)
            if len(pieces) > 1 and not _is_one(pieces, word):
                continue
            cost, before = best[start]
            cost += 2 if is_syllable(word.lower()) else 4
            cost += 0.5 * sum(f"{a[-1]}{b[0]}".isascii() for a, b in pairwise(pieces))
            ways.append((cost, [*before, word]))
        best.append(min(ways, key=lambda way: way[0]))
    return " ".join(best[-1][1])


def _is_one(pieces: list[str], word: str) -> bool:
    cased = word.isupper() or all(piece.islower() for piece in pieces[1:])
    return cased and len(word) <= _LONGEST_SYLLABLE and is_syllable(word.lower())
