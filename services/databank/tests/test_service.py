"""The databank as a service: who gets in, what is logged, and what rubbish does."""

import asyncio
import json
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from chassis.bus.timers import STUCK
from chassis.settings import Settings
from chassis.web import Function, undeclared_routes, verify_chain
from contracts.databank import FirstContactHeld, InspectionCompleted
from databank.app import build
from databank.matching.store.candidate_queries import CREATE_CLAIM_MET, CREATE_CLAIMS_MET

from .support.databank import Databank, day, declared, unlike_others

PERSON = {"role": "sekswerker", "claim": unlike_others().body}


def inspection(**more: Any) -> dict[str, Any]:
    return {
        "branch": "straat",
        "kind": "maandactie",
        "result": "geen_opmerkingen",
        "completedAt": day(0).isoformat(),
        "persons": [PERSON],
    } | more


def with_claim(**more: Any) -> dict[str, Any]:
    claim = {**unlike_others().body, **more}
    return inspection(persons=[{"role": "sekswerker", "claim": claim}])


def test_every_route_says_who_may_use_it(settings: Settings) -> None:
    assert undeclared_routes(build(settings)) == []


async def test_nobody_gets_in_without_a_token_or_with_anothers(databank: Databank) -> None:
    path = "/v1/branch-shifts"
    assert (await databank.client.get(path)).status_code == 401
    for function in (Function.EIGENAAR, Function.ZORG_REGISTRATOR, Function.REPORTING_MEDEWERKER):
        token = databank.sandbox.token(function)
        answer = await databank.client.get(path, headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 401


@pytest.mark.parametrize("create", [CREATE_CLAIMS_MET, CREATE_CLAIM_MET], ids=["some", "one"])
async def test_the_migrations_make_the_functions_that_the_code_knows(
    databank: Databank, create: str
) -> None:
    head, body, _ = create.split("$function$")
    name = head.split("FUNCTION")[1].split("(")[0].strip()
    (row,) = await databank.fetch("SELECT prosrc, proconfig FROM pg_proc WHERE proname = $1", name)
    assert row["prosrc"].split() == body.split()
    assert row["proconfig"] == ["plan_cache_mode=force_generic_plan"]
    assert "SET plan_cache_mode = force_generic_plan" in head


async def test_a_claim_can_never_be_changed(databank: Databank) -> None:
    await databank.inspect("straat", day(0), unlike_others())
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await databank.fetch("UPDATE claim SET family_name = 'Anders'")


async def test_dp03_dp04_a_person_is_read_for_a_purpose_and_the_read_is_chained(
    databank: Databank,
) -> None:
    seen = await databank.inspect("straat", day(0), unlike_others())
    person_id = seen["persons"][0]["personId"]
    for path in (f"/v1/persons/{person_id}", f"/v1/persons/{person_id}/sightings"):
        assert (await databank.get(path, purpose=None)).status_code == 403
        assert (await databank.get(path, purpose="nieuwsgierig")).status_code == 422
        assert (await databank.get(path, purpose="dossier")).status_code == 200
    rows = await databank.fetch(
        "SELECT purpose, actor_subject FROM access_log WHERE subject_id = $1", person_id
    )
    assert [tuple(row) for row in rows] == [("dossier", "agent-1")] * 2
    conn = await asyncpg.connect(databank.sandbox.database("databank").url)
    assert (await verify_chain(conn)).position >= 2
    await conn.close()


async def test_a_list_of_cases_logs_whom_it_showed(databank: Databank) -> None:
    who = unlike_others()
    seen = await databank.inspect("straat", day(0), who)
    await databank.inspect("escort", day(1), who)
    await databank.listed("/v1/branch-shifts?pagesize=500")
    person_id = seen["persons"][0]["personId"]
    rows = await databank.fetch("SELECT 1 FROM access_log WHERE subject_id = $1", person_id)
    assert len(rows) == 1


async def test_a_person_who_does_not_exist_is_not_found(databank: Databank) -> None:
    assert (await databank.get(f"/v1/persons/{uuid4()}")).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        inspection(branch="dak"),
        inspection(completedAt="2026-01-05T10:00:00"),
        inspection(unknown=1),
        inspection(persons=[PERSON | {"role": "buur"}]),
        inspection(establishments=[{}]),
        inspection(establishments=[{"label": "x", "premisesId": str(uuid4())}]),
        with_claim(givenNames="A\x00na"),
        with_claim(familyName="x" * 200),
        with_claim(familyName="\ud800"),
        with_claim(birthDate="gisteren"),
        with_claim(birthDate="1998-02-31"),
        with_claim(birthDate="0000"),
        with_claim(document={"kind": "paspoort", "country": "ROU", "number": "1\x0023"}),
        with_claim(document={"kind": "paspoort", "country": "Roemenië", "number": "123"}),
    ],
)
async def test_rubbish_is_refused_clearly_and_changes_nothing(
    databank: Databank, body: dict[str, Any]
) -> None:
    tables = ("person", "claim", "inspection", "sighting", "bus_outbox")
    query = " UNION ALL ".join(f"SELECT count(*) FROM {table}" for table in tables)
    await _calm(databank)
    before = await databank.fetch(query)
    headers = databank.officer | {"Content-Type": "application/json"}
    answer = await databank.client.post(
        "/v1/inspections", content=json.dumps(body), headers=headers
    )
    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert await databank.fetch(query) == before


async def _calm(databank: Databank) -> None:
    """Wait until all is published and all that is due is done, also what other tests began."""
    query = """
        SELECT EXISTS (SELECT FROM bus_outbox)
            OR EXISTS (SELECT FROM bus_timer WHERE due_at <= $1 AND attempts < $2) AS is_busy
        """
    for _ in range(3_000):
        (row,) = await databank.fetch(query, databank.clock.now(), STUCK)
        if not row["is_busy"]:
            return
        await asyncio.sleep(0.02)
    raise TimeoutError("something is still due")


async def test_an_inspection_is_told_in_counts(databank: Databank) -> None:
    body = inspection(
        persons=[
            {"role": role, "claim": unlike_others().body}
            for role in ("sekswerker", "sekswerker", "klant", "uitbater")
        ]
    )
    seen = await databank.created("/v1/inspections", body)
    (event,) = await databank.told(InspectionCompleted, inspectionId=seen["inspectionId"])
    assert [event.data[f"{who}Checked"] for who in ("workers", "clients", "operators")] == [2, 1, 1]
    assert event.data["visibility"] == "zichtbaar"
    assert not {one["personId"] for one in seen["persons"]} & set(str(event.data).split("'"))


async def test_a_first_contact_is_held_once_and_within_its_term(databank: Databank) -> None:
    who = unlike_others()
    await databank.tell(declared(who, day(0)))
    (row,) = await databank.fetch(
        "SELECT c.id, c.due_at FROM first_contact c JOIN membership m USING (person_id)"
        " JOIN claim ON claim.id = m.claim_id WHERE worker_ref = $1",
        who.worker_ref,
    )
    listed = await databank.listed("/v1/first-contacts?state=open&pagesize=500")
    assert str(row["id"]) in {one["contactId"] for one in listed}
    path, body = f"/v1/first-contacts/{row['id']}/held", {"heldAt": day(2).isoformat()}
    assert (await databank.created(path, body))["withinTerm"] is True
    assert (await databank.post(path, body)).status_code == 409
    (event,) = await databank.told(FirstContactHeld, contactId=row["id"])
    assert event.data["withinTerm"] is True
    timers = await databank.fetch("SELECT 1 FROM bus_timer WHERE key = $1", str(row["id"]))
    assert timers == []


async def test_a_first_contact_past_its_term_is_flagged_and_can_still_be_held(
    databank: Databank,
) -> None:
    seen = await databank.inspect("straat", day(0), unlike_others())
    person_id = UUID(seen["persons"][0]["personId"])
    query = "SELECT id, overdue FROM first_contact WHERE person_id = $1"
    # Not before: where other tests moved the clock past the term, it is flagged at once.
    await databank.inspect("straat", day(500))
    for _ in range(1_200):
        (contact,) = await databank.fetch(query, person_id)
        if contact["overdue"]:
            break
        await asyncio.sleep(0.05)
    assert contact["overdue"]
    late = await databank.listed("/v1/first-contacts?state=te_laat&pagesize=500")
    assert str(contact["id"]) in {one["contactId"] for one in late}
    body = {"heldAt": day(500).isoformat(), "languageGroup": "EU-oost"}
    held = await databank.created(f"/v1/first-contacts/{contact['id']}/held", body, day(500))
    assert held["withinTerm"] is False
