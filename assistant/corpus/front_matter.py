"""The YAML head of a Markdown file: ``---``, keys, ``---``."""

from __future__ import annotations

import re
from typing import Any

import yaml

_HEAD = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def read_front_matter(text: str) -> tuple[dict[str, Any], int]:
    """The values, and where the text goes on. No head, or one that is no mapping: {} and 0."""
    match = _HEAD.match(text)
    if not match:
        return {}, 0
    try:
        values = yaml.load(match[1], Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return {}, 0
    return (values, match.end()) if isinstance(values, dict) else ({}, 0)
