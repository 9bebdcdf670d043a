"""The consumer: one pipeline of parse, open, inbox, handler, commit, ack for each message.

A batch is whatever has queued, never waited for. When it fails it is rolled back and done again
one by one, so a bad message hurts only itself.
"""

import asyncio
from collections.abc import Sequence
from itertools import groupby
from time import time
from uuid import UUID

import structlog
from aiormq.abc import AbstractChannel

from chassis import telemetry
from chassis.backoff import INTERRUPTIONS, Backoff, raise_if_cancelled
from chassis.bus import deliveries, failpoints, frames, inbox, parking
from chassis.bus.attempts import DEADLY, SUSPECT, DeadlyError, written
from chassis.bus.breaker import Breaker
from chassis.bus.connection import connected
from chassis.bus.control.pace import Pace
from chassis.bus.dead_letters import dead_letter
from chassis.bus.deliveries import DeliveryConnection, Message
from chassis.bus.dispatcher import Delivery, Dispatcher, check_sender
from chassis.bus.envelope import UnreadableError
from chassis.bus.hold import Hold
from chassis.bus.in_hand import InHand
from chassis.bus.message_reader import read
from chassis.bus.topology import queue_name
from chassis.bus.turns import Arrived, Turns
from chassis.clock import Clock, DrivenClock
from chassis.db import Database, Transaction
from chassis.errors import AheadError, ForgedError, RejectedError, ViolationError
from chassis.outages import PATIENCE, is_transient, may_be_own_fault

TAG = "consumer"
GIVEN_UP_PRIORITY = -1
"""Behind every instance that never met something newer in the partition."""
TRIES = 3
"""Attempts at a message that fails before it is parked."""

log = structlog.get_logger("consumer")


class StoppingError(Exception):
    """The service stops, or its reader is paused, while a message cannot be handled; the broker
    keeps it."""


class Consumer:
    """Consumes one partition of a service's events, strictly in order."""

    def __init__(
        self,
        urls: str,
        database: Database,
        dispatcher: Dispatcher,
        clock: Clock,
        *,
        partition: int = 0,
        limit: int = 200,
        priority: int = 0,
        ahead_alarm_seconds: float = 600,
        pace: Pace | None = None,
        turns: Turns | None = None,
    ) -> None:
        """The instance with the highest ``priority`` has the partition while several live.

        ``turns`` are those of all partitions that this process reads.
        """
        frames.tolerate()
        deliveries.read_many()
        self._service = dispatcher.service
        self._urls = urls
        self._database = database
        self._dispatcher = dispatcher
        self._clock = clock
        self._queue_name = queue_name(dispatcher.service, partition)
        self._limit = limit
        self._priority = priority
        self._stopping = asyncio.Event()
        self._arrived: Arrived = asyncio.Queue()
        self._turns = turns or Turns()
        self.pace = pace or Pace.unhindered(database, dispatcher.service)
        self.pace.on_change(lambda: self._arrived.put_nowait(None))
        self._backoff = Backoff()
        self.attached = False
        self.hold = Hold(partition, ahead_alarm_seconds)
        self.in_hand = InHand(partition)
        self.breaker = Breaker(database, dispatcher.service, partition)

    def stop(self) -> None:
        """Finish the batch in hand and return from :meth:`run`."""
        self._stopping.set()
        self._arrived.put_nowait(None)

    @property
    def _rank(self) -> int:
        return GIVEN_UP_PRIORITY if self.hold.given_up else self._priority

    async def run(self) -> None:
        """Consume until :meth:`stop`, whatever goes away in between."""
        while not self._stopping.is_set():
            await self.pace.wait_while_paused(self._stopping)
            try:
                await self._serve()
            except (AheadError, StoppingError):
                pass  # the hold has told of it, or somebody asked for it
            except INTERRUPTIONS as error:
                raise_if_cancelled(error)
                telemetry.RETRIES.labels("consumer").inc()
                log.warning("consumer interrupted", error=type(error).__name__)
            if not self._stopping.is_set():
                await self._backoff.wait(self._stopping)

    async def _serve(self) -> None:
        """Leaves by closing the connection, never by cancelling the consumer.

        After a cancel the broker gives back what was still under way in another order.
        """
        async with connected(self._urls, self._queue_name, DeliveryConnection) as connection:
            channel = await connection.channel(publisher_confirms=True)
            await channel.set_qos(prefetch_count=2 * self._limit)
            underlay = await channel.get_underlay_channel()
            arrived: Arrived = asyncio.Queue()
            self._arrived = arrived
            lost = asyncio.Event()

            def lose(*_: object) -> None:
                lost.set()
                arrived.put_nowait(None)
                self.attached &= self._arrived is not arrived  # also while a batch is in hand

            channel.close_callbacks.add(lose)
            underlay.on_consumer_cancel_callbacks.add(lose)
            await deliveries.consume(
                underlay,
                self._queue_name,
                arrived.put_nowait,
                tag=TAG,
                arguments={"x-priority": self._rank},
            )
            await self._take(underlay, arrived, lost)

    async def _take(self, channel: AbstractChannel, arrived: Arrived, lost: asyncio.Event) -> None:
        """Not attached as soon as it ends, before the connection has said goodbye."""
        self.attached = True
        self.hold.attach()
        self.breaker.attach()
        try:
            while not self._stopping.is_set() and not self.pace.is_paused:
                async with self._turns.batch(arrived, self._most) as messages:
                    if messages:
                        failpoints.at("consumer.taken")
                        with self.in_hand.work():
                            await self._process(messages, channel)
                if messages:
                    failpoints.at("consumer.committed")
                    await channel.basic_ack(messages[-1].tag, multiple=True)
                    failpoints.at("consumer.acked")
                    self.hold.pass_on()
                    self._backoff.reset()
                    await self.pace.rest(len(messages), self._stopping)
                if lost.is_set():
                    raise ConnectionResetError("the broker took the channel or the queue away")
        finally:
            self.attached = False

    def _most(self) -> int:
        return self.pace.limit(self._limit)

    async def _process(self, messages: Sequence[Message], channel: AbstractChannel) -> None:
        deliveries, tags, unreadable = [], [], []
        for message in messages:
            try:
                deliveries.append(read(message))
                tags.append(message.tag)
            except UnreadableError as error:
                await dead_letter(channel, self._service, message.body, str(error))
                unreadable.append(message.tag)
        if not deliveries:
            return
        telemetry.BATCH.observe(len(deliveries))
        with telemetry.HANDLING.time():
            handle = self._alone
            try:
                if any(delivery.unanswered >= SUSPECT for delivery in deliveries):
                    handle = self._warily
                else:
                    await self._in_one_transaction(deliveries)
                    return
            except Exception as error:
                log.info("batch repeated one by one", error=type(error).__name__)
            for number, delivery in enumerate(deliveries):
                try:
                    await handle(delivery)
                except AheadError:
                    self.hold.meet(delivery)
                    await _acknowledge(channel, [*unreadable, *tags[:number]])
                    raise

    async def _in_one_transaction(self, deliveries: Sequence[Delivery]) -> None:
        if isinstance(self._clock, DrivenClock):
            for delivery in deliveries:
                self._clock.advance(delivery.envelope.time)
        for delivery in deliveries:
            check_sender(delivery)
        async with self._database.begin(self._clock.now()) as tx:
            intake = await inbox.take(tx, self._service, [d.envelope for d in deliveries])
            failpoints.at("consumer.claimed")
            ready = []
            for delivery in await self._fresh(tx, deliveries, intake.new):
                if intake.catching_up and not delivery.replayed:
                    await self._set_aside(tx, delivery, parking.HELD)
                elif delivery.envelope.partition_key in intake.held:
                    await self._set_aside(tx, delivery, parking.BEHIND)
                else:
                    ready.append(delivery)
            await self._dispatcher.dispatch(tx, ready)
            failpoints.at("consumer.handled")
        _count(ready)
        await self.breaker.pass_on(len(ready))

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
            known = await inbox.digests(tx, self._service, [d.envelope.id for d in repeated])
            for delivery in repeated:
                if known[delivery.envelope.id] != delivery.envelope.digest:
                    raise ViolationError("an id was used again for other content")
                telemetry.DUPLICATES.labels(delivery.envelope.label).inc()
        return fresh

    async def _warily(self, delivery: Delivery) -> None:
        """Alone, and with a note of the try, since the process may not live to tell of it."""
        event_id = delivery.envelope.id
        async with (
            self._turns.alone(),
            written(self._database, self._service, event_id) as worth_a_try,
        ):
            if worth_a_try or not await self._park(delivery, DeadlyError(), DEADLY - 1):
                await self._alone(delivery)

    async def _alone(self, delivery: Delivery) -> None:
        attempts = patience = 0
        event_type = delivery.envelope.label
        while True:
            try:
                await self._in_one_transaction([delivery])
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
                    attempts += 1
                    final = attempts >= TRIES or own_fault or isinstance(error, RejectedError)
                    if final and await self._park_if_alone(delivery, error, attempts + patience):
                        self._backoff.reset()
                        return
                    telemetry.RETRIES.labels("error").inc()
            await self._backoff.wait(self._stopping)
            if self._stopping.is_set() or self.pace.is_paused:
                raise StoppingError

    async def _park_if_alone(self, delivery: Delivery, error: Exception, attempts: int) -> bool:
        """Park what fails while others do not; False when it stays in hand."""
        reason, detail = parking.reason_of(error)
        if reason != parking.ERROR:
            return await self._park(delivery, error, attempts)
        if not await self.breaker.lets_park(delivery, detail):
            return False
        if parked := await self._park(delivery, error, attempts):
            self.breaker.park()
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
                if not isinstance(error, ForgedError):  # the id is not theirs to take
                    new = await inbox.claim(tx, self._service, [envelope])
                    known = await inbox.digests(tx, self._service, [envelope.id])
                    if not new and known[envelope.id] == envelope.digest:
                        return True
                if reason == parking.VIOLATION and await parking.is_kept(
                    tx.conn, self._service, envelope.id, delivery.body
                ):
                    return True
                await parking.park(tx, self._service, delivery, reason, detail, attempts)
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
        self._dispatcher.wait_if_ahead(delivery)
        await parking.park(tx, self._service, delivery, reason, parking.WAITS[reason], attempts=0)
        telemetry.PARKED.labels(delivery.envelope.label, reason).inc()


async def _acknowledge(channel: AbstractChannel, tags: Sequence[int]) -> None:
    for each in tags:
        await channel.basic_ack(each)


def _count(deliveries: Sequence[Delivery]) -> None:
    now = time()
    for label, group in groupby(deliveries, key=lambda delivery: delivery.envelope.label):
        some, lag = list(group), telemetry.LAG.labels(label)
        for delivery in some:
            if delivery.recorded_at is not None:
                lag.observe(now - delivery.recorded_at)
        telemetry.HANDLED.labels(label).inc(len(some))
