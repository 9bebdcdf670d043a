"""Levels of two values side by side: a pair at each boundary, and one beyond it."""

from itertools import chain

import pytest

from linkage.claim import Features, IdentityDocument, RawClaim
from linkage.comparison_levels import (
    birth_level,
    code_level,
    given_level,
    house_level,
    name_level,
    number_level,
    place_level,
    street_level,
    word_level,
)
from linkage.persons import PERSONS

WORDS = [
    ("ana", "ana", "exact"),
    ("a", "ana", "initial"),
    ("a", "bea", "different"),
    ("ivana", "ivona", "alike"),  # one edit, whatever the similarity
    ("dimitrova", "dimtrovaa", "alike"),  # two edits, similarity 0.948
    ("stan", "stoian", "sound"),
    ("marin", "mrani", "near"),  # its vowels are of other places, and two letters turned
    ("samira", "samera", "alike"),
    ("mohamed", "muhamad", "sound"),
    ("lan", "linh", "different"),  # the same consonants, and other vowels
    ("ivanova", "ivanoff", "near"),  # similarity 0.886
    ("abcde", "xbcdy", "near"),  # two edits of five letters
    ("abcd", "badc", "different"),  # two edits of four
    ("smit", "voorbeeld", "different"),
]
COMMON_WORDS = [row for row in WORDS if row[0] not in ("marin", "lan")]
BIRTHS = [
    ("19980517", "19980517", "exact"),
    ("19980507", "19980705", "swapped"),
    ("19980507", "19970705", "different"),
    ("19980517", "19980518", "typo"),
    ("19980517", "19980529", "month"),
    ("19980517", "19981129", "year"),
    ("19980517", "19760517", "day"),
    ("19980517", "19890518", "near"),
    ("19980517", "19761129", "different"),
    ("19980101", "19980517", "year_only"),
    ("19980101", "19970517", "different"),
    ("19980500", "19980517", "month_only"),
    ("19980500", "19980617", "year"),
    ("19980500", "19980500", "month_only"),
    ("19980000", "19980000", "year_only"),
]
NUMBERS = [
    ("1234567", "1234567", "exact"),
    ("1234567", "1234568", "typo"),
    ("1234567", "1234576", "typo"),
    ("1234567", "1234589", "near"),  # two edits of seven signs
    ("123456", "123489", "different"),  # of six
    ("1234567", "1234890", "different"),  # three
]
STREETS = [
    ("lange straat", "langestraat", "alike"),
    ("lange straat", "lange", "alike"),
    ("lange straat", "korte straat", "near"),
    ("de kaai", "het plein", "different"),
    ("laan", "laantje", "alike"),
    ("lei", "leie", "alike"),
    ("kaai", "plein", "different"),
    ("zure kaai", "zure molenweg", "near"),  # a word of four letters in common
    ("het gat", "het buitenplein", "different"),  # of three
    ("kaa", "kaaistraat", "different"),  # the beginning of a street has four letters
]
HOUSES = [
    ("12", "12", "exact"),
    ("12", "12A", "alike"),
    ("1", "12", "different"),  # three signs together
    ("1", "2", "different"),
    ("12", "012", "alike"),
    ("12", "34", "different"),
    ("12", "29", "different"),
    ("12", "12BUS", "alike"),  # the number is the same, whatever comes after it
    ("12", "13BUS", "different"),
]


@pytest.mark.parametrize(
    ("level", "pairs"),
    [
        (word_level, WORDS),
        (place_level, [*COMMON_WORDS, ("marin", "mrani", "sound"), ("lan", "linh", "sound")]),
        (birth_level, BIRTHS),
        (number_level, NUMBERS),
        (street_level, STREETS),
        (house_level, HOUSES),
        (
            code_level,
            [("2000", "2000", "exact"), ("2000", "2020", "alike"), ("2000", "2140", "different")],
        ),
    ],
)
def test_two_values_have_the_level_of_their_difference_whichever_comes_first(
    level: object, pairs: list[tuple[str, str, str]]
) -> None:
    assert callable(level)
    found = [(one, other, level(one, other)) for one, other, _ in pairs]
    assert found == pairs
    assert [(one, other, level(other, one)) for one, other, _ in pairs] == pairs


@pytest.mark.parametrize(
    ("one", "other", "level", "value"),
    [
        ("van der voorbeeld", "van der voorbeeld", "exact", "van der voorbeeld"),
        ("garcia lopez", "garcia", "part", "garcia"),
        ("garcia lopez", "garcia smit", "shared", "garcia"),
        ("garcia lopez smit", "smit garcia", "part", "garcia smit"),
        ("voor beeld", "voorbeeld", "sound", ""),
        ("groot voorbeeld", "voorbeeld b", "shared", "voorbeeld"),
        ("x smit", "smitt", "alike", ""),
        ("ab smit", "ab", "part", "ab"),
        ("smit b jo", "jo smit", "part", "jo smit"),  # in the order of letters
        ("smit jo", "voorbeeld", "different", ""),
        ("tan voorbeeld", "tam anderen", "alike", ""),  # words of three letters are compared
        ("ta voorbeeld", "to anderen", "different", ""),  # of two not
        ("tan voorbeeld", "ta anderen", "different", ""),  # of three and two neither
        ("smit qrstuvabc", "abc", "different", ""),  # an end of three letters tells nothing
        ("x smitte", "mitte", "alike", ""),  # of five it does
        ("ivanova smit", "ivanoff berg", "near", ""),  # the nearest of their words counts
    ],
)
def test_family_names_of_several_words(one: str, other: str, level: str, value: str) -> None:
    words, others = tuple(one.split()), tuple(other.split())
    assert name_level(words, others) == (level, value)
    assert name_level(others, words) == (level, value)


@pytest.mark.parametrize(
    ("one", "other", "level", "value"),
    [
        ("ana rosa", "ana rosa", "exact", "ana rosa"),
        ("ana rosa", "ana", "part", "ana"),
        ("ana rosa", "ana r", "part", "ana"),
        ("ana rosa", "ana ilinca", "shared", "ana"),
        ("ana rosa", "ilinca ana", "shared", "ana"),
        ("ana rosa", "anarosa", "sound", ""),
        ("a", "ana", "initial", ""),
        ("ana rosa", "ilinca", "different", ""),
        ("ana rosa", "ana ruxandra", "shared", "ana"),  # one initial, two names
        ("ana m", "ana ilinca", "shared", "ana"),  # another initial
        ("catalin", "cati", "short", ""),
        ("elisabeth maria", "lies", "short", ""),  # of the first name
    ],
)
def test_given_names_of_which_the_first_counts_most(
    one: str, other: str, level: str, value: str
) -> None:
    words, others = tuple(one.split()), tuple(other.split())
    assert given_level(words, others) == (level, value)
    assert given_level(others, words) == (level, value)


def levels(one: RawClaim, other: RawClaim) -> dict[str, str]:
    return {
        field: level for field, level, _ in PERSONS.compare(Features.of(one), Features.of(other))
    }


def test_names_the_other_way_round_are_seen_where_neither_fits_as_it_stands() -> None:
    hers = RawClaim("Ilinca", "Voorbeeld")
    assert levels(hers, RawClaim("Voorbeeld", "Ilinca")) == {
        "family": "exact",
        "given": "exact",
        "order": "swapped",
    }
    for other in (RawClaim("Voorbeeld", "Smit"), RawClaim("Smit", "Ilinca")):
        assert levels(hers, other) == {
            "family": "exact",
            "given": "different",
            "order": "swapped",
        }
    assert levels(hers, RawClaim("Ana", "Smit")) == {"family": "different", "given": "different"}


def test_another_given_name_is_explained_by_an_alias() -> None:
    hers = RawClaim("Ilinca", "Voorbeeld", alias="Luna")
    assert levels(hers, RawClaim("Luna", "Voorbeeld"))["given"] == "alias"
    assert levels(RawClaim("Luna", "Voorbeeld"), hers)["given"] == "alias"
    assert levels(hers, RawClaim("Rosa", "Voorbeeld"))["given"] == "different"


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (("ROU", "X1234567"), ("ROU", "X1234567"), "exact"),
        (("ROU", "X1234567"), ("", "X1234567"), "exact"),
        (("ROU", "X1234567"), ("BGR", "X1234567"), "different"),
        (("ROU", "X1234567"), ("ROM", "X1234567"), "recoded"),  # Romania until 2002
        (("XKX", "X1234567"), ("RKS", "X1234567"), "recoded"),  # Kosovo; ICAO Doc 9303-3: RKS
        (("DEU", "X1234567"), ("D", "X1234567"), "recoded"),  # ICAO Doc 9303-3: D alone
        (("GBR", "X1234567"), ("GBO", "X1234567"), "recoded"),  # British Overseas citizen
        (("BGR", "X1234567"), ("BUL", "X1234567"), "recoded"),
        (("SCG", "X1234567"), ("MNE", "X1234567"), "recoded"),
        (("FRA", "X1234567"), ("FXX", "X1234567"), "recoded"),  # ISO 3166-1: France in Europe
        (("NLD", "X1234567"), ("CUW", "X1234567"), "recoded"),  # one kingdom, one passport
        (("NLD", "X1234567"), ("ANT", "X1234567"), "recoded"),  # Antilles until 2010
        (("RKS", "X1234567"), ("UNK", "X1234567"), "recoded"),  # ICAO Doc 9303-3: UNMIK
        (("RKS", "X1234567"), ("SRB", "X1234567"), "different"),
        (("DEU", "X1234567"), ("DNK", "X1234567"), "different"),
        (("SRB", "X1234567"), ("MNE", "X1234567"), "different"),  # one state until 2006, two since
        (("XKX", "X1234567"), ("RKS", "X1234568"), "typo"),
        (("ROU", "X1234567"), ("ROU", "X1234568"), "typo"),
        (("ROU", "X1234"), ("ROU", "X1235"), "typo"),
        (("ROU", "X123"), ("ROU", "X124"), "different"),
        (("ROU", "X1234567"), ("ROU", "X1234599"), "different"),
    ],
)
def test_papers_are_the_same_in_one_country_and_misread_by_one_sign(
    one: tuple[str, str], other: tuple[str, str], level: str
) -> None:
    claims = [
        RawClaim("Ana", "Voorbeeld", documents=(IdentityDocument("paspoort", *paper),))
        for paper in (one, other)
    ]
    assert levels(*claims)["document"] == level


def test_the_value_that_both_have_is_said_and_no_other() -> None:
    claim = {"given_names": "Ana", "family_name": "Voorbeeld", "birth_date": "1998-05-17"}
    place = {"street": "Lange Straat", "house_number": "12", "postcode": "2000"}
    more = {"sex": "F", "national_number": "98051700100", "phone": "0470000001", "alias": "Luna"}
    hers = RawClaim(**claim | place | more | {"municipality": "Antwerpen"})
    same = PERSONS.compare(Features.of(hers), Features.of(hers))
    assert {level for _, level, _ in same} == {"exact"}
    assert all(value for _, _, value in same)
    other = {"street": "Kaai", "house_number": "9", "postcode": "8310", "municipality": "Gent"}
    others = {"sex": "M", "national_number": "70123199999", "phone": "0480999999", "alias": "Rosa"}
    theirs = RawClaim("Ilinca", "Smit", "1970-12-31", **other | others)
    differing = PERSONS.compare(Features.of(hers), Features.of(theirs))
    assert {level for _, level, _ in differing} == {"different"}
    assert not "".join(chain(value for _, _, value in differing))
    assert [field for field, _, _ in same] == [field for field, _, _ in differing]
    assert len(same) == 11


@pytest.mark.parametrize(
    ("family", "given", "levels"),
    [
        ("Voorbeeld", "Ana", [("family", "different"), ("given", "exact")]),
        ("Ilinca", "Voorbeeld", [("family", "different"), ("given", "different")]),
        ("Ana", "Smit", [("family", "exact"), ("given", "different")]),
        ("Ana", "Ana", [("family", "exact"), ("given", "exact")]),
    ],
)
def test_one_name_that_agrees_in_its_place_is_not_taken_for_the_other(
    family: str, given: str, levels: list[tuple[str, str]]
) -> None:
    """Whose family name is her given name: only where it stands otherwise are both crossed."""
    one, other = (Features.of(RawClaim(*names)) for names in (("Ana", "Ana"), (given, family)))
    assert [(field, level) for field, level, _ in PERSONS.compare(one, other)] == levels


@pytest.mark.parametrize(
    ("alias", "kept"),
    [("Ana Maria", ""), ("Maria Ana", ""), ("Ana", ""), ("Luna", "luna"), ("Ana Luna", "ana luna")],
)
def test_an_alias_that_is_her_own_name_says_nothing_more(alias: str, kept: str) -> None:
    assert Features.of(RawClaim("Ana Maria", "Voorbeeld", alias=alias)).alias == kept


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("birth", {"birth_date": "1998-05-17"}),
        ("sex", {"sex": "F"}),
        ("number", {"national_number": "98051700100"}),
        ("phone", {"phone": "0470000001"}),
        ("street", {"street": "Kaai"}),
        ("house", {"house_number": "12"}),
        ("postcode", {"postcode": "2000"}),
        ("municipality", {"municipality": "Antwerpen"}),
        ("alias", {"alias": "Luna"}),
        ("document", {"documents": (IdentityDocument("eID", "BEL", "X1234567"),)}),
    ],
)
def test_what_only_one_of_them_says_is_not_compared(field: str, said: dict[str, object]) -> None:
    told, silent = RawClaim("Ana", "Voorbeeld", **said), RawClaim("Ana", "Voorbeeld")  # type: ignore[arg-type]
    assert field in levels(told, told)
    assert field not in levels(told, silent)
    assert field not in levels(silent, told)
