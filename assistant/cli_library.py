"""The verbs of the library: search, ingest, index."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli_options import (
    STATUS_WORD,
    IsoDate,
    existing,
    json_option,
    print_json,
    print_progress,
)
from assistant.domain import Chunk, ScoredChunk, UserError
from assistant.settings import get_settings

if TYPE_CHECKING:
    from assistant.library import Library, LibraryStatus

#: How long a search, and an ingest, go on making vectors that are missing. Whole codes of law take
#: hours: ``index embed`` or the page goes on where these stop.
_SEARCH_SECONDS, _INGEST_SECONDS = 10.0, 120.0


def _open_library() -> Library:
    from assistant.library import Library

    return Library.open(get_settings(), progress=print_progress)


@click.command()
@click.argument("query")
@click.option("--as-of", type=IsoDate(), help="Chỉ lấy văn bản còn hiệu lực vào ngày này.")
@click.option("--kind", help="Loại tài liệu: law, report, register, note.")
@click.option("--office", help="Chỉ lấy tài liệu của cơ quan này, ví dụ “xã Ba Bích”.")
@click.option("--period", help="Chỉ lấy đoạn nói về kỳ này, ví dụ “năm 2023”.")
@click.option(
    "--context",
    type=click.IntRange(0, 10),
    default=0,
    help="Số đoạn liền trước và liền sau kèm theo mỗi đoạn.",
)
@click.option(
    "-k",
    "count",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    help="Số đoạn trả về.",
)
@json_option
def search(
    query: str,
    as_of: date | None,
    kind: str | None,
    office: str | None,
    period: str | None,
    context: int,
    count: int,
    as_json: bool,
) -> None:
    """Tìm đoạn văn trong thư viện (báo cáo cũ, văn bản pháp luật)."""
    if not query.strip():
        raise UserError("Nội dung cần tìm đang trống: hãy nhập vài từ, ví dụ “tiếp công dân”.")
    _known_kind(kind, ("law", "report", "register", "note"))
    _known_period(period)
    with _open_library() as library:
        _embed(library, _SEARCH_SECONDS)
        found = library.search(query, count, kind, as_of, office=office, period=period)
        around = [library.around(item.chunk.id, context) for item in found]
    day = as_of or date.today()
    if as_json:
        results = [
            _result(item, near, day, with_context=context > 0)
            for item, near in zip(found, around, strict=True)
        ]
        print_json({"query": query, "results": results})
        return
    for rank, (item, (before, after)) in enumerate(zip(found, around, strict=True), 1):
        status = _status(item.chunk, day)
        remark = f" ({STATUS_WORD[status]})" if status else ""
        click.echo(f"{rank}. [{item.score:.2f}] {item.chunk.path or item.chunk.title}{remark}")
        for chunk in (*before, item.chunk, *after):
            mark = "   " if chunk is item.chunk else "   … "
            click.echo(f"{mark}{' '.join(chunk.text.split())[:200]}")
    if not found:
        click.echo("Không tìm thấy đoạn nào phù hợp.")


def _result(
    item: ScoredChunk, near: tuple[list[Chunk], list[Chunk]], day: date, *, with_context: bool
) -> dict[str, Any]:
    chunk = item.chunk
    result: dict[str, Any] = {
        "id": chunk.id,
        "score": item.score,
        "kind": chunk.kind,
        "title": chunk.title,
        "path": chunk.path,
        "instrument": chunk.instrument,
        "article": chunk.article,
        "status": _status(chunk, day),
        "period": chunk.period,
        "office": chunk.office,
        "text": chunk.text,
    }
    if with_context:
        names = ("before", "after")
        for name, chunks in zip(names, near, strict=True):
            result[name] = [{"id": c.id, "path": c.path, "text": c.text} for c in chunks]
    return result


def _status(chunk: Chunk, day: date) -> Any:
    """Validity on ``day`` of the instrument that a passage is of; None for other passages."""
    from assistant.library import status_on

    return status_on(chunk.instrument, day) if chunk.kind in ("law", "register") else None


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", help="Loại tài liệu: law, report, note (mặc định: tự nhận biết).")
@click.option("--period", help="Kỳ của tài liệu, ví dụ “năm 2023”.")
@json_option
def ingest(paths: tuple[Path, ...], kind: str | None, period: str | None, as_json: bool) -> None:
    """Nạp tệp hoặc thư mục vào thư viện; cả thư mục “demuc” của Bộ pháp điển."""
    for path in paths:
        existing(path)
    _known_period(period)
    _known_kind(kind, ("law", "report", "note"))
    with _open_library() as library:
        summary = library.ingest(list(paths), kind=kind, period=period, progress=print_progress)
        if summary.read:
            _embed(library, _INGEST_SECONDS)
            _say_what_is_left(library.status())
    if summary.skipped and not summary.read and not summary.unchanged:
        reasons = " ".join(skipped.reason for skipped in summary.skipped[:3])
        raise UserError(f"Không nạp được tệp nào. {reasons}")
    if as_json:
        print_json(summary)
    else:
        click.echo(summary.message())


@click.group()
def index() -> None:
    """Xem, lập tiếp hoặc dựng lại chỉ mục của thư viện."""


@index.command("status")
@json_option
def index_status(as_json: bool) -> None:
    """Số tài liệu, số đoạn, số véc-tơ."""
    with _open_library() as library:
        status = library.status()
    if as_json:
        print_json(status)
    else:
        click.echo(status.message())


@index.command("embed")
def index_embed() -> None:
    """Lập tiếp véc-tơ cho các đoạn chưa có; dừng lúc nào cũng được, lần sau làm tiếp."""
    with _open_library() as library:
        library.embed_pending(print_progress)
        click.echo(library.status().message())


@index.command("rebuild")
def index_rebuild() -> None:
    """Dựng lại chỉ mục từ cơ sở dữ liệu."""
    with _open_library() as library:
        library.rebuild(progress=print_progress)
        click.echo(library.status().message())


def _embed(library: Library, seconds: float) -> None:
    """Vectors for the passages that have none yet, unless the page is at it already."""
    status = library.status()
    if status.model_ready and status.embedded < status.chunks:
        try:
            library.embed_pending(print_progress, _after(seconds))
        except UserError:
            print_progress("Trang web đang giữ thư viện: tìm với những gì đã lập chỉ mục.")


def _after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def _say_what_is_left(status: LibraryStatus) -> None:
    left = status.chunks - status.embedded
    if status.model_ready and left:
        print_progress(
            f"Còn {left} đoạn chưa có véc-tơ, vẫn tìm được theo từ ngữ: trang web lập dần khi đang "
            "mở, hoặc chạy “index embed”."
        )


def _known_kind(kind: str | None, kinds: tuple[str, ...]) -> None:
    if kind is not None and kind not in kinds:
        raise UserError(
            f"Không có loại tài liệu “{kind}”: các loại dùng được là {', '.join(kinds)}."
        )


def _known_period(period: str | None) -> None:
    if period is not None:
        from assistant.language.periods import parse_period

        parse_period(period)
