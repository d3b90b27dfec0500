"""The library: ingest, search, one writer, healing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from assistant.domain import ScoredChunk, UserError
from assistant.library import Library, shipped
from assistant.register import load_register
from assistant.settings import Settings
from tests.library.word_vectors import WordVectors

ROOT = Path(__file__).resolve().parents[2]


def texts(found: list[ScoredChunk]) -> list[str]:
    return [item.chunk.text for item in found]


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


# --- what is shipped ------------------------------------------------------------------------------


def test_shipped_knowledge_is_searchable_at_first_use(library: Library) -> None:
    found = library.search("hoa giai o co so", kind="report")
    assert texts(found) == ["Xã tổ chức 05 buổi tuyên truyền về hòa giải ở cơ sở."]
    assert found[0].chunk.office == "Ủy ban nhân dân xã Suối Mây"
    assert found[0].dense is None  # no vectors yet: words alone
    notes = library.search("thon Doi", kind="note")
    assert notes[0].chunk.period == "năm 2024"  # of the report that was written from them
    assert library.status().chunks == len(load_register().all()) + 3


def test_changed_shipped_knowledge_is_read_again(
    settings: Settings, tmp_path: Path, knowledge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = tmp_path / "newer"
    shutil.copytree(knowledge, newer)
    (newer / "reports" / "dan-van.notes.md").unlink()
    report = (newer / "reports" / "dan-van.md").read_text("utf-8")
    write(newer / "reports", "dan-van.md", report.replace("05 buổi", "17 buổi"))
    monkeypatch.setattr(shipped, "data_folder", lambda _name: newer)
    said: list[str] = []
    with Library.open(settings, progress=said.append) as library:
        assert "17 buổi" in library.search("hòa giải", kind="report")[0].chunk.text
        assert library.search("thôn", kind="note") == []
    assert said
    said.clear()
    Library.open(settings, progress=said.append).close()
    assert said == []  # nothing to prepare the second time


# --- search ---------------------------------------------------------------------------------------


def test_expired_instruments_are_left_out_on_their_date(library: Library) -> None:
    def numbers(day: date | None) -> set[str]:
        found = library.search("cơ chế một cửa, một cửa liên thông", 30, "register", day)
        return {item.chunk.path for item in found}

    assert {"61/2018/NĐ-CP", "118/2025/NĐ-CP"} <= numbers(None)
    assert "61/2018/NĐ-CP" in numbers(date(2023, 6, 30))
    assert "118/2025/NĐ-CP" not in numbers(date(2023, 6, 30))  # not yet
    assert "61/2018/NĐ-CP" not in numbers(date(2026, 1, 1))  # no longer
    assert "118/2025/NĐ-CP" in numbers(date(2026, 1, 1))


def test_reports_dated_later_stay(library: Library) -> None:
    assert library.search("hòa giải", kind="report", as_of=date(2020, 1, 1))


@pytest.mark.parametrize("query", ["", "   ", "?!", "zzzzqq"])
def test_nothing_asked_nothing_found(library: Library, query: str) -> None:
    assert library.search(query) == []
    assert library.search("một cửa", k=0) == []


def test_langchain_retriever(library: Library) -> None:
    (document,) = library.retriever(k=1, kind="report").invoke("tồn tại họp dân quý II")
    assert document.page_content == "Thôn Đồi chưa họp dân quý II."
    assert document.id
    assert document.metadata["period"] == "năm 2024"


# --- ingest ---------------------------------------------------------------------------------------


def test_ingest_walks_skips_and_is_idempotent(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "hồ sơ 📁"
    write(folder / "cũ", "kế hoạch.txt", "KẾ HOẠCH\nTrồng cây bạch đàn ở thôn Suối.")
    write(folder, "trong.md", "")
    write(folder, "anh.png", "x")
    write(folder, ".an.txt", "tệp ẩn")
    write(folder, "~$mo.docx", "Word để lại")
    summary = library.ingest([folder, folder / "cũ" / "kế hoạch.txt", tmp_path / "khong-co.md"])
    assert [Path(file.path).name for file in summary.read] == ["kế hoạch.txt"]
    assert sorted(Path(file.path).name for file in summary.skipped) == [
        "anh.png",
        "khong-co.md",
        "trong.md",
    ]
    assert "Không tìm thấy" in summary.message()
    assert "bạch đàn" in library.search("bach dan")[0].chunk.text

    before = library.status()
    again = library.ingest([folder])
    assert (again.read, len(again.unchanged)) == ((), 1)
    assert library.status() == before


def test_changed_file_replaces_itself(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Nội dung về cây quế.")
    library.ingest([path])
    path.write_text("Nội dung về cây keo.", "utf-8")
    library.ingest([path])
    assert texts(library.search("cây quế cây keo", kind="report"))[0] == "Nội dung về cây keo."
    assert not any("quế" in text for text in texts(library.search("quế")))


def test_kind_and_period_are_the_callers(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Số liệu quý I năm 2020 về cây mắc ca.")
    library.ingest([path], kind="note", period="năm 2021")
    found = library.search("mắc ca", kind="note")[0]
    assert found.chunk.period == "năm 2021"
    assert library.ingest([path], kind="note", period="năm 2022").read  # told anew
    assert library.search("mắc ca")[0].chunk.period == "năm 2022"


def test_legal_text_is_tied_to_its_register_entry(library: Library, tmp_path: Path) -> None:
    law = "CHÍNH PHỦ\nSố: 61/2018/NĐ-CP\nNGHỊ ĐỊNH\nVề việc thử\n" + "\n".join(
        f"Điều {n}. Việc {n}\nLàm việc thử nghiệm {n}." for n in (1, 2, 3)
    )
    library.ingest([write(tmp_path, "nd.txt", law)])
    assert library.search("thử nghiệm", kind="law", as_of=date(2020, 1, 1))
    assert library.search("thử nghiệm", kind="law", as_of=date(2026, 1, 1)) == []


def test_removing_leaves_nothing(library: Library, tmp_path: Path) -> None:
    before = library.status()
    library.ingest([write(tmp_path, "a.txt", "Cây mắc ca.")])
    (source,) = library.workspace.library.sources("office")
    library.remove([source.id])
    assert "Cây mắc ca." not in texts(library.search("cây mắc ca"))
    assert library.status() == before


# --- vectors --------------------------------------------------------------------------------------


def test_vectors_are_made_once_and_used(
    library: Library, word_vectors: WordVectors, tmp_path: Path
) -> None:
    total = library.status().chunks
    assert library.embed_pending() == total
    assert library.embed_pending() == 0
    library.ingest([write(tmp_path, "a.txt", "Cây mắc ca.")])
    assert library.embed_pending() == 1
    assert library.search("mắc ca")[0].dense is not None
    assert library.search("mắc ca", dense=False)[0].dense is None
    assert library.status().embedded == total + 1


def test_stopped_work_goes_on_where_it_was(library: Library, word_vectors: WordVectors) -> None:
    total = library.status().chunks
    answers = iter([False, False, True])
    made = library.embed_pending(stop=lambda: next(answers))
    assert 0 < made < total
    assert made + library.embed_pending() == total == word_vectors.texts


def test_owner_through_chroma_and_others_find_the_same(
    settings: Settings, word_vectors: WordVectors
) -> None:
    queries = ["cơ chế một cửa", "hoa giai", "dân chủ ở cơ sở", "tiếp công dân", "thôn Đồi"]
    with Library.open(settings, exclusive=True) as owner:
        assert owner.search("một cửa")[0].dense is None  # not warm: no waiting
        owner.embed_pending()
        owner.warm()
        with Library.open(settings) as other:
            for query in queries:
                mine, theirs = owner.search(query), other.search(query)
                assert [h.chunk.id for h in mine] == [h.chunk.id for h in theirs]
                assert mine[0].score == pytest.approx(theirs[0].score, abs=1e-3)
                assert mine[0].dense is not None


def test_rebuild_from_nothing(settings: Settings, word_vectors: WordVectors) -> None:
    with Library.open(settings) as library:
        library.embed_pending()
        expected = [item.chunk.id for item in library.search("một cửa")]
    shutil.rmtree(settings.home / "index")
    with Library.open(settings, exclusive=True) as library:
        library.rebuild()
        library.warm()
        assert [item.chunk.id for item in library.search("một cửa")] == expected
        assert library.search("một cửa")[0].dense is not None
        assert word_vectors.texts == library.status().chunks  # the vectors were not made again


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_damaged_lexical_index_heals_at_the_next_start(settings: Settings, damage: str) -> None:
    for file in (settings.home / "index" / "lexical").glob("*/counts.npy"):
        if damage == "gone":
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[:100])
    said: list[str] = []
    with Library.open(settings, progress=said.append) as library:
        assert library.search("hòa giải", kind="report")
    assert any("bị hỏng" in line for line in said)


# --- one writer -----------------------------------------------------------------------------------


def test_one_writer_many_readers(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.library.lock.WAIT_SECONDS", 0.2)
    path = write(tmp_path, "a.txt", "Cây mắc ca.")
    with Library.open(settings, exclusive=True) as page:
        with Library.open(settings) as other:
            assert other.search("một cửa")
            with pytest.raises(UserError, match="đang được trang web"):
                other.ingest([path])
            with pytest.raises(UserError, match="đang được trang web"):
                other.rebuild()
            assert not (settings.home / "index" / "chroma").exists()
            page.ingest([path])
            assert "mắc ca" in other.search("mắc ca")[0].chunk.text  # seen without reopening
        with pytest.raises(UserError, match="đang được trang web"):
            Library.open(settings, exclusive=True)
    Library.open(settings, exclusive=True).close()


SCRIPT = """
import sys
import threading
from pathlib import Path
from assistant.library import Library
from assistant.settings import Settings
with Library.open(Settings(home=Path(sys.argv[1]))) as library:
    if sys.argv[2] == "search":
        print(library.search("cơ chế một cửa", dense=False)[0].chunk.path)
    else:
        library.ingest([Path(sys.argv[2])], progress=lambda m: print(m, flush=True))
"""


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(home), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )


def test_two_first_searches_at_once(tmp_path: Path) -> None:
    both = [start(tmp_path / "home", "search") for _ in range(2)]
    answers = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], answers
    assert answers[0][0] == answers[1][0] != ""


# --- what goes wrong while it runs ----------------------------------------------------------------


def test_words_answer_when_the_vectors_break_and_they_heal(
    settings: Settings, word_vectors: WordVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(settings, exclusive=True) as library:
        library.embed_pending()
        library.warm()
        chroma = library._vectors._chroma
        assert chroma is not None
        monkeypatch.setattr(chroma, "_collection", None)  # every call to it fails
        assert library.search("một cửa")[0].dense is None
        for thread in threading.enumerate():
            if thread.name == "heal":
                thread.join(30)
        assert library.search("một cửa")[0].dense is not None


def test_a_model_of_another_size_makes_all_vectors_anew(
    settings: Settings, word_vectors: WordVectors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(settings, exclusive=True) as library:
        total = library.embed_pending()
        library.warm()
        short = word_vectors.query
        monkeypatch.setattr(word_vectors, "query", lambda text: short(text)[:32])
        assert library.search("một cửa")[0].dense is None  # no comparing of unlike vectors
        library.ingest([write(tmp_path, "a.txt", "Cây mắc ca.")])
        said: list[str] = []
        for thread in threading.enumerate():
            if thread.name == "heal":
                thread.join(30)
        assert library.embed_pending(said.append) == total + 1
        assert library.workspace.vectors.dimension(settings.embedding_model) == 32
        assert library.search("một cửa")[0].dense is not None


def test_vectors_come_first_to_the_register_and_the_offices_own(
    library: Library, word_vectors: WordVectors, tmp_path: Path
) -> None:
    law = "\n".join(f"Điều {n}. Việc {n}\nLàm việc {n}." for n in (1, 2, 3))
    library.ingest([write(tmp_path, "luat.txt", law), write(tmp_path, "bc.txt", "Cây mắc ca.")])
    asked = iter([False] * 1000)
    kinds: list[str] = []
    store = library.workspace.vectors

    def stop() -> bool:
        kinds.append(
            ",".join(
                sorted({text.kind for text in store.pending(library.settings.embedding_model)})
            )
        )
        return next(asked)

    library.embed_pending(stop=stop)
    assert kinds[0] == "law,note,register,report"
    last_with = {
        kind: max(i for i, k in enumerate(kinds) if kind in k)
        for kind in ("register", "report", "law")
    }
    assert last_with["register"] <= last_with["report"] <= last_with["law"] == len(kinds) - 1


@pytest.mark.parametrize("exclusive", [True, False])
def test_an_updated_register_is_searched(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, exclusive: bool
) -> None:
    monkeypatch.setattr("assistant.register.load.get_settings", lambda: settings)
    with Library.open(settings, exclusive=exclusive) as library:
        assert not any("bạch quả" in text for text in texts(library.search("trồng bạch quả")))
        folder = settings.home / "instruments"
        folder.mkdir()
        (folder / "rieng.yaml").write_text(
            "- {id: 99/2025/QĐ-UBND, number: 99/2025/QĐ-UBND, kind: Quyết định, issuer: Ủy ban nhân "
            "dân tỉnh, title: Về trồng bạch quả, recorded_status: unverified, "
            "confidence: low, sources: [Công báo]}\n",
            "utf-8",
        )
        if exclusive:  # the page takes it in while it runs
            assert "bạch quả" in library.search("trồng bạch quả")[0].chunk.text
    with Library.open(settings) as library:
        assert library.search("trồng bạch quả")[0].chunk.instrument == "99/2025/QĐ-UBND"
        (folder / "rieng.yaml").unlink()
    with Library.open(settings) as library:
        assert not any("bạch quả" in text for text in texts(library.search("trồng bạch quả")))
