"""One database and four roles per service.

`<service>_owner` owns the database and runs the migrations; the service itself runs as `<service>`,
which reads and writes rows, changes no table, and enters no other service's database. Backups are
made by `<service>_backup`, which reads every row and writes none; `<service>_completeness` sees the
ids of events alone, by rights that a migration of the bus gives.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

import asyncpg

from launcher import readiness
from launcher.credentials import Credentials
from launcher.credentials.tree import COMPARER, OWNER, READER, roles_of
from launcher.errors import LauncherError
from launcher.postgres import Database

# Any fixed number: whoever creates roles and databases holds it, so that runs do not collide.
_LOCK = 7_301_455
CONNECT_SECONDS = 10


class Server(Protocol):
    @property
    def database(self) -> Database: ...
    @property
    def credentials(self) -> Credentials: ...


@dataclass(frozen=True)
class ServiceDatabase:
    service: str
    name: str
    url: str
    """Address with the service's login: rows only."""
    owner_url: str
    """Address with the owner's login: migrations."""


def create(
    infra: Server, services: Iterable[str], suffix: str = "", template: str = "template1"
) -> dict[str, ServiceDatabase]:
    """The services' databases, made where missing; with `suffix`, apart from the usual ones.

    Roles are shared by all databases of the server, so they have the service's plain name.
    """
    wanted = {service: service + suffix for service in services}
    readiness.run(make(infra.database, infra.credentials.database_roles, wanted, template))
    return {service: locate(infra, service, suffix) for service in wanted}


def drop(infra: Server, services: Iterable[str], suffix: str = "") -> None:
    """Remove the databases, whoever is connected; the roles stay."""
    readiness.run(_drop(infra, [locate(infra, service, suffix) for service in services]))


def locate(infra: Server, service: str, suffix: str = "") -> ServiceDatabase:
    name = service + suffix
    return ServiceDatabase(
        service, name, address(infra, service, name), address(infra, service + OWNER, name)
    )


def address(infra: Server, role: str, name: str) -> str:
    """The address of a database with the login of a role."""
    return infra.database.address(role, name, infra.credentials.database_password(role))


async def make(
    server: Database,
    verifiers: Mapping[str, str],
    names: Mapping[str, str],
    template: str = "template1",
) -> list[str]:
    """Roles, databases by service, and rights; repeating it changes nothing but passwords.

    ``verifiers`` are what PostgreSQL knows passwords by. Gives the databases that were made.
    """
    connection = await asyncpg.connect(server.dsn("postgres"), timeout=CONNECT_SECONDS)
    made = []
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", _LOCK)
        existing = {row[0] for row in await connection.fetch("SELECT datname FROM pg_database")}
        await connection.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC")
        for service, name in names.items():
            for role in roles_of(service):
                if role not in verifiers:
                    raise LauncherError(
                        f"database_roles.json does not know {role}, a role of this release: make "
                        "it anew with 'krachtlijn secrets init', and put it where this reads it."
                    )
                await _role(connection, role, verifiers[role])
            await connection.execute(
                f'ALTER ROLE "{service}{READER}" SET default_transaction_read_only = on'
            )
            if name not in existing:
                await connection.execute(
                    f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER "{service}_owner"'
                )
                made.append(name)
            await _grant(server.dsn(name), service, name)
    finally:
        await connection.close()
    return made


async def _role(connection: asyncpg.Connection, role: str, verifier: str) -> None:
    known = await connection.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", role)
    verb = "ALTER" if known else "CREATE"
    await connection.execute(
        f"{verb} ROLE \"{role}\" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{verifier}'"
    )


async def _grant(dsn: str, service: str, name: str) -> None:
    """Let only the service's own roles in; a run that was cut short is made whole again."""
    owner, reader, comparer = service + OWNER, service + READER, service + COMPARER
    connection = await asyncpg.connect(dsn, timeout=CONNECT_SECONDS)
    try:
        await connection.execute(
            f"""
            REVOKE ALL ON DATABASE "{name}" FROM PUBLIC;
            GRANT CONNECT ON DATABASE "{name}" TO "{service}", "{reader}", "{comparer}";
            ALTER SCHEMA public OWNER TO "{owner}";
            GRANT USAGE ON SCHEMA public TO "{service}", "{reader}", "{comparer}";
            ALTER DEFAULT PRIVILEGES FOR ROLE "{owner}"
                GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "{service}";
            ALTER DEFAULT PRIVILEGES FOR ROLE "{owner}"
                GRANT USAGE, SELECT ON SEQUENCES TO "{service}";
            ALTER DEFAULT PRIVILEGES FOR ROLE "{owner}" GRANT SELECT ON TABLES TO "{reader}";
            ALTER DEFAULT PRIVILEGES FOR ROLE "{owner}" GRANT SELECT ON SEQUENCES TO "{reader}";
            GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{reader}";
            GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO "{reader}";
            """
        )
    finally:
        await connection.close()


async def _drop(infra: Server, databases: list[ServiceDatabase]) -> None:
    connection = await asyncpg.connect(infra.database.dsn("postgres"))
    try:
        for database in databases:
            await connection.execute(f'DROP DATABASE IF EXISTS "{database.name}" WITH (FORCE)')
    finally:
        await connection.close()
