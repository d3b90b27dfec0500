"""Scans of the sample reports read back: share of syllables, references missed, time a page.

    python tests/benchmarks/bench_ocr.py [--reports 3] [--pages 2] [--tilt 0.5] [--noise 12]

Each report becomes a Word file, LibreOffice prints it, and its pages are read twice: as printed at
300 dpi, and tilted and with a sensor's noise. Beside them, the same pages through plain Tesseract
at 300 dpi. Time is in seconds of the wall.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.corpus import load_document  # noqa: E402
from tests.corpus import scans  # noqa: E402


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--reports", type=int, default=3)
    options.add_argument("--pages", type=int, default=2, help="pages of each report")
    options.add_argument("--tilt", type=float, default=0.5, help="degrees")
    options.add_argument("--noise", type=float, default=12, help="standard deviation of 256 greys")
    chosen = options.parse_args()
    missing = scans.why_not()
    if missing:
        sys.exit(missing)
    reports = [
        path
        for path in sorted((ROOT / "knowledge" / "reports").glob("*.md"))
        if not path.name.endswith(".notes.md")
    ]
    print(f"{'report':44} {'scan':6} {'ours':>7} {'plain':>7} {'missed':>7} {'s/page':>7}")
    for report in reports[:: max(1, len(reports) // chosen.reports)][: chosen.reports]:
        with tempfile.TemporaryDirectory() as folder:
            measure(report, Path(folder), chosen)


def measure(report: Path, folder: Path, chosen: argparse.Namespace) -> None:
    import pytesseract

    pages = scans.printed(report, folder)[: chosen.pages]
    text = "\n".join(page.text for page in pages)
    printed = [page.image for page in pages]
    noisy = [scans.scanned(image, tilt=chosen.tilt, noise=chosen.noise) for image in printed]
    for name, images in (("clean", printed), ("noisy", noisy)):
        path = folder / f"{name}.pdf"
        scans.save_scan(images, path)
        started = time.perf_counter()
        read = load_document(path).text
        seconds = (time.perf_counter() - started) / len(images)
        plain = "\n".join(pytesseract.image_to_string(image, lang="vie") for image in images)
        missed = scans.references_missed(text, read)
        print(
            f"{report.stem[:44]:44} {name:6} {scans.syllables_read(text, read):7.4f} "
            f"{scans.syllables_read(text, plain):7.4f} {len(missed):7} {seconds:7.1f}  "
            f"{', '.join(missed)}",
            flush=True,
        )


if __name__ == "__main__":
    main()
