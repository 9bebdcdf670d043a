"""The inbox of transferred findings, and what its checks say in words."""

from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.web import Function
from contracts.identity import OffenderIdentity
from contracts.sealed import Sealed
from enforcement.gas.rules import MixedOffence
from enforcement.intake.labels import CHECK, CHECK_COLOUR
from enforcement.intake.rules import Check, check_intake

from ..support.browser import Browser, signed_in
from ..support.city import City

WORKER = Function.DOSSIERBEHANDELAAR_BH


@pytest.fixture
async def worker(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, WORKER, f"intake-{uuid4().hex[:8]}")


def test_only_a_case_without_anything_particular_is_called_in_order() -> None:
    ways = product((False, True), (False, True), (False, True, None), (*MixedOffence, None))
    for on_hold, competent, minor, mixed in ways:
        for doubles in (False, True):
            found = check_intake(
                on_hold=on_hold, competent=competent, minor=minor, mixed=mixed, doubles=doubles
            )
            plain = not on_hold and competent and minor is False and mixed is None and not doubles
            assert (found == [Check.IN_ORDE]) == plain
            assert (found[0] is Check.OVERLEG) == on_hold, "the hold goes first"
    assert set(CHECK) == set(CHECK_COLOUR) == set(Check)


async def test_a_finding_shows_with_its_checks_and_without_a_person(
    city: City, worker: Browser
) -> None:
    number = f"AN.55.L1.{uuid4().hex[:6]}/2026"
    first = await case_of(city, await city.transfers(report_number=number))
    await city.transfers()  # the same hour and fact, another report: somebody else in that street
    other = Sealed.of(OffenderIdentity(name="Iemand Voorbeeld", birth_date="1981-03-04"))
    again = await city.transfers(report_number=number, on_hold=True, offender=other)
    second = await case_of(city, again)
    page = await worker.sees_listed("/nieuw")
    assert page.count(number) == 2
    assert page.count(f"Misschien dezelfde feiten als {first['number']}") == 1
    after = page[page.index(second["number"]) :]
    assert "Opgeschort: overleg" in after
    assert f"Misschien dezelfde feiten als {first['number']}" in after
    assert "Ilinca" not in page


async def test_a_sanction_waits_there_until_somebody_takes_the_first_step(
    city: City, worker: Browser
) -> None:
    dossier = await city.granted()
    case = await city.case_of(
        await city.transfers(dossier["premisesId"], report_number=uuid4().hex[:8])
    )
    assert case["number"] in await worker.sees_listed("/nieuw")
    await city.does(WORKER, f"{case['path']}/pv-notification", {})
    assert case["number"] not in await worker.sees_listed("/nieuw")


async def case_of(city: City, finding_id: Any) -> dict[str, Any]:
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    case: dict[str, Any] = listed["_embedded"]["gasCases"][0]
    return case
