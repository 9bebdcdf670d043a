"""Information reports of the police: about a place, maybe about nobody, and never a fine."""

from typing import Any
from uuid import uuid4

import asyncpg
from fastapi import FastAPI

from contracts.identity import OffenderIdentity
from contracts.sealed import Sealed

from ..support.browser import signed_in
from ..support.city import City
from ..support.reports import at, reported
from ..support.sanctions import WORKER, warn


async def persons(city: City, case: dict[str, Any]) -> Any:
    purpose = {"Krachtlijn-Purpose": "procedure"}
    return await city.sees(WORKER, f"{case['path']}/offenders", **purpose)


async def test_a_report_that_names_nobody_opens_a_case_about_its_place(
    app: FastAPI, city: City
) -> None:
    street = f"Verzonnenstraat {uuid4().hex[:6]}"
    case = await city.case_of(await reported(city, place=at(street)))
    assert await city.told(case["caseId"]) == ["sanction-case-opened"]
    whole = await city.sees(WORKER, case["path"])
    assert whole["findings"][0]["offenderRole"] == "niemand"
    (shown,) = await persons(city, case)
    assert (shown["name"], shown["place"]["street"]) == (None, street)
    reader = await signed_in(app, city, WORKER)
    page = await reader.sees(f"/dossiers/{case['caseId']}")
    assert "Niemand genoemd" in page
    assert street not in page
    assert street in await reader.sees(f"/dossiers/{case['caseId']}/personen?doel=procedure")


async def test_a_report_may_name_who_runs_the_place(city: City) -> None:
    boss = Sealed.of(OffenderIdentity(name="Ilinca Voorbeeld", birth_date=None))
    finding = await reported(city, place=at("Elders"), offender=boss, offender_role="exploitant")
    case = await city.case_of(finding)
    (shown,) = await persons(city, case)
    assert (shown["name"], shown["place"]["street"]) == ("Ilinca Voorbeeld", "Elders")


async def test_a_report_told_twice_opens_one_case_and_later_ones_of_its_place_are_found(
    city: City,
) -> None:
    street = f"Verzonnenstraat {uuid4().hex[:6]}"
    finding = await reported(city, place=at(street))
    case = await city.case_of(finding)
    assert await reported(city, finding_id=finding, place=at(street)) == finding
    assert (await city.case_of(finding))["caseId"] == case["caseId"]
    await warn(city, case["path"])
    again = await reported(city, place=at(street.upper()))
    assert (await city.case_of(again))["premisesId"] == case["premisesId"]
    linked = {"findingId": str(again), "ownerKnown": True}
    await city.does(WORKER, f"{case['path']}/next-finding", linked)


async def test_a_report_that_must_wait_opens_a_case_that_waits(city: City) -> None:
    boss = Sealed.of(OffenderIdentity(name="Ilinca Voorbeeld", birth_date=None))
    named = {"offender": boss, "offender_role": "exploitant", "on_hold": True}
    case = await city.case_of(await reported(city, place=at("Elders"), **named))
    assert case["state"] == "opgeschort_overleg"


async def test_the_case_says_that_judicial_information_came_with_leave(
    app: FastAPI, city: City
) -> None:
    reader = await signed_in(app, city, WORKER)
    for held, said in ((True, "Ja, met toelating van de gerechtelijke overheid"), (False, "Nee")):
        finding = await reported(city, place=at("Elders"), judicial_information=held)
        case = await city.case_of(finding)
        page = await reader.sees(f"/dossiers/{case['caseId']}")
        assert f"Gerechtelijke informatie {said}" in page


async def test_the_address_of_a_report_stands_nowhere_in_clear(
    city: City, rows: asyncpg.Connection
) -> None:
    case = await city.case_of(await reported(city, place=at("Geheimelaan")))
    await persons(city, case)
    for table in ("sanction_case", "finding", "fact_place", "timeline", "bus_archive", "bus_inbox"):
        stored = await rows.fetch(f"SELECT t::text FROM {table} AS t")
        assert not any("geheimelaan" in row["t"].casefold() for row in stored), table
