"""The consumer: one pipeline of parse, open, inbox, handler, commit, ack for each message.

A batch is whatever has queued, never waited for. When it fails it is rolled back and done again
one by one, so a bad message hurts only itself.
"""

import asyncio
from collections.abc import Sequence

import structlog
from aiormq.abc import AbstractChannel

from chassis import telemetry
from chassis.backoff import INTERRUPTIONS, Backoff, raise_if_cancelled
from chassis.bus import deliveries, failpoints, frames
from chassis.bus.attempts import SUSPECT
from chassis.bus.breaker import Breaker
from chassis.bus.connection import connected
from chassis.bus.control.pace import Pace
from chassis.bus.dead_letters import dead_letter
from chassis.bus.deliveries import DeliveryConnection, Message
from chassis.bus.dispatcher import Delivery, Dispatcher
from chassis.bus.envelope import UnreadableError
from chassis.bus.hold import Hold
from chassis.bus.in_hand import InHand
from chassis.bus.message_reader import read
from chassis.bus.pipeline import Pipeline, StoppingError
from chassis.bus.topology import queue_name
from chassis.bus.turns import Arrived, Turns
from chassis.clock import Clock
from chassis.db import Database
from chassis.errors import AheadError

TAG = "consumer"
GIVEN_UP_PRIORITY = -1
"""Behind every instance that never met something newer in the partition."""

log = structlog.get_logger("consumer")


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
        self._pipeline = Pipeline(
            database,
            dispatcher,
            clock,
            self.breaker,
            stopping=self._stopping,
            is_paused=lambda: self.pace.is_paused,
            backoff=self._backoff,
        )

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
            handle = self._pipeline.take_alone
            try:
                if any(delivery.unanswered >= SUSPECT for delivery in deliveries):
                    handle = self._warily
                else:
                    await self._pipeline.take_together(deliveries)
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

    async def _warily(self, delivery: Delivery) -> None:
        async with self._turns.alone():
            await self._pipeline.take_warily(delivery)


async def _acknowledge(channel: AbstractChannel, tags: Sequence[int]) -> None:
    for each in tags:
        await channel.basic_ack(each)
