"""Asks once before notes go to a model on another machine, and takes the answer back later."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from assistant.chat.consent import KEPT, SENT, ModelConsent
from assistant.ui.errors import told
from assistant.ui.services import Services

Updates = dict[Any, Any]

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class ConsentBox:
    """The question, which holds the button that goes on with what was interrupted by it."""

    box: gr.Column
    question: gr.HTML
    yes: gr.Button
    no: gr.Button

    @property
    def outputs(self) -> list[Any]:
        return [self.box, self.question]

    def ask(self, consent: ModelConsent, again: str) -> Updates:
        """Show the question; ``again`` is the selector of the button to press after the answer."""
        return {
            self.box: gr.update(visible=True),
            self.question: question_html(consent, again),
        }

    def connect(self, services: Services) -> None:
        """Keep the answer, then press the button that was interrupted."""

        def answer(allowed: bool) -> Updates:
            services.desk.consent.decide(allowed=allowed)
            return {self.box: gr.update(visible=False)}

        for button, allowed in ((self.yes, True), (self.no, False)):
            button.click(
                told(lambda allowed=allowed: answer(allowed)),
                None,
                self.box,
                js="() => window.tlbcInterrupted()",
                **_QUIET,
            ).success(None, js="() => window.tlbcAgain()")


def build_consent_box() -> ConsentBox:
    with gr.Column(visible=False, elem_id="consent", elem_classes="consent") as box:
        question = gr.HTML()
        with gr.Row():
            no = gr.Button("Không gửi, soạn không dùng mô hình", size="sm", elem_id="consent-no")
            yes = gr.Button("Đồng ý gửi", variant="primary", size="sm", elem_id="consent-yes")
    return ConsentBox(box, question, yes, no)


def question_html(consent: ModelConsent, again: str) -> str:
    """What goes where, in words that a clerk can answer to; ``again`` as in ``ConsentBox``."""
    destination = consent.destination
    if destination is None:
        return ""
    return (
        f'<div role="alert" data-again="{escape(again)}">'
        "<h2>Gửi ghi chú tới mô hình ở máy khác?</h2>"
        f"<p>Mô hình đang đặt là <b>{escape(destination.name)}</b> của "
        f"<b>{escape(destination.provider_name)}</b>, tại máy chủ "
        f"<b>{escape(destination.host)}</b>. Chưa có nội dung nào được gửi.</p>"
        f"<p>Sẽ gửi:</p>{_list(SENT)}<p>Không gửi:</p>{_list(KEPT)}"
        "<p>Tên và số được thay bằng ký hiệu trước khi gửi, rồi điền lại tại máy này. Che tự động "
        "có thể sót: việc không được phép đưa ra ngoài thì đừng ghi vào ghi chú. Câu trả lời được "
        "lưu cho cơ quan; đổi ý ở mục “Giới thiệu”.</p></div>"
    )


def build_consent_state(services: Services, tab: gr.Tab) -> None:
    """The answer that holds whenever ``tab`` is opened, and the way to change it; nothing where no
    model needs leave.
    """
    if not services.desk.consent.needed:
        return
    state = gr.HTML(lambda: state_html(services.desk.consent), elem_id="consent-state")
    with gr.Row():
        withdraw = gr.Button("Rút lại đồng ý", size="sm", elem_id="consent-withdraw")
        allow = gr.Button("Đồng ý gửi", size="sm", elem_id="consent-allow")

    def answer(allowed: bool) -> str:
        consent = services.desk.consent
        consent.decide(allowed=allowed)
        return state_html(consent)

    tab.select(told(lambda: state_html(services.desk.consent)), None, state, **_QUIET)
    withdraw.click(told(lambda: answer(False)), None, state, **_QUIET)
    allow.click(told(lambda: answer(True)), None, state, **_QUIET)


def state_html(consent: ModelConsent) -> str:
    """The answer with its day, and what would be sent."""
    destination, answer = consent.destination, consent.answer
    if destination is None:
        return ""
    where = f"{escape(destination.provider_name)}, máy chủ {escape(destination.host)}"
    if answer is None:
        said = "Chưa hỏi: trang sẽ hỏi trước khi gửi lần đầu."
    else:
        moment = answer.decided_at.astimezone().strftime("%H:%M %d/%m/%Y")
        said = (
            f"✔ Cơ quan đã đồng ý gửi, lúc {moment}."
            if answer.allowed
            else f"✖ Cơ quan không đồng ý gửi, lúc {moment}; mọi mục do bộ soạn có sẵn viết."
        )
    return (
        f'<div role="status"><h2>Gửi nội dung tới mô hình</h2><p>{where}.</p><p>{said}</p>'
        f"<p>Nội dung gửi khi được phép:</p>{_list(SENT)}</div>"
    )


def _list(lines: tuple[str, ...]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
