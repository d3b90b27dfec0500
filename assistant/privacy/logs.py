"""Private people stay out of the log, whoever writes to it."""

from __future__ import annotations

import logging
from typing import Any

from assistant.privacy.masking import redact

_TRACEBACKS = logging.Formatter()


class _Redacted(logging.LogRecord):
    """A record whose message and traceback are without names, numbers and homes of people."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        try:
            self.msg, self.args = redact(self.getMessage()), ()
        except (TypeError, ValueError, KeyError):
            return  # arguments that do not fit their message: the handler says so, as ever
        if self.exc_info and self.exc_info[1] is not None:
            # Formatters print a traceback that is there already instead of making their own.
            self.exc_text = redact(_TRACEBACKS.formatException(self.exc_info))


def keep_people_out_of_logs() -> None:
    """From now on every log record of this process is redacted, of libraries too."""
    logging.setLogRecordFactory(_Redacted)
