"""The plain dataclasses that pass between stages.

Nothing here does I/O or imports anything else of the package. Every ``start``/``end`` is a
half-open pair of code-point offsets into the text that the value was found in, so that
``text[start:end]`` is what the value speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class UserError(Exception):
    """What a user did wrong, in one clear Vietnamese line: what, where, what to do.

    The command line prints it and exits with 2; the page shows it. Any other exception is a bug.
    """


# --- Text ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date written in a text. ``value`` is None when no calendar has such a day (30/02/2023)."""

    span: Span
    day: int
    month: int
    year: int
    value: date | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that counts or measures something: "02 lớp", "95%", "1.250 triệu đồng".

    ``noun`` is what is counted, folded and lower-cased, without the unit ("ho so", "lop tap huan");
    ``unit`` is a measure ("%", "triệu đồng", "ha", "km") or None for a plain count. ``value`` is
    the number as written (1250 for "1.250 triệu đồng"; the unit is not multiplied in).
    """

    span: Span
    value: Decimal
    unit: str | None
    noun: str


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period; both ends belong to it."""

    start: date
    end: date
    label: str

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end


# --- Law ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A place inside an instrument: Điều 5 khoản 2 điểm a."""

    article: str | None = None
    clause: str | None = None
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a document as written in a text, well formed or not.

    Attributes:
        span: the whole reference, from its kind (or number) to the last part recognised.
        kind: canonical kind ("Nghị định", "Luật", "Công văn"), None when the text names none.
        number: normalised number and code, without spaces ("61/2018/NĐ-CP"); None for a law cited
            by name alone.
        serial: the running number ("61", "30c", "04"); None for a law cited by name.
        year: the year inside the number, None when it has none (33/CT-TTg).
        code: the part of the number after serial and year ("NĐ-CP", "QĐ/TW", "PNV").
        signed: the date that follows, when it is a date ("ngày 23/4/2018").
        signed_span: where that date stands, also when it is impossible.
        issuer: the issuing body as written ("Chính phủ"), None when the text names none.
        title: the abstract as written, without quotes; for a law, its name.
        pinpoints: articles, clauses and points that the text names with it.
        problems: what is malformed, as short English tags ("no_code_kind", "kind_repeated", …).
    """

    span: Span
    text: str
    kind: str | None = None
    number: str | None = None
    serial: str | None = None
    year: int | None = None
    code: str | None = None
    signed: date | None = None
    issuer: str | None = None
    title: str | None = None
    pinpoints: tuple[Pinpoint, ...] = ()
    problems: tuple[str, ...] = ()
    kind_span: Span | None = None
    number_span: Span | None = None
    signed_span: Span | None = None
    issuer_span: Span | None = None
    title_span: Span | None = None


class Confidence(StrEnum):
    """How sure the register is of an entry's facts."""

    HIGH = "high"  # seen in an official text
    MEDIUM = "medium"  # seen in secondary sources, or general knowledge that agrees with them
    LOW = "low"  # a single weak source


class Status(StrEnum):
    """Validity of an instrument on a date."""

    IN_FORCE = "in_force"
    AMENDED = "amended"  # in force, amended or supplemented by another by that date
    PARTLY = "partly"  # part of it no longer in force
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Provision:
    """One article: its heading and what it says in our own words (a gist, never a quotation).

    The gist is empty where only the heading is known.
    """

    article: str  # "Điều 5"
    heading: str
    gist: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """An instrument that changes another. ``remark`` says what it changes, when known."""

    number: str
    effective: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """An entry of the register. Dates that are not known are None, and are never guessed."""

    id: str  # unique in the register: the number, with a tag where the number is ambiguous
    number: str  # bare, as printed on the document
    kind: str
    issuer: str
    title: str
    signed: date | None = None
    effective: date | None = None
    expiry: date | None = None  # first day on which it is no longer in force
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    amended_by: tuple[Amendment, ...] = ()
    recorded_status: str = ""  # the status on ``verified_on`` as the source states it
    topics: tuple[str, ...] = ()
    ask_as: tuple[str, ...] = ()
    provisions: tuple[Provision, ...] = ()
    verified_on: date | None = None
    sources: tuple[str, ...] = ()
    confidence: Confidence = Confidence.LOW
    locality: str = ""  # empty for central bodies
    note: str = ""


@dataclass(frozen=True, slots=True)
class Validity:
    """What the register knows of an instrument's life on a date."""

    status: Status
    on: date
    since: date | None = None
    until: date | None = None
    replaced_by: tuple[str, ...] = ()  # numbers, the whole chain, nearest first
    amended_by: tuple[str, ...] = ()  # numbers in force by that date
    horizon: date | None = None  # nothing is known after this day
    reason: str = ""  # Vietnamese, one sentence


@dataclass(frozen=True, slots=True)
class ResolvedReference:
    """A reference with the instruments it may mean and what disagrees with them.

    ``disagreements`` maps a field ("signed", "issuer", "title", "kind") to the register's value.
    ``candidates`` are the nearest entries when nothing matches.
    """

    reference: Reference
    instruments: tuple[Instrument, ...] = ()
    disagreements: dict[str, str] = field(default_factory=dict)
    candidates: tuple[Instrument, ...] = ()


# --- Evidence, drafts and diagnostics -----------------------------------------------------------


class SourceKind(StrEnum):
    NOTE = "note"
    REGISTER = "register"
    LAW_TEXT = "law_text"
    PRIOR_REPORT = "prior_report"
    OFFICE_LOG = "office_log"
    PROFILE = "profile"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that may support a claim. A figure of another period never supports one of this."""

    id: str
    text: str
    source: SourceKind
    period: str | None = None
    location: str | None = None  # "ghi-chu.txt, dòng 3", "61/2018/NĐ-CP, Điều 5"
    score: float | None = None


@dataclass(frozen=True, slots=True)
class DraftSentence:
    text: str
    evidence: tuple[str, ...]  # ids


class Severity(StrEnum):
    ERROR = "error"  # wrong for certain: shown from the text, the register or the notes
    WARNING = "warning"  # probably wrong
    INFO = "info"  # what a careful reader may want to know


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that takes part in a conflict."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. ``fix`` replaces exactly ``quote``; None when no replacement is certain."""

    code: str
    severity: Severity
    message: str  # Vietnamese: what is wrong and why
    start: int
    end: int
    quote: str
    related: tuple[Related, ...] = ()
    fix: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelUsage:
    """What a language model was asked for one draft, and what that cost."""

    model: str
    calls: int
    input_tokens: int
    output_tokens: int
    estimated: bool  # counted here, because the provider gave no count for some call
    seconds: float
    local: bool  # nothing left this machine, nothing is charged
    cost_usd: float | None = None  # None where no price is known


@dataclass(frozen=True, slots=True)
class Draft:
    """A section without its heading. ``text`` is the sentences laid out in paragraphs."""

    text: str
    sentences: tuple[DraftSentence, ...]
    evidence: tuple[Evidence, ...]
    diagnostics: tuple[Diagnostic, ...]
    model: str  # "composer", or the model string that wrote it
    notice: str = ""  # Vietnamese: why the composer answered instead of the model
    usage: ModelUsage | None = None  # None where no model was asked


@dataclass(frozen=True, slots=True)
class Citation:
    """An instrument cited in an answer, with its validity on the answer's date."""

    number: str
    kind: str
    title: str
    issuer: str
    signed: date | None
    article: str | None
    status: Status
    effective: date | None
    expiry: date | None
    replaced_by: tuple[str, ...]
    amended_by: tuple[str, ...]
    quote: str  # a gist or a quotation; ``source`` says which
    source: str


@dataclass(frozen=True, slots=True)
class Answer:
    answer: str
    abstained: bool
    as_of: date
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()


# --- Office and library -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Profile:
    """Who the office is. Every field may be empty; a draft then shows a gap."""

    commune: str = ""  # "xã Ba Bích"
    district: str = ""  # "huyện Ba Tơ"; empty from 01/7/2025
    province: str = ""  # "tỉnh Quảng Ngãi"
    superior: str = ""  # who receives the reports
    signer_title: str = "CHỦ TỊCH"
    signer_name: str = ""
    code_suffix: str = "UBND"
    recipients: tuple[str, ...] = ()
    ignore_rules: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()  # rule or family → how it is told here
    office_log: str = ""  # path of the log of issued documents


@dataclass(frozen=True, slots=True)
class OfficeDocument:
    """A row of the office's log of issued documents ("sổ văn bản đi")."""

    number: int  # the running number
    code: str  # what follows it, as in ``Reference.code`` ("BC-UBND"); empty when not written
    date: date | None
    title: str  # the abstract, without the kind in front of it
    kind: str  # canonical ("Báo cáo"); empty when neither written nor told by the code
    location: str  # "sổ văn bản đi, dòng 12"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like unit of a loaded file, in reading order.

    ``level`` is 0 for body text, 1.. for headings; ``cell`` is "hàng,cột" inside a table; ``part``
    is "note", "header" or "footer" outside the body; ``confidence`` is the recognition's own, from
    0 to 1, where a page was read by OCR.
    """

    start: int
    end: int
    level: int = 0
    page: int | None = None
    paragraph: int | None = None
    cell: str | None = None
    part: str = ""
    confidence: float | None = None


class DoubtKind(StrEnum):
    """Why a stretch of a loaded text may not be what stands on the page."""

    LINE = "line"  # read by OCR with little confidence
    FIGURE = "figure"  # a number read by OCR: a person has to compare it
    LETTERS = "letters"  # letters that a PDF's own text gives wrongly, and no OCR could read


@dataclass(frozen=True, slots=True)
class Doubt:
    span: Span
    kind: DoubtKind


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """A file's text (NFC except for text formats read for checking, which keep theirs)."""

    name: str
    format: str  # "docx", "md", "txt", "pdf", "html", "xlsx", "image" …
    text: str
    blocks: tuple[Block, ...]
    doubts: tuple[Doubt, ...] = ()  # in order


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage of the library. ``id`` is stable for the same source and text."""

    id: str
    text: str
    source_id: str
    kind: str  # "law" | "report" | "register" | "note"
    path: str  # heading path or instrument and article, " › " between
    title: str
    instrument: str | None = None  # register id
    article: str | None = None
    period: str | None = None
    office: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    page: int | None = None  # where it begins, in files that have pages


@dataclass(frozen=True, slots=True)
class ScoredChunk:
    chunk: Chunk
    score: float
    lexical: float | None = None
    dense: float | None = None
