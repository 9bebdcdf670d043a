"""33: the post brings an opening letter back: whoever never got it is not fined.

She moved away. Her case waits, whatever the day on which the letter was presumed to arrive; then
an officer hands the letter over, and her term begins. Somebody else never fetched the letter: it
was offered where he lives, so it counts (Judicial Code, art. 53bis).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chassis.days import city_day
from contracts import Branch
from contracts.codes import Addressee, OffenderRole, Procedure, ReportKind
from simulator.city.span import wire
from simulator.play.actors import CASE_WORKER
from simulator.play.fine_desk import FineDesk
from simulator.scenarios.story import Check, Story, must

NUMBER = 33
OPENING = "opstartbrief"
STARTED = "opgestart"
BY_HAND = "tegen_ontvangstbewijs"
WEEK = 7
"""Days in which a letter that was posted is presumed to arrive, whatever weekend comes between."""


@dataclass
class _Sent:
    """A case of the story, and why the post brings its letter back."""

    reason: str
    id: str = ""


def tell(story: Story) -> Check:
    return _CameBack(story).tell()


class _CameBack:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        self._desk = FineDesk(story.world.http)
        self._moved = _Sent("vertrokken")
        self._not_fetched = _Sent("niet_afgehaald")

    def tell(self) -> Check:
        story = self._story
        story.at(0.07, "the police hand over what they found", self._find)
        story.at(0.12, "the city sends opening letters", self._send)
        story.at(0.30, "the post brings both letters back", self._return)
        story.at(0.85, "the city tries to go on, and hands one over", self._go_on)
        return self._check

    async def _find(self, at: datetime) -> None:
        for number, sent in enumerate((self._moved, self._not_fetched)):
            body = {
                "reportKind": ReportKind.PV.value,
                "reportNumber": self._world.police.report_number(ReportKind.PV),
                "factCode": "straatprostitutie",
                "factAt": wire(at - timedelta(hours=1)),
                "branch": Branch.STRAAT.value,
                "inToleranceZone": False,
                "addressee": Addressee.SANCTIONEREND_AMBTENAAR.value,
                "offenderRole": OffenderRole.PROSTITUANT.value,
                "offender": {"name": f"Klant Zondernaam 33/{number}", "birthDate": "1980-01-01"},
                "possibleVictim": "nee",
            }
            sent.id = await self._world.police.find(at, body, Procedure.GAS.value)

    async def _send(self, at: datetime) -> None:
        for sent in (self._moved, self._not_fetched):
            sent.id = await self._desk.opened(sent.id, at)
            await self._desk.step(sent.id, "triage", at, envisaged=150)
            await self._desk.address(sent.id, at, "overtreder")
            await self._desk.send(sent.id, OPENING, at)

    async def _return(self, at: datetime) -> None:
        for sent in (self._moved, self._not_fetched):
            (letter,) = await self._letters(sent, at)
            body = {"returnedOn": f"{city_day(at)}", "reason": sent.reason}
            path = f"/v1/letters/{letter['letterId']}/return"
            told = await self._desk.post(path, CASE_WORKER, at, body)
            came_back = told["state"] == "teruggekomen"
            if sent is self._moved:
                must(came_back, "a letter that nobody got is on its way")
            else:
                self._story.must_not(came_back, "a letter that nobody fetched was not offered")

    async def _go_on(self, at: datetime) -> None:
        path = f"/v1/gas-cases/{self._moved.id}/ready"
        ready = await self._world.http.post("enforcement", path, CASE_WORKER, at, {})
        must(ready.status == 409, "a case goes on of which nobody got the letter")
        again = {"caseId": self._moved.id, "kind": OPENING}
        by_post = await self._world.http.post("enforcement", "/v1/letters", CASE_WORKER, at, again)
        must(by_post.status == 409, "a letter goes again to where one came back from")
        await self._desk.send(self._moved.id, OPENING, at, {"mode": BY_HAND})
        *_, letter = await self._letters(self._moved, at)
        path = f"/v1/letters/{letter['letterId']}/receipt"
        await self._desk.post(path, CASE_WORKER, at, {"presentedOn": f"{city_day(at)}"})

    async def _check(self) -> None:
        end = self._world.end
        first, second = await self._letters(self._moved, end)
        must(first["notifiedOn"] is None, "a letter counts that came back from where nobody was")
        handed = f"{city_day(self._story.moment(0.85))}"
        must(second["notifiedOn"] == handed, "a letter that was handed over does not count")
        must(await self._state(self._moved, end) == STARTED, "her term did not begin")
        if self._world.city.span.days > WEEK:
            state = await self._state(self._not_fetched, end)
            must(state == STARTED, "who does not fetch a letter stops his case")

    async def _state(self, sent: _Sent, at: datetime) -> str:
        return str((await self._desk.look(sent.id, at))["state"])

    async def _letters(self, sent: _Sent, at: datetime) -> list[dict[str, Any]]:
        rows = self._world.http.every("enforcement", "/v1/letters", CASE_WORKER, at, caseId=sent.id)
        return [row async for row in rows]
