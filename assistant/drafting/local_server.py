"""A language model of this machine, behind OpenAI's protocol, by llama.cpp (package xllamacpp)."""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import socket
from pathlib import Path
from typing import Any

from assistant.domain import UserError

_MAGIC = b"GGUF"


def check_weights(path: Path) -> Path:
    """``path`` itself.

    Raises:
        UserError: there is no such file, or it holds no model in the form of llama.cpp.
    """
    if not str(path).strip() or str(path) == ".":
        raise UserError(
            "Chưa nêu tệp mô hình: hãy chạy make model-server GGUF=đường-dẫn-tới-tệp.gguf."
        )
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except FileNotFoundError as error:
        raise UserError(
            f"Không tìm thấy tệp mô hình {path}: hãy kiểm tra đường dẫn sau GGUF=."
        ) from error
    except OSError as error:
        raise UserError(
            f"Không đọc được tệp mô hình {path}: hãy kiểm tra đó là một tệp và quyền đọc tệp."
        ) from error
    if magic != _MAGIC:
        raise UserError(
            f"{path} không phải tệp mô hình GGUF: hãy dùng tệp .gguf của llama.cpp, tải trọn vẹn."
        )
    return path


def start_model_server(path: Path, *, port: int, context: int) -> tuple[Any, str]:
    """The running server and its address, on this machine's loopback alone.

    The server answers until it is let go of.

    Raises:
        UserError: no such model, the package is not installed, the port is taken, or the model
            cannot be loaded.
    """
    check_weights(path)
    if importlib.util.find_spec("xllamacpp") is None:
        raise UserError(
            "Chưa cài gói xllamacpp: hãy chạy .venv/bin/pip install xllamacpp, hoặc dùng "
            "make model-server, lệnh này tự cài."
        )
    _refuse_taken(port)
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = context
    params.cpuparams.n_threads = os.cpu_count() or 2
    params.hostnames, params.port = ["127.0.0.1"], port
    try:
        server = xllamacpp.Server(params)
    except Exception as error:
        raise UserError(
            f"Không nạp được mô hình {path.name}: tệp hỏng, kiểu mô hình chưa được llama.cpp hỗ "
            "trợ, hoặc máy không đủ bộ nhớ."
        ) from error
    address = str(server.listening_address)
    host = address.partition("://")[2].rpartition(":")[0].strip("[]")
    if not ipaddress.ip_address(host).is_loopback:
        raise RuntimeError(f"the model server listens on {address}")
    return server, address


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise UserError(
                f"Cổng {port} đang được chương trình khác dùng: hãy chọn cổng khác, ví dụ "
                "make model-server GGUF=… PORT=8081."
            ) from error
