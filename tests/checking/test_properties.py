"""What holds for every text: no crash, places that are right, the same answer twice, one pass of
fixes that needs no second, and time that grows with the length."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.checking import CheckContext, CheckResult, apply_fixes, check, notes_as_evidence
from assistant.domain import Doubt, DoubtKind, OfficeDocument, Profile, Span
from assistant.resources import data_folder

CONTEXT = CheckContext(
    report_date=date(2023, 7, 10),
    profile=Profile(commune="xã An Phú"),
    notes=notes_as_evidence("ghi chú", "2/5 thôn chưa họp dân\nmở 02 lớp cho 90 người; đạt 95%"),
    office_log=(
        OfficeDocument(
            12, "KH-UBND", date(2023, 1, 5), "Công tác dân vận", "Kế hoạch", "sổ, dòng 2"
        ),
    ),
)
#: Pieces that rules look for, whole and broken, among them what text can hold at worst.
PIECES = (
    "Nghị định số 61/2018/NQ-CP ngày 30/02/2023 của Chính phủ ",
    "Kế hoạch số 12/KH-UBND ngày 5/1/2023 ",
    "Luật Thực hiện dân chủ ở cơ sở, Điều 5 khoản ",
    "Ủy ban nhân xã ",
    "đạt 120% (3/5 thôn, gồm 02 lớp: ",
    "tổng số 10 người, trong đó 4 nam, 7 nữ. ",
    "quý II năm 2023, từ ngày 01/01/2023 đến ngày 09/6/2016 ",
    "đã đã triển khai ",
    "tuyên truyên ",
    "huyện Ba Tơ, ông Nguyễn Văn A ",
    "\r\n", "\r", "\n\n", "\u2028", "\x85", "\x0b", "\f",
    "I. ", "1. ", "a) ", "- ", "# ", "**", "| a | 1 |\n|---|---|\n", "---\n",
    "\0", "\ufeff", "\ud800", "\udfff", "\u0301", "\u0323", "\u202e", "\u2066", "\u200b", "\xad",
    "😀", "👩‍👩‍👧", "שלום", "مرحبا", "Ａ１", "²", "½", "٣", "①",
    "0" * 40, "/" * 20, "(" * 20, "“", "”", '"', "%", ";", ".",
)  # fmt: skip
ANYTHING = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.text(alphabet=st.characters(exclude_categories=()), max_size=8),
        st.text("aăâđêôơư ́̀̉̃̇0123456789/.,:-–%\n", max_size=8),
    ),
    max_size=14,
).map("".join)
FORMS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "byte order mark": lambda text: f"\ufeff{text}",
}


def at_their_places(text: str, result: CheckResult) -> None:
    for found in result.diagnostics:
        assert 0 <= found.start <= found.end <= len(text)
        assert text[found.start : found.end] == found.quote
        for other in found.related:
            assert text[other.start : other.end] == other.quote
    known = {entry.id for entry in result.evidence}
    assert {each for found in result.diagnostics for each in found.evidence} == known


@settings(max_examples=120, deadline=None, derandomize=True)
@given(ANYTHING, st.sampled_from(sorted(FORMS)))
def test_any_text_is_checked_alike_twice_with_every_quote_at_its_place(
    written: str, form: str
) -> None:
    text = FORMS[form](written)
    result = check(text, CONTEXT)
    at_their_places(text, result)
    assert check(text, CONTEXT) == result


@settings(max_examples=25, deadline=None, derandomize=True)
@given(ANYTHING, st.data())
def test_doubts_of_the_reader_are_told_wherever_they_stand(text: str, data: st.DataObject) -> None:
    ends = data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))))
    doubt = Doubt(Span(min(ends), max(ends)), data.draw(st.sampled_from(DoubtKind)))
    at_their_places(text, check(text, CheckContext(date(2023, 7, 10), doubts=(doubt,))))


@cache
def samples() -> tuple[str, ...]:
    shipped = (data_folder("knowledge") / "reports").iterdir()
    reports = [each for each in shipped if not each.name.endswith(".notes.md")]
    return tuple(each.read_text("utf-8") for each in sorted(reports, key=lambda each: each.name))


#: Slips of the kinds that the certain fixes are for, and some that only disturb.
SLIPS: tuple[Callable[[str, Random], str], ...] = (
    lambda text, _: text.replace("NĐ-CP", "NQ-CP", 1),
    lambda text, _: text.replace("Ủy ban nhân dân", "Ủy ban nhân", 1),
    lambda text, chance: doubled(text, chance),
    lambda text, _: re.sub(r"ngày 0(\d)/", r"ngày \1/", text),
    lambda text, chance: without_accent(text, chance),
    lambda text, chance: cut_out(text, chance),
    lambda text, chance: put_in(text, chance, chance.choice(PIECES)),
)


def doubled(text: str, chance: Random) -> str:
    word = chance.choice(list(re.finditer(r"\w+ ", text)))
    return put_at(text, word.start(), word[0])


def without_accent(text: str, chance: Random) -> str:
    at = chance.randrange(len(text))
    plain = unicodedata.normalize("NFD", text[at])[0]
    return text[:at] + plain + text[at + 1 :]


def cut_out(text: str, chance: Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at + chance.randint(1, 3) :]


def put_in(text: str, chance: Random, piece: str) -> str:
    return put_at(text, chance.randrange(len(text)), piece)


def put_at(text: str, at: int, piece: str) -> str:
    return text[:at] + piece + text[at:]


@settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(
    st.integers(0, 10_000),
    st.sampled_from(sorted(FORMS)),
    st.lists(st.sampled_from(range(len(SLIPS))), min_size=1, max_size=6),
)
def test_certain_fixes_come_to_an_end(seed: int, form: str, slips: list[int]) -> None:
    chance = Random(seed)
    text = a_stretch(chance)
    for slip in slips:
        text = SLIPS[slip](text, chance)
    text = FORMS[form](text)
    for _ in range(4):  # one correction may bring out another: "vtỉnh" shows a name cut short
        found = check(text, CONTEXT)
        at_their_places(text, found)
        fixed = apply_fixes(text, found.diagnostics)
        assert len(fixed.applied) + len(fixed.left) == len(found.diagnostics)
        if not fixed.applied:
            return
        text = fixed.text
    raise AssertionError([(d.code, d.quote, d.fix) for d in fixed.applied])


def a_stretch(chance: Random) -> str:
    """Some paragraphs of a sample report, so that an example takes no longer than it must."""
    paragraphs = chance.choice(samples()).split("\n\n")
    at = chance.randrange(max(1, len(paragraphs) - 6))
    return "\n\n".join(paragraphs[at : at + 6])


def test_time_grows_with_the_length_and_not_faster() -> None:
    once = max(samples(), key=len)
    check(once, CONTEXT)  # the tables are loaded
    short = min(seconds(once) for _ in range(3))
    long = seconds("\n\n".join([once] * 16))
    assert long / short < 16 * 2, f"16 times the text took {long / short:.0f} times as long"


def seconds(text: str) -> float:
    """Processor time of one check."""
    begun = time.process_time()
    check(text, CONTEXT)
    return time.process_time() - begun
