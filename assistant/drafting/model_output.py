"""Reads what a model wrote: strict JSON, JSON in a fence, or JSON with talk around it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from assistant.language.text import nfc

_FENCE = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(\s*[\]}])")
_COMPLETE_TEXT = re.compile(r'"text"\s*:\s*"((?:[^"\\]|\\.)*)"')

SCHEMA: dict[str, Any] = {
    "title": "Section",
    "description": "Các câu của một phần báo cáo, mỗi câu kèm mã căn cứ.",
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "evidence": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["text", "evidence"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}


class UnreadableOutput(Exception):
    """The model's answer holds no sentences."""


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    text: str
    evidence: tuple[str, ...]


def read_sentences(answer: object) -> tuple[WrittenSentence, ...]:
    """The sentences of a parsed object or of text that holds one.

    Raises:
        UnreadableOutput: there are none.
    """
    data = answer if isinstance(answer, dict) else _find_object(str(answer or ""))
    entries = data.get("sentences") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise UnreadableOutput
    sentences = tuple(sentence for entry in entries if (sentence := _sentence(entry)) is not None)
    if not sentences:
        raise UnreadableOutput
    return sentences


def _sentence(entry: object) -> WrittenSentence | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        return None
    text = " ".join(nfc(entry["text"]).split())
    ids = entry.get("evidence")
    listed = ids if isinstance(ids, list) else [ids]
    if not re.search(r"\w", text):
        return None
    return WrittenSentence(text, tuple(str(id).strip(" []") for id in listed if id))


def _find_object(text: str) -> object:
    candidates = [*_FENCE.findall(text), text]
    if "{" in text:
        candidates.append(text[text.index("{") : text.rfind("}") + 1])
    for candidate in candidates:
        for attempt in (candidate, _TRAILING_COMMA.sub(r"\1", candidate)):
            try:
                return json.loads(attempt)
            except ValueError:
                continue
    raise UnreadableOutput


def finished_texts(partial: str) -> list[str]:
    """The sentence texts that are complete in a JSON answer still being streamed."""
    texts = []
    for match in _COMPLETE_TEXT.finditer(partial):
        try:
            texts.append(str(json.loads(f'"{match[1]}"')))
        except ValueError:
            continue
    return texts


_OPEN_TEXT = re.compile(r'"text"\s*:\s*"((?:[^"\\]|\\.)*)')
_HALF_MARK = re.compile(r"(?:\[\[|<<)[^\]>]*$")


def written_so_far(partial: str) -> str:
    """The sentences of a JSON answer still being streamed, the last one as far as it has come.

    A mark ("[[reg:…]]", "<<TEN_1>>") that is not complete yet is left off.
    """
    texts = []
    for match in _OPEN_TEXT.finditer(partial):
        # An escape may be cut in two.
        written = re.sub(r"\\(?:u[0-9a-fA-F]{0,3})?$", "", match[1])
        try:
            texts.append(str(json.loads(f'"{written}"')))
        except ValueError:
            continue
    return _HALF_MARK.sub("", " ".join(texts))
