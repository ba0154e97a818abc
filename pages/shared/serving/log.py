"""The log: one line of JSON per event, on standard error, without anything about the reader.

Streamlit's and the server's own messages go the same way; those that name the reader's address are left out.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

_EVENTS = logging.getLogger("atlas")
_OTHERS = ("streamlit", "uvicorn", "uvicorn.error", "websockets")
"""Loggers with handlers of their own."""


class OneLine(logging.Formatter):
    """A record as one line of JSON: time, level, event, and what the event carries."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        if record.name == _EVENTS.name:
            line |= {"event": record.getMessage(), **getattr(record, "carried", {})}
        else:
            line |= {"event": "message", "logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def begin() -> None:
    """Write all that is logged from now on as lines of JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    for name in (_EVENTS.name, *_OTHERS, *_streamlits()):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
    _EVENTS.setLevel(logging.INFO)
    # What uvicorn says of each connection names the address of the reader.
    for name in ("uvicorn.error", "websockets"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _streamlits() -> list[str]:
    return [name for name in logging.root.manager.loggerDict if name.startswith("streamlit.")]


def event(name: str, **carried: Any) -> None:
    """Log that something happened: which page, which view, how long; never who."""
    _EVENTS.info(name, extra={"carried": carried})


def failure(name: str, error: BaseException, **carried: Any) -> None:
    """Log an error with its trace, which nobody but the operator sees."""
    _EVENTS.error(name, exc_info=error, extra={"carried": carried})
