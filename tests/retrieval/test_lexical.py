"""The lexical index: right scores, kept on disk, never half there."""

from __future__ import annotations

from pathlib import Path

import bm25s
import numpy as np
import pytest

from assistant.language.text import fold
from assistant.language.tokens import lexical_tokens
from assistant.retrieval.lexical import LexicalIndex

PASSAGES = [
    ("a", "Tiếp nhận hồ sơ tại bộ phận một cửa"),
    ("b", "Hòa giải ở cơ sở và trợ giúp pháp lý"),
    ("c", "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15"),
    ("d", ""),
]


def best(index: LexicalIndex, query: str) -> str:
    return index.ids[int(np.argmax(index.scores(query)))]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hồ sơ một cửa", "a"),
        ("hoa giai co so", "b"),  # typed without accents
        ("Hoà giải", "b"),  # the other place of the tone mark still shares the folded form
        ("10/2022/qh15", "c"),
        ("dân chủ", "c"),  # decomposed
    ],
)
def test_finds(query: str, found: str) -> None:
    assert best(LexicalIndex.build("r1", PASSAGES), query) == found


def test_scores_are_those_of_bm25s() -> None:
    index = LexicalIndex.build("r1", PASSAGES)
    reference = bm25s.BM25(method="lucene", k1=1.0, b=0.6)
    reference.index([lexical_tokens(text) for _, text in PASSAGES], show_progress=False)
    query = "hòa giải dân chủ ở cơ sở, chữ lạ"
    tokens = lexical_tokens(query)
    np.testing.assert_allclose(index.scores(query), reference.get_scores(tokens), rtol=1e-5)


def test_reopened_it_scores_the_same(tmp_path: Path) -> None:
    built = LexicalIndex.build("r1", PASSAGES)
    built.save(tmp_path / "r1")
    opened = LexicalIndex.open(tmp_path / "r1")
    assert opened is not None
    assert (opened.ids, opened.revision) == (built.ids, "r1")
    np.testing.assert_array_equal(opened.scores("một cửa"), built.scores("một cửa"))


@pytest.mark.parametrize("damage", ["index.json", "vocabulary.npy", "data.npy", "indptr.npy"])
@pytest.mark.parametrize("how", ["gone", "cut"])
def test_damaged_index_is_no_index(tmp_path: Path, damage: str, how: str) -> None:
    folder = tmp_path / "r1"
    LexicalIndex.build("r1", PASSAGES).save(folder)
    if how == "gone":
        (folder / damage).unlink()
    else:
        data = (folder / damage).read_bytes()
        (folder / damage).write_bytes(data[: len(data) // 2])
    assert LexicalIndex.open(folder) is None


@pytest.mark.parametrize("passages", [[], [("a", "")], [("a", "?!")]])
def test_corpus_without_words(tmp_path: Path, passages: list[tuple[str, str]]) -> None:
    index = LexicalIndex.build("r1", passages)
    index.save(tmp_path / "r1")
    opened = LexicalIndex.open(tmp_path / "r1")
    assert opened is not None
    assert opened.scores("một cửa").tolist() == [0.0] * len(passages)


@pytest.mark.parametrize("query", ["", "???", "zzzz"])
def test_query_that_shares_nothing(query: str) -> None:
    assert not LexicalIndex.build("r1", PASSAGES).scores(query).any()


def test_tokens_as_written_and_folded() -> None:
    assert lexical_tokens("Thủ tục 12/CT") == [
        *("thủ", "tục", "12", "ct"),
        *("thủ tục", "tục 12", "12 ct"),
        *("~thu", "~tuc", "~12", "~ct"),
        *("~thu tuc", "~tuc 12", "~12 ct"),
    ]
    unaccented = set(lexical_tokens(fold("Thủ tục")))
    assert {"~thu", "~tuc", "~thu tuc"} == unaccented & set(lexical_tokens("Thủ tục"))
