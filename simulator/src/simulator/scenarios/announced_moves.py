"""22: moves that owners announce: one is called off, one finds an empty room, one comes true."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from contracts import Branch
from simulator.city.people import Person
from simulator.city.span import wire
from simulator.play.actors import OFFICERS, TEAM_LEADER
from simulator.play.poll import until
from simulator.scenarios.story import Check, Story, must

NUMBER = 22
HOURS = timedelta(hours=2)
CALLED_OFF, EMPTY, TRUE = "called off", "empty", "true"
SHARES = {CALLED_OFF: 0.28, EMPTY: 0.32, TRUE: 0.36}
"""When each shift begins, as a share of the days."""


def tell(story: Story) -> Check:
    return _AnnouncedMoves(story).tell()


class _AnnouncedMoves:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        people = story.world.city.cast[20:23]
        self._people: dict[str, Person] = dict(zip(SHARES, people, strict=True))
        self._names: dict[str, str] = {}
        """The ledger's names of the shifts."""

    def tell(self) -> Check:
        story = self._story
        story.at(0.15, "police meet three in the street", self._meet)
        story.at(0.18, "an owner declares them", self._declare)
        story.at(0.20, "the police are warned, of no more than announcements", self._look)
        story.at(0.22, "the owner calls one off", self._cancel)
        story.at(SHARES[EMPTY] + 0.002, "a room stands empty", self._find("afwezig", EMPTY))
        story.at(SHARES[TRUE] + 0.002, "another does not", self._find("aanwezig", TRUE))
        return self._check

    async def _meet(self, at: datetime) -> None:
        for person in self._people.values():
            await self._story.inspect(Branch.STRAAT, person, at - timedelta(hours=1), at)

    async def _declare(self, at: datetime) -> None:
        for what, share in SHARES.items():
            starts = self._story.moment(share)
            hours = starts, starts + min(HOURS, self._story.moment(0.03) - self._story.moment(0))
            room = self._world.city.stage.rooms[0]
            answer = await self._story.declare(room, self._people[what], hours, at)
            must(answer.ok, f"a declaration was refused: {answer.code}")
            self._names[what] = next(
                name
                for name, shift in self._world.ledger.shifts.items()
                if shift.id == answer.body["shiftId"]
            )

    async def _look(self, at: datetime) -> None:
        for what, share in SHARES.items():
            case = await until(self._case(what, at), "an announced move")
            warned_at = datetime.fromisoformat(case["detectedAt"])
            must(warned_at < self._story.moment(share), "no warning before the start")

    async def _cancel(self, at: datetime) -> None:
        owner = self._world.owner_of(self._world.city.stage.rooms[0])
        path = f"/v1/shifts/{self._shift(CALLED_OFF)}/cancellation"
        await self._world.post("pandkalender", path, owner, at, {"reason": "ziek"})
        self._world.ledger.cancelled(self._names[CALLED_OFF])

    def _find(self, outcome: str, what: str) -> Callable[[datetime], Any]:
        async def find(at: datetime) -> None:
            shift_id = self._shift(what)
            body = {"shiftId": shift_id, "outcome": outcome, "observedAt": wire(at)}
            answer = await self._world.post("databank", "/v1/verifications", OFFICERS[3], at, body)
            truth = self._world.ledger.truth
            truth.looked(("shift", shift_id), at, outcome)
            if outcome == "aanwezig":
                source = ("verification", answer.body["verificationId"])
                truth.saw(self._people[what].id, Branch.RAAM, at, source)
                self._world.ledger.counts["seen at work"] += 1

        return find

    def _shift(self, what: str) -> str:
        return self._world.ledger.shifts[self._names[what]].id

    def _case(self, what: str, at: datetime) -> Callable[[], Any]:
        """Looks for the case that rests on one of the shifts."""

        async def look() -> dict[str, Any] | None:
            cases = self._world.http.every("databank", "/v1/branch-shifts", TEAM_LEADER, at)
            async for case in cases:
                if case["evidence"][1]["sourceId"] == self._shift(what):
                    return dict(case)
            return None

        return look

    async def _check(self) -> None:
        for what, state in ((CALLED_OFF, True), (EMPTY, True), (TRUE, False)):
            case = await until(self._case(what, self._world.end), "an announced move")
            withdrawn = case["state"] == "ingetrokken"
            must(withdrawn is state, f"the move that was {what} is {case['state']}")
            if what == TRUE:
                self._story.must_not(withdrawn, "an announced move that came true is withdrawn")
            if not withdrawn:
                must(case["basis"] == "waargenomen", f"who was seen moved by {case['basis']}")
