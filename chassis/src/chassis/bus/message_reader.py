"""Read the messages of the broker as deliveries of the bus."""

from collections.abc import Mapping
from typing import Any

from chassis.bus.deliveries import Message
from chassis.bus.dispatcher import Delivery
from chassis.bus.envelope import decode
from chassis.bus.topology import EXCHANGE, REPLAY

COUNTERS = ("x-delivery-count", "x-acquired-count")
"""How often a quorum queue gave a message out before. Since RabbitMQ 4.3 the first counts what it
takes for a fault of the reader alone, and the second every time; older ones have the first."""


def read(message: Message) -> Delivery:
    """The delivery in a message; ``UnreadableError`` says why it is no envelope at all."""
    headers = message.headers
    recorded, envelope = headers.get("recordedat"), decode(message.body)
    return Delivery(
        envelope=envelope,
        body=message.body,
        sender=message.sender,
        in_place=headers.get("partitionkey") == envelope.partition_key,
        vouched=_route(message) == envelope.routing_key,
        recorded_at=recorded / 1000 if isinstance(recorded, int) else None,
        replayed=message.exchange == REPLAY,
        unanswered=_given_out(headers),
    )


def _given_out(headers: Mapping[str, Any]) -> int:
    counts = (headers.get(name) for name in COUNTERS)
    return max((count for count in counts if type(count) is int), default=0)


def _route(message: Message) -> str | None:
    """The event's routing key, which the broker let its sender use and bound to this queue."""
    match message.exchange:
        case exchange if exchange == EXCHANGE:
            return message.routing_key
        case exchange if exchange == REPLAY:
            return message.routing_key.partition(".")[2]
    return None
