"""The police's data-protection officer in the calendar: who looked at whom (DP-04, DP-13)."""

import csv
import io
import re
from typing import Any
from uuid import UUID, uuid4

import httpx

from chassis.web import Function, TrustDomain
from pandkalender.site import PAGES

from .support.browser import Browser, signed_in
from .support.city import EVENING, NOW, City, Owner, worker
from .support.exports import filled

OVERSEER = Function.FUNCTIONARIS_POLITIE


async def read_by_police(city: City) -> httpx.Response:
    """At the hour of the pages: other tests move the city's clock on."""
    at = NOW.isoformat()
    return await city.police("/v1/shifts", Krachtlijn_Purpose="toezicht", Krachtlijn_Time=at)


async def worker_of(city: City, shift_id: str) -> UUID:
    (row,) = await city.query("SELECT worker_id FROM shift WHERE shift_id = $1", UUID(shift_id))
    found: UUID = row["worker_id"]
    return found


async def test_dp04_what_the_police_read_is_listed_in_words(city: City) -> None:
    assert (await read_by_police(city)).status_code == 200
    dpo = await signed_in(city, OVERSEER, "politie", "fgb-1")
    page = await dpo.get("/inzage", doel="toezicht")
    assert page.status_code == 200
    for words in ("Agent van het team", "Toezicht op raamprostitutie", "Lijst van aangiften"):
        assert words in page.text, words
    assert "politie_agent" not in page.text
    english = await dpo.get("/inzage", taal="en")
    assert "Supervision of window prostitution" in english.text
    assert "Officer of the team" in english.text
    french = await dpo.get("/inzage", taal="fr")
    assert "Contrôle de la prostitution en vitrine" in french.text


async def test_dp13_who_took_somebody_along_in_a_list_is_found_by_number(
    city: City, owner: Owner, browser: Browser
) -> None:
    worker_id = await worker_of(city, await owner.declared(who=worker(7101)))
    await browser.post("/uitvoer/nieuw/shiften", filled())
    dpo = await signed_in(city, OVERSEER, "politie", "fgb-1")
    found = await dpo.get("/inzage/persoon", id=str(worker_id))
    page = await dpo.get(found.headers["location"])
    assert "Eigen administratie van de eigenaar" in page.text
    assert "meegedeeld" in page.text
    assert "Ana7101" not in page.text
    assert (await dpo.get(f"/inzage/personen/{uuid4()}")).status_code == 404


async def test_dp04_an_owners_look_is_in_the_log_and_another_owners_try_is_not(
    city: City, owner: Owner, browser: Browser
) -> None:
    """A day of the house is one line; who is opened alone is named."""
    shift_id = await owner.declared(who=worker(7102))
    worker_id = await worker_of(city, shift_id)
    stranger = await city.owner()
    assert (await stranger.get(f"/v1/shifts/{shift_id}")).status_code == 404

    async def looks() -> list[tuple[str, str, str]]:
        rows = await city.query(
            "SELECT subject_kind, action, purpose FROM access_log WHERE actor_organisation = $1"
            " AND (subject_kind <> 'worker' OR subject_id = $2) ORDER BY position",
            owner.organisation,
            str(worker_id),
        )
        return [tuple(row) for row in rows]

    before = await looks()
    for path in ("/vandaag", "/week", "/aangeven", f"/shift/{shift_id}"):
        assert (await browser.get(path)).status_code == 200, path
    own = "eigen_administratie"
    kinds = ["shifts", "shifts", "workers", "worker"]
    assert (await looks())[len(before) :] == [(kind, "consult", own) for kind in kinds]
    dpo = await signed_in(city, OVERSEER, "politie", "fgb-1")
    page = await dpo.get("/inzage", doel=own)
    assert "Lijst van aangiften" in page.text
    looked_by_stranger = await city.query(
        "SELECT FROM access_log WHERE actor_organisation = $1", stranger.organisation
    )
    assert not looked_by_stranger


async def test_the_log_leaves_as_a_marked_file_in_words(city: City) -> None:
    await read_by_police(city)
    dpo = await signed_in(city, OVERSEER, "politie", "fgb-1")
    assert "Haal de inzagen op als bestand" in (await dpo.get("/inzage")).text
    form: dict[str, Any] = filled(doel="toezicht_gegevensbescherming", reden="")
    form |= {"van": str(EVENING.date()), "tot": str(EVENING.date())}
    asked = await dpo.post("/uitvoer/nieuw/inzagen", form)
    assert asked.status_code == 303, asked.text
    file = await dpo.get(f"{asked.headers['location']}/bestand")
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
    assert "Toezicht op raamprostitutie" in {row["doel"] for row in rows}
    assert "Agent van het team" in {row["functie"] for row in rows}
    assert (await dpo.get("/uitvoer/nieuw/shiften")).status_code == 404


async def test_the_chain_is_checked_and_use_is_counted(city: City) -> None:
    await read_by_police(city)
    dpo = await signed_in(city, OVERSEER, "politie", "fgb-1")
    key = re.search(r'name="sleutel" value="([^"]+)"', (await dpo.get("/inzage")).text)
    assert key
    assert (await dpo.post("/inzage", {"actie": "controleer", "sleutel": key[1]})).is_redirect
    assert "De keten klopt tot rij" in (await dpo.get("/inzage")).text
    usage = await dpo.get("/inzage/gebruik")
    assert usage.status_code == 200
    assert "Toezicht op raamprostitutie" in usage.text


async def test_only_the_data_protection_officer_reads_it(city: City, browser: Browser) -> None:
    assert (await browser.get("/inzage")).status_code == 403, "an owner"
    for function in (Function.POLITIE_AGENT, Function.POLITIE_BEHEERDER, Function.RECHERCHE):
        assert (
            await (await signed_in(city, function, "politie", "fgb-1")).get("/inzage")
        ).status_code == 403
    dpo = await signed_in(city, OVERSEER, "politie", "fgb-1")
    for path in ("/vandaag", "/week", "/aangeven"):
        assert (await dpo.get(path)).status_code == 403, path


def test_the_police_come_in_by_a_door_of_their_own() -> None:
    for path in ("/inzage", "/inzage/gebruik", "/inzage?wie=x", "/beheer"):
        assert PAGES.entrance(path) is TrustDomain.POLITIE, path
    for path in ("/", "/week", "/inzagen"):
        assert PAGES.entrance(path) is None, path
