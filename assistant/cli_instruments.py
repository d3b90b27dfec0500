"""The verbs over the register: ``python -m assistant instruments show|list|validate|update``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli_options import STATUS_WORD, IsoDate, json_option, print_json
from assistant.domain import Instrument, Severity, UserError
from assistant.serialise import jsonable

if TYPE_CHECKING:
    from assistant.register import Register
    from assistant.register.tables import RefusedRow
    from assistant.register.validate import Problem

_SEVERITY_WORD = {Severity.ERROR: "LỖI", Severity.WARNING: "CẢNH BÁO", Severity.INFO: "LƯU Ý"}
_CONFIDENCE_WORD = {"high": "cao", "medium": "trung bình", "low": "thấp"}
#: Findings of one severity that are printed one by one; a longer list is summed up.
_MOST_LINES = 40


@click.group()
def instruments() -> None:
    """Sổ văn bản: xem, liệt kê, kiểm tra, cập nhật bằng một tệp."""


# --- show and list ------------------------------------------------------------------------------


@instruments.command()
@click.argument("number")
@click.option("--as-of", type=IsoDate(), help="Ngày cần biết hiệu lực (mặc định: hôm nay).")
@json_option
def show(number: str, as_of: date | None, as_json: bool) -> None:
    """Một văn bản theo số, ký hiệu: hiệu lực, thay thế, sửa đổi, nguồn."""
    from assistant.register import load_register

    register = load_register()
    on = as_of or date.today()
    found = _named(register, number)
    if as_json:
        print_json({"as_of": on, "instruments": [_record(register, i, on) for i in found]})
        return
    for position, instrument in enumerate(found):
        if position:
            click.echo()
        _print_instrument(register, instrument, on)


def _named(register: Register, written: str) -> tuple[Instrument, ...]:
    """The entries that a number as typed means: exact, without code ("61/2018"), in a sentence.

    Raises:
        UserError: there is none; names the nearest.
    """
    from assistant.language.text import fold, nfc
    from assistant.references import find_references

    text = " ".join(nfc(written).split())
    exact = register.lookup(text)
    if exact:
        return exact
    start = fold(text).rstrip("/-")
    short = tuple(
        i for i in register.all() if start and fold(i.number).startswith((start + "/", start + "-"))
    )
    if short:
        return short
    near: tuple[Instrument, ...] = ()
    for reference in find_references(text, register.law_names):
        resolved = register.resolve(reference)
        if resolved.instruments:
            return resolved.instruments
        near = near or resolved.candidates
    hint = f" Gần nhất: {', '.join(i.id for i in near)}." if near else ""
    raise UserError(
        f"Sổ văn bản không có “{text}”: hãy kiểm tra số, ký hiệu, ví dụ 61/2018/NĐ-CP.{hint}"
    )


def _record(register: Register, instrument: Instrument, on: date) -> dict[str, Any]:
    record: dict[str, Any] = jsonable(instrument)
    record["validity"] = jsonable(register.validity(instrument, on))
    record["origin"] = _origin(instrument)
    return record


def _origin(instrument: Instrument) -> str:
    from assistant.register.load import office_instruments

    own = any(entry.id == instrument.id for entry in office_instruments())
    return "office" if own else "shipped"


def _print_instrument(register: Register, instrument: Instrument, on: date) -> None:
    from assistant.language.dates import format_date
    from assistant.references import cite_full

    def day(value: date | None) -> str:
        return format_date(value) if value else "chưa rõ"

    validity = register.validity(instrument, on)
    lines = [
        ("Số, ký hiệu", instrument.number),
        ("Hiệu lực", f"{STATUS_WORD[validity.status]} (ngày {day(on)}). {validity.reason}"),
        ("Ngày ký", day(instrument.signed)),
        ("Có hiệu lực", day(instrument.effective)),
        ("Hết hiệu lực", day(instrument.expiry) if instrument.expiry else ""),
        ("Cơ quan", instrument.issuer),
        ("Thay thế cho", ", ".join(instrument.replaces)),
        ("Thay thế bởi", ", ".join(validity.replaced_by)),
        ("Sửa đổi cho", ", ".join(instrument.amends)),
        ("Sửa đổi bởi", ", ".join(a.number for a in instrument.amended_by)),
        ("Lĩnh vực", ", ".join(instrument.topics)),
        ("Ghi chú", instrument.note),
        ("Nguồn", "; ".join(instrument.sources)),
        ("Xác minh", day(instrument.verified_on)),
        ("Độ tin cậy", _CONFIDENCE_WORD[instrument.confidence]),
        ("Sổ", "của cơ quan" if _origin(instrument) == "office" else "đi kèm chương trình"),
    ]
    click.echo(cite_full(instrument))
    for name, value in lines:
        if value:
            click.echo(f"  {name + ':':14} {value}")
    for provision in instrument.provisions:
        gist = f": {provision.gist}" if provision.gist else ""
        click.echo(f"  {provision.article}. {provision.heading}{gist}")


@instruments.command("list")
@click.option("--topic", help="Chỉ văn bản có lĩnh vực hoặc tên chứa những chữ này.")
@click.option("--kind", help="Chỉ một loại văn bản, ví dụ “Nghị định”.")
@click.option("--as-of", type=IsoDate(), help="Ngày cần biết hiệu lực (mặc định: hôm nay).")
@json_option
def list_instruments(
    topic: str | None, kind: str | None, as_of: date | None, as_json: bool
) -> None:
    """Danh sách văn bản trong sổ, kèm hiệu lực."""
    from assistant.language.text import fold, nfc
    from assistant.register import load_register

    register = load_register()
    on = as_of or date.today()
    found = list(register.all())
    if kind is not None:
        wanted = fold(nfc(kind)).strip()
        kinds = sorted({i.kind for i in found})
        found = [i for i in found if fold(i.kind) == wanted]
        if not found:
            raise UserError(f"Sổ không có loại “{kind}”: các loại có là {', '.join(kinds)}.")
    if topic is not None:
        wanted = " ".join(fold(nfc(topic)).split())
        found = [i for i in found if wanted in fold(" | ".join((*i.topics, i.title)))]
    if as_json:
        rows = [_row(register, i, on) for i in found]
        print_json({"as_of": on, "count": len(rows), "instruments": rows})
        return
    for instrument in found:
        status = STATUS_WORD[register.validity(instrument, on).status]
        click.echo(f"{instrument.kind} {instrument.id} ({status}): {instrument.title}")
    click.echo(f"{len(found)} văn bản." if found else "Không có văn bản nào phù hợp.")


def _row(register: Register, instrument: Instrument, on: date) -> dict[str, Any]:
    validity = register.validity(instrument, on)
    return {
        "id": instrument.id,
        "number": instrument.number,
        "kind": instrument.kind,
        "issuer": instrument.issuer,
        "title": instrument.title,
        "signed": instrument.signed,
        "effective": instrument.effective,
        "expiry": instrument.expiry,
        "status": validity.status,
        "replaced_by": validity.replaced_by,
        "amended_by": validity.amended_by,
        "topics": instrument.topics,
    }


# --- validate and update ------------------------------------------------------------------------


@instruments.command("validate")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@json_option
def validate_register(file: Path | None, as_json: bool) -> None:
    """Kiểm tra cả sổ văn bản, hoặc một tệp trước khi cập nhật (không ghi gì)."""
    from assistant.register import load_register
    from assistant.register.layers import overridden
    from assistant.register.load import office_instruments, shipped_instruments
    from assistant.register.office import problems_of, read_incoming
    from assistant.register.validate import validate

    shipped, office = shipped_instruments(), office_instruments()
    refused: Sequence[RefusedRow] = ()
    if file is None:
        entries: Sequence[Instrument] = load_register().all()
        problems = validate(entries)
        over = overridden(shipped, office)
    else:
        incoming = read_incoming(file, on=date.today(), register=load_register().all())
        entries, refused = incoming.entries, incoming.refused
        problems = problems_of(entries, shipped, office)
        over = overridden(shipped, entries)
    if as_json:
        print_json(
            {"entries": len(entries), "problems": problems, "refused": refused, "overridden": over}
        )
    else:
        _print_refused(refused)
        _print_problems(problems)
        if over:
            click.echo(f"Thay cho văn bản cùng id của sổ đi kèm: {', '.join(over)}.")
        counts = {s: sum(p.severity is s for p in problems) for s in Severity}
        click.echo(
            f"{len(entries)} văn bản: {counts[Severity.ERROR]} lỗi, "
            f"{counts[Severity.WARNING]} cảnh báo, {counts[Severity.INFO]} lưu ý"
            + (f", {len(refused)} hàng không đọc được." if refused else ".")
        )
    if refused or any(p.severity is Severity.ERROR for p in problems):
        sys.exit(1)


def _print_problems(problems: Sequence[Problem]) -> None:
    for severity in Severity:
        of_it = [p for p in problems if p.severity is severity]
        for problem in of_it[:_MOST_LINES]:
            click.echo(
                f"{_SEVERITY_WORD[severity]} {problem.entry} [{problem.field}]: {problem.message}"
            )
        if len(of_it) > _MOST_LINES:
            click.echo(f"… và {len(of_it) - _MOST_LINES} {_SEVERITY_WORD[severity]} nữa (--json).")


def _print_refused(refused: Iterable[RefusedRow]) -> None:
    for row in refused:
        click.echo(f"Không nhập {row.message()}", err=True)


@instruments.command("update")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--as-of", type=IsoDate(), help="Ngày mà tình trạng ghi trong bảng là đúng (mặc định: hôm nay)."
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Chỉ ghi thành tệp .yaml này, không cập nhật sổ."
)
@json_option
def update_register(file: Path, as_of: date | None, out: Path | None, as_json: bool) -> None:
    """Cập nhật sổ bằng một tệp .yaml, .zip, hoặc danh mục .xlsx, .csv của cơ quan."""
    from assistant.register import load_register
    from assistant.register.load import office_folder, shipped_instruments
    from assistant.register.office import read_incoming, update, write_entries

    incoming = read_incoming(file, on=as_of or date.today(), register=load_register().all())
    _print_refused(incoming.refused)
    if not incoming.entries and not incoming.known:
        raise UserError(
            f"Không nhập được hàng nào của {file.name} ({len(incoming.refused)} hàng bị từ chối)."
        )
    if out is not None:
        write_entries(incoming.entries, out)
        written = [entry.id for entry in incoming.entries]
        if as_json:
            print_json({"written": written, "refused": incoming.refused, "path": out})
        else:
            click.echo(f"Đã ghi {len(written)} văn bản vào {out}.")
    else:
        result = update(incoming, office_folder(), shipped=shipped_instruments())
        load_register()  # read once now, so that the next question does not wait for it
        if as_json:
            print_json(result)
        else:
            click.echo(
                f"Thêm {len(result.added)}, thay {len(result.changed)}, giữ nguyên "
                f"{len(result.unchanged)} văn bản; từ chối {len(result.refused)} hàng."
            )
            if result.overridden:
                click.echo(
                    "Thay cho văn bản cùng id của sổ đi kèm: " + ", ".join(result.overridden) + "."
                )
            if result.backup:
                click.echo(f"Bản trước được giữ ở {result.backup}.")
    if incoming.refused:
        sys.exit(1)
