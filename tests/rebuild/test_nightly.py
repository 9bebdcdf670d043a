"""What stays and works every night: as processes, on databases in which something happened."""

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from chassis.bus.replay import replayable
from contracts import SERVICES
from launcher.backup import manifest
from launcher.backup.keys import ReaderKeys
from launcher.credentials.tree import COMPARER, READER
from launcher.databases import address

from .support.city import City

pytestmark = pytest.mark.usefixtures("rooms")
PATIENCE_SECONDS = 120


def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def staying(city: City, log: Path, suffix: str, *command: str) -> AsyncIterator[str]:
    """A command that stays, with the roles of that suffix alone; gives where its metrics are."""
    infra, metrics = city.sandbox.infra, f"127.0.0.1:{port()}"
    words = [*command, "--metrics", metrics, "--secrets", str(infra.credentials.folder)]
    for service in SERVICES:
        url = address(infra, service + suffix, service + city.sandbox.suffix)
        words += ["--database-url", f"{service}{suffix}={url}"]
    program = [sys.executable, "-c", "from launcher.cli import app; app()", *words]
    with log.open("wb") as told:
        process = await asyncio.create_subprocess_exec(*program, stdout=told, stderr=told)
    try:
        yield f"http://{metrics}/metrics"
        assert process.returncode is None, log.read_text()
        process.send_signal(signal.SIGTERM)
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()


async def shown(url: str, name: str) -> float | None:
    """A metric as Prometheus would read it; None when it is not there."""
    async with httpx.AsyncClient(trust_env=False) as client:
        try:
            answer = await client.get(url)
        except httpx.TransportError:
            return None
    lines = (line.rpartition(" ") for line in answer.text.splitlines())
    return next((float(value) for series, _, value in lines if series == name), None)


async def until_shown(url: str, name: str, log: Path) -> float:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (found := await shown(url, name)):
            assert not re.search("failed|Error", log.read_text()), log.read_text()
            await asyncio.sleep(0.2)
    return found


async def test_a_backup_is_made_every_night_by_a_role_that_writes_nothing(
    city: City, tmp_path: Path
) -> None:
    folder, log = tmp_path / "backups", tmp_path / "log"
    words = ("backup", "nightly", "databank", "--to", str(folder))
    name = "krachtlijn_backup_timestamp_seconds"
    elsewhere = "krachtlijn_offsite_timestamp_seconds"
    async with staying(city, log, READER, *words) as url:
        at = await until_shown(url, name, log)
        assert await shown(url, elsewhere) == 0, "nothing was ever copied elsewhere"
    (folder / "copied").touch()
    os.utime(folder / "copied", (1_796_000_000, 1_796_000_000))
    (file,) = folder.glob("*.json")
    keys = ReaderKeys.of(city.sandbox.infra.credentials, "databank")
    made = manifest.read(file, keys)
    manifest.check_file(made, folder)
    assert made.at.timestamp() == pytest.approx(at)
    assert made.opened(keys).tables["claim"] > 0
    async with staying(city, log, READER, *words) as url:
        assert await until_shown(url, name, log) == at, "this night has its backup already"
        assert await shown(url, elsewhere) == 1_796_000_000
    (folder / made.file).write_bytes(b"cut off")
    assert manifest.newest(folder, "databank") is None


async def test_what_a_reader_misses_is_seen_every_night_by_a_role_that_reads_no_event(
    city: City, tmp_path: Path
) -> None:
    log, compared = tmp_path / "log", "krachtlijn_completeness_timestamp_seconds"
    lost = 'krachtlijn_missing_events{reader="reporting"}'
    await city.settled()
    async with staying(city, log, COMPARER, "bus", "nightly") as url:
        await until_shown(url, compared, log)
        assert await shown(url, lost) == 0
    types = ", ".join(f"'{type_}'" for type_ in replayable("databank", "reporting"))
    ((event,),) = await city.rows(
        "databank", f"SELECT event_id FROM bus_archive WHERE type IN ({types}) LIMIT 1"
    )
    ((digest, at),) = await city.rows(
        "reporting", f"SELECT digest, handled_at FROM bus_inbox WHERE event_id = '{event}'"
    )
    await city.owner("reporting", f"DELETE FROM bus_inbox WHERE event_id = '{event}'")
    await city.owner(
        "databank",
        "UPDATE bus_archive SET published_at = published_at - interval '1 hour' "
        f"WHERE event_id = '{event}'",
    )
    try:
        async with staying(city, log, COMPARER, "bus", "nightly") as url:
            await until_shown(url, compared, log)
            assert await shown(url, lost) == 1
    finally:
        await city.owner(
            "reporting",
            "INSERT INTO bus_inbox (consumer, event_id, digest, handled_at) VALUES "
            f"('reporting', '{event}', '\\x{digest.hex()}', '{at.isoformat()}')",
        )
