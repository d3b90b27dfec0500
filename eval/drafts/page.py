"""The figures of the suite as a table, and as a page with a plot."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from pathlib import Path
from typing import Any

from eval.drafts.run import passes
from eval.drafts.sample import Scorer
from eval.drafts.scorers import SCORERS
from eval.plots import grouped_bars


def table(result: dict[str, Any]) -> str:
    """All figures by scorer and report type as Markdown, and the failures of ``dev``."""
    return "\n".join([*_figures(result), "", *_failures(result)]).rstrip() + "\n"


def _figures(result: dict[str, Any]) -> Iterator[str]:
    yield f"## Dự thảo soạn từ ghi chú ({result['n']} ca, phần {result['split']})"
    yield ""
    yield "| Tiêu chí | " + " | ".join([*result["types"], "Tất cả", "Mức", "Đạt"]) + " |"
    yield "|---" + "|---:" * (len(result["types"]) + 3) + "|"
    for scorer in SCORERS:
        overall = result["metrics"][scorer.name]
        cells = [_cell(scorer, row[scorer.name]) for row in result["types"].values()]
        cells += [_cell(scorer, overall), _cell(scorer, scorer.bar)]
        cells.append("có" if passes(scorer, overall) else "**không**")
        yield f"| {scorer.label} | " + " | ".join(cells) + " |"


def _cell(scorer: Scorer, value: float | None) -> str:
    if value is None or value == inf:
        return "–"
    form = ".3f" if scorer.kind == "share" else ".0f"
    return f"{value:{form}}".replace(".", ",")


def _failures(result: dict[str, Any]) -> Iterator[str]:
    if not result["failures"]:
        return
    yield "### Chỗ chưa đạt (phần dev)"
    yield ""
    labels = {scorer.name: scorer.label for scorer in SCORERS}
    for failure in result["failures"]:
        yield f"- {failure['case']} · {labels[failure['scorer']]}:"
        yield from (f"  - {problem}" for problem in failure["problems"])


def write_page(result: dict[str, Any], folder: Path) -> Path:
    """Writes ``drafts.md`` with the table and a plot beside it; returns the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    shares = [scorer for scorer in SCORERS if scorer.kind == "share"]
    grouped_bars(
        folder / "drafts.png",
        list(result["types"]),
        {
            scorer.label: [row[scorer.name] or 0.0 for row in result["types"].values()]
            for scorer in shares
            if scorer.name in ("fact_recall", "required_content", "distinct_4")
        },
        title="Dự thảo soạn từ ghi chú, theo loại báo cáo",
        marks=(0.6,),
    )
    page = folder / "drafts.md"
    page.write_text(
        "# Chấm điểm dự thảo\n\n![Theo loại báo cáo](drafts.png)\n\n" + table(result), "utf-8"
    )
    return page
