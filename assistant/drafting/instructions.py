"""What a clerk asks of the wording, as far as it can be done without a model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.drafting.notes import Polarity
from assistant.language.numbers import words_to_number
from assistant.language.text import fold, nfc


@dataclass(frozen=True, slots=True)
class Directions:
    """``count`` asks for exactly so many sentences of kind ``counted``."""

    shorter: bool = False
    longer: bool = False
    bullets: bool = False
    count: int | None = None
    counted: Polarity | None = None
    understood: bool = True


_COUNTED = {
    "nguyen nhan": Polarity.CAUSE,
    "han che": Polarity.SHORTCOMING,
    "ton tai": Polarity.SHORTCOMING,
    "nhiem vu": Polarity.TASK,
    "giai phap": Polarity.TASK,
    "kien nghi": Polarity.PROPOSAL,
    "de xuat": Polarity.PROPOSAL,
    "ket qua": Polarity.RESULT,
}
COUNTED_NAMES = {
    Polarity.CAUSE: "nguyên nhân",
    Polarity.SHORTCOMING: "tồn tại, hạn chế",
    Polarity.TASK: "nhiệm vụ",
    Polarity.PROPOSAL: "kiến nghị",
    Polarity.RESULT: "kết quả",
    Polarity.STATEMENT: "nội dung",
}
_COUNT = re.compile(
    r"(?<!\w)(?P<count>\d{1,2}|[^\W\d]+)\s+(?:muc\s+|y\s+|noi dung\s+)?"
    rf"(?P<what>{'|'.join(_COUNTED)}|y|muc)(?!\w)"
)
_SHORTER = re.compile(r"ngan (?:hon|gon|lai)|rut gon|co dong|suc tich|ngan thoi")
_LONGER = re.compile(r"dai hon|chi tiet hon|day du hon|ky hon|cu the hon")
_BULLETS = re.compile(r"gach dau dong|liet ke|dang danh sach|bullet")
_OTHERWISE = re.compile(
    r"viet lai|cach khac|soan lai|lam lai|doi cach|khac di|nghiem tuc|trang trong|trang nghiem|"
    r"hanh chinh hon|lich su hon|muot|hay hon|tao lai"
)


def read_instruction(text: str) -> Directions:
    """``text`` as directions; ``understood`` is False when nothing of it is known."""
    folded = fold(nfc(text))
    if not folded.strip():
        return Directions()
    count, counted = None, None
    for match in _COUNT.finditer(folded):
        number = match["count"]
        value = int(number) if number.isdigit() else words_to_number(number)
        if value:
            count, counted = value, _COUNTED.get(match["what"])
            break
    shorter, longer = bool(_SHORTER.search(folded)), bool(_LONGER.search(folded))
    bullets = bool(_BULLETS.search(folded))
    known = bool(count or shorter or longer or bullets or _OTHERWISE.search(folded))
    return Directions(shorter, longer and not shorter, bullets, count, counted, known)
