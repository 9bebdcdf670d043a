"""Exchanges, queues, users and permissions: declared by the bus, set here as administrator."""

import os

from launcher import late, readiness
from launcher.credentials import Credentials
from launcher.names import ADMIN, TAP
from launcher.operations.declare import declare
from launcher.operations.management import Management
from launcher.reach import management_in_clear


def partitions() -> int:
    """Queues per consumer, as the services are told too; drain before changing the number."""
    return int(os.environ.get("KRACHTLIJN_PARTITIONS") or 1)


def apply(
    management: Management, credentials: Credentials, *, count: int = 1, tap: bool = False
) -> list[str]:
    """Set everything; what had to go, because it is another sort now or should not be there.

    The ``tap`` sees every event go by, sealed as it is: it is there only where a simulator plays.

    Raises a :class:`LauncherError` that says what to do when something of it still has work.
    """
    bus = late.module("chassis.bus.topology")
    reshape = late.module("launcher.operations.reshape")
    taps = late.module("launcher.operations.tap")
    unwanted = {ADMIN} if tap else {ADMIN, TAP}
    digests = credentials.broker_users
    users = {name: digest for name, digest in digests.items() if name not in unwanted}
    clients = late.module("launcher.clients.register").readers(credentials)
    document = bus.definitions(management.vhost, users, count, clients)
    with management_in_clear():
        removed: list[str] = readiness.run(reshape.make_room(management, document))
        with management.client(seconds=30) as client:
            declare(client, document)
            if not tap:
                removed += taps.remove(client, management.vhost)
    return removed
