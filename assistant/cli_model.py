"""The verb that runs a language model on this machine."""

from __future__ import annotations

import threading
from pathlib import Path

import click


@click.command("model-server")
@click.argument("gguf", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=8080, help="Cổng (mặc định 8080).")
@click.option(
    "--context",
    type=click.IntRange(512, 131_072),
    default=8192,
    help="Số token mô hình đọc được (mặc định 8192).",
)
def model_server(gguf: Path, port: int, context: int) -> None:
    """Chạy mô hình GGUF ngay trên máy này, chỉ máy này gọi được."""
    from assistant.drafting.local_server import start_model_server

    server, address = start_model_server(gguf, port=port, context=context)
    click.echo(f"Mô hình {gguf.name} đang chạy tại {address}/v1 (nhấn Ctrl+C để dừng).")
    click.echo("Mở trang ở cửa sổ lệnh khác bằng:")
    click.echo(f"  TLBC_MODEL=openai:{gguf.stem} TLBC_MODEL_BASE_URL={address}/v1 make run")
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        click.echo("Đã dừng mô hình.")
    finally:
        del server
