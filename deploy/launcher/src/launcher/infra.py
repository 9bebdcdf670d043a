"""Broker and database of one environment: started when needed, reused when they run."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from launcher import postgres, programs, rabbitmq
from launcher.credentials import Credentials
from launcher.credentials.make import ensure_secrets
from launcher.postgres import Database
from launcher.programs import Program
from launcher.rabbitmq import Broker, Node
from launcher.reach import addresses_in_clear, trust_of
from launcher.rundir import RunDir


@dataclass(frozen=True)
class Infrastructure:
    """Addresses of broker and database, as their administrator."""

    run: RunDir
    credentials: Credentials
    broker: Broker
    database: Database

    @classmethod
    def ensure(
        cls, root: Path, environment: str, *, fast: bool | None = None, tls: bool = False
    ) -> "Infrastructure":
        """Both servers, really ready: a login on each has succeeded.

        Several processes may ask at once; one starts, the others wait and reuse. `fast` gives up
        durability across a power cut; the default is to do so in the environment `test` only.
        With `tls` servers that are started speak nothing else.
        """
        run = RunDir.of(root, environment)
        credentials = ensure_secrets(run)
        with ThreadPoolExecutor(2) as pool, run.locked("infra"):
            programs.ensure(*missing())
            ensure_fonts(run)
            broker = pool.submit(ensure_broker, run, credentials, tls=tls)
            database = pool.submit(ensure_database, run, credentials, fast=fast, tls=tls)
            return cls(run, credentials, broker.result(), database.result())

    @property
    def amqp_host(self) -> str:
        return self.broker.host

    @property
    def amqp_port(self) -> int:
        return self.broker.port

    @property
    def management_url(self) -> str:
        return self.broker.management_url

    @property
    def admin_user(self) -> str:
        return self.broker.admin_user

    @property
    def admin_password(self) -> str:
        return self.broker.admin_password

    @property
    def postgres_host(self) -> str:
        return self.database.host

    @property
    def postgres_port(self) -> int:
        return self.database.port

    def amqp_url(self, user: str, password: str | None, vhost: str) -> str:
        """The broker's address for a user, whose password may be elsewhere."""
        return self.broker.address(user, password, vhost)

    def superuser_dsn(self, database: str = "postgres") -> str:
        return self.database.dsn(database)

    def stop(self) -> None:
        """Stop what the launcher started; a broker or database of somebody else stays."""
        with self.run.locked("infra"):
            stop(self.run)


def missing() -> list[Program]:
    """Programs that are not there, of those the launcher needs for what it starts itself."""
    needed = {
        "KRACHTLIJN_AMQP_URL": programs.RABBITMQ,
        "KRACHTLIJN_DATABASE_URL": programs.POSTGRESQL,
    }
    return [
        program
        for variable, program in needed.items()
        if not _given(variable) and program.find() is None
    ]


def ensure_fonts(run: RunDir) -> None:
    """Installed where that is allowed; asked for once, since a machine off the net works on."""
    asked = run.path / "fonts"
    if not asked.exists():
        programs.install(*programs.FONTS)
        asked.touch()


def ensure_broker(run: RunDir, credentials: Credentials, *, tls: bool = False) -> Broker:
    given = _given("KRACHTLIJN_AMQP_URL")
    if given is None:
        return rabbitmq.ensure(run, credentials, Node(tls=tls))
    trust = trust_of(credentials)
    with addresses_in_clear():
        parts = urlsplit(trust.broker(given))
        host = parts.hostname or "127.0.0.1"
        secure = parts.scheme == "amqps"
        usual = f"https://{host}:15671" if secure else f"http://{host}:15672"
        management = _given("KRACHTLIJN_MANAGEMENT_URL") or usual
        return Broker(
            host,
            parts.port or (5671 if secure else 5672),
            trust.web(management, "The broker's management"),
            unquote(parts.username or "guest"),
            unquote(parts.password or "guest"),
            parts.scheme,
            trust,
        )


def ensure_database(
    run: RunDir,
    credentials: Credentials,
    *,
    fast: bool | None = None,
    bulk: bool = False,
    tls: bool = False,
) -> Database:
    given = _given("KRACHTLIJN_DATABASE_URL")
    if given is None:
        lossy = run.environment == "test" if fast is None else fast
        return postgres.ensure(run, credentials, fast=lossy, bulk=bulk, tls=tls)
    with addresses_in_clear():
        server = Database.parse(given, trust_of(credentials))
    return replace(server, user=server.user or "postgres")


def stop(run: RunDir) -> None:
    stops: list[Callable[[RunDir], None]] = [rabbitmq.stop, postgres.stop]
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(one, run) for one in stops]:
            done.result()


def _given(variable: str) -> str | None:
    return os.environ.get(variable) or None
