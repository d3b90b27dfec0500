"""One document under inspection: parsed once, with the register's view of its references."""

from __future__ import annotations

from functools import cached_property

from assistant.checking.claims import Claim, find_claims
from assistant.checking.context import CheckContext
from assistant.checking.document import Document
from assistant.checking.enumerations import find_counted
from assistant.checking.exclusive import place_lists
from assistant.checking.identify import identify
from assistant.checking.judging import unsupported_figures
from assistant.checking.log_rows import LogFinding, OfficeLog
from assistant.checking.own_documents import OwnDocument, own_documents
from assistant.checking.polarity import Assertion, Denial, contradictions
from assistant.checking.report_period import report_period
from assistant.checking.sections import Section, find_sections
from assistant.checking.stated import Stated
from assistant.checking.statements import Statement, find_statements
from assistant.checking.support import Judgement
from assistant.checking.universals import not_all
from assistant.domain import Instrument, Period, Reference, ResolvedReference, Span
from assistant.language.text import fold
from assistant.register import Register


class Inspection:
    """What rules look at. They never parse."""

    def __init__(self, document: Document, context: CheckContext, register: Register) -> None:
        self.document = document
        self.context = context
        self.register = register

    @cached_property
    def resolved(self) -> tuple[ResolvedReference, ...]:
        """The document's references in order, as the register resolves them."""
        return tuple(self.register.resolve(reference) for reference in self.document.references)

    @cached_property
    def identified(self) -> tuple[tuple[Reference, tuple[Instrument, ...]], ...]:
        """Each reference with the instruments that it certainly means (often none)."""
        return tuple((resolved.reference, identify(resolved)) for resolved in self.resolved)

    @cached_property
    def period(self) -> Period | None:
        """What the report covers: what the caller said, else what its head names."""
        return self.context.period or report_period(self.document)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The headings with what they cover, in order."""
        return find_sections(self.document)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the prose states, part by part."""
        year = (self.period.end if self.period else self.context.report_date).year
        return find_statements(self.document, self.sections, year)

    @cached_property
    def unsupported(self) -> tuple[tuple[Stated, Judgement], ...]:
        """The figures that the notes do not bear out, with what the notes say instead."""
        return unsupported_figures(self.document, self.sections, self.context.notes, self.period)

    @cached_property
    def own(self) -> tuple[OwnDocument, ...]:
        """The documents that the reporting office issued, in order."""
        return own_documents(self.document, self.context.profile, self.context.report_date)

    @cached_property
    def office_log(self) -> OfficeLog:
        """The log of issued documents; without rows when none was given."""
        return OfficeLog(self.context.office_log)

    @cached_property
    def against_log(self) -> tuple[LogFinding, ...]:
        """The own documents that the log contradicts or does not have."""
        return self.office_log.compare(self.own) if self.context.office_log else ()

    @cached_property
    def contradictions(self) -> tuple[tuple[Denial, Assertion], ...]:
        """What the prose denies in one place and asserts in another."""
        return tuple(contradictions(self.document, self.statements))

    @cached_property
    def not_all(self) -> tuple[tuple[Span, Span], ...]:
        """What the prose says of all of something, and where it counts fewer."""
        return tuple(not_all(self.document, self.statements))

    @cached_property
    def place_lists(self) -> tuple[tuple[tuple[str, Span], ...], ...]:
        """The lists of villages, in the prose and behind counts."""
        counted = (
            tuple((fold(item.of(self.document.text)), item) for item in found.items)
            for found in find_counted(self.document)
            if found.exact and found.of_places
        )
        return (*place_lists(self.document, self.statements), *counted)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the prose claims, fact by fact, and what the notes say of it."""
        return find_claims(self.document, self.statements, self.context.notes, self.unsupported)
