"""The five services, each in a process of its own."""

import importlib.util
import json
import os
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

import httpx

from launcher import ports, processes, readiness
from launcher.credentials.make import hand_over
from launcher.errors import LauncherError
from launcher.infra import Infrastructure
from launcher.names import SERVICES, VHOST
from launcher.nursery import Nursery
from launcher.processes import Process
from launcher.service_accounts import account_of
from launcher.topology import partitions

_START_SECONDS = 60.0
# How to reach broker and database as administrator is nothing for a service to know.
_ADMINISTRATORS = {"KRACHTLIJN_AMQP_URL", "KRACHTLIJN_DATABASE_URL", "KRACHTLIJN_MANAGEMENT_URL"}


@dataclass(frozen=True)
class Service:
    """``internal`` is the address of its health and metrics."""

    name: str
    url: str
    internal: str
    process: Process


@dataclass(frozen=True)
class Clock:
    """``driven`` while a simulator says what time it is, ``shifted`` where it has played.

    A driven one ``begins`` at a moment (RFC 3339); a shifted one runs ``behind`` seconds behind the
    real one. Else it is ``system``.
    """

    kind: str = "system"
    behind: int = 0
    begins: str = ""


def present() -> list[str]:
    """The services that this checkout has an application for."""
    return [name for name in SERVICES if _exists(f"{name}.app")]


def settings(infra: Infrastructure, service: str, clock: Clock) -> dict[str, str]:
    """The settings a service runs with; it gets its own passwords and keys only."""
    credentials = infra.credentials
    return {
        "KRACHTLIJN_AMQP_URL": infra.amqp_url(service, None, VHOST),
        "KRACHTLIJN_DATABASE_URL": infra.database.address(service, service),
        "KRACHTLIJN_SECRETS": str(credentials.of(service)),
        "KRACHTLIJN_PUBLIC": str(credentials.public),
        "KRACHTLIJN_CLOCK": clock.kind,
        "KRACHTLIJN_CLOCK_BEHIND": str(clock.behind),
        "KRACHTLIJN_PARTITIONS": str(partitions()),
        **({"KRACHTLIJN_CLOCK_BEGINS": clock.begins} if clock.begins else {}),
    }


def ensure(
    infra: Infrastructure, names: list[str], clock: Clock, nursery: Nursery | None = None
) -> list[Service]:
    """Start the named services and wait until they are ready; those that run are kept."""
    kept = {name: service for name in names if (service := _running(infra, name))}
    missing = [name for name in names if name not in kept]
    if missing and nursery is None:
        with Nursery(infra.run) as own:
            return ensure(infra, names, clock, own)
    if nursery is not None:
        kept |= {name: _start(infra, name, clock, nursery) for name in missing}
    services = [kept[name] for name in names]
    for service in services:
        readiness.until_ready(
            service.name, partial(ready, service.internal), service.process, _START_SECONDS
        )
    return services


def ready(internal: str) -> bool:
    try:
        return httpx.get(f"{internal}/health/ready", timeout=5, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def check_alive(services: list[Service]) -> None:
    """Fail with the end of its log when a service has ended."""
    for service in services:
        if not service.process.alive:
            raise LauncherError(
                f"{service.name} has stopped ({service.process.log}):\n{service.process.tail()}"
            )


def _running(infra: Infrastructure, name: str) -> Service | None:
    process = processes.running(infra.run, name)
    if process is None:
        return None
    port = ports.remembered(infra.run)[internal_name(name)]
    return Service(name, process.address, _local(port), process)


def _start(infra: Infrastructure, name: str, clock: Clock, nursery: Nursery) -> Service:
    claimed = ports.claim(infra.run, name, internal_name(name))
    port, internal = claimed[name], claimed[internal_name(name)]
    url = _local(port)
    environment = {
        **{key: value for key, value in os.environ.items() if key not in _ADMINISTRATORS},
        **settings(infra, name, clock),
        "KRACHTLIJN_PUBLIC_URL": url,
        "KRACHTLIJN_INTERNAL_PORT": str(internal),
        "KRACHTLIJN_DATABANK_WORKER_URL": _workers_pages(infra),
        "PYTHONUNBUFFERED": "1",
    }
    if clock.kind == "driven":
        environment.setdefault("KRACHTLIJN_DATABANK_READING_BUDGETS", UNBOUND)
    if clock.kind != "system":
        environment.setdefault("KRACHTLIJN_REGISTRY_ORGANISATIONS", _organisations())
        environment.setdefault("KRACHTLIJN_REGISTRY_LINKAGE", "true")
    account = account_of(infra.run, name)
    if account is not None:
        hand_over(infra.credentials.folder, {name: account.uid})
        environment["HOME"] = "/nonexistent"  # not root's, which others may not look into
    process = nursery.start(name, port, environment, address=url, account=account)
    return Service(name, url, _local(internal), process)


UNBOUND = json.dumps(dict.fromkeys(("politie_agent", "politie_teamleider", "recherche"), 1_000_000))
"""Budgets of reading in a simulated city: a handful of officers reads for all, and checks all."""


def internal_name(service: str) -> str:
    """The name by which the port of its health and metrics is remembered."""
    return f"{service}-internal"


def _local(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def _workers_pages(infra: Infrastructure) -> str:
    """Where workers go with the code that the police give them."""
    port = ports.remembered(infra.run).get("pandkalender")
    if port is None:  # it never ran here; what runs must keep its port
        port = ports.claim(infra.run, "pandkalender")["pandkalender"]
    return f"http://127.0.0.1:{port}/mijn"


def _organisations() -> str:
    """The list of the simulated city: one of its care organisations changes its name."""
    return str(files("simulator") / "data" / "organisations.toml")


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False
