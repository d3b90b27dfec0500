"""A row of a table → the facts of one instrument, or the reason why it cannot be read.

A row is read whole or not at all: a date that no calendar has, a status nobody knows or a number
that is none refuses it. What the row leaves out is taken only from what the number itself shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.domain import Amendment, Confidence, Instrument
from assistant.language.dates import find_dates
from assistant.language.text import fold
from assistant.references import find_references, parse_number
from assistant.references.codes import ISSUERS_BY_CODE, KIND_SPELLINGS, KINDS_BY_CODE
from assistant.register.columns import Header, is_blank, plain, vocabulary
from assistant.register.sheets import Cell, Row

#: Headings of the columns, for messages.
_COLUMN_NAMES = {
    "number": "số, ký hiệu",
    "kind": "loại văn bản",
    "issuer": "cơ quan ban hành",
    "signed": "ngày ban hành",
    "effective": "ngày hiệu lực",
    "expiry": "ngày hết hiệu lực",
    "title": "trích yếu",
    "status": "tình trạng",
    "replaced_by": "thay thế bởi",
    "replaces": "thay thế cho",
    "amended_by": "sửa đổi bởi",
    "amends": "sửa đổi cho",
    "topics": "lĩnh vực",
    "codification": "đề mục",
    "confidence": "độ tin cậy",
    "source": "nguồn",
    "note": "ghi chú",
}

#: Numbers of joint circulars and of older documents, which the parser of running text leaves out:
#: "16/2013/TTLT-BYT-BNN&PTNT", "04/1999/TT-BCA(C13)".
_LONG_NUMBER = re.compile(
    r"\d{1,5}[a-zA-Z]?(?:/(?:19|20)\d\d)?[/-][^\W\d_][\w&()/-]{0,58}[\w)]", re.UNICODE
)
#: Codes of bodies of which there is one in each place, or several in one: they name no issuer.
_NO_ONE_BODY = frozenset({"TW", "TU", "HU", "ĐU", "UBND", "HĐND", "PNV", "SNV"})
_PARTY = frozenset({"TW", "TU", "HU", "ĐU"})
_PLACE = re.compile(
    r"\b(?:tinh uy|thanh uy|huyen uy|quan uy|thi uy|dang uy|tinh|thanh pho|tp\.?|huyen|quan|thi xa"
    r"|xa|phuong|thi tran|dac khu)\s+"
)
#: Spreadsheets count days from here; serials in between are 1954 to 2064.
_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 60_000)


class UnreadableRow(Exception):
    """Why a row cannot be read, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where rows come from: the table's name and the day that its statuses speak of."""

    table: str
    as_of: date


def read_row(row: Row, header: Header, origin: Origin) -> Instrument:
    """The instrument of one row; its id is its number, with the place for local documents.

    Raises:
        UnreadableRow: something in the row has no certain meaning.
    """
    cells = {field: row.cell(column) for field, column in header.columns.items()}
    for field, cell in cells.items():
        if cell.problem:
            raise UnreadableRow(f"cột {_COLUMN_NAMES[field]}: {cell.problem}")
    texts = {field: "" if is_blank(cell.text) else cell.text for field, cell in cells.items()}
    known = _identity(texts)
    number = known["number"]
    kind = _kind(texts.get("kind", "") or known["kind"], number)
    issuer = texts.get("issuer", "") or known["issuer"] or _issuer(number)
    if not issuer:
        raise UnreadableRow("thiếu cơ quan ban hành")
    locality = _locality(issuer)
    signed = _day(cells, "signed") or _iso(known["signed"])
    effective = _day(cells, "effective", signed)
    status, stated = _status(texts.get("status", ""))
    if not status and texts.get("status"):
        effective = effective or _day(cells, "status", signed)  # "Hiệu lực: 01/7/2025"
    codification = texts.get("codification", "")
    sources = [texts["source"]] if texts.get("source") else []
    sources += [f"Bộ pháp điển, đề mục {codification}"] if codification else []
    return Instrument(
        id=f"{number} ({locality})" if locality else number,
        number=number,
        kind=kind,
        issuer=issuer,
        title=known["title"] or _title(texts.get("title", ""), kind),
        signed=signed,
        effective=effective,
        expiry=_day(cells, "expiry", signed),
        replaces=_numbers(texts, "replaces"),
        replaced_by=_numbers(texts, "replaced_by"),
        amends=_numbers(texts, "amends"),
        amended_by=_amendments(texts),
        recorded_status=status or "unverified",
        topics=_topics(texts.get("topics", ""), codification),
        verified_on=origin.as_of if stated else None,
        sources=(*sources, f"Bảng {origin.table}"),
        confidence=_confidence(texts.get("confidence", ""), bool(codification)),
        locality=locality,
        note=texts.get("note", ""),
    )


# --- What the document is -----------------------------------------------------------------------


def _identity(texts: Mapping[str, str]) -> dict[str, str]:
    """Number, and what a cell says beside it: "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018"."""
    found = {"number": "", "kind": "", "issuer": "", "signed": "", "title": ""}
    written = texts.get("number", "")
    plain_number = as_number(written)
    if plain_number:
        return {**found, "number": plain_number}
    for field in ("number", "title"):
        references = [r for r in find_references(texts.get(field, "")) if r.number]
        if field == "number" and len(references) > 1:
            raise UnreadableRow(f"ô số, ký hiệu có {len(references)} số văn bản: “{written}”")
        # In an abstract only what it begins with is the document itself.
        if references and (field == "number" or (not written and references[0].span.start == 0)):
            first = references[0]
            found["number"] = first.number or ""
            found["kind"] = first.kind or ""
            found["issuer"] = first.issuer or ""
            found["signed"] = first.signed.isoformat() if first.signed else ""
            found["title"] = (
                (first.title or "") if field == "title" or not texts.get("title") else ""
            )
            return found
    if written:
        raise UnreadableRow(f"“{written}” không phải là số, ký hiệu văn bản")
    raise UnreadableRow("thiếu số, ký hiệu")


def as_number(text: str) -> str:
    """The number that ``text`` is, in its printed form; empty when it is anything else."""
    text = text.replace("Ð", "Đ").strip(" .,;:")  # Ð is the Icelandic letter, typed by mistake
    text = re.sub(r"^(?:số|so)\s*:?\s*(?=\d)", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\s*([/-])\s*", r"\1", text)
    parsed = parse_number(text)
    if parsed is not None and parsed.span.end == len(text):
        return parsed.text
    return text if _LONG_NUMBER.fullmatch(text) else ""


def _atoms(number: str) -> list[str]:
    return [re.sub(r"\d+$", "", atom) for atom in re.split(r"[/-]", number)]


def _kind(written: str, number: str) -> str:
    if written:
        known = KIND_SPELLINGS.get(" ".join(fold(written).split()))
        return known or written[:1].upper() + written[1:]
    atoms = _atoms(number)
    for atom in atoms:
        kinds = KINDS_BY_CODE.get(atom, ())
        if len(kinds) == 1 or (atom == "QĐ" and _PARTY.isdisjoint(atoms)):
            return kinds[0]
    raise UnreadableRow("thiếu loại văn bản và không suy ra được từ số, ký hiệu")


def _issuer(number: str) -> str:
    last = _atoms(number)[-1]
    return "" if last in _NO_ONE_BODY else next(iter(ISSUERS_BY_CODE.get(last, ())), "")


def _locality(issuer: str) -> str:
    """ "Quảng Ngãi" of "Ủy ban nhân dân tỉnh Quảng Ngãi"; empty for central bodies."""
    for match in _PLACE.finditer(fold(issuer)):
        name = issuer[match.end() :].split(",")[0].strip()
        if name[:1].isupper():
            return name
    return ""


def _title(written: str, kind: str) -> str:
    """The abstract without the kind before it: "Luật Thanh tra" → "Thanh tra".

    One that stands in brackets as a whole is somebody's remark, no title.
    """
    if re.fullmatch(r"\([^()]*\)", written):
        return ""
    if fold(written).startswith(fold(kind) + " "):
        rest = written[len(kind) + 1 :].strip()
        return rest[:1].upper() + rest[1:]
    return written


# --- Its life -----------------------------------------------------------------------------------


def _iso(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _day(cells: Mapping[str, Cell], field: str, signed: date | None = None) -> date | None:
    cell = cells.get(field)
    if cell is None or is_blank(cell.text):
        return None
    if cell.day:
        return cell.day
    if cell.serial is not None and cell.serial in _SERIALS:
        return _EPOCH + timedelta(days=int(cell.serial))
    column = _COLUMN_NAMES[field]
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+)?", cell.text)
    if iso:
        try:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        except ValueError:
            raise UnreadableRow(f"cột {column}: không có ngày “{cell.text}”") from None
    mentions = find_dates(cell.text)
    if len(mentions) == 1:
        if mentions[0].value is None:
            raise UnreadableRow(f"cột {column}: không có ngày “{cell.text}”")
        return mentions[0].value
    if not mentions and signed and "ngay ky" in plain(cell.text):
        return signed  # "kể từ ngày ký"
    if len(mentions) > 1:
        raise UnreadableRow(f"cột {column}: có {len(mentions)} ngày trong một ô")
    raise UnreadableRow(f"cột {column}: “{cell.text}” không phải ngày đầy đủ (23/4/2018)")


def _status(written: str) -> tuple[str, bool]:
    """The recorded status, and whether the table states one."""
    if not written or find_dates(written):
        return "", False
    if written in vocabulary().statuses.values():
        known: str | None = written
    else:
        # "Hết hiệu lực (thay bởi …)": the remark in brackets does not change the status.
        known = vocabulary().statuses.get(plain(re.sub(r"\([^)]*\)", " ", written)))
    if known is None:
        raise UnreadableRow(f"không hiểu tình trạng “{written}”")
    return known, known not in ("unverified", "unknown")


def _pieces(texts: Mapping[str, str], field: str) -> list[tuple[str, str]]:
    """Numbers in a cell that lists documents, each with the remark in brackets after it."""
    found: list[tuple[str, str]] = []
    for piece in re.split(r"[;\n]|,(?![^(]*\))|\s+và\s+(?![^(]*\))", texts.get(field, "")):
        if is_blank(piece):
            continue
        remark = re.search(r"\((.*)\)\s*$", piece)
        text = piece[: remark.start()].strip() if remark else piece.strip()
        note = remark[1].strip() if remark else ""
        numbers = (
            [as_number(text)]
            if as_number(text)
            else [reference.number for reference in find_references(text) if reference.number]
        )
        if not numbers:
            raise UnreadableRow(
                f"cột {_COLUMN_NAMES[field]}: “{piece.strip()}” không có số, ký hiệu văn bản"
            )
        found += [(number, note) for number in numbers]
    return list(dict.fromkeys(found))


def _numbers(texts: Mapping[str, str], field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(number for number, _ in _pieces(texts, field)))


def _amendments(texts: Mapping[str, str]) -> tuple[Amendment, ...]:
    return tuple(Amendment(number, None, note) for number, note in _pieces(texts, "amended_by"))


# --- The rest -----------------------------------------------------------------------------------


def _topics(written: str, codification: str) -> tuple[str, ...]:
    named = re.split(r"[;,]", written)
    named += [
        re.sub(r"^[\d.]+\s*", "", topic) for topic in (p.strip() for p in codification.split(";"))
    ]
    return tuple(dict.fromkeys(topic.strip() for topic in named if topic.strip()))


def _confidence(written: str, codified: bool) -> Confidence:
    if not written:
        return Confidence.MEDIUM if codified else Confidence.LOW
    words = plain(written)
    for confidence, spellings in (
        (Confidence.HIGH, ("high", "cao")),
        (Confidence.MEDIUM, ("medium", "trung binh", "vua")),
        (Confidence.LOW, ("low", "thap")),
    ):
        if words in spellings:
            return confidence
    raise UnreadableRow(f"không hiểu độ tin cậy “{written}”")


def supplement(known: Instrument, row: Instrument) -> Instrument | None:
    """``known`` with what the row adds to it, or None when it adds nothing.

    Raises:
        UnreadableRow: the row contradicts what the register knows; a table is no proof against it.
    """
    changes: dict[str, object] = {}
    for field in ("signed", "effective", "expiry"):
        ours, theirs = getattr(known, field), getattr(row, field)
        if ours and theirs and ours != theirs:
            raise UnreadableRow(
                f"{_COLUMN_NAMES[field]} trong bảng là {theirs:%d/%m/%Y}, sổ đang ghi "
                f"{ours:%d/%m/%Y}: hãy đối chiếu văn bản"
            )
        if theirs and not ours:
            changes[field] = theirs
    if row.title and not known.title:
        changes["title"] = row.title
    for field in ("replaces", "replaced_by", "amends"):
        names = {_bare(name) for name in getattr(known, field)}
        fresh = [name for name in getattr(row, field) if _bare(name) not in names]
        if fresh:
            changes[field] = (*getattr(known, field), *fresh)
    names = {_bare(amendment.number) for amendment in known.amended_by}
    amendments = [a for a in row.amended_by if _bare(a.number) not in names]
    if amendments:
        changes["amended_by"] = (*known.amended_by, *amendments)
    changes.update(_new_status(known, row))
    if not changes:
        return None
    sources = tuple(dict.fromkeys((*known.sources, *row.sources)))
    return replace(known, sources=sources, **changes)  # type: ignore[arg-type]


def _bare(name: str) -> str:
    """The number in an id: "33/CT-TTg (2021)" → "33/CT-TTg"."""
    return name.split(" (")[0]


_ENDED = frozenset({"expired", "period_ended"})
_OPEN = frozenset({"unverified", "unknown", ""})


def _new_status(known: Instrument, row: Instrument) -> dict[str, object]:
    ours, theirs = known.recorded_status, row.recorded_status
    if theirs in _OPEN or theirs == ours:
        return {}
    if ours == "unknown":
        raise UnreadableRow(
            "sổ đang ghi chưa rõ hiệu lực vì các nguồn mâu thuẫn: hãy đối chiếu văn bản"
        )
    if ours in _ENDED:
        if theirs in _ENDED:
            return {}
        raise UnreadableRow(
            "bảng ghi còn hiệu lực, sổ đang ghi hết hiệu lực: hãy đối chiếu văn bản"
        )
    if theirs == "in_force" and ours not in _OPEN:
        return {}  # the register knows more: amended, or in force in part
    days = [day for day in (known.verified_on, row.verified_on) if day]
    return {"recorded_status": theirs, "verified_on": max(days, default=None)}
