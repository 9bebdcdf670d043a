"""One AsyncAPI 3 document per service: its events out and in, their purposes and other readers.

A channel is a routing key on the one topic exchange. A service receives all its events from its own
queue, which the topology binds; AMQP bindings cannot say both, so the queue stands in ``x-queue``.
"""

from typing import Any

import yaml

from contracts.event import EVENTS, SERVICES, Event
from contracts.generate.schemas import FOLDER, Schema, message, source

EXCHANGE = "krachtlijn.events"
CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
BINDING = "0.3.0"


class _Plain(yaml.SafeDumper):
    """A dumper without anchors: the same content in two places is written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Plain, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Plain.add_representer(str, _text)


def render() -> dict[str, str]:
    """The documents by path."""
    return {
        f"{FOLDER}/asyncapi/{service}.yaml": yaml.dump(
            document(service), Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100
        )
        for service in sorted(SERVICES)
    }


def document(service: str) -> dict[str, Any]:
    """The AsyncAPI 3.0.0 document of a service."""
    events = sorted(EVENTS.values(), key=lambda event: event.routing_key)
    sent = [event for event in events if event.publisher == service]
    received = [event for event in events if service in event.readers]
    both = sorted({*sent, *received}, key=lambda event: event.routing_key)
    return {
        "asyncapi": "3.0.0",
        "id": source(service),
        "info": {
            "title": f"Krachtlijn: {service}",
            "version": "1.0.0",
            "description": "Generated from the contracts by `make contracts`; do not edit.",
        },
        "defaultContentType": CONTENT_TYPE,
        "servers": {"rabbitmq": _server(service)},
        "channels": {event.routing_key: _channel(event) for event in both},
        "operations": {
            **{f"send.{event.routing_key}": _send(service, event) for event in sent},
            **{f"receive.{event.routing_key}": _receive(service, event) for event in received},
        },
        "components": {
            "messages": {event.routing_key: _message(event) for event in both},
            "schemas": _schemas(both),
            "securitySchemes": {"user": {"type": "userPassword"}},
        },
    }


def _server(service: str) -> dict[str, Any]:
    return {
        "host": "{host}",
        "pathname": "/krachtlijn",
        "protocol": "amqp",
        "protocolVersion": "0.9.1",
        "description": f"RabbitMQ; the user {service} may do what this document says, no more.",
        "variables": {
            "host": {"default": "localhost:5672", "description": "Host and port of the broker."}
        },
        "security": [{"$ref": "#/components/securitySchemes/user"}],
    }


def _channel(event: type[Event]) -> dict[str, Any]:
    key = event.routing_key
    return {
        "address": key,
        "messages": {key: {"$ref": f"#/components/messages/{key}"}},
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {
                    "name": EXCHANGE,
                    "type": "topic",
                    "durable": True,
                    "autoDelete": False,
                    "vhost": "krachtlijn",
                },
                "bindingVersion": BINDING,
            }
        },
    }


def _operation(action: str, event: type[Event]) -> dict[str, Any]:
    key = event.routing_key
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{key}"},
        "messages": [{"$ref": f"#/channels/{key}/messages/{key}"}],
    }


def _send(service: str, event: type[Event]) -> dict[str, Any]:
    amqp = {"userId": service, "deliveryMode": 2, "mandatory": True, "bindingVersion": BINDING}
    return _operation("send", event) | {"bindings": {"amqp": amqp}}


def _receive(service: str, event: type[Event]) -> dict[str, Any]:
    return _operation("receive", event) | {
        "bindings": {"amqp": {"ack": True, "bindingVersion": BINDING}},
        "x-queue": {"name": f"{service}.0", "type": "quorum", "singleActiveConsumer": True},
    }


def _message(event: type[Event]) -> dict[str, Any]:
    return {
        "name": event.type,
        "title": event.__name__,
        "summary": (event.__doc__ or "").strip().splitlines()[0],
        "contentType": CONTENT_TYPE,
        "correlationId": {"location": "$message.payload#/correlationid"},
        "headers": {
            "type": "object",
            "required": ["partitionkey"],
            "properties": {
                "partitionkey": {
                    "type": "string",
                    "description": "As in the envelope; RabbitMQ chooses the queue by it.",
                }
            },
        },
        "payload": {"$ref": f"#/components/schemas/{event.routing_key}"},
        "bindings": {
            "amqp": {
                "messageType": event.type,
                "bindingVersion": BINDING,
            }
        },
        "x-purpose": event.purpose,
        "x-readers": sorted(event.readers),
        "x-sealed-to": {
            str(event.model_fields[name].alias): sorted(seal.readers)
            for name, seal in sorted(event.seals.items())
        },
        "x-key": event.model_fields[event.key].alias,
    }


def _schemas(events: list[type[Event]]) -> dict[str, Schema]:
    schemas: dict[str, Schema] = {}
    for event in events:
        whole, parts = message(event, refs="#/components/schemas/{model}")
        for name, part in {event.routing_key: whole, **parts}.items():
            if schemas.setdefault(name, part) != part:
                raise TypeError(f"two different parts of events are called {name}")
    return dict(sorted(schemas.items()))
