"""Several kinds of permit at one address: one dossier of each runs, at premises of its own."""

from typing import Any
from uuid import uuid4

import pytest

from chassis.web import Function
from contracts.enforcement import SuitabilityGranted

from ..support.city import LACKING, City

OFFICE, COLLEGE = Function.DIENST_PROSTITUTIEBELEID, Function.COLLEGE_SECRETARIS
CABINET = Function.KABINET_BURGEMEESTER
DOSSIERS = "/v1/suitability-dossiers"


def place() -> dict[str, str]:
    return {
        "label": "P-SOORT",
        "street": "Voorbeeldstraat",
        "houseNumber": uuid4().hex[:8],
        "postcode": "2000",
    }


async def asks(
    city: City, at: dict[str, str], kind: str, owner: str = "OWN-061", **body: Any
) -> Any:
    said = {"premises": at, "rooms": ["R-01"], "owner": owner, "permitType": kind, **body}
    return await city.call(OFFICE, "POST", DOSSIERS, said)


async def granted(
    city: City, at: dict[str, str], kind: str, owner: str = "OWN-061"
) -> dict[str, Any]:
    answer = await asks(city, at, kind, owner)
    assert answer.status_code == 201, answer.text
    filed: dict[str, Any] = answer.json()
    path = f"{DOSSIERS}/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["statuten"]})
    await city.does(OFFICE, f"{path}/advices", {"service": "statuten", "outcome": "gunstig"})
    grant = {"outcome": "toegekend", "motivation": "Alles is in orde.", **LACKING}
    await city.does(COLLEGE, f"{path}/decision", grant)
    return await city.sees(OFFICE, path) | {"path": path}


@pytest.mark.parametrize("first", ["raam", "escortbureau"])
async def test_a_bureau_and_a_window_house_share_an_address(city: City, first: str) -> None:
    second = {"raam": "escortbureau", "escortbureau": "raam"}[first]
    at = place()
    one = await granted(city, at, first)
    again = await asks(city, at, first)
    assert again.status_code == 409
    assert "loopt al een dossier" in again.text
    other = await granted(city, at, second, owner="OWN-062")
    assert other["premisesId"] != one["premisesId"], "neither's grant changes what the other has"
    assert (await asks(city, at, second, owner="OWN-062")).status_code == 409
    for each, kind, owner in ((one, first, "OWN-061"), (other, second, "OWN-062")):
        (told,) = await city.recorded(each["premisesId"], SuitabilityGranted)
        assert (told.permit_type, told.premises.owner) == (kind, owner)
        assert (await city.sees(OFFICE, each["path"]))["state"] == "toegekend"


async def test_a_bureau_that_ended_begins_anew_at_the_same_premises(city: City) -> None:
    at = place()
    await granted(city, at, "raam")
    bureau = await granted(city, at, "escortbureau")
    await city.does(OFFICE, f"{bureau['path']}/relinquishment", {})
    anew = await asks(city, at, "escortbureau")
    assert anew.status_code == 201, anew.text
    assert anew.json()["premisesId"] == bureau["premisesId"]


@pytest.mark.parametrize("kind", ["raam", "escortbureau"])
async def test_a_renewal_that_is_filed_finds_the_declaration_of_its_kind(
    city: City, kind: str
) -> None:
    at = place()
    both = {each: await granted(city, at, each) for each in ("raam", "escortbureau")}
    answer = await asks(city, at, kind, reason="vernieuwing")
    assert answer.is_success, answer.text
    assert answer.json()["dossierId"] == both[kind]["dossierId"]


async def test_a_measure_at_an_address_asks_for_the_number_of_whatever_runs_there(
    city: City,
) -> None:
    at = place()
    house = await granted(city, at, "raam")
    await granted(city, at, "escortbureau")
    await city.does(OFFICE, f"{house['path']}/relinquishment", {})
    body = {
        "place": at | {"owner": "OWN-061"},
        "kind": "openbare_orde",
        "branch": "escort",
        "grounds": "Lawaai.",
    }
    answer = await city.call(CABINET, "POST", "/v1/mayor-measures", body)
    assert answer.status_code == 422
    assert "loopt een dossier van een verklaring" in answer.text
