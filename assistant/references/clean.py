"""Takes away what stands inside references without belonging to them; every offset is kept."""

from __future__ import annotations

import re

#: Marks of Markdown and characters of no width.
_MARKS = re.compile("[*`\u200b\u200c\u200d\u2060\ufeff\u00ad]")


def clean(text: str) -> str:
    """``text`` with each such character replaced by one space, so that offsets carry over."""
    return _MARKS.sub(" ", text)
