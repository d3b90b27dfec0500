"""Which instrument governs X on a date; deterministic, over the register, without a model."""

from assistant.answering.answer import answer

__all__ = ["answer"]
