"""Random histories of one person of whom owners declare shifts and whom officers look for, and what
must be known of her in the end, whatever order it is told in: the moves of all that was seen.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st

from contracts.branches import Branch
from contracts.databank import (
    BranchShiftAnnounced,
    BranchShiftDetected,
    BranchShiftWithdrawn,
    FirstContactDue,
    FirstContactWithdrawn,
)
from contracts.pandkalender import ShiftDeclared
from databank.detection.branch_shifts.rules import detect
from databank.sightings.rules.basis import Basis
from databank.sightings.rules.sighting import Sighting

from .branch_shifts import RULE
from .databank import Databank, Someone, cancelled, day, declared, moved, unlike_others

HOUR = timedelta(hours=1)
ABSENT = ("afwezig", "andere")


@dataclass(frozen=True)
class Step:
    """``shift`` is one of two; ``day`` of a start or an inspection; ``hour`` of a look in it."""

    kind: str
    shift: int = 0
    day: int = 0
    hour: int = 0


def _steps() -> st.SearchStrategy[Step]:
    kinds = st.sampled_from(
        (
            *("declare", "declare", "cancel", "move", "street", "street", "window", "come"),
            *("aanwezig", "afwezig", "andere", "niet_vast_te_stellen", "gevalideerd"),
        )
    )
    days, hours = st.integers(1, 40), st.integers(0, 6)
    return st.builds(Step, kind=kinds, shift=st.integers(0, 1), day=days, hour=hours)


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """A move to begin with, seen in the street and declared for a shift; then anything."""
    near = draw(st.integers(1, 15))
    move = [Step("street", day=draw(st.integers(20, 40))), Step("declare", day=near)]
    rest = draw(st.lists(_steps(), min_size=2, max_size=8))
    return [*draw(st.permutations(move)), *rest]


@dataclass(frozen=True)
class Known:
    """What is to be known: the moves, whether she came, and since when that counts."""

    moves: tuple[tuple[str, str, datetime, datetime, str], ...]
    came: bool


@dataclass
class Shift:
    """A declared shift as the definition has it."""

    event: ShiftDeclared
    starts_at: datetime
    cancelled: bool = False
    looks: list[tuple[datetime, str]] = field(default_factory=list)

    def runs_at(self, at: datetime) -> bool:
        """Only then does an empty room, or somebody else in it, say anything of her."""
        return not self.cancelled and self.starts_at <= at < self.starts_at + 8 * HOUR

    def basis(self, now: datetime) -> str | None:
        """Nothing where she did not come, or will not."""
        seen = [at for at, outcome in self.looks if outcome == "aanwezig"]
        valid = [at for at, outcome in self.looks if outcome == "gevalideerd"]
        in_shift = [at for at in valid if self.starts_at <= at < self.starts_at + 8 * HOUR]
        outcomes = [outcome for _, outcome in self.looks if outcome != "gevalideerd"]
        if self.cancelled:
            return None
        if seen or in_shift:
            return "waargenomen"
        if outcomes and outcomes[-1] in ABSENT:
            return None
        return "aangekondigd" if self.starts_at > now else "begonnen"


class Life:
    """One person, told to the databank and kept beside it."""

    def __init__(self, databank: Databank) -> None:
        self._databank = databank
        self._start = databank.today + 40  # inspections are told of the forty days before
        self._who: Someone = unlike_others()
        self._shifts: dict[int, Shift] = {}
        self._seen: list[tuple[datetime, str]] = []
        self.now = day(self._start)

    def day(self, number: float) -> datetime:
        return day(self._start + number)

    def _starts(self, step: Step) -> datetime:
        """No two shifts start at once: which of the two comes first would be chance."""
        return self.day(step.day) + step.shift * HOUR / 6

    async def take(self, step: Step) -> None:
        """One step, told as of now; officers look at what has begun, and time goes on for it."""
        shift = self._shifts.get(step.shift)
        match step.kind:
            case "declare" if shift is None:
                event = declared(self._who, self._starts(step))
                self._shifts[step.shift] = Shift(event, event.starts_at)
                await self._databank.tell(event, at=self.now)
            case "cancel" if shift and not shift.cancelled:
                shift.cancelled = True
                await self._databank.tell(cancelled(shift.event), at=self.now)
            case "move" if shift:
                shift.starts_at = self._starts(step)
                await self._databank.tell(moved(shift.event, shift.starts_at), at=self.now)
            case "street" | "window":
                branch = "straat" if step.kind == "street" else "raam"
                await self._databank.inspect(branch, self.day(step.day - 40), self._who)
                self._seen.append((self.day(step.day - 40), branch))
            case "come":
                await self.pass_until(self.day(step.day))
            case "aanwezig" | "afwezig" | "andere" | "niet_vast_te_stellen" if shift:
                await self._look(shift, step)
            case "gevalideerd" if shift:
                at = await self._go(shift, step)
                body = {"shiftId": str(shift.event.shift_id), "outcome": step.kind}
                body |= {"method": "paspoort", "at": at.isoformat()}
                await self._databank.created("/v1/identity-validations", body, at)
                shift.looks.append((at, step.kind))

    async def _look(self, shift: Shift, step: Step) -> None:
        at = await self._go(shift, step)
        body = {"shiftId": str(shift.event.shift_id), "outcome": step.kind}
        body |= {"observedAt": at.isoformat()}
        if step.kind in ABSENT and not shift.runs_at(at):
            answer = await self._databank.post("/v1/verifications", body, at)
            assert answer.status_code == (422 if step.kind == "afwezig" else 201), answer.text
            return
        await self._databank.created("/v1/verifications", body, at)
        shift.looks.append((at, step.kind))
        if step.kind == "aanwezig":
            self._seen.append((at, "raam"))

    async def _go(self, shift: Shift, step: Step) -> datetime:
        """The moment of a look: in the shift, and not before what was told last."""
        self.now = max(self.now + HOUR / 60, shift.starts_at + step.hour * HOUR)
        return self.now

    async def pass_until(self, moment: datetime) -> None:
        self.now = max(self.now, moment)
        headers = self._databank.officer | {"Krachtlijn-Time": self.now.isoformat()}
        answer = await self._databank.client.get("/v1/first-contacts", headers=headers)
        assert answer.status_code == 200

    def expected(self) -> Known:
        """What was seen, and who is said to come, by what this life tells; the moves in it by the
        rule, whose own tests say what it finds."""
        seen = [Sighting(uuid4(), Branch(branch), at, 1.0) for at, branch in self._seen]
        for shift in self._shifts.values():
            if basis := shift.basis(self.now):
                starts_at = shift.starts_at
                seen.append(Sighting(uuid4(), Branch.RAAM, starts_at, 1.0, Basis(basis)))
        moves = [
            (*move.branches, move.before.seen_at, move.after.seen_at, move.basis.value)
            for move in detect(seen, RULE)
        ]
        return Known(tuple(sorted(moves)), any(each.basis.is_firm for each in seen))

    async def known(self) -> Known:
        """What the databank has of her; nothing where it never heard of her."""
        people = await self._people()
        cases = await self._databank.fetch(
            "SELECT * FROM branch_shift_case WHERE person_id = ANY($1) AND withdrawn_at IS NULL",
            people,
        )
        contacts = await self._databank.fetch(
            "SELECT state FROM first_contact WHERE person_id = ANY($1)", people
        )
        columns = ("from_branch", "to_branch", "from_seen_at", "to_seen_at", "basis")
        moves = tuple(sorted(tuple(case[name] for name in columns) for case in cases))
        return Known(moves, any(row["state"] == "open" for row in contacts))

    async def settled(self) -> Known:
        """The same, once what began meanwhile has been looked at."""
        for _ in range(1_200):
            if (known := await self.known()) == self.expected():
                return known
            await asyncio.sleep(0.05)
        return await self.known()

    async def told(self) -> Counter[Any]:
        """The net of what others heard of her: moves that stand, by whether they are firm, and a
        first contact that is due."""
        people = await self._people()
        cases = await self._ids("branch_shift_case", people)
        contacts = await self._ids("first_contact", people)
        heard: dict[str, str] = {}
        for envelope in await self._databank.sandbox.recorded("databank"):
            data = envelope.data
            case_id, contact_id = str(data.get("caseId")), str(data.get("contactId"))
            match envelope.type:
                case BranchShiftAnnounced.type if case_id in cases:
                    heard[case_id] = "announced"
                case BranchShiftDetected.type if case_id in cases:
                    heard[case_id] = "firm"
                case BranchShiftWithdrawn.type if case_id in cases:
                    heard.pop(case_id)
                case FirstContactDue.type if contact_id in contacts:
                    heard[contact_id] = "due"
                case FirstContactWithdrawn.type if contact_id in contacts:
                    heard.pop(contact_id)
        return Counter(heard.values())

    async def _people(self) -> list[Any]:
        rows = await self._databank.fetch(
            "SELECT DISTINCT person_id FROM membership JOIN claim ON claim.id = claim_id"
            " WHERE family_name = $1 AND until_at IS NULL",
            self._who.family,
        )
        return [row["person_id"] for row in rows]

    async def _ids(self, table: str, people: list[Any]) -> set[str]:
        query = f"SELECT id FROM {table} WHERE person_id = ANY($1)"
        return {str(row["id"]) for row in await self._databank.fetch(query, people)}
