"""The control plane of a service: takes commands, proves who asks, obeys, and answers.

It is beside the way of events, and made with FastStream: a command that is lost is sent again by
the person who waits for its answer.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

import structlog
from faststream import AckPolicy, ExceptionMiddleware
from faststream.rabbit.annotations import RabbitMessage

from chassis.backoff import INTERRUPTIONS, Backoff, raise_if_cancelled
from chassis.bus.backlog import Backlog
from chassis.bus.consumer import Consumer
from chassis.bus.control import orders
from chassis.bus.control.carrier import ANSWERS_EXCHANGE, Carrier, standing_queue
from chassis.bus.control.commands import (
    Answer,
    Ask,
    Command,
    PartitionState,
    ReaderState,
    ReloadKeys,
)
from chassis.bus.control.pace import Pace
from chassis.bus.topology import answer_key, control_queue
from chassis.clock import Clock
from chassis.db import Database

Prove = Callable[[str], Awaitable[str]]
"""The operator, by pseudonym, whom a token speaks for; :class:`CommandRefusedError` otherwise."""

log = structlog.get_logger("control")


class CommandRefusedError(Exception):
    """The command is not obeyed; the message says why, to the operator who sent it."""


class ControlPlane:
    """Commands for one instance of a service; any number of instances may run."""

    def __init__(
        self,
        service: str,
        instance: int,
        urls: str,
        database: Database,
        clock: Clock,
        *,
        pace: Pace,
        consumers: Sequence[Consumer],
        backlog: Backlog,
        reload_keys: Callable[[], object],
    ) -> None:
        self._service = service
        self._instance = instance
        self._urls = urls
        self._database = database
        self._clock = clock
        self._pace = pace
        self._consumers = consumers
        self._backlog = backlog
        self._reload_keys = reload_keys
        self._prove: Prove = _nobody
        self._stopping = asyncio.Event()
        self._leave = asyncio.Event()
        self.connected = False

    def trust(self, prove: Prove) -> None:
        """Have ``prove`` say who asks; until then every command is refused."""
        self._prove = prove

    def stop(self) -> None:
        self._stopping.set()
        self._leave.set()

    async def run(self) -> None:
        """Obey until :meth:`stop`, whatever goes away in between."""
        backoff = Backoff()
        while not self._stopping.is_set():
            try:
                await self._serve(backoff)
            except INTERRUPTIONS as error:
                raise_if_cancelled(error)
                log.warning("control interrupted", error=type(error).__name__)
            if not self._stopping.is_set():
                await backoff.wait(self._stopping)

    async def _serve(self, backoff: Backoff) -> None:
        self._leave.clear()
        carrier = Carrier(self._urls, f"{self._service} control", lost=self._leave.set)
        carrier.add_middleware(ExceptionMiddleware(handlers={Exception: _note_unreadable}))

        @carrier.subscriber(
            standing_queue(control_queue(self._service)), ack_policy=AckPolicy.ACK_FIRST
        )
        async def take(command: Command, message: RabbitMessage) -> None:
            command_id = UUID(message.correlation_id)
            answer = await self.obey(command_id, command)
            await carrier.publish(
                answer.model_dump(mode="json", by_alias=True, exclude_none=True),
                exchange=ANSWERS_EXCHANGE,
                routing_key=answer_key(self._service, command_id),
                correlation_id=message.correlation_id,
                mandatory=False,
            )

        try:
            await carrier.start()
            backoff.reset()
            self.connected = not self._stopping.is_set()
            if self.connected:
                await self._leave.wait()
        finally:
            self.connected = False
            await carrier.stop()

    async def obey(self, command_id: UUID, command: Command) -> Answer:
        """Carry a command out, once it is proven that an operator asks; the answer to it."""
        try:
            actor = await self._prove(command.token.get_secret_value())
        except CommandRefusedError as refusal:
            log.warning("command refused", why=str(refusal), step=command.step.do)
            return Answer(service=self._service, instance=self._instance, refused=str(refusal))
        step = command.step
        if isinstance(step, ReloadKeys):
            self._reload_keys()
        elif not isinstance(step, Ask):
            async with self._database.begin(self._clock.now()) as tx:
                await orders.order(tx, self._service, command_id, step, actor)
        await self._pace.look()
        return Answer(service=self._service, instance=self._instance, state=self._state())

    def _state(self) -> ReaderState:
        return ReaderState(
            order=self._pace.order,
            partitions=tuple(
                PartitionState(
                    partition=number,
                    attached=consumer.attached,
                    stands=consumer.breaker.is_open,
                    in_hand_seconds=round(consumer.in_hand.seconds, 1),
                    waits_for_newer=consumer.hold.event_type if consumer.hold.seconds else None,
                )
                for number, consumer in enumerate(self._consumers)
            ),
            outbox_events=self._backlog.size,
            outbox_age_seconds=round(self._backlog.age, 1),
        )


async def _nobody(_token: str) -> str:
    raise CommandRefusedError("this service trusts no operator")


def _note_unreadable(error: Exception) -> None:
    """Only what kind of error: what the message says may be anything."""
    log.warning("command unreadable", error=type(error).__name__)
