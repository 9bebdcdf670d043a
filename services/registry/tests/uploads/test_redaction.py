"""What says who somebody is stays in the sender's file: of an upload it is never written down."""

import pytest

from registry.minimum_format.rules.columns import Agreements, TableName
from registry.minimum_format.rules.records import Period
from registry.uploads.rules.redaction import redacted
from registry.validation.rules.validate import Sheet, validate

from ..support.deliveries import Tables, activity, client, contact, of_branches

YEAR = Period(2025)
LEFT_OUT = "(weggelaten)"


def kept(
    sheets: dict[TableName, Sheet], table: TableName, agreements: Agreements | None = None
) -> list[dict[str, str]]:
    """The rows of a table as they are kept, by the headers of the file."""
    errors = validate(sheets, YEAR, agreements or Agreements()).errors
    sheet = redacted(sheets, errors)[table]
    return [dict(zip(sheet.header, cells, strict=False)) for _, cells in sheet.rows]


def delivered(tables: Tables) -> dict[TableName, Sheet]:
    return dict(tables.sheets())


@pytest.mark.parametrize(
    ("column", "written", "is_kept"),
    [
        ("client_code", "85.07.30-033.28", LEFT_OUT),
        ("client_code", "ilinca.voorbeeld@example.org", LEFT_OUT),
        ("client_code", "+32 470 12 34 56", LEFT_OUT),
        ("client_code", "c 9!", "c 9!"),
        ("gender", "0470123456", LEFT_OUT),
        ("gender", "v", "v"),
        ("nationaliteitsgroep", "ilinca.voorbeeld@example.org", LEFT_OUT),
        ("nationaliteitsgroep", "Roemenië", "Roemenië"),
    ],
)
def test_a_wrong_cell_is_kept_unless_it_says_who_somebody_is(
    column: str, written: str, is_kept: str
) -> None:
    tables = of_branches({"raam": 2})
    tables.clienten.append(client("c9") | {column: written})
    rows = kept(delivered(tables), TableName.CLIENTEN)
    assert rows[2] == client("c9") | {column: is_kept}
    assert rows[:2] == of_branches({"raam": 2}).clienten, "right rows stay as they are"


def test_of_a_row_with_several_faults_each_cell_is_looked_at_by_itself() -> None:
    tables = of_branches({"raam": 2})
    wrong = contact("raam-0", "2025-13", plaats="0470123456")
    tables.contacten.append(wrong)
    row = kept(delivered(tables), TableName.CONTACTEN)[-1]
    assert {name: row[name] for name in wrong} == wrong | {"plaats": LEFT_OUT}


def test_of_columns_that_the_format_does_not_have_nothing_is_kept() -> None:
    sheets = delivered(of_branches({"raam": 1}))
    grid = sheets[TableName.CLIENTEN]
    rows = tuple((nr, (*cells, "Ilinca")) for nr, cells in grid.rows)
    sheets[TableName.CLIENTEN] = Sheet((*grid.header, "naam"), rows)
    (row,) = kept(sheets, TableName.CLIENTEN)
    assert row == {**of_branches({"raam": 1}).clienten[0], "naam": ""}


def test_a_linkage_code_is_kept_as_the_page_made_it_and_never_where_it_is_closed() -> None:
    """Initials and a year of birth name a person: no form tells them from a code."""
    tables = of_branches({"raam": 2})
    made = "k1-bcdfghjklmnpqrstvw"
    tables.clienten[0]["koppelcode"], tables.clienten[1]["koppelcode"] = made, "IV1985"
    open_ = [row["koppelcode"] for row in kept(delivered(tables), TableName.CLIENTEN, LINKED)]
    assert open_ == [made, LEFT_OUT]
    closed = [row["koppelcode"] for row in kept(delivered(tables), TableName.CLIENTEN)]
    assert closed == ["", ""]


LINKED = Agreements(linkage=True)


def test_other_tables_are_kept_as_they_are() -> None:
    tables = of_branches({"raam": 2})
    tables.clienten.append(client("0470123456"))
    tables.activiteiten = [activity("dropin", 3)]
    sheets = delivered(tables)
    assert kept(sheets, TableName.ACTIVITEITEN) == [
        dict(zip(sheets[TableName.ACTIVITEITEN].header, cells, strict=True))
        for _, cells in sheets[TableName.ACTIVITEITEN].rows
    ]
    assert [nr for nr, _ in redacted(sheets, ())[TableName.CLIENTEN].rows] == [2, 3, 4]
