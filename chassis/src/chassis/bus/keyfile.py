"""Key files that an operator may change while the service runs."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Generic, TypeVar

import structlog

LOOK_SECONDS = 2.0
"""Seconds that a changed file can go unseen, where nothing asks for an unknown key."""

Keys = TypeVar("Keys")

log = structlog.get_logger("keyfile")


class KeyFile(Generic[Keys]):
    """The keys that ``read`` finds in a file, read again when the file has changed.

    A file that cannot be read, at a moment when it is being replaced, leaves the keys as they are.
    """

    def __init__(self, path: Path, read: Callable[[Path], Keys]) -> None:
        self._path = path
        self._read = read
        self._seen = self._mark()
        self._keys = read(path)
        self._look_at = monotonic() + LOOK_SECONDS

    def keys(self, *, now: bool = False) -> Keys:
        """The keys; the file is looked at every few seconds at most, and at once with ``now``."""
        moment = monotonic()
        if now or moment >= self._look_at:
            self._look_at = moment + LOOK_SECONDS
            self._look()
        return self._keys

    def _look(self) -> None:
        try:
            mark = self._mark()
            if mark == self._seen:
                return
            self._keys = self._read(self._path)
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            log.warning("keys not read again", file=self._path.name, error=type(error).__name__)
            return
        self._seen = mark
        log.info("keys read again", file=self._path.name)

    def _mark(self) -> tuple[int, int, int]:
        """Taken before reading: a change in between is seen at the next look."""
        stat = self._path.stat()
        return stat.st_mtime_ns, stat.st_size, stat.st_ino
