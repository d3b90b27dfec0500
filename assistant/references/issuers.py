"""Reads the name of the body that issued a document: "của Sở Văn hóa, Thể thao và Du lịch tỉnh …".

A name is a head (a fixed name, or a kind of body with its field of work), then optionally a place.
Where no head is known, the words up to the first that cannot belong to a name are taken.
"""

from __future__ import annotations

import re

from assistant.domain import Span
from assistant.language.text import fold
from assistant.references.codes import ISSUERS_BY_CODE

_LEAD = re.compile(r"[\s]*[,)]?\s*(?:do|cua)\s+(?:ban hanh boi\s+)?")

_FIXED = (
    "Ban Chấp hành Trung ương Đảng", "Ban Chấp hành Trung ương", "Bộ Chính trị", "Ban Bí thư",
    "Ban Tổ chức Trung ương", "Ban Dân vận Trung ương", "Ban Tuyên giáo Trung ương",
    "Ủy ban Kiểm tra Trung ương", "Trung ương Đảng", "Trung ương",
    "Ban Chấp hành Đảng bộ", "Ban Thường vụ Tỉnh ủy", "Ban Thường vụ Thành ủy",
    "Ban Thường vụ Huyện ủy", "Ban Thường vụ Đảng ủy", "Thường trực Tỉnh ủy",
    "Thường trực Thành ủy", "Thường trực Huyện ủy", "Thường trực Đảng ủy", "Tỉnh ủy", "Thành ủy",
    "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy", "Đảng ủy Công an", "Đảng ủy Quân sự",
    "Thường trực Hội đồng nhân dân", "Thường trực HĐND", "Hội đồng nhân dân", "HĐND",
    "Ủy ban nhân dân", "UBND", "Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban MTTQ Việt Nam",
    "Ủy ban MTTQVN", "Mặt trận Tổ quốc Việt Nam", "Mặt trận Tổ quốc",
    "Văn phòng Ủy ban nhân dân", "Văn phòng UBND", "Văn phòng Đăng ký đất đai",
    "Công an", "Ban Chỉ huy Quân sự", "Bộ Chỉ huy Quân sự", "Thanh tra", "Hội Nông dân",
    "Hội Liên hiệp Phụ nữ", "Hội Cựu chiến binh", "Đoàn Thanh niên", "Liên đoàn Lao động",
    "Bảo hiểm xã hội", "Chi cục Thuế", "Tòa án nhân dân", "Viện kiểm sát nhân dân", "Nhà nước",
    "Chính phủ lâm thời", "Ủy ban Thể dục thể thao",
    "Hội đồng Bầu cử quốc gia", "Trung tâm Phục vụ hành chính công",
    *(name for names in ISSUERS_BY_CODE.values() for name in names),
)  # fmt: skip

#: Fields of work after "Bộ", "Sở", "Phòng", "Ban".
_FIELDS = (
    "Nông nghiệp và Phát triển nông thôn", "Nông nghiệp và Môi trường", "Nông nghiệp",
    "Lao động - Thương binh và Xã hội", "Lao động, Thương binh và Xã hội", "Lao động",
    "Lao động - TB&XH", "Văn hóa, Thể thao và Du lịch", "Văn hóa và Thông tin",
    "Văn hóa - Thông tin", "Văn hóa - Xã hội", "Văn hóa", "Giáo dục và Đào tạo",
    "Tài nguyên và Môi trường", "Kế hoạch và Đầu tư", "Thông tin và Truyền thông",
    "Khoa học và Công nghệ", "Kinh tế và Hạ tầng", "Kinh tế - Hạ tầng",
    "Kinh tế, Hạ tầng và Đô thị", "Kinh tế", "Tài chính - Kế hoạch", "Tài chính",
    "Giao thông vận tải", "Giao thông", "Xây dựng",
    "Công Thương", "Y tế", "Nội vụ", "Tư pháp", "Ngoại vụ", "Ngoại giao", "Dân tộc và Tôn giáo",
    "Dân tộc", "Quốc phòng", "Công an", "Quản lý đô thị", "Dân vận", "Tuyên giáo", "Tổ chức",
    "Pháp chế", "Kinh tế - Xã hội", "Kinh tế - Ngân sách", "Tuyên giáo và Dân vận",
    "Xây dựng Đảng", "Nội chính", "Thi đua - Khen thưởng",
)  # fmt: skip


def _alternatives(names: tuple[str, ...]) -> str:
    folded = sorted({fold(name) for name in names}, key=len, reverse=True)
    spaced = (re.escape(name).replace(r"\ ", r"\s+") for name in folded)
    return "|".join(name.replace(r"\s+\-\s+", r"\s*[-–]\s*") for name in spaced)


_HEAD = re.compile(
    r"(?:(?:lien|(?:bo truong\s*,\s*)?chu nhiem|bo truong|chu tich|pho chu tich|"
    r"tong thanh tra|thong doc|chanh an|vien truong|giam doc|truong phong|truong ban|"
    r"bi thu|btv|bch)\s+)?"
    rf"(?:(?:{_alternatives(_FIXED)})|(?:bo|so|phong|ban)\s+(?:{_alternatives(_FIELDS)}))(?!\w)"
)
#: "Sở GD&ĐT", "Phòng LĐ-TB&XH": the field in its initials.
_INITIALS = re.compile(r"(?:Bộ|Sở|Phòng|Ban)\s+[A-ZĐ]{1,6}(?:\s?[-–&]\s?[A-ZĐ]{1,6})*(?!\w)")
#: The body to which a committee or board belongs: "Ban Dân vận Tỉnh ủy", "Ban Pháp chế HĐND xã".
_PARENT = re.compile(
    r"\s+(?:(?:tinh|thanh|huyen|quan|thi|dang)\s+uy|hdnd|hoi\s+dong\s+nhan\s+dan|ubnd|"
    r"uy\s+ban\s+nhan\s+dan|trung\s+uong)(?!\w)"
)
#: With accents: "quản" is no "quận".
_LEVEL = re.compile(
    r"\s+(?:tỉnh|thành phố|tp\.?|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu|khu vực)(?!\w)",
    re.IGNORECASE,
)
_PLAIN_LEVEL = re.compile(
    r"\s+(?:tinh|thanh pho|tp\.?|huyen|thi xa|quan|xa|phuong|thi tran|dac khu|khu vuc)(?!\w)",
    re.IGNORECASE,
)
_TERM = re.compile(r"\s+khoa\s+[ivxl]+(?!\w)")
_CAPITAL = re.compile(r"\s+(?=[A-ZĐÀÁẢÃẠĂÂÈÉÊÌÍÒÓÔƠÙÚƯÝỦỤỨỐỒỘẤẦẬẮẰ])[\w’'.-]*\w")
#: "Ủy ban nhân dân (UBND) huyện …", "UBND xã Khe Sậu (cũ)".
_ASIDE = re.compile(
    r"\s*\((?:[a-z]{2,8}|cu|sau day[^)]{0,60}(?=\)\s+(?:tinh|huyen|xa|phuong|thanh|thi|quan)\s))\)"
)
#: Bodies that take a name right behind them: "Tỉnh ủy Quảng Ngãi", "Công an Lâm Đồng".
_NAMED = re.compile(r"(?:uy|cong an|dang bo|trung uong|thanh tra)$")

#: With accents, since without them "tại" ends a name and "Tài chính" does not.
_STOP = re.compile(
    r"[,;:.()\n“”\"|]|\sngày\s+\d|\s(?:về|quy\s+định|ban\s+hành|hướng\s+dẫn|sửa\s+đổi|phê\s+duyệt|"
    r"triển\s+khai|thực\s+hiện|và|đã|trên|tại|được|có|kiện\s+toàn|phân\s+công|thành\s+lập|"
    r"chi\s+tiết|công\s+bố|hợp\s+nhất|nâng\s+cao|trong|gồm|thay|công\s+nhận|giao|bãi\s+bỏ|"
    r"đẩy\s+mạnh|tăng\s+cường|yêu\s+cầu|thì|xin|chưa|đều|còn|không|là|để|vẫn)(?=[\s,])",
    re.IGNORECASE,
)
_EDGE = re.compile(r"[;:.()\n“”\"|]|\sngay\s+\d|\sve\s")
_LONGEST = 110
_COMMITTEES = ("ban chi dao", "to cong tac", "ban quan ly", "hoi dong", "ban van dong")
#: Between the bodies that issued a document together.
_ALSO = re.compile(r"\s*,\s*|\s+-\s+|\s+(?:va|cung|voi)\s+")
_QUOTED = re.compile(r"\s*[“\"«][^“”\"«»\n]{3,60}[”\"»]")
_AFTER_PLACE = re.compile(r"$|[\s,;:.)]")


def issuer_at(
    text: str, folded: str, position: int, stop: int, *, joint: bool = False
) -> Span | None:
    """The issuer that "của …" or "do …" names at ``position``, None where none is named there.

    Args:
        joint: whether further bodies that follow it are issuers too.
    """
    lead = _LEAD.match(folded, position, stop)
    if not lead or lead.end() >= stop:
        return None
    start = lead.end()
    end = _known(text, folded, start, stop)
    if end is None:
        return _unknown(text, folded, start, stop) if text[start].isupper() else None
    while joint and (also := _ALSO.match(folded, end, stop)):
        further = _known(text, folded, also.end(), stop)
        if further is None or not text[also.end()].isupper():
            break
        end = further
    return Span(start, end)


def _known(text: str, folded: str, start: int, stop: int) -> int | None:
    """Where the name of a body of a known kind ends that starts at ``start``."""
    head = _HEAD.match(folded, start, stop) or _INITIALS.match(text, start, stop)
    return _place_end(text, folded, start, head.end(), stop) if head else None


def _place_end(text: str, folded: str, start: int, end: int, stop: int) -> int:
    """Where the body's name ends: behind its place, if it has one."""
    end = _aside(folded, end, stop)
    if folded.startswith("ban ", start) and (parent := _PARENT.match(folded, end, stop)):
        end = parent.end()
    pattern = _PLAIN_LEVEL if text[start:stop].isascii() else _LEVEL
    level = pattern.match(text, end, stop)
    if level:
        end = _capitals(text, level.end(), stop, dashed=level[0].lower().endswith((" vực", " vuc")))
    elif _NAMED.search(folded, start, end):
        end = _capitals(text, end, stop)
    term = _TERM.match(folded, end, stop)
    return _aside(folded, term.end() if term else end, stop)


def _capitals(text: str, end: int, stop: int, *, dashed: bool = False) -> int:
    """Where the words with capitals end that follow ``end``; two names may be joined by a dash."""
    while (capital := _CAPITAL.match(text, end, stop)) or dashed:
        if capital is None:
            dash = re.compile(r"\s+[-–](?=\s)").match(text, end, stop)
            capital = _CAPITAL.match(text, dash.end(), stop) if dash else None
            if capital is None:
                break
        end = capital.end()
    return end


def _aside(folded: str, end: int, stop: int) -> int:
    aside = _ASIDE.match(folded, end, stop)
    return aside.end() if aside else end


def _unknown(text: str, folded: str, start: int, stop: int) -> Span | None:
    """A body of no known kind ("Ban Chỉ đạo phòng, chống … xã …"): to its place, or a stop."""
    reach = min(stop, start + _LONGEST)
    hard = _EDGE.search(folded, start, reach)
    edge = hard.start() if hard else reach
    if folded.startswith(_COMMITTEES, start):
        quoted = _QUOTED.search(text, start, reach)
        level = _LEVEL.match(text, quoted.end(), stop) if quoted else None
        if quoted and level and len(re.findall(r"\w+", text[start : quoted.start()])) <= 4:
            return Span(start, _capitals(text, level.end(), stop))
        place = None
        for place in _LEVEL.finditer(text, start, edge):
            if _CAPITAL.match(text, place.end(), edge):
                return Span(start, _aside(folded, _capitals(text, place.end(), edge), stop))
        if place is not None and _AFTER_PLACE.match(text, place.end()):
            return Span(start, place.end())
    found = _STOP.search(text, start, stop)
    end = found.start() if found else stop
    end = _aside(folded, end, stop)
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end <= start + _LONGEST else None
