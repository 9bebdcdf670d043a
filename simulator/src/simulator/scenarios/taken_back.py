"""32: a worker is fined, pays at once, and then says that she is forced: the city takes it back.

She paid long before the fine was final, by the reference on her decision. The signal holds the
case; the officer withdraws the fine, she gets all of it back, and a letter says so. A client who
paid as early keeps his fine, and nobody asks him for what he paid.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chassis.days import city_day
from contracts import Branch
from contracts.codes import Addressee, OffenderRole, Procedure, ReportKind, SignalKind
from simulator.city.span import wire
from simulator.play.actors import CASE_WORKER, FINANCE, FINING_OFFICER, OFFICERS, TEAM_LEADER
from simulator.play.bank import Bank, Transfer
from simulator.play.fine_desk import READY, FineDesk
from simulator.play.own_case import reference_on
from simulator.play.police import offender
from simulator.play.poll import until
from simulator.scenarios.story import Check, Story, must
from simulator.truth_measures import FineImposed, PaymentStands

NUMBER = 32
AMOUNT = 150
CENTS = AMOUNT * 100
FORTNIGHT = 14
"""Days."""


@dataclass
class _Fined:
    """One of the two who pay early."""

    role: OffenderRole
    id: str = ""
    finding_id: str = ""


def tell(story: Story) -> Check:
    return _TakenBack(story).tell()


class _TakenBack:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        self._desk = FineDesk(story.world.http)
        self._bank = Bank("S32-")
        self._person = story.world.city.cast[32]
        self._person_id = ""
        self._worker = _Fined(OffenderRole.PROSTITUEE)
        self._client = _Fined(OffenderRole.PROSTITUANT)
        self._too_soon = False
        """In a city of a few days no opening letter arrives before its end, so nobody is fined."""

    def tell(self) -> Check:
        story = self._story
        story.at(0.08, "the police hand over what they found", self._find)
        story.at(0.14, "the city starts cases", self._start)
        story.at(0.55, "an officer fines both", self._fine)
        story.at(0.60, "both pay at once", self._pay)
        story.at(0.70, "she says that she is forced", self._signal)
        story.at(0.80, "the officer takes her fine back", self._withdraw)
        return self._check

    async def _find(self, at: datetime) -> None:
        seen = at - timedelta(hours=1)
        inspection = await self._story.inspect(
            Branch.STRAAT, self._person, seen, at, result="vaststelling"
        )
        (met,) = inspection.body["persons"]
        self._person_id = met["personId"]
        known = {
            "inspectionId": inspection.body["inspectionId"],
            "personId": self._person_id,
            "offender": offender(self._person),
        }
        stranger = {"offender": {"name": "Klant Zondernaam 32", "birthDate": "1980-01-01"}}
        for fined, who in ((self._worker, known), (self._client, stranger)):
            body = {
                "reportKind": ReportKind.PV.value,
                "reportNumber": self._world.police.report_number(ReportKind.PV),
                "factCode": "straatprostitutie",
                "factAt": wire(seen),
                "branch": Branch.STRAAT.value,
                "inToleranceZone": False,
                "addressee": Addressee.SANCTIONEREND_AMBTENAAR.value,
                "offenderRole": fined.role.value,
                "possibleVictim": "nee",
                **who,
            }
            fined.finding_id = await self._world.police.find(at, body, Procedure.GAS.value)

    async def _start(self, at: datetime) -> None:
        for fined in (self._worker, self._client):
            fined.id = await self._desk.opened(fined.finding_id, at)
            waits = (await self._desk.look(fined.id, at))["onHold"]
            self._story.must_not(waits, "a fine is on hold before anybody said anything")
            await self._desk.step(fined.id, "triage", at, envisaged=AMOUNT)
            await self._desk.address(fined.id, at, "overtreder")
            await self._desk.send(fined.id, "opstartbrief", at)
            await self._desk.step(fined.id, "not-contested", at)

    async def _fine(self, at: datetime) -> None:
        path = f"/v1/gas-cases/{self._client.id}/ready"
        await self._world.http.post("enforcement", path, CASE_WORKER, at, {})
        if (await self._desk.look(self._client.id, at))["state"] != READY:
            must(self._world.city.span.days < FORTNIGHT, "a letter took over a week")
            self._too_soon = True
            return
        for fined in (self._worker, self._client):
            await self._desk.decide(fined.id, fined.role, AMOUNT, "geen_verweer", at)
            self._world.ledger.measures.fines[fined.id] = FineImposed(
                on=city_day(at),
                role=fined.role,
                branch=Branch.STRAAT,
                in_tolerance_zone=False,
                amount=AMOUNT,
                defence="geen_verweer",
            )

    async def _pay(self, at: datetime) -> None:
        """The month of appeal has only begun: no claim is open, and none of it may get lost."""
        if self._too_soon:
            return
        for fined in (self._worker, self._client):
            reference = reference_on(await self._court_file(fined, at))
            self._bank.pay(Transfer(CENTS, city_day(at), reference=reference))
        statement = self._bank.statement()
        assert statement is not None, "two paid"
        read = await self._desk.read_statement(statement, at)
        must(not read["toLookAt"], "who pays by the reference of a decision is not recognised")

    async def _signal(self, at: datetime) -> None:
        if self._too_soon:
            return
        body = {
            "kind": SignalKind.DWANG.value,
            "personId": self._person_id,
            "observedAt": wire(at),
            "indicators": [],
        }
        await self._world.post("databank", "/v1/signals", OFFICERS[2], at, body)

        async def held() -> bool | None:
            return bool((await self._desk.look(self._worker.id, at))["onHold"]) or None

        await until(held, "her case to wait for consultation")
        other = await self._desk.look(self._client.id, at)
        self._story.must_not(other["onHold"], "the fine of a client is on hold by her signal")

    async def _withdraw(self, at: datetime) -> None:
        if self._too_soon:
            return
        case_id = self._worker.id
        reason = "De politie vroeg overleg; de boete was niet verschuldigd."
        await self._desk.step(case_id, "fine-withdrawal", at, FINING_OFFICER, motivation=reason)
        self._world.ledger.measures.fines[case_id].payment = PaymentStands.INGETROKKEN
        await self._desk.send(case_id, "intrekking", at)
        claim = await self._desk.claim(case_id, at)
        must(claim["creditCents"] == CENTS, "what she paid does not wait to be given back")
        path = f"/v1/claims/{case_id}/refunds"
        await self._desk.post(path, FINANCE, at, {"amountCents": claim["creditCents"]})

    async def _check(self) -> None:
        world = self._world
        states = [
            (await self._desk.look(each.id, world.end))["state"]
            for each in (self._worker, self._client)
        ]
        if self._too_soon:
            must("ter_kennis_gebracht" not in states, "somebody was fined too soon")
            return
        must(states[0] == "ingetrokken", f"the case of a victim is in state {states[0]}")
        self._story.must_not(states[1] == "ingetrokken", "a client who paid early owes nothing")
        claim = await self._desk.claim(self._worker.id, world.end)
        must(claim["creditCents"] == 0, "she did not get back what she paid")
        told = await self._court_file(self._worker, world.end)
        must(reference_on(told), "her file lost its decision")
        finding = await world.get(
            "databank", f"/v1/findings/{self._worker.finding_id}", TEAM_LEADER, world.end
        )
        must("geen_geldboete" in str(finding["followUp"]), "the police still see a fine")
        await self._must_not_remind(world.end)

    async def _must_not_remind(self, at: datetime) -> None:
        body = {"caseId": self._client.id, "kind": "herinnering"}
        answer = await self._world.http.post("enforcement", "/v1/letters", CASE_WORKER, at, body)
        self._story.must_not(answer.ok, "who paid before it was due is reminded")

    async def _court_file(self, fined: _Fined, at: datetime) -> Any:
        path = f"/v1/gas-cases/{fined.id}/court-file"
        return await self._desk.get(path, CASE_WORKER, at)
