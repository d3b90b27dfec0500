"""Sentences that break off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.headings import Style
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity, Span
from assistant.language.syllables import syllables

_WORD: Final = re.compile(r"[^\W\d_]+")
_LAST: Final = re.compile(r"[\w”\"’'%)\]]\s*\Z")  # no punctuation behind the last word
_COMMA: Final = re.compile(r",\s*\Z")
_SIGNED: Final = re.compile(
    r"(?<!\w)(?:noi nhan|tm\.|kt\.|tl\.|tuq\.|kinh gui|luu|doc lap|cong hoa|so:|v/v|chu tich|"
    r"pho chu tich|ho va ten|ky ten)(?!\w)"
)
#: Words that always need another behind them.
_DANGLING: Final = frozenset(
    (
        "của", "và", "các", "về", "với", "tại", "cho", "từ", "để", "khi", "nhằm", "hoặc", "đối",
        "những", "bằng", "trong", "theo", "giữa", "bởi", "thuộc", "nên", "mà", "vì", "gồm",
        "còn", "đã", "đang", "sẽ", "phải", "cần", "bao",
    )
)  # fmt: skip
#: The same, and never the last before a full stop either.
_NEVER_LAST: Final = frozenset(("của", "và", "các", "những", "hoặc", "nhằm", "đối", "tại", "để"))
_OPENERS: Final = frozenset((("nhất", "là"), ("cũng", "như"), ("bao", "gồm"), ("trong", "đó")))
#: A report's grounds end in commas and semicolons before the body that reports.
_GROUNDS: Final = re.compile(r"[-+ ]*(?:Căn cứ|Thực hiện|Theo|Xét|Tiếp theo|Trên cơ sở)(?!\w)")
_LETTER_ITEM: Final = re.compile(r"[a-zđ]\)")
_CHAPTERS: Final = (Style.PART, Style.ROMAN, Style.CAPITAL)
_FEWEST_WORDS: Final = 6
_USUAL: Final = 100  # times that official text has the last two syllables
_SELDOM: Final = 0.005  # … and the share of them behind which a clause ends
_SHOWN: Final = 6  # last words that are marked


@rule("STR004", Severity.WARNING, "Câu chưa trọn")
def unfinished(inspection: Inspection) -> Iterator[Finding]:
    """Đoạn văn đứt giữa chừng: không có dấu kết thúc và hai tiếng cuối hầu như không bao giờ kết
    thúc một vế trong văn bản pháp luật, hoặc kết thúc bằng một từ nối, hay bằng dấu phẩy mà đoạn
    sau là đề mục hoặc câu mới. Đề mục, bảng, dòng chữ ký, nơi nhận không xét.

    Nguồn: ngữ pháp tiếng Việt; số lần hai tiếng kết thúc một vế trong văn bản của Bộ pháp điển
        (knowledge/language).
    Sai:
        Xã gắn trách nhiệm của người đứng đầu trong việc chỉ đạo thực hiện cải cách tổ ⟦chức bộ⟧

        Ủy ban nhân dân xã đã ban hành Quy tắc ứng xử.
    Sai:
        Đề nghị Công an tỉnh tiếp tục phối hợp với Ủy ban nhân dân xã ⟦trong việc⟧
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
        if goes_on or _SIGNED.search(paragraph.of(document.folded)):
            continue
        last = list(_WORD.finditer(text))[-_SHOWN:]
        if len(text.split()) < _FEWEST_WORDS or len(last) < 2:
            continue
        if _breaks_off(text, last):
            span = Span(paragraph.start + last[-2].start(), paragraph.start + last[-1].end())
            yield Finding(span, "Câu chưa trọn: còn thiếu phần sau.")


def _breaks_off(text: str, last: list[re.Match[str]]) -> bool:
    word = last[-1]
    behind = text[word.end() :].strip()
    if word[0] in (_NEVER_LAST if behind else _DANGLING) and behind in ("", ".", ";"):
        return True
    if (last[-2][0], word[0]) in _OPENERS and behind in ("", ".", ";", ","):
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
