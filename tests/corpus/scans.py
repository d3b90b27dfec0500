"""Scans made from the sample reports: Word file, page images, and what a scanner does to them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from assistant.corpus import load_document
from assistant.export.docx import export_report
from assistant.export.loaded import report_from_document
from assistant.language.text import nfc
from assistant.references import find_references

DPI = 300
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class PrintedPage:
    image: Image.Image
    text: str  # what is printed on it


def why_not() -> str | None:
    """What is missing for making and reading scans; None when all is there."""
    if shutil.which("soffice") is None:
        return "LibreOffice is not installed"
    if shutil.which("tesseract") is None:
        return "Tesseract is not installed"
    languages = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=False
    )
    return None if "vie" in languages.stdout.split() else "Tesseract has no data for Vietnamese"


def printed(report: Path, folder: Path) -> list[PrintedPage]:
    """The pages of a report as Word would print them."""
    word = folder / f"{report.stem}.docx"
    export_report(report_from_document(load_document(report), None), word)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(word)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    path = word.with_suffix(".pdf")
    document = load_document(path)
    texts: dict[int, list[str]] = {}
    for block in document.blocks:
        texts.setdefault(block.page or 0, []).append(document.text[block.start : block.end])
    with pypdfium2.PdfDocument(path) as pdf:
        images = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in pdf]
    return [PrintedPage(image, "\n".join(texts.get(n, []))) for n, image in enumerate(images, 1)]


def scanned(
    image: Image.Image, *, tilt: float = 0.5, noise: float = 12, seed: int = 0
) -> Image.Image:
    """As a flatbed gives it: turned by ``tilt`` degrees, with the noise of its sensor."""
    turned = image.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(turned, dtype=np.float64)
    grey = grey + np.random.default_rng(seed).normal(0, noise, grey.shape)
    return Image.fromarray(grey.clip(0, 255).astype("uint8"))


def save_scan(images: list[Image.Image], path: Path) -> None:
    """As a PDF of images, or as .tif or .png."""
    first, *rest = [Image.fromarray(np.asarray(image)) for image in images]
    if path.suffix == ".pdf":
        first.save(path, save_all=True, append_images=rest, resolution=DPI)
    elif path.suffix == ".tif":
        first.save(path, save_all=True, append_images=rest, dpi=(DPI, DPI))
    else:
        first.save(path, dpi=(DPI, DPI))


def syllables_read(printed_text: str, read: str) -> float:
    """Share of the printed syllables and numbers that were read, in whatever order of columns."""
    on_page, found = Counter(_WORD.findall(nfc(printed_text))), Counter(_WORD.findall(nfc(read)))
    return sum((on_page & found).values()) / max(sum(on_page.values()), 1)


def references_missed(printed_text: str, read: str) -> list[str]:
    def numbers(text: str) -> Counter[str]:
        return Counter(found.number for found in find_references(text) if found.number)

    return sorted((numbers(printed_text) - numbers(read)).elements())
