"""6: a worker says on her own page that she is forced, and protection goes before punishment.

It is an urgent signal, which says in which room and when; she is referred with her consent; a fine
about her is on hold; and neither her owner nor the city learns why.
"""

from datetime import datetime, timedelta
from typing import Any

from contracts import Branch
from contracts.codes import DisputeReason, ReportKind
from simulator.city.span import wire
from simulator.play.actors import CASE_WORKER, OFFICERS, TEAM_LEADER
from simulator.play.police import offender
from simulator.play.poll import until
from simulator.play.worker import Worker
from simulator.scenarios.story import Check, Story, must

NUMBER = 6
TELLING = ("slachtoffer", "victim", "mensenhandel", "dwang", "signaal", "betwist")
FORCED = DisputeReason.GEDWONGEN
HOURS = timedelta(hours=2)
CODE_SECONDS = 2.0
"""Between two tries of a code: the calendar lets an address fail ten times in ten minutes."""
HELP = (
    ("triage", "acuut"),
    ("veiligheid", "niet_veilig"),
    ("aanbod", "aanvaard"),
    ("doorverwijzing", "slachtoffercentrum"),
)


def tell(story: Story) -> Check:
    return _OnHold(story).tell()


class _OnHold:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        self._person = story.world.city.cast[6]
        self._room = story.world.city.stage.rooms[4]
        self._shift_id = ""
        self._person_id = ""
        self._code = ""
        self._signal: dict[str, Any] = {}
        self._finding_id = ""
        self._case: dict[str, Any] = {}

    def tell(self) -> Check:
        story = self._story
        story.at(0.05, "an owner declares her for later", self._declare)
        story.at(0.06, "an officer meets her and gives a code", self._meet)
        story.at(0.10, "she disputes the declaration", self._dispute)
        story.at(0.20, "the police follow the signal up", self._protect)
        story.at(0.35, "a finding about her", self._find)
        story.at(0.40, "the city looks at the case", self._look)
        return self._check

    async def _declare(self, at: datetime) -> None:
        starts = self._story.moment(0.5)
        answer = await self._story.declare(self._room, self._person, (starts, starts + HOURS), at)
        must(answer.ok, f"a declaration was refused: {answer.code}")
        self._shift_id = answer.body["shiftId"]

    async def _meet(self, at: datetime) -> None:
        self._person_id = await until(lambda: self._known(at), "the police to know her")
        due = await self._first_contacts(at)
        self._story.must_not(due, "a first contact is due of somebody who did not come yet")
        path = f"/v1/persons/{self._person_id}/worker-access"
        given = await self._world.post("databank", path, OFFICERS[2], at, {})
        self._code = given.body["code"]

    async def _known(self, at: datetime) -> str | None:
        starts = self._story.moment(0.5)
        window = {"from": wire(starts), "to": wire(starts + timedelta(minutes=1))}
        shifts = self._world.http.every("databank", "/v1/shifts", OFFICERS[2], at, **window)
        async for row in shifts:
            if row["shiftId"] == self._shift_id:
                return str(row["personId"])
        return None

    async def _first_contacts(self, at: datetime) -> list[dict[str, Any]]:
        contacts = self._world.http.every("databank", "/v1/first-contacts", OFFICERS[2], at)
        return [one async for one in contacts if one["personId"] == self._person_id]

    async def _dispute(self, at: datetime) -> None:
        before = await self._owner_sees(at)
        async with self._world.http.visitor("pandkalender", at) as browser:
            worker = Worker(browser)

            async def open_list() -> bool | None:
                return await worker.enter(self._code) or None

            await until(open_list, "her code to work", every=CODE_SECONDS)
            must(await worker.shifts() == [self._shift_id], "she does not see what is declared")
            must(not await worker.sees(self._person.name.family), "her page shows a name")
            await worker.dispute(self._shift_id, FORCED)
            must(not await worker.sees("gedwongen"), "her page shows what she answered")
            await worker.leave()
        self._signal = await until(lambda: self._raised(at), "a signal of coercion")
        differs = await self._owner_sees(at) != before
        self._story.must_not(differs, "her owner sees a difference once she disputed")

    async def _owner_sees(self, at: datetime) -> Any:
        owner = self._world.owner_of(self._room)
        return await self._world.get("pandkalender", f"/v1/shifts/{self._shift_id}", owner, at)

    async def _raised(self, at: datetime) -> dict[str, Any] | None:
        for signal in await self._story.signals("dwang", at):
            facts = [one["facts"] for one in signal["evidence"]]
            if any(fact.get("shiftId") == self._shift_id for fact in facts):
                return signal
        return None

    async def _protect(self, at: datetime) -> None:
        must(self._signal["priority"] == "dringend", "coercion is no urgent signal")
        must(self._signal["personId"] == self._person_id, "the signal is about somebody else")
        self._says_where()
        raised, due = (
            datetime.fromisoformat(self._signal[name]) for name in ("raisedAt", "triageDueAt")
        )
        must(raised < due, "the signal has no term in which somebody looks at it")
        path = f"/v1/signals/{self._signal['signalId']}/steps"
        for step, answer in HELP:
            await self._world.post(
                "databank", path, TEAM_LEADER, at, {"step": step, "answer": answer}
            )

    def _says_where(self) -> None:
        starts = self._story.moment(0.5)
        (said,) = [
            one for one in self._signal["evidence"] if one["facts"].get("shiftId") == self._shift_id
        ]
        must(
            said["facts"].get("reasons") == [FORCED.value], "the signal does not say what she said"
        )
        (place,) = said["places"]
        must(place["roomId"] == self._world.ledger.rooms[self._room], "the signal names no room")
        house = self._world.city.houses[self._room.premises]
        must(place["owner"] == house.owner.code, "the signal does not say whose room it is")
        must(place["street"] and place["houseNumber"], "the signal gives no address")
        hours = [datetime.fromisoformat(place[name]) for name in ("startsAt", "endsAt")]
        must(hours == [starts, starts + HOURS], "the signal does not say when she works there")

    async def _find(self, at: datetime) -> None:
        """The officer in the street notices nothing: the signal alone has to hold the fine."""
        seen = at - timedelta(hours=1)
        inspection = await self._story.inspect(
            Branch.STRAAT, self._person, seen, at, result="vaststelling"
        )
        (met,) = inspection.body["persons"]
        must(met["personId"] == self._person_id, "the databank takes her for somebody else")
        body = {
            "inspectionId": inspection.body["inspectionId"],
            "reportKind": ReportKind.PV.value,
            "reportNumber": self._world.police.report_number(ReportKind.PV),
            "factCode": "straatprostitutie",
            "factAt": wire(seen),
            "branch": Branch.STRAAT.value,
            "inToleranceZone": False,
            "addressee": "sanctionerend_ambtenaar",
            "offenderRole": "prostituee",
            "offender": offender(self._person),
            "personId": self._person_id,
            "possibleVictim": "nee",
        }
        self._finding_id = await self._world.police.find(at, body, "gas")

    async def _look(self, at: datetime) -> None:
        async def case() -> dict[str, Any] | None:
            found = await self._world.get(
                "enforcement", "/v1/gas-cases", CASE_WORKER, at, findingId=self._finding_id
            )
            (cases,) = found["_embedded"].values()
            return cases[0] if cases else None

        self._case = await until(case, "a fine case about the finding")

    async def _check(self) -> None:
        world = self._world
        path = f"/v1/gas-cases/{self._case['caseId']}"
        case = await world.get("enforcement", path, CASE_WORKER, world.end)
        must(case["state"] == "opgeschort_overleg", f"the case is in state {case['state']}")
        shown = str(case).lower()
        must(not any(word in shown for word in TELLING), "the city can see why it is on hold")
        finding = await world.get(
            "databank", f"/v1/findings/{self._finding_id}", OFFICERS[1], world.end
        )
        must(finding["onHold"] is True, "the police do not see that the finding is on hold")
        must(finding["followUp"], "the police do not see that a case was opened")
        signal = await self._raised(self._world.end)
        must(signal and signal["state"] == "doorverwezen", "the referral is not on the signal")
        owner = str(await self._owner_sees(world.end)).lower()
        must(not any(word in owner for word in TELLING), "the owner can see that she disputed")
