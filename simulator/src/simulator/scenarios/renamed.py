"""19: a care organisation changes its name in the middle of a year.

Each period keeps the name of its own time, and the name changes no figure.
"""

from collections.abc import Sequence
from datetime import datetime

from contracts.codes import CareOrganisation
from simulator.city import care
from simulator.city.care import Tables
from simulator.play.actors import REPORTER
from simulator.scenarios.story import Check, Story, must

NUMBER = 19
ORGANISATION = CareOrganisation.FREECLINIC
FORMER, NOW = "Free Clinic", "Straatkliniek"
"""As the city's list of organisations has it, since 1 July of last year."""
BEFORE, CHANGED = care.LAST_YEAR - 2, care.LAST_YEAR
"""Of the year before last other scenarios tell."""
NAMES = {
    (BEFORE, None): FORMER,
    (CHANGED, 1): FORMER,
    (CHANGED, 2): NOW,
    (CHANGED, None): f"{NOW} (vroeger {FORMER})",
}
CONTACTS = {"IND-1-02": "medisch", "IND-1-03": "psychosociaal"}
"""Indicators by organisation, with the kind of contact that they count."""


def tell(story: Story) -> Check:
    world = story.world
    profile = next(each for each in care.PROFILES if each.organisation is ORGANISATION)
    before = care.build(profile, BEFORE, story.chance)
    years = {
        BEFORE: before,
        CHANGED: next(
            each
            for each in world.city.care
            if each.organisation is ORGANISATION and each.half is None
        ),
    }

    async def deliver(at: datetime) -> None:
        uploaded = await world.carers.upload(before, at)
        await world.carers.hand_in(before, uploaded.body["deliveryId"], at)

    async def compare(indicator: str, year: int, half: int | None) -> None:
        period = f"{year}-H{half}" if half else str(year)
        shown = await world.get(
            "reporting", f"/v1/indicators/{indicator}", REPORTER, world.end, period=period
        )
        found = [each for each in shown["parts"] if each["code"] == ORGANISATION]
        must(len(found) == 1, f"{indicator} of {period} has the organisation {len(found)} times")
        (part,) = found
        name = NAMES[year, half]
        must(part["label"] == name, f"{period} calls the organisation {part['label']}, not {name}")
        told = years[year].half_year(half) if half else years[year]
        true = _contacts(told, CONTACTS[indicator])
        must(
            part["value"] == true,
            f"{indicator} of {period} shows {part['value']} contacts of {name}, of {true}",
        )

    async def check() -> None:
        for indicator in CONTACTS:
            for year, half in NAMES:
                await compare(indicator, year, half)

    story.at(0.45, "the year of the former name is delivered", deliver)
    return check


def _contacts(tables: Tables, kind: str) -> int:
    rows: Sequence[care.Row] = tables.contacten
    return sum(row["soort"] == kind for row in rows)
