"""The headline cells of the indicators of care, as the plan names them."""

from contracts.codes import CareOrganisation
from registry.counts.rules.cells import Key
from registry.year_report.rules.headlines import (
    Headline,
    _acts,
    _consultations,
    _contacts,
    _visits,
    indicators_of,
)


def test_headlines_are_cells_of_what_the_plan_counts() -> None:
    assert _acts("dropin", "online_sessie") == (
        Headline("dropin", Key.of("activiteiten", {"type": "dropin"})),
        Headline("online sessie", Key.of("activiteiten", {"type": "online_sessie"})),
    )
    of_place = {"aard": "consultatie", "plaats": "mobiel"}
    assert _consultations("mobiel") == (Headline("consultaties", Key.of("contacten", of_place)),)
    of_kind = {"soort": "medisch"}
    assert _contacts("medisch") == (Headline("contacten", Key.of("contacten", of_kind)),)
    visits = Key.of("websitestatistiek", {"site": "boysproject", "maat": "bezoeken"})
    assert _visits("boysproject") == Headline("bezoeken boysproject", visits)


def test_an_organisation_has_the_shared_indicators_first_and_its_own() -> None:
    for organisation, own in (("GHAPRO", "IND-1.1-01"), ("BOYS", "IND-1.2-01")):
        found = indicators_of(CareOrganisation(organisation))
        assert found[:4] == ("IND-1-01", "IND-1-02", "IND-1-03", "IND-1-04")
        assert own in found[4:]
        assert len({*found}) == len(found)
