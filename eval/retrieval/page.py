"""The figures of the evaluation as tables, and as a page with plots."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.plots import grouped_bars
from eval.retrieval.systems import FUSED, TITLES

_SLICES = {
    "accented": "Có dấu",
    "unaccented": "Gõ không dấu",
    "colloquial": "Lời nói thường ngày",
    "number": "Theo số, ký hiệu",
    "folded": "Mọi câu, bỏ hết dấu",
}
_SHOWN = ("mrr", "recall@1", "recall@10")
_COMPARED = ("mrr", "recall@1", "recall@10", "ndcg@10")


def table(result: dict[str, Any]) -> str:
    """All figures as Markdown."""
    return "\n".join(_lines(result)) + "\n"


def _lines(result: dict[str, Any]) -> Iterator[str]:
    metrics = list(result["metrics"])
    yield f"## Toàn bộ ({result['n']} câu hỏi)"
    yield ""
    yield "| Cách truy hồi | " + " | ".join(metrics) + " |"
    yield "|---" + "|---:" * len(metrics) + "|"
    for system, figures in result["systems"].items():
        yield _row(TITLES[system], [figures[name] for name in metrics])
    yield ""
    yield "## Theo cách hỏi"
    yield ""
    yield "| Cách hỏi | Số câu | Cách truy hồi | " + " | ".join(_SHOWN) + " |"
    yield "|---|---:|---" + "|---:" * len(_SHOWN) + "|"
    for way, part in result["slices"].items():
        for system, figures in part["systems"].items():
            head = f"{_SLICES.get(way, way)} | {part['n']} | {TITLES[system]}"
            yield _row(head, [figures[name] for name in _SHOWN])
    yield ""
    comparison = result["comparison"]
    yield f"## So với {TITLES[comparison['baseline']]}"
    yield ""
    yield "Lấy mẫu lại theo cặp 10.000 lần, có hạt giống; khoảng tin cậy 95 %."
    yield ""
    yield "| Độ đo | Chênh lệch | Từ | Đến | p |"
    yield "|---|---:|---:|---:|---:|"
    for name in _COMPARED:
        one = comparison[name]
        yield f"{_row(name, [one['mean'], one['low'], one['high']])} {one['p']:.4f} |"


def _row(name: str, values: list[float]) -> str:
    return "| " + " | ".join([name, *(f"{value:.3f}" for value in values)]) + " |"


def write_page(result: dict[str, Any], folder: Path) -> Path:
    """Writes ``retrieval.md`` with the tables and two plots beside it; returns the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    systems = result["systems"]
    grouped_bars(
        folder / "retrieval-systems.png",
        list(result["metrics"]),
        {TITLES[name]: list(figures.values()) for name, figures in systems.items()},
        title=f"Các cách truy hồi, {result['n']} câu hỏi",
    )
    slices = result["slices"]
    grouped_bars(
        folder / "retrieval-slices.png",
        [_SLICES.get(way, way) for way in slices],
        {
            TITLES[name]: [part["systems"][name]["mrr"] for part in slices.values()]
            for name in systems
        },
        title="MRR theo cách hỏi",
    )
    page = folder / "retrieval.md"
    page.write_text(
        f"# Chấm điểm truy hồi\n\n{TITLES[FUSED]} cộng điểm từ ngữ và điểm vectơ đã chuẩn hóa.\n\n"
        "![Các cách truy hồi](retrieval-systems.png)\n\n"
        "![MRR theo cách hỏi](retrieval-slices.png)\n\n" + table(result),
        "utf-8",
    )
    return page
