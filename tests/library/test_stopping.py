"""An ingest that is stopped: whole files are in, the rest is not, and the next time goes on."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfWriter

from assistant.library import Library


def reports(folder: Path, count: int) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"bao-cao-{number}.md" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(f"# Báo cáo {number}\n\nXã đã họp {number + 2} thôn.\n", "utf-8")
    return paths


def test_what_was_read_stays_and_the_rest_is_named(library: Library, tmp_path: Path) -> None:
    paths = reports(tmp_path / "files", 4)
    said: list[str] = []
    before = library.status().sources
    summary = library.ingest(paths, progress=said.append, stop=lambda: len(said) > 2)
    assert [Path(each.path).name for each in summary.read] == ["bao-cao-0.md", "bao-cao-1.md"]
    assert summary.unreached == (str(paths[2]), str(paths[3]))
    assert summary.skipped == ()
    assert "còn 2 tệp chưa đọc" in summary.message()
    assert library.status().sources == before + 2
    assert library.search("họp 2 thôn", kind="report", k=3)

    rest = library.ingest(paths)
    assert len(rest.unchanged) == 2
    assert len(rest.read) == 2
    assert rest.unreached == ()


def test_a_long_file_that_is_stopped_between_its_pages_is_not_taken_in(
    library: Library, tmp_path: Path
) -> None:
    writer = PdfWriter()
    for _ in range(60):
        writer.add_blank_page(595, 842)
    path = tmp_path / "dai.pdf"
    writer.write(path)
    said: list[str] = []
    before = library.status().sources
    summary = library.ingest([path], progress=said.append, stop=lambda: "trang 25/60" in said[-1])
    assert summary.unreached == (str(path),)
    assert summary.skipped == ()
    assert library.status().sources == before
