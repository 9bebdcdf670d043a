"""A service: its HTTP face, its place on the bus and its deadlines, started and stopped as one."""

import asyncio
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Iterable,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
from fastapi import APIRouter, Depends, FastAPI, Request

from chassis import alerts, certificate, health
from chassis.branches import branches
from chassis.bus import handlers as handling
from chassis.bus.admin import api as admin
from chassis.bus.admin.operators import prover
from chassis.bus.backlog import Backlog
from chassis.bus.consumer import Consumer
from chassis.bus.control.pace import Pace
from chassis.bus.control.plane import ControlPlane
from chassis.bus.dispatcher import Dispatcher
from chassis.bus.errands import deadline_loops
from chassis.bus.handlers import Handlers
from chassis.bus.outbox import Outbox
from chassis.bus.redrive import Redriver
from chassis.bus.relay import Relay
from chassis.bus.release_note import ReleaseNote
from chassis.bus.retention.policy import Terms
from chassis.bus.retention.sweep import Retention
from chassis.bus.seal import Opener, Sealer
from chassis.bus.timers import Errand, TimerHandler
from chassis.bus.turns import Turns
from chassis.clock import Clock, DrivenClock, ShiftedClock, SystemClock
from chassis.db import Database
from chassis.gc_thresholds import collect_seldom
from chassis.internal_listener import InternalListener
from chassis.overdue import LateSince
from chassis.settings import Settings
from chassis.surveillance import Surveillance
from chassis.telemetry import configure_logging
from chassis.traces import Traces
from chassis.vault import SealedColumn
from chassis.vault.key_rotation import KeyRotation
from chassis.web import (
    Issuers,
    TrustDomain,
    authorisation,
    idempotency,
    install,
    openapi_problems,
    secure,
)
from chassis.web.authorisation.gate import ask_fresh
from chassis.web.key_expiry import KeyExpiry
from chassis.web.problem_handlers import limit_actors
from chassis.web.revocations import Revocations
from chassis.web.routers import know_own

if TYPE_CHECKING:
    from chassis.web.pages import Pages

STOP_SECONDS = 20.0
"""Seconds that a stop may take before what still runs is cut off; nothing is lost by it."""

MAX_BODY = 1024 * 1024
"""Bytes of a request at most, unless the service takes files."""

Guard = Callable[[Request], Awaitable[None]]

log = structlog.get_logger("service")


class Platform:
    """The loops beside the HTTP server: relay, one consumer per partition, timers."""

    def __init__(
        self,
        name: str,
        settings: Settings,
        handlers: Handlers,
        timers: Mapping[str, TimerHandler | Errand],
        clock: Clock,
        sealed: Sequence[SealedColumn] = (),
        overdue: Mapping[str, LateSince] | None = None,
        apart: float = 0.0,
    ) -> None:
        self.tracing = tracing = Traces.of(name, settings.traces)
        urls = settings.amqp_url.get_secret_value()
        self.backlog = Backlog(settings.outbox_limit)
        sealer = Sealer.load(settings.seal_public)
        opener = Opener.load(name, settings.seal_private)
        outbox = Outbox(
            name,
            sealer,
            backlog=self.backlog,
            announce=lambda: not self.relay.holds_lease,
            tracing=tracing,
        )
        self.database = Database(
            settings.database_url.get_secret_value(),
            connections=settings.connections,
            at_end=[outbox.write],
        )
        terms = Terms.load(settings.retention)
        self.relay = Relay(name, urls, self.database, terms=terms, tracing=tracing)
        self.database.after_commit(self.relay.wake)
        dispatcher = Dispatcher(
            name,
            handlers,
            opener,
            clock,
            hold_newer=settings.newer_events == "hold",
            tracing=tracing,
        )
        self.pace = Pace(self.database, name)
        self.release_note = ReleaseNote(self.database, name)
        turns = Turns(apart)
        self.consumers = [
            Consumer(
                urls,
                self.database,
                dispatcher,
                clock,
                partition=partition,
                limit=settings.batch_limit,
                priority=int(partition % settings.instances == settings.instance),
                ahead_alarm_seconds=settings.ahead_alarm_seconds,
                pace=self.pace,
                turns=turns,
            )
            for partition in range(settings.partitions if handlers else 0)
        ]
        self.timers = frozenset(timers)
        self.deadlines = deadline_loops(self.database, timers, clock, tracing)
        self.redriver = Redriver(self.database, dispatcher, clock, self.pace)

        def reload_keys() -> None:
            sealer.reload()
            opener.reload()

        self.control = ControlPlane(
            name,
            settings.instance,
            urls,
            self.database,
            clock,
            pace=self.pace,
            consumers=self.consumers,
            backlog=self.backlog,
            reload_keys=reload_keys,
        )
        self.retention = Retention(self.database, terms, clock)
        self.key_rotation = KeyRotation(name, settings.vault, sealed) if sealed else None
        self.key_expiry = KeyExpiry(self.database)
        self.surveillance = Surveillance(self.database, clock, overdue or {})
        certificate.note_expiry(settings.tls_cert)
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Open the vault; ``VaultError`` when the keys at hand are not those of the database."""
        if self.key_rotation:
            await self.key_rotation.open(self.database)

    def start(self) -> None:
        loops: dict[str, Coroutine[Any, Any, None]] = {
            "relay": self.relay.run(),
            **{each: loop.run() for each, loop in self.deadlines.items()},
            "redriver": self.redriver.run(),
            "retention": self.retention.run(),
            "key-expiry": self.key_expiry.run(),
            "backlog": self.backlog.watch(self.database),
            **self.surveillance.loops(),
        }
        if self.key_rotation:
            loops["vault"] = self.key_rotation.run(self.database)
        if self.consumers:
            loops |= {"control": self.control.run(), "pace": self.pace.run()}
            loops["release-note"] = self.release_note.run()
        for number, consumer in enumerate(self.consumers):
            loops[f"consumer-{number}"] = consumer.run()
        self._tasks = [asyncio.create_task(loop, name=name) for name, loop in loops.items()]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """From the first connection to the last, whatever happens in between."""
        await self.open()
        self.start()
        try:
            yield
        finally:
            await self.stop()

    def failed(self) -> list[str]:
        """The loops that ended although nobody stopped them: a bug, so the service is not live."""
        return [task.get_name() for task in self._tasks if task.done()]

    async def stop(self) -> None:
        """Stop taking, finish the batch, then publish what that recorded."""
        for consumer in self.consumers:
            consumer.stop()
        self.control.stop()
        self.pace.stop()
        self.release_note.stop()
        for loop in self.deadlines.values():
            loop.stop()
        self.redriver.stop()
        self.retention.stop()
        self.key_expiry.stop()
        self.backlog.stop()
        self.surveillance.stop()
        if self.key_rotation:
            self.key_rotation.stop()
        await self._wait([task for task in self._tasks if task.get_name() != "relay"])
        self.relay.stop()
        await self._wait(self._tasks)
        await self.database.close()
        if self.tracing.is_on:
            await asyncio.to_thread(self.tracing.close)

    @staticmethod
    async def _wait(tasks: Iterable[asyncio.Task[None]]) -> None:
        waiting = list(tasks)
        if not waiting:
            return
        _, late = await asyncio.wait(waiting, timeout=STOP_SECONDS / 2)
        for task in late:
            log.warning("cut off at stop", loop=task.get_name())
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


def _clock(settings: Settings) -> Clock:
    match settings.clock:
        case "driven":
            return DrivenClock(settings.clock_begins)
        case "shifted":
            return ShiftedClock(timedelta(seconds=settings.clock_behind))
        case _:
            return SystemClock()


def _include(app: FastAPI, routers: Iterable[APIRouter], guards: Iterable[Guard]) -> None:
    before = [Depends(guard) for guard in guards]
    for router in routers:
        idempotency.once_per_key(router)
        know_own(router)
        app.include_router(router, dependencies=before)
    openapi_problems.document(app)
    idempotency.document(app)


def create(
    name: str,
    *,
    handlers: Handlers,
    routers: Iterable[APIRouter],
    trusts: Iterable[TrustDomain],
    table: authorisation.Table,
    timers: Mapping[str, TimerHandler | Errand] | None = None,
    settings: Settings | None = None,
    max_body: int = MAX_BODY,
    uploads: Mapping[str, int] | None = None,
    sealed: Sequence[SealedColumn] = (),
    pages: "Pages | None" = None,
    guards: Iterable[Guard] = (),
    overdue: Mapping[str, LateSince] | None = None,
    operators: Iterable[TrustDomain] | None = None,
    apart: float = 0.0,
) -> FastAPI:
    """The ASGI application of a service.

    ``handlers`` must name exactly the events that the contract lets the service read; ``trusts``
    are the trust domains whose tokens it takes; ``table`` says who may do what and must agree with
    what the routes say, else ``NotInTableError``; ``max_body`` is in bytes, ``uploads`` the paths
    that take more, as routes write them, with theirs; ``pages`` are its screens for people, where
    it has them; ``guards`` look at every request of the routers before anything else does, and
    raise where it may not go on. ``sealed`` are the columns that hold identities: it does not start
    without the keys of its database. ``overdue`` says of each kind of work since when the oldest is
    late, for an alarm. ``operators`` are the trust domains whose operators keep the service
    running, where those are not all that it takes. ``apart``: seconds between two batches of
    events, where nobody is in a hurry.
    """
    configure_logging()
    branches()
    handling.check(name, handlers)
    settings = settings or Settings()
    trusts = frozenset(trusts)
    kept_by = frozenset(trusts if operators is None else operators)
    clock = _clock(settings)
    timers = {**(timers or {}), **alerts.timers(settings)}
    platform = Platform(name, settings, handlers, timers, clock, sealed, overdue, apart)

    internal_app = health.application(platform)
    internal = InternalListener(internal_app, settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        collect_seldom()
        await internal.open()
        try:
            async with platform.running():
                yield
        finally:
            await internal.close()

    app = FastAPI(title=f"Krachtlijn {name}", lifespan=lifespan)
    app.state.name, app.state.clock = name, clock
    app.state.trusts, app.state.platform = trusts, platform
    app.state.internal, app.state.database = internal_app, platform.database
    install(
        app,
        max_body=max_body,
        limits=settings.limits,
        uploads=uploads,
        tracing=platform.tracing,
    )
    browser_auth, open_paths = None, frozenset[str]()
    house: dict[str, Any] = {}
    if pages is not None:
        from chassis.web.login import session_pages
        from chassis.web.pages import setup  # templates and login: only where there are pages

        browser_auth = setup.mount(app, pages, settings, platform.database, trusts)
        open_paths = open_paths | setup.OPEN_PATHS | pages.open_paths
        house |= setup.TABLE
        house |= session_pages.mount(app, (pages.domains or trusts) & kept_by)
        if handlers:
            from chassis.bus.admin import pages as admin_pages

            house |= admin_pages.mount(app, (pages.domains or trusts) & kept_by)
    issuers, revocations = Issuers.load(settings.issuers, name), Revocations(platform.database)
    platform.control.trust(prover(issuers, kept_by, revocations))
    secure(app, issuers, trusts, open_paths, browser_auth, revocations)
    limit_actors(app, settings.limits)
    if handlers:
        house |= admin.mount(app, kept_by)
    _include(app, routers, guards)
    app.state.table = {**house, **table}
    authorisation.check(app, name, app.state.table)
    ask_fresh(app, authorisation.fresh_routes(app.state.table))
    return app
