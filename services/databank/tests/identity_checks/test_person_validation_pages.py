"""An identity that is validated without a shift: met in a room, or at the desk from the file."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from chassis.web import Function
from contracts.databank import IdentityValidated, WelfareSignalRaised

from ..support.browser import Browser, signed_in
from ..support.databank import Databank, day, declared, unlike_others
from ..support.forms import hidden, keyed
from ..support.officers import seen
from ..support.searches import purpose
from ..support.shifts import LATER, announce_shift, suitable

AT = day(645)
WHY = "Onderzoek in een lopend dossier"


async def identity_page(browser: Browser, person_id: str) -> str:
    """The address to which the file leads, for the purpose that was stated."""
    file = await purpose(browser.moves_to(AT), f"/personen/{person_id}")
    page = await browser.get(file)
    found = re.search(r'href="(/personen/[^"]+/identiteit\?doel=[^"]+)"', page.text)
    assert found, page.text
    return unescape(found[1])


async def kept(databank: Databank, person_id: str) -> list[Any]:
    return await databank.fetch(
        "SELECT * FROM identity_validation WHERE person_id = $1::uuid", person_id
    )


async def test_an_identity_is_validated_from_the_file(databank: Databank, browser: Browser) -> None:
    who = unlike_others()
    person_id = await seen(databank, "straat", day(2), who)
    path = await identity_page(browser, person_id)
    page = await browser.get(path)
    assert who.family in page.text
    assert "Komen persoon, document en dossier overeen?" in page.text
    assert "Shift" not in page.text.partition("<main")[2]
    done = await browser.post(
        path, await keyed(browser, path, besluit="gevalideerd", document="paspoort")
    )
    assert (done.status_code, done.headers["location"].partition("?")[0]) == (
        303,
        f"/personen/{person_id}",
    )
    (row,) = await kept(databank, person_id)
    assert (row["outcome"], row["shift_id"]) == ("gevalideerd", None)
    file = await browser.get(done.headers["location"])
    assert "De identiteitscontrole is bewaard." in file.text
    assert "Nog geen agent bevond de identiteit in orde." not in file.text


async def test_owners_hear_of_it_for_the_worker_with_that_document(
    databank: Databank, browser: Browser
) -> None:
    shift = declared(unlike_others(), day(3))
    await databank.tell(shift)
    path = await identity_page(browser, str(await databank.person_of(shift)))
    await browser.post(path, await keyed(browser, path, besluit="gevalideerd", document="paspoort"))
    assert await databank.told(IdentityValidated, workerRef=shift.worker.value.worker_ref)


async def test_a_doubt_is_said_while_typing_and_asks_for_a_word(
    databank: Databank, browser: Browser
) -> None:
    person_id = await seen(databank, "escort", day(2), unlike_others())
    path = await identity_page(browser, person_id)
    form = await keyed(
        browser, path, besluit="gevalideerd", document="paspoort", vervalt="31-12-2020"
    )
    base, _, query = path.partition("?")
    hint = await browser.post(f"{base}/nakijken?{query}", form)
    assert "Het document is vervallen." in hint.text
    assert (await browser.post(path, form)).status_code == 422
    assert await kept(databank, person_id) == []
    assert (await browser.post(path, form | {"opmerking": "oud paspoort"})).status_code == 303


async def test_dp11_a_minor_is_protected_first(databank: Databank, browser: Browser) -> None:
    person_id = await seen(databank, "escort", day(2), unlike_others())
    path = await identity_page(browser, person_id)
    before = len(await databank.told(WelfareSignalRaised, kind="minderjarigheid"))
    form = await keyed(browser, path, besluit="weerlegd", document="eID", reden="minderjarig")
    done = await browser.post(path, form)
    assert done.headers["location"].startswith("/bescherming/")
    assert len(await databank.told(WelfareSignalRaised, kind="minderjarigheid")) == before + 1


async def test_whoever_was_met_in_a_room_is_checked_from_there(
    databank: Databank, browser: Browser
) -> None:
    shift = await announce_shift(databank)
    premises = suitable(shift, f"Gang-{uuid4().hex[:6]}", "1", "R-1", "R-2")
    await databank.tell(premises)
    room = f"/kwartier/ruimte/{premises.premises.rooms[1].room_id}"
    browser.moves_to(LATER)
    who = unlike_others()
    named = {"voornamen": who.given, "naam": who.family, "geboren": who.birth}
    await browser.post(room, await keyed(browser, room, **named))
    found = re.search(r'href="(/kwartier/gezien/[^"]+)"', (await browser.get(room)).text)
    assert found
    led = await browser.get(found[1])
    assert led.status_code == 303
    page = await browser.get(led.headers["location"])
    assert who.family in page.text
    assert hidden(page, "sleutel")


@pytest.mark.parametrize("function", [Function.POLITIE_TEAMLEIDER, Function.RECHERCHE])
async def test_who_only_reads_is_not_led_to_it(databank: Databank, function: Function) -> None:
    person_id = await seen(databank, "straat", day(2), unlike_others())
    reader = await signed_in(databank, function, f"lezer-{uuid4().hex[:6]}")
    file = await reader.moves_to(AT).get(await purpose(reader, f"/personen/{person_id}", reden=WHY))
    assert "/identiteit?doel=" not in file.text
    assert (await reader.get(f"/personen/{person_id}/identiteit")).status_code == 403


async def test_without_a_purpose_the_file_asks_for_one(
    databank: Databank, browser: Browser
) -> None:
    person_id = await seen(databank, "straat", day(2), unlike_others())
    asked = await browser.get(f"/personen/{person_id}/identiteit")
    assert (asked.status_code, asked.headers["location"]) == (303, f"/personen/{person_id}")
    assert (await browser.get(f"/kwartier/gezien/{uuid4()}/identiteit")).status_code == 404
