"""The lines of a report that follow from who the office is and when it writes; pure.

Layout facts come from Annex I of Decree 30/2020/NĐ-CP as generally known [K]: the annex itself has
not been at hand, so an office should compare one printed page with its own before relying on it.
"""

from __future__ import annotations

import re
from datetime import date

from assistant.domain import Profile
from assistant.export.model import GAP, ReportDocument
from assistant.language.dates import format_long_date

_UNIT = re.compile(r"(xã|phường|thị trấn|đặc khu)\s+(.+)", re.IGNORECASE)
_COMMITTEE = re.compile(r"(?:ủy|uỷ)\s+ban\s+nhân\s+dân\s+|ubnd\s+", re.IGNORECASE)
ARCHIVE_LINE = "Lưu: VT"


def commune_name(profile: Profile) -> str:
    """ "xã Ba Bích", or "xã […]" when the profile names none or leaves an ellipsis in its place."""
    name = _COMMITTEE.sub("", profile.commune).strip()
    if not name or name in {"…", "..."}:
        return f"xã {GAP}"
    return re.sub(r"\s*(?:…|\.{3})\s*$", f" {GAP}", name) if GAP not in name else name


def issuer_lines(profile: Profile) -> tuple[str, str]:
    """The issuing body in capitals, on two lines, with no superior line: [K].

    A People's Committee prints no superior body; since 01/7/2025 there is no district either.
    """
    return "ỦY BAN NHÂN DÂN", commune_name(profile).upper()


def office_name(profile: Profile) -> str:
    return f"Ủy ban nhân dân {commune_name(profile)}"


def number_line(document: ReportDocument) -> str:
    """ "Số: 61/BC-UBND", 0 before numbers under 10; a gap where the number is not known: [K]."""
    number = re.sub(r"^\s*số\s*:?\s*", "", document.number, flags=re.IGNORECASE)
    number = re.sub(r"\s*([/-])\s*", r"\1", number.strip())
    if not number:
        number = f"{GAP}/BC-{document.profile.code_suffix or GAP}"
    elif re.match(r"(?:…|\.{2,}|/)", number):
        number = GAP + "/" + number.partition("/")[2]
    elif re.match(r"\d(?!\d)", number):
        number = "0" + number
    return f"Số: {number}"


def place_name(document: ReportDocument) -> str:
    """The commune's proper name; with its kind where the name is a number ("Phường 1"): [K]."""
    if document.place:
        return document.place
    commune = commune_name(document.profile)
    unit = _UNIT.fullmatch(commune)
    if unit is None:
        return commune
    if re.fullmatch(r"\d+", unit[2]):
        return unit[1].capitalize() + " " + unit[2]
    return unit[2]


def date_line(place: str, day: date | None) -> str:
    """ "Ba Bích, ngày 07 tháng 7 năm 2023": 0 before days under 10 and months 1 and 2: [K]."""
    if day is None:
        return f"{place}, ngày {GAP} tháng {GAP} năm {GAP}"
    return f"{place}, {format_long_date(day)}"


def signature_titles(profile: Profile) -> tuple[str, ...]:
    """Lines above the signature: TM. the committee, KT. for a deputy: [K]."""
    title = (profile.signer_title or GAP).upper()
    lines = [line.strip() for line in re.split(r"[\n/]", title) if line.strip()]
    if lines[0].startswith(("TM.", "TL.", "TUQ.")):
        return tuple(lines)
    if lines[0].startswith("PHÓ CHỦ TỊCH"):
        lines.insert(0, "KT. CHỦ TỊCH")
    return ("TM. ỦY BAN NHÂN DÂN", *lines)


def recipient_lines(document: ReportDocument) -> tuple[str, ...]:
    """The list under "Nơi nhận:", each "- …;", the last "- Lưu: VT.": [K].

    "Như trên" opens it when the document has a "Kính gửi".
    """
    given = document.recipients or document.profile.recipients
    names = [re.sub(r"^[-–+*•]\s*", "", name.strip()).rstrip(" .;,") for name in given]
    names = [name for name in names if name]
    archive = next((name for name in names if name.lower().startswith("lưu")), ARCHIVE_LINE)
    names = [name for name in names if not name.lower().startswith("lưu")]
    if document.addressee and not any(name.lower().startswith("như trên") for name in names):
        names.insert(0, "Như trên")
    if not names and not given:
        names = [GAP]
    return (*(f"- {name};" for name in names), f"- {archive}.")
