"""The owner's day: look, declare in three taps, change, cancel, end, copy, read a file, prove."""

import re
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

import httpx
import pytest

from chassis.typeset import typeset
from chassis.web import Function
from contracts.enforcement import SuitabilitySuspended
from contracts.pandkalender import (
    MinorDeclarationAttempted,
    ShiftCancelled,
    ShiftChanged,
    ShiftDeclared,
    ShiftEnded,
)
from pandkalender.shifts.pages import proof

from ..support.browser import Browser, SignIn
from ..support.city import EVENING, NOW, City, Owner, worker

TODAY = "2026-01-05"


def new_person(owner: Owner, nr: int, **other: str) -> dict[str, str]:
    return {
        "ruimte": str(owner.rooms[0]),
        "dag": TODAY,
        "slot": "nacht",
        "voornamen": f"Ana{nr}",
        "naam": "Voorbeeld",
        "geboorte-dag": "3",
        "geboorte-maand": "2",
        "geboorte-jaar": "1999",
        "nationaliteit": "ROU",
        "document": "paspoort",
        "document-land": "ROU",
        "document-nummer": f"RO-{nr:06d}",
    } | other


async def known(browser: Browser, owner: Owner) -> str:
    """Somebody who worked before, by her value in the form."""
    await owner.declared(starts_at=NOW - timedelta(days=1), at=NOW - timedelta(days=1, hours=1))
    page = await browser.get("/aangeven", ruimte=str(owner.rooms[0]))
    found = re.search(r'name="wie"[^>]*value="([0-9a-f-]{36})"', page.text)
    assert found, page.text
    return found[1]


def hours_of(page: str, name: str) -> str:
    """What the day's page says of somebody's hours."""
    before = page[: page.index(f'<span class="pk-bar__name">{name}')]
    return re.sub(
        r"<[^>]*>", "", before[before.rindex("pk-bar__hours") :].partition(">")[2]
    ).strip()


SHELL = 1
"""Forms that every page has: signing out."""


def hidden_of(page: str) -> dict[str, str]:
    """The fields of the copy page that nobody sees."""
    content = page[page.index('action="/kopieren"') :]
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', content))


def ticked(page: str) -> set[str]:
    """The shifts that are ticked."""
    return set(re.findall(r'name="shift"[^>]*value="([0-9a-f-]{36})" checked', page))


def taps_to_declare(page: str) -> dict[str, str]:
    """What the form sends when nothing but a person is chosen: all that is filled in already."""
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    chosen = re.search(r'name="slot"[^>]*value="([a-z]+)" checked', page)
    day = re.search(r'name="dag"[^>]*value="([^"]+)"', page)
    assert chosen and day
    return hidden | {"slot": chosen[1], "dag": day[1]}


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


async def test_hours_as_people_type_them(browser: Browser, owner: Owner, city: City) -> None:
    sent = new_person(owner, 909) | {
        "slot": "anders",
        "van": "20u30",
        "tot": "4.15",
        "dag": "5/1/2026",
    }
    assert (await browser.post("/aangeven/nieuw", sent)).status_code == 303
    (event,) = await city.events(ShiftDeclared, premises_id=owner.premises_id)
    assert event.starts_at == datetime(2026, 1, 5, 19, 30, tzinfo=UTC)
    assert event.ends_at == datetime(2026, 1, 6, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize("slot", ["dag", "nacht"])
@pytest.mark.parametrize("typed", [{"van": "22:00", "tot": "06:00"}, {"van": "22:00"}])
async def test_hours_that_are_typed_beside_a_slot_are_not_ignored(
    browser: Browser, owner: Owner, city: City, slot: str, typed: dict[str, str]
) -> None:
    sent = new_person(owner, 912, slot=slot) | typed
    answer = await browser.post("/aangeven/nieuw", sent)
    assert answer.status_code == 422
    assert "Je typte andere uren dan die van je keuze." in answer.text
    assert 'href="#van"' in answer.text
    assert 'value="22:00"' in answer.text, "what was typed is still there"
    assert not await city.events(ShiftDeclared, premises_id=owner.premises_id)


async def test_the_hours_of_the_slot_itself_may_be_typed(browser: Browser, owner: Owner) -> None:
    sent = new_person(owner, 913) | {"van": "19u", "tot": "7:00"}
    assert (await browser.post("/aangeven/nieuw", sent)).status_code == 303


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


async def test_another_room_in_the_night_with_an_hour_more_keeps_the_hours(
    browser: Browser, owner: Owner, city: City
) -> None:
    """Until 02:30 for the second time: on the clock of the form it looks like the first."""
    starts, ends = (
        datetime(2026, 10, day, hour, 30, tzinfo=UTC) for day, hour in ((24, 17), (25, 1))
    )
    now = datetime(2026, 10, 24, 12, tzinfo=UTC)
    shift_id = await owner.declared(starts_at=starts, endsAt=ends.isoformat(), at=now)
    browser.moves_to(now)
    sent = {"ruimte": str(owner.rooms[1]), "dag": "2026-10-24", "van": "19:30", "tot": "02:30"}
    assert (await browser.post(f"/shift/{shift_id}/wijzigen", sent)).status_code == 303
    (event,) = await city.events(ShiftChanged, shift_id=shift_id)
    assert (event.starts_at, event.ends_at) == (starts, ends)


async def test_a_day_and_a_week_are_copied_without_what_does_not_go_on(
    browser: Browser, owner: Owner, city: City
) -> None:
    first = await owner.declared(who=worker(950), room=0)
    await owner.declared(who=worker(951), room=1)
    look = await browser.get("/kopieren", van=TODAY, dagen="7")
    assert look.text.count('name="shift"') == 2
    sent = {"van": TODAY, "naar": "2026-01-12", "dagen": "7", "shift": [first]}
    done = await browser.post("/kopieren", sent)
    week = "/week?dag=2026-01-12"
    assert (done.status_code, done.headers["location"]) == (303, week)
    assert "1 shift aangegeven" in (await browser.get(week)).text
    events = await city.events(ShiftDeclared, premises_id=owner.premises_id)
    assert [event.starts_at - EVENING for event in events] == [timedelta(0)] * 2 + [
        timedelta(days=7)
    ]
    assert (await browser.post("/kopieren", sent)).status_code == 303
    again = (await browser.get(week)).text
    assert "1 shift is niet aangegeven: Pand 1" in again
    assert "al een shift aangegeven" in again
    assert "Ana950" not in again[again.index("niet aangegeven") :][:300]
    nothing = await browser.post("/kopieren", {"van": TODAY, "naar": "2026-01-12", "dagen": "7"})
    assert nothing.status_code == 422


async def test_a_copy_is_declared_on_the_day_that_stands_on_the_page(
    browser: Browser, owner: Owner, city: City
) -> None:
    """Who types another day and presses the lower button sees its shifts first."""
    first = await owner.declared(who=worker(952), room=0)
    second = await owner.declared(who=worker(953), room=1)
    look = await browser.get("/kopieren", van=TODAY)
    assert look.text.count("<form") == look.text.count('action="/kopieren"') + SHELL
    sent = hidden_of(look.text) | {"naar": "2026-01-09", "shift": [first], "stap": "aangeven"}
    assert sent["getoond"] == "2026-01-06"
    again = await browser.post("/kopieren", sent)
    assert again.status_code == 422 and "Je koos een andere dag." in again.text
    assert "vr 9/01/2026, 20:00" in again.text and "di 6/01/2026" not in again.text
    assert ticked(again.text) == {str(first)}, "what was unticked stays so"
    assert len(await city.events(ShiftDeclared, premises_id=owner.premises_id)) == 2
    done = await browser.post("/kopieren", sent | hidden_of(again.text))
    assert done.headers["location"] == "/vandaag?dag=2026-01-09"
    (event,) = (await city.events(ShiftDeclared, premises_id=owner.premises_id))[2:]
    assert event.starts_at == EVENING + timedelta(days=4)
    looked = await browser.post("/kopieren", sent | {"naar": "2026-01-10", "stap": "kijken"})
    assert looked.status_code == 200 and "za 10/01/2026, 20:00" in looked.text
    assert ticked(looked.text) == {str(first)}
    wrong = await browser.post("/kopieren", sent | {"naar": "30/2/2026", "stap": "aangeven"})
    assert wrong.status_code == 422 and "Deze datum bestaat niet." in wrong.text
    assert 'name="getoond" value="2026-01-06"' in wrong.text and str(second) in wrong.text


@pytest.mark.parametrize("chosen", ["2026-01-12", "2026-01-14", "2026-01-18"])
async def test_a_week_is_copied_to_the_same_days_of_the_week(
    browser: Browser, owner: Owner, chosen: str
) -> None:
    await owner.declared(who=worker(954))
    page = await browser.get("/kopieren", van=TODAY, dagen="7", naar=chosen)
    assert "ma 12/01/2026, 20:00" in page.text
    assert 'name="getoond" value="2026-01-12"' in page.text


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


async def test_a_proof_says_when_a_shift_ended(
    browser: Browser, owner: Owner, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Declared until 04:00, ended at 03:15: paper and page say the same."""
    shift_id = await owner.declared(who=worker(971))
    browser.moves_to(EVENING + timedelta(hours=7, minutes=15))
    assert (await browser.post(f"/shift/{shift_id}/beeindigen")).status_code == 303
    printed: list[dict[str, Any]] = []

    def print_it(template: bytes, content: dict[str, Any], *more: Any) -> Any:
        printed.append(content)
        return typeset(template, content, *more)

    monkeypatch.setattr(proof, "typeset", print_it)
    pdf = await browser.get(f"/shift/{shift_id}/bewijs.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert ["Einde", "di 6/01/2026, 03:15"] in printed[0]["lines"]
    shown = (await browser.get(f"/shift/{shift_id}")).text
    assert "di 6/01/2026, 03:15" in shown and "Beëindigd, 20:00–03:15" in shown
    assert "04:00" not in shown.partition("Wat er gebeurde")[0]


async def test_a_shift_past_midnight_stands_in_both_days(browser: Browser, owner: Owner) -> None:
    await owner.declared(who=worker(980))
    for day in ("2026-01-05", "2026-01-06"):
        assert "Ana980" in (await browser.get("/vandaag", dag=day)).text
    assert "Ana980" not in (await browser.get("/vandaag", dag="2026-01-07")).text


async def test_last_night_reads_as_last_night(browser: Browser, owner: Owner) -> None:
    """From 20:00 on Monday to 04:00: on Tuesday's page it is of yesterday, not of tonight."""
    await owner.declared(who=worker(981))
    await owner.declared(who=worker(982), starts_at=EVENING + timedelta(days=1), room=1)
    last_night = datetime(2026, 1, 6, 0, 30, tzinfo=UTC)
    browser.moves_to(last_night)
    page = (await browser.get("/vandaag")).text
    assert hours_of(page, "Ana981") == "gisteren 20:00–04:00"
    assert hours_of(page, "Ana982") == "20:00–04:00"
    before = (await browser.get("/vandaag", dag="2026-01-05")).text
    assert hours_of(before, "Ana981") == "20:00–04:00"
    later = (await browser.get("/vandaag", dag="2026-01-07")).text
    assert hours_of(later, "Ana982") == "di 6/1 20:00–04:00"


async def test_the_form_of_tonight_offers_tonight_also_when_it_has_begun(
    browser: Browser, owner: Owner
) -> None:
    """Half past eight on Monday: what begins next is tomorrow's day, and nobody asked for it."""
    browser.moves_to(datetime(2026, 1, 5, 19, 30, tzinfo=UTC))
    today = (await browser.get("/vandaag")).text
    form = escape(f"/aangeven?ruimte={owner.rooms[0]}&dag={TODAY}")
    assert f'href="{form}"' in today
    page = await browser.get("/aangeven/nieuw", ruimte=str(owner.rooms[0]), dag=TODAY)
    offered = taps_to_declare(page.text)
    assert (offered["dag"], offered["slot"]) == (TODAY, "nacht")


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
