"""Everything that goes wrong in claims, and how often: the one table of the generator.

No rate depends on a name culture. What does differ by culture is which respellings exist at all,
how many people have two family names, and how often the family name comes first.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Writer:
    """A kind of writer, and the chance of each field in a claim (where the person has one)."""

    name: str
    share: float
    birth: float
    sex: float
    nationality: float
    document: float
    second_document: float
    number: float
    phone: float
    address: float
    alias: float


WRITERS = (
    Writer("owner", 0.50, 0.99, 0.15, 0.95, 0.85, 0.02, 0.00, 0.45, 0.30, 0.05),
    Writer("officer", 0.28, 0.99, 0.97, 0.98, 0.94, 0.12, 0.85, 0.50, 0.65, 0.12),
    Writer("officer_no_papers", 0.08, 0.92, 0.97, 0.90, 0.00, 0.00, 0.05, 0.60, 0.40, 0.30),
    Writer("older_record", 0.13, 0.93, 0.80, 0.85, 0.50, 0.03, 0.35, 0.40, 0.60, 0.25),
    Writer("advertisement", 0.01, 0.25, 0.60, 0.30, 0.00, 0.00, 0.00, 0.97, 0.20, 0.85),
)


@dataclass(frozen=True, slots=True)
class Rates:
    """Chances per claim, unless a comment says otherwise."""

    # how a name is written
    marks_lost: float = 0.50
    capitals: float = 0.15
    otherwise_romanised: float = 0.25  # where the name is in another alphabet
    other_alphabet: float = 0.01  # where the name is in another alphabet
    respelled: float = 0.10  # where the culture has a respelling that applies
    family_typo: float = 0.045
    given_typo: float = 0.035
    scanned: float = 0.010
    swapped: float = 0.025
    one_of_two_family: float = 0.30  # of those with two
    families_reversed: float = 0.03  # of those with two
    one_of_two_given: float = 0.40  # of those with two
    nickname: float = 0.05  # of those whose name has one
    initial_only: float = 0.012
    alias_as_given: float = 0.010
    # birth dates
    birth_year_only: float = 0.012
    birth_month_only: float = 0.006
    birth_first_of_january: float = 0.008
    birth_swapped: float = 0.015
    birth_digit: float = 0.020
    birth_transposed: float = 0.005
    birth_year_off: float = 0.008
    birth_impossible: float = 0.004
    birth_other_notation: float = 0.010
    # numbers
    document_typo: float = 0.020
    document_spaced: float = 0.15
    number_typo: float = 0.020
    phone_typo: float = 0.010
    phone_of_house: float = 0.10
    sex_wrong: float = 0.004
    # addresses
    address_typo: float = 0.06
    address_of_house: float = 0.35
    house_number_lost: float = 0.05
    postcode_lost: float = 0.08


RATES = Rates()


@dataclass(frozen=True, slots=True)
class Lives:
    """Chances per person."""

    sibling: float = 0.05  # of the three in four who may have a relative among those before
    twin: float = 0.01
    named_after: float = 0.005
    namesake_same_year: float = 0.007
    papers_together: float = 0.15  # of twins: document numbers one apart
    renewed: float = 0.30
    second_kind: float = 0.30
    belgian_number: float = 0.90  # of Belgians
    other_number: float = 0.08  # of everybody else
    has_phone: float = 0.95
    changed_phone: float = 0.45
    moved: float = 0.40
    alias: float = 0.60
    women: float = 0.90
    married: float = 0.04  # women who take another family name at some moment
    singletons: float = 0.36  # persons of one claim


LIVES = Lives()
