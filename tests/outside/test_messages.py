"""Judges: the CloudEvents SDK for Python (PyPI ``cloudevents``) and ``pika``, a client of RabbitMQ.

Our own code reads and writes envelopes by hand and speaks to the broker through aio-pika. Here a
message of ours is read, and one for us is made and sent, by neither.
"""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pika
import pika.exceptions
import pytest
import yaml
from cloudevents.core.bindings.rabbitmq import RabbitMQMessage, from_structured, to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

import registry.app
import reporting.app
from chassis.bus import record
from contracts import EVENTS
from contracts.registry import WebsiteStatisticsNoted
from launcher.sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "contracts" / "examples").glob("*.v*.json"))
EXCHANGE = "krachtlijn.events"
TOLD = "registry.website-statistics-noted.v1"
STRUCTURED = "application/cloudevents+json; charset=utf-8"


def noted(month: int) -> WebsiteStatisticsNoted:
    return WebsiteStatisticsNoted(
        month_id=UUID(int=month),
        organisation="GHAPRO",
        site="voorbeeld",
        begins_at=datetime(2026, month, 1, tzinfo=UTC),
        revision=1,
        visits=40 + month,
        noted_at=datetime(2026, month + 1, 2, 9, tzinfo=UTC),
    )


async def with_pika(sandbox: Sandbox, login: str, act: Callable[[Any], Any]) -> Any:
    """Do something on a channel of the login; pika waits, so in a thread."""

    def connected() -> Any:
        connection = pika.BlockingConnection(pika.URLParameters(sandbox.amqp_url(login)))
        try:
            return act(connection.channel())
        finally:
            if connection.is_open:
                connection.close()

    return await asyncio.to_thread(connected)


def send(body: bytes, key: str, **properties: Any) -> Callable[[Any], None]:
    def act(channel: Any) -> None:
        channel.confirm_delivery()
        sent = pika.BasicProperties(delivery_mode=2, **properties)
        channel.basic_publish(EXCHANGE, key, body, sent, mandatory=True)

    return act


def test_every_golden_message_is_a_cloudevent() -> None:
    """In structured mode, as the AsyncAPI documents say; with names that CloudEvents allows."""
    for path in EXAMPLES:
        written = json.loads(path.read_bytes())
        event = from_structured(RabbitMQMessage({}, STRUCTURED, path.read_bytes()), JSONFormat())
        assert event.get_specversion() == "1.0", path.name
        assert event.get_data() == written["data"], path.name
        said = {name: value for name, value in written.items() if name not in ("data", "time")}
        read = {name: event.get_attributes()[name] for name in said}
        assert read == said, path.name
        assert event.get_time() == datetime.fromisoformat(written["time"]), path.name
    assert {path.stem for path in EXAMPLES} == {event.routing_key for event in EVENTS.values()}


@pytest.mark.parametrize("attribute", ["workerName", "worker-name"])
def test_the_sdk_refuses_what_is_no_cloudevent(attribute: str) -> None:
    """The judge above is one that can say no."""
    written = {**json.loads(EXAMPLES[0].read_bytes()), attribute: "x"}
    body = json.dumps(written).encode()
    with pytest.raises(Exception, match=r"(?i)extension|attribute"):
        from_structured(RabbitMQMessage({}, STRUCTURED, body), JSONFormat())


async def test_another_client_reads_what_a_service_tells(sandbox: Sandbox) -> None:
    """Recorded by registry, sent by its relay; properties are what its AsyncAPI document says."""
    app = registry.app.build(sandbox.settings("registry"))
    async with sandbox.serve(app):
        async with app.state.platform.database.begin(datetime.now(UTC)) as tx:
            record(tx, noted(1))
        method, properties, body = await with_pika(sandbox, "reporting", take)
    documented = yaml.safe_load(
        (ROOT / "contracts/generated/asyncapi/registry.yaml").read_text(encoding="utf-8")
    )
    operation = documented["operations"][f"send.{TOLD}"]["bindings"]["amqp"]
    message = documented["components"]["messages"][TOLD]
    assert (method.exchange, method.routing_key) == (EXCHANGE, TOLD)
    assert properties.content_type == message["contentType"] == STRUCTURED
    assert properties.type == message["bindings"]["amqp"]["messageType"]
    assert properties.user_id == operation["userId"] == "registry"
    assert properties.delivery_mode == operation["deliveryMode"] == 2
    event = from_structured(RabbitMQMessage({}, properties.content_type, body), JSONFormat())
    assert event.get_type() == f"be.krachtlijn.{TOLD}"
    assert properties.headers["partitionkey"] == event.get_subject() == str(UUID(int=1))
    assert event.get_data()["visits"] == 41


def take(channel: Any) -> tuple[Any, Any, bytes]:
    for method, properties, body in channel.consume("reporting.0", inactivity_timeout=30):
        assert method is not None, "nothing came"
        channel.basic_ack(method.delivery_tag)
        channel.cancel()
        return method, properties, body
    raise AssertionError("the queue went away")


async def test_a_service_takes_an_event_of_the_sdk_sent_by_another_client(
    sandbox: Sandbox,
) -> None:
    made = CloudEvent(
        {
            "id": "6f1c2b34-0000-4000-8000-000000000002",
            "source": "urn:krachtlijn:service:registry",
            "type": f"be.krachtlijn.{TOLD}",
            "specversion": "1.0",
            "time": datetime(2026, 3, 2, 9, tzinfo=UTC),
            "subject": str(UUID(int=2)),
            "datacontenttype": "application/json",
            "dataschema": f"urn:krachtlijn:schema:{TOLD}",
            "partitionkey": str(UUID(int=2)),
            "sequence": "1",
            "correlationid": "6f1c2b34-0000-4000-8000-000000000003",
        },
        noted(2).model_dump(mode="json", by_alias=True, exclude_none=True),
    )
    message = to_structured(made, JSONFormat())
    properties = {
        "content_type": message.content_type,
        "user_id": "registry",
        "headers": {**message.headers, "partitionkey": str(UUID(int=2))},
    }
    async with sandbox.serve(reporting.app.build(sandbox.settings("reporting"))):
        await with_pika(sandbox, "registry", send(message.body, TOLD, **properties))
        await sandbox.handled("reporting", [UUID(made.get_id())])
        assert await sandbox.parked("reporting") == []


async def test_the_broker_refuses_another_client_as_it_refuses_ours(sandbox: Sandbox) -> None:
    with pytest.raises(pika.exceptions.ChannelClosedByBroker, match="ACCESS_REFUSED"):
        await with_pika(sandbox, "registry", send(b"{}", "databank.branch-shift-detected.v1"))
    with pytest.raises(pika.exceptions.ChannelClosedByBroker, match="PRECONDITION_FAILED"):
        await with_pika(sandbox, "registry", send(b"{}", TOLD, user_id="databank"))
