"""8: two people are taken for one, which looks like a move; it is undone, and so is the move."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from contracts import Branch
from simulator.city.people import Person
from simulator.play.actors import OFFICERS, TEAM_LEADER
from simulator.play.poll import until
from simulator.scenarios.story import Check, Story, must

NUMBER = 8
STANDING = "gedetecteerd"


def tell(story: Story) -> Check:
    return _WrongMerge(story).tell()


class _WrongMerge:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        self._inspections: dict[str, str] = {}
        """Id of the inspection -> the person that was met there."""
        self._change = ""
        self._case: Mapping[str, Any] = {}

    def tell(self) -> Check:
        one, other = self._world.city.cast[23:25]
        self._story.at(0.10, "somebody is met in the street", self._met(Branch.STRAAT, one))
        self._story.at(0.20, "somebody else is met as an escort", self._met(Branch.ESCORT, other))
        self._story.at(0.40, "an officer takes them for one", self._merge)
        self._story.at(0.60, "a colleague undoes it", self._undo)
        return self._check

    def _met(self, branch: Branch, person: Person) -> Any:
        async def meet(at: datetime) -> None:
            answer = await self._story.inspect(branch, person, at - timedelta(minutes=30), at)
            (seen,) = answer.body["persons"]
            self._inspections[answer.body["inspectionId"]] = seen["personId"]

        return meet

    async def _merge(self, at: datetime) -> None:
        kept, gone = self._inspections.values()
        self._story.must_not(kept == gone, "two people are taken for one before anybody says so")
        answer = await self._world.post(
            "databank",
            f"/v1/persons/{kept}/merge",
            OFFICERS[1],
            at,
            {"otherPersonId": gone, "ground": "gegevens_vergeleken"},
        )
        self._change = answer.body["changeId"]

        async def moved() -> Mapping[str, Any] | None:
            return next(iter(await self._moves(at)), None)

        self._case = await until(moved, "the move that the wrong merge shows")
        must(self._case["state"] == STANDING, "the wrong merge shows a move that does not stand")

    async def _undo(self, at: datetime) -> None:
        path = f"/v1/person-changes/{self._change}/undo"
        await self._world.post("databank", path, OFFICERS[2], at, {"ground": "vergissing"})

    async def _moves(self, at: datetime) -> list[Mapping[str, Any]]:
        """The cases between both inspections."""
        rows = self._world.http.every("databank", "/v1/branch-shifts", TEAM_LEADER, at)
        return [
            row
            async for row in rows
            if {end["sourceId"] for end in row["evidence"]} <= self._inspections.keys()
        ]

    async def _check(self) -> None:
        end = self._world.end
        (case,) = await self._moves(end)
        must(case["caseId"] == self._case["caseId"], "another move was found after the merge")
        must(case["withdrawnAt"], "the move stands, though nobody moved")
        must(
            case["withdrawnReason"] == "koppeling_gecorrigeerd",
            f"the move was withdrawn because of {case['withdrawnReason']}",
        )
        for person_id in self._inspections.values():
            person = await self._person(person_id)
            must(person["personId"] == person_id, "one of both is still the other")

    async def _person(self, person_id: str) -> Mapping[str, Any]:
        answer = await self._world.http.get(
            "databank",
            f"/v1/persons/{person_id}",
            TEAM_LEADER,
            self._world.end,
        )
        must(answer.ok, f"a person is not to be found: {answer.code}")
        body: Mapping[str, Any] = answer.body
        return body
