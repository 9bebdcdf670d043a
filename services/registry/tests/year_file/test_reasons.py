"""The reason for taking rows, and the columns that hold numbers."""

import pytest

from registry.minimum_format.rules.columns import TableName
from registry.year_file.rules import fields, numbers, wrong_reason


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("Te kort. ", "Schrijf in een zin waarom"),  # eight characters
        ("Te kort..", "Schrijf in een zin waarom"),  # nine
        ("Jaarcijfer", ""),  # ten
        ("x" * 200, ""),
        ("x" * 201, "Schrijf hoogstens 200 tekens."),
        ("Voor nummer 85.07.30-033.28 van iemand", "Schrijf geen nummers"),
    ],
)
def test_a_reason_has_ten_to_two_hundred_characters_and_no_number(reason: str, said: str) -> None:
    found = str(wrong_reason(reason))
    assert found.startswith(said) and bool(found) is bool(said)


def test_numbers_of_activities_are_numbers_in_the_file_and_nothing_else_is() -> None:
    assert numbers(TableName.ACTIVITEITEN) == {"aantal", "bereik"}
    assert numbers(TableName.CLIENTEN) == numbers(TableName.CONTACTEN) == frozenset()
    assert "client_code" in fields(TableName.CLIENTEN)
    assert all("koppelcode" not in fields(table) for table in TableName)
