"""Several people at one program: the log-in, what is whose, roles, accounts. One story, in order."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.workspace import Workspace
from assistant.workspace.actor import Role
from tests.ui.conftest import DESKTOP, ROOT, Server, free_port, start, wait_until_up
from tests.ui.test_page import EDITOR, type_into

pytestmark = pytest.mark.browser

WORD = "một mật khẩu dài"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home, port = tmp_path_factory.mktemp("office"), free_port()
    workspace = Workspace.open(home)
    for name, role in (("sep", Role.ADMIN), ("lan", Role.EDITOR), ("xem", Role.READER)):
        workspace.people.add(name, WORD, role)
    workspace.close()
    process = start(home, port, TLBC_LOGIN="1")
    url = f"http://127.0.0.1:{port}/"
    try:
        wait_until_up(url, process)
        yield Server(url, home, process)
    finally:
        process.terminate()
        process.wait(timeout=20)


def log_in(browser: Any, office: Server, name: str, word: str = WORD) -> Any:
    page = browser.new_context(viewport=DESKTOP, locale="vi-VN").new_page()
    page.set_default_timeout(60_000)
    page.goto(office.url)
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(word)
    page.get_by_role("button", name="Đăng nhập").click()
    return page


@pytest.fixture(scope="module")
def lan(browser: Any, office: Server) -> Any:
    return log_in(browser, office, "lan")


@pytest.fixture(scope="module")
def sep(browser: Any, office: Server) -> Any:
    return log_in(browser, office, "sep")


@pytest.fixture(scope="module")
def xem(browser: Any, office: Server) -> Any:
    return log_in(browser, office, "xem")


def tab(page: Any, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def test_without_an_admin_the_page_does_not_open(tmp_path: Path) -> None:
    process = start(tmp_path, free_port(), TLBC_LOGIN="1")
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "users add" in said


def test_beyond_this_machine_a_login_is_required(tmp_path: Path) -> None:
    process = start(tmp_path, free_port(), TLBC_HOST="0.0.0.0")
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "đòi đăng nhập" in said


def test_a_wrong_password_is_said_in_vietnamese(browser: Any, office: Server) -> None:
    page = log_in(browser, office, "lan", "đoán mò thôi")
    page.get_by_text("Tên đăng nhập hoặc mật khẩu không đúng").wait_for()
    assert "Trợ lý báo cáo cấp xã" in page.inner_text("body")
    answer = page.request.get(f"{office.url}config")
    assert answer.status == 401
    page.close()


def test_a_private_report_is_seen_by_its_owner_and_the_admin_alone(
    lan: Any, sep: Any, xem: Any, office: Server
) -> None:
    type_into(lan, "#new-period", "2023")
    lan.click("#create-report")
    lan.fill(EDITOR, "Câu của Lan.")
    lan.wait_for_function("document.querySelector('#flag-layer').innerText.includes('Lan')")
    tab(lan, "Tài khoản")
    lan.get_by_text("Đang đăng nhập:").wait_for()
    assert "lan" in lan.inner_text("#who")
    assert "soạn thảo" in lan.inner_text("#who")
    assert not lan.locator("#admin").is_visible()
    lan.locator("#own-report input").click()
    lan.get_by_role("option").first.click()
    lan.get_by_label("Chỉ tôi và quản trị viên").check()
    lan.locator("#who").get_by_text("chỉ người lập và quản trị viên xem được").wait_for()

    xem.goto(office.url)
    xem.wait_for_selector("#new-report-form")  # nothing to open
    assert xem.locator(EDITOR).count() == 0 or not xem.locator(EDITOR).is_visible()
    sep.goto(office.url)
    sep.wait_for_selector(EDITOR)
    assert "Đã sửa" in sep.inner_text("#outline")


def test_the_address_of_a_private_report_opens_nothing(lan: Any, xem: Any, office: Server) -> None:
    tab(lan, "Soạn báo cáo")
    report = lan.evaluate("new URL(location.href).searchParams.get('bao-cao')")
    xem.goto(f"{office.url}?bao-cao={report}")
    xem.wait_for_selector("#new-report-form")
    assert "Câu của Lan" not in xem.content()


def test_a_reader_sees_a_shared_report_and_cannot_change_it(lan: Any, xem: Any) -> None:
    tab(lan, "Tài khoản")
    lan.locator("#own-report input").click()
    lan.get_by_role("option").first.click()
    lan.get_by_label("Cả cơ quan xem được").check()
    lan.locator("#who").get_by_text("cả cơ quan xem được").wait_for()
    xem.reload()
    xem.wait_for_selector(EDITOR)
    assert xem.locator(EDITOR).is_disabled() or xem.get_attribute(EDITOR, "readonly") is not None
    xem.click("#draft")
    xem.locator(".toast-body").first.wait_for()
    assert "chỉ được xem" in xem.inner_text(".toast-body")


def test_an_admin_makes_and_locks_an_account(browser: Any, sep: Any, office: Server) -> None:
    tab(sep, "Tài khoản")
    sep.get_by_role("button", name="Thêm tài khoản").click()
    type_into(sep, "#new-name", "hung")
    type_into(sep, "#new-password", WORD)
    sep.click("#add-person")
    sep.locator("#who").get_by_text("Đã tạo tài khoản “hung”").wait_for()
    hung = log_in(browser, office, "hung")
    hung.wait_for_selector(EDITOR)

    sep.get_by_role("button", name="Sửa tài khoản").click()
    sep.locator("#account input").click()
    sep.get_by_role("option", name="hung").click()
    sep.click("#lock")
    sep.locator("#who").get_by_text("Đã khóa “hung”").wait_for()
    sep.get_by_role("button", name="Nhật ký").click()
    acts = sep.inner_text("#acts")
    assert "tạo tài khoản" in acts
    assert "đăng nhập sai" in acts
    assert WORD not in acts

    # Logged in or not: a locked account goes no further.
    hung.fill(EDITOR, "Chữ của người đã bị khóa.")
    hung.locator(".toast-body").first.wait_for()
    assert "bị khóa" in hung.inner_text(".toast-body")


def test_the_own_password_is_changed_and_opens_the_page(
    browser: Any, lan: Any, office: Server
) -> None:
    tab(lan, "Tài khoản")
    lan.get_by_role("button", name="Đổi mật khẩu").first.click()
    type_into(lan, "#old-password", WORD)
    type_into(lan, "#own-new-password", "mật khẩu mới của Lan")
    type_into(lan, "#own-new-password-again", "mật khẩu mới của Lan")
    lan.click("#change-password")
    lan.locator("#who").get_by_text("Đã đổi mật khẩu").wait_for()
    again = log_in(browser, office, "lan", "mật khẩu mới của Lan")
    again.wait_for_selector(EDITOR)
    again.close()


def test_logging_out_ends_it(lan: Any) -> None:
    lan.get_by_role("link", name="Đăng xuất").click()
    lan.get_by_label("Mật khẩu").wait_for()


def test_the_command_line_keeps_accounts_while_the_page_runs(office: Server) -> None:
    def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "assistant", "users", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=os.environ | {"TLBC_HOME": str(office.home)},
            timeout=60,
            check=False,
        )

    assert run("add", "moi", "--role", "reader", "--password-stdin", stdin=WORD).returncode == 0
    assert "moi" in run("list").stdout
    refused = run("set", "sep", "--role", "editor")
    assert refused.returncode == 2
    assert "cuối cùng" in refused.stderr
    assert run("set", "moi", "--lock").returncode == 0
    assert "đã khóa" in run("list").stdout
    assert "user_changed" in run("log").stdout
