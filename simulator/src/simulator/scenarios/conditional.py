"""18: a house may be used on a condition that is met too late; the city sees that it is."""

from datetime import datetime, timedelta
from typing import Any

from chassis.days import city_day
from simulator.city.grid import Spot
from simulator.play.actors import POLICY_OFFICE
from simulator.play.http import Answer
from simulator.play.permit_office import DOSSIERS
from simulator.play.poll import until
from simulator.scenarios.permit import Owner, permit
from simulator.scenarios.story import Check, Story, must

NUMBER = 18
OWNER = Owner("OWN-903", "eigenaar van een huis op voorwaarden")
SPOT, LABEL = Spot(903, "R-01"), "Op voorwaarde"
CONDITION, TERM = "branddeur", "suitability.conditions"


def tell(story: Story) -> Check:
    world, known = story.world, dict[str, Any]()

    async def grant(at: datetime) -> None:
        decision = {
            "outcome": "voorwaardelijk_toegekend",
            "motivation": "De branddeur volgt vandaag nog.",
            "conditions": [CONDITION],
            "conditionsDueOn": city_day(at).isoformat(),
        }
        known["dossier"] = await permit(world, OWNER, SPOT, LABEL, decision, at)

    async def declare(at: datetime) -> None:
        hours = at + timedelta(hours=1), at + timedelta(hours=4)
        person = world.city.cast[25]
        known["shift"] = await story.declare(SPOT, person, hours, at, owner=OWNER.actor)

    async def look(at: datetime) -> None:
        """Once the clock said that the term is over; then the condition is met after all."""
        path = f"{DOSSIERS}/{known['dossier']}"

        async def overdue() -> dict[str, Any] | None:
            dossier: dict[str, Any] = await world.get("enforcement", path, POLICY_OFFICE, at)
            said = [(entry["step"], entry["reason"]) for entry in dossier["timeline"]]
            return dossier if ("termijn_verstreken", TERM) in said else None

        known["overdue"] = await until(overdue, "the city to see that a condition is overdue")
        await world.post("enforcement", f"{path}/conditions-met", POLICY_OFFICE, at, {})

    story.at(0.15, "a house gets a declaration on conditions", grant)
    story.at(0.35, "its owner declares a shift", declare)
    story.at(0.92, "the city looks at the conditions", look)

    async def check() -> None:
        shift: Answer = known["shift"]
        must(shift.ok, f"a shift was refused in a house that may be used: {shift.code}")
        overdue = known["overdue"]
        must(overdue["conditions"] == [CONDITION], "the condition went away by itself")
        state = overdue["state"]
        must(state == "voorwaardelijk_toegekend", f"the clock decided: the dossier was {state}")
        late = [term["daysLeft"] for term in overdue["terms"] if term["termId"] == TERM]
        must(late and late[0] < 0, "the term of the condition was not over")
        path = f"{DOSSIERS}/{known['dossier']}"
        dossier = await world.get("enforcement", path, POLICY_OFFICE, world.end)
        must(dossier["state"] == "toegekend", f"the dossier ends in state {dossier['state']}")

    return check
