"""“Thư viện”: files, folders and lists of instruments in on one side, passages out on the other."""

from __future__ import annotations

import gradio as gr

from assistant.ui.library_search import build_library_search
from assistant.ui.library_upload import build_library_upload
from assistant.ui.register_box import build_register_box
from assistant.ui.services import Services


def build_library_tab(services: Services) -> None:
    with gr.Row(elem_classes="tab-body"):
        with gr.Column(scale=2, min_width=280):
            build_library_upload(services)
            build_register_box(services)
        with gr.Column(scale=5, min_width=320):
            build_library_search(services)
