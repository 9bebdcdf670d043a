"""Owners at work: they declare, change, cancel and end shifts."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from simulator.city import City
from simulator.city.grid import Spot
from simulator.city.people import OWNER, claim
from simulator.city.roster import Shift
from simulator.city.seeds import stream
from simulator.city.span import wire
from simulator.play import actors
from simulator.play.http import Answer, Http, SurpriseError
from simulator.play.ledger import Ledger
from simulator.play.timeline import Act, Timeline

MOST_IN_ROSTER = 16


class Owners:
    """Owners put their plans on the timeline, and accepted requests in the ledger."""

    def __init__(self, city: City, http: Http, ledger: Ledger) -> None:
        self._city = city
        self._http = http
        self._ledger = ledger
        self._claims: dict[str, dict[str, Any]] = {}
        # Written down beforehand, so that spelling does not depend on who is served first.
        chance = stream(city.seed, "owners' spelling")
        spelled: dict[tuple[str, str], dict[str, Any]] = {}
        for shift in city.shifts:
            known = spelled.get((shift.owner, shift.person.id))
            if known is None or chance.random() < 0.1:
                known = claim(shift.person, OWNER, chance)
                spelled[shift.owner, shift.person.id] = known
            self._claims[shift.id] = known

    def plan(self, timeline: Timeline) -> None:
        singles = [shift for shift in self._city.shifts if not shift.in_roster]
        for shift in singles:
            timeline.add(shift.declared_at, f"declare {shift.id}", self._declaring(shift), shift.id)
        together = [shift for shift in self._city.shifts if shift.in_roster]
        for (owner, at), group in _by(together, lambda shift: (shift.owner, shift.declared_at)):
            for part in _parts(group):
                ids = [shift.id for shift in part]
                timeline.add(at, f"roster of {owner}", self._sending(owner, part), *ids)
        for shift in self._city.shifts:
            if shift.change:
                timeline.add(shift.change.at, f"change {shift.id}", self._changing(shift), shift.id)
            if shift.cancellation:
                at = shift.cancellation.at
                timeline.add(at, f"cancel {shift.id}", self._cancelling(shift), shift.id)
        self._plan_endings(timeline)

    def _plan_endings(self, timeline: Timeline) -> None:
        """Work that stops early is told at once. Owners with rosters end a slot's shifts together;
        what the others leave, the calendar's own clock ends."""
        worked = [shift for shift in self._city.shifts if shift.cancellation is None]
        for shift in worked:
            if shift.left_at:
                timeline.add(shift.left_at, f"end {shift.id}", self._leaving(shift), shift.id)
        together = [shift for shift in worked if shift.in_roster and shift.left_at is None]
        for (owner, _slot), group in _by(together, lambda shift: (shift.owner, shift.slot.index)):
            at = group[0].ends_at + timedelta(minutes=1 + int(owner[-2:]) % 12)
            if at in self._city.span:
                ids = [shift.id for shift in group]
                timeline.add(at, f"endings of {owner}", self._ending(group), *ids)

    def _item(self, shift: Shift) -> dict[str, Any]:
        return {
            "roomId": self._ledger.rooms[shift.spot],
            "startsAt": wire(shift.starts_at),
            "endsAt": wire(shift.ends_at),
            "worker": self._claims[shift.id],
        }

    def _accept(self, shift: Shift, shift_id: str) -> None:
        self._ledger.declared(
            shift.id, shift_id, shift.spot, shift.person.id, shift.starts_at, shift.ends_at
        )
        self._ledger.counts["late"] += shift.late

    def _declaring(self, shift: Shift) -> Act:
        async def declare(at: datetime) -> None:
            answer = await self._post("/v1/shifts", shift.owner, at, self._item(shift))
            self._accept(shift, answer.body["shiftId"])

        return declare

    def _sending(self, owner: str, shifts: Sequence[Shift]) -> Act:
        async def send(at: datetime) -> None:
            items = [self._item(shift) for shift in shifts]
            answer = await self._post("/v1/rosters", owner, at, {"shifts": items})
            results = answer.body["results"]
            for number in _accepted(answer):
                self._accept(shifts[number], results[number]["shiftId"])

        return send

    def _changing(self, shift: Shift) -> Act:
        change = shift.change
        assert change is not None

        async def do(at: datetime) -> None:
            if (held := self._ledger.shifts.get(shift.id)) is None:
                return  # it was told already that the declaration failed
            body: dict[str, Any] = {"reason": change.reason.value}
            if change.starts_at != shift.starts_at:
                body["startsAt"] = wire(change.starts_at)
            if change.ends_at != shift.ends_at:
                body["endsAt"] = wire(change.ends_at)
            if change.room != shift.spot.room:
                spot = Spot(shift.spot.premises, change.room)
                body["roomId"] = self._ledger.rooms[spot]
            await self._post(f"/v1/shifts/{held.id}/changes", shift.owner, at, body)
            self._ledger.changed(shift)

        return do

    def _cancelling(self, shift: Shift) -> Act:
        cancellation = shift.cancellation
        assert cancellation is not None

        async def cancel(at: datetime) -> None:
            if (held := self._ledger.shifts.get(shift.id)) is None:
                return
            body = {"reason": cancellation.reason.value}
            await self._post(f"/v1/shifts/{held.id}/cancellation", shift.owner, at, body)
            self._ledger.cancelled(shift.id)

        return cancel

    def _leaving(self, shift: Shift) -> Act:
        async def leave(at: datetime) -> None:
            if held := self._ledger.shifts.get(shift.id):
                await self._post(f"/v1/shifts/{held.id}/ending", shift.owner, at, {})
                self._ledger.ended(shift.id)

        return leave

    def _ending(self, shifts: Sequence[Shift]) -> Act:
        async def end(at: datetime) -> None:
            known = [shift for shift in shifts if shift.id in self._ledger.shifts]
            if not known:
                return
            held = [self._ledger.shifts[shift.id] for shift in known]
            items = [{"shiftId": each.id, "endedAt": wire(each.ends_at)} for each in held]
            answer = await self._post("/v1/endings", known[0].owner, at, {"shifts": items})
            for number in _accepted(answer):
                self._ledger.ended(known[number].id)

        return end

    async def _post(self, path: str, owner: str, at: datetime, body: dict[str, Any]) -> Answer:
        answer = await self._http.post("pandkalender", path, actors.owner(owner), at, body)
        if not answer.ok:
            raise SurpriseError("pandkalender", answer)
        return answer


class RefusedError(Exception):
    """The calendar refused what an ordinary owner may do."""


def _accepted(answer: Answer) -> Iterator[int]:
    """The numbers of the accepted items; after them, an error when some were refused."""
    refused = []
    for result in answer.body["results"]:
        if result["status"] == "aanvaard":
            yield result["index"]
        else:
            refused.append(result["problem"]["code"])
    if refused:
        raise RefusedError(f"{len(refused)} items refused: {', '.join(sorted(set(refused)))}")


def _by(shifts: Sequence[Shift], key: Any) -> list[tuple[Any, list[Shift]]]:
    return [(value, list(group)) for value, group in groupby(sorted(shifts, key=key), key=key)]


def _parts(shifts: Sequence[Shift]) -> list[Sequence[Shift]]:
    return [shifts[n : n + MOST_IN_ROSTER] for n in range(0, len(shifts), MOST_IN_ROSTER)]
