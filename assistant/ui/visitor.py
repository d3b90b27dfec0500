"""Who is at the page: a call of a handler acts for its own visitor, for nobody without a log-in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import anyio.to_thread

from assistant.workspace.actor import Actor
from assistant.workspace.people_store import PeopleStore

_visitor: ContextVar[str | None] = ContextVar("visitor", default=None)


@contextmanager
def visited_by(name: str | None) -> Iterator[None]:
    """Within the block ``visitor`` is ``name``: what the log-in said, None without one."""
    before = _visitor.set(name)
    try:
        yield
    finally:
        _visitor.reset(before)


def acting(people: PeopleStore) -> Actor | None:
    """The visitor of this call with the role that the account has now; None without a log-in.

    Raises:
        UserError: the account was locked since the log-in.
    """
    name = _visitor.get()
    return None if name is None else people.actor(name)


def log_in(people: PeopleStore) -> Callable[[str, str], Awaitable[bool]]:
    """What Gradio asks at its log-in page; off the event loop, since hashing takes its time."""

    async def verify(name: str, password: str) -> bool:
        actor = await anyio.to_thread.run_sync(people.verify, name, password)
        return actor is not None

    return verify
