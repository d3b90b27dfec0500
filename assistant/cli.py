"""The verbs for a terminal and for scripts: ``python -m assistant …`` (see DESIGN: command line).

Exit codes: 0; 1 when an error was found in a text; 2 for bad input, with one clear Vietnamese line
on stderr. ``--json`` writes UTF-8 JSON to stdout and nothing else there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from assistant.cli_check import check, exit_on_errors, rules
from assistant.cli_draft import prior_report, superior_outline
from assistant.cli_instruments import instruments
from assistant.cli_library import index, ingest, search
from assistant.cli_model import model_server
from assistant.cli_options import (
    SEVERITY_WORD,
    STATUS_WORD,
    IsoDate,
    cloud_option,
    existing,
    json_option,
    period_of,
    print_json,
    print_progress,
    refuse_unasked_cloud,
)
from assistant.cli_users import users
from assistant.domain import UserError
from assistant.privacy.logs import keep_people_out_of_logs
from assistant.settings import get_settings, silence_telemetry

if TYPE_CHECKING:
    pass

_Command = TypeVar("_Command", bound=Callable[..., Any])


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="tro-ly-bao-cao", prog_name="Trợ lý báo cáo")
def cli() -> None:
    """Trợ lý báo cáo cho UBND cấp xã: hỏi căn cứ, soạn, kiểm tra, tra cứu, xuất .docx."""


@cli.command()
@click.argument("question")
@click.option("--as-of", type=IsoDate(), help="Ngày cần biết hiệu lực (mặc định: hôm nay).")
@cloud_option
@json_option
def ask(question: str, as_of: date | None, allow_cloud: bool, as_json: bool) -> None:
    """Hỏi văn bản nào quy định, còn hiệu lực không, thay thế bởi văn bản nào."""
    from assistant.answering import answer

    result = answer(question, as_of=as_of or date.today())
    if get_settings().model:
        from assistant.drafting.answer_wording import word_answer
        from assistant.drafting.destination import destination_of

        settings = get_settings()
        allowed = allow_cloud or settings.allow_cloud_model
        destination = destination_of(settings.model, settings)
        if not destination.local and not allowed:
            print_progress(
                f"Câu hỏi không gửi tới {destination.told} vì chưa được phép; thêm --allow-cloud "
                "để cho phép."
            )
        result = word_answer(result, question, settings, cloud_allowed=allowed)
    if as_json:
        print_json(result)
        return
    click.echo(result.answer)
    for citation in result.citations:
        place = f", {citation.article}" if citation.article else ""
        click.echo(
            f"  - {citation.kind} {citation.number}{place} "
            f"({STATUS_WORD[citation.status]}): {citation.title}"
        )
    if result.suggestions:
        click.echo("Gợi ý: " + "; ".join(result.suggestions))


@cli.command()
@click.option("--report-type", required=True, help="Loại báo cáo, ví dụ dan-van.")
@click.option("--section", required=True, help="Mục cần soạn, ví dụ han-che; toan-van: cả báo cáo.")
@click.option(
    "--notes",
    "notes_files",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="Tệp ghi chú (dùng được nhiều lần).",
)
@click.option(
    "--profile", "profile_file", type=click.Path(path_type=Path), help="Hồ sơ cơ quan (TOML)."
)
@click.option("--report-date", type=IsoDate(), help="Ngày báo cáo (mặc định: hôm nay).")
@click.option("--period", help="Kỳ báo cáo, ví dụ “6 tháng đầu năm 2024”.")
@click.option(
    "--prior",
    "prior_file",
    type=click.Path(path_type=Path),
    help="Báo cáo kỳ trước hoặc cùng kỳ năm trước, để so sánh số liệu; “thu-vien”: tìm trong thư "
    "viện.",
)
@click.option(
    "--outline",
    "outline_file",
    type=click.Path(path_type=Path),
    help="Đề cương của cấp trên (.docx), thay cho đề cương có sẵn của loại báo cáo.",
)
@click.option(
    "--instruction", default="", help="Yêu cầu riêng, ví dụ “ngắn hơn”, “nêu 3 nguyên nhân”."
)
@click.option(
    "--model", default=None, help="Mô hình ngôn ngữ, ví dụ ollama:qwen3 (mặc định: không dùng)."
)
@cloud_option
@json_option
def draft(
    report_type: str,
    section: str,
    notes_files: tuple[Path, ...],
    profile_file: Path | None,
    report_date: date | None,
    period: str | None,
    prior_file: Path | None,
    outline_file: Path | None,
    instruction: str,
    model: str | None,
    allow_cloud: bool,
    as_json: bool,
) -> None:
    """Soạn một mục của báo cáo từ ghi chú."""
    from assistant.chat.office import read_log
    from assistant.corpus import load_document
    from assistant.domain import Profile
    from assistant.drafting import DraftRequest, NoteSource, draft_section, outlines
    from assistant.profile import load_profile

    chosen = get_settings().model if model is None else model
    allowed = allow_cloud or get_settings().allow_cloud_model
    if chosen:
        refuse_unasked_cloud(chosen, allowed=allowed)
    outlines.load_outline(report_type)  # an unknown type is said before any file is read
    notes = tuple(
        NoteSource(path.name, load_document(path, progress=print_progress).text)
        for path in notes_files
    )
    profile = load_profile(profile_file) if profile_file else Profile()
    told = period_of(period)
    request = DraftRequest(
        report_type=report_type,
        section=section,
        notes=notes,
        profile=profile,
        report_date=report_date or date.today(),
        period=told,
        prior=prior_report(prior_file, report_type, told, profile) if prior_file else None,
        outline=superior_outline(outline_file, report_type) if outline_file else None,
        office_log=read_log(Path(profile.office_log)) if profile.office_log else (),
        instruction=instruction,
        model=chosen,
        cloud_allowed=allowed,
    )
    result = draft_section(request, on_progress=print_progress)
    if as_json:
        print_json(result)
    else:
        click.echo(result.text)
        if result.notice:
            click.echo(result.notice, err=True)
        if result.usage:
            from assistant.drafting.usage import usage_line

            click.echo(f"Mô hình: {usage_line(result.usage)}", err=True)
        for found in result.diagnostics:
            click.echo(
                f"{SEVERITY_WORD[found.severity]} {found.code} “{found.quote}”: {found.message}",
                err=True,
            )
    exit_on_errors(result.diagnostics)


@cli.command()
@click.argument("report", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Tệp .docx sẽ ghi.")
@click.option(
    "--profile", "profile_file", type=click.Path(path_type=Path), help="Hồ sơ cơ quan (TOML)."
)
def export(report: Path, out: Path, profile_file: Path | None) -> None:
    """Xuất báo cáo (.md, .txt, .docx) ra .docx theo thể thức Nghị định 30/2020/NĐ-CP."""
    from assistant.corpus import load_document
    from assistant.export.docx import export_report
    from assistant.export.loaded import report_from_document
    from assistant.profile import load_profile

    document = load_document(report)
    profile = load_profile(profile_file) if profile_file else None
    export_report(report_from_document(document, profile), out)
    click.echo(f"Đã ghi {out}")


@cli.command()
def prepare() -> None:
    """Chuẩn bị mô hình nhúng và véc-tơ của kiến thức đi kèm (một lần, khi cài đặt)."""
    from assistant.library.prepare import prepare as prepare_models

    prepare_models(get_settings(), print_progress)


@cli.command()
@click.option("--host", help="Địa chỉ lắng nghe (mặc định 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Cổng (mặc định 7860).")
def serve(host: str | None, port: int | None) -> None:
    """Mở trang web."""
    from assistant.ui import serve as serve_page

    changes = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    serve_page(get_settings().model_copy(update=changes))


@cli.group("eval", invoke_without_command=True)
@click.pass_context
def evaluate(context: click.Context) -> None:
    """Chấm điểm: references, ask, retrieval, checker, drafts (không nêu: references rồi ask)."""
    if context.invoked_subcommand is None:
        passed = [_report_eval(suite, None, as_json=False) for suite in ("references", "ask")]
        sys.exit(0 if all(passed) else 1)


def _split_option(command: _Command) -> _Command:
    choice = click.Choice(["train", "dev", "test"])
    return click.option("--split", type=choice, help="Chỉ phần train, dev hoặc test.")(command)


@evaluate.command("references")
@_split_option
@json_option
def evaluate_references(split: str | None, as_json: bool) -> None:
    """Tìm và đọc viện dẫn văn bản trên các câu có nhãn."""
    sys.exit(0 if _report_eval("references", split, as_json=as_json) else 1)


@evaluate.command("ask")
@_split_option
@json_option
def evaluate_ask(split: str | None, as_json: bool) -> None:
    """Trả lời “văn bản nào quy định…” trên các câu hỏi có nhãn."""
    sys.exit(0 if _report_eval("ask", split, as_json=as_json) else 1)


@evaluate.command("checker")
@click.option("--split", type=click.Choice(["dev", "test"]), help="Chỉ phần dev hoặc test.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="Ghi trang Markdown và biểu đồ vào thư mục."
)
@json_option
def evaluate_checker(split: str | None, report: Path | None, as_json: bool) -> None:
    """Tìm lỗi cài sẵn, lỗi trong báo cáo có chú giải và chi tiết bịa trong dự thảo."""
    _tabulate_eval("checker", split, report, as_json=as_json)


@evaluate.command("drafts")
@click.option("--split", type=click.Choice(["dev", "test"]), help="Chỉ phần dev hoặc test.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="Ghi trang Markdown và biểu đồ vào thư mục."
)
@json_option
def evaluate_drafts(split: str | None, report: Path | None, as_json: bool) -> None:
    """Soạn các mục từ ghi chú mẫu và chấm dữ kiện, căn cứ, viện dẫn, văn phong, độ đa dạng."""
    _tabulate_eval("drafts", split, report, as_json=as_json)


def _tabulate_eval(name: str, split: str | None, report: Path | None, *, as_json: bool) -> NoReturn:
    """Runs a suite that has a table and a page; exits with 1 below its bars."""
    suite = _eval_module(name)
    result = getattr(suite, f"run_{name}_eval")(split)
    if as_json:
        print_json(result)
    else:
        click.echo(suite.table(result))
    if report:
        print_progress(f"Đã ghi {suite.write_page(result, report)}")
    sys.exit(0 if result["passed"] else 1)


def _eval_module(name: str) -> Any:
    """A module of ``eval/``, which stays in the checkout."""
    try:
        return import_module(f"eval.{name}")
    except ModuleNotFoundError as error:
        if error.name not in ("eval", f"eval.{name}"):
            raise
        raise UserError(
            "Phần chấm điểm chỉ có trong bản mã nguồn: hãy chạy trong thư mục mã nguồn."
        ) from None


def _report_eval(suite: str, split: str | None, *, as_json: bool) -> bool:
    """Runs a suite, prints its figures, and says whether it passed its gates."""
    run = getattr(_eval_module(suite), f"run_{suite}_eval")
    result = run(split)
    if as_json:
        print_json(result)
    else:
        click.echo(f"{suite} ({split or 'dev + test'})")
        for name, value in result["metrics"].items():
            shown = f"{value:.3f}" if isinstance(value, float) else str(value)
            click.echo(f"  {name:24} {shown}")
    return bool(result["passed"])


@evaluate.command("retrieval")
@click.option("--corpus", type=click.Path(path_type=Path), help="Các đoạn, JSONL.")
@click.option("--queries", type=click.Path(path_type=Path), help="Các câu hỏi, JSONL.")
@click.option("--split", type=click.Choice(["dev", "test"]), help="Chỉ phần dev hoặc test.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="Ghi trang Markdown và biểu đồ vào thư mục."
)
@json_option
def evaluate_retrieval(
    corpus: Path | None,
    queries: Path | None,
    split: str | None,
    report: Path | None,
    as_json: bool,
) -> None:
    """Chấm điểm bộ truy hồi trên câu hỏi của công chức, hoặc trên tập nêu tên."""
    if (corpus is None) != (queries is None):
        raise UserError("Cần cả --corpus và --queries, hoặc không nêu cái nào.")
    if corpus and split:
        raise UserError("--split chỉ dùng cho tập có sẵn, khi không nêu --corpus và --queries.")
    suite = _eval_module("retrieval")
    result = suite.run_retrieval_eval(
        existing(corpus) if corpus else None,
        existing(queries) if queries else None,
        progress=print_progress,
        split=split,
    )
    if as_json:
        print_json(result)
    else:
        click.echo(suite.table(result))
    if report:
        print_progress(f"Đã ghi {suite.write_page(result, report)}")


for command in (check, rules, search, ingest, index, instruments, users, model_server):
    cli.add_command(command)


def _usage_line(error: click.UsageError) -> str:
    """click's English usage errors as one Vietnamese line."""
    where = (
        error.ctx.command_path.replace("assistant.cli", "assistant") if error.ctx else "assistant"
    )
    if isinstance(error, click.NoSuchOption):
        what = f"không có tùy chọn {error.option_name}"
    elif isinstance(error, click.MissingParameter):
        hint = error.param.get_error_hint(error.ctx) if error.param and error.ctx else ""
        what = f"thiếu {hint}".strip()
    elif isinstance(error, click.BadParameter):
        hint = error.param.get_error_hint(error.ctx) if error.param and error.ctx else ""
        what = f"giá trị của {hint} không hợp lệ"
    elif error.message.startswith("No such command"):
        name = error.message.split("'")[1] if "'" in error.message else ""
        what = f"không có lệnh “{name}”"
    else:
        what = "lệnh viết chưa đúng"
    return f"{what}: xem cách dùng bằng “{where} --help”."


def _fail(message: str) -> NoReturn:
    click.echo(f"Lỗi: {' '.join(message.split())}", err=True)
    sys.exit(2)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command and exits with its code."""
    silence_telemetry()
    keep_people_out_of_logs()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        cli.main(args=arguments, prog_name="python -m assistant", standalone_mode=False)
    except UserError as error:
        _fail(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.UsageError as error:
        _fail(_usage_line(error))
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail("Đã dừng theo yêu cầu.")
