"""Ports that belong to one environment, chosen once and remembered."""

import random
import socket

from launcher.rundir import RunDir, read_json, write_json

# Below Linux's range for outgoing connections (from 32768), so no client socket lands on one.
_RANGE = range(20_000, 32_000)
_choice = random.SystemRandom()


def free(port: int) -> bool:
    """Whether a server could listen on the port now, on loopback and on every address."""
    for address in ("127.0.0.1", "0.0.0.0"):  # noqa: S104 - probed, never served
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                return False
    return True


def remembered(run: RunDir) -> dict[str, int]:
    return {name: int(port) for name, port in read_json(run.path / "ports.json").items()}


def claim(run: RunDir, *names: str) -> dict[str, int]:
    """A free port for each name: the remembered one, or another when somebody took it.

    Call it only for what is not running; a port in use by its own server counts as taken.
    """
    with run.locked("ports"):
        ports = remembered(run)
        for name in names:
            others = {port for other, port in ports.items() if other != name}
            if name not in ports or ports[name] in others or not free(ports[name]):
                ports[name] = _pick(others)
        write_json(run.path / "ports.json", ports)
    return {name: ports[name] for name in names}


def _pick(taken: set[int]) -> int:
    while True:
        port = _choice.choice(_RANGE)
        if port not in taken and free(port):
            return port
