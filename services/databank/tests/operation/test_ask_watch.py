"""The watch that is asked: a real Prometheus with a day of looks, and servers that answer badly."""

import asyncio
import shutil
import socket
import subprocess
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import sleep

import httpx
import pytest
from fastapi import FastAPI

from chassis.addresses import PlainAddressError, Trust
from chassis.bus import Timer
from chassis.days import city_moment, day_start
from chassis.db import Database
from contracts.databank import OperationMeasured
from databank.operation import ask_watch as ask_watch_module
from databank.operation import store
from databank.operation.ask_watch import KEY, TIMER, ask_watch, watch_of
from databank.operation.prometheus import Looks, Prometheus, PrometheusError
from databank.settings import DatabankSettings

from ..support.databank import Databank

AGAIN = timedelta(hours=1)
NIGHT = time(1, 30)

PROBE = DatabankSettings().prometheus_probe
DAY = date(2026, 3, 28)
"""The night after it the clock goes an hour ahead."""
SILENT = timedelta(hours=2)
NOW = city_moment(date(2026, 3, 30), NIGHT)


@pytest.fixture
def database(app: FastAPI) -> Database:
    found: Database = app.state.database
    return found


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def looks_of_two_days() -> Iterator[str]:
    """OpenMetrics of two instances, looked at every minute: one always answers, but for two hours
    of the first day, in which neither does; the other one never does."""
    yield "# TYPE up gauge"
    begins, ends = day_start(DAY), day_start(DAY + timedelta(days=2))
    quiet = begins + timedelta(hours=9)
    for instance in ("databank:9000", "databank-2:9000"):
        at = begins
        while at < ends:
            answers = instance == "databank:9000" and not quiet <= at < quiet + SILENT
            yield (
                f'up{{job="krachtlijn",service="databank",instance="{instance}"}} {int(answers)}'
                f" {int(at.timestamp())}"
            )
            at += timedelta(minutes=1)
    yield "# EOF"


@pytest.fixture(scope="module")
def prometheus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Prometheus that knows two days."""
    program, tool = shutil.which("prometheus"), shutil.which("promtool")
    if program is None or tool is None:
        pytest.skip("no Prometheus on this machine")
    folder = tmp_path_factory.mktemp("prometheus")
    told = folder / "looks.txt"
    told.write_text("\n".join(looks_of_two_days()) + "\n")
    blocks = [tool, "tsdb", "create-blocks-from", "openmetrics", told, folder / "data"]
    subprocess.run(blocks, check=True, capture_output=True)
    (folder / "prometheus.yml").write_text("{}\n")
    url = f"http://127.0.0.1:{free_port()}"
    options = {
        "config.file": folder / "prometheus.yml",
        "storage.tsdb.path": folder / "data",
        "storage.tsdb.retention.time": "100y",
        "web.listen-address": url.removeprefix("http://"),
    }
    log = folder / "log"
    with log.open("wb") as out:
        child = subprocess.Popen(
            [program, *(f"--{name}={value}" for name, value in options.items())],
            stdout=out,
            stderr=out,
        )
    try:
        with httpx.Client(trust_env=False) as client:
            _wait_until_ready(client, f"{url}/-/ready", log)
        yield url
    finally:
        child.terminate()
        child.wait()


def _wait_until_ready(client: httpx.Client, url: str, log: Path) -> None:
    for _ in range(300):
        try:
            if client.get(url).is_success:
                return
        except httpx.HTTPError:
            pass
        sleep(0.1)
    pytest.fail(log.read_text())


async def test_prometheus_says_how_often_one_of_the_instances_answered(prometheus: str) -> None:
    watch = Prometheus(prometheus, PROBE, Trust())
    minutes = int(SILENT.total_seconds() // 60)
    assert await watch.looks(DAY) == Looks(24 * 60, 24 * 60 - minutes)
    assert await watch.looks(DAY + timedelta(days=1)) == Looks(23 * 60, 23 * 60), (
        "a day of 23 hours"
    )
    assert await watch.looks(date(2025, 1, 1)) is None, "nobody looked"


async def test_days_that_nobody_measured_are_asked_for_once_and_told(
    databank: Databank, database: Database, prometheus: str
) -> None:
    watch = Prometheus(prometheus, PROBE, Trust())
    assert await measured(database) == set()
    await due_after(database, watch)
    assert await measured(database) == {DAY, DAY + timedelta(days=1)}
    told = [
        event
        for event in await databank.told(OperationMeasured)
        if event.data["measuredBy"] == "prometheus"
        and event.data["dayAt"] == day_start(DAY).isoformat().replace("+00:00", "Z")
    ]
    assert [(each.data["probes"], each.data["answered"]) for each in told] == [(1440, 1320)]
    before = len(await databank.told(OperationMeasured))
    await due_after(database, watch)
    assert len(await databank.told(OperationMeasured)) == before


async def measured(database: Database) -> set[date]:
    async with database.connection() as conn:
        return await store.measured_since(conn, DAY - timedelta(days=13))


async def answering(content: bytes, status: str = "200 OK") -> tuple[asyncio.Server, str]:
    """A real server that says this to everybody."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(content)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + content)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    return server, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", "503 Service Unavailable"),
        (b"<html>sign in</html>", "200 OK"),
        (b'{"status":"error","errorType":"bad_data"}', "200 OK"),
    ],
)
async def test_an_answer_that_is_none_is_asked_for_again_in_an_hour(
    database: Database, content: bytes, status: str
) -> None:
    server, url = await answering(content, status)
    async with server:
        watch = Prometheus(url, PROBE, Trust())
        with pytest.raises(PrometheusError):
            await watch.looks(DAY)
        assert await due_after(database, watch) == NOW + AGAIN


async def test_a_watch_that_takes_what_it_is_asked_and_says_nothing_is_left_in_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask_watch_module, "ASK_SECONDS", 0.2)

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(1000):
            pass
        writer.close()

    async with asyncio.timeout(60), await asyncio.start_server(swallow, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        watch = Prometheus(f"http://127.0.0.1:{port}", PROBE, Trust())
        assert await due_after(database, watch) == NOW + AGAIN


async def test_a_watch_that_is_away_or_not_there_holds_up_nothing(database: Database) -> None:
    away = Prometheus(f"http://127.0.0.1:{free_port()}", PROBE, Trust())
    assert await due_after(database, away) == NOW + AGAIN
    assert await due_after(database, None) == city_moment(date(2026, 3, 31), NIGHT)


async def due_after(database: Database, watch: Prometheus | None) -> datetime:
    """When it asks again. The timer is not kept, as the clock here runs ahead."""
    async with database.begin(NOW) as tx:
        parcel = await ask_watch(Timer(TIMER, KEY, NOW, {}), tx, watch=watch)
    await parcel.bring()
    assert parcel.note is not None
    async with database.begin(NOW) as tx:
        await parcel.note(tx)
        due: datetime = await tx.conn.fetchval(
            "DELETE FROM bus_timer WHERE name = $1 RETURNING due_at", TIMER
        )
        return due


def test_an_address_over_which_others_could_listen_is_refused() -> None:
    with pytest.raises(PlainAddressError, match="Prometheus"):
        watch_of(DatabankSettings(prometheus="http://metingen.politie.example"), Trust())
    assert watch_of(DatabankSettings(prometheus=""), Trust()) is None
    trusted = Trust(plaintext_hosts=frozenset({"prometheus"}))
    assert watch_of(DatabankSettings(prometheus="http://prometheus:9090"), trusted) is not None
