"""36: a suspension that begins later, noted some days late, and taken back by the college itself.

Until its first day the house works; while it lasts the owner may ask to renew, so that a suspension
costs no declaration. Then the college finds that it erred and withdraws its own decision: the house
opens at once, and the suspension counts nowhere.
"""

from datetime import datetime, timedelta
from typing import Any

from contracts import Branch
from contracts.codes import (
    Addressee,
    DecidingBody,
    OffenderRole,
    Procedure,
    ReportKind,
    SanctionKind,
)
from simulator.city.grid import Spot
from simulator.city.span import wire
from simulator.play.actors import COLLEGE, TEAM_LEADER
from simulator.play.http import Answer
from simulator.play.permit_office import PermitOffice
from simulator.play.poll import until
from simulator.play.sanction_desk import BY_HAND, EXTRACT, SanctionDesk
from simulator.scenarios.permit import Owner, permit
from simulator.scenarios.story import Check, Story, must

NUMBER = 36
OWNER = Owner("OWN-906", "eigenaar die ten onrechte geschorst wordt")
SPOT, LABEL = Spot(906, "R-01"), "Ten onrechte geschorst"
GRANTED = {"outcome": "toegekend", "motivation": "Het pand voldoet."}
FACT_CODE = "werker-niet-aangegeven"
MONTH = timedelta(days=31)
DECIDED, NOTIFIED, BEGINS = 0.46, 0.50, 0.66
"""Shares of the days; both first ones are typed in later than they happened."""
ENDED, RENEWING = "afgesloten", "vernieuwing_lopend"


def tell(story: Story) -> Check:
    return _Retaken(story).tell()


class _Retaken:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        self._office = PermitOffice(story.world.http)
        self._desk = SanctionDesk(story.world.http)
        self._dossier = self._case = ""
        self._shut: Answer | None = None

    def tell(self) -> Check:
        story = self._story
        story.at(0.05, "a house gets a declaration", self._permit)
        story.at(0.12, "somebody undeclared is found, and the owner warned", self._warn)
        story.at(0.25, "somebody undeclared is found again", self._find_again)
        story.at(0.30, "the owner is invited, and writes", self._hear)
        story.at(0.55, "a decision of some days ago is noted", self._decide)
        story.at(0.60, "the owner declares before the suspension begins", self._declare)
        story.at(0.72, "the suspension has begun", self._look)
        story.at(0.76, "the owner asks to renew", self._renew)
        story.at(0.84, "the college takes its decision back", self._retake)
        story.at(0.88, "the owner declares again", self._declare_again)
        return self._check

    async def _permit(self, at: datetime) -> None:
        self._dossier = await permit(self._world, OWNER, SPOT, LABEL, GRANTED, at)

    async def _finding(self, at: datetime) -> str:
        body = {
            "reportKind": ReportKind.PV.value,
            "reportNumber": self._world.police.report_number(ReportKind.PV),
            "factCode": FACT_CODE,
            "factAt": wire(at - timedelta(minutes=20)),
            "branch": Branch.RAAM.value,
            "inToleranceZone": True,
            "premisesId": self._world.ledger.premises[SPOT.premises],
            "addressee": Addressee.SANCTIONEREND_AMBTENAAR.value,
            "offenderRole": OffenderRole.EXPLOITANT.value,
            "offender": {"name": OWNER.name, "organisation": OWNER.code},
            "possibleVictim": "nee",
        }
        return await self._world.police.find(at, body, Procedure.SANCTIE.value)

    async def _warn(self, at: datetime) -> None:
        self._case = await self._desk.opened(await self._finding(at), at)
        await self._desk.take(self._case, "pv-notification", at, notifiedAt=wire(at))
        warning = {"sentAt": wire(at), "extract": EXTRACT, **BY_HAND}
        await self._desk.take(self._case, "warning", at, **warning)

    async def _find_again(self, at: datetime) -> None:
        await self._finding(at)
        await self._desk.reaches(self._case, "volgende_vaststelling", at)

    async def _hear(self, at: datetime) -> None:
        invitation = {
            "hearingAt": wire(at + timedelta(days=1)),
            "sooner": True,
            "receivedOn": wire(at)[:10],
        }
        await self._desk.take(self._case, "hearing-invitation", at, **invitation)
        wrote = {"summary": "De eigenaar legt een contract voor.", "final": True}
        await self._desk.take(self._case, "written-defence", at, **wrote)
        proposal = {
            "kind": SanctionKind.SCHORSING,
            "motivation": "Twee keer werkte iemand zonder aangifte.",
            "proportionality": "Een maand staat in verhouding tot twee vaststellingen.",
        }
        await self._desk.take(self._case, "proposal", at, **proposal)

    async def _decide(self, at: datetime) -> None:
        decided, begins = self._story.moment(DECIDED), self._story.moment(BEGINS)
        lasts = {"effectiveFrom": wire(begins), "effectiveTo": wire(begins + MONTH)}
        kind, body = SanctionKind.SCHORSING, DecidingBody.COLLEGE
        await self._desk.decide(self._case, kind, body, at, decidedAt=wire(decided), **lasts)
        notified = wire(self._story.moment(NOTIFIED))
        await self._desk.take(self._case, "notification", at, notifiedAt=notified)

    async def _declare(self, at: datetime) -> None:
        shift = await self._shift(14, at)
        self._story.must_not(not shift.ok, "a suspension that begins later shuts the house before")

    async def _shift(self, member: int, at: datetime) -> Answer:
        hours = at + timedelta(minutes=10), at + timedelta(minutes=50)
        person = self._world.city.cast[member]
        return await self._story.declare(SPOT, person, hours, at, owner=OWNER.actor)

    async def _look(self, at: datetime) -> None:
        await self._rooms_open(at, open_=False)
        self._shut = await self._shift(15, at)
        must(await self._known(at), "the police do not see a suspension that was noted late")

    async def _rooms_open(self, at: datetime, *, open_: bool) -> None:
        async def so() -> bool | None:
            rooms = self._world.http.every("pandkalender", "/v1/rooms", OWNER.actor, at)
            return all([room["acceptsShifts"] is open_ async for room in rooms]) or None

        await until(so, f"the house to be {'open' if open_ else 'shut'}")

    async def _known(self, at: datetime) -> bool:
        """Whether the police hold the owner to the suspension."""
        listed = self._world.http.every("databank", "/v1/suspensions", TEAM_LEADER, at)
        return any(
            [row["caseId"] == self._case and row["liftedAt"] is None async for row in listed]
        )

    async def _renew(self, at: datetime) -> None:
        await self._office.take(self._dossier, "renewal", at, {}, OWNER.actor)

    async def _retake(self, at: datetime) -> None:
        path = f"/v1/sanction-cases/{self._case}/retake"
        why = {"restart": "niets", "motivation": "Het contract bewijst de aangifte."}
        await self._world.post("enforcement", path, COLLEGE, at, why)

    async def _declare_again(self, at: datetime) -> None:
        await self._rooms_open(at, open_=True)
        shift = await self._shift(16, at)
        must(shift.ok, "the house stays shut by a decision that was taken back")

    async def _check(self) -> None:
        must(self._shut and self._shut.code == "kamer-geblokkeerd", "a suspended house worked on")
        end = self._world.end
        case: dict[str, Any] = await self._desk.look(self._case, end)
        must(case["state"] == ENDED, f"the case ends in state {case['state']}")
        dossier = await self._office.look(self._dossier, end)
        must(dossier["state"] == RENEWING, f"the dossier ends in state {dossier['state']}")
        self._story.must_not(
            await self._known(end), "the police hold the owner to what was taken back"
        )
