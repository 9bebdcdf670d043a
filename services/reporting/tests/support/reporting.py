"""The running service, as an official of the city and as the bus see it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
from fastapi import FastAPI

from chassis.bus import revoke
from chassis.web import Function
from contracts import Event
from launcher.sandbox import Sandbox
from reporting.facts.rules.recipes import fact_of
from reporting.indicators import tell

from .measurements import operation

NOW = "2026-07-01T12:00:00+02:00"


@dataclass
class Reporting:
    """The running service, as an official of the city and as the bus see it."""

    sandbox: Sandbox
    app: FastAPI
    client: httpx.AsyncClient

    async def get(self, path: str, **params: Any) -> httpx.Response:
        return await self.client.get(path, params=params, headers=self.headers())

    async def post(self, path: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        return await self.client.post(path, json=body, headers=self.headers() | headers)

    async def told(self, *events: Event, at: datetime | None = None) -> list[UUID]:
        """Publish the events and wait until reporting has kept them; their ids.

        Each is recorded when it says that it was told, or all at one moment.
        """
        ids = []
        for event in events:
            ids += await self.sandbox.publish(event, at=at or fact_of(event, None, None).told_at)
        await self.sandbox.handled("reporting", ids)
        return ids

    async def tells(self, at: str, *, late: timedelta = timedelta(0), silent: bool = False) -> int:
        """The night on which it tells what is due; how many half-years it told.

        The databank was heard that night, unless it is ``silent``.
        """
        night = datetime.fromisoformat(at)
        if not silent:
            await self.told(operation(night.date().isoformat()), at=night)
        await self.forget_when_facts_came()
        async with self.app.state.database.begin(night) as tx:
            told = await tell.tell_tonight(tx, night - late)
            await revoke(tx, tell.TIMER, tell.KEY)
        return told

    async def forget_when_facts_came(self) -> None:
        """As if all that was told came long ago."""
        async with self.sandbox.asking("reporting", owner=True) as owner:
            await owner.execute("UPDATE bus_inbox SET handled_at = '2000-01-01'")

    async def figure(
        self,
        indicator_id: str,
        period: str = "2026",
        function: Function = Function.REPORTING_MEDEWERKER,
        *,
        now: str = NOW,
        as_of: str | None = None,
    ) -> dict[str, Any]:
        """Asked ``now``, or as it was told by the day ``as_of``."""
        params = {"period": period} | ({"asOf": as_of} if as_of else {})
        headers = self.headers(function, now)
        path = f"/v1/indicators/{indicator_id}"
        answer = await self.client.get(path, params=params, headers=headers)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def moves(self, period: str) -> dict[str, Any]:
        """Moves between branches, as leadership of the police reads them."""
        path = f"/v1/branch-shifts/summary?period={period}"
        headers = self.headers(Function.POLITIE_TEAMLEIDER)
        answer = await self.client.get(path, headers=headers)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def branch_readings(self, period: str, at: str = NOW) -> dict[str, Any]:
        """Readings of branches, as leadership of the police reads them."""
        path = f"/v1/branch-readings/summary?period={period}"
        headers = self.headers(Function.POLITIE_TEAMLEIDER, at)
        answer = await self.client.get(path, headers=headers)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def readings(self, period: str, at: str = NOW) -> dict[str, tuple[int | None, int]]:
        """By what they say, the number when the period was settled, and now."""
        found = await self.branch_readings(period, at)
        return {row["code"]: (row["value"], row["now"]) for row in found["readings"]}

    async def counts(self) -> dict[str, tuple[int, int]]:
        """Kinds of events with at least one fact: ``(facts, withdrawn)``."""
        headers = self.headers(Function.TECHNISCH_BEHEERDER)
        counted = (await self.client.get("/v1/facts/counts", headers=headers)).json()
        return {
            event_type.split(".")[-2]: (count["facts"], count["withdrawn"])
            for event_type, count in counted.items()
            if count["facts"]
        }

    def headers(
        self, function: Function = Function.REPORTING_MEDEWERKER, now: str = NOW
    ) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.sandbox.token(function, service='reporting')}",
            "Krachtlijn-Time": now,
        }


async def wipe(sandbox: Sandbox) -> None:
    await sandbox.empty(
        "reporting",
        "TRUNCATE care_year, source_since, told_persons_half,"
        " fact, care_aggregate, care_linked_totals, regie_record, calendar_feed,"
        " regulation_record, report, report_version, report_step, report_file,"
        " report_public_file,"
        " report_reminder, regie_reminder, planned_shift,"
        " bus_inbox, bus_parked RESTART IDENTITY",
    )
