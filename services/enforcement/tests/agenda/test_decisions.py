"""Decisions of the college come as a file of its own system: checked first, all or nothing."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.refusals import FieldRefusedError
from enforcement.agenda.import_decisions import parse

from ..support.browser import Browser, words
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


async def before_the_college(app: FastAPI, city: City) -> tuple[Measure, date]:
    """A closure that its meeting of today has to confirm."""
    closure = await Measure.starts(app, city, **TRAFFICKING)
    await closure.notified()
    await closure.college_meets(1)
    meeting = await closure.awaits()
    city.later(days=(meeting - closure.today).days)
    return closure, meeting


async def test_each_wrong_line_is_told_with_its_place_and_reason_before_anything_is_confirmed(
    app: FastAPI, city: City
) -> None:
    closure, meeting = await before_the_college(app, city)
    number, later = await closure.number(), meeting + timedelta(days=1)
    text = HEAD + (
        "\r\n"
        f"BM/1999/000001;{meeting};bevestigd;2026_CBS_1\r\n"
        f"{number};{later};bevestigd;2026_CBS_2\r\n"
        f"BM/1999/000002;{meeting};goed;2026_CBS_3\r\n"
    )
    checked = await sent(closure.college, text)
    assert checked.status_code == 422
    said = words(checked.text)
    assert "Lijn 3, dossier BM/1999/000001: Geen bevel van dit dossier wacht" in said
    assert f"Lijn 4, dossier {number}: Deze vergadering moet nog komen" in said
    assert "Lijn 5, dossier BM/1999/000002: Een besluit is “bevestigd”" in said
    assert "Ja, leg deze besluiten vast" not in said
    assert "nog niet bevestigd" in await closure.worker.sees(closure.page)


async def test_a_check_records_nothing_and_the_same_file_twice_is_refused(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    closure, meeting = await before_the_college(app, city)
    line = f"{await closure.number()};{meeting};bevestigd;2026_CBS_00500\r\n"
    twice = await sent(closure.college, HEAD + line + line)
    assert twice.status_code == 422
    assert "Lijn 3, dossier" in twice.text
    assert "Dit dossier staat al op lijn 2." in words(twice.text)
    for _ in range(2):
        checked = await sent(closure.college, HEAD + line)
        assert checked.status_code == 200
        assert "Ja, leg deze besluiten vast" in checked.text
    assert not await rows.fetch(NUMBERS, UUID(closure.case_id))
    assert "nog niet bevestigd" in await closure.worker.sees(closure.page)
    await closure.college.does(KEPT, besluiten=HEAD + line)
    again = await sent(closure.college, HEAD + line)
    assert again.status_code == 422
    assert "Besluit 2026_CBS_00500 van die dag is al vastgelegd." in words(again.text)
    told = await closure.college.is_told(KEPT, besluiten=HEAD + line)
    assert "Besluit 2026_CBS_00500 van die dag is al vastgelegd." in told


async def test_a_ban_that_the_college_adjourned_lapses_by_the_file_and_keeps_its_number(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    day = str(ban.today + timedelta(days=1))
    await ban.college.does("/collegevergaderingen", dag=day)
    meeting: date = (await ban.row())["meeting_on"]
    city.later(days=(meeting - ban.today).days)
    text = HEAD + f"{(await ban.row())['number']};{meeting};uitgesteld;2026_CBS_00415\r\n"
    checked = await sent(ban.college, text)
    assert "Uitgesteld: vervalt" in checked.text
    assert (await ban.row())["how"] is None
    await ban.college.does(KEPT, besluiten=text)
    assert (await ban.row())["how"] == "vervallen"
    kept = await rows.fetch(NUMBERS, ban.case_id)
    assert [tuple(each) for each in kept] == [("2026_CBS_00415", "uitgesteld")]


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
        (HEAD + "BM/2026/000001\r\n", "Deze lijn heeft niet evenveel vakken (1)"),
        (HEAD + "BM/2026/1;2026-03-06;bevestigd;123;x", "Deze lijn heeft niet evenveel vakken (5)"),
        (HEAD + "BM/2026/1;2026-03-06;bevestigd;12\x0034", "de letters in dit bestand niet lezen"),
        (HEAD + 'BM/2026/1;2026-03-06;"bevestigd;1234', "aanhalingsteken"),
        (HEAD + f"BM/2026/1;2026-03-06;bevestigd;{'1' * 131_073}", "hoogstens 40000 tekens"),
        (HEAD + "BM/2026/1;2026-03-06;kennisgenomen;1234", "De gemeenteraad bevestigt geen bevel"),
        ("dossier;dossier;vergadering;besluit;nummer", "noemt een kolom twee keer"),
        (HEAD + "BM/2026/1;2026-03-06;goed;1234\r\n" * 201, "hoogstens 200 besluiten"),
    ],
    ids=[
        "empty",
        "a column is missing",
        "no line",
        "day",
        "outcome",
        "number",
        "short line",
        "too many columns",
        "NUL",
        "open quote",
        "longer than a field of CSV may be",
        "of a council",
        "a column twice",
        "too many lines",
    ],
)
async def test_a_file_that_is_no_table_of_decisions_is_refused(
    app: FastAPI, city: City, text: str, why: str
) -> None:
    measure = await Measure.starts(app, city, **TRAFFICKING)
    answer = await sent(measure.college, text)
    assert answer.status_code == 422
    assert why in answer.text


def test_a_table_of_a_spreadsheet_is_read_with_commas_too() -> None:
    [decision], wrong = parse(
        "nummer,dossier,titel,vergadering,besluit\n12345,BM/2026/000001,x,06/03/2026,Bevestigd"
    )
    assert (decision.number, decision.meeting_on) == ("BM/2026/000001", date(2026, 3, 6))
    assert (decision.outcome, decision.decided) == ("bevestigd", "12345")
    assert not wrong


def test_a_line_is_numbered_as_an_editor_does_after_blank_lines_and_lines_within_a_cell() -> None:
    cells = '"Kaaistraat\r\nsluiting\u2028";BM/2026/000001;2026-03-06;goed;12345'
    _, [wrong] = parse("titel;dossier;vergadering;besluit;nummer\r\n\r\n" + cells)
    assert (wrong.line, wrong.number) == (3, "BM/2026/000001")
    two = f"titel;dossier;vergadering;besluit;nummer\r\n{cells}\r\n\r\n{cells[-39:]}"
    assert [each.line for each in parse(two)[1]] == [2, 5]


def test_two_hundred_decisions_are_read_and_one_more_is_not() -> None:
    lines = [f"BM/2026/{each};2026-03-06;bevestigd;12345\r\n" for each in range(201)]
    decisions, wrong = parse(HEAD + "".join(lines[:200]))
    assert (len(decisions), wrong) == (200, [])
    with pytest.raises(FieldRefusedError):
        parse(HEAD + "".join(lines))
