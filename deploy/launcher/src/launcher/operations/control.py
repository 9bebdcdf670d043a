"""Commands to running services over the bus: sent with the operator's own login, and answered.

The bus's tools are imported when something is sent: they take as long as all else of a command.
"""

import asyncio
from uuid import uuid4

import httpx

from chassis.bus.control.commands import Answer, Command
from chassis.bus.topology import answer_key, answer_queue
from launcher.errors import LauncherError
from launcher.names import OPERATOR
from launcher.operations.places import Place

ANSWER_SECONDS = 10.0


async def address(place: Place) -> str:
    """The broker's address for the operator's login; its password is among the secrets."""
    if place.management is None or place.secrets is None:
        raise LauncherError(
            "Say where the broker is (--management-url https://HOST:15671) and where the "
            "operator's password is (--secrets DIR, of which only operator/ is read)."
        )
    try:
        return await place.management.address(OPERATOR, place.secrets.broker_password(OPERATOR))
    except httpx.HTTPError as error:
        raise LauncherError(
            f"The broker's management does not answer ({type(error).__name__}): is its address "
            "right, and does it run?"
        ) from None


async def send(url: str, service: str, command: Command, seconds: float = ANSWER_SECONDS) -> Answer:
    """Send a command and wait for its answer; a :class:`LauncherError` when none comes in time.

    The queue for the answer is this command's alone and goes with the connection.
    """
    from faststream import AckPolicy
    from faststream.rabbit import RabbitQueue

    from chassis.bus.control.carrier import ANSWERS_EXCHANGE, CONTROL_EXCHANGE, Carrier

    command_id = uuid4()
    answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
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
    except TimeoutError:
        raise LauncherError(
            f"{service} did not answer within {seconds:.0f} seconds: does it run, and has it a "
            "connection to the broker (/health/ready)? What was asked may still be done within "
            "a minute: ask it later with 'krachtlijn bus ask'."
        ) from None
    finally:
        await carrier.stop()
