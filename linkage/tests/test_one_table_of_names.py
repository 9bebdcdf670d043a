"""How rare a name is, is counted in one table for everybody: nothing is guessed of its bearer."""

import json

import pytest

from linkage import Features, KnownClaim, New, RawClaim, rank
from linkage.decision import Decision
from linkage.parameter_estimation import EstimatedParameters

from .support.people import KNOWN

FAMILIES = ("Zeldzaamgeval", "Elzeldzaamoui", "Zeldzaamescu", "Zeldzaamova", "Zeldzaamers")
"""Made up; the last four end as names of Morocco, Romania, Bulgaria and Flanders do."""


@pytest.fixture(scope="module")
def taught() -> EstimatedParameters:
    """After 1,200 people, of whom each tenth is called Fatima, all under names that end in -oui."""
    parameters, decision = EstimatedParameters(), New()
    for number in range(1_200):
        fatima = number % 10 == 0
        given, ending = ("Fatima", "oui") if fatima else (f"Naam{number}", "x")
        learn(parameters, RawClaim(given, f"Voorbeeld{number}{ending}", day(number)), decision)
    return parameters


def learn(parameters: EstimatedParameters, claim: RawClaim, decision: Decision) -> None:
    parameters.observe(Features.of(claim), decision)


def day(number: int) -> str:
    return f"{1960 + number % 40}-{number % 12 + 1:02}-{number % 28 + 1:02}"


@pytest.mark.parametrize("family", FAMILIES)
def test_a_given_name_weighs_the_same_whatever_the_family_name_ends_in(
    taught: EstimatedParameters, family: str
) -> None:
    """It was worth four bits more or less by the ending of the family name."""
    her = Features.of(RawClaim("Fatima", family, "1998-05-17"))
    (person,) = rank(her, [KnownClaim(KNOWN, her)], parameters=taught)
    (step,) = [step for step in person.steps if step.field == "given"]
    # 120 of 1,200, less three quarters of one; 500 more of whom one has it
    assert step.share == pytest.approx((120 - 0.75 + 1) / (1_200 + 500))


def test_no_table_counts_names_by_where_they_seem_to_come_from(taught: EstimatedParameters) -> None:
    tables = json.loads(taught.delta())
    assert {name for name in tables if name.startswith(("family", "given"))} == {"family", "given"}


def test_counts_of_before_by_where_names_seemed_to_come_from_are_left_aside() -> None:
    parameters = EstimatedParameters()
    parameters.merge(b'{"given": {"#": 9, "fatima": 3}, "given:arabic": {"#": 9, "fatima": 3}}')
    assert parameters._counts == {"given": {"#": 9, "fatima": 3}}
