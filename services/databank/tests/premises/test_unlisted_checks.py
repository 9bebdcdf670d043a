"""Checks of the mayor's orders about a place without a declaration, whose address stays sealed."""

from uuid import uuid4

from chassis.web import Function
from contracts.databank import ExecutionChecked
from databank.premises.check_execution import PLACE_OVER

from ..support.browser import Browser
from ..support.databank import Databank
from ..support.forms import keyed
from ..support.searches import logged
from ..support.unlisted_checks import asked


async def test_the_address_is_read_on_its_own_page_and_logged(
    databank: Databank, browser: Browser
) -> None:
    street = f"Verzonnenlaan {uuid4().hex[:6]}"
    case_id = await asked(databank, street)
    path = f"/uitvoering/{case_id}"
    browser.moves_to(databank.clock.now())
    listed = (await browser.get("/uitvoering")).text
    assert path in listed and "Een plaats zonder verklaring" in listed
    assert street not in listed
    assert await logged(databank, "execution_check", case_id) == []
    assert f"{street} 7" in (await browser.get(path)).text
    assert await logged(databank, "execution_check", case_id) == ["toezicht"]
    stored = await databank.fetch("SELECT t::text AS row FROM execution_check AS t")
    assert not any(street in row["row"] for row in stored)


async def test_it_is_answered_on_the_phone_told_without_the_place_and_forgotten_later(
    databank: Databank, browser: Browser
) -> None:
    street = f"Verzonnenlaan {uuid4().hex[:6]}"
    case_id = await asked(databank, street)
    path = f"/uitvoering/{case_id}"
    browser.moves_to(databank.clock.now())
    assert "Houdt men zich daar aan het bevel?" in (await browser.get(path)).text
    form = await keyed(browser, path, nageleefd="nee")
    assert (await browser.post(path, form)).status_code == 303
    (told,) = await databank.told(ExecutionChecked, caseId=case_id)
    assert set(told.data) == {"caseId", "premisesId", "checkedAt", "complied"}
    (timer,) = await databank.fetch(
        "SELECT due_at FROM bus_timer WHERE name = $1 AND key = $2", PLACE_OVER, case_id
    )
    assert (timer["due_at"] - databank.clock.now()).days == 31


async def test_the_api_gives_the_place_of_one_check_to_who_executes(databank: Databank) -> None:
    street = f"Verzonnenlaan {uuid4().hex[:6]}"
    case_id = await asked(databank, street)
    path = f"/v1/execution-checks/{case_id}"
    found = (await databank.get(path)).json()
    assert found["place"] == {
        "label": "Salon", "street": street, "houseNumber": "7", "postcode": "2000"
    }  # fmt: skip
    assert found["check"]["state"] == "open"
    assert street not in (await databank.get("/v1/execution-checks?pagesize=500")).text
    assert (await databank.get(f"/v1/execution-checks/{uuid4()}")).status_code == 404
    recherche = databank.as_(Function.RECHERCHE, "recherche-9")
    assert (await recherche.get(path)).status_code == 403
