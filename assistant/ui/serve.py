"""Opening the page on a port of this machine."""

from __future__ import annotations

import socket
import sys
from importlib.resources import files

from assistant.domain import UserError
from assistant.privacy.logs import keep_people_out_of_logs
from assistant.settings import Settings, get_settings, silence_telemetry


def serve(settings: Settings | None = None) -> None:
    """Open the page and block until it is stopped (Ctrl+C).

    Raises:
        UserError: the port is taken or the data folder cannot be used.
    """
    settings = settings or get_settings()
    silence_telemetry()
    keep_people_out_of_logs()
    port = _free_port(settings.host, settings.port)

    from starlette.middleware import Middleware

    from assistant.ui.page import build_page, keep_uploads_in
    from assistant.ui.served_html import VietnameseHtml
    from assistant.ui.services import Services
    from assistant.ui.strings import LOGIN_MESSAGE, PAGE_TITLE, vietnamese
    from assistant.ui.theme import office_theme
    from assistant.ui.visitor import log_in

    keep_uploads_in(settings.home)
    services = Services(settings)
    people = services.workspace.people
    if settings.needs_login and not people.any_admin():
        services.close()
        raise UserError(
            "Trang đòi đăng nhập nhưng chưa có quản trị viên nào. Hãy tạo một tài khoản trước: "
            "python -m assistant users add TÊN --role admin"
        )
    page = build_page(services)
    folder = files("assistant") / "ui"
    login_script = (folder / "login.js").read_text("utf-8") if settings.needs_login else ""
    page.queue(default_concurrency_limit=8, max_size=200, api_open=False)
    page.launch(
        server_name=settings.host,
        server_port=port,
        auth=log_in(people) if settings.needs_login else None,
        auth_message=LOGIN_MESSAGE,
        prevent_thread_lock=True,
        share=False,
        quiet=True,
        show_error=False,
        inbrowser=False,
        allowed_paths=[str(settings.home / "exports")],
        blocked_paths=[str(settings.home / "workspace.db")],
        max_file_size=settings.max_upload_mb * 1024 * 1024,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        i18n=vietnamese(),
        app_kwargs={
            "middleware": [Middleware(VietnameseHtml, title=PAGE_TITLE, script=login_script)]
        },
        theme=office_theme(),
        css="".join(
            (folder / sheet).read_text("utf-8") for sheet in ("page.css", "access.css", "model.css")
        ),
        head="".join(
            f"<script>{(folder / script).read_text('utf-8')}</script>"
            for script in (
                "access.js",
                "messages.js",
                "connection.js",
                "unsaved.js",
                "page.js",
                "model.js",
            )
        ),
    )
    print(f"Trang đã mở tại http://{settings.host}:{port} (nhấn Ctrl+C để dừng)", flush=True)
    page.block_thread()


def _free_port(host: str, port: int) -> int:
    """``port`` itself, or one that the system picks when it is 0.

    Raises:
        UserError: something else listens there, or the address is not of this machine.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UserError(
                f"Không mở được trang tại {host}:{port}: cổng đang được chương trình khác dùng "
                "hoặc địa chỉ không thuộc máy này. Hãy tắt chương trình đó, hoặc đặt cổng khác "
                "bằng biến TLBC_PORT, ví dụ TLBC_PORT=7861."
            ) from error
        return int(probe.getsockname()[1])


def main() -> int:
    """``serve`` for a terminal: 0 when stopped, 2 with one line on stderr for a user's mistake."""
    try:
        serve()
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    return 0
