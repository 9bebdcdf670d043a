"""The pipeline: messages get their effect, from the inbox through the handlers to the commit.

The same for what the broker brings (the consumer) and for what comes from an archive (a rebuild).
"""

import asyncio
from collections.abc import Callable, Sequence
from itertools import groupby
from time import time
from uuid import UUID

import structlog

from chassis import telemetry
from chassis.backoff import Backoff
from chassis.bus import catch_up, failpoints, gaps, inbox, parking
from chassis.bus.attempts import DEADLY, DeadlyError, written
from chassis.bus.breaker import Breaker
from chassis.bus.dispatcher import Delivery, Dispatcher, check_sender
from chassis.clock import Clock, DrivenClock
from chassis.db import Database, Transaction
from chassis.errors import AheadError, ForgedError, RejectedError, ViolationError
from chassis.outages import PATIENCE, is_transient, may_be_own_fault
from contracts.wire import REUSED

TRIES = 3
"""Attempts at a message that fails before it is parked."""

log = structlog.get_logger("consumer")


class StoppingError(Exception):
    """The service stops, or its reader is paused, while a message cannot be handled; whoever
    brought it keeps it."""


class Pipeline:
    """The way of one partition's messages to their effect."""

    def __init__(
        self,
        database: Database,
        dispatcher: Dispatcher,
        clock: Clock,
        breaker: Breaker,
        *,
        stopping: asyncio.Event,
        is_paused: Callable[[], bool],
        backoff: Backoff,
    ) -> None:
        """``backoff`` waits between the tries of a message, and never past ``stopping``."""
        self._database = database
        self._dispatcher = dispatcher
        self._clock = clock
        self._breaker = breaker
        self._stopping = stopping
        self._is_paused = is_paused
        self._backoff = backoff

    def _must_stop(self) -> bool:
        return self._stopping.is_set() or self._is_paused()

    async def take_together(self, deliveries: Sequence[Delivery]) -> None:
        """Their effects in one transaction; whatever is wrong with one of them, none has any."""
        if isinstance(self._clock, DrivenClock):
            for delivery in deliveries:
                self._clock.advance(delivery.envelope.time)
        for delivery in deliveries:
            check_sender(delivery)
        async with self._database.begin(self._clock.now()) as tx:
            intake = await inbox.take(
                tx, self._dispatcher.service, [d.envelope for d in deliveries]
            )
            failpoints.at("consumer.claimed")
            fresh, ready = await self._fresh(tx, deliveries, intake.new), []
            after = await self._held_back(tx, fresh) if intake.catching_up else {}
            for delivery in fresh:
                if intake.catching_up and (not delivery.replayed or _is_later(delivery, after)):
                    await self._set_aside(tx, delivery, parking.HELD)
                elif delivery.envelope.partition_key in intake.held:
                    await self._set_aside(tx, delivery, parking.BEHIND)
                else:
                    ready.append(delivery)
            if not intake.catching_up:
                await gaps.note(tx, self._dispatcher.service, fresh)
            await self._dispatcher.dispatch(tx, ready)
            failpoints.at("consumer.handled")
        _count(ready)
        await self._breaker.pass_on(len(ready))

    async def _fresh(
        self, tx: Transaction, deliveries: Sequence[Delivery], new: set[UUID]
    ) -> list[Delivery]:
        """The deliveries that must have their effect now: each new id once."""
        fresh, repeated = [], []
        for delivery in deliveries:
            if delivery.envelope.id in new:
                new.discard(delivery.envelope.id)
                fresh.append(delivery)
            else:
                repeated.append(delivery)
        if repeated:
            known = await inbox.digests(
                tx, self._dispatcher.service, [d.envelope.id for d in repeated]
            )
            for delivery in repeated:
                if known[delivery.envelope.id] != delivery.envelope.digest:
                    raise ViolationError(REUSED)
                telemetry.DUPLICATES.labels(delivery.envelope.label).inc()
        return fresh

    async def _held_back(
        self, tx: Transaction, deliveries: Sequence[Delivery]
    ) -> catch_up.HeldBack:
        """Asked after the inbox, so that what came live just now is seen."""
        keys = {delivery.envelope.partition_key for delivery in deliveries}
        return await catch_up.held_back(tx.conn, self._dispatcher.service, keys)

    async def take_warily(self, delivery: Delivery) -> None:
        """Alone, and with a note of the try, since the process may not live to tell of it."""
        event_id = delivery.envelope.id
        async with written(self._database, self._dispatcher.service, event_id) as worth_a_try:
            if worth_a_try or not await self._park(delivery, DeadlyError(), DEADLY - 1):
                await self.take_alone(delivery)

    async def take_alone(self, delivery: Delivery) -> None:
        """Try until it had its effect or is parked. :class:`StoppingError` and ``AheadError`` when
        it is left as it is."""
        attempts = patience = 0
        event_type = delivery.envelope.label
        while True:
            try:
                await self.take_together([delivery])
                self._backoff.reset()
                return
            except AheadError:
                raise
            except Exception as error:
                own_fault = await self._brought_upon_itself(error)
                patience += own_fault
                away = is_transient(error) and not (own_fault and patience >= PATIENCE)
                if away:
                    telemetry.RETRIES.labels("transient").inc()
                    log.warning("held back", error=type(error).__name__, event_type=event_type)
                else:
                    attempts += not own_fault  # patience has counted that try
                    final = attempts >= TRIES or own_fault or isinstance(error, RejectedError)
                    if final and await self._park_if_alone(delivery, error, attempts + patience):
                        self._backoff.reset()
                        return
                    telemetry.RETRIES.labels("error").inc()
            await self._backoff.wait(self._stopping)
            if self._must_stop():
                raise StoppingError

    async def _park_if_alone(self, delivery: Delivery, error: Exception, attempts: int) -> bool:
        """Park what fails while others do not; False when it stays in hand.

        What waits for its key goes on by itself, and who forges must not stop a reader.
        """
        reason, detail = parking.reason_of(error)
        if reason == parking.KEY or isinstance(error, ForgedError):
            return await self._park(delivery, error, attempts)
        if not await self._breaker.lets_park(delivery, reason, detail):
            return False
        if parked := await self._park(delivery, error, attempts):
            self._breaker.park(delivery.envelope.publisher, reason)
        return parked

    async def _brought_upon_itself(self, error: Exception) -> bool:
        """Whether it only seems to be an outage: the database answers others."""
        return may_be_own_fault(error) and await self._database.answers()

    async def _park(self, delivery: Delivery, error: Exception, attempts: int) -> bool:
        """False when the database is away: then the message stays in hand.

        Another instance may have handled or parked it meanwhile; then nothing is left to do.
        """
        reason, detail = parking.reason_of(error)
        envelope = delivery.envelope
        try:
            async with self._database.begin(self._clock.now()) as tx:
                if reason != parking.VIOLATION:  # the id is not theirs to take
                    new = await inbox.claim(tx, self._dispatcher.service, [envelope])
                    known = await inbox.digests(tx, self._dispatcher.service, [envelope.id])
                    if not new and known[envelope.id] == envelope.digest:
                        return True
                    await gaps.note(tx, self._dispatcher.service, [delivery])
                elif await parking.is_kept(
                    tx.conn, self._dispatcher.service, envelope.id, delivery.body
                ):
                    return True
                await parking.park(tx, self._dispatcher.service, delivery, reason, detail, attempts)
        except Exception as failure:
            if is_transient(failure):
                return False
            raise
        if isinstance(error, ViolationError):
            telemetry.VIOLATIONS.labels(envelope.label).inc()
        telemetry.PARKED.labels(envelope.label, reason).inc()
        log.error("parked", event_type=envelope.label, event_id=str(envelope.id), detail=detail)
        return True

    async def _set_aside(self, tx: Transaction, delivery: Delivery, reason: str) -> None:
        """Park what nothing is wrong with, until what goes before it had its effect."""
        self._dispatcher.check_may_wait(delivery)
        await parking.park(
            tx, self._dispatcher.service, delivery, reason, parking.WAITS[reason], attempts=0
        )
        telemetry.PARKED.labels(delivery.envelope.label, reason).inc()


def _count(deliveries: Sequence[Delivery]) -> None:
    now = time()
    for label, group in groupby(deliveries, key=lambda delivery: delivery.envelope.label):
        some, lag = list(group), telemetry.LAG.labels(label)
        for delivery in some:
            if delivery.recorded_at is not None:
                lag.observe(now - delivery.recorded_at)
        telemetry.HANDLED.labels(label).inc(len(some))


def _is_later(delivery: Delivery, held: catch_up.HeldBack) -> bool:
    """Whether what came before it of its key came live, and is held."""
    first = held.get((delivery.envelope.partition_key, delivery.sender))
    return first is not None and delivery.envelope.sequence > first
