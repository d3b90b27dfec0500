"""The shipped word lists and sentence patterns (``knowledge/phrases``), read once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from assistant.drafting.readings import Context, Reading, choose, read_readings
from assistant.language.text import fold, nfc
from assistant.resources import data_folder


def _read(name: str) -> Any:
    file = data_folder("knowledge") / "phrases" / f"{name}.yaml"
    return yaml.load(nfc(file.read_text("utf-8")), Loader=yaml.CSafeLoader)


def alternatives(words: Sequence[str]) -> str:
    """A regular expression for any of ``words``, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _words(words: Sequence[str], but: Sequence[str] = ()) -> re.Pattern[str]:
    """Any of ``words``, except where one of ``but`` stands."""
    not_these = rf"(?!(?:{alternatives(but)})(?!\w))" if but else ""
    return re.compile(rf"(?<!\w){not_these}(?:{alternatives(words)})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Lexicon:
    """Word classes; each pattern matches whole words, in any case."""

    verb: re.Pattern[str]
    event: re.Pattern[str]
    event_noun: re.Pattern[str]
    manner: re.Pattern[str]
    adjective: re.Pattern[str]
    state: re.Pattern[str]
    subject: re.Pattern[str]
    body: re.Pattern[str]
    bodies: Mapping[str, str]  # lower-case → as printed
    activities: frozenset[str]
    ordinals: tuple[str, ...]
    activity: re.Pattern[str]
    compound: re.Pattern[str]  # enumerations that are one term: "cán bộ, công chức"
    formal: tuple[tuple[re.Pattern[str], str], ...]
    synonyms: tuple[tuple[re.Pattern[str], str], ...]
    task_verbs: tuple[tuple[re.Pattern[str], str], ...]  # how a task opens
    agents: Mapping[str, str]  # verb → who alone does it


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    data = _read("lexicon")
    return Lexicon(
        verb=_words(data["verbs"], data["not_verbs"]),
        event=_words(data["events"]),
        event_noun=_words(data["event_nouns"]),
        manner=_words(data["manners"]),
        adjective=_words(data["adjectives"]),
        state=_words(data["states"]),
        subject=_words([*data["subjects"], *data["bodies"]]),
        body=_words(data["bodies"]),
        bodies={body.lower(): body for body in data["bodies"]},
        activities=frozenset(data["activities"]),
        ordinals=tuple(data["ordinals"]),
        activity=_words(data["activities"]),
        compound=_words(
            [better for _, better in data["formal"] if ", " in better]
            + [full for full in abbreviations().exact.values() if ", " in full]
        ),
        formal=_pairs(data["formal"]),
        synonyms=_pairs(data["synonyms"]),
        task_verbs=_pairs(data["task_verbs"]),
        agents=data["agents"],
    )


def _pairs(entries: Sequence[Sequence[str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    def pattern(written: str) -> re.Pattern[str]:
        if written != written.strip():
            return re.compile(re.escape(written), re.IGNORECASE)
        return _words([written])

    return tuple((pattern(written), better) for written, better in entries)


@lru_cache(maxsize=1)
def frames() -> Mapping[str, Any]:
    data: Mapping[str, Any] = _read("frames")
    return data


@dataclass(frozen=True)
class Wording:
    """Words that may stand for each other where ``pattern`` matches; ``options`` may use its
    groups, and ``kinds`` are the sections that it is for, none for all."""

    pattern: re.Pattern[str]
    options: tuple[str, ...]
    kinds: frozenset[str]


@lru_cache(maxsize=1)
def wordings() -> tuple[Wording, ...]:
    return tuple(
        Wording(
            re.compile(entry["find"]),
            tuple(entry["options"]),
            frozenset(entry.get("in", ())),
        )
        for entry in frames()["wordings"].values()
    )


@dataclass(frozen=True)
class Cues:
    """Words that tell what kind of information a note item is."""

    labels: Mapping[str, str]  # folded label → polarity
    weak_labels: frozenset[str]  # labels only before a colon or as a heading
    topics: frozenset[str]  # folded lines that only head what follows
    starts: tuple[tuple[str, re.Pattern[str]], ...]
    contains: tuple[tuple[str, re.Pattern[str]], ...]
    injection: re.Pattern[str]
    neutral: re.Pattern[str]  # phrases whose words are no cue


@lru_cache(maxsize=1)
def cues() -> Cues:
    data = _read("cues")
    return Cues(
        labels={fold(label): kind for kind, labels in data["labels"].items() for label in labels},
        weak_labels=frozenset(map(fold, data["weak_labels"])),
        topics=frozenset(map(fold, data["topics"])),
        starts=tuple(
            (kind, re.compile(rf"\s*(?:{alternatives(words)})(?!\w)", re.IGNORECASE))
            for kind, words in data["starts"].items()
        ),
        contains=tuple((kind, _words(words)) for kind, words in data["contains"].items()),
        neutral=_words(data["neutral"]),
        injection=re.compile("|".join(data["injection"]), re.IGNORECASE),
    )


@dataclass(frozen=True)
class Abbreviations:
    """``exact`` match as written; ``lowercase`` in small letters, and in capitals where nothing
    else does; ``contextual`` in any case, by their neighbours."""

    exact: Mapping[str, str]
    lowercase: Mapping[str, str]
    contextual: Mapping[str, tuple[Reading, ...]]
    patterns: tuple[tuple[re.Pattern[str], str], ...]

    def expand(self, word: str, context: Context) -> str | None:
        """What ``word`` stands for in ``context``; None when nothing settles it."""
        if len(word) > 1 and (readings := self.contextual.get(word.upper())):
            meaning = choose(readings, context)
            if meaning is not None:
                return meaning
        return (
            self.exact.get(word)
            or self.lowercase.get(word)
            or (self.lowercase.get(word.lower()) if len(word) > 1 and word.isupper() else None)
            or (initials().get(fold(word)) if word.isupper() else None)
        )

    def knows(self, word: str) -> bool:
        """Whether ``word`` is an abbreviation, settled or not."""
        return (
            word in self.exact
            or word.lower() in self.lowercase
            or (len(word) > 1 and word.upper() in self.contextual)
        )


@lru_cache(maxsize=1)
def abbreviations() -> Abbreviations:
    data = _read("abbreviations")
    return Abbreviations(
        data["exact"],
        data["lowercase"],
        read_readings(data["contextual"]),
        tuple((re.compile(pattern), full) for pattern, full in data["patterns"]),
    )


@lru_cache(maxsize=1)
def accent_data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = _read("accents")
    return data


_FEWEST_INITIALS = 4  # letters; three stand for too many things


@lru_cache(maxsize=1)
def initials() -> Mapping[str, str]:
    """The administrative phrase that alone begins with these letters: "nlmt" → "năng lượng mặt
    trời". For capitals that no list of abbreviations has.
    """
    found: dict[str, set[str]] = {}
    for listed in accent_data()["phrases"].values():
        for phrase in listed.split(","):
            words = phrase.split()
            if len(words) >= _FEWEST_INITIALS:
                letters = fold("".join(word[0] for word in words))
                found.setdefault(letters, set()).add(" ".join(words))
    return {letters: next(iter(named)) for letters, named in found.items() if len(named) == 1}


@lru_cache(maxsize=1)
def accent_readings() -> Mapping[str, tuple[Reading, ...]]:
    return read_readings(_read("accent-readings"))


@dataclass(frozen=True)
class QuantityWords:
    """Nouns, verbs and states of notes that give numbers (``quantities.yaml``)."""

    counted: re.Pattern[str]
    not_counted: re.Pattern[str]  # compounds that open like a counted noun
    participants: frozenset[str]
    classifiers: frozenset[str]
    places: frozenset[str]
    pieces: frozenset[str]
    events: Mapping[str, str]  # event → verb
    bodies: Mapping[str, Mapping[str, str]]
    verbs: Mapping[str, str]  # noun → verb
    states: Mapping[str, str]  # head → template
    topics: Mapping[str, Mapping[str, str]]
    petitions: frozenset[str]
    full_nouns: Mapping[str, str]
    categories: Mapping[str, str]  # short → as it stands in a list
    implied_nouns: Mapping[str, str]  # head → noun that only it can count
    fields: frozenset[str]  # of files at the one-stop office
    late_nouns: tuple[str, ...]
    late_states: Mapping[str, str]

    def split_noun(self, text: str) -> tuple[str, str]:
        """("lượt công dân", what follows) where ``text`` opens with a counted noun."""
        match = None if self.not_counted.match(text) else self.counted.match(text)
        return (match[0], text[match.end() :].strip()) if match else ("", text)

    def names_counted(self, text: str) -> bool:
        """Whether a number in ``text`` stands before the noun that it counts."""
        numbers = re.finditer(r"\d[\d./]*\s+", text)
        return any(self.split_noun(text[number.end() :])[0] for number in numbers)

    def implied_noun(self, text: str) -> str:
        return next((noun for head, noun in self.implied_nouns.items() if head in text), "")

    def opens_state(self, text: str) -> bool:
        return any(
            text.lower().startswith(f"{state} ") or text.lower() == state for state in self.states
        )

    def split_state(self, text: str) -> tuple[str, str]:
        """("", "thành") for " thành ": the words at the end that head the next number."""
        tokens = text.split()
        for size in range(min(len(tokens), 4), 0, -1):
            tail = " ".join(tokens[-size:])
            if tail in self.states:
                return " ".join(tokens[:-size]), tail
        return text, ""

    def event_at(self, head: str) -> tuple[str, str, str] | None:
        """(verb, event, what follows it) where ``head`` opens with an event."""
        bare = re.sub(r"^(?:tổ chức|mở|thực hiện)\s+", "", head)
        for event in sorted(self.events, key=len, reverse=True):
            if bare == event or bare.startswith(f"{event} "):
                return self.events[event], event, bare[len(event) :].strip()
        return None

    def body_at(self, head: str) -> str:
        return next((body for body in self.bodies if head.startswith(body)), "")

    def verb_of(self, noun: str, tail: str) -> str:
        """The verb that goes with a counted noun; "" where none is sure."""
        full = f"{noun} {tail}"
        named = sorted(self.verbs, key=len, reverse=True)
        return next((self.verbs[key] for key in named if full.startswith(key)), "")

    def is_word(self, text: str) -> bool:
        return bool(text) and len(text.split()) <= 6


@lru_cache(maxsize=1)
def quantity_words() -> QuantityWords:
    data = _read("quantities")
    return QuantityWords(
        counted=_words(data["counted"]),
        not_counted=_words(data["not_counted"]),
        participants=frozenset(data["participants"]),
        pieces=frozenset(data["pieces"]),
        places=frozenset(data["places"]),
        classifiers=frozenset(data["classifiers"]),
        events=data["events"],
        bodies=data["bodies"],
        verbs=data["verbs"],
        states=dict(data["states"]),
        topics=data["topics"],
        petitions=frozenset(data["petitions"]),
        full_nouns=data["full_nouns"],
        categories=data["categories"],
        implied_nouns=data["implied_nouns"],
        fields=frozenset(data["fields"]),
        late_nouns=tuple(data["late_nouns"]),
        late_states=data["late_states"],
    )
