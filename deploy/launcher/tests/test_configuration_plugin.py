"""A test that leaves what is configured otherwise than it found it fails, and no other."""

from pathlib import Path

import asyncpg
import pytest

from launcher.configuration_plugin import Photographer
from launcher.sandbox import Sandbox

from .support.nested_runs import play

TESTS = """
import asyncio
from pathlib import Path

import asyncpg
import pytest

from launcher.sandbox import Sandbox


@pytest.fixture(scope="session")
def database():
    sandbox = Sandbox.off_the_bus(Path({root!r}))
    yield sandbox.database("databank")
    sandbox.close()


def does(database, statement):
    async def do():
        conn = await asyncpg.connect(database.owner_url)
        await conn.execute(statement)
        await conn.close()

    asyncio.run(do())


def rate(database, share):
    does(database, "UPDATE sample_rate SET per_myriad = " + str(share))


@pytest.fixture(scope="session")
def never(database):
    rate(database, 0)


@pytest.fixture
def always(database, never):
    rate(database, 1000)
    yield
    rate(database, 0)


@pytest.fixture(scope="session")
def sandbox():
    sandbox = Sandbox.off_the_bus(Path({root!r}))
    yield sandbox
    sandbox.close()


def test_sets_a_rate_as_the_first_who_asks_for_the_database(sandbox):
    rate(sandbox.database("databank"), 1000)


@pytest.fixture(scope="module")
def own():
    sandbox = Sandbox.off_the_bus(Path({root!r}))
    rate(sandbox.database("databank"), 1000)
    yield sandbox.database("databank")
    sandbox.close()


def test_what_a_module_sets_in_a_database_of_its_own_is_its_beginning(own):
    pass


def test_what_the_session_sets_is_the_beginning(never):
    pass


def test_ends_every_connection(database, never):
    does(
        database,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )


def test_what_is_put_back(always):
    pass


def test_leaves_a_rate(database, never):
    rate(database, 1000)


def test_is_not_to_blame(database):
    pass


def test_leaves_a_new_row(database):
    does(database, "INSERT INTO sample_rate (valid_from, per_myriad) VALUES ('2026-01-01', 5)")


def test_leaves_a_draft_that_judges_nothing(database):
    does(
        database,
        "INSERT INTO detection_rule (id, version, parameters, stage, drafted_at)"
        " SELECT id, 99, parameters, 'ontwerp', drafted_at FROM detection_rule LIMIT 1",
    )


def test_leaves_what_services_keep(database):
    does(database, "DELETE FROM bus_timer")
"""


def test_only_who_leaves_a_change_fails(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    (tmp_path / "test_rates.py").write_text(TESTS.format(root=str(root)))
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    done = play(tmp_path, "-q", "-rE", plugins=("launcher.configuration_plugin",))
    blamed = [line.split(" - ")[0] for line in done.stdout.splitlines() if line[:6] == "ERROR "]
    assert blamed == [
        "ERROR test_rates.py::test_sets_a_rate_as_the_first_who_asks_for_the_database",
        "ERROR test_rates.py::test_leaves_a_rate",
        "ERROR test_rates.py::test_leaves_a_new_row",
    ], done.stdout
    assert "configured in databank.sample_rate" in done.stdout
    assert "10 passed, 3 errors" in done.stdout


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.AdminShutdownError("terminating connection due to administrator command"),
        asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"),
        asyncpg.InterfaceError("the underlying connection is closed"),
        asyncpg.InternalClientError("another operation (2) is in progress"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_connection_that_ends_while_it_is_asked_is_made_anew(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    database, photographer = sandbox.database("databank"), Photographer()
    tables = photographer.tables(database)
    picture = photographer.picture(database, tables)
    asked = asyncpg.Connection.fetch
    errors = [error]

    async def fetch(conn: asyncpg.Connection, query: str) -> object:
        if errors:
            raise errors.pop()
        return await asked(conn, query)

    monkeypatch.setattr(asyncpg.Connection, "fetch", fetch)
    assert picture
    assert photographer.picture(database, tables) == picture
    photographer.leave(database)
