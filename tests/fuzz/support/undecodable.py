"""Message properties that a client cannot read, as bytes."""

import struct

from pamqp.commands import Basic


class Raw(Basic.Properties):
    """Properties as bytes that a well-behaved client would not send."""

    def __init__(self, user: str, flags: int, before: bytes, after: bytes) -> None:
        super().__init__()
        self._user, self._flags, self._around = user, flags, (before, after)

    def marshal(self) -> bytes:
        before, after = self._around
        user = self._user.encode()
        return struct.pack(">H", 0x0010 | self._flags) + before + after + _short(user)


def _short(text: bytes) -> bytes:
    return bytes([len(text)]) + text


def _table(content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + content


def _tables(depth: int) -> bytes:
    content = b""
    for _ in range(depth):
        content = b"\x01aF" + _table(content)
    return content


HEADERS, TIMESTAMP, MESSAGE_ID = 0x2000, 0x0040, 0x0080
UNDECODABLE = [
    ("a moment beyond all calendars", HEADERS, _table(b"\x0arecordedatT" + b"\x7f" + b"\xff" * 7)),
    ("a header that is not UTF-8", HEADERS, _table(b"\x02\xff\xfeI\x00\x00\x00\x01")),
    ("tables in tables", HEADERS, _table(_tables(4000))),
    ("a timestamp beyond all calendars", TIMESTAMP, b"\x7f" + b"\xff" * 7),
    ("a message id that is not UTF-8", MESSAGE_ID, _short(b"\xff\xfe\xfd")),
]
