"""What is kept of the vocabulary, and that the small model is the large one for our texts."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
import pytest

from assistant.resources import data_folder
from assistant.retrieval import weights
from assistant.retrieval.e5.encoder import MODEL_FILE, TOKENIZER_FILE, E5Encoder, _batches
from assistant.retrieval.e5.file import WeightsFile
from assistant.retrieval.e5.graph import build_graph
from assistant.retrieval.e5.vocabulary import build_tokenizer, kept_pieces
from assistant.settings import Settings

KEPT = [
    ("<unk>", "special"),
    ("▁", "the space alone"),
    ("▁nghị", "a Vietnamese syllable"),
    ("ƯỜNG", "capitals"),
    ("▁nghi", "a syllable without accents"),
    ("đ", "a single letter"),
    ("▁и", "one with the space before it"),
    ("稣", "a single character of another script: no text is lost"),
    ("2.000", "figures"),
    ("…”", "signs"),
    ("UBND", "an acronym"),
    ("▁the", "frequent English"),
]
DROPPED = [
    ("▁слово", "Cyrillic"),
    ("中国", "Chinese"),
    ("straße", "German letters"),
    ("qwertyzxcv", "ASCII, rare and no syllable"),
]


def kept_of(pieces: list[str], monkeypatch: pytest.MonkeyPatch) -> set[str]:
    from assistant.retrieval.e5 import vocabulary

    monkeypatch.setattr(vocabulary, "_FREQUENT", 1)
    scores = np.array([0.0 if piece == "▁the" else -9.0 for piece in pieces], np.float32)
    return {pieces[i] for i in kept_pieces(pieces, scores)}


@pytest.mark.parametrize(("piece", "_reason"), KEPT)
def test_kept(piece: str, _reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert piece in kept_of([piece, "▁the"], monkeypatch)


@pytest.mark.parametrize(("piece", "_reason"), DROPPED)
def test_dropped(piece: str, _reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert piece not in kept_of([piece, "▁the"], monkeypatch)


def test_batches_hold_equal_lengths_within_the_budget() -> None:
    lengths = [3, 300, 3, 300, 512, 3]
    batches = _batches([[0] * length for length in lengths])
    assert sorted(row for rows in batches for row in rows) == list(range(len(lengths)))
    for rows in batches:
        assert len({lengths[row] for row in rows}) == 1
        assert len(rows) * lengths[rows[0]] <= 512
    assert batches[0] == [4]  # the longest first, so that no thread is left with it


def test_nothing_to_encode(encoder: E5Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


@pytest.fixture(scope="module")
def encoder() -> E5Encoder:
    return E5Encoder(weights.prepare(Settings().models))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> E5Encoder:
    """The same model over its whole vocabulary."""
    folder = tmp_path_factory.mktemp("whole")
    file = WeightsFile(weights._read_weights(folder))
    everything = np.arange(len(file.pieces))
    (folder / MODEL_FILE).write_bytes(build_graph(file, everything, 512))
    tokenizer = build_tokenizer(
        file.pieces,
        file.scores.tolist(),
        bos=("<s>", file.bos),
        eos=("</s>", file.eos),
        unknown=file.unknown,
        max_tokens=512,
    )
    tokenizer.save(str(folder / TOKENIZER_FILE))
    return E5Encoder(folder)


def paragraphs() -> list[str]:
    folder: Traversable | Path = data_folder("knowledge") / "reports"
    files = sorted(file.name for file in folder.iterdir())
    texts = [(folder / name).read_text("utf-8") for name in files[:6]]
    return [line for text in texts for line in text.splitlines() if len(line) > 60][:60]


def test_vectors_are_those_of_the_whole_vocabulary(encoder: E5Encoder, whole: E5Encoder) -> None:
    texts = [f"passage: {line}" for line in paragraphs()]
    assert len(texts) > 30
    assert (encoder.encode(texts) * whole.encode(texts)).sum(axis=1).min() > 0.999


def test_no_character_becomes_unknown(encoder: E5Encoder, whole: E5Encoder) -> None:
    foreign = "Слово 中国人民 straße, café 🙂 ﷺ"
    unknown = whole._tokenizer.token_to_id("<unk>")
    assert unknown == encoder._tokenizer.token_to_id("<unk>")
    (ours,), (theirs,) = encoder.token_ids([foreign]), whole.token_ids([foreign])
    assert ours.count(unknown) <= theirs.count(unknown)
