"""35: an owner sells a house with its declaration, which goes over: the house is shut for no day.

The seller tells it on the calendar's site, the city accepts the buyer as holder. What the seller
declared ahead lapses, since the seller has no house any more; the buyer declares at once.
"""

from datetime import datetime, timedelta
from typing import Any

from chassis.days import city_day
from contracts.codes import LapseReason
from simulator.city.grid import Spot
from simulator.play.applicant import Applicant
from simulator.play.http import Answer
from simulator.play.permit_office import PermitOffice
from simulator.play.poll import until
from simulator.scenarios.permit import Owner, permit
from simulator.scenarios.story import Check, Story, must

NUMBER = 35
SELLER = Owner("OWN-905", "eigenaar die met de verklaring verkoopt")
BUYER = Owner("OWN-907", "koper die de verklaring overneemt")
SPOT, LABEL = Spot(905, "R-01"), "Gaat over"
GRANTED = {"outcome": "toegekend", "motivation": "Het pand voldoet."}
ACCEPTED = {
    "outcome": "aanvaard",
    "reason": "De nieuwe houder werd nagezien.",
    "holder": BUYER.code,
    "newHolder": True,
}
GRANTED_STATE = "toegekend"


def tell(story: Story) -> Check:
    return _Transfer(story).tell()


class _Transfer:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        self._office = PermitOffice(story.world.http)
        self._site = Applicant(story.world.http, SELLER.account)
        self._dossier = ""
        self._before: dict[str, Any] = {}
        self._lapsed: dict[str, Any] = {}
        self._ahead: Answer | None = None
        self._refused: Answer | None = None

    def tell(self) -> Check:
        story = self._story
        story.at(0.08, "the seller gets a declaration", self._permit)
        story.at(0.30, "the seller declares ahead", self._declare_ahead)
        story.at(0.40, "the seller tells who buys the house", self._tell_change)
        story.at(0.42, "the city lets the declaration go over", self._accept)
        story.at(0.45, "the buyer declares at once", self._declare)
        story.at(0.50, "the seller tries to declare", self._try)
        return self._check

    async def _permit(self, at: datetime) -> None:
        self._dossier = await permit(self._world, SELLER, SPOT, LABEL, GRANTED, at)
        self._before = await self._office.look(self._dossier, at)

    async def _declare_ahead(self, at: datetime) -> None:
        starts = self._story.moment(0.93)
        self._ahead = await self._shift(SELLER, 10, starts, at)
        must(self._ahead.ok, "the seller could not declare ahead")

    async def _shift(self, owner: Owner, member: int, starts: datetime, at: datetime) -> Answer:
        person = self._world.city.cast[member]
        hours = starts, starts + timedelta(hours=3)
        return await self._story.declare(SPOT, person, hours, at, owner=owner.actor)

    async def _tell_change(self, at: datetime) -> None:
        premises = self._world.ledger.premises[SPOT.premises]
        await self._site.tell_holder(premises, city_day(at), at)

    async def _accept(self, at: datetime) -> None:
        change_id = await self._office.change(self._dossier, at)
        path = f"changes/{change_id}/assessment"
        await self._office.take(self._dossier, path, at, ACCEPTED)

    async def _declare(self, at: datetime) -> None:
        """As soon as the calendar knows the buyer."""

        async def mine() -> bool | None:
            rooms = self._world.http.every("pandkalender", "/v1/rooms", BUYER.actor, at)
            return any([room["acceptsShifts"] async for room in rooms]) or None

        await until(mine, "the buyer to have the room")
        shift = await self._shift(BUYER, 12, at + timedelta(hours=1), at)
        self._story.must_not(not shift.ok, "a sale with its declaration shuts the house")

    async def _try(self, at: datetime) -> None:
        self._refused = await self._shift(SELLER, 13, at + timedelta(hours=1), at)
        assert self._ahead is not None
        shift_id = self._ahead.body["shiftId"]
        self._lapsed = await self._world.get(
            "pandkalender", f"/v1/shifts/{shift_id}", SELLER.actor, at
        )
        self._world.ledger.lapsed(shift_id)

    async def _check(self) -> None:
        must(self._refused and not self._refused.ok, "the seller declares in a house that is sold")
        must(self._lapsed["state"] == "vervallen", "the seller's shift still stands after the sale")
        reason = self._lapsed["lapseReason"]
        must(reason == LapseReason.ANDERE_EIGENAAR, f"the seller reads {reason} beside it")
        dossier = await self._office.look(self._dossier, self._world.end)
        must(dossier["state"] == GRANTED_STATE, f"the dossier ends in state {dossier['state']}")
        for name in ("number", "validFrom", "validTo"):
            self._story.must_not(
                dossier[name] != self._before[name], "a sale gives the declaration another term"
            )
