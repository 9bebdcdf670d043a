"""The data-protection officer: who looked at whom, by ids alone (DP-04, DP-13)."""

import re
from typing import Any

from chassis.web import Function

from ..support.browser import Browser, signed_in
from ..support.databank import START, Databank, day, unlike_others
from ..support.officers import Officer, seen


async def overseer(databank: Databank) -> Browser:
    return await signed_in(databank, Function.FUNCTIONARIS_POLITIE, "fgb-1")


async def looks(databank: Databank) -> list[Any]:
    return await databank.fetch(
        "SELECT * FROM access_log WHERE actor_subject = 'fgb-1' ORDER BY position"
    )


async def test_dp04_every_access_is_listed_and_reading_the_list_is_one_too(
    databank: Databank,
) -> None:
    who = unlike_others()
    person_id = await seen(databank, "straat", START, who)
    await Officer(databank, "agent-kijkt").read(f"/v1/persons/{person_id}")
    dpo = await overseer(databank)
    page = await dpo.get(f"/inzage?wie=agent-kijkt&over={person_id}&doel=toezicht&actie=consult")
    assert page.status_code == 200
    assert len(re.findall(r">\s*agent-kijkt\s*<", page.text)) == 1, "one row"
    assert who.family not in page.text
    assert (await looks(databank))[-1]["subject_kind"] == "access_log"
    none = await dpo.get("/inzage?wie=agent-kijkt&doel=bescherming")
    assert "Er zijn geen inzagen die passen." in none.text
    assert (await dpo.get("/inzage?van=gisteren")).status_code == 422


async def test_dp13_who_looked_at_a_person_also_under_an_earlier_id(databank: Databank) -> None:
    one = await seen(databank, "straat", START, unlike_others())
    other = await seen(databank, "escort", START, unlike_others())
    await Officer(databank, "kijker-een").read(f"/v1/persons/{one}")
    await Officer(databank, "kijker-twee").read(f"/v1/persons/{other}")
    await Officer(databank).merge(one, other)
    dpo = await overseer(databank)
    for person_id in (one, other):
        found = await dpo.get(f"/inzage/persoon?id={person_id}")
        page = await dpo.get(found.headers["location"])
        assert "kijker-een" in page.text
        assert "kijker-twee" in page.text
    unknown = "00000000-0000-4000-8000-000000000000"
    assert (await dpo.get(f"/inzage/personen/{unknown}")).status_code == 404


async def test_dp04_the_chain_is_checked_from_the_page(databank: Databank) -> None:
    dpo = await overseer(databank)
    key = re.search(r'name="sleutel" value="([^"]+)"', (await dpo.get("/inzage")).text)
    assert key
    for _ in range(2):
        form = {"actie": "controleer", "sleutel": key[1]}
        assert (await dpo.post("/inzage", form)).status_code == 303
    assert "De keten klopt tot rij" in (await dpo.get("/inzage")).text
    checks = [row for row in await looks(databank) if row["subject_kind"] == "access_chain"]
    assert len(checks) == 1
    assert checks[0]["subject_id"].startswith("heel:0:")


async def test_how_the_log_is_used_is_counted(databank: Databank) -> None:
    person_id = await seen(databank, "straat", START, unlike_others())
    for _ in range(3):
        await Officer(databank, "agent-druk").get(f"/v1/persons/{person_id}", day(700))
    dpo = await overseer(databank)
    within = f"van={day(699):%Y-%m-%d}&tot={day(701):%Y-%m-%d}"
    page = await dpo.get(f"/inzage/gebruik?{within}")
    assert page.status_code == 200
    assert "agent-druk" in page.text
    assert "Noodtoegang gevraagd" in page.text


async def test_only_the_data_protection_officer_reads_it(databank: Databank) -> None:
    for function in (Function.POLITIE_AGENT, Function.POLITIE_TEAMLEIDER, Function.RECHERCHE):
        browser = await signed_in(databank, function, "nieuwsgierig")
        assert (await browser.get("/inzage")).status_code == 403
    dpo = await overseer(databank)
    for path in ("/kwartier", "/verschuivingen"):
        assert (await dpo.get(path)).status_code == 403
