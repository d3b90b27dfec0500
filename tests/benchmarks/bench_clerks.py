"""Many clerks at one page: errors, crossings of state, and how long each kind of action takes.

    python tests/benchmarks/bench_clerks.py [--clerks 20] [--seconds 30 | --full] [--think 1,4]

Starts the app over an empty data folder in a process of its own, and the clerks (HTTP, no browser)
in this one, so that both share the machine. Each clerk thinks between two actions for a time drawn
between the two seconds of ``--think``. ``--full`` is the measure of record: 20 clerks for 3 minutes.
The bars: no error, no crossing, p95 of ask below 2 s and of a composed section below 3 s.
Exit 0 when all hold, else 1.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.clerks import NAMES, run_clerks  # noqa: E402
from tests.ui.conftest import running  # noqa: E402

BARS = {"ask": 2.0, "draft": 3.0}


def cpu_seconds(pid: int) -> float:
    """Of all threads of a process so far; 0 where the system does not say (no /proc)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clerks", type=int, default=20, help=f"at most {len(NAMES)}")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--full", action="store_true", help="20 clerks for 3 minutes")
    parser.add_argument("--think", default="1,4", help="seconds between two actions: least,most")
    options = parser.parse_args()
    clerks, seconds = (20, 180.0) if options.full else (options.clerks, options.seconds)
    least, most = map(float, options.think.split(","))
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as home, running(Path(home)) as server:
        before = cpu_seconds(server.process.pid)
        record = run_clerks(server.url, clerks, seconds, think=(least, most))
        used = cpu_seconds(server.process.pid) - before
    print(f"{clerks} clerks, {seconds:.0f} s, {os.cpu_count()} cores, load before {load:.1f}")
    print(f"{'action':12}{'count':>7}{'p50 s':>8}{'p95 s':>8}{'max s':>8}")
    for action, took in sorted(record.seconds.items()):
        print(
            f"{action:12}{len(took):>7}{statistics.median(took):>8.2f}"
            f"{record.p95(action):>8.2f}{max(took):>8.2f}"
        )
    actions = sum(map(len, record.seconds.values()))
    if used and actions:  # what other work on the machine does not change
        print(f"the app used {used:.0f} s of processor, {1000 * used / actions:.0f} ms an action")
    print(f"errors {len(record.errors)}, crossings {len(record.crossings)}")
    for line in (*record.errors, *record.crossings):
        print(f"  {line[:300]}")
    slow = [a for a, bar in BARS.items() if a in record.seconds and record.p95(a) >= bar]
    print(f"over the bar: {', '.join(slow) or 'nothing'}")
    return 1 if record.errors or record.crossings or slow else 0


if __name__ == "__main__":
    sys.exit(main())
