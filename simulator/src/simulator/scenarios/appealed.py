"""4: the owner of the suspended house goes to the Council of State, which suspends and annuls."""

from datetime import datetime, timedelta
from typing import Any

from chassis.days import city_day
from simulator.play import actors
from simulator.play.actors import POLICY_OFFICE, TEAM_LEADER
from simulator.play.http import Answer
from simulator.play.poll import until
from simulator.play.sanction_desk import SanctionDesk
from simulator.scenarios.story import Check, Story, must
from simulator.truth_measures import FollowUp

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
    return _Appeal(story).tell()


class _Appeal:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        self._house = story.world.city.stage.house
        self._desk = SanctionDesk(story.world.http)
        self._before: dict[str, Any] = {}
        self._after: dict[str, Any] = {}
        self._again: Answer | None = None

    def tell(self) -> Check:
        story = self._story
        story.at(0.74, "the owner goes to the Council of State", self._lodge)
        story.at(0.76, "the city sends its file", self._send_file)
        story.at(0.80, "the Council suspends the decision", self._suspend)
        story.at(0.84, "the owner declares again", self._work_again)
        story.at(0.92, "the Council annuls the decision", self._annul)
        return self._check

    @property
    def _case_id(self) -> str:
        return self._world.ledger.sanctions[self._house.number]

    async def _dossier(self, at: datetime) -> Any:
        path = f"{DOSSIERS}/{self._world.ledger.dossiers[self._house.number]}"
        return await self._world.get("enforcement", path, POLICY_OFFICE, at)

    async def _lodge(self, at: datetime) -> None:
        """A request stops nothing by itself."""
        body = {"urgency": "uiterst_dringend", "rollNumber": "A. 123.456"}
        await self._desk.take(self._case_id, "council-appeal", at, **body)
        self._before = await self._dossier(at)

    async def _send_file(self, at: datetime) -> None:
        due = f"{city_day(at) + timedelta(days=5)}"
        lawyer = {"lawOffice": "Kantoor Voorbeeld", "fileDueOn": due}
        await self._desk.take(self._case_id, "council-lawyer", at, **lawyer)
        await self._desk.take(self._case_id, "council-file", at)

    async def _suspend(self, at: datetime) -> None:
        await self._desk.take(self._case_id, "council-ruling", at, ruling="schorsing")
        self._after = await self._dossier(at)

    async def _work_again(self, at: datetime) -> None:
        owner = actors.owner(self._house.owner.code)
        premises = self._world.ledger.premises[self._house.number]

        async def opened() -> bool | None:
            rooms = self._world.http.every("pandkalender", "/v1/rooms", owner, at)
            mine = [room async for room in rooms if room["premisesId"] == premises]
            return all(room["acceptsShifts"] for room in mine) or None

        await until(opened, "the calendar to open the house again")
        rooms = self._world.ledger.rooms
        spot = next(spot for spot in rooms if spot.premises == self._house.number)
        hours = at + timedelta(hours=1), at + timedelta(hours=6)
        self._again = await self._story.declare(spot, self._world.city.cast[4], hours, at)

    async def _annul(self, at: datetime) -> None:
        await self._desk.take(self._case_id, "council-ruling", at, ruling="vernietiging")
        taken = self._world.ledger.measures.sanctions[self._case_id]
        taken.follow_up, taken.is_annulled = FollowUp.ZONDER_GEVOLG, True

    async def _check(self) -> None:
        world = self._world
        before, after = self._before["suspended"], self._after["state"]
        self._story.must_not(
            not before, "a request to the Council that it did not rule on lifts anything"
        )
        must(after in TO_POLICE, f"the declaration became {after}")
        must(self._again and self._again.ok, "a shift was refused after the Council had suspended")
        case = await self._desk.look(self._case_id, world.end)
        must(case["annulledAt"], "the annulment is not in the case")
        suspensions = await world.get(
            "databank", "/v1/suspensions", TEAM_LEADER, world.end, pagesize=500
        )
        (known,) = suspensions["_embedded"].values()
        premises = world.ledger.premises[self._house.number]
        (ours,) = [one for one in known if one["premisesId"] == premises]
        must(ours["liftedAt"], "the police do not see that the suspension was lifted")
        must(
            ours["suitabilityState"] == TO_POLICE[after],
            f"to the police the house is {ours['suitabilityState']}",
        )
