"""Exchanges, queues, users and permissions: declared by the bus, set here as administrator."""

import os

from launcher import late, readiness
from launcher.credentials import Credentials
from launcher.names import ADMIN, VHOST
from launcher.rabbitmq import Broker


def partitions() -> int:
    """Queues per consumer, as the services are told too; drain before changing the number."""
    return int(os.environ.get("KRACHTLIJN_PARTITIONS") or 1)


def apply(
    broker: Broker, credentials: Credentials, *, vhost: str = VHOST, count: int = 1
) -> list[str]:
    """Set everything; the queues that had to go first, because they are another sort now.

    Raises a :class:`LauncherError` that says what to do when something of it still has work.
    """
    bus = late.module("chassis.bus.topology")
    reshape = late.module("launcher.operations.reshape")
    users = {name: digest for name, digest in credentials.broker_users.items() if name != ADMIN}
    document = bus.definitions(vhost, users, count)
    removed: list[str] = readiness.run(reshape.make_room(broker, vhost, document))
    bus.apply(broker.management_url, broker.admin_user, broker.admin_password, document)
    return removed
