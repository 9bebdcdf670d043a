"""The city's own offices: declarations of suitability, visits, and the register of regie."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from chassis.days import city_day
from contracts.codes import VisitKind, VisitReason, VisitResult
from simulator.city import City
from simulator.city.grid import Spot, spots_of
from simulator.city.permits import (
    DAYS_TO_BE_HEARD,
    FULL_ADVICE_FROM_ROOMS,
    Outcome,
    Permit,
    Visit,
)
from simulator.city.premises import POSTCODE, Premises
from simulator.city.regie import Record
from simulator.city.regulation import RECORDS
from simulator.city.span import FIRST_DAY
from simulator.play import actors
from simulator.play.actors import Actor
from simulator.play.http import Answer, Http, SurpriseError
from simulator.play.ledger import Ledger
from simulator.play.poll import until
from simulator.play.timeline import Act, Timeline
from simulator.truth_measures import VisitMade
from simulator.truth_regie import Recorded

DOSSIERS = "/v1/suitability-dossiers"
ADVISERS = ("brandweer", "stedenbouw", "hygiene", "politie_moraliteit", "statuten")
SMALL = "Klein pand: de andere diensten zagen het al bij de vorige verklaring."
VALID_TO = date(2028, 12, 31)
UNKNOWN_STREET = "onbekend"
TO_MEET_CONDITIONS = timedelta(days=60)
"""From the day on which the city wakes."""
REJECTED = "verwerping"
CONTESTED: tuple[tuple[int, str, Actor, dict[str, Any]], ...] = (
    (0, "decision-notification", actors.COLLEGE, {}),
    (18, "council-appeal", actors.LAWYER, {"rollNumber": "A. 123.789"}),
    (25, "council-lawyer", actors.LAWYER, {"lawOffice": "Kantoor Voorbeeld"}),
    (30, "council-file", actors.LAWYER, {}),
    (180, "council-ruling", actors.LAWYER, {"ruling": REJECTED}),
)
"""Days after the refusal is known, and what its owner and the city do at the Council of State."""
MOTIVATION = "Het pand werd getoetst aan de voorwaarden van het reglement."


class Town:
    """Sets the houses up before the city wakes, and does the offices' work while it lives."""

    def __init__(self, city: City, http: Http, ledger: Ledger) -> None:
        self._city = city
        self._http = http
        self._ledger = ledger

    def plan_permits(self, timeline: Timeline) -> None:
        for permit in self._city.permits:
            self._plan_permit(permit, timeline)
        self._plan_visits(self._city.yearly_round, timeline)
        for record in self._city.earlier_regie:
            timeline.add(record.at, f"regie {record.kind}", self._recording(record))

    def plan(self, timeline: Timeline) -> None:
        for permit in self._city.permits:
            if permit.met_at:
                act = self._step(permit, "conditions-met", {})
                timeline.add(permit.met_at, f"conditions met by {permit.house.label}", act)
            if permit.renewal_at:
                act = self._renewing(permit)
                timeline.add(permit.renewal_at, f"renewal of {permit.house.label}", act)
        self._plan_visits(self._city.visits, timeline)
        for record in self._city.regie:
            timeline.add(record.at, f"regie {record.kind}", self._recording(record))
        timeline.add(self._city.span.starts_at, "register of regulation", self._keep_regulation)

    def _plan_visits(self, visits: Iterable[Visit], timeline: Timeline) -> None:
        for visit in visits:
            reason = VisitReason.JAARLIJKS if visit.proactive else VisitReason.MELDING
            act = self._visiting(visit.house, reason, in_order=visit.in_order)
            timeline.add(visit.at, f"visit to {visit.house.label}", act, visit.house.label)

    async def wait_for_rooms(self) -> None:
        """Until the calendar knows every room, by the events that the decisions led to."""
        wanted: Counter[str] = Counter()
        for house in self._city.houses:
            if house is not self._city.refused:
                wanted[house.owner.code] += len(house.rooms)
        for owner, count in wanted.items():
            await until(partial(self._has_rooms, owner, count), f"the rooms of {owner}")

    async def _has_rooms(self, owner: str, count: int) -> bool | None:
        at = self._city.span.starts_at
        rooms = self._http.every("pandkalender", "/v1/rooms", actors.owner(owner), at)
        return sum([room["acceptsShifts"] async for room in rooms]) >= count or None

    def _plan_permit(self, permit: Permit, timeline: Timeline) -> None:
        """From application to decision, in one order per house."""
        house, label = permit.house, permit.house.label
        asked = ADVISERS if len(house.rooms) >= FULL_ADVICE_FROM_ROOMS else ADVISERS[:1]
        steps: list[tuple[str, Act]] = [
            ("application", self._applying(permit)),
            ("completeness", self._step(permit, "completeness", {"complete": True})),
            ("advice-requests", self._step(permit, "advice-requests", {"services": asked})),
            ("visits", self._visiting(house, VisitReason.AANVRAAG)),
        ]
        for service in asked:
            advice = {"service": service, "outcome": "gunstig", "conditions": []}
            steps.append((f"advice of {service}", self._step(permit, "advices", advice)))
        if permit.outcome is Outcome.GEWEIGERD:
            heard = {"report": "De aanvrager is gehoord."}
            steps.append(("hearing-invitation", self._inviting(permit)))
            steps.append(("hearing", self._step(permit, "hearing", heard)))
        steps.append(("decision", self._deciding(permit)))
        at = permit.applied_at
        for name, act in steps:
            timeline.add(at, f"{name} for {label}", act, label)
            at += DAYS_TO_BE_HEARD if name == "hearing-invitation" else timedelta(days=2)
        if permit.outcome is Outcome.GEWEIGERD:
            for days, name, office, body in CONTESTED:
                act = self._step(permit, name, body, office)
                timeline.add(at + timedelta(days=days), f"{name} for {label}", act, label)

    async def troubles(self, at: datetime) -> list[str]:
        """A sentence when the refusal did not stand at the Council of State."""
        path = f"{DOSSIERS}/{self._ledger.dossiers[self._city.refused.number]}"
        appeal = await self._http.get("enforcement", f"{path}/council-appeal", actors.LAWYER, at)
        dossier = await self._http.get("enforcement", path, actors.POLICY_OFFICE, at)
        ruling = appeal.body["ruling"] if appeal.ok else "unknown"
        state = dossier.body["state"] if dossier.ok else "unknown"
        if (ruling, state) == (REJECTED, Outcome.GEWEIGERD):
            return []
        return [f"the refused house is {state} after the ruling {ruling}"]

    def _applying(self, permit: Permit) -> Act:
        house = permit.house
        body = {
            "premises": {
                "label": house.label,
                "street": house.street,
                "houseNumber": house.house_number,
                "postcode": POSTCODE,
            },
            "rooms": list(house.rooms),
            "reason": "aanvraag",
        }

        async def apply(at: datetime) -> None:
            answer = await self._enforce(DOSSIERS, actors.owner(house.owner.code), at, body)
            self._ledger.dossiers[house.number] = answer.body["dossierId"]
            self._ledger.premises[house.number] = answer.body["premisesId"]
            ids = {room["label"]: room["roomId"] for room in answer.body["rooms"]}
            for spot in spots_of(house):
                self._ledger.rooms[Spot(house.number, spot.room)] = ids[spot.room]

        return apply

    def _step(
        self,
        permit: Permit,
        step: str,
        body: dict[str, Any],
        office: Actor = actors.POLICY_OFFICE,
    ) -> Act:
        async def take(at: datetime) -> None:
            await self._take(permit.house.number, step, office, at, body)

        return take

    def _deciding(self, permit: Permit) -> Act:
        async def decide(at: datetime) -> None:
            body = _decision(permit, at)
            house = permit.house.number
            await self._take(house, "decision", actors.COLLEGE, at, body)
            if permit.outcome is not Outcome.GEWEIGERD:
                self._ledger.measures.declared[house] = city_day(at)

        return decide

    def _inviting(self, permit: Permit) -> Act:
        async def invite(at: datetime) -> None:
            body = {"hearingAt": (at + DAYS_TO_BE_HEARD).isoformat()}
            house = permit.house.number
            await self._take(house, "hearing-invitation", actors.POLICY_OFFICE, at, body)

        return invite

    def _renewing(self, permit: Permit) -> Act:
        house = permit.house

        async def renew(at: datetime) -> None:
            await self._take(house.number, "renewal", actors.owner(house.owner.code), at, {})
            await self._visiting(house, VisitReason.VERNIEUWING)(at)

        return renew

    def _visiting(self, house: Premises, reason: VisitReason, *, in_order: bool = True) -> Act:
        """Every room is seen. Of a house that never was declared fit nobody knows the street."""
        yearly = reason is VisitReason.JAARLIJKS
        kind = VisitKind.PROACTIEF if yearly else VisitKind.REACTIEF
        result = VisitResult.IN_ORDE if in_order else VisitResult.TEKORTEN
        known = house is not self._city.refused
        street, rooms = house.street if known else UNKNOWN_STREET, len(house.rooms)
        body = {"kind": kind, "reason": reason, "result": result, "roomsVisited": rooms}

        async def go(at: datetime) -> None:
            await self._take(house.number, "visits", actors.POLICY_OFFICE, at, body)
            made = VisitMade(city_day(at), house.number, street, kind, reason, result, rooms)
            self._ledger.measures.visits.append(made)

        return go

    def _recording(self, record: Record) -> Act:
        async def keep(at: datetime) -> None:
            body = record.body(city_day(at))
            answer = await self._http.post(
                "reporting", "/v1/regie-records", actors.POLICY_OFFICE, at, body
            )
            if not answer.ok:
                raise SurpriseError("reporting", answer)
            self._ledger.counts["regie"] += 1
            made = (city_day(at), record.kind, record.type, record.subject, record.partners)
            self._ledger.regie.records.append(Recorded(*made))

        return keep

    async def _keep_regulation(self, at: datetime) -> None:
        """What was done of it before the city wakes."""
        for body in RECORDS:
            path = "/v1/regulation-records"
            answer = await self._http.post("reporting", path, actors.LAWYER, at, body)
            if not answer.ok:
                raise SurpriseError("reporting", answer)

    async def _take(
        self, house: int, step: str, actor: Actor, at: datetime, body: dict[str, Any]
    ) -> None:
        await self._enforce(f"{DOSSIERS}/{self._ledger.dossiers[house]}/{step}", actor, at, body)

    async def _enforce(self, path: str, actor: Actor, at: datetime, body: dict[str, Any]) -> Answer:
        answer = await self._http.post("enforcement", path, actor, at, body)
        if not answer.ok:
            raise SurpriseError("enforcement", answer)
        return answer


def _decision(permit: Permit, at: datetime) -> dict[str, Any]:
    body: dict[str, Any] = {"outcome": permit.outcome.value, "motivation": MOTIVATION}
    if permit.outcome is not Outcome.GEWEIGERD:
        body |= {"validFrom": city_day(at).isoformat(), "validTo": VALID_TO.isoformat()}
        if len(permit.house.rooms) < FULL_ADVICE_FROM_ROOMS:
            body["lackingBecause"] = SMALL
        if permit.condition:
            due = FIRST_DAY + TO_MEET_CONDITIONS
            body |= {"conditions": [permit.condition], "conditionsDueOn": due.isoformat()}
    else:
        body["defenceAnswer"] = "Wat de aanvrager zei, neemt de tekorten niet weg."
    return body
