"""The figures of the benchmark of scale as a table and a plot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

#: Curves of the plot: name of the figure, and how it is called.
_CURVES = {
    "words": "words",
    "fused": "fused, query vector at hand",
    "fused with embedding": "fused, with embedding",
    "bm25s": "bm25s",
}


def table(held: dict[str, Any]) -> str:
    """Markdown: a column a size, then what was measured of the vectors once."""
    rows = held["rows"]
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = ["| | " + " | ".join(f"{row['articles']:,} articles" for row in rows) + " |"]
    lines.append("|---|" + "---:|" * len(rows))
    for name in names[1:]:
        cells = [_shown(row.get(name, "")) for row in rows]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    made = held["vectors"]
    if made.get("made"):
        lines += [
            "",
            f"Real vectors: {made['made']:,} made at {made['made'] / made['wall s']:.1f} a second "
            f"as time passed, {made['made'] / made['CPU s']:.1f} a second of processor; all other "
            "vectors are synthetic.",
        ]
    if "recall" in held:
        figures = "; ".join(f"{name} {_shown(value)}" for name, value in held["recall"].items())
        lines += ["", f"Chroma against an exact scan, real vectors alone: {figures}."]
    return "\n".join(lines) + "\n"


def _shown(value: float | int | str) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"


def plot(rows: list[dict[str, Any]], target: Path) -> None:
    """Cost of a query against the number of articles, on logarithmic axes."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, panes = plt.subplots(1, 2, figsize=(11, 4.5), sharey=True)
    articles = [row["articles"] for row in rows]
    for axes, unit, title in zip(
        panes, ("ms", "CPU ms"), ("as time passed", "of the processor"), strict=True
    ):
        for name, label in _CURVES.items():
            for cut, style in (("p50", "-o"), ("p95", "--o")):
                key = f"{name} {cut} {unit}"
                values = [row.get(key, float("nan")) for row in rows]
                if any(key in row for row in rows):
                    color = f"C{list(_CURVES).index(name)}"
                    axes.plot(articles, values, style, color=color, label=f"{label}, {cut}")
        first = rows[0][f"words p50 {unit}"]
        linear = [first * count / articles[0] for count in articles]
        axes.plot(articles, linear, ":", color="grey", label="linear growth")
        axes.set(xscale="log", yscale="log", xlabel="articles", title=title)
        axes.grid(alpha=0.3)
    panes[0].set_ylabel("ms a query")
    panes[0].legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(target, dpi=110)
    plt.close(figure)
