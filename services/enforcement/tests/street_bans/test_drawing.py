"""The plan while a perimeter is drawn: seen before it is kept, from what was typed alone."""

from uuid import UUID

import asyncpg
from fastapi import FastAPI

from launcher.page_walk import words

from ..support.city import City
from ..support.street_bans import Ban, fine_about, somebody

LOOKS = "SELECT count(*) FROM access_log"
KEPT = "SELECT count(*) FROM perimeter WHERE case_id = $1"


def above(sent: str) -> str:
    """The page as far as the form."""
    return sent.partition('name="gezien"')[0]


async def test_the_plan_shows_what_stays_free_before_anything_is_kept(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban = await Ban.starts(app, city)
    path = f"{ban.page}/perimeter"
    before = await ban.row()
    looked = await rows.fetchval(LOOKS)
    first = await ban.worker.post(path, {"straten": ["Testlei"], "bekijk": "plan"})
    assert first.status_code == 200
    assert "<svg" in first.text and "Dit is nog niet bewaard." in first.text
    assert 'id="plan" tabindex="-1" autofocus' in first.text, "who asked for the plan is led to it"
    assert "Nog niet gevraagd: " in first.text, "a home is cut out once somebody asked for it"
    free = {"woning": "Testlei 5", "werkplek": "geen", "school": "geen"}
    second = await ban.worker.post(path, {"straten": ["Testlei"], "bekijk": "plan"} | free)
    assert "Testlei 5" in above(second.text).rpartition("Wat vrij blijft")[2]
    assert "Nog niet gevraagd" not in second.text
    assert second.text.count("<circle") > first.text.count("<circle"), "its own letter on the plan"
    assert ">Testlei 5</textarea>" in second.text, "what was typed is still there"
    assert await ban.row() == before
    assert await rows.fetchval(KEPT, UUID(str(ban.case_id))) == 0
    assert await rows.fetchval(LOOKS) == looked, "nothing that is kept was shown"
    await ban.does(ban.worker, "perimeter", straten=["Testlei"], **free)
    assert (await ban.row())["bounded"]


async def test_a_plan_that_cannot_be_drawn_says_why_at_its_field(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    path = f"{ban.page}/perimeter"
    for typed, said in (
        ({"straten": ["Testlei"], "woning": "Testlei 999"}, "Huisnummer 999 van Testlei"),
        ({"woning": "geen"}, "Kies minstens één straat."),
        ({"delen": "Proefkaai"}, "Delen van straten: Schrijf per lijn een straat"),
        ({"delen": "Proefkaai 1-999"}, "Delen van straten: Huisnummer 999 van Proefkaai"),
        ({"delen": "Nergenslaan 1-9"}, "Delen van straten: De straat Nergenslaan"),
    ):
        answer = await ban.worker.post(path, typed | {"bekijk": "plan"})
        assert answer.status_code == 422
        assert said in words(answer.text) and "<svg" not in above(answer.text)
    empty = await ban.worker.get(path)
    assert "Toon op het plan" in empty.text and "<svg" not in above(empty.text)


async def test_streets_and_houses_are_found_as_people_write_them(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    typed = {
        "delen": "verversrui 60-1",
        "woning": "proefkaai  40 bus 3",
        "werkplek": "TESTLEI 5",
        "school": "Geen",
    }
    await ban.does(ban.worker, "perimeter", **typed)
    shown = await ban.worker.sees(ban.page)
    assert "Verversrui 1-60" in shown
    form = (await ban.worker.get(f"{ban.page}/perimeter")).text
    for said in ("Verversrui 1-60", "Proefkaai 40", "Testlei 5"):
        assert f">{said}</textarea>" in form


async def test_a_fine_is_found_by_its_number_in_small_letters(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    fine = await fine_about(city, somebody())
    page = await ban.worker.does("/straatverboden/nieuw", nummer=fine["number"].lower())
    assert page.startswith("/straatverboden/")


async def test_a_form_that_shows_nothing_first_refuses_the_button(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    before = await ban.row()
    answer = await ban.mayor.post(f"{ban.page}/waarschuwing", {"bekijk": "plan"})
    assert answer.status_code == 422
    assert await ban.row() == before
