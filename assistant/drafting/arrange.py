"""How the sentences of a section are put together: as many as asked, and not all opening alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import DraftSentence
from assistant.drafting.phrases import frames
from assistant.drafting.plan import Planned
from assistant.drafting.wording import lower_first

_OPENING = re.compile(r"(?:Công tác|Ủy ban nhân dân|\w+)(?: \w+)?")
_IN_PERIOD = re.compile(r"^Trong kỳ báo cáo,? ")
_CONNECTED = re.compile(r"^[^,]{3,30}, ")


def vary_openings(sentences: Sequence[DraftSentence]) -> list[DraftSentence]:
    """``sentences`` with a connective before each that opens like the one before it."""
    connectives = frames()["connectives"]
    used = 0
    output: list[DraftSentence] = []
    for sentence in sentences:
        alike = bool(output) and _opening(output[-1].text) == _opening(sentence.text)
        connected = _CONNECTED.match(sentence.text) and not _IN_PERIOD.match(sentence.text)
        if alike and not connected and not sentence.text.startswith("["):
            connective = connectives[used % len(connectives)]
            used += 1
            text = lower_first(_IN_PERIOD.sub("", sentence.text))
            sentence = replace(sentence, text=f"{connective}, {text}")
        output.append(sentence)
    return output


def _opening(text: str) -> str:
    match = _OPENING.match(text)
    words = match[0].split() if match else [""]
    return words[0] if words[0] in ("Đã", "Còn", "Có", "Tổ") else " ".join(words)


#: "Mặt khác, còn do …" → "do …", where sentences are joined or listed and need no link.
_LINK = re.compile(
    r"^(?:Bên cạnh đó|Đồng thời|Ngoài ra|Cùng với đó|Mặt khác|Song song với đó), "
    r"(?:(?:nguyên nhân )?còn (?:là )?(?=do ))?"
)


def without_link(text: str) -> str:
    """``text`` as it stands alone in a list."""
    bare = _LINK.sub("", text)
    return bare[:1].upper() + bare[1:]


def split_for_count(group: Sequence[Planned], count: int) -> list[Planned]:
    """Items cut at commas where ``count`` points are asked of fewer lines."""
    if len(group) >= count:
        return list(group)
    return [
        replace(planned, item=replace(planned.item, text=piece))
        for planned in group
        for piece in _points(planned.item.text)
    ]


def _points(text: str) -> list[str]:
    pieces = [piece for piece in re.split(r",\s+|\s+và\s+", text) if piece]
    return pieces if all(len(piece.split()) >= 3 for piece in pieces) else [text]


def merge_to(sentences: Sequence[DraftSentence], count: int) -> list[DraftSentence]:
    """``count`` sentences that say all that ``sentences`` say: the last ones are joined."""
    kept = list(sentences[: count - 1])
    rest = sentences[count - 1 :]
    joined = "; ".join(
        sentence.text.rstrip(".")
        if index == 0
        else lower_first(without_link(sentence.text.rstrip(".")))
        for index, sentence in enumerate(rest)
    )
    ids = dict.fromkeys(id for sentence in rest for id in sentence.evidence)
    return [*kept, DraftSentence(f"{joined}.", tuple(ids))]
