"""Two owners side by side, and what tells their answers apart: words, headers, questions asked."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from chassis.db import Database, PooledConnection
from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions
from contracts.enforcement import Premises, Room, SuitabilityGranted
from launcher.sandbox import Sandbox
from pandkalender.app import build

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
VARYING = {"date", "content-length", "correlation-id"}
FUNCTIONS = (Function.EIGENAAR, Function.BEHEERDER)
VARYING_TEXT = re.compile(r'data-seconds="\d+"')
"""How long the session of the browser still lasts."""
ANY_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_statements: ContextVar[list[str] | None] = ContextVar("statements", default=None)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the request in this block asks of the database; what runs beside it does not count."""
    found: list[str] = []
    token = _statements.set(found)
    try:
        yield found
    finally:
        _statements.reset(token)


def note(found: list[str], query: str) -> None:
    """Not what the driver asks once per connection, of the types that it has not met, nor the look
    at revoked tokens, which is every two seconds."""
    if not any(aside in query for aside in ("typeinfo", "'jit'", "web_revocation")):
        found.append(query)


def tap(database: Database) -> None:
    pooled_connection = database.pooled_connection

    @asynccontextmanager
    async def tapped() -> AsyncIterator[PooledConnection]:
        found = _statements.get()
        async with pooled_connection() as lent:
            if found is None:
                yield lent
            else:
                with lent.conn.query_logger(lambda logged: note(found, logged.query)):
                    yield lent

    database.pooled_connection = tapped  # type: ignore[method-assign]


@dataclass(frozen=True)
class Answer:
    """What an answer says: all ids alike, and without what differs for every request."""

    status: int
    text: str
    headers: tuple[tuple[str, str], ...]
    asked: tuple[str, ...] = ()

    @classmethod
    def of(cls, answer: httpx.Response, asked: list[str]) -> "Answer":
        text = VARYING_TEXT.sub("", answer.text)
        if "problem+json" in answer.headers.get("content-type", ""):
            text = str({k: v for k, v in json.loads(text).items() if k != "identifier"})
        headers = {k.lower(): ANY_ID.sub("ID", v) for k, v in answer.headers.items()}
        kept = tuple(sorted((k, v) for k, v in headers.items() if k not in VARYING))
        return cls(answer.status_code, ANY_ID.sub("ID", text), kept, tuple(asked))

    def without(self, named: str) -> "Answer":
        """An answer may repeat what was asked."""
        return replace(self, text=self.text.replace(named, "NAMED"))


class Owner:
    """Somebody with premises of an own, by token and in a browser."""

    def __init__(self, app: FastAPI, client: httpx.AsyncClient, sandbox: Sandbox) -> None:
        self.organisation = f"OWN-{uuid4().hex[:8]}"
        self.room, self.premises = uuid4(), uuid4()
        self.label = f"Pand {self.organisation}"
        self.function = Function.EIGENAAR
        self.app = app
        self._client, self._sandbox = client, sandbox
        self._cookies: dict[Function, str] = {}

    async def sign_in(self) -> None:
        for function in FUNCTIONS:
            actor = Actor("iemand", function, self.organisation, DOMAIN_OF[function])
            async with self.app.state.database.connection() as conn:
                token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
            self._cookies[function] = f"{self.app.state.login.cookies.session}={token}"

    async def asks(
        self, method: str, path: str, body: Any = None, *, now: datetime = NOW, **more: Any
    ) -> httpx.Response:
        """``body`` is JSON for the API; a form goes in ``data`` and ``files``."""
        headers = {"Krachtlijn-Time": now.isoformat()}
        if path.startswith("/v1/"):
            token = self._sandbox.token(self.function, self.organisation)
            headers["Authorization"] = f"Bearer {token}"
            return await self._client.request(method, path, json=body, headers=headers, **more)
        headers |= {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
        headers["Cookie"] = self._cookies[self.function]
        return await self._client.request(method, path, headers=headers, **more)

    async def told(self, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        """With the statements that it took."""
        with statements() as asked:
            answer = await self.asks(method, path, body, **more)
        return Answer.of(answer, asked)

    async def declares(self, number: str, **other: Any) -> str:
        answer = await self.asks("POST", "/v1/shifts", self.shift(number) | other)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["shiftId"])

    def shift(self, number: str, room: UUID | str | None = None) -> dict[str, Any]:
        return {
            "roomId": str(room or self.room),
            "startsAt": (NOW + timedelta(hours=10)).isoformat(),
            "endsAt": (NOW + timedelta(hours=18)).isoformat(),
            "worker": {
                "givenNames": f"Ana {number}",
                "familyName": "Voorbeeld",
                "birthDate": "1999-02-03",
                "document": {"kind": "paspoort", "country": "ROU", "number": number},
            },
        }

    def granted(self) -> SuitabilityGranted:
        premises = Premises(
            premises_id=self.premises,
            label=self.label,
            street="Voorbeeldstraat",
            house_number="1",
            postcode="2000",
            owner=self.organisation,
            rooms=(Room(room_id=self.room, label="R-01"),),
        )
        return SuitabilityGranted(
            premises_id=self.premises,
            dossier_id=uuid4(),
            premises=premises,
            conditional=False,
            conditions=(),
            valid_from=date(2025, 6, 1),
            valid_to=date(2027, 5, 31),
            decided_at=NOW - timedelta(days=200),
        )


def hours(after: int, length: int = 8) -> dict[str, str]:
    """When a shift is, from ``NOW`` on."""
    starts = NOW + timedelta(hours=after)
    return {
        "startsAt": starts.isoformat(),
        "endsAt": (starts + timedelta(hours=length)).isoformat(),
    }


async def _nothing_due() -> bool:
    return False


Two = tuple[FastAPI, Owner, Owner]
"""A service, and two owners who know nothing of each other."""


@pytest.fixture(scope="module")
async def two(sandbox: Sandbox) -> AsyncIterator[Two]:
    app = build(sandbox.settings("pandkalender"))
    app.state.platform.deadlines["timers"].run_one = _nothing_due
    async with sandbox.serve(app) as client:
        owners = Owner(app, client, sandbox), Owner(app, client, sandbox)
        ids = await sandbox.publish(*(one.granted() for one in owners), at=NOW)
        await sandbox.handled("pandkalender", ids)
        for one in owners:
            await one.sign_in()
        tap(app.state.database)
        yield (app, *owners)
