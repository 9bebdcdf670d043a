"""18: a house may be used on a condition that is not met in time; the city finds it, and warns.

The clock only says that the last day is over, and the declaration works on: a person visits, finds
that the condition is not met, and a sanction case begins. Once it is met the dossier is in order.
"""

from datetime import datetime, timedelta
from typing import Any

from chassis.days import city_day
from contracts.codes import VisitReason
from simulator.city.grid import Spot
from simulator.city.span import wire
from simulator.play.http import Answer
from simulator.play.permit_office import PermitOffice
from simulator.play.poll import until
from simulator.play.sanction_desk import BY_HAND, EXTRACT, SanctionDesk
from simulator.scenarios.permit import Owner, permit, visit
from simulator.scenarios.story import Check, Story, must

NUMBER = 18
OWNER = Owner("OWN-903", "eigenaar van een huis op voorwaarden")
SPOT, LABEL = Spot(903, "R-01"), "Op voorwaarde"
CONDITION, TERM = "branddeur", "suitability.conditions"
OVERDUE = ("termijn_verstreken", TERM)
CONDITIONAL, GRANTED, WARNED = "voorwaardelijk_toegekend", "toegekend", "waarschuwing_verstuurd"


def tell(story: Story) -> Check:
    return _Condition(story).tell()


class _Condition:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        self._office = PermitOffice(story.world.http)
        self._desk = SanctionDesk(story.world.http)
        self._dossier = self._case = ""
        self._shift: Answer | None = None
        self._overdue: dict[str, Any] = {}
        self._found: dict[str, Any] = {}

    def tell(self) -> Check:
        story = self._story
        story.at(0.15, "a house gets a declaration on conditions", self._grant)
        story.at(0.35, "its owner declares a shift", self._declare)
        story.at(0.88, "the city visits once the condition is overdue", self._visit)
        story.at(0.90, "the officer finds that it is not met", self._find)
        story.at(0.93, "the owner is warned", self._warn)
        story.at(0.96, "the condition is met", self._meet)
        return self._check

    async def _grant(self, at: datetime) -> None:
        decision = {
            "outcome": CONDITIONAL,
            "motivation": "De branddeur volgt vandaag nog.",
            "conditions": [CONDITION],
            "conditionsDueOn": city_day(at).isoformat(),
        }
        self._dossier = await permit(self._world, OWNER, SPOT, LABEL, decision, at)

    async def _declare(self, at: datetime) -> None:
        hours = at + timedelta(hours=1), at + timedelta(hours=4)
        person = self._world.city.cast[25]
        self._shift = await self._story.declare(SPOT, person, hours, at, owner=OWNER.actor)

    async def _visit(self, at: datetime) -> None:
        """Once the clock said that the term is over."""

        async def overdue() -> dict[str, Any] | None:
            dossier: dict[str, Any] = await self._office.look(self._dossier, at)
            said = [(entry["step"], entry["reason"]) for entry in dossier["timeline"]]
            return dossier if OVERDUE in said else None

        self._overdue = await until(overdue, "the city to see that a condition is overdue")
        reason = VisitReason.MELDING
        await visit(self._world, self._overdue, SPOT, reason, at, in_order=False)

    async def _find(self, at: datetime) -> None:
        await self._office.find_condition(self._dossier, CONDITION, at)
        premises = self._world.ledger.premises[SPOT.premises]
        found = await self._desk.get("/v1/sanction-cases", at, premisesId=premises)
        (cases,) = found["_embedded"].values()
        must(len(cases) == 1, f"{len(cases)} sanction cases follow from one overdue condition")
        self._case = cases[0]["caseId"]
        self._found = await self._office.look(self._dossier, at)

    async def _warn(self, at: datetime) -> None:
        await self._desk.take(self._case, "pv-notification", at, notifiedAt=wire(at))
        warning = {"sentAt": wire(at), "extract": EXTRACT, **BY_HAND}
        await self._desk.take(self._case, "warning", at, **warning)

    async def _meet(self, at: datetime) -> None:
        await self._office.take(self._dossier, "conditions-met", at, {})

    async def _check(self) -> None:
        must(self._shift and self._shift.ok, "a shift was refused in a house that may be used")
        overdue = self._overdue
        must(overdue["conditions"] == [CONDITION], "the condition went away by itself")
        late = [term["daysLeft"] for term in overdue["terms"] if term["termId"] == TERM]
        must(late and late[0] < 0, "the term of the condition was not over")
        for dossier in (overdue, self._found):
            state = dossier["state"]
            self._story.must_not(
                state != CONDITIONAL,
                "the clock alone takes a declaration away, its condition overdue",
            )
        dossier = await self._office.look(self._dossier, self._world.end)
        must(dossier["state"] == GRANTED, f"the dossier ends in state {dossier['state']}")
        case = await self._desk.look(self._case, self._world.end)
        must(case["state"] == WARNED, f"the case of the condition is {case['state']}")
