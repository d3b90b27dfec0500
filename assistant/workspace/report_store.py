"""Reports, their sections and every version of them. No edit is ever overwritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.domain import Diagnostic, DraftSentence, Evidence, Profile, UserError
from assistant.workspace.actor import Actor
from assistant.workspace.audit_store import Audit, record
from assistant.workspace.codec import from_json, many_from_json, to_json
from assistant.workspace.database import Database
from assistant.workspace.guard import find_report, require_writer, seen_by
from assistant.workspace.models import Material, Report, Section, Version, utc_now
from assistant.workspace.records import NoteRecord, ReportRecord, SectionRecord, VersionRecord

#: Versions written by the program; all others are a person's.
_WRITTEN_BY_PROGRAM = {"draft", "regenerate"}


class ReportStore:
    """``actor`` is who acts; None, without a log-in, may see and change everything."""

    def __init__(self, database: Database, actor: Actor | None = None) -> None:
        self._database = database
        self._actor = actor

    # --- reports --------------------------------------------------------------------------------

    def create(
        self,
        report_type: str,
        title: str,
        report_date: date,
        *,
        period: str = "",
        profile: Profile | None = None,
        sections: Sequence[tuple[str, str]] = (),
        materials: Sequence[tuple[str, str, dict[str, Any]]] = (),
    ) -> ReportRecord:
        """A new report with empty ``sections``: (key, title) in the outline's order.

        ``materials`` are (kind, name, data) of what is given with it.

        Raises:
            UserError: the account may only look.
        """
        require_writer(self._actor)
        with self._database.write() as session:
            report = Report(
                report_type=report_type,
                title=title,
                report_date=report_date,
                period=period,
                profile=to_json(profile or Profile()),
                owner=self._actor.name if self._actor else "",
            )
            session.add(report)
            session.flush()
            record(session, self._actor, Audit.REPORT_CREATED, title, report.id)
            for position, (key, heading) in enumerate(sections):
                session.add(Section(report_id=report.id, key=key, title=heading, position=position))
            for kind, name, data in materials:
                session.add(Material(report_id=report.id, kind=kind, name=name, data=data))
            session.flush()
            return _report(report)

    def all(self) -> list[ReportRecord]:
        """Every report that the actor may see, the one touched last first."""
        with self._database.read() as session:
            rows = session.scalars(
                select(Report)
                .where(seen_by(self._actor))
                .order_by(Report.updated_at.desc(), Report.id)
            )
            return [_report(row) for row in rows]

    def get(self, report_id: int) -> ReportRecord:
        """Raises UserError when there is no such report."""
        with self._database.read() as session:
            return _report(find_report(session, report_id, self._actor))

    def update(
        self,
        report_id: int,
        *,
        title: str | None = None,
        period: str | None = None,
        report_date: date | None = None,
        profile: Profile | None = None,
        inbox: str | None = None,
    ) -> ReportRecord:
        """Change what is given, leave the rest. Raises UserError when there is no such report."""
        with self._database.write() as session:
            report = find_report(session, report_id, self._actor, writing=True)
            if title is not None:
                report.title = title
            if period is not None:
                report.period = period
            if report_date is not None:
                report.report_date = report_date
            if profile is not None:
                report.profile = to_json(profile)
            if inbox is not None:
                report.inbox = inbox
            report.updated_at = utc_now()
            return _report(report)

    def delete(self, report_id: int) -> None:
        """Remove a report with its sections, versions, messages and dismissals."""
        with self._database.write() as session:
            report = find_report(session, report_id, self._actor, writing=True)
            record(session, self._actor, Audit.REPORT_DELETED, report.title, report_id)
            session.delete(report)

    def share(self, report_id: int, shared: bool) -> ReportRecord:
        """Show a report to the whole office, or to its owner and the admins alone.

        Raises:
            UserError: no such report, or somebody else's.
        """
        with self._database.write() as session:
            report = find_report(session, report_id, self._actor, writing=True)
            actor = self._actor
            if actor is not None and not actor.may_administer and report.owner != actor.name:
                raise UserError(
                    "Chỉ người lập báo cáo hoặc quản trị viên được đổi chế độ riêng, chung."
                )
            if report.shared != shared:
                report.shared = shared
                act = Audit.REPORT_SHARED if shared else Audit.REPORT_MADE_PRIVATE
                record(session, actor, act, report.title, report_id)
            return _report(report)

    # --- sections -------------------------------------------------------------------------------

    def sections(self, report_id: int) -> list[SectionRecord]:
        """The sections in their order. Raises UserError when there is no such report."""
        with self._database.read() as session:
            find_report(session, report_id, self._actor)
            rows = session.execute(
                select(Section, Version)
                .outerjoin(
                    Version,
                    (Version.section_id == Section.id) & (Version.number == Section.version),
                )
                .where(Section.report_id == report_id)
                .order_by(Section.position, Section.id)
            )
            return [_section(section, version) for section, version in rows]

    def section(self, report_id: int, key: str) -> SectionRecord:
        """Raises UserError when the report or the section does not exist."""
        with self._database.read() as session:
            section = self._section(session, report_id, key)
            return _section(section, _version(session, section, section.version))

    def add_section(self, report_id: int, key: str, title: str) -> SectionRecord:
        """Append a section; the existing one when the key is taken."""
        with self._database.write() as session:
            find_report(session, report_id, self._actor, writing=True)
            section = session.scalar(
                select(Section).where(Section.report_id == report_id, Section.key == key)
            )
            if section is None:
                last = session.scalar(
                    select(func.max(Section.position)).where(Section.report_id == report_id)
                )
                section = Section(
                    report_id=report_id,
                    key=key,
                    title=title,
                    position=0 if last is None else last + 1,
                )
                session.add(section)
                session.flush()
            return _section(section, _version(session, section, section.version))

    def set_notes(self, report_id: int, key: str, notes: Sequence[NoteRecord]) -> SectionRecord:
        """Replace the notes that the section is drafted from; its text and version stay."""
        return self.change_notes(report_id, key, lambda _: notes)

    def change_notes(
        self,
        report_id: int,
        key: str,
        change: Callable[[tuple[NoteRecord, ...]], Sequence[NoteRecord]],
    ) -> SectionRecord:
        """Replace the notes by what ``change`` makes of those that stand; nobody writes between."""
        with self._database.write() as session:
            section = self._section(session, report_id, key, writing=True)
            section.notes = to_json(tuple(change(many_from_json(NoteRecord, section.notes))))
            _touch(session, report_id)
            return _section(section, _version(session, section, section.version))

    def change_locks(
        self,
        report_id: int,
        key: str,
        change: Callable[[tuple[str, ...]], Sequence[str]],
    ) -> SectionRecord:
        """Replace the locked sentences by what ``change`` makes of those that stand."""
        with self._database.write() as session:
            section = self._section(session, report_id, key, writing=True)
            section.locks = list(change(tuple(section.locks)))
            return _section(section, _version(session, section, section.version))

    def save_section(
        self,
        report_id: int,
        key: str,
        text: str,
        expected_version: int,
        *,
        origin: str = "edit",
        model: str = "",
        sentences: Sequence[DraftSentence] = (),
        evidence: Sequence[Evidence] = (),
        diagnostics: Sequence[Diagnostic] = (),
    ) -> SectionRecord:
        """Save ``text`` as a new version and make it the section's text.

        Args:
            expected_version: the ``SectionRecord.version`` that the writer saw.
            origin: "edit" for a person's text, "draft" or "regenerate" for the program's.

        Raises:
            UserError: the section changed since. The text is kept all the same, as a version of
                origin "conflict" (the message gives its number), and the section stays as it was.
        """
        with self._database.write() as session:
            section = self._section(session, report_id, key, writing=True)
            conflict = section.version != expected_version
            version = _append(
                session,
                section,
                text,
                origin="conflict" if conflict else origin,
                author=self._author,
                model=model,
                sentences=to_json(tuple(sentences)),
                evidence=to_json(tuple(evidence)),
                diagnostics=to_json(tuple(diagnostics)),
            )
            if not conflict:
                _show(section, version)
            _touch(session, report_id)
            saved, number, title = _section(section, version), version.number, section.title or key
        if conflict:
            raise UserError(
                f"Mục “{title}” vừa được người khác sửa (bản {saved.version}); bản của bạn đã "
                f"được giữ lại là bản {number}. Hãy xem bản mới nhất rồi khôi phục hoặc sửa tiếp."
            )
        return saved

    def versions(self, report_id: int, key: str) -> list[VersionRecord]:
        """Every version of a section, the newest first."""
        with self._database.read() as session:
            section = self._section(session, report_id, key)
            rows = session.scalars(
                select(Version)
                .where(Version.section_id == section.id)
                .order_by(Version.number.desc())
            )
            return [_version_record(row) for row in rows]

    def version(self, report_id: int, key: str, number: int) -> VersionRecord | None:
        """One version of a section; None when it has none of this number."""
        with self._database.read() as session:
            row = _version(session, self._section(session, report_id, key), number)
            return _version_record(row) if row else None

    def history(self, report_id: int, key: str) -> list[VersionRecord]:
        """As ``versions``, without notes, evidence and findings: for lists, however long."""
        with self._database.read() as session:
            section = self._section(session, report_id, key)
            rows = session.execute(
                select(
                    Version.number, Version.text, Version.origin, Version.model, Version.created_at
                )
                .where(Version.section_id == section.id)
                .order_by(Version.number.desc())
            )
            return [VersionRecord(*row) for row in rows]

    def restore(
        self,
        report_id: int,
        key: str,
        number: int,
        expected_version: int,
        *,
        origin: str = "restore",
    ) -> SectionRecord:
        """Make an earlier version the section's text again, as a new version.

        ``origin`` is "restore", or "undo" for a step back.

        Raises:
            UserError: no such version, or the section changed since ``expected_version``.
        """
        with self._database.write() as session:
            section = self._section(session, report_id, key, writing=True)
            old = _version(session, section, number) if number else None
            if old is None:
                raise UserError(
                    f"Mục “{section.title or key}” không có bản {number}. "
                    "Hãy chọn một bản trong danh sách."
                )
            if section.version != expected_version:
                raise UserError(
                    f"Mục “{section.title or key}” vừa được người khác sửa (bản "
                    f"{section.version}). Hãy xem bản mới nhất rồi khôi phục lại nếu vẫn cần."
                )
            version = _append(
                session,
                section,
                old.text,
                origin=origin,
                author=self._author,
                model=old.model,
                sentences=old.sentences,
                evidence=old.evidence,
                diagnostics=old.diagnostics,
            )
            _show(section, version)
            _touch(session, report_id)
            return _section(section, version)

    @property
    def _author(self) -> str:
        return self._actor.name if self._actor else ""

    def _section(
        self, session: Session, report_id: int, key: str, *, writing: bool = False
    ) -> Section:
        report = find_report(session, report_id, self._actor, writing=writing)
        section = session.scalar(
            select(Section).where(Section.report_id == report_id, Section.key == key)
        )
        if section is None:
            known = session.scalars(
                select(Section.key).where(Section.report_id == report_id).order_by(Section.position)
            )
            raise UserError(
                f"Báo cáo “{report.title}” không có mục “{key}”. "
                f"Các mục hiện có: {', '.join(known) or 'chưa có mục nào'}."
            )
        return section


def _append(
    session: Session,
    section: Section,
    text: str,
    *,
    origin: str,
    author: str,
    model: str,
    sentences: list[Any],
    evidence: list[Any],
    diagnostics: list[Any],
) -> Version:
    last = session.scalar(select(func.max(Version.number)).where(Version.section_id == section.id))
    version = Version(
        section_id=section.id,
        number=(last or 0) + 1,
        text=text,
        origin=origin,
        author=author,
        model=model,
        notes=list(section.notes),
        sentences=sentences,
        evidence=evidence,
        diagnostics=diagnostics,
    )
    session.add(version)
    session.flush()
    return version


def _show(section: Section, version: Version) -> None:
    section.text = version.text
    section.version = version.number
    section.state = "draft" if version.origin in _WRITTEN_BY_PROGRAM else "edited"


def _touch(session: Session, report_id: int) -> None:
    report = session.get(Report, report_id)
    if report is not None:
        report.updated_at = utc_now()


def _version(session: Session, section: Section, number: int) -> Version | None:
    return session.scalar(
        select(Version).where(Version.section_id == section.id, Version.number == number)
    )


def _report(row: Report) -> ReportRecord:
    return ReportRecord(
        id=row.id,
        report_type=row.report_type,
        title=row.title,
        period=row.period,
        report_date=row.report_date,
        profile=from_json(Profile, row.profile),
        created_at=row.created_at,
        updated_at=row.updated_at,
        owner=row.owner,
        shared=row.shared,
        inbox=row.inbox,
    )


def _annotations(version: Version) -> Mapping[str, Any]:
    return {
        "sentences": many_from_json(DraftSentence, version.sentences),
        "evidence": many_from_json(Evidence, version.evidence),
        "diagnostics": many_from_json(Diagnostic, version.diagnostics),
        "model": version.model,
    }


def _section(row: Section, version: Version | None) -> SectionRecord:
    return SectionRecord(
        report_id=row.report_id,
        key=row.key,
        title=row.title,
        position=row.position,
        text=row.text,
        state=row.state,
        version=row.version,
        notes=many_from_json(NoteRecord, row.notes),
        locks=tuple(row.locks),
        **(_annotations(version) if version else {}),
    )


def _version_record(row: Version) -> VersionRecord:
    return VersionRecord(
        number=row.number,
        text=row.text,
        origin=row.origin,
        author=row.author,
        created_at=row.created_at,
        notes=many_from_json(NoteRecord, row.notes),
        **_annotations(row),
    )
