"""Integrity investigations on their screens: off without an ordinance, else as the law says."""

from datetime import date, timedelta

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from contracts.enforcement import IntegrityInvestigationEnded
from enforcement.integrity_investigations.ordinance import Ordinance

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.integrity import IN_FORCE, MAYOR, Investigation, ordinance


@pytest.mark.parametrize(
    "given",
    [
        None,
        IN_FORCE.model_copy(update={"in_force_from": date(2999, 1, 1)}),
        IN_FORCE.model_copy(update={"until": date(2026, 1, 2)}),
    ],
)
async def test_nothing_begins_without_an_ordinance_in_force_and_the_page_says_why(
    app: FastAPI, city: City, given: Ordinance | None
) -> None:
    with ordinance(app, given):
        mayor = await signed_in(app, city, MAYOR)
        filed = await city.granted()
        seen = await mayor.sees("/integriteit")
        assert "staan uit" in seen
        assert "Start een onderzoek" not in seen
        told = await mayor.is_told("/integriteit/nieuw", nummer=filed["number"])
        assert "staan uit" in told


async def test_the_fifty_days_are_working_days_and_grow_once(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await Investigation.of_declaration(app, city)
    assert "Onderzoek loopt" in await case.lawyer.sees(case.page)
    before = await _last_day(rows, case, "integrity.investigation_days")
    await case.does(case.mayor, "verlengen", zeker="ja")
    after = await _last_day(rows, case, "integrity.investigation_days")
    assert after > before
    assert "één verlenging" in await case.refused(case.mayor, "verlengen", zeker="ja")


async def test_the_central_register_comes_before_the_advice(
    app: FastAPI, city: City, on: None
) -> None:
    case = await Investigation.of_declaration(app, city)
    assert "Centraal Register" in await case.refused(case.lawyer, "advies-vragen")
    await case.consulted()
    await case.does(case.lawyer, "advies-vragen")
    assert "ontvankelijk" in await case.refused(case.lawyer, "advies", samenvatting="Een advies.")


async def test_a_rejected_request_may_be_done_again(app: FastAPI, city: City, on: None) -> None:
    case = await (await Investigation.of_declaration(app, city)).consulted()
    await case.does(case.lawyer, "advies-vragen")
    await case.does(case.lawyer, "ontvankelijk", antwoord="aan_te_vullen")
    assert "aanvullen" in await case.lawyer.sees(case.page)
    await case.does(case.lawyer, "ontvankelijk", antwoord="afgewezen")
    assert "Onderzoek loopt" in await case.lawyer.sees(case.page)
    await case.does(case.lawyer, "advies-vragen")


async def test_whom_it_concerns_gets_time_to_prepare_and_may_come_after_writing(
    app: FastAPI, city: City, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).advised()
    soon = city_day(city.now) + timedelta(days=6)
    assert "voor te bereiden" in await case.refused(
        case.lawyer, "uitnodigen", moment=f"{soon}T10:00"
    )
    hearing_on = city_day(city.now) + timedelta(days=30)
    await case.does(case.lawyer, "uitnodigen", moment=f"{hearing_on}T10:00")
    await case.does(case.lawyer, "verweer", samenvatting="De feiten kloppen niet.")
    proposal = {"maatregel": "schorsing", "misbruik": "true", "motivering": "Feiten."}
    assert "nog verdedigen" in await case.refused(case.mayor, "voorstel", **proposal)
    await case.does(case.lawyer, "verweer", samenvatting="Ik kom niet.", geen_hoorzitting="true")
    await case.does(case.mayor, "voorstel", **proposal)


async def test_the_college_sees_nothing_before_it_gets_a_proposal(
    app: FastAPI, city: City, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).heard()
    assert (await case.college.get(case.page)).status_code == 404
    assert case.case_id not in (await case.college.get("/integriteit")).text
    await case.does(
        case.mayor, "voorstel", maatregel="opheffing", gepleegd="true", motivering="Feiten."
    )
    assert "Voorgesteld" in await case.college.sees(case.page)


async def test_what_was_found_goes_at_once_without_a_measure(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).heard()
    assert "Kanarie" in await case.lawyer.sees(case.page)
    ends = {"motivering": "Niets gevonden dat volstaat.", "zeker": "ja"}
    await case.does(case.mayor, "beeindigen", **ends)
    page = await case.lawyer.sees(case.page)
    assert "Kanarie" not in page
    assert "Centraal Register" in page  # which sources were asked stays
    assert not await _canaries(rows)


async def test_reporting_hears_of_no_place_and_no_owner(app: FastAPI, city: City, on: None) -> None:
    case = await (await Investigation.of_declaration(app, city)).decided("opheffing")
    told = await city.sandbox.recorded("enforcement", IntegrityInvestigationEnded)
    (event,) = [each for each in told if str(each.partition_key) == case.case_id]
    assert set(event.data) == {"caseId", "about", "measure", "decidedAt"}


async def test_others_of_the_city_find_no_investigations(
    app: FastAPI, city: City, on: None
) -> None:
    case = await Investigation.of_declaration(app, city)
    for function in (Function.PROSTITUTIEAMBTENAAR, Function.DOSSIERBEHANDELAAR_BH):
        other = await signed_in(app, city, function)
        assert (await other.get(case.page)).status_code == 403
        assert (await other.get("/integriteit")).status_code == 403


async def test_the_board_says_what_is_due_when_to_who_investigates_alone(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).consulted()
    await case.does(case.lawyer, "advies-vragen")
    await case.does(case.lawyer, "ontvankelijk", antwoord="ontvankelijk")
    query = "SELECT number FROM integrity_investigation WHERE case_id = $1"
    number = await rows.fetchval(query, case.case_id)
    for reader in (case.lawyer, case.mayor):
        assert number in await _board(reader)
    assert number not in await _board(case.college)  # nothing before it is proposed
    for function in (Function.DOSSIERBEHANDELAAR_BH, Function.PROSTITUTIEAMBTENAAR):
        assert number not in await _board(await signed_in(app, city, function, f"b-{function}"))
        terms = f"/v1/cases/{case.case_id}/terms"
        assert (await city.call(function, "GET", terms)).status_code == 404
        pause = {"reason": "Even wachten."}
        path = f"{terms}/integrity.investigation_days/pause"
        assert (await city.call(function, "POST", path, pause)).status_code == 404
    assert (
        await city.call(Function.JURIST_BH, "GET", f"/v1/cases/{case.case_id}/terms")
    ).is_success


async def _board(reader: Browser) -> str:
    """Every page of the board that the reader gets to, as text."""
    return await reader.sees_listed("/termijnen?lijst=team")


async def _last_day(rows: asyncpg.Connection, case: Investigation, term_id: str) -> date:
    query = "SELECT last_day FROM case_term WHERE case_id = $1 AND term_id = $2"
    day: date = await rows.fetchval(query, case.case_id, term_id)
    return day


async def _canaries(rows: asyncpg.Connection) -> int:
    """What stands anywhere of the case that was erased last."""
    found: int = await rows.fetchval(
        "SELECT count(*) FROM integrity_finding f JOIN integrity_investigation i USING (case_id)"
        " WHERE i.data_erased_at IS NOT NULL AND (f.note IS NOT NULL OR f.outcome IS NOT NULL)"
    )
    in_timeline: int = await rows.fetchval(
        "SELECT count(*) FROM timeline WHERE reason LIKE '%Kanarie%'"
    )
    return found + in_timeline
