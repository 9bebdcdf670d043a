"""Care and police never meet (DP-01, DP-02): on the broker, at the door, and in the schema."""

import aio_pika
import pytest
from aio_pika.abc import AbstractIncomingMessage
from aiormq.exceptions import ChannelAccessRefused

from chassis.bus.topology import EXCHANGE, queue_name
from chassis.web import DOMAIN_OF, Function, TrustDomain, undeclared_routes
from contracts import EVENTS, SERVICES, Event, events_for, events_of
from launcher.sandbox import Sandbox

from .support.deliveries import of_branches
from .support.registry import Registry


def test_registry_reads_no_event_and_only_reporting_reads_its_own() -> None:
    assert events_for("registry") == []
    assert {reader for event in events_of("registry") for reader in event.readers} == {"reporting"}


async def ignore(_message: AbstractIncomingMessage) -> None:
    """Takes what comes, if anything ever comes."""


@pytest.mark.parametrize("reader", [name for name in SERVICES if name != "registry"])
async def test_the_broker_gives_registry_no_queue_of_anybody(sandbox: Sandbox, reader: str) -> None:
    connection = await aio_pika.connect(sandbox.amqp_url("registry"))
    async with connection:
        channel = await connection.channel()
        queue = await channel.get_queue(queue_name(reader, 0), ensure=False)
        with pytest.raises(ChannelAccessRefused):
            await queue.consume(ignore)


async def test_the_broker_lets_registry_bind_and_declare_nothing(sandbox: Sandbox) -> None:
    connection = await aio_pika.connect(sandbox.amqp_url("registry"))
    async with connection:
        channel = await connection.channel()
        with pytest.raises(ChannelAccessRefused):
            await channel.declare_queue("registry.0")
        channel = await connection.channel()
        queue = await channel.get_queue(queue_name("databank", 0), ensure=False)
        with pytest.raises(ChannelAccessRefused):
            await queue.bind(EXCHANGE, "databank.#")


@pytest.mark.parametrize(
    "event", [event for event in EVENTS.values() if event.publisher != "registry"]
)
async def test_the_broker_takes_no_event_of_others_from_registry(
    sandbox: Sandbox, event: type[Event]
) -> None:
    with pytest.raises(ChannelAccessRefused):
        await sandbox.publish_body(b"{}", event.routing_key, publisher="registry", key="k")


OUTSIDERS = [function for function, of in DOMAIN_OF.items() if of is not TrustDomain.ZORG]


@pytest.mark.parametrize("function", OUTSIDERS)
async def test_nobody_of_another_domain_gets_in(registry: Registry, function: Function) -> None:
    for path in ("/v1/deliveries", "/v1/aggregates", "/v1/template.xlsx"):
        assert (await registry.get(function, path, "GHAPRO")).status_code == 403
    upload = await registry.upload(of_branches({"raam": 6}).csv(), function=function)
    assert upload.status_code == 403
    assert await registry.count("delivery") == 0


async def test_nobody_gets_in_without_a_token(registry: Registry) -> None:
    assert (await registry.client.get("/v1/deliveries")).status_code == 401
    assert undeclared_routes(registry.app) == []


async def test_functions_take_only_their_own_steps(registry: Registry) -> None:
    delivery = (await registry.upload(of_branches({"raam": 6}).csv())).json()
    path = f"/v1/deliveries/{delivery['deliveryId']}"
    own, study = Function.ZORG_VERANTWOORDELIJKE, Function.STUDIEDIENST_ANALIST
    for function, step in (
        (Function.ZORG_REGISTRATOR, f"{path}/submission"),
        (study, f"{path}/submission"),
        (own, f"{path}/acceptance"),
        (own, "/v1/years/2024/freeze"),
    ):
        assert (await registry.post(function, step, "GHAPRO")).status_code == 403
    for function in (own, study):
        answer = await registry.upload(of_branches({"raam": 6}).csv(), function=function)
        assert answer.status_code == 403


async def test_no_column_could_hold_an_identity(registry: Registry, sandbox: Sandbox) -> None:
    """DP-02: no name, number, birth date or hash that the databank could have too."""
    async with sandbox.asking("registry") as conn:
        found = await conn.fetch(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND table_name NOT LIKE 'bus\\_%'"
        )
    names = {row["column_name"] for row in found}
    assert names.isdisjoint({"person_id", "name", "birth_date", "national_number", "claim_id"})
    assert not [name for name in names if "name" in name and name != "table_name"]
