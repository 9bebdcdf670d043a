"""A file is read whatever program wrote it; one that cannot be read says so in Dutch."""

import asyncio
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.uploads.parser import text as uploads_text
from registry.minimum_format.rules.columns import Agreements, TableName
from registry.minimum_format.rules.records import Period
from registry.uploads import file_parser
from registry.uploads.file_parser import LIMITS, UnreadableError, read_content
from registry.uploads.file_parser import text as cell_text
from registry.validation.rules.validate import Sheet, validate

from ..support.deliveries import Tables, client, contact, of_branches, write_csv, write_workbook


def csv_sheet(data: bytes, table: TableName) -> Sheet:
    return file_parser.parse_table(asyncio.run(read_content(data, table)), table)


def workbook_sheets(data: bytes) -> dict[TableName, Sheet]:
    return file_parser.parse_workbook(asyncio.run(read_content(data, None)))


def tables() -> Tables:
    found = of_branches({"raam": 2})
    found.clienten.append(client("c9", nationaliteitsgroep="België"))
    found.contacten.append(contact("c9", hulpvraag="mentaal|werk/uitstap"))
    return found


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_and_delimiter_gives_the_same_rows(encoding: str, delimiter: str) -> None:
    files = tables().csv(encoding, delimiter)
    sheets = {table: csv_sheet(files[table.value], table) for table in TableName}
    assert sheets == tables().sheets()
    assert validate(sheets, Period(2025), Agreements()).errors == ()


def test_a_workbook_gives_the_same_rows() -> None:
    sheets = workbook_sheets(tables().workbook()["werkboek"])
    assert sheets == tables().sheets()


def test_a_hint_of_excel_and_a_quoted_line_break_do_not_move_row_numbers() -> None:
    data = b'sep=;\r\nclient_code;gender\r\n"a\nb";vrouw\r\nc;man\r\n'
    sheet = csv_sheet(data, TableName.CLIENTEN)
    assert sheet.header == ("client_code", "gender")
    assert [nr for nr, _ in sheet.rows] == [2, 3]


def test_empty_columns_after_the_last_header_are_no_columns() -> None:
    sheet = csv_sheet(b"client_code;gender;;\r\nc;man;;\r\n", TableName.CLIENTEN)
    assert sheet.header == ("client_code", "gender")


def test_a_formula_is_a_text_that_no_list_knows() -> None:
    wrong = of_branches({"raam": 1})
    wrong.clienten[0]["gender"] = '=HYPERLINK("http://example.org")'
    files = wrong.csv()
    sheets = {table: csv_sheet(files[table.value], table) for table in TableName}
    (error,) = validate(sheets, Period(2025), Agreements()).errors
    assert error.column == "gender"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12.0, "12"),
        (2.5, "2.5"),
        (True, "ja"),
        (date(2025, 3, 1), "2025-03"),
        (datetime(2025, 3, 1, tzinfo=UTC), "2025-03"),
        (date(2025, 3, 14), "2025-03-14"),
        ("raam", "raam"),
    ],
)
def test_a_cell_of_a_workbook_reads_as_it_was_typed(value: object, expected: str) -> None:
    assert cell_text(value) == expected


@pytest.mark.parametrize(
    "data",
    [b"", b"\n\n", b"\x00\x01", b"\xff\xfe\x00", b'a;"b\n', b"\x81\x8d", b"a" * 200_000 + b"\n"],
)
def test_a_broken_csv_is_no_crash(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        csv_sheet(data, TableName.CLIENTEN)


def test_a_broken_workbook_says_what_to_do() -> None:
    for data in (b"", b"PK\x03\x04 but no more", tables().workbook()["werkboek"][:-400]):
        with pytest.raises(UnreadableError, match="Bewaar het opnieuw als XLSX"):
            workbook_sheets(data)


def test_sheets_that_are_missing_or_too_many_are_named() -> None:
    grids = {table.value: tables().grid(table) for table in TableName}
    for changed, named in (
        ({"clienten": grids["clienten"]}, "contacten"),
        (grids | {"Contacten 2": grids["contacten"]}, "Contacten 2"),
        (grids | {"activiteiten": []}, "activiteiten"),
    ):
        with pytest.raises(UnreadableError, match=named):
            workbook_sheets(write_workbook(changed))


def test_as_many_rows_as_a_city_has_are_read_and_more_are_not() -> None:
    grid = [["client_code"], *([str(nr)] for nr in range(100_000))]
    with pytest.raises(UnreadableError, match="te groot"):
        csv_sheet(write_csv(grid), TableName.CLIENTEN)
    assert len(csv_sheet(write_csv(grid[:-1]), TableName.CLIENTEN).rows) == 99_999


def test_titles_other_sheets_and_names_of_sheets_are_no_trouble() -> None:
    title = [["Jaarcijfers 2025"], ["opgemaakt door de dienst"], []]
    grids = {
        "Lijst van namen": [["naam", "telefoon"], ["x", "y"]],
        "Blad1": [*title, *tables().grid(TableName.CLIENTEN)],
        "CONTACTEN": [*title, *tables().grid(TableName.CONTACTEN)],
        "activiteiten en tellingen": tables().grid(TableName.ACTIVITEITEN),
    }
    sheets = workbook_sheets(write_workbook(grids))
    plain = tables().sheets()
    assert {table: sheet.header for table, sheet in sheets.items()} == {
        table: sheet.header for table, sheet in plain.items()
    }
    assert sheets[TableName.CLIENTEN].header_row == 4
    assert [nr for nr, _ in sheets[TableName.CLIENTEN].rows] == [5, 6, 7]
    verdict = validate(sheets, Period(2025), Agreements())
    assert verdict.errors == ()


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_title_above_a_csv_hides_neither_header_nor_delimiter(
    encoding: str, delimiter: str
) -> None:
    grid = [["Cliënten van 2025"], [], *tables().grid(TableName.CLIENTEN)]
    sheet = csv_sheet(write_csv(grid, encoding, delimiter), TableName.CLIENTEN)
    assert sheet.header == tables().sheets()[TableName.CLIENTEN].header
    assert [nr for nr, _ in sheet.rows] == [4, 5, 6]


def test_headers_are_known_however_they_are_written() -> None:
    grid = tables().grid(TableName.CLIENTEN)
    grid[0] = ["Cliënt-code", "GEBOORTEJAAR KLASSE", "Gender ", "nationaliteitsGroep"] + [
        name.replace("_", " ") for name in grid[0][4:]
    ]
    sheets = tables().sheets() | {
        TableName.CLIENTEN: csv_sheet(write_csv(grid), TableName.CLIENTEN)
    }
    assert validate(sheets, Period(2025), Agreements()).errors == ()


def test_one_table_may_come_as_a_workbook_of_its_own() -> None:
    grid = tables().grid(TableName.CONTACTEN)
    data = write_workbook({"Blad1": grid, "Blad2": []})
    assert csv_sheet(data, TableName.CONTACTEN) == tables().sheets()[TableName.CONTACTEN]


def test_the_column_of_our_answer_and_empty_columns_are_passed_over() -> None:
    data = b"client_code;;gender;Wat is er mis\r\nc1;;man;iets\r\n"
    sheet = csv_sheet(data, TableName.CLIENTEN)
    assert sheet == Sheet(("client_code", "gender"), ((2, ("c1", "man")),))


cells = st.text(st.characters(codec="cp1252", exclude_characters='\r\n\x00";,|\t'), max_size=8)


@settings(max_examples=settings().max_examples // 5, deadline=None)
@given(st.lists(st.lists(cells, min_size=3, max_size=3), max_size=30), st.integers(0, 3))
def test_no_row_vanishes_between_a_file_and_its_findings(
    drawn: list[list[str]], titles: int
) -> None:
    """Each row is right, wrong, or empty: the sheet has them all, at their places."""
    header = ["client_code", "gender", "eerste_contact"]
    grid = [*[["titel"]] * titles, header, *drawn]
    text = "\n".join(";".join(row) for row in grid)
    rows = [*uploads_text(text.encode("cp1252"), LIMITS, header)]
    sheet = file_parser.sheet_of(rows, TableName.CLIENTEN)
    last = max((nr for nr, row in enumerate(drawn) if any(row)), default=-1)
    told = {nr: [*row] + [""] * (3 - len(row)) for nr, row in sheet.rows}
    assert sheet.header == tuple(header)
    assert [told[titles + 2 + nr] for nr in range(last + 1)] == [
        row if any(row) else [""] * 3 for row in drawn[: last + 1]
    ]
