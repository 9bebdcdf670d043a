"""17: an owner sells a house; what the seller declared ahead lapses, and the buyer takes over.

The seller was warned. That warning stays with the seller: what is found about the same rule when
the buyer has the house begins a case of its own, with a warning of its own.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from chassis.days import city_day
from contracts import Branch
from contracts.codes import Addressee, OffenderRole, Procedure, ReportKind
from simulator.city.grid import Spot
from simulator.city.span import wire
from simulator.play.actors import TEAM_LEADER
from simulator.play.applicant import Applicant
from simulator.play.http import Answer
from simulator.play.permit_office import PermitOffice
from simulator.play.sanction_desk import BY_HAND, EXTRACT, SanctionDesk
from simulator.scenarios.permit import Owner, permit
from simulator.scenarios.story import Check, Story, must

NUMBER = 17
SELLER = Owner("OWN-901", "eigenaar die haar huis verkoopt")
BUYER = Owner("OWN-902", "koper van dat huis")
SPOT, LABEL = Spot(901, "R-01"), "Te koop"
GRANTED = {"outcome": "toegekend", "motivation": "Het pand voldoet."}
LONG = timedelta(hours=5)
FACT_CODE = "werker-niet-aangegeven"
ASSESSED = {"outcome": "nieuwe_aanvraag", "reason": "Een nieuwe eigenaar vraagt zelf aan."}
NOT_COVERED = "Niet aanvaard"
WARNED, NEW = "waarschuwing_verstuurd", "vaststelling_ontvangen"


def tell(story: Story) -> Check:
    return _Sale(story).tell()


class _Sale:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        self._office = PermitOffice(story.world.http)
        self._desk = SanctionDesk(story.world.http)
        self._site = Applicant(story.world.http, SELLER.account)
        self._dossier = ""
        self._ahead: Answer | None = None
        self._seen: dict[str, Any] = {}
        self._bought: Answer | None = None
        self._warned = self._found = ""

    def tell(self) -> Check:
        story = self._story
        story.at(0.10, "the seller gets a declaration", partial(self._permit, SELLER))
        story.at(0.25, "the police find somebody undeclared, and the seller is warned", self._warn)
        story.at(0.35, "the seller tells that another will hold the house", self._tell_change)
        story.at(0.40, "the seller declares ahead", self._declare_ahead)
        story.at(0.50, "the seller stops", self._stop)
        story.at(0.55, "the buyer gets a declaration", partial(self._permit, BUYER))
        story.at(0.60, "the seller looks", self._look)
        story.at(0.65, "the buyer declares the same hours", self._take_over)
        story.at(0.80, "the police find the same with the buyer", self._find_again)
        return self._check

    @property
    def _hours(self) -> tuple[datetime, datetime]:
        """Long after the sale: hours that begin while nobody has the house lapse as blocked."""
        starts = self._story.moment(0.93)
        return starts, starts + LONG

    async def _permit(self, owner: Owner, at: datetime) -> None:
        self._dossier = await permit(self._world, owner, SPOT, LABEL, GRANTED, at)

    async def _finding(self, owner: Owner, at: datetime) -> str:
        """The case about a finding; its id."""
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
            "offender": {"name": owner.name, "organisation": owner.code},
            "possibleVictim": "nee",
        }
        found = await self._world.police.find(at, body, Procedure.SANCTIE.value)
        return await self._desk.opened(found, at)

    async def _warn(self, at: datetime) -> None:
        self._warned = await self._finding(SELLER, at)
        await self._desk.take(self._warned, "pv-notification", at, notifiedAt=wire(at))
        warning = {"sentAt": wire(at), "extract": EXTRACT, **BY_HAND}
        await self._desk.take(self._warned, "warning", at, **warning)

    async def _tell_change(self, at: datetime) -> None:
        """By the calendar's site; the city answers that a buyer must have an own declaration."""
        premises = self._world.ledger.premises[SPOT.premises]
        on = city_day(at) + timedelta(days=1)
        application = await self._site.tell_holder(premises, on, at)
        change_id = await self._office.change(self._dossier, at)
        await self._office.take(self._dossier, f"changes/{change_id}/assessment", at, ASSESSED)
        await self._site.comes_to_read(application, NOT_COVERED, at)

    async def _declare_ahead(self, at: datetime) -> None:
        self._ahead = await self._declare(SELLER, 18, at)
        must(self._ahead.ok, "the seller could not declare ahead")

    async def _declare(self, owner: Owner, member: int, at: datetime) -> Answer:
        person = self._world.city.cast[member]
        starts, ends = self._hours
        return await self._story.declare(SPOT, person, (starts, ends), at, owner=owner.actor)

    async def _stop(self, at: datetime) -> None:
        path = f"/v1/suitability-dossiers/{self._dossier}/relinquishment"
        await self._world.post("enforcement", path, SELLER.actor, at, {})

    async def _look(self, at: datetime) -> None:
        assert self._ahead is not None
        path = f"/v1/shifts/{self._ahead.body['shiftId']}"
        self._seen = await self._world.get("pandkalender", path, SELLER.actor, at)
        self._world.ledger.lapsed(self._ahead.body["shiftId"])

    async def _take_over(self, at: datetime) -> None:
        self._bought = await self._declare(BUYER, 19, at)

    async def _find_again(self, at: datetime) -> None:
        self._found = await self._finding(BUYER, at)

    async def _check(self) -> None:
        must(self._seen["state"] == "vervallen", "the seller's shift still stands after the sale")
        must(
            self._seen["lapseReason"] == "pand_geblokkeerd",
            "the seller does not read why the shift lapsed",
        )
        must(self._bought and self._bought.ok, "the seller's shift stands in the buyer's way")
        await self._check_police()
        self._story.must_not(
            self._found == self._warned, "the buyer is held to what the seller was warned of"
        )
        for case_id, state in ((self._warned, WARNED), (self._found, NEW)):
            case = await self._desk.look(case_id, self._world.end)
            must(case["state"] == state, f"a case is {case['state']} after the sale, not {state}")

    async def _check_police(self) -> None:
        starts = self._hours[0]
        rows = self._world.http.every(
            "databank",
            "/v1/shifts",
            TEAM_LEADER,
            self._world.end,
            **{"from": wire(starts), "to": wire(starts + timedelta(seconds=1))},
        )
        room = self._world.ledger.rooms[SPOT]
        states = {row["state"] async for row in rows if row["roomId"] == room}
        must("geannuleerd" in states, "the police still expect the seller's shift")
        must(len(states) == 2, "the police do not know both shifts")
