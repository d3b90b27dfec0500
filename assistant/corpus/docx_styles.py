"""What styles of a Word file say of a paragraph: heading level, automatic number, font."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_STYLE = re.compile(r"(?:heading|tiêu đề)\s*(\d)", re.IGNORECASE)
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """``list_id`` is the numbering that the style puts before its paragraphs, "" for none; a
    paragraph's own properties come before its style's, a style's before those of its parent."""

    level: int = 0
    list_id: str = ""
    list_level: int = 0
    font: str = ""


class Styles:
    """Styles by id, each with what it inherits.

    Args:
        root: the ``w:styles`` element; None when the file has none.
    """

    def __init__(self, root: Any) -> None:
        self._elements: dict[str, Any] = {}
        self._resolved: dict[str, Style] = {}
        self.default_font = ""
        self.default_paragraph = Style()
        if root is None:
            return
        default = ""
        for style in root.iterchildren(f"{_W}style"):
            identity = style.get(f"{_W}styleId", "")
            self._elements[identity] = style
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") == "1":
                default = identity
        self.default_font = font_of(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"))
        self.default_paragraph = self.get(default)

    def get(self, identity: str | None) -> Style:
        return self._get(identity or "", _DEEPEST)

    def _get(self, identity: str, depth: int) -> Style:
        if identity in self._resolved:
            return self._resolved[identity]
        element = self._elements.get(identity)
        if element is None or depth == 0:
            return Style()
        parent = element.find(f"{_W}basedOn")
        inherited = (
            self._get(parent.get(f"{_W}val") or "", depth - 1) if parent is not None else Style()
        )
        properties = element.find(f"{_W}pPr")
        name = element.find(f"{_W}name")
        level = outline_level(properties) or _named_level(
            name.get(f"{_W}val") if name is not None else ""
        )
        list_id, list_level = numbering_of(properties)
        style = Style(
            level=level or inherited.level,
            list_id=inherited.list_id if list_id is None else list_id,
            list_level=inherited.list_level if list_level is None else list_level,
            font=font_of(element.find(f"{_W}rPr")) or inherited.font,
        )
        self._resolved[identity] = style
        return style


def _named_level(name: str | None) -> int:
    match = _HEADING_STYLE.fullmatch((name or "").strip())
    return int(match[1]) if match else 0


def outline_level(properties: Any) -> int:
    """1–9 for an outline level of a ``w:pPr``, 0 for body text."""
    outline = properties.find(f"{_W}outlineLvl") if properties is not None else None
    if outline is None:
        return 0
    value = str(outline.get(f"{_W}val") or "9")
    return int(value) + 1 if value.isdigit() and int(value) < 9 else 0  # 9 means body text


def numbering_of(properties: Any) -> tuple[str | None, int | None]:
    """List and level that a ``w:pPr`` names; list "" where it takes the number away."""
    numbering = properties.find(f"{_W}numPr") if properties is not None else None
    if numbering is None:
        return None, None
    identity, level = numbering.find(f"{_W}numId"), numbering.find(f"{_W}ilvl")
    value = identity.get(f"{_W}val") if identity is not None else None
    depth = str(level.get(f"{_W}val") or "") if level is not None else ""
    return ("" if value == "0" else value), (int(depth) if depth.isdigit() else None)


def font_of(properties: Any) -> str:
    """The font of Western letters in a ``w:rPr``: legacy Vietnamese stands on their codes."""
    fonts = properties.find(f"{_W}rFonts") if properties is not None else None
    if fonts is None:
        return ""
    return str(fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or "")
