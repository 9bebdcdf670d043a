import asyncio
import subprocess
import sys
from pathlib import Path

import aio_pika
import asyncpg
import pytest

from launcher import databases, processes
from launcher.infra import Infrastructure

START = """
import pathlib, sys
from launcher.infra import Infrastructure
infra = Infrastructure.ensure(pathlib.Path(sys.argv[1]), "test")
print(infra.amqp_port, infra.postgres_port)
"""


def test_several_processes_that_start_at_once_share_one_broker_and_one_database(
    checkout: Path,
) -> None:
    starts = [
        subprocess.Popen([sys.executable, "-c", START, str(checkout)], stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    answers = {start.communicate(timeout=90)[0] for start in starts}
    assert len(answers) == 1
    infra = Infrastructure.ensure(checkout, "test")
    assert answers == {f"{infra.amqp_port} {infra.postgres_port}\n".encode()}
    infra.stop()
    assert processes.running(infra.run, "rabbitmq") is None


def test_a_second_ensure_reuses_what_runs(infra: Infrastructure) -> None:
    before = processes.recorded(infra.run)
    assert Infrastructure.ensure(infra.run.root, "test") == infra
    assert processes.recorded(infra.run) == before


async def test_ready_means_that_an_administrator_can_log_in(infra: Infrastructure) -> None:
    url = infra.amqp_url(infra.admin_user, infra.admin_password, "/")
    async with await aio_pika.connect(url) as connection:
        assert not connection.is_closed


async def test_a_broker_without_its_password_lets_nobody_in(infra: Infrastructure) -> None:
    with pytest.raises(aio_pika.exceptions.ProbableAuthenticationError):
        await aio_pika.connect(infra.amqp_url("guest", "guest", "/"))


async def test_a_service_enters_its_own_database_only(infra: Infrastructure) -> None:
    made = databases.create(infra, ["databank", "registry"], "_walls")
    elsewhere = made["databank"].url.replace("databank_walls", "registry_walls")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(elsewhere)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(made["databank"].url.replace("databank_walls", "postgres"))
    databases.drop(infra, ["databank", "registry"], "_walls")


async def test_a_service_writes_rows_in_its_owners_tables_and_changes_no_table(
    infra: Infrastructure,
) -> None:
    made = databases.create(infra, ["databank"], "_rows")["databank"]
    owner = await asyncpg.connect(made.owner_url)
    await owner.execute("CREATE TABLE seen (id serial PRIMARY KEY, place text)")
    service = await asyncpg.connect(made.url)
    assert await service.fetchval("INSERT INTO seen (place) VALUES ('here') RETURNING id") == 1
    for forbidden in ("DROP TABLE seen", "CREATE TABLE mine ()", "TRUNCATE seen"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await service.execute(forbidden)
    await asyncio.gather(owner.close(), service.close())
    databases.drop(infra, ["databank"], "_rows")


def test_creating_databases_again_changes_nothing(infra: Infrastructure) -> None:
    first = databases.create(infra, ["reporting"], "_twice")
    assert databases.create(infra, ["reporting"], "_twice") == first
    databases.drop(infra, ["reporting"], "_twice")


def test_servers_of_somebody_else_are_used_as_they_are(
    infra: Infrastructure, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = infra.amqp_url(infra.admin_user, infra.admin_password, "/")
    monkeypatch.setenv("KRACHTLIJN_AMQP_URL", admin)
    monkeypatch.setenv("KRACHTLIJN_MANAGEMENT_URL", infra.management_url)
    monkeypatch.setenv("KRACHTLIJN_DATABASE_URL", infra.superuser_dsn())
    guest = Infrastructure.ensure(checkout, "test")
    assert (guest.broker, guest.database) == (infra.broker, infra.database)
    guest.stop()
    assert processes.recorded(guest.run) == {}
    assert processes.running(infra.run, "rabbitmq") is not None
