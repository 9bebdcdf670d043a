"""The databank as a test uses it, people who resemble nobody, and what owners declare of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx

from chassis.bus.envelope import Envelope
from chassis.clock import Clock
from chassis.web import Function
from contracts import Event
from contracts.codes import CancelReason, ChangeReason, DocumentKind, LapseReason, Sex
from contracts.identity import Document, IdentityClaim, WorkerClaim
from contracts.pandkalender import ShiftCancelled, ShiftChanged, ShiftDeclared, ShiftLapsed
from contracts.sealed import Sealed
from launcher.sandbox import Sandbox

START = datetime(2026, 1, 5, 10, tzinfo=UTC)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


@dataclass(frozen=True)
class Someone:
    """A made-up person, whose number fits nobody."""

    given: str = "Ana"
    family: str = "Voorbeeld"
    birth: str = "1998-05-17"
    document: str | None = field(default_factory=lambda: uuid4().hex[:9].upper())
    number: str | None = None
    phone: str | None = None
    sex: Sex | None = None
    paper: DocumentKind = DocumentKind.PASPOORT
    worker_ref: UUID = field(default_factory=uuid4)

    @property
    def identity(self) -> IdentityClaim:
        document = None
        if self.document:
            document = Document(kind=self.paper, country="ROU", number=self.document)
        return IdentityClaim(
            given_names=self.given,
            family_name=self.family,
            birth_date=self.birth,
            document=document,
            national_number=self.number,
            phone=self.phone,
            sex=self.sex,
        )

    @property
    def body(self) -> dict[str, Any]:
        return self.identity.model_dump(mode="json", by_alias=True, exclude_none=True)


def unlike_others(**known: Any) -> Someone:
    """Somebody who resembles nobody of the other tests, and the same one in every run."""
    chance = Random(uuid4().int)

    def word(length: int) -> str:
        return "".join(chance.choice("abdefgilmnoprstu") for _ in range(length)).title()

    birth = f"{chance.randint(1960, 2004)}-{chance.randint(1, 12):02}-{chance.randint(13, 28)}"
    own = {"given": word(7), "family": word(10), "birth": birth, "document": word(9).upper()}
    return Someone(**(own | known))


def declared(who: Someone, starts_at: datetime, shift_id: UUID | None = None) -> ShiftDeclared:
    return ShiftDeclared(
        shift_id=shift_id or uuid4(),
        premises_id=uuid4(),
        room_id=uuid4(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=8),
        declared_at=starts_at,
        lead_minutes=0,
        late=False,
        declared_by="eigenaar",
        worker=Sealed.of(WorkerClaim(worker_ref=who.worker_ref, identity=who.identity)),
    )


def lapsed(shift: ShiftDeclared) -> ShiftLapsed:
    return ShiftLapsed(
        shift_id=shift.shift_id,
        premises_id=shift.premises_id,
        lapsed_at=shift.starts_at,
        reason=LapseReason.ANDERE_EIGENAAR,
    )


def cancelled(shift: ShiftDeclared) -> ShiftCancelled:
    return ShiftCancelled(
        shift_id=shift.shift_id,
        premises_id=shift.premises_id,
        cancelled_at=shift.starts_at,
        reason=CancelReason.ZIEK,
    )


def moved(shift: ShiftDeclared, starts_at: datetime) -> ShiftChanged:
    return ShiftChanged(
        shift_id=shift.shift_id,
        premises_id=shift.premises_id,
        room_id=shift.room_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=8),
        previous_room_id=shift.room_id,
        previous_starts_at=shift.starts_at,
        previous_ends_at=shift.ends_at,
        changed_at=shift.starts_at,
        after_start=False,
        reason=ChangeReason.UREN,
    )


OBSERVED = ("observedAt", "completedAt", "seenAt", "heldAt", "factAt", "checkedAt", "at")


def observed(body: Any) -> list[datetime]:
    """The moments at which a body says that something was seen."""
    if isinstance(body, list):
        return [at for each in body for at in observed(each)]
    if not isinstance(body, dict):
        return []
    own = [
        datetime.fromisoformat(body[name]) for name in OBSERVED if isinstance(body.get(name), str)
    ]
    return own + [at for value in body.values() for at in observed(value)]


@dataclass
class Databank:
    """The service running, and what a test wants to know of it."""

    sandbox: Sandbox
    client: httpx.AsyncClient
    clock: Clock
    function: Function = Function.POLITIE_AGENT
    subject: str = "agent-1"
    said: dict[str, str] = field(default_factory=dict)

    @property
    def officer(self) -> dict[str, str]:
        """Who asks, by a token that is good for the next quarter of an hour."""
        token = self.sandbox.token(self.function, "politie", subject=self.subject)
        return {"Authorization": f"Bearer {token}"} | self.said

    @contextmanager
    def saying(self, headers: dict[str, str]) -> Iterator[None]:
        """Send these headers too, with whatever is asked meanwhile."""
        self.said = headers
        try:
            yield
        finally:
            self.said = {}

    @property
    def today(self) -> int:
        """A day since the tests' beginning on which nothing was told yet: the clock, which all
        tests share, never goes back."""
        return (self.clock.now() - START).days + 2

    def as_(self, function: Function, subject: str) -> "Databank":
        """The same service, as somebody else of the police uses it."""
        return Databank(self.sandbox, self.client, self.clock, function, subject)

    async def post(
        self, path: str, body: dict[str, Any], at: datetime | None = None, key: str | None = None
    ) -> httpx.Response:
        """Send what an officer writes down, in general when it was seen; ``key`` to send again."""
        at = at or max([START, *observed(body)])
        headers = self.officer | {"Krachtlijn-Time": at.isoformat()}
        headers |= {"Idempotency-Key": key} if key else {}
        return await self.client.post(path, json=body, headers=headers)

    async def created(
        self, path: str, body: dict[str, Any], at: datetime | None = None, key: str | None = None
    ) -> Any:
        answer = await self.post(path, body, at, key)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    async def get(self, path: str, purpose: str | None = "toezicht") -> httpx.Response:
        headers = self.officer | ({"Krachtlijn-Purpose": purpose} if purpose else {})
        return await self.client.get(path, headers=headers)

    async def listed(self, path: str) -> list[dict[str, Any]]:
        answer = await self.get(path)
        assert answer.status_code == 200, answer.text
        (items,) = answer.json()["_embedded"].values()
        return list(items)

    async def leafed(self, path: str) -> list[dict[str, Any]]:
        """All pages of a list whose path has a query, however many rows other tests left."""
        rows: list[dict[str, Any]] = []
        for number in count(1):
            page = await self.listed(f"{path}&page={number}")
            rows += page
            if not page:
                break
        return rows

    async def tell(self, *events: Event, at: datetime | None = None) -> None:
        """Publish events as their publishers would, and wait until they had their effect.

        Without a moment, declared shifts are told when they begin: nobody is only announced.
        """
        starts = [each.starts_at for each in events if isinstance(each, ShiftDeclared)]
        ids = await self.sandbox.publish(*events, at=at or max([START, *starts]))
        await self.sandbox.handled("databank", ids)

    async def told(self, event: type[Event], **having: Any) -> list[Envelope]:
        """What the databank told others, of one type and with these values (wire names)."""
        return [
            envelope
            for envelope in await self.sandbox.recorded("databank", event)
            if all(envelope.data.get(key) == str(value) for key, value in having.items())
        ]

    async def fetch(self, query: str, *values: Any) -> list[asyncpg.Record]:
        async with self.sandbox.asking("databank") as conn:
            return list(await conn.fetch(query, *values))

    async def person_of(self, shift: ShiftDeclared) -> UUID:
        (row,) = await self.fetch(
            "SELECT person_id FROM sighting WHERE source_id = $1", shift.shift_id
        )
        return UUID(str(row["person_id"]))

    async def inspect(
        self, branch: str, at: datetime, *people: Someone, **more: Any
    ) -> dict[str, Any]:
        body = {
            "branch": branch,
            "kind": "maandactie",
            "result": "geen_opmerkingen",
            "completedAt": at.isoformat(),
            "persons": [{"role": "sekswerker", "claim": one.body} for one in people],
        }
        found: dict[str, Any] = await self.created("/v1/inspections", body | more, at)
        return found

    async def cases(self, person_id: UUID | str) -> list[asyncpg.Record]:
        """The cases that stand for a person, in order of time."""
        return await self.fetch(
            "SELECT * FROM branch_shift_case WHERE person_id = $1 AND withdrawn_at IS NULL"
            " ORDER BY to_seen_at",
            UUID(str(person_id)),
        )
