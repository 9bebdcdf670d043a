"""Persons are counted who changed, whatever changed of them, and nobody whom no figure counts."""

from dataclasses import replace

import pytest

from registry.disclosure.rules.changes import changed_persons, most_acts
from registry.minimum_format.rules.records import Client, Contact, Rows

MARCH, JULY = "2025-03", "2025-07"


def client(code: str, branch: str = "raam", **more: str) -> Client:
    return replace(Client(code, "25-29", "vrouw", "EU-oost", branch, "gekend"), **more)


def contact(code: str | None, month: str = MARCH, **more: object) -> Contact:
    return replace(Contact(month, "medisch", "consultatie", "vast", code), **more)


def rows(*clients: Client, contacts: tuple[Contact, ...] | None = None) -> Rows:
    """By default with a contact of each client."""
    own = tuple(contact(one.client_code) for one in clients)
    return Rows(clients, own if contacts is None else contacts)


OLD = rows(client("a"), client("b"), client("c"))


def test_nobody_changed_where_rows_came_in_another_order() -> None:
    other = Rows(OLD.clienten[::-1], OLD.contacten[::-1])
    assert changed_persons(OLD, other) == 0


def test_who_went_and_who_came_are_counted_once_together_as_they_may_be_one() -> None:
    """Beside whoever is another: at least three, and it may be four."""
    old = rows(client("a", gender="man"), client("b"), client("c"))
    some = (client("d", gender="trans_vrouw"), client("e", geboortejaar_klasse="50_plus"))
    new = rows(client("b", branch="escort"), client("c"), *some)
    assert changed_persons(old, new) == 3


@pytest.mark.parametrize(
    "attribute",
    ["geboortejaar_klasse", "gender", "nationaliteitsgroep", "branche_hoofd", "eerste_contact"],
)
def test_another_attribute_is_a_change(attribute: str) -> None:
    new = rows(client("a", **{attribute: "onbekend"}), client("b"), client("c"))
    assert changed_persons(OLD, new) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"maand": JULY},
        {"soort": "psychosociaal"},
        {"aard": "crisis"},
        {"plaats": "mobiel"},
        {"hulpvraag": ("mentaal",)},
        {"doorverwijzing_soort": "huisarts"},
        {"begeleiding_status": "gestart"},
    ],
)
def test_another_act_is_a_change(change: dict[str, object]) -> None:
    contacts = (contact("a", **change), *OLD.contacten[1:])
    assert changed_persons(OLD, replace(OLD, contacten=contacts)) == 1


def test_one_contact_more_of_the_same_is_a_change() -> None:
    assert changed_persons(OLD, replace(OLD, contacten=(*OLD.contacten, contact("a")))) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"begeleiding_status": "gestart"}, {"begeleiding_status": "afgesloten"}),
        ({"hulpvraag": ("mentaal", "andere")}, {"hulpvraag": ("andere", "mentaal")}),
        (
            {"doorverwijzing_soort": "andere"},
            {"doorverwijzing_soort": "gespecialiseerd_centrum_mensenhandel"},
        ),
    ],
)
def test_what_no_figure_counts_is_no_change(
    before: dict[str, object], after: dict[str, object]
) -> None:
    old = rows(client("a"), contacts=(contact("a", **before),))
    assert changed_persons(old, rows(client("a"), contacts=(contact("a", **after),))) == 0


def test_a_client_without_contact_is_no_person_of_the_year() -> None:
    new = Rows((*OLD.clienten, client("d")), OLD.contacten)
    assert changed_persons(OLD, new) == 0


def test_a_linkage_code_is_no_attribute() -> None:
    assert changed_persons(OLD, rows(*(replace(c, koppelcode="x") for c in OLD.clienten))) == 0


@pytest.mark.parametrize(("gone", "came", "changed"), [(3, 0, 3), (0, 2, 2), (3, 2, 3)])
def test_each_anonymous_contact_is_somebody_and_a_corrected_one_no_two(
    gone: int, came: int, changed: int
) -> None:
    shared = [contact(None)] * 4
    old = Rows((), (*shared, *[contact(None, JULY)] * gone))
    new = Rows((), (*shared, *[contact(None, "2025-11")] * came))
    assert changed_persons(old, new) == changed


def test_an_erased_client_counts_in_neither_way() -> None:
    """Her rows are gone from what was told; a delivery without her changes nothing by that."""
    erased = rows(client("a"), client("b"))
    assert changed_persons(erased, rows(client("a"), client("b"))) == 0
    assert changed_persons(erased, rows(client("a"))) == 1


def test_most_acts_are_of_the_changed_person_who_has_most_and_of_nobody_else() -> None:
    many = tuple(contact("a", f"2025-0{month}") for month in range(1, 8))
    asked = contact("b", hulpvraag=("mentaal", "andere"), doorverwijzing_soort="huisarts")
    old = rows(client("a"), client("b"), contacts=(*many, asked))
    assert most_acts(old, rows(client("a"), contacts=many)) == {
        "contacten": 1,
        "hulpvragen": 2,
        "doorverwijzingen": 1,
    }
    assert most_acts(old, rows(client("b"), contacts=(asked,)))["contacten"] == 7
    assert most_acts(old, rows(client("a"), client("b"), contacts=(*many[:2], asked))) == {
        "contacten": 5,
        "hulpvragen": 0,
        "doorverwijzingen": 0,
    }


def test_all_contacts_of_who_is_of_another_branch_are_other_ones() -> None:
    contacts = tuple(contact("a", f"2025-0{month}") for month in range(1, 7))
    old = rows(client("a"), contacts=contacts)
    new = rows(client("a", branch="escort"), contacts=contacts)
    assert most_acts(old, new)["contacten"] == 6


def test_an_anonymous_contact_holds_no_acts_of_others() -> None:
    old = Rows((), (contact(None, hulpvraag=("mentaal",)), contact(None, JULY)))
    assert most_acts(old, Rows()) == {"contacten": 1, "hulpvragen": 1, "doorverwijzingen": 0}


def test_of_nobody_who_changed_there_are_no_acts() -> None:
    nothing = {"contacten": 0, "hulpvragen": 0, "doorverwijzingen": 0}
    assert most_acts(OLD, OLD) == nothing
    anonymous = Rows((), (contact(None, hulpvraag=("mentaal",)), contact(None, JULY)))
    assert most_acts(anonymous, anonymous) == nothing
