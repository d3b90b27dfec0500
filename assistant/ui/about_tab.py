"""“Giới thiệu”: what runs here, where the data lies, which versions."""

from __future__ import annotations

import platform
from html import escape
from importlib.metadata import PackageNotFoundError, version

import gradio as gr

from assistant.language.dates import format_date
from assistant.register import horizon, load_register
from assistant.ui.consent_box import build_consent_state
from assistant.ui.services import Services

_PACKAGES = ("gradio", "langchain", "chromadb", "sentence-transformers", "tiktoken")


def build_about_tab(services: Services, tab: gr.Tab) -> None:
    """What stands in ``tab``, which is open."""
    gr.HTML(f'<div class="about tab-body">{_text(services)}</div>')
    build_consent_state(services, tab)


def _text(services: Services) -> str:
    settings = services.settings
    register = load_register()
    verified = horizon()
    until = format_date(verified) if verified else "chưa rõ"
    destination = services.desk.consent.destination
    model = (
        f"<code>{escape(settings.model)}</code>"
        f"{f' tại {escape(destination.host)}' if destination else ''}. Ghi chú và căn cứ của mục "
        "đang soạn, câu hỏi tra cứu cùng câu trả lời của sổ được gửi tới mô hình này; việc kiểm "
        "tra vẫn chạy tại máy."
        if settings.model
        else "không dùng; câu văn do bộ soạn có sẵn ghép từ ghi chú. Đặt biến "
        "<code>TLBC_MODEL</code> (ví dụ <code>ollama:qwen3</code>) để dùng mô hình."
    )
    rows = [
        ("Chạy ở đâu", "Toàn bộ chạy tại máy này; trang không liên hệ máy chủ nào khác."),
        ("Thư mục dữ liệu", f"<code>{escape(str(settings.home))}</code> (sao chép là sao lưu)"),
        ("Danh mục văn bản", f"{len(register.all())} văn bản, kiểm chứng đến ngày {until}"),
        ("Tìm theo nghĩa", f"mô hình <code>{escape(settings.embedding_model)}</code>"),
        ("Mô hình ngôn ngữ", model),
        ("Phiên bản", escape(_versions())),
    ]
    facts = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)
    return (
        "<h2>Trợ lý báo cáo cấp xã</h2><p>Soạn từng mục báo cáo từ ghi chú, tra căn cứ còn "
        "hiệu lực vào ngày báo cáo, rà soát số liệu và viện dẫn, xuất tệp Word theo thể thức "
        "Nghị định 30/2020/NĐ-CP. Người soạn thảo chịu trách nhiệm về nội dung "
        "cuối cùng: hãy đọc lại các "
        f"chỗ được đánh dấu trước khi trình ký.</p><dl>{facts}</dl>"
    )


def _versions() -> str:
    named = [f"Python {platform.python_version()}"]
    for package in ("tro-ly-bao-cao", *_PACKAGES):
        try:
            named.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return " · ".join(named)
