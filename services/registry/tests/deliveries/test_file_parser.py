"""A file is read whatever program wrote it; one that cannot be read says so in Dutch."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from registry.deliveries import file_parser
from registry.deliveries.file_parser import UnreadableError, parse_csv, parse_workbook
from registry.deliveries.file_parser import text as cell_text
from registry.deliveries.rules.minimum_format import Agreements, TableName
from registry.deliveries.rules.records import Period
from registry.validation.rules.validate import Sheet, validate

from ..support.deliveries import Tables, client, contact, of_branches, write_csv, write_workbook


def csv_sheet(data: bytes, table: TableName) -> Sheet:
    return asyncio.run(parse_csv(data, table))


def tables() -> Tables:
    found = of_branches({"raam": 2})
    found.clienten.append(client("c9", nationaliteitsgroep="België", branche_neven="straat|escort"))
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
    sheets = asyncio.run(parse_workbook(tables().workbook()["werkboek"]))
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
            asyncio.run(parse_workbook(data))


def test_sheets_that_are_missing_or_too_many_are_named() -> None:
    grids = {table.value: tables().grid(table) for table in TableName}
    for changed, named in (
        ({"clienten": grids["clienten"]}, "contacten"),
        (grids | {"Namen": [["naam"]]}, "Namen"),
        (grids | {"activiteiten": []}, "activiteiten"),
    ):
        with pytest.raises(UnreadableError, match=named):
            asyncio.run(parse_workbook(write_workbook(changed)))


def test_as_many_rows_as_a_city_has_are_read_and_more_are_not() -> None:
    grid = [["client_code"], *([str(nr)] for nr in range(file_parser.MOST_ROWS))]
    with pytest.raises(UnreadableError, match="te groot"):
        csv_sheet(write_csv(grid), TableName.CLIENTEN)
    assert (
        len(csv_sheet(write_csv(grid[:-1]), TableName.CLIENTEN).rows) == file_parser.MOST_ROWS - 1
    )
