"""The lexical index on disk: grows by what is added, forgets what is gone, heals."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.domain import Chunk
from assistant.library.filters import PassageTable, SearchFilter
from assistant.library.shelf import LexicalShelf
from assistant.workspace import Workspace

FILES = {"segment": "rows.npy", "traits": "traits.npy", "values": "traits.json"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "home")


@pytest.fixture
def shelf(tmp_path: Path) -> LexicalShelf:
    return LexicalShelf(tmp_path / "lexical")


def add(workspace: Workspace, source: str, *texts: str) -> None:
    chunks = [
        (Chunk(f"{source}-{n}", text, source, "report", "", ""), text)
        for n, text in enumerate(texts)
    ]
    workspace.library.add_source(source, source, source, "report", "", chunks)


def segments(tmp_path: Path) -> set[str]:
    (listing,) = (tmp_path / "lexical").glob("*.json")
    names = set(json.loads(listing.read_text("utf-8"))["segments"])
    assert {path.name for path in (tmp_path / "lexical").iterdir() if path.is_dir()} == names
    return names


def best(shelf: LexicalShelf, workspace: Workspace, query: str) -> list[str]:
    listing = shelf.open(workspace.library.revision())
    assert listing is not None
    index = listing.index()
    scores = index.scores(query)
    return sorted(i for i, score in zip(index.ids, scores, strict=True) if score > 0)


def test_a_large_segment_is_left_alone(
    workspace: Workspace, shelf: LexicalShelf, tmp_path: Path
) -> None:
    add(workspace, "big", *(f"cây quế {n}" for n in range(100)))
    shelf.update(workspace)
    (big,) = segments(tmp_path)
    for number in range(8):
        add(workspace, f"s{number}", f"cây keo {number}")
        shelf.update(workspace)
        assert big in segments(tmp_path)
    assert len(segments(tmp_path)) <= 4  # the small ones are joined
    assert best(shelf, workspace, "keo") == [f"s{n}-0" for n in range(8)]


def test_what_is_gone_goes_and_comes_back(
    workspace: Workspace, shelf: LexicalShelf, tmp_path: Path
) -> None:
    add(workspace, "big", *(f"cây quế {n}" for n in range(10)))
    add(workspace, "a", "cây keo")
    shelf.update(workspace)
    workspace.library.remove_sources(["a"])
    shelf.update(workspace)
    assert best(shelf, workspace, "keo") == []
    add(workspace, "a", "cây thông")  # the same id with other words
    shelf.update(workspace)
    assert best(shelf, workspace, "keo") == []
    assert best(shelf, workspace, "thông") == ["a-0"]
    workspace.library.remove_sources(["big", "a"])
    assert shelf.update(workspace).index().ids == []
    assert segments(tmp_path) == set()  # nothing is kept of what is gone


def test_however_it_came_about_it_scores_as_one_built_anew(
    workspace: Workspace, shelf: LexicalShelf, tmp_path: Path
) -> None:
    chance = random.Random(3)
    words = [
        "cây",
        "quế",
        "keo",
        "thông",
        "mắc",
        "ca",
        "trồng",
        "chăm",
        "sóc",
        "thu",
        "hoạch",
        "xã",
        "thôn",
        "hộ",
        "dân",
    ]
    for step in range(40):
        if chance.random() < 0.3:
            workspace.library.remove_sources([f"s{chance.randrange(12)}"])
        else:
            count = chance.randrange(1, 6)
            texts = [" ".join(chance.choices(words, k=8)) for _ in range(count)]
            add(workspace, f"s{chance.randrange(12)}", *texts)
        if step % 3 == 0:
            shelf.update(workspace)
    grown = shelf.update(workspace).index()
    anew = LexicalShelf(tmp_path / "anew").build(workspace).index()
    assert sorted(grown.ids) == sorted(anew.ids)
    for query in ("trồng cây quế", "mắc ca", "hộ dân thu hoạch"):
        mine = dict(zip(grown.ids, grown.scores(query).tolist(), strict=True))
        theirs = dict(zip(anew.ids, anew.scores(query).tolist(), strict=True))
        assert {i for i, s in mine.items() if s > 0} == {i for i, s in theirs.items() if s > 0}
        # The statistics may still count passages that are gone, fewer than a third.
        assert all(abs(mine[i] - theirs[i]) < 0.6 for i in mine)


def test_traits_stay_with_their_passages(
    workspace: Workspace, shelf: LexicalShelf, tmp_path: Path
) -> None:
    chance = random.Random(5)
    for step in range(30):
        source = f"s{chance.randrange(8)}"
        if chance.random() < 0.3:
            workspace.library.remove_sources([source])
        else:
            office = chance.choice([None, "UBND xã Ba Bích", "UBND xã Ba Tơ"])
            day = chance.choice([None, date(2024, 1, step + 1)])
            chunks = [
                Chunk(f"{source}-{n}", "cây", source, "law", "", f"{step}", None, None, None)
                for n in range(chance.randrange(1, 5))
            ]
            chunks = [replace(c, office=office, article=c.id, valid_from=day) for c in chunks]
            pairs = [(chunk, chunk.text) for chunk in chunks]
            workspace.library.add_source(source, source, source, "law", "", pairs)
        if step % 2:
            shelf.update(workspace)
    shelf.update(workspace)
    listing = shelf.open(workspace.library.revision())
    assert listing is not None
    stored = list(workspace.library.passages_of([f"s{n}" for n in range(8)]))
    table = PassageTable(listing.traits())
    rows = {
        identifier: (table.source.at(row), table.title.at(row), table.article.at(row))
        for row, identifier in enumerate(listing.index().ids)
    }
    assert rows == {i: (own.source_id, own.title, own.article) for i, _, own in stored}
    for wanted, fits in [
        (SearchFilter(office="ba tơ"), lambda own: own.office == "UBND xã Ba Tơ"),
        (
            SearchFilter(as_of=date(2024, 1, 15)),
            lambda own: own.valid_from is None or own.valid_from <= date(2024, 1, 15),
        ),
    ]:
        found = {i for i, ok in zip(listing.index().ids, table.mask(wanted), strict=True) if ok}
        assert found == {i for i, _, own in stored if fits(own)}


def test_what_has_gone_since_is_left_out(workspace: Workspace, shelf: LexicalShelf) -> None:
    add(workspace, "a", "cây keo")
    add(workspace, "b", "cây quế")
    listing = shelf.update(workspace)
    workspace.library.remove_sources(["a"])  # by another process, and nobody has indexed it yet
    _, stamps = workspace.library.source_stamps()
    listing = listing.within(stamps)
    assert listing.index().ids == ["b-0"]
    assert PassageTable(listing.traits()).source.distinct == ("b",)


@pytest.mark.parametrize(
    "damage",
    [
        *("segment gone", "traits gone", "traits cut", "values gone", "values cut", "values few"),
        *("list cut", "list empty", "foreign list"),
    ],
)
def test_heals(workspace: Workspace, shelf: LexicalShelf, tmp_path: Path, damage: str) -> None:
    add(workspace, "a", "cây keo")
    shelf.update(workspace)
    assert not shelf.damaged
    (listing,) = (tmp_path / "lexical").glob("*.json")
    (name,) = segments(tmp_path)
    kind, how = damage.split()
    if kind in FILES:
        file = tmp_path / "lexical" / name / FILES[kind]
        if how == "gone":
            file.unlink()
        elif how == "cut":
            file.write_bytes(file.read_bytes()[:-5])
        else:  # fewer values than the passages have
            file.write_text(json.dumps([[]] * 9), "utf-8")
    else:
        content = listing.read_text("utf-8")
        listing.write_text(
            {"list cut": content[:20], "list empty": "", "foreign list": '{"format": 9}'}[damage]
        )
    assert shelf.damaged
    assert shelf.open(workspace.library.revision()) is None
    shelf.update(workspace)
    assert best(shelf, workspace, "keo") == ["a-0"]
    assert len(segments(tmp_path)) == 1
