"""A place that was closed before it had a declaration stays closed in the calendar."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from fastapi import FastAPI

from chassis.web import Function
from contracts.enforcement import PremisesClosed, PremisesReopened

from ..support.browser import signed_in
from ..support.city import City
from ..support.measures import MAYOR, PUBLIC_ORDER, Measure
from ..support.sanctions import (
    COLLEGE,
    WORKER,
    decision,
    heard,
    invite,
    notified,
    propose,
    unlisted,
)

OWNER = Function.EIGENAAR


def place(street: str) -> dict[str, str]:
    return {"label": "Salon", "street": street, "houseNumber": "7", "postcode": "2000"}


async def test_a_sanction_that_closed_a_place_is_told_when_it_gets_a_declaration(
    city: City,
) -> None:
    street = f"Sluitstraat {uuid4().hex[:6]}"
    case = await unlisted(city, street)
    await invite(city, case["path"])
    await heard(city, case["path"])
    await propose(city, case["path"], "tijdelijke_sluiting")
    ends = city.now + timedelta(days=80)
    body = decision("tijdelijke_sluiting", None, ends)
    await city.does(COLLEGE, f"{case['path']}/decision", body)
    await notified(city, case["path"])
    granted = await city.granted("OWN-091", place(street))
    (closed,) = await city.recorded(granted["premisesId"], PremisesClosed)
    assert (str(closed.case_id), closed.closed_to) == (case["caseId"], ends)
    await city.does(COLLEGE, f"{case['path']}/reopening", {"motivation": "In orde."})
    assert len(await city.recorded(granted["premisesId"], PremisesReopened)) == 1


async def test_a_measure_closes_a_house_whose_declaration_ended(app: FastAPI, city: City) -> None:
    """The calendar knows the house, and would open it with the next declaration."""
    street = f"Lapstraat {uuid4().hex[:6]}"
    ended = await city.granted("OWN-092", place(street))
    await city.does(OWNER, f"{ended['path']}/relinquishment", organisation="OWN-092")
    worker, mayor, college = [
        await signed_in(app, city, function, f"sluit-{function}")
        for function in (WORKER, MAYOR, COLLEGE)
    ]
    at: dict[str, Any] = {"naam": "Salon", "straat": street, "huisnummer": "7", "postcode": "2000"}
    page = await worker.does("/maatregelen/nieuw", **PUBLIC_ORDER, **at, uitbater="OWN-092")
    case = Measure(city, worker, mayor, college, page, ended["premisesId"], False)
    await case.notified(grond="ngw_134quater", tot=str(case.today + timedelta(days=60)))
    assert len(await city.recorded(ended["premisesId"], PremisesClosed)) == 1
    await case.does(mayor, "opheffen", reden="In orde.", zeker="ja")
    assert len(await city.recorded(ended["premisesId"], PremisesReopened)) == 1
