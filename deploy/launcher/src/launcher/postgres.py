"""A PostgreSQL server that belongs to one environment, on loopback, with passwords for all."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import asyncpg

from chassis.addresses import VERIFIED, Trust
from launcher import leftovers, ports, processes, readiness
from launcher.accounts import Account, account_for, home, own
from launcher.credentials import Credentials
from launcher.errors import LauncherError
from launcher.names import SUPERUSER
from launcher.programs import POSTGRESQL, postgresql_folders
from launcher.rundir import RunDir, write_private

COMPONENT = "postgres"
_START_SECONDS = 60.0
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "max_wal_size": "512MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
    "timezone": "UTC",
    "log_min_messages": "warning",
    # A detail repeats the row that was refused, and rows hold persons.
    "log_error_verbosity": "terse",
    # Whoever waits in a circle learns it soon, and tries again.
    "deadlock_timeout": "200ms",
}
# A platform that begins empty grows within seconds: until its tables are looked at, the planner
# takes them for empty. Not in tests, whose hundreds of databases would keep it awake.
_GROWING = {"autovacuum_naptime": "5s"}
# For tests only: the machine may lose power, and then the data of a test run is worth nothing.
_FAST = {"fsync": "off", "full_page_writes": "off"}
# For millions of rows in random order: every checkpoint makes each page be written whole once more.
_BULK = {"shared_buffers": "512MB", "max_wal_size": "2GB", "checkpoint_timeout": "30min"}


@dataclass(frozen=True)
class Database:
    """A database server, as somebody who may log in. ``options`` end each of its addresses."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    options: str = ""

    @classmethod
    def parse(cls, url: str, trust: Trust) -> "Database":
        """Parse ``postgresql://user:password@host:port/...``; user and password may be missing."""
        parts = urlsplit(trust.database(url))
        return cls(
            parts.hostname or "127.0.0.1",
            parts.port or 5432,
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            parts.query,
        )

    def dsn(self, database: str) -> str:
        return self.address(self.user, database, self.password)

    def address(self, user: str, database: str, password: str | None = None) -> str:
        """The address of a database for a user, whose password may be elsewhere."""
        secret = "" if password is None else f":{quote(password, safe='')}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        options = f"?{self.options}" if self.options else ""
        return f"postgresql://{quote(user)}{secret}@{host}:{self.port}/{database}{options}"


def ensure(
    run: RunDir,
    credentials: Credentials,
    *,
    fast: bool = False,
    bulk: bool = False,
    tls: bool = False,
) -> Database:
    """The environment's database server, started when it does not run.

    With `tls` it speaks nothing else, by the certificate of the database among the secrets.
    """
    process = processes.running(run, COMPONENT)
    settings = {**(_FAST if fast else _GROWING), **(_BULK if bulk else {})}
    if process is None:
        try:
            return _start(run, credentials, settings, tls)
        except LauncherError:
            stop(run)
            return _start(run, credentials, settings, tls)
    server = _server(ports.remembered(run)["postgres"], credentials, tls)
    readiness.until_ready("PostgreSQL", lambda: _login(server), process, _START_SECONDS)
    return server


def stop(run: RunDir) -> None:
    process = processes.running(run, COMPONENT)
    if process is not None:
        processes.stop([process])
    leftovers.sweep(run, [COMPONENT])
    processes.forget(run, [COMPONENT])


def _start(run: RunDir, credentials: Credentials, more: dict[str, str], tls: bool) -> Database:
    leftovers.sweep(run, [COMPONENT])
    account = account_for("postgres")
    folder = home(run, COMPONENT, account)
    data = _data(folder, credentials.database[SUPERUSER], account)
    # Nothing runs on this folder any more; a pid written there may be somebody else's by now.
    (data / "postmaster.pid").unlink(missing_ok=True)
    server = _server(ports.claim(run, "postgres")["postgres"], credentials, tls)
    settings = {**_SETTINGS, **more, "port": str(server.port)}
    if tls:
        settings |= _certify(folder, data, credentials, account)
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    process = processes.spawn(
        run,
        COMPONENT,
        [str(_programs(data) / "postgres"), "-D", str(data), *options],
        _environment(folder),
        address=f"{server.host}:{server.port}",
        folder=folder,
        account=account,
    )
    readiness.until_ready("PostgreSQL", lambda: _login(server), process, _START_SECONDS)
    return server


def _server(port: int, credentials: Credentials, tls: bool) -> Database:
    password = credentials.database[SUPERUSER]
    options = f"sslmode={VERIFIED}&sslrootcert={credentials.ca}" if tls else ""
    return Database("127.0.0.1", port, SUPERUSER, password, options)


def _certify(
    folder: Path, data: Path, credentials: Credentials, account: Account | None
) -> dict[str, str]:
    """The settings by which the server lets nobody in without TLS."""
    for name in ("tls.crt", "tls.key"):
        write_private(folder / name, credentials.read("database", name))
        own(folder / name, account)
    rules = folder / "pg_hba.conf"
    write_private(rules, "hostssl all all 127.0.0.1/32 scram-sha-256\n")
    own(rules, account)
    return {
        "ssl": "on",
        "ssl_cert_file": str(folder / "tls.crt"),
        "ssl_key_file": str(folder / "tls.key"),
        "hba_file": str(rules),
    }


def _login(server: Database) -> bool:
    async def attempt() -> bool:
        try:
            connection = await asyncpg.connect(server.dsn("postgres"), timeout=5)
        except (OSError, TimeoutError, asyncpg.CannotConnectNowError):
            return False
        try:
            return bool(await connection.fetchval("SELECT true"))
        finally:
            await connection.close()

    return readiness.run(attempt())


def _data(folder: Path, password: str, account: Account | None) -> Path:
    """The data folder, made when it is not there; never half made."""
    data, draft, secret = folder / "data", folder / "data.new", folder / "password"
    if data.exists():
        return data
    secret.touch(mode=0o600)
    secret.write_text(password)
    own(secret, account)
    subprocess.run(["rm", "-rf", str(draft)], check=True)  # noqa: S603, S607
    done = subprocess.run(  # noqa: S603
        [
            str(POSTGRESQL.path / "initdb"),
            *("--pgdata", str(draft), "--username", SUPERUSER, "--pwfile", str(secret)),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        ],
        env=_environment(folder),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
    secret.unlink()
    if done.returncode != 0:
        raise LauncherError(f"PostgreSQL could not make its data folder:\n{done.stderr.strip()}")
    draft.rename(data)
    return data


def _programs(data: Path) -> Path:
    """The programs of the version that made the data."""
    major = int((data / "PG_VERSION").read_text())
    folder = postgresql_folders().get(major)
    if folder is None:
        raise LauncherError(
            f"The data in {data} needs PostgreSQL {major}: install the package postgresql-{major}, "
            "or remove that folder to begin anew."
        )
    return folder


def _environment(folder: Path) -> dict[str, str]:
    path = os.environ.get("PATH", "/usr/bin:/bin")
    return {"PATH": path, "LANG": "C.UTF-8", "HOME": str(folder)}
