"""The matter of a question or a title, without the words that frame it. Pure.

"Nghị định nào quy định về cơ chế một cửa?" and the title "Quy định chi tiết một số điều của Luật
Khiếu nại" speak of "cơ chế một cửa" and of "Luật Khiếu nại"; the rest is shared by hundreds of
questions and titles and says nothing about which one is meant.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.answering.words import canonical
from assistant.language.text import fold

KINDS = (
    "bo luat|luat|phap lenh|nghi dinh|nghi quyet|thong tu lien tich|thong tu|quyet dinh|chi thi|"
    "ket luan|quy dinh|van ban"
)
#: The same with the abbreviations that people type.
SHORT_KINDS = f"{KINDS}|nd|nq|qd|tt|ct"
_ASKED = "(?:nao|gi)"

#: Several words each, so that losing the accents makes none of them ambiguous.
_FRAMES = re.compile(
    r"(?<!\w)(?:"
    r"(?:cho |xin )+(?:toi |em |minh |phep )?(?:hoi|biet)|"
    r"(?:cac |nhung )?(?:van ban|co so|can cu)(?: phap luat| quy pham phap luat| phap ly)?"
    rf" {_ASKED}|"
    rf"(?:theo |can cu |dua vao |ap dung )?(?:{SHORT_KINDS})(?: so)? (?:{_ASKED}|may|bao nhieu)"
    r"(?: dieu chinh| ap dung)?|"
    r"theo (?:quy dinh|van ban) (?:nao|hien hanh)|"
    r"(?:duoc |dang |da |co )?(?:quy dinh|dieu chinh|huong dan|noi|ban hanh)(?: chi tiet| cu the)?"
    r" (?:ve viec|ve|o dau|tai dau|trong van ban nao|the nao|nhu the nao|ra sao|gi)|"
    r"(?:duoc |co )(?:quy dinh|dieu chinh)|"
    r"(?:theo|can cu|dua vao|ap dung|xem|tra)(?: o| tai)? (?:cai )?(?:nao|gi|dau)|"
    r"la (?:gi|van ban nao|so may|bao nhieu)|gom nhung gi|"
    r"(?:o |tai )?(?:dieu|khoan|muc) (?:nao|may|bao nhieu)(?: cua)?|nhu the nao|"
    r"the nao|ra sao|o dau|"
    r"hien nay|hien hanh|hien gio|hien tai|bay gio|hom nay|luc nay|moi nhat|"
    r"con hieu luc(?: khong| ko)?|tai (?:ngay|thoi diem)(?: bao cao)?|"
    rf"(?:(?:{KINDS}) (?:{_ASKED}|so may) )?cua (?:thu tuong(?: chinh phu)?|chinh phu|quoc hoi|"
    r"bo chinh tri|ban bi thu|trung uong|bo (?:noi vu|tai chinh|tu phap|cong an))|"
    r"(?:viet |lam |soan )?bao cao(?: cuoi nam| cua xa| nam)+|"
    # What decrees and circulars call themselves.
    r"quy dinh chi tiet(?: thi hanh)?(?: mot so (?:dieu|noi dung))?"
    r"(?: va (?:cac )?bien phap(?:(?: de)? to chuc)?(?:,? huong dan)?(?: thi hanh)?)?(?: cua)?|"
    r"huong dan(?: thi hanh| thuc hien)?(?: mot so (?:dieu|noi dung|quy dinh))?(?: cua)?|"
    r"sua doi,? bo sung(?: mot so)?(?: dieu| noi dung| quy dinh)?(?: cua)?|"
    rf"(?:{KINDS}) (?:ve viec|ve|huong dan|quy dinh|cua)|"
    r"quy dinh (?:ve|viec|mot so)|mot so (?:dieu|noi dung|quy dinh)(?: cua| ve)?"
    r")(?!\w)"
)

#: Single words, only where they stand with their accents: "thì" is not the "thi" of "thi đua".
_ACCENTED_WORDS = re.compile(
    r"(?<!\w)(?:nào|gì|vậy|ạ|nhỉ|thế|thì|là|về|việc|không|được|cần|phải|nhé|hỏi|à|của|các|những|"
    # How people speak of themselves and each other, and the small words around.
    r"tôi|tui|em|anh|chị|cháu|mình|bé|ơi|nghen|nè|hả|mấy|giờ|bây giờ|(?<!bản )sao(?! y)|chỗ(?! ở)|"
    r"rồi|với|cái|vô|coi|"
    r"giùm|dùm|mô|muốn|thôi|luôn|lắm|quá|để|này|đó|hồi|nếu|mà|nhưng|hay|hoặc|(?<!chỗ )ở|đang|sẽ|đã|"
    r"cho|cũng|đều|"
    r"nữa|ra|đi|theo|như|và|khi|bị|lên|thêm|vào|trong|đến|tới|qua|còn|"
    r"vẫn|rằng|liền|xong|ấy|kia|đây|nên|xem|biết|đâu|ai|kiểu|lúc|ngay|vừa|"
    r"quy định|thực hiện|áp dụng|căn cứ|dựa)(?!\w)",
    re.IGNORECASE,
)
_PLAIN_WORDS = re.compile(
    r"(?<!\w)(?:nao|gi|ko|khong|k|j|theo|nhu|va|khi|duoc|dc|cac|nhung|hay|hoac|neu|vay|phai|muon|"
    r"trong|nhe|em|anh|minh|quy dinh|thuc hien|ap dung|can cu|xem)(?!\w)"
)


@lru_cache(maxsize=16384)
def essence(text: str) -> str:
    """``text`` in the register's words, lower case, without frame and punctuation; may be empty."""
    text = canonical(text)
    folded = fold(text)
    kept = list(text)
    for pattern, subject in (
        (_FRAMES, folded),
        (_ACCENTED_WORDS, text),
        (_PLAIN_WORDS, folded if text.isascii() else ""),
    ):
        for match in pattern.finditer(subject):
            kept[match.start() : match.end()] = " " * (match.end() - match.start())
    return re.sub(r"[\s?!.,;:()“”\"]+", " ", "".join(kept)).strip()
