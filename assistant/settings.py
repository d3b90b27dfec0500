"""Every knob, in one place: an environment variable ``TLBC_<NAME>`` or a line of ``.env``."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.resources import checkout_root

#: Libraries call home or download unless told not to. Set before any of them is imported.
QUIET_ENVIRONMENT = {
    "ANONYMIZED_TELEMETRY": "False",  # Chroma
    "GRADIO_ANALYTICS_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "DO_NOT_TRACK": "1",
}


def silence_telemetry() -> None:
    """Turn off telemetry and hub downloads for this process, unless the user has set them."""
    for name, value in QUIET_ENVIRONMENT.items():
        os.environ.setdefault(name, value)


def _default_home() -> Path:
    root = checkout_root()
    return root / "data" if root else user_data_path("tro-ly-bao-cao", appauthor=False)


def _default_models() -> Path:
    """Beside the installed packages that the weights come from; the user's cache otherwise."""
    if sys.prefix != sys.base_prefix:
        return Path(sys.prefix) / "share" / "tro-ly-bao-cao" / "models"
    return user_cache_path("tro-ly-bao-cao", appauthor=False) / "models"


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="TLBC_", env_file=".env", extra="ignore")

    home: Path = Field(
        default_factory=_default_home,
        description="Thư mục dữ liệu của cơ quan; sao chép thư mục này là sao lưu.",
    )
    models: Path = Field(
        default_factory=_default_models,
        description="Nơi giữ mô hình nhúng đã chuẩn bị (dựng lại được, không cần sao lưu).",
    )
    database_url: str = Field(
        default="",
        description="Cơ sở dữ liệu dùng chung, ví dụ postgresql+psycopg://người:mật-khẩu@máy/tên; "
        "trống: một tệp SQLite trong thư mục dữ liệu.",
    )
    chroma_url: str = Field(
        default="",
        description="Máy chủ Chroma dùng chung (“chroma run”), ví dụ http://may-chu:8000; trống: "
        "một thư mục trong thư mục dữ liệu.",
    )
    embedding_model: str = Field(
        default="e5-small",
        description="Mô hình nhúng: 'e5-small' (đi kèm), tên trên kho mô hình, hoặc đường dẫn.",
    )
    model: str = Field(
        default="",
        description="Mô hình ngôn ngữ 'nhà cung cấp:tên', ví dụ ollama:qwen3; trống: không dùng.",
    )
    model_base_url: str = Field(
        default="", description="Địa chỉ máy chủ mô hình tương thích OpenAI hoặc Ollama."
    )
    model_api_key: SecretStr = Field(
        default=SecretStr(""), description="Khóa truy cập mô hình, khi nhà cung cấp đòi hỏi."
    )
    model_timeout: float = Field(
        default=60.0, gt=0, description="Số giây chờ mô hình trước khi tự soạn không cần mô hình."
    )
    model_retries: int = Field(default=1, ge=0, description="Số lần gọi lại mô hình khi lỗi mạng.")
    model_context_tokens: int = Field(
        default=6000, ge=500, description="Số token tối đa của ghi chú và căn cứ gửi cho mô hình."
    )
    model_price_input: float | None = Field(
        default=None,
        ge=0,
        description="Giá một triệu token gửi đi, USD; trống: theo bảng kèm theo.",
    )
    model_price_output: float | None = Field(
        default=None,
        ge=0,
        description="Giá một triệu token nhận về, USD; trống: theo bảng kèm theo.",
    )
    allow_cloud_model: bool = Field(
        default=False,
        description="Cho dòng lệnh gửi ghi chú tới mô hình ở máy khác; trang web luôn hỏi riêng.",
    )
    host: str = Field(default="127.0.0.1", description="Địa chỉ mà trang web lắng nghe.")
    login: bool = Field(
        default=False,
        description="Có đòi đăng nhập không; luôn đòi khi trang lắng nghe ngoài máy này.",
    )
    port: int = Field(default=7860, ge=0, le=65535, description="Cổng của trang web.")
    max_upload_mb: int = Field(default=50, gt=0, description="Cỡ tệp lớn nhất được nhận, MB.")
    max_pages: int = Field(
        default=3000, gt=0, description="Số trang nhiều nhất của một tệp PDF hoặc ảnh nhiều trang."
    )
    ocr_page_timeout: float = Field(
        default=120.0, gt=0, description="Số giây nhận dạng chữ (OCR) nhiều nhất cho một trang."
    )
    convert_timeout: float = Field(
        default=120.0,
        gt=0,
        description="Số giây LibreOffice được chuyển đổi một tệp .doc, .rtf, .odt.",
    )

    @property
    def needs_login(self) -> bool:
        """Whether people have to log in: by choice, and always when others can reach the page."""
        return self.login or self.host not in ("127.0.0.1", "localhost", "::1")


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    return Settings()
