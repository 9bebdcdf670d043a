"""Lines of standard input as they come, however slowly, and however many."""

import asyncio
import os
import threading
from collections import deque
from queue import Empty, Queue

_PIECE = 1 << 18
_AHEAD = 8
_LONGEST = 1 << 20
"""A line of more bytes is no claim; what is left of it stands in its place, and cannot be read."""


class Lines:
    """Read by a thread of its own, no further ahead than a few megabytes."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._loop = asyncio.get_running_loop()
        self._came = asyncio.Event()
        self._pieces: Queue[list[bytes] | None] = Queue(maxsize=_AHEAD)
        self._lines: deque[bytes] = deque()
        self._ended = False
        threading.Thread(target=self._read, daemon=True).start()

    async def take(self, most: int) -> list[bytes]:
        """The lines that are there, up to ``most``; waits for the first alone. Empty at the end."""
        while not self._gather(most):
            if self._ended:
                return []
            await self._came.wait()
        return [self._lines.popleft() for _ in range(min(most, len(self._lines)))]

    def _gather(self, most: int) -> bool:
        self._came.clear()
        while len(self._lines) < most and not self._ended:
            try:
                piece = self._pieces.get_nowait()
            except Empty:
                break
            if piece is None:
                self._ended = True
            else:
                self._lines.extend(piece)
        return bool(self._lines)

    def _read(self) -> None:
        rest = b""
        while data := self._next():
            *lines, rest = (rest + data).split(b"\n")
            if len(rest) > _LONGEST:
                rest = rest[:_LONGEST]
            self._hand(lines)
        self._hand([rest])
        self._put(None)

    def _next(self) -> bytes:
        try:
            return os.read(self._descriptor, _PIECE)
        except OSError:
            return b""

    def _hand(self, lines: list[bytes]) -> None:
        if kept := [line for line in map(_clean, lines) if line]:
            self._put(kept)

    def _put(self, piece: list[bytes] | None) -> None:
        self._pieces.put(piece)
        try:
            self._loop.call_soon_threadsafe(self._came.set)
        except RuntimeError:
            return  # the loop is closed: nobody waits any more


def _clean(line: bytes) -> bytes:
    return line.removeprefix(b"\xef\xbb\xbf").strip()
