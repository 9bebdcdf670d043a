"""Checks by the police of an order about a place without a declaration: the address goes sealed."""

from typing import Any
from uuid import UUID, uuid4

from fastapi import FastAPI

from contracts.databank import ExecutionChecked
from contracts.enforcement import ExecutionCheckRequested

from ..support.browser import signed_in
from ..support.city import City
from ..support.measures import COLLEGE, MAYOR, PUBLIC_ORDER, WORKER, Measure
from ..support.reports import at, reported

PLACE = {"naam": "Salon", "huisnummer": "7", "postcode": "2000", "uitbater": "UIT-77"}


async def people(app: FastAPI, city: City) -> list[Any]:
    return [
        await signed_in(app, city, function, f"plaats-{function}")
        for function in (WORKER, MAYOR, COLLEGE)
    ]


async def written_down(app: FastAPI, city: City, street: str) -> Measure:
    """A measure about a place whose address the city typed."""
    worker, mayor, college = await people(app, city)
    start = PUBLIC_ORDER | PLACE | {"branche": "massagesalon", "straat": street}
    page = await worker.does("/maatregelen/nieuw", **start)
    return Measure(city, worker, mayor, college, page, "", about_trafficking=False)


async def on_report(app: FastAPI, city: City, street: str) -> Measure:
    """A measure begun on a report, whose address nobody typed."""
    worker, mayor, college = await people(app, city)
    case = await city.case_of(await reported(city, place=at(street)))
    cause = {"soort": "openbare_orde", "aanleiding": "Vechtpartijen aan de deur."}
    page = await worker.does(f"/dossiers/{case['caseId']}/maatregel", **cause)
    return Measure(city, worker, mayor, college, page, "", about_trafficking=False)


async def asked(case: Measure) -> dict[str, Any]:
    async with case.city.sandbox.asking("enforcement") as conn:
        order = await conn.fetchval(
            "SELECT order_id FROM measure_order WHERE case_id = $1", UUID(case.case_id)
        )
    told = await case.city.sandbox.recorded("enforcement", ExecutionCheckRequested)
    (mine,) = [event.data for event in told if event.data["caseId"] == str(order)]
    return mine


async def test_the_police_are_asked_with_the_address_sealed_and_their_answer_counts(
    app: FastAPI, city: City
) -> None:
    for begin in (written_down, on_report):
        street = f"Verzonnenstraat {uuid4().hex[:6]}"
        case = await begin(app, city, street)
        await case.notified(grond="ngw_135")
        await case.does(case.worker, "controle-vragen")
        told = await asked(case)
        assert set(told["place"]["sealed"]) == {"databank"}, "the police alone open it"
        assert street not in str(told)
        city.later(days=1)
        answer = ExecutionChecked(
            case_id=told["caseId"],
            premises_id=told["premisesId"],
            complied=False,
            checked_at=city.now,
        )
        await city.sandbox.handled("enforcement", await city.sandbox.publish(answer, at=city.now))
        assert "Uitvoering gecontroleerd" in await case.worker.sees(case.page)


async def test_another_order_than_a_closure_is_not_checked(app: FastAPI, city: City) -> None:
    case = await written_down(app, city, f"Verzonnenstraat {uuid4().hex[:6]}")
    await case.notified(grond="ngw_135", inhoud="ander_bevel")
    refused = await case.refused(case.worker, "controle-vragen")
    assert "of een plaats gesloten blijft" in refused
