"""What cannot be together in a delivery, by table, row, column and kind."""

from collections.abc import Iterable
from typing import Any

import pytest

from registry.minimum_format.rules.columns import Agreements, TableName
from registry.validation.rules import combinations
from registry.validation.rules.findings import ErrorKind, Finding

CLIENTEN, CONTACTEN, ACTIVITEITEN = TableName
DOUBLE, COMBINATION = ErrorKind.DOUBLE_ROW, ErrorKind.COMBINATION


def places(found: Iterable[Finding]) -> list[tuple[TableName, int, str | None, ErrorKind]]:
    return [(each.table, each.row, each.column, each.kind) for each in found]


def client(code: str, age: str = "25-29") -> dict[str, str]:
    return {"client_code": code, "geboortejaar_klasse": age}


def test_a_client_stands_in_one_row_and_the_first_is_named() -> None:
    rows = [(2, client("a")), (3, client("b")), (5, client("a")), (9, client("a"))]
    found = [*combinations.clients(rows, Agreements())]
    assert places(found) == [
        (CLIENTEN, 5, "client_code", DOUBLE),
        (CLIENTEN, 9, "client_code", DOUBLE),
    ]
    assert {str(each.reason) for each in found} == {
        "Deze cliënt staat al op rij 2. Eén rij per cliënt."
    }


@pytest.mark.parametrize("minors", [True, False])
def test_a_client_below_18_takes_a_protocol(*, minors: bool) -> None:
    rows = [(2, client("a", "onder_18")), (3, client("b", "18-20"))]
    found = places(combinations.clients(rows, Agreements(minors=minors)))
    expected = [(CLIENTEN, 2, "geboortejaar_klasse", ErrorKind.MINOR)]
    assert found == ([] if minors else expected)


def contact(aard: str, plaats: str, **more: Any) -> dict[str, Any]:
    return {"aard": aard, "plaats": plaats, **more}


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        (contact("groep", "mobiel"), ["plaats"]),
        (contact("groep", "vast"), []),
        (contact("consultatie", "mobiel", doorverwijzing_soort="caw"), []),
        (contact("groep", "vast", doorverwijzing_soort="caw"), ["doorverwijzing_soort"]),
        (
            contact("groep", "vast", begeleiding_status="lopend", client_code="a"),
            ["begeleiding_status"],
        ),
        (
            contact("groep", "vast", begeleiding_status="lopend"),
            ["begeleiding_status", "client_code"],
        ),
        (contact("basiszorg", "vast", begeleiding_status="lopend"), ["client_code"]),
        (contact("basiszorg", "vast", begeleiding_status="lopend", client_code="a"), []),
        (contact("vaccinatie", "online"), ["plaats"]),
        (contact("materiaal", "telefoon"), ["plaats"]),
        (contact("vaccinatie", "vast"), []),
        (contact("informatie", "online"), []),
    ],
)
def test_some_contacts_cannot_be(row: dict[str, Any], columns: list[str]) -> None:
    found = places(combinations.contacts([(4, row)], frozenset("a")))
    assert found == [(CONTACTEN, 4, column, COMBINATION) for column in columns]


def test_a_contact_is_of_nobody_or_of_a_client_of_the_delivery() -> None:
    rows = [
        (2, contact("basiszorg", "vast", client_code="a")),
        (3, contact("basiszorg", "vast", client_code="b")),
        (4, contact("basiszorg", "vast")),
    ]
    found = places(combinations.contacts(rows, frozenset("a")))
    assert found == [(CONTACTEN, 3, "client_code", ErrorKind.UNKNOWN_CLIENT)]


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ({"type": "outreachmoment", "aard": "straat"}, []),
        ({"type": "outreachmoment"}, []),
        ({"type": "outreachmoment", "aard": "huisvesting"}, ["aard"]),
        ({"type": "dropin", "aard": "straat"}, ["aard"]),
        ({"type": "website_boysproject"}, ["aard"]),
        ({"type": "website_boysproject", "aard": "bezoeken"}, []),
        ({"type": "samenwerkingscontact"}, ["aard", "partner_soort"]),
        ({"type": "samenwerkingscontact", "aard": "vorming", "partner_soort": "riziv"}, []),
        ({"type": "samenwerkingscontact", "aard": "vorming"}, ["partner_soort"]),
        ({"type": "swab2know", "partner_soort": "itg"}, []),
        ({"type": "swab2know", "partner_soort": "ghapro"}, ["partner_soort"]),
        ({"type": "doktersconsultatie", "partner_soort": "ghapro"}, []),
        ({"type": "dropin", "partner_soort": "itg"}, ["partner_soort"]),
        ({"type": "dropin", "bereik": 0}, []),
        ({"type": "swab2know", "bereik": 3}, ["bereik"]),
    ],
)
def test_some_activities_cannot_be(row: dict[str, Any], columns: list[str]) -> None:
    found = places(combinations.activities([(7, {"maand": "2025-03", "aantal": 1, **row})]))
    assert found == [(ACTIVITEITEN, 7, column, COMBINATION) for column in columns]


def test_an_activity_stands_once_a_month_by_nature_and_partner() -> None:
    march: dict[str, Any] = {"maand": "2025-03", "type": "outreachmoment", "aard": "straat"}
    rows = [
        (2, march),
        (3, march | {"maand": "2025-04"}),
        (4, march | {"aard": "park"}),
        (5, march | {"aantal": 9}),
        (6, march | {"type": "dropin", "aard": None}),
        (7, march),
    ]
    found = [*combinations.activities(rows)]
    assert places(found) == [(ACTIVITEITEN, 5, "type", DOUBLE), (ACTIVITEITEN, 7, "type", DOUBLE)]
    assert {str(each.reason) for each in found} == {
        "Dit staat al op rij 2. Tel beide samen in één rij."
    }
