"""Words that say the same: which of them stands in a sentence goes on with every rewriting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import Span
from assistant.drafting.phrases import lexicon, wordings
from assistant.references import find_references

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|\[[^\]]*\]")


def rephrase(text: str, version: int, kind: str) -> str:
    """``text`` with the interchangeable words of ``frames.yaml`` that this ``version`` has.

    The first version (0) has the usual ones. Citations, quotations and gaps stay as they are;
    ``kind`` is the kind of section ("han-che").
    """
    for wording in wordings():
        if wording.kinds and kind not in wording.kinds:
            continue
        if wording.pattern.search(text) is None:
            continue
        closed = _closed(text)

        def other(
            match: re.Match[str],
            closed: Sequence[Span] = closed,
            option: str = wording.options[version % len(wording.options)],
        ) -> str:
            if any(span.overlaps(Span(*match.span())) for span in closed):
                return match[0]
            return match.expand(option)

        text = wording.pattern.sub(other, text)
    return text


#: "(Trong kỳ,) (địa phương) đã giải quyết 12 hồ sơ(, gồm …)": one act, one count of things.
_ACT = re.compile(
    r"^(?P<lead>(?:Trong kỳ(?: báo cáo)?|Tính đến thời điểm báo cáo)?,? ?)"
    r"(?P<who>(?:[Uu]ỷ ban|[ỦỤủụ]y ban|[Đđ]ịa phương|[Cc]hính quyền|[Bb]ộ phận)[^,\d]*? )?"
    r"[Đđ]ã (?P<act>[^\d,;]+?) (?P<number>\d[\d.]*(?:/\d[\d.]*)?) (?P<what>[^\d,;()]+?)"
    r"(?P<rest>(?: \(|, gồm |, trong đó |, đạt |\.| với (?=\d)).*|$)",
    re.DOTALL,
)
_LONGEST_THING = 6  # words


def recast(text: str, version: int) -> str:
    """A statement of what was done as something else than "… đã …": every third version in the
    passive, every fifth as "số … là …"; the same where it is not one act with one count.
    """
    match = _ACT.match(text)
    if match is None or not _is_simple(match):
        return text
    lead, act = match["lead"].strip(" ,"), match["act"]
    number, what, rest = match["number"], match["what"], match["rest"]
    form = version % _FORMS
    if form == _PASSIVE:
        by = f" {match['who'].strip()}" if match["who"] else ""
        by = by.replace(" Địa phương", " địa phương").replace(" Chính quyền", " chính quyền")
        start = f"{lead} có {number}" if lead else f"Có {number}"
        return f"{start} {what} được{by} {act}{rest}"
    if form == _NAMED and not rest.startswith(" với"):
        start = f"{lead}, số" if lead else "Số"
        return f"{start} {what} đã {act} là {number}{rest}"
    return text


_FORMS, _PASSIVE, _NAMED = 5, 2, 4


def _is_simple(match: re.Match[str]) -> bool:
    what = match["what"]
    act = lexicon().verb.fullmatch(match["act"])
    acts_again = lexicon().verb.search(what)
    return (
        act is not None
        and act[0].lower() in _PASSIVE_VERBS
        and len(what.split()) <= _LONGEST_THING
        and acts_again is None
        and not what.startswith(
            ("lượt", "lần", "triệu", "tỷ", "đồng", "%", "ngày", "m²", "ha", "km")
        )
    )


#: Acts that things can undergo in an office's prose ("12 hồ sơ được giải quyết").
_PASSIVE_VERBS = frozenset(
    re.split(
        r",\s+",
        """giải quyết, tiếp nhận, tổ chức, ban hành, số hóa, cấp, xây dựng, làm mới, trồng,
        sửa chữa, rà soát, niêm yết, công khai, thành lập, kiện toàn, phát, treo, đăng, trả lời,
        xử lý, chứng thực, thụ lý, lắp đặt, đưa, công nhận, duy trì, khởi công, hoàn thành,
        nâng cấp, cấp phát""",
    )
)


def _closed(text: str) -> list[Span]:
    spans = [Span(*match.span()) for match in _QUOTED.finditer(text)]
    return [*spans, *(reference.span for reference in find_references(text))]
