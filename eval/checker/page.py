"""The figures of the suite as tables, and as a page with plots."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from eval.checker.run import GATES, MOST_FALSE_ALARMS
from eval.plots import grouped_bars

_SETS: Final = {
    "seeded": "Lỗi cài vào báo cáo sạch",
    "reports": "Báo cáo có chú giải",
    "drafts": "Dự thảo có chi tiết bịa",
}
_COLUMNS: Final = ("Mã", "Lỗi", "Tìm thấy", "Báo sai", "Chính xác", "Độ phủ", "F1")


def table(result: dict[str, Any]) -> str:
    """All figures by rule and by family as Markdown, one table for each set."""
    return "\n".join(_lines(result)) + "\n"


def _lines(result: dict[str, Any]) -> Iterator[str]:
    for name, title in _SETS.items():
        figures = result["sets"][name]
        yield f"## {title} ({name}, {result['n'][name]} văn bản, phần {result['split']})"
        yield ""
        yield "| " + " | ".join(_COLUMNS) + " |"
        yield "|---" + "|---:" * (len(_COLUMNS) - 1) + "|"
        for code, row in figures["rules"].items():
            yield _row(code, row)
        for family, row in figures["families"].items():
            yield _row(f"**{family}**", row)
        yield _row("**Tất cả**", figures["total"])
        yield ""
        if figures["traps"]:
            yield f"Bẫy bị báo sai: {figures['broken_traps']}/{figures['traps']}."
            yield ""
    clean = result["clean"]
    rate = result["metrics"]["clean.false_alarms_per_1000_words"]
    yield (
        f"Văn bản sạch: {clean['texts']} văn bản, {clean['words']} chữ, "
        f"{clean['false_alarms']} cảnh báo sai, {_share(rate)} trên 1.000 chữ "
        f"(mức cho phép {MOST_FALSE_ALARMS:.0f})."
    )


def _row(name: str, row: dict[str, Any]) -> str:
    counts = [str(row[key]) for key in ("gold", "found", "false_alarms")]
    shares = [_share(row[key]) for key in ("precision", "recall", "f1")]
    return "| " + " | ".join([name, *counts, *shares]) + " |"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".replace(".", ",")


def write_page(result: dict[str, Any], folder: Path) -> Path:
    """Writes ``checker.md`` with the tables and two plots beside it; returns the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    families = sorted({name for s in _SETS for name in result["sets"][s]["families"]})
    grouped_bars(
        folder / "checker-families.png",
        families,
        {
            title: [result["sets"][name]["families"].get(f, {}).get("f1") or 0.0 for f in families]
            for name, title in _SETS.items()
        },
        title="F1 theo nhóm quy tắc",
        marks=sorted(set(GATES.values())),
    )
    rules = result["sets"]["seeded"]["rules"]
    grouped_bars(
        folder / "checker-rules.png",
        list(rules),
        {
            "Chính xác": [row["precision"] or 0.0 for row in rules.values()],
            "Độ phủ": [row["recall"] or 0.0 for row in rules.values()],
        },
        title="Lỗi cài vào báo cáo sạch, theo quy tắc",
        marks=[GATES["seeded"]],
    )
    page = folder / "checker.md"
    page.write_text(
        "# Chấm điểm bộ kiểm tra\n\n"
        "![F1 theo nhóm quy tắc](checker-families.png)\n\n"
        "![Lỗi cài vào báo cáo sạch](checker-rules.png)\n\n" + table(result),
        "utf-8",
    )
    return page
