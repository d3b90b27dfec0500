"""Plots of the evaluation, as PNG. Needs matplotlib (the extra ``dev``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path


def grouped_bars(
    path: Path,
    labels: Sequence[str],
    series: Mapping[str, Sequence[float]],
    *,
    title: str,
    marks: Sequence[float] = (),
) -> None:
    """Bars of shares (0 to 1) side by side, one group a label.

    Args:
        path: the PNG to write.
        series: by name, a value for each label.
        marks: values to draw a dashed line at, such as a bar to reach.
    """
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    broad = max(6.0, 0.35 * len(labels) + 2, 0.2 * len(labels) * len(series))
    crowded = len(labels) > 12 or sum(map(len, labels)) > 7 * broad
    figure, axes = pyplot.subplots(figsize=(broad, 4.2))
    width = 0.8 / max(1, len(series))
    for number, (name, values) in enumerate(series.items()):
        left = [place + (number - (len(series) - 1) / 2) * width for place in range(len(labels))]
        axes.bar(left, values, width, label=name)
    for mark in marks:
        axes.axhline(mark, linestyle="--", linewidth=1, color="grey")
    axes.set_xticks(range(len(labels)), labels, rotation=90 if crowded else 0)
    axes.set_ylim(0, 1.02)
    axes.margins(x=0.01)
    axes.set_title(title, pad=24)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncol=len(series), frameon=False)
    figure.tight_layout()
    figure.savefig(path, dpi=120, bbox_inches="tight")  # the legend may be the broadest
    pyplot.close(figure)
