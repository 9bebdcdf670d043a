"""Broker and database take a new certificate up while they run, and cut nobody off."""

import asyncio
from pathlib import Path

import asyncpg
from cryptography import x509

from chassis.addresses import Trust
from chassis.bus.connection import connect
from launcher import postgres, rabbitmq
from launcher.accounts import account_for, home, own
from launcher.rundir import write_private

from .support.operator import Operator
from .support.presented import POSTGRESQL_ASKS, presented

FORGET_FILES = "ssl:clear_pem_cache()."
"""What deploy/compose/renew.sh tells the broker."""


def renew(platform: Operator, server: str, component: str) -> int:
    """Make a certificate anew and lay it where its server reads it; gives the serial number."""
    platform.done("secrets", "init", "--to", str(platform.secrets), "--renew", server)
    account = account_for(component)
    for name in ("tls.key", "tls.crt"):
        path = home(platform.servers.run, component, account) / name
        write_private(path, (platform.secrets / server / name).read_text())
        own(path, account)
    return serial(platform.secrets / server / "tls.crt")


def serial(path: Path) -> int:
    return x509.load_pem_x509_certificate(path.read_bytes()).serial_number


async def test_the_database_presents_a_new_certificate_and_keeps_its_connections(
    platform: Operator,
) -> None:
    server = platform.servers

    def shown() -> int:
        place = ("127.0.0.1", server.postgres_port)
        return presented(*place, server.credentials.ca, "database", asks=POSTGRESQL_ASKS)

    old = await asyncpg.connect(server.superuser_dsn())
    try:
        before, made = shown(), renew(platform, "database", postgres.COMPONENT)
        assert shown() == before, "nobody has told it yet"
        assert await old.fetchval("SELECT pg_reload_conf()")
        while shown() == before:
            continue
        assert shown() == made
        assert await old.fetchval("SELECT 1") == 1, "who was connected still is"
        new = await asyncpg.connect(server.superuser_dsn())
        await new.close()
    finally:
        await old.close()


async def test_the_broker_presents_a_new_certificate_and_keeps_its_connections(
    platform: Operator,
) -> None:
    server, ca = platform.servers, platform.servers.credentials.ca
    ports = (server.amqp_port, int(server.management_url.rpartition(":")[2]))
    password = server.credentials.broker_password("databank")
    address = Trust(ca).broker(
        f"amqps://databank@localhost:{server.amqp_port}/krachtlijn", password
    )

    def renewed() -> tuple[int, set[int]]:
        made = renew(platform, "broker", rabbitmq.COMPONENT)
        rabbitmq.control(server.run, "eval", FORGET_FILES)
        return made, {presented("127.0.0.1", port, ca, "broker") for port in ports}

    old = await connect(address, "connected before")
    try:
        # In a thread, since who is silent for seconds is cut off by either side.
        made, shown = await asyncio.to_thread(renewed)
        assert shown == {made}
        async with await old.channel():
            assert not old.is_closed, "who was connected still is"
        await (await connect(address, "connected after")).close()
    finally:
        await old.close()
