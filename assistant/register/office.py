"""Updates of the office's own part of the register, each brought in as one file.

All of them are kept in one file of ``TLBC_HOME/instruments``; files that the office writes there by
hand stand beside it and are never touched.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.domain import Instrument, Severity, UserError
from assistant.register.cache import File
from assistant.register.codec import to_yaml
from assistant.register.layers import overlay, overridden
from assistant.register.load import parse_files
from assistant.register.tables import RefusedRow, import_file
from assistant.register.validate import Problem, validate

UPDATES = "cap-nhat.yaml"
_HEADING = "Văn bản do cơ quan cập nhật bằng lệnh: python -m assistant instruments update TỆP."
_TABLES = (".xlsx", ".csv", ".tsv")
_MOST_BYTES = 40_000_000
_LOCK_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file brings, before it is taken over. ``known`` are ids to which it adds nothing."""

    entries: tuple[Instrument, ...]
    refused: tuple[RefusedRow, ...] = ()
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did. ``backup`` is None where nothing stood before or nothing changed."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    overridden: tuple[str, ...]  # of these, the ids that the shipped register has too
    refused: tuple[RefusedRow, ...]
    path: Path
    backup: Path | None = None


def read_incoming(path: Path, *, on: date, register: Sequence[Instrument]) -> Incoming:
    """The entries of a .yaml or .zip file, or of a table.

    Args:
        on: the day that statuses in a table speak of.
        register: what is known already; a table's rows are read against it.

    Raises:
        UserError: the file cannot be read, or brings nothing that can be read.
    """
    if not path.is_file():
        raise UserError(f"Không tìm thấy tệp {path}: hãy kiểm tra lại tên và đường dẫn.")
    suffix = path.suffix.lower()
    if suffix in _TABLES:
        table = import_file(path, on=on, register=register)
        incoming = Incoming(table.entries, table.refused, table.known)
    elif suffix in (".yaml", ".yml", ".zip"):
        files = _zipped(path) if suffix == ".zip" else [(path.name, _content(path))]
        incoming = Incoming(tuple(parse_files(files)))
    else:
        raise UserError(
            f"Tệp {path.name} không dùng để cập nhật sổ văn bản được: hãy chọn tệp .yaml, .zip, "
            ".xlsx hoặc .csv."
        )
    if not (incoming.entries or incoming.known or incoming.refused):
        raise UserError(f"Tệp {path.name} không có văn bản nào.")
    return incoming


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(f"Tệp {path.name} quá lớn: sổ văn bản chỉ nhận tệp dưới 40 MB.")
        return path.read_bytes()
    except OSError:
        raise UserError(f"Không đọc được tệp {path}: hãy kiểm tra quyền đọc tệp.") from None


def _zipped(path: Path) -> list[File]:
    damaged = UserError(f"Tệp {path.name} hỏng hoặc có mật khẩu: hãy nén lại không mật khẩu.")
    try:
        with zipfile.ZipFile(io.BytesIO(_content(path))) as archive:
            members = [
                info
                for info in archive.infolist()
                if info.filename.lower().endswith((".yaml", ".yml"))
                and not info.filename.startswith("__MACOSX/")
            ]
            if not members:
                raise UserError(f"Tệp {path.name} không chứa tệp .yaml nào.")
            if sum(info.file_size for info in members) > _MOST_BYTES:
                raise UserError(f"Tệp {path.name} quá lớn khi giải nén (trên 40 MB).")
            return [(info.filename, archive.read(info)) for info in members]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise damaged from None


def problems_of(
    incoming: Iterable[Instrument], shipped: Iterable[Instrument], office: Iterable[Instrument]
) -> list[Problem]:
    """The problems in which entries of ``incoming`` take part, once they stand in the register."""
    incoming = tuple(incoming)
    own = {entry.id: entry for entry in office} | {entry.id: entry for entry in incoming}
    names = {entry.id for entry in incoming}
    return [
        problem
        for problem in validate(overlay(shipped, own.values()))
        if problem.entry in names or not names.isdisjoint(problem.related)
    ]


def update(incoming: Incoming, folder: Path, *, shipped: Sequence[Instrument]) -> Update:
    """Takes ``incoming`` into the office's folder: all of it or, when it raises, nothing.

    Repeating an update changes nothing. The former state is kept beside the file as ``.bak``.

    Raises:
        UserError: an entry contradicts itself or the register, stands in a file that the office
            wrote by hand, another update is running, or the folder cannot be written.
    """
    target = folder / UPDATES
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".cap-nhat.lock", timeout=_LOCK_SECONDS):
            return _update(incoming, target, shipped)
    except Timeout:
        raise UserError(
            "Một lần cập nhật khác đang chạy trên cùng thư mục dữ liệu: hãy thử lại sau."
        ) from None
    except OSError as error:
        raise UserError(
            f"Không ghi được vào {folder} ({error.strerror or error}): hãy kiểm tra quyền ghi và "
            "chỗ trống."
        ) from None


def _update(incoming: Incoming, target: Path, shipped: Sequence[Instrument]) -> Update:
    files = sorted(file for file in target.parent.glob("*.yaml") if file != target)
    by_hand = {file.name: parse_files([(file.name, file.read_bytes())]) for file in files}
    for name, entries in by_hand.items():
        taken = {entry.id for entry in entries} & {entry.id for entry in incoming.entries}
        if taken:
            raise UserError(
                f"Văn bản {min(taken)} đã có trong tệp {name} của cơ quan ({target.parent}): hãy "
                "sửa ở tệp đó, hoặc bỏ khỏi tệp đó rồi cập nhật lại."
            )
    former = parse_files([(UPDATES, target.read_bytes())]) if target.exists() else []
    kept = {entry.id: entry for entry in former}
    in_use = {entry.id: entry for entry in shipped} | kept
    fresh = [entry for entry in incoming.entries if in_use.get(entry.id) != entry]
    unchanged = [entry.id for entry in incoming.entries if in_use.get(entry.id) == entry]
    own = [entry for entries in by_hand.values() for entry in entries] + former
    errors = [p for p in problems_of(fresh, shipped, own) if p.severity is Severity.ERROR]
    if errors:
        more = f" (và {len(errors) - 1} lỗi nữa)" if len(errors) > 1 else ""
        raise UserError(
            f"Chưa cập nhật vì văn bản {errors[0].entry} có lỗi: {errors[0].message}{more} "
            "Xem đủ bằng lệnh instruments validate TỆP."
        )
    backup = None
    if fresh:
        merged = kept | {entry.id: entry for entry in fresh}
        backup = _replace(target, to_yaml(merged.values(), _HEADING))
    return Update(
        added=tuple(entry.id for entry in fresh if entry.id not in in_use),
        changed=tuple(entry.id for entry in fresh if entry.id in in_use),
        unchanged=(*unchanged, *incoming.known),
        overridden=overridden(shipped, fresh),
        refused=incoming.refused,
        path=target,
        backup=backup,
    )


def _replace(target: Path, text: str) -> Path | None:
    """Writes ``target`` in one step; returns where its former content is kept."""
    backup = None
    if target.exists():
        backup = target.with_name(target.name + ".bak")
        _write(backup, target.read_bytes())
    _write(target, text.encode())
    return backup


def _write(path: Path, content: bytes) -> None:
    partial = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def write_entries(entries: Iterable[Instrument], out: Path) -> None:
    """Writes entries as a YAML file of our schema.

    Raises:
        UserError: the file cannot be written.
    """
    try:
        _write(out, to_yaml(entries).encode())
    except OSError as error:
        raise UserError(
            f"Không ghi được {out} ({error.strerror or error}): hãy kiểm tra đường dẫn."
        ) from None
