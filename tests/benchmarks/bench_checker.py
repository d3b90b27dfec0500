"""How long the checker takes for 1,000 words, and whether it stays linear.

    python tests/benchmarks/bench_checker.py [REPORT.md]

Prints milliseconds for 1,000 words (best of five, after one warm run) on the report, 8, 32 and 64
times as long, and each as a ratio to the first. The bar: 50 ms on an idle core, linear to 200 pages
(about 64 copies of the longest sample report).
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

from assistant.checking import CheckContext, check, report_date_of
from assistant.resources import data_folder


def main() -> None:
    reports = Path(str(data_folder("knowledge"))) / "reports"
    samples = [path for path in reports.glob("*.md") if not path.name.endswith(".notes.md")]
    longest = max(samples, key=lambda path: path.stat().st_size)
    text = (Path(sys.argv[1]) if len(sys.argv) > 1 else longest).read_text("utf-8")
    context = CheckContext(report_date_of(text) or date.today())
    check(text, context)
    first = None
    print("copies    words   ms/1,000 words   ratio")
    for copies in (1, 8, 32, 64):
        long = "\n\n".join([text] * copies)
        words = len(long.split())
        best = min(_time(long, context) for _ in range(5 if copies < 32 else 2))
        per_thousand = best / words * 1_000_000
        first = first or per_thousand
        print(f"{copies:6d} {words:8d} {per_thousand:16.1f} {per_thousand / first:7.2f}")


def _time(text: str, context: CheckContext) -> float:
    start = time.perf_counter()
    check(text, context)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
