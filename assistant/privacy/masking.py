"""Placeholders for what identifies private people, and the way back.

One ``Masking`` serves one exchange with a model: the same value has the same placeholder in every
text of it, also where the value stands without the words that gave it away. Nothing is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.language.text import nfc
from assistant.privacy.find import find_personal
from assistant.privacy.kinds import PersonalKind

_STEMS = "|".join(kind.value for kind in PersonalKind)
#: As it is given out, and as models bend it: other brackets, spaces, small letters, escapes.
_WRITTEN = re.compile(
    rf"(?:<<|\[\[|«|‹‹|⟪|&lt;&lt;|<|\[)?\s*(?<![^\W_])(?P<stem>{_STEMS})[ _-]?(?P<number>\d+)(?!\w)"
    r"\s*(?:>>|\]\]|»|››|⟫|&gt;&gt;|>|\])?",
    re.IGNORECASE,
)
_LITERAL = re.compile(rf"<<(?:{_STEMS})_\d+>>")
#: What remains of a placeholder that lost its number: "<<TEN>>".
_REMAINS = re.compile(rf"(?:<<|⟪|«)\s*(?:{_STEMS})[^<>]{{0,8}}(?:>>|⟫|»)", re.IGNORECASE)
_SHORTEST_KNOWN = 4  # characters; a shorter value is replaced only where it was found


@dataclass(frozen=True, slots=True)
class Unmasked:
    """A text with the values put back.

    ``used`` are the placeholders that stood in it; ``unknown`` what looks like one and was never
    given out: a value that the model altered.
    """

    text: str
    used: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(slots=True)
class Masking:
    _values: dict[str, str] = field(default_factory=dict)  # placeholder → value
    _placeholders: dict[tuple[PersonalKind, str], str] = field(default_factory=dict)

    def mask(self, text: str) -> str:
        """NFC ``text`` with placeholders; ``unmask`` gives it back exactly."""
        text = nfc(text)
        pieces: list[str] = []
        position = 0
        found = [(each.span.start, each.span.end, each.kind) for each in find_personal(text)]
        found += [(m.start(), m.end(), PersonalKind.LITERAL) for m in _WRITTEN.finditer(text)]
        found += [(m.start(), m.end(), PersonalKind.LITERAL) for m in _REMAINS.finditer(text)]
        for start, end, kind in sorted(found):
            if start < position:
                continue
            pieces += [self._known(text[position:start]), self._placeholder(kind, text[start:end])]
            position = end
        return "".join([*pieces, self._known(text[position:])])

    def unmask(self, text: str) -> Unmasked:
        """``text`` of the model with the values in place of the placeholders."""
        used: list[str] = []
        unknown: list[str] = []

        def value(match: re.Match[str]) -> str:
            placeholder = f"<<{match['stem'].upper()}_{int(match['number'])}>>"
            if placeholder in self._values:
                used.append(placeholder)
                # Spaces around a bare placeholder are the sentence's own.
                before = match[0][: len(match[0]) - len(match[0].lstrip())]
                after = match[0][len(match[0].rstrip()) :]
                return f"{before}{self._values[placeholder]}{after}"
            unknown.append(match[0].strip())
            return match[0]

        restored = _WRITTEN.sub(value, text)
        unknown += [m[0] for m in _REMAINS.finditer(text) if not _WRITTEN.search(m[0])]
        return Unmasked(restored, tuple(dict.fromkeys(used)), tuple(dict.fromkeys(unknown)))

    def value_of(self, placeholder: str) -> str:
        """What stands behind a placeholder that was given out."""
        return self._values[placeholder]

    def kind_of(self, placeholder: str) -> PersonalKind:
        return PersonalKind(placeholder.strip("<>").rpartition("_")[0])

    def _placeholder(self, kind: PersonalKind, value: str) -> str:
        key = (kind, value)
        if key not in self._placeholders:
            number = 1 + sum(1 for known, _ in self._placeholders if known is kind)
            placeholder = f"<<{kind.value}_{number}>>"
            self._placeholders[key] = placeholder
            self._values[placeholder] = value
        return self._placeholders[key]

    def _known(self, text: str) -> str:
        """``text`` with values of before replaced wherever they stand as whole words."""
        values = {
            value: placeholder
            for placeholder, value in self._values.items()
            if len(value) >= _SHORTEST_KNOWN and value in text
        }
        if not values:
            return text
        longest_first = sorted(values, key=len, reverse=True)
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
        return pattern.sub(lambda match: values[match[0]], text)


def placeholders_in(masked: str) -> tuple[str, ...]:
    """The placeholders of a masked text, each once."""
    return tuple(dict.fromkeys(_LITERAL.findall(masked)))


def redact(text: str) -> str:
    """``text`` for a log: what identifies a private person is gone for good."""
    text = nfc(text)
    pieces: list[str] = []
    position = 0
    for each in find_personal(text):
        pieces += [text[position : each.span.start], f"[{each.kind.told}]"]
        position = each.span.end
    return "".join([*pieces, text[position:]])
