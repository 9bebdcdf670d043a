"""A letter that the post brings back reached nobody, unless it was refused or never fetched.

Ger.W. art. 53bis presumes an arrival at the address of the addressee; the reasons are those of the
label of the post (form CN 15 of the UPU).
"""

import re
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import City
from ..support.fines import FINANCE
from ..support.letters import ADDRESS, address, fine_case
from ..support.own_case import opening_letters
from ..support.procedure import OFFICER, FineCase, fine
from ..support.receipts import DAY, WORKER, Sent, sends, terms, to_review
from ..support.street_bans import fine_about, somebody
from ..support.week import comes, monday

NEW_ADDRESS = {**ADDRESS, "role": "overtreder", "street": "Nieuwe Teststraat", "houseNumber": "9"}


async def comes_back(letter: Sent, reason: str, days: int = 9) -> dict[str, Any]:
    """The post brings it back so many days after the Monday on which it left."""
    day = letter.monday + days * DAY
    comes(letter.city, day, hour=10)
    said = {"returnedOn": f"{day}", "reason": reason}
    return await letter.city.does(letter.reader, f"{letter.path}/return", said)


async def moves(city: City, rows: asyncpg.Connection, case_id: Any) -> None:
    """The person has another address, which takes the place of the first."""
    await rows.execute(
        "UPDATE addressee SET removed_at = $2 WHERE case_id = $1", UUID(str(case_id)), city.now
    )
    await city.does(WORKER, f"/v1/cases/{case_id}/addressees", NEW_ADDRESS)


async def opening(city: City, app: FastAPI) -> tuple[FineCase, Sent]:
    case = await FineCase.opens(city, app)
    await case.does("triage", envisaged=250)
    monday(city)
    return case, await sends(city, str(case.case_id), "opstartbrief")


@pytest.mark.parametrize("reason", ["onbekend", "vertrokken", "onvolledig_adres", "overleden"])
async def test_nobody_is_fined_who_never_got_the_opening_letter(
    city: City, app: FastAPI, rows: asyncpg.Connection, reason: str
) -> None:
    """The fifteen days of its presumed arrival are over: the case still waits for another letter,
    and then for fifteen days from its own arrival (GAS law art. 25)."""
    case, letter = await opening(city, app)
    noted = await comes_back(letter, reason)
    assert (noted["state"], noted["notifiedOn"], noted["returnReason"]) == (
        "teruggekomen",
        None,
        reason,
    )
    steps = await rows.fetch("SELECT step FROM timeline WHERE case_id = $1", case.case_id)
    assert "brief_teruggekomen" in {row["step"] for row in steps}
    comes(city, letter.monday + 60 * DAY)
    status, problem = await case.tries("ready")
    assert (status, "Een brief kwam terug" in problem) == (409, True)
    left = monday(city)
    await moves(city, rows, case.case_id)
    again = await sends(city, str(case.case_id), "opstartbrief", named=True)
    await again.arrives()
    starts_on, last_day = (await terms(rows, case.case_id))["gas.defence_days"]
    assert starts_on == left + 3 * DAY
    assert last_day >= left + 18 * DAY
    comes(city, last_day, hour=20)
    status, _ = await case.tries("ready")
    assert status == 409
    comes(city, last_day + DAY, hour=1)
    await case.becomes("klaar_voor_beslissing")
    await case.asked_around()
    await case.does("fine", OFFICER, **fine(100))


@pytest.mark.parametrize("reason", ["geweigerd", "niet_afgehaald"])
async def test_a_letter_that_somebody_refuses_or_never_fetches_counts(
    city: City, app: FastAPI, rows: asyncpg.Connection, reason: str
) -> None:
    case, letter = await opening(city, app)
    noted = await comes_back(letter, reason)
    assert (noted["returnReason"], noted["notifiedOn"]) == (reason, f"{letter.thursday}")
    starts_on, last_day = (await terms(rows, case.case_id))["gas.defence_days"]
    assert starts_on == letter.thursday
    comes(city, last_day + DAY, hour=1)
    await case.becomes("klaar_voor_beslissing")


async def test_a_fine_that_reached_nobody_is_asked_of_nobody(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    """It counted as final a month after the presumed day; then the letter comes back."""
    case = await (await FineCase.opens(city, app)).fined()
    monday(city)
    letter = await sends(city, str(case.case_id), "beslissing")
    _, last_day = (await terms(rows, case.case_id))["gas.appeal_months"]
    comes(city, last_day + DAY)
    await case.becomes("te_betalen")
    await comes_back(letter, "vertrokken", (city_day(city.now) - letter.monday).days)
    assert await case.state() == "ter_kennis_gebracht"
    assert "brief_teruggekomen" in await to_review(rows, case.case_id)
    comes(city, last_day + 90 * DAY)
    assert await case.state() == "ter_kennis_gebracht"
    left = monday(city)
    await moves(city, rows, case.case_id)
    again = await sends(city, str(case.case_id), "beslissing", named=True)
    await again.arrives()
    starts_on, last_day = (await terms(rows, case.case_id))["gas.appeal_months"]
    assert starts_on == left + 3 * DAY
    comes(city, last_day, hour=20)
    assert await case.state() == "ter_kennis_gebracht"
    comes(city, last_day + DAY, hour=1)
    await case.becomes("te_betalen")


async def test_whoever_gets_it_after_all_has_their_term_from_then(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    """Handed over at the counter: against a dated proof, from that day on (53bis 3°)."""
    case, letter = await opening(city, app)
    await comes_back(letter, "onbekend")
    refused = await city.call(WORKER, "POST", f"{letter.path}/receipt", {})
    assert refused.status_code == 422
    handed = await letter.proves(12)
    starts_on, last_day = (await terms(rows, case.case_id))["gas.defence_days"]
    assert starts_on == handed
    comes(city, last_day + DAY, hour=1)
    await case.becomes("klaar_voor_beslissing")


@pytest.mark.parametrize(("days", "status"), [(-1, 422), (0, 200), (9, 200), (10, 422)])
async def test_a_letter_comes_back_between_its_posting_and_today(
    city: City, app: FastAPI, days: int, status: int
) -> None:
    _, letter = await opening(city, app)
    comes(city, letter.monday + 9 * DAY)
    said = {"returnedOn": f"{letter.monday + days * DAY}", "reason": "vertrokken"}
    answer = await city.call(WORKER, "POST", f"{letter.path}/return", said)
    assert answer.status_code == status, answer.text
    if status == 200:
        again = await city.call(WORKER, "POST", f"{letter.path}/return", said)
        assert again.status_code == 409
    else:
        assert answer.json()["errors"][0]["field"] == "returnedOn"


async def test_letters_of_other_cases_are_not_there_for_whoever_does_not_work_on_them(
    city: City, app: FastAPI
) -> None:
    _, letter = await opening(city, app)
    said = {"returnedOn": f"{city_day(city.now)}", "reason": "vertrokken"}
    answer = await city.call(Function.KABINET_BURGEMEESTER, "POST", f"{letter.path}/return", said)
    assert answer.status_code in (403, 404)


async def test_no_letter_goes_again_to_where_one_came_back_from(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """Unless somebody hands it over, or finds the address right and names it once more."""
    case, letter = await opening(city, app)
    await comes_back(letter, "vertrokken")
    body = {"caseId": str(case.case_id), "kind": "opstartbrief"}
    answer = await city.call(WORKER, "POST", "/v1/letters", body)
    assert (answer.status_code, "Van dit adres kwam" in answer.text) == (409, True)
    by_hand = await city.call(
        WORKER, "POST", "/v1/letters", body | {"mode": "tegen_ontvangstbewijs"}
    )
    assert by_hand.status_code == 201, by_hand.text
    clerk = await signed_in(app, city, WORKER, "adres-en-terug")
    shown = await clerk.sees(f"/brieven/dossier/{case.case_id}")
    assert "Verhuisd".lower() in shown
    assert "Voeg het nieuwe adres toe" in shown
    city.later(minutes=1)
    await city.does(
        WORKER, f"/v1/cases/{case.case_id}/addressees", {**ADDRESS, "role": "overtreder"}
    )
    await rows.execute(
        "UPDATE addressee SET removed_at = $2 WHERE case_id = $1 AND named_at < $2",
        case.case_id,
        city.now,
    )
    answer = await city.call(WORKER, "POST", "/v1/letters", body)
    assert answer.status_code == 201, answer.text


async def test_a_returned_letter_is_noted_on_its_page_and_stands_on_a_list(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case, letter = await opening(city, app)
    comes(city, letter.monday + 9 * DAY)
    clerk = await signed_in(app, city, WORKER, "terug-op-de-pagina")
    page = f"/brieven/{letter.path.rpartition('/')[2]}"
    await clerk.is_told(f"{page}/terug", terug=f"{city_day(city.now) + DAY}", waarom="onbekend")
    await clerk.is_told(f"{page}/terug", terug=f"{city_day(city.now)}")
    to = await clerk.does(f"{page}/terug", terug=f"{city_day(city.now)}", waarom="onbekend")
    assert to == f"/brieven/dossier/{case.case_id}"
    assert "deze brief kreeg niemand" in await clerk.sees(to)
    assert "Teruggekomen op" in await clerk.sees(page)
    assert "Brief teruggekomen" in await clerk.sees(f"/dossiers/{case.case_id}")
    assert any(page in each for each in await clerk.pages("/brieven?lijst=teruggekomen"))
    await moves(city, rows, case.case_id)
    again = await city.call(
        WORKER, "POST", "/v1/letters", {"caseId": str(case.case_id), "kind": "opstartbrief"}
    )
    assert again.status_code == 201, again.text
    assert not any(page in each for each in await clerk.pages("/brieven?lijst=teruggekomen"))


async def test_where_somebody_is_known_is_offered_and_not_typed_again(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """By name and whole birth date, of cases that one may know of; the look is logged."""
    who = somebody("1980-04-03")
    first, second = [(await fine_about(city, who))["caseId"] for _ in range(2)]
    other = (await fine_about(city, somebody("1980-04-03")))["caseId"]
    to = {**ADDRESS, "role": "overtreder", "name": who.value.name}
    await city.does(WORKER, f"/v1/cases/{first}/addressees", to)
    clerk = await signed_in(app, city, WORKER, "kent-het-adres")
    shown = await clerk.sees(f"/brieven/dossier/{second}")
    assert "Bekend uit een ander dossier" in shown
    looks = "SELECT count(*) FROM access_log WHERE subject_id = $1 AND action = 'consult'"
    assert await rows.fetchval(looks, first) >= 1
    assert "Bekend uit een ander dossier" not in await clerk.sees(f"/brieven/dossier/{other}")
    await rows.execute("UPDATE gas_case SET envisaged = 150 WHERE case_id = $1", UUID(second))
    form = (await clerk.get(f"/brieven/dossier/{second}")).text
    assert who.value.name in form, "the name that the report has stands in the form"
    said = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    await clerk.does(f"/brieven/dossier/{second}/geadresseerden", **dict(said))
    drafted = await city.call(
        WORKER, "POST", "/v1/letters", {"caseId": second, "kind": "opstartbrief"}
    )
    assert drafted.status_code == 201, drafted.text


async def test_a_registered_notice_that_came_back_goes_out_again_before_the_bailiff(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    """DLB art. 177: no forced collection without a registered notice that reached somebody."""
    case = await (await FineCase.opens(city, app)).fined()
    monday(city)
    await sends(city, str(case.case_id), "beslissing")
    _, last_day = (await terms(rows, case.case_id))["gas.appeal_months"]
    comes(city, last_day + DAY)
    await case.becomes("te_betalen")
    comes(city, last_day + 60 * DAY)
    for kind in ("herinnering", "aanmaning"):
        monday(city)
        letter = await sends(city, str(case.case_id), kind, named=True)
        await letter.arrives()
        comes(city, letter.thursday + 20 * DAY)
    await comes_back(letter, "vertrokken", 25)
    claim = f"/v1/claims/{case.case_id}"
    visa = {"step": "college-visa"}
    refused = await city.call(FINANCE, "POST", f"{claim}/steps", visa)
    assert refused.status_code == 409, refused.text
    await moves(city, rows, case.case_id)
    monday(city)
    again = await sends(city, str(case.case_id), "aanmaning", named=True)
    await again.arrives()
    comes(city, again.thursday + 20 * DAY)
    await city.does(FINANCE, f"{claim}/steps", visa)


async def test_a_letter_that_waits_does_not_leave_to_where_another_came_back_from(
    city: City, app: FastAPI
) -> None:
    case, letter = await opening(city, app)
    body = {"caseId": str(case.case_id), "kind": "opstartbrief"}
    answer = await city.call(WORKER, "POST", "/v1/letters", body)
    (waiting,) = answer.json()
    path = f"/v1/letters/{waiting['letterId']}"
    await city.does(Function.JURIST_BH, f"{path}/check", subject="collega")
    await comes_back(letter, "vertrokken")
    posting = {"postedOn": f"{city_day(city.now)}", "enclosesReport": True}
    refused = await city.call(WORKER, "POST", f"{path}/posting", posting)
    assert (refused.status_code, "Van dit adres kwam" in refused.text) == (409, True)


async def test_a_letter_that_waits_does_not_leave_to_where_no_letters_go_any_more(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case = await FineCase.opens(city, app)
    await case.does("triage", envisaged=250)
    to = {**ADDRESS, "role": "overtreder"}
    await city.does(WORKER, f"/v1/cases/{case.case_id}/addressees", to)
    body = {"caseId": str(case.case_id), "kind": "opstartbrief"}
    (waiting,) = (await city.call(WORKER, "POST", "/v1/letters", body)).json()
    path = f"/v1/letters/{waiting['letterId']}"
    await city.does(Function.JURIST_BH, f"{path}/check", subject="collega")
    await moves(city, rows, case.case_id)
    posting = {"postedOn": f"{city_day(city.now)}", "enclosesReport": True}
    refused = await city.call(WORKER, "POST", f"{path}/posting", posting)
    assert (refused.status_code, "maak een nieuwe" in refused.text) == (409, True)


async def test_no_address_is_offered_of_somebody_else_nor_one_a_letter_came_back_from(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """Of a sanction the letters go to the owner, though its finding names another person."""
    who = somebody("1980-04-03")
    dossier = await city.granted()
    sanction = await city.case_of(await city.transfers(dossier["premisesId"], offender=who))
    owner = {**ADDRESS, "role": "overtreder", "street": "Straat van de eigenaar"}
    await city.does(WORKER, f"/v1/cases/{sanction['caseId']}/addressees", owner)
    first, second = [(await fine_about(city, who))["caseId"] for _ in range(2)]
    clerk = await signed_in(app, city, WORKER, "biedt-aan")
    assert "Straat van de eigenaar" not in await clerk.sees(f"/brieven/dossier/{first}")
    for case_id in (first, second):
        to = {**ADDRESS, "role": "overtreder", "name": who.value.name}
        await city.does(WORKER, f"/v1/cases/{case_id}/addressees", to)
    await rows.execute("UPDATE gas_case SET envisaged = 150 WHERE case_id = $1", UUID(second))
    monday(city)
    await comes_back(await sends(city, second, "opstartbrief", named=True), "vertrokken")
    await rows.execute(
        "UPDATE addressee SET removed_at = $2 WHERE case_id = $1", UUID(second), city.now
    )
    assert "Bekend uit een ander dossier" not in await clerk.sees(f"/brieven/dossier/{second}")


@pytest.mark.parametrize(("days", "status"), [(8, 422), (9, 200), (10, 200)])
async def test_nobody_got_a_letter_before_it_came_back(
    city: City, app: FastAPI, days: int, status: int
) -> None:
    """Day 9 is that of the return: the day before, that day, and the day after."""
    _, letter = await opening(city, app)
    await comes_back(letter, "onbekend", 9)
    comes(city, letter.monday + 12 * DAY)
    proof = {"provenOn": f"{letter.monday + days * DAY}"}
    answer = await city.call(WORKER, "POST", f"{letter.path}/receipt", proof)
    assert answer.status_code == status, answer.text


async def test_a_case_goes_on_once_a_holder_whose_name_was_wrong_has_the_letter(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    """Holders of parental authority are told apart by their name; no other holder's letter counts,
    and a removal alone frees nothing (GAS law art. 25 §5)."""
    waits = "SELECT undelivered FROM gas_case WHERE case_id = $1"
    case_id = await fine_case(city, rows, minor=True)
    await address(city, case_id, "ouderlijk_gezag", "Ouder Fautgespeld")
    _, to_holder = await opening_letters(app, city, case_id)
    city.later(days=9)
    said = {"returnedOn": f"{city.today}", "reason": "onbekend"}
    await city.does(WORKER, f"/v1/letters/{to_holder.letter_id}/return", said)
    clerk = await signed_in(app, city, WORKER, "verbetert-de-naam")
    query = "SELECT addressee_id FROM addressee WHERE case_id = $1 AND role = 'ouderlijk_gezag'"
    wrong = await rows.fetchval(query, UUID(case_id))
    await clerk.does(f"/brieven/geadresseerden/{wrong}/weg")
    assert await rows.fetchval(waits, UUID(case_id)) is True
    await address(city, case_id, "ouderlijk_gezag", "Ouder Foutgespeld")
    assert await rows.fetchval(waits, UUID(case_id)) is True
    monday(city)
    again = await sends(city, case_id, "opstartbrief", named=True)
    assert await rows.fetchval(waits, UUID(case_id)) is True
    await again.arrives()
    assert await rows.fetchval(waits, UUID(case_id)) is False
