"""Sanctions at work, before the city wakes: from two findings to what a body decided."""

from datetime import datetime, timedelta

from chassis.days import city_day
from contracts.branches import Branch
from contracts.codes import (
    Addressee,
    DecidingBody,
    OffenderRole,
    Procedure,
    ReportKind,
    SanctionKind,
)
from simulator.city import City
from simulator.city.sanctions import FACT_CODE, Sanction
from simulator.city.span import moment, wire
from simulator.play.http import Http
from simulator.play.ledger import Ledger
from simulator.play.police import Police
from simulator.play.sanction_desk import BY_HAND, EXTRACT, SanctionDesk
from simulator.play.timeline import Act, Timeline
from simulator.truth_measures import FollowUp, SanctionTaken

LAST_CLOSED = -1
"""The day on which a temporary closure ends: the city wakes on the next."""
WARNED, FOUND_AGAIN, INVITED, HEARD, DECIDED, NOTIFIED = 1, 4, 5, 14, 15, 16
"""Days after the first facts."""


class SanctionOffice:
    """Puts the cases on the timeline; what was decided goes into the ledger, as the truth."""

    def __init__(self, city: City, http: Http, police: Police, ledger: Ledger) -> None:
        self._city = city
        self._police = police
        self._ledger = ledger
        self._desk = SanctionDesk(http)
        self._cases: dict[str, str] = {}

    def plan(self, timeline: Timeline) -> None:
        for sanction in self._city.sanctions:
            steps: list[tuple[int, str, Act]] = [
                (0, "facts", self._finding(sanction)),
                (WARNED, "warning", self._warning(sanction)),
            ]
            if sanction.kind and sanction.body:
                steps += [
                    (FOUND_AGAIN, "facts again", self._finding(sanction)),
                    (INVITED, "invitation", self._inviting(sanction)),
                    (HEARD, "hearing", self._hearing(sanction, sanction.kind)),
                    (DECIDED, "decision", self._deciding(sanction, sanction.kind, sanction.body)),
                    (NOTIFIED, "notification", self._notifying(sanction)),
                ]
            for days, name, act in steps:
                at = sanction.found_at + timedelta(days=days)
                timeline.add(at, f"sanction {sanction.id}: {name}", act, sanction.house.label)

    def _finding(self, sanction: Sanction) -> Act:
        owner = sanction.house.owner

        async def find(at: datetime) -> None:
            finding = {
                "reportKind": ReportKind.PV.value,
                "reportNumber": self._police.report_number(ReportKind.PV),
                "factCode": FACT_CODE,
                "factAt": wire(at - timedelta(minutes=20)),
                "branch": Branch.RAAM.value,
                "inToleranceZone": True,
                "premisesId": self._ledger.premises[sanction.house.number],
                "addressee": Addressee.SANCTIONEREND_AMBTENAAR.value,
                "offenderRole": OffenderRole.EXPLOITANT.value,
                "offender": {"name": owner.label, "organisation": owner.code},
                "possibleVictim": "nee",
            }
            found = await self._police.find(at, finding, Procedure.SANCTIE.value)
            self._cases.setdefault(sanction.id, found)

        return find

    def _warning(self, sanction: Sanction) -> Act:
        async def warn(at: datetime) -> None:
            case_id = await self._desk.opened(self._cases[sanction.id], at)
            self._cases[sanction.id] = case_id
            await self._desk.take(case_id, "pv-notification", at, notifiedAt=wire(at))
            await self._desk.take(
                case_id, "warning", at, sentAt=wire(at), extract=EXTRACT, **BY_HAND
            )

        return warn

    def _inviting(self, sanction: Sanction) -> Act:
        async def invite(at: datetime) -> None:
            case_id = self._cases[sanction.id]
            await self._desk.reaches(case_id, "volgende_vaststelling", at)
            hearing = sanction.found_at + timedelta(days=HEARD)
            body = {"hearingAt": wire(hearing), "sooner": True, "receivedOn": f"{city_day(at)}"}
            await self._desk.take(case_id, "hearing-invitation", at, **body)

        return invite

    def _hearing(self, sanction: Sanction, kind: SanctionKind) -> Act:
        async def hear(at: datetime) -> None:
            case_id = self._cases[sanction.id]
            report = {"report": "De eigenaar gaf uitleg.", "heldAt": wire(at), "final": True}
            await self._desk.take(case_id, "hearing", at, **report)
            proposal = {
                "kind": kind,
                "motivation": "Twee keer werkte iemand zonder aangifte.",
                "proportionality": "De maatregel staat in verhouding tot twee vaststellingen.",
            }
            await self._desk.take(case_id, "proposal", at, **proposal)

        return hear

    def _deciding(self, sanction: Sanction, kind: SanctionKind, body: DecidingBody) -> Act:
        async def decide(at: datetime) -> None:
            case_id = self._cases[sanction.id]
            closes = kind is SanctionKind.TIJDELIJKE_SLUITING
            until = {"effectiveTo": wire(moment(LAST_CLOSED, 6))} if closes else {}
            await self._desk.decide(case_id, kind, body, at, **until)
            taken = SanctionTaken(city_day(at), kind, body)
            self._ledger.measures.sanctions[case_id] = taken

        return decide

    def _notifying(self, sanction: Sanction) -> Act:
        async def notify(at: datetime) -> None:
            case_id = self._cases[sanction.id]
            await self._desk.take(case_id, "notification", at, notifiedAt=wire(at))
            self._ledger.measures.sanctions[case_id].follow_up = FollowUp.IN_UITVOERING

        return notify
