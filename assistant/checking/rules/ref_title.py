"""Titles that contradict the register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

import yaml

from assistant.checking.evidence import instrument_as_evidence
from assistant.checking.inspection import Inspection
from assistant.checking.log_rows import LogVerdict
from assistant.checking.rule import Finding, rule
from assistant.checking.titles import overlap, telling, title_words, words_of
from assistant.domain import Confidence, Instrument, Reference, Severity
from assistant.language.text import fold
from assistant.register.resolve import same_title
from assistant.resources import data_folder

_LAWS: Final = ("Luật", "Bộ luật", "Pháp lệnh")
_OTHER_SUBJECT: Final = 0.25  # share of telling words up to which two titles are on two subjects
_SAME_LAW: Final = 0.5  # a law's name is short, and is often cut or worded a little otherwise
_SHORT: Final = 6  # words that may be exchanged in a title that agrees around them
_AROUND: Final = 3  # words that agree in front of them
_RANGE: Final = re.compile(r"((?:19|20)\d\d)\s*(?:-|–|đến(?: năm)?)\s*((?:19|20)\d\d)")
_ENDS: Final = re.compile(r"\s*(?:[.;)”\"\n]|\Z)")
_LAW_DETAILED: Final = re.compile(r".*(?:Luật|Pháp lệnh)\s+(.+)")
#: Not a title: where something is sent to ("gửi về Phòng …").
_DESTINATION: Final = re.compile(
    r"về (?:Phòng|Sở|Ủy ban|UBND|Văn phòng|Bộ (?!tiêu chí|thủ tục|chỉ số|chỉ tiêu))"
)
_AMENDING: Final = re.compile(r"sửa đổi, bổ sung (?:một số điều|điều|khoản)")
#: Openings that stand without "về".
_LEADS: Final = re.compile(
    r"(?:quy định|ban hành|sửa đổi|hướng dẫn|phê duyệt|triển khai|thực hiện|kiện toàn|thành lập|"
    r"nâng cao|đẩy mạnh|tiếp tục|tăng cường|công bố)\b",
    re.IGNORECASE,
)
#: Words that one title may have for another's without changing its subject.
_LOOSE: Final = frozenset(
    (
        *("tiếp", "tục", "tăng", "cường", "đẩy", "mạnh", "nâng", "cao", "đổi", "mới", "thúc"),
        *("sự", "lãnh", "đạo", "chỉ", "chất", "lượng", "hiệu", "này", "trên", "tổ", "chức", "luật"),
    )
)

#: Words of what a document does or is, in front of what it is on.
_FORMAL: Final = frozenset(
    ("phê", "duyệt", "chương", "trình", "đề", "án", "chiến", "lược", "thông", "qua", "quốc", "gia")
)


@rule("REF005", Severity.WARNING, "Trích yếu khác với kho văn bản")
def wrong_title(inspection: Inspection) -> Iterator[Finding]:
    """Trích yếu ghi trong báo cáo nói việc khác với văn bản ấy trong kho: khác hẳn, thay một cụm từ
    làm đổi đối tượng, khác giai đoạn, hoặc bỏ cụm từ giới hạn phạm vi. Ghi gọn, chỉ ghi phần đầu,
    viết tắt, khác chữ hoa hoặc dấu câu thì không sao. Trích yếu của văn bản do chính cơ quan ban
    hành được đối chiếu với sổ văn bản đi, nếu có.

    Nguồn: kho văn bản (tên từng văn bản); Nghị định 30/2020/NĐ-CP, Phụ lục I (viện dẫn phải ghi
        trích yếu); sổ văn bản đi.
    Sai:
        Thực hiện Nghị định số 149/2018/NĐ-CP ngày 07/11/2018 của Chính phủ
        ⟦về thực hiện Quy chế dân chủ ở cơ sở⟧.
    Sai:
        Theo Nghị định số 124/2020/NĐ-CP ngày 19/10/2020 của Chính phủ
        ⟦quy định chi tiết một số điều và biện pháp thi hành Luật Tố cáo⟧.
    Sai:
        Theo Luật ⟦Tố cáo⟧ số 02/2011/QH13.
    Đúng:
        Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về cơ chế một cửa, Luật Khiếu
        nại số 02/2011/QH13 và Nghị định số 124/2020/NĐ-CP ngày 19/10/2020 của Chính phủ hướng dẫn
        thi hành Luật Khiếu nại.
    """
    for reference, instruments in inspection.identified:
        title, span = reference.title, reference.title_span
        if len(instruments) != 1 or reference.number is None or not title or not span:
            continue
        instrument = instruments[0]
        if not instrument.title or instrument.confidence is Confidence.LOW:
            continue
        difference = _difference(reference, title, instrument)
        if difference:
            yield Finding(
                span,
                f"{difference}: tên của {instrument.kind} {instrument.number} là "
                f"“{instrument.title}”.",
                fix=_fix(inspection.document.text, reference, instrument),
                evidence=(instrument_as_evidence(instrument),),
            )
    for found in inspection.against_log:
        entry, title_span = found.entry, found.document.reference.title_span
        if found.verdict is LogVerdict.OTHER_TITLE and entry and title_span:
            yield Finding(
                title_span,
                f"Sổ văn bản đi ghi số {found.document.reference.number} là “{entry.row.title}”.",
                evidence=(entry.evidence,),
            )


def _is_cut(title: str) -> bool:
    """Whether the title breaks off before what it is on, at the next document."""
    return title.rstrip(" ,:").endswith((" của", " về", " và", " các", " một số"))


def _difference(reference: Reference, written: str, instrument: Instrument) -> str:
    """How the titles differ in meaning, in Vietnamese; empty where they do not."""
    known = instrument.title
    if _AMENDING.match(written):
        return "" if "sửa đổi" in known.lower() else "Trích yếu nói việc khác"
    if _is_cut(written) or _DESTINATION.match(written):
        return ""
    if reference.kind in _LAWS and instrument.kind in _LAWS:
        same = same_title(written, known) or overlap(written, known) > _SAME_LAW
        return "" if same else "Tên luật không khớp với số"
    if _other_years(written, known):
        return "Giai đoạn khác"
    if _drops_scope(written, known):
        return "Trích yếu bỏ mất phạm vi áp dụng"
    shared = overlap(written, known)
    if telling(known) and (
        (telling(written) and shared <= _OTHER_SUBJECT) or (telling(written, 2) and not shared)
    ):
        return "Trích yếu nói việc khác"
    if telling(written) and telling(known) and _begins_otherwise(written, known):
        return "Trích yếu nói việc khác"
    if _exchanges_words(written, known) or _details_other_law(written, known):
        return "Trích yếu đổi đối tượng"
    return ""


def _other_years(written: str, known: str) -> bool:
    one, other = _RANGE.search(written), _RANGE.search(known)
    return bool(one and other and one.groups() != other.groups())


def _drops_scope(written: str, known: str) -> bool:
    """Whether a phrase that narrows the title is left out, and nothing stands in its place."""
    shown, full = f" {' '.join(words_of(written))} ", f" {' '.join(words_of(known))} "
    for phrase in _scopes():
        before, found, _ = full.partition(f" {phrase} ")
        if found and f" {phrase} " not in shown:
            return bool(title_words(written)) and title_words(written) <= title_words(before)
    return False


def _exchanges_words(written: str, known: str) -> bool:
    """Whether a few words stand for others in a title that agrees before them, and behind them."""
    one, other = words_of(written), words_of(known)
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for index, (tag, i1, i2, j1, j2) in enumerate(codes):
        if tag != "replace" or i2 - i1 > _SHORT or j2 - j1 > _SHORT or index == 0:
            continue
        _, a1, a2, _, _ = codes[index - 1]
        at_end = i2 == len(one) and j2 == len(other)
        behind = codes[index + 1] if index + 1 < len(codes) else None
        agrees_behind = behind is not None and behind[2] - behind[1] >= 2
        if a2 - a1 < _AROUND or not (at_end or agrees_behind):
            continue
        mine = title_words(" ".join(one[i1:i2])) - _LOOSE
        theirs = title_words(" ".join(other[j1:j2])) - _LOOSE
        if mine and theirs and not mine & theirs and not mine <= title_words(known):
            return True
    return False


def _begins_otherwise(written: str, known: str) -> bool:
    """Whether what each title begins with, apart from common words, is nowhere in the other."""
    one, other = _beginning(written), _beginning(known)
    if len(one) < 2 or len(other) < 2:
        return False
    return not (set(one) & title_words(known) or set(other) & title_words(written))


def _beginning(title: str) -> list[str]:
    """The first two telling words of a title."""
    telling_words = title_words(title) - _LOOSE - _FORMAL
    return [word for word in words_of(title) if word in telling_words][:2]


def _details_other_law(written: str, known: str) -> bool:
    """Whether both name a law that they detail, and not one word of the law's name agrees."""
    one, other = _LAW_DETAILED.search(written), _LAW_DETAILED.search(known)
    if one is None or other is None:
        return False
    return telling(one[1], 1) and telling(other[1], 1) and not overlap(one[1], known)


def _fix(text: str, reference: Reference, instrument: Instrument) -> str | None:
    """The register's title in place of a title that surely ends where it was read to end."""
    span = reference.title_span
    if span is None or instrument.confidence is not Confidence.HIGH or reference.kind in _LAWS:
        return None
    if not _ENDS.match(text, span.end):
        return None
    written, title = span.of(text), instrument.title
    if written[0].isupper():
        return title
    begins_with_name = len(title) > 1 and title[1].isupper()
    title = title if begins_with_name else title[0].lower() + title[1:]
    title = title.removeprefix("về ")
    about = fold(written).startswith("ve ") and not _LEADS.match(title)
    return f"về {title}" if about else title


@lru_cache(maxsize=1)
def _scopes() -> tuple[str, ...]:
    text = (data_folder("knowledge") / "structure" / "title-scopes.yaml").read_text("utf-8")
    return tuple(phrase.lower() for phrase in yaml.load(text, Loader=yaml.CSafeLoader))
