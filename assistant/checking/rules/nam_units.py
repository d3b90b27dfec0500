"""Administrative units that did not exist on the report's date, or belonged elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.checking.document import Document
from assistant.checking.inspection import Inspection
from assistant.checking.names import PlaceLevel, PlaceName, spelling_key
from assistant.checking.past import is_past
from assistant.checking.rule import Finding, rule
from assistant.checking.units import TWO_TIERS, bare, dissolved_districts, former_provinces, units
from assistant.domain import Severity, Span
from assistant.language.dates import format_date
from assistant.language.text import fold

_JOIN: Final = re.compile(r"\s*(?:[,(–-]|thuộc|của)?\s*", re.IGNORECASE)
#: Cities right below the central government, before or since 01/7/2025.
_CENTRAL: Final = frozenset(("ha noi", "hai phong", "da nang", "ho chi minh", "can tho", "hue"))
_ORDER: Final = {
    PlaceLevel.COMMUNE: 0,
    PlaceLevel.TOWN: 0,
    PlaceLevel.DISTRICT: 1,
    PlaceLevel.PROVINCE: 2,
}


@dataclass(frozen=True, slots=True)
class _Chain:
    """What is named in one breath: "xã Ba Bích, huyện Ba Tơ, tỉnh Quảng Ngãi"."""

    commune: PlaceName | None = None
    district: PlaceName | None = None
    province: PlaceName | None = None


@rule("NAM002", Severity.WARNING, "Đơn vị hành chính không có vào ngày báo cáo")
def unit_of_another_time(inspection: Inspection) -> Iterator[Finding]:
    """Tỉnh đã hợp nhất, huyện và xã không còn từ ngày 01/7/2025 mà vẫn ghi như hiện có; xã của sau
    ngày ấy trong báo cáo trước đó; huyện, xã ghi vào tỉnh mà nó không thuộc. Chỉ xét tên có trong
    danh sách đơn vị hành chính trước và sau ngày 01/7/2025; tên kể như việc đã qua (cũ, trước đây)
    và tên trong văn bản thời ấy thì không báo. Tên xã không danh sách nào có chỉ nêu để đối chiếu;
    tên huyện sai một chữ so với một huyện có thật thì báo. Mỗi tên báo một lần.

    Nguồn: Nghị quyết 202/2025/QH15 về sắp xếp đơn vị hành chính cấp tỉnh; Luật Tổ chức chính quyền
        địa phương số 72/2025/QH15; danh sách đơn vị hành chính theo vietnamadminunits.
    Ngày báo cáo: 2026-06-10
    Sai:
        Xã Lạc Thủy, ⟦tỉnh Hòa Bình⟧ có 32 xóm, khu dân cư.
    Sửa: tỉnh Phú Thọ
    Ngày báo cáo: 2022-06-10
    Sai:
        Xã giáp ⟦xã Vĩnh Thủy, huyện Lệ Thủy⟧ và ⟦huyện Ba Tơ, tỉnh Quảng Nam⟧.
    Sai:
        Xã Ba Bích giáp ⟦xã Trà Hương Đông⟧, huyện Ba Tơ. Đề nghị ⟦thành phố Buôn Mê Thuật⟧ hỗ trợ.
    Đúng:
        Xã Ba Bích, huyện Ba Tơ, tỉnh Quảng Ngãi giáp xã Khe Trám, huyện Lam Hạc, tỉnh Trường Lĩnh.
    Ngày báo cáo: 2026-06-10
    Đúng:
        Xã Lạc Thủy, tỉnh Phú Thọ được thành lập trên cơ sở thị trấn Chi Nê, huyện Lạc Thủy cũ.
        Trước đây, xã Phú Lão thuộc huyện Lạc Thủy, tỉnh Hòa Bình.
    """
    document = inspection.document
    judge = _since if inspection.context.report_date >= TWO_TIERS else _before
    real = _is_about_real_places(document)
    told: dict[tuple[str, str], Finding] = {}
    for chain in _chains(document):
        found = (*_long_gone(inspection, chain), *judge(document, chain))
        if not found and real:
            found = tuple(_unknown(document, chain, inspection.context.report_date))
        for finding in found:
            name = " ".join(finding.span.of(document.text).lower().split())
            told.setdefault((name, finding.message), finding)
    yield from told.values()


def _chains(document: Document) -> Iterator[_Chain]:
    """The places of a document, those named in one breath together."""
    run: list[PlaceName] = []
    for place in document.place_names:
        if place.level is PlaceLevel.VILLAGE:
            continue
        if run and not _goes_on(document, run[-1], place):
            yield from _chain(document, run)
            run = []
        run.append(place)
    yield from _chain(document, run)


def _goes_on(document: Document, one: PlaceName, following: PlaceName) -> bool:
    start = following.span.start - len(following.kind) - 1
    between = document.text[one.span.end : max(one.span.end, start)]
    return _rank(one) < _rank(following) and _JOIN.fullmatch(between) is not None


def _rank(place: PlaceName) -> int:
    if place.kind == "thành phố" and fold(place.name) in _CENTRAL:
        return 2
    return _ORDER[place.level]


def _chain(document: Document, run: Sequence[PlaceName]) -> Iterator[_Chain]:
    if run:
        by_rank = {_rank(place): place for place in run}
        yield _Chain(by_rank.get(0), by_rank.get(1), by_rank.get(2))


def _long_gone(inspection: Inspection, chain: _Chain) -> Iterator[Finding]:
    """A province that was split or merged before 2025."""
    place = chain.province
    if place is None or place.kind != "tỉnh":
        return
    former = former_provinces().get(spelling_key(place.name))
    if former is None or inspection.context.report_date < former.until:
        return
    if not is_past(inspection.document, place.span, former.until):
        yield Finding(
            _span(place),
            f"Từ ngày {format_date(former.until)} không còn tỉnh {former.name}: nay là "
            f"{former.now}.",
        )


def _since(document: Document, chain: _Chain) -> Iterator[Finding]:
    """Units that ended on 01/7/2025, in a report of later."""
    known = units()
    if chain.province and chain.province.kind == "tỉnh":
        now = known.successor(chain.province.name)
        if now is not None and not is_past(document, chain.province.span, TWO_TIERS):
            there = chain.commune and known.new_communes(now, chain.commune.name)
            yield Finding(
                _span(chain.province),
                f"Từ ngày 01/7/2025 không còn tỉnh {chain.province.name}: nay là {_lower(now)}.",
                fix=_lower(now),
                severity=Severity.ERROR if there else None,
            )
            return
    if chain.commune is None:
        return
    if chain.district is not None:
        yield from _district_since(document, chain.commune, chain.district)
    elif chain.province is not None:
        yield from _commune_since(document, chain.commune, chain.province)


def _district_since(
    document: Document, commune: PlaceName, district: PlaceName
) -> Iterator[Finding]:
    if units().districts(district.name) and not is_past(document, district.span, TWO_TIERS):
        yield Finding(
            Span(_span(commune).start, district.span.end),
            f"Từ ngày 01/7/2025 không còn cấp huyện ({district.kind} {district.name}); cần ghi tên "
            "xã, phường và tỉnh, thành phố hiện nay.",
        )


def _commune_since(
    document: Document, commune: PlaceName, province: PlaceName
) -> Iterator[Finding]:
    known = units()
    now = known.new_province(province.name)
    if now is None or known.new_communes(now, commune.name):
        return
    there = [
        old
        for old in known.old_communes(commune.name)
        if known.successor(bare(old.province)) == now or old.province == now
    ]
    if there and not is_past(document, commune.span, TWO_TIERS):
        yield Finding(
            Span(_span(commune).start, province.span.end),
            f"Từ ngày 01/7/2025 {_lower(now)} không còn {commune.kind} {commune.name} "
            f"(trước đó thuộc {_lower(there[0].district)}).",
        )


def _before(document: Document, chain: _Chain) -> Iterator[Finding]:
    """Units placed where they never were, or not there yet, in a report of before 01/7/2025."""
    known = units()
    province = known.old_province(chain.province.name) if chain.province else None
    if chain.district is not None:
        places = known.districts(chain.district.name)
        if province is not None and chain.province is not None and places:
            yield from _district_elsewhere(document, chain.district, chain.province, province)
        if chain.commune is not None and places:
            yield from _commune_elsewhere(chain.commune, chain.district, province)
    elif chain.commune is not None and province is not None and chain.province is not None:
        yield from _not_yet(document, chain.commune, chain.province, province)


def _district_elsewhere(
    document: Document, district: PlaceName, named: PlaceName, province: str
) -> Iterator[Finding]:
    places = units().districts(district.name)
    if province in [p for _, p in places]:
        return
    if (fold(bare(province)), fold(district.name)) in dissolved_districts():
        return
    if not is_past(document, district.span, TWO_TIERS.replace(year=2008)):
        where = "; ".join(_lower(p) for _, p in places)
        yield Finding(
            Span(_span(district).start, named.span.end),
            f"{district.kind.capitalize()} {district.name} thuộc {where}, không thuộc "
            f"{_lower(province)}.",
        )


def _commune_elsewhere(
    commune: PlaceName, district: PlaceName, province: str | None
) -> Iterator[Finding]:
    """A name that one commune of the country bears, in a district of another province."""
    homes = units().old_communes(commune.name)
    provinces = {p for _, p in units().districts(district.name)} | {province}
    if len(homes) != 1 or homes[0].province in provinces:
        return
    home = homes[0]
    yield Finding(
        Span(_span(commune).start, district.span.end),
        f"{commune.kind.capitalize()} {commune.name} thuộc {_lower(home.district)}, "
        f"{_lower(home.province)}, không thuộc {district.kind} {district.name}.",
    )


def _not_yet(
    document: Document, commune: PlaceName, named: PlaceName, province: str
) -> Iterator[Finding]:
    known = units()
    if any(old.province == province for old in known.old_communes(commune.name)):
        return
    later = known.new_province(bare(province)) or known.successor(bare(province))
    if later is not None and known.new_communes(later, commune.name):
        if known.districts(commune.name):
            return  # a district's name: the commune of its seat may be meant
        yield Finding(
            Span(_span(commune).start, named.span.end),
            f"{commune.kind.capitalize()} {commune.name} thành lập từ ngày 01/7/2025, sau ngày báo "
            "cáo.",
        )


def _is_about_real_places(document: Document) -> bool:
    """Whether the report's own commune and province are on the lists; samples invent theirs."""
    known = units()
    places = [p for p in document.place_names if p.level is not PlaceLevel.VILLAGE]
    provinces = [p for p in places if _rank(p) == 2]
    communes = [p for p in places if p.level is PlaceLevel.COMMUNE]
    if any(not (known.old_province(p.name) or known.new_province(p.name)) for p in provinces):
        return False
    return bool(communes) and _is_a_commune(communes[0].name)


def _is_a_commune(name: str) -> bool:
    known = units()
    return bool(known.old_communes(name) or known.new_communes_anywhere(name))


def _unknown(document: Document, chain: _Chain, on: date) -> Iterator[Finding]:
    """Names that no list has. Units that were merged before the list of 30/6/2025 are not on it
    either, so this is for the clerk to compare; a name one slip from a district's is more."""
    place = chain.district
    if place is not None and _rank(place) == 1 and not units().districts(place.name):
        meant = units().districts_near(place.name)
        if len(meant) == 1 and not is_past(document, place.span, TWO_TIERS):
            yield Finding(
                _span(place),
                f"Không có {place.kind} {place.name}; có lẽ là {_lower(meant[0][0])}, "
                f"{_lower(meant[0][1])}.",
                fix=_lower(meant[0][0]),
            )
            return
    commune = chain.commune
    if commune is None or commune.level is not PlaceLevel.COMMUNE or _is_a_commune(commune.name):
        return
    if not is_past(document, commune.span, on):
        yield Finding(
            _span(commune),
            f"Danh sách đơn vị hành chính trước và sau ngày 01/7/2025 không có {commune.kind} "
            f"{commune.name}; hãy đối chiếu tên.",
            severity=Severity.INFO,
        )


def _span(place: PlaceName) -> Span:
    """The place with its kind."""
    return Span(place.span.start - len(place.kind) - 1, place.span.end)


def _lower(unit: str) -> str:
    return unit[0].lower() + unit[1:]
