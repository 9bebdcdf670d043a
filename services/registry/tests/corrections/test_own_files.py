"""What comes back is the sender's own file, with each error beside its cell and all else kept."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from chassis.uploads.annotated_workbook import MARK
from chassis.web import Function
from registry.minimum_format.rules.columns import ANSWER_COLUMN, TableName
from registry.uploads import mark_files, overview
from registry.validation.rules.identifiers import OMITTED

from ..support.deliveries import Tables, client, contact, of_branches
from ..support.registry import Registry

REGISTRAR = Function.ZORG_REGISTRATOR
TOP, LEFT = 4, 3
"""Where the header of this organisation's tables stands."""


def wrong() -> Tables:
    tables = of_branches({"raam": 4})
    tables.clienten.append(client("c7", gender="F"))
    tables.contacten += [contact("raam-1", "mrt/25"), contact("raam-1", plaats="ergens")]
    return tables


def own_workbook(tables: Tables, more: Mapping[str, list[list[Any]]] | None = None) -> bytes:
    """As an office makes it: a title, colours, widths, lists, sums and sheets of its own."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for table in TableName:
        page = book.create_sheet(table.value)
        page["A1"] = "Jaarcijfers 2025"
        page["A1"].font = Font(bold=True, size=18)
        page.merge_cells("A1:F1")
        for nr, row in enumerate(tables.grid(table), start=TOP):
            for place, text in enumerate(row, start=LEFT):
                page.cell(nr, place, text or None).font = Font(name="Courier New")
        page.column_dimensions["C"].width = 31
        page.freeze_panes = f"A{TOP + 1}"
        page.add_data_validation(DataValidation("list", '"vrouw,man"', sqref="E5:E99"))
        page.cell(TOP + 1, LEFT).fill = PatternFill("solid", fgColor="FFFFFF99")
    sums = book.create_sheet("Sommen")
    sums["A1"], sums["B1"] = "Rijen", "=COUNTA(contacten!C5:C99)"
    for name, rows in (more or {}).items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


async def answer_of(registry: Registry, sent: dict[str, Any], table: str = "") -> Any:
    end = f"answer/{table}" if table else "answer.xlsx"
    path = f"/v1/deliveries/{sent['deliveryId']}/{end}"
    return await registry.get(REGISTRAR, path, sent["organisation"])


def opened(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def red(page: Any) -> dict[tuple[int, int], str]:
    """Marked cells, and the comment at each."""
    return {
        (cell.row, cell.column): cell.comment.text
        for row in page.iter_rows()
        for cell in row
        if str(cell.fill.fgColor.rgb).endswith(MARK)
    }


async def test_a_workbook_comes_back_as_it_was_with_each_error_beside_its_cell(
    registry: Registry,
) -> None:
    tables = wrong()
    sent = (await registry.upload({"werkboek": own_workbook(tables)})).json()
    assert sent["errorCount"] == 3
    book = opened(await answer_of(registry, sent))
    assert book.sheetnames == [overview.NAME, *TableName, "Sommen"]
    assert book.active.title == overview.NAME
    assert book["Sommen"]["B1"].value == "=COUNTA(contacten!C5:C99)"
    page = book["contacten"]
    assert page["A1"].value == "Jaarcijfers 2025" and page["A1"].font.size == 18
    assert [str(each) for each in page.merged_cells.ranges] == ["A1:F1"]
    assert page.column_dimensions["C"].width == 31
    assert page.freeze_panes == "A5"
    (listed,) = page.data_validations.dataValidation
    assert listed.formula1 == '"vrouw,man"'
    names = [cell.value for cell in page[TOP]]
    month, place, beside = (names.index(each) + 1 for each in ("maand", "plaats", ANSWER_COLUMN))
    assert beside == len(names)
    marked = red(page)
    assert [*marked] == [(TOP + 5, month), (TOP + 6, place)]
    assert "Bedoel je 2025-03?" in marked[TOP + 5, month]
    cell = page.cell(TOP + 5, month)
    assert (cell.value, cell.font.name) == ("mrt/25", "Courier New")
    assert page.cell(TOP + 5, beside).value.startswith("maand: ")
    assert page.cell(TOP + 4, beside).value is None
    assert page.cell(TOP + 1, LEFT).fill.fgColor.rgb == "FFFFFF99"
    shown = [[cell.value for cell in row] for row in book[overview.NAME].iter_rows(max_col=3)]
    assert ["contacten", "maand", 1] in shown


async def test_what_comes_back_is_delivered_again_and_what_was_put_right_is_red_no_more(
    registry: Registry,
) -> None:
    sent = (await registry.upload({"werkboek": own_workbook(wrong())})).json()
    first = await answer_of(registry, sent)
    again = (await registry.upload({"werkboek": first.content})).json()
    assert again["errorGroups"] == sent["errorGroups"]
    book = opened(first)
    month = [cell.value for cell in book["contacten"][TOP]].index("maand") + 1
    book["contacten"].cell(TOP + 5, month, "2025-03")
    buffer = io.BytesIO()
    book.save(buffer)
    third = (await registry.upload({"werkboek": buffer.getvalue()})).json()
    assert third["errorCount"] == 2
    after = opened(await answer_of(registry, third))
    assert after.sheetnames == book.sheetnames
    page = after["contacten"]
    assert [*red(page)] == [(TOP + 6, month + 3)]
    assert [cell.value for cell in page[TOP]].count(ANSWER_COLUMN) == 1
    assert page.cell(TOP + 5, month).comment is None
    told = [row[0] for row in page.iter_rows(min_col=page.max_column, values_only=True)]
    assert sum(bool(text) for text in told) == 2  # the title of the column, and one row


async def test_accepted_suggestions_stand_in_the_file_that_comes_back_next(
    registry: Registry,
) -> None:
    sent = (await registry.upload({"werkboek": own_workbook(wrong())})).json()
    keys = [each["key"] for group in sent["errorGroups"] for each in group["suggestions"]]
    taken = await registry.post(
        REGISTRAR,
        f"/v1/deliveries/{sent['deliveryId']}/suggestions",
        "GHAPRO",
        json={"accepted": keys},
    )
    assert taken.json()["errorCount"] == 1
    book = opened(await answer_of(registry, taken.json()))
    assert "Sommen" in book.sheetnames
    page = book["contacten"]
    names = [cell.value for cell in page[TOP]]
    assert page.cell(TOP + 5, names.index("maand") + 1).value == "2025-03"
    assert [*red(page)] == [(TOP + 6, names.index("plaats") + 1)]
    assert (await answer_of(registry, sent)).status_code == 409  # nobody can put it right any more


@pytest.mark.parametrize(("encoding", "delimiter"), [("cp1252", ","), ("utf-8-sig", "\t")])
async def test_a_text_file_comes_back_in_its_own_signs(
    registry: Registry, encoding: str, delimiter: str
) -> None:
    tables = wrong()
    tables.clienten.append(client("c8", nationaliteitsgroep="België"))
    title = f"Jaarcijfers één{delimiter}\r\n\r\n".encode(encoding)
    bare = encoding.removesuffix("-sig")
    files = {
        name: title + content if name == "contacten" else content
        for name, content in tables.csv(bare, delimiter).items()
    }
    files["clienten"] = tables.csv(encoding, delimiter)["clienten"]
    sent = (await registry.upload(files)).json()
    assert sent["errorCount"] == 3
    for name, content in files.items():
        answer = (await answer_of(registry, sent, name)).content
        before = content.decode(encoding).split("\r\n")
        after = answer.decode(encoding).split("\r\n")
        assert len(after) == len(before)
        for line, told in zip(before, after, strict=True):
            assert told.startswith(line)
            assert bool(line) == bool(told)
        assert any(line.endswith(ANSWER_COLUMN) for line in after)
    assert "maand: " in (await answer_of(registry, sent, "contacten")).content.decode(encoding)


async def test_what_says_who_somebody_is_goes_out_before_a_file_is_kept(
    registry: Registry,
) -> None:
    tables = wrong()
    tables.clienten.append(client("85.07.30-033.28"))
    for row in tables.contacten:
        row["opmerking"] = "Zoë-Voorbeeld"
    key = [["code", "naam"], *([row["client_code"], "Zoë-Voorbeeld"] for row in tables.clienten)]
    phones = [["Bellen"], ["0470 12 34 56"], ["vrij"], ["zoe@voorbeeld.be"]]
    content = own_workbook(tables, {"sleutel": key, "lijst": phones})
    sent = (await registry.upload({"werkboek": content})).json()
    answer = await answer_of(registry, sent)
    book = opened(answer)
    cells = [cell for page in book for row in page.iter_rows(values_only=True) for cell in row]
    for text in ("Zoë-Voorbeeld", "85.07.30-033.28", "0470 12 34 56", "zoe@voorbeeld.be"):
        assert text not in cells
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        parts = b"".join(map(archive.read, archive.namelist()))
    assert b"Voorbeeld" not in parts
    assert cells.count(OMITTED) == 3
    assert "sleutel" in book.sheetnames and "vrij" in cells
    async with registry.sandbox.asking("registry") as conn:
        rows = await conn.fetch("SELECT encode(answer, 'escape') AS t FROM kept_upload")
    assert len(rows) == 1 and "contacten" not in rows[0]["t"]


@pytest.mark.parametrize("how", ["withdrawn", "replaced"])
async def test_a_file_goes_as_soon_as_nobody_can_put_it_right(registry: Registry, how: str) -> None:
    sent = (await registry.upload({"werkboek": own_workbook(wrong())})).json()
    assert await registry.count("kept_upload") == 1
    if how == "replaced":
        await registry.upload(of_branches({"raam": 7}).csv())
    else:
        path = f"/v1/deliveries/{sent['deliveryId']}/withdrawal"
        assert (await registry.post(REGISTRAR, path, "GHAPRO")).status_code == 200
    assert await registry.count("kept_upload") == 0


async def test_of_a_file_too_large_to_mark_the_tables_come_back(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mark_files, "MOST_CELLS", 10)
    sent = (await registry.upload({"werkboek": own_workbook(wrong())})).json()
    book = opened(await answer_of(registry, sent))
    assert "Sommen" not in book.sheetnames
    assert len(red(book["contacten"])) == 2


async def test_lists_that_excel_keeps_in_an_extension_stay(registry: Registry) -> None:
    sent = (await registry.upload({"werkboek": moved_lists(own_workbook(wrong()))})).json()
    page = opened(await answer_of(registry, sent))["contacten"]
    listed = {str(each.sqref): each.formula1 for each in page.data_validations.dataValidation}
    assert listed == {"E5:E99": "Sommen!$A$1:$A$9"}


def moved_lists(content: bytes) -> bytes:
    """As Excel writes lists whose choices stand on another sheet."""
    begin, end = b"<dataValidations", b"</dataValidations>"
    extension = (
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"'
        b' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        b'<x14:dataValidations count="1"'
        b' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        b'<x14:dataValidation type="list" allowBlank="1"><x14:formula1>'
        b"<xm:f>Sommen!$A$1:$A$9</xm:f></x14:formula1><xm:sqref>E5:E99</xm:sqref>"
        b"</x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if begin in part:
                before, _, rest = part.partition(begin)
                part = before + rest.partition(end)[2].replace(b"</worksheet>", extension)
            new.writestr(name, part)
    return buffer.getvalue()
