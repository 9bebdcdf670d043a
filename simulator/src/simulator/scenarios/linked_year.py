"""25: a year is frozen and linked once, and who came to two organisations counts once.

The organisations took the key and delivered their codes before, in ordinary life. Each codes some
clients a second time, so that the total carries how far it may be off.
"""

from datetime import datetime
from typing import Any

from chassis.web import Function
from simulator.city import care, shared_clients
from simulator.play import actors
from simulator.play.actors import ANALYST, REPORTER, SECOND_ANALYST
from simulator.scenarios.story import Check, Story, must

NUMBER = 25
YEAR = care.LAST_YEAR
SAMPLED = 60
"""Clients whom an organisation codes a second time, all with the same code."""
REACHED, CITY = "IND-1-01", "stad"
"""Persons who were reached, and its part for the city as a whole."""


def tell(story: Story) -> Check:
    world = story.world
    linkage = f"/v1/years/{YEAR}/linkage"
    found = shared_clients.people(world.city.care)
    told: dict[str, Any] = {}

    async def sample(at: datetime) -> None:
        for organisation in found:
            responsible = actors.care(Function.ZORG_VERANTWOORDELIJKE, organisation.value)
            path = f"{linkage}/sample"
            await world.carers.step(path, responsible, at, sampled=SAMPLED, alike=SAMPLED)

    async def join(at: datetime) -> None:
        await world.carers.step(f"/v1/years/{YEAR}/freeze", ANALYST, at, without=[])
        await world.carers.step(f"{linkage}/request", ANALYST, at)
        told["own"] = await world.http.post("registry", f"{linkage}/join", ANALYST, at)
        told["joined"] = await world.carers.step(f"{linkage}/join", SECOND_ANALYST, at)

    async def check() -> None:
        must(told["own"].status == 403, "who asked for the join could do it too")
        totals = told["joined"].body
        must(len(totals["organisations"]) == len(found), "not every organisation was joined")
        must(totals["isComplete"], "clients lack a code")
        seen = await world.get("registry", linkage, ANALYST, world.end)
        must(seen["state"] == "gekoppeld", "the year is not linked")
        codes = {organisation: len(numbers) for organisation, numbers in found.items()}
        must(seen["proof"]["codes"] == codes, "the proof does not name all codes that were made")
        shown = await world.get(
            "reporting", f"/v1/indicators/{REACHED}", REPORTER, world.end, period=str(YEAR)
        )
        parts = {each["code"]: each for each in shown["parts"]}
        city, true = parts[CITY], shared_clients.distinct(found)
        must(city["value"] is not None, "the city's total is not shown")
        must(
            abs(city["value"] - true) <= city["margin"],
            f"reporting shows {city['value']} ± {city['margin']} persons, of {true}",
        )
        added = sum(each["value"] for each in parts.values() if each is not city)
        must(city["value"] < added, "the city's total counts people twice")

    story.at(0.7, "clients are coded a second time", sample)
    story.at(0.8, "the year is frozen and linked", join)
    return check
