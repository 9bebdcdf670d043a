"""What is counted is declared, of every cell that is ever published, and travels with it."""

from registry.counts.rules.aggregation import aggregate
from registry.counts.rules.cells import Key
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
