"""The minimum format's lists and columns, as people write them and as they are kept."""

import pytest

from registry.minimum_format.rules import codes
from registry.minimum_format.rules.codes import CodeList, fold
from registry.minimum_format.rules.columns import (
    Agreements,
    TableName,
    closed_columns,
    columns,
    header,
)
from registry.minimum_format.rules.records import (
    Activity,
    Client,
    Contact,
    Period,
    Rows,
    plain,
    record_of,
)

PLACES = CodeList({"mobiel": "mobiele equipe", "drop_in": "drop-in", "cafe": "Café / bar"})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mobiel", "mobiel"),
        ("Mobiele Equipe", "mobiel"),
        ("  mobiele-equipe ", "mobiel"),
        ("DROP IN", "drop_in"),
        ("drop – in", "drop_in"),
        ("café/bar", "cafe"),
        ("Cafe", "cafe"),
        ("_cafe_", "cafe"),
        ("mobiel café", None),
        ("", None),
    ],
)
def test_a_code_is_found_by_itself_or_by_its_label(text: str, code: str | None) -> None:
    assert PLACES.find(text) == code


def test_codes_come_in_the_order_of_the_list_with_labels_that_people_read() -> None:
    assert [*PLACES] == ["mobiel", "drop_in", "cafe"]
    made = codes._of("trans_vrouw", "online", caw="CAW")
    assert made.labels == {"trans_vrouw": "trans vrouw", "online": "online", "caw": "CAW"}
    assert [made.find(text) for text in ("Trans vrouw", "c.a.w.", "caw")] == [
        "trans_vrouw",
        None,
        "caw",
    ]


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Éérste_Contact", "eerste_contact"), (" a - b/c ", "a_b_c"), ("__x__", "x"), ("-", "")],
)
def test_accents_capitals_and_signs_between_words_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


CLIENTS = (
    "client_code",
    "koppelcode",
    "geboortejaar_klasse",
    "gender",
    "nationaliteitsgroep",
    "branche_hoofd",
    "eerste_contact",
)


@pytest.mark.parametrize("linkage", [True, False])
def test_the_column_of_linkage_is_open_where_it_was_agreed(*, linkage: bool) -> None:
    agreed = Agreements(linkage=linkage)
    names = tuple(column.name for column in columns(TableName.CLIENTEN, agreed))
    assert names == (CLIENTS if linkage else (CLIENTS[0], *CLIENTS[2:]))
    assert [*closed_columns(agreed)] == ([] if linkage else ["koppelcode"])
    assert len(columns(TableName.ACTIVITEITEN, agreed)) == 6
    assert len(columns(TableName.CONTACTEN, agreed)) == 8


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Client-code", "client_code"),
        ("clientcode", "client_code"),
        ("CLIENT CODE", "client_code"),
        ("Branche hoofd", "branche_hoofd"),
        ("Naam van de cliënt", "naam_van_de_client"),
    ],
)
def test_a_header_is_known_however_it_is_written(text: str, name: str) -> None:
    assert header(text) == name


ANNA = Client("a", "25-29", "vrouw", "eu_oost", "raam", "gekend")
ASKED = Contact("2025-03", "medisch", "consultatie", "vast", "a", ("mentaal", "andere"))
SWAB = Activity("2025-03", "swab2know", 0, bereik=0)


def test_a_record_is_kept_with_what_it_says_alone_and_comes_back() -> None:
    assert plain(ASKED) == {
        "maand": "2025-03",
        "soort": "medisch",
        "aard": "consultatie",
        "plaats": "vast",
        "client_code": "a",
        "hulpvraag": ["mentaal", "andere"],
    }
    assert "koppelcode" not in plain(ANNA)
    assert plain(SWAB) == {"maand": "2025-03", "type": "swab2know", "aantal": 0, "bereik": 0}
    assert record_of(Contact, plain(ASKED)) == ASKED
    assert record_of(Client, plain(ANNA) | {"verzekerd_rechtenstatuut": "ja"}) == ANNA
    assert record_of(Activity, plain(SWAB)) == SWAB
    assert repr(ANNA).startswith("<"), "data about persons print nothing"


def test_months_of_a_period_are_its_own() -> None:
    first, second, year = Period(2025, 1), Period(2025, 2), Period(2025)
    assert first.months == ("2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06")
    assert second.months == ("2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12")
    assert year.months == first.months + second.months
    assert (year.last_year, second.last_year) == (Period(2024), Period(2024, 2))
    assert [str(period) for period in (year, second)] == ["2025", "2025-H2"]


def test_what_lies_within_months_keeps_all_clients() -> None:
    later = Contact("2025-07", "medisch", "consultatie", "vast", "a")
    rows = Rows((ANNA,), (ASKED, later), (SWAB, Activity("2025-07", "swab2know", 1)))
    assert rows.within(Period(2025, 1).months) == Rows((ANNA,), (ASKED,), (SWAB,))
    assert rows.within(["2025-07"]) == Rows((ANNA,), (later,), rows.activiteiten[1:])
