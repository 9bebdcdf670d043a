"""A roster file by its header and rows, as spreadsheets give them."""

from datetime import date, datetime, time
from typing import Any

import pytest

from pandkalender.shifts.rules.roster_file import UnusableFileError, plain, rows, text

HEADER = ["Pand", "KAMER", "datum", "van", "tot", "Voornamen", "Naam", "Geboorte-datum"]
MONDAY = datetime.combine(date(2026, 1, 5), time())
SHIFT = ["Raam", 12.0, MONDAY, time(19), time(7), " Ana ", "V", date(1999, 2, 3)]
READ = {
    "pand": "Raam",
    "kamer": "12",
    "datum": "2026-01-05",
    "van": "19:00",
    "tot": "07:00",
    "voornamen": "Ana",
    "naam": "V",
    "geboortedatum": "1999-02-03",
}


def test_rows_are_read_by_the_names_of_their_columns_and_counted_as_shown() -> None:
    table = [[None], HEADER, [], SHIFT, [None, ""], [*SHIFT[:7]]]
    read = rows(table)
    assert [row.number for row in read] == [4, 6]
    assert read[0].values == READ
    assert read[1].values == {name: READ[name] for name in [*READ][:7]}


def test_columns_stand_in_any_order_and_others_are_let_be() -> None:
    header = ["Opmerking", *reversed(HEADER), "telefoon"]
    table = [header, ["x", *reversed(SHIFT), "0470"], [None, *reversed(SHIFT), None]]
    assert [row.values for row in rows(table)] == [
        READ | {"telefoon": "0470"},
        READ | {"telefoon": ""},
    ]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ([], "Dit bestand is leeg."),
        ([[None], [""]], "Dit bestand is leeg."),
        ([HEADER], "Er staan geen shiften in dit bestand."),
        (
            [HEADER[2:], SHIFT[2:]],
            "Deze kolommen ontbreken: pand, kamer. Gebruik het voorbeeldbestand.",
        ),
    ],
)
def test_a_file_that_is_no_roster_says_what_is_wrong(table: list[list[Any]], told: str) -> None:
    with pytest.raises(UnusableFileError) as refused:
        rows(table)
    assert refused.value.text == told


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (None, ""),
        (MONDAY, "2026-01-05"),
        (datetime.combine(date(1899, 12, 30), time(19, 30)), "19:30"),
        (date(2026, 1, 5), "2026-01-05"),
        (time(7, 5), "07:05"),
        (12.0, "12"),
        (12.5, "12.5"),
        (12, "12"),
        (" Kamer 3 ", "Kamer 3"),
    ],
)
def test_a_cell_is_read_as_an_owner_would_type_it(cell: object, read: str) -> None:
    assert text(cell) == read


def test_names_are_compared_without_case_accents_and_signs() -> None:
    assert plain("Café d'Été 12-B") == "cafedete12b"
