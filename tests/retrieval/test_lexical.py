"""The lexical index: right scores, kept on disk, never half there."""

from __future__ import annotations

from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.language.text import fold
from assistant.language.tokens import lexical_tokens
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.segment import (
    Group,
    Segment,
    build_segment,
    merge_segments,
    open_segment,
    save_segment,
)

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


# --- segments -------------------------------------------------------------------------------------

WORDS = st.sampled_from(["hòa", "giải", "cơ", "sở", "dân", "chủ", "một", "cửa", "hoa", "giai"])
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)


def bm25s_scores(texts: list[str], query: str) -> np.ndarray:
    tokens = [lexical_tokens(text) for text in texts]
    if not any(tokens):
        return np.zeros(len(texts))
    reference = bm25s.BM25(method="lucene", k1=1.0, b=0.6)
    reference.index(tokens, show_progress=False)
    known = [token for token in lexical_tokens(query) if token in reference.vocab_dict]
    return reference.get_scores(known) if known else np.zeros(len(texts))


PARTS = st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=4)


def segments_of(parts: list[list[str]]) -> list[Segment]:
    return [
        build_segment((f"g{n}", f"{n}-{m}", text) for m, text in enumerate(part))
        for n, part in enumerate(parts)
    ]


@settings(max_examples=40, deadline=None)
@given(PARTS, TEXTS)
def test_segments_score_as_one_corpus(parts: list[list[str]], query: str) -> None:
    segments = segments_of(parts)
    expected = bm25s_scores([text for part in parts for text in part], query)
    for held in (segments, [merge_segments(segments)]):
        scores = LexicalIndex("r", held).scores(query)
        np.testing.assert_allclose(scores, expected, rtol=1e-4, atol=1e-6)


@settings(max_examples=40, deadline=None)
@given(PARTS, st.sets(st.integers(0, 3)), TEXTS)
def test_joined_without_what_is_gone_nothing_is_left_of_it(
    parts: list[list[str]], gone: set[int], query: str
) -> None:
    dead = {f"g{n}" for n in gone}
    kept = [
        (n, m, text) for n, part in enumerate(parts) for m, text in enumerate(part) if n not in gone
    ]
    merged = merge_segments(segments_of(parts), dead)
    index = LexicalIndex("r", [merged])
    assert index.ids == [f"{n}-{m}" for n, m, _ in kept]
    assert {group.key for group in merged.groups}.isdisjoint(dead)
    expected = bm25s_scores([text for _, _, text in kept], query)
    np.testing.assert_allclose(index.scores(query), expected, rtol=1e-4, atol=1e-6)


@settings(max_examples=40, deadline=None)
@given(PARTS, st.sets(st.integers(0, 3)), TEXTS)
def test_what_is_gone_is_not_found_before_the_joining_either(
    parts: list[list[str]], gone: set[int], query: str
) -> None:
    index = LexicalIndex("r", segments_of(parts), {f"g{n}" for n in gone})
    kept = [f"{n}-{m}" for n, part in enumerate(parts) for m, _ in enumerate(part) if n not in gone]
    assert index.ids == kept
    assert len(index.scores(query)) == len(kept)


def test_reopened_it_is_the_same(tmp_path: Path) -> None:
    built = build_segment(("g", identifier, text) for identifier, text in PASSAGES)
    save_segment(built, tmp_path / "s")
    opened = open_segment(tmp_path / "s")
    assert opened is not None
    assert opened.groups == built.groups == (Group("g", 0, 4),)
    one, other = LexicalIndex("r", [built]), LexicalIndex("r", [opened])
    assert one.ids == other.ids == ["a", "b", "c", "d"]
    np.testing.assert_array_equal(one.scores("một cửa"), other.scores("một cửa"))


FILES = [
    "segment.json",
    *(f"{name}.npy" for name in ("vocabulary", "starts", "rows", "counts", "ids")),
]


@pytest.mark.parametrize("damage", FILES)
@pytest.mark.parametrize("how", ["gone", "cut", "other"])
def test_damaged_segment_is_no_segment(tmp_path: Path, damage: str, how: str) -> None:
    folder = tmp_path / "s"
    save_segment(build_segment(("g", i, text) for i, text in PASSAGES), folder)
    if how == "gone":
        (folder / damage).unlink()
    elif how == "cut":
        data = (folder / damage).read_bytes()
        (folder / damage).write_bytes(data[: len(data) // 2])
    else:  # a file of another segment
        save_segment(build_segment([("h", "x", "chữ khác hẳn")]), tmp_path / "t")
        (folder / damage).write_bytes((tmp_path / "t" / damage).read_bytes())
    assert open_segment(folder) is None


@pytest.mark.parametrize("passages", [[], [("a", "")], [("a", "?!")]])
def test_corpus_without_words(tmp_path: Path, passages: list[tuple[str, str]]) -> None:
    save_segment(build_segment(("g", i, text) for i, text in passages), tmp_path / "s")
    opened = open_segment(tmp_path / "s")
    assert opened is not None
    assert LexicalIndex("r", [opened]).scores("một cửa").tolist() == [0.0] * len(passages)
    assert LexicalIndex("r", []).scores("một cửa").tolist() == []


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
