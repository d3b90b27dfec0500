"""Who is acting, and what they may see and change. Without a log-in there is no actor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do: a reader looks, an editor writes, an admin also keeps the accounts."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Actor:
    name: str
    role: Role

    @property
    def may_write(self) -> bool:
        return self.role is not Role.READER

    @property
    def may_administer(self) -> bool:
        return self.role is Role.ADMIN

    def sees(self, owner: str, shared: bool) -> bool:
        """Whether a report is theirs to look at: shared with the office, their own, or an admin."""
        return shared or owner == self.name or self.may_administer
