"""HTML of texts with their flags. Everything that came from a person or a file is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.chat.flagging import Flag, SetAside
from assistant.chat.respond import count_phrase
from assistant.checking import apply_fixes
from assistant.domain import Diagnostic, Evidence, Severity, SourceKind, Span

#: An icon and a word for each severity, so that colour is never the only sign.
SEVERITIES = {
    Severity.ERROR: ("✖", "Lỗi"),
    Severity.WARNING: ("▲", "Cảnh báo"),
    Severity.INFO: ("ℹ", "Lưu ý"),
}
_SOURCES = {
    SourceKind.NOTE: "Ghi chú",
    SourceKind.REGISTER: "Danh mục văn bản",
    SourceKind.LAW_TEXT: "Văn bản pháp luật",
    SourceKind.PRIOR_REPORT: "Báo cáo trước",
    SourceKind.OFFICE_LOG: "Sổ công văn",
    SourceKind.PROFILE: "Hồ sơ cơ quan",
    SourceKind.DERIVED: "Suy ra",
}
#: Stands at a place that is to be filled in.
GAP_SIGN = "▢"
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def marked_text(text: str, diagnostics: Sequence[Diagnostic], gaps: Sequence[Span] = ()) -> str:
    """``text`` with a numbered ``<mark>`` on each place flagged and on each of ``gaps``, which are
    to be filled in, for laying under the editor.

    Where flags overlap the graver one has the place, and the shorter of two equally grave ones;
    the text itself comes out character for character.
    """
    owner: list[int | None] = [None] * len(text)
    by_weight = sorted(
        range(len(diagnostics)),
        key=lambda i: (
            _RANK[diagnostics[i].severity],
            diagnostics[i].end - diagnostics[i].start,
        ),
    )
    for index in by_weight:
        for position in range(diagnostics[index].start, min(diagnostics[index].end, len(text))):
            if owner[position] is None:
                owner[position] = index
    for number, gap in enumerate(gaps):
        owner[gap.start : gap.end] = [len(diagnostics) + number] * (gap.end - gap.start)
    parts: list[str] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and owner[end] == owner[start]:
            continue
        at = owner[start]
        if at is not None and at >= len(diagnostics):
            parts.append(_gap(text, gaps[at - len(diagnostics)], at - len(diagnostics) + 1))
        else:
            parts.append(_piece(text, start, end, at, diagnostics))
        start = end
    return "".join(parts)


def _gap(text: str, gap: Span, number: int) -> str:
    return (
        f'<mark class="flag flag-gap" data-start="{utf16_offset(text, gap.start)}" '
        f'data-sign="{GAP_SIGN}{number}">{escape(gap.of(text))}</mark>'
    )


def _piece(
    text: str, start: int, end: int, owner: int | None, diagnostics: Sequence[Diagnostic]
) -> str:
    if owner is None:
        return escape(text[start:end])
    found = diagnostics[owner]
    icon, _ = SEVERITIES[found.severity]
    sign = f' data-sign="{icon}{owner + 1}"' if end == found.end else ""
    return (
        f'<mark class="flag flag-{found.severity.value}" '
        f'data-start="{utf16_offset(text, found.start)}"{sign}>{escape(text[start:end])}</mark>'
    )


def utf16_offset(text: str, offset: int) -> int:
    """Where a browser counts the code point ``offset`` of ``text``."""
    return offset + sum(ord(character) > 0xFFFF for character in text[:offset])


def flag_cards(text: str, flags: Sequence[Flag], gaps: int = 0) -> str:
    """The cards of a section's flags: reason, evidence, fix, and what can be done; above them how
    many there are, with the ``gaps`` to be filled in."""
    if not flags and not gaps:
        return ""
    certain = len(apply_fixes(text, [flag.diagnostic for flag in flags]).applied)
    fix_all = (
        f'<button type="button" class="primary" data-action="fix-certain" data-key="" '
        f'title="Chính tả và thể thức; hoàn tác được">Sửa những chỗ chắc chắn ({certain})</button>'
        if certain
        else ""
    )
    cards = "".join(_card(text, number, flag) for number, flag in enumerate(flags, start=1))
    return (
        f'<div class="cards-head"><h4>{_totals(flags, gaps)}</h4>'
        f'<button type="button" data-next '
        f'aria-keyshortcuts="F8 Alt+ArrowDown" title="F8 hoặc Alt+↓; lùi lại: Shift+F8 hoặc Alt+↑">'
        f'Chỗ tiếp theo <kbd aria-hidden="true">F8</kbd></button>{fix_all}</div>'
        + (f'<ol class="cards" aria-label="Danh sách chỗ cần xem">{cards}</ol>' if cards else "")
    )


def _totals(flags: Sequence[Flag], gaps: int) -> str:
    seen = [f"Cần xem: {count_phrase(flags)}"] if flags else []
    return " · ".join([*seen, f"Cần điền: {gaps} chỗ"] if gaps else seen)


def set_aside_list(found: Sequence[SetAside]) -> str:
    """What was set aside, with the reasons, to be brought back one by one."""
    if not found:
        return ""
    items = "".join(
        f'<li><p><span class="code">{escape(item.diagnostic.code)}</span> '
        f"“{escape(shortened(item.diagnostic.quote))}”{_where(item)}</p>"
        f'<p class="what">{escape(shortened(item.diagnostic.message))}</p>'
        + (f"<p>Lý do bỏ qua: {escape(item.record.reason)}</p>" if item.record.reason else "")
        + f'<button type="button" data-action="restore" data-key="{item.record.id}" '
        f'aria-label="Khôi phục (chỗ đã bỏ qua số {number})">Khôi phục</button></li>'
        for number, item in enumerate(found, start=1)
    )
    return (
        f'<details class="set-aside"><summary>Đã bỏ qua ({len(found)})</summary>'
        f"<ol>{items}</ol></details>"
    )


def _where(item: SetAside) -> str:
    """The words beside what was set aside; a dismissal of an older program holds everywhere."""
    if not item.record.place:
        return " (mọi chỗ có lời này trong báo cáo)"
    beside = item.record.place.replace("[…]", item.diagnostic.quote)
    return f" trong “{escape(shortened(beside))}”" if beside != item.diagnostic.quote else ""


def _card(text: str, number: int, flag: Flag) -> str:
    found = flag.diagnostic
    start, end = utf16_offset(text, found.start), utf16_offset(text, found.end)
    buttons = [
        f'<button type="button" data-goto="{start},{end}">Đến chỗ này</button>',
    ]
    if found.fix is not None:
        buttons.insert(0, _action("accept", flag.key, "Sửa theo", number, "primary"))
    return (
        f'<li class="card card-{found.severity.value}" data-start="{start}" data-end="{end}">'
        f"{diagnostic_head(found, number)}{quote_line(found)}{fix_line(found)}"
        f"{evidence_list(flag.evidence)}"
        f'<div class="card-buttons">{"".join(buttons)}{_dismissal(flag.key, number)}</div></li>'
    )


def fix_line(found: Diagnostic) -> str:
    """The replacement; nothing where none is certain."""
    if found.fix is None:
        return ""
    shown = escape(found.fix) if found.fix else "<em>(bỏ đoạn này)</em>"
    return f'<p class="fix"><span class="what">Cách sửa:</span> <ins>{shown}</ins></p>'


def _action(action: str, key: str, label: str, number: int, css: str = "") -> str:
    return (
        f'<button type="button" class="{css}" data-action="{action}" data-key="{escape(key)}" '
        f'aria-label="{label} (chỗ số {number})">{label}</button>'
    )


def _dismissal(key: str, number: int) -> str:
    return (
        f'<details class="dismissal"><summary>Bỏ qua…</summary><label>Lý do '
        f'<input type="text" data-reason placeholder="không bắt buộc"></label>'
        f"{_action('dismiss', key, 'Bỏ qua chỗ này', number)}</details>"
    )


def diagnostic_head(found: Diagnostic, number: int) -> str:
    """Severity in sign and word, number, rule, and the reason."""
    icon, word = SEVERITIES[found.severity]
    return (
        f'<p class="card-head"><span class="badge badge-{found.severity.value}">'
        f'<span aria-hidden="true">{icon}</span> {word} {number}</span>'
        f'<span class="code">{escape(found.code)}</span></p>'
        f'<p class="reason">{escape(found.message)}</p>'
    )


def quote_line(found: Diagnostic) -> str:
    """The words flagged and the other places that take part."""
    others = "".join(
        f'<p class="quote other"><span class="what">Chỗ liên quan:</span> '
        f"“{escape(shortened(related.quote))}”</p>"
        for related in found.related
    )
    if not found.quote.strip():
        return others
    return f'<p class="quote">“{escape(shortened(found.quote))}”</p>{others}'


def shortened(text: str, limit: int = 160) -> str:
    """One line of at most ``limit`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def evidence_list(evidence: Sequence[Evidence]) -> str:
    """What a finding rests on, folded; nothing where it rests on the text alone."""
    if not evidence:
        return ""
    return (
        f'<details class="evidence"><summary>Căn cứ ({len(evidence)})</summary>'
        f"<ul>{evidence_items(evidence)}</ul></details>"
    )


def evidence_items(evidence: Sequence[Evidence]) -> str:
    """A list item each: what kind of source, where in it, of which period, and its words."""
    return "".join(
        f"<li><b>{escape(_source(item))}</b>"
        f"{f' · {escape(item.period)}' if item.period else ''}: {escape(item.text)}</li>"
        for item in evidence
    )


def _source(item: Evidence) -> str:
    """The kind of source and the place in it, which may name the kind already."""
    if item.id.startswith("outline:"):  # its file tells a clerk nothing
        return "Đề cương"
    kind, place = _SOURCES[item.source], item.location or ""
    if place.lower().startswith(kind.lower()):
        return place[:1].upper() + place[1:]
    return f"{kind} · {place}" if place else kind
