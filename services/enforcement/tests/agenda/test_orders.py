"""Orders of the mayor on the agenda of the mayor and of the college, on the page and as files."""

import csv
import io
import re
from datetime import date, timedelta
from pathlib import Path

import asyncpg
import pytest
from fastapi import FastAPI

from ..support.browser import Browser, words
from ..support.city import City
from ..support.measures import TRAFFICKING, Measure
from ..support.pdf import must_be_read_aloud, text_of
from ..support.street_bans import Ban


async def table(secretary: Browser, on: date | None = None) -> list[dict[str, str]]:
    asked = "" if on is None else f"?dag={on}"
    content = (await secretary.get(f"/agenda/agenda.csv{asked}")).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content), delimiter=";"))


async def test_an_order_is_on_each_agenda_until_what_it_asks_is_recorded(
    app: FastAPI, city: City, tmp_path: Path
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    number = await case.number()
    await case.drawn_up()
    assert f"{number} : bevel om te ondertekenen" in await case.mayor.sees("/agenda")
    assert number not in await case.college.sees("/agenda")
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")
    assert number not in await case.mayor.sees("/agenda")
    assert f"{number} : bevel om te bevestigen" in await case.college.sees("/agenda")
    pdf = (await case.college.get("/agenda/agenda.pdf")).content
    must_be_read_aloud(pdf, tmp_path)
    assert number in text_of(pdf)
    assert "Feiten die vaststaan." in text_of(pdf)
    (row,) = [row for row in await table(case.college) if row["dossier"] == number]
    assert (row["voorstel"], row["bevel"]) == ("Bevel om te bevestigen", "Het pand sluiten")
    await case.does(case.worker, "kennisgeving", beroep="true")
    await case.confirmed()
    assert number not in await case.college.sees("/agenda")
    assert number not in [row["dossier"] for row in await table(case.college)]


async def test_a_renewal_has_its_own_reasons_and_its_own_meeting(app: FastAPI, city: City) -> None:
    case = await (await Measure.starts(app, city, **TRAFFICKING)).notified()
    await case.confirmed()
    first = f"{case.today:%d/%m/%Y}"
    city.later(days=1)
    last = str(case.today + timedelta(days=290))
    said = {"antwoord": "Neen.", "motivering": "Opnieuw mensen zonder papieren.", "zeker": "ja"}
    await case.does(case.mayor, "hernieuwen", tot=last, **said)
    agenda = text_of((await case.college.get("/agenda/agenda.pdf")).content)
    mine = agenda.partition(await case.number())[2]
    assert "Opnieuw mensen zonder papieren." in mine[:1500]
    page = (await case.worker.get(case.page)).text
    inset = page.partition("Het college moet dit bevel bevestigen op")[2][:200]
    assert inset and first not in inset


async def test_an_order_is_not_on_the_agenda_of_a_meeting_before_it(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    number = await case.number()
    await case.signed()
    before = case.today - timedelta(days=1)
    assert number not in await case.college.sees(f"/agenda?dag={before}")
    assert number in await case.college.sees(f"/agenda?dag={case.today}")


async def test_a_draft_waits_for_the_hearing_on_the_agenda_too(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    number = await case.number()
    await case.drawn_up()
    hearing = case.today + timedelta(days=9)
    await case.does(case.worker, "uitnodigen", moment=f"{hearing}T10:00", ontvangen=str(case.today))
    assert number not in await case.mayor.sees(f"/agenda?dag={case.today}")


async def test_a_street_ban_waits_for_the_mayor_and_then_for_the_college(
    app: FastAPI, city: City, tmp_path: Path
) -> None:
    ban = await Ban.starts(app, city)
    number = str((await ban.row())["number"])
    await (await (await ban.skips_warning()).is_heard()).is_bounded()
    assert f"{number} : bevel om te ondertekenen" in await ban.mayor.sees("/agenda")
    assert number not in await ban.college.sees("/agenda")
    await ban.college_meets()
    await ban.does(ban.mayor, "bevel", **ban.order())
    assert number not in await ban.mayor.sees("/agenda")
    meeting_on = (await ban.row())["meeting_on"]
    seen = await ban.college.sees(f"/agenda?dag={meeting_on}")
    assert f"{number} : bevel om te bevestigen" in seen
    assert "dan vervalt het bevel de dag erna" in seen
    assert "Schippersstraat" not in seen and "Vera" not in seen
    pdf = (await ban.college.get(f"/agenda/agenda.pdf?dag={meeting_on}")).content
    must_be_read_aloud(pdf, tmp_path)
    assert f"{meeting_on + timedelta(days=1):%d/%m/%Y}" in text_of(pdf)
    (row,) = [row for row in await table(ban.college, meeting_on) if row["dossier"] == number]
    assert row["maatregel"] == "Straatverbod (art. 134sexies)"
    assert row["pand"] == "De perimeter staat in het dossier"
    assert row["vervalt op"] == f"{meeting_on + timedelta(days=1):%d/%m/%Y}"


async def test_a_lapse_stays_on_the_agenda_for_some_weeks(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    number = str((await ban.row())["number"])
    meeting_on = await ban.meets()
    await ban.college.does("/collegevergaderingen/afgesloten", dag=str(meeting_on), zeker="ja")
    seen = await ban.college.sees(f"/agenda?dag={meeting_on + timedelta(days=7)}")
    assert number in seen.partition("Vervallen zonder bevestiging")[2]
    (row,) = [row for row in await table(ban.college) if row["dossier"] == number]
    assert row["voorstel"] == "Vervallen zonder bevestiging"
    later = await ban.college.sees(f"/agenda?dag={meeting_on + timedelta(days=60)}")
    assert number not in later


async def test_the_next_meeting_is_the_one_that_is_shown(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    city.later(days=1)
    await case.college_meets(0)
    seen = await case.college.sees("/agenda")
    assert f"{case.today:%-d/%m/%Y}" in seen
    assert "nog geen vergadering ingevuld" not in seen
    elsewhere = await case.college.sees(f"/agenda?dag={case.today + timedelta(days=400)}")
    assert "nog geen vergadering ingevuld" in elsewhere


async def test_the_mayors_secretariat_has_no_other_agenda_than_the_mayors(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    assert "De burgemeester," in await case.mayor.sees("/agenda?orgaan=college")
    assert "De gemeenteraad," in await case.college.sees("/agenda?orgaan=gemeenteraad")


MEETINGS = """
SELECT day FROM college_meeting WHERE cancelled_at IS NULL AND closed_at IS NULL AND day > $1
"""
LINK = re.compile(r"<a [^>]*>(.*?)</a>", re.S)
ENTER = "De vergadering van het college invullen"


async def owed(browser: Browser, number: str) -> str:
    """What the first page says about a case that waits."""
    sent = (await browser.get("/vandaag")).text
    rows = re.findall(r"<tr.*?</tr>", sent, re.S)
    return " ".join(words(each) for row in rows if number in row for each in LINK.findall(row))


async def test_an_order_without_a_meeting_asks_the_secretary_on_the_first_page_to_enter_one(
    app: FastAPI, city: City, rows: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Communal law art. 134: the next meeting confirms it, so somebody has to know of one."""
    for place in ("MOST_ROWS", "LOOKED_AT", "COUNTED"):
        monkeypatch.setattr(f"enforcement.today.compile.{place}", 10_000)
    measure = await (await Measure.starts(app, city, **TRAFFICKING)).notified()
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    for meeting in await rows.fetch(MEETINGS, min(measure.today, ban.today)):
        await measure.college.does("/collegevergaderingen/afgelast", dag=f"{meeting['day']}")
    numbers = [await measure.number(), (await ban.row())["number"]]
    for number in numbers:
        assert ENTER in await owed(measure.college, number)
        assert ENTER not in await owed(measure.worker, number), "the secretary alone enters one"
    assert f'href="/collegevergaderingen">{ENTER}' in (await measure.college.get("/vandaag")).text
    entered = await measure.college_meets(20)  # before the ban ends
    for number in numbers:
        assert await owed(measure.college, number) == "", "its term calls in time"
    city.later(days=20)
    assert entered == str(measure.today)
    for number, said in zip(numbers, ("bevestiging", "Beslissing van het college"), strict=True):
        assert ENTER not in await owed(measure.college, number)
        assert said in await owed(measure.college, number)
