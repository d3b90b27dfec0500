"""The verbs of the checker: check, rules."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli_options import (
    SEVERITY_WORD,
    IsoDate,
    json_option,
    period_of,
    print_json,
    print_progress,
)
from assistant.domain import Diagnostic, Evidence, Severity, UserError
from assistant.serialise import jsonable

if TYPE_CHECKING:
    from assistant.checking import CheckContext
    from assistant.domain import LoadedDocument, OfficeDocument, Profile

#: One correction may bring out another ("vtỉnh" → "tỉnh" shows a name cut short before it).
_PASSES = 4


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--notes",
    "notes_files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Tệp ghi chú làm căn cứ (dùng được nhiều lần).",
)
@click.option(
    "--profile", "profile_file", type=click.Path(path_type=Path), help="Hồ sơ cơ quan (TOML)."
)
@click.option(
    "--report-date",
    type=IsoDate(),
    help="Ngày báo cáo (mặc định: ngày ghi trong văn bản, rồi hôm nay).",
)
@click.option("--period", help="Kỳ báo cáo, ví dụ “quý III năm 2026”.")
@click.option(
    "--log",
    "log_file",
    type=click.Path(path_type=Path),
    help="Sổ văn bản đi (.xlsx, .csv); mặc định: sổ mà hồ sơ cơ quan nêu.",
)
@click.option(
    "--outline",
    "outline_file",
    type=click.Path(path_type=Path),
    help="Đề cương của cấp trên (.docx): báo những mục mà báo cáo còn thiếu.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Ghi tệp .docx có chú thích từng lỗi.")
@click.option(
    "--fix",
    is_flag=True,
    help="Sửa ngay những chỗ chắc chắn (chính tả, thể thức); bản gốc giữ bên cạnh hoặc dùng --out.",
)
@click.option("--undo", is_flag=True, help="Trả lại bản gốc mà lần --fix gần nhất đã giữ.")
@json_option
def check(
    file: Path,
    notes_files: tuple[Path, ...],
    profile_file: Path | None,
    report_date: date | None,
    period: str | None,
    log_file: Path | None,
    outline_file: Path | None,
    out: Path | None,
    fix: bool,
    undo: bool,
    as_json: bool,
) -> None:
    """Kiểm tra một báo cáo: căn cứ, số liệu, ngày tháng, tên gọi, cấu trúc."""
    from assistant.checking import CheckContext, notes_as_evidence, report_date_of
    from assistant.checking import check as check_text
    from assistant.corpus import load_document
    from assistant.profile import load_profile

    if undo:
        from assistant.export.originals import restore

        restore(file)
        click.echo(f"Đã trả lại bản gốc của {file}.", err=True)
        return
    document = load_document(file, progress=print_progress)
    reporting_period = period_of(period)
    evidence: list[Evidence] = []
    for path in notes_files:
        evidence += notes_as_evidence(
            path.name,
            load_document(path, progress=print_progress).text,
            reporting_period,
            first=len(evidence) + 1,
        )
    profile = load_profile(profile_file) if profile_file else None
    context = CheckContext(
        report_date=report_date or report_date_of(document.text) or date.today(),
        period=reporting_period,
        profile=profile,
        notes=tuple(evidence),
        office_log=_office_log(log_file, profile),
        doubts=document.doubts,
        outline=_asked_headings(outline_file) if outline_file else (),
    )
    result = check_text(document.text, context)
    fixed: tuple[Diagnostic, ...] = ()
    if fix:
        for _ in range(_PASSES):
            file, changes = _fix(file, document, result.diagnostics, out, kept=bool(fixed))
            document = load_document(file)
            result = check_text(document.text, replace(context, doubts=document.doubts))
            fixed += changes
            if not changes:
                break
    elif out:
        from assistant.export.comments import export_checked

        export_checked(file, document.text, result.diagnostics, out)
    if as_json:
        found = _checked_json(context, document, result.diagnostics, result.evidence)
        print_json({**found, "fixed": jsonable(list(fixed))} if fix else found)
    else:
        for change in fixed:
            click.echo(f"đã sửa {change.code}: “{change.quote}” → “{change.fix}”")
        _print_diagnostics(document.text, result.diagnostics)
        if fix:
            click.echo(f"Đã sửa {len(fixed)} chỗ trong {file}.")
        elif out:
            click.echo(f"Đã ghi bản có chú thích: {out}")
    exit_on_errors(result.diagnostics)


def _asked_headings(path: Path) -> tuple[str, ...]:
    """The headings of a superior's outline; which type of report it is for makes no difference."""
    from assistant.chat.outlines import read_outline_file
    from assistant.drafting import outline_names

    return read_outline_file(path, outline_names()[0], progress=print_progress).headings()


def _fix(
    file: Path,
    document: LoadedDocument,
    diagnostics: Sequence[Diagnostic],
    out: Path | None,
    *,
    kept: bool,
) -> tuple[Path, tuple[Diagnostic, ...]]:
    """Write the file with its safe fixes; where it is now, and what was put in.

    ``kept``: its original is kept already.
    """
    from assistant.checking import apply_fixes
    from assistant.export.fixed import write_fixed
    from assistant.export.originals import keep

    corrected = apply_fixes(document.text, diagnostics)
    if out is None and corrected.applied and not kept:
        click.echo(f"Bản gốc giữ ở {keep(file)}.", err=True)
    target = out or file
    missed = write_fixed(file, document, corrected, target)
    return target, tuple(found for found in corrected.applied if found not in missed)


def _checked_json(
    context: CheckContext,
    document: LoadedDocument,
    diagnostics: Sequence[Diagnostic],
    evidence: Sequence[Evidence],
) -> dict[str, Any]:
    plain_text = document.format in ("md", "txt")
    rows = []
    for diagnostic in diagnostics:
        row = jsonable(diagnostic)
        if not plain_text:
            block = next(
                (
                    b
                    for b in document.blocks
                    if b.start <= diagnostic.start < max(b.end, b.start + 1)
                ),
                None,
            )
            row["location"] = {
                "page": block.page if block else None,
                "paragraph": block.paragraph if block else None,
                "cell": block.cell if block else None,
            }
        rows.append(row)
    result: dict[str, Any] = {
        "report_date": context.report_date.isoformat(),
        "diagnostics": rows,
        "evidence": jsonable(list(evidence)),
    }
    if not plain_text:
        result["text"] = document.text
    return result


def _office_log(path: Path | None, profile: Profile | None) -> tuple[OfficeDocument, ...]:
    """The log named on the command line, else the profile's."""
    if path is None and profile is not None and profile.office_log:
        path = Path(profile.office_log)
    if path is None:
        return ()
    from assistant.corpus.office_log import load_office_log

    return load_office_log(path)


def _print_diagnostics(text: str, diagnostics: Sequence[Diagnostic]) -> None:
    for found in diagnostics:
        line = text.count("\n", 0, found.start) + 1
        quote = " ".join(found.quote.split())
        quote = quote if len(quote) <= 80 else quote[:79] + "…"
        click.echo(
            f"dòng {line}: {SEVERITY_WORD[found.severity]} {found.code} “{quote}”: {found.message}"
        )
        if found.fix is not None:
            click.echo(f"    đề nghị sửa: {found.fix}")
    counts = {s: sum(d.severity is s for d in diagnostics) for s in Severity}
    click.echo(
        f"{counts[Severity.ERROR]} lỗi, {counts[Severity.WARNING]} cảnh báo, "
        f"{counts[Severity.INFO]} lưu ý."
    )


def exit_on_errors(diagnostics: Sequence[Diagnostic]) -> None:
    """Exit with 1 when there is an error among them."""
    if any(d.severity is Severity.ERROR for d in diagnostics):
        sys.exit(1)


@click.command()
@click.argument("code", required=False)
@json_option
def rules(code: str | None, as_json: bool) -> None:
    """Danh sách quy tắc kiểm tra, hoặc trang giải thích của một quy tắc."""
    from assistant.checking import all_rules

    known = {rule.code: rule for rule in all_rules()}
    if code is not None:
        rule = known.get(code.upper())
        if rule is None:
            raise UserError(
                f"Không có quy tắc “{code}”: các quy tắc hiện có là {', '.join(known)}."
            )
        click.echo(rule.page())
        return
    if as_json:
        print_json(
            [{"code": r.code, "severity": r.severity, "title": r.title} for r in known.values()]
        )
        return
    for rule in known.values():
        click.echo(f"{rule.code}  {SEVERITY_WORD[rule.severity]:8}  {rule.title}")
