"""Counts what a model was asked and answered, and what that costs where a price is known."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from assistant.domain import ModelUsage
from assistant.drafting.destination import Destination
from assistant.drafting.providers import count_tokens
from assistant.resources import data_folder
from assistant.settings import Settings

_DATED = re.compile(r"(?:-\d{4}-\d{2}-\d{2}|-\d{8}|-latest|-\d{3})$")
_MILLION = 1_000_000


@dataclass(slots=True)
class Meter:
    """Adds up the calls of one draft; safe to add to from the thread that reads an answer."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    estimated: bool = False
    _started: float = field(default_factory=time.monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, given: Mapping[str, Any] | None, sent: str, received: str) -> None:
        """One call: the provider's own count when it ``given`` one, else what is counted here."""
        sent_tokens = int((given or {}).get("input_tokens") or 0)
        received_tokens = int((given or {}).get("output_tokens") or 0)
        counted_here = sent_tokens == 0
        with self._lock:
            self.calls += 1
            self.input_tokens += count_tokens(sent) if counted_here else sent_tokens
            self.output_tokens += count_tokens(received) if counted_here else received_tokens
            self.estimated = self.estimated or counted_here

    def total(self, destination: Destination, settings: Settings) -> ModelUsage | None:
        """None where nothing was asked."""
        if not self.calls:
            return None
        price = price_of(destination, settings)
        cost = None
        if price is not None:
            cost = (self.input_tokens * price[0] + self.output_tokens * price[1]) / _MILLION
        return ModelUsage(
            model=f"{destination.provider}:{destination.name}",
            calls=self.calls,
            input_tokens=self.input_tokens,
            output_tokens=self.output_tokens,
            estimated=self.estimated,
            seconds=round(time.monotonic() - self._started, 2),
            local=destination.local,
            cost_usd=0.0 if destination.local else cost,
        )


def price_of(destination: Destination, settings: Settings) -> tuple[float, float] | None:
    """USD for a million tokens sent and received; None where no price is known."""
    if settings.model_price_input is not None and settings.model_price_output is not None:
        return settings.model_price_input, settings.model_price_output
    if not destination.own_host:
        return None  # whoever runs another server sets the price
    listed = _prices()["models"].get(destination.provider, {})
    price = listed.get(destination.name) or listed.get(_DATED.sub("", destination.name))
    return (float(price[0]), float(price[1])) if price else None


def sum_of(usages: Iterable[ModelUsage]) -> ModelUsage | None:
    """What several drafts took together; None of nothing. One without a price makes it unknown."""
    every = tuple(usages)
    if not every:
        return None
    costs = [usage.cost_usd for usage in every]
    return ModelUsage(
        model=every[0].model,
        calls=sum(usage.calls for usage in every),
        input_tokens=sum(usage.input_tokens for usage in every),
        output_tokens=sum(usage.output_tokens for usage in every),
        estimated=any(usage.estimated for usage in every),
        seconds=sum(usage.seconds for usage in every),
        local=all(usage.local for usage in every),
        cost_usd=None if None in costs else sum(cost for cost in costs if cost is not None),
    )


def usage_line(usage: ModelUsage) -> str:
    """ "openai:gpt-4.1 · 1.204 token gửi, 310 token nhận · khoảng 0,0049 USD (giá niêm yết …)" """
    about = "khoảng " if usage.estimated else ""
    tokens = (
        f"{about}{_grouped(usage.input_tokens)} token gửi, {_grouped(usage.output_tokens)} nhận"
    )
    return f"{usage.model} · {tokens} · {_cost(usage)}"


def _cost(usage: ModelUsage) -> str:
    if usage.local:
        return "chạy tại máy, không mất phí"
    if usage.cost_usd is None:
        return "chưa rõ giá"
    amount = f"{usage.cost_usd:.4f}".replace(".", ",")
    return f"khoảng {amount} USD (giá niêm yết {_prices()['as_of']} hoặc giá đã đặt)"


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", ".")


@lru_cache(maxsize=1)
def _prices() -> dict[str, Any]:
    text = (data_folder("knowledge") / "models" / "prices.yaml").read_text("utf-8")
    prices: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return prices
