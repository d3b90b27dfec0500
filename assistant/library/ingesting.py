"""Many files into the workspace: one after the other, each whole or not at all."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.domain import UserError
from assistant.library.reading import add_file, walk
from assistant.library.summary import IngestedFile, IngestSummary, Progress, SkippedFile
from assistant.workspace import Workspace

_log = logging.getLogger(__name__)
_INDEX_EVERY_SECONDS = 10.0


class _Stopped(BaseException):
    """The one who waits asked to stop; no loader on the way takes this for a damaged file."""


def ingest_files(
    workspace: Workspace,
    paths: Sequence[Path],
    kind: str | None,
    period: str | None,
    progress: Progress,
    index: Callable[[], None],
    stop: Callable[[], bool],
) -> IngestSummary:
    """Read files and folders; what is there already is left alone, what cannot be read is skipped.

    Args:
        index: called now and then, so that what a long ingest has read can be searched meanwhile.
        stop: asked between files and between the pages of a scan; True ends the work, and the file
            that was being read is not taken in.
    """

    def heard(said: str) -> None:
        progress(said)
        if stop():
            raise _Stopped

    read: list[IngestedFile] = []
    unchanged: list[str] = []
    skipped: list[SkippedFile] = []
    files = list(walk([Path(path) for path in paths]))
    indexed = time.monotonic()
    for number, path in enumerate(files, 1):
        try:
            heard(f"Đang đọc tệp {number}/{len(files)}: {path.name}")
            added = add_file(workspace, path, kind, period, heard)
        except _Stopped:
            break
        except UserError as error:
            skipped.append(SkippedFile(str(path), str(error)))
        except Exception as error:  # noqa: BLE001 - one file must not stop the rest
            _log.exception("ingest %s", path)
            reason = f"Lỗi của chương trình khi đọc “{path.name}”: {error}."
            skipped.append(SkippedFile(str(path), reason))
        else:
            if added is None:
                unchanged.append(str(path))
            else:
                read.append(added)
        if time.monotonic() - indexed > _INDEX_EVERY_SECONDS:
            index()
            indexed = time.monotonic()
    done = len(read) + len(unchanged) + len(skipped)
    unreached = tuple(str(path) for path in files[done:])
    return IngestSummary(tuple(read), tuple(unchanged), tuple(skipped), unreached)
