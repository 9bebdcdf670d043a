"""Orders of the mayor on the agenda of the mayor and of the college, on the page and as files."""

import csv
import io
from datetime import timedelta
from pathlib import Path

from fastapi import FastAPI

from ..support.browser import Browser
from ..support.city import City
from ..support.measures import TRAFFICKING, Measure
from ..support.pdf import must_be_read_aloud, text_of


async def table(secretary: Browser) -> list[dict[str, str]]:
    content = (await secretary.get("/agenda/agenda.csv")).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content), delimiter=";"))


async def test_an_order_is_on_each_agenda_until_what_it_asks_is_recorded(
    app: FastAPI, city: City, tmp_path: Path
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    number = await case.number()
    await case.drawn_up()
    assert f"{number} : bevel om te ondertekenen" in await case.mayor.sees("/agenda")
    assert number not in await case.college.sees("/agenda")
    await case.does(case.mayor, "ondertekenen", zeker="ja")
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
