"""Puts people back into a model's sentences, and says which sentences cannot be trusted with them.

A model may drop a placeholder, bend it out of recognition, or put one person where another belongs.
None of these may pass silently: the sentence is marked, and a note whose people are lacking is told
again in the composer's words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.model_output import WrittenSentence
from assistant.privacy.masking import Masking, placeholders_in

#: Stands in the text for a placeholder that was never given out.
LOST = "[cần điền lại từ ghi chú]"

#: A message, and the words in the sentence that it marks ("": all of it).
Trouble = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Restored:
    """``lacking`` are ids of notes whose people stand in no sentence that cites them."""

    sentences: tuple[tuple[WrittenSentence, tuple[Trouble, ...]], ...]
    lacking: frozenset[str] = frozenset()


def restore(
    written: Sequence[WrittenSentence], masking: Masking | None, sent: Mapping[str, str]
) -> Restored:
    """``written`` with the values in place of the placeholders of ``masking`` (None: as it is).

    Args:
        sent: what the model was told, masked, by evidence id.
    """
    if masking is None:
        return Restored(tuple((entry, ()) for entry in written))
    used = [masking.unmask(entry.text).used for entry in written]
    lacking: dict[str, tuple[str, ...]] = {}
    for id, text in sent.items():
        told = {
            p for entry, own in zip(written, used, strict=True) if id in entry.evidence for p in own
        }
        missing = tuple(p for p in placeholders_in(text) if p not in told)
        if missing:
            lacking[id] = missing
    sentences = tuple(_sentence(entry, masking, sent, lacking) for entry in written)
    return Restored(sentences, frozenset(lacking))


def _sentence(
    entry: WrittenSentence,
    masking: Masking,
    sent: Mapping[str, str],
    lacking: Mapping[str, tuple[str, ...]],
) -> tuple[WrittenSentence, tuple[Trouble, ...]]:
    back = masking.unmask(entry.text)
    text, trouble = back.text, []
    for altered in back.unknown:
        text = text.replace(altered, LOST)
        trouble.append(
            (
                "Mô hình làm hỏng ký hiệu thay cho thông tin cá nhân ở câu này; hãy điền lại theo "
                "ghi chú.",
                LOST,
            )
        )
    given = {p for id in entry.evidence for p in placeholders_in(sent.get(id, ""))}
    for placeholder in back.used:
        if placeholder not in given:
            value = masking.value_of(placeholder)
            trouble.append(
                (
                    f"Mô hình đặt {masking.kind_of(placeholder).told} “{value}” vào câu mà căn cứ "
                    "không nêu; hãy đối chiếu với ghi chú.",
                    value,
                )
            )
    for id in dict.fromkeys(entry.evidence):
        for placeholder in lacking.get(id, ()):
            trouble.append(
                (
                    f"Mô hình bỏ mất {masking.kind_of(placeholder).told} "
                    f"“{masking.value_of(placeholder)}” mà ghi chú nêu; hãy đối chiếu với ghi chú.",
                    "",
                )
            )
    return replace(entry, text=text), tuple(trouble)
