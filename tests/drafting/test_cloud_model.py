"""A model on another machine: leave first, people masked, and every slip with them marked.

The scripted server stands on this machine; "127.1" is a name of it that the program does not take
for its own, so that it is treated as a machine elsewhere.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain import Draft, Profile, UserError
from assistant.drafting import DraftRequest, NoteSource, draft_section
from assistant.drafting.destination import destination_of, is_loopback
from assistant.drafting.live import Live, Stopped
from assistant.drafting.model_output import written_so_far
from assistant.drafting.usage import Meter, usage_line
from assistant.language.periods import parse_period
from assistant.settings import Settings, get_settings

NOTES = (
    "ông Nguyễn Văn An (CCCD 051085001234, sđt 0912345678), trú tại thôn Gò Da, xã Ba Bích "
    "khiếu nại việc thu hồi đất\n"
    "bà Trần Thị Bé kiến nghị sửa đường\n"
    "tiếp 24 lượt công dân, thực hiện Quyết định số 12/QĐ-UBND"
)
PRIVATE = ("Nguyễn Văn An", "051085001234", "0912345678", "thôn Gò Da", "Trần Thị Bé")
GOOD = [
    {
        "text": "Ông <<TEN_1>> (CCCD <<GIAYTO_1>>, số điện thoại <<DIENTHOAI_1>>), trú tại "
        "<<DIACHI_1>>, xã Ba Bích, khiếu nại việc thu hồi đất.",
        "evidence": ["n1"],
    },
    {"text": "Bà <<TEN_2>> kiến nghị sửa đường.", "evidence": ["n2"]},
    {
        "text": "Đã tiếp 24 lượt công dân, thực hiện Quyết định số 12/QĐ-UBND.",
        "evidence": ["n3"],
    },
]


def answer(sentences: list[dict[str, object]]) -> str:
    return json.dumps({"sentences": sentences}, ensure_ascii=False)


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    monkeypatch.setenv("TLBC_MODEL_TIMEOUT", "10")
    monkeypatch.setenv("TLBC_MODEL_RETRIES", "0")
    get_settings.cache_clear()
    yield monkeypatch
    get_settings.cache_clear()


def draft(
    settings: pytest.MonkeyPatch,
    url: str,
    *,
    notes: str = NOTES,
    allowed: bool = True,
    live: Live | None = None,
    told: list[str] | None = None,
    instruction: str = "",
    model: str = "openai:m",
) -> Draft:
    settings.setenv("TLBC_MODEL_BASE_URL", url)
    get_settings.cache_clear()
    request = DraftRequest(
        "tiep-cong-dan",
        "ket-qua",
        (NoteSource("ghi-chu.txt", notes),),
        date(2023, 12, 20),
        Profile(commune="xã Ba Bích"),
        parse_period("2023"),
        instruction=instruction,
        model=model,
        cloud_allowed=allowed,
    )
    progress = told.append if told is not None else None
    return draft_section(request, on_progress=progress, live=live)


def marks(result: Draft) -> list[tuple[str, str]]:
    return [(d.quote, d.message) for d in result.diagnostics if "Mô hình" in d.message]


# --- leave --------------------------------------------------------------------------------------


def test_without_leave_nothing_is_sent_and_the_reason_is_said(settings, serve) -> None:
    with serve({"content": answer(GOOD)}) as server:
        result = draft(settings, server.cloud_url, allowed=False)
        assert server.requests == []
    assert result.model == "composer"
    assert "chưa đồng ý gửi" in result.notice
    assert "127.1" in result.notice
    assert result.usage is None


@pytest.mark.parametrize(
    ("model", "url", "host", "local"),
    [
        ("ollama:qwen3", "", "127.0.0.1", True),
        ("ollama:qwen3", "http://127.0.0.1:11434", "127.0.0.1", True),
        ("ollama:gpt-oss:120b-cloud", "", "ollama.com", False),  # runs elsewhere
        ("ollama:qwen3", "http://192.168.1.9:11434", "192.168.1.9", False),
        ("openai:gpt-4.1", "", "api.openai.com", False),
        ("openai:m", "http://localhost:8080/v1", "localhost", True),
        ("openai:m", "http://[::1]:8080/v1", "::1", True),
        ("openai:m", "localhost:8080", "localhost", True),
        ("openai:m", "http://localhost.example.com/v1", "localhost.example.com", False),
        ("openai:m", "http://127.0.0.1@example.com/v1", "example.com", False),
        ("openai:m", "http://127.0.0.1.example.com/v1", "127.0.0.1.example.com", False),
        ("anthropic:claude-sonnet-4-5", "", "api.anthropic.com", False),
        # Google's client takes no address from the settings: it still leaves.
        ("google_genai:gemini-2.5-flash", "http://127.0.0.1:1", "generativelanguage.googleapis.com", False),
    ],
)  # fmt: skip
def test_where_the_text_goes(monkeypatch, model, url, host, local) -> None:
    for variable in ("OPENAI_API_BASE", "OPENAI_BASE_URL", "OLLAMA_HOST"):
        monkeypatch.delenv(variable, raising=False)
    found = destination_of(model, Settings(model_base_url=url))
    assert (found.host, found.local) == (host, local)


def test_a_client_that_is_sent_elsewhere_by_its_own_variable_is_seen(monkeypatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", "10.0.0.5:11434")
    assert not destination_of("ollama:qwen3", Settings(model_base_url="")).local
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:8080/v1")
    assert destination_of("openai:m", Settings(model_base_url="")).local
    assert is_loopback("127.9.9.9")
    assert not is_loopback("10.0.0.1")


# --- masking ------------------------------------------------------------------------------------


@pytest.mark.parametrize("streamed", [False, True])
def test_people_are_masked_on_the_way_out_and_put_back(settings, serve, streamed) -> None:
    told: list[str] = []
    with serve({"content": answer(GOOD)}) as server:
        result = draft(settings, server.cloud_url, told=told if streamed else None)
        for index in range(len(server.requests)):
            sent = json.dumps(server.requests[index], ensure_ascii=False)
            assert [value for value in PRIVATE if value in sent] == []
            assert "xã Ba Bích" in sent, "the commune stays"
        assert "12/QĐ-UBND" in server.sent_text()
        assert "24" in server.sent_text()
    assert result.model == "openai:m"
    assert "Ông Nguyễn Văn An (CCCD 051085001234, số điện thoại 0912345678)" in result.text
    assert "trú tại thôn Gò Da, xã Ba Bích" in result.text
    assert "<<" not in result.text
    assert marks(result) == []
    if streamed:
        assert any("Nguyễn Văn An" in line for line in told), "put back before it is shown"


def test_a_local_model_sees_the_notes_as_they_are(settings, serve) -> None:
    with serve({"content": answer(GOOD[2:])}) as server:
        draft(settings, server.url, allowed=False)
        assert "Nguyễn Văn An" in server.sent_text()


def test_an_instruction_is_masked_too(settings, serve) -> None:
    with serve({"content": answer(GOOD)}) as server:
        draft(settings, server.cloud_url, instruction="thêm ý: bà Lê Thị Hoa đã rút đơn")
        assert "Lê Thị Hoa" not in json.dumps(server.requests, ensure_ascii=False)


def test_notes_without_accents_are_masked(settings, serve) -> None:
    notes = "ong nguyen van an khieu nai dat dai, sdt 0912345678\ntiep 24 luot cong dan"
    with serve({"content": answer([{"text": "Đã tiếp 24 lượt.", "evidence": ["n2"]}])}) as server:
        draft(settings, server.cloud_url, notes=notes)
        sent = json.dumps(server.requests, ensure_ascii=False).lower()
    assert "0912345678" not in sent
    assert "văn an" not in sent
    assert "van an" not in sent


def test_what_the_checker_says_of_a_draft_is_masked_for_the_repair(settings, serve) -> None:
    bad = [*GOOD, {"text": "Ông <<TEN_1>> được bồi thường 37 triệu đồng.", "evidence": ["n1"]}]
    with serve({"content": answer(bad)}, {"content": answer(GOOD)}) as server:
        result = draft(settings, server.cloud_url)
        assert len(server.requests) == 2
        repair = json.dumps(server.requests[1], ensure_ascii=False)
    assert [value for value in PRIVATE if value in repair] == []
    assert "37 triệu" not in result.text


def test_a_dropped_person_is_marked_and_told_again(settings, serve) -> None:
    dropped = [GOOD[0], {"text": "Một công dân kiến nghị sửa đường.", "evidence": ["n2"]}, GOOD[2]]
    with serve({"content": answer(dropped)}) as server:
        result = draft(settings, server.cloud_url)
    assert ("Một công dân kiến nghị sửa đường.", True) in [
        (quote, "bỏ mất tên người “Trần Thị Bé”" in message) for quote, message in marks(result)
    ]
    assert "Trần Thị Bé" in result.text, "the note is told in the composer's words"


def test_an_altered_placeholder_is_a_gap_and_marked(settings, serve) -> None:
    altered = [GOOD[0], {"text": "Bà <<TEN_9>> kiến nghị sửa đường.", "evidence": ["n2"]}, GOOD[2]]
    with serve({"content": answer(altered)}) as server:
        result = draft(settings, server.cloud_url)
    assert "<<" not in result.text
    assert "TEN_9" not in result.text
    assert any(quote == "[cần điền lại từ ghi chú]" for quote, _ in marks(result))
    assert "Trần Thị Bé" in result.text


def test_people_put_in_each_others_place_are_marked(settings, serve) -> None:
    swapped = [
        {**GOOD[0], "text": str(GOOD[0]["text"]).replace("<<TEN_1>>", "<<TEN_2>>")},
        {**GOOD[1], "text": "Bà <<TEN_1>> kiến nghị sửa đường."},
        GOOD[2],
    ]
    with serve({"content": answer(swapped)}) as server:
        result = draft(settings, server.cloud_url)
    misplaced = [quote for quote, message in marks(result) if "căn cứ không nêu" in message]
    assert sorted(misplaced) == ["Nguyễn Văn An", "Trần Thị Bé"]


def test_a_placeholder_in_another_form_is_understood(settings, serve) -> None:
    bent = [
        {**GOOD[0], "text": str(GOOD[0]["text"]).replace("<<TEN_1>>", "[[TEN_1]]")},
        {**GOOD[1], "text": "Bà «ten_2» kiến nghị sửa đường."},
        GOOD[2],
    ]
    with serve({"content": answer(bent)}) as server:
        result = draft(settings, server.cloud_url)
    assert "Nguyễn Văn An" in result.text
    assert "Bà Trần Thị Bé kiến nghị" in result.text
    assert marks(result) == []


@pytest.mark.parametrize("status", [400, 401, 500])
def test_people_stay_out_of_notices_and_logs(settings, serve, caplog, status) -> None:
    body = json.dumps({"error": {"message": f"bad: {NOTES}"}}, ensure_ascii=False).encode()
    with caplog.at_level(logging.DEBUG), serve({"status": status, "raw": body}) as server:
        result = draft(settings, server.cloud_url, told=[])
    assert result.model == "composer"
    said = result.notice + "\n".join(record.getMessage() for record in caplog.records)
    assert [value for value in PRIVATE if value in said] == []


# --- notes that may not leave, or give orders ---------------------------------------------------


@pytest.mark.parametrize(
    "mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Độ mật: Tối mật", "[MẬT] kế hoạch"]
)
@pytest.mark.parametrize("where", ["notes", "instruction"])
def test_marked_text_goes_to_no_model(settings, serve, mark, where) -> None:
    notes = f"tiếp 24 lượt công dân\n{mark}" if where == "notes" else NOTES
    instruction = f"viết lại\n{mark}" if where == "instruction" else ""
    with serve({"content": answer(GOOD)}) as server:
        with pytest.raises(UserError, match="bí mật nhà nước"):
            draft(settings, server.url, notes=notes, instruction=instruction)
        assert server.requests == []


# --- streaming, stop, counts --------------------------------------------------------------------


def test_words_come_as_they_are_written(settings, serve) -> None:
    shown: list[str] = []
    with serve({"content": answer(GOOD), "pace": 0.005}) as server:
        draft(settings, server.cloud_url, told=[], live=Live(words=shown.append))
    grown = [len(text) for text in shown]
    assert len(set(grown)) > 10
    assert any(text.startswith("Ông Nguyễn Văn An") and len(text) < 60 for text in shown)
    assert not any("<<" in text for text in shown)


def test_stop_cuts_the_answer_off_and_leaves_no_draft(settings, serve) -> None:
    live = Live()
    with serve({"content": answer(GOOD * 20), "pace": 0.05}) as server:
        threading.Timer(1.0, live.stop.set).start()
        started = time.monotonic()
        with pytest.raises(Stopped, match="giữ nguyên"):
            draft(settings, server.cloud_url, told=[], live=live)
        assert time.monotonic() - started < 6
        deadline = time.monotonic() + 5
        while not server.cut_off and time.monotonic() < deadline:
            time.sleep(0.05)
        assert server.cut_off, "the provider is not left writing"
        assert len(server.requests) == 1


def test_stop_works_on_a_server_that_says_nothing(settings, serve) -> None:
    live = Live()
    with serve({"content": "", "delay": 4}) as server:
        threading.Timer(0.3, live.stop.set).start()
        started = time.monotonic()
        with pytest.raises(Stopped):
            draft(settings, server.cloud_url, told=[], live=live)
        assert time.monotonic() - started < 3.5


def test_the_providers_own_count_is_used(settings, serve) -> None:
    usage = {"prompt_tokens": 1200, "completion_tokens": 300, "total_tokens": 1500}
    settings.setenv("TLBC_MODEL_PRICE_INPUT", "2")
    settings.setenv("TLBC_MODEL_PRICE_OUTPUT", "8")
    with serve({"content": answer(GOOD), "usage": usage}) as server:
        result = draft(settings, server.cloud_url, told=[])
    assert result.usage is not None
    assert (result.usage.input_tokens, result.usage.output_tokens) == (1200, 300)
    assert not result.usage.estimated
    assert result.usage.cost_usd == pytest.approx(0.0048)
    assert "0,0048 USD" in usage_line(result.usage)


def test_without_a_count_tokens_are_counted_here_and_an_unknown_price_is_said(
    settings, serve
) -> None:
    with serve({"content": answer(GOOD)}) as server:
        result = draft(settings, server.cloud_url, told=[])
    assert result.usage is not None
    assert result.usage.estimated
    assert result.usage.input_tokens > 500
    assert result.usage.output_tokens > 50
    assert "chưa rõ giá" in usage_line(result.usage)


def test_a_server_that_refuses_to_count_is_asked_without(settings, serve) -> None:
    with serve({"status": 400}, {"content": answer(GOOD)}) as server:
        result = draft(settings, server.cloud_url, told=[])
        assert "stream_options" in server.requests[0]
        assert "stream_options" not in server.requests[1]
    assert result.model == "openai:m"


@pytest.mark.parametrize(
    ("model", "url", "expected"),
    [
        ("openai:gpt-4.1", "", 2.0),
        ("openai:gpt-4.1-2025-04-14", "", 2.0),
        ("openai:gpt-4.1", "http://example.com/v1", None),  # somebody else's price
        ("openai:gpt-99", "", None),
        ("anthropic:claude-sonnet-4-20250514", "", 3.0),
        ("ollama:qwen3", "", 0.0),
    ],
)
def test_prices(monkeypatch, model, url, expected) -> None:
    for variable in ("OPENAI_API_BASE", "OPENAI_BASE_URL", "OLLAMA_HOST"):
        monkeypatch.delenv(variable, raising=False)
    settings = Settings(model_base_url=url)
    meter = Meter()
    meter.add({"input_tokens": 1_000_000, "output_tokens": 0}, "", "")
    usage = meter.total(destination_of(model, settings), settings)
    assert usage is not None
    assert usage.cost_usd == expected
    line = usage_line(usage)
    assert ("chưa rõ giá" in line) == (expected is None)
    assert ("không mất phí" in line) == model.startswith("ollama")


def test_nothing_asked_costs_nothing() -> None:
    settings = Settings()
    assert Meter().total(destination_of("openai:m", settings), settings) is None


@pytest.mark.parametrize(
    ("partial", "shown"),
    [
        ("", ""),
        ('{"sentences": [{"te', ""),
        ('{"sentences": [{"text": "Đã tiếp 24', "Đã tiếp 24"),
        ('{"sentences": [{"text": "Dòng \\', "Dòng "),
        ('{"sentences": [{"text": "Dòng \\u1ec', "Dòng "),
        ('{"sentences": [{"text": "Một.", "evidence": ["n1"]}, {"text": "Hai', "Một. Hai"),
        ('{"sentences": [{"text": "Theo [[reg:10/2022', "Theo "),
        ('{"sentences": [{"text": "Ông <<TEN_', "Ông "),
    ],
)
def test_an_answer_is_shown_as_far_as_it_has_come(partial, shown) -> None:
    assert written_so_far(partial) == shown
