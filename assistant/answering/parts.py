"""Two questions in one message, taken apart. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.essence import SHORT_KINDS, essence
from assistant.language.text import fold
from assistant.references import find_references

_ASKS = re.compile(rf"(?<!\w)(?:{SHORT_KINDS})(?: so)? (?:nao|gi|may)(?!\w)")
_BREAK = re.compile(r"\s*[,;?.]\s+(?:(?:thế\s+)?còn|và|với)?\s*|\s+(?:còn|và)\s+", re.IGNORECASE)
#: What may be asked of each of several documents alike: whether and since when, who and when.
_OF_EACH = re.compile(r"hieu luc|ap dung|con dung|ban hanh|ai ky|ngay ky|het han|gia tri")
_OTHERWISE = re.compile(r"thay|sua|bo sung|khac|dieu \d")


def parts_of(text: str, law_names: Sequence[str]) -> tuple[str, ...]:
    """The questions that ``text`` asks, each complete in itself; mostly the one text.

    "A và B còn hiệu lực không" asks the same of two documents; "văn thư theo nghị định nào, còn lưu
    trữ theo luật nào" asks two matters. What leaves a part without a matter of its own ("luật nào,
    nghị định nào quy định …") is one question.
    """
    documents = [r for r in find_references(text, law_names) if r.number and (r.code or r.year)]
    if len(documents) > 1:
        asked = text[documents[-1].span.end :].strip()
        plain = fold(asked)
        if _OF_EACH.search(plain) and not _OTHERWISE.search(fold(text)):
            return tuple(f"{document.text} {asked}" for document in documents)
        return (text,)
    pieces = [piece.strip() for piece in _BREAK.split(text) if piece.strip()]
    own = all(_ASKS.search(fold(piece)) and len(essence(piece).split()) > 1 for piece in pieces)
    return tuple(pieces) if len(pieces) > 1 and own else (text,)
