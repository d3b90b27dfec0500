"""Drafts with a language model; the program keeps the facts, the citations and the last word.

The model sees evidence with ids and answers with sentences that carry ids. Citations are printed
here from the register; ids that were not offered are dropped; a note that the model left out is
added in the composer's words; the checker reads the result, and one repair pass answers it. On
any failure the composer's draft stands, with the reason in its notice.

A model on another machine is asked only when the request says that it may be, and never sees what
identifies a private person: placeholders stand for it, and a sentence in which one was dropped,
altered or misplaced is marked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.domain import Diagnostic, DraftSentence, Evidence, Severity, SourceKind
from assistant.drafting.calling import stream_text
from assistant.drafting.composer import Composition
from assistant.drafting.destination import Destination, destination_of
from assistant.drafting.grounds import Citations, ground_id
from assistant.drafting.layout import Paragraph, Remark
from assistant.drafting.live import Live, Stopped
from assistant.drafting.model_output import (
    SCHEMA,
    UnreadableOutput,
    WrittenSentence,
    finished_texts,
    read_sentences,
    written_so_far,
)
from assistant.drafting.notes import NoteItem
from assistant.drafting.outlines import Outline, Section
from assistant.drafting.prompts import Prompt, load_prompt
from assistant.drafting.providers import (
    build_model,
    count_tokens,
    failure_reason,
)
from assistant.drafting.request import DraftRequest
from assistant.drafting.restoring import restore
from assistant.drafting.spelling import show_gaps
from assistant.drafting.wording import as_sentence, figures_of
from assistant.privacy.masking import Masking
from assistant.references import find_references
from assistant.register import Register
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_PLACEHOLDER = re.compile(r"\[\[\s*(reg:[^\]]+?)\s*\]\]")
_UNKNOWN_DOCUMENT = "[cần bổ sung văn bản viện dẫn]"
_SENT_KINDS = (SourceKind.NOTE, SourceKind.REGISTER, SourceKind.PROFILE)

Check = Callable[[Composition], Sequence[Diagnostic]]


class TooLongForModel(Exception):
    """The notes do not fit the token budget; leaving some out would lose facts."""


@dataclass(frozen=True, slots=True)
class _Task:
    request: DraftRequest
    outline: Outline
    section: Section
    items: Sequence[NoteItem]
    composed: Composition
    register: Register
    settings: Settings
    on_progress: Callable[[str], None] | None
    live: Live
    destination: Destination
    masking: Masking | None  # None for a model of this machine

    def mask(self, text: str) -> str:
        return self.masking.mask(text) if self.masking else text

    def unmask(self, text: str) -> str:
        return self.masking.unmask(text).text if self.masking else text


def improve_with_model(
    request: DraftRequest,
    outline: Outline,
    section: Section,
    items: Sequence[NoteItem],
    composed: Composition,
    register: Register,
    settings: Settings,
    check: Check,
    on_progress: Callable[[str], None] | None = None,
    live: Live | None = None,
) -> Composition:
    """The section in the model's words, or ``composed`` with the reason why not.

    Raises:
        UserError: ``request.model`` is no provider string.
        Stopped: ``live.stop`` was set while the model was writing.
    """
    destination = destination_of(request.model, settings)
    task = _Task(
        request,
        outline,
        section,
        items,
        composed,
        register,
        settings,
        on_progress,
        live or Live(),
        destination,
        None if destination.local else Masking(),
    )
    if not destination.local and not request.cloud_allowed:
        reason = f"cơ quan chưa đồng ý gửi ghi chú tới {destination.told}"
        return _by_composer(composed, reason)
    try:
        return _draft(task, check)
    except Stopped:
        raise
    except TooLongForModel:
        reason = f"ghi chú và căn cứ vượt {settings.model_context_tokens} token cho phép"
    except Exception as error:  # noqa: BLE001 - providers raise whatever they like
        reason = failure_reason(error, settings)
    return _by_composer(composed, reason)


def _by_composer(composed: Composition, reason: str) -> Composition:
    notice = f"Phần này do bộ soạn không dùng mô hình viết, vì {reason}."
    return replace(composed, notice=f"{composed.notice} {notice}".strip())


def _draft(task: _Task, check: Check) -> Composition:
    prompt = load_prompt("draft_section")
    sent = _sent_evidence(task)
    inputs = {
        "title": task.outline.title_for(task.request.period),
        "section": task.section.heading,
        "holds": task.section.holds,
        "office": f"Ủy ban nhân dân {task.request.profile.commune or 'xã'}",
        "period": task.request.period.label if task.request.period else "không nêu",
        "evidence": _evidence_block(task, sent),
        "instruction": task.mask(task.request.instruction) or "không có",
    }
    _fit_budget(prompt, inputs, task.settings)
    chat = build_model(task.request.model, task.settings)
    written = _ask(chat, prompt, inputs, task)
    draft = _assemble(written, task, sent)
    alarms = _alarms(check(draft))
    if not alarms:
        return draft
    repaired = _repair(chat, written, alarms, inputs["evidence"], task, sent)
    if repaired is not None and len(_alarms(check(repaired))) < len(alarms):
        return repaired
    return draft


def _sent_evidence(task: _Task) -> dict[str, str]:
    """What the model is told by evidence id. Lines that address the program are not sent."""
    texts = {item.id: show_gaps(item.text, item.unsure) for item in task.items}
    commands = {item.id for item in task.items if item.is_command}
    return {
        entry.id: entry.text
        if entry.source is SourceKind.REGISTER
        else task.mask(texts.get(entry.id, entry.text))
        for entry in task.composed.evidence
        if entry.source in _SENT_KINDS and entry.id not in commands
    }


def _evidence_block(task: _Task, sent: dict[str, str]) -> str:
    """One line for each piece of evidence."""
    return "\n".join(
        f"[{entry.id}] ({_KIND_NAMES[entry.source]}) {sent[entry.id]}"
        for entry in task.composed.evidence
        if entry.id in sent
    )


_KIND_NAMES = {
    SourceKind.NOTE: "ghi chú",
    SourceKind.REGISTER: "văn bản",
    SourceKind.PROFILE: "cơ quan",
}


def _fit_budget(prompt: Prompt, inputs: dict[str, str], settings: Settings) -> None:
    size = count_tokens(prompt.system) + count_tokens(prompt.human)
    size += sum(count_tokens(text) for text in inputs.values())
    if size > settings.model_context_tokens:
        raise TooLongForModel


def _ask(
    chat: BaseChatModel, prompt: Prompt, inputs: dict[str, str], task: _Task
) -> tuple[WrittenSentence, ...]:
    from langchain_core.prompts import ChatPromptTemplate

    template = ChatPromptTemplate.from_messages(
        [("system", prompt.system), ("human", prompt.human)]
    )
    messages = template.format_messages(**inputs)
    if task.on_progress is not None:
        return read_sentences(_stream(chat, messages, task))
    sent = "\n".join(str(message.content) for message in messages)
    return _structured(chat, messages, task, sent)


def _structured(
    chat: BaseChatModel, messages: list[Any], task: _Task, sent: str
) -> tuple[WrittenSentence, ...]:
    provider = task.destination.provider
    options = {"method": "json_schema"} if provider in ("openai", "ollama") else {}
    bound = chat.with_structured_output(SCHEMA, include_raw=True, **options)
    try:
        answer: Any = bound.invoke(messages)
    except Exception as error:
        # Older local servers refuse a response format; the prompt alone asks for JSON too.
        if getattr(error, "status_code", None) not in (400, 422):
            raise
        reply = chat.invoke(messages)
        task.live.meter.add(getattr(reply, "usage_metadata", None), sent, reply.text)
        return read_sentences(reply.text)
    raw = answer["raw"] if isinstance(answer, dict) and "raw" in answer else None
    if raw is not None:
        task.live.meter.add(getattr(raw, "usage_metadata", None), sent, raw.text)
    parsed = answer.get("parsed") if isinstance(answer, dict) else answer
    if parsed is not None:
        try:
            return read_sentences(parsed)
        except UnreadableOutput:
            pass
    return read_sentences(answer["raw"].text)


def _stream(chat: BaseChatModel, messages: list[Any], task: _Task) -> str:
    """The whole answer; the words are told as they come, each sentence when it is complete."""
    told = 0

    def tell(received: str) -> None:
        nonlocal told
        task.live.words(task.unmask(written_so_far(received)))
        texts = finished_texts(received)
        for text in texts[told:]:
            if task.on_progress is not None:
                task.on_progress(task.unmask(text))
        told = len(texts)

    received, usage = stream_text(
        chat,
        messages,
        seconds=task.settings.model_timeout,
        # The other clients try again by themselves.
        retries=task.settings.model_retries if task.destination.provider == "ollama" else 0,
        stop=task.live.stop,
        on_text=tell,
        options={"stream_usage": True} if task.destination.provider == "openai" else None,
    )
    sent = "\n".join(str(message.content) for message in messages)
    task.live.meter.add(usage, sent, received)
    return received


def _repair(
    chat: BaseChatModel,
    written: Sequence[WrittenSentence],
    alarms: Sequence[Diagnostic],
    evidence: str,
    task: _Task,
    sent: dict[str, str],
) -> Composition | None:
    draft = {"sentences": [{"text": s.text, "evidence": list(s.evidence)} for s in written]}
    inputs = {
        "draft": json.dumps(draft, ensure_ascii=False),
        "diagnostics": "\n".join(
            f"- {d.code} “{task.mask(d.quote)}”: {task.mask(d.message)}" for d in alarms
        ),
        "evidence": evidence,
    }
    try:
        return _assemble(_ask(chat, load_prompt("repair_section"), inputs, task), task, sent)
    except Stopped:
        raise
    except Exception:  # noqa: BLE001 - the first draft stands, marked
        return None


def _alarms(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [d for d in diagnostics if d.severity is not Severity.INFO]


# --- From the model's sentences to a composition


def _assemble(written: Sequence[WrittenSentence], task: _Task, sent: dict[str, str]) -> Composition:
    offered = {entry.id: entry for entry in task.composed.evidence}
    printer = _Printer(task, offered)
    sentences: list[DraftSentence] = []
    remarks: list[Remark] = []
    restored = restore(written, task.masking, sent)
    for entry, trouble in restored.sentences:
        text, cited, invented = printer.print(entry.text)
        ids = tuple(dict.fromkeys([*(id for id in entry.evidence if id in offered), *cited]))
        sentence = DraftSentence(as_sentence(text), ids)
        sentences.append(sentence)
        remarks += [
            Remark("NAM005", Severity.WARNING, message, sentence, quote)
            for message, quote in trouble
        ]
        if invented:
            remarks.append(
                Remark(
                    "REF003",
                    Severity.WARNING,
                    f"Mô hình viện dẫn “{invented}” không có trong ghi chú hay dữ liệu văn bản; "
                    "đã bỏ, hãy bổ sung văn bản đúng nếu cần.",
                    sentence,
                    _UNKNOWN_DOCUMENT,
                )
            )
        if not ids and not text.startswith("["):
            remarks.append(
                Remark(
                    "CLM001",
                    Severity.WARNING,
                    "Câu này do mô hình viết và không có căn cứ trong ghi chú hay văn bản.",
                    sentence,
                )
            )
    paragraphs = [Paragraph(tuple(sentences))]
    left_out, left_remarks = _left_out(sentences, task, restored.lacking)
    if left_out:
        paragraphs.append(Paragraph(tuple(left_out)))
    kept = [r for r in task.composed.remarks if r.sentence is None] + left_remarks
    return Composition(
        tuple(paragraphs),
        task.composed.evidence,
        (*remarks, *kept),
        task.composed.notice if not task.request.instruction else "",
        task.request.model,
    )


def _left_out(
    sentences: Sequence[DraftSentence], task: _Task, lacking: frozenset[str]
) -> tuple[list[DraftSentence], list[Remark]]:
    """The composer's sentences for notes whose id, figures or people (``lacking``) the model's text
    is without, and gaps."""
    used = {id for sentence in sentences for id in sentence.evidence}
    given = {figure.value for sentence in sentences for figure in figures_of(sentence.text)}
    missing = {
        item.id
        for item in task.items
        if not item.is_command
        and (
            item.id not in used
            or item.id in lacking
            or any(f.value not in given for f in figures_of(item.text))
        )
    }
    kept = [
        sentence
        for sentence in task.composed.sentences
        if missing & set(sentence.evidence) or sentence.text.startswith("[")
    ]
    remarks = [r for r in task.composed.remarks if r.sentence is not None and r.sentence in kept]
    return kept, remarks


class _Printer:
    """Puts the register's own citations where the model left placeholders, and takes out others."""

    def __init__(self, task: _Task, offered: dict[str, Evidence]) -> None:
        self._instruments = {
            ground_id(i): i for i in task.register.all() if ground_id(i) in offered
        }
        self._numbers = {i.number: id for id, i in self._instruments.items()}
        self._notes = "\n".join(item.text for item in task.items)
        self._citations = Citations()

    def print(self, text: str) -> tuple[str, list[str], str]:
        """The text to show, the register ids it cites, and a document that nothing supports."""
        cited: list[str] = []
        invented = ""

        def by_id(match: re.Match[str]) -> str:
            nonlocal invented
            instrument = self._instruments.get(match[1])
            if instrument is None:
                invented = match[1].removeprefix("reg:")
                return _UNKNOWN_DOCUMENT
            cited.append(match[1])
            return self._citations.cite((instrument,))

        output: list[str] = []
        position = 0
        for reference in find_references(text):
            if (
                reference.number is None
                or "[[" in text[max(0, reference.span.start - 6) : reference.span.start + 2]
            ):
                continue
            if reference.number in self._notes:
                continue
            output.append(text[position : reference.span.start])
            position = reference.span.end
            id = self._numbers.get(reference.number)
            output.append(f"[[{id}]]" if id else _UNKNOWN_DOCUMENT)
            invented = invented if id else reference.number
        text = "".join([*output, text[position:]])
        return _PLACEHOLDER.sub(by_id, text), cited, invented
