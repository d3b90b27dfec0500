"""The one door to the office's data."""

from __future__ import annotations

from pathlib import Path

from assistant.workspace.consent_store import ConsentStore
from assistant.workspace.conversation_store import DismissalStore, MessageStore
from assistant.workspace.database import Database
from assistant.workspace.library_store import LibraryStore
from assistant.workspace.report_store import ReportStore
from assistant.workspace.vector_store import VectorStore


class Workspace:
    """Stores over one database. Methods are safe to call from several threads and processes.

    Attributes:
        library: sources and their chunks.
        vectors: embeddings of the chunks.
        reports: reports, sections, versions.
        messages: the chat.
        dismissals: diagnostics set aside.
        consents: whether notes may go to a model on another machine.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.library = LibraryStore(database)
        self.vectors = VectorStore(database)
        self.reports = ReportStore(database)
        self.messages = MessageStore(database)
        self.dismissals = DismissalStore(database)
        self.consents = ConsentStore(database)

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
