"""17: an owner sells a house; what the seller declared ahead lapses, and the buyer takes over."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from simulator.city.grid import Spot
from simulator.city.premises import POSTCODE, STREETS
from simulator.city.span import wire
from simulator.play import actors
from simulator.play.actors import TEAM_LEADER, Actor
from simulator.play.http import Answer
from simulator.scenarios.permit import DOSSIERS, permit
from simulator.scenarios.story import Check, Story, must

NUMBER = 17
SELLER, BUYER = actors.owner("OWN-901"), actors.owner("OWN-902")
SPOT = Spot(901, "R-01")
HOUSE = {"label": "Te koop", "street": STREETS[0], "houseNumber": "901", "postcode": POSTCODE}
GRANTED = {"outcome": "toegekend", "motivation": "Het pand voldoet."}
LONG = timedelta(hours=5)


def tell(story: Story) -> Check:
    return _Sale(story).tell()


class _Sale:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        self._dossier = ""
        self._ahead: Answer | None = None
        self._seen: dict[str, Any] = {}
        self._bought: Answer | None = None

    def tell(self) -> Check:
        story = self._story
        story.at(0.30, "the seller gets a declaration", partial(self._permit, SELLER))
        story.at(0.40, "the seller declares ahead", self._declare_ahead)
        story.at(0.50, "the seller stops", self._stop)
        story.at(0.55, "the buyer gets a declaration", partial(self._permit, BUYER))
        story.at(0.60, "the seller looks", self._look)
        story.at(0.65, "the buyer declares the same hours", self._take_over)
        return self._check

    @property
    def _hours(self) -> tuple[datetime, datetime]:
        starts = self._story.moment(0.7)
        return starts, starts + LONG

    async def _permit(self, owner: Actor, at: datetime) -> None:
        self._dossier = await permit(self._world, owner, HOUSE, SPOT, GRANTED, at)

    async def _declare_ahead(self, at: datetime) -> None:
        self._ahead = await self._declare(SELLER, 18, at)
        must(self._ahead.ok, "the seller could not declare ahead")

    async def _declare(self, owner: Actor, member: int, at: datetime) -> Answer:
        person = self._world.city.cast[member]
        starts, ends = self._hours
        return await self._story.declare(SPOT, person, (starts, ends), at, owner=owner)

    async def _stop(self, at: datetime) -> None:
        path = f"{DOSSIERS}/{self._dossier}/relinquishment"
        await self._world.post("enforcement", path, SELLER, at, {})

    async def _look(self, at: datetime) -> None:
        assert self._ahead is not None
        path = f"/v1/shifts/{self._ahead.body['shiftId']}"
        self._seen = await self._world.get("pandkalender", path, SELLER, at)
        self._world.ledger.lapsed(self._ahead.body["shiftId"])

    async def _take_over(self, at: datetime) -> None:
        self._bought = await self._declare(BUYER, 19, at)

    async def _check(self) -> None:
        must(self._seen["state"] == "vervallen", "the seller's shift still stands after the sale")
        must(
            self._seen["lapseReason"] == "andere_eigenaar",
            "the seller does not read why the shift lapsed",
        )
        must(self._bought and self._bought.ok, "the seller's shift stands in the buyer's way")
        starts = self._hours[0]
        rows = self._world.http.every(
            "databank",
            "/v1/shifts",
            TEAM_LEADER,
            self._world.end,
            **{"from": wire(starts), "to": wire(starts + timedelta(seconds=1))},
        )
        room = self._world.ledger.rooms[SPOT]
        states = {row["state"] async for row in rows if row["roomId"] == room}
        must("geannuleerd" in states, "the police still expect the seller's shift")
        must(len(states) == 2, "the police do not know both shifts")
