"""Alarms reach whom they should: a page whoever is on duty, a ticket the team."""

import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
import yaml

from .support.alertmanager import CONFIG
from .support.alertmanager import alertmanager as running
from .support.pager import Pager, pager
from .support.waiting import until


def test_alertmanager_takes_its_configuration(amtool: str) -> None:
    done = subprocess.run([amtool, "check-config", CONFIG], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("severity", "receiver"),
    [("page", "on-duty"), ("ticket", "team"), ("watchdog", "watchdog")],
)
def test_an_alarm_goes_where_its_severity_says(amtool: str, severity: str, receiver: str) -> None:
    command = [amtool, "config", "routes", "test", f"--config.file={CONFIG}"]
    done = subprocess.run([*command, f"severity={severity}"], capture_output=True, text=True)
    assert done.stdout.strip() == receiver, done.stderr


def test_no_password_stands_in_the_configuration() -> None:
    for line in CONFIG.read_text().splitlines():
        key = line.partition(":")[0].strip(" -")
        assert not key.endswith(("password", "secret", "token", "url")), line


@pytest.fixture
def on_duty() -> Iterator[Pager]:
    with pager() as server:
        yield server


@pytest.fixture
async def alertmanager(
    amtool: str, on_duty: Pager, tmp_path: Path
) -> AsyncIterator[httpx.AsyncClient]:
    async with running(tmp_path, on_duty.url) as client:
        yield client


def alarm(name: str, severity: str, **labels: str) -> dict[str, dict[str, str]]:
    return {"labels": {"alertname": name, "severity": severity, **labels}}


async def test_a_page_arrives_and_what_it_explains_is_held_back(
    alertmanager: httpx.AsyncClient, on_duty: Pager
) -> None:
    fired = [
        alarm("ServiceAway", "page", service="databank"),
        alarm("OutboxWaits", "page", service="databank"),
        alarm("OutboxWaits", "page", service="registry"),
        alarm("MessagesParked", "ticket", service="registry"),
        alarm("DeadLetters", "ticket", queue="databank.dead"),
        alarm("DeadLettersFill", "page", queue="databank.dead"),
    ]
    (await alertmanager.post("/api/v2/alerts", json=fired)).raise_for_status()

    async def arrived() -> bool:
        return on_duty.alarms() == {"ServiceAway", "OutboxWaits", "DeadLettersFill"}

    await until(arrived)
    paged = [alert["labels"] for sent in on_duty.taken for alert in sent["alerts"]]
    assert {"databank"} == {each["service"] for each in paged if each["alertname"] == "ServiceAway"}
    assert {"registry"} == {each["service"] for each in paged if each["alertname"] == "OutboxWaits"}
    known = (await alertmanager.get("/api/v2/alerts")).json()
    held_back = {
        (each["labels"]["alertname"], each["labels"].get("service"))
        for each in known
        if each["status"]["inhibitedBy"]
    }
    assert held_back == {("OutboxWaits", "databank"), ("DeadLetters", None)}


async def test_who_waits_for_the_watchdog_hears_it_beside_every_other_alarm(
    alertmanager: httpx.AsyncClient, on_duty: Pager
) -> None:
    """Whoever hears it no more knows that no alarm comes either; so no other holds it back."""
    fired = [
        alarm("ServiceAway", "page", service="databank"),
        alarm("BrokerBlocksPublishers", "page"),
        alarm("Watchdog", "watchdog"),
    ]
    (await alertmanager.post("/api/v2/alerts", json=fired)).raise_for_status()

    async def arrived() -> bool:
        return {"ServiceAway", "Watchdog"} <= on_duty.alarms()

    await until(arrived)
    routes = yaml.safe_load(CONFIG.read_text())["route"]["routes"]
    (again,) = (each for each in routes if each["receiver"] == "watchdog")
    assert again["repeat_interval"] == "5m"
