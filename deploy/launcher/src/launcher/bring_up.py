"""Starting the whole platform, as much of it side by side as the order allows."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from launcher import (
    databases,
    infra,
    leftovers,
    local_login,
    migrations,
    processes,
    programs,
    service_accounts,
    services,
    topology,
)
from launcher.credentials import Credentials
from launcher.credentials.make import ensure_secrets
from launcher.infra import Infrastructure
from launcher.names import SERVICES
from launcher.nursery import Nursery
from launcher.operations.management import Management
from launcher.postgres import Database
from launcher.processes import Process, started_at
from launcher.rabbitmq import Broker
from launcher.rundir import RunDir
from launcher.services import Clock, Service
from launcher.steps import Steps

LAUNCHER = "launcher"


@dataclass(frozen=True)
class Platform:
    infra: Infrastructure
    services: list[Service]


@dataclass(frozen=True)
class _StartedDatabase:
    """A database server on its own, while the broker still boots."""

    credentials: Credentials
    database: Database


def bring_up(
    run: RunDir, steps: Steps, *, clock: Clock, login: bool = False, tap: bool | None = None
) -> Platform:
    """Broker with its topology and database with its tables at once, then all services at once.

    With `login`, people can sign in to the pages at issuers of this machine. The `tap` is there
    where a simulator drives the clock, unless said otherwise.
    """
    tapped = clock.kind == "driven" if tap is None else tap
    credentials = ensure_secrets(run)
    with run.locked("infra"), Nursery(run) as nursery:
        if missing := infra.missing():
            with steps.step(f"Installing {' and '.join(program.name for program in missing)}"):
                programs.ensure(*missing)
        if any(font.find() is None for font in programs.FONTS):
            with steps.step("Fonts of every script"):
                infra.ensure_fonts(run)
        with ThreadPoolExecutor(2) as pool:
            broker = pool.submit(_prepare_broker, run, credentials, steps, tap=tapped)
            database = pool.submit(_prepare_database, run, credentials, steps)
            ready = Infrastructure(run, credentials, broker.result(), database.result())
        if login:
            with steps.step("Login issuers"):
                local_login.ensure(run)
        names = services.present()
        if reason := service_accounts.why_none(run):
            steps.note(reason)
        with steps.step(f"Services: {', '.join(names) or 'none'}"):
            return Platform(ready, services.ensure(ready, names, clock, nursery))


def start_again(platform: Platform, clock: Clock) -> Platform:
    """The same services, with another clock, and nobody at the tap any more."""
    run, ready = platform.infra.run, platform.infra
    processes.stop([service.process for service in platform.services], patience=25.0)
    names = [service.name for service in platform.services]
    processes.forget(run, names)
    topology.apply(Management.of(ready.broker), ready.credentials, count=topology.partitions())
    with Nursery(run) as nursery:
        return Platform(platform.infra, services.ensure(platform.infra, names, clock, nursery))


def _prepare_broker(run: RunDir, credentials: Credentials, steps: Steps, *, tap: bool) -> Broker:
    with steps.step("RabbitMQ"):
        broker = infra.ensure_broker(run, credentials)
    with steps.step("Topology and permissions"):
        topology.apply(Management.of(broker), credentials, count=topology.partitions(), tap=tap)
    return broker


def _prepare_database(run: RunDir, credentials: Credentials, steps: Steps) -> Database:
    with steps.step("PostgreSQL"):
        database = infra.ensure_database(run, credentials)
    with steps.step("Databases and tables"):
        created = databases.create(_StartedDatabase(credentials, database), SERVICES)
        for name in services.present():
            vault, log = credentials.owner_vault(name), run.logs / "migrations.log"
            migrations.upgrade(name, created[name].owner_url, vault, log)
    return database


@contextmanager
def at_work(run: RunDir, busy: str, *, fresh: bool = False) -> Iterator[None]:
    """Be the one launcher at work on the environment, known to `down` as such.

    With `fresh`, whatever an earlier launcher left is stopped and thrown away first.
    """
    with run.locked(LAUNCHER, busy):
        if fresh:
            leftovers.sweep(run)
            run.wipe()
            run = RunDir.of(run.root, run.environment)
        pid = os.getpid()
        processes.record(run, Process(LAUNCHER, pid, started_at(pid) or 0, "", ""))
        try:
            yield
        finally:
            processes.forget(run, [LAUNCHER])


def take_down(run: RunDir) -> None:
    """Stop everything of the environment: services first, so that they can finish their work."""
    servers = {"rabbitmq", "postgres", LAUNCHER}
    others = [each for name, each in processes.recorded(run).items() if name not in servers]
    processes.stop(others, patience=25.0)
    processes.forget(run, [each.component for each in others])
    infra.stop(run)
    leftovers.sweep(run)
