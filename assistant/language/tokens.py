"""The terms that the lexical index counts.

A Vietnamese word is one to three syllables, written apart. Pairs of neighbouring syllables stand
for words, which on legal questions beats any word segmenter (DESIGN §8). Every term is given twice:
as written, and folded without accents behind a mark, so that what is typed without accents still
finds the text, and what is typed with them prefers the exact word.
"""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.language.text import fold, nfc

_WORD = re.compile(r"[^\W_]+")
FOLDED_MARK = "~"


def lexical_tokens(text: str) -> list[str]:
    """Terms of ``text`` for BM25: syllables and their bigrams, as written and folded.

    "Thủ tục" → ``thủ``, ``tục``, ``thủ tục``, ``~thu``, ``~tuc``, ``~thu tuc``.
    """
    written = _WORD.findall(nfc(text).lower())
    folded = [FOLDED_MARK + syllable for syllable in map(fold, written)]
    return [
        *written,
        *(f"{a} {b}" for a, b in pairwise(written)),
        *folded,
        *(f"{a} {b[1:]}" for a, b in pairwise(folded)),
    ]
