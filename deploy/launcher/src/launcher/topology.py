"""Exchanges, queues, users and permissions: declared by the bus, set here as administrator."""

import os

from launcher import late, readiness
from launcher.credentials import Credentials
from launcher.names import ADMIN
from launcher.operations.declare import declare
from launcher.operations.management import Management
from launcher.reach import management_in_clear


def partitions() -> int:
    """Queues per consumer, as the services are told too; drain before changing the number."""
    return int(os.environ.get("KRACHTLIJN_PARTITIONS") or 1)


def apply(management: Management, credentials: Credentials, *, count: int = 1) -> list[str]:
    """Set everything; the queues that had to go first, because they are another sort now.

    Raises a :class:`LauncherError` that says what to do when something of it still has work.
    """
    bus = late.module("chassis.bus.topology")
    reshape = late.module("launcher.operations.reshape")
    users = {name: digest for name, digest in credentials.broker_users.items() if name != ADMIN}
    document = bus.definitions(management.vhost, users, count)
    with management_in_clear():
        removed: list[str] = readiness.run(reshape.make_room(management, document))
        with management.client(seconds=30) as client:
            declare(client, document)
    return removed
