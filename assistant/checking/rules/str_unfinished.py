"""Sentences that break off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.document import Document
from assistant.checking.headings import Style
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity, Span
from assistant.language.syllables import syllables

_WORD: Final = re.compile(r"[^\W\d_]+")
_LAST: Final = re.compile(r"[\w”\"’'%)\]]\s*\Z")  # no punctuation behind the last word
_COMMA: Final = re.compile(r",\s*\Z")
#: How lines of the letterhead, the addressees and the signature begin.
_SIGNED: Final = re.compile(
    r"[-+*•–\s]*(?:noi nhan|tm\b|kt\b|tl\b|tuq\b|kinh gui|luu\s*:|doc lap|cong hoa|so\s*:|v/v|"
    r"(?:pho )?chu tich\b|ho va ten|ky ten)"
)
#: Words that always need another behind them.
_DANGLING: Final = frozenset(
    (
        "của", "và", "các", "về", "với", "tại", "cho", "từ", "để", "khi", "nhằm", "hoặc", "đối",
        "những", "bằng", "trong", "theo", "giữa", "bởi", "thuộc", "nên", "mà", "vì", "gồm",
        "còn", "đã", "đang", "sẽ", "phải", "cần", "bao", "thì", "nếu", "rằng", "mỗi", "tuy", "dù",
        "ngoài", "vẫn", "chưa", "hãy", "mọi", "từng",
    )
)  # fmt: skip
#: The same, and never the last before a full stop either.
_NEVER_LAST: Final = frozenset(
    (
        "của", "và", "các", "những", "hoặc", "nhằm", "đối", "tại", "để", "thì", "nếu", "rằng",
        "mỗi", "mọi", "giữa", "bởi", "sẽ", "đang",
    )
)  # fmt: skip
#: Pairs that open what never came.
_OPENERS: Final = frozenset(
    (
        ("nhất", "là"), ("cũng", "như"), ("bao", "gồm"), ("trong", "đó"), ("với", "việc"),
        ("trong", "việc"), ("cho", "việc"), ("về", "việc"), ("từ", "việc"), ("chú", "trọng"),
        ("coi", "trọng"), ("đáp", "ứng"), ("nhằm", "mục"), ("cụ", "thể"), ("gắn", "liền"),
        ("thông", "qua"), ("liên", "quan"), ("đặc", "biệt"),
    )
)  # fmt: skip
#: … of which these also end a clause before a full stop ("chú trọng hơn" is no end).
_OPEN_BEFORE_STOP: Final = _OPENERS - {
    ("cụ", "thể"), ("thông", "qua"), ("liên", "quan"), ("đặc", "biệt"), ("gắn", "liền"),
    ("đáp", "ứng"),
}  # fmt: skip
#: "về thì", "tự do": a word that may end what these open.
_LAWFUL_ENDS: Final = frozenset((("nhà", "ở"), ("vẫn", "còn"), ("khi", "cần"), ("hay", "chưa")))
#: A report's grounds end in commas and semicolons before the body that reports.
_GROUNDS: Final = re.compile(r"[-+ ]*(?:Căn cứ|Thực hiện|Theo|Xét|Tiếp theo|Trên cơ sở)(?!\w)")
_LETTER_ITEM: Final = re.compile(r"[a-zđ]\)")
_CHAPTERS: Final = (Style.PART, Style.ROMAN, Style.CAPITAL)
_FEWEST_WORDS: Final = 6
_USUAL: Final = 100  # times that official text has the last two syllables
_SELDOM: Final = 0.005  # … and the share of them behind which a clause ends
_SHOWN: Final = 6  # last words that are marked
#: "Nhiệm vụ đã 20 hoàn thành": a figure between a particle and its verb.
_FIGURE_DROPPED: Final = re.compile(
    r"(?<!\w)(đã|đang|sẽ) (\d{1,5}) (hoàn thành|thực hiện|giải quyết|tổ chức|triển khai|ban hành|"
    r"tiếp nhận|xử lý|xây dựng|phối hợp|vận động|kiểm tra|hòa giải|hỗ trợ|trả lời)(?!\w)"
)
_MESSAGE: Final = "Câu chưa trọn: còn thiếu phần sau."


@rule("STR004", Severity.WARNING, "Câu chưa trọn")
def unfinished(inspection: Inspection) -> Iterator[Finding]:
    """Đoạn văn đứt giữa chừng: không có dấu kết thúc và hai tiếng cuối hầu như không bao giờ kết
    thúc một vế trong văn bản pháp luật, hoặc kết thúc bằng một từ nối, hay bằng dấu phẩy mà đoạn
    sau là đề mục hoặc câu mới; con số rơi vào giữa “đã” và động từ cũng bị báo. Đề mục, bảng,
    dòng chữ ký, nơi nhận không xét.

    Nguồn: ngữ pháp tiếng Việt; số lần hai tiếng kết thúc một vế trong văn bản của Bộ pháp điển
        (knowledge/language).
    Sai:
        Xã gắn trách nhiệm của người đứng đầu trong việc chỉ đạo thực hiện cải cách tổ ⟦chức bộ⟧

        Ủy ban nhân dân xã đã ban hành Quy tắc ứng xử.
    Sai:
        Đề nghị Công an tỉnh tiếp tục phối hợp với Ủy ban nhân dân xã ⟦trong việc⟧
    Sai:
        Đối với những hộ còn khó ⟦khăn thì⟧

        Các thôn tiếp tục họp dân và công khai kết quả gắn ⟦với việc⟧. Xã mở 02 lớp tập huấn cho
        tổ hòa ⟦giải để⟧. Nay đã xong.
    Sai:
        Nhiệm vụ ⟦đã 20 hoàn thành⟧: đúng hạn 18, quá hạn 02.
    Sửa: đã hoàn thành 20
    Đúng:
        Xã gắn trách nhiệm của người đứng đầu trong việc cải cách tổ chức bộ máy

        Ủy ban nhân dân xã đã ban hành các văn bản sau:
        - Kế hoạch số 12/KH-UBND về tuyên truyền cho cán bộ
        - Quyết định kiện toàn Hội đồng nghĩa vụ quân sự
    """
    document = inspection.document
    headings = {h.span.start for h in document.headings if h.firm or h.style in _CHAPTERS}
    paragraphs = document.paragraphs
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.of(document.text)
        if text.startswith("|") or paragraph.start in headings or text.isupper():
            continue
        following = paragraphs[index + 1].of(document.text) if index + 1 < len(paragraphs) else ""
        goes_on = following[:1].islower() and not _LETTER_ITEM.match(following)
        if goes_on or _SIGNED.match(paragraph.of(document.folded)):
            continue
        last = list(_WORD.finditer(text))[-_SHOWN:]
        if len(text.split()) < _FEWEST_WORDS or len(last) < 2:
            continue
        if _breaks_off(text, last):
            span = Span(paragraph.start + last[-2].start(), paragraph.start + last[-1].end())
            yield Finding(span, _MESSAGE)
    yield from _inside(document)
    for match in _FIGURE_DROPPED.finditer(document.text):
        yield Finding(
            Span(*match.span()),
            f"Con số “{match[2]}” đứng sai chỗ trong câu.",
            fix=f"{match[1]} {match[3]} {match[2]}",
        )


def _inside(document: Document) -> Iterator[Finding]:
    """Sentences that a full stop cuts off while the paragraph goes on."""
    ends = {paragraph.end for paragraph in document.paragraphs}
    for sentence in document.sentences:
        if sentence.end in ends or document.text[sentence.end - 1] not in ".;":
            continue
        tail = document.text[max(sentence.start, sentence.end - 40) : sentence.end]
        last = list(_WORD.finditer(tail))[-2:]
        if len(last) < 2 or len(sentence.of(document.text).split()) < _FEWEST_WORDS:
            continue
        if not last[-1][0].islower() or tail[last[-1].end() :] not in (".", ";"):
            continue
        if tail[last[0].end() : last[1].start()].strip():
            continue
        if last[-1][0] in _NEVER_LAST or (last[0][0], last[1][0]) in _OPEN_BEFORE_STOP:
            start = sentence.end - len(tail)
            yield Finding(Span(start + last[0].start(), start + last[1].end()), _MESSAGE)


def _breaks_off(text: str, last: list[re.Match[str]]) -> bool:
    word = last[-1]
    behind = text[word.end() :].strip()
    pair = (last[-2][0], word[0])
    if pair in _LAWFUL_ENDS:
        return False
    if word[0] in (_NEVER_LAST if behind else _DANGLING) and behind in ("", ".", ";"):
        return True
    openers = _OPEN_BEFORE_STOP if behind in (".", ";") else _OPENERS
    if pair in openers and behind in ("", ".", ";", ","):
        return True
    if _COMMA.search(text):
        return not _GROUNDS.match(text)
    if not _LAST.search(text) or text[word.end() :].strip():
        return False
    before = last[-2]
    if text[before.end() : word.start()].strip() or not word[0].islower():
        return False
    counts = syllables()
    first, second = before[0].lower(), word[0].lower()
    times = counts.follows(first, second)
    return times >= _USUAL and counts.ends_after(first, second) < times * _SELDOM
