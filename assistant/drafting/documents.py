"""Documents that a note names: written as offices cite them, and what each is about.

"KH 14/KH-UBND 19/01/2023 dân vận chính quyền 2023" is "Kế hoạch số 14/KH-UBND ngày 19/01/2023 về
công tác dân vận chính quyền năm 2023" (kind with a capital, number, date, abstract: Decree
30/2020/NĐ-CP, Annex I, on citing documents).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain import Instrument, Reference
from assistant.drafting.phrases import lexicon
from assistant.references import find_references
from assistant.register import load_register
from assistant.register.resolve import title_key

_KINDS = (
    "Chương trình phối hợp", "Nghị quyết", "Quyết định", "Chỉ thị", "Kế hoạch", "Công văn",
    "Thông báo", "Báo cáo",
    "Chương trình", "Hướng dẫn", "Kết luận", "Tờ trình", "Nghị định", "Thông tư", "Quy chế",
    "Quy định", "Đề án", "Phương án", "Giấy mời", "Công điện", "Biên bản",
)  # fmt: skip
_BY_LOWER = {kind.lower(): kind for kind in _KINDS}
_NUMBER = (
    r"\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?(?:/|-)(?=[\w-]*[A-ZĐƯ])"
    r"[A-Za-zĐđƯư\d]+(?:[-/][A-Za-zĐđƯư&\d]+)*"
)
_DATE = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
_CITED = re.compile(
    rf"(?<!\w)(?P<kind>{'|'.join(_KINDS)})"
    r"(?P<body>\s+(?:của\s+)?(?:Ủy ban nhân dân\s+)?(?:huyện|tỉnh|xã))?"
    rf"(?:\s+số)?:?\s+(?P<number>{_NUMBER})"
    rf"(?:\s*,?\s*(?:ngày\s+)?(?P<date>{_DATE})|\s*\((?:ngày\s+)?(?P<bracketed>{_DATE})\))?",
    re.IGNORECASE,
)
#: A decree is the Government's alone: "nghị định 61/2018" leaves nothing open.
_SHORT_DECREE = re.compile(
    r"(?<!\w)nghị định(?: số)?\s+(\d{1,3}/(?:19|20)\d\d)(?![/\d\w])", re.IGNORECASE
)
#: "nghị định 61/2018, 107/2021": the second number is of the same kind.
_ANOTHER_DECREE = re.compile(
    r"(Nghị định số \S+/NĐ-CP(?: ngày [\d/]+)?(?: \([^)]*\))?(?:,| và) )(\d{1,3}/20\d\d)(?![/\d])"
)
#: "kết luận 120", "chỉ thị 33 năm 2021": the number alone, as a note has it.
_BARE_NUMBER = re.compile(
    r"(?<!\w)(?P<kind>nghị quyết|chỉ thị|kết luận|quyết định|nghị định|thông tư)\s+"
    r"(?P<number>\d{1,4}(?:/(?:19|20)\d\d)?)(?= năm| của| Thủ| Bộ| \(|[,;.)]|$)",
    re.IGNORECASE,
)
_EFFECTIVE = re.compile(
    rf"\((?:có )?hiệu lực(?: từ)?(?: ngày)?\s+(?P<date>{_DATE}|\d{{1,2}}/\d{{1,2}})\)",
    re.IGNORECASE,
)
_LAW_SHORT = re.compile(r"(?<!\w)(luật|pháp lệnh) (?=[A-ZĐÂÔ])")
_JOINED = re.compile(
    rf"(?P<first>(?:{'|'.join(_KINDS)}) số [^,;()]+|Luật [^,;()]+|Pháp lệnh [^,;()]+)"
    rf"(?P<comma>,\s+)(?=(?:(?:{'|'.join(_KINDS)}) số |Luật |Pháp lệnh )[^,;]*(?:\([^)]*\))?$)"
)
_BODY_NAMES = {
    "huyện": "Ủy ban nhân dân huyện",
    "tỉnh": "Ủy ban nhân dân tỉnh",
    "xã": "Ủy ban nhân dân xã",
}


def write_documents(text: str) -> str:
    """``text`` with every document as it is cited, and laws with their capitals."""
    text = _SHORT_DECREE.sub(r"Nghị định số \1/NĐ-CP", text)
    text = _CITED.sub(_cited, text)
    while (more := _ANOTHER_DECREE.sub(r"\1Nghị định số \2/NĐ-CP", text)) != text:
        text = more
    text = _BARE_NUMBER.sub(lambda m: f"{_BY_LOWER[m['kind'].lower()]} số {m['number']}", text)
    text = _EFFECTIVE.sub(lambda match: f"(có hiệu lực từ ngày {match['date']})", text)
    text = _LAW_SHORT.sub(lambda match: match[1].capitalize() + " ", _with_law_names(text))
    return _JOINED.sub(r"\g<first> và ", text)


def is_citation(text: str) -> bool:
    """Whether ``text`` opens with a cited document, whose kind keeps its capital."""
    return _OPENS_CITATION.match(text) is not None


_OPENS_CITATION = re.compile(rf"(?:{'|'.join(_KINDS)}) số \d|(?:Luật|Pháp lệnh) [A-ZĐÂÔ]")


def _cited(match: re.Match[str]) -> str:
    kind = _BY_LOWER[match["kind"].lower()]
    date = match["date"] or match["bracketed"]
    issuer = ""
    if match["body"]:
        issuer = f" của {_BODY_NAMES[match['body'].split()[-1].lower()]}"
    return f"{kind} số {match['number']}{f' ngày {date}' if date else ''}{issuer}"


def _with_law_names(text: str) -> str:
    """Names of laws with the capitals of their titles: "luật tiếp công dân" → "Luật Tiếp …"."""
    for reference in reversed(find_references(text)):
        if reference.kind not in ("Luật", "Pháp lệnh", "Bộ luật") or not reference.title_span:
            continue
        start, title = reference.span.start, reference.title_span
        if reference.number and (law := _law_of(reference)):
            end = reference.span.end
            text = f"{text[:start]}{law.kind} {law.title} số {law.number}{text[end:]}"
            continue
        written = text[start : title.start]
        if not written.lower().startswith(reference.kind.lower()):
            continue
        name = title.of(text)
        text = (
            f"{text[:start]}{reference.kind}{written[len(reference.kind) :]}"
            f"{name[:1].upper()}{name[1:]}{text[title.end :]}"
        )
    return text


def _law_of(reference: Reference) -> Instrument | None:
    """The one law that a number such as "10/2022" means, where its name begins as written."""
    named = [
        law
        for law in load_register().all()
        if law.kind == reference.kind
        and f"{law.number}/".startswith(f"{reference.number}/")
        and title_key(law.title).split()[:2] == title_key(reference.title or "").split()[:2]
    ]
    return named[0] if len(named) == 1 else None


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A document that is all a note says: its citation, what it is about, and who issued it."""

    citation: str
    about: str
    code: str
    issuer: str = ""

    @property
    def text(self) -> str:
        return f"{self.citation} {self.about}".strip()

    @property
    def is_own(self) -> bool:
        """Issued by the commune's own committee or council, as far as its code tells."""
        return not self.issuer and bool(re.search(r"(?<![A-ZĐ])(?:UBND|HĐND)", self.code))


_WHOLE = re.compile(
    rf"(?P<citation>(?P<kind>{'|'.join(_KINDS)}) số (?P<number>\S+?)(?: ngày {_DATE})?"
    r"(?P<issuer> của Ủy ban nhân dân (?:huyện|tỉnh|xã))?)(?:[\s,:]+(?P<rest>.+))?"
)
_BARE_YEAR = re.compile(r"(?<!năm )(?<![/\d])(20\d\d)$")
_PERIOD_ONLY = re.compile(
    r"(?:(?:quý (?:IV|III|II|I)|tháng \d{1,2}|0?[69] tháng(?: đầu năm)?)(?:[ /]?(?:năm )?20\d\d)?"
    r"|năm 20\d\d|năm|quý|tháng)"
)
_OTHER_ISSUER = re.compile(r"\bcủa (?!Ban|các|cán|công|thôn)(?:huyện|tỉnh|Phòng|Sở|[A-ZĐ]\w+)")


#: What is said of the document and not its abstract: "(thay 75/2012)", "từ ngày 01/8/2023".
_ABOUT_ITSELF = re.compile(
    r"(?:thay|sửa đổi|bổ sung|(?:có )?hiệu lực|từ|nay|giai đoạn|\d)(?!\w)|\d"
)
_ANOTHER = re.compile(rf"(?:{'|'.join(_KINDS)}) (?:số )?\d", re.IGNORECASE)


def issued_document(text: str) -> IssuedDocument | None:
    """What ``text`` (already written out and formal) cites, when it is a document and no more."""
    match = _WHOLE.fullmatch(text)
    if match is None:
        return None
    rest = (match["rest"] or "").strip()
    if _ANOTHER.search(rest):
        return None
    inner = re.fullmatch(r"\(([^()]+)\)", rest)
    if inner and not _ABOUT_ITSELF.match(inner[1]):
        rest = inner[1]
    elif re.match(r"\d", rest) and not _PERIOD_ONLY.fullmatch(rest):
        return None
    if re.search(r"^(?:được|có|không)(?!\w)|(?<!\w)(?:đã|chưa|vẫn|đang)(?!\w)", rest):
        return None
    issuer = match["issuer"] or ""
    if not issuer and _OTHER_ISSUER.search(rest):
        issuer = "other"
    return IssuedDocument(match["citation"], _about(match["kind"], rest), match["number"], issuer)


_IN_TIME = re.compile(r"(?<!\w)(?:trong|của) (?=quý |tháng |năm |\d+ tháng)")


def _about(kind: str, rest: str) -> str:
    rest = re.sub(r"^(?:v/v|về việc|về)\s+", "", rest)
    rest = _IN_TIME.sub("", rest)
    if not rest:
        return ""
    rest = _BARE_YEAR.sub(r"năm \1", rest)
    if _PERIOD_ONLY.fullmatch(rest):
        return f"về công tác {rest}"
    if re.match(r"(?:Thủ tướng|Chính phủ|Quốc hội|Bộ |Ban |Trung ương|Đảng ủy|Huyện ủy)", rest):
        return f"của {rest}"
    if rest.startswith(("của ", "và ", "gửi ", "(")) or _ABOUT_ITSELF.match(rest):
        return rest
    words = lexicon()
    activity = words.activity.match(rest)
    if activity and kind != "Công văn":
        return f"về công tác {rest}"
    if words.verb.match(rest):
        return f"về việc {rest}"
    return f"về {rest}"


_ISSUER_FIRST = re.compile(
    r"^(?P<body>(?:Phòng|Sở|Thanh tra|Văn phòng|Ban|Ủy ban nhân dân|Huyện ủy|Đảng ủy)"
    r"[^\d,:;]*?)[:,]? (?=công văn|kế hoạch|văn bản)",
    re.IGNORECASE,
)
_ASKS_FOR = re.compile(r"\s*[-–:,]?\s*(?:về việc )?yêu cầu báo cáo\s*(?P<what>.*)$")
_BODY_AFTER = re.compile(r"(?<=\d) ((?:Thanh tra|Phòng|Sở|Ủy ban nhân dân) )")
_LAST_LEVEL = re.compile(r"(?<=\d)(?: của)? (huyện|tỉnh)(?= về|$)")


def asking_document(text: str) -> str:
    """The document that asks for a report, as the report's opening names it.

    "CV huyện 742/UBND-NV 25/5/2023 yc bc dân vận" (written out) → "Công văn số 742/UBND-NV ngày
    25/5/2023 của Ủy ban nhân dân huyện về việc báo cáo công tác dân vận".
    """
    issuer = _ISSUER_FIRST.match(text)
    written = write_documents(text[issuer.end() :] if issuer else text)
    about = ""
    if match := _ASKS_FOR.search(written):
        written = written[: match.start()]
        what = _IN_TIME.sub("", _BARE_YEAR.sub(r"năm \1", match["what"].strip()))
        if lexicon().activity.match(what):
            what = f"công tác {what}"
        about = f" về việc báo cáo {what}".rstrip()
    if issuer:
        written = f"{written} của {issuer['body'].strip()}"
    written = _BODY_AFTER.sub(r" của \1", written)
    written = _LAST_LEVEL.sub(lambda level: f" của {_BODY_NAMES[level[1]]}", written)
    written += about
    return written[:1].upper() + written[1:]
