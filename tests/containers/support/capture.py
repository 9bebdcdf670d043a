"""What goes by between containers, as somebody would see it who can listen on the host."""

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .engine import Engine

_ADDRESSES = re.compile(r"IP (\S+?)\.(\d+) > (\S+?)\.(\d+): Flags \[S\]")


class Capture:
    def __init__(self, path: Path) -> None:
        self.path = path

    def holds(self, word: str) -> bool:
        return word.encode() in self.path.read_bytes()

    def connections(self, engine: Engine) -> set[tuple[str, int]]:
        """Address and port that somebody connected to."""
        text = engine.run(["tcpdump", "-nn", "-r", str(self.path), "tcp[tcpflags] & tcp-syn != 0"])
        return {(found[3], int(found[4])) for found in _ADDRESSES.finditer(text.stdout)}


@contextmanager
def captured(path: Path) -> Iterator[Capture]:
    """Everything on every bridge meanwhile, whole."""
    command = ["tcpdump", "-i", "any", "-s", "0", "-B", "65536", "-U", "-Z", "root"]
    command += ["-w", str(path), "not", "net", "127.0.0.0/8"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        while b"listening" not in (line := process.stderr.readline()):
            assert line, "tcpdump does not start"
        try:
            yield Capture(path)
        finally:
            time.sleep(1)  # what went by last is still on its way to tcpdump
            process.terminate()
