"""Exchanges, queues, users and permissions: declared by the bus, set here as administrator."""

from launcher import late
from launcher.credentials import Credentials
from launcher.names import ADMIN, VHOST
from launcher.rabbitmq import Broker


def apply(
    broker: Broker, credentials: Credentials, *, vhost: str = VHOST, partitions: int = 1
) -> None:
    bus = late.module("chassis.bus.topology")
    passwords = {name: word for name, word in credentials.broker.items() if name != ADMIN}
    bus.apply(
        broker.management_url,
        broker.admin_user,
        broker.admin_password,
        bus.definitions(vhost, passwords, partitions),
    )
