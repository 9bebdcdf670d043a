"""Police at work: patrols along the windows, inspections elsewhere, and what follows from them."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from chassis.days import city_moment
from contracts.branches import Branch
from contracts.codes import ReportKind
from simulator.city import City, past
from simulator.city.inspections import Inspection
from simulator.city.patrols import Check, Patrol
from simulator.city.people import OFFICER, Person, claim
from simulator.city.seeds import stream
from simulator.city.span import moment, wire
from simulator.play.actors import OFFICERS, TEAM_LEADER, Actor
from simulator.play.http import Answer, Http, SurpriseError
from simulator.play.ledger import Ledger
from simulator.play.timeline import Act, Timeline

CONTACTS_PER_DAY = 20
ASSESSED_PER_DAY = 2
ASSESSMENTS = ("bevestigd", "verklaarbaar", "verklaarbaar", "geen_actie")
RETRIES, RETRY_SECONDS = 40, 0.1
"""An officer at the door whose phone does not know the declaration yet looks again."""


class Police:
    """Officers put their plans on the timeline, and accepted requests in the ledger."""

    def __init__(self, city: City, http: Http, ledger: Ledger) -> None:
        self._city = city
        self._http = http
        self._ledger = ledger
        self._chance: Random = stream(city.seed, "police")
        spelling = stream(city.seed, "officers' spelling")
        self._claims = {
            (inspection.id, number): claim(encounter.person, encounter.habit, spelling)
            for inspection in (*city.inspections, *city.past.inspections)
            for number, encounter in enumerate(inspection.encounters)
        }
        self._reports = 0

    def plan_past(self, timeline: Timeline) -> None:
        """The years behind the city; each quarter what they brought to the desk is looked at."""
        for inspection in self._city.past.inspections:
            self._plan_inspection(inspection, timeline)
        for year in past.YEARS:
            for month in (3, 6, 9, 12):
                day = date(year, month, 28)
                timeline.add(city_moment(day, time(15)), "first contacts", self._hold_contacts)
                timeline.add(city_moment(day, time(17)), "assessments", self._assess)

    def _plan_inspection(self, inspection: Inspection, timeline: Timeline) -> None:
        people = [encounter.person.id for encounter in inspection.encounters]
        act = self._inspecting(inspection)
        timeline.add(inspection.recorded_at, f"inspection {inspection.id}", act, *people)

    def plan(self, timeline: Timeline) -> None:
        for patrol in self._city.patrols:
            keys = [check.shift.id for check in patrol.checks]
            act = self._patrolling(patrol)
            timeline.add(patrol.at, f"patrol {patrol.id}", act, *keys, waits=True)
        for inspection in self._city.inspections:
            if inspection.recorded_at in self._city.span:
                self._plan_inspection(inspection, timeline)
        for day in range(1, self._city.span.days):
            timeline.add(moment(day, 15), "first contacts", self._hold_contacts)
            timeline.add(moment(day, 17), "assessments", self._assess)

    def _patrolling(self, patrol: Patrol) -> Act:
        async def walk(at: datetime) -> None:
            known = [check for check in patrol.checks if check.shift.id in self._ledger.shifts]
            await self.verify(self._officer(patrol.id), known, at)
            for number, check in enumerate(known):
                if check.validates:
                    await self._validate(check, at + timedelta(minutes=5 + number))

        return walk

    async def verify(self, officer: Actor, checks: Sequence[Check], at: datetime) -> None:
        """Write down a round; what the databank does not know yet is sent again a little later."""
        open_checks = dict(enumerate(checks))
        for _ in range(RETRIES):
            if not open_checks:
                return
            numbers = list(open_checks)
            items = [self._verification(open_checks[number], number, at) for number in numbers]
            body = {"verifications": items}
            answer = await self._post("/v1/verifications/batch", officer, at, body)
            for result in answer.body["results"]:
                number = numbers[result["index"]]
                if result["status"] == "aanvaard":
                    self._verified(open_checks.pop(number), number, at, result)
                elif result["problem"]["status"] != 404:
                    raise RefusedError(f"a verification: {result['problem']['code']}")
            if open_checks:
                await asyncio.sleep(RETRY_SECONDS)
        raise RefusedError(f"{len(open_checks)} declared shifts never became known to the police")

    def _verification(self, check: Check, number: int, at: datetime) -> dict[str, Any]:
        return {
            "shiftId": self._ledger.shifts[check.shift.id].id,
            "outcome": check.outcome,
            "observedAt": wire(_seen_at(at, number)),
        }

    def _verified(self, check: Check, number: int, at: datetime, result: Mapping[str, Any]) -> None:
        shift = ("shift", self._ledger.shifts[check.shift.id].id)
        self._ledger.truth.looked(shift, _seen_at(at, number), check.outcome)
        if check.outcome == "aanwezig":
            self._ledger.counts["seen at work"] += 1
            source = ("verification", result["verificationId"])
            self._ledger.truth.saw(check.shift.person.id, Branch.RAAM, _seen_at(at, number), source)

    async def _validate(self, check: Check, at: datetime) -> None:
        body = {
            "shiftId": self._ledger.shifts[check.shift.id].id,
            "outcome": "gevalideerd",
            "method": check.shift.person.culture.document.value,
            "at": wire(at),
        }
        await self._post("/v1/identity-validations", OFFICERS[0], at, body)
        self._ledger.counts["validated"] += 1

    def _inspecting(self, inspection: Inspection) -> Act:
        async def inspect(at: datetime) -> None:
            encounters = list(enumerate(inspection.encounters))
            body = {
                "branch": inspection.branch.value,
                "kind": inspection.kind.value,
                "result": inspection.result.value,
                "completedAt": wire(inspection.seen_at),
                "establishments": [{"label": inspection.place, "branch": inspection.branch.value}],
                "persons": [
                    {
                        "role": "sekswerker",
                        "claim": self._claims[inspection.id, number],
                        "seenAt": wire(inspection.seen_at),
                    }
                    for number, _ in encounters
                ],
            }
            officer = self._officer(inspection.id)
            answer = await self._post("/v1/inspections", officer, at, body)
            source = ("inspection", answer.body["inspectionId"])
            self._ledger.inspections[inspection.id] = source[1]
            self._ledger.counts["inspected"] += 1
            self._ledger.police.inspected(body)
            for _, encounter in encounters:
                self._ledger.truth.saw(
                    encounter.person.id, inspection.branch, inspection.seen_at, source
                )
            if inspection.finding:
                await self._report(inspection, at)

        return inspect

    async def _report(self, inspection: Inspection, at: datetime) -> None:
        finding, person = inspection.finding, inspection.encounters[0].person
        assert finding is not None
        body = {
            "inspectionId": self._ledger.inspections[inspection.id],
            "reportKind": finding.kind.value,
            "reportNumber": self.report_number(finding.kind),
            "factCode": finding.fact_code,
            "factAt": wire(inspection.seen_at),
            "branch": inspection.branch.value,
            "inToleranceZone": inspection.branch == Branch.RAAM,
            "addressee": finding.addressee.value,
            "offenderRole": finding.role.value,
            "offender": offender(person),
            "possibleVictim": "nee",
        }
        await self.find(at, body, finding.procedure.value if finding.procedure else None)

    async def find(self, at: datetime, body: dict[str, Any], procedure: str | None) -> str:
        """Draw up a report and, when there is a procedure for it, hand it over; its finding id."""
        answer = await self._post("/v1/findings", OFFICERS[1], at, body)
        finding_id = str(answer.body["findingId"])
        self._ledger.counts["reported"] += 1
        self._ledger.police.reported(at, body)
        if procedure:
            path = f"/v1/findings/{finding_id}/transfer"
            sent = {"procedure": procedure, "judicialInformation": False}
            await self._post(path, OFFICERS[1], at, sent)
            self._ledger.counts[f"transferred to {procedure}"] += 1
        return finding_id

    def report_number(self, kind: ReportKind) -> str:
        """In the form of the zone's numbers, each once."""
        self._reports += 1
        return (
            f"AN.69.L3.{self._reports:05d}/26"
            if kind is ReportKind.PV
            else (f"{kind.value[:3]}-{self._reports:05d}/26")
        )

    async def _hold_contacts(self, at: datetime) -> None:
        """The most urgent first contacts of the day."""
        answer = await self._get("/v1/first-contacts", at, state="open", pagesize=CONTACTS_PER_DAY)
        for contact in answer.body["_embedded"]["firstContacts"]:
            body = {"heldAt": wire(at), "languageGroup": "andere", "secondContactWanted": False}
            path = f"/v1/first-contacts/{contact['contactId']}/held"
            await self._post(path, OFFICERS[2], at, body)
            self._ledger.counts["first contacts held"] += 1

    async def _assess(self, at: datetime) -> None:
        answer = await self._get(
            "/v1/branch-shifts", at, state="gedetecteerd", pagesize=ASSESSED_PER_DAY
        )
        for case in answer.body["_embedded"]["branchShifts"]:
            body = {"outcome": self._chance.choice(ASSESSMENTS)}
            path = f"/v1/branch-shifts/{case['caseId']}/assessment"
            answer = await self._http.post("databank", path, TEAM_LEADER, at, body)
            if not answer.ok and answer.status != 409:  # withdrawn since it was listed
                raise SurpriseError("databank", answer)

    def _officer(self, key: str) -> Actor:
        return OFFICERS[int(key[-2:]) % len(OFFICERS)]

    async def _get(self, path: str, at: datetime, **params: str | int) -> Answer:
        answer = await self._http.get("databank", path, TEAM_LEADER, at, **params)
        if not answer.ok:
            raise SurpriseError("databank", answer)
        return answer

    async def _post(
        self, path: str, officer: Actor, at: datetime, body: Mapping[str, Any]
    ) -> Answer:
        answer = await self._http.post("databank", path, officer, at, body)
        if not answer.ok:
            raise SurpriseError("databank", answer)
        return answer


def offender(person: Person) -> dict[str, str]:
    written = claim(person, OFFICER, stream(0, person.id))
    return {
        "name": f"{written['givenNames']} {written['familyName']}",
        "birthDate": written["birthDate"],
    }


def _seen_at(at: datetime, number: int) -> datetime:
    return at - timedelta(minutes=30) + timedelta(minutes=4 * number)


class RefusedError(Exception):
    """The databank refused what an officer may do."""
