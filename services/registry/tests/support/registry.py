"""The running registry, as the people who use it see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
from fastapi import FastAPI

from chassis.web import Function
from launcher.sandbox import Sandbox
from registry.deliveries import release
from registry.uploads.keep_upload import UPLOAD_OVER

from .deliveries import Tables

FEBRUARY = "2026-02-10T10:00:00+01:00"
MARCH = "2026-03-02T10:00:00+01:00"
"""The figures of 2025 and its halves leave from the day before."""
TABLES: Sequence[str] = (
    "year_words",
    "year_file_taking",
    "linkage_code",
    "linkage_delivery",
    "linkage_sample",
    "linkage_handover",
    "linkage_destruction",
    "linked_totals",
    "linkage_year",
    "delivery_destruction",
    "client_erasure",
    "delivery_reminder",
    "kept_upload",
    "delivery_row",
    "aggregate",
    "delivery",
    "frozen_year",
    "website_month",
    "bus_outbox",
    "bus_archive",
    "bus_sequence",
)
"""What stands in them is of one test, or of one module whose tests only read."""


@dataclass
class Registry:
    """The running service, as the people who use it see it."""

    sandbox: Sandbox
    app: FastAPI
    client: httpx.AsyncClient

    async def begins_again(self) -> None:
        """Nothing delivered yet, on the first day."""
        self.goes_back()
        await self.sandbox.empty("registry", f"TRUNCATE {', '.join(TABLES)}")
        async with self.sandbox.asking("registry", owner=True) as conn:
            ours = [UPLOAD_OVER, release.TIMER]
            await conn.execute("DELETE FROM bus_timer WHERE name = ANY($1::text[])", ours)

    def goes_back(self) -> None:
        self.app.state.clock.begin_again(datetime.fromisoformat(FEBRUARY))

    def headers(self, function: Function, organisation: str, at: str) -> dict[str, str]:
        token = self.sandbox.token(function, organisation, service="registry")
        return {"Authorization": f"Bearer {token}", "Krachtlijn-Time": at}

    async def post(
        self,
        function: Function,
        path: str,
        organisation: str = "SSO",
        at: str = FEBRUARY,
        json: Any = None,
    ) -> httpx.Response:
        headers = self.headers(function, organisation, at)
        return await self.client.post(path, headers=headers, json=json)

    async def freeze(
        self, year: int = 2025, *, without: Sequence[str] = (), at: str = FEBRUARY
    ) -> httpx.Response:
        """Freeze a year, without these organisations."""
        return await self.post(
            Function.STUDIEDIENST_ANALIST,
            f"/v1/years/{year}/freeze",
            at=at,
            json={"without": [*without]},
        )

    async def get(
        self, function: Function, path: str, organisation: str = "SSO", **params: Any
    ) -> httpx.Response:
        headers = self.headers(function, organisation, FEBRUARY)
        return await self.client.get(path, params=params, headers=headers)

    async def upload(
        self,
        files: dict[str, bytes],
        organisation: str = "GHAPRO",
        year: int = 2025,
        half: int | None = None,
        *,
        at: str = FEBRUARY,
        token_of: str | None = None,
        function: Function = Function.ZORG_REGISTRATOR,
        key: str | None = None,
        **fields: str,
    ) -> httpx.Response:
        data = {"organisation": organisation, "year": str(year), **fields}
        if half is not None:
            data["half"] = str(half)
        return await self.client.post(
            "/v1/deliveries",
            data=data,
            files={name: (f"{name}.csv", content) for name, content in files.items()},
            headers=self.headers(function, token_of or organisation, at)
            | ({"Idempotency-Key": key} if key else {}),
        )

    async def accepted(
        self, tables: Tables, organisation: str = "GHAPRO", year: int = 2025, **options: Any
    ) -> dict[str, Any]:
        """Deliver, hand in and accept in March, when 2025 leaves; the delivery as it is then."""
        answer = await self.upload(tables.csv(), organisation, year, **options)
        assert answer.status_code == 201, answer.text
        assert answer.json()["state"] == "gevalideerd", answer.json()["errors"][:5]
        path = f"/v1/deliveries/{answer.json()['deliveryId']}"
        handed_in = await self.post(
            Function.ZORG_VERANTWOORDELIJKE, f"{path}/submission", organisation
        )
        assert handed_in.status_code == 200, handed_in.text
        found = await self.post(Function.STUDIEDIENST_ANALIST, f"{path}/acceptance", at=MARCH)
        assert found.status_code == 200, found.text
        result: dict[str, Any] = found.json()
        return result

    async def signed(
        self, tables: Tables, organisation: str = "GHAPRO", year: int = 2025, **options: Any
    ) -> str:
        """Deliver and hand in; the address of the delivery for a program."""
        answer = await self.upload(tables.csv(), organisation, year, **options)
        assert answer.status_code == 201, answer.text
        path = f"/v1/deliveries/{answer.json()['deliveryId']}"
        at = options.get("at", FEBRUARY)
        signed = await self.post(
            Function.ZORG_VERANTWOORDELIJKE, f"{path}/submission", organisation, at
        )
        assert signed.status_code == 200, signed.text
        return path

    async def day_comes(self, at: datetime, organisation: str = "GHAPRO", year: int = 2025) -> None:
        """Tell the first of what is due at this moment, as the timer of the year does."""
        async with self.app.state.database.begin(at) as tx:
            await release.release_due(tx, organisation, year, self.app.state.registry)

    async def published(self) -> list[Any]:
        """Every event that the registry recorded, in order."""
        return [envelope.read() for envelope in await self.sandbox.recorded("registry")]

    async def count(self, table: str) -> int:
        async with self.sandbox.asking("registry") as conn:
            found: int = await conn.fetchval(f"SELECT count(*) FROM {table}")
            return found
