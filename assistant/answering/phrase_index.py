"""What every instrument may be asked for by, as arrays: built once, kept on disk.

Every phrase (title, phrasing, topic, gist or heading of an article) is a small document of its own,
so that an instrument with many phrasings is not penalised for its length. Syllables and pairs of
them are indexed as written and folded, so that "mot cua" finds "một cửa". Phrases that several
instruments share (the members of a chain share most) are cut up and indexed once.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from assistant.answering.essence import essence
from assistant.domain import Instrument
from assistant.language.tokens import FOLDED_MARK, lexical_tokens
from assistant.settings import get_settings

#: Raised whenever the way a phrase is cut up changes: indexes kept before are built anew.
_FORMAT = 5
#: A heading that so many instruments have ("Hiệu lực thi hành") says nothing about any of them.
_COMMON_HEADING = 6
_MOST_ROWS = 1 << 24
#: Indexes kept at once: that in use, and those of a register just changed or in a test.
_KEPT = 3

_Ints = NDArray[np.int32]
_Floats = NDArray[np.float32]


class PhraseKind(IntEnum):
    TITLE = 0
    ASKED = 1  # how people ask for it
    TOPIC = 2  # a subject that it shares with others
    GIST = 3
    HEADING = 4


@dataclass(frozen=True, slots=True)
class Postings:
    """For each term of the vocabulary the rows (phrases, or instruments) that have it."""

    starts: _Ints
    rows: _Ints

    def of(self, term: int) -> _Ints:
        return self.rows[self.starts[term] : self.starts[term + 1]]


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """The arrays. ``owner`` and ``owned`` are the pairs of instrument and phrase, by instrument.

    Attributes:
        vocabulary: term → its number.
        information: of each term, log(1 + instruments / instruments that have it).
        impacts: BM25 weights, parallel to ``phrases_of.rows``.
        kinds: of each phrase of ``owned``, a ``PhraseKind``.
        totals: information of the folded terms of each phrase.
        named: postings over the titles and phrasings of instruments; ``spoken``, over everything.
    """

    vocabulary: dict[str, int]
    information: _Floats
    impacts: _Floats
    phrases_of: Postings
    owned: _Ints
    owner: _Ints
    kinds: NDArray[np.int8]
    totals: _Floats
    named: Postings
    spoken: Postings
    count: int  # of instruments

    @property
    def rarest(self) -> float:
        return float(np.log(1 + max(1, self.count)))


def phrases_of(instrument: Instrument) -> list[tuple[str, PhraseKind]]:
    """What the instrument may be asked for by, as written."""
    found = [(instrument.title, PhraseKind.TITLE)]
    found += [(phrase, PhraseKind.ASKED) for phrase in instrument.ask_as]
    found += [(topic, PhraseKind.TOPIC) for topic in instrument.topics]
    for provision in instrument.provisions:
        if provision.gist:
            found.append((f"{provision.heading} {provision.gist}", PhraseKind.GIST))
        else:
            found.append((provision.heading, PhraseKind.HEADING))
    return [(phrase, kind) for phrase, kind in found if phrase]


def build(instruments: Sequence[Instrument]) -> PhraseIndex:
    """The index of ``instruments``; their order is that of the rows."""
    import bm25s

    headings = Counter(p.heading.lower() for i in instruments for p in i.provisions if not p.gist)
    numbers: dict[str, int] = {}  # phrase → its row
    documents: list[list[str]] = []
    pairs: list[tuple[int, int, int]] = []  # instrument, phrase, kind
    for row, instrument in enumerate(instruments):
        for written, kind in phrases_of(instrument):
            if kind is PhraseKind.HEADING and headings[written.lower()] >= _COMMON_HEADING:
                continue
            phrase = essence(written)
            if not phrase:
                continue
            if phrase not in numbers:
                numbers[phrase] = len(documents)
                documents.append(lexical_tokens(phrase))
            pairs.append((row, numbers[phrase], kind))
    engine = bm25s.BM25()
    engine.index(documents or [["-"]], show_progress=False)
    vocabulary = {term: number for term, number in engine.vocab_dict.items() if term}
    size = max(vocabulary.values(), default=-1) + 1
    terms = [np.unique([vocabulary[term] for term in document]) for document in documents]
    spoken = _postings([(row, terms[phrase]) for row, phrase, _ in pairs], size)
    names = (PhraseKind.TITLE, PhraseKind.ASKED)
    named = _postings([(row, terms[phrase]) for row, phrase, kind in pairs if kind in names], size)
    spread = np.diff(spoken.starts)
    information = np.log(1 + len(instruments) / np.maximum(spread, 1)).astype(np.float32)
    folded = np.zeros(size, bool)
    folded[[number for term, number in vocabulary.items() if term[0] == FOLDED_MARK]] = True
    totals = [float(information[t[folded[t]]].sum()) for t in terms]
    columns = np.array(pairs, np.int32).reshape(-1, 3)
    return PhraseIndex(
        vocabulary=vocabulary,
        information=information,
        impacts=engine.scores["data"].astype(np.float32),
        phrases_of=Postings(
            engine.scores["indptr"].astype(np.int32), engine.scores["indices"].astype(np.int32)
        ),
        owned=columns[:, 1],
        owner=columns[:, 0],
        kinds=columns[:, 2].astype(np.int8),
        totals=np.array(totals, np.float32),
        named=named,
        spoken=spoken,
        count=len(instruments),
    )


def _postings(pairs: Iterable[tuple[int, NDArray[np.int64]]], size: int) -> Postings:
    """Postings of distinct (term, row) pairs."""
    keys = [terms.astype(np.int64) * _MOST_ROWS + row for row, terms in pairs]
    if not keys:
        return Postings(np.zeros(size + 1, np.int32), np.zeros(0, np.int32))
    terms, rows = np.divmod(np.unique(np.concatenate(keys)), _MOST_ROWS)
    starts = np.searchsorted(terms, np.arange(size + 1))
    return Postings(starts.astype(np.int32), rows.astype(np.int32))


def open_or_build(instruments: Sequence[Instrument]) -> PhraseIndex:
    """The index of ``instruments``, from disk when the same phrases were indexed before.

    Whatever is wrong with what is kept (torn, foreign, not writable) only costs the time to build.
    """
    folder = get_settings().models.parent / "register"
    kept = folder / f"phrases-{_key(instruments)}.npz"
    with suppress(OSError, ValueError, KeyError, EOFError, BadZipFile):
        return _load(kept)
    index = build(instruments)
    with suppress(OSError):
        _save(index, kept)
    return index


def _key(instruments: Iterable[Instrument]) -> str:
    digest = blake2b(str(_FORMAT).encode(), digest_size=16)
    for instrument in instruments:
        lines = [instrument.id, *(f"{kind}{phrase}" for phrase, kind in phrases_of(instrument))]
        digest.update("\n".join(lines).encode())
    return digest.hexdigest()


_POSTINGS = ("phrases_of", "named", "spoken")
_ARRAYS = ("information", "impacts", "owned", "owner", "kinds", "totals")


def _save(index: PhraseIndex, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {name: getattr(index, name) for name in _ARRAYS}
    for name in _POSTINGS:
        postings: Postings = getattr(index, name)
        arrays |= {f"{name}.starts": postings.starts, f"{name}.rows": postings.rows}
    plain = {"vocabulary": index.vocabulary, "count": index.count}
    arrays["plain"] = np.frombuffer(json.dumps(plain, ensure_ascii=False).encode(), np.uint8)
    partial = kept.with_suffix(f".{os.getpid()}.tmp")
    with partial.open("wb") as file:
        np.savez(file, **arrays)
    os.replace(partial, kept)
    newest_first = sorted(kept.parent.glob("phrases-*.npz"), key=_changed, reverse=True)
    for old in newest_first[_KEPT:]:
        old.unlink(missing_ok=True)


def _changed(file: Path) -> float:
    return file.stat().st_mtime


def _load(kept: Path) -> PhraseIndex:
    with np.load(kept) as arrays:
        plain = json.loads(arrays["plain"].tobytes())
        fields: dict[str, Any] = {name: arrays[name] for name in _ARRAYS} | plain
        for name in _POSTINGS:
            fields[name] = Postings(arrays[f"{name}.starts"], arrays[f"{name}.rows"])
        return PhraseIndex(**fields)
