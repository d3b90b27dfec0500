"""Reports, versions, chat and dismissals: nothing acknowledged is ever lost."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.domain import (
    Citation,
    Diagnostic,
    DraftSentence,
    Evidence,
    Profile,
    Related,
    Severity,
    SourceKind,
    Status,
    UserError,
)
from assistant.workspace import ReportRecord, Workspace
from assistant.workspace.records import NoteRecord

PROFILE = Profile(commune="xã Suối Mây", recipients=("UBND huyện", "Lưu: VT"))
EVIDENCE = Evidence("n1", "họp 5 buổi", SourceKind.NOTE, period="năm 2024", score=1.5)
SENTENCE = DraftSentence("Xã họp 05 buổi.", ("n1",))
DIAGNOSTIC = Diagnostic(
    "NUM001", Severity.ERROR, "Không có căn cứ.", 3, 5, "05", (Related(0, 2, "Xã"),), "04", ("n1",)
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "home")


@pytest.fixture
def report(workspace: Workspace) -> ReportRecord:
    return workspace.reports.create(
        "dan-van",
        "Báo cáo dân vận",
        date(2024, 12, 5),
        period="năm 2024",
        profile=PROFILE,
        sections=[("mo-dau", "Mở đầu"), ("han-che", "Hạn chế")],
    )


def test_report_comes_back_whole(workspace: Workspace, report: ReportRecord) -> None:
    assert workspace.reports.get(report.id) == report
    assert report.profile == PROFILE
    assert report.created_at.tzinfo is UTC
    assert abs((datetime.now(UTC) - report.created_at).total_seconds()) < 60
    sections = workspace.reports.sections(report.id)
    assert [(s.key, s.state, s.version) for s in sections] == [
        ("mo-dau", "empty", 0),
        ("han-che", "empty", 0),
    ]


def test_update_changes_only_what_is_given_and_comes_first(
    workspace: Workspace, report: ReportRecord
) -> None:
    workspace.reports.create("mot-cua", "Khác", date(2024, 1, 1))
    changed = workspace.reports.update(report.id, title="Tên mới")
    assert (changed.title, changed.period, changed.profile) == ("Tên mới", "năm 2024", PROFILE)
    assert [r.title for r in workspace.reports.all()] == ["Tên mới", "Khác"]


def test_saved_draft_keeps_its_evidence(workspace: Workspace, report: ReportRecord) -> None:
    notes = (NoteRecord("ghi-chu.txt", "họp 5 buổi"),)
    workspace.reports.set_notes(report.id, "han-che", notes)
    saved = workspace.reports.save_section(
        report.id,
        "han-che",
        "Xã họp 05 buổi.",
        0,
        origin="draft",
        model="composer",
        sentences=[SENTENCE],
        evidence=[EVIDENCE],
        diagnostics=[DIAGNOSTIC],
    )
    assert saved == workspace.reports.section(report.id, "han-che")
    assert (saved.state, saved.version, saved.model) == ("draft", 1, "composer")
    assert saved.sentences == (SENTENCE,)
    assert saved.evidence == (EVIDENCE,)
    assert saved.diagnostics == (DIAGNOSTIC,)
    (version,) = workspace.reports.versions(report.id, "han-che")
    assert (version.notes, version.origin) == (notes, "draft")


def test_conflicting_save_is_refused_and_kept(workspace: Workspace, report: ReportRecord) -> None:
    save = workspace.reports.save_section
    save(report.id, "mo-dau", "bản của A", 0)
    with pytest.raises(UserError, match="bản 2"):
        save(report.id, "mo-dau", "bản của B", 0)
    assert workspace.reports.section(report.id, "mo-dau").text == "bản của A"
    kept = workspace.reports.versions(report.id, "mo-dau")
    assert [(v.number, v.text, v.origin) for v in kept] == [
        (2, "bản của B", "conflict"),
        (1, "bản của A", "edit"),
    ]
    # A goes on from the version A saw; B takes B's own text back from the list.
    assert save(report.id, "mo-dau", "A sửa tiếp", 1).version == 3
    assert workspace.reports.restore(report.id, "mo-dau", 2, 3).text == "bản của B"


def test_of_writers_at_once_exactly_one_wins_and_no_text_is_lost(
    workspace: Workspace, report: ReportRecord
) -> None:
    outcomes: list[str] = []

    def save(number: int) -> None:
        try:
            workspace.reports.save_section(report.id, "mo-dau", f"bản {number}", 0)
            outcomes.append("saved")
        except UserError:
            outcomes.append("conflict")

    threads = [threading.Thread(target=save, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["conflict"] * 7 + ["saved"]
    texts = {v.text for v in workspace.reports.versions(report.id, "mo-dau")}
    assert texts == {f"bản {n}" for n in range(8)}


def test_restore_is_a_new_version(workspace: Workspace, report: ReportRecord) -> None:
    save = workspace.reports.save_section
    save(report.id, "mo-dau", "một", 0, origin="draft", evidence=[EVIDENCE])
    save(report.id, "mo-dau", "hai", 1)
    restored = workspace.reports.restore(report.id, "mo-dau", 1, 2)
    assert (restored.text, restored.version, restored.evidence) == ("một", 3, (EVIDENCE,))
    with pytest.raises(UserError, match="không có bản 9"):
        workspace.reports.restore(report.id, "mo-dau", 9, 3)
    with pytest.raises(UserError, match="không có bản 0"):
        workspace.reports.restore(report.id, "mo-dau", 0, 3)
    with pytest.raises(UserError, match="vừa được người khác sửa"):
        workspace.reports.restore(report.id, "mo-dau", 1, 2)


def test_unknown_names_are_told_with_what_there_is(
    workspace: Workspace, report: ReportRecord
) -> None:
    with pytest.raises(UserError, match="Không có báo cáo số 99"):
        workspace.reports.get(99)
    with pytest.raises(UserError, match="mo-dau, han-che"):
        workspace.reports.section(report.id, "khong-co")


def test_deleting_a_report_takes_all_of_it(workspace: Workspace, report: ReportRecord) -> None:
    workspace.reports.save_section(report.id, "mo-dau", "một", 0)
    workspace.messages.add(report.id, "user", "xin chào")
    workspace.messages.add(None, "user", "ngoài báo cáo")
    workspace.dismissals.add(report.id, "NUM001", "05", "đúng số liệu")
    workspace.reports.delete(report.id)
    assert workspace.reports.all() == []
    assert workspace.messages.of_report(report.id) == []
    assert workspace.dismissals.of_report(report.id) == []
    assert [m.text for m in workspace.messages.of_report(None)] == ["ngoài báo cáo"]


def test_chat_keeps_its_citations(workspace: Workspace, report: ReportRecord) -> None:
    citation = Citation(
        number="61/2018/NĐ-CP",
        kind="Nghị định",
        title="về một cửa",
        issuer="Chính phủ",
        signed=date(2018, 4, 23),
        article=None,
        status=Status.AMENDED,
        effective=None,
        expiry=None,
        replaced_by=(),
        amended_by=("107/2021/NĐ-CP",),
        quote="",
        source="register",
    )
    workspace.messages.add(report.id, "assistant", "Theo nghị định…", [citation])
    (message,) = workspace.messages.of_report(report.id)
    assert message.citations == (citation,)


def test_dismissing_twice_keeps_the_last_reason(workspace: Workspace, report: ReportRecord) -> None:
    workspace.dismissals.add(report.id, "NUM001", "05", "lý do một")
    kept = workspace.dismissals.add(report.id, "NUM001", "05", "lý do hai")
    assert workspace.dismissals.of_report(report.id) == [kept]
    assert kept.reason == "lý do hai"
    workspace.dismissals.remove(kept.id)
    assert workspace.dismissals.of_report(report.id) == []


def test_the_history_lists_what_versions_does_without_what_hangs_on_them(
    workspace: Workspace,
) -> None:
    report = workspace.reports.create("dan-van", "t", date(2023, 6, 30), sections=[("mo-dau", "")])
    for number, text in enumerate(("một", "hai", "ba")):
        workspace.reports.save_section(report.id, "mo-dau", text, number)
    full = workspace.reports.versions(report.id, "mo-dau")
    brief = workspace.reports.history(report.id, "mo-dau")
    assert [(v.number, v.text, v.origin, v.created_at) for v in brief] == [
        (v.number, v.text, v.origin, v.created_at) for v in full
    ]
    assert workspace.reports.version(report.id, "mo-dau", 2) == full[1]
    assert workspace.reports.version(report.id, "mo-dau", 9) is None
