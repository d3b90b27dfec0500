"""Schema migrations (Alembic), run by the program itself when the writer opens a workspace."""

#: Every revision, oldest first; a test holds this against the scripts in ``versions``.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
HEAD = REVISIONS[-1]
