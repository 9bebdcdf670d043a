"""The people of the city who work with the service, at an hour that only moves forward."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar
from uuid import UUID, uuid4

import httpx
from fastapi import FastAPI

from chassis.bus.timers import RETRY_SECONDS
from chassis.clock import DrivenClock
from chassis.days import city_day
from chassis.web import Function
from contracts.databank import FindingTransferred
from contracts.event import Event
from contracts.identity import OffenderIdentity
from contracts.sealed import Sealed
from launcher.sandbox import Sandbox

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""A Monday; every test goes on from the hour where the one before stopped."""

REPORTS = count(123)
"""Numbers of reports; facts of one report about one person are one fine case."""

LACKING = {"lackingBecause": "De andere diensten zagen dit pand dit jaar al."}
"""Of a first grant on one advice, without a visit."""
TOLD = """
SELECT type FROM (
  SELECT position, partition_key, type FROM bus_outbox
  UNION ALL SELECT position, partition_key, type FROM bus_archive
) AS recorded WHERE partition_key = $1 ORDER BY position
"""
NONE_DUE = """
SELECT NOT EXISTS (SELECT FROM bus_timer WHERE starts_with(key, $1) AND due_at <= $2)
"""
"""Of one case; the timer of one of its terms has the case and the term as its key."""


E = TypeVar("E", bound=Event)


@dataclass
class City:
    """Calls the service as somebody, at an hour that only moves forward."""

    sandbox: Sandbox
    client: httpx.AsyncClient
    app: FastAPI
    now: datetime = START

    @property
    def clock(self) -> DrivenClock:
        clock: DrivenClock = self.app.state.clock
        return clock

    @property
    def today(self) -> date:
        """The day in Brussels; of one evening in eight not the day in UTC."""
        return city_day(self.now)

    def later(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now

    async def call(
        self,
        function: Function,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        organisation: str = "STAD",
        subject: str = "t",
        **headers: str,
    ) -> httpx.Response:
        self.later(seconds=1)
        token = self.sandbox.token(function, organisation, service="enforcement", subject=subject)
        headers |= {"Authorization": f"Bearer {token}", "Krachtlijn-Time": self.now.isoformat()}
        return await self.client.request(method, path, json=body, headers=headers)

    async def does(
        self, function: Function, path: str, body: dict[str, Any] | None = None, **options: str
    ) -> dict[str, Any]:
        response = await self.call(function, "POST", path, body, **options)
        assert response.is_success, response.text
        answer: dict[str, Any] = response.json()
        return answer

    async def sees(self, function: Function, path: str, **options: str) -> dict[str, Any]:
        response = await self.call(function, "GET", path, **options)
        assert response.is_success, response.text
        answer: dict[str, Any] = response.json()
        return answer

    async def files(
        self, owner: str = "OWN-001", rooms: int = 2, place: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        place = place or {
            "label": "P-001",
            "street": "Voorbeeldstraat",
            "houseNumber": uuid4().hex[:8],
            "postcode": "2000",
        }
        body = {"premises": place, "rooms": [f"R-{nr:02}" for nr in range(1, rooms + 1)]}
        return await self.does(
            Function.EIGENAAR, "/v1/suitability-dossiers", body, organisation=owner
        )

    async def ready(
        self, owner: str = "OWN-001", place: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """A dossier with all advices, ready for a decision."""
        filed = await self.files(owner, place=place)
        path = f"/v1/suitability-dossiers/{filed['dossierId']}"
        office = Function.DIENST_PROSTITUTIEBELEID
        await self.does(office, f"{path}/completeness", {"complete": True})
        await self.does(office, f"{path}/advice-requests", {"services": ["brandweer"]})
        await self.does(office, f"{path}/advices", {"service": "brandweer", "outcome": "gunstig"})
        return filed | {"path": path}

    async def granted(
        self, owner: str = "OWN-001", place: Mapping[str, str] | None = None, **decision: Any
    ) -> dict[str, Any]:
        filed = await self.ready(owner, place)
        body = {"outcome": "toegekend", "motivation": "Alles is in orde.", **LACKING, **decision}
        await self.does(Function.COLLEGE_SECRETARIS, f"{filed['path']}/decision", body)
        return filed

    async def hears(self, path: str) -> None:
        """The owner is invited, comes on the day, and the term for a defence goes by."""
        office = Function.DIENST_PROSTITUTIEBELEID
        hearing_at = self.now + timedelta(days=25)
        invitation = {"hearingAt": hearing_at.isoformat()}
        await self.does(office, f"{path}/hearing-invitation", invitation)
        self.later(days=25, hours=1)
        await self.does(office, f"{path}/hearing", {"report": "De aanvrager vraagt uitstel."})

    async def renewed(self, path: str, rooms: int = 2) -> None:
        """A renewal that runs gets its advice and its visit."""
        office = Function.DIENST_PROSTITUTIEBELEID
        await self.does(office, f"{path}/advice-requests", {"services": ["brandweer"]})
        await self.does(office, f"{path}/advices", {"service": "brandweer", "outcome": "gunstig"})
        visit = {"kind": "reactief", "reason": "vernieuwing", "result": "in_orde"}
        await self.does(office, f"{path}/visits", visit | {"roomsVisited": rooms})

    async def transfers(self, premises_id: str | None = None, **fields: Any) -> UUID:
        """The police transfer a finding; returns its id once it is handled."""
        event = finding(premises_id, **({"at": self.now} | fields))
        ids = await self.sandbox.publish(event, at=self.now)
        await self.sandbox.handled("enforcement", ids)
        return event.finding_id

    async def case_of(self, finding_id: UUID) -> dict[str, Any]:
        """The sanction case that a finding belongs to."""
        listed = await self.sees(Function.JURIST_BH, f"/v1/sanction-cases?findingId={finding_id}")
        (case,) = listed["_embedded"]["sanctionCases"]
        found: dict[str, Any] = case
        return found | {"path": f"/v1/sanction-cases/{case['caseId']}"}

    async def told(self, subject: object) -> list[str]:
        """The events recorded about a key so far, in order, by their short names."""
        async with self.sandbox.asking("enforcement") as conn:
            rows = await conn.fetch(TOLD, str(subject))
        return [row["type"].split(".")[-2] for row in rows]

    async def recorded(self, subject: object, kind: type[E]) -> list[E]:
        """The events of a kind that were recorded about a key so far, in order."""
        read = [
            envelope.read()
            for envelope in await self.sandbox.recorded("enforcement")
            if envelope.type == kind.type and envelope.partition_key == str(subject)
        ]
        return [event for event in read if isinstance(event, kind)]

    async def goes_on(self, case_id: object, days: int) -> None:
        """Days go by, and the timers of this case do what each of them asks for."""
        for _ in range(days):
            self.later(days=1)
            self.clock.advance(self.now)
        await self.timers_done(case_id)

    async def timers_done(self, case_id: object) -> None:
        """Wait for the timers of this case that are due: none changes it while it is compared."""

        async def none_is_due() -> bool:
            async with self.sandbox.asking("enforcement") as conn:
                return bool(await conn.fetchval(NONE_DUE, str(case_id), self.now))

        await self.clock_moves_on(none_is_due)

    async def clock_moves_on(self, condition: Callable[[], Awaitable[bool]]) -> None:
        """Wait for what the timers do at the present hour, of which no request told the service.

        A timer that met a lock comes again half a minute later, by this clock: it must not stand.
        """
        self.clock.advance(self.now)
        for tick in range(1_200):
            if await condition():
                return
            if tick % 40 == 0:
                await self.sandbox.do_what_is_due(self.app)
                continue
            await asyncio.sleep(0.05)
            if tick % 40 == 39:
                self.clock.advance(self.later(seconds=RETRY_SECONDS + 1))
        raise AssertionError("the timer did nothing in time")


def finding(premises_id: str | None, *, at: datetime, **fields: Any) -> FindingTransferred:
    values: dict[str, Any] = {
        "finding_id": uuid4(),
        "report_number": f"AN.55.L1.{next(REPORTS):06}/2026",
        "procedure": "sanctie" if premises_id else "gas",
        "fact_code": "niet-aangegeven",
        "fact_at": at,
        "branch": "raam",
        "in_tolerance_zone": True,
        "premises_id": premises_id,
        "offender_role": "exploitant",
        "on_hold": False,
        "transferred_at": at,
        "offender": Sealed.of(OffenderIdentity(name="Ilinca Voorbeeld", birth_date="1980-02-03")),
    }
    return FindingTransferred(**values | fields)
