"""A command to a running service, sent with the operator's own login, and its answer."""

import asyncio
from uuid import uuid4

from faststream import AckPolicy
from faststream.rabbit import RabbitQueue

from chassis.bus.control.carrier import ANSWERS_EXCHANGE, CONTROL_EXCHANGE, Carrier
from chassis.bus.control.commands import ANSWER_SECONDS, Answer, Command
from chassis.bus.topology import OPERATOR, answer_key, answer_queue


async def send(url: str, service: str, command: Command, seconds: float = ANSWER_SECONDS) -> Answer:
    """Send a command and wait for its answer; ``TimeoutError`` when none comes in time.

    It may still be obeyed within a minute then. The queue for the answer is this command's alone
    and goes with the connection.
    """
    command_id = uuid4()
    answered: asyncio.Future[Answer] = asyncio.Future()
    carrier = Carrier(url, OPERATOR)
    queue = RabbitQueue(
        answer_queue(command_id),
        durable=False,
        exclusive=True,
        auto_delete=True,
        routing_key=answer_key(service, command_id),
    )

    @carrier.subscriber(queue, ANSWERS_EXCHANGE, ack_policy=AckPolicy.ACK_FIRST)
    async def hear(answer: Answer) -> None:
        if not answered.done():
            answered.set_result(answer)

    try:
        await carrier.start()
        await carrier.publish(
            command.model_dump(mode="json", by_alias=True),
            exchange=CONTROL_EXCHANGE,
            routing_key=service,
            correlation_id=str(command_id),
        )
        async with asyncio.timeout(seconds):
            return await answered
    finally:
        await carrier.stop()
