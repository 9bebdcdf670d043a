"""Types of permit: each asks its own documents, and a renewal keeps the type."""

from pathlib import Path

import pytest

from chassis.own_file import OwnFileError
from contracts.pandkalender import (
    SuitabilityApplicationSubmitted,
)
from pandkalender.applications import labels
from pandkalender.applications.rules.checklist import Checklist, load_types

from ..support.applications import CONTACT, HOLDER, PREMISES, add, began, events, sent, shown
from ..support.browser import Browser
from ..support.city import NOW, City, Owner
from ..support.papers import photo

BUREAU = ("uittreksel_kbo", "uittreksel_strafregister", "kopie_identiteitskaart", "veiligheidsplan")


async def test_another_type_of_permit_asks_its_own_documents_and_travels_with_the_application(
    browser: Browser, city: City
) -> None:
    page = await shown(browser, "/aanvragen/nieuw")
    for said in ("Raamprostitutie", "Een andere seksinrichting", "Een erotisch evenement"):
        assert said in page
    path = await began(browser, vergunning="escortbureau")
    for task, values in (("pand", PREMISES), ("houder", HOLDER), ("contact", CONTACT)):
        await browser.post(f"{path}/vragen/{task}", values)
    page = await shown(browser, path)
    assert "Een escortbureau" in page
    assert "Veiligheidsplan" in page
    assert "Plan van het kadaster" not in page
    for code in BUREAU:
        assert (await add(browser, path, code, photo())).status_code == 303
    await sent(browser, path)
    (event,) = await events(city, SuitabilityApplicationSubmitted, path)
    assert event.permit_type == "escortbureau"
    assert {each.code for each in event.asked if each.required} == {*BUREAU}


async def test_a_type_that_the_city_does_not_give_is_refused(browser: Browser) -> None:
    answer = await browser.post("/aanvragen/nieuw", {"soort": "aanvraag", "vergunning": "casino"})
    assert answer.status_code == 422
    assert "Kies een soort vergunning die de stad geeft." in answer.text


async def test_a_renewal_is_of_the_type_that_was_granted(
    browser: Browser, city: City, owner: Owner
) -> None:
    await city.tell(city.grant(owner, permit_type="escortbureau", decided_at=NOW))
    path = await began(browser, "vernieuwing", pand=str(owner.premises_id))
    assert "Een escortbureau" in await shown(browser, path)
    await browser.post(f"{path}/vragen/contact", CONTACT)
    await sent(browser, path)
    (event,) = await events(city, SuitabilityApplicationSubmitted, path)
    assert event.permit_type == "escortbureau"


def test_every_type_of_permit_has_words_and_documents() -> None:
    checklist = Checklist.load(None)
    types = load_types(None, checklist)
    assert {each.code for each in checklist.offered(types, NOW.date())} == types.codes
    assert types.codes == {*labels.PERMIT}
    assert {line.code for line in checklist.document} <= {*labels.DOCUMENT}


def test_a_checklist_about_an_unknown_type_stops_the_service(tmp_path: Path) -> None:
    own = tmp_path / "types.toml"
    own.write_text(
        '[[type]]\ncode = "raam"\nvalid_from = 2011-01-01\nadvices = ["brandweer"]\n', "utf-8"
    )
    with pytest.raises(OwnFileError, match="'escortbureau', which is no type of permit"):
        load_types(own, Checklist.load(None))
