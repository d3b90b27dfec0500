"""Issuing bodies that contradict the number or the register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.document import Document
from assistant.checking.evidence import instrument_as_evidence
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Confidence, Reference, Severity, Span
from assistant.language.text import fold
from assistant.references.codes import ISSUERS_BY_CODE, issuers_of_code

#: Codes of bodies of which there is one: the issuer can be named, and must begin with its name
#: ("Thủ tướng Chính phủ" is not "Chính phủ").
_UNIQUE: Final = frozenset(("CP", "TTg", "CTN", "QH", "UBTVQH"))
_MINISTER: Final = re.compile(r"(?:tm\.? |kt\.? |thu truong |bo truong |lien )*")
_MORE: Final = 60  # characters that a name may go on for behind what was recognised
_SHORT_NAMES: Final = {
    "UBTVQH": ("ubtvqh",),
    "TTg": ("ttg", "ttcp"),
    "TW": ("ban chap hanh trung uong", "bch trung uong", "trung uong", "tw", "t.u", "hoi nghi"),
    "TU": ("thi uy", "quan uy", "ban thuong vu", "btv"),
    "HU": ("ban thuong vu", "btv"),
    "ĐU": ("ban thuong vu", "ban chap hanh", "btv", "dang bo"),
    "HĐND": ("hoi dong",),
    "UBND": ("uy ban", "uy ban nhan",),
}  # fmt: skip


@rule("REF006", Severity.ERROR, "Cơ quan ban hành không khớp")
def issuing_body(inspection: Inspection) -> Iterator[Finding]:
    """Cơ quan ban hành ghi sau chữ “của” khác với cơ quan mà ký hiệu chỉ ra (QĐ-TTg là của Thủ
    tướng Chính phủ, NĐ-CP là của Chính phủ), hoặc khác với kho văn bản.

    Nguồn: Nghị định 30/2020/NĐ-CP, Điều 8 và Phụ lục I (ký hiệu gồm chữ viết tắt tên cơ quan ban
        hành; viện dẫn phải ghi tên cơ quan ban hành); kho văn bản.
    Sai:
        Theo Quyết định số 22/2018/QĐ-TTg ngày 08/5/2018 của ⟦Chính phủ⟧ về hương ước.
    Sửa: Thủ tướng Chính phủ
    Sai:
        Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của ⟦Thủ tướng Chính phủ⟧.
    Sửa: Chính phủ
    Đúng:
        Theo Quyết định số 22/2018/QĐ-TTg ngày 08/5/2018 của Thủ tướng Chính phủ; Chỉ thị số
        08-CT/TU ngày 25/5/2021 của Ban Thường vụ Tỉnh ủy; Quyết định số 12/QĐ-UBND ngày
        02/3/2023 của Chủ tịch UBND xã.
    """
    for reference, instruments in inspection.identified:
        if reference.issuer is None or reference.issuer_span is None or reference.code is None:
            continue
        expected = _expected(reference)
        if expected is not None:
            atom, names = expected
            if _agrees(inspection.document, reference.issuer_span, atom, names):
                continue
            central = atom in _UNIQUE or _is_ministry(names)
            yield Finding(
                reference.issuer_span,
                f"Ký hiệu “{reference.code}” là văn bản của {names[0]}, "
                f"không phải của {_shown(reference.issuer)}.",
                related=(reference.number_span,) if reference.number_span else (),
                fix=names[0] if central else None,
                severity=None if central else Severity.WARNING,
            )
        elif len(instruments) == 1 and instruments[0].confidence is Confidence.HIGH:
            instrument = instruments[0]
            issuer = instrument.issuer
            if not issuer or instrument.locality or _overlap(reference.issuer, issuer):
                continue
            yield Finding(
                reference.issuer_span,
                f"{instrument.kind} {instrument.number} do {issuer} ban hành, "
                f"không phải {_shown(reference.issuer)}.",
                fix=issuer,
                evidence=(instrument_as_evidence(instrument),),
                severity=Severity.WARNING,
            )


def _expected(reference: Reference) -> tuple[str, tuple[str, ...]] | None:
    """The code of the one issuing body and its names; None for joint and unknown codes.

    "TW" says nothing here: which organ of the Party it was only the register knows.
    """
    atoms = re.split(r"[-/]", reference.code or "")
    if len(atoms) > 2 or "TTLT" in atoms or "NQLT" in atoms:
        return None
    atom = re.sub(r"\d+$", "", atoms[-1])
    if atom == "TW" or atom not in ISSUERS_BY_CODE:
        return None
    if len(atoms) == 1 and atom not in _UNIQUE:
        return None  # "64/UBND": the number of a letter, with the unit left out
    names = issuers_of_code(reference.code or "")
    return (atom, names) if names else None


def _agrees(document: Document, issuer: Span, atom: str, names: tuple[str, ...]) -> bool:
    """Whether the issuer is one of ``names``.

    Its span may be cut short, at a line break or at a word that also ends a name ("Bộ Nông nghiệp |
    và Môi trường"), so names of bodies of which there is one are looked for where it begins.
    """
    written = " ".join(issuer.of(document.folded).split())
    onward = " ".join(document.folded[issuer.start : issuer.end + _MORE].split())
    known = [fold(name) for name in names] + list(_SHORT_NAMES.get(atom, ()))
    if atom in _UNIQUE or _is_ministry(names):
        if any(name.startswith(written) for name in known):
            return True
        office = _MINISTER.match(onward)
        return any(onward.startswith(name, office.end() if office else 0) for name in known)
    return any(name in written for name in known) or fold(atom) in written.split()


def _is_ministry(names: tuple[str, ...]) -> bool:
    return names[0].startswith("Bộ ")


def _overlap(written: str, known: str) -> bool:
    one, other = fold(written), fold(known)
    if one in other or other in one:
        return True
    return "trung uong" in one or "tw" in one.split()


def _shown(issuer: str) -> str:
    return re.sub(r"\s+", " ", issuer).strip()
