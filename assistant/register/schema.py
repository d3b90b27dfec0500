"""The form of an entry in ``knowledge/instruments/*.yaml``, checked with pydantic."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain import Amendment, Confidence, Instrument, Provision


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class AmendmentEntry(_Strict):
    number: str
    effective: date | None = None
    remark: str = ""


Article = Annotated[str, Field(pattern=r"^Điều \d+[a-zđ]?$")]


class ProvisionEntry(_Strict):
    article: Article
    heading: str
    gist: str


class InstrumentEntry(_Strict):
    """One instrument. A date left out is unknown; nothing is ever filled in by guess.

    ``headings`` names articles without a gist; ``provisions`` are those with one.
    """

    id: str
    number: str
    kind: str
    issuer: str
    title: str = ""
    signed: date | None = None
    effective: date | None = None
    expiry: date | None = None
    replaces: list[str] = []
    replaced_by: list[str] = []
    amends: list[str] = []
    amended_by: list[AmendmentEntry] = []
    recorded_status: str = ""
    topics: list[str] = []
    ask_as: list[str] = []
    headings: dict[Article, str] = {}
    provisions: list[ProvisionEntry] = []
    verified_on: date | None = None
    sources: list[str] = []
    confidence: Confidence
    locality: str = ""
    note: str = ""

    def instrument(self) -> Instrument:
        return Instrument(
            id=self.id,
            number=self.number,
            kind=self.kind,
            issuer=self.issuer,
            title=self.title,
            signed=self.signed,
            effective=self.effective,
            expiry=self.expiry,
            replaces=tuple(self.replaces),
            replaced_by=tuple(self.replaced_by),
            amends=tuple(self.amends),
            amended_by=tuple(
                Amendment(entry.number, entry.effective, entry.remark) for entry in self.amended_by
            ),
            recorded_status=self.recorded_status,
            topics=tuple(self.topics),
            ask_as=tuple(self.ask_as),
            provisions=(
                *(Provision(entry.article, entry.heading, entry.gist) for entry in self.provisions),
                *(Provision(article, heading, "") for article, heading in self.headings.items()),
            ),
            verified_on=self.verified_on,
            sources=tuple(self.sources),
            confidence=self.confidence,
            locality=self.locality,
            note=self.note,
        )
