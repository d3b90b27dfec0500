"""Prompts as files: ``prompts/<name>.md`` with front matter, a system and a human part."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

import yaml

from assistant.resources import data_folder

_FILE = re.compile(
    r"\A---\n(?P<front>.*?)\n---\n## system\n(?P<system>.*?)\n## human\n(?P<human>.*)\Z", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """``system`` and ``human`` are templates over ``inputs``; ``digest`` names the text."""

    name: str
    version: int
    inputs: tuple[str, ...]
    system: str
    human: str
    digest: str


@lru_cache(maxsize=16)
def load_prompt(name: str) -> Prompt:
    """The shipped prompt ``name``.

    Raises:
        ValueError: the file does not have the three parts of a prompt.
    """
    text = (data_folder("prompts") / f"{name}.md").read_text("utf-8").replace("\r\n", "\n")
    match = _FILE.match(text)
    if match is None:
        raise ValueError(f"prompt {name!r} needs front matter, '## system' and '## human'")
    front = yaml.load(match["front"], Loader=yaml.CSafeLoader)
    return Prompt(
        front["name"],
        front["version"],
        tuple(front["inputs"]),
        match["system"].strip(),
        match["human"].strip(),
        hashlib.sha256(text.encode()).hexdigest()[:12],
    )
