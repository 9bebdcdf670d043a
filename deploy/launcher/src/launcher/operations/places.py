"""Places where commands work: an environment that runs here, or servers elsewhere."""

import os
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import asyncpg
import httpx

from chassis.bus.retention.policy import Terms, TermsError
from chassis.db import Database
from launcher import infra, postgres, processes, rabbitmq
from launcher.credentials import Credentials
from launcher.credentials.make import ensure_secrets
from launcher.credentials.tree import OWNER
from launcher.databases import locate
from launcher.errors import LauncherError
from launcher.names import SERVICES, VHOST
from launcher.rundir import RunDir, base


@dataclass(frozen=True)
class Management:
    """The broker's management interface, as an administrator of one virtual host."""

    url: str
    user: str
    password: str
    vhost: str

    @classmethod
    def parse(cls, url: str) -> "Management":
        """Parse ``http://user:password@host:15672/vhost``."""
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
        return cls(
            f"{parts.scheme}://{parts.hostname}{port}",
            unquote(parts.username or "guest"),
            unquote(parts.password or "guest"),
            unquote(parts.path.strip("/")) or VHOST,
        )

    def client(self) -> httpx.Client:
        return httpx.Client(
            base_url=self.url, auth=(self.user, self.password), timeout=10, trust_env=False
        )

    def queues(self, tail: str = "") -> str:
        return f"/api/queues/{quote(self.vhost, safe='')}{tail}"


@dataclass(frozen=True)
class Place:
    """Databases by role, a role being a service or ``<service>_owner``."""

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
    async def database(self, role: str) -> AsyncIterator[Database]:
        """The database in that role, for transactions as the service itself makes them."""
        database = Database(self._address(role), connections=2)
        try:
            with _in_clear(role):
                yield database
        finally:
            await database.close()

    @asynccontextmanager
    async def connection(self, role: str) -> AsyncIterator[asyncpg.Connection]:
        """A connection whose statements may take as long as they need."""
        with _in_clear(role):
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


@contextmanager
def _in_clear(role: str) -> Iterator[None]:
    """Turn errors of a database into one sentence that says what to do."""
    try:
        yield
    except asyncpg.UndefinedTableError:
        sentence = (
            f"The database of {role} has no bus tables: let the service's migrations run first."
        )
    except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidPasswordError):
        sentence = f"The database of {role} refuses the login: check user and password."
    except asyncpg.InvalidCatalogNameError:
        sentence = f"The database of {role} does not exist: check its name, or start the platform."
    except asyncpg.InsufficientPrivilegeError:
        sentence = f"The login may not do this in the database of {role}: use the role {role}."
    except (OSError, TimeoutError, asyncpg.PostgresConnectionError) as error:
        sentence = (
            f"The database of {role} cannot be reached ({type(error).__name__}): check that it "
            "runs, and its address."
        )
    else:
        return
    raise LauncherError(sentence)


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
    databases: dict[str, str] = {}
    for service in SERVICES:
        located = locate(server, service)
        databases |= {service: located.url, service + OWNER: located.owner_url}
    return Place(databases, _management(run, credentials), credentials)


def given(
    addresses: Sequence[str], service: str | None, management: str | None, secrets: Path | None
) -> Place:
    """A place from ``NAME=URL``, or from a URL alone for the service of the command."""
    databases: dict[str, str] = {}
    for address in addresses:
        name, separator, url = address.partition("=")
        if not separator or "://" in name:
            name, url = service or "", address
        if name.removesuffix(OWNER) not in SERVICES:
            raise LauncherError(
                f"Say whose database it is: --database-url NAME=URL, with as name one of "
                f"{', '.join(SERVICES)}, or such a name with {OWNER} for its owner."
            )
        databases[name] = url
    return Place(
        databases,
        Management.parse(management) if management else None,
        Credentials.given(secrets) if secrets else None,
    )


@dataclass(frozen=True)
class _Server:
    credentials: Credentials
    database: postgres.Database


def _management(run: RunDir, credentials: Credentials) -> Management | None:
    given = os.environ.get("KRACHTLIJN_AMQP_URL")
    if not given and processes.running(run, rabbitmq.COMPONENT) is None:
        return None
    broker = infra.ensure_broker(run, credentials)
    return Management(broker.management_url, broker.admin_user, broker.admin_password, VHOST)
