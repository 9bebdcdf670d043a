"""Every field that is asked is counted, along the dimensions of the plan's indicators."""

from collections.abc import Mapping

import pytest

from registry.counts.rules import cells
from registry.counts.rules.aggregation import Count, aggregate
from registry.counts.rules.cells import Key
from registry.disclosure.rules.publication import Figures
from registry.minimum_format.rules.columns import CLIENT_CODE, COLUMNS, LINKAGE_CODE, TableName
from registry.minimum_format.rules.records import Activity, Client, Rows, record_of

from ..support.deliveries import Tables, activity, client, contact, of_branches
from ..support.protecting import YEAR, by_period, rows_of

BY_AGREEMENT = {LINKAGE_CODE}
ASKED = [
    (table, column.name)
    for table in TableName
    for column in COLUMNS[table]
    if column.name not in BY_AGREEMENT
]
OTHERWISE = {
    "geboortejaar_klasse": "30-39",
    "gender": "man",
    "nationaliteitsgroep": "afrika",
    "branche_hoofd": "straat",
    "eerste_contact": "nieuw",
    "maand": "2025-09",
    "soort": "psychosociaal",
    "aard": "counseling",
    "plaats": "mobiel",
    "hulpvraag": "mentaal",
    "doorverwijzing_soort": "CAW",
    "begeleiding_status": "lopend",
    "type": "vormingsmoment",
    "aantal": "8",
    "bereik": "30",
}
OF_ACTIVITIES = {"aard": "straat", "partner_soort": "ITG"}
KINDS = {"aard": "outreachmoment", "partner_soort": "swab2know"}
"""The type of activity that has the field."""


def counted(tables: Tables) -> Mapping[Key, Count]:
    return aggregate(rows_of(tables), YEAR.months)


def tables_with(table: TableName, **change: str) -> Tables:
    tables = of_branches({"raam": 6})
    tables.activiteiten = [activity("dropin", 3)]
    tables.rows(table)[0] |= change
    return tables


@pytest.mark.parametrize(("table", "column"), ASKED)
def test_every_field_that_is_asked_changes_a_figure(table: TableName, column: str) -> None:
    if column == CLIENT_CODE:
        with_code, anonymous = tables_with(table), tables_with(TableName.CONTACTEN, client_code="")
        assert counted(with_code) != counted(anonymous)
        return
    otherwise, given = OTHERWISE, {}
    if table is TableName.ACTIVITEITEN and column in KINDS:
        otherwise, given = OF_ACTIVITIES, {"type": KINDS[column]}
    changed = {**given, column: otherwise[column]}
    assert counted(tables_with(table, **given)) != counted(tables_with(table, **changed))


def published(organisation: str, tables: Tables) -> Figures:
    return by_period(tables, organisation=organisation)[YEAR]


def shown(figures: Figures, measure: str, **dimensions: str) -> int | None:
    return figures[Key.of(measure, dimensions)].value


def test_consultations_of_ghapro_have_month_and_branch() -> None:
    """IND-1.1-03 and IND-1.1-04."""
    tables = of_branches({"raam": 20, "straat": 10})
    tables.contacten += [contact(f"raam-{nr}", "2025-05", plaats="mobiel") for nr in range(12)]
    tables.contacten += [contact(f"raam-{nr}", "2025-05", aard="informatie") for nr in range(12)]
    figures = published("GHAPRO", tables)
    assert shown(figures, "contacten", aard="consultatie", plaats="vast") == 30
    assert shown(figures, "contacten", consultatie="vast", branche="straat") == 10
    assert shown(figures, "contacten", consultatie="mobiel", maand="2025-05") == 12
    assert shown(figures, "contacten", consultatie="mobiel", maand="2025-03") == 0
    boys = published("BOYS", tables)
    assert not [key for key in boys if cells.CONSULTATIE in dict(key.dimensions)]


def test_contacts_have_their_month() -> None:
    """IND-1-02 and IND-1-03."""
    tables = of_branches({"raam": 20})
    tables.contacten += [contact(f"raam-{nr}", "2025-05", soort="psychosociaal") for nr in range(9)]
    figures = published("BOYS", tables)
    assert shown(figures, "contacten", soort="medisch", maand="2025-03") == 20
    assert shown(figures, "contacten", soort="psychosociaal", maand="2025-05") == 9


def test_what_is_asked_at_a_referral_is_a_theme() -> None:
    """IND-1.1-05."""
    tables = of_branches({"raam": 20})
    for nr, row in enumerate(tables.contacten):
        row["hulpvraag"] = "mentaal|huisvesting" if nr < 9 else "mentaal"
        row["doorverwijzing_soort"] = "CAW" if nr < 9 else ""
    figures = published("GHAPRO", tables)
    assert shown(figures, "hulpvragen") == 29
    assert shown(figures, "hulpvragen", hulpvraag="mentaal") == 20
    individual = {"bij": cells.INDIVIDUAL, "hulpvraag": "mentaal"}
    assert shown(figures, "hulpvragen", **individual) == 9


def test_doctors_and_swab_tests_have_their_partner_and_moments_who_was_there() -> None:
    """IND-1.2-08 and IND-1.2-01: few who were there are few persons."""
    tables = of_branches({"escort": 20})
    tables.activiteiten = [
        activity("doktersconsultatie", 12, partner_soort="Ghapro"),
        activity("doktersconsultatie", 9),
        activity("swab2know", 2, partner_soort="ITG"),
        activity("swab2know", 30),
        activity("dropin", 2, bereik="31"),
        activity("vormingsmoment", 1, bereik="3"),
    ]
    figures = published("BOYS", tables)
    doctor = {"type": "doktersconsultatie"}
    assert shown(figures, "activiteiten", met="ghapro", **doctor) == 12
    assert shown(figures, "activiteiten", met=cells.ALONE, **doctor) == 9
    assert shown(figures, "activiteiten", met="itg", type="swab2know") is None
    assert shown(figures, "bereik", type="dropin") == 31
    assert shown(figures, "bereik", type="vormingsmoment") is None
    assert shown(figures, "activiteiten", type="vormingsmoment") == 1


def test_rows_of_a_release_before_are_read_without_what_is_no_longer_asked() -> None:
    content = dict(client("c1")) | {"branche_neven": ["straat"], "verzekerd_rechtenstatuut": "ja"}
    assert record_of(Client, content) == record_of(Client, dict(client("c1")))
    assert Rows(clienten=(record_of(Client, content),)).clienten[0].client_code == "c1"


def test_a_website_counts_visits_by_month_and_language_and_adds_no_visitors_up() -> None:
    """Whoever came in two months is one visitor, so that months of them have no sum."""
    tables = of_branches({"raam": 6})
    tables.activiteiten = [
        activity("website_boysproject", 40, aard="bezoeken"),
        activity("website_boysproject", 30, aard="bezoeken_nl"),
        activity("website_boysproject", 90, aard="paginaweergaven"),
        activity("website_boysproject", 25, aard="unieke_bezoekers"),
    ]
    found = {
        tuple(sorted(dict(key.dimensions).items())): count.value
        for key, count in counted(tables).items()
        if key.measure == cells.WEBSITESTATISTIEK
    }
    site = ("site", "boysproject")
    month, visits, pages = ("maand", "2025-03"), ("maat", "bezoeken"), ("maat", "paginaweergaven")
    assert found == {
        (visits, site): 40,
        (month, visits, site): 40,
        (visits, site, ("taal", "nl")): 30,
        (pages, site): 90,
        (month, pages, site): 90,
        (month, ("maat", "unieke_bezoekers"), site): 25,
    }


def test_cooperation_is_counted_by_nature_and_partner_where_each_is_said() -> None:
    """Four with one partner, two of no partner, one of no nature."""
    told = [
        Activity("2025-03", "samenwerkingscontact", 4, "vorming", "politie"),
        Activity("2025-03", "samenwerkingscontact", 2, "vorming"),
        Activity("2025-04", "samenwerkingscontact", 1, None, "politie"),
    ]
    counts = aggregate(Rows(activiteiten=tuple(told)), ("2025-03", "2025-04"))
    found = {
        tuple(sorted(dimensions.items())): counts[
            Key.of("samenwerkingscontacten", dimensions)
        ].value
        for dimensions in (
            {},
            {"maand": "2025-03"},
            {"aard": "vorming"},
            {"partner": "politie"},
            {"aard": "vorming", "partner": "politie"},
        )
    }
    assert [*found.values()] == [7, 6, 6, 5, 4]
