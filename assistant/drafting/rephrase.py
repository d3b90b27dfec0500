"""Words that say the same: which of them stands in a sentence goes on with every rewriting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import Span
from assistant.drafting.phrases import wordings
from assistant.references import find_references

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|\[[^\]]*\]")


def rephrase(text: str, version: int, kind: str) -> str:
    """``text`` with the interchangeable words of ``frames.yaml`` that this ``version`` has.

    The first version (0) has the usual ones. Citations, quotations and gaps stay as they are;
    ``kind`` is the kind of section ("han-che").
    """
    for wording in wordings():
        if wording.kinds and kind not in wording.kinds:
            continue
        if wording.pattern.search(text) is None:
            continue
        closed = _closed(text)

        def other(
            match: re.Match[str],
            closed: Sequence[Span] = closed,
            option: str = wording.options[version % len(wording.options)],
        ) -> str:
            if any(span.overlaps(Span(*match.span())) for span in closed):
                return match[0]
            return match.expand(option)

        text = wording.pattern.sub(other, text)
    return text


def _closed(text: str) -> list[Span]:
    spans = [Span(*match.span()) for match in _QUOTED.finditer(text)]
    return [*spans, *(reference.span for reference in find_references(text))]
