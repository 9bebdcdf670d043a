"""A letter from draft to the day on which it counts, and what the procedure does then."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI
from pypdf import PdfReader

from chassis.days import city_day, day_start
from chassis.web import Function
from enforcement.cases.rules import CaseKind
from enforcement.legal_terms.rules import deemed_received, working_days

from ..support.browser import signed_in
from ..support.city import City
from ..support.letters import ADDRESS, WORKER, address, fine_case
from ..support.own_case import CODE
from ..support.sanctions import decided

LAWYER = Function.JURIST_BH
OFFICER = Function.SANCTIONEREND_AMBTENAAR
DAYS = working_days(frozenset())
DECISION = {
    "defenceAnswer": "U gaf geen verweer.",
    "proportionality": "Het is de eerste keer.",
}


async def drafted(city: City, case_id: str, kind: str, **more: Any) -> list[dict[str, Any]]:
    body = {"caseId": case_id, "kind": kind, **more}
    answer = await city.call(WORKER, "POST", "/v1/letters", body)
    assert answer.status_code == 201, answer.text
    letters: list[dict[str, Any]] = answer.json()
    return letters


async def checked(city: City, letter: dict[str, Any]) -> str:
    path = f"/v1/letters/{letter['letterId']}"
    await city.does(LAWYER, f"{path}/check", subject="collega")
    return path


async def posted(
    city: City, letter: dict[str, Any], on: date | None = None, **more: Any
) -> dict[str, Any]:
    path = await checked(city, letter)
    body = {"postedOn": f"{on or city_day(city.now)}", "enclosesReport": True, **more}
    return await city.does(WORKER, f"{path}/posting", body)


async def refused(city: City, path: str, body: dict[str, Any] | None, status: int) -> Any:
    answer = await city.call(WORKER, "POST", path, body)
    assert answer.status_code == status, answer.text
    return answer.json()


async def state_of(city: City, case_id: str, letter: dict[str, Any]) -> dict[str, Any]:
    listed = await city.sees(WORKER, f"/v1/letters?caseId={case_id}")
    (found,) = [
        each for each in listed["_embedded"]["letters"] if each["letterId"] == letter["letterId"]
    ]
    one: dict[str, Any] = found
    return one


async def test_a_letter_is_drafted_checked_by_another_posted_and_deemed_received(
    city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    (letter,) = await drafted(city, case_id, "opstartbrief")
    assert (letter["state"], letter["mode"], letter["role"]) == (
        "concept",
        "aangetekend",
        "overtreder",
    )
    path = f"/v1/letters/{letter['letterId']}"
    today = city_day(city.now)
    await refused(city, f"{path}/posting", {"postedOn": f"{today}"}, 409)
    for function in (WORKER, LAWYER):  # one's own, in whatever function
        own = await city.call(function, "POST", f"{path}/check", None)
        assert own.status_code == 403, own.text
    sent = await posted(city, letter, registeredNumber="RR 0000 0000 5 BE")
    deemed = deemed_received(today, DAYS.legal)
    assert (sent["state"], sent["notifiedOn"]) == ("gepost", f"{deemed}")
    city.now = day_start(deemed) + timedelta(hours=8)

    async def arrived() -> bool:
        return (await state_of(city, case_id, letter))["state"] == "geacht_ontvangen"

    await city.clock_moves_on(arrived)
    assert (await state_of(city, case_id, letter))["notifiedOn"] == f"{deemed}"
    timeline = (await city.sees(WORKER, f"/v1/gas-cases/{case_id}"))["timeline"]
    steps = [(entry["step"], entry["reason"]) for entry in timeline]
    assert ("brief_gepost", "opstartbrief") in steps
    assert ("brief_ontvangen", "opstartbrief") in steps


async def test_the_defence_term_runs_from_the_day_that_the_law_gives_an_opening_letter(
    city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    (letter,) = await drafted(city, case_id, "opstartbrief")
    posted_on = city_day(city.now)
    deemed = deemed_received(posted_on, DAYS.legal)
    await posted(city, letter)
    seen = await city.sees(WORKER, f"/v1/gas-cases/{case_id}")
    assert (seen["state"], seen["startNotifiedOn"]) == ("opgestart", f"{deemed}")
    (defence,) = [term for term in seen["terms"] if term["termId"] == "gas.defence_days"]
    assert defence["startsOn"] == f"{deemed}"
    city.now = day_start(deemed + timedelta(days=6)) + timedelta(hours=9)
    proven = deemed + timedelta(days=4)
    path = f"/v1/letters/{letter['letterId']}/receipt"
    await city.does(WORKER, path, {"provenOn": f"{proven}"})
    later = await city.sees(WORKER, f"/v1/gas-cases/{case_id}")
    (defence,) = [term for term in later["terms"] if term["termId"] == "gas.defence_days"]
    assert defence["startsOn"] == f"{proven}"


async def test_a_letter_that_left_last_week_counts_from_then(
    city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    (letter,) = await drafted(city, case_id, "opstartbrief")
    drafted_on = city_day(city.now)
    city.later(days=9)
    path = await checked(city, letter)
    tomorrow = {"postedOn": f"{city_day(city.now) + timedelta(days=1)}"}
    before = {"postedOn": f"{drafted_on - timedelta(days=1)}"}
    for wrong in (tomorrow, before):
        problem = await refused(city, f"{path}/posting", wrong, 422)
        assert problem["errors"][0]["field"] == "postedOn"
    sent = await city.does(
        WORKER, f"{path}/posting", {"postedOn": f"{drafted_on}", "enclosesReport": True}
    )
    assert sent["state"] == "geacht_ontvangen"
    assert sent["notifiedOn"] == f"{deemed_received(drafted_on, DAYS.legal)}"


async def test_a_receipt_gives_the_day_and_a_proof_of_the_addressee_a_later_one(
    city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    (letter,) = await drafted(city, case_id, "opstartbrief", mode="aangetekend_met_ontvangstbewijs")
    posted_on = city_day(city.now)
    await posted(city, letter)
    path = f"/v1/letters/{letter['letterId']}"
    city.later(days=6)
    assert (await state_of(city, case_id, letter))["state"] == "gepost"  # no receipt, no day
    presented = {"presentedOn": f"{posted_on + timedelta(days=2)}"}
    too_early = {"presentedOn": f"{posted_on - timedelta(days=1)}"}
    assert (await refused(city, f"{path}/receipt", too_early, 422))["errors"]
    received = await city.does(WORKER, f"{path}/receipt", presented)
    assert (received["state"], received["notifiedOn"]) == ("ontvangen", presented["presentedOn"])
    (plain,) = await drafted(city, case_id, "bemiddelingsaanbod")
    on = city_day(city.now)
    await posted(city, plain)
    proven = on + timedelta(days=20)
    city.later(days=21)
    answer = await city.does(
        WORKER, f"/v1/letters/{plain['letterId']}/receipt", {"provenOn": f"{proven}"}
    )
    assert answer["notifiedOn"] == f"{proven}"


async def test_a_minor_and_each_holder_get_a_letter_and_the_last_one_counts(
    city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows, minor=True)
    body = {"caseId": case_id, "kind": "opstartbrief"}
    problem = await refused(city, "/v1/letters", body, 409)
    assert "ouderlijk gezag" in problem["title"]
    await address(city, case_id, "ouderlijk_gezag")
    await address(city, case_id, "ouderlijk_gezag")
    await address(city, case_id, "advocaat")
    letters = await drafted(city, case_id, "opstartbrief", mode="tegen_ontvangstbewijs")
    roles = [letter["role"] for letter in letters]
    assert roles == ["overtreder", "ouderlijk_gezag", "ouderlijk_gezag"]
    for letter in letters:
        await posted(city, letter)
    on = city_day(city.now)
    city.later(days=8)
    for days, letter in enumerate(letters, start=2):
        path = f"/v1/letters/{letter['letterId']}/receipt"
        assert (await city.sees(WORKER, f"/v1/gas-cases/{case_id}"))["state"] == "geregistreerd"
        await city.does(WORKER, path, {"presentedOn": f"{on + timedelta(days=days)}"})
    seen = await city.sees(WORKER, f"/v1/gas-cases/{case_id}")
    assert (seen["state"], seen["startNotifiedOn"]) == ("opgestart", f"{on + timedelta(days=4)}")


async def sanction_decided(city: City) -> dict[str, Any]:
    case = await decided(city, "intrekking")
    await address(city, case["caseId"], "overtreder")
    return case


async def test_a_term_starts_when_the_letter_counts_as_received(city: City) -> None:
    case = await sanction_decided(city)
    (letter,) = await drafted(city, case["caseId"], "beslissing")
    on = city_day(city.now)
    city.later(days=10)
    await posted(city, letter, on)
    seen = await city.sees(WORKER, case["path"])
    deemed = deemed_received(on, DAYS.legal)
    assert seen["state"] == "ter_kennis_gebracht"
    assert city_day(datetime.fromisoformat(seen["notifiedAt"])) == deemed
    (appeal,) = [term for term in seen["terms"] if term["termId"] == "rvs.annulment_days"]
    assert appeal["startsOn"] == f"{deemed}"


async def test_a_letter_that_arrives_in_a_case_that_went_on_is_noted_and_changes_nothing(
    city: City,
) -> None:
    case = await sanction_decided(city)
    (letter,) = await drafted(city, case["caseId"], "beslissing")
    on = city_day(city.now)
    await city.does(WORKER, f"{case['path']}/notification", {})
    before = await city.sees(WORKER, case["path"])
    told = await city.told(case["premisesId"])
    city.later(days=10)
    assert (await posted(city, letter, on))["state"] == "geacht_ontvangen"
    seen = await city.sees(WORKER, case["path"])
    assert (seen["state"], seen["notifiedAt"]) == (before["state"], before["notifiedAt"])
    assert await city.told(case["premisesId"]) == told
    assert seen["timeline"][-1]["step"] == "zonder_gevolg"
    assert "Deze stap kan niet" in seen["timeline"][-1]["reason"]


async def test_nobody_gets_a_letter_while_the_police_ask_for_consultation(
    city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    (letter,) = await drafted(city, case_id, "opstartbrief")
    path = await checked(city, letter)
    await rows.execute("UPDATE gas_case SET on_hold = true WHERE case_id = $1", UUID(case_id))
    today = {"postedOn": f"{city_day(city.now)}"}
    problem = await refused(city, f"{path}/posting", today, 409)
    assert "overleg" in problem["title"]
    body = {"caseId": case_id, "kind": "opstartbrief"}
    assert "overleg" in (await refused(city, "/v1/letters", body, 409))["title"]
    assert (await state_of(city, case_id, letter))["state"] == "nagekeken"


async def test_a_case_that_nobody_looked_at_gets_no_opening_letter(
    city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows, envisaged=None)
    body = {"caseId": case_id, "kind": "opstartbrief"}
    assert "beoogde geldboete" in (await refused(city, "/v1/letters", body, 409))["title"]


@pytest.mark.parametrize("kind", ["opstartbrief", "beslissing", "aanmaning"])
async def test_what_the_law_wants_registered_goes_by_no_plain_post(
    city: City, rows: asyncpg.Connection, kind: str
) -> None:
    case_id = await fine_case(city, rows)
    body = {"caseId": case_id, "kind": kind, "mode": "gewone_post", **DECISION}
    problem = await refused(city, "/v1/letters", body, 422)
    assert problem["errors"][0]["field"] == "mode"


async def test_a_cancelled_letter_never_leaves_and_a_posted_one_is_not_cancelled(
    city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    first, second = [(await drafted(city, case_id, "opstartbrief"))[0] for _ in range(2)]
    path = await checked(city, first)
    assert (await city.does(WORKER, f"{path}/cancellation"))["state"] == "geannuleerd"
    await refused(city, f"{path}/posting", {"postedOn": f"{city_day(city.now)}"}, 409)
    await posted(city, second)
    await refused(city, f"/v1/letters/{second['letterId']}/cancellation", None, 409)


async def test_the_officer_of_fines_sees_no_letter_of_a_sanction(city: City) -> None:
    case = await sanction_decided(city)
    (letter,) = await drafted(city, case["caseId"], "beslissing")
    listed = await city.sees(OFFICER, f"/v1/letters?caseId={case['caseId']}")
    assert listed["_embedded"]["letters"] == []
    path = f"/v1/letters/{letter['letterId']}"
    for step, body in (("check", None), ("posting", {"postedOn": "2026-01-05"})):
        assert (await city.call(OFFICER, "POST", f"{path}/{step}", body)).status_code == 404
    unknown = f"/v1/letters/{uuid4()}/check"
    assert (await city.call(OFFICER, "POST", unknown)).status_code == 404


async def test_whom_a_letter_is_for_stands_nowhere_in_clear(
    city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    await drafted(city, case_id, "opstartbrief")
    for table in ("addressee", "letter", "case_document"):
        stored = await rows.fetch(f"SELECT t::text FROM {table} AS t")
        assert stored
        assert not any("Onbestaandewicz" in row["t"] or "Teststraat" in row["t"] for row in stored)
    looked = await rows.fetch(
        "SELECT action FROM access_log WHERE subject_kind = $1 AND subject_id = $2"
        " ORDER BY position",
        str(CaseKind.GAS),
        case_id,
    )
    assert [row["action"] for row in looked] == ["change", "consult"]


async def test_a_copy_to_the_lawyer_is_a_choice_and_lets_no_term_begin(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    body = {"caseId": case_id, "kind": "opstartbrief", "copyToLawyer": True}
    answer = await refused(city, "/v1/letters", body, 422)
    assert answer["errors"] == [
        {"field": "copyToLawyer", "reason": "Geef eerst naam en adres van de advocaat."}
    ]
    worker = await signed_in(app, city, WORKER)
    form = f"/brieven/dossier/{case_id}/nieuw?soort=opstartbrief"
    tick = "Stuur ook een kopie aan de advocaat"
    assert tick not in await worker.sees(form)
    await address(city, case_id, "advocaat")
    assert tick in await worker.sees(form)
    letter, copy = await drafted(city, case_id, "opstartbrief", copyToLawyer=True)
    assert (letter["role"], letter["mode"]) == ("overtreder", "aangetekend")
    assert (copy["role"], copy["mode"]) == ("advocaat", "gewone_post")
    file = await worker.get(f"/brieven/{copy['letterId']}/brief.pdf")
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(file.content)).pages)
    assert "Kopie voor de advocaat van Onbestaandewicz" in " ".join(said.split())
    assert CODE.search(said) is None, "who has the code reads the case as the person"
    await posted(city, letter)
    began = (await city.sees(WORKER, f"/v1/gas-cases/{case_id}"))["defenceUntil"]
    assert began is not None
    city.later(days=8)
    await posted(city, copy, city_day(city.now) - timedelta(days=7))
    assert (await state_of(city, case_id, copy))["state"] == "geacht_ontvangen"
    after = await city.sees(WORKER, f"/v1/gas-cases/{case_id}")
    assert after["defenceUntil"] == began
    assert (
        await rows.fetchval(
            "SELECT count(*) FROM letter WHERE case_id = $1 AND role = 'advocaat'"
            " AND person_id IS NOT NULL",
            UUID(case_id),
        )
        == 0
    )


async def test_without_the_choice_no_letter_goes_to_the_lawyer(
    city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    await address(city, case_id, "advocaat")
    letters = await drafted(city, case_id, "opstartbrief")
    assert [letter["role"] for letter in letters] == ["overtreder"]


async def test_an_addressee_is_removed_over_the_api_once_and_the_look_is_logged(
    city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    added = await city.does(
        WORKER, f"/v1/cases/{case_id}/addressees", {**ADDRESS, "role": "advocaat"}
    )
    path = f"/v1/addressees/{added['addresseeId']}/removal"
    looks = "SELECT count(*) FROM access_log WHERE subject_id = $1 AND action = 'change'"
    before = await rows.fetchval(looks, case_id)
    stranger = await city.call(Function.PROSTITUTIEAMBTENAAR, "POST", path)
    assert stranger.status_code == 404, "of a case that is not theirs nobody learns anything"
    assert (await city.call(WORKER, "POST", path)).status_code == 204
    assert await rows.fetchval(looks, case_id) == before + 1
    assert (await city.call(WORKER, "POST", path)).status_code == 404
    left = "SELECT count(*) FROM addressee WHERE case_id = $1 AND removed_at IS NULL"
    assert await rows.fetchval(left, UUID(case_id)) == 1
