"""What is counted is declared, of every cell that is ever published, and travels with it."""

import pytest

from registry.counts.rules.aggregation import aggregate
from registry.counts.rules.cells import Key, total_name
from registry.counts.rules.counted import counted
from registry.minimum_format.rules.records import Rows

DECLARED = {
    "clienten": "personen",
    "begeleidingen": "personen",
    "contacten": "handelingen",
    "hulpvragen": "handelingen",
    "doorverwijzingen": "handelingen",
    "bereik": "handelingen",
    "activiteiten dropin": "zaken",
    "activiteiten vormingsmoment": "zaken",
    "activiteiten internetpermanentie": "zaken",
    "activiteiten online_sessie": "zaken",
    "activiteiten outreachmoment": "zaken",
    "activiteiten maatschappelijk_herstel": "zaken",
    "activiteiten doktersconsultatie": "handelingen",
    "activiteiten swab2know": "handelingen",
    "samenwerkingscontacten": "zaken",
}
"""By the units of the indicators (handbook §1.6): clients, contacts, moments, consultations."""


def test_every_cell_says_what_it_counts() -> None:
    every = [*aggregate(Rows(), ("2026-01",)), Key.of("websitestatistiek", {"site": "boysproject"})]
    for key in every:
        assert counted(key).value in {"personen", "handelingen", "zaken"}
    for name, counts in DECLARED.items():
        measure, _, act = name.partition(" ")
        assert counted(Key.of(measure, {"type": act} if act else {})) == counts, name


@pytest.mark.parametrize(
    ("measure", "dimensions", "name"),
    [
        ("clienten", {}, "clienten"),
        ("contacten", {}, "contacten"),
        ("samenwerkingscontacten", {}, "samenwerkingscontact"),
        ("activiteiten", {"type": "dropin"}, "dropin"),
        ("clienten", {"branche": "raam"}, None),  # a part is no total
        ("samenwerkingscontacten", {"partner": "politie"}, None),
        ("activiteiten", {}, None),
        ("activiteiten", {"type": "dropin", "maand": "2025-03"}, None),
        ("bereik", {"type": "dropin"}, None),  # who was there is not compared
        ("hulpvragen", {}, None),
    ],
)
def test_totals_are_compared_with_the_year_before_and_parts_are_not(
    measure: str, dimensions: dict[str, str], name: str | None
) -> None:
    assert total_name(measure, dimensions) == name
