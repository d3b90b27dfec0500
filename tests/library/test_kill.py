"""``kill -9`` at random moments of an ingest: nothing acknowledged is lost, nothing stands twice.

``TLBC_KILLS`` sets how many processes are killed (5), ``TLBC_KILL_SEED`` the moments.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.library import Library
from assistant.settings import Settings
from assistant.workspace.models import ChunkRow, Vector
from tests.library.word_vectors import WordVectors

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("TLBC_KILLS", "5"))
SEED = int(os.environ.get("TLBC_KILL_SEED", "1"))
FILES = 24
#: Ingests, removes and embeds with vectors that need no model; says each file before it is read.
SCRIPT = """
import sys
from pathlib import Path
from assistant.library import Library, shipped
from assistant.library.vectors import VectorSide
from assistant.settings import Settings
from tests.library.word_vectors import WordVectors

home, knowledge, folder = map(Path, sys.argv[1:])
model = WordVectors()
VectorSide._model = lambda self: model
VectorSide.model_ready = True
shipped.data_folder = lambda name: knowledge
say = lambda message: print(message, flush=True)
with Library.open(Settings(home=home, models=home / "models"), exclusive=True) as library:
    say("mở")
    library.ingest([folder], progress=say)
    library.embed_pending(say)
    say("xong")
"""


def write_files(folder: Path, version: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(FILES):
        body = "\n".join(
            f"## {part}. Việc {part}\n\nLần {version}: xã {number} trồng {part} cây mắc ca.\n"
            for part in range(12)
        )
        (folder / f"{number:02}.md").write_text(f"# Báo cáo {number}\n{body}", "utf-8")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_killed_at_any_moment(
    settings: Settings, knowledge: Path, tmp_path: Path, word_vectors: WordVectors
) -> None:
    chance = random.Random(SEED)
    folder = tmp_path / "papers"
    write_files(folder, 0)
    acknowledged: set[str] = set()
    for kill in range(KILLS):
        if kill % 3 == 2:
            write_files(folder, kill)  # every file changes: what was read is replaced
            acknowledged.clear()
        process = start(settings.home, knowledge, folder)
        acknowledged |= until_killed(process, chance.uniform(0.0, 1.2))
        with Library.open(settings) as library:  # the lock died with its holder
            names = Counter(s.name for s in library.workspace.library.sources("office"))
            assert acknowledged <= set(names)
            assert max(names.values(), default=1) == 1
            assert library.status().indexed
            assert library.search("cơ chế một cửa")
    last = start(settings.home, knowledge, folder)
    assert last.communicate(timeout=60)[0].endswith("xong\n")
    assert_whole(settings)


def start(home: Path, knowledge: Path, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(home), str(knowledge), str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
    )


def until_killed(process: subprocess.Popen[str], seconds: float) -> set[str]:
    """Kill a process so long after it has opened; the files that it had done by then."""
    assert process.stdout is not None
    assert process.stdout.readline() == "mở\n"
    time.sleep(seconds)
    process.kill()
    said = process.stdout.read().splitlines()
    process.wait()
    begun = [line.rsplit(": ", 1)[1] for line in said if line.startswith("Đang đọc tệp")]
    done = begun if len(said) > len(begun) else begun[:-1]
    return set(done)


def assert_whole(settings: Settings) -> None:
    """Every store holds every passage once and nothing else."""
    with Library.open(settings, exclusive=True) as library:
        library.warm()
        store = library.workspace.library
        assert sorted(s.name for s in store.sources("office")) == [
            f"{n:02}.md" for n in range(FILES)
        ]
        with library.workspace.database.read() as session:
            ids = set(session.scalars(select(ChunkRow.id)))
        status = library.status()
        assert len(ids) == status.chunks == status.embedded
        with library.workspace.database.read() as session:
            texts = set(session.scalars(select(ChunkRow.text_hash)))
            assert set(session.scalars(select(Vector.text_hash))) == texts
        listing = library._shelf.open(store.revision())
        assert listing is not None
        assert Counter(listing.index().ids) == Counter(ids)
        chroma, _ = library._vectors.ready(owner=True)
        assert chroma is not None
        assert len(chroma) == len(ids)
        near, _ = chroma.nearest(WordVectors().query("mắc ca"), len(ids))
        assert set(near) == ids
        found = library.search("xã 7 trồng cây mắc ca", k=20, kind="report")
        assert len({hit.chunk.id for hit in found}) == 20
        assert found[0].dense is not None
    lexical = settings.home / "index" / "lexical"
    listed = len([path for path in lexical.iterdir() if path.suffix == ".json"])
    assert listed == 1
    assert len(list((settings.home / "index" / "chroma").glob("*/"))) == 1
    shutil.rmtree(settings.home / "index")
    with Library.open(settings) as library:  # all of it can be made anew from the workspace
        assert library.search("mắc ca")
