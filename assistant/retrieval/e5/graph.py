"""e5 as an ONNX graph: token ids in, unit vectors out.

The 4-bit blocks go into the graph as they are and are multiplied in 32 bits (``accuracy_level`` 1),
so nothing is lost. All rows of a batch have the same number of tokens: with no padding there is
no mask, and no work on it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.e5.file import BLOCK_VALUES, WeightsFile

INPUT, OUTPUT = "token_ids", "vectors"
_MICROSOFT = "com.microsoft"
_OPSET, _IR_VERSION = 21, 10
_FULL_PRECISION = 1


def build_graph(file: WeightsFile, kept: NDArray[np.int64], max_tokens: int) -> bytes:
    """The serialised model over the vocabulary rows ``kept``."""
    from onnx import TensorProto, helper

    graph = _Graph()
    hidden = file.sizes.hidden
    x = _embeddings(graph, file, kept, max_tokens)
    for layer in range(file.sizes.layers):
        x = _layer(graph, file, layer, x)
    graph.add("ReduceMean", [x, graph.constant("axis", np.array([1]))], "mean", keepdims=0)
    graph.add("LpNormalization", ["mean"], OUTPUT, axis=-1, p=2)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "e5",
            [helper.make_tensor_value_info(INPUT, TensorProto.INT64, ["texts", "tokens"])],
            [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["texts", hidden])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)],
        ir_version=_IR_VERSION,
    )
    serialised: bytes = model.SerializeToString()
    return serialised


class _Graph:
    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, values: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(
        self, operator: str, inputs: list[str], *outputs: str, domain: str = "", **attributes: Any
    ) -> str:
        from onnx import helper

        self.nodes.append(
            helper.make_node(operator, inputs, list(outputs), domain=domain, **attributes)
        )
        return outputs[0]

    def linear(
        self, file: WeightsFile, x: str, names: list[str], rows: int, columns: int, output: str
    ) -> str:
        """``x`` times the transposed matrices ``names``, side by side; without their biases."""
        matrices = [file.halves(name, rows, columns) for name in names]
        halves = np.concatenate([halves for halves, _ in matrices])
        scales = np.concatenate([scales for _, scales in matrices])
        return self.add(
            "MatMulNBits",
            [
                x,
                self.constant(f"{output}.halves", halves),
                self.constant(f"{output}.scales", scales.reshape(-1)),
            ],
            output,
            domain=_MICROSOFT,
            K=columns,
            N=rows * len(names),
            bits=4,
            block_size=BLOCK_VALUES,
            accuracy_level=_FULL_PRECISION,
        )

    def normalise(self, file: WeightsFile, x: str, name: str, output: str) -> str:
        hidden = file.sizes.hidden
        gain = self.constant(f"{output}.gain", file.tensor(f"{name}.w", hidden))
        shift = self.constant(f"{output}.shift", file.tensor(f"{name}.b", hidden))
        return self.add(
            "LayerNormalization", [x, gain, shift], output, axis=-1, epsilon=file.epsilon
        )


def _embeddings(graph: _Graph, file: WeightsFile, kept: NDArray[np.int64], max_tokens: int) -> str:
    sizes = file.sizes
    halves, scales = file.halves("emb.word", sizes.vocabulary, sizes.hidden)
    words = graph.add(
        "GatherBlockQuantized",
        [
            graph.constant("words.halves", halves[kept].reshape(len(kept), -1)),
            INPUT,
            graph.constant("words.scales", scales[kept]),
        ],
        "words",
        domain=_MICROSOFT,
        bits=4,
        block_size=BLOCK_VALUES,
        gather_axis=0,
        quantize_axis=1,
    )
    # e5 knows a single token type: its vector is part of every position's.
    places = file.tensor("emb.pos", sizes.positions, sizes.hidden)[:max_tokens]
    places += file.tensor("emb.type", 1, sizes.hidden)
    graph.add("Shape", [INPUT], "length", start=1, end=2)
    start = graph.constant("start", np.zeros(1, np.int64))
    graph.add("Slice", [graph.constant("places.all", places), start, "length"], "places")
    graph.add("Add", [words, "places"], "summed")
    return graph.normalise(file, "summed", "emb.ln", "x")


def _layer(graph: _Graph, file: WeightsFile, layer: int, x: str) -> str:
    hidden, wide = file.sizes.hidden, file.sizes.feed_forward
    source, here = f"l{layer}", f"layer{layer}"
    names = [f"{source}.{part}.w" for part in "qkv"]
    joined = graph.linear(file, x, names, hidden, hidden, f"{here}.qkv")
    parts = [f"{here}.{part}" for part in ("query", "key", "value")]
    graph.add(
        "Split", [joined, graph.constant(f"{here}.sizes", np.array([hidden] * 3))], *parts, axis=-1
    )
    biases = np.concatenate([file.tensor(f"{source}.{part}.b", hidden) for part in "qkv"])
    attended = graph.add(
        "MultiHeadAttention",
        [*parts, graph.constant(f"{here}.biases", biases)],
        f"{here}.attended",
        domain=_MICROSOFT,
        num_heads=file.sizes.heads,
    )
    mixed = graph.linear(file, attended, [f"{source}.ao.w"], hidden, hidden, f"{here}.mixed")
    y = _residual(graph, file, mixed, x, f"{source}.ao", f"{source}.aln", f"{here}.y")
    widened = graph.linear(file, y, [f"{source}.fi.w"], wide, hidden, f"{here}.wide")
    bias = graph.constant(f"{here}.wide.bias", file.tensor(f"{source}.fi.b", wide))
    active = graph.add("BiasGelu", [widened, bias], f"{here}.active", domain=_MICROSOFT)
    narrow = graph.linear(file, active, [f"{source}.fo.w"], hidden, wide, f"{here}.narrow")
    return _residual(graph, file, narrow, y, f"{source}.fo", f"{source}.oln", f"{here}.x")


def _residual(
    graph: _Graph, file: WeightsFile, new: str, old: str, linear: str, norm: str, output: str
) -> str:
    bias = graph.constant(f"{output}.bias", file.tensor(f"{linear}.b", file.sizes.hidden))
    graph.add("Add", [new, bias], f"{output}.biased")
    graph.add("Add", [f"{output}.biased", old], f"{output}.summed")
    return graph.normalise(file, f"{output}.summed", norm, output)
