"""Random histories of two people, told to the databank twice: once as they are, and once with a
merge of the two somewhere, undone later. Afterwards both tellings must have left the same.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
from hypothesis import strategies as st

from chassis.bus.envelope import decode
from contracts.databank import (
    BranchShiftDetected,
    BranchShiftWithdrawn,
    FirstContactDue,
    FirstContactHeld,
    FirstContactWithdrawn,
)
from contracts.pandkalender import ShiftDeclared

from .branch_readings import readings_of, signals_of, told_is_what_stands
from .databank import Databank, Someone, cancelled, day, declared, moved, unlike_others

CONTACT = {
    FirstContactDue.type: "new",
    FirstContactWithdrawn.type: "new",
    FirstContactHeld.type: "spoken to",
}
KINDS = (
    *("shift", "inspect", "inspect", "inspect", "both", "client"),
    *("cancel", "move", "validate", "contact"),
)
BRANCHES = ("straat", "raam", "escort", "massagesalon")


@dataclass(frozen=True)
class Step:
    """``who`` is 0 or 1, ``variant`` one of the two ways in which that person is written down."""

    kind: str
    who: int = 0
    variant: int = 0
    branch: str = "straat"
    day: int = 0


@dataclass(frozen=True)
class History:
    """The two are merged before step ``merged``, and parted before step ``parted``: by undoing the
    merge, or ``by_hand`` by an officer who chooses the claims that go."""

    steps: tuple[Step, ...]
    merged: int
    parted: int
    into: int
    by_hand: bool


@st.composite
def histories(draw: st.DrawFn) -> History:
    who, days = st.integers(0, 1), st.integers(0, 70)
    kinds = st.sampled_from(KINDS)
    step = st.builds(
        Step,
        kind=kinds,
        who=who,
        variant=st.integers(0, 1),
        branch=st.sampled_from(BRANCHES),
        day=days,
    )
    begin = st.builds(
        Step, kind=st.sampled_from(["shift", "inspect", "client"]), branch=st.sampled_from(BRANCHES)
    )
    first = [replace(draw(begin), who=0, day=draw(days)), replace(draw(begin), who=1)]
    steps = (*first, *draw(st.lists(step, min_size=2, max_size=12)))
    merged = draw(st.integers(2, len(steps)))
    parted = draw(st.integers(merged, len(steps)))
    return History(steps, merged, parted, draw(who), draw(st.booleans()))


@dataclass
class Telling:
    """One world: two people unlike all others, and what was told of them."""

    databank: Databank
    people: tuple[tuple[Someone, Someone], ...] = field(default_factory=lambda: (_two(), _two()))
    shifts: list[ShiftDeclared] = field(default_factory=list)
    now: float = 100

    async def take(self, step: Step) -> None:
        self.now += 0.01
        who = self.people[step.who][step.variant]
        at = day(step.day)
        body: dict[str, Any]
        match step.kind:
            case "shift":
                shift = declared(who, at)
                self.shifts.append(shift)
                await self.databank.tell(shift, at=self.at)
            case "cancel" if self.shifts:
                shift = self.shifts.pop(step.day % len(self.shifts))
                await self.databank.tell(cancelled(shift), at=self.at)
            case "move" if self.shifts:
                shift = self.shifts[step.day % len(self.shifts)]
                await self.databank.tell(moved(shift, at), at=self.at)
            case "inspect":
                await self.inspect(step.branch, at, who)
            case "both":
                await self.inspect(step.branch, at, *(pair[step.variant] for pair in self.people))
            case "client":
                body = {"persons": [{"role": "klant", "claim": who.body}]}
                await self.inspect(step.branch, at, **body)
            case "contact":
                await self.hold_contact(step.who)
            case "validate" if self.shifts:
                shift = self.shifts[step.day % len(self.shifts)]
                body = {
                    "shiftId": str(shift.shift_id),
                    "outcome": ("gevalideerd", "weerlegd", "onduidelijk")[step.day % 3],
                    "method": "paspoort",
                    "at": at.isoformat(),
                }
                await self.databank.created("/v1/identity-validations", body, self.at)

    @property
    def at(self) -> datetime:
        return day(self.now)

    async def hold_contact(self, who: int) -> None:
        """Somebody speaks with one of the two for the first time, where that is due."""
        rows = await self.databank.fetch(
            "SELECT id FROM first_contact WHERE person_id = $1 AND state = 'open'",
            await self.person(who),
        )
        for row in rows:
            body = {"heldAt": self.at.isoformat()}
            await self.databank.created(f"/v1/first-contacts/{row['id']}/held", body, self.at)

    async def inspect(self, branch: str, seen: datetime, *who: Someone, **more: Any) -> None:
        persons = [{"role": "sekswerker", "claim": one.body} for one in who]
        body = {
            "branch": branch,
            "kind": "maandactie",
            "result": "geen_opmerkingen",
            "completedAt": seen.isoformat(),
            "persons": persons,
        }
        await self.databank.created("/v1/inspections", body | more, self.at)

    async def claims(self, who: int) -> dict[UUID, int]:
        """The claims that were made of one of the two, each with its way of writing."""
        rows = await self.databank.fetch(
            "SELECT id, phone FROM claim WHERE family_name = $1", self.people[who][0].family
        )
        return {row["id"]: int(row["phone"] is not None) for row in rows}

    async def person(self, who: int) -> UUID:
        """Whom the first claim of one of the two belongs to now."""
        rows = await self.databank.fetch(
            "SELECT person_id FROM membership JOIN claim ON claim.id = claim_id"
            " WHERE until_at IS NULL AND claim_id = ANY($1::uuid[]) ORDER BY received_at, claim_id",
            list(await self.claims(who)),
        )
        return UUID(str(rows[0]["person_id"]))

    async def merge(self, into: int) -> str:
        self.now += 0.01
        body = {
            "otherPersonId": str(await self.person(1 - into)),
            "ground": "gegevens_vergeleken",
        }
        changed = await self.post(f"/v1/persons/{await self.person(into)}/merge", body)
        return str(changed["changeId"])

    async def undo(self, change_id: str) -> None:
        self.now += 0.01
        await self.post(f"/v1/person-changes/{change_id}/undo", {"ground": "vergissing"})

    async def split(self, going: int) -> None:
        """All that was said of one of the two goes to a person of its own."""
        self.now += 0.01
        claims = [str(claim_id) for claim_id in await self.claims(going)]
        body = {"claimIds": claims, "ground": "persoon_gezien"}
        person_id = await self.person(going)
        refused = await self.ask(f"/v1/persons/{person_id}/split", body)
        assert refused.json()["code"] == "ander-oordeel"
        named = [one["verdictId"] for one in refused.json()["extraInfo"]["verdicts"]]
        await self.post(f"/v1/persons/{person_id}/split", body | {"overrules": named})

    async def ask(self, path: str, body: dict[str, Any]) -> httpx.Response:
        headers = self.databank.officer | {
            "Krachtlijn-Time": self.at.isoformat(),
            "Krachtlijn-Purpose": "toezicht",
        }
        return await self.databank.client.post(path, json=body, headers=headers)

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        answer = await self.ask(path, body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def left(self) -> list[dict[str, Any]]:
        """What there is of each of the two, without the ids, which differ between tellings."""
        await told_is_what_stands(self.databank)
        return [await self._left(who) for who in (0, 1)]

    async def _left(self, who: int) -> dict[str, Any]:
        claims, fetch = await self.claims(who), self.databank.fetch
        person_id = await self.person(who)
        sightings = await fetch("SELECT * FROM sighting WHERE person_id = $1", person_id)
        cases = await fetch(
            "SELECT * FROM branch_shift_case WHERE person_id = $1 AND withdrawn_at IS NULL",
            person_id,
        )
        contacts = await fetch("SELECT * FROM first_contact WHERE person_id = $1", person_id)
        (person,) = await fetch("SELECT * FROM person WHERE id = $1", person_id)
        links = await fetch(
            "SELECT * FROM membership WHERE person_id = $1 AND until_at IS NULL", person_id
        )
        checked = await fetch("SELECT * FROM inspection_person WHERE person_id = $1", person_id)
        looked = await fetch("SELECT * FROM identity_validation WHERE person_id = $1", person_id)
        return {
            "claims": Counter(
                (claims.get(one["claim_id"]), one["confidence"] > 0.9) for one in links
            ),
            "sightings": Counter(
                (
                    claims.get(one["claim_id"]),
                    one["branch"],
                    one["seen_at"],
                    one["source_kind"],
                    one["withdrawn_at"] is None,
                    one["confidence"] > 0.9,
                )
                for one in sightings
            ),
            "cases": Counter(
                (
                    one["from_branch"],
                    one["to_branch"],
                    one["from_seen_at"],
                    one["to_seen_at"],
                    one["told"],
                    one["state"],
                )
                for one in cases
            ),
            "readings": await readings_of(self.databank, person_id),
            "signals": await signals_of(self.databank, person_id),
            "contacts": Counter(one["state"] for one in contacts),
            "checked": Counter((claims.get(one["claim_id"]), one["role"]) for one in checked),
            "looked": Counter((one["outcome"], one["at"]) for one in looked),
            "person": {
                key: person[key]
                for key in ("provisional", "identity_state", "validated_at", "left_window")
            }
            | {"seen": person["first_seen_at"] is not None, "merged": person["merged_into"]},
            "told": await self._told(person_id, {one["id"] for one in contacts}),
        }

    async def _told(self, person_id: UUID, contacts: set[UUID]) -> Counter[Any]:
        """The net of what others heard: detections that were not withdrawn, new persons, contacts.

        A detection that stands is of a case that stands, and shows what that case shows.
        """
        rows = await self.databank.fetch(
            "SELECT body FROM bus_outbox UNION ALL SELECT body FROM bus_archive"
        )
        events = [decode(row["body"]) for row in rows]
        cases = {
            row["id"]: row["withdrawn_at"] is None
            for row in await self.databank.fetch(
                "SELECT id, withdrawn_at FROM branch_shift_case WHERE person_id = $1", person_id
            )
        }
        withdrawn = {e.data["caseId"] for e in events if e.type == BranchShiftWithdrawn.type}
        net: Counter[Any] = Counter()
        for event in events:
            data = event.data
            if event.type == BranchShiftDetected.type and data["caseId"] not in withdrawn:
                case_id = UUID(str(data["caseId"]))
                if case_id in cases:
                    net[data["fromBranch"], data["toBranch"], cases[case_id]] += 1
            if event.type in CONTACT and UUID(str(data["contactId"])) in contacts:
                net[CONTACT[event.type]] += -1 if event.type == FirstContactWithdrawn.type else 1
        return net


def differences(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> list[Any]:
    """What of the one is not as in the other: (who, what, here, there)."""
    return [
        (who, key, _shown(mine[key]), _shown(theirs[key]))
        for who, (mine, theirs) in enumerate(zip(one, other, strict=True))
        for key in mine
        if mine[key] != theirs[key]
    ]


def _shown(value: Any) -> Any:
    return sorted(map(str, value.elements())) if isinstance(value, Counter) else value


def _two() -> tuple[Someone, Someone]:
    """One person, as two owners write her down."""
    one = unlike_others()
    return one, replace(one, worker_ref=uuid4(), phone="0470123456")
