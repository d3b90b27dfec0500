"""What a clerk asks of the wording, as far as it can be done without a model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.drafting.notes import Polarity
from assistant.language.numbers import words_to_number
from assistant.language.text import fold, nfc


@dataclass(frozen=True, slots=True)
class Directions:
    """``count`` asks for exactly so many sentences of kind ``counted``.

    ``adds`` are texts to tell as further notes; ``drops`` say which notes to leave out, by their
    words; ``drop_places`` by the place of their sentence in the draft (1 the first, -1 the last).
    """

    shorter: bool = False
    longer: bool = False
    bullets: bool = False
    count: int | None = None
    counted: Polarity | None = None
    understood: bool = True
    adds: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    drop_places: tuple[int, ...] = ()


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


#: "thêm ý: …", "bỏ ý về …", "bỏ câu 2"; another such order may follow a semicolon or a new line.
_THING = r"(?:y|cau|noi dung|muc|gach dau dong)"
_ORDER = re.compile(
    rf"(?:^|(?<=[;,.\n]))\s*(?:hay |xin |vui long )?(?P<verb>them|bo sung|bo|xoa|luoc)\s+{_THING}"
    rf"(?:\s+(?:ve|noi ve|la|thu|so|nay|cuoi|dau))?\s*:?\s*(?P<what>.*?)"
    rf"(?=\s*(?:[;\n]|[,.]\s)\s*(?:hay )?(?:them|bo sung|bo|xoa|luoc)\s+{_THING}(?!\w)|\s*[;\n]|$)"
)
_PLACES = {"cuoi": -1, "cuoi cung": -1, "dau": 1, "dau tien": 1}


def read_instruction(text: str) -> Directions:
    """``text`` as directions; ``understood`` is False when nothing of it is known."""
    text = nfc(text)
    folded = fold(text)
    if not folded.strip():
        return Directions()
    adds: list[str] = []
    drops: list[str] = []
    places: list[int] = []
    rest = folded
    for match in _ORDER.finditer(folded):
        what = text[match.start("what") : match.end("what")].strip(' ."“”')
        rest = rest.replace(match[0], " ", 1)
        if match["verb"] in ("them", "bo sung"):
            adds += [what] if what else []
        elif (place := _place(match[0], fold(what))) is not None:
            places.append(place)
        elif what:
            drops.append(what)
    count, counted = None, None
    for match in _COUNT.finditer(rest):
        number = match["count"]
        value = int(number) if number.isdigit() else words_to_number(number)
        if value:
            count, counted = value, _COUNTED.get(match["what"])
            break
    shorter, longer = bool(_SHORTER.search(rest)), bool(_LONGER.search(rest))
    bullets = bool(_BULLETS.search(rest))
    known = bool(count or shorter or longer or bullets or _OTHERWISE.search(rest))
    known = known or bool(adds or drops or places)
    return Directions(
        shorter,
        longer and not shorter,
        bullets,
        count,
        counted,
        known,
        tuple(adds),
        tuple(drops),
        tuple(places),
    )


def _place(order: str, what: str) -> int | None:
    """2 for "bỏ câu 2" or "bỏ ý thứ hai", -1 for "bỏ câu cuối"; None for words."""
    last = order.split()[-1]
    if not what or what in _PLACES:
        return _PLACES.get(what or last)
    if what.isdigit():
        return int(what)
    return words_to_number(what) if len(what.split()) <= 2 else None
