"""The reader: one event after the other, in order, each with its effect once.

A FastStream subscriber with one message in hand takes from the client's queue. A transaction of
the inbox notes the event and holds what its handler writes; only then is it acknowledged. What
fails is parked with its reason, and later events of its key wait behind it.
"""

import asyncio
import logging
import sqlite3
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from faststream import AckPolicy
from faststream.rabbit import Channel, RabbitBroker, RabbitMessage, RabbitQueue
from faststream.security import SASLPlaintext

from contracts import Event, NotOpenedError
from contracts.wire import REUSED, digest
from krachtlijn_client.access import Access, ClientError
from krachtlijn_client.inbox import BEHIND, KEY, NEWER, Inbox, Retry
from krachtlijn_client.login import log_in
from krachtlijn_client.message import Envelope, NotReadableHereError, UnreadableError
from krachtlijn_client.receipt import Receipt, RejectedError, TransientError
from krachtlijn_client.seal import ForeignBoxError, KeyAwaitedError, opened

ERROR = "error"
"""The reason of what failed in the handler: it may go better next time."""
TRIES = 3
"""Attempts at an event that fails before it is parked."""
WAITS = (0.1, 0.5, 1.0, 2.0, 5.0)
"""Seconds between attempts; the last again and again."""
LOOK_SECONDS = 1.0
"""Seconds between looks at what somebody asked to be tried again."""

AWAY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
"""Results of SQLite that say nothing of the statement (https://sqlite.org/rescode.html)."""
PRIMARY = 0xFF
"""The part of an extended result of SQLite that is its primary one."""

log = logging.getLogger("krachtlijn_client")

E = TypeVar("E", bound=Event)
Handler = Callable[[E, Receipt], Awaitable[None]]


class ViolationError(Exception):
    """A message that breaks a rule of the bus: it has no effect and holds up no other."""


VIOLATION, UNREADABLE = "violation", "unreadable"
OF_NO_KEY = frozenset({VIOLATION, UNREADABLE})
"""Reasons of what takes no id and holds up nobody, whatever id and key it names."""
REASONS: dict[type[Exception], str] = {
    UnreadableError: UNREADABLE,
    ViolationError: VIOLATION,
    ForeignBoxError: VIOLATION,
    KeyAwaitedError: KEY,
    RejectedError: "rejected",
}
"""Errors that say themselves what is wrong, to the reason under which people see them."""


class StoppingError(Exception):
    """The client stops while an event cannot be handled; the broker keeps it."""


class Reader:
    """The events of one client. ``broker`` is FastStream's own, for an application to run."""

    def __init__(self, access: Access, *, middlewares: Sequence[Any] = ()) -> None:
        """``middlewares`` are FastStream's, as its Prometheus or OpenTelemetry ones."""
        self.access = access
        self.broker = RabbitBroker(
            access.broker,
            virtualhost=access.vhost,
            security=SASLPlaintext(access.queue, access.password, ssl_context=access.tls()),
            default_channel=Channel(prefetch_count=1),
            middlewares=middlewares,
            logger=None,
        )
        self._handlers: dict[type[Event], Handler[Any]] = {}
        self._turn = asyncio.Lock()
        self._stopping = asyncio.Event()
        self._inbox: Inbox | None = None
        self._keys: float | None = None
        subscriber = self.broker.subscriber(
            RabbitQueue(access.queue, declare=False), ack_policy=AckPolicy.MANUAL, decoder=_as_it_is
        )
        subscriber(self._take)

    @classmethod
    def from_environment(cls, **options: Any) -> "Reader":
        """The reader that :meth:`Access.from_environment` describes."""
        return cls(Access.from_environment(), **options)

    def on(self, kind: type[E]) -> Callable[[Handler[E]], Handler[E]]:
        """Have a function called for each event of a type."""
        if kind not in self.access.events:
            raise ClientError(
                f"{self.access.name} may not read {kind.routing_key}: the platform's operator adds "
                "it with 'krachtlijn client add'."
            )

        def register(handler: Handler[E]) -> Handler[E]:
            self._handlers[kind] = handler
            return handler

        return register

    @asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        """The inbox open and the login tried, around the life of the application."""
        if missing := self.access.events - self._handlers.keys():
            names = ", ".join(sorted(kind.routing_key for kind in missing))
            raise ClientError(f"No function reads {names}: write one, or ask for less.")
        await log_in(self.access)
        self._inbox = Inbox(self.access.inbox)
        self._inbox.forget_old()
        self._inbox.ask_again(reason=NEWER)
        retries = asyncio.create_task(self._retry())
        try:
            yield
        finally:
            retries.cancel()
            await asyncio.wait([retries])
            self._inbox.close()

    def stop(self) -> None:
        """Leave what cannot be handled to the broker, so that the application can end."""
        self._stopping.set()

    @property
    def inbox(self) -> Inbox:
        if self._inbox is None:
            raise ClientError("The reader is closed: FastStream(reader.broker, lifespan=...).")
        return self._inbox

    async def _take(self, body: bytes, message: RabbitMessage) -> None:
        sender = message.raw_message.user_id
        async with self._turn:
            try:
                await self._have(body, sender)
            except StoppingError:
                return
        await message.ack()

    async def _have(self, body: bytes, sender: str | None) -> None:
        """Handle an event, or park it; both wait for what is away."""
        attempts, given_up = 0, None
        while True:
            try:
                if given_up:
                    self._park(body, sender, *given_up)
                else:
                    await self._handle(body, sender)
                return
            except Exception as error:
                if _is_away(error):
                    log.warning("held back: %s", type(error).__name__)
                    await self._wait(attempts)
                    attempts = min(attempts + 1, len(WAITS))
                    continue
                attempts += 1
                reason, detail = _reason(error)
                if reason != ERROR or attempts >= TRIES:
                    given_up = reason, detail
                else:
                    await self._wait(attempts)

    async def _handle(self, body: bytes, sender: str | None) -> None:
        envelope = Envelope.parse(body)
        with self.inbox.transaction() as tx:
            event = _checked(envelope, sender)
            if not self._is_new(envelope, body):
                return
            if self.inbox.is_held(envelope.partitionkey):
                self._keep(body, sender, BEHIND, "waits for its key", envelope)
                return
            await self._call(event, envelope, tx)

    def _is_new(self, envelope: Envelope, body: bytes) -> bool:
        """Note the event as had; False when it was before."""
        known = self.inbox.note(str(envelope.id), digest(body))
        if known not in {None, digest(body)}:
            raise ViolationError(REUSED)
        return known is None

    async def _call(self, event: Event, envelope: Envelope, tx: sqlite3.Connection) -> None:
        handler = self._handlers.get(type(event))
        if handler is None:
            raise ViolationError("not an event for this reader")
        event = opened(event, envelope, self.access.queue, self.access.seal_keys)
        await handler(event, Receipt(envelope, tx))

    def _park(self, body: bytes, sender: str | None, reason: str, detail: str) -> None:
        envelope: Envelope | None = None
        with suppress(UnreadableError):
            envelope = Envelope.parse(body)
        with self.inbox.transaction():
            if reason in OF_NO_KEY:
                kind = envelope.type if envelope else None
                if not self.inbox.is_kept(body):
                    self.inbox.park(body, reason, detail, sender=sender, kind=kind)
            elif envelope and self.inbox.note(str(envelope.id), digest(body)) is None:
                self._keep(body, sender, reason, detail, envelope)
        log.error("parked: %s (%s)", reason, detail)

    def _keep(
        self, body: bytes, sender: str | None, reason: str, detail: str, envelope: Envelope
    ) -> None:
        self.inbox.park(
            body,
            reason,
            detail,
            sender=sender,
            event_id=str(envelope.id),
            kind=envelope.type,
            partition_key=envelope.partitionkey,
        )

    async def _retry(self) -> None:
        """Try again what somebody asked for, and what waited behind it, until the client stops."""
        left: set[int] = set()
        while not self._stopping.is_set():
            try:
                tried = await self._retry_one(left)
            except (sqlite3.Error, OSError) as error:  # of the inbox itself, or the file of keys
                log.warning("nothing is tried again: %s", type(error).__name__)
                tried = False
            if not tried:
                left.clear()
                await self._pause(LOOK_SECONDS)

    async def _retry_one(self, left: set[int]) -> bool:
        """Whether there was one that is not ``left`` until the next look.

        What meets an outage stays asked for, and is left: other keys may need nothing that is away.
        """
        async with self._turn:
            if self._keys != (keys := self._keys_of()):
                self.inbox.ask_again(reason=KEY)
                self._keys = keys
            retry = self.inbox.next_retry(left)
            if retry is None:
                return False
            try:
                with self.inbox.transaction() as tx:
                    envelope = Envelope.parse(retry.body)
                    event = _checked(envelope, retry.sender)
                    if retry.took_id or self._is_new(envelope, retry.body):
                        await self._call(event, envelope, tx)
                    self.inbox.drop(retry.position)
            except Exception as error:
                if _is_away(error):
                    log.warning("held back: %s", type(error).__name__)
                    left.add(retry.position)
                else:
                    self._park_again(retry, *_reason(error))
            return True

    def _park_again(self, retry: Retry, reason: str, detail: str) -> None:
        """What broke a rule and does so no more takes its id and its place in its key."""
        with self.inbox.transaction():
            if not retry.took_id and reason not in OF_NO_KEY:
                envelope = Envelope.parse(retry.body)
                event_id = str(envelope.id)
                self.inbox.note(event_id, digest(retry.body))
                self.inbox.give_key(retry.position, event_id, envelope.partitionkey)
            self.inbox.park_again(retry, reason, detail)

    def _keys_of(self) -> float:
        """The moment at which the file of keys came; 0 where there is none."""
        path = self.access.seal_keys
        return path.stat().st_mtime if path.exists() else 0.0

    async def _wait(self, attempts: int) -> None:
        await self._pause(WAITS[min(attempts, len(WAITS) - 1)])
        if self._stopping.is_set():
            raise StoppingError

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            pass


def _is_away(error: Exception) -> bool:
    """Whether something is away: a table that is missing is no outage, a file that is locked is."""
    if isinstance(error, sqlite3.OperationalError):
        return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & PRIMARY in AWAY
    return isinstance(error, TransientError)


def _checked(envelope: Envelope, sender: str | None) -> Event:
    """The event of whom the broker says that it may tell it; what nobody proves is not read."""
    if not sender == envelope.publisher == envelope.told_by:
        raise ViolationError("the sender is not the publisher of this event")
    event = envelope.read()
    if envelope.partitionkey != event.partition_key:
        raise ViolationError("the partition key is not the event's own")
    return event


def _reason(error: Exception) -> tuple[str, str]:
    """A short reason, and a detail that is safe to keep: places and types, never values."""
    match error:
        case NotReadableHereError():
            return NEWER if error.newer else "rejected", str(error)
        case NotOpenedError():
            return "rejected", "sealed to another reader, or in an epoch whose key is gone"
    for kind, reason in REASONS.items():
        if isinstance(error, kind):
            return reason, str(error)
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return ERROR, f"{type(error).__name__} at {place}"


async def _as_it_is(message: Any) -> bytes:
    """The body as it came: the envelope has a reader of its own."""
    return bytes(message.body)
