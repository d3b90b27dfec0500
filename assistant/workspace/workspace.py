"""The one door to the office's data."""

from __future__ import annotations

from pathlib import Path

from assistant.workspace.actor import Actor
from assistant.workspace.audit_store import AuditStore
from assistant.workspace.consent_store import ConsentStore
from assistant.workspace.conversation_store import DismissalStore, MessageStore
from assistant.workspace.database import Database
from assistant.workspace.library_store import LibraryStore
from assistant.workspace.material_store import MaterialStore
from assistant.workspace.people_store import PeopleStore
from assistant.workspace.report_store import ReportStore
from assistant.workspace.vector_store import VectorStore


class Workspace:
    """Stores over one database. Methods are safe to call from several threads and processes.

    Attributes:
        library: sources and their chunks.
        vectors: embeddings of the chunks.
        reports: reports, sections, versions.
        materials: what was given beside a report's notes.
        messages: the chat.
        dismissals: diagnostics set aside.
        consents: whether notes may go to a model on another machine.
        people: the accounts.
        audit: who did what.
    """

    def __init__(self, database: Database, actor: Actor | None = None) -> None:
        """``actor``: who acts; None without a log-in and at the command line."""
        self.database = database
        self.actor = actor
        self.library = LibraryStore(database)
        self.vectors = VectorStore(database)
        self.reports = ReportStore(database, actor)
        self.materials = MaterialStore(database, actor)
        self.messages = MessageStore(database, actor)
        self.dismissals = DismissalStore(database, actor)
        self.consents = ConsentStore(database)
        self.people = PeopleStore(database, actor)
        self.audit = AuditStore(database, actor)

    def acting(self, actor: Actor | None) -> Workspace:
        """The same workspace as ``actor`` may see and change it."""
        return Workspace(self.database, actor)

    @classmethod
    def open(cls, home: Path, *, url: str = "", upgrade: bool = True) -> Workspace:
        """The workspace of a data folder, or the shared one of a database server.

        Args:
            url: of the server; "" for the file in the folder.
            upgrade: bring the schema up to date first; only for the holder of the folder's lock.

        Raises:
            UserError: the folder or the database cannot be used, or the server not reached.
        """
        database = Database(url) if url else Database.in_folder(home)
        if upgrade:
            database.upgrade()
        return cls(database)

    def close(self) -> None:
        self.database.close()
