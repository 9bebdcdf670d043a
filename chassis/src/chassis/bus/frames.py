"""Tolerant frames: a message whose properties make no sense must not end the connection.

The client ends a connection on which a header cannot be decoded (a moment beyond all calendars,
text that is not UTF-8, tables in tables without end). The broker would deliver the same message
again on the next one, and so for ever. Here such a message arrives without properties: nobody
vouches for its sender, so it has no effect, and the body says what it was.
"""

import struct

from pamqp.commands import Basic
from pamqp.header import ContentHeader

UNREADABLE = (ValueError, ArithmeticError, OSError, RecursionError, LookupError, struct.error)
FIXED_PART = 12
"""Bytes before the properties; they hold the length of the body."""

_read_strictly = ContentHeader.unmarshal


def _read(header: ContentHeader, data: bytes) -> None:
    try:
        _read_strictly(header, data)
    except UNREADABLE:
        if len(data) < FIXED_PART:
            raise
        header.properties = Basic.Properties()


def tolerate() -> None:
    """Make the client tolerant in this process; repeating it changes nothing."""
    setattr(ContentHeader, "unmarshal", _read)  # noqa: B010  # the checker knows no replacing
