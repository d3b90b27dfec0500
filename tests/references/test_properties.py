"""What holds for every text: spans slice it, nothing crashes, the time grows with its length."""

from __future__ import annotations

import re
import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Instrument, Reference, Span
from assistant.references import cite_full, cite_short, find_references
from assistant.references.clean import clean
from assistant.references.codes import ISSUERS_BY_CODE, KINDS_BY_CODE

LAWS = ("Tiếp công dân", "Thực hiện dân chủ ở cơ sở", "Cán bộ, công chức", "Thanh tra")
PARTY = ("TW", "TU", "HU", "ĐU")

SCRAPS = st.sampled_from(
    re.findall(
        r"[^¦]+",
        "Nghị định¦Quyết định¦Luật¦Bộ luật¦pháp lệnh¦Hiến pháp¦NĐ¦QĐ¦số¦Số:¦khoản¦Điều¦điểm a¦các¦này¦"
        "nêu trên¦trên¦ngày¦tháng¦năm¦của¦Chính phủ¦UBND xã¦và¦,¦;¦.¦:¦(¦)¦“¦”¦**¦_¦`¦>¦\\¦/¦-¦–¦\n¦\t¦ ¦"
        "61¦2018¦61/2018¦12/KH-UBND¦217-QĐ/TW¦NĐ-CP¦/TT-¦l2/¦O5¦QH15¦23/4/2018¦Ð¦А¦\u00ad¦\u200b¦\u0301¦"
        "sửa đổi, bổ sung một số điều của¦số58/1998/NĐ-CP¦hai mươi¦về việc¦«¦»¦BLDS¦\U0001f600¦\x00",
    )
)
TEXTS = st.lists(SCRAPS, max_size=60).map("".join) | st.lists(SCRAPS, max_size=60).map(" ".join)


@given(TEXTS | st.text(max_size=200))
def test_spans_slice_any_text_and_do_not_overlap(text: str) -> None:
    found = find_references(text, LAWS)
    for reference in found:
        assert reference.span.of(text) == reference.text
        assert 0 <= reference.span.start < reference.span.end <= len(text)
        for span in spans_of(reference):
            assert 0 <= span.start < span.end <= len(text)
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start


def spans_of(reference: Reference) -> list[Span]:
    spans = (
        reference.kind_span,
        reference.number_span,
        reference.signed_span,
        reference.issuer_span,
        reference.title_span,
    )
    return [span for span in spans if span is not None]


@given(TEXTS)
def test_cleaning_keeps_the_way_back(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.text) <= len(text)
    for position, letter in enumerate(cleaned.text):
        original = cleaned.original(Span(position, position + 1))
        assert original.end == original.start + 1
        if letter.isalpha() and letter.isascii() and original.of(text).isascii():
            assert original.of(text) == letter


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """Decrees, decisions, plans, Party documents … with numbers as their issuers give them."""
    code = draw(st.sampled_from(sorted(set(KINDS_BY_CODE) - {"L", "LCT", "PL", "SL", "ML", "CV"})))
    kind = KINDS_BY_CODE[code][0]
    body = draw(st.sampled_from(sorted(ISSUERS_BY_CODE)))
    if body in ("QH", "UBTVQH"):
        body += "15"
    serial, year = draw(st.integers(1, 9999)), draw(st.integers(1946, 2044))
    number = (
        f"{serial:02d}-{code}/{body}" if body in PARTY else f"{serial:02d}/{year}/{code}-{body}"
    )
    return Instrument(
        id="x",
        number=number,
        kind=kind,
        issuer=draw(st.sampled_from(["Chính phủ", "Bộ Nội vụ", "Ban Bí thư", "UBND xã Đắk Hà"])),
        title="công tác văn thư",
        signed=draw(st.none() | st.dates(date(1946, 1, 1), date(2044, 12, 31))),
    )


@given(instruments())
def test_what_is_formatted_reads_back(instrument: Instrument) -> None:
    full, short = (find_references(cite(instrument)) for cite in (cite_full, cite_short))
    assert len(full) == len(short) == 1
    assert full[0].number == short[0].number == instrument.number
    assert full[0].kind == short[0].kind == instrument.kind
    assert full[0].signed == instrument.signed
    assert full[0].issuer == instrument.issuer
    assert full[0].title == "về công tác văn thư"
    assert full[0].text == cite_full(instrument)
    assert full[0].problems == ()


#: Units that, repeated, would make a finder slow whose work on one place depends on all the others.
ADVERSARIAL = {
    "digits": "1",
    "slashes": "/",
    "digits and slashes": "12/",
    "short numbers": "Nghị định 61/2018 ",
    "serials": "NĐ 61, ",
    "laws": "Luật ",
    "laws that amend": "Luật sửa đổi, bổ sung một số điều của Luật ",
    "clauses": "khoản ",
    "articles": "Điều 5, ",
    "numbers without a kind": "12/XY-AB, ",
    "kinds": "Nghị định số ",
    "issuers": "Quyết định số 5/QĐ-UBND của UBND xã ",
    "enumerated": "217-QĐ/TW, ",
    "quotes": "Công văn số 5/UBND “",
    "blanks": "Kế hoạch số 12/KH-UBND                    ",
    "marks": "**_`>\\-",
    "letters": "đ",
    "capitals": "Đ-",
    "brackets": "Luật (Luật (",
    "dates": "ngày 1 tháng 1 năm ",
}


@pytest.mark.parametrize("unit", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_time_grows_with_the_length(unit: str) -> None:
    """Eight times the text may take at most three times as long a letter (it takes about one)."""
    text = unit * (4000 // len(unit))
    seconds(text)  # compiles what is compiled once
    assert seconds(text * 8) < 3 * 8 * max(seconds(text), 0.001)


def seconds(text: str) -> float:
    def once() -> float:
        started = time.process_time()
        find_references(text, LAWS)
        return time.process_time() - started

    return min(once() for _ in range(2))
