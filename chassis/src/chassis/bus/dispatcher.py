"""The dispatcher: check a message that was read, open its seals, call its handler.

Shared by what arrives (the consumer) and what is tried again (the redriver), so that both hold the
same rules.
"""

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import groupby

from chassis.bus.envelope import Envelope
from chassis.bus.handlers import Batched, Handlers
from chassis.bus.seal import Opener
from chassis.clock import Clock, DrivenClock
from chassis.db import Cause, Transaction
from chassis.errors import AheadError, ForgedError, RejectedError, ViolationError
from chassis.traces import OFF, Kind, Traces
from contracts import EVENTS, Event, NotOpenedError
from contracts.event import TYPE_PREFIX


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message that could be read as an envelope. ``sender`` was verified by the broker.

    ``in_place``: the broker chose its partition by the key that the envelope names. ``vouched``:
    it came by the route of its type, which exists only where somebody applied a topology that knows
    the type, its publisher and this reader. ``recorded_at`` is the publisher's wall clock in
    seconds since 1970, to measure lag. ``replayed``: it was sent again to this reader alone.
    ``unanswered``: how often it was delivered before, and nobody acknowledged it.
    """

    envelope: Envelope
    body: bytes
    sender: str | None
    in_place: bool
    vouched: bool
    recorded_at: float | None
    replayed: bool = False
    unanswered: int = 0


def is_proven(delivery: Delivery) -> bool:
    """Whether the broker knows its sender as the publisher that it names, and its type too."""
    envelope = delivery.envelope
    named = envelope.routing_key.partition(".")[0]
    return delivery.sender == envelope.publisher == named


def check_sender(delivery: Delivery) -> None:
    """:class:`ForgedError` for what its publisher did not send, before anything is read of it."""
    if not is_proven(delivery):
        raise ForgedError("the sender is not the publisher of this event")


def _check_key(delivery: Delivery, event: Event) -> None:
    if delivery.envelope.partition_key != event.partition_key:
        raise ViolationError("the partition key is not the event's own")
    if not delivery.in_place:
        raise ViolationError("the header partitionkey is not the event's key")


class Dispatcher:
    """Calls the handlers of one service for the messages that it may and can handle."""

    def __init__(
        self,
        service: str,
        handlers: Handlers,
        opener: Opener,
        clock: Clock,
        *,
        hold_newer: bool = True,
        tracing: Traces = OFF,
    ) -> None:
        """Without ``hold_newer`` what only a newer release knows is rejected like anything else."""
        self.service = service
        self._hold_newer = hold_newer
        self._handlers = handlers
        self._opener = opener
        self._clock = clock
        self._tracing = tracing

    async def dispatch(self, tx: Transaction, deliveries: Sequence[Delivery]) -> None:
        """Call the handlers in order; :class:`RejectedError` for one that may not be handled.

        :class:`AheadError` when one of them must wait for a newer release.
        """
        if not self._tracing.is_on:
            await self._handle([self._prepare(tx, delivery) for delivery in deliveries])
            return
        with ExitStack() as spans:
            await self._handle([self._traced(spans, tx, delivery) for delivery in deliveries])

    async def _handle(self, prepared: Sequence[tuple[Event, Transaction]]) -> None:
        try:
            for handler, group in groupby(prepared, key=lambda pair: self._handlers[type(pair[0])]):
                if isinstance(handler, Batched):
                    await handler.handle(list(group))
                else:
                    for event, view in group:
                        await handler(event, view)
        except NotOpenedError as error:
            raise RejectedError("sealed in an epoch whose key is gone") from error

    def _traced(
        self, spans: ExitStack, tx: Transaction, delivery: Delivery
    ) -> tuple[Event, Transaction]:
        """Prepared, with a span until all are handled, from which goes on what this records."""
        envelope = delivery.envelope
        name = f"handle {envelope.label.removeprefix(f'{TYPE_PREFIX}.')}"
        mark = spans.enter_context(
            self._tracing.span(
                name, Kind.CONSUMER, envelope.cause.traceparent, event_id=str(envelope.id)
            )
        )
        return self._prepare(tx, delivery, mark.traceparent)

    def _prepare(
        self, tx: Transaction, delivery: Delivery, traceparent: str | None = None
    ) -> tuple[Event, Transaction]:
        check_sender(delivery)
        envelope, event = delivery.envelope, self.read(delivery)
        _check_key(delivery, event)
        trace = traceparent or envelope.cause.traceparent
        cause = Cause(envelope.cause.correlation_id, envelope.id, trace, envelope.time)
        moment = envelope.time if isinstance(self._clock, DrivenClock) else self._clock.now()
        return self._opener.open(event, envelope.id), tx.caused_by(cause, moment)

    def check_may_wait(self, delivery: Delivery) -> None:
        """:class:`AheadError` like :meth:`wait_if_ahead`, and :class:`ViolationError` for what came
        by another key than its own: it would be before or behind what it waits for by chance."""
        try:
            event = self.read(delivery)
        except RejectedError:
            return
        _check_key(delivery, event)

    def wait_if_ahead(self, delivery: Delivery) -> None:
        """:class:`AheadError` for what only a newer release can handle."""
        with suppress(RejectedError):
            self.read(delivery)

    def read(self, delivery: Delivery) -> Event:
        """The event inside, still sealed; :class:`AheadError` when only a newer release can read
        it, and :class:`RejectedError` when nobody can, or it is for another reader."""
        try:
            event = delivery.envelope.read()
            if self.service not in event.readers or type(event) not in self._handlers:
                raise RejectedError("not an event for this reader")
        except RejectedError as error:
            if self._hold_newer and self._is_ahead(delivery):
                raise AheadError(delivery.envelope.type) from error
            raise
        return event

    def _is_ahead(self, delivery: Delivery) -> bool:
        """Whether its publisher's contracts are newer than ours, as far as the broker vouches."""
        envelope = delivery.envelope
        if not (delivery.vouched and delivery.in_place and is_proven(delivery)):
            return False
        known = EVENTS.get(envelope.type)
        return known is None or known not in self._handlers or envelope.edition > known.edition
