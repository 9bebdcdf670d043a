"""An owner's application: filled in over days, sent once and whole, followed to its end."""

import base64
import hashlib
import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from chassis.web import Function
from contracts.applications.filled_in import MissingDocuments
from contracts.codes import ApplicationAnswer, ApplicationKind
from contracts.enforcement import SuitabilityRefused, SuitabilityWithdrawn
from contracts.pandkalender import (
    SuitabilityApplicationSubmitted,
    SuitabilityApplicationWithdrawn,
    SuitabilityDocumentPartSent,
    SuitabilityDocumentsAdded,
)
from contracts.sealed import Sealed

from ..support.applications import (
    CONTACT,
    HOLDER,
    PREMISES,
    REQUIRED,
    add,
    answered,
    began,
    changed,
    events,
    filled_in,
    id_of,
    sent,
    shown,
)
from ..support.browser import Browser, SignIn, signed_in
from ..support.city import NOW, City, Owner
from ..support.papers import PLACE, pdf, photo
from ..support.timers import time_passes


async def test_a_draft_keeps_what_was_filled_in_and_says_what_is_left(browser: Browser) -> None:
    path = await began(browser)
    wrong = await browser.post(f"{path}/vragen/pand", PREMISES | {"postcode": "20", "kamers": ""})
    assert wrong.status_code == 422
    assert "Een postcode heeft vier cijfers." in wrong.text
    assert 'value="Pand Zon"' in wrong.text
    await browser.post(f"{path}/vragen/pand", PREMISES)
    assert "R-01\nR-02</textarea>" in (await browser.get(f"{path}/vragen/pand")).text
    page = await shown(browser, path)
    assert "Nog te doen" in page
    assert "Mag, moet niet" in page
    assert f"{path}/nakijken" not in page
    assert (await browser.get(f"{path}/nakijken")).status_code == 409
    listed = await shown(browser, "/vergunningen")
    assert "Nog niet verstuurd" in listed
    assert "Verdwijnt op 6 maart 2026." in listed


async def test_a_code_that_no_event_carries_is_said_before_an_application_begins(
    city: City,
) -> None:
    """The login knows such an organisation; nobody fills in for nothing what cannot be sent."""
    browser = await signed_in(city, Function.EIGENAAR, "OWN-DÜBOIS")
    answer = await browser.post("/aanvragen/nieuw", {"soort": "aanvraag"})
    assert answer.status_code == 422, answer.text
    assert "De code van je organisatie past niet in een aanvraag" in answer.text
    assert "OWN-DÜBOIS" in answer.text
    assert "Nog niet verstuurd" not in await shown(browser, "/vergunningen")
    await began(await signed_in(city, Function.EIGENAAR, "OWN-DUBOIS"))


@pytest.mark.parametrize("number", ["0123.456.748", "123", "9123456749"])
async def test_an_enterprise_number_is_checked(browser: Browser, number: str) -> None:
    path = await began(browser)
    answer = await browser.post(f"{path}/vragen/houder", HOLDER | {"onderneming": number})
    assert answer.status_code == 422
    assert "Dit ondernemingsnummer klopt niet." in answer.text


async def test_sent_twice_it_is_submitted_once_with_every_document_whole(
    browser: Browser, city: City, owner: Owner
) -> None:
    path = await sent(browser)
    (event,) = await events(city, SuitabilityApplicationSubmitted, path)
    assert event.owner == owner.organisation
    assert event.kind is ApplicationKind.AANVRAAG
    said = event.filled_in.value
    assert said.premises.rooms == ("R-01", "R-02")
    assert (said.main_holder.name, said.main_holder.kbo_number) == (
        "Quirina Onbestaand",
        "0123456749",
    )
    assert said.other_holders[0].name == "Otto Niemand"
    assert said.manager is None
    assert {each.code for each in event.documents} == {*REQUIRED}
    assert {each.code for each in event.asked if each.required} == {*REQUIRED}
    assert "statuten" in {each.code for each in event.asked}
    parts = await events(city, SuitabilityDocumentPartSent, path)
    for document in event.documents:
        own = [part for part in parts if part.document_id == document.document_id]
        assert [part.position for part in own] == [*range(document.parts)]
        whole = b"".join(base64.b64decode(part.content.value.content) for part in own)
        assert hashlib.sha256(whole).hexdigest() == document.digest
        assert whole.startswith(b"%PDF-")
        assert PLACE not in whole
    page = await shown(browser, path)
    assert "Je aanvraag is verstuurd" in page
    assert event.reference in page


async def test_a_large_document_travels_in_parts_that_the_bus_can_carry(
    browser: Browser, city: City
) -> None:
    path = await filled_in(browser)
    large = pdf()
    assert len(large) > 400_000
    assert (await add(browser, path, "statuten", large)).status_code == 303
    page = await shown(browser, f"{path}/nakijken")
    key = re.search(r'name="sleutel" value="([^"]+)"', page)
    assert key
    assert (await browser.post(f"{path}/nakijken", {"sleutel": key[1]})).status_code == 303
    (event,) = await events(city, SuitabilityApplicationSubmitted, path)
    assert max(each.parts for each in event.documents) > 3


async def test_a_document_shows_its_first_page_and_can_be_taken_away(browser: Browser) -> None:
    path = await began(browser)
    refused = await add(browser, path, "kadasterplan", b"MZ\x00 no paper")
    assert refused.status_code == 422
    assert "Dit bestand kunnen we niet openen." in refused.text
    await add(browser, path, "kadasterplan", photo(), photo())
    page = await shown(browser, f"{path}/documenten/kadasterplan")
    assert "2 bladzijden" in page
    picture = re.search(rf'src="({path}/voorbeeld/([^"]+))"', page)
    assert picture
    answer = await browser.get(picture[1])
    assert answer.content.startswith(b"\xff\xd8\xff")
    assert PLACE not in answer.content
    await browser.post(f"{path}/weghalen/{picture[2]}")
    assert (await browser.get(picture[1])).status_code == 404


async def test_an_application_is_never_shown_to_another_owner(
    browser: Browser, city: City, sign_in: SignIn
) -> None:
    path = await filled_in(browser)
    page = await shown(browser, f"{path}/documenten/kadasterplan")
    picture = re.search(rf'src="({path}/voorbeeld/[^"]+)"', page)
    assert picture
    other = await sign_in(await city.owner())
    for address in (path, picture[1], *(f"{path}/{last}" for last in ("nakijken", "intrekken"))):
        assert (await other.get(address)).status_code == 404
    for last in ("nakijken", "intrekken", "aanvullen"):
        answer = await other.post(f"{path}/{last}", {"sleutel": str(uuid4())})
        assert answer.status_code in (404, 409), last
    assert await events(city, SuitabilityApplicationSubmitted, path) == []
    assert "Nog niet verstuurd" not in await shown(other, "/vergunningen")


async def test_once_the_city_has_it_the_documents_are_forgotten_here(
    browser: Browser, city: City
) -> None:
    path = await sent(browser)
    count = "SELECT count(said) FROM application_document WHERE application_id = $1"
    assert (await city.query(count, id_of(path)))[0]["count"] == len(REQUIRED)
    dossier_id = uuid4()
    registered = answered(
        path,
        ApplicationAnswer.GEREGISTREERD,
        dossier_id=dossier_id,
        dossier_reference="GV/2026/0001",
    )
    await city.tell(registered)
    assert (await city.query(count, id_of(path)))[0]["count"] == 0
    page = await shown(browser, path)
    assert "Ontvangen door de stad" in page
    assert "GV/2026/0001" in page


async def test_what_the_city_misses_is_told_and_sent_after(browser: Browser, city: City) -> None:
    path = await sent(browser)
    missing = answered(
        path,
        ApplicationAnswer.ONVOLLEDIG,
        complete_by=date(2026, 2, 6),
        missing=Sealed.of(MissingDocuments(names=("Plan van de nooduitgang",))),
    )
    await city.tell(missing)
    page = await shown(browser, path)
    assert "Plan van de nooduitgang" in page
    assert "6 februari 2026" in page
    assert (await add(browser, path, "ander", photo())).status_code == 303
    assert "Stuur naar de stad" in await shown(browser, path)
    for _tap in range(2):
        await browser.post(f"{path}/aanvullen")
    (event,) = await events(city, SuitabilityDocumentsAdded, path)
    assert [each.code for each in event.documents] == ["ander"]


@pytest.mark.parametrize("decided_first", [True, False])
async def test_a_decision_ends_it_also_when_it_overtakes_the_answer(
    browser: Browser, city: City, owner: Owner, decided_first: bool
) -> None:
    path = await sent(browser)
    dossier_id = uuid4()
    answer = answered(path, ApplicationAnswer.GEREGISTREERD, dossier_id=dossier_id)
    decision = city.grant(owner, dossier_id, decided_at=NOW + timedelta(days=1))
    for event in (decision, answer) if decided_first else (answer, decision):
        await city.tell(event)
    assert "Toegekend" in await shown(browser, path)
    assert (await browser.post(f"{path}/intrekken")).status_code == 409


async def test_an_application_goes_on_when_the_council_annuls_its_refusal(
    browser: Browser, city: City, owner: Owner
) -> None:
    path, dossier_id = await sent(browser), uuid4()
    ids = {"premises_id": owner.premises_id, "dossier_id": dossier_id}
    days = [NOW + timedelta(days=number) for number in range(1, 5)]
    await city.tell(
        answered(path, ApplicationAnswer.GEREGISTREERD, dossier_id=dossier_id),
        SuitabilityRefused(**ids, decided_at=days[0]),
    )
    assert "Geweigerd: je krijgt een brief" in await shown(browser, path)
    await city.tell(answered(path, ApplicationAnswer.VOLLEDIG, answered_at=NOW))
    assert "Geweigerd" in await shown(browser, path), "an answer from before the refusal"
    await city.tell(answered(path, ApplicationAnswer.VOLLEDIG, answered_at=days[1]))
    assert "de stad onderzoekt je aanvraag" in await shown(browser, path)
    await city.tell(city.grant(owner, dossier_id, decided_at=days[2]))
    assert "Toegekend" in await shown(browser, path)


async def test_an_application_goes_on_when_the_city_takes_its_grant_back(
    browser: Browser, city: City, owner: Owner
) -> None:
    path, dossier_id = await sent(browser), uuid4()
    ids = {"premises_id": owner.premises_id, "dossier_id": dossier_id}
    days = [NOW + timedelta(days=number) for number in range(1, 5)]
    await city.tell(
        answered(path, ApplicationAnswer.GEREGISTREERD, dossier_id=dossier_id),
        city.grant(owner, dossier_id, decided_at=days[0]),
    )
    assert "Toegekend" in await shown(browser, path)
    await city.tell(
        SuitabilityWithdrawn(**ids, withdrawn_at=days[1]),
        answered(path, ApplicationAnswer.VOLLEDIG, answered_at=days[1]),
    )
    assert "de stad onderzoekt je aanvraag" in await shown(browser, path)
    await city.tell(SuitabilityRefused(**ids, decided_at=days[2]))
    assert "Geweigerd" in await shown(browser, path)


async def test_an_application_that_was_placed_wrongly_waits_again(
    browser: Browser, city: City, owner: Owner
) -> None:
    path, wrong = await sent(browser), uuid4()
    placed = {"dossier_id": wrong, "dossier_reference": "GV/2026/0009"}
    await city.tell(answered(path, ApplicationAnswer.GEREGISTREERD, **placed))
    assert "GV/2026/0009" in await shown(browser, path)
    await city.tell(answered(path, ApplicationAnswer.NA_TE_KIJKEN))
    await city.tell(city.grant(owner, wrong, decided_at=NOW + timedelta(days=1)))
    page = await shown(browser, path)
    assert "De stad kijkt je aanvraag na" in page
    assert "GV/2026/0009" not in page


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (ApplicationAnswer.AANVAARD, "Aanvaard"),
        (ApplicationAnswer.NIET_AANVAARD, "Niet aanvaard: lees de brief van de stad"),
    ],
)
async def test_a_change_ends_with_the_citys_answer_and_no_decision_about_the_declaration(
    browser: Browser, city: City, owner: Owner, answer: ApplicationAnswer, words: str
) -> None:
    dossier_id = uuid4()
    path = await changed(browser, owner)
    registered = answered(path, ApplicationAnswer.GEREGISTREERD, dossier_id=dossier_id)
    await city.tell(registered)
    await city.tell(city.grant(owner, dossier_id, decided_at=NOW + timedelta(days=1)))
    assert "Ontvangen door de stad" in await shown(browser, path)
    await city.tell(answered(path, answer, dossier_id=dossier_id))
    assert words in await shown(browser, path)
    assert words in await shown(browser, "/vergunningen")


async def test_withdrawn_a_draft_is_gone_and_what_was_sent_is_told_to_the_city(
    browser: Browser, city: City
) -> None:
    draft = await filled_in(browser)
    assert "Dit kan je niet terugdraaien." in await shown(browser, f"{draft}/intrekken")
    assert (await browser.post(f"{draft}/intrekken")).status_code == 303
    assert (await browser.get(draft)).status_code == 404
    assert await events(city, SuitabilityApplicationWithdrawn, draft) == []
    path = await sent(browser)
    for _tap in range(2):
        await browser.post(f"{path}/intrekken")
    assert len(await events(city, SuitabilityApplicationWithdrawn, path)) == 1
    assert "Door jou ingetrokken" in await shown(browser, path)


async def test_a_renewal_is_about_own_premises_and_one_at_a_time(
    browser: Browser, city: City, owner: Owner
) -> None:
    other = await city.owner()
    form = {"soort": "vernieuwing", "pand": str(other.premises_id)}
    refused = await browser.post("/aanvragen/nieuw", form)
    assert refused.status_code == 422
    assert "Kies een van je panden." in refused.text
    path = await began(browser, "vernieuwing", pand=str(owner.premises_id))
    await browser.post(f"{path}/vragen/contact", CONTACT)
    page = await shown(browser, f"{path}/nakijken")
    key = re.search(r'name="sleutel" value="([^"]+)"', page)
    assert key
    await browser.post(f"{path}/nakijken", {"sleutel": key[1]})
    (event,) = await events(city, SuitabilityApplicationSubmitted, path)
    assert (event.kind, event.premises_id) == (ApplicationKind.VERNIEUWING, owner.premises_id)
    again = await browser.post("/aanvragen/nieuw", form | {"pand": str(owner.premises_id)})
    assert "loopt al zo een aanvraag" in again.text


async def test_a_draft_that_waits_too_long_is_erased_and_one_that_runs_is_kept(
    browser: Browser, city: City
) -> None:
    draft, running = await filled_in(browser), await sent(browser)
    await time_passes(city, NOW + timedelta(days=61))
    assert (await browser.get(draft)).status_code == 404
    left = "SELECT count(*) FROM application_document WHERE application_id = $1"
    assert (await city.query(left, id_of(draft)))[0]["count"] == 0
    assert "Je aanvraag is verstuurd" in await shown(browser, running)


async def test_nothing_of_an_application_stands_in_clear(browser: Browser, city: City) -> None:
    path = await filled_in(browser)
    (row,) = await city.query(
        "SELECT said FROM permit_application WHERE application_id = $1", id_of(path)
    )
    assert b"Quirina" not in row["said"]
    for row in await city.query(
        "SELECT said, picture FROM application_document WHERE application_id = $1", id_of(path)
    ):
        assert b"%PDF" not in row["said"]
        assert b"JFIF" not in row["picture"]
