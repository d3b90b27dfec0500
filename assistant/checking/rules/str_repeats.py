"""Words and passages written twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.checking.document import Document
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity, Span

_WORD: Final = re.compile(r"[\w/’'-]+")
#: Single words that are never doubled on purpose; Vietnamese doubles many others ("dần dần").
_NEVER_DOUBLED: Final = frozenset(
    (
        "của",
        "và",
        "các",
        "được",
        "cho",
        "với",
        "theo",
        "những",
        "đã",
        "để",
        "là",
        "ubnd",
        "hđnd",
        "tỉnh",
        "huyện",
        "phường",
        "nhằm",
        "bằng",
        "trong",
        "tại",
        "về",
        "hoặc",
    )
)
#: Pairs that speech and writing double on purpose ("từng bước từng bước").
_LAWFUL_PAIRS: Final = frozenset(
    (("từng", "bước"), ("ngày", "càng"), ("một", "cửa"), ("tổ", "chức"))
)
#: Words in the gap that make the repetition one of sense ("Chủ tịch … và Phó Chủ tịch …").
_JOINING: Final = frozenset(
    (
        "và", "hoặc", "với", "đến", "của", "cho", "thuộc", "sang", "tới", "từ", "thì", "là", "giúp",
        "như", "mà", "nếu", "nhưng", "không", "do", "bằng", "gồm", "trong", "theo", "tại", "về",
    )
)  # fmt: skip
#: With a gap a passage counts only when it is a clause, or the gap is nothing but a time: an object
#: named again ("thực hiện quyết định … khi quyết định …") is good style in official prose.
_CLAUSE: Final = frozenset(("đã", "đang", "sẽ"))
_TIME: Final = frozenset(("năm", "tháng", "ngày", "quý", "nay"))
#: Words that make the next one part of a noun ("nhà cung cấp cung cấp báo giá").
_AGENTS: Final = frozenset(("nhà", "người", "bên", "chi", "đơn"))
#: Three words or more behind a comma that stood right before it.
_AGAIN: Final = re.compile(
    r"(?<!\w)((?:\w+,? ){2,10}\w+), (?i:\1)(?= [^\W\d_]|[.;])"
    r"(?! (?:và|hoặc|hay|cận|đa|thuộc|liên thông|của các)(?!\w))"
)
_ROW: Final = 5  # words of a sentence that may not come twice in a row
_FAR: Final = 14  # words of one that may not come again anywhere
_OPENING: Final = 5  # … of one that may not repeat how the last two began
_LONGEST: Final = 12  # words of a passage that is looked for
_GAP: Final = 3  # words that may stand between a passage and its repetition
_PASSAGE: Final = 5  # words from which a passage with a gap counts


@rule("STR005", Severity.WARNING, "Từ hoặc đoạn bị lặp", safe_fix=True)
def repeated_passage(inspection: Inspection) -> Iterator[Finding]:
    """Một từ hoặc cụm từ viết hai lần liền nhau, hoặc một cụm từ năm chữ trở lên lặp lại chỉ cách
    vài chữ, không có dấu câu ở giữa; cụm từ viết lại ngay sau dấu phẩy; câu viết hai lần. Từ láy
    (dần dần, thường thường) không tính.

    Nguồn: nguyên tắc diễn đạt trong văn bản hành chính.
    Sai:
        UBND xã đã xây dựng ⟦kế hoạch số Kế hoạch số⟧ 06/KH-UBND ngày 17/01/2023.
    Sửa: Kế hoạch số
    Sai:
        ⟦UBND xã đã ban hành năm 2023 UBND xã đã ban hành⟧ những văn bản sau.
    Sai:
        Đây là nhiệm vụ ⟦của của⟧ thôn.
    Sửa: của
    Sai:
        Xã công khai ⟦các khoản đóng góp, các khoản đóng góp⟧ của Nhân dân. Các cơ sở đều có giấy
        phép. ⟦Các cơ sở đều có giấy phép.⟧
    Sai:
        Hội Phụ nữ trao 25 suất quà, tổng trị giá 7,5 triệu đồng. Nhân dân phấn khởi. ⟦Hội Phụ nữ
        trao 25 suất quà.⟧
    Đúng:
        Cơ chế “một cửa” “một cửa liên thông” dần dần hoàn thiện; hộ nghèo, hộ cận nghèo giảm. Từ
        ngày 01/01/2023 đến ngày 30/6/2023, thôn này hỗ trợ thôn kia, xã Ba Bích và xã Ba Dinh.
        Dịch vụ công công khai trên mạng.
    """
    document = inspection.document
    titles = [r.title_span for r in document.references if r.title_span]
    for sentence in document.sentences:
        for run in _runs(document.text, sentence):
            yield from _repeats(document.text, run)
        yield from _behind_comma(document.text, sentence, titles)
    yield from _sentences(document)


def _behind_comma(text: str, sentence: Span, titles: Sequence[Span]) -> Iterator[Finding]:
    """A phrase at the end of a clause that opens the next one again ("…, các khoản đóng góp")."""
    for match in _AGAIN.finditer(text, sentence.start, sentence.end):
        span = Span(*match.span())
        if any(title.contains(span) for title in titles):
            continue
        yield Finding(span, f"“{match[1]}” lặp lại ngay sau đó.", fix=match[1])


def _sentences(document: Document) -> Iterator[Finding]:
    """Long sentences that stand in the report twice, and any twice in a row."""
    numbers = [r.number_span for r in document.references if r.number_span]
    seen: dict[str, Span] = {}
    previous = ""
    recent: list[tuple[str, Span]] = []
    for sentence in document.sentences:
        written = sentence.of(document.text)
        words = written.lower().split()
        key = " ".join(words).strip(" .;:-+*")
        if "|" in written or any(sentence.contains(number) for number in numbers):
            continue  # a row, or a document listed twice, which REF014 tells
        least = _ROW if key == previous else _FAR
        within = next((span for text, span in recent if _opens_with(text, key)), None)
        if len(words) >= least and key in seen:
            yield Finding(sentence, "Câu này đã viết ở trên.", related=(seen[key],))
        elif within is not None and len(words) >= _OPENING:
            yield Finding(sentence, "Câu trên đã nói điều này.", related=(within,))
        recent = [*recent[-1:], (key, sentence)]
        seen.setdefault(key, sentence)
        previous = key


def _opens_with(earlier: str, key: str) -> bool:
    """Whether a sentence a little above says the same and goes on from there."""
    return earlier.startswith(key) and earlier[len(key) : len(key) + 1] in (",", " ", ";", ":")


def _runs(text: str, sentence: Span) -> Iterator[list[Span]]:
    """The words of a sentence between signs: nothing but spaces stands between neighbours, and a
    line break ends a run."""
    run: list[Span] = []
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        gap = text[run[-1].end : match.start()] if run else ""
        if run and ("\n" in gap or not gap.isspace()):
            yield run
            run = []
        run.append(Span(*match.span()))
    if run:
        yield run


def _repeats(text: str, words: list[Span]) -> Iterator[Finding]:
    lowered = [word.of(text).lower() for word in words]
    position = 0
    while position < len(words):
        found = _repeat_at(lowered, position)
        if found is None:
            position += 1
            continue
        length, gap = found
        again = position + length + gap
        end = again + length
        while gap == 0 and lowered[end : end + length] == lowered[position : position + length]:
            again, end = end, end + length  # "của của của" is one slip
        span = Span(words[position].start, words[end - 1].end)
        second = text[words[again].start : span.end]
        if gap == 0:
            certain = Severity.ERROR if length == 1 else None  # no word of that list is doubled
            yield Finding(span, f"“{second}” viết hai lần liền nhau.", fix=second, severity=certain)
        else:
            yield Finding(span, f"“{second}” lặp lại ngay sau đó.")
        position = end


def _repeat_at(words: list[str], position: int) -> tuple[int, int] | None:
    """(length, gap) of the longest passage at ``position`` that comes again soon after."""
    for length in range(min(_LONGEST, (len(words) - position) // 2), 0, -1):
        passage = words[position : position + length]
        for gap in range(_GAP + 1 if length >= _PASSAGE else 1):
            again = position + length + gap
            if words[again : again + length] != passage:
                continue
            if not any(word.isalpha() for word in passage):
                continue
            between = [word for word in words[position + length : again] if word.isalpha()]
            if gap and ({"và", "hoặc"} & set(passage) or _JOINING.intersection(between)):
                continue
            if gap and not (_CLAUSE.intersection(passage) or _TIME.issuperset(between)):
                continue
            if length == 2 and _JOINING.intersection(passage):
                continue
            if length == 2 and words[position - 1 : position] and words[position - 1] in _AGENTS:
                continue
            if length == 1 and (passage[0] not in _NEVER_DOUBLED):
                continue
            if length == 2 and (tuple(passage) in _LAWFUL_PAIRS or passage[0] == passage[1]):
                continue
            return length, gap
    return None
