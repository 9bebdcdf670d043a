"""All cells of a small delivery, counted by hand: what happened, and nothing else."""

from collections import Counter

from registry.counts.rules.aggregation import aggregate
from registry.counts.rules.cells import Key
from registry.minimum_format.rules.records import Activity, Client, Contact, Rows

MARCH, APRIL = "2025-03", "2025-04"
ANA = Client("a", "25-29", "vrouw", "eu_oost", "raam", "gekend")
BEN = Client("b", "30-39", "man", "belgie", "straat", "nieuw")
UNSEEN = Client("c", "25-29", "vrouw", "eu_oost", "raam", "gekend")
CONTACTS = (
    Contact(MARCH, "medisch", "consultatie", "vast", "a", ("mentaal", "andere")),
    Contact(MARCH, "medisch", "consultatie", "mobiel", "a", ("mentaal",), "caw"),
    Contact(APRIL, "psychosociaal", "counseling", "vast", "b", (), None, "lopend"),
    Contact(APRIL, "psychosociaal", "groep", "vast"),  # somebody who stays anonymous
)
ACTIVITIES = (
    Activity(MARCH, "dropin", 3, bereik=12),
    Activity(APRIL, "swab2know", 2, partner_soort="itg"),
    Activity(APRIL, "swab2know", 1),
)
ROWS = Rows((ANA, BEN, UNSEEN), CONTACTS, ACTIVITIES)

CELLS = """
clienten 2 2
clienten branche=raam 1 1
clienten branche=straat 1 1
clienten eerste_contact=gekend 1 1
clienten eerste_contact=nieuw 1 1
clienten gender=man 1 1
clienten gender=vrouw 1 1
clienten leeftijd=25-29 1 1
clienten leeftijd=30-39 1 1
clienten nationaliteit=belgie 1 1
clienten nationaliteit=eu_oost 1 1
clienten branche=raam gender=vrouw 1 1
clienten branche=straat gender=man 1 1
begeleidingen 1 1
begeleidingen branche=straat 1 1
contacten 4 3
contacten aard=consultatie 2 1
contacten aard=counseling 1 1
contacten aard=groep 1 1
contacten branche=onbekend 1 1
contacten branche=raam 2 1
contacten branche=straat 1 1
contacten maand=2025-03 2 1
contacten maand=2025-04 2 2
contacten plaats=mobiel 1 1
contacten plaats=vast 3 3
contacten soort=medisch 2 1
contacten soort=psychosociaal 2 2
contacten aard=consultatie plaats=mobiel 1 1
contacten aard=consultatie plaats=vast 1 1
contacten aard=consultatie soort=medisch 2 1
contacten aard=counseling plaats=vast 1 1
contacten aard=counseling soort=psychosociaal 1 1
contacten aard=groep plaats=vast 1 1
contacten aard=groep soort=psychosociaal 1 1
contacten branche=onbekend consultatie=geen 1 1
contacten branche=onbekend soort=psychosociaal 1 1
contacten branche=raam consultatie=mobiel 1 1
contacten branche=raam consultatie=vast 1 1
contacten branche=raam soort=medisch 2 1
contacten branche=straat consultatie=geen 1 1
contacten branche=straat soort=psychosociaal 1 1
contacten consultatie=geen maand=2025-04 2 2
contacten consultatie=mobiel maand=2025-03 1 1
contacten consultatie=vast maand=2025-03 1 1
contacten maand=2025-03 soort=medisch 2 1
contacten maand=2025-04 soort=psychosociaal 2 2
contacten plaats=mobiel soort=medisch 1 1
contacten plaats=vast soort=medisch 1 1
contacten plaats=vast soort=psychosociaal 2 2
hulpvragen 3 1
hulpvragen hulpvraag=andere 1 1
hulpvragen hulpvraag=mentaal 2 1
hulpvragen bij=ander_contact hulpvraag=andere 1 1
hulpvragen bij=ander_contact hulpvraag=mentaal 1 1
hulpvragen bij=begeleiding_of_doorverwijzing hulpvraag=mentaal 1 1
doorverwijzingen 1 1
doorverwijzingen branche=raam 1 1
doorverwijzingen doorverwijzing=caw 1 1
activiteiten type=dropin 3 0
activiteiten type=swab2know 3 3
activiteiten maand=2025-03 type=dropin 3 0
activiteiten maand=2025-04 type=swab2know 3 3
activiteiten met=itg type=swab2know 2 2
activiteiten met=zonder_partner type=swab2know 1 1
bereik type=dropin 12 12
"""
"""A measure, codes of dimensions, how many, and how many persons stand behind it."""


def test_each_cell_counts_what_is_about_it() -> None:
    counts = aggregate(ROWS, (MARCH, APRIL))
    told = {
        " ".join([key.measure, *(f"{name}={code}" for name, code in sorted(key.dimensions))])
        + f" {count.value} {len(count.persons)}"
        for key, count in counts.items()
        if count.value or count.persons
    }
    assert told == {*CELLS.strip().splitlines()}


def test_what_did_not_happen_is_nought() -> None:
    nothing = aggregate(Rows(), (MARCH, APRIL))
    assert {count.value for count in nothing.values()} == {0}
    assert not any(count.persons for count in nothing.values())
    measures = Counter(key.measure for key in nothing)
    assert measures["clienten"] > 20
    for key in (
        Key.of("contacten", {"branche": "escort", "soort": "medisch"}),
        Key.of("bereik", {"type": "dropin"}),
        Key("samenwerkingscontacten"),
    ):
        assert nothing[key].value == 0


def test_of_a_large_count_of_acts_a_thousand_persons_are_enough() -> None:
    rows = Rows(activiteiten=(Activity(MARCH, "swab2know", 1_200), Activity(APRIL, "swab2know", 3)))
    count = aggregate(rows, (MARCH, APRIL))[Key.of("activiteiten", {"type": "swab2know"})]
    assert (count.value, len(count.persons)) == (1_203, 1_003)
