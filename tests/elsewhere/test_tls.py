"""Broker and database are who they say they are, or nothing is said to them."""

import ssl
from pathlib import Path

import aiormq
import pytest
from sqlalchemy.exc import DBAPIError

from chassis.addresses import Trust
from chassis.bus.connection import connect
from chassis.db import Database
from launcher.credentials.make import make

from .support.operator import Operator
from .support.other_name import NAME, under_another_name


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Trust:
    folder = tmp_path_factory.mktemp("strangers")
    make(folder)
    return Trust(folder / "public" / "ca.crt")


def broker(platform: Operator, trust: Trust, host: str = "localhost", port: int = 0) -> str:
    place = f"{host}:{port or platform.servers.amqp_port}"
    password = platform.servers.credentials.broker_password("databank")
    return trust.broker(f"amqps://databank@{place}/krachtlijn", password)


def database(platform: Operator, trust: Trust, host: str = "localhost", port: int = 0) -> Database:
    place = f"{host}:{port or platform.servers.postgres_port}"
    password = platform.servers.credentials.database_password("databank")
    url = f"postgresql://databank@{place}/databank?sslmode=verify-full"
    return Database(trust.database(url, password))


async def why(address: Database) -> str:
    """The reason for which the database was not spoken to."""
    try:
        with pytest.raises((ssl.SSLCertVerificationError, DBAPIError)) as error:
            await address.ping()
        return str(error.value)
    finally:
        await address.close()


async def test_the_right_authority_and_name_connect(platform: Operator) -> None:
    trust = Trust(platform.servers.credentials.ca)
    connection = await connect(broker(platform, trust), "a test")
    await connection.close()
    spoken = database(platform, trust)
    async with spoken.connection() as conn:
        encrypted = await conn.fetchval("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    await spoken.close()
    assert encrypted


async def test_another_authority_is_refused(platform: Operator, strangers: Trust) -> None:
    with pytest.raises((OSError, aiormq.exceptions.AMQPError), match="CERTIFICATE_VERIFY_FAILED"):
        await connect(broker(platform, strangers), "a test")
    assert "CERTIFICATE_VERIFY_FAILED" in await why(database(platform, strangers))


async def test_the_system_s_authorities_do_not_vouch_for_it_either(platform: Operator) -> None:
    with pytest.raises((OSError, aiormq.exceptions.AMQPError), match="CERTIFICATE_VERIFY_FAILED"):
        await connect(broker(platform, Trust()), "a test")
    assert "CERTIFICATE_VERIFY_FAILED" in await why(database(platform, Trust()))


async def test_another_name_is_refused(platform: Operator) -> None:
    trust = Trust(platform.servers.credentials.ca)
    async with under_another_name(platform.servers.amqp_port) as port:
        with pytest.raises((OSError, aiormq.exceptions.AMQPError), match="IP address mismatch"):
            await connect(broker(platform, trust, NAME, port), "a test")
    async with under_another_name(platform.servers.postgres_port) as port:
        assert "IP address mismatch" in await why(database(platform, trust, NAME, port))


async def test_servers_that_speak_tls_take_nothing_in_plain(
    platform: Operator, tmp_path: Path
) -> None:
    trust, plain = Trust(platform.servers.credentials.ca), Trust()
    with pytest.raises((OSError, aiormq.exceptions.AMQPError)):
        await connect(broker(platform, trust).replace("amqps://", "amqp://"), "a test")
    server = platform.servers
    password = server.credentials.database_password("databank")
    url = f"postgresql://databank@localhost:{server.postgres_port}/databank?sslmode=disable"
    spoken = Database(plain.database(url, password))
    with pytest.raises(Exception, match="no encryption"):
        await spoken.ping()
    await spoken.close()
