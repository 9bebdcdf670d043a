"""A phone that got no answer sends the same again, with the same Idempotency-Key: done once."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.db import Database
from chassis.web import Function, idempotency
from chassis.web.key_expiry import KeyExpiry

from .support.databank import START, Databank, declared, unlike_others


async def bodies(databank: Databank) -> dict[str, tuple[str, dict[str, Any]]]:
    """The path and body of a POST by the table in which each leaves one row."""
    shift = declared(unlike_others(), START)
    await databank.tell(shift)
    subject = {"shiftId": str(shift.shift_id)}
    look = subject | {"outcome": "aanwezig", "observedAt": START.isoformat()}
    inspection = {
        "branch": "straat",
        "kind": "ad_hoc",
        "result": "geen_opmerkingen",
        "completedAt": START.isoformat(),
        "persons": [{"role": "sekswerker", "claim": unlike_others().body}],
    }
    return {
        "one": ("/v1/verifications", look),
        "round": ("/v1/verifications/batch", {"verifications": [look]}),
        "validation": (
            "/v1/identity-validations",
            subject | {"outcome": "gevalideerd", "method": "paspoort", "at": START.isoformat()},
        ),
        "inspection": ("/v1/inspections", inspection),
    }


@pytest.mark.parametrize("which", ["one", "round", "validation", "inspection"])
async def test_the_same_again_gets_the_same_answer_and_does_nothing(
    databank: Databank, which: str
) -> None:
    path, body = (await bodies(databank))[which]
    key = str(uuid4())
    first = await databank.created(path, body, key=key)
    kept = await databank.fetch("SELECT count(*) FROM verification")
    again = await databank.post(path, dict(reversed(body.items())), key=key)
    assert again.json() == first
    assert await databank.fetch("SELECT count(*) FROM verification") == kept
    other = await databank.created(path, body, key=str(uuid4()))
    assert other != first, "another key is another request"


async def test_twins_in_flight_are_one(databank: Databank) -> None:
    path, body = (await bodies(databank))["inspection"]
    key = str(uuid4())
    answers = await asyncio.gather(*(databank.created(path, body, key=key) for _ in range(4)))
    assert len({answer["inspectionId"] for answer in answers}) == 1


async def test_the_same_key_with_another_body_or_route_is_a_mistake(databank: Databank) -> None:
    sent = await bodies(databank)
    path, body = sent["inspection"]
    key = str(uuid4())
    await databank.created(path, body, key=key)
    for where, other in ((path, body | {"kind": "melding"}), sent["one"]):
        answer = await databank.post(where, other, key=key)
        assert (answer.status_code, answer.json()["code"]) == (422, "sleutel-van-iets-anders")


async def test_a_refusal_uses_no_key(databank: Databank) -> None:
    path, body = (await bodies(databank))["inspection"]
    key = str(uuid4())
    wrong = await databank.post(path, body | {"completedAt": "1926-01-05T10:00:00Z"}, START, key)
    assert wrong.status_code == 422
    await databank.created(path, body, key=key)


async def test_a_key_is_its_officers_own(databank: Databank) -> None:
    path, body = (await bodies(databank))["inspection"]
    key = str(uuid4())
    mine = await databank.created(path, body, key=key)
    colleague = databank.as_(Function.POLITIE_AGENT, "agent-2")
    assert (await colleague.created(path, body, key=key)) != mine


async def test_a_key_that_could_be_anybodys_is_refused(databank: Databank) -> None:
    path, body = (await bodies(databank))["inspection"]
    assert (await databank.post(path, body, key="1")).status_code == 422


async def test_what_is_kept_of_an_answer_opens_only_with_the_request(databank: Databank) -> None:
    path, body = (await bodies(databank))["inspection"]
    answer = await databank.created(path, body, key=str(uuid4()))
    rows = await databank.fetch("SELECT asked, answer FROM web_form WHERE answer IS NOT NULL")
    kept = b"".join(row["asked"] + row["answer"] for row in rows)
    claim = body["persons"][0]["claim"]
    for said in (answer["inspectionId"], claim["familyName"], "inspectionId"):
        assert said.encode() not in kept


async def test_who_lost_the_function_reads_no_old_answer(databank: Databank) -> None:
    path, body = (await bodies(databank))["inspection"]
    key = str(uuid4())
    agent = databank.as_(Function.POLITIE_AGENT, "agent-verhuist")
    await agent.created(path, body, key=key)
    moved = databank.as_(Function.POLITIE_BEHEERDER, "agent-verhuist")
    assert (await moved.post(path, body, key=key)).status_code == 403


async def test_an_answer_too_large_to_keep_is_not_done_again(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idempotency, "MOST_BYTES", 10)
    path, body = (await bodies(databank))["inspection"]
    key = str(uuid4())
    await databank.created(path, body, key=key)
    made = await databank.fetch("SELECT count(*) FROM inspection")
    again = await databank.post(path, body, key=key)
    assert (again.status_code, again.json()["code"]) == (409, "antwoord-niet-bewaard")
    assert await databank.fetch("SELECT count(*) FROM inspection") == made


async def test_a_key_is_forgotten_after_two_days(databank: Databank, app: FastAPI) -> None:
    path, body = (await bodies(databank))["inspection"]
    key = str(uuid4())
    first = await databank.created(path, body, key=key)
    database: Database = app.state.database
    await KeyExpiry(database).forget()
    assert await databank.created(path, body, key=key) == first
    async with database.connection() as conn:
        await conn.execute("UPDATE web_form SET sent_at = now() - interval '49 hours'")
    await KeyExpiry(database).forget()
    assert await databank.created(path, body, key=key) != first
