"""30: a client is erased between a half-year and its year, and another after the year was told.

Nothing tells: what readers had is the same before and after, and the year adds up with its half.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from simulator.city import care
from simulator.play.actors import REPORTER
from simulator.scenarios.story import Check, Story, must

NUMBER = 30
ORGANISATION = care.HALF_YEAR_TOO
YEAR, BEFORE = care.LAST_YEAR, care.LAST_YEAR - 1
INDICATORS = ("IND-1-01", "IND-1-02", "IND-1-03")
"""Persons, and contacts of both kinds, by organisation."""
TABLES = ((), ("soort",))
"""Dimensions by which contacts of the year and of its half are compared."""


def tell(story: Story) -> Check:
    world, carers = story.world, story.world.carers
    earlier = next(
        each
        for each in world.city.earlier_care
        if (each.organisation, each.year) == (ORGANISATION, BEFORE)
    )
    told: dict[str, Any] = {}

    async def shown(at: datetime) -> list[Any]:
        """Figures of the organisation in reporting."""
        found = []
        for indicator in INDICATORS:
            for period in (f"{YEAR}-H1", YEAR, BEFORE):
                path = f"/v1/indicators/{indicator}"
                said = await world.get("reporting", path, REPORTER, at, period=str(period))
                found.append([part for part in said["parts"] if part["code"] == ORGANISATION])
        return found

    async def erase(at: datetime) -> None:
        told["before"] = await shown(at)
        await carers.erase(ORGANISATION, BEFORE, earlier.ordinary_client, at)

    async def check() -> None:
        must(len(carers.erased) == 2, "not both clients were erased")
        for erasure in carers.erased:
            (of_year,) = erasure.proof["years"]
            must(of_year["year"] == erasure.year, "the proof names another year")
            must(of_year["erased"]["clienten"] == 1, "not one client went")
            must(of_year["erased"]["contacten"] > 0, "no contact of the client went")
            must(erasure.again == 422, "the code is still somewhere")
            must(erasure.stands, f"what was told of {erasure.year} changed with the erasure")
        story.must_not(
            told["before"] != await shown(world.end),
            "a figure that was told changes with an erasure",
        )
        intern, _ = await carers.told(ORGANISATION, YEAR, world.end)
        (aggregates,) = intern["_embedded"].values()
        must(all(each["revision"] == 1 for each in aggregates), "a figure was told twice")
        year, half = (_contacts(aggregates, part) for part in (None, 1))
        second = _counted(carers.delivered[ORGANISATION, YEAR].half_year(2))
        must(len(half.keys() & year.keys()) > 1, "hardly anything is shown of half and year")
        for key in half.keys() & year.keys():
            must(
                year[key] == half[key] + second.get(key, 0),
                f"contacts of the year and its first half do not add up: {sorted(key)}",
            )

    story.at(0.40, "a client of an earlier year is erased", erase)
    return check


Counts = dict[frozenset[tuple[str, str]], int]


def _contacts(aggregates: list[dict[str, Any]], half: int | None) -> Counts:
    """Contacts of a period that are shown, by codes."""
    (aggregate,) = (each for each in aggregates if each["half"] == half)
    return {
        frozenset(cell["dimensions"].items()): cell["value"]
        for cell in aggregate["cells"]
        if cell["measure"] == "contacten"
        and (*cell["dimensions"],) in TABLES
        and cell["value"] is not None
    }


def _counted(tables: care.Tables) -> Counts:
    found: Counts = {}
    for row in tables.contacten:
        for codes in _codes(row):
            found[codes] = found.get(codes, 0) + 1
    return found


def _codes(row: Mapping[str, str]) -> list[frozenset[tuple[str, str]]]:
    return [frozenset((name, row[name]) for name in names) for names in TABLES]
