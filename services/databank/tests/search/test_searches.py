"""Searches for a person, for a purpose and never too many; and for a place."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from chassis.web import Function

from ..support.browser import Browser, signed_in
from ..support.databank import Databank, Someone, day, unlike_others
from ..support.officers import seen
from ..support.searches import logged, purpose, search

MOST_SEARCHES = 30
STRETCH = timedelta(minutes=15)
TERM = timedelta(hours=8)


async def test_a_search_asks_its_purpose_first(databank: Databank, browser: Browser) -> None:
    """DP-03."""
    who = unlike_others()
    person_id = await seen(databank, "straat", day(600), who)
    browser.moves_to(day(601))
    assert "Waarvoor heb je deze gegevens nodig?" in (await browser.get("/zoeken")).text
    location = await search(browser, familyName=who.family, givenNames=who.given)
    assert who.family.lower() not in location.lower()
    found = await browser.get(location)
    assert f"/personen/{person_id}?doel=" in found.text
    assert "De familienaam is gelijk" in found.text
    assert "straat" in found.text
    assert await logged(databank, "person", person_id) == ["toezicht"], "who was shown (DP-04)"
    searches = await logged(databank, "search", "family, given: 1 personen")
    assert searches[-1:] == ["toezicht"]


async def test_outside_the_own_task_a_search_says_why(databank: Databank, browser: Browser) -> None:
    """DP-03: in police, reason text for searches outside the own task."""
    form = {"doel": "dossier", "sleutel": str(uuid4())}
    answer = await browser.post("/zoeken", form)
    assert answer.status_code == 422
    assert "Schrijf kort waarom je zoekt." in answer.text
    answer = await browser.post("/zoeken", form | {"reden": "Vraag van het parket"})
    assert answer.status_code == 303
    (row,) = await databank.fetch(
        "SELECT reason, purpose FROM purpose_grant WHERE id = $1", UUID(form["sleutel"])
    )
    assert tuple(row) == ("Vraag van het parket", "dossier")
    assert await logged(databank, "purpose", form["sleutel"]) == ["dossier"]


async def test_no_purpose_is_no_search(browser: Browser) -> None:
    answer = await browser.post("/zoeken", {"sleutel": str(uuid4())})
    assert answer.status_code == 422
    assert "Kies waarvoor je het nodig hebt." in answer.text
    nothing = await browser.post(
        "/zoeken/personen", {"familyName": "Iemand", "sleutel": str(uuid4())}
    )
    assert (nothing.status_code, nothing.headers["location"]) == (303, "/zoeken")


@pytest.mark.parametrize(
    "wanted",
    [
        {"familyName": "Yavorska"},
        {"familyName": "JAVÓRSKA", "givenNames": "Milena"},
        {"familyName": "Milena", "givenNames": "Javorska"},
        {"birthDate": "7.3.1987"},
        {"birthDate": "1987-03-07", "familyName": "Javorska"},
        {"birthDate": "00-00-1987", "familyName": "Javorska"},
        {"documentNumber": "zx 99-11 y7"},
        {"nationalNumber": "87.63.07-123.45"},
        {"phone": "0032 (0)475 98 76 54"},
    ],
    ids=lambda wanted: "+".join(wanted),
)
async def test_somebody_is_found_however_it_is_written(
    databank: Databank, browser: Browser, wanted: dict[str, str]
) -> None:
    who = Someone("Milena", "Javorska", "1987-03-07", "ZX9911Y7", "87630712345", "+32475987654")
    person_id = await seen(databank, "escort", day(700), who)
    browser.moves_to(day(701))
    found = await browser.get(await search(browser, **wanted))
    assert f"/personen/{person_id}?" in found.text, found.text
    for secret in (who.document, who.number, who.phone, "475987654"):
        assert str(secret) not in found.text, "a list shows no numbers"


async def test_who_contradicts_what_was_asked_is_not_found(
    databank: Databank, browser: Browser
) -> None:
    who = unlike_others()
    await seen(databank, "escort", day(702), who)
    page = await browser.get(await search(browser, familyName=who.family, birthDate="1-1-1931"))
    assert "Niemand gevonden" in page.text
    assert "Alles wat je invult moet passen." in page.text, "hints"


@pytest.mark.parametrize("wanted", [{"givenNames": "Ana"}, {"birthDate": "1987"}, {}])
async def test_too_little_is_said_at_the_field(browser: Browser, wanted: dict[str, str]) -> None:
    asked = await purpose(browser)
    form = {"doel": asked.split("doel=")[1], "sleutel": str(uuid4())} | wanted
    answer = await browser.post("/zoeken/personen", form)
    assert answer.status_code == 422
    assert "Geef meer: een familienaam" in answer.text


async def test_too_many_are_not_shown_at_all(databank: Databank, browser: Browser) -> None:
    people = [unlike_others(family="Veelvoorkom", document=uuid4().hex[:9]) for _ in range(23)]
    await databank.inspect("stripclub", day(710), *people)
    page = await browser.get(await search(browser, familyName="Veelvoorkom"))
    assert "Te veel personen passen" in page.text
    assert "/personen/" not in page.text


async def test_a_search_sent_twice_counts_once_and_belongs_to_its_session(
    databank: Databank, browser: Browser
) -> None:
    asked = await purpose(browser)
    form = {"doel": asked.split("doel=")[1], "sleutel": str(uuid4()), "familyName": "Niemandia"}
    first, second = [await browser.post("/zoeken/personen", form) for _ in range(2)]
    assert first.headers["location"] == second.headers["location"]
    rows = await databank.fetch("SELECT found FROM search WHERE id = $1", UUID(form["sleutel"]))
    assert len(rows) == 1
    other = await signed_in(databank, Function.POLITIE_AGENT, "agent-ander")
    assert (await other.get(first.headers["location"])).status_code == 404
    stolen = await other.get(asked)
    assert "Waarvoor heb je deze gegevens nodig?" in stolen.text, "a purpose is one's own"


async def test_a_purpose_holds_for_a_shift_of_work(databank: Databank, browser: Browser) -> None:
    who = unlike_others()
    person_id = await seen(databank, "straat", day(720), who)
    browser.moves_to(day(721))
    found = await search(browser, familyName=who.family)
    opened = re.search(rf"/personen/{person_id}\?doel=[0-9a-f-]+", (await browser.get(found)).text)
    assert opened
    assert who.family in (await browser.get(opened[0])).text
    browser.moves_to(day(721) + TERM)
    assert who.family not in (await browser.get(opened[0])).text
    assert (await browser.get(found)).headers["location"] == "/zoeken"


async def test_fishing_is_stopped_and_noted(databank: Databank) -> None:
    fisher = await signed_in(databank, Function.POLITIE_AGENT, f"agent-visser-{uuid4().hex[:6]}")
    fisher.moves_to(day(730))
    asked = await purpose(fisher)
    form = {"doel": asked.split("doel=")[1], "familyName": "Onvindbaar"}
    for _ in range(MOST_SEARCHES):
        answer = await fisher.post("/zoeken/personen", form | {"sleutel": str(uuid4())})
        assert answer.status_code == 303
    refused = await fisher.post("/zoeken/personen", form | {"sleutel": str(uuid4())})
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert "Wacht even met zoeken" in refused.text
    assert await logged(databank, "search", "geweigerd%", "agent-visser") == ["toezicht"]
    fisher.moves_to(day(730) + STRETCH)
    again = await fisher.post("/zoeken/personen", form | {"sleutel": str(uuid4())})
    assert again.status_code == 303


async def test_an_empty_search_for_a_place_is_said_at_the_field(browser: Browser) -> None:
    answer = await browser.post("/inrichtingen", {"sleutel": str(uuid4())})
    assert answer.status_code == 422
    assert "Vul minstens één vak in." in answer.text


# The same over HTTP


async def test_the_api_searches_for_a_purpose(databank: Databank) -> None:
    who = unlike_others()
    person_id = await seen(databank, "escort", day(830), who)
    body = {"familyName": who.family}
    assert (await databank.post("/v1/person-searches", body)).status_code == 403
    headers = databank.officer | {"Krachtlijn-Time": day(831).isoformat()}

    async def searched(purpose: str, **more: str) -> tuple[int, dict[str, object]]:
        answer = await databank.client.post(
            "/v1/person-searches",
            json=body | more,
            headers=headers | {"Krachtlijn-Purpose": purpose},
        )
        return answer.status_code, answer.json()

    assert (await searched("dossier"))[0] == 422
    assert (await searched("dossier", reason="Vraag van het parket"))[0] == 200
    status, found = await searched("toezicht")
    assert status == 200
    assert [one["personId"] for one in found["persons"]] == [person_id]  # type: ignore[index,attr-defined]
