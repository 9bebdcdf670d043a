"""The broker's exchanges, queues and permissions, derived from the contracts.

``topic exchange → consistent-hash exchange per reader (over the header partitionkey) → quorum
queues with a single active consumer``. Services may declare nothing: an administrator applies
these definitions, and each service's login writes only its own routing keys and reads only its
own queues.

All queues are quorum queues: a publisher waits for every queue that its event goes to, so one that
stays behind on a lost node would stop everything. Queues that nobody works off are bounded, and
let go of their oldest messages rather than refuse a new one.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from contracts import SERVICES, Event, events_for, events_of

EXCHANGE = "krachtlijn.events"
UNROUTED = "krachtlijn.unrouted"
DEAD_EXCHANGE = "krachtlijn.dead"
REPLAY = "krachtlijn.replay"
CONTROL = "krachtlijn.control"
"""Commands of operators, by the name of the service; only their own login may send any."""
ANSWERS = "krachtlijn.answers"
"""Answers to commands, by ``<service>.<id of the command>``; a service writes under its name."""
TAP = "tap"
"""A login for demonstrations and tests that sees every event go by, seals closed."""
OPERATOR = "operator"
"""The login that sends commands and hears answers. It neither sends nor sees any event."""

HASHING = "rabbit_password_hashing_sha256"
ID = "[0-9a-f-]{36}"
NOTHING = "(?!)"
"""A pattern that fits no name at all; ``^$`` would fit the empty one and a line break."""


DAY = 86_400_000
"""A day in milliseconds."""
MIB = 2**20

LIMITS = {
    "dead": (
        r"^[a-z]+\.dead$",
        {"message-ttl": 90 * DAY, "max-length": 100_000, "max-length-bytes": 512 * MIB},
    ),
    "unrouted": (
        r"^krachtlijn\.unrouted$",
        {"message-ttl": 7 * DAY, "max-length": 10_000, "max-length-bytes": 64 * MIB},
    ),
    "control": (
        r"^[a-z]+\.control$",
        {"message-ttl": 60_000, "max-length": 1_000, "max-length-bytes": 8 * MIB},
    ),
    "client": (
        r"^client\.[a-z-]+$",
        {"message-ttl": 30 * DAY, "max-length": 1_000_000, "max-length-bytes": 1024 * MIB},
    ),
    "tap": (
        "^tap$",
        {"message-ttl": 3_600_000, "max-length": 200_000, "max-length-bytes": 256 * MIB},
    ),
}
"""Policies of queues that nobody works off, name to limits: they can be changed while the queue
is there. Dead letters stay long enough for a person to find out where they come from; what another
system reads waits for it a month, so that one that is given up does not fill the broker."""


Clients = Mapping[str, Sequence[type[Event]]]
"""Other systems by login, ``client.NAME``, with the events that each reads."""
NO_CLIENTS: Clients = {}

ASIDE = {"x-queue-type": "quorum", "x-delivery-limit": -1}
"""Arguments of queues aside: without a delivery limit messages can be looked at for ever."""


def queue_name(service: str, partition: int) -> str:
    """The queue of one partition of a reader."""
    return f"{service}.{partition}"


def control_queue(service: str) -> str:
    """The queue with commands for a service; whichever instance takes one, all follow."""
    return f"{service}.control"


def answer_queue(command_id: UUID) -> str:
    """The queue that an operator declares to hear the answer to one command."""
    return f"{OPERATOR}.{command_id}"


def answer_key(service: str, command_id: UUID) -> str:
    return f"{service}.{command_id}"


def definitions(
    vhost: str,
    digests: Mapping[str, str] | None,
    partitions: int = 1,
    clients: Clients = NO_CLIENTS,
) -> dict[str, Any]:
    """The body of ``POST /api/definitions``. The tap exists only when it has a password.

    ``digests`` are RabbitMQ's own salted digests of the passwords, by user.
    """
    parts = _Parts(vhost)
    parts.exchange(EXCHANGE, "topic", {"alternate-exchange": UNROUTED})
    parts.exchange(UNROUTED, "fanout")
    parts.exchange(DEAD_EXCHANGE, "topic")
    parts.exchange(REPLAY, "topic")
    parts.exchange(CONTROL, "direct")
    parts.exchange(ANSWERS, "topic")
    for name, (pattern, limits) in LIMITS.items():
        parts.policy(name, pattern, {**limits, "overflow": "drop-head"})
    parts.queue(UNROUTED, ASIDE)
    parts.bind(UNROUTED, UNROUTED, "queue", "")
    for service in SERVICES:
        parts.user(service, digests)
        _reader(parts, service, partitions)
        _permit(parts, service)
    for login, events in clients.items():
        if digests and login in digests:
            _client(parts, login, events, digests)
    if digests and OPERATOR in digests:
        _operator(parts, digests)
    if digests and TAP in digests:
        _tap(parts, digests)
    return parts.document


def _reader(parts: "_Parts", service: str, partitions: int) -> None:
    readable = events_for(service)
    if not readable:
        return
    incoming = f"{service}.in"
    parts.exchange(incoming, "x-consistent-hash", {"hash-header": "partitionkey"})
    for event in readable:
        parts.bind(EXCHANGE, incoming, "exchange", event.routing_key)
        parts.bind(REPLAY, incoming, "exchange", f"{service}.{event.routing_key}")
    for partition in range(partitions):
        name = queue_name(service, partition)
        parts.queue(
            name,
            {
                "x-queue-type": "quorum",
                "x-single-active-consumer": True,
                "x-delivery-limit": -1,
                "x-dead-letter-exchange": DEAD_EXCHANGE,
                "x-dead-letter-routing-key": service,
            },
        )
        parts.bind(incoming, name, "queue", "1")
    parts.queue(control_queue(service), ASIDE)
    parts.bind(CONTROL, control_queue(service), "queue", service)
    dead = f"{service}.dead"
    parts.queue(dead, ASIDE)
    parts.bind(DEAD_EXCHANGE, dead, "queue", service)


def _permit(parts: "_Parts", service: str) -> None:
    writable = [re.escape(event.routing_key) for event in events_of(service)]
    replays = [
        re.escape(f"{reader}.{event.routing_key}")
        for event in events_of(service)
        for reader in sorted(event.readers)
    ]
    reads = bool(events_for(service))
    parts.permission(
        service,
        write=_only([re.escape(name) for name in (EXCHANGE, DEAD_EXCHANGE, REPLAY, ANSWERS)]),
        read=_only([rf"{service}\.(?:[0-9]+|control)"] if reads else []),
    )
    parts.topic_permission(service, EXCHANGE, _only(writable))
    parts.topic_permission(service, REPLAY, _only(replays))
    parts.topic_permission(service, DEAD_EXCHANGE, _only([service] if reads else []))
    parts.topic_permission(service, ANSWERS, _only([rf"{service}\.{ID}"] if reads else []))


def _only(patterns: Sequence[str]) -> str:
    """Fits these names as a whole; ``$`` would also let one through with a line break behind it."""
    return rf"\A(?:{'|'.join(patterns)})\z" if patterns else NOTHING


def _operator(parts: "_Parts", digests: Mapping[str, str]) -> None:
    """It declares queues of its own name, for answers, and nothing else."""
    own = _only([rf"{OPERATOR}\.{ID}"])
    readers = "|".join(service for service in SERVICES if events_for(service))
    parts.user(OPERATOR, digests)
    parts.permission(
        OPERATOR,
        configure=own,
        write=_only([re.escape(CONTROL), rf"{OPERATOR}\.{ID}"]),
        read=_only([re.escape(ANSWERS), rf"{OPERATOR}\.{ID}"]),
    )
    for exchange in (EXCHANGE, REPLAY, DEAD_EXCHANGE):
        parts.topic_permission(OPERATOR, exchange, NOTHING)
    parts.topic_permission(OPERATOR, ANSWERS, NOTHING, read=_only([rf"(?:{readers})\.{ID}"]))


def _client(
    parts: "_Parts", login: str, events: Sequence[type[Event]], digests: Mapping[str, str]
) -> None:
    """One queue of its own name, which it reads; it writes and declares nothing."""
    parts.user(login, digests)
    parts.queue(login, {**ASIDE, "x-single-active-consumer": True})
    for event in events:
        parts.bind(EXCHANGE, login, "queue", event.routing_key)
    parts.permission(login, write=NOTHING, read=_only([re.escape(login)]))
    for exchange in (EXCHANGE, REPLAY, DEAD_EXCHANGE, CONTROL, ANSWERS):
        parts.topic_permission(login, exchange, NOTHING)


def _tap(parts: "_Parts", digests: Mapping[str, str]) -> None:
    parts.user(TAP, digests)
    parts.queue(TAP, ASIDE)
    parts.bind(EXCHANGE, TAP, "queue", "#")
    parts.permission(TAP, write=NOTHING, read=_only([TAP]))
    for exchange in (EXCHANGE, REPLAY, DEAD_EXCHANGE, ANSWERS):
        parts.topic_permission(TAP, exchange, NOTHING)


class _Parts:
    """Collects definitions of one virtual host in the broker's own words."""

    def __init__(self, vhost: str) -> None:
        self._vhost = vhost
        self.document: dict[str, Any] = {
            "vhosts": [{"name": vhost}],
            "users": [],
            "permissions": [],
            "topic_permissions": [],
            "policies": [],
            "exchanges": [],
            "queues": [],
            "bindings": [],
        }

    def user(self, name: str, digests: Mapping[str, str] | None) -> None:
        secret = {"password_hash": digests[name] if digests else ""}
        self.document["users"].append(
            {"name": name, "tags": [], "hashing_algorithm": HASHING, **secret}
        )

    def permission(self, user: str, *, write: str, read: str, configure: str = NOTHING) -> None:
        may = {"configure": configure, "write": write, "read": read}
        self.document["permissions"].append({"user": user, "vhost": self._vhost, **may})

    def topic_permission(
        self, user: str, exchange: str, write: str, *, read: str = NOTHING
    ) -> None:
        self.document["topic_permissions"].append(
            {
                "user": user,
                "vhost": self._vhost,
                "exchange": exchange,
                "write": write,
                "read": read,
            }
        )

    def policy(self, name: str, pattern: str, definition: Mapping[str, Any]) -> None:
        self.document["policies"].append(
            {
                "name": name,
                "vhost": self._vhost,
                "pattern": pattern,
                "apply-to": "queues",
                "priority": 0,
                "definition": dict(definition),
            }
        )

    def exchange(self, name: str, kind: str, arguments: Mapping[str, Any] | None = None) -> None:
        self.document["exchanges"].append(
            {
                "name": name,
                "vhost": self._vhost,
                "type": kind,
                "durable": True,
                "auto_delete": False,
                "internal": False,
                "arguments": dict(arguments or {}),
            }
        )

    def queue(self, name: str, arguments: Mapping[str, Any]) -> None:
        self.document["queues"].append(
            {
                "name": name,
                "vhost": self._vhost,
                "durable": True,
                "auto_delete": False,
                "arguments": dict(arguments),
            }
        )

    def bind(self, source: str, destination: str, kind: str, routing_key: str) -> None:
        self.document["bindings"].append(
            {
                "source": source,
                "vhost": self._vhost,
                "destination": destination,
                "destination_type": kind,
                "routing_key": routing_key,
                "arguments": {},
            }
        )
