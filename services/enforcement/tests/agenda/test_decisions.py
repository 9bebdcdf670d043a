"""Decisions of the college come as a file of its own system: checked first, all or nothing."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI

from enforcement.agenda.import_decisions import parse

from ..support.browser import Browser
from ..support.city import City
from ..support.measures import TRAFFICKING, Measure
from ..support.street_bans import Ban

HEAD = "dossier;vergadering;besluit;nummer\r\n"
READ, KEPT = "/collegevergaderingen/besluiten", "/collegevergaderingen/besluiten/bewaard"
NUMBERS = "SELECT number, outcome FROM college_decision WHERE case_id = $1"


async def sent(college: Browser, text: str) -> Any:
    file = ("besluiten.csv", text.encode("utf-8-sig"), "text/csv")
    return await college.send(READ, {"bestand": file})


async def test_what_the_college_decided_is_read_from_its_file_with_its_numbers(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    closure, renewed = [await Measure.starts(app, city, **TRAFFICKING) for _ in range(2)]
    await closure.notified()
    await renewed.notified()
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    meetings = [await closure.awaits(), await renewed.awaits()]
    ban_on: date = (await ban.row())["meeting_on"]
    city.later(days=(max(ban_on, *meetings) - ban.today).days)
    number = (await ban.row())["number"]
    text = HEAD + (
        f"{await closure.number()};{meetings[0]};bevestigd;2026_CBS_00412\r\n"
        f"{await renewed.number()};{meetings[1]:%d/%m/%Y};uitgesteld;2026_CBS_00413\r\n"
        f"{number};{ban_on};niet bevestigd;2026_CBS_00414\r\n"
    )
    checked = await sent(closure.college, text)
    assert checked.status_code == 200
    assert "Uitgesteld: vervalt" in checked.text
    assert "nog niet bevestigd" in await closure.worker.sees(closure.page)
    await closure.college.does(KEPT, besluiten=text)
    page = await closure.worker.sees(closure.page)
    assert "2026_CBS_00412" in page
    assert "bevestigd op" in page
    assert "Vervallen" in await renewed.worker.sees(renewed.page)
    assert (await ban.row())["how"] == "vervallen"
    kept = await rows.fetch(NUMBERS, UUID(renewed.case_id))
    assert [tuple(each) for each in kept] == [("2026_CBS_00413", "uitgesteld")]


async def test_a_file_with_one_wrong_line_records_nothing(app: FastAPI, city: City) -> None:
    closure = await Measure.starts(app, city, **TRAFFICKING)
    await closure.notified()
    await closure.college_meets(1)
    meeting = await closure.awaits()
    city.later(days=(meeting - closure.today).days)
    number = await closure.number()
    later = meeting + timedelta(days=1)
    for wrong, why in (
        (f"BM/1999/000001;{meeting};bevestigd;2026_CBS_1", "Geen bevel van dit dossier wacht"),
        (f"{number};{later};bevestigd;2026_CBS_1", "moet nog komen"),
    ):
        first = f"{number};{meeting};bevestigd;2026_CBS_00412\r\n"
        lines = first + wrong if "1999" in wrong else wrong
        said = await closure.college.is_told(KEPT, besluiten=HEAD + lines)
        assert why in said
        assert "nog niet bevestigd" in await closure.worker.sees(closure.page)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "De eerste lijn moet deze kolommen noemen"),
        ("dossier;besluit\r\nBM/2026/000001;bevestigd", "De eerste lijn moet deze kolommen noemen"),
        (HEAD, "In dit bestand staat geen besluit."),
        (HEAD + "BM/2026/000001;3 maart;bevestigd;12345", "Lijn 2, dossier BM/2026/000001"),
        (HEAD + "BM/2026/000001;2026-03-06;goed;12345", "uitgesteld"),
        (HEAD + "BM/2026/000001;2026-03-06;bevestigd;", "Geef het nummer van het besluit."),
        (HEAD + "BM/2026/000001\r\n", "Schrijf de dag van de vergadering"),
    ],
    ids=["empty", "a column is missing", "no line", "day", "outcome", "number", "short line"],
)
async def test_a_file_that_is_no_table_of_decisions_is_refused(
    app: FastAPI, city: City, text: str, why: str
) -> None:
    measure = await Measure.starts(app, city, **TRAFFICKING)
    answer = await sent(measure.college, text)
    assert answer.status_code == 422
    assert why in answer.text


def test_a_table_of_a_spreadsheet_is_read_with_commas_too() -> None:
    [decision] = parse(
        "nummer,dossier,titel,vergadering,besluit\n12345,BM/2026/000001,x,06/03/2026,Bevestigd"
    )
    assert (decision.number, decision.meeting_on) == ("BM/2026/000001", date(2026, 3, 6))
    assert (decision.outcome, decision.decided) == ("bevestigd", "12345")
