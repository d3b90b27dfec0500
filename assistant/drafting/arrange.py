"""How the sentences of a section are put together: as many as asked, and not all opening alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import DraftSentence
from assistant.drafting.plan import Planned
from assistant.drafting.wording import lower_first

#: What stands before a statement already: no second link goes in front of it.
_LED = re.compile(
    r"(?:Trong kỳ|Tính đến|Đến nay|Đến thời điểm|Hiện|Qua |Thực tế|Trên thực tế|Đáng|Nhìn chung|"
    r"Trước hết|Về |Đối với|Theo |Thực hiện |Năm sau|Trong |Ngày |Quý |Tháng |Hằng |Mặt khác|"
    r"Nguyên nhân|Một nguyên nhân|Cũng phải|Từ )"
)
_MOST_NUMBERED = 6  # points that read well as "thứ nhất", "thứ hai" …


def link(
    sentences: Sequence[DraftSentence],
    styles: Sequence[Sequence[str]],
    start: int,
    *,
    before: int = 0,
    alone: bool = True,
) -> list[DraftSentence]:
    """``sentences`` with the links of one style before those that open bare.

    A style is a list of links in their order, an empty one leaves the sentence as it is;
    ``start`` says which style comes first. A style of numbered points is only taken where the
    sentences are ``alone`` in the section and not too many. ``before``: how many sentences the
    paragraphs before have. Two sentences in a row that open alike get a link in any style.
    """
    style = _style_for(sentences, styles, start, alone=alone)
    output: list[DraftSentence] = []
    for index, sentence in enumerate(sentences, start=before):
        word = style[index % len(style)]
        if not word and output and _opening(output[-1].text) == _opening(sentence.text):
            word = _PLAIN_LINKS[index % len(_PLAIN_LINKS)]
        if (
            not word
            or sentence.text.startswith("[")
            or (_LED.match(sentence.text) and not is_numbered(style))
        ):
            output.append(sentence)
            continue
        output.append(replace(sentence, text=f"{word} {lower_first(without_link(sentence.text))}"))
    return output


def _opening(text: str) -> str:
    words = re.findall(r"\w+", text)
    return " ".join(words[:1] if words[:1] in (["Đã"], ["Còn"], ["Có"], ["Tổ"]) else words[:3])


_PLAIN_LINKS = ("Bên cạnh đó,", "Đồng thời,", "Ngoài ra,", "Cùng với đó,")


def _style_for(
    sentences: Sequence[DraftSentence],
    styles: Sequence[Sequence[str]],
    start: int,
    *,
    alone: bool,
) -> Sequence[str]:
    for offset in range(len(styles)):
        style = styles[(start + offset) % len(styles)]
        bracketed = any(sentence.text.startswith("[") for sentence in sentences)
        if not is_numbered(style) or (
            alone and 2 <= len(sentences) <= min(len(style), _MOST_NUMBERED) and not bracketed
        ):
            return style
    return ("",)


def is_numbered(style: Sequence[str]) -> bool:
    """Whether the links count the points."""
    return style[0].startswith(("Thứ nhất", "Một là"))


#: "Mặt khác, còn do …" → "do …", where sentences are joined or listed and need no link.
_LINK = re.compile(
    r"^(?:Bên cạnh đó|Đồng thời|Ngoài ra|Cùng với đó|Mặt khác|Song song với đó|Trước hết|Tiếp đó|"
    r"Thứ \w+|Cuối cùng), "
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
