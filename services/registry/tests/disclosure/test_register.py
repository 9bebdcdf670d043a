"""The unknowns behind a year's figures: each person and each act once, by life and codes."""

from collections import Counter
from dataclasses import replace
from math import inf

import pytest

from disclosure import Row
from registry.counts.rules.cells import Key
from registry.disclosure.rules.publication import Figure, Figures
from registry.disclosure.rules.register import Register, ToldHalf, stands_in
from registry.minimum_format.rules.records import Activity, Client, Contact, Period, Rows

YEAR, FIRST, SECOND = Period(2025), Period(2025, 1), Period(2025, 2)
ANNA = Client("a", "25-29", "vrouw", "eu_oost", "raam", "gekend")
BEN = Client("b", "30-39", "man", "belgie", "straat", "nieuw")
NOBODY_MET = Client("n", "30-39", "man", "belgie", "escort", "nieuw")
CONTACTS = (
    Contact(
        "2025-06", "medisch", "consultatie", "vast", "a", ("mentaal", "middelen"), None, "lopend"
    ),
    Contact("2025-07", "psychosociaal", "crisis", "outreach_straat", "a"),
    Contact("2025-06", "medisch", "consultatie", "mobiel", "b", ("mentaal",), "huisarts"),
    Contact(
        "2025-12",
        "medisch",
        "consultatie",
        "online",
        None,
        ("andere",),
        "gespecialiseerd_centrum_mensenhandel",
    ),
    Contact("2025-01", "medisch", "informatie", "vast", "in no table"),
)
ACTIVITIES = (
    Activity("2025-06", "dropin", 2, bereik=3),
    Activity("2025-07", "dropin", 1, bereik=1),
    Activity("2025-03", "outreachmoment", 7, aard="straat"),
    Activity("2025-04", "swab2know", 3, partner_soort="itg"),
    Activity("2025-08", "swab2know", 1),
    Activity("2025-08", "soi_test_hiv", 2),
)
ROWS = Rows((ANNA, BEN, NOBODY_MET), CONTACTS, ACTIVITIES)
MEASURES = {
    "clienten",
    "begeleidingen",
    "contacten",
    "hulpvragen",
    "doorverwijzingen",
    "activiteiten doktersconsultatie",
    "activiteiten swab2know",
    *(
        f"activiteiten soi_test_{kind}"
        for kind in (
            "chlamydia",
            "gonorroe",
            "syfilis",
            "hiv",
            "hepatitis_b",
            "hepatitis_c",
            "andere",
        )
    ),
    *(
        f"activiteiten vaccin_{kind}"
        for kind in ("hepatitis_a", "hepatitis_b", "hpv", "mpox", "griep", "andere")
    ),
    "bereik dropin",
    "bereik vormingsmoment",
    "bereik internetpermanentie",
    "bereik online_sessie",
    "bereik outreachmoment",
    "bereik maatschappelijk_herstel",
}


@pytest.fixture(scope="module")
def register() -> Register:
    return Register("GHAPRO", ROWS, 2025)


def units(register: Register, measure: str) -> Counter[tuple[str, ...]]:
    """Each unit by its life and its codes, in the order of their dimensions' names."""
    return Counter(
        (unit.life, *(code for _, code in sorted(unit.codes.items())))
        for unit in register.measures[measure].units
    )


def test_every_measure_of_persons_and_acts_has_its_unknowns(register: Register) -> None:
    assert register.measures.keys() == MEASURES


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (
            "clienten",
            [
                ("12", "raam", "gekend", "vrouw", "25-29", "eu_oost"),
                ("1", "straat", "nieuw", "man", "30-39", "belgie"),
            ],
        ),
        ("begeleidingen", [("1", "raam", "gekend", "vrouw", "25-29", "eu_oost")]),
        (
            "contacten",  # nature, branch, consultation, month, place, kind
            [
                ("1", "consultatie", "raam", "vast", "2025-06", "vast", "medisch"),
                ("2", "crisis", "raam", "geen", "2025-07", "outreach_straat", "psychosociaal"),
                ("1", "consultatie", "straat", "mobiel", "2025-06", "mobiel", "medisch"),
                ("2", "consultatie", "onbekend", "elders", "2025-12", "online", "medisch"),
                ("1", "informatie", "onbekend", "geen", "2025-01", "vast", "medisch"),
            ],
        ),
        (
            "hulpvragen",
            [
                ("1", "begeleiding_of_doorverwijzing", "mentaal"),
                ("1", "begeleiding_of_doorverwijzing", "middelen"),
                ("1", "begeleiding_of_doorverwijzing", "mentaal"),
                ("2", "begeleiding_of_doorverwijzing", "andere"),
            ],
        ),
        ("doorverwijzingen", [("1", "straat", "huisarts"), ("2", "onbekend", "andere")]),
        ("bereik dropin", [("1",)] * 3 + [("2",)]),
        ("bereik outreachmoment", []),  # seven moments, and nobody said how many came
        ("activiteiten swab2know", [("2025-04", "itg")] * 3 + [("2025-08", "zonder_partner")]),
        ("activiteiten soi_test_hiv", [("2025-08",)] * 2),
        ("activiteiten doktersconsultatie", []),
    ],
)
def test_each_person_and_act_is_one_unit(
    register: Register, measure: str, expected: list[tuple[str, ...]]
) -> None:
    assert units(register, measure) == Counter(expected)


def test_whose_acts_they_are(register: Register) -> None:
    """Each anonymous contact is somebody's of its own, and so is one under a code of no table."""
    persons = [unit.person for unit in register.measures["contacten"].units]
    assert Counter(person for person in persons if person in {"a", "b"}) == {"a": 2, "b": 1}
    assert len({*persons}) == 4
    for measure in ("activiteiten swab2know", "bereik dropin"):
        apart = [unit.person for unit in register.measures[measure].units]
        assert len({*apart}) == len(apart) == 4
    assert not any(stands_in(unit) for of in register.measures.values() for unit in of.units)


CELLS: dict[Key, tuple[int, int, int]] = {
    Key("clienten"): (2, 2, 1),
    Key.of("clienten", {"branche": "raam"}): (1, 1, 1),
    Key.of("clienten", {"branche": "straat", "gender": "man"}): (1, 1, 0),
    Key.of("clienten", {"branche": "escort"}): (0, 0, 0),
    Key.of("clienten", {"eerste_contact": "nieuw"}): (1, 1, 0),
    Key.of("clienten", {"leeftijd": "25-29"}): (1, 1, 1),
    Key("begeleidingen"): (1, 1, 0),
    Key("contacten"): (5, 3, 2),
    Key.of("contacten", {"maand": "2025-06"}): (2, 2, 0),
    Key.of("contacten", {"maand": "2025-07"}): (1, 0, 1),
    Key.of("contacten", {"branche": "onbekend"}): (2, 1, 1),
    Key.of("contacten", {"branche": "raam", "consultatie": "vast"}): (1, 1, 0),
    Key.of("contacten", {"aard": "consultatie", "plaats": "mobiel"}): (1, 1, 0),
    Key.of("hulpvragen", {"hulpvraag": "mentaal"}): (2, 2, 0),
    Key.of("doorverwijzingen", {"doorverwijzing": "andere"}): (1, 0, 1),
    Key.of("activiteiten", {"type": "swab2know"}): (4, 3, 1),
    Key.of("activiteiten", {"type": "swab2know", "met": "itg"}): (3, 3, 0),
    Key.of("activiteiten", {"type": "swab2know", "maand": "2025-08"}): (1, 1, 1),
    Key.of("bereik", {"type": "dropin"}): (4, 3, 1),
}


@pytest.mark.parametrize("key", CELLS)
def test_a_cell_is_the_sum_of_its_unknowns(register: Register, key: Key) -> None:
    """In the year and in each half; an act's month is its life, whatever the period."""
    counted = tuple(
        register.system.value(register.members(key, period)) for period in (YEAR, FIRST, SECOND)
    )
    assert counted == CELLS[key]


@pytest.mark.parametrize("key", [Key("samenwerkingscontacten"), Key("nagekomen_contacten")])
def test_what_is_nobodys_has_no_unknowns(register: Register, key: Key) -> None:
    assert register.unknowns(key) is None
    with pytest.raises(ValueError, match=key.measure):
        register.members(key, YEAR)


ALWAYS = [
    ("begeleidingen", {"12"}, "clienten", {"12"}),
    ("begeleidingen", {"1", "12"}, "clienten", {"1", "12"}),
    ("begeleidingen", {"2", "12"}, "clienten", {"2", "12"}),
    ("begeleidingen", {"1", "2", "12"}, "clienten", {"1", "2", "12"}),
    ("clienten", {"1", "12"}, "contacten", {"1"}),
    ("clienten", {"2", "12"}, "contacten", {"2"}),
    ("doorverwijzingen", {"1"}, "contacten", {"1"}),
    ("doorverwijzingen", {"2"}, "contacten", {"2"}),
]


@pytest.mark.parametrize("where", [{}, {"branche": "raam"}, {"branche": "onbekend"}])
@pytest.mark.parametrize(("fewer", "lives", "more", "others"), ALWAYS)
def test_a_reader_knows_who_is_counted_among_whom(
    register: Register,
    fewer: str,
    lives: set[str],
    more: str,
    others: set[str],
    where: dict[str, str],
) -> None:
    """Guided are clients; a client of a half has a contact there, and so has a referral."""
    inside = register.measures[fewer].of_lives(lives, where)
    around = register.measures[more].of_lives(others, where)
    assert Row(inside, around, -inf, 0) in register.system.rows


def test_a_reader_knows_nothing_else_of_who_is_among_whom(register: Register) -> None:
    """Eight relations, in all and in each of the ten branches."""
    known = [row for row in register.system.rows if row.is_inequality]
    assert len(known) == 8 * (1 + 10)


def ruled_out(register: Register, lives: set[str], where: dict[str, str]) -> bool:
    members = register.measures["contacten"].of_lives(lives, where)
    return Row(members, (), 0, 0) in register.system.rows


@pytest.mark.parametrize(
    ("month", "half"), [("2025-01", "2"), ("2025-06", "2"), ("2025-07", "1"), ("2025-12", "1")]
)
def test_a_contact_of_a_month_is_never_in_the_other_half(
    register: Register, month: str, half: str
) -> None:
    assert ruled_out(register, {half}, {"maand": month})
    own = "1" if half == "2" else "2"
    assert not ruled_out(register, {own}, {"maand": month})


@pytest.mark.parametrize(
    ("nature", "place", "is_one"),
    [
        ("consultatie", "vast", "vast"),
        ("consultatie", "mobiel", "mobiel"),
        ("consultatie", "online", "elders"),
        ("crisis", "vast", "geen"),
    ],
)
def test_whether_a_contact_is_a_consultation_follows_from_nature_and_place(
    register: Register, nature: str, place: str, is_one: str
) -> None:
    never = {
        code
        for code in ("vast", "mobiel", "elders", "geen")
        if ruled_out(register, {"1", "2"}, {"aard": nature, "plaats": place, "consultatie": code})
    }
    assert never == {"vast", "mobiel", "elders", "geen"} - {is_one}


def test_consultations_are_told_apart_of_the_mobile_team_alone() -> None:
    others = Register("BOYS", ROWS, 2025)
    assert others.measures["contacten"].measure.cliques == (
        ("soort", "aard", "plaats"),
        ("soort", "branche"),
        ("soort", "maand"),
    )
    own = Register("GHAPRO", ROWS, 2025).measures["contacten"].measure.cliques
    assert own == (
        ("soort", "consultatie", "aard", "plaats"),
        ("soort", "consultatie", "branche"),
        ("soort", "consultatie", "maand"),
    )


def beside(
    now: Rows, half: int, then: Rows, *, few: int = 20, figures: Figures | None = None
) -> Register:
    """A year beside a half that was told."""
    return Register("BOYS", now, 2025, {half: ToldHalf(figures or {}, None, then, few)})


def of_branch(branch: str, number: int, month: str, first: str = "gekend") -> Rows:
    return Rows(
        tuple(Client(f"{nr}", "25-29", "vrouw", "eu_oost", branch, first) for nr in range(number)),
        tuple(Contact(month, "medisch", "consultatie", "vast", f"{nr}") for nr in range(number)),
    )


@pytest.mark.parametrize(("changed", "branch"), [(19, "raam"), (20, "escort"), (21, "escort")])
def test_fewer_than_twenty_who_changed_are_as_their_half_knew_them(
    changed: int, branch: str
) -> None:
    """But for who is new, which no half tells."""
    then, now = (
        of_branch(one, changed, "2025-02", first)
        for one, first in (("raam", "gekend"), ("escort", "nieuw"))
    )
    reached = units(beside(now, 1, then), "clienten")
    assert reached == {("1", branch, "nieuw", "vrouw", "25-29", "eu_oost"): changed}


@pytest.mark.parametrize(
    ("few", "branch"), [((5, 5), "raam"), ((5, 4), "escort"), ((4, 5), "escort")]
)
def test_those_who_changed_are_few_beside_both_told_halves_or_not_at_all(
    few: tuple[int, int], branch: str
) -> None:
    """Four changed since: fewer than five, and not fewer than four."""
    then, now = of_branch("raam", 4, "2025-02"), of_branch("escort", 4, "2025-02")
    halves = {half: ToldHalf({}, None, then, most) for half, most in zip((1, 2), few, strict=True)}
    reached = units(Register("BOYS", now, 2025, halves), "clienten")
    assert reached == {("1", branch, "gekend", "vrouw", "25-29", "eu_oost"): 4}


def test_who_is_only_new_now_has_not_changed() -> None:
    """Else nineteen of them would let the one be told who changed branch."""
    then, now = (of_branch("raam", 20, "2025-02", first) for first in ("gekend", "nieuw"))
    moved = replace(now.clienten[0], branche_hoofd="escort")
    now = replace(now, clienten=(moved, *now.clienten[1:]))
    reached = units(beside(now, 1, then), "clienten")
    assert reached == {("1", "raam", "nieuw", "vrouw", "25-29", "eu_oost"): 20}


@pytest.mark.parametrize(("half", "life", "month"), [(1, "1", "2025-02"), (2, "2", "2025-09")])
def test_whom_a_told_half_still_counts_somebody_stands_in_for(
    half: int, life: str, month: str
) -> None:
    """Of 12 who were told 9 are left: three stand in, each by themselves, in that half alone."""
    figures = {Key("clienten"): Figure(12), Key("begeleidingen"): Figure(None)}
    left = of_branch("raam", 9, month)
    register = beside(left, half, left, figures=figures)
    there = register.measures["clienten"].units
    more = [unit for unit in there if stands_in(unit)]
    assert len(there) == 12
    assert len({unit.person for unit in more}) == len(more) == 3
    assert {unit.life for unit in more} == {life}
    assert register.measures["begeleidingen"].units == ()


def test_whoever_comes_in_the_other_half_fills_no_place_of_a_told_one() -> None:
    """Nine came in the first half and twelve in the second; the first told twelve."""
    first, second = of_branch("raam", 9, "2025-02"), of_branch("raam", 12, "2025-09")
    now = Rows(second.clienten, first.contacten + second.contacten[9:])
    register = beside(now, 1, first, figures={Key("clienten"): Figure(12)})
    assert sum(stands_in(unit) for unit in register.measures["clienten"].units) == 3
    lives = Counter(unit.life for unit in register.measures["clienten"].units)
    assert lives == {"1": 12, "2": 3}
