"""Locked sentences stay word for word, in their order and place, whatever is written around them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.desk import Desk
from assistant.chat.grounding import grounded_sentences
from assistant.chat.locking import set_lock
from assistant.chat.locks import follow, keep_locked, locked_sentences
from assistant.chat.whole_report import draft_whole
from assistant.domain import Draft, DraftSentence, Evidence, Profile, SourceKind, UserError
from assistant.language.sentences import split_sentences
from assistant.settings import Settings
from assistant.workspace import SectionRecord, Workspace

NOTES = "tuyen truyen chua thuong xuyen\n2/5 thon chua hop dan quy II\nmot so can bo kiem nhiem"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    settings = Settings(home=tmp_path / "home", model="")
    return Desk(Workspace.open(settings.home), settings)


@pytest.fixture
def report_id(desk: Desk) -> int:
    made = desk.new_report(
        "dan-van", "6 tháng đầu năm 2023", date(2023, 6, 30), Profile(commune="xã An Phú")
    )
    return made.id


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


def section(
    text: str, locks: tuple[str, ...], notes: dict[str, str] | None = None
) -> SectionRecord:
    """A section whose sentences rest on ``notes`` (sentence → the note that it tells)."""
    given = tuple(
        Evidence(f"n{at}", note, SourceKind.NOTE)
        for at, note in enumerate((notes or {}).values(), 1)
    )
    drafted = tuple(
        DraftSentence(words, (f"n{at}",)) for at, words in enumerate(notes or {}, start=1)
    )
    return SectionRecord(
        1, "han-che", "", 0, text, "draft", 1, sentences=drafted, evidence=given, locks=locks
    )


def draft(text: str, notes: dict[str, str] | None = None) -> Draft:
    made = section(text, (), notes)
    return Draft(text, made.sentences, made.evidence, (), "composer")


# --- where a locked sentence goes ---------------------------------------------------------------


def test_it_takes_the_place_of_what_tells_the_same_note() -> None:
    seen = section("Một. Hai cũ. Ba.", ("Hai cũ.",), {"Một.": "a", "Hai cũ.": "b", "Ba.": "c"})
    new = draft("Điều một. Chuyện khác hẳn. Điều ba.", {
        "Điều một.": "a", "Chuyện khác hẳn.": "b", "Điều ba.": "c",
    })  # fmt: skip
    kept = keep_locked(seen, new)
    assert kept.text == "Điều một. Hai cũ. Điều ba."
    known = {item.id: item.text for item in kept.evidence}
    own = next(each for each in kept.sentences if each.text == "Hai cũ.")
    assert [known[each] for each in own.evidence] == ["b"]


def test_the_rest_of_a_note_is_told_on() -> None:
    # Two sentences tell one note, and one of them is locked.
    seen = SectionRecord(
        1, "k", "", 0, "Có 12 tổ. Đã họp 3 lần.", "draft", 1, locks=("Có 12 tổ.",),
        sentences=(DraftSentence("Có 12 tổ.", ("n1",)), DraftSentence("Đã họp 3 lần.", ("n1",))),
        evidence=(Evidence("n1", "12 tổ, họp 3 lần", SourceKind.NOTE),),
    )  # fmt: skip
    new = Draft(
        "Hiện có 12 tổ. Các tổ đã họp 3 lần.",
        (DraftSentence("Hiện có 12 tổ.", ("n1",)), DraftSentence("Các tổ đã họp 3 lần.", ("n1",))),
        seen.evidence, (), "composer",
    )  # fmt: skip
    assert keep_locked(seen, new).text == "Có 12 tổ. Các tổ đã họp 3 lần."


def test_what_the_draft_tells_nowhere_goes_behind_its_neighbour() -> None:
    seen = section(
        "Xã đã họp. Câu tự thêm. Dân đồng tình.",
        ("Câu tự thêm.",),
        {"Xã đã họp.": "a", "Dân đồng tình.": "b"},
    )
    new = draft("Mở đầu mới. Xã đã tổ chức họp.\nNhân dân đồng tình.", {
        "Xã đã tổ chức họp.": "a", "Nhân dân đồng tình.": "b",
    })  # fmt: skip
    assert keep_locked(seen, new).text == (
        "Mở đầu mới. Xã đã tổ chức họp. Câu tự thêm.\nNhân dân đồng tình."
    )


def test_the_first_sentence_stays_the_first_and_a_paragraph_a_paragraph() -> None:
    seen = section("Câu đầu.\nCâu giữa.\nCâu cuối.", ("Câu đầu.", "Câu cuối."))
    assert keep_locked(seen, draft("Câu giữa.")).text == "Câu đầu.\nCâu giữa.\nCâu cuối."


def test_a_note_of_another_text_under_the_same_id_is_not_confused() -> None:
    seen = section("Cũ.", ("Cũ.",), {"Cũ.": "ghi chú cũ"})
    kept = keep_locked(seen, draft("Mới hoàn toàn khác.", {"Mới hoàn toàn khác.": "ghi chú mới"}))
    known = {item.id: item.text for item in kept.evidence}
    told = {each.text: [known[e] for e in each.evidence] for each in kept.sentences}
    assert told == {"Mới hoàn toàn khác.": ["ghi chú mới"], "Cũ.": ["ghi chú cũ"]}


WORDS = st.sampled_from(["An", "Bình", "Cúc", "Dũng", "Em", "Giang", "Hạnh", "Liên"])
SENTENCES = st.lists(
    st.lists(WORDS, min_size=1, max_size=4).map(lambda words: f"{' '.join(words)}."),
    max_size=8,
    unique=True,
)


@given(SENTENCES, SENTENCES, st.sets(st.integers(0, 7)), st.sampled_from([" ", "\n"]))
def test_every_locked_sentence_is_there_once_and_in_order(
    old: list[str], new: list[str], chosen: set[int], gap: str
) -> None:
    locks = tuple(words for at, words in enumerate(old) if at in chosen)
    seen = section(gap.join(old), locks)
    kept = sentences(keep_locked(seen, draft(" ".join(new))).text)
    assert [words for words in kept if words in locks] == list(locks)
    # Nothing is made up: what is not locked is the draft's own.
    assert all(words in new or words in locks for words in kept)


@given(SENTENCES, st.sets(st.integers(0, 7)))
def test_the_same_draft_again_changes_nothing(old: list[str], chosen: set[int]) -> None:
    text = " ".join(old)
    locks = tuple(words for at, words in enumerate(old) if at in chosen)
    assert keep_locked(section(text, locks), draft(text)).text == text


# --- editing ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "locked"),
    [
        ("Một hai ba bốn. Năm sáu bảy.", "Một hai ba bốn."),
        ("Năm sáu bảy. Một hai ba bốn.", "Một hai ba bốn."),
        ("Một hai ba bốn năm. Năm sáu bảy.", "Một hai ba bốn năm."),  # reworded: still locked
        ("Năm sáu bảy.", "Một hai ba bốn."),  # taken out: remembered
        ("Năm sáu bảy. Chuyện khác hẳn.", "Một hai ba bốn."),
    ],
)
def test_a_lock_follows_the_sentence_through_an_edit(after: str, locked: str) -> None:
    assert follow(("Một hai ba bốn.",), "Một hai ba bốn. Năm sáu bảy.", after) == (locked,)


# --- at the desk --------------------------------------------------------------------------------


def lock(desk: Desk, report_id: int, part: str) -> str:
    seen = desk.workspace.reports.section(report_id, "han-che")
    words = [one.span.of(seen.text) for one in grounded_sentences(seen)]
    number = next(at for at, each in enumerate(words) if part in each)
    _, locked = set_lock(desk, report_id, "han-che", number, seen.version)
    assert locked
    return words[number]


def test_regenerating_keeps_it_and_tells_its_note_once(desk: Desk, report_id: int) -> None:
    first = desk.draft(report_id, "han-che", NOTES)
    words = lock(desk, report_id, "họp dân")
    for instruction in ("ngắn hơn", "chi tiết hơn", "", "ngắn hơn"):
        again = desk.regenerate(report_id, "han-che", instruction)
        assert again.text.count(words) == 1, instruction
        assert again.text.count("họp dân") == first.text.count("họp dân"), instruction
        assert "tuyên truyền" in again.text
        assert not [f for f in desk.flags(again) if f.diagnostic.code.startswith("STR005")]
        one = next(s for s in grounded_sentences(again) if s.span.of(again.text) == words)
        assert "2/5 thon chua hop dan quy II" in [item.text for item in one.evidence]


def test_a_hand_written_locked_sentence_is_kept_behind_the_one_it_followed(
    desk: Desk, report_id: int
) -> None:
    text = desk.draft(report_id, "han-che", NOTES).text
    told = next(words for words in sentences(text) if "họp dân" in words)
    own = "Riêng thôn Bản Lác đã có giấy mời lần hai."
    desk.save(report_id, "han-che", text.replace(told, f"{told} {own}"), 1)
    lock(desk, report_id, "Bản Lác")
    again = sentences(desk.regenerate(report_id, "han-che", "chi tiết hơn").text)
    at = again.index(own)
    assert "họp dân" in again[at - 1]


def test_locks_are_kept_followed_and_taken_off(desk: Desk, report_id: int) -> None:
    drafted = desk.draft(report_id, "han-che", NOTES)
    words = lock(desk, report_id, "họp dân")
    reopened = Desk(Workspace.open(desk.settings.home), desk.settings)
    assert locked_sentences(reopened.workspace.reports.section(report_id, "han-che")) == [words]
    edited = desk.save(
        report_id, "han-che", drafted.text.replace("trong quý II", "trong quý II/2023"), 1
    )
    assert locked_sentences(edited) == [words.replace("quý II", "quý II/2023")]
    undone = desk.undo(report_id, "han-che", edited.version)
    assert locked_sentences(undone) == [words]
    number = sentences(undone.text).index(words)
    free, locked = set_lock(desk, report_id, "han-che", number, undone.version)
    assert not locked
    assert locked_sentences(free) == []


def test_a_lock_on_a_text_that_changed_is_refused(desk: Desk, report_id: int) -> None:
    desk.draft(report_id, "han-che", NOTES)
    with pytest.raises(UserError, match="vừa thay đổi"):
        set_lock(desk, report_id, "han-che", 0, 7)
    with pytest.raises(UserError, match="vừa thay đổi"):
        set_lock(desk, report_id, "han-che", 99, 1)


def test_drafting_the_whole_report_keeps_it_too(desk: Desk, report_id: int) -> None:
    desk.draft(report_id, "han-che", NOTES)
    words = lock(desk, report_id, "kiêm nhiệm")
    desk.set_notes(report_id, "han-che", f"{NOTES}\nkinh phí còn hạn hẹp")
    draft_whole(desk, report_id)
    text = desk.workspace.reports.section(report_id, "han-che").text
    assert words in text
    assert "kinh phí" in text
