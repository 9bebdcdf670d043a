"""Dead letters: messages that nobody can read, kept by the broker for a person to look at."""

import structlog
from aiormq.abc import AbstractChannel
from pamqp.commands import Basic

from chassis import telemetry
from chassis.bus.topology import DEAD_EXCHANGE

log = structlog.get_logger("consumer")


async def dead_letter(channel: AbstractChannel, service: str, body: bytes, reason: str) -> None:
    """Send it on; ``ConnectionError`` where the broker has no place for it."""
    confirmation = await channel.basic_publish(
        body,
        exchange=DEAD_EXCHANGE,
        routing_key=service,
        mandatory=True,
        properties=Basic.Properties(delivery_mode=2, user_id=service, headers={"reason": reason}),
    )
    if not isinstance(confirmation, Basic.Ack):
        raise ConnectionError("there is no dead-letter queue")
    telemetry.DEAD.labels(reason).inc()
    log.error("dead-lettered", reason=reason, bytes=len(body))
