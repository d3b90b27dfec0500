"""Vietnamese sentences about instruments and their validity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.domain import Instrument, Provision, Status, Validity
from assistant.language.dates import format_date as day
from assistant.references import cite_full, cite_short


def _numbered(cited: str, instrument: Instrument) -> str:
    """A law is cited by its name alone; who asks which one it is needs its number as well."""
    if not instrument.number or instrument.number in cited:
        return cited
    return f"{cited} (số {instrument.number})"


def full(instrument: Instrument) -> str:
    """The instrument as first cited, with its number in any case."""
    return _numbered(cite_full(instrument), instrument)


def short(instrument: Instrument) -> str:
    return _numbered(cite_short(instrument), instrument)


def listed(items: Sequence[str]) -> str:
    """ "a", "a và b", "a, b và c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} và {items[-1]}"


def status_phrase(validity: Validity, *, name_amendments: bool = True) -> str:
    """What is known of the force on the day asked for, as the rest of a sentence."""
    on = day(validity.on)
    since = f" từ ngày {day(validity.since)}" if validity.since else ""
    match validity.status:
        case Status.IN_FORCE:
            phrase = f"có hiệu lực{since}, đang có hiệu lực tại ngày {on}"
        case Status.AMENDED:
            phrase = f"có hiệu lực{since}, tại ngày {on} còn hiệu lực"
            if not validity.amended_by:
                phrase += " và đã được sửa đổi, bổ sung (sổ chưa ghi văn bản sửa đổi)"
            elif name_amendments:
                phrase += f" và đã được sửa đổi, bổ sung bởi {listed(validity.amended_by)}"
        case Status.PARTLY:
            phrase = f"tại ngày {on} chỉ còn hiệu lực một phần"
            if validity.amended_by:
                phrase += f" (xem {listed(validity.amended_by)})"
        case Status.EXPIRED:
            until = f" từ ngày {day(validity.until)}" if validity.until else ""
            phrase = f"đã hết hiệu lực{until}"
            if validity.replaced_by:
                phrase += f", được thay thế bởi {listed(validity.replaced_by)}"
        case Status.NOT_YET:
            phrase = f"chưa có hiệu lực tại ngày {on}"
            if validity.since:
                phrase += f" (có hiệu lực{since})"
        case _:
            phrase = f"chưa rõ hiệu lực tại ngày {on}"
            if validity.reason:
                phrase += f" ({validity.reason[0].lower()}{validity.reason[1:].rstrip('.')})"
    return phrase + _horizon(validity)


def _horizon(validity: Validity) -> str:
    living = (Status.IN_FORCE, Status.AMENDED, Status.PARTLY)
    if validity.status in living and validity.horizon and validity.on > validity.horizon:
        return f" (theo dữ liệu đến ngày {day(validity.horizon)}, chưa rõ sau đó)"
    return ""


def later(validity: Validity) -> str:
    """A sentence on what ended the instrument after the day asked for, or ""."""
    living = (Status.IN_FORCE, Status.AMENDED, Status.PARTLY)
    if validity.status not in living or not validity.until or not validity.replaced_by:
        return ""
    return (
        f" Từ ngày {day(validity.until)} văn bản này hết hiệu lực, được thay thế bởi "
        f"{listed(validity.replaced_by)}."
    )


def governs(instrument: Instrument, validity: Validity, provision: Provision | None) -> str:
    place = f"{provision.article} " if provision else ""
    said = f"{place}{full(instrument)}: {status_phrase(validity)}.{later(validity)}"
    return said + (article(provision) if provision else "")


def article(provision: Provision) -> str:
    """ " Điều 5 (Tiêu đề): tóm tắt."; without a gist the heading alone."""
    if not provision.gist:
        return f" {provision.article} có tên “{provision.heading}”."
    return f" {provision.article} ({provision.heading}): {provision.gist}"


def article_unknown(instrument: Instrument) -> str:
    return (
        f" Sổ văn bản chưa ghi điều nào của {short(instrument)} nói riêng về nội dung được "
        "hỏi: đề nghị tra trong toàn văn."
    )


def article_not_listed(articles: Sequence[str], instrument: Instrument) -> str:
    return (
        f" Sổ văn bản chưa ghi {listed(articles)} của {short(instrument)}: đề nghị kiểm tra lại "
        "trong toàn văn."
    )


def no_such_kind(kind: str, on: date) -> str:
    return (
        f"Sổ văn bản không có {kind.lower()} nào còn áp dụng cho nội dung này tại ngày {day(on)}; "
        "văn bản gần nhất là "
    )


def remark(instrument: Instrument) -> str:
    return f" Lưu ý: {instrument.note}" if instrument.note else ""


def about_status(instrument: Instrument, validity: Validity) -> str:
    return f"{full(instrument)} {status_phrase(validity)}.{later(validity)}{remark(instrument)}"


def about_replacement(
    instrument: Instrument, validity: Validity, chain: Sequence[Instrument]
) -> str:
    if not chain:
        return (
            f"Sổ văn bản chưa ghi nhận văn bản nào thay thế {short(instrument)}; "
            f"{status_phrase(validity)}.{remark(instrument)}"
        )
    parts = [f"{short(instrument)} được thay thế bởi {full(chain[0])}"]
    parts += [f"văn bản này lại được thay thế bởi {full(next_one)}" for next_one in chain[1:]]
    sentence = "; ".join(parts)
    return f"{sentence}. {short(instrument)} {status_phrase(validity)}.{remark(instrument)}"


def about_predecessors(instrument: Instrument, before: Sequence[Instrument]) -> str:
    if not before:
        return f"Sổ văn bản chưa ghi nhận {short(instrument)} thay thế văn bản nào."
    return f"{short(instrument)} thay thế {listed([full(b) for b in before])}."


def about_amendments(
    instrument: Instrument, validity: Validity, amending: Sequence[Instrument]
) -> str:
    if not amending and not validity.amended_by:
        return (
            f"Sổ văn bản chưa ghi nhận văn bản nào sửa đổi, bổ sung {short(instrument)} tính "
            f"đến ngày {day(validity.on)}."
        )
    names = [full(a) for a in amending] or list(validity.amended_by)
    return (
        f"{short(instrument)} được sửa đổi, bổ sung bởi {listed(names)}. "
        f"{short(instrument)} {status_phrase(validity, name_amendments=False)}."
        f"{later(validity)}"
    )


def about_amended(instrument: Instrument, principals: Sequence[Instrument]) -> str:
    if not principals:
        return f"Sổ văn bản chưa ghi nhận {short(instrument)} sửa đổi văn bản nào."
    return f"{short(instrument)} sửa đổi, bổ sung {listed([full(p) for p in principals])}."


def about_issuer(instrument: Instrument) -> str:
    signed = f" ngày {day(instrument.signed)}" if instrument.signed else ", chưa rõ ngày ban hành"
    return f"{short(instrument)} do {instrument.issuer} ban hành{signed}."


def about_signed(instrument: Instrument, validity: Validity) -> str:
    if not instrument.signed:
        return f"Chưa rõ ngày ban hành của {short(instrument)}."
    signed = day(instrument.signed)
    return f"{short(instrument)} được ban hành ngày {signed}; {status_phrase(validity)}."


def about_effective(instrument: Instrument, validity: Validity) -> str:
    if not instrument.effective:
        return f"Chưa rõ ngày có hiệu lực của {short(instrument)}.{remark(instrument)}"
    until = f", hết hiệu lực từ ngày {day(validity.until)}" if validity.until else ""
    return f"{short(instrument)} có hiệu lực từ ngày {day(instrument.effective)}{until}."


def not_in_register(written: str, nearest: Sequence[Instrument]) -> str:
    text = f"Không tìm thấy “{written}” trong sổ văn bản."
    if nearest:
        text += f" Văn bản gần giống nhất: {listed([full(i) for i in nearest])}."
    return text + " Đề nghị kiểm tra lại số, ký hiệu hoặc bổ sung văn bản vào sổ."


def ambiguous(written: str, instruments: Sequence[Instrument]) -> str:
    return (
        f"Có {len(instruments)} văn bản cùng được gọi là “{written}”: "
        f"{'; '.join(full(i) for i in instruments)}. Đề nghị nêu rõ ngày ban hành."
    )


def abstention(topics: Sequence[str], beyond: str = "") -> str:
    """Why nothing is answered; ``beyond`` is what the question seems to be about instead."""
    text = "Sổ văn bản chưa có văn bản phù hợp với câu hỏi này nên chưa thể trả lời."
    if beyond:
        text += f" Nội dung gần nhất ngoài sổ: {beyond}."
    if topics:
        text += f" Các chủ đề gần nhất trong sổ: {listed(topics)}."
    return text


def nothing_on_the_day(instrument: Instrument, validity: Validity) -> str:
    return (
        f"Sổ văn bản chưa có văn bản điều chỉnh nội dung này tại ngày {day(validity.on)}. Gần nhất "
        f"là {full(instrument)}, {status_phrase(validity)}.{remark(instrument)}"
    )


def changed_within(first: date, other: Instrument, validity: Validity) -> str:
    return (
        f" Trong khoảng thời gian được hỏi có thay đổi: tại ngày {day(first)} văn bản điều chỉnh "
        f"là {full(other)}, {status_phrase(validity)}."
    )
