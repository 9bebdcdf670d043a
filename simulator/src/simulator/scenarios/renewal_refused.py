"""34: the city refuses to renew a declaration: the house is used until its last day, and no longer.

All of the procedure lies before the city wakes. Within the term the owner works on; asking again
keeps nothing valid past it.
"""

from datetime import datetime, timedelta
from functools import partial

from chassis.days import city_day
from contracts.codes import VisitReason
from simulator.city.grid import Spot
from simulator.city.span import wire
from simulator.play.actors import COLLEGE
from simulator.play.http import Answer
from simulator.play.permit_office import PermitOffice
from simulator.play.poll import until
from simulator.scenarios.permit import SERVICES, Owner, permit, visit
from simulator.scenarios.story import Check, Story, must

NUMBER = 34
OWNER = Owner("OWN-904", "eigenaar van een huis dat niet vernieuwd wordt")
SPOT, LABEL = Spot(904, "R-01"), "Loopt af"
GRANTED = {"outcome": "toegekend", "motivation": "Het pand voldoet."}
REFUSED = {
    "outcome": "geweigerd",
    "motivation": "Het pand voldoet niet meer aan het reglement.",
    "defenceAnswer": "De uitleg van de eigenaar neemt de tekorten niet weg.",
}
TO_BE_HEARD = 28
"""Days from an invitation until its hearing: the post, fifteen days, and holidays between."""
EXPIRED, CLOSED = "vervallen", "kamer-geblokkeerd"


def tell(story: Story) -> Check:
    return _Refused(story).tell()


class _Refused:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        self._office = PermitOffice(story.world.http)
        self._dossier = ""
        self._within: Answer | None = None
        self._after: Answer | None = None

    def tell(self) -> Check:
        story = self._story
        story.before(80, "a house gets a declaration for some months", self._grant)
        story.before(60, "its owner asks to renew it", self._ask)
        story.before(55, "the owner is invited before a refusal", self._invite)
        story.before(55 - TO_BE_HEARD, "the owner is heard", self._hear)
        story.before(26, "the college refuses the renewal", self._refuse)
        story.at(0.30, "the owner declares within the term", partial(self._declare, 8))
        story.at(0.35, "the owner asks again to renew", self._ask_again)
        story.at(0.90, "the owner declares after the last day", partial(self._declare, 9))
        return self._check

    async def _grant(self, at: datetime) -> None:
        last = {"validTo": f"{city_day(self._story.moment(0.6))}"}
        self._dossier = await permit(self._world, OWNER, SPOT, LABEL, GRANTED | last, at)

    async def _ask(self, at: datetime) -> None:
        await self._office.take(self._dossier, "renewal", at, {}, OWNER.actor)
        await self._office.advise(self._dossier, SERVICES, at)
        dossier = await self._office.look(self._dossier, at)
        await visit(self._world, dossier, SPOT, VisitReason.VERNIEUWING, at, in_order=False)

    async def _invite(self, at: datetime) -> None:
        hearing = at + timedelta(days=TO_BE_HEARD)
        body = {"hearingAt": wire(hearing)}
        await self._office.take(self._dossier, "hearing-invitation", at, body)

    async def _hear(self, at: datetime) -> None:
        heard = {"report": "De eigenaar gaf uitleg."}
        await self._office.take(self._dossier, "hearing", at + timedelta(hours=1), heard)

    async def _refuse(self, at: datetime) -> None:
        await self._office.decide(self._dossier, REFUSED, at)
        await self._office.take(self._dossier, "decision-notification", at, {}, COLLEGE)

    async def _declare(self, member: int, at: datetime) -> None:
        hours = at + timedelta(hours=1), at + timedelta(hours=4)
        person = self._world.city.cast[member]
        answer = await self._story.declare(SPOT, person, hours, at, owner=OWNER.actor)
        if self._within is None:
            self._within = answer
        else:
            self._after = answer
            self._world.ledger.measures.ended.add(SPOT.premises)

    async def _ask_again(self, at: datetime) -> None:
        """Whatever the city answers to it."""
        path = f"/v1/suitability-dossiers/{self._dossier}/renewal"
        await self._world.http.post("enforcement", path, OWNER.actor, at, {})

    async def _check(self) -> None:
        must(self._within and self._after, "the owner could not declare")
        assert self._within is not None
        assert self._after is not None
        self._story.must_not(
            not self._within.ok, "a refusal of the renewal shuts the house before its last day"
        )
        must(self._after.code == CLOSED, "a shift after the last day was accepted")
        await until(self._is_over, "a declaration that was not renewed to be over")

    async def _is_over(self) -> bool | None:
        dossier = await self._office.look(self._dossier, self._world.end)
        return dossier["state"] == EXPIRED or None
