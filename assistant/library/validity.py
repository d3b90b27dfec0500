"""Which passages may be shown: by kind, and by validity on a date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Status
from assistant.register import load_register

#: (kind, instrument, valid from, valid to), as the workspace gives them.
Traits = tuple[str, str | None, date | None, date | None]
_OUT = frozenset({Status.EXPIRED, Status.NOT_YET})


class PassageFilter:
    """Masks over the passages of an index.

    Args:
        ids: the passages in the index's order.
        traits: by id; a passage that is gone from the workspace is never allowed.
    """

    def __init__(self, ids: Sequence[str], traits: Mapping[str, Traits]) -> None:
        rows = [traits.get(identifier) for identifier in ids]
        self._present = np.array([row is not None for row in rows], bool)
        self._kinds = np.array([row[0] if row else "" for row in rows], object)
        self._instruments = np.array([(row[1] or "") if row else "" for row in rows], object)
        self._ends = [row[3] if row else None for row in rows]
        self._valid: dict[date, NDArray[np.bool_]] = {}

    def mask(self, kind: str | None, as_of: date | None) -> NDArray[np.bool_]:
        """Passages of ``kind`` that are not of an instrument expired, or not yet in force, then.

        Reports have no end: one dated later than ``as_of`` stays.
        """
        allowed = self._present
        if kind is not None:
            allowed = allowed & (self._kinds == kind)
        if as_of is not None:
            allowed = allowed & self._valid_on(as_of)
        return allowed

    def _valid_on(self, day: date) -> NDArray[np.bool_]:
        if day not in self._valid:
            register = load_register()
            out = {
                instrument
                for instrument in set(self._instruments.tolist())
                if (entry := register.get(instrument)) is not None
                and register.validity(entry, day).status in _OUT
            }
            valid = np.array([i not in out for i in self._instruments.tolist()], bool)
            for row, end in enumerate(self._ends):
                if end is not None and end <= day:
                    valid[row] = False
            self._valid[day] = valid
        return self._valid[day]
