"""What typists, scanners and word processors do to a sentence changes none of its references.

Each mutation is tried on every annotated sentence to train and develop on; the finder must still
find the numbers that it finds in the sentence as written, and none in a sentence without any.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from functools import cache

import pytest

from assistant.domain import Reference
from assistant.language.text import fold
from eval.references import find_as_the_product_does, load_cases

SENTENCES = [
    case["text"]
    for split in ("dev", "train")
    for case in load_cases(split)
    if not re.search(
        r"\d[lI]/|\b[lI]\d", case["text"]
    )  # in capitals "6l/2018" may be a serial "6L"
]
_CYRILLIC = str.maketrans("ABEKMHOPCTX", "АВЕКМНОРСТХ")
_NUMBER = re.compile(r"(?<!\w)\d{1,5}[/\-][\dA-ZĐa-z/\-]*[A-ZĐ][\w/\-]*")


def inside_numbers(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: _NUMBER.sub(lambda match: change(match[0]), text)


def break_a_line(text: str) -> str:
    """Another blank in each sentence becomes the end of a line, the same one in every run."""
    blanks = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", text)]
    if not blanks:
        return text
    at = random.Random(text).choice(blanks)
    return f"{text[:at]}\n{text[at + 1 :]}"


def without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


MUTATIONS: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "no accents": without_accents,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "hard blanks": lambda text: text.replace(" ", "\u00a0"),
    "double blanks": lambda text: text.replace(" ", "  "),
    "a broken line": break_a_line,
    "en dashes in numbers": inside_numbers(lambda number: number.replace("-", "–")),
    "hard hyphens in numbers": inside_numbers(lambda number: number.replace("-", "\u2011")),
    "blanks around dashes": inside_numbers(lambda number: number.replace("-", " - ")),
    "a blank behind each slash": inside_numbers(lambda number: number.replace("/", "/ ")),
    "no blank behind 'số'": lambda text: re.sub(r"\b([Ss]ố) (?=\d)", r"\1", text),
    "Icelandic Đ": lambda text: text.replace("Đ", "Ð"),
    "Cyrillic capitals in numbers": inside_numbers(lambda number: number.translate(_CYRILLIC)),
    "full-width slashes": inside_numbers(lambda number: number.replace("/", "／")),
    "soft hyphens": lambda text: re.sub(r"(?<=[a-z])(?=[a-z])", "\u00ad", text, count=9),
    "brackets": lambda text: f"({text.rstrip('.')})",
    "quotes": lambda text: f"“{text}”",
    "dots behind it": lambda text: f"{text}...",
    "bold": lambda text: f"**{text}**",
    "numbers in bold": inside_numbers(lambda number: f"**{number}**"),
    "a list item": lambda text: f"  + {text}",
    "a quotation": lambda text: f"> {text}",
}


def numbers(references: list[Reference]) -> list[str]:
    return [fold(reference.number) for reference in references if reference.code]


@cache
def as_written(text: str) -> list[str]:
    return numbers(find_as_the_product_does(text))


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_numbers_stay(name: str) -> None:
    mutate, changed = MUTATIONS[name], []
    for text in SENTENCES:
        mutated = mutate(text)
        expected = as_written(text)
        found = find_as_the_product_does(mutated)
        if numbers(found) != expected:
            changed.append((mutated, expected, numbers(found)))
        for reference in found:
            assert reference.span.of(mutated) == reference.text
    assert changed == []
