"""Central year file: pseudonymised rows of what counts, for a purpose, and never without a log."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx
import pytest
from python_calamine import CalamineWorkbook

from chassis.web import Function
from registry.minimum_format.rules.columns import COLUMNS, LINKAGE_CODE, TableName
from registry.minimum_format.rules.records import Activity, Client, Contact, Rows
from registry.year_file.rules import fields, lines

from ..support.deliveries import of_branches, yearly
from ..support.registry import FEBRUARY, Registry

ANALYST = Function.STUDIEDIENST_ANALIST


async def taken(
    registry: Registry,
    table: str = "clienten",
    *,
    purpose: str | None = "jaarrapport",
    function: Function = ANALYST,
    organisation: str = "SSO",
    file_format: str = "csv",
) -> httpx.Response:
    headers = registry.headers(function, organisation, FEBRUARY)
    if purpose is not None:
        headers["Krachtlijn-Purpose"] = purpose
    return await registry.client.get(
        f"/v1/years/2025/file/{table}?format={file_format}", headers=headers
    )


def read(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return [*csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")]


async def log(registry: Registry) -> list[asyncpg.Record]:
    async with registry.sandbox.asking("registry") as conn:
        found: list[asyncpg.Record] = await conn.fetch(
            "SELECT * FROM access_log WHERE subject_kind = 'care-year-file' ORDER BY position"
        )
        return found


async def test_the_study_department_takes_the_rows_of_what_counts_and_it_is_logged(
    registry: Registry,
) -> None:
    before = len(await log(registry))
    await registry.signed(of_branches({"raam": 6}), "GHAPRO")
    await registry.accepted(of_branches({"raam": 9}), "GHAPRO")
    await registry.accepted(of_branches({"straat": 7}), "BOYS")
    await registry.upload(of_branches({"raam": 99}).csv(), "FREECLINIC")
    rows = read(await taken(registry))
    assert [row["organisatie"] for row in rows].count("Ghapro") == 9
    assert [row["organisatie"] for row in rows].count("Boysproject") == 7
    assert len(rows) == 16
    assert {row["periode"] for row in rows} == {"2025"}
    (line,) = (await log(registry))[before:]
    assert (line["subject_id"], line["purpose"], line["action"]) == (
        "2025 clienten: 16 rijen",
        "jaarrapport",
        "disclose",
    )
    assert line["actor_subject"] in rows[0]["uitvoer"]


async def test_rows_that_were_put_right_are_taken_though_the_told_figures_stand(
    registry: Registry,
) -> None:
    """Art. 5.1.d and 16 GDPR: not the wrong ones. A year of halves has the right half in it."""
    await registry.accepted(of_branches({"raam": 9}))
    told = await registry.get(ANALYST, "/v1/aggregates")
    again = await registry.accepted(of_branches({"raam": 8, "straat": 1}))
    assert again["state"] == "aanvaard", "it waits for the day of a later year"
    assert [row["branche_hoofd"] for row in read(await taken(registry))].count("straat") == 1
    await registry.day_comes(datetime(2027, 3, 1, 8, tzinfo=UTC))
    path = f"/v1/deliveries/{again['deliveryId']}"
    assert (await registry.get(ANALYST, path)).json()["state"] == "zonder_gevolg"
    assert [row["branche_hoofd"] for row in read(await taken(registry))].count("straat") == 1
    assert (await registry.get(ANALYST, "/v1/aggregates")).content == told.content
    for half, raam in ((1, 4), (2, 5), (1, 6)):
        month = "2025-03" if half == 1 else "2025-09"
        await registry.accepted(of_branches({"raam": raam}, month), "BOYS", half=half)
    assert len(read(await taken(registry))) == 9 + 5 + 6


@pytest.mark.parametrize(
    ("purpose", "status"), [(None, 403), ("", 403), ("nieuwsgierig", 422), ("onderzoek", 409)]
)
async def test_without_a_purpose_of_the_list_nothing_is_read(
    registry: Registry, purpose: str | None, status: int
) -> None:
    before = len(await log(registry))
    if status != 409:
        await registry.accepted(of_branches({"raam": 6}))
    assert (await taken(registry, purpose=purpose)).status_code == status
    assert len(await log(registry)) == before


@pytest.mark.parametrize("function", [Function.ZORG_REGISTRATOR, Function.ZORG_VERANTWOORDELIJKE])
async def test_an_organisation_gets_no_row_of_anybody(
    registry: Registry, function: Function
) -> None:
    await registry.accepted(of_branches({"raam": 6}), "GHAPRO")
    answer = await taken(registry, function=function, organisation="GHAPRO")
    assert answer.status_code == 403


async def test_the_log_of_who_took_rows_cannot_be_changed(registry: Registry) -> None:
    await registry.accepted(of_branches({"raam": 6}))
    await taken(registry)
    async with registry.sandbox.asking("registry", owner=True) as conn:
        for statement in ("DELETE FROM access_log", "UPDATE access_log SET purpose = 'x'"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await conn.execute(statement)


async def test_without_its_line_in_the_log_no_row_leaves(registry: Registry) -> None:
    await registry.accepted(of_branches({"raam": 6}))
    async with registry.sandbox.asking("registry", owner=True) as conn:
        await conn.execute("ALTER TABLE access_log RENAME TO access_log_away")
        try:
            answer = await taken(registry)
        finally:
            await conn.execute("ALTER TABLE access_log_away RENAME TO access_log")
    assert answer.status_code >= 500
    assert b"raam" not in answer.content


async def test_a_workbook_has_the_same_rows_and_says_what_for(registry: Registry) -> None:
    await registry.accepted(yearly(clients=40), "BOYS")
    rows = read(await taken(registry, "contacten"))
    answer = await taken(registry, "contacten", file_format="xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    header, *data = book.get_sheet_by_name("Gegevens").to_python()
    assert header[:3] == ["organisatie", "periode", "client_code"]
    assert data == [[*row.values()][: len(header)] for row in rows]
    about = str(book.get_sheet_by_name("Over dit bestand").to_python())
    assert "Jaarrapport zorg" in about
    assert answer.headers["cache-control"] == "no-store"


async def test_halves_make_the_file_where_no_year_counts(registry: Registry) -> None:
    await registry.accepted(of_branches({"raam": 30}), half=1)
    rows = read(await taken(registry))
    assert {row["periode"] for row in rows} == {"2025-H1"}
    await registry.accepted(of_branches({"raam": 31}))
    assert {row["periode"] for row in read(await taken(registry))} == {"2025"}


def test_a_linkage_code_is_in_no_file_and_every_other_column_is() -> None:
    for table in TableName:
        names = {column.name for column in COLUMNS[table]}
        assert set(fields(table)) == names - {LINKAGE_CODE}
    row = Client("c1", "25-29", "vrouw", "belgie", "raam", "nieuw", koppelcode="GEHEIM")
    (line,) = lines(TableName.CLIENTEN, [("x", "2025", Rows((row,)))])
    assert "GEHEIM" not in line


def test_a_row_prints_nothing_and_lists_become_one_cell() -> None:
    contact = Contact("2025-01", "medisch", "consultatie", "vast", hulpvraag=("mentaal", "andere"))
    activity = Activity("2025-01", "dropin", 3)
    found: list[Any] = [*lines(TableName.CONTACTEN, [("x", "y", Rows(contacten=(contact,)))])]
    assert "mentaal, andere" in found[0]
    found = [*lines(TableName.ACTIVITEITEN, [("x", "y", Rows(activiteiten=(activity,)))])]
    assert 3 in found[0]
