"""A delivery with errors is put right: suggestions in one go, and the same tables back."""

import asyncio
import io
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.web import Function
from launcher.sandbox import Sandbox
from registry.app import build
from registry.corrections.answer_workbook import write
from registry.minimum_format.rules.columns import ANSWER_COLUMN, Agreements, TableName
from registry.minimum_format.rules.records import Period
from registry.settings import RegistrySettings
from registry.uploads.file_parser import parse_workbook, read_content
from registry.uploads.rules.redaction import redacted
from registry.validation.rules.identifiers import OMITTED
from registry.validation.rules.validate import Sheet, validate

from ..support.deliveries import Tables, activity, client, contact, of_branches, write_workbook
from ..support.registry import FEBRUARY, Registry

KEPT = timedelta(days=30)

REGISTRAR = Function.ZORG_REGISTRATOR


def wrong(times: int = 3) -> Tables:
    tables = of_branches({"raam": 6})
    tables.clienten.append(client("c7", gender="F"))
    tables.contacten += [contact("raam-1", "mrt/25") for _ in range(times)]
    return tables


async def accept(registry: Registry, delivery: dict[str, Any], keys: list[str]) -> Any:
    return await registry.client.post(
        f"/v1/deliveries/{delivery['deliveryId']}/suggestions",
        json={"accepted": keys},
        headers=registry.headers(REGISTRAR, delivery["organisation"], FEBRUARY),
    )


def keys_of(delivery: dict[str, Any]) -> list[str]:
    return [each["key"] for group in delivery["errorGroups"] for each in group["suggestions"]]


async def answer_of(registry: Registry, delivery: dict[str, Any]) -> Any:
    path = f"/v1/deliveries/{delivery['deliveryId']}/answer.xlsx"
    return await registry.get(REGISTRAR, path, delivery["organisation"])


async def test_suggestions_are_accepted_in_one_go_and_the_original_stays(
    registry: Registry,
) -> None:
    sent = (await registry.upload(wrong(3000).csv())).json()
    assert sent["errorCount"] == 3001
    answer = await accept(registry, sent, keys_of(sent))
    assert answer.status_code == 201, answer.text
    assert (answer.json()["state"], answer.json()["revision"]) == ("gevalideerd", 2)
    assert answer.json()["rows"]["contacten"] == 3006
    months = "delivery_row WHERE table_name = 'contacten' AND content->>'maand' = '2025-03'"
    assert await registry.count(months) == 3006
    path = f"/v1/deliveries/{sent['deliveryId']}"
    first = (await registry.get(REGISTRAR, path, "GHAPRO")).json()
    assert (first["revision"], first["errorCount"]) == (1, 3001)


async def test_one_suggestion_changes_only_its_own_cells(registry: Registry) -> None:
    sent = (await registry.upload(wrong().csv())).json()
    second = (await accept(registry, sent, ["clienten.gender.F=vrouw"])).json()
    assert (second["state"], second["errorCount"]) == ("fouten", 3)
    third = (await accept(registry, second, keys_of(second))).json()
    assert (third["state"], third["revision"]) == ("gevalideerd", 3)


async def test_what_cannot_be_accepted_is_refused_and_changes_nothing(registry: Registry) -> None:
    sent = (await registry.upload(wrong().csv())).json()
    unknown = await accept(registry, sent, [*keys_of(sent), "clienten.gender.M=man"])
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (422, "accepted")
    good = (await registry.upload(of_branches({"raam": 6}).csv(), "BOYS")).json()
    assert (await accept(registry, good, ["x"])).status_code == 409
    assert (await answer_of(registry, good)).status_code == 409
    foreign = {**sent, "organisation": "FREECLINIC"}
    assert (await accept(registry, foreign, keys_of(sent))).status_code == 404
    assert (await answer_of(registry, foreign)).status_code == 404
    assert await registry.count("delivery") == 2
    await registry.upload(of_branches({"raam": 7}).csv())
    late = await accept(registry, sent, keys_of(sent))
    assert late.status_code == 409


async def test_an_answer_has_each_error_beside_its_cell_and_reads_back_the_same(
    registry: Registry,
) -> None:
    tables = wrong()
    tables.activiteiten.append(activity("dropin", 2, aard="straat"))
    title = [["Jaar 2025"], []]
    grids = {table.value: [*title, *tables.grid(table)] for table in TableName}
    sent = (await registry.upload({"werkboek": write_workbook(grids)})).json()
    answer = await answer_of(registry, sent)
    assert answer.status_code == 200
    page = openpyxl.load_workbook(io.BytesIO(answer.content))["contacten"]
    names = [cell.value for cell in page[3]]
    cell = page.cell(10, names.index("maand") + 1)
    assert cell.value == "mrt/25"
    assert "Bedoel je 2025-03?" in cell.comment.text
    assert cell.fill.fgColor.rgb.endswith("F9D7D3")
    assert "maand: " in page.cell(10, names.index(ANSWER_COLUMN) + 1).value
    again = (await registry.upload({"werkboek": answer.content})).json()
    assert again["errorGroups"] == sent["errorGroups"]
    assert again["rows"] == sent["rows"]


async def test_five_thousand_wrong_rows_of_a_workbook_get_few_groups_and_an_answer(
    registry: Registry,
) -> None:
    sent = (await registry.upload(wrong(5000).workbook())).json()
    assert [group["times"] for group in sent["errorGroups"]] == [5000, 1]
    answer = await answer_of(registry, sent)
    page = openpyxl.load_workbook(io.BytesIO(answer.content), read_only=True)["contacten"]
    said = [row[-1] for row in page.iter_rows(min_row=8, values_only=True)]
    assert len([text for text in said if text and "2025-03" in text]) == 5000


async def test_a_table_comes_back_as_csv_with_a_column_for_what_is_wrong(
    registry: Registry,
) -> None:
    tables = wrong()
    tables.contacten.append(contact("raam-1", aard="=1+1"))
    sent = (await registry.upload(tables.csv())).json()
    path = f"/v1/deliveries/{sent['deliveryId']}/answer/contacten"
    answer = await registry.get(REGISTRAR, path, "GHAPRO")
    header, *rows = answer.content.decode("utf-8-sig").splitlines()
    assert header.endswith(ANSWER_COLUMN)
    assert [line.rpartition(";")[2][:6] for line in rows] == [""] * 6 + ["maand:"] * 3 + ["aard: "]
    assert "'=1+1" in rows[-1]
    back = {**tables.csv(), "contacten": answer.content}
    again = (await registry.upload(back)).json()
    assert again["errorGroups"] == sent["errorGroups"]
    unknown = await registry.get(REGISTRAR, f"{path}x", "GHAPRO")
    assert unknown.status_code == 404
    foreign = await registry.get(REGISTRAR, path, "FREECLINIC")
    assert foreign.status_code == 404


async def test_who_somebody_is_stands_in_no_answer_and_nowhere_at_rest(
    registry: Registry,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    tables = wrong()
    tables.clienten += [client("Ana-Voorbeeld"), client("c8", gender="85.07.30-033.28")]
    tables.contacten.append(contact("Ana-Voorbeeld"))
    sent = (await registry.upload(tables.csv())).json()
    kinds = {(group["table"], group["kind"]) for group in sent["errorGroups"]}
    assert {("clienten", "identifier"), ("contacten", "identifier")} <= kinds
    answer = await answer_of(registry, sent)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [cell for page in book for row in page.iter_rows(values_only=True) for cell in row]
    assert cells.count(OMITTED) == 3
    said = f"{cells} {sent}"
    again = (await registry.upload({"werkboek": answer.content})).json()
    assert {(group["table"], group["kind"]) for group in again["errorGroups"]} == kinds
    async with registry.sandbox.asking("registry") as conn:
        rows = await conn.fetch("SELECT d::text AS t FROM delivery d")
        rows += await conn.fetch("SELECT encode(said, 'escape') AS t FROM kept_upload")
    output = capsys.readouterr()
    for text in (said, *(row["t"] for row in rows), output.out, output.err, caplog.text):
        assert "Voorbeeld" not in text
        assert "85.07.30" not in text


async def test_an_upload_with_errors_is_erased_after_its_term(
    registry: Registry, sandbox: Sandbox
) -> None:
    """By an instance with a clock of its own, so that for other tests no month goes by."""
    app = build(sandbox.settings("registry"), RegistrySettings())
    async with sandbox.serve(app) as client:
        later = Registry(sandbox, app, client)
        sent = (await later.upload(wrong().csv())).json()
        assert await registry.count("kept_upload") == 1
        over = (datetime.fromisoformat(FEBRUARY) + KEPT).isoformat()
        headers = later.headers(REGISTRAR, "GHAPRO", over)
        assert (await client.get("/v1/deliveries", headers=headers)).status_code == 200
        async with asyncio.timeout(60):
            while await registry.count("kept_upload"):  # noqa: ASYNC110
                await asyncio.sleep(0.2)
        assert (await answer_of(later, sent)).status_code == 409


text = st.one_of(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=8),
    st.sampled_from(["2025-03", "mrt/25", "raam", "vrouw", "=1+1", "0485123456", "@x", "+1"]),
)


@settings(max_examples=settings().max_examples // 5, deadline=None)
@given(st.lists(st.tuples(text, text, text), min_size=1, max_size=8), st.integers(1, 4))
def test_an_answer_that_is_read_again_gives_the_same_values(
    drawn: list[tuple[str, str, str]], header_row: int
) -> None:
    rows = tuple((header_row + 1 + nr, row) for nr, row in enumerate(drawn))
    plain = of_branches({"raam": 1}).sheets()
    contacts = Sheet(("client_code", "maand", "aard"), rows, header_row)
    sheets = plain | {TableName.CONTACTEN: contacts}
    errors = validate(sheets, Period(2025), Agreements()).errors
    kept = redacted(sheets, errors)
    written = asyncio.run(read_content(write(kept, errors, Agreements()), None))
    back = parse_workbook(written)
    assert back[TableName.CONTACTEN].header_row == header_row
    assert _filled(back[TableName.CONTACTEN]) == _filled(kept[TableName.CONTACTEN])


def _filled(sheet: Sheet) -> dict[int, list[str]]:
    padded = {nr: [*cells, *[""] * (3 - len(cells))] for nr, cells in sheet.rows}
    return {nr: cells for nr, cells in padded.items() if any(cells)}
