"""10: fines of clients, each by another way through the procedure (GAS law of 24 June 2013).

One does not contest the facts, one writes, one is heard, one may not ask for a hearing since the
fine in view is low, and one appeals; of a minor mediation succeeds. Another case lapses, on the day
after a holiday: the term does not roll. Terms of weeks run on after the days of this city, so
nobody pays in these cases: judgments and payments are those of the month of fines
(:mod:`simulator.play.fine_office`), which began half a year before.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from chassis.days import CITY, city_day
from contracts import Branch
from contracts.codes import Addressee, OffenderRole, Procedure, ReportKind
from simulator.city.span import wire
from simulator.play.actors import CASE_WORKER, FINING_OFFICER, OFFICERS, TEAM_LEADER
from simulator.play.fine_desk import READY, FineDesk
from simulator.scenarios.story import Check, Story, must
from simulator.truth_measures import AppealStands, FineImposed

NUMBER = 10
LOW = 70
"""The fine in view up to which an adult has no right to a hearing (art. 25 §4)."""
NOTIFIED, APPEALED, LAPSED = "ter_kennis_gebracht", "beroep_ingesteld", "vervallen"
SETTLED = "bemiddeling_geslaagd"
FORTNIGHT = 14
"""Days."""
LOOKED_AT = (("triage", "niet_acuut"), ("veiligheid", "veilig"), ("afsluiten", "veilig"))
ROLE = OffenderRole.PROSTITUANT


@dataclass
class _Case:
    """A fine case of the story, by what happens in it."""

    way: str
    envisaged: int
    ends: str
    id: str = ""


def tell(story: Story) -> Check:
    return _Fines(story).tell()


class _Fines:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        self._desk = FineDesk(story.world.http)
        self._plain = _Case("does not contest", 150, NOTIFIED)
        self._written = _Case("writes", 200, NOTIFIED)
        self._heard = _Case("is heard", 250, NOTIFIED)
        self._low = _Case("may not be heard", LOW, NOTIFIED)
        self._appealed = _Case("appeals", 200, APPEALED)
        self._lapsed = _Case("lapses", 0, LAPSED)
        self._minor = _Case("is sixteen", 100, SETTLED)
        self._fined = [self._plain, self._written, self._heard, self._low, self._appealed]
        self._findings: dict[str, str] = {}
        self._too_soon = False
        """In a city of a few days no opening letter arrives before its end, so nobody is fined."""

    def tell(self) -> Check:
        story = self._story
        story.at(0.10, "the police hand over what they found", self._find)
        story.at(0.15, "the city starts cases", self._start)
        story.at(0.30, "people answer", self._answer)
        story.at(0.45, "one is heard", self._hear)
        story.at(0.55, "an officer decides", self._decide)
        story.at(0.70, "one appeals, and one case lapsed", self._end)
        return self._check

    @property
    def _all(self) -> list[_Case]:
        return [*self._fined, self._minor, self._lapsed]

    @property
    def _christmas(self) -> date:
        return date(self._story.moment(0).year - 1, 12, 25)

    async def _find(self, at: datetime) -> None:
        half_a_year_before = self._christmas.replace(month=6)
        facts_at = datetime.combine(half_a_year_before, time(22), CITY)
        for number, case in enumerate(self._all):
            born = at.year - 16 if case is self._minor else 1980
            body = {
                "reportKind": ReportKind.PV.value,
                "reportNumber": self._world.police.report_number(ReportKind.PV),
                "factCode": "straatprostitutie",
                "factAt": wire(facts_at if case is self._lapsed else at - timedelta(hours=1)),
                "branch": Branch.STRAAT.value,
                "inToleranceZone": False,
                "addressee": Addressee.SANCTIONEREND_AMBTENAAR.value,
                "offenderRole": ROLE.value,
                "offender": {"name": f"Klant Zondernaam {number}", "birthDate": f"{born}-01-01"},
                "possibleVictim": "nee",
            }
            procedure = None if case is self._minor else Procedure.GAS.value
            self._findings[case.way] = await self._world.police.find(at, body, procedure)
        await self._protect_first(at)

    async def _protect_first(self, at: datetime) -> None:
        """Nothing about a minor reaches the city before somebody looked at their protection."""
        finding_id = self._findings[self._minor.way]
        path, body = (
            f"/v1/findings/{finding_id}/transfer",
            {
                "procedure": Procedure.GAS.value,
                "judicialInformation": False,
            },
        )
        early = await self._world.http.post("databank", path, OFFICERS[1], at, body)
        must(early.status == 409, "a minor was named to the city before anybody looked")
        for signal in await self._story.signals("minderjarigheid", at):
            if finding_id in {one["facts"].get("findingId") for one in signal["evidence"]}:
                for step, answer in LOOKED_AT:
                    steps = f"/v1/signals/{signal['signalId']}/steps"
                    asked = {"step": step, "answer": answer}
                    await self._world.post("databank", steps, TEAM_LEADER, at, asked)
        await self._world.post("databank", path, OFFICERS[1], at, body)

    async def _start(self, at: datetime) -> None:
        for case in self._all:
            case.id = await self._desk.opened(self._findings[case.way], at)
        must((await self._look(self._minor, at))["onHold"], "nobody has to consult about a minor")
        waits = (await self._look(self._plain, at))["onHold"]
        self._story.must_not(waits, "a fine of an adult without any signal is on hold")
        await self._does(self._minor, "release", at, motivation="Overlegd met de politie.")
        for case in [*self._fined, self._minor]:
            await self._does(case, "triage", at, envisaged=case.envisaged)
            parents = ("ouderlijk_gezag",) if case is self._minor else ()
            await self._desk.address(case.id, at, "overtreder", *parents)
            await self._desk.send(case.id, "opstartbrief", at)
        await self._desk.send(self._minor.id, "bemiddelingsaanbod", at)

    async def _answer(self, at: datetime) -> None:
        await self._does(self._plain, "not-contested", at)
        said = {"summary": "Ik was er niet. Meer heb ik niet te zeggen.", "final": True}
        for case in (self._written, self._appealed):
            await self._does(case, "written-defence", at, **said)
        slot = {"startsAt": wire(self._story.moment(0.40)), "place": "Voorbeeldzaal"}
        opened = await self._desk.post("/v1/hearing-slots", CASE_WORKER, at, slot)
        await self._does(self._heard, "hearing-request", at, slotId=opened["slotId"])
        path = f"/v1/gas-cases/{self._low.id}/hearing-request"
        refused = await self._world.http.post("enforcement", path, CASE_WORKER, at, {})
        must(refused.status == 409, f"somebody may be heard about a fine of € {LOW}")
        await self._does(self._low, "not-contested", at)
        await self._does(self._minor, "mediation-acceptance", at, mediator="bemiddelaar-1")

    async def _hear(self, at: datetime) -> None:
        await self._does(self._heard, "hearing", at, report="De betrokkene betwist de plaats.")

    async def _decide(self, at: datetime) -> None:
        path = f"/v1/gas-cases/{self._plain.id}/ready"
        await self._world.http.post("enforcement", path, CASE_WORKER, at, {})
        if (await self._look(self._plain, at))["state"] != READY:
            must(self._world.city.span.days < FORTNIGHT, "a letter took over a week")
            self._too_soon = True
            return
        answers = {
            self._written.way: "verworpen",
            self._heard.way: "deels_aanvaard",
            self._appealed.way: "verworpen",
        }
        for case in self._fined:
            amount = case.envisaged - 50 if case is self._heard else case.envisaged
            defence = answers.get(case.way, "geen_verweer")
            await self._desk.decide(case.id, ROLE, amount, defence, at)
            self._world.ledger.measures.fines[case.id] = FineImposed(
                on=city_day(at),
                role=ROLE,
                branch=Branch.STRAAT,
                in_tolerance_zone=False,
                amount=amount,
                defence=defence,
            )

    async def _end(self, at: datetime) -> None:
        await self._does(self._minor, "mediation-end", at, result="geslaagd")
        must("fine" not in (await self._look(self._minor, at))["allowed"], "a fine may follow")
        if not self._too_soon:
            await self._does(self._appealed, "appeal", at)
            appealed = self._world.ledger.measures.fines[self._appealed.id]
            appealed.appeal = AppealStands.BEROEP_LOOPT
        lapsed = await self._look(self._lapsed, at)
        must(lapsed["decideBy"] == f"{self._christmas}", "a decision's term moved with a holiday")
        must("expiry" in lapsed["allowed"], "a case past its term may not be let lapse")
        await self._desk.step(self._lapsed.id, "expiry", at, FINING_OFFICER)

    async def _check(self) -> None:
        for case in self._all:
            state = (await self._look(case, self._world.end))["state"]
            if self._too_soon and case in self._fined:
                must(state not in (NOTIFIED, APPEALED), f"who {case.way} was fined too soon")
            else:
                must(state == case.ends, f"who {case.way}: the case is in state {state}")

    async def _look(self, case: _Case, at: datetime) -> Any:
        return await self._desk.look(case.id, at)

    async def _does(self, case: _Case, step: str, at: datetime, **body: Any) -> None:
        await self._desk.step(case.id, step, at, **body)
