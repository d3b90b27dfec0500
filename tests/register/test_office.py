"""The office's own entries: over the shipped ones, updated in one step, kept when all else fails."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Amendment, Confidence, Instrument, Provision, Status, UserError
from assistant.register import load, load_register
from assistant.register.cache import through_cache
from assistant.register.codec import from_plain, to_plain, to_yaml
from assistant.register.entries import parse_entries
from assistant.register.layers import close_chains, overlay, overridden
from assistant.register.office import UPDATES, Incoming, read_incoming, update
from assistant.serialise import jsonable
from assistant.settings import Settings

TODAY = date(2026, 11, 20)


def entry(number: str, **facts: Any) -> Instrument:
    sound: dict[str, Any] = {
        "id": number, "number": number, "kind": "Nghị định", "issuer": "Chính phủ",
        "title": f"Về việc {number}", "recorded_status": "unverified", "sources": ("Công báo",),
    }  # fmt: skip
    return Instrument(**(sound | facts))


OLD = entry(
    "1/2010/NĐ-CP",
    signed=date(2010, 1, 1),
    effective=date(2010, 3, 1),
    recorded_status="in_force",
    verified_on=TODAY,
)
NEW = entry("2/2026/NĐ-CP", signed=date(2026, 1, 1), effective=date(2026, 3, 1), replaces=(OLD.id,))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An office's data folder that ``load_register`` reads."""
    settings = Settings(home=tmp_path / "home", models=tmp_path / "cache" / "models")
    monkeypatch.setattr(load, "get_settings", lambda: settings)
    caches = (load.shipped_instruments, load._office, load._layered)
    for cache in caches:
        cache.cache_clear()
    yield settings.home
    for cache in caches:
        cache.cache_clear()


def put(home: Path, name: str, *entries: Instrument) -> Path:
    folder = home / "instruments"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(to_yaml(entries), "utf-8")
    return folder / name


# --- layers -------------------------------------------------------------------------------------


def test_the_offices_entry_stands_in_the_place_of_the_shipped_one() -> None:
    other = entry("3/2012/NĐ-CP")
    mine = replace(OLD, title="Của cơ quan")
    assert overlay([OLD, other], [mine]) == (mine, other)
    assert overridden([OLD, other], [mine, NEW]) == (OLD.id,)


def test_what_a_new_entry_replaces_ends_when_it_begins() -> None:
    old, new = close_chains([OLD, NEW], {NEW.id})
    assert (old.replaced_by, old.expiry, old.recorded_status) == (
        (NEW.id,),
        NEW.effective,
        "expired",
    )
    assert new == NEW


def test_an_end_that_is_known_is_kept() -> None:
    ended = replace(OLD, expiry=date(2020, 1, 1), recorded_status="expired")
    assert close_chains([ended, NEW], {NEW.id})[0].expiry == date(2020, 1, 1)


def test_a_successor_without_a_day_ends_nothing() -> None:
    old, _ = close_chains([OLD, replace(NEW, effective=None)], {NEW.id})
    assert (old.replaced_by, old.expiry, old.recorded_status) == ((NEW.id,), None, "in_force")


def test_amendments_are_carried_over_both_ways() -> None:
    amended, amending = close_chains([OLD, replace(NEW, replaces=(), amends=(OLD.id,))], {NEW.id})
    assert amended.amended_by == (Amendment(NEW.id, NEW.effective),)
    claims = replace(OLD, amended_by=(Amendment(NEW.number),))
    _, amending = close_chains([claims, replace(NEW, replaces=())], {NEW.id})
    assert amending.amends == (OLD.id,)


def test_chains_among_entries_that_are_not_new_stay_as_they_are() -> None:
    entries = (OLD, NEW, entry("9/2020/NĐ-CP"))
    assert close_chains(entries, {"9/2020/NĐ-CP"}) == entries


def test_names_that_mean_nothing_or_several_are_left_alone() -> None:
    twins = (entry("7-QĐ/TW", id="7 (a)"), entry("7-QĐ/TW", id="7 (b)"))
    new = replace(NEW, replaces=("7-QĐ/TW", "không có", NEW.id))
    assert close_chains([*twins, new], {new.id}) == (*twins, new)


# --- reading ------------------------------------------------------------------------------------


def test_without_an_office_folder_the_shipped_register_stands_alone(home: Path) -> None:
    assert load_register().all() == load.shipped_instruments()
    assert load_register() is load_register()
    assert not home.exists()


def test_entries_of_the_office_are_used_at_once(home: Path) -> None:
    before = load_register()
    file = put(home, "a.yaml", NEW)
    assert load_register().get(NEW.id) == NEW
    file.unlink()
    assert load_register().all() == before.all()


def test_a_new_decree_of_the_office_ends_the_shipped_one(home: Path) -> None:
    shipped = load_register().get("154/2026/NĐ-CP")
    assert shipped is not None
    begun = date(2026, 10, 1)
    put(home, "a.yaml", replace(NEW, effective=begun, replaces=(shipped.id,)))
    register = load_register()
    older = register.get(shipped.id)
    assert older is not None
    assert register.validity(older, begun - timedelta(1)).status is Status.IN_FORCE
    assert register.validity(older, begun).status is Status.EXPIRED
    assert register.validity(older, begun).replaced_by == (NEW.number,)


def test_a_damaged_file_of_the_office_is_named(home: Path) -> None:
    put(home, "hỏng.yaml").write_text("- [", "utf-8")
    with pytest.raises(UserError, match=r"hỏng\.yaml"):
        load_register()


def test_one_id_in_two_files_of_the_office_is_refused(home: Path) -> None:
    put(home, "a.yaml", NEW)
    put(home, "b.yaml", NEW)
    with pytest.raises(UserError, match=r"b\.yaml.*a\.yaml"):
        load_register()


# --- updating -----------------------------------------------------------------------------------


def bring(home: Path, *entries: Instrument, shipped: tuple[Instrument, ...] = ()) -> Any:
    return update(Incoming(entries), home / "instruments", shipped=shipped)


def kept(home: Path) -> list[Instrument]:
    return parse_entries(UPDATES, (home / "instruments" / UPDATES).read_text("utf-8"))


def test_an_update_adds_then_changes_nothing_when_repeated(home: Path) -> None:
    first = bring(home, OLD)
    assert (first.added, first.changed, first.unchanged, first.backup) == ((OLD.id,), (), (), None)
    stamp = first.path.stat().st_mtime_ns
    again = bring(home, OLD)
    assert (again.added, again.changed, again.unchanged) == ((), (), (OLD.id,))
    assert first.path.stat().st_mtime_ns == stamp
    assert not first.path.with_name(UPDATES + ".bak").exists()


def test_the_former_state_is_kept(home: Path) -> None:
    first = bring(home, OLD)
    former = first.path.read_bytes()
    second = bring(home, replace(OLD, title="Khác"), NEW)
    assert (second.added, second.changed) == ((NEW.id,), (OLD.id,))
    assert second.backup.read_bytes() == former
    assert [e.id for e in kept(home)] == [OLD.id, NEW.id]


def test_what_the_shipped_register_says_already_is_not_copied(home: Path) -> None:
    result = bring(home, OLD, shipped=(OLD,))
    assert (result.unchanged, result.path.exists()) == ((OLD.id,), False)


def test_an_override_is_said(home: Path) -> None:
    result = bring(home, replace(OLD, title="Khác"), shipped=(OLD,))
    assert (result.changed, result.overridden) == ((OLD.id,), (OLD.id,))


def test_an_entry_with_an_error_keeps_all_of_the_file_out(home: Path) -> None:
    bring(home, OLD)
    before = {file.name: file.read_bytes() for file in (home / "instruments").iterdir()}
    with pytest.raises(UserError, match=NEW.id):
        bring(home, entry("5/2020/NĐ-CP"), replace(NEW, sources=()))
    assert {file.name: file.read_bytes() for file in (home / "instruments").iterdir()} == before


def test_errors_of_the_shipped_register_hold_no_update_back(home: Path) -> None:
    bring(home, NEW, shipped=(OLD, entry("8/2010/NĐ-CP", sources=())))
    assert kept(home) == [NEW]


def test_a_file_written_by_hand_is_not_overruled(home: Path) -> None:
    put(home, "tay.yaml", OLD)
    with pytest.raises(UserError, match=r"tay\.yaml"):
        bring(home, replace(OLD, title="Khác"))
    assert not (home / "instruments" / UPDATES).exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(home: Path) -> None:
    home.mkdir()
    home.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(UserError, match="Không ghi được"):
        bring(home, OLD)


def test_a_file_where_the_folder_should_be(home: Path) -> None:
    home.mkdir()
    (home / "instruments").write_text("tệp", "utf-8")
    with pytest.raises(UserError, match="Không ghi được"):
        bring(home, OLD)


def test_a_kill_while_writing_leaves_the_former_file(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(home, OLD)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        bring(home, NEW)
    assert kept(home) == [OLD]
    assert not list((home / "instruments").glob("*.tmp"))


def test_a_zip_of_entries(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sổ/một.yaml", to_yaml([OLD]))
        archive.writestr("sổ/hai.yml", to_yaml([NEW]))
        archive.writestr("đọc.txt", "bỏ qua")
    assert read_incoming(path, on=TODAY, register=()).entries == (OLD, NEW)


# --- cache and codec ----------------------------------------------------------------------------

FILES = [("a.yaml", to_yaml([OLD, NEW]).encode())]


def test_the_cache_gives_what_was_read_and_reads_no_second_time(tmp_path: Path) -> None:
    reads: list[int] = []

    def read(files: object) -> list[Instrument]:
        reads.append(1)
        return [OLD, NEW]

    for _ in range(2):
        assert through_cache(tmp_path / "c", "n", FILES, read) == [OLD, NEW]
    assert len(reads) == 1
    through_cache(tmp_path / "c", "n", [("a.yaml", FILES[0][1] + b"\n")], read)
    assert len(reads) == 2
    assert len(list((tmp_path / "c").iterdir())) == 1  # the former one is gone


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[1]", b'[{"id": 1}]', b'[{"la": 1}]', b"null", b"\xff", b'["x"]']
)
def test_a_damaged_cache_is_read_anew_and_mended(tmp_path: Path, damage: bytes) -> None:
    through_cache(tmp_path, "n", FILES, lambda files: [OLD])
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage)
    assert through_cache(tmp_path, "n", FILES, lambda files: [OLD]) == [OLD]
    assert len(json.loads(file.read_bytes())) == 1


def test_a_cache_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("", "utf-8")
    assert through_cache(tmp_path / "tệp" / "c", "n", FILES, lambda files: [OLD]) == [OLD]


def test_the_shipped_register_is_the_same_through_the_cache(home: Path) -> None:
    first = load_register().all()
    load.shipped_instruments.cache_clear()
    load._layered.cache_clear()
    assert list((home.parent / "cache" / "register").iterdir())
    assert load_register().all() == first


_letters = st.characters(exclude_categories=("C", "Z")) | st.sampled_from(" :#'\"-{}[]&*!|>%@`,?")
_text = st.text(_letters, max_size=12).map(str.strip)
_day = st.none() | st.dates()
_names = st.lists(_text.filter(bool), max_size=2).map(tuple)


@given(
    st.builds(
        Instrument,
        id=_text.filter(bool), number=_text, kind=_text, issuer=_text, title=_text, signed=_day,
        effective=_day, expiry=_day, replaces=_names, replaced_by=_names, amends=_names,
        amended_by=st.lists(st.builds(Amendment, number=_text, effective=_day, remark=_text), max_size=2).map(tuple),
        topics=_names, ask_as=_names, sources=_names, verified_on=_day,
        provisions=st.lists(st.builds(Provision, article=st.just("Điều 5"), heading=_text, gist=_text), max_size=2).map(tuple),
        confidence=st.sampled_from(Confidence), recorded_status=_text, locality=_text, note=_text,
    )
)  # fmt: skip
def test_any_entry_survives_json_and_yaml(instrument: Instrument) -> None:
    assert from_plain(json.loads(json.dumps(jsonable(to_plain(instrument))))) == instrument
    assert parse_entries("a.yaml", to_yaml([instrument])) == [instrument]


def test_one_day_in_two_fields_is_written_twice() -> None:
    day = date(2026, 1, 1)
    assert "&" not in to_yaml([entry("1/2026/NĐ-CP", signed=day, effective=day)])


def test_the_shipped_entries_survive_yaml() -> None:
    shipped = list(load.shipped_instruments())
    assert parse_entries("a.yaml", to_yaml(shipped)) == shipped
