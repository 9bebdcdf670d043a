"""Counts of a delivery as it stands: of each column the labels that occur, and how often."""

from registry.deliveries.rules import ColumnCounts, preview
from registry.minimum_format.rules.columns import TableName
from registry.minimum_format.rules.records import Activity, Client, Contact, Rows

CLIENTEN, CONTACTEN, ACTIVITEITEN = TableName


def test_each_column_is_counted_by_label_in_the_order_of_the_format() -> None:
    rows = Rows(
        (
            Client("a", "50_plus", "trans_vrouw", "eu_oost", "raam", "gekend"),
            Client("b", "18-20", "vrouw", "eu_oost", "raam", "nieuw"),
            Client("c", "18-20", "vrouw", "belgie", "raam", "nieuw"),
        ),
        (
            Contact("2025-03", "medisch", "groep", "mobiel", "a", ("mentaal", "andere"), "caw"),
            Contact("2025-04", "medisch", "groep", "vast", "b", ("mentaal",)),
        ),
        (
            Activity("2025-03", "swab2know", 3, partner_soort="itg"),
            Activity("2025-04", "dropin", 2, bereik=9),
            Activity("2025-05", "swab2know", 4),
        ),
    )
    assert preview(rows) == [
        ColumnCounts(CLIENTEN, "geboortejaar_klasse", (("18-20", 2), ("50+", 1))),
        ColumnCounts(CLIENTEN, "gender", (("vrouw", 2), ("trans vrouw", 1))),
        ColumnCounts(CLIENTEN, "nationaliteitsgroep", (("belgie", 1), ("EU-oost", 2))),
        ColumnCounts(CLIENTEN, "branche_hoofd", (("raam", 3),)),
        ColumnCounts(CLIENTEN, "eerste_contact", (("nieuw", 2), ("gekend", 1))),
        ColumnCounts(CONTACTEN, "soort", (("medisch", 2),)),
        ColumnCounts(CONTACTEN, "aard", (("groep", 2),)),
        ColumnCounts(CONTACTEN, "plaats", (("vast", 1), ("mobiele equipe", 1))),
        ColumnCounts(CONTACTEN, "hulpvraag", (("mentaal", 2), ("andere", 1))),
        ColumnCounts(CONTACTEN, "doorverwijzing_soort", (("CAW", 1),)),
        ColumnCounts(ACTIVITEITEN, "type", (("dropin", 2), ("swab2know", 7))),
    ]


def test_of_nothing_there_is_nothing_to_sign_for() -> None:
    assert preview(Rows()) == []
