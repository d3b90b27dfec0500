"""The national codification (Bộ pháp điển) as its offline edition has it: one page a topic.

A page lists articles of many instruments by subject. Each has a heading with the codification's
own number (class pDieu), a note that says which article of which instrument it is, since when it
has effect and what has amended it (pGhiChu), the text (pNoiDung), and often a pointer to related
articles (pChiDan). **That an article stands there does not prove that it is in force.**
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.corpus.chunking import SEPARATOR
from assistant.domain import UserError
from assistant.language.dates import find_dates
from assistant.language.text import nfc

#: The first bytes of a page hold its title and the first article.
_PROBE_BYTES = 1 << 16
_MARKS = (b"pDieu", b"pGhiChu")
_TOPIC = re.compile(r"Đề mục\s+([\d.]+)\s+(.+)", re.DOTALL)
_HEADING = re.compile(r"(?:Điều|Phụ lục|Mục)\s+[\w.]*\w\.?\s*(.*)", re.DOTALL)
_NOTE = re.compile(
    r"\(\s*(?:(?P<article>(?:Điều|Phụ lục|Mục)\s[^()]*?)\s+)?"
    r"(?P<kind>Hiến pháp|Bộ luật|Luật|Pháp lệnh|Lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|"
    r"Quyết định|Chỉ thị|Thông tư liên bộ|Thông tư liên tịch|Thông tư)\s+số\s+(?P<number>[^\s,]+)"
    r"\s*(?P<rest>.*)",
    re.DOTALL,
)
_EFFECT = re.compile(r",?\s*có hiệu lực(?: thi hành)?(?: kể)? từ ngày\s+")
_SIGNED = re.compile(
    r"(?P<title>.*?)\s*ngày\s+(?P<day>\d{1,2}/\d{1,2}/\d{4})\s+của\s+(?P<issuer>.+)"
)
_PART = re.compile(r"(phần|chương|mục|tiểu mục)\b", re.IGNORECASE)
_RANK = {"phần": 0, "chương": 1, "mục": 2, "tiểu mục": 3}
_CLASSES = frozenset({"pChuong", "pDieu", "pGhiChu", "pNoiDung", "pChiDan"})


@dataclass(frozen=True, slots=True)
class CodifiedArticle:
    """An article of an instrument under a topic of the codification.

    Attributes:
        heading: its name ("Phạm vi điều chỉnh"), without numbers.
        article: as the instrument numbers it ("Điều 5"); "" where the note does not say.
        kind, number: of the instrument; number is "" where it has none.
        title, signed, issuer: of the instrument, where the page says it anywhere.
        parts: chapters of the topic, outermost first.
        effective: the first day of effect by the note; None where it gives none.
        amendments: what the note says of amendments, as written; "" for none.
        related: pointers to other articles, as written.
    """

    heading: str
    article: str
    kind: str
    number: str
    parts: tuple[str, ...]
    lines: tuple[str, ...]
    title: str = ""
    signed: date | None = None
    issuer: str = ""
    effective: date | None = None
    amendments: str = ""
    related: str = ""

    @property
    def instrument_title(self) -> str:
        """How the instrument is called: kind, number and title."""
        numbered = f"{self.kind} số {self.number}" if self.number else self.kind
        return f"{numbered} {self.title}".strip()

    @property
    def name(self) -> str:
        return ". ".join(part for part in (self.article, self.heading) if part)


@dataclass(frozen=True, slots=True)
class CodifiedTopic:
    """A page: its number ("44.8"), its name, and its articles in order."""

    number: str
    name: str
    articles: tuple[CodifiedArticle, ...]

    @property
    def title(self) -> str:
        return f"Bộ pháp điển, Đề mục {self.number}: {self.name}"

    def path(self, article: CodifiedArticle) -> str:
        """Where an article stands: topic, chapters, its own name."""
        topic = f"Đề mục {self.number} {self.name}"
        return SEPARATOR.join((topic, *article.parts, article.name))


def is_codification(path: Path) -> bool:
    """Whether a file is a page of the codification, by its first bytes."""
    if path.suffix.lower() not in (".html", ".htm"):
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_PROBE_BYTES)
    except OSError:
        return False
    return all(mark in head for mark in _MARKS)


def load_codification(name: str, data: bytes) -> CodifiedTopic:
    """The articles of one page.

    Raises:
        UserError: the page is damaged or holds no article.
    """
    from lxml import etree, html

    try:
        text = nfc(data.decode("utf-8-sig"))
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True))
    except (UnicodeDecodeError, etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UserError(
            f"“{name}” không đọc được như một đề mục pháp điển; hãy tải lại bộ pháp điển."
        ) from None
    etree.strip_elements(root, "script", "style", with_tail=False)
    number, topic = _topic(root)
    articles = tuple(_with_titles(list(_articles(root))))
    if not articles:
        raise UserError(f"“{name}” không có điều nào của bộ pháp điển; hãy tải lại tệp.")
    return CodifiedTopic(number, topic or name, articles)


def _topic(root: Any) -> tuple[str, str]:
    for heading in root.iter("h3"):
        if found := _TOPIC.search(_text(heading)):
            return found[1], found[2].strip()
    return "", ""


@dataclass(slots=True)
class _Open:
    """The article being read."""

    heading: str
    parts: tuple[str, ...]
    note: str = ""
    related: str = ""
    lines: list[str] = field(default_factory=list)


def _articles(root: Any) -> Iterator[CodifiedArticle]:
    parts: list[tuple[int, str]] = []
    open_article: _Open | None = None
    within = ""
    for mark, text in _marked_lines(root):
        within = mark or within
        if within == "pChuong":
            if open_article is not None:
                yield _closed(open_article)
            open_article = None
            parts = _under(parts, text)
        elif mark == "pDieu":
            if open_article is not None:
                yield _closed(open_article)
            open_article = _Open(text, tuple(title for _, title in parts))
        elif open_article is None or not text:
            continue
        elif within == "pDieu":
            open_article.heading += f" {text}"
        elif within == "pGhiChu":
            open_article.note = f"{open_article.note} {text}".strip()
        elif within == "pChiDan":
            open_article.related = f"{open_article.related} {text}".strip()
        else:
            open_article.lines.append(text)
    if open_article is not None:
        yield _closed(open_article)


def _marked_lines(root: Any) -> Iterator[tuple[str, str]]:
    """(class, text) of paragraphs and table rows; class "" goes on with the one before.

    Browsers and parsers end a paragraph where another begins inside it: what follows an opening
    without a class of its own belongs to the last opening that had one.
    """
    for element in root.iter("p", "tr", "li", "div", "h1", "h2", "h4", "h5", "h6"):
        mark = element.get("class") or ""
        if mark in _CLASSES:
            yield mark, _text(element)
        elif element.tag == "tr":
            cells = [_cell(cell) for cell in element.iterchildren("td", "th")]
            yield "", " | ".join(cells) if any(cells) else ""
        elif element.tag == "div":
            yield "", _line(element.text or "")
        elif not _in_table(element):
            yield "", _text(element)


def _cell(cell: Any) -> str:
    return _line(" ".join(_text(part) for part in cell.iter("p"))) or _text(cell)


def _in_table(element: Any) -> bool:
    return next(element.iterancestors("td", "th"), None) is not None


def _under(parts: list[tuple[int, str]], text: str) -> list[tuple[int, str]]:
    """The chapters above, after a line that opens one or goes on with its title."""
    opened = _PART.match(text)
    if opened:
        rank = _RANK[opened[1].lower()]
        return [*(part for part in parts if part[0] < rank), (rank, text)]
    if not text:
        return parts
    if parts:
        rank, title = parts[-1]
        return [*parts[:-1], (rank, f"{title} {text}")]
    return [(1, text)]


def _closed(article: _Open) -> CodifiedArticle:
    heading = _HEADING.match(article.heading)
    name = (heading[1] if heading else article.heading).strip(" .")
    found = _NOTE.match(article.note)
    parts, lines = article.parts, tuple(article.lines)
    if found is None:
        # No number to go by: the note itself says what it is.
        note = article.note.strip("() ")
        return CodifiedArticle(name, "", note, "", parts, lines, related=article.related)
    before, effective, after = _effect(found["rest"].rstrip(") ").strip())
    signed = _SIGNED.match(before)
    days = find_dates(signed["day"]) if signed else []
    return CodifiedArticle(
        heading=name,
        article=" ".join((found["article"] or "").split()),
        kind=found["kind"],
        number=found["number"],
        parts=parts,
        lines=lines,
        title=signed["title"].strip(" ,") if signed else "",
        signed=days[0].value if days else None,
        issuer=signed["issuer"].strip(" ,") if signed else "",
        effective=effective,
        amendments=after.strip(" ,."),
        related=article.related.strip("() "),
    )


def _effect(rest: str) -> tuple[str, date | None, str]:
    """What stands before the first day of effect, that day, and what follows it."""
    found = _EFFECT.search(rest)
    if found is None:
        return rest, None, ""
    after = rest[found.end() :]
    dates = find_dates(after[:40])
    if not dates or dates[0].span.start > 2:
        return rest[: found.start()], None, after
    return rest[: found.start()], dates[0].value, after[dates[0].span.end :]


def _with_titles(articles: Sequence[CodifiedArticle]) -> Iterator[CodifiedArticle]:
    """A page gives an instrument's title, date and issuer once, with one article of it."""
    known = {article.number: article for article in reversed(articles) if article.title}
    for article in articles:
        named = known.get(article.number)
        if article.title or named is None or not article.number:
            yield article
        else:
            yield replace(article, title=named.title, signed=named.signed, issuer=named.issuer)


def _text(element: Any) -> str:
    return _line(element.text_content())


def _line(text: str) -> str:
    return " ".join(text.split())
