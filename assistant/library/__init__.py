"""The library: everything that is searched, kept current by one writer at a time."""

from assistant.library.filters import status_on
from assistant.library.library import Library
from assistant.library.summary import IngestedFile, IngestSummary, LibraryStatus, SkippedFile

__all__ = ["IngestSummary", "IngestedFile", "Library", "LibraryStatus", "SkippedFile", "status_on"]
