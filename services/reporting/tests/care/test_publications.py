"""Publications of care organisations: kept once each, read with the name of their period."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from chassis.db import Database
from chassis.settings import Settings
from reporting.care.read_year import read_year

from ..support.care import cell, frozen, published
from ..support.events import moment
from ..support.reporting import Reporting

NOW = moment("2026-07-01T12:00:00+02:00")


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.database_url.get_secret_value())
    yield database
    await database.close()


async def test_a_figure_has_the_name_that_held_in_its_period(reporting: Reporting) -> None:
    for half, name in ((1, "Oude Naam"), (2, "Nieuwe Naam"), (None, "Nieuwe Naam (vroeger Oude)")):
        told = published("BOYS", [cell("clienten", 40)], half=half, organisation_name=name)
        await reporting.told(told)
    for period, name in (
        ("2025-H1", "Oude Naam"),
        ("2025-H2", "Nieuwe Naam"),
        ("2025", "Nieuwe Naam (vroeger Oude)"),
    ):
        figure = await reporting.figure("IND-1-01", period)
        assert [part["label"] for part in figure["parts"]] == [name]
    await reporting.told(published("GHAPRO", [cell("clienten", 40)]))
    figure = await reporting.figure("IND-1-01", "2025")
    assert "Ghapro" in [part["label"] for part in figure["parts"]]


async def test_a_freeze_told_twice_is_kept_once(reporting: Reporting, database: Database) -> None:
    first = published("GHAPRO", [cell("clienten", 150)])
    await reporting.told(first, frozen(first))
    await reporting.told(frozen(first, frozen_at=first.published_at))
    async with database.begin(NOW) as tx:
        year = await read_year(tx, 2025)
    assert year.freeze is not None
    assert year.freeze.on == date(2026, 3, 1)


async def test_what_a_later_release_kept_beside_a_figure_is_left_alone(
    reporting: Reporting,
) -> None:
    """It runs beside this one while it is rolled out."""
    await reporting.told(published("GHAPRO", [cell("clienten", 128)]))
    newer = "UPDATE care_aggregate SET cells = jsonb_set(cells, '{0,drawn_by}', '\"x\"')"
    async with reporting.sandbox.asking("reporting", owner=True) as owner:
        await owner.execute(newer)
        kept = await owner.fetchval("SELECT cells->0->>'drawn_by' FROM care_aggregate")
        assert kept == "x"
    found = await reporting.figure("IND-1.1-01", "2025")
    assert found["value"] == 128
