"""The same over HTTP, for the page of those who look after a service."""

import importlib
from typing import Any
from uuid import uuid4

import pytest

from chassis.web import Function, permissions
from launcher.sandbox import Sandbox

from .support.databank import Databank
from .support.events import NAME, STANDS, cancelled, declared, ended

WHY = {"because": "the handler was repaired"}


async def test_an_operator_sees_what_is_parked_and_never_what_is_in_it(databank: Databank) -> None:
    shift = declared()
    await databank.owner("ALTER TABLE shift RENAME TO shift_away")
    try:
        await databank.told(shift, ended(shift.shift_id))
    finally:
        await databank.owner("ALTER TABLE shift_away RENAME TO shift")
    answer = await databank.asks("GET", "/v1/bus/parked?reason=error")
    (message,) = answer.json()["_embedded"]["parked"]
    assert (message["reason"], message["behind"]) == ("error", 1)
    assert set(message) == {
        *("eventId", "type", "reason", "detail", "attempts", "parkedAt", "requestedBy", "behind"),
        "retryAt",
    }
    assert NAME not in answer.text
    assert "sealed" not in answer.text


async def test_a_redrive_is_done_and_recorded_under_the_subject_of_the_token(
    databank: Databank,
) -> None:
    shift = declared()
    await databank.owner("ALTER TABLE shift RENAME TO shift_away")
    try:
        (event_id,) = await databank.told(shift)
    finally:
        await databank.owner("ALTER TABLE shift_away RENAME TO shift")
    order = WHY | {"eventId": str(event_id)}
    tried = await databank.asks("POST", "/v1/bus/redrives", order | {"dryRun": True})
    assert (tried.json()["count"], tried.json()["dryRun"]) == (1, True)
    assert await databank.log() == []
    asked = await databank.asks("POST", "/v1/bus/redrives", order)
    assert [each["eventId"] for each in asked.json()["messages"]] == [str(event_id)]
    await databank.until_parked()
    assert shift.shift_id in await databank.shifts()
    log = (await databank.asks("GET", "/v1/bus/log")).json()["_embedded"]["log"]
    assert [(entry["action"], entry["actor"], entry["reason"]) for entry in log] == [
        ("redriven", "beheerder-7", "the handler was repaired"),
        ("redrive-requested", "beheerder-7", "the handler was repaired"),
    ]


async def test_a_discard_is_done_and_recorded(databank: Databank) -> None:
    await databank.told(cancelled(), cancelled())
    answer = await databank.asks("POST", "/v1/bus/discards", WHY | {"all": True})
    assert answer.json()["count"] == 2
    assert await databank.parked() == []
    assert [entry[:2] for entry in await databank.log()] == [("discarded", "beheerder-7")] * 2


@pytest.mark.parametrize("path", ["/v1/bus/redrives", "/v1/bus/discards"])
@pytest.mark.parametrize(
    ("order", "field"),
    [
        (WHY, "eventId"),
        (WHY | {"all": True, "type": "x"}, "all"),
        ({"all": True}, "because"),
        ({"all": True, "because": "  "}, "because"),
        (WHY | {"all": True, "because": "x" * 201}, "because"),
        (WHY | {"eventId": "x"}, "eventId"),
    ],
)
async def test_an_order_that_is_not_clear_is_refused_in_dutch(
    databank: Databank, path: str, order: dict[str, Any], field: str
) -> None:
    await databank.told(cancelled())
    answer = await databank.asks("POST", path, order)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert await databank.parked() == [("shift-cancelled", "rejected")]
    assert await databank.log() == []


async def test_a_message_that_is_not_parked_is_not_found(databank: Databank) -> None:
    order = WHY | {"eventId": str(uuid4())}
    for path in ("/v1/bus/redrives", "/v1/bus/discards"):
        answer = await databank.asks("POST", path, order)
        assert answer.status_code == 404
        assert answer.json()["title"] == "Dit geparkeerde bericht bestaat niet."


async def test_an_officer_is_no_operator(databank: Databank) -> None:
    for method, path in (
        ("GET", "/v1/bus/parked"),
        ("GET", "/v1/bus/log"),
        ("POST", "/v1/bus/redrives"),
        ("POST", "/v1/bus/discards"),
    ):
        answer = await databank.asks(method, path, None, Function.POLITIE_AGENT)
        assert answer.status_code == 403, path


@pytest.mark.parametrize(
    ("service", "operators"),
    [
        ("pandkalender", {Function.POLITIE_BEHEERDER}),
        ("databank", {Function.POLITIE_BEHEERDER}),
        ("enforcement", {Function.TECHNISCH_BEHEERDER}),
        ("reporting", {Function.TECHNISCH_BEHEERDER}),
        ("registry", None),
    ],
)
def test_only_operators_of_a_trusted_domain_reach_parked_messages(
    sandbox: Sandbox, service: str, operators: set[Function] | None
) -> None:
    """Registry hears no events, so it has none to look after."""
    app = importlib.import_module(f"{service}.app").build(sandbox.settings(service))
    found = {
        functions for (_, path), functions in permissions(app).items() if path[:8] == "/v1/bus/"
    }
    assert found == ({frozenset(operators)} if operators else set())


async def test_a_reader_that_stands_is_shown_and_let_through_with_a_reason(
    databank: Databank,
) -> None:
    nothing = await databank.asks("POST", "/v1/bus/let-through", WHY)
    assert nothing.json() == {"count": 0}
    await databank.owner(STANDS)
    (pause,) = (await databank.asks("GET", "/v1/bus/pauses")).json()["_embedded"]["pauses"]
    assert (pause["partition"], pause["letThroughBy"]) == (0, None)
    assert (await databank.asks("POST", "/v1/bus/let-through", WHY)).json() == {"count": 1}
    (pause,) = (await databank.asks("GET", "/v1/bus/pauses")).json()["_embedded"]["pauses"]
    assert pause["letThroughBy"] == "beheerder-7"
    assert (await databank.log())[-1][:2] == ("let-through", "beheerder-7")
    unclear = await databank.asks("POST", "/v1/bus/let-through", {"because": " "})
    assert unclear.status_code == 422
    await databank.owner("DELETE FROM bus_pause")


async def test_parked_messages_are_leafed_through_oldest_first(databank: Databank) -> None:
    told = [await databank.told(cancelled()) for _ in range(3)]
    ids = [str(event_id) for (event_id,) in told]
    first = (await databank.asks("GET", "/v1/bus/parked?pagesize=2")).json()
    assert [each["eventId"] for each in first["_embedded"]["parked"]] == ids[:2]
    assert "next" in first["_links"]
    second = (await databank.asks("GET", "/v1/bus/parked?pagesize=2&page=2")).json()
    assert [each["eventId"] for each in second["_embedded"]["parked"]] == ids[2:]
    assert "next" not in second["_links"]
    whole = (await databank.asks("GET", "/v1/bus/parked?pagesize=3")).json()
    assert "next" not in whole["_links"]
