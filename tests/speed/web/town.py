"""The largest house in a full week, and a person of whom much is known; nobody in it is real."""

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

import asyncpg
import httpx
from fastapi import FastAPI
from tests.queues import desk

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions
from contracts.codes import DocumentKind
from contracts.enforcement import Premises, Room, SuitabilityGranted
from contracts.identity import Document, IdentityClaim, WorkerClaim
from contracts.pandkalender import ShiftDeclared
from contracts.sealed import Sealed
from launcher.sandbox import Sandbox

OWNER, LABEL, ROOMS = "OWN-BENCH", "Voorbeeldstraat 1", 51
MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
PREMISES = uuid5(UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8"), LABEL)
ROOM_IDS = [uuid5(PREMISES, str(number)) for number in range(ROOMS)]
BRANCHES = ("straat", "escort", "stripclub", "massagesalon")
AT_ONCE = 8


@dataclass(frozen=True)
class Visit:
    """A page, and who opens it when."""

    name: str
    service: str
    path: str
    cookie: str
    at: datetime


def someone(nr: int) -> IdentityClaim:
    word = "".join("bcdfglmnprst"[nr // 12**place % 12] + "aeou"[nr % 4] for place in range(3))
    return IdentityClaim(
        given_names=f"{word[2:].title()}a",
        family_name=f"Van {word.title()}voorbeeld",
        birth_date=f"{1970 + nr % 35}-{1 + nr % 12:02}-{1 + nr % 28:02}",
        document=Document(kind=DocumentKind.PASPOORT, country="ROU", number=f"RO-X{nr:05d}"),
    )


@dataclass
class Town:
    sandbox: Sandbox
    apps: dict[str, FastAPI]
    urls: dict[str, str]

    def client(self, service: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.urls[service], trust_env=False, timeout=60)

    def headers(self, visit: Visit) -> dict[str, str]:
        return {
            "Accept": "text/html",
            "Cookie": visit.cookie,
            "Sec-Fetch-Site": "same-origin",
            "Krachtlijn-Time": visit.at.isoformat(),
        }

    async def settle(self, events: int) -> list[Visit]:
        """Everything that the pages show; gives the pages."""
        await self._ready()
        await self._grant()
        await self._fill_the_week()
        person_id = await self._known_person(events)
        owner = await self._signed_in("pandkalender", Function.EIGENAAR, OWNER)
        officer = await self._signed_in("databank", Function.POLITIE_AGENT, "politie")
        later, evening = MONDAY + timedelta(days=400), MONDAY + timedelta(hours=11)
        asking = Visit("", "databank", f"/personen/{person_id}", officer, later)
        file = await self._asked(asking, f"/personen/{person_id}/doel")
        search = await self._searched(asking)
        place = await self._one("SELECT id FROM establishment WHERE premises_id = $1", PREMISES)
        week = f"/week?dag={MONDAY:%Y-%m-%d}"
        return [
            Visit(f"week of {ROOMS} rooms", "pandkalender", week, owner, MONDAY),
            Visit(f"person of {events} events", "databank", file, officer, later),
            Visit("persons found", "databank", search, officer, later),
            Visit("establishment's file", "databank", f"/inrichtingen/{place}", officer, later),
            Visit("the quarter now", "databank", "/kwartier", officer, evening),
            *await self._full_desk(officer, later),
        ]

    async def _full_desk(self, officer: str, at: datetime) -> list[Visit]:
        """What officers see of thousands of questions, moves and signals that wait."""
        conn = await asyncpg.connect(self.sandbox.database("databank").owner_url)
        await desk.fill(conn, desk.FULL, at - timedelta(days=5))
        await conn.execute("ANALYZE")
        await conn.close()
        pages = {
            "what waits": "/te-beoordelen",
            f"queue of {desk.FULL.reviews} questions": "/identiteiten?soort=koppeling",
            "a question": f"/identiteiten/{desk.review(7)}",
            f"queue of {desk.FULL.moves} moves": "/verschuivingen",
            f"queue of {desk.FULL.signals} signals": "/signalen",
        }
        return [Visit(name, "databank", path, officer, at) for name, path in pages.items()]

    async def _grant(self) -> None:
        rooms = tuple(
            Room(room_id=room, label=f"R-{nr:02d}") for nr, room in enumerate(ROOM_IDS, start=1)
        )
        premises = Premises(
            premises_id=PREMISES,
            label=LABEL,
            street="Voorbeeldstraat",
            house_number="1",
            postcode="2000",
            owner=OWNER,
            rooms=rooms,
        )
        event = SuitabilityGranted(
            premises_id=PREMISES,
            dossier_id=uuid5(PREMISES, "dossier"),
            premises=premises,
            conditional=False,
            conditions=(),
            valid_from=date(2025, 6, 1),
            valid_to=date(2027, 5, 31),
            decided_at=MONDAY - timedelta(days=200),
        )
        ids = await self.sandbox.publish(event, at=MONDAY)
        for service in self.urls:
            await self.sandbox.handled(service, ids)

    async def _fill_the_week(self) -> None:
        """Every room by day and by night, seven days: 714 declarations."""
        slots = [
            (room, MONDAY + timedelta(days=day, hours=hour), nr + (60 if hour > 8 else 0))
            for day in range(7)
            for hour in (1, 10)
            for nr, room in enumerate(ROOM_IDS)
        ]
        token = self.sandbox.token(Function.EIGENAAR, OWNER)
        async with self.client("pandkalender") as client:

            async def declare(room: UUID, starts: datetime, nr: int) -> None:
                claim = someone(nr).model_dump(mode="json", by_alias=True, exclude_none=True)
                body = {
                    "roomId": str(room),
                    "startsAt": starts.isoformat(),
                    "endsAt": (starts + timedelta(hours=8)).isoformat(),
                    "worker": claim,
                }
                headers = {
                    "Authorization": f"Bearer {token}",
                    "Krachtlijn-Time": (MONDAY - timedelta(hours=1)).isoformat(),
                }
                answer = await client.post("/v1/shifts", json=body, headers=headers)
                if answer.status_code != 201:
                    raise RuntimeError(answer.text)

            await _by(AT_ONCE, [declare(*slot) for slot in slots])

    async def _known_person(self, events: int) -> UUID:
        """Half declared behind a window, half met elsewhere; moves between branches come by
        themselves and count too, so there are at least so many events."""
        who, worker_ref = someone(900), uuid4()
        worker = Sealed.of(WorkerClaim(worker_ref=worker_ref, identity=who))
        shifts = [
            ShiftDeclared(
                shift_id=uuid4(),
                premises_id=PREMISES,
                room_id=ROOM_IDS[number % ROOMS],
                starts_at=MONDAY + timedelta(days=20 + number),
                ends_at=MONDAY + timedelta(days=20 + number, hours=8),
                declared_at=MONDAY + timedelta(days=20 + number),
                lead_minutes=0,
                late=False,
                declared_by="eigenaar",
                worker=worker,
            )
            for number in range(events // 2)
        ]
        await self.sandbox.handled("databank", await self.sandbox.publish(*shifts, at=MONDAY))
        token = self.sandbox.token(Function.POLITIE_AGENT, "politie")
        async with self.client("databank") as client:
            for number in range(events - events // 2):
                at = MONDAY + timedelta(days=20 + number, hours=10)
                body: dict[str, Any] = {
                    "branch": BRANCHES[number // 40 % len(BRANCHES)],
                    "kind": "maandactie",
                    "result": "geen_opmerkingen",
                    "completedAt": at.isoformat(),
                    "establishments": [{"label": f"Plek {number % 5}", "branch": "stripclub"}]
                    if number // 40 % len(BRANCHES) == 2
                    else [],
                    "persons": [
                        {
                            "role": "sekswerker",
                            "claim": who.model_dump(mode="json", by_alias=True, exclude_none=True),
                        }
                    ],
                }
                headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": at.isoformat()}
                answer = await client.post("/v1/inspections", json=body, headers=headers)
                if answer.status_code != 201:
                    raise RuntimeError(answer.text)
        found = await self._one(
            "SELECT person_id FROM sighting WHERE source_id = $1", shifts[0].shift_id
        )
        return UUID(str(found))

    async def _asked(self, visit: Visit, action: str) -> str:
        async with self.client("databank") as client:
            form = {"doel": "toezicht", "sleutel": str(uuid4())}
            answer = await client.post(action, data=form, headers=self.headers(visit))
            return str(answer.headers["location"])

    async def _searched(self, visit: Visit) -> str:
        asked = await self._asked(visit, "/zoeken")
        grant = re.split("doel=", asked)[1]
        form = {"doel": grant, "sleutel": str(uuid4()), "familyName": someone(900).family_name}
        async with self.client("databank") as client:
            answer = await client.post("/zoeken/personen", data=form, headers=self.headers(visit))
            return str(answer.headers["location"])

    async def _signed_in(self, service: str, function: Function, organisation: str) -> str:
        actor = Actor("bench", function, organisation, DOMAIN_OF[function])
        async with self.apps[service].state.database.connection() as conn:
            token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
        return f"{self.apps[service].state.login.cookies.session}={token}"

    async def _one(self, query: str, value: UUID) -> Any:
        async with self.apps["databank"].state.database.connection() as conn:
            return await conn.fetchval(query, value)

    async def _ready(self) -> None:
        for app in self.apps.values():
            await self.sandbox.ready(app)


async def _by(most: int, work: list[Any]) -> None:
    """All of it, so many at once."""
    places = asyncio.Semaphore(most)

    async def one(each: Any) -> None:
        async with places:
            await each

    await asyncio.gather(*(one(each) for each in work))
