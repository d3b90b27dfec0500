"""The chat beside the report: messages, suggestions to click, the line to type in."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from assistant.chat.desk import Desk
from assistant.chat.respond import Reply, suggestions
from assistant.ui.chat_html import message_html, passages_html, pending_html
from assistant.workspace import SectionRecord

SUGGESTIONS_JS = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-say]');
  if (button) trigger('click', {say: button.dataset.say});
});
"""
_WELCOME = (
    "Chào bạn. Hãy gõ yêu cầu, có dấu hoặc không dấu, ví dụ: soạn phần tồn tại, hạn chế: "
    "tuyên truyền chưa thường xuyên, 2/5 thôn chưa họp dân quý II."
)

Messages = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ChatPanel:
    messages: gr.Chatbot
    offers: gr.HTML
    box: gr.Textbox

    @property
    def outputs(self) -> list[Any]:
        return [self.messages, self.offers, self.box]

    def show(
        self, desk: Desk, report_id: int | None, section: SectionRecord | None
    ) -> dict[Any, Any]:
        """The conversation as the workspace has it."""
        return {
            self.messages: conversation(desk, report_id),
            self.offers: offers_html(suggestions(section)),
        }


def build_chat_panel() -> ChatPanel:
    with gr.Column(scale=4, min_width=320, elem_classes="chat"):
        messages = gr.Chatbot(
            label="Trò chuyện với trợ lý",
            show_label=False,
            elem_id="chat",
            height="100%",
            min_height=220,
            buttons=[],
            feedback_options=None,
            latex_delimiters=[],
            layout="bubble",
        )
        offers = gr.HTML(elem_id="offers", js_on_load=SUGGESTIONS_JS)
        box = gr.Textbox(
            label="Yêu cầu hoặc câu hỏi",
            show_label=False,
            container=False,
            lines=1,
            max_lines=8,
            max_length=20_000,
            submit_btn="Gửi",
            stop_btn=False,
            elem_id="message",
            placeholder="Gõ yêu cầu hoặc câu hỏi… (Enter để gửi, Shift+Enter xuống dòng)",
        )
    return ChatPanel(messages, offers, box)


def conversation(desk: Desk, report_id: int | None) -> Messages:
    kept = desk.workspace.messages.of_report(report_id)
    shown = [
        _message(
            record.role,
            message_html(record.text, record.citations, passages_html(record.passages)),
        )
        for record in kept
    ]
    return [_message("assistant", message_html(_WELCOME)), *shown]


def with_pending(messages: Messages, said: str, doing: str) -> Messages:
    """The conversation with what was just said and what is being done about it."""
    return [
        *messages,
        _message("user", message_html(said)),
        _message("assistant", pending_html(doing)),
    ]


def with_reply(messages: Messages, said: str, reply: Reply) -> Messages:
    more = passages_html(reply.passages)
    css = "failed" if reply.failed else ""
    body = message_html(reply.text, reply.citations, more)
    return [
        *messages,
        _message("user", message_html(said)),
        _message("assistant", f'<div class="{css}">{body}</div>' if css else body),
    ]


def offers_html(offers: tuple[str, ...]) -> str:
    buttons = "".join(
        f'<button type="button" data-say="{escape(offer)}">{escape(offer)}</button>'
        for offer in offers[:4]
    )
    return f'<div class="offers" role="group" aria-label="Gợi ý">{buttons}</div>' if buttons else ""


def _message(role: str, content: str) -> dict[str, Any]:
    return {"role": role, "content": content}
