"""Asking axe what on the page keeps people out."""

from __future__ import annotations

import re
from typing import Any

#: Off by default in axe: WCAG 2.2's 24 pixels for what is clicked.
EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
#: What Gradio draws and nothing here can change, each as (rule, a part of the element's markup).
GRADIOS = (
    # The head of a message folds it and holds the button that closes it.
    ("nested-interactive", 'class="toast-header'),
)


def violations(page: Any, options: dict[str, Any]) -> list[str]:
    """What axe calls serious or critical, one line an element, less what is Gradio's own."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]} ({node['failureSummary']})"
        for rule in found
        for node in rule["nodes"]
        if rule["impact"] in ("serious", "critical")
        and not any(rule["id"] == known and part in node["html"] for known, part in GRADIOS)
    ]


def english_names(page: Any) -> list[str]:
    """Names that only a screen reader or a tooltip tells and that hold no Vietnamese letter."""
    names = page.eval_on_selector_all(
        "[aria-label], [title], [alt]",
        "all => all.map(e => e.getAttribute('aria-label') || e.title || e.alt || '')",
    )
    ours = re.compile(r".*[^\x00-\x7f].*|.*\.md|", re.DOTALL)  # or the name of a file
    return [name for name in names if not ours.fullmatch(name)]


def faults(page: Any) -> list[str]:
    """What axe finds in light and in dark, and names that are not Vietnamese."""
    page.add_style_tag(content="* { transition: none !important }")  # no colours half way
    page.mouse.move(0, 0)
    found = violations(page, EVERYTHING) + english_names(page)
    page.evaluate("document.body.classList.add('dark')")
    page.wait_for_timeout(300)
    found += violations(page, CONTRAST)
    page.evaluate("document.body.classList.remove('dark')")
    return found
