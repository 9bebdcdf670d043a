"""The operator who brings a new seal key to where the services are: first what all may know of it,
then, later than it should be, what the databank alone opens with.

Where keys come as mounted secrets of a cluster, or by hand, the two files arrive in any order.
"""

import asyncio
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from chassis.bus.keyfile import LOOK_SECONDS

READER = "databank"
PUBLIC, PRIVATE = Path("public", "seal_public.json"), Path(READER, "seal_private.json")
"""Within the tree of secrets."""
SEEN_SECONDS = LOOK_SECONDS + 0.5
"""By then whoever seals has seen a changed file of keys."""


class NoNewKeyError(Exception):
    """The command did not make a new epoch."""


class KeyCourier:
    """``command`` is that of the operator, which ends in the tree of secrets that it works on;
    empty where a city has no such operator.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self.waited = 0
        """Messages that waited for the key."""

    @property
    def can(self) -> bool:
        return bool(self._command)

    @contextmanager
    def desk(self) -> Iterator["Desk"]:
        """A copy of the keys, away from the services, on which the operator works."""
        *command, secrets = self._command
        with TemporaryDirectory(prefix="krachtlijn-keys-") as folder:
            desk = Desk(command, Path(secrets), Path(folder))
            desk.copy()
            yield desk


class Desk:
    def __init__(self, command: Sequence[str], services: Path, desk: Path) -> None:
        self._command = command
        self._services = services
        self._desk = desk

    def copy(self) -> None:
        for file in (PUBLIC, PRIVATE):
            (self._desk / file).parent.mkdir()
            shutil.copy(self._services / file, self._desk / file)

    async def rotate(self) -> None:
        process = await asyncio.create_subprocess_exec(
            *self._command, str(self._desk), stdout=DEVNULL, stderr=PIPE
        )
        _, said = await process.communicate()
        if process.returncode:
            raise NoNewKeyError(said.decode().strip())

    async def bring_public(self) -> None:
        """Whoever seals does so to the new key from here on."""
        self._bring(PUBLIC)
        await asyncio.sleep(SEEN_SECONDS)

    def bring_private(self) -> None:
        self._bring(PRIVATE)

    def _bring(self, file: Path) -> None:
        """Into the file that is there, which its service alone may read."""
        (self._services / file).write_bytes((self._desk / file).read_bytes())
