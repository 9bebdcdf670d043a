"""Fines at work: each case goes its way, from the facts until it is decided and final."""

from datetime import datetime, timedelta
from typing import Any

from chassis.days import city_day
from contracts.codes import Addressee, AppealVerdict, Procedure, ReportKind
from simulator.city import City
from simulator.city.fines import Fine, Payment, Way
from simulator.city.span import wire
from simulator.play.actors import CASE_WORKER, FINING_OFFICER
from simulator.play.fine_desk import FineDesk
from simulator.play.fine_payments import FinePayments, Steps
from simulator.play.http import Http
from simulator.play.ledger import Ledger
from simulator.play.police import Police
from simulator.play.timeline import Act, Timeline
from simulator.truth_measures import AppealStands, FineImposed, PaymentStands

ANSWERS = {Way.WRITTEN: "verworpen", Way.ONLINE: "verworpen", Way.HEARD: "deels_aanvaard"}
PLACE = "Voorbeeldzaal"

OPENED, OPENING_LETTER, OFFERED, ANSWERED, HEARD, ENDED = 2, 3, 8, 12, 24, 26
DECIDED, APPEALED, FILE_SENT, JUDGED, EXPIRED = 32, 50, 55, 88, 190
"""Days after the facts. Letters, weekends and holidays always fit between them."""
ENDS = {
    Way.SHELVED: "geseponeerd",
    Way.WARNED: "waarschuwing",
    Way.MEDIATED: "bemiddeling_geslaagd",
    Way.JOINED: "gevoegd",
    Way.EXPIRED: "vervallen",
    Payment.NEVER_OWED: "vernietigd",
    Payment.COLLECTED: "dwanginvordering",
}
PAID_STATE, OWED_STATE = "betaald", "te_betalen"
"""The first is the state in which every other case ends."""


class FineOffice:
    """Puts the cases on the timeline before the city wakes, and on that of its life.

    What the city decided goes into the ledger, as the truth of the indicators.
    """

    def __init__(self, city: City, http: Http, police: Police, ledger: Ledger) -> None:
        self._city = city
        self._fines = (*city.earlier_fines, *city.fines)
        self._police = police
        self._ledger = ledger
        self._desk = FineDesk(http)
        self._cases: dict[str, str] = {}
        self._payments = FinePayments(city, self._desk, ledger, self._cases)

    def plan(self, timeline: Timeline, *, before: bool) -> None:
        """The steps before the city wakes, or those of its life."""
        span = self._city.span
        for fine in self._fines:
            for days, name, act in self._steps(fine):
                at = fine.day(days)
                if at < span.starts_at if before else at in span:
                    timeline.add(at, f"fine {fine.id}: {name}", act, fine.into or fine.id)
        self._payments.plan_statements(timeline, before=before)

    async def troubles(self, at: datetime) -> list[str]:
        """A sentence for each case that ends elsewhere than it should."""
        troubles = []
        for fine in self._fines:
            case_id = self._cases.get(fine.id)
            state = (await self._desk.look(case_id, at))["state"] if case_id else "never opened"
            if state != self._ends(fine):
                troubles.append(f"fine {fine.id} ({fine.way}, {fine.payment}) is {state}")
        return troubles

    def _steps(self, fine: Fine) -> Steps:
        steps: Steps = [(0, "facts", self._finding(fine))]
        if fine.way is Way.SHELVED:
            shelve = self._stepping(fine, "shelving", motivation="De feiten zijn te gering.")
            return [*steps, (OPENED, "opened", self._opening(fine)), (OPENED, "shelved", shelve)]
        if fine.into is not None:
            join = self._joining(fine, fine.into)
            return [*steps, (OPENED, "opened", self._opening(fine)), (OPENED, "joined", join)]
        if fine.way is Way.EXPIRED:
            expire = (EXPIRED, "expiry", self._expiring(fine))
            return [*steps, (OPENED, "opened", self._opening(fine)), expire]
        steps += [
            (OPENED, "opened", self._opening(fine)),
            (OPENING_LETTER, "weighed", self._stepping(fine, "triage", envisaged=fine.envisaged)),
            (OPENING_LETTER, "opening letter", self._starting(fine)),
            *self._answer(fine),
        ]
        if fine.payment is not None:
            steps += [(DECIDED, "decision", self._deciding(fine)), *self._appeal(fine)]
            steps += self._payments.steps(fine, fine.payment)
        return steps

    def _answer(self, fine: Fine) -> Steps:
        write = self._stepping(fine, "written-defence", summary="Ik was er niet.")
        hear = self._stepping(fine, "hearing", report="De betrokkene betwist de plaats.")
        accept = self._stepping(fine, "mediation-acceptance", mediator="bemiddelaar-1")
        ways: dict[Way, Steps] = {
            Way.WARNED: [(ENDED, "warning", self._warning(fine))],
            Way.ADMITTED: [(ANSWERED, "admitted", self._stepping(fine, "not-contested"))],
            Way.WRITTEN: [(ANSWERED, "defence", write)],
            Way.ONLINE: [(ANSWERED, "defence", self._defending_online(fine))],
            Way.HEARD: [
                (ANSWERED, "hearing asked", self._asking_hearing(fine)),
                (HEARD, "hearing", hear),
            ],
            Way.MEDIATED: [
                (OFFERED, "mediation", self._sending(fine, "bemiddelingsaanbod")),
                (ANSWERED, "mediation accepted", accept),
                (ENDED, "mediated", self._stepping(fine, "mediation-end", result="geslaagd")),
            ],
        }
        return ways.get(fine.way, [])

    def _appeal(self, fine: Fine) -> Steps:
        if fine.verdict is None:
            return []
        lawyer = self._stepping(fine, "appeal-lawyer", lawOffice="Kantoor Voorbeeld")
        return [
            (APPEALED, "appeal", self._stepping(fine, "appeal", rollNumber=f"26/{fine.id}")),
            (APPEALED, "lawyer", lawyer),
            (FILE_SENT, "court file", self._stepping(fine, "appeal-file")),
            (JUDGED, "judgment", self._judging(fine, fine.verdict)),
        ]

    def _finding(self, fine: Fine) -> Act:
        async def find(at: datetime) -> None:
            body = {
                "reportKind": ReportKind.PV.value,
                "reportNumber": self._police.report_number(ReportKind.PV),
                "factCode": fine.fact_code,
                "factAt": wire(at - timedelta(hours=1)),
                "branch": fine.branch.value,
                "inToleranceZone": fine.in_tolerance_zone,
                "addressee": Addressee.SANCTIONEREND_AMBTENAAR.value,
                "offenderRole": fine.role.value,
                "offender": {"name": f"Iemand Zondernaam {fine.id}", "birthDate": "1980-01-01"},
                "possibleVictim": "nee",
            }
            self._cases[fine.id] = await self._police.find(at, body, Procedure.GAS.value)

        return find

    def _opening(self, fine: Fine) -> Act:
        async def open_case(at: datetime) -> None:
            self._cases[fine.id] = await self._desk.opened(self._cases[fine.id], at)

        return open_case

    def _stepping(self, fine: Fine, step: str, **body: Any) -> Act:
        async def take(at: datetime) -> None:
            await self._desk.step(self._cases[fine.id], step, at, **body)

        return take

    def _starting(self, fine: Fine) -> Act:
        async def start(at: datetime) -> None:
            await self._desk.address(self._cases[fine.id], at, "overtreder")
            await self._desk.send(self._cases[fine.id], "opstartbrief", at)

        return start

    def _joining(self, fine: Fine, into: str) -> Act:
        async def join(at: datetime) -> None:
            case_id, into_id = self._cases[fine.id], self._cases[into]
            await self._desk.step(case_id, "join", at, intoId=into_id, samePerson=True)

        return join

    def _defending_online(self, fine: Fine) -> Act:
        async def defend(at: datetime) -> None:
            await self._desk.defend_online(self._cases[fine.id], at)

        return defend

    def _sending(self, fine: Fine, kind: str) -> Act:
        async def send(at: datetime) -> None:
            await self._desk.send(self._cases[fine.id], kind, at)

        return send

    def _warning(self, fine: Fine) -> Act:
        async def warn(at: datetime) -> None:
            body = {"kind": "waarschuwing", "motivation": "Een waarschuwing volstaat."}
            case_id = self._cases[fine.id]
            await self._desk.step(case_id, "dismissal", at, FINING_OFFICER, **body)

        return warn

    def _expiring(self, fine: Fine) -> Act:
        """Nobody took it up: the clock says so, and the officer confirms it."""

        async def expire(at: datetime) -> None:
            await self._desk.step(self._cases[fine.id], "expiry", at, FINING_OFFICER)

        return expire

    def _asking_hearing(self, fine: Fine) -> Act:
        async def ask(at: datetime) -> None:
            slot = {"startsAt": wire(fine.day(HEARD) - timedelta(hours=1)), "place": PLACE}
            opened = await self._desk.post("/v1/hearing-slots", CASE_WORKER, at, slot)
            case_id = self._cases[fine.id]
            await self._desk.step(case_id, "hearing-request", at, slotId=opened["slotId"])
            await self._desk.send(case_id, "uitnodiging_hoorzitting", at)

        return ask

    def _deciding(self, fine: Fine) -> Act:
        async def decide(at: datetime) -> None:
            defence = ANSWERS.get(fine.way, "geen_verweer")
            case_id = self._cases[fine.id]
            await self._desk.decide(case_id, fine.role, fine.amount, defence, at)
            self._ledger.measures.fines[case_id] = FineImposed(
                on=city_day(at),
                role=fine.role,
                branch=fine.branch,
                in_tolerance_zone=fine.in_tolerance_zone,
                amount=fine.amount,
                defence=defence,
            )

        return decide

    def _judging(self, fine: Fine, verdict: AppealVerdict) -> Act:
        async def judge(at: datetime) -> None:
            revised = verdict is AppealVerdict.HERZIEN
            amount = fine.amount_owed if revised else None
            case_id = self._cases[fine.id]
            await self._desk.step(case_id, "judgment", at, verdict=verdict.value, amount=amount)
            self._ledger.measures.fines[case_id].appeal = AppealStands(verdict)
            if verdict is AppealVerdict.VERNIETIGD:
                self._ledger.measures.fines[case_id].payment = PaymentStands.NIET_VERSCHULDIGD

        return judge

    def _ends(self, fine: Fine) -> str:
        if fine.payment is Payment.INSTALMENTS:
            return PAID_STATE if self._payments.is_paid(fine) else OWED_STATE
        return ENDS.get(fine.payment or fine.way, PAID_STATE)
