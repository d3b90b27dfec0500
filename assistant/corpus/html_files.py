"""Web pages as saved from official portals: headings, lists and tables; no menus, no scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.corpus.assembly import Line, assemble
from assistant.corpus.text_files import decode
from assistant.domain import LoadedDocument, UserError
from assistant.language.text import nfc

_SKIPPED_TAGS = (
    "script style noscript template iframe object embed svg canvas video audio map form button "
    "select input textarea nav aside head meta link title dialog"
)
_BLOCK_TAGS = (
    "address article blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table "
    "tbody td tfoot th thead tr ul"
)
_SKIPPED = frozenset(_SKIPPED_TAGS.split())
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_HEADING = re.compile(r"h([1-6])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_ENCODINGS = {"windows-1258": "cp1258", "windows-1252": "cp1252", "iso-8859-1": "cp1252"}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
#: Longest text of a cell in a table of data; with more it is a table that lays out a page.
_LONGEST_CELL = 300
#: A block that is mostly short links is a menu.
_LONGEST_MENU_ITEM, _MENU_SHARE = 40, 0.8
_DEEPEST = 200


def load_html(name: str, data: bytes) -> LoadedDocument:
    """The main text of a page in reading order; nothing in it is run or fetched.

    Raises:
        UserError: the page holds no text, or its encoding is not known.
    """
    from lxml import etree, html

    text = _decoded(name, data)
    try:
        parser = html.HTMLParser(no_network=True, recover=True, huge_tree=False)
        root = html.document_fromstring(_XML_HEAD.sub("", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UserError(
            f"“{name}” không đọc được như trang web; hãy mở bằng trình duyệt và lưu lại."
        ) from error
    lines = list(_Walker().lines(_main(root)))
    if not lines:
        raise UserError(
            f"“{name}” không có chữ nào (trang chỉ hiện nội dung khi có mạng?); hãy sao chép nội "
            "dung sang tệp .docx."
        )
    return assemble(name, "html", lines)


_XML_HEAD = re.compile(r"\A\s*<\?xml[^>]*\?>")  # lxml takes no declared encoding in decoded text


def _decoded(name: str, data: bytes) -> str:
    declared = _DECLARED.search(data[:4096])
    encoding = _ENCODINGS.get(declared[1].decode().lower()) if declared else None
    if encoding and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return nfc(data.decode(encoding, "replace"))
    return decode(name, data)


def _main(root: Any) -> Any:
    """The part of a page that says of itself that it is the main one, when it holds much of it."""
    whole = _length(root)
    found = root.xpath("//main | //article | //*[@role='main']")
    best = max(found, key=_length, default=None)
    return best if best is not None and _length(best) * 2 > whole else root


def _length(element: Any) -> int:
    return sum(len(" ".join(text.split())) for text in element.itertext())


class _Walker:
    """Inline text gathers until a block begins or ends; then it is a line."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._linked = self._links = 0
        self._label = ""
        self._paragraph = 0

    def lines(self, root: Any) -> Iterator[Line]:
        yield from self._walk(root, level=0, depth=0, in_link=False)
        yield from self._flush(0)

    def _walk(self, element: Any, level: int, depth: int, in_link: bool) -> Iterator[Line]:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED or depth > _DEEPEST or _is_hidden(element):
            return
        if tag == "br":
            yield from self._flush(level)
            return
        is_block = tag in _BLOCKS
        if is_block:
            yield from self._flush(level)
        heading = _HEADING.fullmatch(tag)
        inner = int(heading[1]) if heading else level
        if tag == "a":
            in_link = True
            self._links += 1
        if tag == "table" and (rows := _data_rows(element)):
            yield from self._table(rows)
            return
        if tag == "li":
            self._label = _item_label(element)
        self._add(element.text, in_link)
        for child in element:
            yield from self._walk(child, inner, depth + 1, in_link)
            self._add(child.tail, in_link)
        if is_block:
            yield from self._flush(inner)

    def _add(self, text: str | None, in_link: bool) -> None:
        if text:
            self._parts.append(text)
            if in_link:
                self._linked += len(text.strip())

    def _flush(self, level: int) -> Iterator[Line]:
        text = _clean("".join(self._parts))
        linked, links = self._linked, self._links
        self._parts, self._linked, self._links = [], 0, 0
        if not text:
            return
        self._paragraph += 1
        label, self._label = self._label, ""
        if not level and _is_menu(len(text), linked, links):
            return
        text = f"{label} {text}" if label else text
        yield Line(text, styled=level, paragraph=self._paragraph)

    def _table(self, rows: list[list[str]]) -> Iterator[Line]:
        width = max(map(len, rows))
        for index, row in enumerate(rows):
            self._paragraph += 1
            written = [cell.replace("|", "\\|") for cell in row] + [""] * (width - len(row))
            yield Line(f"| {' | '.join(written)} |", paragraph=self._paragraph)
            if index == 0:
                yield Line("|" + " --- |" * width, paragraph=self._paragraph)


def _is_menu(length: int, linked: int, links: int) -> bool:
    return linked > length * _MENU_SHARE and linked < _LONGEST_MENU_ITEM * max(links, 1)


def _is_hidden(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _clean(text: str) -> str:
    return " ".join(nfc(text).replace("\u200b", "").replace("\xad", "").split())


def _data_rows(table: Any) -> list[list[str]]:
    """The cells of a table of data; empty for one that lays out a page (nested, long, narrow)."""
    if table.find(".//table") is not None:
        return []
    rows = []
    for row in table.iter("tr"):
        cells = [_cell_text(cell) for cell in row if cell.tag in ("td", "th")]
        if any(cells):
            rows.append(cells)
    wide = sum(len(row) >= 2 for row in rows) >= 2
    short = all(len(cell) <= _LONGEST_CELL for row in rows for cell in row)
    # The letterhead of a document is a table without lines: two rows or one, of two cells.
    letterhead = len(rows) <= 2 and max(map(len, rows), default=0) <= 2
    return rows if wide and short and not letterhead else []


def _cell_text(cell: Any) -> str:
    return _clean(
        " ".join(
            text
            for text in cell.itertext()
            if getattr(text, "getparent", None) is None or text.getparent().tag not in _SKIPPED
        )
    )


def _item_label(item: Any) -> str:
    """ "1.", "a)" as a browser shows it, "-" for an item of a list without order."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "-"
    number = _number(parent.get("start"), 1) + sum(
        1 for _ in item.itersiblings("li", preceding=True)
    )
    number = _number(item.get("value"), number)
    kind = parent.get("type") or "1"
    if kind in ("a", "A") and 0 < number <= 26:
        letter = chr(ord(kind) + number - 1)
        return f"{letter})" if kind == "a" else f"{letter}."
    if kind in ("i", "I") and 0 < number <= len(_ROMAN):
        roman = _ROMAN[number - 1]
        return f"{roman}." if kind == "i" else f"{roman.upper()}."
    return f"{number}."


def _number(text: str | None, default: int) -> int:
    return (
        int(text)
        if text and text.strip().lstrip("-").isascii() and text.strip().isdigit()
        else default
    )
