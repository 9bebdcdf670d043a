"""Accepted suggestions: they change the cells that they are about, and no others."""

import pytest

from registry.corrections.rules.errors import NoSuggestionError, NothingKeptError
from registry.corrections.rules.suggestions import with_accepted
from registry.minimum_format.rules.columns import TableName
from registry.validation.rules.findings import ErrorKind, Finding
from registry.validation.rules.groups import suggestion_key
from registry.validation.rules.validate import Sheet

HEADER = ("Client_code", "Gender")
SHEETS = {
    TableName.CLIENTEN: Sheet(HEADER, ((2, ("a", "F")), (3, ("b", "F")), (4, ("F", "V")))),
    TableName.CONTACTEN: Sheet(HEADER, ((2, ("a", "F")),)),
}


def wrong(row: int, written: str, meant: str | None, column: str | None = "gender") -> Finding:
    return Finding(TableName.CLIENTEN, row, column, "x", ErrorKind.UNKNOWN_CODE, written, meant)


ERRORS = [wrong(2, "F", "vrouw"), wrong(3, "F", "vrouw"), wrong(4, "V", "vrouw")]


def key(error: Finding) -> str:
    found = suggestion_key(error)
    assert found is not None
    return found


def cells(sheets: dict[TableName, Sheet], table: TableName) -> list[tuple[str, ...]]:
    return [row for _, row in sheets[table].rows]


def test_a_suggestion_changes_each_cell_that_it_is_about_and_no_other() -> None:
    changed = with_accepted(SHEETS, ERRORS, {key(ERRORS[0])})
    assert cells(changed, TableName.CLIENTEN) == [("a", "vrouw"), ("b", "vrouw"), ("F", "V")]
    assert cells(changed, TableName.CONTACTEN) == [("a", "F")]
    assert changed[TableName.CLIENTEN].header == HEADER
    both = with_accepted(SHEETS, ERRORS, {key(ERRORS[0]), key(ERRORS[2])})
    assert cells(both, TableName.CLIENTEN)[2] == ("F", "vrouw")


@pytest.mark.parametrize(
    "accepted",
    [
        set(),
        {"clienten.gender.F=man"},
        {key(ERRORS[0]), "clienten.gender.F=man"},
        {key(wrong(2, "F", "vrouw", column=None))},  # of no cell
    ],
)
def test_a_suggestion_that_nobody_made_changes_nothing(accepted: set[str]) -> None:
    errors = [*ERRORS, wrong(2, "F", "vrouw", column=None), wrong(2, "x", None)]
    with pytest.raises(NoSuggestionError):
        with_accepted(SHEETS, errors, accepted)


def test_refusals_say_what_to_do_and_where() -> None:
    nothing, no_such = NothingKeptError(), NoSuggestionError()
    assert no_such.field == "accepted"
    assert str(no_such.reason) == "Kies een of meer voorstellen van deze oplevering."
    assert str(nothing.reason).startswith("Van deze oplevering bewaren we geen bestand")
