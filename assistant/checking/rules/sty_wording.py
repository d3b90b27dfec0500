"""Abbreviations that nobody explains, and words of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

import yaml

from assistant.checking.document import Document
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity, Span
from assistant.resources import data_folder

_SHORT: Final = re.compile(r"(?<![\w/.-])[A-ZĐ]{2,}(?:-[A-ZĐ]{2,})?(?![\w/]|-\w|\.\w)")
_ROMAN: Final = re.compile(r"[IVXLC]+")
_EXPLAINED: Final = re.compile(
    r"\(\s*(?:(?:sau đây\s+)?(?:gọi|viết)\s+tắt\s+là:?\s*|gọi\s+là:?\s*)?[“\"]?$"
    r"|(?:gọi|viết)\s+tắt\s+là:?\s*[“\"]?$",
    re.IGNORECASE,
)
_ADDRESSES: Final = re.compile(r"(?<!\w)noi nhan\s*:")
_QUOTED: Final = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|«[^»\n]*»")


@rule("STY001", Severity.INFO, "Chữ viết tắt chưa giải thích")
def unexplained_abbreviation(inspection: Inspection) -> Iterator[Finding]:
    """Chữ viết tắt dùng lần đầu mà không ghi dạng đầy đủ trước, như “cải cách hành chính (CCHC)”.
    Mỗi chữ báo một lần. Không báo tên cơ quan ai cũng biết (UBND, HĐND), chữ trong số ký hiệu, ở
    dòng viết hoa, nơi nhận.

    Nguồn: Nghị định 30/2020/NĐ-CP, Điều 8 và Phụ lục I (kiến thức chung, chưa đối chiếu với phụ
        lục): chỉ viết tắt khi đã giải thích.
    Sai:
        Xã đã kiểm soát ⟦TTHC⟧ và công khai TTHC tại trụ sở.
    Sửa: thủ tục hành chính (TTHC)
    Đúng:
        UBND xã công khai thủ tục hành chính (TTHC); TTHC được cập nhật. Kế hoạch số 12/KH-UBND.
    """
    document = inspection.document
    text = document.text
    end = _ADDRESSES.search(document.folded)
    seen: set[str] = set()
    numbers = [r.number_span for r in document.references if r.number_span]
    for match in _SHORT.finditer(text, 0, end.start() if end else len(text)):
        short = match[0]
        if short in seen:
            continue
        if short in _known() or _ROMAN.fullmatch(short) or _in_capitals(document, match):
            continue
        span = Span(*match.span())
        if any(number.contains(span) for number in numbers):
            continue
        seen.add(short)
        if _EXPLAINED.search(text[max(0, match.start() - 40) : match.start()]):
            continue
        full = _full_forms().get(short)
        yield Finding(
            span,
            f"“{short}” viết tắt lần đầu mà chưa giải thích"
            + (f"; hãy ghi “{full} ({short})”." if full else "."),
            fix=f"{full} ({short})" if full else None,
        )


def _in_capitals(document: Document, match: re.Match[str]) -> bool:
    """Whether the line around is in capitals, as titles and signatures are."""
    start = document.text.rfind("\n", 0, match.start()) + 1
    end = document.text.find("\n", match.end())
    line = document.text[start : end if end >= 0 else len(document.text)]
    return line.isupper()


_BLANKS: Final = str.maketrans("\t\n\u00a0", "   ")
#: Turns of speech ("làm hoài không xong", "lúc được lúc không", "ổn ổn", "ì à ì ạch"), each behind
#: a word without which it is not looked for.
_TURNS: Final = tuple(
    (word, re.compile(pattern, re.IGNORECASE))
    for word, pattern in (
        *(
            (word, rf"(?<!\w)\w+ {word} (?:mà |vẫn )?(?:không|chưa|chẳng|chả)(?: \w+)?")
            for word in ("hoài", "miết", "mãi")
        ),
        *(
            (word, rf"(?<!\w){word} (\w+),? {word} (?:không|chẳng|mất|thôi|nghỉ)(?!\w)")
            for word in ("lúc", "khi", "bữa")
        ),
        *(
            (word, rf"(?<!\w){word} (?:hết|quá) (?:biết|sức|trời|xá|chừng)(?!\w)")
            for word in ("mừng", "vui", "thích", "sợ", "mệt", "khổ")
        ),
        *(
            (back, rf"(?<!\w)(?:đi|chạy|hỏi|nói|gọi|kêu|làm) {to} \w+ {back}(?!\w)")
            for to, back in (("tới", "lui"), ("lên", "xuống"), ("ngược", "xuôi"))
        ),
        *(
            (word, rf"(?<!\w)(?:cũng|thấy|tạm) {word} {word}(?!\w)")
            for word in ("ổn", "tốt", "khá", "được", "yên", "vui")
        ),
        (" à ", r"(?<!\w)(\w) à \1 \w+"),
        ("cà ", r"(?<!\w)cà (\w+) cà \w+"),
        (" lữa", r"(?<!\w)(\w+) lần \1 lữa"),
        *(
            (word, rf"(?<!\w){word}(?=\s*[.!?])")
            for word in ("nhé", "nha", "nhá", "nghen", "hen", "hén", "đó nha", "luôn á", "chứ bộ")
        ),
    )
)


@rule("STY003", Severity.WARNING, "Lời nói trong văn bản hành chính")
def colloquial(inspection: Inspection) -> Iterator[Finding]:
    """Từ ngữ của lời nói hoặc ghi vội (“chả mấy khi”, “lập ra cho có”) không hợp với văn bản hành
    chính. Lời trích trong ngoặc kép không xét. Chỗ sửa nêu một cách viết thay, người soạn chọn.

    Nguồn: Nghị định 30/2020/NĐ-CP (văn phong hành chính; kiến thức chung, chưa đối chiếu).
    Sai:
        Một số tổ lập ra ⟦cho có⟧; cán bộ thôn ⟦chả mấy khi⟧ báo cáo.
    Sửa: mang tính hình thức; ít khi
    Sai:
        Việc này ⟦làm mãi chưa xong⟧; mạng ⟦lúc có lúc mất⟧; tình hình ⟦cũng ổn ổn⟧;
        cán bộ ⟦hứa lần hứa lữa⟧, tiến độ ⟦ì à ì ạch⟧; dân ⟦gọi tới gọi lui⟧.
    Đúng:
        Giá cả lúc tăng, lúc giảm; việc hòa giải mãi đến tháng 5 mới xong. Điện chập chờn.
        Một số tổ hoạt động hình thức. Mô hình “Nói không với xài túi ni lông” được duy trì.
    """
    text = inspection.document.text
    quoted = [Span(*match.span()) for match in _QUOTED.finditer(text)]
    told: list[Span] = []
    for match in _spoken(text):
        span = Span(*match.span())
        if any(quote.contains(span) for quote in quoted):
            continue
        told.append(span)
        formal = _colloquial()[" ".join(match[0].lower().split())]
        advice = f"; có thể viết “{formal}”." if formal else "."
        yield Finding(
            span, f"“{match[0]}” là lời nói, không hợp văn bản hành chính{advice}", fix=formal
        )
    lower = text.lower()
    for word, pattern in _TURNS:
        if word not in lower:
            continue
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if any(other.contains(span) for other in quoted) or any(map(span.overlaps, told)):
                continue
            told.append(span)
            yield Finding(span, f"“{match[0]}” là lời nói, không hợp văn bản hành chính.")


def _spoken(text: str) -> Iterator[re.Match[str]]:
    """The phrases in ``text``; one pattern of only those that occur, as most texts have few."""
    plain = text.lower().translate(_BLANKS)
    present = [phrase for phrase in _colloquial() if phrase in plain]
    if present:
        present.sort(key=len, reverse=True)
        joined = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in present)
        yield from re.finditer(rf"(?<!\w)(?:{joined})(?!\w)", text, re.IGNORECASE)


@lru_cache(maxsize=1)
def _colloquial() -> Mapping[str, str | None]:
    return _style("colloquial.yaml")


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(_style("known-abbreviations.yaml"))


@lru_cache(maxsize=1)
def _full_forms() -> Mapping[str, str]:
    text = (data_folder("knowledge") / "phrases" / "abbreviations.yaml").read_text("utf-8")
    exact: dict[str, str] = yaml.load(text, Loader=yaml.CSafeLoader)["exact"]
    return exact


def _style(file: str) -> Mapping[str, str | None]:
    text = (data_folder("knowledge") / "style" / file).read_text("utf-8")
    data: Mapping[str, str | None] = yaml.load(text, Loader=yaml.CSafeLoader)
    return data
