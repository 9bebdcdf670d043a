"""The owner's day: look, declare in three taps, change, cancel, end, copy, read a file, prove."""

import re
from datetime import timedelta
from html import escape

import httpx
import pytest

from chassis.web import Function
from contracts.enforcement import SuitabilitySuspended
from contracts.pandkalender import (
    MinorDeclarationAttempted,
    ShiftCancelled,
    ShiftChanged,
    ShiftDeclared,
    ShiftEnded,
)

from ..support.browser import Browser, SignIn
from ..support.city import EVENING, NOW, City, Owner, worker
from ..support.forms import TODAY, new_person, taps_to_declare


async def known(browser: Browser, owner: Owner) -> str:
    """Somebody who worked before, by her value in the form."""
    await owner.declared(starts_at=NOW - timedelta(days=1), at=NOW - timedelta(days=1, hours=1))
    page = await browser.get("/aangeven", ruimte=str(owner.rooms[0]))
    found = re.search(r'name="wie"[^>]*value="([0-9a-f-]{36})"', page.text)
    assert found, page.text
    return found[1]


async def test_a_known_person_is_declared_in_three_taps_and_no_field(
    browser: Browser, owner: Owner, city: City
) -> None:
    who = await known(browser, owner)
    today = await browser.get("/vandaag")
    first = f"/aangeven?ruimte={owner.rooms[0]}&dag={TODAY}"
    assert f'href="{escape(first)}"' in today.text, "tap 1: the room"
    form = await browser.get(first)
    sent = taps_to_declare(form.text) | {"wie": who}
    done = await browser.post("/aangeven", sent)  # tap 2 the person, tap 3 the button
    assert done.status_code == 303, done.text
    after = await browser.get(done.headers["location"])
    assert "De shift is aangegeven: ma 5/01/2026 van 19:00 tot 07:00." in after.text
    (event,) = await city.events(
        ShiftDeclared, room_id=owner.rooms[0], starts_at=EVENING - timedelta(hours=1)
    )
    assert event.late is False


async def test_somebody_new_is_declared_with_an_odd_birth_date(
    browser: Browser, owner: Owner, city: City
) -> None:
    sent = new_person(owner, 907) | {"geboorte-dag": "00", "geboorte-maand": ""}
    done = await browser.post("/aangeven/nieuw", sent)
    assert done.status_code == 303, done.text
    (event,) = await city.events(ShiftDeclared, premises_id=owner.premises_id)
    assert event.worker.value.identity.birth_date == "1999"


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"naam": ""}, "naam", "Dit veld is verplicht."),
        ({"naam": "123"}, "naam", "Geef de naam zoals ze op het document staat."),
        ({"geboorte-jaar": "99"}, "", "Geef een geboortedatum"),
        ({"geboorte-dag": "31"}, "", "Geef een geboortedatum"),
        ({"document-nummer": ""}, "", "Geef van het document de soort, het land en het nummer."),
        ({"slot": "anders"}, "", "Geef het begin en het einde van de shift."),
        ({"slot": "anders", "van": "25:00", "tot": "3"}, "van", "Dit uur bestaat niet."),
        ({"dag": "30/2/2026"}, "dag", "Deze datum bestaat niet."),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost(
    browser: Browser, owner: Owner, city: City, change: dict[str, str], field: str, said: str
) -> None:
    answer = await browser.post("/aangeven/nieuw", new_person(owner, 908) | change)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'href="#{field}"' in answer.text or not field
    assert 'value="Ana908"' in answer.text
    assert change.get("document-nummer") == "" or 'value="RO-000908"' in answer.text
    assert not await city.events(ShiftDeclared, premises_id=owner.premises_id)


async def test_who_may_be_a_minor_is_refused_without_a_word_of_the_police(
    browser: Browser, owner: Owner, city: City
) -> None:
    answer = await browser.post(
        "/aangeven/nieuw", new_person(owner, 910, **{"geboorte-jaar": "2010"})
    )
    assert answer.status_code == 422
    assert "De leeftijdsvoorwaarde is niet voldaan." in answer.text
    summary = answer.text.split("error-summary__list")[1].split("</ul>")[0]
    assert "politie" not in summary
    assert await city.events(MinorDeclarationAttempted, premises_id=owner.premises_id)


async def test_a_late_declaration_is_taken_and_said_to_be_late(
    browser: Browser, owner: Owner
) -> None:
    sent = new_person(owner, 911) | {"slot": "anders", "van": "08:00", "tot": "16:00"}
    done = await browser.post("/aangeven/nieuw", sent)
    assert done.status_code == 303
    assert "te laat aan" in (await browser.get(done.headers["location"])).text


async def test_a_taken_room_is_explained(browser: Browser, owner: Owner) -> None:
    await owner.declared(who=worker(920))
    answer = await browser.post("/aangeven/nieuw", new_person(owner, 921))
    assert "In deze kamer is op dat moment al een shift aangegeven." in answer.text


async def test_a_blocked_house_says_why_and_offers_no_declaration(
    browser: Browser, owner: Owner, city: City
) -> None:
    await city.tell(
        SuitabilitySuspended(
            premises_id=owner.premises_id,
            dossier_id=owner.premises_id,
            case_id=owner.premises_id,
            suspended_from=NOW - timedelta(days=1),
            suspended_to=NOW + timedelta(days=29),
            decided_at=NOW - timedelta(days=2),
        )
    )
    today = await browser.get("/vandaag")
    assert "De geschiktheidsverklaring is geschorst" in today.text
    assert f"/aangeven?ruimte={owner.rooms[0]}" not in today.text


async def test_after_a_sale_the_seller_reads_what_became_of_the_shifts(
    browser: Browser, owner: Owner, city: City
) -> None:
    begun = await owner.declared(who=worker(941), starts_at=NOW, room=1)
    ahead = await owner.declared(who=worker(942))
    buyer = await city.owner(granted=False)
    buyer.premises_id, buyer.rooms = owner.premises_id, owner.rooms
    await city.tell(city.grant(buyer))
    for path in ("/vandaag", "/week"):
        page = (await browser.get(path)).text
        assert "Vervallen shiften" in page
        assert f'href="/shift/{ahead}"' in page
        assert "Het pand heeft een andere eigenaar." in page
        assert f'href="/shift/{begun}"' in page
    assert "Het pand heeft intussen een andere eigenaar." in (await browser.get("/vandaag")).text
    page = (await browser.get(f"/shift/{ahead}")).text
    assert "Deze shift is vervallen. Het pand heeft een andere eigenaar." in page
    assert "Ana942" in page


async def test_an_owner_looks_back_three_months_and_no_further(
    browser: Browser, owner: Owner
) -> None:
    shift_id = await owner.declared(who=worker(943))
    for days, seen in ((92, True), (93, False)):
        at = NOW + timedelta(days=days)
        browser.moves_to(at)
        assert ("Ana943" in (await browser.get("/vandaag", dag=TODAY)).text) is seen
        assert ("Ana943" in (await browser.get("/week", dag=TODAY)).text) is seen
        copies = await browser.get("/kopieren", van=TODAY, naar=str(at.date()))
        assert ("Ana943" in copies.text) is seen
        form = await browser.get("/aangeven", ruimte=str(owner.rooms[0]))
        assert ("Ana943" in form.text) is seen
        assert (await browser.get(f"/shift/{shift_id}")).status_code == (200 if seen else 404)
        proof = await browser.get(f"/shift/{shift_id}/bewijs.pdf")
        assert proof.status_code == (200 if seen else 404)
        listed = (await owner.get("/v1/shifts", at)).json()["_embedded"]["shifts"]
        assert bool(listed) is seen
        assert (await owner.get(f"/v1/shifts/{shift_id}", at)).status_code == (200 if seen else 404)
    last = "/vandaag?dag=2026-01-05"
    assert last not in (await browser.get("/vandaag", dag="2026-01-06")).text


async def test_a_shift_is_changed_cancelled_and_ended_early(
    browser: Browser, owner: Owner, city: City
) -> None:
    shift_id = await owner.declared(who=worker(930))
    page = await browser.get(f"/shift/{shift_id}")
    assert "Nog te controleren" in page.text
    sent = {"ruimte": str(owner.rooms[1]), "dag": TODAY, "van": "20:00", "tot": "04:00"}
    assert (await browser.post(f"/shift/{shift_id}/wijzigen", sent)).status_code == 303
    (changed,) = await city.events(ShiftChanged, shift_id=shift_id)
    assert (changed.room_id, changed.reason) == (owner.rooms[1], "ruimte")

    none = await browser.post(f"/shift/{shift_id}/annuleren")
    assert none.status_code == 422
    assert "Kies waarom de shift niet doorgaat." in none.text
    done = await browser.post(f"/shift/{shift_id}/annuleren", {"reden": "ziek"})
    assert done.status_code == 303
    assert "#" not in done.headers["location"], "what was done stands on top of the page"
    (cancelled,) = await city.events(ShiftCancelled, shift_id=shift_id)
    assert cancelled.reason == "ziek"
    again = await browser.get(f"/shift/{shift_id}/annuleren")
    assert again.status_code == 409

    begun = await owner.declared(who=worker(931), starts_at=NOW + timedelta(hours=1), room=2)
    browser.moves_to(NOW + timedelta(hours=3))
    assert "Shift nu beëindigen" in (await browser.get(f"/shift/{begun}")).text
    assert (await browser.post(f"/shift/{begun}/beeindigen")).status_code == 303
    (ended,) = await city.events(ShiftEnded, shift_id=begun)
    assert ended.early is True


async def test_a_change_of_nothing_is_refused_in_words(browser: Browser, owner: Owner) -> None:
    shift_id = await owner.declared(who=worker(932))
    sent = {"ruimte": str(owner.rooms[0]), "dag": TODAY, "van": "20:00", "tot": "04:00"}
    answer = await browser.post(f"/shift/{shift_id}/wijzigen", sent)
    assert answer.status_code == 422
    assert "Er verandert niets aan deze aangifte." in answer.text


async def test_another_owner_sees_and_guesses_nothing(
    city: City, browser: Browser, owner: Owner, sign_in: SignIn
) -> None:
    """DP-07: a foreign id and one that does not exist answer the same, on every page and step."""
    other = await city.owner()
    shift_id = await owner.declared(who=worker(940))
    stranger = await sign_in(other)
    unknown = "00000000-0000-4000-8000-000000000000"
    for step in ("", "/wijzigen", "/annuleren", "/bewijs.pdf"):
        theirs = await stranger.get(f"/shift/{shift_id}{step}")
        nobodys = await stranger.get(f"/shift/{unknown}{step}")
        assert theirs.status_code == nobodys.status_code == 404
        assert _without_ids(theirs.text) == _without_ids(nobodys.text)
    for step in ("wijzigen", "annuleren", "beeindigen"):
        sent = {
            "ruimte": str(other.rooms[0]),
            "dag": TODAY,
            "van": "1",
            "tot": "2",
            "reden": "ziek",
        }
        assert (await stranger.post(f"/shift/{shift_id}/{step}", sent)).status_code == 404
    assert (await stranger.get("/aangeven", ruimte=str(owner.rooms[0]))).status_code == 404
    for path in ("/vandaag", "/week", "/kopieren?van=2026-01-05"):
        text = (await stranger.get(path)).text
        assert "Ana940" not in text
        assert str(owner.rooms[0]) not in text


def _without_ids(text: str) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", text)


async def test_a_beheerder_does_what_the_owner_does(
    owner: Owner, sign_in: SignIn, city: City
) -> None:
    delegate = await sign_in(owner, Function.BEHEERDER)
    assert (await delegate.post("/aangeven/nieuw", new_person(owner, 945))).status_code == 303
    (event,) = await city.events(ShiftDeclared, premises_id=owner.premises_id)
    assert event.declared_by == "beheerder"


async def test_a_proof_leads_back_to_what_the_calendar_says_now(
    browser: Browser, owner: Owner, city: City
) -> None:
    shift_id = await owner.declared(who=worker(970))
    pdf = await browser.get(f"/shift/{shift_id}/bewijs.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    (row,) = await city.query("SELECT code FROM proof WHERE shift_id = $1", shift_id)
    open_to_all = httpx.ASGITransport(app=city.app)
    async with httpx.AsyncClient(transport=open_to_all, base_url="http://service") as anybody:
        page = await anybody.get(
            f"/bewijs/{shift_id}/{row['code']}", headers={"Accept": "text/html"}
        )
        assert "Aangegeven" in page.text
        assert "Ana970" not in page.text
        wrong = await anybody.get(f"/bewijs/{shift_id}/raad-maar-wat")
    assert wrong.status_code == 404


async def test_the_week_shows_the_end_of_a_night_and_the_room_can_be_declared_again(
    browser: Browser, owner: Owner
) -> None:
    await owner.declared(who=worker(981))
    page = await browser.get("/week", dag=TODAY)
    cells = re.findall(r'<td class="govuk-table__cell">(.*?)</td>', page.text, re.S)
    evening, after, later = (cell for cell in cells[:3])
    assert "Ana981" in evening
    assert "/aangeven" not in evening
    assert re.search(r"tot \d\d:\d\d</span>.*Ana981", after)
    assert "dag=2026-01-06" in after
    assert "Ana981" not in later


async def test_an_owner_without_premises_is_told_what_happens_next(
    city: City, sign_in: SignIn
) -> None:
    nobody = await city.owner(granted=False)
    page = await (await sign_in(nobody)).get("/vandaag")
    assert "Je hebt nog geen panden in de kalender." in page.text


async def test_an_owner_chooses_a_language_that_stays(browser: Browser, owner: Owner) -> None:
    dutch = await browser.get("/vandaag")
    assert 'lang="fr" hreflang="fr"' in dutch.text
    french = await browser.get("/vandaag?taal=fr")
    assert '<html lang="fr"' in french.text
    assert "chambres sur" in french.text
    assert "lundi 5 janvier" in french.text
    again = await browser.get("/week")
    assert "Semaine du 5 janvier au 11 janvier" in again.text
    back = await browser.get("/vandaag?taal=nl")
    assert "Vandaag, maandag 5 januari" in back.text
