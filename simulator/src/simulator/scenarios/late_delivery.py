"""31: a year that was told is delivered anew, with a few persons less, and nothing tells.

It is accepted and waits; reporting, both audiences and the number of publications are as before.
"""

from datetime import datetime
from typing import Any

from contracts.codes import CareOrganisation
from contracts.registry import AggregatePublished
from simulator.city import care
from simulator.play.actors import ANALYST, OPERATOR, REPORTER
from simulator.scenarios.story import Check, Story, must, year_of_care

NUMBER = 31
ORGANISATION = CareOrganisation.GHAPRO
YEAR = care.LAST_YEAR - 1
GONE = 3
"""Clients whom the late delivery lacks: fewer than are ever told."""
INDICATORS = ("IND-1-01", "IND-1-02", "IND-1-03")


def tell(story: Story) -> Check:
    world, carers = story.world, story.world.carers
    first = next(
        each
        for each in world.city.earlier_care
        if (each.organisation, each.year) == (ORGANISATION, YEAR)
    )
    late = first
    for row in first.clienten[:GONE]:
        late = late.without(row["client_code"])
    told: dict[str, Any] = {}

    async def shown(at: datetime) -> list[Any]:
        """Figures as readers see them, of both audiences and of reporting."""
        found = await carers.told(ORGANISATION, YEAR, at)
        for indicator in INDICATORS:
            path = f"/v1/indicators/{indicator}"
            said = await world.get("reporting", path, REPORTER, at, period=str(YEAR))
            found.append([part for part in said["parts"] if part["code"] == ORGANISATION])
        return found

    async def deliver(at: datetime) -> None:
        told["before"] = await shown(at)
        uploaded = await carers.upload(late, at)
        accepted = await carers.hand_in(late, uploaded.body["deliveryId"], at)
        told["accepted"] = accepted.body
        told["after"] = await shown(at)

    async def check() -> None:
        must(len(first.contacten) > len(late.contacten), "the late delivery changes nothing")
        must(told["accepted"]["state"] == "aanvaard", "the late delivery does not wait")
        must(told["before"] == told["after"], "the late delivery was told")
        story.must_not(
            told["before"] != await shown(world.end),
            "a year that was told is told anew for a few persons less",
        )
        listed = await world.get("registry", "/v1/aggregates", ANALYST, world.end, pagesize=1)
        facts = await world.get("reporting", "/v1/facts/counts", OPERATOR, world.end)
        must(
            facts[AggregatePublished.type]["facts"] == listed["_page"]["totalElements"],
            "a period was told more than once",
        )

    story.at(0.42, "a year that was told is delivered anew", deliver, year_of_care(YEAR))
    return check
