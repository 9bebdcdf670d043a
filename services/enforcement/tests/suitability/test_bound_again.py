"""Who held a house while it was suspended finds the rest of it again, whoever held it between."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.web import Function
from contracts.enforcement import SuitabilitySuspensionLifted

from ..support.city import City
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.sales import sells
from ..support.sanctions import COLLEGE, decided, notified

OFFICE, OWNER, WORKER = (
    Function.DIENST_PROSTITUTIEBELEID,
    Function.EIGENAAR,
    Function.JURIST_BH,
)
SUSPENDED, THIRD, FOURTH = "OWN-001", "OWN-091", "OWN-092"


async def suspended_house(city: City) -> dict[str, Any]:
    """Suspended for eighty days from today on; ``place`` is its address."""
    case = await decided(city, "schorsing", lasts=80)
    await notified(city, case["path"])
    premises = (await city.sees(OFFICE, case["dossier"]))["premises"]
    kept = ("label", "street", "houseNumber", "postcode")
    return case | {"place": {key: premises[key] for key in kept}}


async def gives_up(city: City, path: str, owner: str) -> None:
    await city.does(OWNER, f"{path}/relinquishment", {}, organisation=owner)


async def given_to_a_third(city: City) -> dict[str, Any]:
    """The owner gave the suspended declaration up, and a third got one of his own: ``third``."""
    case = await suspended_house(city)
    await city.does(WORKER, f"{case['path']}/execution-check-request")
    await gives_up(city, case["dossier"], SUSPENDED)
    third = (await city.granted(THIRD, case["place"]))["path"]
    assert not (await city.sees(OFFICE, third))["suspended"], "a third with his own is free"
    assert "execution-check-withdrawn" in await city.told(case["caseId"])
    return case | {"third": third}


async def test_a_third_who_gives_up_his_own_declaration_frees_nobody(city: City) -> None:
    case = await given_to_a_third(city)
    await gives_up(city, case["third"], THIRD)
    again = (await city.granted(SUSPENDED, case["place"]))["path"]
    seen = await city.sees(OFFICE, again)
    assert (seen["suspended"], datetime.fromisoformat(seen["suspendedTo"])) == (True, case["ends"])
    await city.does(WORKER, f"{case['path']}/execution-check-request")


async def test_nor_does_a_third_who_sells_it(city: City) -> None:
    case = await given_to_a_third(city)
    path = case["third"]
    answer = await city.call(WORKER, "POST", f"{case['path']}/execution-check-request")
    assert answer.status_code == 409, "nobody is bound to be checked"
    await sells(city, path, THIRD, FOURTH)
    assert not (await city.sees(OFFICE, path))["suspended"], "he never held the suspended one"
    lifted = await city.recorded(case["premisesId"], SuitabilitySuspensionLifted)
    assert len(lifted) == 1, "the third's declaration, and no sale, said so"
    await sells(city, path, FOURTH, SUSPENDED)
    seen = await city.sees(OFFICE, path)
    assert (seen["suspended"], datetime.fromisoformat(seen["suspendedTo"])) == (True, case["ends"])
    await city.does(WORKER, f"{case['path']}/execution-check-request")
    await sells(city, path, SUSPENDED, THIRD)
    assert (await city.sees(OFFICE, path))["suspended"], "it goes over with the declaration"


async def test_who_bought_the_suspended_declaration_is_bound_too(city: City) -> None:
    case = await suspended_house(city)
    await sells(city, case["dossier"], SUSPENDED, FOURTH)
    await gives_up(city, case["dossier"], FOURTH)
    third = (await city.granted(THIRD, case["place"]))["path"]
    assert not (await city.sees(OFFICE, third))["suspended"]
    await sells(city, third, THIRD, FOURTH)
    assert (await city.sees(OFFICE, third))["suspended"]


@pytest.mark.parametrize(("days_before", "bound"), [(1, True), (0, False), (-1, False)])
async def test_who_comes_back_is_bound_until_it_would_have_ended(
    city: City, days_before: int, bound: bool
) -> None:
    case = await given_to_a_third(city)
    city.now = case["ends"] - timedelta(days=days_before)
    await sells(city, case["third"], THIRD, SUSPENDED)
    assert (await city.sees(OFFICE, case["third"]))["suspended"] is bound


async def test_what_the_body_lifts_meanwhile_binds_nobody_who_comes_back(city: City) -> None:
    case = await given_to_a_third(city)
    await city.does(COLLEGE, f"{case['path']}/reopening", {"motivation": "In orde."})
    await sells(city, case["third"], THIRD, SUSPENDED)
    assert not (await city.sees(OFFICE, case["third"]))["suspended"]


async def test_what_the_council_let_work_again_while_a_third_held_it_waits_for_whom_it_binds(
    city: City,
) -> None:
    case = await suspended_house(city)
    await city.does(WORKER, f"{case['path']}/council-appeal", {})
    await city.does(WORKER, f"{case['path']}/council-ruling", {"ruling": "schorsing"})
    await gives_up(city, case["dossier"], SUSPENDED)
    third = (await city.granted(THIRD, case["place"]))["path"]
    await city.does(WORKER, f"{case['path']}/council-ruling", {"ruling": "verwerping"})
    assert not (await city.sees(OFFICE, third))["suspended"]
    await sells(city, third, THIRD, SUSPENDED)
    assert (await city.sees(OFFICE, third))["suspended"]


async def test_an_order_that_the_council_let_work_again_waits_as_well(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    listed = f"/v1/suitability-dossiers?premisesId={case.premises_id}"
    (dossier,) = (await city.sees(OFFICE, listed))["_embedded"]["dossiers"]
    path = f"/v1/suitability-dossiers/{dossier['dossierId']}"
    premises = (await city.sees(OFFICE, path))["premises"]
    place = {key: premises[key] for key in ("label", "street", "houseNumber", "postcode")}
    await case.heard()
    until = str(case.today + timedelta(days=60))
    await case.draw_up(grond="ngw_134ter", inhoud="schorsing", tot=until)
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")
    await case.does(case.worker, "kennisgeving", beroep="true")
    await case.does(case.worker, "raad-van-state", schorsing="gewoon")
    await case.does(case.worker, "raad-van-state-uitspraak", uitspraak="schorsing", zeker="ja")
    await gives_up(city, path, dossier["owner"])
    third = (await city.granted(THIRD, place))["path"]
    await case.does(case.worker, "raad-van-state-uitspraak", uitspraak="verwerping", zeker="ja")
    assert not (await city.sees(OFFICE, third))["suspended"]
    await sells(city, third, THIRD, dossier["owner"])
    assert (await city.sees(OFFICE, third))["suspended"]
