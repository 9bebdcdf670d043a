"""The broker itself refuses what the contract does not allow."""

import aio_pika
import pytest
from aio_pika.exceptions import AMQPError

from chassis.bus.topology import EXCHANGE, queue_name
from contracts import SERVICES, events_for, events_of
from launcher.sandbox import Sandbox

CONSUMERS = [service for service in SERVICES if events_for(service)]
PUBLISHERS = [service for service in SERVICES if events_of(service)]


async def publish(
    sandbox: Sandbox, user: str, routing_key: str, exchange: str = EXCHANGE, claims: str = ""
) -> None:
    connection = await aio_pika.connect(sandbox.amqp_url(user))
    async with connection:
        channel = await connection.channel(publisher_confirms=True)
        target = (
            await channel.get_exchange(exchange, ensure=False)
            if exchange
            else channel.default_exchange
        )
        await target.publish(
            aio_pika.Message(b"x", user_id=claims or user), routing_key, mandatory=False
        )


@pytest.mark.parametrize("user", SERVICES)
async def test_a_service_publishes_its_own_events_and_no_others(
    sandbox: Sandbox, user: str
) -> None:
    for service in PUBLISHERS:
        for event in events_of(service)[:3]:
            if service == user:
                continue
            with pytest.raises(AMQPError):
                await publish(sandbox, user, event.routing_key)
    with pytest.raises(AMQPError):
        await publish(sandbox, user, f"{user}.made-up.v1")


@pytest.mark.parametrize("user", SERVICES)
async def test_a_service_reads_no_other_queue(sandbox: Sandbox, user: str) -> None:
    for service in CONSUMERS:
        if service == user:
            continue
        connection = await aio_pika.connect(sandbox.amqp_url(user))
        async with connection:
            channel = await connection.channel()
            queue = await channel.get_queue(queue_name(service, 0), ensure=False)
            with pytest.raises(AMQPError):
                await queue.get()


@pytest.mark.parametrize("user", SERVICES)
async def test_a_service_declares_and_binds_nothing(sandbox: Sandbox, user: str) -> None:
    connection = await aio_pika.connect(sandbox.amqp_url(user))
    async with connection:
        channel = await connection.channel()
        with pytest.raises(AMQPError):
            await channel.declare_queue("mine")
        channel = await connection.channel()
        with pytest.raises(AMQPError):
            queue = await channel.get_queue(queue_name(CONSUMERS[0], 0), ensure=False)
            await queue.bind(EXCHANGE, "#")


@pytest.mark.parametrize("user", PUBLISHERS)
async def test_the_default_exchange_and_a_borrowed_name_are_refused(
    sandbox: Sandbox, user: str
) -> None:
    with pytest.raises(AMQPError):
        await publish(sandbox, user, queue_name(CONSUMERS[0], 0), exchange="")
    other = next(service for service in SERVICES if service != user)
    with pytest.raises(AMQPError):
        await publish(sandbox, user, events_of(user)[0].routing_key, claims=other)
