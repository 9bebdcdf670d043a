"""Read the messages of the broker's client as deliveries of the bus."""

from typing import cast

from aiormq.abc import DeliveredMessage

from chassis.bus.dispatcher import Delivery
from chassis.bus.envelope import decode
from chassis.bus.topology import EXCHANGE, REPLAY


def tag(message: DeliveredMessage) -> int:
    """The number by which a message is acknowledged."""
    return cast(int, message.delivery_tag)  # has one, since it was delivered


def read(message: DeliveredMessage) -> Delivery:
    """The delivery in a message; ``UnreadableError`` says why it is no envelope at all."""
    properties = message.header.properties
    headers = properties.headers or {}
    unanswered = headers.get("x-delivery-count")
    recorded, envelope = headers.get("recordedat"), decode(message.body)
    return Delivery(
        envelope=envelope,
        body=message.body,
        sender=properties.user_id,
        in_place=headers.get("partitionkey") == envelope.partition_key,
        vouched=_route(message) == envelope.routing_key,
        recorded_at=recorded / 1000 if isinstance(recorded, int) else None,
        replayed=message.exchange == REPLAY,
        unanswered=unanswered if isinstance(unanswered, int) else 0,
    )


def _route(message: DeliveredMessage) -> str | None:
    """The event's routing key, which the broker let its sender use and bound to this queue."""
    routing_key = message.routing_key or ""
    match message.exchange:
        case exchange if exchange == EXCHANGE:
            return routing_key
        case exchange if exchange == REPLAY:
            return routing_key.partition(".")[2]
    return None
