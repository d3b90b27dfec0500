"""Writes out a note as typed: abbreviations in full, accents restored, shorthand of time and signs.

What stays open keeps its place as a private character, so that no later rule looks inside it;
``show_gaps`` turns it into the marked gap that the clerk sees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import Span
from assistant.drafting.accents import AccentDictionary, Word, is_accented, split_words
from assistant.drafting.phrases import abbreviations, frames
from assistant.drafting.readings import Context, Surroundings
from assistant.language.dates import find_dates
from assistant.language.text import fold
from assistant.references import find_references

_DOCUMENT_CODE = re.compile(r"\d+[^\s,;]*/[^\s,;]*[A-ZĐƯ][^\s,;]*|\d+-[A-ZĐƯ]+/[A-ZĐƯ]+")
#: "t5", "q2/2024", "6 th": months and quarters as clerks type them; "T2" after "sáng" is a weekday.
_TIMES = (
    (re.compile(r"(?<=sáng )[tT]([2-7])(?!\w)|(?<=sang )[tT]([2-7])(?!\w)"), r"thứ \1\2"),
    (re.compile(r"(thứ [2-7](?:,| và)?) [tT]([2-7])(?!\w)"), r"\1, thứ \2"),
    (re.compile(r"(?<![\w/])[tT]h?\.?0?(1[0-2]|[1-9])(?![\w.])"), r"tháng \1"),
    (re.compile(r"(?<!\w)[qQ]\.?([1-4])(?!\w)"), r"quý \1"),
    (re.compile(r"(?<!\w)[qQ]\.?(IV|III|II|I)(?!\w)"), r"quý \1"),
    (re.compile(r"(?<!\w)[Qq]uy(?=\s+(?:\d|[IV]+\b))"), "quý"),
    (re.compile(r"(?<=\d)\s?th(?=\s|$)"), " tháng"),
    (re.compile(r"(?<=/)nam(?!\w)"), "năm"),
    (re.compile(r"(tháng \d{1,2}) (?=tháng \d)"), r"\1, "),
)
_SIGNS = (
    # What the abbreviation says itself: "ban TTND", "sở Sở NV".
    (re.compile(r"(?<!\w)[Bb]an (?=(?:B?TTND|BCĐ|BCD|GSĐTCĐ|BCHQS)(?!\w))"), ""),
    (re.compile(r"\.?\s*(?:->|=>|→|⇒|–>)\s*"), " → "),
    (re.compile(r"(?<=[^\W\d]{2})\s*/\s*(?=\d+ )"), ", "),
    (re.compile(r">=\s*(\d[\d.,]*\s*%?)"), r"từ \1 trở lên"),
    (re.compile(r"<=\s*(\d[\d.,]*\s*%?(?:\s*[^\W\d]+)?)"), r"không quá \1"),
    (re.compile(r"(?<=\d)\s*m2(?!\w)"), " m²"),
    (re.compile(r"(?<=\d)\s*m3(?!\w)"), " m³"),
    (re.compile(r"(?<=\d)\s*km2(?!\w)"), " km²"),
    (re.compile(r"(?<=\d)(?=(?:km|ha|kg|m)(?!\w))"), " "),
)

_FIRST_GAP = 0xE100
GAP = re.compile("[\ue100-\uf8ff]")


def show_gaps(text: str, unsure: Sequence[str]) -> str:
    """``text`` with its undecided words as the marked gaps that the clerk sees."""
    pattern = frames()["gaps"]["accents"]
    return GAP.sub(lambda gap: pattern.format(word=unsure[ord(gap[0]) - _FIRST_GAP]), text)


def write_out(raw: str, dictionary: AccentDictionary) -> tuple[str, tuple[str, ...]]:
    """``raw`` with abbreviations written out and accents restored, and the words left undecided."""
    text = raw
    for pattern, full in (*_TIMES, *_SIGNS, *abbreviations().patterns):
        text = pattern.sub(full, text)
    return _Speller(text, _line_is_accented(raw), dictionary).spell()


class _Speller:
    def __init__(self, text: str, accented_line: bool, dictionary: AccentDictionary) -> None:
        self._text, self._accented_line, self._dictionary = text, accented_line, dictionary
        self._bare_clauses = _bare_clauses(text, dictionary) if accented_line else ()
        self._among_accents = accented_line
        self._surroundings = Surroundings(text)
        self._protected = _protected(text)
        self._output: list[str] = []
        self._run: list[tuple[str, Context | None]] = []  # words to restore, and blanks between
        self._unsure: list[str] = []

    def spell(self) -> tuple[str, tuple[str, ...]]:
        position = 0
        for part in split_words(self._text):
            span = Span(position, position + len(part))
            position = span.end
            if part[:1].isalpha():
                self._word(part, span)
            elif self._run and part == " ":
                self._run.append((part, None))
            else:
                self._flush()
                self._output.append(part)
        self._flush()
        return re.sub(r"\s+", " ", "".join(self._output)).strip(), tuple(self._unsure)

    def _word(self, part: str, span: Span) -> None:
        if any(block.overlaps(span) for block in self._protected):
            self._flush()
            self._output.append(part)
            return
        bare = any(clause.contains(span) for clause in self._bare_clauses)
        self._among_accents = self._accented_line and not bare
        context = self._surroundings.at(span.start, span.end)
        expansion = abbreviations().expand(part, context)
        text = self._text
        in_code = text[span.start - 1 : span.start].isdigit() or text[span.end :][:1].isdigit()
        if expansion is not None or is_accented(part) or in_code or _is_code(part):
            self._flush()
            self._output.append(expansion or part)
        else:
            self._run.append((part, context))

    def _flush(self) -> None:
        trailing = ""
        if self._run and self._run[-1][1] is None:
            trailing = self._run.pop()[0]
        words = [part for part, context in self._run if context is not None]
        contexts = [context for _, context in self._run if context is not None]
        self._run.clear()
        if words and self._among_accents and not self._dictionary.needs(words):
            self._output.append(" ".join(words))
        elif words:
            self._output.append(self._restored(words, contexts))
        self._output.append(trailing)

    def _restored(self, words: list[str], contexts: list[Context]) -> str:
        restored = self._dictionary.restore(words, contexts, among_accented=self._among_accents)
        output: list[str] = []
        pending: list[str] = []

        def close_gap() -> None:
            if pending:
                output.append(chr(_FIRST_GAP + len(self._unsure)))
                self._unsure.append(" ".join(pending))
                pending.clear()

        for word in _keep_names(words, restored, self._dictionary):
            plain = self._among_accents and fold(word.text) in self._dictionary.plain
            if not word.sure and not plain:
                pending.append(word.text)
                continue
            close_gap()
            output.append(word.text)
        close_gap()
        return " ".join(output)


def _protected(text: str) -> list[Span]:
    fulls = {full.strip() for _, full in abbreviations().patterns if "\\" not in full}
    spans = [
        Span(start, start + len(full))
        for full in fulls
        if (start := text.find(full)) >= 0 and full != fold(full)
    ]
    spans += [Span(*match.span()) for match in _DOCUMENT_CODE.finditer(text)]
    spans += [mention.span for mention in find_dates(text) if mention.span.of(text)[0].isdigit()]
    return spans + [r.number_span for r in find_references(text) if r.number_span]


def _line_is_accented(text: str) -> bool:
    return any(
        is_accented(word) and not abbreviations().knows(word)
        for word in split_words(text)
        if word[:1].isalpha()
    )


_CLAUSE = re.compile(r"[^,;:()]+")


def _bare_clauses(text: str, dictionary: AccentDictionary) -> tuple[Span, ...]:
    """Clauses of an accented line that were typed without accents all the same."""
    return tuple(
        Span(*clause.span())
        for clause in _CLAUSE.finditer(text)
        if not is_accented(clause[0])
        and dictionary.needs([word for word in split_words(clause[0]) if word[:1].isalpha()])
    )


def _is_code(word: str) -> bool:
    """Capitals that no list explains ("OCOP"), Roman numerals: kept as they are."""
    return (len(word) > 1 and word.isupper()) or re.fullmatch(
        r"[IVX]+|.*['’²³].*", word
    ) is not None


def _keep_names(words: list[str], restored: list[Word], dictionary: AccentDictionary) -> list[Word]:
    """Two capitalised words or more are a name, whose accents only the office's data can give."""
    kept = list(restored)
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and words[end].istitle():
            end += 1
        name = tuple(fold(word) for word in words[start:end])
        if len(name) >= 2 and not dictionary.phrases.get(name):
            kept[start:end] = [Word(word, sure=False) for word in words[start:end]]
        start = max(end, start + 1)
    return kept
