"""Simulated clerks at the page: they speak HTTP as the page in a browser does, without a browser.

A clerk starts a report of an own commune, asks, drafts, regenerates, edits, checks and looks through
the sections, and after every answer looks for what belongs to somebody else.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

#: One for each clerk; a commune and a hamlet of each name are nobody else's.
NAMES = (
    "Bạch Đằng", "Cẩm Sơn", "Diên Hồng", "Đông Triều", "Giang Biên", "Hải Vân", "Khánh Bình",
    "Lam Kiều", "Mỹ Thọ", "Ngọc Lâm", "Phú Nghĩa", "Quang Trung", "Sơn Kim", "Tân Uyên",
    "Uyên Hưng", "Vĩnh Tường", "Xuân Lộc", "Yên Phụ", "Chi Lăng", "Thạch Khôi",
)  # fmt: skip
QUESTIONS = (
    "nghi dinh nao quy dinh ve co che mot cua?",
    "luật nào quy định về thực hiện dân chủ ở cơ sở?",
    "tiếp công dân theo luật nào?",
    "hương ước, quy ước theo văn bản nào?",
    "nghị định nào quy định thể thức văn bản?",
)
WAIT_S = 120


class Fault(Exception):
    """The page answered with a message of an error, or did not answer."""


class Page:
    """One visitor's page: what each component holds, and the calls that its events make."""

    def __init__(self, url: str) -> None:
        self._api = f"{url.rstrip('/')}/gradio_api"
        self._http = httpx.Client(timeout=WAIT_S)
        self._session = uuid.uuid4().hex[:12]
        config = self._http.get(f"{url.rstrip('/')}/config").raise_for_status().json()
        self._values = {each["id"]: each["props"].get("value") for each in config["components"]}
        self._ids = {
            each["props"]["elem_id"]: each["id"]
            for each in config["components"]
            if each["props"].get("elem_id")
        }
        self._calls = {
            (target, event): call
            for call in config["dependencies"]
            for target, event in call["targets"]
        }
        self._load = next(
            call for call in config["dependencies"] if any(e == "load" for _, e in call["targets"])
        )

    def close(self) -> None:
        self._http.close()

    def open(self) -> None:
        self._run(self._load, None, None)

    def holds(self, name: str) -> Any:
        return self._values[self._ids[name]]

    def fill(self, name: str, value: Any) -> None:
        self._values[self._ids[name]] = value

    def do(self, name: str, event: str = "click", **data: Any) -> float:
        """Let ``event`` happen on the component; seconds until its answer was complete.

        Raises:
            Fault: the answer is an error, or there is none.
        """
        call = self._calls[self._ids[name], event]
        begun = time.perf_counter()
        self._run(call, self._ids[name], data or None)
        return time.perf_counter() - begun

    def shown(self) -> str:
        """Everything that the page shows, as one text."""
        return json.dumps(list(self._values.values()), ensure_ascii=False, default=str)

    def _run(self, call: dict[str, Any], trigger: int | None, event_data: Any) -> None:
        asked = {
            "data": [self._values[each] for each in call["inputs"]],
            "event_data": event_data,
            "fn_index": call["id"],
            "trigger_id": trigger,
            "session_hash": self._session,
        }
        answer = self._http.post(f"{self._api}/queue/join", json=asked).raise_for_status().json()
        for message in self._messages():
            if message.get("event_id") != answer["event_id"]:
                continue
            if message["msg"] == "process_completed":
                if not message["success"]:
                    raise Fault(str(message.get("output", {}).get("error")))
                self._take(call["outputs"], message["output"]["data"])
                return
        raise Fault("the stream ended before the answer was complete")

    def _messages(self) -> Any:
        where = f"{self._api}/queue/data"
        with self._http.stream("GET", where, params={"session_hash": self._session}) as stream:
            for line in stream.iter_lines():
                if line.startswith("data:"):
                    yield json.loads(line[5:])

    def _take(self, outputs: Sequence[int], data: Sequence[Any]) -> None:
        for component, value in zip(outputs, data, strict=True):
            if isinstance(value, dict) and value.get("__type__") == "update":
                if "value" in value:
                    self._values[component] = value["value"]
            else:
                self._values[component] = value


@dataclass
class Record:
    """What happened to all clerks: seconds of each kind of action, errors, and crossings."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    crossings: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def took(self, action: str, seconds: float) -> None:
        with self._lock:
            self.seconds.setdefault(action, []).append(seconds)

    def failed(self, what: str) -> None:
        with self._lock:
            self.errors.append(what)

    def crossed(self, what: str) -> None:
        with self._lock:
            self.crossings.append(what)

    def p95(self, action: str) -> float:
        seconds = sorted(self.seconds[action])
        if len(seconds) < 2:
            return seconds[0]
        return statistics.quantiles(seconds, n=20, method="inclusive")[18]


@dataclass
class Clerk:
    url: str
    number: int
    record: Record
    think: tuple[float, float]

    def work(self, until: float, rounds: int | None = None) -> None:
        """Go through the day's work again and again until then, or ``rounds`` times."""
        self._random = random.Random(self.number)
        self._name = NAMES[self.number]
        try:
            self._page = Page(self.url)
            self._start()
            done = 0
            while time.monotonic() < until and (rounds is None or done < rounds):
                self._round(done)
                done += 1
        except (Fault, httpx.HTTPError, AssertionError, KeyError) as error:
            self.record.failed(f"clerk {self.number}: {type(error).__name__}: {error}")
        finally:
            self._page.close()

    def _start(self) -> None:
        page = self._page
        page.open()
        page.do("new-report")
        page.fill("new-period", "6 tháng đầu năm 2023")
        page.fill("new-day", "30/6/2023")
        page.fill("new-commune", f"xã {self._name}")
        page.fill("new-notes", "")
        self._act("create", "create-report")

    def _round(self, number: int) -> None:
        page = self._page
        self._say("ask", QUESTIONS[(number + self.number) % len(QUESTIONS)])
        page.do("outline", section="han-che")
        page.fill(
            "notes",
            f"tuyên truyền chưa thường xuyên\nthôn {self._name} chưa họp dân quý II\n"
            f"còn {number + 2} hộ chưa đồng thuận",
        )
        self._act("draft", "draft")
        text = str(page.holds("editor"))
        if f"hôn {self._name} " not in text or "đồng thuận" not in text:
            self.record.crossed(f"clerk {self.number}: the draft is not of the own notes: {text}")
        self._say("regenerate", "viết lại phần hạn chế ngắn hơn")
        page.fill("editor", f"{page.holds('editor')} Câu thêm của {self._name}.")
        self._act("save", "autosave", "edited")
        self._act("check", "check")
        if f"Câu thêm của {self._name}" not in str(page.holds("editor")):
            self.record.failed(f"clerk {self.number}: an edit that was saved is gone")
        self._act("open", "outline", section=self._random.choice(["mo-dau", "ket-qua"]))

    def _say(self, action: str, message: str) -> None:
        self._page.fill("message", message)
        self._act(action, "message", "submit")

    def _act(self, action: str, name: str, event: str = "click", **data: Any) -> None:
        self.record.took(action, self._page.do(name, event, **data))
        shown = self._page.shown()
        others = [
            other
            for other in NAMES
            if other != self._name and re.search(rf"(?:[Tt]hôn|UBND xã|của) {other}", shown)
        ]
        if others:
            self.record.crossed(f"clerk {self.number} ({self._name}) after {action}: {others}")
        time.sleep(self._random.uniform(*self.think))


def run_clerks(
    url: str,
    count: int,
    seconds: float,
    *,
    think: tuple[float, float] = (1.0, 4.0),
    rounds: int | None = None,
) -> Record:
    """``count`` clerks at once for ``seconds``, or for so many ``rounds`` if that is less."""
    record = Record()
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=Clerk(url, number, record, think).work, args=(until, rounds))
        for number in range(count)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return record
