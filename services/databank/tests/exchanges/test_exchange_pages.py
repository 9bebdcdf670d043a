"""Exchanges with partners as officers use their pages."""

from datetime import timedelta
from uuid import uuid4

from chassis.days import city_day
from chassis.web import Function

from ..support.browser import Browser, signed_in
from ..support.databank import Databank, unlike_others
from ..support.forms import hidden, key_of, keyed
from ..support.officers import seen
from ..support.searches import purpose

LIST, NEW = "/uitwisselingen", "/uitwisselingen/nieuw"


async def agent(databank: Databank) -> Browser:
    found = await signed_in(databank, Function.POLITIE_AGENT, f"agent-{uuid4().hex[:6]}")
    return found.moves_to(databank.clock.now())


def filled(databank: Databank, **changes: str) -> dict[str, str]:
    today = city_day(databank.clock.now())
    return {
        "richting": "gevraagd",
        "partner": "recherche_zeden",
        "over": "fenomeen",
        "fenomeen": "online_werving",
        "waarvoor": "toezicht",
        "gegevens": "cijfers",
        "dag": today.isoformat(),
        "tegen": (today + timedelta(days=10)).isoformat(),
        **changes,
    }


async def test_an_exchange_is_recorded_answered_and_closed(
    databank: Databank, browser: Browser
) -> None:
    officer = await agent(databank)
    empty = await officer.post(NEW, await keyed(officer, NEW))
    assert empty.status_code == 422
    for text in ("Kies een partner.", "Zeg wie iets vroeg of gaf.", "Zeg waarover het ging."):
        assert text in empty.text
    wrong = filled(databank, gegevens="identiteit", grond="wpa_openbare_dienst")
    refused = await officer.post(NEW, await keyed(officer, NEW, **wrong))
    assert refused.status_code == 422
    assert "Deze grond past niet bij de partner." in refused.text
    assert "alleen gegevens over plaatsen, en cijfers" in refused.text
    form = filled(databank) | {"sleutel": hidden(refused, "sleutel")}
    for _ in range(2):
        made = await officer.post(NEW, form)
        assert made.status_code == 303, made.text
    path = made.headers["location"]
    listed = (await officer.get(f"{LIST}?partner=recherche_zeden")).text
    assert "Werving op het internet" in listed and "Antwoord tegen" in listed
    shown = (await officer.get(path)).text
    assert "WPA art. 44/11/6" in shown, "the only basis follows from the partner"
    early = await officer.post(f"{path}/afsluiten", {"gevolg": "geen", "sleutel": str(uuid4())})
    assert early.status_code == 409
    nothing = await officer.post(f"{path}/antwoord", {"sleutel": await key_of(officer, path)})
    assert "Zeg of er een antwoord kwam." in nothing.text
    answer = {"uitkomst": "volledig", "gegevens": "plaats", "dag": form["dag"], "nota": "Bellen"}
    answered = await officer.post(
        f"{path}/antwoord", answer | {"sleutel": await key_of(officer, path)}
    )
    assert answered.status_code == 303, answered.text
    none = await officer.post(f"{path}/afsluiten", {"sleutel": await key_of(officer, path)})
    assert "of dat er niets volgt" in none.text
    closing = {"gevolg": "overleg", "sleutel": await key_of(officer, path)}
    assert (await officer.post(f"{path}/afsluiten", closing)).status_code == 303
    shown = (await officer.get(path)).text
    assert "Een overleg" in shown and "Bellen" in shown
    assert "Trek in" not in shown


async def test_a_file_shows_an_exchange_to_who_reads_for_the_same(databank: Databank) -> None:
    person = await seen(databank, "straat", databank.clock.now(), unlike_others())
    officer = await agent(databank)
    file = await purpose(officer, f"/personen/{person}", "bescherming")
    assert "Voor dit doel is er niets uitgewisseld." in (await officer.get(file)).text
    start = f"{NEW}?persoon={person}&{file.partition('?')[2]}"
    form = filled(databank, over="persoon", persoon=person, gegevens="identiteit")
    del form["fenomeen"], form["waarvoor"]
    key = await key_of(officer, start)
    made = await officer.post(f"{NEW}?{file.partition('?')[2]}", form | {"sleutel": key})
    assert made.status_code == 303, made.text
    exchange = made.headers["location"]
    path = exchange.partition("?")[0]
    assert (await officer.get(exchange)).status_code == 200
    assert path in (await officer.get(file)).text
    supervising = await purpose(officer, f"/personen/{person}", "toezicht")
    assert path not in (await officer.get(supervising)).text
    other = await officer.get(f"{path}?{supervising.partition('?')[2]}")
    assert other.status_code == 403
    assert "voor een ander doel" in other.text and person not in other.text
    asked = await officer.get(path)
    assert "Waarvoor heb je deze gegevens nodig?" in asked.text
    said = {"doel": "bescherming", "sleutel": hidden(asked, "sleutel")}
    opened = await officer.post(f"{path}/doel", said)
    assert opened.status_code == 303
    assert person in (await officer.get(opened.headers["location"])).text
    listed = (await officer.get(LIST)).text
    assert path in listed and person not in listed
    stranger = await agent(databank)
    unread = await stranger.get(start)
    assert unread.status_code == 404, "a purpose holds in its own session"


async def test_an_exchange_about_a_place_begins_in_its_file_and_is_taken_back(
    databank: Databank,
) -> None:
    label = f"Zaak {uuid4().hex[:8]}"
    found = await databank.inspect(
        "escort", databank.clock.now(), establishments=[{"label": label}]
    )
    (place,) = found["establishmentIds"]
    officer = await agent(databank)
    start = f"{NEW}?inrichting={place}"
    assert label in (await officer.get(start)).text
    form = filled(databank, over="inrichting", inrichting=place, gegevens="plaats")
    del form["fenomeen"]
    made = await officer.post(NEW, form | {"sleutel": await key_of(officer, start)})
    assert made.status_code == 303, made.text
    path = made.headers["location"]
    assert label in (await officer.get(path)).text
    assert path in (await officer.get(f"/inrichtingen/{place}")).text
    away = f"{path}/intrekken"
    assert (await officer.post(away, await keyed(officer, away))).status_code == 422
    gone = await officer.post(away, await keyed(officer, away, reden="Stond dubbel"))
    assert gone.status_code == 303
    assert path not in (await officer.get(f"/inrichtingen/{place}")).text
    assert "Stond dubbel" in (await officer.get(path)).text
    assert (await officer.get(f"{NEW}?inrichting={uuid4()}")).status_code == 404


async def test_who_oversees_sees_that_there_was_an_exchange_and_with_how_many(
    databank: Databank,
) -> None:
    person = await seen(databank, "straat", databank.clock.now(), unlike_others())
    now = databank.clock.now()
    body = {
        "direction": "ontvangen",
        "partner": "parket",
        "about": "persoon",
        "personId": person,
        "purpose": "bescherming",
        "basis": "wpa_gerechtelijke_overheid",
        "categories": ["gerechtelijk"],
        "happenedAt": now.isoformat(),
    }
    await databank.created("/v1/exchanges", body, now)
    overseer = await signed_in(
        databank, Function.FUNCTIONARIS_POLITIE, f"functionaris-{uuid4().hex[:6]}"
    )
    overseer.moves_to(now)
    assert "Uitwisseling met een partner" in (await overseer.get(f"/inzage/personen/{person}")).text
    assert "Uitwisselingen over een persoon" in (await overseer.get("/inzage/gebruik")).text
    assert (await overseer.get(LIST)).status_code == 403
