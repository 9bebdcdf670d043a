"""No test leaves what is configured in its package's databases otherwise than it found it.

Services of a package share their database among its tests. One that set the share of the blind
sample to all, and left it, made another fail for which one more question was one too many: in that
order of tests only, and not in every run.

What counts as configured: rows that migrations write (terms, codes, rules, rates), each of which a
city changes as data, and which hold for whatever comes after.
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import asyncpg
import pytest

from launcher.databases import ServiceDatabase
from launcher.sandbox import Sandbox

STATE = frozenset({"access_log_head", "alembic_version", "vault_key", "web_version"})
"""Tables that migrations fill and services write themselves; with those of the bus."""
HOLDS = {"detection_rule": "stage IN ('actief', 'schaduw')", "rule_step": "false"}
"""Which rows count, where a table keeps what no longer holds, or not yet, beside what does."""
CONNECT_SECONDS = 10.0
ADVICE = (
    "this test left what is configured in {tables} otherwise than it found it, and whatever"
    " follows in this package meets it: have a fixture put it back"
)
_TABLES = """
SELECT relname FROM pg_class
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
   AND NOT relname ^@ 'bus_' AND NOT relname = ANY($1::text[]) ORDER BY 1
"""

Picture = dict[str, str]
"""A digest of all rows per table, as ``databank.sample_rate``."""


class Photographer:
    """Asks databases from ordinary code, on a loop of its own and over connections that it keeps:
    it looks after every test."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._runner = asyncio.Runner()
        self._connections: dict[str, asyncpg.Connection] = {}

    def tables(self, database: ServiceDatabase) -> tuple[str, ...]:
        """The tables that its migrations left with rows in them."""
        return self._thread.submit(self._runner.run, self._tables(database)).result()

    def picture(self, database: ServiceDatabase, tables: tuple[str, ...]) -> Picture | None:
        """None when the database does not answer: the test that killed its server says enough.

        It is asked twice: a test may have ended every connection to it, this one too. If its end
        comes while asyncpg is asking, that is an ``InternalClientError``."""
        for _ in range(2):
            with suppress(
                OSError,
                asyncpg.PostgresError,
                asyncpg.InterfaceError,
                asyncpg.InternalClientError,
            ):
                work = self._picture(database, tables)
                return self._thread.submit(self._runner.run, work).result()
            self._connections.pop(database.owner_url, None)
        return None

    def leave(self, database: ServiceDatabase) -> None:
        """Hang up: some tests want nobody in a database."""
        if conn := self._connections.pop(database.owner_url, None):
            self._thread.submit(self._runner.run, conn.close()).result()

    async def _connection(self, database: ServiceDatabase) -> asyncpg.Connection:
        conn = self._connections.get(database.owner_url)
        if conn is None or conn.is_closed():
            conn = await asyncpg.connect(database.owner_url, timeout=CONNECT_SECONDS)
            self._connections[database.owner_url] = conn
        return conn

    async def _tables(self, database: ServiceDatabase) -> tuple[str, ...]:
        conn = await self._connection(database)
        names = [row["relname"] for row in await conn.fetch(_TABLES, list(STATE))]
        asked = " UNION ALL ".join(
            f"SELECT {number} WHERE EXISTS (SELECT FROM {name})"  # noqa: S608 - names of tables
            for number, name in enumerate(names)
        )
        return tuple(names[row[0]] for row in await conn.fetch(asked)) if names else ()

    async def _picture(self, database: ServiceDatabase, tables: tuple[str, ...]) -> Picture:
        asked = " UNION ALL ".join(
            f"SELECT '{name}', md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM {name} t"  # noqa: S608
            f" WHERE {HOLDS.get(name, 'true')}"
            for name in tables
        )
        rows = await (await self._connection(database)).fetch(asked)
        return {f"{database.service}.{name}": digest for name, digest in rows}


class Watch:
    """Pictures of what is configured in each database that a sandbox of this run gave."""

    def __init__(self) -> None:
        self._photographer = Photographer()
        self._tables: dict[ServiceDatabase, tuple[str, ...]] = {}
        self._last: dict[ServiceDatabase, Picture] = {}
        self._begun: list[ServiceDatabase] = []

    def begin(self, database: ServiceDatabase) -> None:
        """Watch a database from now on; its migrations alone have written to it."""
        self._tables[database] = self._photographer.tables(database)
        if not self._tables[database]:
            self.end(database)
            self._photographer.leave(database)
            return
        self._begun.append(database)
        self._look(database)

    def end(self, database: ServiceDatabase) -> None:
        self._tables.pop(database, None)
        self._last.pop(database, None)

    def begun(self) -> int:
        """How many databases it has begun to watch, until now."""
        return len(self._begun)

    def accept(self, since: int) -> None:
        """Take what is configured in those begun since then for their beginning."""
        for database in self._begun[since:]:
            self._look(database)

    def changed(self) -> list[str]:
        """The tables that differ from the last look."""
        return [table for database in tuple(self._tables) for table in self._look(database)]

    def _look(self, database: ServiceDatabase) -> list[str]:
        """What changed in one since the last look; nothing while it does not answer."""
        if database not in self._tables:
            return []
        now = self._photographer.picture(database, self._tables[database])
        if now is None:
            return []
        before = self._last.get(database, now)
        self._last[database] = now
        return [name for name in now if now[name] != before[name]]


_watches: list[Watch] = []
"""The one of this run, between configure and unconfigure."""
_database: Callable[..., ServiceDatabase] = Sandbox.database
_close = Sandbox.close


def _watched(self: Sandbox, service: str, *, migrate: bool = True) -> ServiceDatabase:
    known = service in self.databases
    database = _database(self, service, migrate=migrate)
    if migrate and not known:
        for watch in _watches:
            watch.begin(database)
    return database


def _closed(self: Sandbox) -> None:
    for watch in _watches:
        for database in self.databases.values():
            watch.end(database)
    _close(self)


def pytest_configure() -> None:
    _watches.append(Watch())
    Sandbox.database = _watched  # type: ignore[method-assign]
    Sandbox.close = _closed  # type: ignore[method-assign]


def pytest_unconfigure() -> None:
    _watches.clear()
    Sandbox.database = _database  # type: ignore[method-assign]
    Sandbox.close = _close  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
) -> Iterator[None]:
    """Take pictures anew after a fixture of the session: what it sets holds for all its tests.

    After one of a module, a class or a package anew of the databases that it made for itself."""
    begun = [watch.begun() for watch in _watches]
    result = yield
    for watch, since in zip(_watches, begun, strict=True):
        if fixturedef.scope == "session":
            watch.changed()
        elif fixturedef.scope != "function":
            watch.accept(since)
    return result


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After all fixtures of the test: one that puts back what it changed is heard."""
    yield
    if tables := [table for watch in _watches for table in watch.changed()]:
        pytest.fail(ADVICE.format(tables=", ".join(tables)), pytrace=False)
