"""The vocabulary of document numbers: kinds, their codes, and the codes of issuing bodies.

Codes of kinds are those of Annex III to Decree 30/2020/NĐ-CP, together with the codes that the
Assembly, the Party and joint documents use. Kinds are spelled as on the document.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.text import fold

#: Code of a kind, as printed → the kinds that use it. "QĐ" is both a decision and, in Party
#: numbers (124-QĐ/TW), a regulation.
KINDS_BY_CODE: dict[str, tuple[str, ...]] = {
    "NĐ": ("Nghị định",),
    "NQ": ("Nghị quyết",),
    "NQLT": ("Nghị quyết liên tịch",),
    "QĐ": ("Quyết định", "Quy định", "Quy chế"),
    "QyĐ": ("Quy định",),
    "QĐi": ("Quy định",),
    "QC": ("Quy chế",),
    "QCPH": ("Quy chế phối hợp", "Quy chế"),
    "CT": ("Chỉ thị",),
    "TT": ("Thông tư",),
    "TTLT": ("Thông tư liên tịch",),
    "PL": ("Pháp lệnh",),
    "L": ("Luật",),
    "LCT": ("Luật", "Lệnh", "Bộ luật"),
    "SL": ("Sắc lệnh",),
    "ML": ("Mệnh lệnh",),
    "KL": ("Kết luận",),
    "KH": ("Kế hoạch",),
    "KHLT": ("Kế hoạch liên tịch",),
    "KHPH": ("Kế hoạch phối hợp", "Kế hoạch"),
    "BC": ("Báo cáo",),
    "TB": ("Thông báo",),
    "TC": ("Thông cáo",),
    "HD": ("Hướng dẫn",),
    "HDLN": ("Hướng dẫn liên ngành", "Hướng dẫn"),
    "HDLT": ("Hướng dẫn liên tịch", "Hướng dẫn"),
    "CTr": ("Chương trình",),
    "CTrPH": ("Chương trình phối hợp",),
    "ĐA": ("Đề án",),
    "DA": ("Dự án",),
    "PA": ("Phương án",),
    "TTr": ("Tờ trình",),
    "CĐ": ("Công điện",),
    "BB": ("Biên bản",),
    "HĐ": ("Hợp đồng",),
    "BGN": ("Bản ghi nhớ",),
    "BTT": ("Bản thỏa thuận",),
    "GUQ": ("Giấy ủy quyền",),
    "GM": ("Giấy mời",),
    "GGT": ("Giấy giới thiệu",),
    "GNP": ("Giấy nghỉ phép",),
    "PG": ("Phiếu gửi",),
    "PC": ("Phiếu chuyển",),
    "PB": ("Phiếu báo",),
    "TM": ("Thư mời",),
    "VBHN": ("Văn bản hợp nhất",),
    "CV": ("Công văn",),
}

#: Code of an issuing body → its name. Bodies that exist in many places (a commune's committee, a
#: province's Party committee) have no single name and map to the common part of it.
ISSUERS_BY_CODE: dict[str, tuple[str, ...]] = {
    "CP": ("Chính phủ",),
    "TTg": ("Thủ tướng Chính phủ", "Thủ tướng"),
    "CTN": ("Chủ tịch nước",),
    "UBTVQH": ("Ủy ban Thường vụ Quốc hội",),
    "QH": ("Quốc hội",),
    "TW": ("Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương", "Trung ương", "Ban Tổ chức"),
    "TU": ("Tỉnh ủy", "Thành ủy"),
    "HU": ("Huyện ủy",),
    "ĐU": ("Đảng ủy",),
    "UBND": ("Ủy ban nhân dân", "UBND", "Chủ tịch Ủy ban nhân dân", "Chủ tịch UBND"),
    "HĐND": ("Hội đồng nhân dân", "HĐND"),
    "VPCP": ("Văn phòng Chính phủ",),
    "TTCP": ("Thanh tra Chính phủ",),
    "BNV": ("Bộ Nội vụ",),
    "BTP": ("Bộ Tư pháp",),
    "BTC": ("Bộ Tài chính",),
    "BCA": ("Bộ Công an",),
    "BQP": ("Bộ Quốc phòng",),
    "BYT": ("Bộ Y tế",),
    "BXD": ("Bộ Xây dựng",),
    "BCT": ("Bộ Công Thương",),
    "BGDĐT": ("Bộ Giáo dục và Đào tạo",),
    "BTNMT": ("Bộ Tài nguyên và Môi trường",),
    "BNNPTNT": ("Bộ Nông nghiệp và Phát triển nông thôn",),
    "BNNMT": ("Bộ Nông nghiệp và Môi trường",),
    "BLĐTBXH": ("Bộ Lao động - Thương binh và Xã hội",),
    "BVHTTDL": ("Bộ Văn hóa, Thể thao và Du lịch",),
    "BTTTT": ("Bộ Thông tin và Truyền thông",),
    "BKHĐT": ("Bộ Kế hoạch và Đầu tư",),
    "BKHCN": ("Bộ Khoa học và Công nghệ",),
    "BGTVT": ("Bộ Giao thông vận tải",),
    "BDTTG": ("Bộ Dân tộc và Tôn giáo",),
    "UBDT": ("Ủy ban Dân tộc",),
    "NHNN": ("Ngân hàng Nhà nước Việt Nam", "Ngân hàng Nhà nước"),
    "TANDTC": ("Tòa án nhân dân tối cao",),
    "VKSNDTC": ("Viện kiểm sát nhân dân tối cao",),
    "PNV": ("Phòng Nội vụ",),
    "SNV": ("Sở Nội vụ",),
}

#: Kinds that stand in front of a number, longest first, with the short forms staff write.
KIND_SPELLINGS: dict[str, str] = {
    **{fold(kind): kind for kinds in KINDS_BY_CODE.values() for kind in kinds},
    "bo luat": "Bộ luật",
    "luat": "Luật",
    "lenh": "Lệnh",
    "sac lenh": "Sắc lệnh",
    "hien phap": "Hiến pháp",
    "cong van": "Công văn",
    "van ban": "Văn bản",
    "quy uoc": "Quy ước",
    "noi quy": "Nội quy",
    "thong tri": "Thông tri",
    "huong uoc": "Hương ước",
    "dieu le": "Điều lệ",
    "chuong trinh hanh dong": "Chương trình hành động",
    "thong bao ket luan": "Thông báo kết luận",
    "nd": "Nghị định",
    "nq": "Nghị quyết",
    "qd": "Quyết định",
    "ct": "Chỉ thị",
    "tt": "Thông tư",
    "kh": "Kế hoạch",
    "bc": "Báo cáo",
    "cv": "Công văn",
    "kl": "Kết luận",
    "ttr": "Tờ trình",
    "tb": "Thông báo",
    "hd": "Hướng dẫn",
    "gm": "Giấy mời",
    "ttlt": "Thông tư liên tịch",
    "vbhn": "Văn bản hợp nhất",
}

#: What departments of a province ("S…") and divisions of a district or commune ("P…") are in
#: charge of, in their codes.
_IN_CHARGE = (
    "NV", "TP", "TC", "YT", "XD", "CT", "GDĐT", "GD&ĐT", "TNMT", "TN&MT", "NNPTNT", "NN&PTNT", "NN",
    "NNMT", "NN&MT", "LĐTBXH", "LĐTB&XH", "VHTTDL", "VHTT&DL", "VHTT", "VH&TT", "TTTT", "TT&TT",
    "KHĐT", "KH&ĐT", "KHCN", "KH&CN", "GTVT", "NgV", "DT", "DTTG", "KTHT", "TCKH", "QLĐT", "VHXH",
)  # fmt: skip
#: Further bodies whose codes are met in offices, for which no name need be known.
_FURTHER_BODIES = (
    "VP", "VPTU", "VPHU", "VPĐU", "VPUBND", "VPQH", "TTPVHCC", "BCĐ", "BCH", "BCHQS", "CAX", "CAP",
    "CAH", "CAT", "ĐUX", "BTGTU", "BTGĐU", "BTCTU", "BTCHU", "BDVTU", "BDVHU", "UBKTTU", "UBKTHU",
    "UBKTĐU", "MTTQ", "UBMTTQ", "UBTƯMTTQVN", "MTTW", "HLHPN", "ĐTN", "TTLĐ", "HĐBCQG", "BHXH",
    "KBNN", "UB", "TAND", "VKSND", "BQLDA", "CTUBND", "TTHĐND",
)  # fmt: skip

#: Atoms of codes, folded → as printed ("nd" → "NĐ", "ttg" → "TTg").
CANONICAL_ATOM: dict[str, str] = (
    {fold(level + field): level + field for level in "SP" for field in _IN_CHARGE}
    | {fold(atom): atom for atom in _FURTHER_BODIES}
    | {fold(atom): atom for atom in (*KINDS_BY_CODE, *ISSUERS_BY_CODE)}
    # Where two codes fold to the same letters, the one that offices write most.
    | {"da": "ĐA", "hd": "HD", "cd": "CĐ"}
)

#: Bodies that stand behind a kind in a code.
_BODIES = frozenset(ISSUERS_BY_CODE) | set(_FURTHER_BODIES)

_LEGISLATURE = re.compile(r"(ubtvqh|qh|hdnn)(\d{1,2})")


def canonical_atom(atom: str) -> str:
    """``atom`` as printed on documents; an unknown one in capitals as written."""
    if atom in KINDS_BY_CODE or atom in ISSUERS_BY_CODE:
        return atom  # "DA" and "ĐA", "HD" and "HĐ" are different codes
    folded = fold(atom)
    if folded in CANONICAL_ATOM:
        return CANONICAL_ATOM[folded]
    legislature = _LEGISLATURE.fullmatch(folded)
    if legislature:
        body = {"hdnn": "HĐNN"}.get(legislature[1], legislature[1].upper())
        return body + legislature[2]
    return atom.upper() if atom.islower() else atom


def split_code(atom: str) -> tuple[str, str] | None:
    """ "NĐCP" → ("NĐ", "CP"), "BCUBND" → ("BC", "UBND"): a dash between kind and body left out."""
    for end in range(len(atom) - 1, 1, -1):
        kind, body = canonical_atom(atom[:end]), canonical_atom(atom[end:])
        if kind in KINDS_BY_CODE and body in _BODIES:
            return kind, body
    return None


@lru_cache(maxsize=4096)
def is_known_atom(atom: str) -> bool:
    folded = fold(atom)
    return folded in CANONICAL_ATOM or _LEGISLATURE.fullmatch(folded) is not None


@lru_cache(maxsize=4096)
def kinds_of_code(code: str) -> tuple[str, ...]:
    """The kinds that a number's code allows, empty when the code names none ("PNV").

    "NĐ-CP" → ("Nghị định",); "QH15" → laws, codes and resolutions of the Assembly;
    "UBTVQH15" (76/2025/UBTVQH15) → resolutions and ordinances.
    """
    atoms = re.split(r"[-/]", code)
    for atom in atoms:
        kinds = KINDS_BY_CODE.get(canonical_atom(atom))
        if kinds:
            if kinds[0] == "Quyết định" and not _is_party(canonical_atom(atoms[-1])):
                return ("Quyết định",)
            return kinds
    if fold(atoms[-1]).startswith("qh"):
        return ("Luật", "Bộ luật", "Nghị quyết", "Hiến pháp")
    if fold(atoms[-1]).startswith("ubtvqh"):
        return ("Nghị quyết", "Pháp lệnh")
    return ()


@lru_cache(maxsize=4096)
def kind_fits(kind: str, code: str) -> bool:
    """Whether a document of this kind may carry ``code``; true where the code names no kind.

    "Chương trình hành động" goes with CTr as "Chương trình" does; a "văn bản" may be of any kind.
    """
    kinds = kinds_of_code(code)
    atoms = re.split(r"[-/]", code)
    return (
        not kinds
        or kind in ("Văn bản", *_FURTHER_KINDS.get(canonical_atom(atoms[0]), ()))
        or kind in kinds
        or any("liên tịch" not in kind and kind.startswith(f"{allowed} ") for allowed in kinds)
    )


#: Kinds that a code is used for beside those that it stands for.
_FURTHER_KINDS = {
    "L": ("Lệnh",),
    "TT": ("Thông tri",),
    "TTr": ("Thông tri",),
    "CT": ("Chương trình", "Chương trình hành động"),
    "NQ": ("Nội quy",),
    "TB": ("Thông báo kết luận",),
    "KL": ("Thông báo kết luận",),
    "QĐ": ("Quy chế",),
}

PARTY_CODES = frozenset(
    {"TW", "TU", "HU", "ĐU", "BTCTW", "UBKTTW", "BTGTW", "BDVTW", "VPTW", "ĐUK", "ĐUX"}
)


def _is_party(atom: str) -> bool:
    return atom in PARTY_CODES or atom.endswith(("TW", "TU", "HU", "ĐU"))


def issuers_of_code(code: str) -> tuple[str, ...]:
    """Names of the bodies that a number's code allows, empty when it names none."""
    last = re.split(r"[-/]", code)[-1]
    atom = canonical_atom(last)
    if atom in ISSUERS_BY_CODE:
        return ISSUERS_BY_CODE[atom]
    legislature = _LEGISLATURE.fullmatch(fold(last))
    if legislature and legislature[1] in ("qh", "ubtvqh"):
        return ISSUERS_BY_CODE[legislature[1].upper()]
    return ()
