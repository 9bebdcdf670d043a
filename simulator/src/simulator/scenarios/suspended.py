"""3: an undeclared person, a warning, a second time, and a month without work in the house."""

from datetime import datetime, timedelta
from typing import Any

from chassis.days import city_day
from contracts import Branch
from contracts.codes import DecidingBody, ReportKind, SanctionKind
from simulator.city.people import Person
from simulator.city.span import wire
from simulator.play import actors
from simulator.play.actors import OFFICERS, TEAM_LEADER
from simulator.play.poll import until
from simulator.play.sanction_desk import BY_HAND, EXTRACT, SanctionDesk
from simulator.scenarios.story import Check, Story, must
from simulator.truth_measures import FollowUp, SanctionTaken

NUMBER = 3
MONTH = timedelta(days=31)


def tell(story: Story) -> Check:
    return _Suspension(story).tell()


class _Suspension:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        self._house = story.world.city.stage.house
        self._owner = actors.owner(self._house.owner.code)
        self._desk = SanctionDesk(story.world.http)
        self._case_id = ""
        self._writes = False
        self._answers: dict[str, Any] = {}

    def tell(self) -> Check:
        story, cast = self._story, self._world.city.cast
        story.at(0.10, "somebody works undeclared", self._finding(cast[2]))
        story.at(0.15, "the owner gets the PV", self._notify_report)
        story.at(0.20, "the owner is warned", self._warn)
        story.at(0.30, "somebody works undeclared again", self._finding(cast[3]))
        story.at(0.35, "the owner is invited", self._invite)
        story.at(0.48, "the owner is heard", self._hear)
        story.at(0.55, "the college suspends", self._decide)
        story.at(0.58, "the owner is notified", self._notify)
        story.at(0.64, "the owner tries to declare", self._try_to_declare)
        story.at(0.68, "the city asks for a check", self._ask_check)
        story.at(0.72, "the police find nobody", self._answer_check)
        return self._check

    def _finding(self, person: Person) -> Any:
        async def find(at: datetime) -> None:
            seen = at - timedelta(minutes=20)
            room = self._world.ledger.rooms[self._room]
            premises = self._world.ledger.premises[self._house.number]
            body = {
                "premisesId": premises,
                "roomId": room,
                "outcome": "andere",
                "observedAt": wire(seen),
                "person": self._story.claim_of(person, by_police=True),
            }
            answer = await self._world.post("databank", "/v1/verifications", OFFICERS[0], at, body)
            must(answer.body["findingSuggested"], "the databank suggests no finding")
            verification = answer.body["verificationId"]
            self._world.ledger.truth.saw(
                person.id, Branch.RAAM, seen, ("verification", verification)
            )
            self._answers["finding"] = await self._report(verification, premises, seen, at)

        return find

    async def _report(self, verification: str, premises: str, seen: datetime, at: datetime) -> str:
        finding = {
            "verificationId": verification,
            "reportKind": ReportKind.PV.value,
            "reportNumber": self._world.police.report_number(ReportKind.PV),
            "factCode": "werker-niet-aangegeven",
            "factAt": wire(seen),
            "branch": Branch.RAAM.value,
            "inToleranceZone": True,
            "premisesId": premises,
            "addressee": "sanctionerend_ambtenaar",
            "offenderRole": "exploitant",
            "offender": {"name": self._house.owner.label, "organisation": self._house.owner.code},
            "possibleVictim": "nee",
        }
        return await self._world.police.find(at, finding, "sanctie")

    @property
    def _room(self) -> Any:
        return next(
            spot for spot in self._world.ledger.rooms if spot.premises == self._house.number
        )

    async def _notify_report(self, at: datetime) -> None:
        """Once the finding became a case."""
        self._case_id = await self._desk.opened(self._answers["finding"], at)
        self._world.ledger.sanctions[self._house.number] = self._case_id
        await self._take("pv-notification", at, {"notifiedAt": wire(at)})

    async def _warn(self, at: datetime) -> None:
        await self._take("warning", at, {"sentAt": wire(at), "extract": EXTRACT} | BY_HAND)

    async def _invite(self, at: datetime) -> None:
        """Once the second finding was linked to the warned case."""
        await self._desk.reaches(self._case_id, "volgende_vaststelling", at)
        self._story.must_not(
            any(not room["acceptsShifts"] for room in await self._rooms(at)),
            "a house that was warned, and of which nobody decided yet, is closed",
        )
        hearing = self._story.moment(0.47)
        self._writes = city_day(hearing) == city_day(at)
        planned = hearing + timedelta(days=1) if self._writes else hearing
        body = {"hearingAt": wire(planned), "sooner": True, "receivedOn": f"{city_day(at)}"}
        await self._take("hearing-invitation", at, body)

    async def _hear(self, at: datetime) -> None:
        """In a city of one day the owner writes: nobody is heard on the day of the invitation."""
        if self._writes:
            said = {"summary": "De eigenaar gaf uitleg.", "final": True}
            await self._take("written-defence", at, said)
        else:
            report = {"report": "De eigenaar gaf uitleg.", "heldAt": wire(at), "final": True}
            await self._take("hearing", at, report)
        proposal = {
            "kind": "schorsing",
            "motivation": "Twee keer werkte iemand zonder aangifte.",
            "proportionality": "Een maand staat in verhouding tot twee vaststellingen.",
        }
        await self._take("proposal", at, proposal)

    async def _decide(self, at: datetime) -> None:
        starts = self._story.moment(0.6)
        lasts = {"effectiveFrom": wire(starts), "effectiveTo": wire(starts + MONTH)}
        kind, body = SanctionKind.SCHORSING, DecidingBody.COLLEGE
        await self._desk.decide(self._case_id, kind, body, at, **lasts)
        taken = SanctionTaken(city_day(at), kind, body)
        self._world.ledger.measures.sanctions[self._case_id] = taken

    async def _notify(self, at: datetime) -> None:
        await self._take("notification", at, {"notifiedAt": wire(at)})
        taken = self._world.ledger.measures.sanctions[self._case_id]
        taken.follow_up = FollowUp.IN_UITVOERING

    async def _try_to_declare(self, at: datetime) -> None:
        """Once the calendar knows; what it says then is what the owner sees."""

        async def blocked() -> dict[str, Any] | None:
            mine = await self._rooms(at)
            return mine[0] if all(not room["acceptsShifts"] for room in mine) else None

        self._answers["room"] = await until(blocked, "the calendar to block the house")
        hours = at + timedelta(hours=1), at + timedelta(hours=6)
        person = self._world.city.cast[4]
        self._answers["refusal"] = await self._story.declare(self._room, person, hours, at)

    async def _rooms(self, at: datetime) -> list[dict[str, Any]]:
        rooms = self._world.http.every("pandkalender", "/v1/rooms", self._owner, at)
        premises = self._world.ledger.premises[self._house.number]
        return [room async for room in rooms if room["premisesId"] == premises]

    async def _ask_check(self, at: datetime) -> None:
        await self._take("execution-check-request", at, None)

    async def _answer_check(self, at: datetime) -> None:
        async def asked() -> bool | None:
            open_checks = await self._world.get(
                "databank", "/v1/execution-checks", TEAM_LEADER, at, state="open"
            )
            (checks,) = open_checks["_embedded"].values()
            return any(check["caseId"] == self._case_id for check in checks) or None

        await until(asked, "the police to be asked for a check")
        path = f"/v1/execution-checks/{self._case_id}"
        body = {"complied": True, "checkedAt": wire(at)}
        await self._world.post("databank", path, OFFICERS[0], at, body)
        taken = self._world.ledger.measures.sanctions[self._case_id]
        taken.follow_up = FollowUp.NAGELEEFD

    async def _take(self, step: str, at: datetime, body: dict[str, Any] | None) -> None:
        await self._desk.take(self._case_id, step, at, **(body or {}))

    async def _check(self) -> None:
        room, refusal = self._answers["room"], self._answers["refusal"]
        must(room["blockedReason"], "the calendar does not say why it blocks")
        must(refusal.code == "kamer-geblokkeerd", "a shift in the suspended house was accepted")
        must(refusal.body.get("detail"), "the owner is not told why the room is blocked")
        suspensions = await self._world.get(
            "databank", "/v1/suspensions", TEAM_LEADER, self._world.end, pagesize=500
        )
        (known,) = suspensions["_embedded"].values()
        must(
            any(one["caseId"] == self._case_id for one in known),
            "the police do not see the suspension",
        )
        case = await self._desk.look(self._case_id, self._world.end)
        state = case["state"]
        must(state == "uitvoering_gecontroleerd", f"the case ends in state {state}")
