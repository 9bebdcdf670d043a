"""Places where commands work: an environment that runs here, or servers elsewhere."""

import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

from chassis.bus.retention.policy import Terms, TermsError
from launcher import databases as server_databases
from launcher import infra, postgres, processes, rabbitmq
from launcher.credentials import Credentials
from launcher.credentials.make import ensure_secrets
from launcher.credentials.tree import database_place, roles, roles_of, service_of
from launcher.errors import LauncherError
from launcher.names import SERVICES, SUPERUSER
from launcher.operations.management import Management
from launcher.postgres import Database
from launcher.reach import addresses_in_clear, database_in_clear, trust_of
from launcher.rundir import RunDir, base

if TYPE_CHECKING:
    from chassis import db


@dataclass(frozen=True)
class Place:
    """Databases by role, a role being a service or one of ``roles_of`` it."""

    databases: Mapping[str, str]
    management: Management | None
    secrets: Credentials | None

    @property
    def terms(self) -> Terms:
        """The retention terms that the services are told."""
        named = os.environ.get("KRACHTLIJN_RETENTION")
        try:
            return Terms.load(Path(named) if named else None)
        except TermsError as error:
            raise LauncherError(str(error)) from None

    @property
    def services(self) -> list[str]:
        return [name for name in SERVICES if name in self.databases]

    @asynccontextmanager
    async def database(self, role: str, *, hurried: bool = False) -> AsyncIterator["db.Database"]:
        """The database in that role, for transactions as the service itself makes them."""
        from chassis import db  # here: most commands make none, and start sooner

        database = db.Database(self._address(role), connections=2, hurried=hurried)
        try:
            with database_in_clear(f"The database of {role}"):
                yield database
        finally:
            await database.close()

    @asynccontextmanager
    async def connection(self, role: str) -> AsyncIterator[asyncpg.Connection]:
        """A connection whose statements may take as long as they need."""
        with database_in_clear(f"The database of {role}"):
            conn = await asyncpg.connect(self._address(role), timeout=10)
            try:
                yield conn
            finally:
                await conn.close()

    def _address(self, role: str) -> str:
        if role not in self.databases:
            raise LauncherError(
                f"Say where the database of {role} is: --database-url {role}=postgresql://..."
            )
        return self.databases[role]


def of_environment(root: Path, environment: str) -> Place:
    """The place of an environment that runs in this checkout; nothing is started."""
    known = (base(root) / environment / "secrets").exists()
    run = RunDir.of(root, environment) if known else None
    given = bool(os.environ.get("KRACHTLIJN_DATABASE_URL"))
    if run is None or not (given or processes.running(run, postgres.COMPONENT)):
        raise LauncherError(
            f"The environment {environment} does not run here: start it (make up), choose another "
            "with --environment, or say where its databases are with --database-url."
        )
    credentials = ensure_secrets(run)
    server = _Server(credentials, infra.ensure_database(run, credentials))
    databases = {
        role: server_databases.address(server, role, service)
        for service in SERVICES
        for role in roles_of(service)
    }
    return Place(databases, _management(run, credentials), credentials)


def given(
    addresses: Sequence[str], service: str | None, management: str | None, folder: Path | None
) -> Place:
    """A place from ``NAME=URL``, or from a URL alone for the service of the command.

    An address without a user is that of a server, for every role that the secrets know.
    """
    secrets = Credentials.given(folder) if folder else None
    databases: dict[str, str] = {}
    for address in addresses:
        name, separator, url = address.partition("=")
        if not separator or "://" in name:
            name, url = service or "", address
        with addresses_in_clear():
            server = Database.parse(url, trust_of(secrets))
        if not server.user and secrets is not None:
            databases |= _known(server, secrets)
            continue
        if name not in roles():
            raise LauncherError(
                f"Say whose database it is: --database-url NAME=URL, with as name one of "
                f"{', '.join(SERVICES)}, or such a name with _owner, _backup or _completeness for "
                "that role of its."
            )
        databases[name] = _whole(url, server, secrets)
    found = Management.parse(management, secrets) if management else None
    return Place(databases, found, secrets)


def _known(server: Database, secrets: Credentials) -> dict[str, str]:
    """The address of every role whose password is there."""
    return {
        role: server.address(role, service_of(role), secrets.database_password(role))
        for role in roles()
        if secrets.has(*database_place(role))
    }


def _whole(url: str, server: Database, secrets: Credentials | None) -> str:
    password = server.password
    if not password and secrets is not None and server.user in (*roles(), SUPERUSER):
        password = secrets.database_password(server.user)
    with addresses_in_clear():
        return trust_of(secrets).database(url, password or None)


@dataclass(frozen=True)
class _Server:
    credentials: Credentials
    database: Database


def _management(run: RunDir, credentials: Credentials) -> Management | None:
    given = os.environ.get("KRACHTLIJN_AMQP_URL")
    if not given and processes.running(run, rabbitmq.COMPONENT) is None:
        return None
    broker = infra.ensure_broker(run, credentials)
    return Management.of(broker)
