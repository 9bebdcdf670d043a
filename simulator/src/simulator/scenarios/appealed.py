"""4: the owner of the suspended house appeals, and the Council of State suspends the decision."""

from datetime import datetime, timedelta
from typing import Any

from simulator.play import actors
from simulator.play.actors import COLLEGE, POLICY_OFFICE, TEAM_LEADER
from simulator.play.http import Answer
from simulator.play.poll import until
from simulator.scenarios.story import Check, Story, must

NUMBER = 4
DOSSIERS = "/v1/suitability-dossiers"
TO_POLICE = {
    "toegekend": "geschikt",
    "vernieuwing_lopend": "geschikt",
    "voorwaardelijk_toegekend": "voorwaardelijk",
}
"""States of a declaration that works, and as the police know them."""


def tell(story: Story) -> Check:
    """Follows the story of the suspension (3), in the same house."""
    world = story.world
    house = world.city.stage.house
    owner = actors.owner(house.owner.code)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    answers: list[Answer] = []

    async def lift(at: datetime) -> None:
        path = f"{DOSSIERS}/{world.ledger.dossiers[house.number]}"
        before.update(await world.get("enforcement", path, POLICY_OFFICE, at))
        body = {"motivation": "De Raad van State schorste de beslissing."}
        await world.post("enforcement", f"{path}/lifting", COLLEGE, at, body)
        after.update(await world.get("enforcement", path, POLICY_OFFICE, at))

    async def work_again(at: datetime) -> None:
        premises = world.ledger.premises[house.number]

        async def opened() -> bool | None:
            rooms = world.http.every("pandkalender", "/v1/rooms", owner, at)
            mine = [room async for room in rooms if room["premisesId"] == premises]
            return all(room["acceptsShifts"] for room in mine) or None

        await until(opened, "the calendar to open the house again")
        spot = next(spot for spot in world.ledger.rooms if spot.premises == house.number)
        hours = at + timedelta(hours=1), at + timedelta(hours=6)
        answers.append(await story.declare(spot, world.city.cast[4], hours, at))

    story.at(0.80, "the college carries out what the Council of State decided", lift)
    story.at(0.84, "the owner declares again", work_again)

    async def check() -> None:
        must(before["state"] == "geschorst", f"the declaration was {before['state']}")
        must(after["state"] in TO_POLICE, f"the declaration became {after['state']}")
        must(answers[0].ok, "a shift was refused after the suspension was lifted")
        suspensions = await world.get(
            "databank", "/v1/suspensions", TEAM_LEADER, world.end, pagesize=500
        )
        (known,) = suspensions["_embedded"].values()
        premises = world.ledger.premises[house.number]
        (ours,) = [one for one in known if one["premisesId"] == premises]
        must(ours["liftedAt"], "the police do not see that the suspension was lifted")
        must(
            ours["suitabilityState"] == TO_POLICE[after["state"]],
            f"to the police the house is {ours['suitabilityState']}",
        )

    return check
