"""Parked messages over HTTP: the routes of operators, on the real database and without a server."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI, Request

from chassis.bus import parking
from chassis.bus.admin import api
from chassis.bus.admin import pages as screens
from chassis.bus.breaker import Breaker
from chassis.bus.dispatcher import Delivery
from chassis.bus.envelope import decode
from chassis.bus.relay import _cause
from chassis.db import Transaction
from chassis.web import DOMAIN_OF, Actor, Function, Problem, TrustDomain
from chassis.web.paging import PageRequest

from .support.events import cancelled
from .support.handlers import message, now
from .support.sides import Side

OPERATOR = Actor(
    "beheerder-7", Function.POLITIE_BEHEERDER, "LPA", DOMAIN_OF[Function.POLITIE_BEHEERDER]
)
SCOPE = {
    "type": "http",
    "method": "GET",
    "scheme": "https",
    "server": ("databank", 443),
    "path": "/v1/bus/parked",
    "query_string": b"",
    "headers": [],
}


def delivery(reader: Side, number: int) -> Delivery:
    body = message(reader, cancelled(UUID(int=number)), uuid4())
    return Delivery(decode(body), body, "pandkalender", True, True, None)


async def park(reader: Side, *numbers: int) -> list[str]:
    ids = []
    async with reader.database.begin(now()) as tx:
        for number in numbers:
            one = delivery(reader, number)
            await parking.park(tx, "databank", one, "error", "a detail", 3)
            ids.append(str(one.envelope.id))
    return ids


async def shown(
    tx: Transaction, route: Any, name: str, number: int, size: int, **more: Any
) -> tuple[list[dict[str, Any]], bool]:
    """The items of a page of so many, and whether another one follows."""
    page = PageRequest(number, size)
    answer = await route(tx, Request(SCOPE), "databank", page, **more)
    said = json.loads(bytes(answer.body))
    return said["_embedded"][name], "next" in said["_links"]


async def test_parked_messages_come_in_pages_and_say_whether_more_follow(reader: Side) -> None:
    ids = await park(reader, 1, 2, 3)
    async with reader.database.begin(now()) as tx:
        for number, size, there, more in [
            (1, 2, ids[:2], True),
            (2, 2, ids[2:], False),
            (1, 3, ids, False),
            (1, 4, ids, False),
        ]:
            found, follows = await shown(tx, api.parked, "parked", number, size)
            assert ([each["eventId"] for each in found], follows) == (there, more)
        (only,), _ = await shown(tx, api.parked, "parked", 1, 9, event_id=UUID(ids[1]))
        assert (only["eventId"], only["behind"], only["attempts"]) == (ids[1], 0, 3)
        for choice in ({"type": "another"}, {"reason": "rejected"}):
            assert await shown(tx, api.parked, "parked", 1, 9, **choice) == ([], False)


async def test_an_order_that_is_only_tried_changes_nothing_and_each_is_in_the_log(
    reader: Side,
) -> None:
    first, second, third = await park(reader, 1, 2, 3)

    def body(**said: Any) -> api.OrderBody:
        return api.OrderBody.model_validate({"because": "a reason", **said})

    async with reader.database.begin(now()) as tx:
        tried = await api.discard(tx, OPERATOR, "databank", body(all=True, dryRun=True))
        assert (tried.count, tried.dry_run) == (3, True)
        assert await shown(tx, api.log, "log", 1, 9) == ([], False)
        gone = await api.discard(tx, OPERATOR, "databank", body(eventId=first))
        assert (gone.count, gone.dry_run, str(gone.messages[0].event_id)) == (1, False, first)
        again = await api.redrive(tx, OPERATOR, "databank", body(all=True))
        assert [str(each.event_id) for each in again.messages] == [second, third]
        with pytest.raises(Problem) as problem:
            await api.redrive(tx, OPERATOR, "databank", body(eventId=first))
        assert problem.value.status == 404
        with pytest.raises(Problem):
            await api.redrive(tx, OPERATOR, "databank", body())
        left, _ = await shown(tx, api.parked, "parked", 1, 9)
        assert [(each["eventId"], each["requestedBy"]) for each in left] == [
            (second, "beheerder-7"),
            (third, "beheerder-7"),
        ]
        newest, follows = await shown(tx, api.log, "log", 1, 2)
        assert [(each["action"], each["eventId"]) for each in newest] == [
            ("redrive-requested", third),
            ("redrive-requested", second),
        ]
        assert follows
        oldest, follows = await shown(tx, api.log, "log", 2, 2)
        assert [(each["action"], each["actor"], each["reason"]) for each in oldest] == [
            ("discarded", "beheerder-7", "a reason")
        ]
        assert not follows
        of_first, _ = await shown(tx, api.log, "log", 1, 9, event_id=UUID(first))
        assert [each["action"] for each in of_first] == ["discarded"]


async def test_what_stands_is_shown_and_let_through_with_a_reason(reader: Side) -> None:
    standing = Breaker(reader.database, "databank", 0)
    for _ in range(10):
        standing.park("pandkalender", "error")
    message = delivery(reader, 1)
    assert not await standing.lets_park(message, "error", "a detail")
    async with reader.database.begin(now()) as tx:
        (pause,), follows = await shown(tx, api.pauses, "pauses", 1, 1)
        assert not follows
        assert (pause["partition"], pause["detail"], pause["letThroughBy"]) == (0, "a detail", None)
        assert pause["eventId"] == str(message.envelope.id)
        said = api.LetThroughBody(because="it is being mended")
        assert (await api.let_through(tx, OPERATOR, "databank", said)).count == 1
        assert (await api.let_through(tx, OPERATOR, "reporting", said)).count == 0
        (pause,), _ = await shown(tx, api.pauses, "pauses", 1, 1)
        assert pause["letThroughBy"] == "beheerder-7"
        (entry,), _ = await shown(tx, api.log, "log", 1, 9)
        assert (entry["action"], entry["reason"]) == ("let-through", "it is being mended")
    assert await standing.lets_park(message, "error", "a detail")


def test_operators_of_the_domains_that_a_service_trusts_have_routes_and_others_none() -> None:
    app = FastAPI()
    assert api.mount(app, []) == {}
    assert screens.mount(app, []) == {}
    before = len(app.routes)
    (rows,) = api.mount(app, [TrustDomain.POLITIE]).values()
    (rows_of_page,) = screens.mount(app, [TrustDomain.POLITIE]).values()
    assert len(app.routes) > before
    assert (len(rows), len(rows_of_page)) == (3, 1)


def test_an_interruption_names_the_kind_of_what_led_to_it() -> None:
    caused = ConnectionError()
    caused.__cause__ = LookupError("Ilinca Voorbeeld")
    assert _cause(caused) == "LookupError"
    assert _cause(ConnectionError()) is None
