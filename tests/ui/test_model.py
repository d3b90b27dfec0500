"""The page with a model on another machine: asked once, words as they come, stop, counts, withdrawal.

"127.1" is this machine under a name that the program does not take for its own (see
``tests/drafting/test_cloud_model.py``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from assistant.chat.desk import Desk
from assistant.domain import Profile
from assistant.settings import Settings
from assistant.workspace import Workspace
from tests.drafting.conftest import ChatServer, Reply
from tests.ui.conftest import DESKTOP, free_port, start, wait_until_up

pytestmark = pytest.mark.browser

NOTES = "ông Nguyễn Văn An, sđt 0912345678, kiến nghị sửa đường\ntiếp 24 lượt công dân"
SENTENCES = [
    {
        "text": "Ông <<TEN_1>>, số điện thoại <<DIENTHOAI_1>>, kiến nghị sửa đường.",
        "evidence": ["n1"],
    },
    {"text": "Ủy ban nhân dân xã đã tiếp 24 lượt công dân.", "evidence": ["n2"]},
]
GOOD = json.dumps({"sentences": SENTENCES}, ensure_ascii=False)
LONG = json.dumps({"sentences": SENTENCES * 30}, ensure_ascii=False)
USAGE = {"prompt_tokens": 1200, "completion_tokens": 90, "total_tokens": 1290}


@dataclass
class Office:
    model: ChatServer
    url: str
    desk: Desk
    report_id: int


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home, port = tmp_path_factory.mktemp("home"), free_port()
    desk = Desk(Workspace.open(home), Settings(home=home, model=""))
    report = desk.new_report(
        "tiep-cong-dan", "năm 2023", date(2023, 12, 20), Profile(commune="xã Ba Bích")
    )
    desk.set_notes(report.id, "ket-qua", NOTES)
    with ChatServer([Reply(GOOD, usage=USAGE)]) as model:
        process = start(
            home,
            port,
            TLBC_MODEL="openai:m",
            TLBC_MODEL_BASE_URL=model.cloud_url,
            TLBC_MODEL_TIMEOUT="30",
            TLBC_MODEL_RETRIES="0",
        )
        url = f"http://127.0.0.1:{port}/?bao-cao={report.id}&muc=ket-qua"
        try:
            wait_until_up(url, process)
            yield Office(model, url, desk, report.id)
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="module")
def page(office: Office, browser: object) -> Iterator[object]:
    """One clerk through the whole story; the tests run in order."""
    context = browser.new_context(viewport=DESKTOP, locale="vi-VN")  # type: ignore[attr-defined]
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.goto(office.url)
    opened.wait_for_selector("#draft")
    yield opened
    context.close()


def text_of(office: Office) -> str:
    return office.desk.workspace.reports.section(office.report_id, "ket-qua").text


def test_before_the_first_text_leaves_the_page_asks(page, office) -> None:
    page.click("#draft")
    question = page.locator("#consent")
    question.wait_for()
    said = question.inner_text()
    assert "127.1" in said
    assert "OpenAI hoặc máy chủ tương thích" in said
    assert "ghi chú của mục đang soạn" in said
    assert office.model.requests == []
    assert text_of(office) == ""


def test_a_message_in_the_chat_asks_too_and_is_not_lost(page, office) -> None:
    page.fill("#message textarea", "soạn phần này: tiếp 24 lượt công dân")
    page.press("#message textarea", "Enter")
    page.wait_for_selector("#consent [data-again='#message button']")
    assert page.input_value("#message textarea").startswith("soạn phần này")
    assert office.model.requests == []
    page.fill("#message textarea", "")
    page.click("#draft")  # what the answer goes on with
    page.wait_for_selector("#consent [data-again='#draft']")


def test_after_a_yes_the_draft_goes_on_by_itself_without_people(page, office) -> None:
    page.click("#consent-yes")
    page.wait_for_function("document.querySelector('#editor textarea').value.includes('24 lượt')")
    assert not page.locator("#consent").is_visible()
    sent = json.dumps(office.model.requests, ensure_ascii=False)
    assert "Nguyễn Văn An" not in sent
    assert "0912345678" not in sent
    assert "Ông Nguyễn Văn An, số điện thoại 0912345678" in page.input_value("#editor textarea")


def test_tokens_and_cost_are_shown(page, office) -> None:
    said = page.locator(".saved").first.inner_text()
    assert re.search(r"1\.200 token gửi, 90 nhận", said)
    assert "chưa rõ giá" in said


def test_words_are_shown_as_they_come_and_stop_keeps_the_text(page, office) -> None:
    before = text_of(office)
    office.model.replies[:] = [Reply(LONG, pace=0.04)]
    page.click("#draft")
    page.wait_for_selector("#live-draft")
    first = page.locator("#live-draft").inner_text()
    page.wait_for_function(
        "length => document.querySelector('#live-draft')?.innerText.length > length + 20",
        arg=len(first),
    )
    assert "Nguyễn Văn An" in page.locator("#live-draft").inner_text()
    page.click("#stop")
    page.get_by_text("Đã dừng theo yêu cầu").first.wait_for()
    page.wait_for_selector("#live-draft", state="detached")
    assert not page.locator("#stop").is_visible()
    assert text_of(office) == before
    assert page.input_value("#editor textarea") == before


def test_a_failing_model_leaves_the_composer_and_the_reason(page, office) -> None:
    office.model.replies[:] = [Reply(status=500)]
    page.click("#draft")
    page.get_by_text("Phần này do bộ soạn không dùng mô hình viết").first.wait_for()
    assert "máy chủ mô hình báo lỗi 500" in page.locator(".saved").first.inner_text()
    assert "24 lượt" in text_of(office)


def test_notes_with_a_mark_of_secrecy_are_neither_kept_nor_sent(page, office) -> None:
    asked = len(office.model.requests)
    page.fill("#notes textarea", "TỐI MẬT\nphương án bố trí lực lượng")
    page.get_by_text("bí mật nhà nước").first.wait_for()
    page.click("#draft")
    page.wait_for_timeout(1500)
    notes = office.desk.workspace.reports.section(office.report_id, "ket-qua").notes
    assert "lực lượng" not in "".join(note.text for note in notes)
    page.fill("#message textarea", "soạn phần này:\nMẬT\nphương án bố trí lực lượng")
    page.press("#message textarea", "Enter")
    page.locator("#chat .failed").last.wait_for()
    kept = office.desk.workspace.messages.of_report(office.report_id)
    assert not any("lực lượng" in message.text for message in kept)
    assert len(office.model.requests) == asked


def test_the_answer_can_be_withdrawn_and_then_nothing_leaves(page, office) -> None:
    page.fill("#notes textarea", NOTES)
    page.get_by_role("tab", name="Giới thiệu").click()
    page.locator("#consent-state").get_by_text("Cơ quan đã đồng ý gửi").wait_for()
    page.click("#consent-withdraw")
    page.locator("#consent-state").get_by_text("Cơ quan không đồng ý gửi").wait_for()
    asked = len(office.model.requests)
    page.get_by_role("tab", name="Soạn báo cáo").click()
    page.click("#draft")
    page.get_by_text("chưa đồng ý gửi ghi chú tới").first.wait_for()
    assert len(office.model.requests) == asked
    assert not page.locator("#consent").is_visible(), "asked once"


def test_the_answer_is_kept_over_a_reload(page, office) -> None:
    page.reload()
    page.get_by_role("tab", name="Giới thiệu").click()
    page.locator("#consent-state").get_by_text("Cơ quan không đồng ý gửi").wait_for()
    page.click("#consent-allow")
    page.locator("#consent-state").get_by_text("Cơ quan đã đồng ý gửi").wait_for()
    answers = office.desk.workspace.consents.history(office.desk.office.identity())
    assert [each.allowed for each in answers] == [True, False, True]
