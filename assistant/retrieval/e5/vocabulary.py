"""The part of e5's vocabulary that Vietnamese offices use, and the tokenizer over it.

The vocabulary's 250,000 rows are four fifths of the model, and most belong to other languages. What
is kept follows from the pieces themselves, so that no list needs shipping. Every single character
stays: no text is lost, a foreign word only takes more pieces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.language.text import nfc

_SPACE = "▁"
_SIGNS = frozenset("“”‘’–—…•·°²³½¼¾×÷±≤≥§№")
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LETTERS = frozenset(nfc(vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES) | {"đ"}
#: A syllable without its accents, or the beginning of one.
_SYLLABLE = re.compile(
    r"(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{0,3}(ch|ng|nh|[cmnpt])?"
)
_LONGEST_ACRONYM = 5
#: ASCII pieces kept for being frequent: English words, units, names.
_FREQUENT = 50_000
#: What e5 puts before every passage; less frequent than that.
_PREFIX = "passage"


def kept_pieces(pieces: Sequence[str], scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Ids of the pieces to keep, ascending. Special pieces are among them.

    Args:
        pieces: the whole vocabulary; a piece's id is its place.
        scores: log probabilities, which rank the frequent ones.
    """
    words = [piece.removeprefix(_SPACE) for piece in pieces]
    kept = np.array([_is_vietnamese(word) for word in words])
    kept |= np.array([word.startswith("<") and word.endswith(">") for word in words])
    ascii_ids = np.array([i for i, word in enumerate(words) if word.isascii()])
    kept[ascii_ids[np.argsort(-scores[ascii_ids], kind="stable")[:_FREQUENT]]] = True
    return np.flatnonzero(kept)


def _is_vietnamese(word: str) -> bool:
    if len(word) <= 1 or word == _PREFIX:
        return True
    if not all(_is_ours(character) for character in word):
        return False
    if not word.isascii() or not any(character.isalpha() for character in word):
        return True
    if word.isupper() and len(word) <= _LONGEST_ACRONYM:
        return True
    return _SYLLABLE.fullmatch(word.lower()) is not None


def _is_ours(character: str) -> bool:
    return character.isascii() or character in _SIGNS or character.lower() in _LETTERS


def build_tokenizer(
    pieces: Sequence[str],
    scores: Sequence[float],
    *,
    bos: tuple[str, int],
    eos: tuple[str, int],
    unknown: int,
    max_tokens: int,
) -> Any:
    """e5's tokenizer over a vocabulary; a piece's id is its place."""
    from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    vocabulary = list(zip(pieces, scores, strict=True))
    tokenizer = Tokenizer(Unigram(vocabulary, unk_id=unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=True)
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos[0]} $A {eos[0]}", special_tokens=[bos, eos]
    )
    tokenizer.enable_truncation(max_tokens)
    return tokenizer
