"""Exchanges, queues, users and permissions: declared by the bus, set here as administrator."""

import os

from launcher import late
from launcher.credentials import Credentials
from launcher.names import ADMIN, VHOST
from launcher.rabbitmq import Broker


def partitions() -> int:
    """Queues per consumer, as the services are told too; drain before changing the number."""
    return int(os.environ.get("KRACHTLIJN_PARTITIONS") or 1)


def apply(broker: Broker, credentials: Credentials, *, vhost: str = VHOST, count: int = 1) -> None:
    bus = late.module("chassis.bus.topology")
    passwords = {name: word for name, word in credentials.broker.items() if name != ADMIN}
    bus.apply(
        broker.management_url,
        broker.admin_user,
        broker.admin_password,
        bus.definitions(vhost, passwords, count),
    )
