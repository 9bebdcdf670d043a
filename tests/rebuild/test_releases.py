"""A rebuild is made by the release that runs, on its own tables, or not at all."""

from collections.abc import AsyncIterator

import pytest

from chassis.bus.release_note import release_of

from .support.city import City

pytestmark = pytest.mark.usefixtures("rooms")

OTHER = "0.1.0+0123456789ab"
RUNS = "SELECT release FROM bus_running WHERE consumer = 'reporting'"
SEEN = "INSERT INTO bus_running VALUES ('reporting', '{}', clock_timestamp() - interval '{}')"


@pytest.fixture(autouse=True)
async def forgotten(city: City) -> AsyncIterator[None]:
    yield
    await city.owner("reporting", f"DELETE FROM bus_running WHERE release = '{OTHER}'")


async def test_a_service_says_which_release_of_it_runs(city: City) -> None:
    assert [row["release"] for row in await city.rows("reporting", RUNS)] == [
        release_of("reporting")
    ]


async def test_a_command_of_another_release_than_the_one_that_runs_changes_nothing(
    city: City,
) -> None:
    before = await city.figures()
    await city.owner("reporting", SEEN.format(OTHER, "1 minute"))
    code, _, error = await city.krachtlijn("rebuild", "reporting", "--yes")
    assert (code, f"runs release {OTHER}, and this command is of " in error) == (1, True)
    assert (await city.krachtlijn("status", "reporting"))[1]["reporting"]["holdsLiveSince"] is None
    assert await city.figures() == before


async def test_a_release_that_ran_before_stands_in_nobodys_way(city: City) -> None:
    await city.owner("reporting", SEEN.format(OTHER, "4 minutes"))
    assert (await city.krachtlijn("rebuild", "reporting", "--dry-run"))[0] == 0


async def test_a_command_of_another_release_than_the_tables_changes_nothing(city: City) -> None:
    (revision,) = (await city.rows("reporting", "SELECT version_num FROM alembic_version"))[0]
    move = "UPDATE alembic_version SET version_num = '{}'"
    await city.owner("reporting", move.format("9999"))
    try:
        code, _, error = await city.krachtlijn("rebuild", "reporting", "--yes")
    finally:
        await city.owner("reporting", move.format(revision))
    assert (code, "9999" in error) == (1, True)
