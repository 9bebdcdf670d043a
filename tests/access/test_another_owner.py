"""DP-07: of another owner nothing is seen, guessed or inferred, not even that something exists.

What is of another owner gets the answer of what does not exist: the same status, body and headers,
after the same statements to the database, so that neither words nor time tell the two apart.
"""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from chassis.db import Database
from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.authorisation import rows
from chassis.web.login import sessions
from contracts.enforcement import Premises, Room, SuitabilityGranted
from launcher.sandbox import Sandbox

from .test_who_may_ask import Built

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
VARYING = {"date", "content-length", "correlation-id"}
BODIES: dict[str, Any] = {
    "POST /v1/shifts/{shift_id}/changes": {
        "reason": "uren",
        "endsAt": (NOW + timedelta(hours=12)).isoformat(),
    },
    "POST /v1/shifts/{shift_id}/cancellation": {"reason": "andere"},
    "POST /v1/shifts/{shift_id}/ending": {},
}
"""What a step of the API takes, so that it comes to the question whose shift it is."""

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
    """Not what the driver asks once per connection, of the types that it has not met."""
    if "typeinfo" not in query and "'jit'" not in query:
        found.append(query)


def tap(database: Database) -> None:
    checkout = database._checkout

    @asynccontextmanager
    async def tapped() -> AsyncIterator[Any]:
        found = _statements.get()
        async with checkout() as (connection, conn):
            if found is None:
                yield connection, conn
            else:
                with conn.query_logger(lambda logged: note(found, logged.query)):
                    yield connection, conn

    database._checkout = tapped  # type: ignore[method-assign]


class Owner:
    """Somebody with premises of an own, by token and in a browser."""

    def __init__(self, app: FastAPI, client: httpx.AsyncClient, sandbox: Sandbox) -> None:
        self.organisation = f"OWN-{uuid4().hex[:8]}"
        self.room, self.premises = uuid4(), uuid4()
        self._app, self._client = app, client
        token = sandbox.token(Function.EIGENAAR, self.organisation)
        self._api = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": NOW.isoformat()}
        self._browser = {
            "Accept": "text/html",
            "Sec-Fetch-Site": "same-origin",
            "Krachtlijn-Time": NOW.isoformat(),
        }

    async def sign_in(self) -> None:
        function = Function.EIGENAAR
        actor = Actor("iemand", function, self.organisation, DOMAIN_OF[function])
        async with self._app.state.database.connection() as conn:
            token = await sessions.begin(conn, actor, None)
        self._browser["Cookie"] = f"{self._app.state.front.cookies.session}={token}"

    async def asks(self, method: str, path: str, body: Any = None) -> httpx.Response:
        headers = self._api if path.startswith("/v1/") else self._browser
        sent = body if path.startswith("/v1/") else None
        return await self._client.request(method, path, json=sent, headers=headers)

    def shift(self, number: str, room: UUID | None = None) -> dict[str, Any]:
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
            label="Pand 1",
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


async def _nothing_due() -> bool:
    return False


@pytest.fixture(scope="module")
async def two(built: Built, sandbox: Sandbox) -> AsyncIterator[tuple[FastAPI, Owner, Owner]]:
    app = built("pandkalender")
    app.state.platform.timers.fire_one = _nothing_due
    async with sandbox.serve(app) as client:
        owners = Owner(app, client, sandbox), Owner(app, client, sandbox)
        ids = await sandbox.publish(*(one.granted() for one in owners), at=NOW)
        await sandbox.handled("pandkalender", ids)
        for one in owners:
            await one.sign_in()
        tap(app.state.database)
        yield (app, *owners)


def told(answer: httpx.Response, *ids: object) -> tuple[int, str, dict[str, str]]:
    """What an answer says, without the id that was asked and what differs for every request."""
    text = answer.text
    headers = {k: v for k, v in answer.headers.items() if k.lower() not in VARYING}
    for one in ids:
        text = text.replace(str(one), "ID")
        headers = {name: value.replace(str(one), "ID") for name, value in headers.items()}
    if "json" in answer.headers.get("content-type", ""):
        text = str({k: v for k, v in json.loads(text).items() if k != "identifier"})
    return answer.status_code, text, headers


async def test_dp07_anothers_shift_is_as_one_that_does_not_exist_on_every_route(
    two: tuple[FastAPI, Owner, Owner],
) -> None:
    app, one, other = two
    made = await one.asks("POST", "/v1/shifts", one.shift("AA-1"))
    assert made.status_code == 201, made.text
    theirs, unknown = made.json()["shiftId"], str(uuid4())
    assert UUID(theirs).version == 4  # random: nobody can count on from an own id
    walked = 0
    for (method, path), row in rows(app.state.table):
        if "{shift_id}" not in path or not row.own:
            continue
        body = BODIES.get(f"{method} {path}")
        assert body is not None or method == "GET" or not path.startswith("/v1/"), path
        found = []
        for shift_id in (theirs, unknown, theirs, unknown):
            with statements() as asked:
                answer = await other.asks(method, path.replace("{shift_id}", shift_id), body)
            found.append((told(answer, shift_id), asked))
        assert found[0][0][0] in (404, 422), (method, path, found[0])
        assert found[2] == found[3], (method, path)
        walked += 1
    assert walked >= 10
    assert (await one.asks("GET", f"/v1/shifts/{theirs}")).json()["state"] == made.json()["state"]


async def test_dp07_lists_and_counts_hold_the_own_alone(
    two: tuple[FastAPI, Owner, Owner],
) -> None:
    _, one, other = two
    lists = ("/v1/shifts", "/v1/rooms", "/v1/premises", "/vandaag", "/week")
    before = {path: told(await other.asks("GET", path)) for path in lists}
    made = await one.asks("POST", "/v1/shifts", one.shift("AA-2") | later())
    assert made.status_code == 201, made.text
    for path in lists:
        answer = await other.asks("GET", path)
        assert answer.status_code == 200
        assert told(answer) == before[path], path
        for theirs in (one.organisation, one.room, one.premises, made.json()["shiftId"]):
            assert str(theirs) not in answer.text, path


def later() -> dict[str, str]:
    return {
        "startsAt": (NOW + timedelta(hours=34)).isoformat(),
        "endsAt": (NOW + timedelta(hours=42)).isoformat(),
    }


async def test_dp07_anothers_room_is_as_one_that_does_not_exist(
    two: tuple[FastAPI, Owner, Owner],
) -> None:
    _, one, other = two
    found = []
    for room in (one.room, uuid4()) * 2:
        with statements() as asked:
            answer = await other.asks("POST", "/v1/shifts", other.shift("BB-1", room))
        assert answer.is_client_error
        found.append((told(answer, room), asked))
    assert found[2] == found[3]


async def test_dp07_that_somebody_works_elsewhere_at_that_hour_shows_nowhere(
    two: tuple[FastAPI, Owner, Owner],
) -> None:
    _, one, other = two
    times = {
        "startsAt": (NOW + timedelta(hours=58)).isoformat(),
        "endsAt": (NOW + timedelta(hours=66)).isoformat(),
    }
    assert (await one.asks("POST", "/v1/shifts", one.shift("CC-1") | times)).status_code == 201
    answer = await other.asks("POST", "/v1/shifts", other.shift("CC-1") | times)
    assert answer.status_code == 201
    for theirs in (one.organisation, one.room, one.premises):
        assert str(theirs) not in answer.text + str(answer.headers)
