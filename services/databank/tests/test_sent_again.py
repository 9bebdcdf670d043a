"""A phone that got no answer sends the same again, with the same Idempotency-Key: done once."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from chassis.db import Database
from chassis.web import Function, idempotency
from chassis.web.key_expiry import KeyExpiry
from databank.access.shields import store as shields
from databank.access.shields.rules import ShieldGround

from .support.databank import START, Databank, Someone, day, declared, unlike_others


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


async def searched(
    reader: Databank, who: Someone, key: str, purpose: str = "toezicht"
) -> httpx.Response:
    """A search by name, which answers with whom it finds."""
    with reader.saying({"Krachtlijn-Purpose": purpose}):
        return await reader.post("/v1/person-searches", {"familyName": who.family}, day(5), key)


async def shield(databank: Databank, person_id: str) -> None:
    async with databank.sandbox.asking("databank") as conn:
        await shields.place(
            conn, UUID(person_id), ShieldGround.BESCHERMING, day(5), "leider-elders"
        )


def is_withheld(answer: httpx.Response) -> bool:
    return (answer.status_code, answer.json()["code"]) == (409, "antwoord-niet-herhaald")


async def reads(databank: Databank, subject: str, person_id: str) -> int:
    rows = await databank.fetch(
        "SELECT 1 FROM access_log WHERE actor_subject = $1 AND subject_kind = 'person'"
        " AND subject_id = $2 AND purpose = 'toezicht'",
        subject,
        person_id,
    )
    return len(rows)


@pytest.fixture
async def found(databank: Databank) -> tuple[Databank, Someone, str]:
    """Somebody known, and an officer who looks for her."""
    who = unlike_others()
    person_id = str((await databank.inspect("straat", day(4), who))["persons"][0]["personId"])
    return databank.as_(Function.POLITIE_AGENT, f"zoeker-{uuid4().hex[:8]}"), who, person_id


async def test_an_answer_given_again_is_a_read_of_whom_it_shows(
    found: tuple[Databank, Someone, str],
) -> None:
    reader, who, person_id = found
    key = str(uuid4())
    first = await searched(reader, who, key)
    assert who.given in first.text
    before = await reads(reader, reader.subject, person_id)
    again = await searched(reader, who, key)
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert await reads(reader, reader.subject, person_id) == before + 1 > 1


async def test_nobody_who_was_shielded_since_is_in_an_answer_given_again(
    found: tuple[Databank, Someone, str],
) -> None:
    reader, who, person_id = found
    key = str(uuid4())
    assert who.given in (await searched(reader, who, key)).text
    await shield(reader, person_id)
    before = await reads(reader, reader.subject, person_id)
    again = await searched(reader, who, key)
    assert is_withheld(again)
    for said in (who.given, who.family, str(who.document), person_id):
        assert said.casefold() not in again.text.casefold()
    assert await reads(reader, reader.subject, person_id) == before
    anew = await searched(reader, who, str(uuid4()))
    assert anew.status_code == 200 and who.given not in anew.text


async def test_an_answer_is_given_again_for_its_own_purpose_and_to_its_own_function(
    found: tuple[Databank, Someone, str],
) -> None:
    reader, who, _ = found
    key = str(uuid4())
    await searched(reader, who, key)
    assert is_withheld(await searched(reader, who, key, "bescherming"))
    promoted = reader.as_(Function.POLITIE_TEAMLEIDER, reader.subject)
    assert is_withheld(await searched(promoted, who, key))
    assert who.given in (await searched(reader, who, key)).text


async def test_an_answer_given_again_counts_against_what_one_reads_in_a_day(
    databank: Databank, app: FastAPI, found: tuple[Databank, Someone, str]
) -> None:
    reader, who, _ = found
    key = str(uuid4())
    assert who.given in (await searched(reader, who, key)).text
    for table in ("person_read", "reading_day"):  # as on the next day
        await databank.fetch(f"DELETE FROM {table} WHERE subject = $1", reader.subject)
    before = app.state.reading_budgets
    app.state.reading_budgets = dict.fromkeys(before, 0)
    try:
        again = await searched(reader, who, key)
    finally:
        app.state.reading_budgets = before
    assert is_withheld(again) and who.given not in again.text


async def test_what_was_written_says_again_what_was_made_and_not_of_whom(
    databank: Databank,
) -> None:
    """The phone that got no answer learns that its inspection was kept, and under which number."""
    path, body = (await bodies(databank))["inspection"]
    key = str(uuid4())
    first = await databank.created(path, body, key=key)
    made = await databank.fetch("SELECT count(*) FROM inspection")
    (person,) = first["persons"]
    await shield(databank, person["personId"])
    again = await databank.post(path, body, key=key)
    assert is_withheld(again)
    assert again.json()["extraInfo"] == {"status": 201, "inspectionId": first["inspectionId"]}
    assert person["personId"] not in again.text
    assert await databank.fetch("SELECT count(*) FROM inspection") == made


async def test_an_answer_that_an_older_release_kept_is_not_given_again(databank: Databank) -> None:
    """It did not note whom it showed."""
    path, body = (await bodies(databank))["inspection"]
    key = str(uuid4())
    await databank.created(path, body, key=key)
    await databank.fetch("UPDATE web_form SET shown = NULL")
    assert is_withheld(await databank.post(path, body, key=key))


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
