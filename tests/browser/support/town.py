"""An owner with the largest house and a small one, people who work there, in simulated time."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import httpx
from fastapi import FastAPI

from chassis.web import Function
from contracts.databank import IdentityRefuted, IdentityValidated
from contracts.enforcement import Premises, Room, SuitabilityGranted
from launcher.sandbox import Sandbox

OWNER = "OWN-BROWSER"
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SPACE = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
SYLLABLES = ("Kor", "Bel", "Dam", "Fro", "Gul", "Hes", "Lin", "Mok", "Pra", "Sti")
NAMES = ("Ana", "Bea", "Cleo", "Dora", "Eva", "Fien", "Gina", "Hanna", "Ilse", "Jana")


STRANGE = ["zwi", "quo", "xan", "jyl", "brux", "fneu", "gowd", "hilz", "thap", "umbry"]
STRANGERS = 300


def name(nr: int) -> tuple[str, str]:
    """Two names that no other number has, also not for the databank's matcher."""
    first, last = divmod(nr, len(NAMES))
    return NAMES[last], f"Van {SYLLABLES[first % len(SYLLABLES)]}{SYLLABLES[last]}voorbeeld"


def stranger(nr: int) -> dict[str, Any]:
    """Somebody who resembles nobody of the town: what happened to others is not about her.

    The numbers below have ten given and a hundred family names between them, so 310 is called as
    10 is. Whoever comes second is then "na te kijken": what was seen of her counts half until
    people say who she is, and a move is no case before that. Which of the two came second followed
    from the order of the tests; that is why "Let op: verschuiving." was missing now and then. An
    officer meets the same on a real day, so the page of an inspection says it
    (``test_who_may_be_somebody_else_shows_no_move_and_the_page_says_so``).
    """
    first, last = divmod(nr, 10)
    return {
        "givenNames": f"{STRANGE[last]}{STRANGE[first % 10]}".title(),
        "familyName": f"{STRANGE[first % 10]}{STRANGE[(last + 7) % 10]}{STRANGE[last]}".title(),
        "birthDate": f"{1951 + nr % 17}-{12 - nr % 12:02}-{28 - nr % 28:02}",
        "document": {
            "kind": "paspoort",
            "country": "ROU",
            "number": f"QX{nr * 7919 % 1000003:06d}",
        },
    }


def someone(nr: int) -> dict[str, Any]:
    if nr >= STRANGERS:
        return stranger(nr)
    given, family = name(nr)
    return {
        "givenNames": given,
        "familyName": family,
        "birthDate": f"{1970 + nr % 35}-{1 + nr % 12:02}-{1 + nr % 28:02}",
        "document": {"kind": "paspoort", "country": "ROU", "number": f"RO-B{nr:05d}"},
    }


def write_logins(path: Path, issuer: str) -> None:
    """One issuer for both trust domains is enough for a test of screens."""
    functions = {
        "eigenaar": ("eigenaar", "beheerder"),
        "politie": (
            "politie_agent",
            "politie_teamleider",
            "recherche",
            "politie_beheerder",
            "functionaris_gegevensbescherming_politie",
        ),
        "stad": ("functionaris_gegevensbescherming_stad",),
    }
    document = {
        domain: {
            "issuer": issuer,
            "client_id": domain,
            "client_secret": "geheim",
            "functions": {one: one for one in names},
        }
        for domain, names in functions.items()
    }
    path.write_text(json.dumps(document))


@dataclass
class Town:
    """``now`` is what every request says that the time is."""

    sandbox: Sandbox
    apps: dict[str, FastAPI]
    urls: dict[str, str]
    now: datetime = NOW
    houses: dict[str, list[UUID]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where owners go."""
        return self.urls["pandkalender"]

    @property
    def police_url(self) -> str:
        return self.urls["databank"]

    async def settle(self) -> None:
        await self._ready()
        await self._grant("Voorbeeldstraat 1", 51)
        await self._grant("Proefplein 2", 3)
        big, small = self.houses.values()
        for number in range(12):
            starts = NOW + timedelta(hours=10 if number % 2 else 1)
            await self.declare(big[number], starts, 10, number)
        await self.declare(small[0], NOW - timedelta(hours=6), 10, 20)
        for day in range(1, 4):
            await self.declare(small[1], NOW + timedelta(days=day, hours=9), 8, 21)
        await self._validate()

    async def declare(self, room: UUID, starts: datetime, hours: float, nr: int) -> str:
        """Somebody whose name tells nothing about her."""
        body = {
            "roomId": str(room),
            "startsAt": starts.isoformat(),
            "endsAt": (starts + timedelta(hours=hours)).isoformat(),
            "worker": someone(nr),
        }
        at = min(self.now, starts - timedelta(hours=2))
        answer = await self.api("POST", "/v1/shifts", body, at=at)
        assert answer.status_code == 201, answer.text
        shift_id: str = answer.json()["shiftId"]
        return shift_id

    async def worked_before(self, nr: int) -> str:
        """Somebody who worked earlier today, first in the owner's list: her name there."""
        room = self.houses["Proefplein 2"][2]
        starts = NOW - timedelta(minutes=10 * (nr - 90))
        await self.declare(room, starts, 1 / 6, nr)
        return " ".join(name(nr))

    async def api(
        self, method: str, path: str, body: Any = None, at: datetime | None = None
    ) -> httpx.Response:
        token = self.sandbox.token(Function.EIGENAAR, OWNER)
        headers = {
            "Authorization": f"Bearer {token}",
            "Krachtlijn-Time": (at or self.now).isoformat(),
        }
        async with httpx.AsyncClient(base_url=self.url, trust_env=False, timeout=60) as client:
            return await client.request(method, path, json=body, headers=headers)

    async def _ready(self) -> None:
        for app in self.apps.values():
            await self.sandbox.ready(app)

    async def inspect(self, branch: str, at: datetime, nr: int, **stated: str) -> str:
        """The police saw, in another branch, the worker that ``declare`` makes of ``nr``, who may
        have ``stated`` more; who it is to them."""
        body = {
            "branch": branch,
            "kind": "maandactie",
            "result": "geen_opmerkingen",
            "completedAt": at.isoformat(),
            "persons": [{"role": "sekswerker", "claim": someone(nr) | stated}],
        }
        token = self.sandbox.token(Function.POLITIE_AGENT, "LPA")
        headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": self.now.isoformat()}
        async with httpx.AsyncClient(
            base_url=self.police_url, trust_env=False, timeout=60
        ) as client:
            answer = await client.post("/v1/inspections", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["persons"][0]["personId"])

    async def a_shift(self) -> str:
        """One of today: the work at hand of who stands in the street."""
        shift = "SELECT min(shift_id::text) FROM shift WHERE ends_at > $1 AND starts_at < $2"
        async with self.apps["databank"].state.database.connection() as conn:
            return str(await conn.fetchval(shift, self.now, self.now + timedelta(days=1)))

    async def cases(self, least: int = 0) -> list[str]:
        """The open moves that the databank knows, once there are at least so many."""
        for _ in range(600):
            async with self.apps["databank"].state.database.connection() as conn:
                rows = await conn.fetch(
                    "SELECT id FROM branch_shift_case WHERE state = 'gedetecteerd'"
                )
            if len(rows) >= least:
                break
            await asyncio.sleep(0.1)
        return [str(row["id"]) for row in rows]

    async def _grant(self, label: str, count: int) -> None:
        premises_id = uuid5(SPACE, label)
        rooms = [uuid5(premises_id, str(number)) for number in range(count)]
        self.houses[label] = rooms
        street, _, number = label.rpartition(" ")
        premises = Premises(
            premises_id=premises_id,
            label=label,
            street=street,
            house_number=number,
            postcode="2000",
            owner=OWNER,
            rooms=tuple(
                Room(room_id=room, label=f"R-{nr:02d}") for nr, room in enumerate(rooms, start=1)
            ),
        )
        event = SuitabilityGranted(
            premises_id=premises_id,
            dossier_id=uuid5(premises_id, "dossier"),
            premises=premises,
            conditional=False,
            conditions=(),
            valid_from=date(2025, 6, 1),
            valid_to=date(2027, 5, 31),
            decided_at=NOW - timedelta(days=200),
        )
        await self.tell(event)

    async def tell(self, *events: Any) -> None:
        await self.sandbox.handled("pandkalender", await self.sandbox.publish(*events, at=self.now))

    async def _validate(self) -> None:
        """Two were seen by the police and are in order; of one the owner should call."""
        async with self.apps["pandkalender"].state.database.connection() as conn:
            rows = await conn.fetch("SELECT worker_id FROM worker ORDER BY known_since, worker_id")
        first, second, third = (row["worker_id"] for row in rows[:3])
        await self.tell(
            IdentityValidated(worker_ref=first, validated_at=NOW),
            IdentityValidated(worker_ref=second, validated_at=NOW),
            IdentityRefuted(worker_ref=third, refuted_at=NOW),
        )
