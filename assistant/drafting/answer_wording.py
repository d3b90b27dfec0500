"""Lets a language model word an answer about law; every fact in it stays the program's.

The model never writes a citation, a date or a word about force: it is shown the sentences of the
deterministic answer with marks and may only lead from one mark to the next. What it adds is
checked; on any failure or overreach the deterministic answer stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.corpus.secrecy import mark_of
from assistant.domain import Answer
from assistant.drafting.destination import destination_of
from assistant.drafting.prompts import load_prompt
from assistant.drafting.providers import build_model
from assistant.language.sentences import split_sentences
from assistant.language.text import fold, nfc
from assistant.privacy.masking import Masking
from assistant.references import find_references
from assistant.register import load_register
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_MARK = re.compile(r"\[\[\s*(\d+)\s*\]\]")
#: What only the register may say, and what talk about documents begins with.
_RESERVED = re.compile(
    r"(?<!\w)(?:hieu luc|thay the|thay cho|sua doi|bo sung|bai bo|het han|ban hanh|khong con|"
    r"luat|bo luat|phap lenh|nghi dinh|thong tu|nghi quyet|quyet dinh|chi thi|"
    r"dieu \w|khoan \w)(?!\w)"
)
_LONGEST_ADDED = 600


class Overreach(Exception):
    """The model left out a sentence of the program or said what is not its to say."""


def word_answer(
    found: Answer,
    question: str,
    settings: Settings,
    chat: BaseChatModel | None = None,
    *,
    cloud_allowed: bool = False,
) -> Answer:
    """``found`` in the words of the configured model; unchanged without one, or when it fails.

    Args:
        chat: the model; by default the one that ``settings.model`` names.
        cloud_allowed: the question may go to a model on another machine, without the people in it.

    Raises:
        UserError: ``settings.model`` is no provider string.
    """
    if chat is None and not settings.model:
        return found
    if found.abstained or not found.citations:
        return found
    if chat is None:
        local = destination_of(settings.model, settings).local
        if mark_of(question) or not (local or cloud_allowed):
            return found
        if not local:
            question = Masking().mask(question)
    sentences = [span.of(found.answer).strip() for span in split_sentences(found.answer)]
    prompt = load_prompt("word_answer")
    inputs = {
        "question": question,
        "sentences": "\n".join(f"[[{n}]] {text}" for n, text in enumerate(sentences, 1)),
    }
    try:
        model = chat or build_model(settings.model, settings)
        reply = model.invoke(
            [("system", prompt.system), ("human", prompt.human.format(**inputs))]
        ).text
        return replace(found, answer=filled_in(str(reply), sentences))
    except Exception:  # noqa: BLE001 - providers raise whatever they like; the answer stands
        return found


def filled_in(written: str, sentences: Sequence[str]) -> str:
    """``written`` with the program's ``sentences`` at their marks.

    Raises:
        Overreach: a mark is missing, repeated, unknown or out of order, or the words between them
            hold figures, references or claims about force.
    """
    written = nfc(written).strip()
    marks = [int(mark) for mark in _MARK.findall(written)]
    if marks != list(range(1, len(sentences) + 1)):
        raise Overreach("marks")
    added = _MARK.sub(" \n ", written)
    if (
        len(added) > _LONGEST_ADDED
        or any(character.isdigit() for character in added)
        or _RESERVED.search(fold(added))
        or find_references(added, load_register().law_names)
    ):
        raise Overreach("added")
    filled = _MARK.sub(lambda mark: sentences[int(mark[1]) - 1], written)
    return re.sub(r"([.!?])\.(?!\.)", r"\1", filled)
