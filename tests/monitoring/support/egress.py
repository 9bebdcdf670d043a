"""The way out for alarms as compose has it, both halves, by HAProxy on ports of their own."""

import asyncio
import os
import re
import socket
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .files import ROOT
from .waiting import until

FOLDER = ROOT / "deploy/compose/egress"
PORTS = ("25", "443", "465", "587")
HEALTH = "8081"


@dataclass(frozen=True)
class Egress:
    """``ports`` of the first half, by those that those who call believe to ask."""

    ports: Mapping[str, int]

    @property
    def web(self) -> int:
        return self.ports["443"]

    @property
    def mail(self) -> int:
        return self.ports["587"]


@asynccontextmanager
async def egress(
    program: str, folder: Path, targets: Mapping[str, int], hosts: Mapping[str, str]
) -> AsyncIterator[Egress]:
    """``targets``: the port here of whom the second half leads to, by the port that it asks for;
    ``hosts``: what ``.env`` says of whom alarms go to."""
    outside = {port: free_port() for port in (*PORTS, HEALTH)}
    inside = {port: free_port() for port in (*PORTS, HEALTH)}
    deaf = free_port()
    second = _moved((FOLDER / "outside.cfg").read_text(), outside)
    for port in PORTS:
        second = re.sub(rf'(server .*):{port}"', rf'\1:{targets.get(port, deaf)}"', second)
    first = _moved((FOLDER / "inside.cfg").read_text(), inside)
    for port in PORTS:
        first = first.replace(f"egress-outside:{port}\n", f"127.0.0.1:{outside[port]}\n")
    (folder / "outside.cfg").write_text(second)
    (folder / "inside.cfg").write_text(first)
    processes = [
        await asyncio.create_subprocess_exec(
            *(program, "-db", "-f", str(folder / name)),
            env={**os.environ, **hosts},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        for name in ("outside.cfg", "inside.cfg")
    ]
    try:
        for half in (outside, inside):
            await until(partial(_answers, half[HEALTH]))
        yield Egress({port: inside[port] for port in PORTS})
    finally:
        for process in processes:
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


def _moved(text: str, ports: Mapping[str, int]) -> str:
    for port, here in ports.items():
        text = re.sub(rf"bind \S*:{port}\n", f"bind 127.0.0.1:{here}\n", text)
    return text


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


async def _answers(port: int) -> bool:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.write(b"GET / HTTP/1.0\r\n\r\n")
    said = await reader.readline()
    writer.close()
    return b" 200 " in said


async def tls_peer(port: int, name: str, known: ssl.SSLContext) -> bytes | None:
    """The certificate of whom one meets who asks for ``name``; None for who is cut off."""
    try:
        _, writer = await asyncio.open_connection(
            "127.0.0.1", port, ssl=known, server_hostname=name
        )
    except OSError:
        return None
    spoken: ssl.SSLObject = writer.get_extra_info("ssl_object")
    writer.close()
    return spoken.getpeercert(binary_form=True)
